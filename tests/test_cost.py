"""What is loaded and how time grows: names and ratios; milliseconds are in `benchmarks/cost.py`."""

import contextlib
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

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


# What only other sources, outputs and rare posts need; each costs a start 0.3 ms or more.
IDLE = (
    "calendar", "csv", "decimal", "http", "sqlite3", "statistics", "tomllib", "zoneinfo",
    "postparse.page.facts", "postparse.page.htmlparse", "postparse.page.htmltree", "postparse.page.metatags",
    "postparse.profile",
    "postparse.remote", "postparse.sidecommands", "postparse.page.structured",
    "postparse.readers.html", "postparse.readers.rows", "postparse.fields.agenda_people",
    "postparse.render.card", "postparse.render.ical", "postparse.render.table",
)  # fmt: skip


def loaded(code: str, *arguments: str, names: tuple[str, ...] = HEAVY) -> set[str]:
    tail = f"\nimport sys\nprint(*[m for m in {names!r} if m in sys.modules], file=sys.stderr)"
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


def test_one_text_loads_no_other_ways_to_read_and_write() -> None:
    assert loaded(COMMAND, str(path("text/seed.txt")), "--json", names=IDLE) == set()


def test_help_loads_only_the_command() -> None:
    assert loaded(COMMAND, "--help") <= {"typer"}


def test_pages_load_no_second_parser() -> None:
    found = loaded(COMMAND, str(FOLDER / "html"), "--jsonl", "-j0")
    assert "lxml" in found
    assert not found & {"bs4", "rich", "dateparser"}


def modules() -> list[str]:
    return [m.name for m in pkgutil.walk_packages(postparse.__path__, "postparse.") if "__main__" not in m.name]


