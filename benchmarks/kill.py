"""Kill runs at random moments, resume them, and compare what they give with runs that nothing disturbed.

    python benchmarks/kill.py [--runs N] [--posts N] [--jobs N] [--seed N] [--worst N] [--place FOLDER]

Posts are invented, a folder of files or of a file of JSON Lines; some of them cannot be read. Each run writes JSON
Lines, Parquet or SQLite, in order or not, and is disturbed up to `--worst` times at random moments:

    parent   the command is killed by SIGKILL, its processes are left to themselves
    group    the command and all its processes are killed by SIGKILL
    worker   one of its processes is killed; the run is to go on by itself
    INT      what Ctrl-C does: SIGINT to all of them
    TERM     SIGTERM to the command
    full     the disk is full: of a small file system of its own (as root on Linux), else by a limit on file sizes
    locked   the folder of the output is read-only: by its immutable flag (as root on Linux), else by its mode
    gone     the folder of the output is taken away, and put back when the run has ended

Then it is resumed, until it comes to its end. The outputs must be those of undisturbed runs in a single process: JSON
Lines byte for byte, Parquet and SQLite row for row (of unordered runs all lines or rows in any order), with nothing
beside them; the report and what is kept of posts that failed must be the same; no process may be left, and no
traceback is ever shown. Exits with 1 where anything differs; then the folder is kept.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from harms import KINDS, Place, disturb, processes

COMMAND = (sys.executable, "-m", "postparse")
FORMATS = ("jsonl", "parquet", "sqlite")
LONGEST = 900
"""Seconds after which a run is said to hang."""
MOST, START = 40, 2
"""Calls of one run; seconds that processes take to be ready, about."""


def post(number: int) -> str:
    """Give an invented post, of about the size of an announcement; each is different."""
    chance = random.Random(number)
    names = ("Una Okoro", "Jonas Lind", "Mira Castellan", "한새봄", "Ilse van Dorp", "Teodor Hale", "緑川遥")
    places = ("Mill Hall, Leeds", "Room 4, Harbour School", "Lantern House", "물빛도서관 2층", "Salle des Cordes")
    things = ("rope", "weirs", "lantern glass", "tide tables", "paper boats", "wool", "bell metal")
    when = f"{chance.randrange(1, 29)} {chance.choice(('March', 'May', 'October'))} 2026, {chance.randrange(1, 12)} pm"
    thing = chance.choice(things)
    body = "\n\n".join(
        f"Part {part}. {chance.choice(names)} shows what {chance.choice(things)} had to do with {thing} in "
        f"{chance.randrange(1400, 1950)}, and which of the {chance.randrange(3, 90)} letters about it are left. "
        "Nobody knew then how long they would be kept, and the room was never full."
        for part in range(chance.randrange(1, 9))
    )
    return (
        f"[Talk] A history of {thing}, no. {number}\n\nPosted by {chance.choice(names)}\n\nDate: {when}\n"
        f"Venue: {chance.choice(places)}\nSpeaker: {chance.choice(names)} (Reader, Harbour School)\n\n{body}\n"
    )


def inputs(folder: Path, count: int) -> tuple[Path, Path]:
    """Make the inputs: a folder of files, and one of a file of JSON Lines, with some posts that fail."""
    files, lines = folder / "posts", folder / "lines"
    files.mkdir()
    lines.mkdir()
    with (lines / "posts.jsonl").open("w") as out:
        for number in range(count):
            bad = number % 97 == 41
            path = files / f"{number % 10}" / f"{number:06}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"\x7fELF\0\0\1" * 9 if bad else post(number).encode())
            out.write("{broken\n" if bad else json.dumps({"text": post(number)}) + "\n")
    return files, lines


class Case(NamedTuple):
    """What a run is to do."""

    format: str
    given: Path
    unordered: bool


def rows(output: Path, format: str, *, sort: bool) -> object:  # noqa: A002
    """Give what an output holds, to be compared."""
    if format == "jsonl":
        data = output.read_bytes()
        return sorted(data.splitlines()) if sort else data
    if format == "parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(output)
        found = [json.dumps(row, ensure_ascii=False) for row in table.to_pylist()]
        return str(table.schema), sorted(found) if sort else found
    with contextlib.closing(sqlite3.connect(output)) as base:
        (state,) = base.execute("PRAGMA integrity_check").fetchone()
        found = list(base.iterdump())
    return state, sorted(found) if sort else found


def report(path: Path) -> object:
    """Give what a run that came to its end reports, but for times and for how it was done; else None."""
    try:
        told = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    for key in ("started", "ended", "seconds", "posts_per_second", "posts_before", "resumed"):
        del told[key]
    for key in ("jobs", "options", "output"):
        del told[key]
    told["failures"].sort(key=json.dumps)
    return told if told["complete"] else None


def failed(folder: Path) -> object:
    """Give what `--keep-failed` has kept: the files, and its list in any order."""
    return {path.name: sorted(path.read_bytes().splitlines()) for path in folder.iterdir()}


class Ended(NamedTuple):
    """How one call of the command ended; `faults` are things that should not be."""

    group: int
    whole: bool
    events: list[str]
    faults: list[str]


def attempt(command: list[str], place: Place, moments: Iterator[tuple[float, str]], chance: random.Random) -> Ended:
    """Call the command, and disturb it until it ends."""
    events: list[str] = []
    faults: list[str] = []
    with tempfile.TemporaryFile() as stderr:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True
        )
        try:
            while child.poll() is None and (not events or events[-1] == "worker"):
                delay, kind = next(moments, (LONGEST, ""))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(delay)
                if child.returncode is None and kind:
                    events.append(disturb(kind, child, place, chance))
            child.wait(LONGEST)
        except subprocess.TimeoutExpired:
            faults.append("it hangs")
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        stderr.seek(0)
        said = stderr.read()
    place.mend()
    last = events[-1].split()[0] if events else ""
    right = {
        "parent": {-9},
        "group": {-9},
        "INT": {130, -2, 1},
        "TERM": {143, -15},
        "full": {1, 2},
        "locked": {1, 2},
        "gone": {1, 2},
    }
    whole = report(place.report) is not None and child.returncode == 1
    if child.returncode not in right.get(last, set()) and not whole:
        faults.append(f"exit status {child.returncode} after {last or 'nothing'}: {said[-500:].decode()}")
    # Before the command has begun, Python itself answers a signal.
    if b"Traceback" in said and any(mark in said for mark in (b"in _run\n", b"multiprocessing", b"pebble")):
        faults.append(f"a traceback after {last or 'nothing'}: {said[-3000:].decode()}")
    return Ended(child.pid, whole, events, faults)


def left(groups: list[int]) -> list[int]:
    """Give the processes that are still there of runs that have ended, after they had time to see it."""
    for _ in range(100):
        found = [pid for group in groups for pid in processes(group)]
        if not found:
            break
        time.sleep(0.2)
    return found


class Ran(NamedTuple):
    events: list[str]
    faults: list[str]


def command(case: Case, place: Place, *more: str) -> list[str]:
    options = ["--report", str(place.report), "--keep-failed", str(place.failed), *["--unordered"] * case.unordered]
    return [*COMMAND, str(case.given), "-o", str(place.inner / f"out.{case.format}"), *options, *more]


def gives(case: Case, place: Place) -> dict[str, object]:
    output = rows(place.inner / f"out.{case.format}", case.format, sort=case.unordered)
    return {"output": output, "report": report(place.report), "kept": failed(place.failed)}


def undisturbed(case: Case, folder: Path) -> tuple[Place, float]:
    """Do a run in a single process, which nothing disturbs; give where its output is, and the seconds that it took."""
    place = Place(folder / f"alone.{case.given.name}.{case.format}", mount=False)
    began = time.monotonic()
    subprocess.run(command(case, place, "--jobs", "0"), capture_output=True)
    return place, time.monotonic() - began


def disturbed(case: Case, place: Place, moments: Iterator[tuple[float, str]], jobs: int, chance: random.Random) -> Ran:
    """Do a run that is disturbed and resumed until it comes to its end; give what happened, and what is wrong."""
    events: list[str] = []
    faults: list[str] = []
    groups: list[int] = []
    for number in range(MOST):
        place.report.unlink(missing_ok=True)
        more = ["--jobs", str(chance.randint(1, jobs)), *["--resume"] * (number > 0)]
        ended = attempt(command(case, place, *more), place, moments, chance)
        groups.append(ended.group)
        events += ended.events
        faults += ended.faults
        if ended.whole:
            break
    else:
        faults.append("it never came to its end")
    names = [path.name for path in place.inner.iterdir()]
    if names != [f"out.{case.format}"]:
        faults.append(f"the folder of the output holds {names}")
    if still := left(groups):
        faults.append(f"processes left: {still}")
    return Ran(events, faults)


def differences(case: Case, place: Place, right: Place) -> list[str]:
    """Give in what two runs differ."""
    expected = gives(case, right)
    return [
        f"the {name} differs: {str(found)[:1500]} and not {str(expected[name])[:1500]}"
        for name, found in gives(case, place).items()
        if found != expected[name]
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("runs", 20), ("posts", 5000), ("jobs", 2), ("seed", 1), ("worst", 6)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--place", type=Path, help="where to put the files, instead of a temporary folder")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kill-", dir=asked.place))
    given = inputs(folder, asked.posts)
    alone: dict[tuple[str, Path], tuple[Place, float]] = {}
    happened: Counter[str] = Counter()
    wrong = 0
    print(f"{asked.posts:,} posts, seed {asked.seed}\n{'run':>3}  {'output':<8} {'input':<6} {'order':<5} events")
    for number in range(asked.runs):
        chance = random.Random(f"{asked.seed} {number}")
        case = Case(FORMATS[number % 3], given[number // 3 % 2], number % 4 == 3)
        if case[:2] not in alone:
            alone[case[:2]] = undisturbed(case._replace(unordered=False), folder)
        right, seconds = alone[case[:2]]
        place = Place(folder / f"run{number}", mount=number % 2 == 0)
        kinds = chance.choices(KINDS, k=chance.randint(1, asked.worst))
        moments = [(chance.random() ** 2 * (seconds / 2 + START), kind) for kind in kinds]
        try:
            events, faults = disturbed(case, place, iter(moments), asked.jobs, chance)
        except BaseException:
            place.remove(keep=False)
            raise
        faults += [] if faults else differences(case, place, right)
        order = "any" if case.unordered else "kept"
        print(f"{number:>3}  {case.format:<8} {case.given.name:<6} {order:<5} {', '.join(events)}", flush=True)
        for fault in faults:
            print(f"     WRONG: {fault}")
        happened.update(events)
        wrong += bool(faults)
        place.remove(keep=bool(faults))
    print("\n" + "\n".join(f"{count:>4}  {kind}" for kind, count in sorted(happened.items())))
    print(f"{wrong} of {asked.runs} runs differ" + (f"; see {folder}" if wrong else ""))
    if not wrong:
        shutil.rmtree(folder)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
