"""SQLite: posts, events, participants and their affiliations in tables with keys, and views over them.

A second run over the same posts updates them: a post is known by its container's identifier, else by path and index.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from itertools import islice

from postparse.convert import to_dict
from postparse.errors import UsageError
from postparse.post import Post
from postparse.render import Layout
from postparse.render.flat import Cell, event, one, participant, storable
from postparse.render.seal import opened

AT_ONCE = 500
"""Posts of one transaction."""

_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)

APPLICATION = 0x70707273
"""Marks our files (`PRAGMA application_id`), so that no other database is written to."""


def write(lines: Iterator[str], path: str, layout: Layout) -> None:
    """Put the posts into the database at `path`, which is made where it is not there.

    Raises:
        UsageError: what is there is no database that this wrote.
        OSError: it cannot be written, as on a full disk.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            _prepare(base)
            posts = opened(lines)
            while batch := list(islice(posts, AT_ONCE)):
                base.execute("BEGIN")
                for post in batch:
                    _put(base, post)
                base.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _DISK:
            raise
        raise OSError(str(error)) from None


def _prepare(base: sqlite3.Connection) -> None:
    try:
        tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        mark = base.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise UsageError(f"what is there is no SQLite database: {error}") from None
    if tables and mark != APPLICATION:
        raise UsageError("the database that is there was not written by postparse; name another file")
    # The file gets its name only when all is written, so that its own journal would guard nothing.
    base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;")
    base.executescript((files("postparse") / "data/schema.sql").read_text("utf-8"))
    base.execute(f"PRAGMA application_id = {APPLICATION}")
    base.execute("CREATE TEMP TABLE put (key TEXT PRIMARY KEY, post INTEGER) WITHOUT ROWID")


def key_of(post: Post) -> str:
    """Give what a post is known by: an identifier that means it anywhere, else its place among the inputs."""
    known = post.source.id
    if known and any(mark in known for mark in ":@/"):
        return known
    return f"{post.source.path}#{known or post.source.post}"


def _own(base: sqlite3.Connection, post: Post, key: str) -> str:
    """Give the key, with the post's index where another row of the same table has the same number."""
    if key == post.source.id:
        return key
    base.execute("INSERT OR IGNORE INTO put VALUES (?, ?)", (key, post.source.post))
    (first,) = base.execute("SELECT post FROM put WHERE key = ?", (key,)).fetchone()
    return key if first == post.source.post else f"{key}#{post.source.post}"


def _put(base: sqlite3.Connection, post: Post) -> None:
    key = _own(base, post, storable(key_of(post)))
    base.execute("DELETE FROM posts WHERE key = ?", (key,))
    source, byline = post.source, post.byline
    _insert(base, "posts", [(
        key, source.path, source.post, source.id, source.format, source.url, post.slug, post.status, post.title,
        post.label, byline.published, byline.modified, byline.publisher, post.comment_count, post.language,
        post.excerpt, "\n\n".join(post.body), _json(post),
    )])  # fmt: skip
    _insert(base, "authors", [(key, n, a.name, a.url) for n, a in enumerate(byline.authors)])
    _insert(base, "categories", [(key, n, name) for n, name in enumerate(post.categories)])
    _insert(base, "tags", [(key, n, name) for n, name in enumerate(post.tags)])
    _insert(base, "schedule", [(key, n, *event(e)) for n, e in enumerate(post.schedule)])
    _insert(base, "agenda", [
        (key, n, m, a.start, a.end, a.title, "; ".join(a.participants))
        for n, e in enumerate(post.schedule) for m, a in enumerate(e.agenda)
    ])  # fmt: skip
    _insert(base, "participants", [(key, n, *participant(p)) for n, p in enumerate(post.participants)])
    _insert(base, "affiliations", [
        (key, n, m, a.position, a.organization, one(a))
        for n, p in enumerate(post.participants) for m, a in enumerate(p.affiliations)
    ])  # fmt: skip
    _insert(base, "organizers", [(key, n, o.name, o.role) for n, o in enumerate(post.organizers)])
    _insert(base, "summary", [
        (key, n, s.heading, s.participant, "\n\n".join(s.paragraphs)) for n, s in enumerate(post.summary)
    ])  # fmt: skip
    _insert(
        base, "links", [(key, n, link.text, link.url, link.rel, link.language) for n, link in enumerate(post.links)]
    )
    _insert(base, "warnings", [
        (key, n, w.code, w.severity, w.field, w.message) for n, w in enumerate(post.warnings)
    ])  # fmt: skip


def _insert(base: sqlite3.Connection, table: str, rows: Sequence[tuple[Cell, ...]]) -> None:
    if rows:
        base.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", [_stored(row) for row in rows]
        )


def _stored(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(storable(cell) if isinstance(cell, str) else cell for cell in row)


def _json(post: Post) -> str:
    """Give the post as JSON text; with escapes where UTF-8 can't hold it, which are the same to every reader."""
    data = to_dict(post)
    text = json.dumps(data, ensure_ascii=False)
    return text if storable(text) == text else json.dumps(data)
