"""Parquet as input: a post a row, whatever wrote the file; damage costs what is damaged."""

import contextlib
import datetime as dt
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from postparse import api, inputs, parse_arrow
from postparse.errors import SourceError, UsageError
from postparse.parts import Fault, Wanted
from postparse.post import Post

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

ROWS: list[dict[str, Any]] = [
    {"id": 7, "Title": "Ropes", "html": "<p>Date: 5 May 2025, 3 pm</p><p>Long story.</p>",
     "date": dt.datetime(2025, 4, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))), "author": "Una Pettersen",
     "tags": ["knots", "hemp"], "url": "https://harbour.example/ropes"},
    {"id": 8, "Title": "Nets", "html": "They dry in the sun all day long.", "date": None, "author": None,
     "tags": None, "url": None},
]  # fmt: skip


def written(rows: list[dict[str, Any]] = ROWS, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, **options)
    return out.getvalue()


def posts(data: bytes, **wanted: tuple[str, ...]) -> tuple[list[Post], list[Fault]]:
    found = list(api.posts(inputs.memory(data, "x.parquet"), wanted=Wanted(**wanted)))
    return [f.post for f in found if isinstance(f, api.Parsed)], [f for f in found if isinstance(f, Fault)]


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd", "gzip"])
def test_a_row_is_a_post_with_its_other_columns(compression: str) -> None:
    found, faults = posts(written(compression=compression))
    assert faults == []
    first, second = found
    assert (first.title, first.source.id, first.source.post, first.source.format) == ("Ropes", "7", 0, "parquet")
    assert first.source.url == "https://harbour.example/ropes"
    assert [a.name for a in first.byline.authors] == ["Una Pettersen"]
    assert first.byline.published == "2025-04-01T09:30:00+02:00"
    assert first.tags == ("knots", "hemp")
    assert [e.start for e in first.schedule] == ["2025-05-05T15:00"]
    assert (second.title, second.body, second.source.post) == ("Nets", ("They dry in the sun all day long.",), 1)


def test_the_column_is_the_caller_s_choice() -> None:
    data = written([{"a": "First words.\nA note, then.", "html": "<p>Not this one, please.</p>"}])
    assert posts(data, columns=("a",))[0][0].body == ("A note, then.",)
    with pytest.raises(UsageError, match="no column 'b'; there are 'a', 'html'"):
        posts(data, columns=("b",))
    with pytest.raises(SourceError, match="--column"):
        posts(written([{"a": "x"}]))


def test_text_that_is_not_marked_as_text_and_fine_times_are_read() -> None:
    table = pa.table(
        {
            "text": pa.array(["Knots – a note\n\nWords of it.".encode(), None], pa.binary()),
            "published": pa.array([1_743_499_800_000_000_001, None], pa.timestamp("ns")),
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out, version="2.6")
    found, _ = posts(out.getvalue())
    assert (found[0].title, found[0].byline.published) == ("Knots – a note", "2025-04-01T09:30:00")
    assert len(found) == 2


TORN = pa.StringArray.from_buffers(2, pa.py_buffer(b"\0\0\0\0\7\0\0\0\x0b\0\0\0"), pa.py_buffer(b"caf\xe9 upNets"))
FAR: dict[str, Any] = {
    "a time in the year 38,000": pa.array([1 << 60, 0], pa.timestamp("us")),
    "a day in the year 2,900,000": pa.array([1 << 30, 0], pa.date32()),
    "a zone that is none": pa.array([1, 0], pa.timestamp("us", "Mars/Base")),
    "a span of ages": pa.array([1 << 62, 0], pa.duration("s")),
    "a fine time within": pa.array([{"a": 1}, None], pa.struct([("a", pa.timestamp("ns"))])),
    "text that is none": TORN,
}


@pytest.mark.parametrize("column", FAR)
def test_a_value_that_python_can_not_hold_costs_itself(column: str) -> None:
    table = pa.table({"text": ["Ropes\n\nLong story.", "Nets\n\nThey dry."], "date": FAR[column]})
    out = io.BytesIO()
    pq.write_table(table, out)
    for found, faults in (posts(out.getvalue()), (parse_arrow(table).to_pylist(), [])):
        assert faults == []
        titles = [post["title"] if isinstance(post, dict) else post.title for post in found]
        assert titles == ["Ropes", "Nets"]


@pytest.mark.parametrize("text", [TORN, TORN.cast(pa.binary()).dictionary_encode(), TORN.cast(pa.binary())])
def test_bytes_that_are_no_text_cost_themselves(text: Any) -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": text}), out)
    found, faults = posts(out.getvalue())
    assert ([post.title for post in found], faults) == (["caf\N{REPLACEMENT CHARACTER} up", "Nets"], [])


def test_a_table_without_rows_holds_no_post() -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), out)
    assert posts(out.getvalue()) == ([], [])


def test_a_damaged_row_group_costs_its_own_rows() -> None:
    rows = [{"id": str(n), "text": f"Note {n}\n\n{n * 7919} words of it."} for n in range(30)]
    data = bytearray(written(rows, row_group_size=10, compression="zstd", use_dictionary=False))
    column = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(1).column(1)
    middle = column.data_page_offset + column.total_compressed_size // 2
    data[middle : middle + 12] = bytes(12)
    found, faults = posts(bytes(data))
    assert [p.source.id for p in found] == [str(n) for n in (*range(10), *range(20, 30))]
    assert [f.where for f in faults] == ["x.parquet:11"]
    assert "row group 2 is damaged" in faults[0].reason


@pytest.mark.parametrize("keep", [4, 60, -1, -8, -40])
def test_a_truncated_file_is_one_error(keep: int) -> None:
    with pytest.raises(SourceError, match="the Parquet file is damaged") as error:
        posts(written()[:keep])
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("at", range(0, 100, 9))
def test_noise_in_the_footer_is_an_error_of_ours_or_nothing(at: int) -> None:
    data = bytearray(written())
    start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    data[start + at : start + at + 4] = b"\xff\xff\xff\xff"
    with contextlib.suppress(SourceError):
        posts(bytes(data))


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_GROWN", 1_000_000)
    with pytest.raises(SourceError, match="give more than"):
        posts(written([{"text": " " * 20_000_000}], compression="zstd"))


def test_rows_are_read_a_few_at_a_time() -> None:
    from tracemalloc import get_traced_memory, start, stop

    from postparse.readers import parquet

    # One text, stored once, for all rows of the group: as large in each row that is read.
    data = written([{"text": "A long note. " * 20_000}] * 2_000)
    assert len(data) < 5_000_000
    given = inputs.memory(data, "x.parquet")
    before = pa.total_allocated_bytes()
    most = 0
    start()
    with inputs.opened(given) as stream:
        for _ in parquet.read(stream, given, Wanted()):
            most = max(most, pa.total_allocated_bytes() - before)
    assert most < 60_000_000
    assert get_traced_memory()[1] < 60_000_000
    stop()


def test_it_is_told_by_its_bytes_also_compressed_or_in_a_folder(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a.dat").write_bytes(written())
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(written()))
    command = [sys.executable, "-m", "postparse", tmp_path, "--to", "csv"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, "postparse: 4 posts\n")


def test_without_the_package_one_line_names_the_extra(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(written())
    code = "import sys; sys.modules['pyarrow'] = None; from postparse.cli import main; main()"
    command = [sys.executable, "-c", code, tmp_path / "x.parquet", "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "postparse: to read parquet needs more: pip install 'postparse[parquet]'\n"
