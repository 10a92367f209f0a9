"""Outputs in object stores, put there on a server of its own on this machine: whole, or not at all."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from postparse.errors import UsageError
from storeset import Between, account, asked, passed_on, reached, run, served

obstore = pytest.importorskip("obstore")
pytest.importorskip("moto")

from obstore.store import S3Store  # noqa: E402

SMALL, LARGE = 5, 20 << 20
PART = r"PUT .*partNumber=2"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served() as address:
        yield address


class Store:
    """An empty bucket `out`, and the server before it. `address` is that of the one that this process asks."""

    def __init__(self, target: str, address: str, between: type[Between]) -> None:
        self.address, self.between, self._bucket = address, between, f"{target}/out"
        asked(self._bucket, "PUT")
        named = {name.lower().removeprefix("aws_"): value for name, value in account(target).items()}
        named["endpoint"] = named.pop("endpoint_url")
        self._behind = S3Store("out", client_options={"allow_http": named.pop("allow_http") == "true"}, **named)  # type: ignore[arg-type]
        self.empty()

    def empty(self) -> None:
        obstore.delete(self._behind, self.keys())

    def keys(self) -> list[str]:
        return re.findall("<Key>(.*?)</Key>", asked(f"{self._bucket}?list-type=2").decode())

    def begun(self) -> int:
        """Give how many uploads are begun and neither ended nor called off."""
        return asked(f"{self._bucket}?uploads").count(b"<Upload>")

    def held(self, key: str) -> bytes:
        return bytes(obstore.get(self._behind, key).bytes())

    def breaks(self, bait: str, how: str) -> None:
        self.between.bait, self.between.broken, self.between.struck = bait, how, 0


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    """Have this process, and those that it starts, use the server before the store."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with passed_on(server) as (address, kind):
        reached(address, monkeypatch)
        yield Store(server, address, kind)
    assert list((tmp_path / "temporary").iterdir()) == []


def _file(folder: Path, size: int) -> str:
    (folder / "file").write_bytes(b"x" * size)
    return str(folder / "file")


@pytest.mark.parametrize("size", [0, SMALL, LARGE])
def test_a_file_becomes_an_object(size: int, store: Store, tmp_path: Path) -> None:
    from postparse import remotesink

    remotesink.put(_file(tmp_path, size), "s3://out/deep/a b#é.bin")
    assert store.keys() == ["deep/a b#é.bin"]
    assert store.held("deep/a b#é.bin") == b"x" * size
    assert store.begun() == 0
    assert sum("partNumber" in line for line in store.between.seen) == (3 if size == LARGE else 0)


@pytest.mark.parametrize("bait", [PART, r"POST .*uploadId=", r"POST .*uploads"])
def test_an_upload_that_fails_leaves_what_was_there(bait: str, store: Store, tmp_path: Path) -> None:
    from postparse import remotesink

    remotesink.put(_file(tmp_path, SMALL), "s3://out/a.bin")
    store.breaks(bait, "error")
    with pytest.raises(OSError, match=r"^s3://out/a\.bin: .{10,300}$"):
        remotesink.put(_file(tmp_path, LARGE), "s3://out/a.bin")
    assert store.held("a.bin") == b"x" * SMALL
    assert (store.keys(), store.begun()) == (["a.bin"], 0)


def test_a_passing_error_costs_nothing(store: Store, tmp_path: Path) -> None:
    from postparse import remotesink

    store.breaks(PART, "error once")
    remotesink.put(_file(tmp_path, LARGE), "s3://out/a.bin")
    assert len(store.held("a.bin")) == LARGE


def test_an_upload_that_is_broken_off_leaves_nothing(store: Store, tmp_path: Path) -> None:
    from postparse import remotesink

    path = _file(tmp_path, 6 * LARGE)
    store.breaks("PUT .*partNumber", "slow")
    timer = threading.Timer(0.6, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        remotesink.put(path, "s3://out/a.bin")
    timer.join()
    assert (store.keys(), store.begun()) == ([], 0)


def test_that_an_object_can_be_written_is_told_beforehand(store: Store, tmp_path: Path) -> None:
    from postparse import remotesink

    remotesink.put(_file(tmp_path, SMALL), "s3://out/a.bin")
    for path in ("s3://out/a.bin", "s3://out/b.bin"):
        remotesink.writable(path)
    assert (store.keys(), store.begun()) == (["a.bin"], 0)
    assert store.held("a.bin") == b"x" * SMALL
    store.breaks("POST .*uploads", "error")
    with pytest.raises(UsageError, match=r"^cannot write s3://out/a\.bin: "):
        remotesink.writable("s3://out/a.bin")
    store.breaks("-", "")
    with pytest.raises(UsageError, match=r"^cannot write s3://nobody/a\.bin: .*404"):
        remotesink.writable("s3://nobody/a.bin")
    for path in ("s3://out", "s3://out/", "s3://out/deep/"):
        with pytest.raises(UsageError, match="names no object"):
            remotesink.writable(path)


# The command.


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    for n in range(12):
        (tmp_path / f"posts/{n:02}.txt").write_text(f"Knots {n} of the Bight\n\nDate: {n + 1} May 2025, 3 pm\n")
    return tmp_path / "posts"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "deep/a.parquet", "a.jsonld"])
