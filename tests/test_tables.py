"""CSV, Parquet and SQLite, each read back by an independent reader and compared with JSON."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postparse.api import Parsed
from postparse.convert import fields_of, from_dict
from postparse.post import Post
from postparse.render import Layout, sqlite
from postparse.render.csv import write as write_csv
from postparse.render.flat import TABLES
from postparse.render.screen import clean
from postparse.render.seal import whole
from postparse.render.sqlite import key_of
from sampleset import ROOT

SAMPLES = ROOT / "samples/text"


def run(*arguments: "str | Path", cwd: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "postparse", *arguments], capture_output=True, cwd=cwd, timeout=120)


@pytest.fixture(scope="module")
def wanted() -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(SAMPLES, "--jsonl").stdout.decode().split("\n") if line]


def rows(*arguments: "str | Path") -> list[dict[str, str]]:
    done = run(*arguments, "--to", "csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))


def text(value: object) -> str:
    return "" if value is None else str(value)


def test_csv_has_a_row_a_post(wanted: list[dict[str, Any]]) -> None:
    found = rows(SAMPLES)
    assert tuple(found[0]) == tuple(TABLES["posts"][0])
    assert [r["path"] for r in found] == [p["source"]["path"] for p in wanted]
    for row, post in zip(found, wanted, strict=True):
        assert row["title"].removeprefix("'") == text(post["title"])
        assert row["published"] == text(post["byline"]["published"])
        assert row["events"] == str(len(post["schedule"]))
        first = post["schedule"][0] if post["schedule"] else {}
        assert row["start"] == text(first.get("start"))
        assert row["venue_name"] == text((first.get("venue") or {}).get("name"))


def test_csv_tables_for_events_and_people(wanted: list[dict[str, Any]]) -> None:
    events = rows(SAMPLES, "--table", "schedule")
    assert [(r["path"], r["start"]) for r in events] == [
        (p["source"]["path"], text(e["start"])) for p in wanted for e in p["schedule"]
    ]
    people = rows(SAMPLES, "--table", "participants")
    assert [(r["name"], r["organization"]) for r in people] == [
        (w["name"], text(a["organization"]))
        for p in wanted for w in p["participants"] for a in w["affiliations"] or [{"organization": None}]
    ]  # fmt: skip


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text('=HYPERLINK("http://x.example","win")\n\n+1 more thing to say\n')
    (row,) = rows(tmp_path / "x.txt")
    assert row["title"].startswith("'=")
    assert row["body"].startswith("'+")


def test_parquet_gives_the_same_posts_to_pyarrow_and_duckdb(wanted: list[dict[str, Any]], tmp_path: Path) -> None:
    duckdb, pq = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow.parquet")
    done = run(SAMPLES, "-o", tmp_path / "x.parquet")
    assert done.returncode == 0, done.stderr
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == wanted
    found = duckdb.sql(f"SELECT title, schedule[1].start, len(participants) FROM '{tmp_path}/x.parquet'").fetchall()
    assert found == [
        (p["title"], p["schedule"][0]["start"] if p["schedule"] else None, len(p["participants"])) for p in wanted
    ]


def test_duckdb_reads_all_of_every_post(wanted: list[dict[str, Any]], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    for name in ("x.parquet", "x.jsonl", "x.csv"):
        assert run(SAMPLES, "-o", tmp_path / name).returncode == 0
    found = duckdb.sql(f"SELECT * FROM '{tmp_path}/x.parquet'")
    assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == wanted
    lines = duckdb.sql(f"SELECT title, body, participants[1].name FROM '{tmp_path}/x.jsonl'").fetchall()
    assert lines == [(p["title"], p["body"], next((w["name"] for w in p["participants"]), None)) for p in wanted]
    cells = duckdb.sql(f"SELECT path, body FROM read_csv('{tmp_path}/x.csv', all_varchar = true)").fetchall()
    assert [(path, (body or "").removeprefix("'")) for path, body in cells] == [
        (p["source"]["path"], "\n\n".join(p["body"]).removeprefix("'")) for p in wanted
    ]


def test_parquet_s_schema_does_not_depend_on_the_posts(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "bare.txt").write_text("Nothing much\n\nA line of text.\n")
    run(tmp_path / "bare.txt", "-o", tmp_path / "a.parquet")
    run(SAMPLES, "-o", tmp_path / "b.parquet")
    assert pq.read_schema(tmp_path / "a.parquet") == pq.read_schema(tmp_path / "b.parquet")


def test_parquet_takes_evidence_and_blocks(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    done = run(SAMPLES / "bboard-colloquium.txt", "--evidence", "--blocks", "-o", tmp_path / "x.parquet")
    assert done.returncode == 0, done.stderr
    (found,) = pq.read_table(tmp_path / "x.parquet").to_pylist()
    (wanted,) = json.loads("[" + run(SAMPLES / "bboard-colloquium.txt", "--evidence", "--blocks").stdout.decode() + "]")
    assert dict(found["evidence"]) == wanted["evidence"]
    assert found["blocks"] == wanted["blocks"]


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as base:
        return list(base.iterdump())


def test_sqlite_gives_the_same_posts(wanted: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    done = run(SAMPLES, "-o", path)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored = [json.loads(j) for (j,) in base.execute("SELECT json FROM posts ORDER BY path")]
        assert stored == sorted(wanted, key=lambda p: p["source"]["path"])
        for table, part in (("schedule", "schedule"), ("participants", "participants"), ("tags", "tags")):
            count = base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            assert count == sum(len(p[part]) for p in wanted)
        names = base.execute(
            "SELECT DISTINCT name, start FROM people WHERE role = 'moderator' ORDER BY name"
        ).fetchall()
    assert names == sorted(
        {(w["name"], e["start"]) for p in wanted for w in p["participants"] if w["role"] == "moderator"
         for e in p["schedule"] or [{"start": None}]},
    )  # fmt: skip


def test_sqlite_run_twice_doubles_nothing_and_updates(tmp_path: Path) -> None:
    path, post = tmp_path / "x.db", tmp_path / "posts"
    post.mkdir()
    (post / "a.txt").write_text("Ropes\n\nDate: 5 May 2025, 3 pm\nSpeaker: Una Pettersen\n")
    (post / "b.txt").write_text("Nets\n\nThey dry in the sun.\n")
    run(post, "-o", path)
    first = dump(path)
    run(post, "-o", path)
    assert dump(path) == first
    (post / "a.txt").write_text("Ropes\n\nDate: 6 May 2025, 3 pm\n")
    (post / "c.txt").write_text("Sails\n\nThey do not.\n")
    run(post, "-o", path)
    with closing(sqlite3.connect(path)) as base:
        found = base.execute("SELECT path, start FROM posts LEFT JOIN schedule USING (key) ORDER BY path").fetchall()
        assert found == [("a.txt", "2025-05-06T15:00"), ("b.txt", None), ("c.txt", None)]
        assert base.execute("SELECT count(*) FROM participants").fetchone() == (0,)


def test_the_container_s_identifier_is_the_key(tmp_path: Path) -> None:
    export = ROOT / "samples/exports/harbour.wxr.xml"
    (tmp_path / "renamed.xml").write_bytes(export.read_bytes())
    run(export, "-o", tmp_path / "x.sqlite")
    run(tmp_path / "renamed.xml", "-o", tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        assert base.execute("SELECT count(*) FROM posts").fetchone() == (3,)


def test_small_numbers_of_two_files_are_two_posts(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": 7, "text": f"Note {name}\n\nWords."}) + "\n")
    run(tmp_path, "-o", tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        assert base.execute("SELECT count(*) FROM posts").fetchone() == (2,)


def test_rows_of_one_number_are_posts_of_their_own(tmp_path: Path) -> None:
    rows = [json.dumps({"post_id": number, "text": f"Note {n}\n\nWords."}) for n, number in enumerate((7, 8, 7, 7))]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    for _ in range(2):
        run(tmp_path / "a.jsonl", tmp_path / "a.jsonl", "-o", tmp_path / "x.sqlite")
        with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
            found = base.execute("SELECT title FROM posts ORDER BY post").fetchall()
        assert found == [(f"Note {n}",) for n in range(4)]


def test_no_other_database_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()
    done = run(SAMPLES / "bboard-colloquium.txt", "-o", path)
    assert done.returncode == 2
    assert b"not written by postparse" in done.stderr
    assert path.read_bytes() == before
    path.write_bytes(b"just some text, no database at all, of a hundred bytes and more" * 3)
    assert run(SAMPLES / "bboard-colloquium.txt", "-o", path).returncode == 2


WRITTEN = ("x.json", "x.jsonl", "x.csv", "x.parquet", "x.sqlite", "x.ics", "x.jsonld", "x.txt")


@pytest.mark.parametrize("name", WRITTEN)
def test_a_failed_write_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    run(SAMPLES / "bboard-colloquium.txt", "-o", tmp_path / name)
    before = (tmp_path / name).read_bytes()
    script = (
        "import sys; from postparse import cli; from postparse.run import batch\n"
        "def broken(*a, **k):\n    yield from real(*a, **k)\n    raise KeyboardInterrupt\n"
        "real, batch.pieces_of = batch.pieces_of, broken\ncli.main()"
    )
    arguments = [sys.executable, "-c", script, str(SAMPLES), "-o", str(tmp_path / name)]
    done = subprocess.run(arguments, capture_output=True, timeout=120, env=os.environ)
    assert done.returncode == 130, done.stderr
    assert (tmp_path / name).read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {name, f".{name}.journal", f".{name}.part"}
    assert run(SAMPLES, "-o", tmp_path / name, "--resume").returncode == 0
    assert (tmp_path / name).read_bytes() != before
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_killed_write_leaves_the_old_file_and_harms_no_later_one(name: str, tmp_path: Path) -> None:
    run(SAMPLES / "bboard-colloquium.txt", "-o", tmp_path / name)
    before = (tmp_path / name).read_bytes()
    script = (
        "import os, signal; from postparse import cli; from postparse.run import batch\n"
        "def broken(*a, **k):\n    yield from real(*a, **k)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "real, batch.pieces_of = batch.pieces_of, broken\ncli.main()"
    )
    arguments = [sys.executable, "-c", script, str(SAMPLES), "-o", str(tmp_path / name)]
    done = subprocess.run(arguments, capture_output=True, timeout=120, env=os.environ)
    assert done.returncode == -9, done.stderr
    assert (tmp_path / name).read_bytes() == before
    left = [p.name for p in tmp_path.iterdir() if p.name != name]
    assert left
    assert all(n.startswith(f".{name}.") for n in left)
    assert not [n for n in left if n.encode() in run(tmp_path, "--jsonl").stdout]
    assert run(SAMPLES / "seed.txt", "-o", tmp_path / name).returncode == 0
    assert not [p for p in tmp_path.iterdir() if p.name in (f".{name}.journal", f".{name}.part")]
    assert len((tmp_path / name).read_bytes()) > 0
    if name == "x.sqlite":
        with closing(sqlite3.connect(tmp_path / name)) as base:
            assert base.execute("SELECT count(*) FROM posts").fetchone() == (2,)
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_bytes_of_a_name_that_are_no_text_are_kept_as_escapes(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    source = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    try:
        Path(source).write_text("Ropes\n\nWords of it.\n")
    except OSError:
        pytest.skip("this file system takes only text as names")
    for name in WRITTEN:
        assert run(source, "-o", tmp_path / name).returncode == 0
    assert pq.read_table(tmp_path / "x.parquet").to_pylist()[0]["source"]["path"].endswith(r"/caf\udce9.txt")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        (known, data) = base.execute("SELECT path, json FROM posts").fetchone()
    assert known.endswith(r"/caf\udce9.txt")
    assert json.loads(data)["source"]["path"] == source


# Posts of every shape that the types allow, whatever a parser would make.

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
SIMPLE: dict[object, st.SearchStrategy[Any]] = {str: WORDS, int: st.integers(0, 2**40), bool: st.booleans()}


def made(kind: Any) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if origin is types.UnionType:
        return st.none() | made(next(a for a in inner if a is not type(None)))
    if origin is tuple and inner[-1] is not Ellipsis:
        return st.tuples(*map(made, inner))
    if origin is tuple:
        return st.lists(made(inner[0]), max_size=2).map(tuple)
    if origin is not None:
        return st.dictionaries(WORDS, made(inner[1]), max_size=2)
    return st.builds(kind, **{name: made(k) for name, k in fields_of(kind).items()})


POSTS = made(Post)


def sealed(posts: list[Post], layout: Layout = Layout()) -> Iterator[str]:  # noqa: B008
    return iter([whole(Parsed(p, None, None), layout) for p in posts])  # type: ignore[arg-type]


@given(st.lists(POSTS, max_size=4))
def test_any_post_comes_back_from_parquet(posts: list[Post]) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    from postparse.render import parquet

    layout = Layout(evidence=True, blocks=True)
    with tempfile.TemporaryDirectory() as folder:
        parquet.write(sealed(posts, layout), f"{folder}/x.parquet", layout)
        found = pq.read_table(f"{folder}/x.parquet").to_pylist()
    for row in found:
        row["evidence"] = dict(row["evidence"])
    back = [from_dict(row) for row in found]
    assert back == posts
    assert [(b.blocks, dict(b.evidence)) for b in back] == [(p.blocks, dict(p.evidence)) for p in posts]


@given(st.lists(POSTS, max_size=4, unique_by=key_of))
def test_any_post_comes_back_from_sqlite(posts: list[Post]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            sqlite.write(sealed(posts), f"{folder}/x.db", Layout())
            with closing(sqlite3.connect(f"{folder}/x.db")) as base:
                found = {key: from_dict(json.loads(data)) for key, data in base.execute("SELECT key, json FROM posts")}
                people = base.execute("SELECT key, name, talk FROM participants ORDER BY key, n").fetchall()
            assert found == {key_of(p): p for p in posts}
            assert sorted(people, key=repr) == sorted(
                ((key_of(p), w.name, w.talk) for p in posts for w in p.participants), key=repr
            )


@given(POSTS)
def test_any_post_comes_back_from_csv(post: Post) -> None:
    out = io.StringIO(newline="")
    for table in TABLES:
        out.seek(0)
        out.truncate()
        write_csv(sealed([post]), out, Layout(table=table))
        (columns, *found) = csv.reader(io.StringIO(out.getvalue(), newline=""))
        names, rows_of = TABLES[table]
        assert columns == list(names)
        wanted = [["" if c is None else clean(str(c), lines=True) for c in row] for row in rows_of(post)]
        assert [[c.removeprefix("'") for c in row] for row in found] == [
            [c.removeprefix("'") for c in row] for row in wanted
        ]


@pytest.mark.parametrize("name", ["parquet", "sqlite"])
def test_files_do_not_go_to_a_pipe(name: str) -> None:
    done = run(SAMPLES, "--to", name)
    assert done.returncode == 2
    assert b"name it with -o" in done.stderr
