"""Whole expressions: weekdays that come back, lengths, and days and hours put together."""

import re
from collections.abc import Sequence

from postparse.values.clocks import zone_of
from postparse.values.dates import Days
from postparse.values.moments import Clock, Day, Hours, Reading, Recurrence, Slot
from postparse.values.tokens import RANGE, Token


def weekly(tokens: Sequence[Token]) -> Recurrence | None:
    """Read weekdays that come back, also from one to another; the second of them is every other week."""
    days: list[int] = []
    for i, token in enumerate(tokens):
        if token.kind in "WO":
            last = days[-1] if days and tokens[i - 1].kind in RANGE else token.number
            days += [(last + step) % 7 for step in range((token.number - last) % 7 + 1)]
    if any(t.kind == "n" and t.number != 2 for t in tokens) or any(t.kind == "V" and t.number != 2 for t in tokens):
        return None
    other = any(t.value == "every_other" or t.kind in "Vn" for t in tokens)
    return Recurrence(tuple(dict.fromkeys(days)), every=2 if other else 1)


def monthly(tokens: Sequence[Token]) -> Recurrence | None:
    """Read a weekday that comes back on its turns in the month."""
    turns = [-1 if t.kind == "l" else t.number for t in tokens if t.kind in "Vln"]
    if any(t.kind == "l" and t.value != "last" for t in tokens) or not all(-1 <= n <= 5 and n for n in turns):
        return None
    days = [t.number for t in tokens if t.kind in "WO"]
    return Recurrence(tuple(dict.fromkeys(days)), turns=tuple(turns))


def length(tokens: Sequence[Token]) -> int | None:
    """Read a length of time, in minutes: nights as whole days; 0 for days, which say nothing of the hours."""
    minutes, number = 0.0, 0.0
    if any(t.kind == "t" and t.value == "nights" for t in tokens):
        return tokens[0].number * 1440 if len(tokens) > 2 and tokens[2].number == tokens[0].number + 1 else 0
    for token in tokens:
        if token.kind in "nx#":
            number = number + token.number / 10 if number and token.kind == "n" and not minutes else token.number
        elif token.kind in "fs" and isinstance(token.value, tuple):
            if len(token.value) > 2:
                return None
            number = token.value[0] + token.value[1] / 10
        elif token.kind == "b":
            minutes += 30
        elif token.kind in "qi":
            minutes += number * (60 if token.kind == "q" else 1)
            number = 0.0
        elif token.kind == "t":
            return 0
    return int(minutes) if 0 < minutes <= 24 * 60 else None


def recurring(tokens: Sequence[Token]) -> Reading | None:
    """Read weekdays that come back, their hours, and the days between which they do."""
    base = next(t.value for t in tokens if isinstance(t.value, Recurrence))
    hours = next((t.value for t in tokens if isinstance(t.value, Hours)), None)
    days = [d for t in tokens if t.kind in "Dd" for d in _days_of(t)]
    first = until = None
    if len(days) > 1 or (days and days[0][1] is not None):
        first, until = days[0][0], days[-1][1] or days[-1][0]
    elif days and tokens[-1].kind in "Dd}" and not _from(tokens):
        until = days[0][0]
    elif days:
        first = days[0][0]
    return Reading((Slot(None, None, hours),), base._replace(first=first, until=until))


def _from(tokens: Sequence[Token]) -> bool:
    """Say whether the only day is told to be the first: `from 3 May`."""
    at = next(i for i, t in enumerate(tokens) if t.kind in "Dd")
    before = [t.kind for t in tokens[max(at - 2, 0) : at] if t.kind != "_"]
    return before[-1:] in (["<"], ["±"], ["¬"])


def _days_of(token: Token) -> Days:
    return token.value if isinstance(token.value, tuple) else ()


def whole(tokens: Sequence[Token]) -> Reading | None:
    """Put days and hours together, in whatever order they stand."""
    slots: list[Slot] = []
    hours: list[Hours] = []
    ranged = False
    minutes: int | None = None
    zone = next((zone_of(t.value) for t in tokens if t.kind == "z"), None)
    for i, token in enumerate(tokens):
        if token.kind == "J":
            slots.append(_stamp(str(token.value)))
            if len(slots) == 2:
                return Reading((_between(*slots),))
        elif token.kind in "Dd":
            for day, last in _days_of(token):
                if ranged and slots and slots[-1].last is None and slots[-1].day is not None:
                    slots[-1] = slots[-1]._replace(last=_after(last or day))
                else:
                    slots.append(Slot(day, last))
                ranged = False
        elif token.kind in "Kk" and isinstance(token.value, Hours):
            hours.append(token.value)
        elif token.kind == "P" and isinstance(token.value, int):
            minutes = token.value
        elif token.kind == "Q" and isinstance(token.value, Recurrence):
            return Reading((Slot(),), token.value)
        elif token.kind in "->®{/" and any(t.kind in "Dd" for t in tokens[i + 1 :]):
            ranged = bool(slots)
    joined = _joined(hours, slots, minutes)
    if zone is not None and joined is not None and joined.zone is None:
        joined = joined._replace(zone=zone)
    return Reading(tuple([Slot(s.day, s.last, joined) if joined else s for s in slots]) or (Slot(hours=joined),))


def bracketed(tokens: Sequence[Token]) -> Reading | None:
    """Read a day with weekday and hours in one bracket behind it."""
    reading = whole([t for t in tokens if t.kind != "d"])
    told = next(d for t in tokens if t.kind == "d" for d, _ in _days_of(t))
    day = reading.slots[0].day if reading and len(reading.slots) == 1 else None
    if reading is None or day is None or told.day or told.weekday is None or day.weekday not in (None, told.weekday):
        return None
    return Reading((reading.slots[0]._replace(day=day._replace(weekday=told.weekday)),))


def stay(tokens: Sequence[Token]) -> Reading | None:
    """Read a first day and the nights of a stay."""
    reading = whole(tokens)
    nights = (tokens[-1].number or 0) // 1440
    if reading is None or len(reading.slots) != 1 or reading.slots[0].last or not nights:
        return reading
    return Reading((reading.slots[0]._replace(last=Day(relative=("after", nights))),))


def _after(day: Day) -> Day:
    """Tell the last day of a range from its first, not from the post."""
    return day._replace(relative=None) if day.day is not None and day.relative == ("near", 0) else day


def _joined(hours: list[Hours], slots: list[Slot], minutes: int | None) -> Hours | None:
    """Give the hours of the whole: of two (`3 May 14:00 – 5 May 18:00`) the first begins, the second ends."""
    if not hours:
        return None
    first = hours[0]
    if len(hours) > 1 and slots and slots[-1].last is not None:
        second = hours[-1]
        first = Hours(first.start, second.end or second.start, first.zone or second.zone)
    return first if first.end or not minutes else first._replace(minutes=minutes)


def _between(begin: Slot, finish: Slot) -> Slot:
    """Join two moments to one stretch."""
    if begin.hours is None or finish.hours is None:
        return begin
    return Slot(begin.day, finish.day, begin.hours._replace(end=finish.hours.start))


def _stamp(text: str) -> Slot:
    """Read an ISO date-time with or without an offset."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)t(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(z|[+-]\d\d:?\d\d)?", text)
    if match is None:
        return Slot()
    zone = match[7]
    if zone is not None:
        zone = "+00:00" if zone == "z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    clock = Clock(int(match[4]), int(match[5]), int(match[6]) if match[6] else None, None, True)
    return Slot(Day(int(match[1]), int(match[2]), int(match[3])), None, Hours(clock, None, zone))
