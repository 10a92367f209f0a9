"""Clock times and hours: what rows of the grammar make of their tokens; None for minute 75.

A clock keeps the half of the day that was written, so that the end of a range can share it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from postparse.values.moments import Clock, Hours
from postparse.values.tokens import Token

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
            return _clock(token.number, 0, None, "midday" if key == "noon" else "night", False)
    minute = 30 if tokens[-1].kind == "b" else 0
    return Clock(12 if key == "noon" else 0, minute, None, "pm" if key == "noon" else "am", True)


def spelled(tokens: Sequence[Token]) -> Clock | None:
    """Read an hour with its unit, perhaps minutes or a half."""
    numbers = [t.number for t in tokens if t.kind in "nNw"]
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
    number = token.number
    return _clock(number // 100, number % 100, None, _halves(tokens), token.kind == "H")


def decimal(tokens: Sequence[Token]) -> Clock | None:
    """Read minutes after a comma: `ore 19,30`."""
    hours, minutes = (t for t in tokens if t.kind == "n")
    return _clock(hours.number, minutes.number, None, None, False) if minutes.end - minutes.start == 2 else None


def hour(tokens: Sequence[Token]) -> Clock | None:
    """Read an hour that only the half of the day, or "at", tells to be one."""
    return _clock(next(t for t in tokens if t.kind == "n").number, 0, None, _halves(tokens), False)


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
        return _clock(token.number // 100, token.number % 100, None, half, False)
    return _clock(token.number, 0, None, half, False) if isinstance(token.value, int) else None


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
            zone = zone_of(token.value)
    if not clocks:
        return None
    start, end = _share(clocks[0], clocks[1] if len(clocks) > 1 else None)
    return Hours(start, end, zone)


def zone_of(value: object) -> str:
    """Give the IANA name, or an offset such as +07:00 for `GMT+7`."""
    match = re.search(r"([+-])\s?(\d{1,2})(?::?(\d\d))?$", str(value))
    if match is None or "/" in str(value):
        return str(value)
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"


def same_moment(tokens: Sequence[Token]) -> Hours | None:
    """Keep the first of several local times for one moment; where none names a zone, read parts of a day."""
    found = [t.value for t in tokens if isinstance(t.value, Hours)]
    if len({h.zone for h in found}) != len(found) or None in {h.zone for h in found}:
        return _stretches(found)
    return found[0]


def _stretches(found: Sequence[Hours]) -> Hours | None:
    """Join stretches of one day: each has an end, and begins after the end of the one before."""
    parts = tuple((h.start, h.end) for h in found if h.end is not None)
    if len(parts) != len(found) or len({h.zone for h in found} - {None}) > 1:
        return None
    exact = all(start.exact or start.hour > 12 for start, _ in parts)
    for (_, before), (after, _) in pairwise(parts):
        if exact and (after.hour, after.minute) <= (before.hour, before.minute):
            return None
    return Hours(parts[0][0], parts[-1][1], next((h.zone for h in found if h.zone), None), None, parts)
