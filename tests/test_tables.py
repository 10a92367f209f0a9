"""CSV, Parquet and SQLite, each read back by an independent reader and compared with JSON."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from postparse.render.flat import TABLES
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


@pytest.mark.parametrize("name", ["x.csv", "x.parquet", "x.sqlite"])
def test_a_failed_write_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    run(SAMPLES / "bboard-colloquium.txt", "-o", tmp_path / name)
    before = (tmp_path / name).read_bytes()
    script = (
        "import sys; from postparse import batch, cli\n"
        "def broken(*a, **k):\n    yield from real(*a, **k)\n    raise KeyboardInterrupt\n"
        "real, batch.run = batch.run, broken\ncli.main()"
    )
    arguments = [sys.executable, "-c", script, str(SAMPLES), "-o", str(tmp_path / name)]
    done = subprocess.run(arguments, capture_output=True, timeout=120, env=os.environ)
    assert done.returncode == 130, done.stderr
    assert (tmp_path / name).read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["parquet", "sqlite"])
def test_files_do_not_go_to_a_pipe(name: str) -> None:
    done = run(SAMPLES, "--to", name)
    assert done.returncode == 2
    assert b"name it with -o" in done.stderr
