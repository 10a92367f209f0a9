"""The years of days that a post writes without one: of the same day elsewhere in it, of its title, of a stretch."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from postparse.fields.hits import Hit
from postparse.values import stamp, when

Years = dict[tuple[int, int], int]


def years_of(hits: dict[int, list[Hit]], title: str | None, claimed: Iterable[str] = ()) -> tuple[Years, int | None]:
    """Give the years that the post or its structured data writes beside a day, and the one of its title.

    A day without a year within a stretch that has one (`9 July`, `8-11 July 2026`) is of that year.
    """
    found: dict[tuple[int, int], set[int]] = {}
    within: dict[tuple[int, int], set[int]] = {}
    for text in claimed:
        if match := re.match(r"(\d{4})-(\d\d)-(\d\d)", text):
            found.setdefault((int(match[2]), int(match[3])), set()).add(int(match[1]))
    for reading in (h.reading for each in hits.values() for h in each):
        for slot in reading.slots:
            for year, month, day in (d for each in (slot.day, slot.last) for d in _full(each)):
                found.setdefault((month, day), set()).add(year)
            _fill(within, slot.day, slot.last)
        if reading.recurrence:
            _fill(within, reading.recurrence.first, reading.recurrence.until)
    titled = {int(y) for y in stamp.year().findall(title)} if title else set()
    single = {key: next(iter(years)) for key, years in (within | found).items() if len(years) == 1}
    return single, next(iter(titled)) if len(titled) == 1 else None


def _full(day: when.Day | None) -> Iterator[tuple[int, int, int]]:
    """Give year, month and day where all are written; of digits in either order, for a name elsewhere settles it."""
    if day and day.year and day.month and day.day:
        yield day.year, day.month, day.day
    elif day and day.numeric and (year := day.numeric[2]) and len(year) == 4:
        one, other, _ = day.numeric
        yield from ((int(year), m, d) for m, d in {(one, other), (other, one)} if 0 < m < 13 and 0 < d < 32)


_LONGEST = 200
"""Days of a stretch within which a day without a year is of its year."""


def _fill(within: dict[tuple[int, int], set[int]], first: when.Day | None, last: when.Day | None) -> None:
    """Note the year of each day of a stretch."""
    if first is None or last is None or not (last.year and last.month and last.day and first.month and first.day):
        return
    try:
        end = date(last.year, last.month, last.day)
        start = date(
            first.year or last.year - ((first.month, first.day) > (last.month, last.day)), first.month, first.day
        )
    except ValueError:
        return
    for step in range((end - start).days + 1 if end - start <= timedelta(_LONGEST) else 0):
        at = start + timedelta(step)
        within.setdefault((at.month, at.day), set()).add(at.year)


def with_year(hit: Hit, years: Years, titled: int | None) -> Hit:
    """Give a day without a year the year that the post itself writes beside the same day, or in its title."""

    def full(day: when.Day | None) -> when.Day | None:
        if day is None or day.year or not day.month or not day.day or day.relative or day.numeric:
            return day
        return day._replace(year=years.get((day.month, day.day), titled))

    slots = tuple(s._replace(day=full(s.day), last=full(s.last)) for s in hit.reading.slots)
    if slots == hit.reading.slots:
        return hit
    return hit._replace(reading=when.Reading(slots, hit.reading.recurrence, hit.reading.start, hit.reading.end))
