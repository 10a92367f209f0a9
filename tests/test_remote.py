"""Object stores, read from a server of their own on this machine."""

import gzip
import io
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from postparse.api import Parsed
from postparse.errors import SourceError
from postparse.run import batch
from sampleset import ROOT
from storeset import Between, account, passed_on, reached, run, served

obstore = pytest.importorskip("obstore")
pytest.importorskip("moto")

TALK = b"Ropes and Knots\n\nDate: 5 May 2025, 3 pm\nSpeaker: Una Pettersen\n"
PAGE = b"<!doctype html><title>Nets</title><h1>Nets</h1><p>They dry in the sun all day long.</p>"
BAIT = "broken/b.txt"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served(many=10_000) as address:
        yield address


def _table() -> bytes | None:
    """Give a Parquet file of several row groups and a megabyte and more, None where nothing can write one."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        return None
    out = io.BytesIO()
    rows = [{"id": n, "text": f"Note {n}\n\n{os.urandom(9_000).hex()}"} for n in range(150)]
    pq.write_table(pa.Table.from_pylist(rows), out, row_group_size=50, compression="none")
    return out.getvalue()


@pytest.fixture(scope="module")
def bucket(server: str) -> str:
    """Put the objects of all tests."""
    from obstore.store import S3Store

    with pytest.MonkeyPatch.context() as patch:
        for name, value in account(server).items():
            patch.setenv(name, value)
        store = S3Store("posts")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.txt", TALK)
        archive.writestr("image.png", os.urandom(600_000))
        archive.writestr("two.html", PAGE)
    lines = b"".join(json.dumps({"id": n, "text": f"Note {n}\n\nWords of it."}).encode() + b"\n" for n in range(20_000))
    objects = {
        "talks/a b#é.txt": TALK, "talks/deep/nets.html": PAGE, "talks/.hidden.txt": TALK, "talks/empty": b"",
        "talks/deep/nets_files/more.html": PAGE, "talks/image.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "talks/packed.txt.gz": gzip.compress(TALK), "talks/posts.zip": out.getvalue(), "talks2/other.txt": TALK,
        "long/lines.jsonl": lines, "broken/a.txt": TALK, BAIT: TALK, "broken/c.txt": TALK,
        "site/export.xml": (ROOT / "samples/exports/harbour.wxr.xml").read_bytes(),
    }  # fmt: skip
    if table := _table():
        objects["tables/notes.parquet"] = table
    for name, data in objects.items():
        obstore.put(store, name, data)
    return server


def posts(done: "subprocess.CompletedProcess[str]") -> list[dict[str, dict[str, object]]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("path", ["s3://posts/talks", "s3://posts/talks/"])
def test_a_folder_gives_the_posts_below_it(path: str, bucket: str) -> None:
    done = run(bucket, path, "--jsonl")
    assert done.returncode == 0, done.stderr
    found = posts(done)
    assert [p["source"]["path"] for p in found] == [
        "a b#é.txt", "deep/nets.html", "packed.txt.gz", "posts.zip!/one.txt", "posts.zip!/two.html",
    ]  # fmt: skip
    assert [p["title"] for p in found] == ["Ropes and Knots", "Nets", *["Ropes and Knots"] * 2, "Nets"]
    assert done.stderr == "postparse: 5 posts, 3 passed over (no posts)\n"


def test_one_object_is_one_post(bucket: str, tmp_path: Path) -> None:
    done = run(bucket, "s3://posts/talks/a b#é.txt", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"]["path"] == "s3://posts/talks/a b#é.txt"
    assert done.stderr == ""
    assert isinstance(json.loads(run(bucket, "s3://posts/talks", "--json").stdout), list)


def test_a_folder_of_very_many_objects_is_gone_through_while_it_is_listed(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached(bucket, monkeypatch)
    began = time.perf_counter()
    walk = batch.walk(["s3://many/"], "*")
    found = [next(walk)]
    first = time.perf_counter() - began
    found += walk
    assert [item.name for item in found if isinstance(item, batch.File)] == [f"wide/{n:05}.png" for n in range(10_000)]
    assert first < (time.perf_counter() - began) / 2


# Another process has nothing of this one but the bytes that it is given.
ELSEWHERE = """
import pickle, sys
from postparse import inputs