def test_every_output_can_be_an_object(name: str, store: Store, posts: Path, tmp_path: Path) -> None:
    here = tmp_path / os.path.basename(name)
    assert run(store.address, posts, "-o", here).returncode == 0
    done = run(store.address, posts, "-o", f"s3://out/{name}")
    assert (done.returncode, done.stderr) == (0, "postparse: 12 posts\n")
    assert store.keys() == [name]
    assert store.held(name) == here.read_bytes()


def test_a_database_in_a_store_is_updated(store: Store, posts: Path, tmp_path: Path) -> None:
    def titles() -> list[str]:
        (tmp_path / "copy.db").write_bytes(store.held("a.db"))
        with sqlite3.connect(tmp_path / "copy.db") as found:
            return [row[0] for row in found.execute("select title from posts order by title")]

    assert run(store.address, posts / "01.txt", posts / "02.txt", "-o", "s3://out/a.db").returncode == 0
    assert titles() == ["Knots 1 of the Bight", "Knots 2 of the Bight"]
    (posts / "02.txt").write_text("Splices\n\nWords of it.\n")
    assert run(store.address, posts / "02.txt", posts / "03.txt", "-o", "s3://out/a.db").returncode == 0
    assert titles() == ["Knots 1 of the Bight", "Knots 3 of the Bight", "Splices"]


def test_one_post_that_fails_makes_no_object(store: Store, tmp_path: Path) -> None:
    done = run(store.address, tmp_path / "none.txt", "-o", "s3://out/a.json")
    assert done.returncode == 1
    assert store.keys() == []


@pytest.mark.parametrize(
    ("path", "told"),
    [("s3://nobody/a.jsonl", "cannot write s3://nobody/a.jsonl: "), ("s3://out/", "names no object")],
)
def test_what_can_not_be_written_is_told_before_any_work(path: str, told: str, store: Store, posts: Path) -> None:
    done = run(store.address, posts, "-o", path, "--to", "jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_output_that_can_not_be_put_at_the_end_is_one_line(store: Store, posts: Path) -> None:
    store.breaks(r"PUT /out/a\.jsonl( |\?x-id)", "error")
    done = run(store.address, posts, "-o", "s3://out/a.jsonl")
    assert done.returncode == 1
    assert re.search(r"^postparse: cannot write: s3://out/a\.jsonl: .{10,300}$", done.stderr, re.M)
    assert (store.keys(), store.begun()) == ([], 0)


# The posts come by a pipe, so that the run has begun and can't end before the test wants it to.
def test_an_object_is_there_when_the_run_is_at_its_end(store: Store, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "postparse", "-", "--from", "jsonl", "-o", "s3://out/a.jsonl"]
    for way in (None, signal.SIGINT, signal.SIGKILL):
        running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **account(store.address)}
        )
        assert running.stdin is not None
        for n in range(300):
            running.stdin.write(json.dumps({"text": f"Knots {n} of the Bight\n\nWords of it."}).encode() + b"\n")
        running.stdin.flush()
        while not any("DELETE /out/a.jsonl?uploadId" in line for line in store.between.seen):
            assert running.poll() is None
        assert (store.keys(), store.begun()) == ([], 0)
        if way:
            running.send_signal(way)
        _, told = running.communicate(timeout=60)
        if way is None:
            assert running.returncode == 0, told
            assert store.held("a.jsonl").count(b"\n") == 300
            store.empty()
        assert store.keys() == []
        # What is killed can't clear up after itself.
        for left in (tmp_path / "temporary").iterdir() if way == signal.SIGKILL else ():
            shutil.rmtree(left)
        store.between.seen.clear()


def test_without_the_package_one_line_names_the_extra(posts: Path) -> None:
    code = "import sys; sys.modules['obstore'] = None; from postparse.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, posts, "-o", "gs://out/a.jsonl"], capture_output=True, timeout=60, encoding="utf-8"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "postparse: to write gs:// paths needs more: pip install 'postparse[cloud]'\n"
