"""The event that structured data of the page declares, where its name is the post's."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache

from postparse import lexicon
from postparse.document import Claim, Passage
from postparse.fields.draft import Draft
from postparse.fields.event_view import View
from postparse.outline import Outline
from postparse.post import Event, Venue
from postparse.resolve import Candidate, Found
from postparse.values import when, zones
from postparse.values.venue import Place

_STATUS = {
    "EventCancelled": "cancelled", "EventPostponed": "postponed", "EventRescheduled": "rescheduled",
}  # fmt: skip


def declared(view: View) -> Iterator[Candidate[Event]]:
    """An event in structured data (JSON-LD, microdata, RDFa, microformats) whose name agrees with the title."""
    given: dict[str, None] = {}
    for claims in own_events(view.outline, view.post.title):
        candidate = _candidate(claims, view)
        if candidate is not None and candidate.value.start and candidate.value.start[:16] not in given:
            given[candidate.value.start[:16]] = None  # several syntaxes say the same
            yield candidate


def own_events(outline: Outline, title: str | None) -> list[list[Claim]]:
    """Give the claims of each declared event that is the post's own."""
    entities: dict[str, list[Claim]] = {}
    for claim in outline.document.claims:
        if claim.entity.startswith("event#"):
            entities.setdefault(claim.entity, []).append(claim)
    named = len({_value(claims, "name") for claims in entities.values()}) == 1
    return [c for c in entities.values() if agrees(_value(c, "name"), title, alone=named)]


def is_less(view: View, drafts: Sequence[Draft]) -> bool:
    """Say whether times of the page lack the day of the month that its structured data has."""
    days = [s.day for d in drafts if d.day for s in d.day.reading.slots if s.day]
    if any(d.day and (d.day.reading.recurrence or d.day.reading.slots[1:]) for d in drafts):
        return False
    if any(day.day or day.numeric or (day.relative and day.relative[0] != "near") for day in days):
        return False
    return any(_iso(_value(c, "startDate")) for c in own_events(view.outline, view.post.title))


def place(view: View, draft: Draft) -> Place | None:
    """Give the place that structured data declares for the post's own event, on the day of a draft."""
    reading = draft.reading()
    days = [s.day for s in reading.slots if s.day] if reading else []
    for claims in own_events(view.outline, view.post.title):
        stated = _iso(_value(claims, "startDate")) or ""
        name, address = _first(claims, "location.name"), _first(claims, "location.address")
        if (name or address) and any(f"{d.month or 0:02}-{d.day or 0:02}" == stated[5:10] for d in days):
            return Place(_passage(name), _passage(address))
    return None


def _passage(claim: Claim | None) -> Passage | None:
    return Passage(claim.value, claim.span.start) if claim else None


def agrees(name: str | None, title: str | None, alone: bool = False) -> bool:
    """Say whether an event's name is the post's title, or most of its words."""
    if name is None:
        return alone
    if title is None:
        return False
    one, other = (set(re.findall(r"\w+", lexicon.fold(t))) for t in (name, title))
    if not one or not other:
        return False
    common = len(one & other)
    return common / min(len(one), len(other)) >= 0.8 and common / max(len(one), len(other)) >= 0.4


def _first(claims: Sequence[Claim], name: str) -> Claim | None:
    return next((c for c in claims if c.property == name and c.value.strip()), None)


def _value(claims: Sequence[Claim], name: str) -> str | None:
    claim = _first(claims, name)
    return claim.value if claim else None


@cache
def _moment() -> re.Pattern[str]:
    # Extended and basic form, with the slips that pages make: one digit, a blank for the T, hours only.
    return re.compile(
        r"(\d{4})(?:-(\d\d?)-(\d\d?)|(\d\d)(\d\d))"
        r"(?:[T ]\s?(\d\d?)(?::?(\d\d)(?::?\d\d(?:[.,]\d{1,9})?)?)?\s?(Z|[+-]\d\d:?(?:\d\d)?)?)?\Z"
    )


def _iso(text: str | None) -> str | None:
    """Give a day or a moment with seconds left out; None for what is neither."""
    match = _moment().match((text or "").strip().upper())
    if match is None:
        return None
    month, day = int(match[2] or match[4]), int(match[3] or match[5])
    iso = f"{match[1]}-{month:02}-{day:02}"
    if match[6] is not None:
        zone = (match[8] or "").replace(":", "")
        zone = "+0000" if zone == "Z" else zone.ljust(5, "0") if zone else ""
        iso += f"T{int(match[6]):02}:{match[7] or '00'}{zone[:3]}{':' if zone else ''}{zone[3:]}"
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return None
    return iso


