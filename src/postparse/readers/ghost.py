"""Ghost: its JSON export (`db[0].data`, or `data` alone) and what its API gives (`posts`).

Format: ghost.org/docs/migration/custom (tables `posts`, `posts_meta`, `users`, `tags`, `posts_authors`, `posts_tags`,
`settings`), ghost.org/docs/content-api (authors and tags within each post).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from postparse import inputs
from postparse.page import htmlcut
from postparse.parts import Fault, Part, Wanted, facts
from postparse.readers import ghostcards, jsonstream, stamps
from postparse.readers.jsonstream import EACH

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream

_Row = Mapping[str, object]

_ROOTS = (("db", EACH, "data"), ("data",))
_POSTS = (*((*root, "posts", EACH) for root in _ROOTS), ("posts", EACH))
_TABLES = ("users", "tags", "posts_authors", "posts_tags", "posts_meta", "settings")


class _Site(NamedTuple):
    """The tables beside the posts: rows by their id, those of a relation by the post's, in its order."""

    users: Mapping[object, _Row]
    tags: Mapping[object, _Row]
    authors: Mapping[object, Sequence[_Row]]
    labels: Mapping[object, Sequence[_Row]]
    meta: Mapping[object, _Row]
    settings: Mapping[object, object]


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the posts and pages of an export in its order.

    The tables that tell of authors and tags come after the posts, so that the file is read twice.
    """
    with inputs.seekable(stream, given) as raw:
        site = _site(jsonstream.elements(raw, [(*root, t, EACH) for root in _ROOTS for t in _TABLES]))
        raw.seek(0)
        for number, (_, row) in enumerate(jsonstream.elements(raw, _POSTS), 1):
            if not isinstance(row, dict):
                continue
            try:
                part = _part(row, site, wanted)
            except RecursionError:
                yield Fault(f"{given.name}:{number}", "its text nests too deep")
                continue
            if part is not None:
                yield part


def _site(found: Iterator[tuple[jsonstream.Path, object]]) -> _Site:
    from postparse.errors import SourceError

    tables: dict[str, list[_Row]] = defaultdict(list)
    try:
        for path, row in found:
            if isinstance(row, dict):
                tables[path[-2]].append(row)
    except SourceError:
        pass  # what is damaged is told when the posts before it are given

    def by_post(table: str) -> Mapping[object, Sequence[_Row]]:
        rows: dict[object, list[_Row]] = defaultdict(list)
        for row in sorted(tables[table], key=lambda r: n if isinstance(n := r.get("sort_order"), int) else 0):
            rows[_key(row.get("post_id"))].append(row)
        return rows

    def by_id(table: str, key: str = "id") -> Mapping[object, _Row]:
        return {_key(row.get(key)): row for row in tables[table]}

    return _Site(
        by_id("users"), by_id("tags"), by_post("posts_authors"), by_post("posts_tags"), by_id("posts_meta", "post_id"),
        {_key(row.get("key")): row.get("value") for row in tables["settings"]},
    )  # fmt: skip


def _key(value: object) -> str:
    return str(value)


def _part(row: _Row, site: _Site, wanted: Wanted) -> Part | None:
    status = _text(row, "status") or "published"
    kind = _text(row, "type") or ("page" if row.get("page") in (True, 1) else "post")
    if not wanted.takes(status, kind):
        return None
    key = _key(row.get("id"))
    meta = site.meta.get(key, {})
    title = _text(row, "title")
    told = facts(
        "ghost",
        # The editor gives drafts without a title this one.
        ("headline", None if title == "(Untitled)" else title, "post"),
        *(("author", name, "post") for name in _authors(row, key, site)),
        *(("keywords", name, "post") for name in _tags(row, key, site)),
        ("datePublished", _moment(row.get("published_at")), "post"),
        ("dateModified", _moment(row.get("updated_at")), "post"),
        ("description", _text(row, "custom_excerpt") or _text(meta, "meta_description"), "post"),
        ("description", _text(row, "meta_description"), "post"),
        ("commentCount", _comments(row), "post"),
        ("inLanguage", _setting(site, "locale", "lang", "default_locale"), "site"),
        ("name", _setting(site, "title"), "site"),
    )
    data, form = _content(row)
    address = _text(row, "url") or _text(row, "canonical_url") or _text(meta, "canonical_url")
    return Part(
        data, form, facts=told, id=_text(row, "id") or _text(row, "uuid") or None, slug=_text(row, "slug") or None,
        url=address if address.startswith(("http://", "https://")) else None, status=status, titled=True,
    )  # fmt: skip


def _content(row: _Row) -> tuple[str, str]:
    """Give the post's text: as HTML, or made of what the editor stores, or plain."""
    text = (
        _text(row, "html") or ghostcards.lexical(_text(row, "lexical")) or ghostcards.mobiledoc(_text(row, "mobiledoc"))
    )
    if not text and (plain := _text(row, "plaintext") or _text(row, "markdown")):
        return plain, "markdown" if _text(row, "markdown") == plain else "text"
    return htmlcut.without(text, ghostcards.CLASSES), "html"


def _text(row: _Row, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) and key == "id" else ""


def _setting(site: _Site, *keys: str) -> str | None:
    return next((v for k in keys if isinstance(v := site.settings.get(k), str)), None)


def _rows(row: _Row, key: str) -> list[_Row]:
    found = row.get(key)
    return [r for r in found if isinstance(r, dict)] if isinstance(found, list) else []


def _authors(row: _Row, key: str, site: _Site) -> list[str]:
    found = _rows(row, "authors") or [site.users.get(_key(r.get("author_id")), {}) for r in site.authors.get(key, ())]
    if not found:
        one = row.get("author")
        found = [one if isinstance(one, dict) else site.users.get(_key(row.get("author_id") or one), {})]
    return [name for r in found if (name := _text(r, "name"))]


def _tags(row: _Row, key: str, site: _Site) -> list[str]:
    """Give the tags that visitors see; those that begin with `#` are the editors' own."""
    found = _rows(row, "tags") or [site.tags.get(_key(r.get("tag_id")), {}) for r in site.labels.get(key, ())]
    return [
        name for r in found if (name := _text(r, "name")) and name[0] != "#" and _text(r, "visibility") != "internal"
    ]


def _comments(row: _Row) -> str | None:
    count = row.get("count")
    number = count.get("comments") if isinstance(count, dict) else None
    return str(number) if isinstance(number, int) else None


def _moment(value: object) -> str | None:
    """Give a moment: ISO 8601, or milliseconds after 1970 as the first versions wrote them."""
    if isinstance(value, int) and not isinstance(value, bool):
        return stamps.epoch(value)
    return value if isinstance(value, str) else None