for given in pickle.load(sys.stdin.buffer):
    with inputs.opened(given) as stream:
        sys.stdout.buffer.write(stream.read())
"""


def test_an_input_is_read_in_another_process(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from postparse import remote

    reached(bucket, monkeypatch)
    given = remote.one("s3://posts/talks/a b#é.txt")
    assert given is not None
    beside = given.beside("deep/nets.html")
    assert beside is not None
    listed = [g for _, g in remote.below("s3://posts/talks2")]
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], input=pickle.dumps([given, beside, *listed]), capture_output=True, timeout=60
    )
    assert done.stdout == TALK + PAGE + TALK, done.stderr


def test_local_files_and_objects_go_together(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_bytes(TALK)
    done = run(bucket, "here.txt", "s3://posts/talks2", "s3://posts/site/export.xml", cwd=tmp_path)
    assert [p["source"]["path"] for p in posts(done)] == ["here.txt", "other.txt", *["s3://posts/site/export.xml"] * 3]


def test_only_files_that_are_asked_for(bucket: str) -> None:
    done = run(bucket, "s3://posts/talks", "--include", "*.html")
    assert [p["source"]["path"] for p in posts(done)] == ["deep/nets.html"]


def test_a_long_object_comes_in_pieces(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from postparse import inputs, remote
    from postparse.parts import Wanted
    from postparse.readers import jsonl

    reached(bucket, monkeypatch)
    monkeypatch.setattr(remote, "_FIRST", 1000)
    monkeypatch.setattr(remote, "_MOST", 50_000)
    sizes: list[int] = []
    real = remote._Object._range
    monkeypatch.setattr(remote._Object, "_range", lambda s, a, b: (sizes.append(b - a), real(s, a, b))[1])
    given = remote.one("s3://posts/long/lines.jsonl")
    assert given is not None
    with inputs.opened(given) as stream:
        assert sum(1 for _ in jsonl.read(stream, given, Wanted())) == 20_000
    assert max(sizes) < 100_000
    assert sizes[0] < 20_000


def test_parquet_is_read_by_ranges(bucket: str) -> None:
    pytest.importorskip("pyarrow")
    done = run(bucket, "s3://posts/tables/", "--jsonl", "--select", "title")
    assert done.returncode == 0, done.stderr
    assert [p["title"] for p in posts(done)] == [f"Note {n}" for n in range(150)]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("s3://posts/nothing", "there is no such object or folder"),
        ("s3://nobody/talks", "404 Not Found"),
        ("s3://posts/nothing/", "there is no such object or folder"),
    ],
)
def test_what_is_not_there_is_one_line(path: str, told: str, bucket: str) -> None:
    done = run(bucket, path, "--jsonl")
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"postparse: {path}: ")
    assert told in lines[0]
    assert lines[1:] == ["postparse: 0 posts, 1 failed"]


def test_a_path_without_a_bucket_is_wrong_use(bucket: str) -> None:
    done = run(bucket, "s3:///talks")
    assert (done.returncode, done.stdout) == (2, "")
    assert "names no bucket" in done.stderr


@pytest.fixture
def between(bucket: str) -> Iterator[tuple[str, type[Between]]]:
    with passed_on(bucket) as found:
        yield found


@pytest.mark.parametrize("broken", ["error", "cut"])
def test_an_error_in_the_middle_costs_one_object(broken: str, between: tuple[str, type[Between]]) -> None:
    address, kind = between
    kind.bait, kind.broken = f"GET .*{BAIT}", broken
    done = run(address, "s3://posts/broken", "--jsonl")
    assert [p["source"]["path"] for p in posts(done)] == ["a.txt", "c.txt"]
    assert done.returncode == 1
    assert re.fullmatch(
        r"postparse: s3://posts/broken/b\.txt: .{10,300}\npostparse: 2 posts, 1 failed\n", done.stderr
    ), done.stderr


@pytest.mark.parametrize("broken", ["error once", "cut once"])
def test_a_passing_error_costs_nothing(broken: str, between: tuple[str, type[Between]]) -> None:
    address, kind = between
    kind.bait, kind.broken = f"GET .*{BAIT}", broken
    done = run(address, "s3://posts/broken", "--jsonl")
    assert done.returncode == 0, done.stderr
    assert len(posts(done)) == 3
    assert kind.struck == 2


# A piece of a long object that does not begin where the object does.
LATE = r"GET .*/lines\.jsonl bytes=[1-9]"


@pytest.mark.parametrize("broken", ["error", "cut"])
def test_an_error_in_the_middle_of_an_object_costs_what_follows(
    broken: str, between: tuple[str, type[Between]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, kind = between
    kind.bait, kind.broken = LATE, broken
    assert _read_lines(address, monkeypatch) == (pytest.approx(1 << 18, abs=65_536), True)
    assert kind.struck > 2


@pytest.mark.parametrize("broken", ["error once", "cut once"])
def test_a_passing_error_in_the_middle_of_an_object_costs_nothing(
    broken: str, between: tuple[str, type[Between]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, kind = between
    kind.bait, kind.broken = LATE, broken
    whole, failed = _read_lines(address, monkeypatch)
    assert (whole > 1_000_000, failed) == (True, False)


def _read_lines(address: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, bool]:
    """Give how many bytes of a long object can be read, and whether there is an error then."""
    from postparse import remote

    reached(address, monkeypatch)
    given = remote.one("s3://posts/long/lines.jsonl")
    assert given is not None
    count = 0
    with given.open() as stream:
        while True:
            try:
                data = stream.read(4096)
            except SourceError:
                return count, True
            if not data:
                return count, False
            count += len(data)


def test_objects_are_asked_for_before_their_turn(
    between: tuple[str, type[Between]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from obstore.store import S3Store

    address, kind = between
    reached(address, monkeypatch)
    for n in range(24):
        obstore.put(S3Store("posts"), f"wait/{n:02}.txt", f"Ropes {n} and Knots\n\nWords.".encode())
    kind.bait, kind.broken = "GET .*/wait/", "slow"
    began = time.perf_counter()
    found = [r for r in batch.run(["s3://posts/wait"]) if isinstance(r, Parsed)]
    assert time.perf_counter() - began < 24 * 0.5 / 2
    assert [r.post.title for r in found] == [f"Ropes {n} and Knots" for n in range(24)]
    assert kind.struck == 24


def test_a_store_that_does_not_answer_keeps_nobody_from_leaving(between: tuple[str, type[Between]]) -> None:
    address, kind = between
    kind.bait, kind.broken = f"GET .*{BAIT}", "hang"
    running = subprocess.Popen(
        [sys.executable, "-m", "postparse", "s3://posts/broken", "--jsonl"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**os.environ, **account(address)},
    )  # fmt: skip
    while not kind.struck:
        assert running.poll() is None
    began = time.perf_counter()
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 130
    assert time.perf_counter() - began < 10


# Without a server.


@pytest.mark.parametrize(
    ("path", "kind"), [("s3://a/b", "S3Store"), ("gs://a/b", "GCSStore"), ("az://a/b", "AzureStore")]
)
def test_each_scheme_has_its_store(path: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from postparse import remote

    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "somebody")
    place = remote._place(path)
    assert (place.bucket, place.key) == ("a", "b")
    assert type(remote._store(place.scheme, place.bucket)).__name__ == kind


def test_without_the_package_one_line_names_the_extra() -> None:
    code = "import sys; sys.modules['obstore'] = None; from postparse.cli import main; main()"
    for path in ("s3://posts/talks", "gs://posts/talks/a.txt"):
        done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, timeout=60, encoding="utf-8")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines() == [
            f"postparse: to read {path[:5]} paths needs more: pip install 'postparse[cloud]'"
        ]


def test_the_library_reads_them_too(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reached(bucket, monkeypatch)
    found = [r for r in batch.run(["s3://posts/talks2"]) if isinstance(r, Parsed)]
    assert [r.post.title for r in found] == ["Ropes and Knots"]