def _read(text: str | None, view: View) -> str | None:
    """Give the moment that a claim states, in ISO 8601 or in words."""
    iso = _iso(text)
    if text is None or iso:
        return iso
    readings = when.read(text[:200], view.known)
    moments = when.settle(readings[0], view.known) if len(readings) == 1 else ()
    start = moments[0].start if len(moments) == 1 else None
    return start if start and "X" not in start else None


def _local(moment: str | None, zone: str | None, view: View) -> str | None:
    """Give a moment in the local time of its place, where that is known.

    Many systems write UTC, and some write local time as if it were UTC: what the page shows decides.
    """
    if moment is None or "T" not in moment:
        return moment
    bare = len(moment) == 16
    if not bare and not moment.endswith("+00:00"):
        return moment
    shown = {
        (s.hours.start.hour + 12 * (s.hours.start.half == "pm" and s.hours.start.hour < 12), s.hours.start.minute)
        for found in view.hits.values() for h in found for s in h.reading.slots if s.hours
    }  # fmt: skip
    written = (int(moment[11:13]), int(moment[14:16]))
    if zone is None:
        return moment if bare else moment[:16] if written in shown else _beside(moment, shown)
    from zoneinfo import ZoneInfo

    there = ZoneInfo(zone)
    moved = datetime.fromisoformat(moment if not bare else f"{moment}+00:00").astimezone(there)
    if not bare and ((moved.hour, moved.minute) in shown or written not in shown):
        return moved.isoformat(timespec="minutes")
    return datetime.fromisoformat(moment[:16]).replace(tzinfo=there).isoformat(timespec="minutes")


def _beside(moment: str, shown: set[tuple[int, int]]) -> str:
    """Give a moment in UTC in the local time that the page shows beside it, where it shows but one."""
    if len(shown) != 1:
        return moment
    hour, minute = next(iter(shown))
    away = (hour * 60 + minute) - (int(moment[11:13]) * 60 + int(moment[14:16]))
    away = (away + 720) % 1440 - 720
    if away % 15 or abs(away) >= 720:
        return moment
    return datetime.fromisoformat(moment).astimezone(timezone(timedelta(minutes=away))).isoformat(timespec="minutes")


def _candidate(claims: Sequence[Claim], view: View) -> Candidate[Event] | None:
    name, address = _value(claims, "location.name"), _value(claims, "location.address")
    zone = zones.zone_of(address, name) or view.known.zone
    start = _local(_read(_value(claims, "startDate"), view), zone, view)
    end = _local(_read(_value(claims, "endDate"), view), zone, view)
    if start is None:
        return None
    all_day = "T" not in start
    if end is not None and (end <= start or ("T" in end) == all_day):
        end = None
    url = _value(claims, "location.online")
    mode = _value(claims, "eventAttendanceMode") or ""
    online = url is not None or "Online" in mode or "Mixed" in mode
    status = (_value(claims, "eventStatus") or "").rpartition("/")[2]
    zoned = zone is not None and _has_offset(start, zone)
    event = Event(
        start=start,
        end=end,
        timezone=zone if zoned else None,
        all_day=all_day,
        status=_STATUS.get(status) or _STATUS.get(f"Event{status.capitalize()}", "scheduled"),
        venue=Venue(name, address, None, online) if name or address or online else None,
        inferred=("timezone",) if zoned else (),
    )
    words = {"/start": "startDate", "/venue/name": "location.name", "/venue/address": "location.address"}
    if end:
        words["/end"] = "endDate"
    found = [Found(path, c.span) for path, word in words.items() if (c := _first(claims, word)) is not None]
    return Candidate(event, tuple(found), claims[0].origin)


def _has_offset(moment: str, zone: str) -> bool:
    """Say whether the offset of a moment is that of the zone then."""
    if "T" not in moment:
        return False
    from zoneinfo import ZoneInfo

    at = datetime.fromisoformat(moment)
    return at.tzinfo is not None and at.astimezone(ZoneInfo(zone)).utcoffset() == at.utcoffset()
