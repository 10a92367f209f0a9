"""Days: what rows of the grammar make of their tokens; None for day 32 or month 13."""

from collections.abc import Sequence

from postparse.values.moments import Day, possible
from postparse.values.tokens import RANGE, Token

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
        if not self.items:
            return None
        for number, _ in self.items:
            if not 1 <= (number or 0) <= 31:
                return None
        if self.month is not None and not 1 <= self.month <= 12:
            return None
        if self.ranges[-1] and self.items[-1][1] is not None and self.items[-2][1] is None:
            # "Day 1 – Saturday, 14 June": the first number is none of a day.
            self.items, self.ranges = self.items[-1:], [False]
        days = [Day(self.year, self.month, d, w) for d, w in self.items]
        if len(days) == 1:
            return ((days[0], None),)
        found: list[tuple[Day, Day | None]] = []
        for day, ranged in zip(days, self.ranges, strict=True):
            if ranged and found and found[-1][1] is None:
                found[-1] = (found[-1][0], day)
            else:
                found.append((day, None))
        return tuple(found)


def _short_year(number: int) -> int:
    return number if number > 99 else number + (1900 if number >= 70 else 2000)


def named(tokens: Sequence[Token]) -> Days | None:
    leading = None
    if len(tokens) > 2 and tokens[0].kind == tokens[2].kind == "W" and tokens[1].kind in RANGE:
        leading, tokens = (tokens[0].number, tokens[2].number), tokens[3:]
    kinds = "".join([t.kind for t in tokens])
    days, month_at, last_number = _Days(), kinds.index("M"), kinds.rfind("n")
    days.month = tokens[month_at].number
    for i, token in enumerate(tokens):
        before = kinds[i - 1] if i else " "
        if token.kind == "n":
            if before == "'" or (i > month_at and before == "-" and tokens[i - 2].kind == "M" and days.items):
                days.year = _short_year(token.number)
            else:
                days.day(token.number)
        elif token.kind == "Y":
            days.year = token.number
        elif token.kind == "W":
            days.weekday(token.number, i < last_number, before == "«")
        elif token.kind in RANGE and days.items:
            days.range = True
        elif token.kind in ",&/" and before != "W":
            days.range = False
    if leading is not None and len(days.items) > 1:
        days.items[0][1], days.items[-1][1] = leading
    return days.result()


def first_of(tokens: Sequence[Token]) -> Days | None:
    """Read the first of a month written as a word."""
    if next(t.value for t in tokens if t.kind == "V") != 1:
        return None
    return named([t._replace(kind="n") if t.kind == "V" else t for t in tokens])


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
            days.day(token.number)
        elif token.kind == "W":
            days.weekday(token.number, True, tokens[i - 1].kind == "«")
        elif token.kind in RANGE:
            days.range = True
    return days.result()


def units(tokens: Sequence[Token]) -> Days | None:
    """Read days whose numbers carry units: 2025년 11월 26일(수), ngày 5 tháng 6."""
    days, era, inside = _Days(), 0, False
    for i, token in enumerate(tokens):
        before = tokens[i - 1].kind if i else " "
        after = tokens[i + 1].kind if i + 1 < len(tokens) else " "
        if token.kind == "E":
            era = token.number
        elif token.kind in "nYx":
            if after == "y" or before in "aE" or token.kind == "Y":
                # Three digits are a year of the Republic of China.
                era = 1911 if token.kind == "x" and not era else era
                days.year = token.number + (era if token.kind != "Y" else 0)
                days.year = _short_year(days.year)
            elif after == "u" or before == "m":
                days.month = token.number
            else:
                days.day(token.number)
        elif token.kind == "W":
            days.weekday(token.number, any(t.kind == "n" for t in tokens[i + 1 :]), inside or before == "j")
        elif token.kind in "«»":
            inside = token.kind == "«"
        elif token.kind in RANGE and days.items:
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
        if token.kind in RANGE:
            ranged = True
        elif token.kind == "n" and isinstance(token.value, int):
            weekday = next((t.number for t in tokens[i:] if t.kind == "W"), None)
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
    alone, sign = tokens[at], tokens[at + 1]
    if base is None or base[0][0].numeric is None or (sign.start != alone.end and tokens[at - 1].kind != "p"):
        return None
    day, month, year = base[0][0].numeric
    if not 0 < alone.number < day <= 31 or month > 12:
        return None
    first = base[0][0]._replace(numeric=(alone.number, month, year))
    return ((first, base[0][0]),) if sign.kind in RANGE else ((first, None), base[0])


def numeric(tokens: Sequence[Token]) -> Days | None:
    """Read a date in digits; the order of day and month may stay open."""
    token = next(t for t in tokens if t.kind in "gsfI")
    era = next((t.number for t in tokens if t.kind == "E"), 0)
    weekday = next((t.number for t in tokens if t.kind == "W"), None)
    value = token.value
    if token.kind == "I":
        year, month, day = (int(p) for p in str(value).split("-"))
        return ((Day(year, month, day, weekday), None),) if possible(month, day) else None
    if not isinstance(value, tuple):
        return None
    if len(value) == 4 and value[3] == "ymd":
        return ((Day(value[0], value[1], value[2], weekday), None),)
    if era:
        day = int(str(value[2]).strip("'"))
        return ((Day(era + value[0], value[1], day, weekday), None),) if possible(value[1], day) else None
    first, second, year_text = value[0], value[1], value[2] if len(value) == 4 else None
    open_year = year_text is not None and len(year_text) < 4 and possible(second, int(year_text.strip("'") or 0))
    if year_text is not None and len(year_text) == 1 and (first < 10 or not open_year):
        return None
    if not (possible(first, second) or possible(second, first) or open_year):
        return None
    return ((Day(weekday=weekday, numeric=(first, second, year_text)), None),)


def relative(tokens: Sequence[Token]) -> Days | None:
    """Read a day told from the day of the post."""
    day = weekday = None
    how: tuple[str, int] = ("near", 0)
    for i, token in enumerate(tokens):
        if token.kind == "R":
            how = token.value if isinstance(token.value, tuple) else ("day", token.number)
        elif token.kind == "U":
            how = ("month", token.number)
        elif token.kind == "l":
            how = (str(token.value), 0)
        elif token.kind == "n" and (
            how[0] not in ("day", "evening") or "«" in tokens[i - 1].kind or tokens[i + 1 :][:1]
        ):
            day = token.number
        elif token.kind == "W":
            weekday = token.number
    if day is not None and not 1 <= day <= 31:
        return None
    return ((Day(day=day, weekday=weekday, relative=how), None),)
