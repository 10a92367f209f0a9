"""One shard of a run in a process of its own: what a task of a cluster starts, and what that process does.

The process reads a pickled `Shard` from standard input and ends when that is closed: whatever becomes of the task, or
of the process that it was in, nothing is left that goes on working. A part takes its name only when all of it is
written.
"""

import contextlib
import json
import os
import pickle
import secrets
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from postparse import __version__
from postparse.errors import PostparseError, UsageError

if TYPE_CHECKING:
    from postparse.run import shards, work
    from postparse.run.telling import Asked

_LENGTH = 8
_MISUSED = 2


class Shard(NamedTuple):
    """Part of a run.

    items      its inputs
    processes  that read posts, each one post at a time
    part       the file to write; beside it, with `.json` behind its name, what is told of the posts
    sealed     the part holds posts as lines, whatever the run's output is; else it is an output itself
    folder     where the run was started: its paths are relative to that
    """

    items: "tuple[shards.Item, ...]"
    job: "work.Job"
    limits: "work.Limits"
    asked: "Asked"
    part: str
    sealed: bool = True
    processes: int = 1
    ordered: bool = True
    folder: str = "."
    version: str = __version__


# --- in the task ----------------------------------------------------------------


def dispatch(shard: bytes) -> None:
    """Have a pickled shard done by a process of its own, and wait for it.

    Raises:
        RuntimeError: it failed; the text is what the process said last, or how it ended.
    """
    with tempfile.TemporaryFile() as said:
        # Its standard input stays open for as long as this process lives.
        command = [sys.executable, "-m", "postparse.run.shardjob"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
        try:
            stdin = cast(IO[bytes], process.stdin)
            with contextlib.suppress(BrokenPipeError):
                stdin.write(len(shard).to_bytes(_LENGTH, "big") + shard)
                stdin.flush()
            status = process.wait()
        finally:
            process.kill()
            process.wait()
            with contextlib.suppress(BrokenPipeError):
                cast(IO[bytes], process.stdin).close()
        if status:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            raise RuntimeError(lines[-1] if lines else f"the shard's process ended with status {status}")


# --- in the process -------------------------------------------------------------


def main() -> int:
    """Do the shard that standard input holds; give the exit status."""
    stdin = sys.stdin.buffer
    data = stdin.read(int.from_bytes(stdin.read(_LENGTH), "big"))
    threading.Thread(target=_end_with, args=(stdin.fileno(),), daemon=True).start()
    shard = cast(Shard, pickle.loads(data))
    try:
        if shard.version != __version__:
            raise UsageError(f"the worker has postparse {__version__}, the run needs {shard.version}")
        with contextlib.suppress(OSError):
            os.chdir(shard.folder)
        carry_out(shard)
    except (PostparseError, OSError) as error:
        print(error, file=sys.stderr)
        return _MISUSED
    return 0


def _end_with(stdin: int) -> None:
    """End this process when its standard input is closed. The processes of its pool see that, and end too."""
    while os.read(stdin, _LENGTH):
        pass
    os._exit(1)


def carry_out(shard: Shard) -> None:
    """Write the shard's part, and what is told of it.

    Raises:
        UsageError: what an input's format needs is not installed.
        OSError: the part can't be written.
    """
    from postparse.run import batch, pool

    told = _Told(shard.asked)
    items = enumerate(batch.pieces_of(shard.items, shard.job.asked))
    results = pool.apart(items, shard.job, shard.processes, shard.limits, ordered=shard.ordered)
    # Another try at the same shard may be under way: each writes a file of its own.
    own = f"{shard.part}.{os.getpid()}.{secrets.token_hex(8)}.tmp"
    try:
        _write(told.of(results), own, shard)
        with open(own + ".json", "w", encoding="utf-8") as out:
            json.dump({"counts": told.counts, "failures": told.failures, "told": told.told}, out)
        for path in (own + ".json", own):
            with open(path, "rb") as made:
                os.fsync(made.fileno())
        os.replace(own + ".json", shard.part + ".json")
        os.replace(own, shard.part)
    finally:
        for path in (own, own + ".json"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)


def _write(lines: Iterator[str], path: str, shard: Shard) -> None:
    from postparse import render

    row = shard.job.output
    if not shard.sealed and row.file:
        cast("render.FileWriter", render.writer(row))(lines, path, shard.job.layout)
        return
    with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        if shard.sealed:
            out.writelines(line + "\n" for line in lines)
        else:
            cast("render.Writer", render.writer(row))(lines, out, shard.job.layout)


class _Told:
    """What is known of the posts of some results: counts, what failed, and warnings in words."""

    def __init__(self, asked: "Asked") -> None:
        self._asked = asked._replace(report=None, options={}, quiet=True)
        self.counts: Counter[str] = Counter()
        self.failures: list[dict[str, str | None]] = []
        self.told: list[str] = []

    def of(self, results: "Iterator[work.Result]") -> Iterator[str]:
        """Give the lines of the results."""
        from postparse.run.telling import Telling

        telling = Telling(self._asked)
        for result in telling.of(results):
            self.counts.update(telling.last)
            self.failures += telling.failures
            self.told += result.done.told
            yield from result.done.lines


if __name__ == "__main__":
    sys.exit(main())
