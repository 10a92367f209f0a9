"""A run on a real Dask cluster, a scheduler and two workers of their own, gives what a run on this machine gives."""

import contextlib
import json
import os
import pickle
import re
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from postparse import __version__, render
from postparse.errors import UsageError
from postparse.run import batch, partfolder, shardjob
from postparse.run import cluster as cluster_module
from postparse.run.shardjob import Shard
from postparse.run.telling import Asked
from postparse.run.work import Job, Limits
from postparse.settings import Settings
from sampleset import ROOT

pytest.importorskip("distributed")
POSTS = 240
BENCH = SimpleNamespace(**runpy.run_path(str(ROOT / "benchmarks/cluster.py"), run_name="cluster"))


@pytest.fixture(scope="module")
def started() -> Iterator[Any]:
    with BENCH.running() as made:
        yield made


@pytest.fixture
def cluster(started: Any) -> Any:
    started.hire(2)
    return started


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with posts of several kinds, and one that can't be read."""
    folder = tmp_path_factory.mktemp("posts")
    rows = [
        json.dumps({"id": n, "html": f"<h1>Ropes {n}</h1><p>Date: {n % 27 + 1} June 2025, 3 pm</p><p>Long story.</p>"})
        for n in range(POSTS - 60)
    ]
    rows[7] = "no json"
    (folder / "a.jsonl").write_text("\n".join(rows) + "\n")
    for n in range(60):
        (folder / f"b{n:02}.txt").write_text(f"Nets {n}\n\nThey dry in the sun.\n")
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\0\0")
    return folder


