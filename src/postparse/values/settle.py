"""From a reading to instants: year, order of day and month, half of the day, zone, as the context tells.

What is not written is named in `When.inferred`; what nothing tells stays open as `X` (EDTF).
"""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from postparse.lexicon import look
from postparse.values.days import Context, Marks, day_text, full_year, ordered, weekday_in_month, weekday_near
from postparse.values.moments import Clock, Day, Hours, Reading, Recurrence, Slot
from postparse.values.zones import steady_offset

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class When(NamedTuple):
    """A start and an end as ISO 8601 texts, with the offset where the zone is known.

    `codes` are codes of `diagnostics` that the reading calls for, `parts` the stretches of a day with a pause.
    """

    start: str | None = None
    end: str | None = None
    timezone: str | None = None
    all_day: bool = False
    recurrence: str | None = None
    inferred: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


def settle(reading: Reading, context: Context) -> tuple[When, ...]:
    """Give the stretches of time that a reading means in a post; consecutive days are one."""
    if reading.recurrence is not None:
        return (_series(reading, reading.recurrence, context),)
    slots = _runs([_with_year(s, reading.slots) for s in reading.slots], context)
    return tuple(_one(slot, context) for slot in slots)


def _with_year(slot: Slot, slots: tuple[Slot, ...]) -> Slot:
    """Hand year and month on from the neighbours that have them: `3 May – 5 May 2024`, `5.3 ~ 5일`."""
    days = [d for s in slots for d in (s.day, s.last) if d is not None]
    year = next((d.year for d in days if d.year), None)
    digits = next((d.numeric[2] for d in days if d.numeric and len(d.numeric[2] or "") in (2, 4)), None)
    slot_days = [d for d in (slot.day, slot.last) if d is not None]
    month = next((d.month for d in slot_days if d.month), None)

    def full(day: Day | None) -> Day | None:
        if day is not None and day.numeric and day.numeric[2] is None:
            return day._replace(numeric=(*day.numeric[:2], digits or (str(year) if year else None)))
        if day is None or day.numeric or day.relative:
            return day
        return day._replace(year=day.year or year or (full_year(digits) if digits else None), month=day.month or month)

    first, last = full(slot.day), full(slot.last)
    handed = first and last and slot.day and slot.day.year is None and first.year == last.year
    if first and last and handed and first.year and (first.month or 0) > (last.month or 12):
        # Over New Year the year stands at the last day only.
        first = first._replace(year=first.year - 1)
    return Slot(first, last, slot.hours)


def _runs(slots: list[Slot], context: Context) -> list[Slot]:
    """Join days that follow one another (`2 y 3 de marzo`) into one stretch."""
    if len(slots) < 2 or any(s.last or s.day is None or s.hours != slots[0].hours for s in slots):
        return slots
    days = [s.day for s in slots if s.day is not None]
    found = [ordered(d, context, Marks({}, {})) if d.numeric else d for d in days]
    if all(
        a and b and a.day is not None and b.day is not None and b.day - a.day == 1 and a.month == b.month
        for a, b in pairwise(found)
    ):
        return [Slot(days[0], days[-1], slots[0].hours)]
    return slots


def _one(slot: Slot, context: Context) -> When:
    marks = Marks({}, {})
    start_day = day_text(slot.day, context, marks)
    last_day = day_text(slot.last, context, marks, start_day) if slot.last else None
    if last_day == start_day:
        last_day = None
    if last_day and start_day and "X" not in last_day + start_day and last_day < start_day:
        last_day = None
        marks.codes["schedule.end-before-start"] = None
    hours = slot.hours
    if slot.day is not None and start_day is None and (hours is None or not slot.day.relative):
        return When(None, inferred=tuple(marks.inferred), codes=tuple(marks.codes))
    if hours is None:
        return When(start_day, last_day, None, True, None, tuple(marks.inferred), tuple(marks.codes))
    if start_day is None:
        start_day = "XXXX-XX-XX"
        marks.codes["schedule.date-unknown"] = None
    if slot.day is not None and slot.day.relative is not None and slot.day.relative[0] == "evening":
        hours = hours._replace(start=_evening(hours.start), end=_evening(hours.end) if hours.end else None)
    return _timed(start_day, last_day, hours, context, marks)


