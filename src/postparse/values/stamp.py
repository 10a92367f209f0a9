"""Time stamps of publication: one complete date, with or without a time, to ISO 8601."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from postparse import lexicon
from postparse.document import Passage, Span
from postparse.values.terms import units


class Stamp(NamedTuple):
    """An ISO date or date-time, and where it was read."""

    value: str
    span: Span


@cache
def _digit() -> re.Pattern[str]:
    return re.compile(r"\d")


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
    day = f"{int(found['y'])}-{int(found['m']):02}-{int(found['d']):02}"
    if not found["H"] or int(found["H"]) > 23 or int(found["M"]) > 59 or int((found["S"] or ":0")[1:]) > 59:
        return day
    zone = found["z"] or ""
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    if zone[1:3] > "14" or zone[4:] > "59":
        zone = ""
    second = f":{int(found['S'][1:]):02}" if found["S"] else ""
    return f"{day}T{int(found['H']):02}:{int(found['M']):02}{second}{zone}"


@cache
def _ctime() -> re.Pattern[str]:
    return re.compile(
        r"(?a)[A-Z][a-z]{2} (?P<m>[A-Z][a-z]{2}) {1,2}(?P<d>\d{1,2}) (?P<t>\d\d:\d\d):\d\d "
        r"(?:\S{1,6} )?(?P<y>\d{4})\Z"
    )


def ctime(text: str) -> str | None:
    """Give a date as C and Java write it (`Mon Aug 03 12:45:00 EDT 2015`), None if it is none."""
    found = _ctime().match(text) if 20 <= len(text) <= 36 and text[3] == " " else None
    months = [m.key for m in lexicon.look("month", found["m"]) if m.language == "en"] if found else []
    if not found or not months or not _valid(int(found["y"]), int(months[0]), int(found["d"])):
        return None
    clock = f"T{found['t']}" if found["t"] < "24:00" else ""
    return f"{found['y']}-{int(months[0]):02}-{int(found['d']):02}{clock}"


def _valid(year: int, month: int, day: int) -> bool:
    try:
        return 1900 <= date(year, month, day).year <= 2100
    except ValueError:
        return False


@cache
def year() -> re.Pattern[str]:
    """A year of the last century or this one, in four figures."""
    return re.compile(r"(?:19|20)\d\d(?!\d)(?<!\d{5})")


@cache
def _before_year() -> re.Pattern[str]:
    """The rest of a date with the month's name, day first or month first, right before its year."""
    return re.compile(
        r"(?<!\w)(?:\d{1,2}(?:[^\W\d_]{2})?\.?\s(?P<second>[^\W\d_]{3,12})\.?,?"
        r"|(?P<first>[^\W\d_]{3,12})\.?\s\d{1,2}(?:[^\W\d_]{2})?,)\s\Z"
    )


@lru_cache(maxsize=16)
def order_in(text: str) -> str | None:
    """Tell whether a text writes the day or the month first, by its dates with the month's name."""
    balance = 0
    for written in year().finditer(text, 0, 20_000):
        begin, end = max(0, written.start() - 24), written.start()
        if not text[end - 1 : end].isspace() or not _digit().search(text, begin, end):
            continue
        found = _before_year().search(text, begin, end)
        if found and lexicon.look("month", found["second"] or found["first"]):
            balance += 1 if found["second"] else -1
    return "dmy" if balance > 0 else "mdy" if balance < 0 else None


def _may_be_numeric(text: str) -> bool:
    """Say whether a figure stands before a sign that may follow a date's first part."""
    return any(any(p.rstrip()[-1:].isdecimal() for p in text.split(c)[:-1]) for c in "./-" + units("year") if c in text)


