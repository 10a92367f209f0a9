"""Times: corpora by language, then the rules that settle year, half of the day, zone and order of digits."""

import itertools
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpusset import case, languages
from postparse.values import grammar, when
from postparse.values.reduction import Row, escaped
from postparse.values.when import Context

ROOT = Path(__file__).parents[1]
TABLES = {tag: table for tag, table in languages("").items() if "reading" in table}
SURFACES = [
    case(tag, row, surface, name=f"{tag}: {surface}")
    for tag, table in TABLES.items()
    for row in table["reading"]
    for surface in row["surfaces"]
]
NEGATIVES = [case(tag, text, name=f"{tag}: {text}") for tag, t in TABLES.items() for text in t["negatives"]]


def known(language: str | None, published: str | None = "2023-04-20", **more: object) -> Context:
    return Context(language=language, published=date.fromisoformat(published) if published else None, **more)


def settled(text: str, context: Context) -> when.When:
    (reading,) = when.read(text, context)
    (moment,) = when.settle(reading, context)
    return moment


@pytest.mark.parametrize(("tag", "row", "surface"), SURFACES)
def test_surface(tag: str, row: dict[str, object], surface: str) -> None:
    context = known(tag)
    readings = when.read(surface, context)
    assert len(readings) == 1
    moments = when.settle(readings[0], context)
    assert [m.start for m in moments] == row["start"]
    assert [m.end or "" for m in moments] == row.get("end", [""] * len(moments))
    assert moments[0].recurrence == row.get("recurrence")
    assert list(moments[0].inferred) == row.get("inferred", [])


@pytest.mark.parametrize(("tag", "text"), NEGATIVES)
def test_no_time(tag: str, text: str) -> None:
    assert when.scan(text, known(tag)) == []


@pytest.mark.parametrize(
    ("text", "published", "start", "inferred"),
    [
        # A report looks back, an announcement ahead; the printed weekday decides.
        ("Tuesday, March 3", "2026-03-20", "2026-03-03", ("year",)),
        ("Wednesday, December 3", "2026-01-15", "2025-12-03", ("year",)),
        ("Saturday, January 10", "2025-12-20", "2026-01-10", ("year",)),
        ("January 10", "2025-12-20", "2026-01-10", ("year",)),
        ("Wednesday, December 3", None, "XXXX-12-03", ()),
        ("December 3, 4 pm", None, "XXXX-12-03T16:00", ()),
        ("4 pm", "2025-12-20", "XXXX-XX-XXT16:00", ()),
    ],
)
def test_missing_year(text: str, published: str | None, start: str, inferred: tuple[str, ...]) -> None:
    moment = settled(text, known("en", published))
    assert (moment.start, moment.inferred) == (start, inferred)


@pytest.mark.parametrize(
    ("language", "text", "start", "end", "inferred"),
    [
        ("en", "3:30 - 5:00 PM", "15:30", "17:00", ()),
        ("en", "9–10:15 a.m.", "09:00", "10:15", ()),
        ("en", "11 - 1 pm", "11:00", "13:00", ()),
        ("en", "at 4:30", "16:30", None, ("meridiem",)),
        ("en", "8:15 - 11", "08:15", "11:00", ("meridiem",)),
        ("en", "12:00 - 1:30", "12:00", "13:30", ("meridiem",)),
        ("en", "09:00", "09:00", None, ()),
        ("ko", "오후 1:00 – 3:30", "13:00", "15:30", ()),
        ("ko", "오전 10:30 ~ 1:00", "10:30", "13:00", ()),
        ("de", "4.30 Uhr", "04:30", None, ()),
        ("es", "4:30", "04:30", None, ()),
    ],
)
def test_half_of_the_day(language: str, text: str, start: str, end: str | None, inferred: tuple[str, ...]) -> None:
    moment = settled(text, known(language))
    assert (moment.start or "")[11:] == start
    assert (moment.end[11:] if moment.end else None) == end
    assert moment.inferred == inferred


@pytest.mark.parametrize(
    ("text", "zone", "start", "name", "inferred"),
    [
        ("10 July 2025, 2 pm EST", None, "2025-07-10T14:00-04:00", "America/New_York", ()),
        ("10 July 2025, 14:00 (GMT+7)", None, "2025-07-10T14:00+07:00", None, ()),
        ("10 July 2025, 14:00 CET", None, "2025-07-10T14:00+02:00", None, ()),
        ("10 July 2025, 14:00", "Asia/Tokyo", "2025-07-10T14:00+09:00", "Asia/Tokyo", ("timezone",)),
        ("10 July 2025, 9:00 am ET / 2:00 pm UK", None, "2025-07-10T09:00-04:00", "America/New_York", ()),
        ("2025-07-10T14:00:00Z", None, "2025-07-10T14:00+00:00", None, ()),
    ],
)
def test_zone(text: str, zone: str | None, start: str, name: str | None, inferred: tuple[str, ...]) -> None:
    moment = settled(text, known("en", zone=zone))
    assert (moment.start, moment.timezone, moment.inferred) == (start, name, inferred)


