"""What the rows of the grammar make of their tokens. None where digits make no sense (hour 31, month 13)."""

import re
from collections.abc import Sequence

from postparse.values.moments import Clock, Day, Hours, Reading, Recurrence, Slot
from postparse.values.tokens import Token

_RANGE = "->®{"
_MIDDAY = ("afternoon1", "noon")


def _half(key: object) -> str | None:
    """Fold the day's periods of CLDR to four: am, pm, night, midday."""
    name = str(key)
    if name.startswith(("am", "morning")):
        return "am"
    if name.startswith("night"):
        return "night"
    return "midday" if name in _MIDDAY else "pm"


def _halves(tokens: Sequence[Token]) -> str | None:
    return next((_half(t.value) for t in tokens if t.kind == "A"), None)


def _clock(hour: int, minute: int, second: int | None, half: str | None, exact: bool) -> Clock | None:
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if hour == 0 and half == "pm":
        return Clock(12, minute, second, half, True)
    if hour > 12 or hour == 0:
        return Clock(hour % 24, minute, second, None, True)
    if half == "midday":
        half = None if hour in (10, 11) else "pm"
        exact = exact or half is None
    if half == "night":
        half = "pm" if 6 <= hour <= 11 else "am"
    if half is not None:
        return Clock(hour % 12 + (12 if half == "pm" else 0), minute, second, half, True)
    return Clock(hour, minute, second, None, exact)


def noon(tokens: Sequence[Token]) -> Clock | None:
    """Read noon and midnight, with or without digits."""
    key = next(t.value for t in tokens if t.kind == "X")
    for token in tokens:
        if token.kind == "c" and isinstance(token.value, tuple) and token.value[:2] != (12, 0):
            return _clock(token.value[0], token.value[1], None, "midday" if key == "noon" else "night", False)
        if token.kind == "n" and token.value != 12:
            return _clock(_int(token), 0, None, "midday" if key == "noon" else "night", False)
    minute = 30 if tokens[-1].kind == "b" else 0
    return Clock(12 if key == "noon" else 0, minute, None, "pm" if key == "noon" else "am", True)


def _int(token: Token) -> int:
    return token.value if isinstance(token.value, int) else 0


def spelled(tokens: Sequence[Token]) -> Clock | None:
    """Read an hour with its unit, perhaps minutes or a half."""
    numbers = [_int(t) for t in tokens if t.kind in "nNw"]
    minute = numbers[1] if len(numbers) > 1 else 30 if any(t.kind == "b" for t in tokens) else 0
    return _clock(numbers[0], minute, None, _halves(tokens), False)


def digits(tokens: Sequence[Token]) -> Clock | None:
    """Read `14:30`, `14.30`, with a half of the day before or after."""
    token = next(t for t in tokens if t.kind in "cf")
    value = token.value
    if not isinstance(value, tuple):
        return None
    if token.kind == "f":
        return _clock(value[0], value[1], None, _halves(tokens), any(t.kind == "h" for t in tokens))
    second = value[2] if len(value) > 3 else None
    return _clock(value[0], value[1], second, _halves(tokens), bool(value[-1]))


