"""Values as a person reads them: days, times, what is inferred. ISO in, words of the C locale out."""

from datetime import date

from postparse.post import Event

INFERRED = "~"


def day(text: str | None, inferred: tuple[str, ...] = (), *, weekday: bool = True) -> str:
    """Give `2025-11-26` as `Wed 26 Nov 2025`; what is not known of it is said, what is inferred gets a `~`.

    >>> day("2025-11-26", ("year",))
    'Wed 26 Nov ~2025'
    >>> day("XXXX-11-26")
    '26 Nov, year unknown'
    """
    year, month, number = _parts(text or "")
    if not month or not number:
        return "day unknown" if not year else (text or "")
    try:
        known = date(int(year or 2000), int(month), int(number))
    except ValueError:
        return text or ""
    named = f"{known.day} {_mark('month', inferred)}{known:%b}"
    if not year:
        return f"{named}, year unknown"
    return (
        f"{_mark('date', inferred)}{known:%a} {named} {_mark('year', inferred)}{year}"
        if weekday
        else (f"{_mark('date', inferred)}{named} {_mark('year', inferred)}{year}")
    )


def when(event: Event) -> str:
    """Give an event's time: `Wed 26 Nov 2025, 14:00–17:00 (Asia/Seoul)`; "" where there is none.

    >>> when(Event(start="2025-11-26T14:00+09:00", end="2025-11-26T17:00+09:00", timezone="Asia/Seoul"))
    'Wed 26 Nov 2025, 14:00–17:00 (Asia/Seoul)'
    >>> when(Event(start="2025-03-11", end="2025-03-13", all_day=True))
    'Tue 11 Mar – Thu 13 Mar 2025'
    """
    if not event.start:
        return f"until {_moment(event.end, event.inferred)}" if event.end else ""
    first, last = event.start[:10], (event.end or event.start)[:10]
    begins, ends = clock(event.start), clock(event.end)
    if first == last:
        told = day(first, event.inferred)
        if begins:
            told += f", {_mark('meridiem', event.inferred)}{begins}"
            told += f"–{_mark('end', event.inferred)}{ends}" if ends else ""
    elif begins or ends:
        told = f"{_moment(event.start, event.inferred)} – {_moment(event.end, event.inferred)}"
    else:
        told = _days(first, last, event.inferred)
    zone = event.timezone or _offset(event.start)
    return told + (f" ({_mark('timezone', event.inferred)}{zone})" if zone and begins else "")


def _days(first: str, last: str, inferred: tuple[str, ...]) -> str:
    """Give two days, the year once where it is the same."""
    begin, end = day(first, inferred), day(last, inferred)
    year = f" {_mark('year', inferred)}{last[:4]}"
    if first[:4] == last[:4] and begin.endswith(year):
        begin = begin.removesuffix(year)
    return f"{begin} – {end}"


def _moment(text: str | None, inferred: tuple[str, ...]) -> str:
    hour = clock(text)
    return day((text or "")[:10], inferred) + (f", {_mark('meridiem', inferred)}{hour}" if hour else "")


def clock(text: str | None) -> str:
    """Give the time of day of a moment, or "" where it has none.

    >>> clock("2025-11-26T14:00+09:00")
    '14:00'
    """
    _, _, time = (text or "").partition("T")
    return time[:5]


def _offset(text: str) -> str:
    """Give the offset of a moment as `UTC+09:00`."""
    time = text.partition("T")[2]
    if time.endswith("Z"):
        return "UTC"
    at = max(time.find("+"), time.find("-"))
    return f"UTC{time[at:]}" if at > 0 else ""


def _parts(text: str) -> tuple[str, str, str]:
    """Give year, month and day, each "" where its digits are not specified."""
    year, month, number = (*text[:10].split("-"), "", "", "")[:3]
    return tuple(part if part.isdecimal() else "" for part in (year, month, number))  # type: ignore[return-value]


def _mark(name: str, inferred: tuple[str, ...]) -> str:
    return INFERRED if name in inferred else ""
