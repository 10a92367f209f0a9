"""Which day a day as written is: its year, its order of digits, what the post's own day tells.

Parts that nothing tells stay open as `X` (EDTF).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from postparse.values.moments import Day

# A report is at most so much younger than its event, an announcement so much older.
_YEARS = 6


class Context(NamedTuple):
    """What is known of the post.

    `published` is its day (else `as_of` serves), `date_order` "dmy", "mdy" or "ymd" for digits, `zone`
    the IANA name that the place tells, or the caller. `resort` asks the last resort for days too.
    """

    language: str | None = None
    region: str | None = None
    published: date | None = None
    as_of: date | None = None
    date_order: str | None = None
    zone: str | None = None
    resort: bool = False

    @property
    def anchor(self) -> date | None:
        return self.published or self.as_of


@dataclass(slots=True, eq=False, repr=False)
class Marks:
    """What had to be worked out on the way."""

    inferred: dict[str, None]
    codes: dict[str, None]

    def infer(self, what: str, code: str | None = None) -> None:
        self.inferred[what] = None
        if code:
            self.codes[code] = None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_text(day: Day | None, context: Context, marks: Marks, first: str | None = None) -> str | None:
    """Give a day as ISO text, EDTF where parts stay open, None where it cannot be."""
    if day is None:
        return None
    if day.numeric is not None:
        settled = ordered(day, context, marks)
        if settled is None:
            return None
        day = settled
    if day.relative is not None:
        return _later(day.relative[1], first, marks) if day.relative[0] == "after" else _relative(day, context, marks)
    if day.month is None or day.day is None:
        return _day_only(day, context, marks, first)
    if day.year is None:
        return _yearless(day, context, marks, first)
    made = _make(day.year, day.month, day.day)
    if made is None:
        return None
    if day.weekday is not None and made.weekday() != day.weekday:
        marks.codes["schedule.weekday-mismatch"] = None
    return made.isoformat()


def _later(days: int, first: str | None, marks: Marks) -> str | None:
    """Give the last day of a stay of so many nights."""
    if first is None or "X" in first:
        return None
    marks.infer("end")
    return (date.fromisoformat(first) + timedelta(days)).isoformat()


def _yearless(day: Day, context: Context, marks: Marks, first: str | None) -> str | None:
    """Work out a missing year: the printed weekday and the post's day, else the post's day alone."""
    month, number = day.month or 0, day.day or 0
    anchor = context.anchor
    if first is not None and "X" not in first:
        anchor = date.fromisoformat(first)
        fitting = [d for y in (0, 1) if (d := _make(anchor.year + y, month, number)) and d >= anchor]
        return fitting[0].isoformat() if fitting else None
    if anchor is None:
        if _make(2024, month, number) is None:
            return None
        marks.codes["schedule.year-unknown"] = None
        return f"XXXX-{month:02}-{number:02}"
    near = [d for y in range(-_YEARS, _YEARS + 1) if (d := _make(anchor.year + y, month, number))]
    if not near:
        return None
    marks.infer("year", "schedule.year-inferred")
    pool = near
    if day.weekday is not None:
        pool = [d for d in near if d.weekday() == day.weekday]
        closest = min(near, key=lambda d: abs(d - anchor))
        # A weekday that fits only years away is a slip of the pen, not another year.
        if not pool or min(abs(d - anchor) for d in pool) > timedelta(days=2 * 366):
            marks.codes["schedule.weekday-mismatch"] = None
            return closest.isoformat()
    return min(pool, key=lambda d: (abs(d - anchor), d < anchor)).isoformat()


def _day_only(day: Day, context: Context, marks: Marks, first: str | None) -> str | None:
    """Work out month and year of a day alone, from its weekday and the post's day."""
    anchor = date.fromisoformat(first) if first and "X" not in first else context.anchor
    if anchor is None or day.day is None:
        return None
    near = _months(anchor, day.day, range(-2, 3))
    if day.weekday is not None:
        near = [d for d in near if d.weekday() == day.weekday]
    if not near:
        return None
    if first is None:
        marks.infer("year", "schedule.date-inferred")
        marks.infer("month")
    return min(near, key=lambda d: (abs(d - anchor), d < anchor)).isoformat()