class Noted:
    """A compiled pattern that notes how it is asked."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.made, self.asked = pattern, set[str]()

    def __getattr__(self, name: str) -> object:
        if name in ASKED:
            self.asked.add("match" if name in ("match", "fullmatch") else "search")
        return getattr(self.made, name)


ASKED = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


def compiled() -> dict[str, Noted]:
    """Give every pattern that the package compiles: over all samples and corpora, and in functions that keep one."""
    found: dict[str, Noted] = {}
    real = re._compiler.compile  # type: ignore[attr-defined]

    def noted(pattern: object, flags: int = 0) -> object:
        made = real(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] in ("re", "functools"):
            frame = frame.f_back
        caller = frame.f_globals.get("__name__", "")
        if isinstance(made.pattern, str) and caller.startswith("postparse"):
            return found.setdefault(f"{caller} {made.pattern} {made.flags}", Noted(made))
        return made

    for name in [m for m in sys.modules if m == "postparse" or m.startswith("postparse.")]:
        del sys.modules[name]
    re.purge()
    re._compiler.compile = noted  # type: ignore[attr-defined]
    try:
        run_all()
    finally:
        re._compiler.compile = real  # type: ignore[attr-defined]
        re.purge()
    return found


def run_all() -> None:
    """Load all modules, parse all samples and lines of corpora, compile what none of them needed."""
    loaded = [importlib.import_module(name) for name in modules()]
    fresh = importlib.import_module("postparse")
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file() and file.suffix != ".json":
            with contextlib.suppress(fresh.PostparseError):
                fresh.parse(file)
    for file in sorted((Path(__file__).parent / "corpus").rglob("*.toml")):
        lines = re.findall(r'"([^"\n]{4,})"', file.read_text("utf-8"))
        with contextlib.suppress(fresh.PostparseError):
            fresh.parse("\n\n".join(lines).encode(), language=file.stem)
    for module in loaded:
        for kept in vars(module).values():
            # A function that keeps a pattern until it is asked for.
            if hasattr(kept, "cache_info") and not inspect.signature(kept).parameters:
                kept()
    reduction, grammar = (importlib.import_module(f"postparse.values.{name}") for name in ("reduction", "grammar"))
    for rows in grammar.LAYERS.values():
        reduction.fitting([row._replace(needs="") for row in rows], frozenset(), True)


# Long runs of what patterns are made of: each could make a pattern with nested repetition go back and back.
UNITS = (
    *("a", " ", "1", "A b ", "a, ", "(", "- ", "1:", "가", "1년 ", "by ", "&", "a(b) "),
    *("<a ", "/", ".", "A. ", "\t|", "\n", "1 ", "a  ", ", ", "?a"),
)
SIZE = 1000  # `values/` never sees more than 4,000 characters
LEAST = 0.0003  # seconds below which twice the text is too quick to tell


def example(tree: Iterable[tuple[object, Any]], times: int) -> str:
    """Give a text that a parsed pattern could match, each repetition as often as asked and allowed."""
    made = ""
    for operation, value in tree:
        name = str(operation)
        if name == "LITERAL":
            made += chr(value)
        elif name == "NOT_LITERAL":
            made += "b" if value == ord("a") else "a"
        elif name == "ANY":
            made += "a"
        elif name == "IN":
            made += member(value)
        elif name.endswith("REPEAT"):
            made += example(value[2], times) * max(value[0], min(value[1], times))
        elif name == "SUBPATTERN":
            made += example(value[3], times)
        elif name == "ATOMIC_GROUP":
            made += example(value, times)
        elif name == "BRANCH":
            made += example(value[1][-1 if times else 0], times)
    return made


CATEGORIES = {"DIGIT": "1", "NOT_DIGIT": "a", "SPACE": " ", "NOT_SPACE": "a", "WORD": "a", "NOT_WORD": " "}


def member(items: list[tuple[object, Any]]) -> str:
    """Give a character of a class."""
    if str(items[0][0]) == "NEGATE":
        held = {member([item]) for item in items[1:]}
        return next(c for c in "a 1,(-" if c not in held)
    name, value = str(items[0][0]), items[0][1]
    if name == "LITERAL":
        return chr(value)
    return chr(value[0]) if name == "RANGE" else CATEGORIES[str(value).removeprefix("CATEGORY_")]


def units(pattern: re.Pattern[str]) -> list[str]:
    """Give what to repeat: the common runs, what the pattern could match, and near matches of it."""
    tree = list(re._parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))  # type: ignore[attr-defined]
    own = [made[:60] for times in (0, 1, 3) if (made := example(tree, times))]
    return list(dict.fromkeys([*UNITS, *own, *(u[:-1] for u in own if len(u) > 1), *(u[0] for u in own)]))


def slowness(pattern: re.Pattern[str], method: str, unit: str, tries: int) -> float:
    """Give how much longer the pattern takes over twice the text; 0 where it is too quick to tell."""

    def best(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size] + "\x00"
        ask = pattern.match if method == "match" else lambda text: sum(1 for _ in pattern.finditer(text))
        times = []
        for _ in range(tries):
            start = time.process_time()
            ask(text)
            times.append(time.process_time() - start)
            if times[-1] < LEAST:
                break
        return min(times)

    longer = best(2 * SIZE)
    return 0.0 if longer < LEAST else longer / max(best(SIZE), 1e-9)


def test_patterns_take_linear_time() -> None:
    """Each pattern over twice the text takes less than 2.5 times the time, asked as the package asks it."""
    done = subprocess.run(
        [sys.executable, "-c", "import test_cost; test_cost.report()"],
        cwd=Path(__file__).parent, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def report() -> None:
    """Print the patterns whose time grows faster than the text. Reloads modules: for a process of its own."""
    slow = []
    patterns = compiled()
    assert len(patterns) > 200
    for name, noted in sorted(patterns.items()):
        for method in sorted(noted.asked or {"match"}):
            for unit in units(noted.made):
                # A busy machine can make any one run slow; a slow pattern is slow each time.
                if all(slowness(noted.made, method, unit, tries) >= 2.5 for tries in (1, 3, 3, 5, 5, 5, 5, 5)):
                    slow.append((method, unit, name))
                    break
    for found in slow:
        print(*map(repr, found))
    sys.exit(bool(slow))