@pytest.fixture(scope="module")
def local(posts: Path, tmp_path_factory: pytest.TempPathFactory) -> "tuple[bytes, list[str]]":
    """What a run on this machine writes, and what it tells, the time left out."""
    out = tmp_path_factory.mktemp("local") / "posts.jsonl"
    done = subprocess.run(command(posts, out), capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 1
    return out.read_bytes(), told(done.stderr)


def command(posts: Path, out: Path | str, *more: str) -> list[str]:
    return [sys.executable, "-m", "postparse", str(posts), "-o", str(out), *more]


def told(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if "a second" not in line]


def run(*arguments: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments[0], capture_output=True, encoding="utf-8", timeout=200)


@contextlib.contextmanager
def half_way(arguments: list[str], out: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start a run, and wait until its first part is there."""
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        until = time.monotonic() + 120
        while not BENCH.parts_of(out):
            assert process.poll() is None, process.communicate()[1]
            assert time.monotonic() < until
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_cluster_gives_the_same_also_when_a_worker_is_killed(
    cluster: Any, posts: Path, local: tuple[bytes, list[str]], tmp_path: Path
) -> None:
    out = tmp_path / "posts.jsonl"
    with half_way(command(posts, out, *cluster.options(4)), out) as process:
        cluster.workers[0].send_signal(signal.SIGKILL)
        stderr = process.communicate(timeout=200)[1]
    assert (process.returncode, told(stderr)) == (1, local[1])
    assert out.read_bytes() == local[0]
    assert os.listdir(tmp_path) == ["posts.jsonl"]


def test_a_run_that_is_killed_goes_on_where_it_was(
    cluster: Any, posts: Path, local: tuple[bytes, list[str]], tmp_path: Path
) -> None:
    out = tmp_path / "posts"
    arguments = command(posts, f"{out}/", *cluster.options(4))
    with half_way(arguments, out) as process:
        process.send_signal(signal.SIGKILL)
    assert not list(out.glob("part-*"))
    before = {part.name: part.stat().st_ino for part in out.glob(".postparse/*/part-*.jsonl")}
    other = run([*arguments, "--resume", "--language", "de"])
    assert (other.returncode, other.stderr.count("\n")) == (2, 1)
    assert "other inputs or options" in other.stderr
    done = run([*arguments, "--resume"])
    assert (done.returncode, told(done.stderr)) == (1, local[1])
    parts = sorted(out.glob("part-*"))
    assert [part.name for part in parts] == [f"part-{n:05}.jsonl" for n in range(4)]
    assert b"".join(part.read_bytes() for part in parts) == local[0]
    assert {part.name: part.stat().st_ino for part in parts}.items() >= before.items()
    # All is there: once more costs nothing.
    again = run([*arguments, "--resume"])
    assert (again.returncode, told(again.stderr)) == (1, local[1])
    assert {part.name: part.stat().st_ino for part in sorted(out.glob("part-*"))}.items() >= before.items()


def test_other_outputs_are_written_from_the_parts(
    cluster: Any, posts: Path, local: tuple[bytes, list[str]], tmp_path: Path
) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "posts.parquet"
    assert run(command(posts, out, *cluster.options(2))).returncode == 1
    rows = [json.loads(line) for line in local[0].splitlines()]
    assert pq.read_table(out).to_pylist() == rows
    folder = tmp_path / "parts"
    more = ("--to", "parquet", "--report", str(tmp_path / "run.json"), "--keep-failed", str(tmp_path / "bad"))
    assert run(command(posts, f"{folder}/", *more, *cluster.options(2))).returncode == 1
    report = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert (report["engine"], report["posts"], report["complete"]) == ("dask", len(rows), True)
    assert [f["path"] for f in report["failures"]] == ["a.jsonl:8"]
    assert json.loads((tmp_path / "bad/.failed.jsonl").read_text("utf-8"))["path"] == "a.jsonl:8"
    assert sorted(p.name for p in folder.glob("part*")) == ["part-00000.parquet", "part-00001.parquet"]
    assert pq.read_table(folder).to_pylist() == rows


def test_a_part_that_fails_keeps_the_others_and_makes_no_output(cluster: Any, posts: Path, tmp_path: Path) -> None:
    out = tmp_path / "posts.jsonl"
    done = run(command(posts / "a.jsonl", out, *cluster.options(2), "--column", "words"))
    assert done.returncode == 1
    failed = "postparse: part 0 of 2 failed: there is no column 'words'; there are 'id', 'html'"
    assert failed in done.stderr.splitlines()
    assert "the same command with --resume goes on with the others" in done.stderr
    assert os.listdir(tmp_path) == [".posts.jsonl.parts"]


MISUSE: list[tuple[list[str], str]] = [
    (["-o", "OUT/x.jsonl", "--engine", "dask"], "needs --scheduler"),
    (["-o", "OUT/x.jsonl", "--engine", "spark"], "there is no engine 'spark'; there are here and dask"),
    (["-o", "OUT/x.jsonl", "--scheduler", "tcp://127.0.0.1:1"], "go with --engine dask"),
    (["-o", "OUT/x.jsonl", "--parts", "3"], "go with --engine dask"),
    (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"], "name it with -o"),
    (["-o", "OUT/x.jsonl", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"], "there is no Dask scheduler at"),
    (["-o", "OUT/x.jsonl", "--engine", "dask", "--scheduler", "far"], "there is no Dask scheduler at far"),
    (["-o", "OUT/", "--engine", "dask", "--scheduler", "x", "--shard", "1/2"], "give one of them"),
    (["-o", "OUT/", "--engine", "dask", "--scheduler", "x", "--to", "sqlite"], "sqlite is not written in parts"),
    (["-o", "OUT/x.jsonl", "--shard", "3/2"], "'3/2' is no shard"),
]


@pytest.mark.parametrize(("arguments", "line"), MISUSE)
def test_misuse_is_one_line(arguments: list[str], line: str, posts: Path, tmp_path: Path) -> None:
    given = [a.replace("OUT", str(tmp_path)) for a in arguments]
    done = run([sys.executable, "-m", "postparse", str(posts), *given])
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert line in done.stderr
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"])
def test_what_is_no_scheduler_is_one_line_soon(answer: bytes, posts: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answers() -> None:
            with contextlib.suppress(OSError):
                while True:
                    peer = server.accept()[0]
                    peer.sendall(answer)
                    held.append(peer)

        held: list[socket.socket] = []
        threading.Thread(target=answers, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        began = time.monotonic()
        command = [sys.executable, "-m", "postparse", str(posts), "-o", str(tmp_path / "x.jsonl")]
        done = run([*command, "--engine", "dask", "--scheduler", address])
    assert time.monotonic() - began < 30
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert f"there is no Dask scheduler at {address}: " in done.stderr
    assert os.listdir(tmp_path) == []


def test_without_the_package_one_line_names_the_extra(posts: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['distributed'] = None; from postparse.cli import main; main()"
    arguments = ["-o", str(tmp_path / "x.jsonl"), "--engine", "dask", "--scheduler", "x"]
    done = run([sys.executable, "-c", code, str(posts), *arguments])
    assert done.returncode == 2
    assert done.stderr == "postparse: to use a Dask cluster needs more: pip install 'postparse[dask]'\n"


def test_shards_that_are_put_together_are_the_whole(
    posts: Path, local: tuple[bytes, list[str]], tmp_path: Path
) -> None:
    outs = [tmp_path / f"{n}.jsonl" for n in (1, 2, 3)]
    for n, out in enumerate(outs, 1):
        assert run(command(posts, out, "--shard", f"{n}/3")).returncode in (0, 1)
    assert b"".join(out.read_bytes() for out in outs) == local[0]
    assert all(out.stat().st_size for out in outs)


POOR = "import sys; sys.modules['postparse'] = None; from distributed.cli.dask_worker import main; main()"


def test_a_worker_without_the_package_is_named_and_left_alone(posts: Path, tmp_path: Path) -> None:
    with BENCH.running() as poor:
        arguments = ["-c", POOR, "--no-dashboard", poor.address, "--nthreads", "1", "--no-nanny"]
        with subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL) as worker:
            try:
                done = run(command(posts, tmp_path / "x.jsonl", *poor.options(2)))
                assert worker.poll() is None
            finally:
                worker.kill()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "postparse: the worker at tcp://" in done.stderr
    assert "can't load postparse" in done.stderr
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("scheduler", "worker", "line"),
    [
        (__version__, __version__, None),
        (ImportError("No module named 'postparse'"), __version__, "the scheduler at x can't load postparse"),
        (__version__, "0.0.1", f"the worker at y has postparse 0.0.1, not {__version__}; install this one there"),
        (__version__, OSError("it ended meanwhile"), None),
    ],
)
def test_the_whole_cluster_has_this_version(scheduler: Any, worker: Any, line: str | None) -> None:
    def on_scheduler(*_: Any) -> Any:
        if isinstance(scheduler, Exception):
            raise scheduler
        return scheduler

    client = SimpleNamespace(run_on_scheduler=on_scheduler, run=lambda *_, on_error: {"y": worker})
    with pytest.raises(UsageError, match=re.escape(line)) if line else contextlib.nullcontext():
        cluster_module._see_versions(client, "x")


# --- a shard's process ----------------------------------------------------------


def shard(folder: Path, **more: Any) -> Shard:
    job = Job(batch.Asked(), Settings(), render.by_name("jsonl"), render.Layout())
    return Shard(
        tuple(batch.walk([str(folder)])),
        job,
        Limits(),
        Asked([str(folder)], options={}),
        str(folder.parent / "part-00000.jsonl"),
        **more,
    )


def test_a_shard_s_process_ends_with_whoever_started_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Ropes\n\nWords.")
    os.mkfifo(folder / "b.txt")
    given = pickle.dumps(shard(folder, processes=1)._replace(items=(batch.File(str(folder / "b.txt"), "b.txt"),)))
    process = subprocess.Popen([sys.executable, "-m", "postparse.run.shardjob"], stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(len(given).to_bytes(8, "big") + given)
    process.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)
    process.stdin.close()
    assert process.wait(30) == 1
    assert [p.name for p in tmp_path.glob("part*.jsonl")] == []


def test_a_worker_with_another_version_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(RuntimeError, match=r"the worker has postparse [\d.]+, the run needs 0\.0\.0"):
        shardjob.dispatch(pickle.dumps(shard(folder, version="0.0.0")))


# --- the folder of parts --------------------------------------------------------


def opened(path: Path, ending: str | None = None, about: str = "x", **more: Any) -> Any:
    return partfolder.opened(str(path), ending, {"about": about}, lambda: 3, more.pop("asked", None), **more)


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds other files"), opened(tmp_path, ".jsonl", resume=False):
        pass
    assert os.listdir(tmp_path) == ["mine.txt"]


def test_two_runs_do_not_write_the_same_output(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with (
        opened(tmp_path / "a.jsonl", resume=False),
        pytest.raises(UsageError, match="another run is writing"),
        opened(tmp_path / "a.jsonl", resume=False),
    ):
        pass


def test_only_the_same_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    with opened(out, resume=False) as first:
        Path(first.path(1)).write_text("{}\n")
        Path(first.path(1) + ".json").write_text('{"counts": {}}')
        assert [first.told(n) for n in range(3)] == [None, {"counts": {}}, None]
    with opened(out, resume=True) as again:
        assert (again, again.told(1)) == (first, {"counts": {}})
    for more in ({"about": "y"}, {"asked": 4}):
        with pytest.raises(UsageError, match="other inputs or options"), opened(out, resume=True, **more):  # type: ignore[arg-type]
            pass
    with opened(out, resume=False) as anew:
        assert (anew.replaced, anew.told(1)) == (True, None)


def test_a_finished_folder_is_made_anew_with_fewer_parts(tmp_path: Path) -> None:
    with opened(tmp_path / "out", ".jsonl", asked=3, resume=False) as first:
        for n in range(3):
            Path(first.path(n)).write_text(f"{n}\n")
        first.publish()
    with opened(tmp_path / "out", ".jsonl", asked=1, resume=False) as second:
        Path(second.path(0)).write_text("new\n")
        assert (tmp_path / "out/part-00002.jsonl").exists()
        second.publish()
    assert {p.name: p.read_text() for p in (tmp_path / "out").glob("part*")} == {"part-00000.jsonl": "new\n"}
