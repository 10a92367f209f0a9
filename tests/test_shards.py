"""Shards: put one after the other they are the whole run, wherever long files are cut."""

import bz2
import gzip
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from postparse.errors import UsageError
from postparse.parts import Part
from postparse.pieces import Piece
from postparse.run import batch, shards
from postparse.run.batch import Asked, Failed, Passed
from storeset import reached, served

COUNTS = (1, 2, 3, 7, 40)


def line(number: int, words: int = 9, **more: object) -> bytes:
    return json.dumps({"id": number, "text": f"Note {number}\n\n" + "Salt and rope. " * words, **more}).encode() + b"\n"


def lines(count: int = 60) -> bytes:
    return b"".join(line(n, n * 7 % 40) for n in range(count))


def rough() -> bytes:
    """Lines as they come: blank ones, broken ones, other keys, other line ends, no end of line at the end."""
    made = [line(n, n * 5 % 30) for n in range(40)]
    made[0] = b"\n \t\n" + made[0].replace(b"\n", b"\r\n")
    made[3] = b"{broken\n" + made[3] + b"[1, 2]\n\n\n"
    made[11] = b" \x0c \n" + line(11, html="<p>Another column in a later row.</p>") + b"\r\n\r\n"
    made[17] = line(17, status="draft")
    made[30] = line(30, 3_000)
    return b"".join(made).rstrip(b"\n")


def late() -> bytes:
    """The columns are known only after many lines that can't be read."""
    return b"no json\n" * 400 + lines(20)


def rows(size: int, count: int = 90, damaged: bool = False) -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    table = pa.Table.from_pylist([{"id": str(n), "text": f"Note {n}\n\n{n * 7919} ropes."} for n in range(count)])
    pq.write_table(table, out, row_group_size=size, compression="zstd", use_dictionary=False)
    data = bytearray(out.getvalue())
    if damaged:
        column = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(1).column(1)
        middle = column.data_page_offset + column.total_compressed_size // 2
        data[middle : middle + 12] = bytes(12)
    return bytes(data)


def record(number: int, kind: str = "text/html", status: int = 200) -> bytes:
    page = f"<html><title>Page {number}</title><body><p>{'Ropes and nets. ' * (number % 9 * 20)}</p></body></html>"
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n\r\n"
    block = (head + page).encode()
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quay.example/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:032}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def records(count: int = 50) -> list[bytes]:
    pytest.importorskip("fastwarc")
    return [
        record(n, "image/png") if n % 7 == 3 else record(n, status=404) if n % 11 == 5 else record(n)
        for n in range(count)
    ]


def crawl(pack: Callable[[bytes], bytes] = bytes, damaged: bool = False) -> bytes:
    made = [pack(r) for r in records()]
    if damaged:
        made[9] = made[9][: len(made[9]) // 2] + b"noise" * 9 + made[9][len(made[9]) // 2 :]
        made[20] = made[20][20:]
    return b"".join(made)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for n in range(9):
            made.writestr(f"{n}.txt", f"Note {n}\n\nRopes and nets.")
    return out.getvalue()


FILES: dict[str, Callable[[], dict[str, bytes]]] = {
    "jsonl": lambda: {"a.jsonl": lines()},
    "rough jsonl": lambda: {"a.jsonl": rough()},
    "columns known late": lambda: {"a.jsonl": late()},
    "no column": lambda: {"a.jsonl": b'{"x": "y"}\n' * 50, "b.txt": b"Words"},
    "only bad lines, then no column": lambda: {"a.jsonl": b"bad\n" * 50 + b'{"x": "y"}\n' * 50},
    "mark of UTF-8": lambda: {"a.jsonl": b"\xef\xbb\xbf" + lines()},
    "UTF-16": lambda: {"a.jsonl": lines(5).decode().encode("utf-16")},
    "empty jsonl": lambda: {"a.jsonl": b"", "b.jsonl": b"\n\n"},
    "packed jsonl": lambda: {"a.jsonl.gz": gzip.compress(lines()), "b.jsonl.bz2": bz2.compress(lines())},
    "parquet": lambda: {"a.parquet": rows(10), "b.parquet": rows(7), "c.parquet": rows(90)},
    "damaged parquet": lambda: {"a.parquet": rows(10, damaged=True), "b.parquet": b"PAR1 and nothing else"},
    "warc": lambda: {"a.warc": crawl()},
    "packed warc": lambda: {"a.warc.gz": crawl(gzip.compress)},
    "warc packed as a whole": lambda: {"a.warc.gz": gzip.compress(crawl())},
    "damaged warc": lambda: {"a.warc": crawl(damaged=True), "b.warc.gz": crawl(gzip.compress, damaged=True)},
    "files": lambda: {f"{n:02}.txt": b"Note\n\n" + b"Ropes. " * (n * n) for n in range(40)},
    "all kinds": lambda: {
        "a.txt": b"Note\n\nRopes.", "b.zip": archive(), "c.jsonl": rough(), "d.csv": b"id,text\n1,Ropes\n2,Nets\n",
        "e.parquet": rows(20), "f.png": b"\x89PNG\r\n", "g.warc": crawl(), "h.html": b"<p>Words</p>", "i": b"\0\0",
        "j.warc.gz": crawl(gzip.compress), "sub/k.jsonl": lines(), "sub/l.txt": b"",
    },
}  # fmt: skip


def written(files: dict[str, bytes], folder: Path) -> Callable[[], list[shards.Item]]:
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(data)
    return lambda: list(batch.walk([str(folder)]))


def read(items: Iterable[shards.Item]) -> list[tuple[object, ...] | Failed | Passed]:
    """Give the pieces, with what can be compared of them."""
    found = batch.pieces_of(items, Asked())
    return [shown(p) if isinstance(p, Piece) else p._replace(given=None) if isinstance(p, Failed) else p for p in found]


def shown(piece: Piece) -> tuple[object, ...]:
    given: object
    if isinstance(piece.given, Part):
        given = piece.given._replace(number=None)
    else:
        with piece.given.open() as file:
            given = file.read()
    return (piece.path, piece.post, piece.format, given)


def plan(walk: shards.Walk, count: int) -> Iterable[tuple[shards.Item, ...]]:
    return shards.plan(walk, shards.weigh(walk), count)


@pytest.mark.parametrize("kind", FILES)
def test_shards_one_after_the_other_are_the_whole(kind: str, tmp_path: Path) -> None:
    walk = written(FILES[kind](), tmp_path)
    whole = read(walk())
    for count in COUNTS:
        parts = list(plan(walk, count))
        assert len(parts) == count
        assert read(itertools.chain(*parts)) == whole
        alone = [tuple(shards.chosen(walk, f"{n}/{count}")) for n in range(1, count + 1)]
        assert [read(list(items)) for items in alone] == [read(list(items)) for items in parts]


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "warc", "packed warc", "damaged warc", "files"])
def test_shards_share_the_work(kind: str, tmp_path: Path) -> None:
    walk = written(FILES[kind](), tmp_path)
    whole = len(read(walk()))
    parts = [len(read(list(items))) for items in plan(walk, 3)]
    assert max(parts) < 0.7 * whole