@cache
def _numeric() -> re.Pattern[str]:
    year, month, day = (units(unit) for unit in ("year", "month", "day"))
    return re.compile(
        rf"(?<!\d)(?:(?P<y>\d{{4}})\s?[./{year}-]\s?(?P<m>\d{{1,2}})\s?[./{month}-]\s?(?P<d>\d{{1,2}})(?!\d)\s?[.{day}]?"
        r"|(?P<y2>\d{2})[.-](?P<m2>\d{2})[.-](?P<d2>\d{2})(?!\d|[.-]\d)"
        r"|(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y3>\d{4}))"
        r"(?:[\s,T(-]{0,4}(?P<H>\d{1,2}):(?P<M>\d{2})(?!\d))?"
    )


@cache
def _named() -> re.Pattern[str]:
    """A month by name: day before or after it, at most a short word (de, of) between; or the year before both."""
    month = r"[^\W\d_][^\s\d,;:()/–-]{1,14}"  # letters of many scripts are written with marks that `\w` has not
    word = r"[^\W\d_][^\s\d,;:()/–-]"
    numbered = rf"\d{{1,2}}[{units('month')}]\.?"
    return re.compile(
        r"(?<!\w)(?:"
        rf"(?P<d>\d{{1,2}})(?:[^\W\d_]{{2}})?\.?(?:\s{{1,3}}(?:{word}{{0,2}}\s{{1,3}})?|[-/])"
        rf"(?P<m>{month})(?P<n>\s\d{{1,2}}(?=[\s,]))?(?:,?\s{{1,3}}(?:{word}{{0,4}}\s{{1,3}})?|[-/])(?P<y>\d{{4}})"
        rf"|(?P<m2>{month}|{numbered})\s{{0,3}}(?P<d2>\d{{1,2}})(?:[^\W\d_]{{2}})?,?\s{{1,3}}(?P<y2>\d{{4}})"
        rf"|(?P<y3>\d{{4}})\.?\s{{1,3}}(?:{word}{{0,4}}\s{{1,3}})?"
        rf"(?:(?P<m3>{month})\s{{1,3}}(?P<d3>\d{{1,2}})(?![:.]\d)\.?|(?P<d4>\d{{1,2}})\.?\s{{1,3}}(?P<m4>{month}))"
        r")(?!\d)"
        r"(?:[\s,T(–-]{0,4}(?:[^\W\d_]{2}\s)?(?P<H>\d{1,2}):(?P<M>\d{2})(?!\d)(?:\s?(?P<half>[AaPp])\.?[Mm])?)?"
    )


def _by_name(passage: Passage, text: str, language: str | None) -> Stamp | None:
    for found in _named().finditer(text):
        d, m, y = next(t for t in (found.group(*row) for row in _ROWS) if t[0])
        day = _day(int(y), m, found["n"], int(d), language)
        if day:
            value = day.isoformat()
            hour = int(found["H"] or 99)
            if found["half"] and hour <= 12:
                hour = hour % 12 + 12 * (found["half"] in "Pp")
            if hour < 24 and int(found["M"]) < 60:
                value += f"T{hour:02}:{int(found['M']):02}"
            return Stamp(value, Span(passage.start + found.start(), passage.start + found.end()))
    return None


_ROWS = (("d", "m", "y"), ("d2", "m2", "y2"), ("d3", "m3", "y3"), ("d4", "m4", "y3"))
_BUDDHIST = 543


def _day(year: int, name: str, number: str | None, day: int, language: str | None) -> date | None:
    """Give the day; None where the month's name is none. Thai years are counted from the Buddha's death."""
    name = name.rstrip("." + units("month"))
    if number:
        named = any(m.key in ("month", "month_prefix") for m in lexicon.look("time", name))
        month = int(number) if named else 0
    elif name.isdecimal():
        month = int(name)
    elif months := lexicon.look("month", name):
        month = int(months[0].key)
        year -= _BUDDHIST if months[0].language == "th" and year > 2400 else 0
    elif year < 1500 and (solar := lexicon.look("solar_month", name)):
        return _of_solar(year, int(solar[0].key), day)
    else:
        from postparse.values import lastresort

        month = lastresort.month(name, language)
    return date(year, month, day) if _valid(year, month, day) else None


