"""Measure what a parse costs, as ratios, in one run.

    python benchmarks/cost.py [FOLDER] [--check] [--rounds N]

FOLDER holds HTML pages. Without one the samples serve, but they are so small that the least cost of a parse
outweighs all else: their figure is shown without a budget. Times are of the processor, and ratios of medians
of interleaved runs stay the same on a slow or busy machine where milliseconds do not. Processes start from a
byte-compiled copy of the package, as it is installed: a checkout may have to be compiled at each start.
`--check` exits with 1 when a figure is over its budget.
"""

import argparse
import compileall
import contextlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SEED = SAMPLES / "text/seed.txt"
HEAVY = ("lxml", "bs4", "rich", "typer", "dateparser")
Row = tuple[str, str, str, bool]


def spent() -> float:
    """Give the processor's time of this process and of its children that have ended, in seconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(job: Callable[[], object]) -> float:
    start = spent()
    job()
    return spent() - start


def interleaved(jobs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Give each job's median time in seconds; the jobs take turns, so that a slow second hits them all."""
    for job in jobs.values():
        job()
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            taken[name].append(timed(job))
    return {name: statistics.median(times) for name, times in taken.items()}


def process(home: str, *arguments: str) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    surroundings = {**os.environ, "PYTHONPATH": home}
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=home, env=surroundings)


def start_up(rounds: int) -> list[Row]:
    """Whole processes: the command on the seed beside an interpreter that only imports typer."""
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(ROOT / "src/postparse", Path(home) / "postparse", ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(home, quiet=2)
        taken = interleaved(
            {
                "bare": process(home, "-c", "pass"),
                "typer": process(home, "-c", "import typer"),
                "seed": process(home, "-m", "postparse", str(SEED), "--json"),
            },
            rounds,
        )
    ratio = taken["seed"] / taken["typer"]
    shown = f"{ratio:.2f} x ({taken['seed'] * 1000:.0f} ms; typer {taken['typer'] * 1000:.0f} ms)"
    return [("postparse seed.txt --json : import typer", shown, "2.0 x", ratio <= 2.0)]


def in_process(rounds: int) -> list[Row]:
    """The seed, parsed again and again in one process."""
    from postparse import parse

    data = SEED.read_bytes()
    taken = interleaved({"seed": lambda: parse(data)}, rounds * 10)["seed"] * 1000
    return [("parse(seed)", f"{taken:.2f} ms", "3.00 ms", taken < 3.0)]


def pages(folder: Path, rounds: int) -> list[Row]:
    """Each page beside lxml's bare parse of the same bytes; the median of the ratios."""
    from lxml import html

    from postparse import PostparseError, parse

    def full(data: bytes) -> None:
        with contextlib.suppress(PostparseError):
            parse(data, format="html")

    ratios = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".html", ".htm")):
        data = path.read_bytes()
        try:
            html.document_fromstring(data)
        except Exception:  # bare lxml can't read it: nothing to compare with
            continue
        jobs: dict[str, Callable[[], object]] = {
            "lxml": partial(html.document_fromstring, data),
            "postparse": partial(full, data),
        }
        taken = interleaved(jobs, max(3, rounds // 4))
        ratios.append(taken["postparse"] / taken["lxml"])
    if not ratios:
        return [("HTML page : bare lxml", "no pages", "6.0 x", False)]
    middle = statistics.median(ratios)
    shown = f"{middle:.2f} x (median of {len(ratios)}; {min(ratios):.1f} to {max(ratios):.1f})"
    if folder == SAMPLES:
        return [("HTML page : bare lxml", shown, "none", True)]
    return [("HTML page : bare lxml", shown, "6.0 x", middle <= 6.0)]


def loaded(code: str) -> set[str]:
    """Give the heavy packages that a fresh interpreter has loaded after running `code`."""
    tail = f"\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


RUN = "import postparse.cli, sys; sys.argv = {!r}\ntry: postparse.cli.main()\nexcept SystemExit: pass"


def imports() -> list[Row]:
    """Which heavy packages are loaded when nothing needs them."""
    rows: list[Row] = []
    for what, code, allowed in (
        ("import postparse", "import postparse", set()),
        ("seed.txt --jsonl", RUN.format(["postparse", str(SEED), "--jsonl"]), {"typer"}),
        ("--help", RUN.format(["postparse", "--help"]), {"typer"}),
    ):
        found = loaded(code)
        rows.append(
            (
                f"loads: {what}",
                " ".join(sorted(found)) or "nothing",
                " ".join(allowed) or "nothing",
                found <= allowed,
            )
        )
    return rows


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    asked.add_argument("--check", action="store_true", help="exit with 1 when a figure is over its budget")
    asked.add_argument("--rounds", type=int, default=20)
    given = asked.parse_args()
    rows = [
        *start_up(given.rounds),
        *in_process(given.rounds),
        *pages(given.folder, given.rounds),
        *imports(),
    ]
    width = max(len(row[0]) for row in rows)
    for what, figure, budget, fine in rows:
        print(f"{what:<{width}}  {figure:<40} budget {budget:<8} {'ok' if fine else 'OVER'}")
    return int(given.check and not all(row[3] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
