"""From a reading to instants: year, order of day and month, half of the day, zone, as the context tells.

What is not written is named in `When.inferred`; what nothing tells stays open as `X` (EDTF).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from postparse.lexicon import look
from postparse.values.moments import Clock, Day, Hours, Reading, Recurrence, Slot

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# A report is at most so much younger than its event, an announcement so much older.
_YEARS = 6


class Context(NamedTuple):
    """What is known of the post.

    `published` is its day (else `as_of` serves), `date_order` "dmy", "mdy" or "ymd" for digits, `zone`
    the IANA name that the place tells, `inferred_zone` False where the caller named it.
    """

    language: str | None = None
    region: str | None = None
    published: date | None = None
    as_of: date | None = None
    date_order: str | None = None
    zone: str | None = None

    @property
    def anchor(self) -> date | None:
        return self.published or self.as_of


class When(NamedTuple):
    """A start and an end as ISO 8601 texts, with the offset where the zone is known.

    `codes` are codes of `diagnostics` that the reading calls for.
    """

    start: str | None = None
    end: str | None = None
    timezone: str | None = None
    all_day: bool = False
    recurrence: str | None = None
    inferred: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Marks:
    """What had to be worked out on the way."""

    inferred: dict[str, None]
    codes: dict[str, None]

    def infer(self, what: str, code: str | None = None) -> None:
        self.inferred[what] = None
        if code:
            self.codes[code] = None


def settle(reading: Reading, context: Context) -> tuple[When, ...]:
    """Give the stretches of time that a reading means in a post; consecutive days are one."""
    if reading.recurrence is not None:
        return (_series(reading, reading.recurrence, context),)
    slots = _runs([_with_year(s, reading.slots) for s in reading.slots])
    return tuple(_one(slot, context) for slot in slots)


def _with_year(slot: Slot, slots: tuple[Slot, ...]) -> Slot:
    """Hand year and month on from the neighbours that have them: `3 May – 5 May 2024`, `5.3 ~ 5일`."""
    days = [d for s in slots for d in (s.day, s.last) if d is not None]
    year = next((d.year for d in days if d.year), None)
    slot_days = [d for d in (slot.day, slot.last) if d is not None]
    month = next((d.month for d in slot_days if d.month), None)

    def full(day: Day | None) -> Day | None:
        if day is None or day.numeric or day.relative:
            return day
        return day._replace(year=day.year or year, month=day.month or month)

    return Slot(full(slot.day), full(slot.last), slot.hours)


def _runs(slots: list[Slot]) -> list[Slot]:
    """Join days that follow one another (`2 y 3 de marzo`) into one stretch."""
    if len(slots) < 2 or any(s.last or s.day is None or s.hours != slots[0].hours for s in slots):
        return slots
    days = [s.day for s in slots if s.day is not None]
    if all(
        a.day is not None and b.day is not None and b.day - a.day == 1 and a.month == b.month for a, b in pairwise(days)
    ):
        return [Slot(days[0], days[-1], slots[0].hours)]
    return slots


def _one(slot: Slot, context: Context) -> When:
    marks = _Marks({}, {})
    start_day = _day(slot.day, context, marks)
    last_day = _day(slot.last, context, marks, start_day) if slot.last else None
    if last_day == start_day:
        last_day = None
    hours = slot.hours
    if slot.day is not None and start_day is None and (hours is None or not slot.day.relative):
        return When(None, inferred=tuple(marks.inferred), codes=tuple(marks.codes))
    if hours is None:
        return When(start_day, last_day, None, True, None, tuple(marks.inferred), tuple(marks.codes))
    if start_day is None:
        start_day = "XXXX-XX-XX"
        marks.codes["schedule.date-unknown"] = None
    return _timed(start_day, last_day, hours, context, marks)


def _timed(start_day: str, last_day: str | None, hours: Hours, context: Context, marks: _Marks) -> When:
    begin, finish = _halves(hours, context, marks)
    end_day = last_day or start_day
    if finish is not None and last_day is None and _minutes(finish) <= _minutes(begin):
        # Past midnight is an event; from 17:00 to 9:00 of the same day is a slip.
        if _minutes(finish) <= 8 * 60:
            end_day = _shift(start_day, 1)
        else:
            marks.codes["schedule.end-before-start"] = None
    start = f"{start_day}T{_text(begin)}"
    end = f"{end_day}T{_text(finish)}" if finish is not None else last_day
    if finish is None and hours.minutes is not None:
        total = _minutes(begin) + hours.minutes
        end = f"{_shift(start_day, total // 1440)}T{total // 60 % 24:02}:{total % 60:02}"
        marks.infer("end")
    zone = hours.zone or context.zone
    if hours.zone is None and zone is not None:
        marks.infer("timezone", "schedule.zone-inferred")
    name = zone if zone and "/" in zone and zone[0] != "~" else None
    if finish is None and hours.minutes is None and last_day is not None:
        return When(start, end, name, False, None, tuple(marks.inferred), tuple(marks.codes))
    return When(
        _offset(start, zone), _offset(end, zone) if end else None, name, False, None,
        tuple(marks.inferred), tuple(marks.codes),
    )  # fmt: skip


def _minutes(clock: Clock) -> int:
    return clock.hour * 60 + clock.minute


def _text(clock: Clock) -> str:
    seconds = f":{clock.second:02}" if clock.second else ""
    return f"{clock.hour:02}:{clock.minute:02}{seconds}"


def _shift(day: str, days: int) -> str:
    if not days or "X" in day:
        return day
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _twelve(language: str | None) -> bool:
    """Say whether clocks of the language run to twelve (CLDR's preferred pattern)."""
    base = (language or "en").partition("-")[0]
    return any(m.language.partition("-")[0] == base and m.key == "12" for m in look("cycle", "h"))


def _halves(hours: Hours, context: Context, marks: _Marks) -> tuple[Clock, Clock | None]:
    """Settle morning or afternoon where neither was written: 8 to 11 a.m., 12 to 7 p.m."""
    start, end = hours.start, hours.end
    written = start.exact or (end is not None and end.exact)
    if written or not _twelve(context.language):
        if start.exact and end is not None and not end.exact and start.hour <= 12 and end.hour < start.hour < 13:
            end = end._replace(hour=end.hour % 12 + 12)
        return start, end
    marks.infer("meridiem", "schedule.meridiem-inferred")
    begin = _usual(start)
    if end is None:
        return begin, None
    finish = end._replace(hour=end.hour % 12)
    while _minutes(finish) <= _minutes(begin) and finish.hour < 12:
        finish = finish._replace(hour=finish.hour + 12)
    return begin, finish


def _usual(clock: Clock) -> Clock:
    hour = clock.hour if 8 <= clock.hour <= 12 else clock.hour + 12
    return clock._replace(hour=hour % 24)


def _offset(moment: str, zone: str | None) -> str:
    """Append the zone's offset at that moment, where the whole day is known."""
    if zone is None or "T" not in moment:
        return moment
    if zone[0] in "+-":
        return moment + zone
    if "X" in moment:
        return moment
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        seconds = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone.lstrip("~"))).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment
    minutes = int((seconds or timedelta()).total_seconds() // 60)
    return f"{moment}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


# ---- days


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(day: Day | None, context: Context, marks: _Marks, first: str | None = None) -> str | None:
    """Give a day as ISO text, EDTF where parts stay open, None where it cannot be."""
    if day is None:
        return None
    if day.numeric is not None:
        ordered = _ordered(day, context, marks)
        if ordered is None:
            return None
        day = ordered
    if day.relative is not None:
        return _relative(day, context, marks)
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


def _yearless(day: Day, context: Context, marks: _Marks, first: str | None) -> str | None:
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


def _day_only(day: Day, context: Context, marks: _Marks, first: str | None) -> str | None:
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


def _relative(day: Day, context: Context, marks: _Marks) -> str | None:
    """Work out a day that is told from the day of the post."""
    anchor = context.anchor
    how, step = day.relative or ("near", 0)
    if anchor is None:
        return None
    for part in ("year", "month") if day.day is not None else ("date",):
        marks.infer(part, "schedule.date-inferred")
    if how == "day":
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
        return _weekday(anchor, day.weekday, how).isoformat()
    else:
        return None
    if day.weekday is not None and found and found[0].weekday() != day.weekday:
        marks.codes["schedule.weekday-mismatch"] = None
    return found[0].isoformat() if found else None


def _weekday(anchor: date, weekday: int, how: str) -> date:
    ahead = (weekday - anchor.weekday()) % 7
    if how == "last":
        return anchor - timedelta(((anchor.weekday() - weekday) % 7) or 7)
    if how in ("this_week", "next_week"):
        return anchor + timedelta(weekday - anchor.weekday() + (7 if how == "next_week" else 0))
    return anchor + timedelta(ahead)


# ---- order of digits

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


def _ordered(day: Day, context: Context, marks: _Marks) -> Day | None:
    """Settle which of two numbers is the day; None and a warning where nothing tells."""
    first, second, year_text = day.numeric or (0, 0, None)
    order = _order(context)
    year = _full(year_text) if year_text is not None else None
    options = []
    if (
        year_text is not None
        and len(year_text) <= 2
        and order in ("ymd", None)
        and _make(_full(f"{first:02}"), second, int(year_text))
    ):
        options.append(("ymd", day._replace(year=_full(f"{first:02}"), month=second, day=int(year_text))))
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


def _full(digits: str) -> int:
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


# ---- series


def _series(reading: Reading, recurrence: Recurrence, context: Context) -> When:
    """Make an RFC 5545 rule, its first day from the days given or the post's day."""
    marks = _Marks({}, {})
    ends = _with_year(Slot(recurrence.first, recurrence.until), (Slot(recurrence.first, recurrence.until),))
    recurrence = Recurrence(recurrence.weekdays, ends.day, ends.last)
    first = _day(recurrence.first, context, marks) if recurrence.first else None
    until = _day(recurrence.until, context, marks, first) if recurrence.until else None
    rule = f"FREQ=WEEKLY;BYDAY={','.join(_WEEKDAYS[w] for w in recurrence.weekdays)}"
    if until is not None and "X" not in until:
        rule += f";UNTIL={until.replace('-', '')}"
    anchor = date.fromisoformat(first) if first and "X" not in first else context.anchor
    start = None
    if anchor is not None:
        start = min(_weekday(anchor, w, "this") for w in recurrence.weekdays).isoformat()
        if first is None:
            marks.infer("date", "schedule.date-inferred")
    hours = next((s.hours for s in reading.slots if s.hours is not None), None)
    if hours is None:
        return When(start, None, None, True, rule, tuple(marks.inferred), tuple(marks.codes))
    timed = _timed(start or "XXXX-XX-XX", None, hours, context, marks)
    return When(timed.start, timed.end, timed.timezone, False, rule, timed.inferred, timed.codes)
