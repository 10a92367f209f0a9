"""Time stamps of publication: one complete date, with or without a time, to ISO 8601."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from postparse.document import Passage, Span


class Stamp(NamedTuple):
    """An ISO date or date-time, whether it has a time, and where it was read."""

    value: str
    has_time: bool
    span: Span


@cache
def _iso() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})"
        r"(?:[T\s]\s?(?P<H>\d{1,2}):(?P<M>\d{2})(?P<S>:\d{2})?(?:[.,]\d{1,9})?\s?(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
    )


def iso(text: str) -> str | None:
    """Give a machine-written time stamp as ISO 8601 with the offset that it has, None if it is none."""
    found = _iso().match(text[:60])
    if not found or not _valid(int(found["y"]), int(found["m"]), int(found["d"])):
        return None
    day = f"{found['y']}-{found['m']}-{found['d']}"
    if not found["H"] or int(found["H"]) > 23:
        return day
    zone = found["z"] or ""
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{int(found['H']):02}:{found['M']}{found['S'] or ''}{zone}"


def _valid(year: int, month: int, day: int) -> bool:
    try:
        return 1900 <= date(year, month, day).year <= 2100
    except ValueError:
        return False


@cache
def _numeric() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\d)(?:(?P<y>\d{4})\s?[./年년-]\s?(?P<m>\d{1,2})\s?[./月월-]\s?(?P<d>\d{1,2})(?!\d)\s?[.日일]?"
        r"|(?P<y2>\d{2})[.-](?P<m2>\d{2})[.-](?P<d2>\d{2})(?!\d|[.-]\d)"
        r"|(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y3>\d{4}))"
        r"(?:[\s,T(-]{0,4}(?P<H>\d{1,2}):(?P<M>\d{2})(?!\d))?"
    )


def read(passage: Passage, language: str | None, order: str | None) -> Stamp | None:
    """Give the first complete date in a passage; None where day and month could be swapped and nothing tells."""
    text = passage.text[:400]
    found = _numeric().search(text) if any(c.isdigit() for c in text) else None
    if not found:
        return None
    year, month, day = _parts(found, language, order)
    if not _valid(year, month, day):
        return None
    value = f"{year:04}-{month:02}-{day:02}"
    if found["H"] and int(found["H"]) < 24 and int(found["M"]) < 60:
        value += f"T{int(found['H']):02}:{found['M']}"
    return Stamp(value, "T" in value, Span(passage.start + found.start(), passage.start + found.end()))


def _parts(found: re.Match[str], language: str | None, order: str | None) -> tuple[int, int, int]:
    if found["y"]:
        return int(found["y"]), int(found["m"]), int(found["d"])
    if found["y2"]:
        year, month, day = int(found["y2"]), int(found["m2"]), int(found["d2"])
        if (language or "")[:2] in ("ko", "ja", "zh"):
            return 2000 + year, month, day
        return (2000 + day, month, year) if found["d2"] else (0, 0, 0)
    a, b, year = int(found["a"]), int(found["b"]), int(found["y3"])
    if a > 12 or (found["s"] == "." and b <= 12) or order == "dmy":
        return year, b, a
    if b > 12 or order == "mdy" or language == "en-US":
        return year, a, b
    if (language or "en") == "en":
        return (year, a, b) if a == b else (0, 0, 0)
    return year, b, a
