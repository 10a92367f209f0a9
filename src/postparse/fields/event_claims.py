"""The event that structured data of the page declares, where its name is the post's."""

import re
from collections.abc import Iterator, Sequence

from postparse import lexicon
from postparse.document import Claim
from postparse.fields.event_view import View
from postparse.post import Event, Venue
from postparse.resolve import Candidate, Found
from postparse.values import zones

_STATUS = {
    "EventCancelled": "cancelled", "EventPostponed": "postponed", "EventRescheduled": "rescheduled",
}  # fmt: skip


def declared(view: View) -> Iterator[Candidate[Event]]:
    """An event in structured data (JSON-LD, microdata) whose name agrees with the title."""
    entities: dict[str, list[Claim]] = {}
    for claim in view.outline.document.claims:
        if claim.entity.startswith("event#"):
            entities.setdefault(claim.entity, []).append(claim)
    for claims in entities.values():
        if agrees(_value(claims, "name"), view.post.title, alone=len(entities) == 1):
            candidate = _candidate(claims)
            if candidate is not None:
                yield candidate


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


def _iso(text: str | None) -> str | None:
    """Give a day or a moment with seconds left out; None for what is neither."""
    match = re.match(
        r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?$",
        (text or "").strip(),
    )
    if match is None:
        return None
    if match["clock"] is None:
        return match["day"]
    zone = match["zone"] or ""
    zone = "+00:00" if zone == "Z" else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    return f"{match['day']}T{match['clock']}{zone}"


def _candidate(claims: Sequence[Claim]) -> Candidate[Event] | None:
    start, end = _iso(_value(claims, "startDate")), _iso(_value(claims, "endDate"))
    if start is None:
        return None
    all_day = "T" not in start
    if end is not None and (end == start or ("T" in end) == all_day):
        end = None
    name, address = _value(claims, "location.name"), _value(claims, "location.address")
    url = _value(claims, "location.online")
    mode = _value(claims, "eventAttendanceMode") or ""
    online = url is not None or "Online" in mode or "Mixed" in mode
    status = (_value(claims, "eventStatus") or "").rpartition("/")[2]
    zone = zones.zone_of(address, name)
    event = Event(
        start=start,
        end=end,
        timezone=zone if zone and _has_offset(start, zone) else None,
        all_day=all_day,
        status=_STATUS.get(status, "scheduled"),
        venue=Venue(name, address, None, online) if name or address or online else None,
        inferred=("timezone",) if zone and _has_offset(start, zone) else (),
    )
    found = [
        Found(path, claim.span)
        for path, word in (
            ("/start", "startDate"),
            ("/end", "endDate"),
            ("/venue/name", "location.name"),
            ("/venue/address", "location.address"),
        )
        if (claim := _first(claims, word)) is not None and (path != "/end" or end)
    ]
    return Candidate(event, tuple(found), claims[0].origin)


def _has_offset(moment: str, zone: str) -> bool:
    """Say whether the offset of a moment is that of the zone then."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    if "T" not in moment:
        return False
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None:
        return False
    return at.astimezone(ZoneInfo(zone)).utcoffset() == at.utcoffset()
