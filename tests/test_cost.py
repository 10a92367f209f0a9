"""What is loaded and how time grows: names and ratios; milliseconds are in `benchmarks/cost.py`."""

import contextlib
import importlib
import pkgutil
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import postparse
from sampleset import FOLDER, path

HEAVY = (
    "lxml",
    "bs4",
    "rich",
    "typer",
    "dateparser",
    "yaml",
    "cchardet",
    "markdown_it",
    "asyncio",
    "pydantic",
    "icalendar",
)


def loaded(code: str, *arguments: str) -> set[str]:
    tail = f"\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code + tail, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stderr.split())


def test_the_package_itself_loads_nothing_heavy() -> None:
    assert loaded("import postparse") == set()


COMMAND = """
import postparse.cli
try:
    postparse.cli.main()
except SystemExit as stop:
    assert not stop.code, stop.code
"""


@pytest.mark.parametrize("option", ["--jsonl", "--json"])
@pytest.mark.parametrize("name", ["text/seed.txt", "text/ko-delivery-forum.txt", "text/de-podium-kiosk.txt"])
def test_text_to_json_loads_only_the_command(name: str, option: str) -> None:
    assert loaded(COMMAND, str(path(name)), option) <= {"typer"}


def test_help_loads_only_the_command() -> None:
    assert loaded(COMMAND, "--help") <= {"typer"}


def test_pages_load_no_second_parser() -> None:
    found = loaded(COMMAND, str(FOLDER / "html"), "--jsonl")
    assert "lxml" in found
    assert not found & {"bs4", "rich", "dateparser"}


def modules() -> list[str]:
    return [m.name for m in pkgutil.walk_packages(postparse.__path__, "postparse.") if "__main__" not in m.name]


def compiled() -> dict[str, re.Pattern[str]]:
    """Give every pattern that a run over all samples compiles, and those that stand in modules."""
    found: dict[str, re.Pattern[str]] = {}
    real = re.compile

    def noted(pattern: object, flags: int = 0) -> object:
        made = real(pattern, flags)  # type: ignore[call-overload]
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if isinstance(made.pattern, str) and caller.startswith("postparse"):
            found[f"{caller} {made.pattern} {made.flags}"] = made
        return made

    for name in [m for m in sys.modules if m == "postparse" or m.startswith("postparse.")]:
        del sys.modules[name]
    re.compile = noted  # type: ignore[assignment]
    try:
        for name in modules():
            importlib.import_module(name)
        fresh = importlib.import_module("postparse")
        for file in sorted(FOLDER.rglob("*")):
            if file.is_file() and file.suffix != ".json":
                with contextlib.suppress(fresh.PostparseError):
                    fresh.parse(file)
    finally:
        re.compile = real  # type: ignore[assignment]
    return found


# Long runs of what patterns are made of: each could make a pattern with nested repetition go back and back.
UNITS = (
    *("a", " ", "1", "A b ", "a, ", "(", "- ", "1:", "가", "1년 ", "by ", "&", "a(b) "),
    *("<a ", "/", ".", "A. ", "\t|"),
)
SIZE = 2000  # `values/` never sees more than 4,000 characters


def slowness(pattern: re.Pattern[str], unit: str) -> float:
    """Give how much longer the pattern takes over twice the text; 0 where it is too quick to tell."""

    def best(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size] + "\x00"
        times = []
        for _ in range(5):
            start = time.process_time()
            pattern.match(text)
            times.append(time.process_time() - start)
        return min(times)

    if best(2 * SIZE) < 0.0005:
        return 0.0
    return best(2 * SIZE) / best(SIZE)


def test_patterns_take_linear_time() -> None:
    """Each pattern over twice the text takes less than 2.5 times the time, tried at one place."""
    done = subprocess.run(
        [sys.executable, "-c", "import test_cost; test_cost.report()"],
        cwd=Path(__file__).parent, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def report() -> None:
    """Print the patterns whose time grows faster than the text. Reloads modules: for a process of its own."""
    slow = []
    patterns = compiled()
    assert len(patterns) > 20
    for name, pattern in sorted(patterns.items()):
        for unit in UNITS:
            # A busy machine can make any one run slow; a slow pattern is slow each time.
            if all(slowness(pattern, unit) >= 2.5 for _ in range(8)):
                slow.append((unit, name))
                break
    for unit, name in slow:
        print(f"{unit!r}: {name}")
    sys.exit(bool(slow))