def _of_solar(year: int, month: int, day: int) -> date | None:
    """Give a day of Iran's solar calendar, whose year begins with spring.

    Eight leap years in 33 agree with the equinox from 1277 to 1500 at least; on other rules see K. M. Borkowski, "The
    Persian calendar for 3000 years", Earth, Moon and Planets 74 (1996).
    """
    leaps = (8 * year + 21) // 33
    length = 31 if month < 7 else 30 if month < 12 else 29 + (8 * year + 29) // 33 - leaps
    if not (1277 <= year <= 1500 and 1 <= day <= length):
        return None
    return date(622, 3, 20) + timedelta(365 * (year - 1) + leaps + 30 * (month - 1) + min(month - 1, 6) + day)


@cache
def _era_date() -> re.Pattern[str]:
    year, month, day = (units(unit) for unit in ("year", "month", "day"))
    return re.compile(
        rf"(?P<e>[^\W\d_]{{2}})\s?(?P<y>\d{{1,3}}|元)[{year}]\s?(?P<m>\d{{1,2}})[{month}]\s?(?P<d>\d{{1,2}})[{day}]"
    )


def _of_era(passage: Passage, text: str) -> Stamp | None:
    """Read a date of Japan or Taiwan whose year is counted from the beginning of an era."""
    if not any(unit in text for unit in units("year")):
        return None
    for found in _era_date().finditer(text):
        before = next((int(m.key) for m in lexicon.look("era", found["e"])), None)
        year = (before or 0) + (int(found["y"]) if found["y"].isdecimal() else 1)
        if before is not None and _valid(year, int(found["m"]), int(found["d"])):
            value = f"{year}-{int(found['m']):02}-{int(found['d']):02}"
            return Stamp(value, Span(passage.start + found.start(), passage.start + found.end()))
    return None


def read(passage: Passage, language: str | None, order: Callable[[], str | None]) -> Stamp | None:
    """Give the first complete date in a passage; None where day and month could be swapped and nothing tells.

    `order` (mdy or dmy) is asked only where a date needs it.
    """
    text = passage.text[:400]
    if not _digit().search(text):
        return None
    found = _numeric().search(text) if _may_be_numeric(text) else None
    if not found:
        return _of_era(passage, text) or _by_name(passage, text, language)
    year, month, day = _parts(found, language, order)
    if not _valid(year, month, day):
        return None
    value = f"{year:04}-{month:02}-{day:02}"
    if found["H"] and int(found["H"]) < 24 and int(found["M"]) < 60:
        value += f"T{int(found['H']):02}:{int(found['M']):02}"
    return Stamp(value, Span(passage.start + found.start(), passage.start + found.end()))


def _parts(found: re.Match[str], language: str | None, asked: Callable[[], str | None]) -> tuple[int, int, int]:
    if found["y"]:
        return int(found["y"]), int(found["m"]), int(found["d"])
    if found["y2"]:
        year, month, day = int(found["y2"]), int(found["m2"]), int(found["d2"])
        if (language or "")[:2] in ("ko", "ja", "zh"):
            return 2000 + year, month, day
        if found[0][2] == "." and _valid(2000 + day, month, year):
            # Dots part dates that begin with the day wherever years don't come first.
            return 2000 + day, month, year
        return (2000 + year, month, day) if day > 31 or not _valid(2000 + day, month, year) else (0, 0, 0)
    a, b, year = int(found["a"]), int(found["b"]), int(found["y3"])
    if a > 12 or (found["s"] == "." and b <= 12):
        return year, b, a
    order = "mdy" if b > 12 else asked()
    if order:
        return (year, b, a) if order == "dmy" else (year, a, b)
    if (language or "en") == "en":
        return (year, a, b) if a == b else (0, 0, 0)
    return year, b, a
