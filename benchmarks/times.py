"""Measure the reading of times in lines, beside other libraries, in one run.

    python benchmarks/times.py [--every N] [--rounds N] [--check]

The lines are the corpus `tests/corpus/when` and the prose of `prose.toml`, where nothing is to be found. Each tool
gets each line with its language and the day of the post, one tool after the other, once unmeasured, then
`--rounds` times and for a millisecond at least; the least time of the processor counts. `--every N` takes each Nth
line of the corpus: some tools need a tenth of a second a line. Peers come with the extra `bench`; one that is not
installed is said to be missing.

A line is right when the first start found is the start wanted, to the minute where a clock time is wanted: ends,
zones and further events are not asked for. A line without a time is right when nothing is found. Lines with a start
that is not a whole day (a recurrence, a year that nothing tells) are measured but not judged.

`--check` exits with 1 when our median line takes 60 microseconds or more, dateparser's is under 30 times ours, or
dateparser reads more lines right.
"""

import argparse
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any, NamedTuple

from postparse.values import when

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests/corpus/when"
PROSE = Path(__file__).with_name("prose.toml")
WARM = 0.001  # seconds


class Line(NamedTuple):
    """A line, what is known of its post, and the start wanted: None where there is none, "" where it is not judged."""

    text: str
    known: when.Context
    start: str | None
    kind: str

    @property
    def base(self) -> datetime:
        return datetime.combine(self.known.anchor or date(2024, 1, 1), clock())


# Gives the first start found in a line, as ISO text to the minute or to the day; None where nothing is found.
Tool = Callable[[Line], str | None]


