"""Exports of many posts: memory does not grow with them, nor the time for one of them.

Of 20,000 posts the readers alone are measured of each format, and of one format all that is done with them, in two
processes; of the others fewer. 200,000 were measured by hand (docs/performance.md, docs/scaling.md).
"""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from postparse import readers
from sampleset import ROOT

POOL = SimpleNamespace(**runpy.run_path(str(ROOT / "benchmarks/pool.py"), run_name="pool"))
BENCH = SimpleNamespace(**runpy.run_path(str(ROOT / "benchmarks/exports.py"), run_name="exports"))


def export(kind: str, count: int, folder: Path) -> Path:
    path = BENCH.write(kind, count, folder)
    with path.open("rb") as file:
        row = readers.pick(file.read(4096), path.name)
    assert row.many
    if row.extra:
        pytest.importorskip({"warc": "fastwarc"}.get(row.extra, row.extra))
    return path


@pytest.mark.parametrize("kind", BENCH.WRITERS)
def test_a_reader_of_20_000_posts_stays_small_and_even(kind: str, tmp_path: Path) -> None:
    few, many = (BENCH.child("reader", export(kind, n, tmp_path)) for n in (1_000, 20_000))
    assert (few.posts, many.posts) == (1_000, 20_000)
    assert many.peak < few.peak + 50
    assert many.last < 3 * many.first


@pytest.mark.parametrize("kind", ["wxr", "jsonl"])
def test_understanding_them_stays_small_and_even(kind: str, tmp_path: Path) -> None:
    few, many = (BENCH.child("whole", export(kind, n, tmp_path), 200) for n in (200, 1_600))
    assert many.posts == 1_600
    assert many.peak < few.peak + 20
    assert many.last < 3 * many.first


@pytest.mark.parametrize("output", ["json", "csv", "parquet", "sqlite", "ical", "jsonld"])
def test_writers_keep_no_post(output: str, tmp_path: Path) -> None:
    """A writer is given one post many times over: what it keeps of each would show."""
    if output in ("parquet", "ical"):
        pytest.importorskip({"parquet": "pyarrow", "ical": "icalendar"}[output])
    few, many = (BENCH.written(output, n, tmp_path) for n in (1_000, 10_000))
    assert many < few + 25


@pytest.mark.timeout(500)
def test_20_000_posts_in_processes_take_little_memory_and_even_time() -> None:
    pytest.importorskip("resource")
    slower = []
    for _ in range(3):  # What else the machine is at can slow one run, not what grows with the posts.
        seen = POOL.flat(20_000, 2)
        assert seen.counted_twice < 300
        assert seen.last < seen.first + 40
        slower.append(min(seen.tenths[-3:]) / min(seen.tenths[1:4]))
        if slower[-1] < 1.5:
            return
    raise AssertionError(slower)
