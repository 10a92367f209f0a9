"""Compare a run on a Dask cluster with a run on this machine, byte for byte, also when something is killed half-way.

    python benchmarks/cluster.py [--posts N] [--parts N] [--workers N] [--rounds N]

Starts a scheduler and workers of its own on loopback. Each round runs the same invented posts (benchmarks/exports.py)
undisturbed, with a worker that is killed at a random moment, with a run that is killed at a random moment and started
again with `--resume`, and with both. Exits with 1 where an output is not that of the run on this machine.
"""

import argparse
import contextlib
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

POSTPARSE = (sys.executable, "-m", "postparse")


class Cluster:
    """A scheduler, and workers that each do one part at a time."""

    def __init__(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = str(found.getsockname()[1])
        self.address = f"tcp://127.0.0.1:{port}"
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)
        self.workers: list[subprocess.Popen[bytes]] = []

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{arguments[0]}", "--no-dashboard", *arguments[1:]]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def hire(self, count: int) -> None:
        """See that so many workers are there."""
        self.workers = [w for w in self.workers if w.poll() is None]
        while len(self.workers) < count:
            self.workers.append(self._start("worker", self.address, "--nthreads", "1", "--no-nanny"))

    def stop(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()

    def options(self, parts: int) -> list[str]:
        """Give the options of a run on this cluster."""
        return ["--engine", "dask", "--scheduler", self.address, "--parts", str(parts)]


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    """Give a cluster that ends with the context."""
    made = Cluster()
    try:
        yield made
    finally:
        made.stop()


def parts_of(out: Path) -> list[Path]:
    """Give the parts that an unfinished run has done so far."""
    hidden = out / ".postparse" if out.is_dir() else out.with_name(f".{out.name}.parts")
    return [path for path in hidden.glob("*/part-*") if path.suffix not in (".json", ".tmp")]


def trial(cluster: Cluster, posts: Path, out: Path, parts: int, kill: set[str], after: int) -> tuple[int, float]:
    """Run once, and kill what is to be killed when so many parts are done; give the exit status and the seconds."""
    command = [*POSTPARSE, str(posts), "-o", str(out), "--quiet", *cluster.options(parts)]
    start = time.monotonic()
    process = subprocess.Popen(command)
    while kill and process.poll() is None and len(parts_of(out)) < after:
        time.sleep(0.02)
    if "worker" in kill:
        cluster.workers[0].kill()
    if "run" in kill:
        process.kill()
        process.wait()
        cluster.hire(2)
        process = subprocess.Popen([*command, "--resume"])
    return process.wait(), time.monotonic() - start


def main() -> int:
    from exports import write

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--posts", type=int, default=5_000)
    options.add_argument("--parts", type=int, default=12)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--rounds", type=int, default=1)
    given = options.parse_args()
    chance, wrong = random.Random(5), 0
    with tempfile.TemporaryDirectory() as name, running() as cluster:
        folder = Path(name)
        posts, local = write("jsonl", given.posts, folder), folder / "local.jsonl"
        start = time.monotonic()
        subprocess.run([*POSTPARSE, str(posts), "-o", str(local), "--quiet", "--jobs", str(given.workers)], check=True)
        print(f"this machine, {given.workers} processes: {time.monotonic() - start:.1f} s", flush=True)
        for number in range(given.rounds):
            for kill in (set(), {"worker"}, {"run"}, {"worker", "run"}):
                cluster.hire(given.workers)
                out = folder / f"{number}-{'-'.join(sorted(kill)) or 'whole'}.jsonl"
                after = chance.randrange(1, given.parts)
                status, seconds = trial(cluster, posts, out, given.parts, kill, after)
                same = status == 0 and out.read_bytes() == local.read_bytes()
                wrong += not same
                told = f"killed {' and '.join(sorted(kill))} after {after} parts" if kill else "undisturbed"
                print(f"cluster, {told}: {seconds:.1f} s, {'the same' if same else 'NOT THE SAME'}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