def corpus() -> Iterator[Line]:
    for path in sorted(CORPUS.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        about = {"language": path.stem, **table.get("context", {})}
        for value in table["value"]:
            known = when.Context(**{**about, **value.get("context", {})})
            first = value.get("moments", [value])[0]
            start = first.get("start", "")[:16]
            judged = "" if "X" in start or "recurrence" in first else start
            yield from (Line(text, known, judged, "time") for text in value["surfaces"])
        for texts in table["negatives"].values():
            yield from (Line(text, when.Context(**about), None, "no time") for text in texts)


def prose() -> Iterator[Line]:
    for language, kinds in tomllib.loads(PROSE.read_text("utf-8")).items():
        known = when.Context(language=language, published=date(2024, 5, 6))
        for kind, texts in kinds.items():
            yield from (Line(text, known, None, f"prose, {kind}") for text in texts)


def scan(line: Line) -> str | None:
    found = when.scan(line.text, line.known)
    return started(found[0][2], line) if found else None


def read(line: Line) -> str | None:
    found = when.read(line.text, line.known)
    return started(found[0], line) if found else None


def started(reading: when.Reading, line: Line) -> str | None:
    moments = when.settle(reading, line.known)
    return (moments[0].start or "")[:16] if moments else None


def dateparser() -> Tool:
    from dateparser.search import search_dates  # type: ignore[import-untyped,unused-ignore]

    def tool(line: Line) -> str | None:
        settings: dict[str, Any] = {"RELATIVE_BASE": line.base}
        if line.known.date_order:
            settings["DATE_ORDER"] = line.known.date_order.upper()
        found = search_dates(line.text, languages=[str(line.known.language)], settings=settings)
        return f"{found[0][1]:%Y-%m-%dT%H:%M}" if found else None

    return tool


def ctparse() -> Tool:
    from ctparse import ctparse as parse  # type: ignore[import-not-found,unused-ignore]

    def tool(line: Line) -> str | None:
        found = parse(line.text, ts=line.base, timeout=2)
        moment = getattr(found, "resolution", None)  # a time or an interval
        moment = getattr(moment, "t_from", None) or moment
        if moment is None or getattr(moment, "year", None) is None or moment.day is None:
            return None
        day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
        return day if moment.hour is None else f"{day}T{moment.hour:02}:{moment.minute or 0:02}"

    return tool


CULTURES = {
    "en": "en-us", "es": "es-es", "fr": "fr-fr", "de": "de-de", "it": "it-it", "pt": "pt-br", "nl": "nl-nl",
    "tr": "tr-tr", "zh": "zh-cn", "ja": "ja-jp", "ko": "ko-kr", "ar": "ar-*",
}  # fmt: skip


def recognizers() -> Tool:
    from recognizers_date_time import recognize_datetime  # type: ignore[import-not-found,unused-ignore]

    def tool(line: Line) -> str | None:
        culture = CULTURES.get(str(line.known.language).partition("-")[0], "en-us")
        for model in recognize_datetime(line.text, culture, reference=line.base):
            for value in (model.resolution or {}).get("values", ()):
                if len(start := value.get("start") or value.get("value") or "") >= 10:
                    return start[:16].replace(" ", "T")
        return None

    return tool


PEERS = {"dateparser search_dates": dateparser, "ctparse": ctparse, "recognizers-text": recognizers}


def caught(tool: Tool, line: Line) -> str | None:
    """Give what a tool finds; a peer that fails has found nothing."""
    try:
        return tool(line)
    except Exception:
        return None


def is_right(found: str | None, wanted: str | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    # A day without hours is midnight to some.
    return found == wanted or (len(wanted) == 10 and found == f"{wanted}T00:00")


def measured(lines: list[Line], tools: dict[str, Tool], rounds: int) -> dict[str, list[tuple[float, str | None]]]:
    """Give for each tool and line the least time in seconds and what was found."""
    taken: dict[str, list[tuple[float, str | None]]] = {name: [] for name in tools}
    for line in lines:
        for name, tool in tools.items():
            found = caught(tool, line)
            least, total, runs = float("inf"), 0.0, 0
            # A tool that took microseconds after one that took milliseconds finds cold caches: let each warm up.
            while runs < rounds or total < WARM:
                start = time.process_time()
                caught(tool, line)
                spent = time.process_time() - start
                least, total, runs = min(least, spent), total + spent, runs + 1
            taken[name].append((least, found))
    return taken


def share(lines: list[Line], results: list[tuple[float, str | None]], want: Callable[[Line], bool]) -> float:
    judged = [is_right(r, line.start) for line, (_, r) in zip(lines, results, strict=True) if want(line)]
    return sum(judged) / max(len(judged), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    lines = [*list(corpus())[:: given.every], *prose()]
    tools: dict[str, Tool] = {"postparse scan": scan, "postparse read": read}
    missing = []
    for name, make in PEERS.items():
        try:
            tools[name] = make()
        except ImportError as error:
            missing.append(f"{name}: not installed ({error})")
    taken = measured(lines, tools, given.rounds)
    middle = {name: statistics.median(t for t, _ in results) * 1e6 for name, results in taken.items()}
    kinds = list(dict.fromkeys(line.kind for line in lines))
    ours = middle["postparse scan"]
    print(f"{len(lines)} lines, of which judged: {sum(line.start != '' for line in lines)}\n")
    print("| tool | median µs a line |", *(f"{kind} |" for kind in kinds), "times ours | times right | no time right |")
    print("|---|" + "--:|" * (len(kinds) + 4))
    for name, results in taken.items():
        each = [
            statistics.median(t for line, (t, _) in zip(lines, results, strict=True) if line.kind == k) for k in kinds
        ]
        good = (
            share(lines, results, lambda line: bool(line.start)),
            share(lines, results, lambda line: line.start is None),
        )
        print(
            f"| {name} | {middle[name]:.0f} |", *(f"{t * 1e6:.0f} |" for t in each),
            f"{middle[name] / ours:.1f} | {good[0]:.3f} | {good[1]:.3f} |",
        )  # fmt: skip
    print(*missing, sep="\n")
    rival = "dateparser search_dates"
    if given.check and rival in taken:
        right = {name: share(lines, taken[name], lambda line: line.start != "") for name in (rival, "postparse scan")}
        sys.exit(ours >= 60 or middle[rival] < 30 * ours or right[rival] >= right["postparse scan"])


if __name__ == "__main__":
    main()
