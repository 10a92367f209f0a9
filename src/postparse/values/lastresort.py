"""Days in languages whose months are not in our data, by the months that dateparser's data have: the last resort.

Asked only for what has the form of a day (a number beside a word, a year or none), in the post's language alone.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from postparse.lexicon import words
from postparse.values.days import Context
from postparse.values.moments import Day, Hours, Reading, Slot

# Longer lines are prose, in which a number beside a word is seldom a day.
_LONGEST = 160
Times = list[tuple[int, int, Reading]]


@cache
def serves(language: str | None) -> bool:
    """Say whether a language has no calendar in our data (its months may be numbers), and dateparser has one."""
    base = (language or "").partition("-")[0]
    if not base or any(m.language.partition("-")[0] == base for _, m in words("weekday").spoken(base)):
        return False
    from dateparser.data.languages_info import language_order  # type: ignore[import-untyped]

    return base in language_order


@cache
def _form() -> re.Pattern[str]:
    word = r"[^\W\d_][^\s\d.,;:()/]{1,14}"
    return re.compile(
        rf"(?<![\d.:/-])(?:(?P<year>(?:19|20)\d\d)[.,]?\s+(?P<before>{word})\.?\s+(?P<day>[0-3]?\d)(?![\d:/])"
        rf"|(?P<first>[0-3]?\d)[.ºª]?\s+(?:[^\W\d_]{{1,2}}\s+)?(?P<month>{word})\.?(?:,?\s+(?:[^\W\d_]{{1,2}}\s+)?(?P<last>(?:19|20)\d\d)(?!\d))?)"
    )


def added(text: str, times: Times, context: Context) -> Times:
    """Give the times of a line with the days that dateparser reads in it, each with the hours beside it."""
    if len(text) > _LONGEST or any(r.has_day for *_, r in times) or not any(map(str.isdigit, text)):
        return times
    days = list(_days(text, context))
    if not days:
        return times
    hours = [(s, e, r.slots[0].hours) for s, e, r in times if len(r.slots) == 1 and r.slots[0].hours]
    free = [t for t in times if not any(s < t[1] and t[0] < e for s, e, _ in days)]
    if len(days) == 1 and len(hours) == 1 and len(free) == 1:
        (start, end, day), (first, last, told) = days[0], hours[0]
        return [(min(start, first), max(end, last), _reading(day, told, min(start, first), max(end, last)))]
    return sorted([*free, *((s, e, _reading(d, None, s, e)) for s, e, d in days)], key=lambda t: t[0])


def _reading(day: Day, hours: Hours | None, start: int, end: int) -> Reading:
    return Reading((Slot(day, None, hours),), None, start, end)


def _days(text: str, context: Context) -> Iterator[tuple[int, int, Day]]:
    for match in _form().finditer(text):
        number, name, year = (match["day"] or match["first"]), (match["before"] or match["month"]), match["year"]
        named = month(name, context.language)
        if not named or not 1 <= int(number) <= 31:
            continue
        year = year or match["last"]
        yield match.start(), match.end(), Day(int(year) if year else None, named, int(number))


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


@cache
def _months(language: str) -> Mapping[str, int]:
    """Give the months of a language by their names, folded as `_plain` does.

    dateparser's data hold them under their English names. Its parser makes the same of a name alone, but compiles
    the patterns of all zones first, which takes a fifth of a second.
    """
    told = import_module(f"dateparser.data.date_translation_data.{language}").info
    found: dict[str, int] = {}
    for number, month in enumerate(_MONTHS, 1):
        for name in told.get(month, ()):
            for form in (name.lower(), _plain(name)):
                found.setdefault(form, number)
    return found


def month(name: str, language: str | None) -> int:
    """Give the number of the month that a name is in a language that this module serves, else 0."""
    if not serves(language):
        return 0
    months = _months((language or "").partition("-")[0])
    return months.get(name.lower()) or months.get(_plain(name)) or 0


def _plain(name: str) -> str:
    """Give a name in small letters without accents, which posts leave out."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if unicodedata.category(c) != "Mn")