def _months(anchor: date, day: int, steps: range) -> list[date]:
    found = []
    for step in steps:
        index = anchor.year * 12 + anchor.month - 1 + step
        if (made := _make(index // 12, index % 12 + 1, day)) is not None:
            found.append(made)
    return found


def _relative(day: Day, context: Context, marks: Marks) -> str | None:
    """Work out a day that is told from the day of the post."""
    anchor = context.anchor
    how, step = day.relative or ("near", 0)
    if anchor is None:
        return None
    for part in ("year", "month") if day.day is not None else ("date",):
        marks.infer(part, "schedule.date-inferred")
    if how in ("day", "evening"):
        return (anchor + timedelta(step)).isoformat()
    if how == "month" and day.day is not None:
        found = _months(anchor, day.day, range(step, step + 1))
    elif day.day is not None:
        steps = range(-2, 1) if how == "last" else range(3)
        found = _months(anchor, day.day, steps)
        if how == "last":
            found = [d for d in reversed(found) if d <= anchor]
        elif how in ("this", "next", "this_week", "next_week"):
            found = [d for d in found if d >= anchor]
    elif day.weekday is not None:
        return weekday_near(anchor, day.weekday, how).isoformat()
    else:
        return None
    if day.weekday is not None and found and found[0].weekday() != day.weekday:
        marks.codes["schedule.weekday-mismatch"] = None
    return found[0].isoformat() if found else None


def weekday_in_month(anchor: date, weekday: int, turn: int) -> date:
    """Give the first such weekday of a month (the second, -1 the last) from a day on."""
    for first in _months(anchor, 1, range(2)):
        days = [d for n in range(31) if (d := first + timedelta(n)).month == first.month and d.weekday() == weekday]
        if abs(turn) <= len(days) and (found := days[turn - (turn > 0)]) >= anchor:
            return found
    return weekday_near(anchor, weekday, "this")


def weekday_near(anchor: date, weekday: int, how: str) -> date:
    ahead = (weekday - anchor.weekday()) % 7
    if how == "last":
        return anchor - timedelta(((anchor.weekday() - weekday) % 7) or 7)
    if how in ("this_week", "next_week"):
        return anchor + timedelta(weekday - anchor.weekday() + (7 if how == "next_week" else 0))
    return anchor + timedelta(ahead)


_MDY_REGIONS = ("US", "PH", "FM", "MH", "PW")
_YEAR_FIRST = ("ko", "ja", "zh")


def _order(context: Context) -> str | None:
    if context.date_order:
        return context.date_order
    base, _, rest = (context.language or "").partition("-")
    region = context.region or next((p for p in rest.split("-") if len(p) == 2 and p.isupper()), None)
    if base in _YEAR_FIRST:
        return "ymd"
    if region is not None:
        return "mdy" if region in _MDY_REGIONS else "dmy"
    return None if base in ("en", "") else "dmy"


def ordered(day: Day, context: Context, marks: Marks) -> Day | None:
    """Settle which of two numbers is the day; None and a warning where nothing tells."""
    first, second, year_text = day.numeric or (0, 0, None)
    order = _order(context)
    year = full_year(year_text) if year_text is not None else None
    options = []
    if (
        year_text is not None
        and len(year_text) <= 2
        and order in ("ymd", None)
        and _make(full_year(f"{first:02}"), second, int(year_text))
    ):
        options.append(("ymd", day._replace(year=full_year(f"{first:02}"), month=second, day=int(year_text))))
        if order == "ymd":
            return options[0][1]._replace(numeric=None)
        options = []
    if year_text is not None and len(year_text) == 1:
        return None
    for name, month, number in (("mdy", first, second), ("dmy", second, first)):
        if 1 <= month <= 12 and 1 <= number <= 31:
            options.append((name, day._replace(year=year, month=month, day=number)))
    options = [(n, d._replace(numeric=None)) for n, d in options]
    if len(options) > 1 and first == second:
        options = options[:1]
    if len(options) > 1 and day.weekday is not None:
        fitting = [(n, d) for n, d in options if _fits(d, context)]
        options = fitting if len(fitting) == 1 else options
    if len(options) > 1:
        wanted = "mdy" if order == "ymd" else order
        options = [(n, d) for n, d in options if n == wanted]
    if len(options) != 1:
        marks.codes["schedule.date-ambiguous"] = None
        return None
    return options[0][1]


def full_year(digits: str) -> int:
    """Give the year of two digits or four: 70 to 99 are of the last century."""
    number = int(digits.strip("'"))
    return number if number > 99 else number + (1900 if number >= 70 else 2000)


def _fits(day: Day, context: Context) -> bool:
    """Say whether the printed weekday is that of the day, in its year or one near the post."""
    if day.month is None or day.day is None:
        return False
    if day.year is not None:
        years: tuple[int, ...] = (day.year,)
    elif context.anchor is not None:
        years = tuple(context.anchor.year + y for y in (-1, 0, 1))
    else:
        return False
    return any((d := _make(y, day.month, day.day)) is not None and d.weekday() == day.weekday for y in years)