def compact(tokens: Sequence[Token]) -> Clock | None:
    """Read `1315`, `930am`, `200PM`."""
    token = next(t for t in tokens if t.kind in "HYx")
    number = _int(token)
    return _clock(number // 100, number % 100, None, _halves(tokens), token.kind == "H")


def decimal(tokens: Sequence[Token]) -> Clock | None:
    """Read minutes after a comma: `ore 19,30`."""
    hours, minutes = (t for t in tokens if t.kind == "n")
    return _clock(_int(hours), _int(minutes), None, None, False) if minutes.end - minutes.start == 2 else None


def hour(tokens: Sequence[Token]) -> Clock | None:
    """Read an hour that only the half of the day, or "at", tells to be one."""
    return _clock(_int(next(t for t in tokens if t.kind == "n")), 0, None, _halves(tokens), False)


def _share(start: Clock, end: Clock | None) -> tuple[Clock, Clock | None]:
    """Give the half of the day to the partner that lacks it: `9–10:15 a.m.`, `오후 1:00 – 3:30`."""
    if end is None:
        return start, None
    if not start.exact and end.exact and end.half is not None:
        late = start._replace(hour=start.hour % 12 + 12, half="pm", exact=True)
        early = start._replace(hour=start.hour % 12, half="am", exact=True)
        if end.half == "pm" and (late.hour, late.minute) < (end.hour, end.minute):
            return late, end
        return early, end
    if not end.exact and start.exact and start.half is not None:
        early = end._replace(hour=end.hour % 12, half="am", exact=True)
        late = end._replace(hour=end.hour % 12 + 12, half="pm", exact=True)
        if start.half == "am" and (early.hour, early.minute) > (start.hour, start.minute):
            return start, early
        return start, late if (late.hour, late.minute) > (start.hour, start.minute) else early
    return start, end


def _partner(token: Token, half: str | None) -> Clock | None:
    if isinstance(token.value, Clock):
        return token.value
    if token.kind in "HYx":
        return _clock(_int(token) // 100, _int(token) % 100, None, half, False)
    return _clock(_int(token), 0, None, half, False) if isinstance(token.value, int) else None


def span(tokens: Sequence[Token]) -> Hours | None:
    """Read one clock time or two, with a zone."""
    clocks: list[Clock] = []
    zone: str | None = None
    half: str | None = None
    for token in tokens:
        if token.kind == "A":
            half = _half(token.value)
        elif token.kind in "TvnHYx":
            clock = _partner(token, half)
            if clock is None:
                return None
            clocks.append(clock)
            half = None
        elif token.kind == "z" and zone is None:
            zone = _zone(token.value)
    if not clocks:
        return None
    start, end = _share(clocks[0], clocks[1] if len(clocks) > 1 else None)
    return Hours(start, end, zone)


def _zone(value: object) -> str:
    """Give the IANA name, or an offset such as +07:00 for `GMT+7`."""
    match = re.search(r"([+-])\s?(\d{1,2})(?::?(\d\d))?$", str(value))
    if match is None or "/" in str(value):
        return str(value)
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"


def same_moment(tokens: Sequence[Token]) -> Hours | None:
    """Keep the first of several local times for one moment; None where one names no zone."""
    found = [t.value for t in tokens if isinstance(t.value, Hours)]
    if len({h.zone for h in found}) != len(found) or None in {h.zone for h in found}:
        return None
    return found[0]


Days = tuple[tuple[Day, Day | None], ...]


class _Days:
    """Days gathered from left to right; weekday, range mark and shared parts go where they belong."""

    def __init__(self) -> None:
        self.items: list[list[int | None]] = []
        self.ranges: list[bool] = []
        self.pending: list[int] = []
        self.range = False
        self.year: int | None = None
        self.month: int | None = None

    def day(self, number: int) -> None:
        self.items.append([number, self.pending.pop(0) if self.pending else None])
        self.ranges.append(self.range and len(self.items) > 1)
        self.range = False

    def weekday(self, value: int, more: bool, bracket: bool) -> None:
        if self.items and (bracket or not more) and self.items[-1][1] is None:
            self.items[-1][1] = value
        else:
            self.pending.append(value)

    def result(self) -> Days | None:
        if not self.items or any(not 1 <= (d or 0) <= 31 for d, _ in self.items):
            return None
        if self.month is not None and not 1 <= self.month <= 12:
            return None
        if self.ranges[-1] and self.items[-1][1] is not None and self.items[-2][1] is None:
            # "Day 1 – Saturday, 14 June": the first number is none of a day.
            self.items, self.ranges = self.items[-1:], [False]
        days = [Day(self.year, self.month, d, w) for d, w in self.items]
        found: list[tuple[Day, Day | None]] = []
        for day, ranged in zip(days, self.ranges, strict=True):
            if ranged and found and found[-1][1] is None:
                found[-1] = (found[-1][0], day)
            else:
                found.append((day, None))
        return tuple(found)


def _short_year(number: int) -> int:
    return number if number > 99 else number + (1900 if number >= 70 else 2000)


def _named(tokens: Sequence[Token]) -> Days | None:
    leading = None
    if len(tokens) > 2 and tokens[0].kind == tokens[2].kind == "W" and tokens[1].kind in _RANGE:
        leading, tokens = (_int(tokens[0]), _int(tokens[2])), tokens[3:]
    days, month_at = _Days(), next(i for i, t in enumerate(tokens) if t.kind == "M")
    days.month = _int(tokens[month_at])
    for i, token in enumerate(tokens):
        before = tokens[i - 1].kind if i else " "
        more = any(t.kind == "n" for t in tokens[i + 1 :])
        if token.kind == "n":
            if before == "'" or (i > month_at and before == "-" and tokens[i - 2].kind == "M" and days.items):
                days.year = _short_year(_int(token))
            else:
                days.day(_int(token))
        elif token.kind == "Y":
            days.year = _int(token)
        elif token.kind == "W":
            days.weekday(_int(token), more, before == "«")
        elif token.kind in _RANGE and days.items:
            days.range = True
        elif token.kind in ",&/" and before != "W":
            days.range = False
    if leading is not None and len(days.items) > 1:
        days.items[0][1], days.items[-1][1] = leading
    return days.result()


day_month = month_day = _named


def first_of(tokens: Sequence[Token]) -> Days | None:
    """Read the first of a month written as a word."""
    if next(t.value for t in tokens if t.kind == "V") != 1:
        return None
    return _named([t._replace(kind="n") if t.kind == "V" else t for t in tokens])


def shared(tokens: Sequence[Token]) -> Days | None:
    """Read days before a date in digits whose month and year they share: `10.-12.05.2024`."""
    value = tokens[-1].value
    if not isinstance(value, tuple) or value[-1] in ("ymd", "/"):
        return None
    days = _Days()
    days.month = value[1]
    if len(value) > 2:
        if len(value[2].strip("'")) < 2:
            return None
        days.year = _short_year(int(value[2].strip("'")))
    for i, token in enumerate([*tokens[:-1], tokens[-1]._replace(kind="n", value=value[0])]):
        if token.kind == "n":
            days.day(_int(token))
        elif token.kind == "W":
            days.weekday(_int(token), True, tokens[i - 1].kind == "«")
        elif token.kind in _RANGE:
            days.range = True
    return days.result()


def units(tokens: Sequence[Token]) -> Days | None:
    """Read days whose numbers carry units: 2025년 11월 26일(수), ngày 5 tháng 6."""
    days, era, inside = _Days(), 0, False
    for i, token in enumerate(tokens):
        before = tokens[i - 1].kind if i else " "
        after = tokens[i + 1].kind if i + 1 < len(tokens) else " "
        if token.kind == "E":
            era = _int(token)
        elif token.kind in "nYx":
            if after == "y" or before in "aE" or token.kind == "Y":
                # Three digits are a year of the Republic of China.
                era = 1911 if token.kind == "x" and not era else era
                days.year = _int(token) + (era if token.kind != "Y" else 0)
                days.year = _short_year(days.year)
            elif after == "u" or before == "m":
                days.month = _int(token)
            else:
                days.day(_int(token))
        elif token.kind == "W":
            days.weekday(_int(token), any(t.kind == "n" for t in tokens[i + 1 :]), inside or before == "j")
        elif token.kind in "«»":
            inside = token.kind == "«"
        elif token.kind in _RANGE and days.items:
            days.range = True
        elif token.kind in ",&/" and not inside:
            days.range = False
    return days.result()


def numerics(tokens: Sequence[Token]) -> Days | None:
    """Read a date in digits and more days of its month: `5/13(土)・14(日)`."""
    base = numeric(tokens)
    if base is None:
        return None
    found, ranged = [base[0]], False
    for i, token in enumerate(tokens):
        if token.kind in _RANGE:
            ranged = True
        elif token.kind == "n" and isinstance(token.value, int):
            weekday = next((_int(t) for t in tokens[i:] if t.kind == "W"), None)
            first = base[0][0]
            day = first._replace(weekday=weekday, day=token.value)
            if first.numeric is not None:
                year = first.numeric[2] if first.numeric[2] and len(first.numeric[2]) > 2 else None
                day = day._replace(day=None, numeric=(first.numeric[0], token.value, year))
            found, ranged = [*found[:-1], (found[-1][0], day)] if ranged else [*found, (day, None)], False
    return tuple(found)


def numeric_last(tokens: Sequence[Token]) -> Days | None:
    """Read a day before a date in digits that ends with the year: `5-7/3/2020`, `ngày 5 và 6/3/2020`."""
    base, at = numeric(tokens), next(i for i, t in enumerate(tokens) if t.kind == "n")
    number, sign = tokens[at], tokens[at + 1]
    if base is None or base[0][0].numeric is None or (sign.start != number.end and tokens[at - 1].kind != "p"):
        return None
    day, month, year = base[0][0].numeric
    if not 0 < _int(number) < day <= 31 or month > 12:
        return None
    first = base[0][0]._replace(numeric=(_int(number), month, year))
    return ((first, base[0][0]),) if sign.kind in _RANGE else ((first, None), base[0])


def numeric(tokens: Sequence[Token]) -> Days | None:
    """Read a date in digits; the order of day and month may stay open."""
    token = next(t for t in tokens if t.kind in "gsfI")
    era = next((_int(t) for t in tokens if t.kind == "E"), 0)
    weekday = next((_int(t) for t in tokens if t.kind == "W"), None)
    value = token.value
    if token.kind == "I":
        year, month, day = (int(p) for p in str(value).split("-"))
        return ((Day(year, month, day, weekday), None),) if _possible(month, day) else None
    if not isinstance(value, tuple):
        return None
    if len(value) == 4 and value[3] == "ymd":
        return ((Day(value[0], value[1], value[2], weekday), None),)
    if era:
        day = int(str(value[2]).strip("'"))
        return ((Day(era + value[0], value[1], day, weekday), None),) if _possible(value[1], day) else None
    first, second, year_text = value[0], value[1], value[2] if len(value) == 4 else None
    open_year = year_text is not None and len(year_text) < 4 and _possible(second, int(year_text.strip("'") or 0))
    if year_text is not None and len(year_text) == 1 and (first < 10 or not open_year):
        return None
    if not (_possible(first, second) or _possible(second, first) or open_year):
        return None
    return ((Day(weekday=weekday, numeric=(first, second, year_text)), None),)


def _possible(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def relative(tokens: Sequence[Token]) -> Days | None:
    """Read a day told from the day of the post."""
    day = weekday = None
    how: tuple[str, int] = ("near", 0)
    for i, token in enumerate(tokens):
        if token.kind == "R":
            how = token.value if isinstance(token.value, tuple) else ("day", _int(token))
        elif token.kind == "U":
            how = ("month", _int(token))
        elif token.kind == "l":
            how = (str(token.value), 0)
        elif token.kind == "n" and (
            how[0] not in ("day", "evening") or "«" in tokens[i - 1].kind or tokens[i + 1 :][:1]
        ):
            day = _int(token)
        elif token.kind == "W":
            weekday = _int(token)
    if day is not None and not 1 <= day <= 31:
        return None
    return ((Day(day=day, weekday=weekday, relative=how), None),)


def weekly(tokens: Sequence[Token]) -> Recurrence:
    """Read weekdays that come back, also from one to another."""
    days: list[int] = []
    for i, token in enumerate(tokens):
        if token.kind in "WO":
            last = days[-1] if days and tokens[i - 1].kind in _RANGE else _int(token)
            days += [(last + step) % 7 for step in range((_int(token) - last) % 7 + 1)]
    return Recurrence(tuple(dict.fromkeys(days)))


def monthly(tokens: Sequence[Token]) -> Recurrence | None:
    """Read a weekday that comes back on its turns in the month."""
    turns = [-1 if t.kind == "l" else _int(t) for t in tokens if t.kind in "Vln"]
    if any(t.kind == "l" and t.value != "last" for t in tokens) or not all(-1 <= n <= 5 and n for n in turns):
        return None
    return weekly(tokens)._replace(turns=tuple(turns))


def length(tokens: Sequence[Token]) -> int | None:
    """Read a length of time, in minutes; 0 for days, which say nothing of the hours."""
    minutes, number = 0.0, 0.0
    for token in tokens:
        if token.kind in "nx#":
            number = number + _int(token) / 10 if number and token.kind == "n" and not minutes else _int(token)
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
    elif days and tokens[-1].kind in "Dd}":
        until = days[0][0]
    elif days:
        first = days[0][0]
    return Reading((Slot(None, None, hours),), base._replace(first=first, until=until))


def _days_of(token: Token) -> Days:
    return token.value if isinstance(token.value, tuple) else ()


def whole(tokens: Sequence[Token]) -> Reading | None:
    """Put days and hours together, in whatever order they stand."""
    slots: list[Slot] = []
    hours: list[Hours] = []
    ranged = False
    minutes: int | None = None
    zone = next((_zone(t.value) for t in tokens if t.kind == "z"), None)
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
    if joined is not None and joined.zone is None:
        joined = joined._replace(zone=zone)
    return Reading(tuple(s._replace(hours=joined) if joined else s for s in slots) or (Slot(hours=joined),))


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