def _evening(clock: Clock) -> Clock:
    """Read an hour of an evening (`tonight at 8`) as one after noon."""
    return (
        clock if clock.exact or clock.hour == 12 else clock._replace(hour=clock.hour % 12 + 12, half="pm", exact=True)
    )


def _timed(start_day: str, last_day: str | None, hours: Hours, context: Context, marks: Marks) -> When:
    begin, finish = _halves(hours, context, marks)
    end_day = last_day or start_day
    if finish is not None and last_day is None and _minutes(finish) <= _minutes(begin):
        # Past midnight is an event; from 17:00 to 9:00 of the same day is a slip.
        if _minutes(finish) <= 8 * 60:
            end_day = _shift(start_day, 1)
        else:
            marks.codes["schedule.end-before-start"] = None
            finish = None
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
    parts = _parts(start_day, hours, begin, zone) if end_day == start_day else ()
    return When(
        _offset(start, zone), _offset(end, zone) if end else None, name, False, None,
        tuple(marks.inferred), tuple(marks.codes), parts,
    )  # fmt: skip


def _parts(day: str, hours: Hours, begin: Clock, zone: str | None) -> tuple[tuple[str, str], ...]:
    """Give the stretches of a day, each of its clocks after the one before."""
    found: list[str] = []
    last = _minutes(begin)
    for clock in (c for part in hours.parts for c in part):
        later = clock if clock.exact or _minutes(clock) >= last else clock._replace(hour=clock.hour % 12 + 12)
        last = _minutes(later)
        found.append(_offset(f"{day}T{_text(later)}", zone))
    return tuple(zip(found[::2], found[1::2], strict=True))


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
    return any((language or "en").startswith(m.language) and m.key == "12" for m in look("cycle", "h"))


def _halves(hours: Hours, context: Context, marks: Marks) -> tuple[Clock, Clock | None]:
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
    zone = zone.lstrip("~")
    if (steady := steady_offset(zone, moment)) is not None:
        return moment + steady
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        seconds = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment
    minutes = int((seconds or timedelta()).total_seconds() // 60)
    return f"{moment}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _series(reading: Reading, recurrence: Recurrence, context: Context) -> When:
    """Make an RFC 5545 rule, its first day from the days given or the post's day."""
    marks = Marks({}, {})
    ends = _with_year(Slot(recurrence.first, recurrence.until), (Slot(recurrence.first, recurrence.until),))
    recurrence = recurrence._replace(first=ends.day, until=ends.last)
    first = day_text(recurrence.first, context, marks) if recurrence.first else None
    until = day_text(recurrence.until, context, marks, first) if recurrence.until else None
    turns = [str(t) for t in recurrence.turns] or [""]
    days = ",".join(turn + _WEEKDAYS[w] for turn in turns for w in recurrence.weekdays)
    every = f"INTERVAL={recurrence.every};" if recurrence.every > 1 else ""
    rule = f"FREQ={'MONTHLY' if recurrence.turns else 'WEEKLY'};{every}BYDAY={days}"
    if until is not None and "X" not in until:
        rule += f";UNTIL={until.replace('-', '')}"
    anchor = date.fromisoformat(first) if first and "X" not in first else context.anchor
    start = None
    if anchor is not None:
        start = min(
            weekday_in_month(anchor, w, turn) if turn else weekday_near(anchor, w, "this")
            for w in recurrence.weekdays
            for turn in recurrence.turns or (0,)
        ).isoformat()
        if first is None:
            marks.infer("date", "schedule.date-inferred")
    hours = next((s.hours for s in reading.slots if s.hours is not None), None)
    if hours is None:
        return When(start, None, None, True, rule, tuple(marks.inferred), tuple(marks.codes))
    timed = _timed(start or "XXXX-XX-XX", None, hours, context, marks)
    return When(timed.start, timed.end, timed.timezone, False, rule, timed.inferred, timed.codes)