def test_only_files_at_the_edges_are_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = written({f"{n:03}.jsonl": lines(3) for n in range(100)}, tmp_path)
    seen: list[str] = []
    opened = shards.inputs.opened
    monkeypatch.setattr(shards.inputs, "opened", lambda given: seen.append(given.name) or opened(given))
    assert list(shards.chosen(walk, "2/7"))
    assert len(seen) == 2


def test_lines_are_counted_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_BLOCK", 64)
    walk = written({"a.jsonl": rough(), "b.jsonl": lines()}, tmp_path)
    whole = read(walk())
    for count in COUNTS:
        assert read(itertools.chain(*plan(walk, count))) == whole


@pytest.mark.parametrize("told", ["", "1", "0/3", "4/3", "1/0", "-1/3", "a/b", "1/3/4", "１/３", "1/9999999999"])
def test_what_is_no_shard_is_said(told: str) -> None:
    with pytest.raises(UsageError, match="is no shard; give one such as 2/8"):
        list(shards.chosen(list, told))


def test_standard_input_is_not_cut() -> None:
    with pytest.raises(UsageError, match="standard input can't be cut"):
        list(shards.chosen(lambda: batch.walk(["-"]), "1/2"))


def test_nothing_to_do_gives_empty_shards(tmp_path: Path) -> None:
    assert list(plan(lambda: list(batch.walk([str(tmp_path)])), 3)) == [(), (), ()]


def test_a_post_s_number_is_that_of_its_row(tmp_path: Path) -> None:
    """Also behind rows that give no post: a shard knows how many rows there were, not what was in them."""
    (tmp_path / "a.jsonl").write_bytes(b"no json\n\n" + line(1, status="draft") + line(2))
    (tmp_path / "b.csv").write_text("id,text,status\n1,Ropes,draft\n2,Nets,\n")
    found = [p for p in batch.pieces_of(batch.walk([str(tmp_path)]), Asked()) if isinstance(p, Piece)]
    assert [(p.path, p.post) for p in found] == [("a.jsonl", 2), ("b.csv", 1)]


def test_objects_are_shared_and_parquet_is_cut_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    obstore = pytest.importorskip("obstore")
    pytest.importorskip("moto")
    with served() as address:
        reached(address, monkeypatch)
        store = obstore.store.S3Store("posts")
        for name, data in (("a.parquet", rows(10)), ("b.jsonl", lines()), ("c.txt", b"Ropes\n\nWords.")):
            store.put(name, data)

        def walk() -> list[shards.Item]:
            return list(batch.walk(["s3://posts"]))

        whole = read(walk())
        parts = [read(items) for items in plan(walk, 12)]
    assert list(itertools.chain(*parts)) == whole
    assert len(whole) == 151
    assert sum(any(isinstance(p, tuple) and p[0] == "a.parquet" for p in part) for part in parts) > 1