@pytest.mark.parametrize(
    ("language", "order", "text", "start"),
    [
        ("en", None, "03/04/2024", None),
        ("en-US", None, "03/04/2024", "2024-03-04"),
        ("en-GB", None, "03/04/2024", "2024-04-03"),
        ("en", "dmy", "03/04/2024", "2024-04-03"),
        ("en", None, "Wednesday 03/04/2024", "2024-04-03"),
        ("en", None, "Monday 03/04/2024", "2024-03-04"),
        ("en", None, "25/04/2024", "2024-04-25"),
        ("fr", None, "03/04/2024", "2024-04-03"),
        ("ko", None, "24.3.4.", "2024-03-04"),
    ],
)
def test_order_of_digits(language: str, order: str | None, text: str, start: str | None) -> None:
    moment = settled(text, known(language, date_order=order))
    assert moment.start == start
    assert ("schedule.date-ambiguous" in moment.codes) == (start is None)


def test_weekday_that_does_not_fit() -> None:
    moment = settled("Monday, 3 May 2023", known("en"))
    assert moment.start == "2023-05-03"
    assert moment.codes == ("schedule.weekday-mismatch",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We met on Friday 5 May 2023 at 7 pm in the old mill.", ["Friday 5 May 2023 at 7 pm"]),
        ("Doors at 6:30 pm, show at 8 pm.", ["at 6:30 pm", "at 8 pm"]),
        ("It may take 3 to 5 weeks, so we sat on the second floor of no. 12.", []),
        ("From version 3.10 to 3.11 in 2024", []),
        ("Meet at 14.30 in room 12", ["at 14.30"]),
        ("It costs 14.30 in all, or 3/4 of that", []),
    ],
)
def test_inside_prose(text: str, found: list[str]) -> None:
    assert [text[a:b].strip() for a, b, _ in when.scan(text, known("en"))] == found


def test_days_and_hours_of_two_lines() -> None:
    context = known("en")
    (day,), (hours,) = when.read("Friday 5 May 2023", context), when.read("6 - 8 pm", context)
    (moment,) = when.settle(when.combine(day, hours), context)
    assert (moment.start, moment.end) == ("2023-05-05T18:00", "2023-05-05T20:00")


def test_other_language_in_the_post() -> None:
    assert settled("2023년 5월 5일 오후 2시", known("en")).start == "2023-05-05T14:00"
    assert settled("Friday, May 5, 2023, 2 pm", known("ko")).start == "2023-05-05T14:00"


@pytest.mark.parametrize("layer", sorted(grammar.LAYERS))
def test_examples_of_rows(layer: str) -> None:
    for row in grammar.LAYERS[layer]:
        language = "zh" if any(ord(c) > 0x2E80 for c in row.example) else _language_of(row.example)
        assert when.read(row.example, known(language)) or when.scan(row.example, known(language), loose=True), row


def _language_of(example: str) -> str:
    for language, words in {
        "de": ("Uhr", "Freitag", "Di ", "um "),
        "es": ("a las",),
        "vi": ("tháng",),
        "it": ("alle",),
    }.items():
        if any(word in example for word in words):
            return language
    return "en"


@pytest.mark.parametrize(
    "piece",
    ["3, ", "3-", "5 May, ", "10:00 ", "Friday ", "(", "1.2.", "12/", "May ", "월 3일", "a.m. ", "2024-", "7 pm / "],
)
def test_cost_is_linear(piece: str) -> None:
    def cost(count: int) -> float:
        text, best = (piece * count)[:4000], 1.0
        for _ in range(5):
            began = time.perf_counter()
            when.scan(text, known("en"), loose=True)
            best = min(best, time.perf_counter() - began)
        return best

    cost(10)
    assert cost(3600 // len(piece)) < 4 * cost(1800 // len(piece)) + 0.1


@pytest.mark.parametrize("script", ["cldr.py", "zones.py"])
def test_generated_data_is_up_to_date(script: str) -> None:
    pytest.importorskip("babel")
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / script), "--check"], check=False)
    assert done.returncode == 0


def _groups(tree: Any) -> set[frozenset[str]]:
    """Give sets of characters: any text that a parsed pattern matches has one of each."""
    found: set[frozenset[str]] = set()
    for operation, value in tree:
        name = str(operation)
        if name == "LITERAL":
            found.add(frozenset(chr(value)))
        elif name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
            found.add(frozenset(chr(code) for _, code in value))
        elif name.endswith("REPEAT") and value[0] > 0:
            found |= _groups(value[2])
        elif name == "SUBPATTERN":
            found |= _groups(value[3])
        elif name == "ASSERT":
            found |= _groups(value[1])
        elif name == "BRANCH" and all(branches := [_groups(branch) for branch in value[1]]):
            found |= {frozenset().union(*chosen) for chosen in itertools.product(*branches)}
    return {group for group in found if not any(other < group for other in found)}


@pytest.mark.parametrize("row", [row for rows in grammar.LAYERS.values() for row in rows], ids=lambda row: row.example)
def test_rows_need_what_their_patterns_need(row: Row) -> None:
    """What a row needs keeps it from no text that its pattern matches: write what this gives."""
    groups = _groups(re._parser.parse(escaped(row.pattern)))  # type: ignore[attr-defined]
    told = [frozenset(group) for group in row.needs.split()]
    least = sorted(groups, key=lambda group: (len(group), sorted(group)))[:3]
    assert told == least, " ".join("".join(sorted(group)) for group in least)
