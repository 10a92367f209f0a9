"""Events as iCalendar (RFC 5545), through the package icalendar: one VEVENT for each event whose day is known."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TextIO
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Event as Component
from icalendar import vCalAddress, vRecur

from postparse.post import Event, Participant, Post, Venue
from postparse.render import Layout
from postparse.render.listing import description, moment, vocabulary, web
from postparse.render.screen import say
from postparse.render.seal import opened
from postparse.render.vtimezone import YEARS, vtimezone

BEGIN = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//postparse//postparse//EN\r\n"
END = "END:VCALENDAR\r\n"
# When the post says nothing of its own time, DTSTAMP is this: the same input gives the same calendar, no clock is read.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Write one calendar, event by event; each time zone once, before the first event that needs it."""
    out.write(BEGIN)
    zones: set[str] = set()
    seen: Counter[int] = Counter()
    for post in opened(lines):
        for index, event in enumerate(post.schedule):
            made = component(post, index, seen)
            if made is None:
                if not layout.quiet:
                    known = f"({event.start or 'no start'})"
                    say(f"{post.source.path}: event {index + 1} is not in the calendar, its day is not known {known}")
                continue
            for zone in _zones_of(made):
                if zone not in zones:
                    zones.add(zone)
                    out.write(vtimezone(zone))
            out.write(made.to_ical().decode())
            if event.recurrence and "RRULE" not in made and not layout.quiet:
                say(f"{post.source.path}: event {index + 1} is in the calendar once, it can't tell {event.recurrence}")
        out.flush()
    out.write(END)


def component(post: Post, index: int, seen: "Counter[int]") -> Component | None:
    """Give an event of the post as VEVENT; None if it is not known on which day it starts."""
    event = post.schedule[index]
    start = _time(event.start, event.timezone)
    if start is None:
        return None
    rule = _rule(event.recurrence, start)
    made = Component()
    made.add("uid", str(uid(post, index, seen)))
    made.add("dtstamp", stamp(post))
    if rule is not None:
        start = _standing(start)
    made.add("dtstart", _plain(start, rule is not None))
    if (end := _end(start, event)) is not None:
        made.add("dtend", _plain(end, rule is not None))
    if rule is not None:
        made.add("rrule", rule)
    made.add("status", vocabulary()["status"][event.status]["ical"])
    _describe(made, post, event)
    return made


def _describe(made: Component, post: Post, event: Event) -> None:
    venue = event.venue or Venue()
    link = web(venue.url)
    place = ", ".join(t for t in (venue.name, venue.address) if t) or (link if venue.online else None)
    for name, text in (
        ("summary", clean(event.title) or clean(post.title)),
        ("description", clean(description(post))),
        ("location", clean(place)),
    ):
        if text:
            made.add(name, text)
    if url := web(post.source.url) or link:
        made.add("url", url)
    if venue.online and link:
        made.add("conference", link, parameters={"VALUE": "URI"})
    if labels := [label for name in dict.fromkeys((*post.categories, *post.tags)) if (label := clean(name))]:
        made.add("categories", labels)
    for participant in post.participants if len(post.schedule) == 1 else ():
        if (attendee := _attendee(participant)) is not None:
            made.add("attendee", attendee)


def _attendee(participant: Participant) -> vCalAddress | None:
    """Give a participant with a mail address; RFC 5545 has no ATTENDEE without one."""
    address = participant.url or ""
    if not re.fullmatch(r"(?i)mailto:[\w.+%-]+@[\w.-]+", address):
        return None
    made = vCalAddress(address)
    roles = vocabulary()["role"]
    made.params["CN"] = " ".join(clean(participant.name).split())
    made.params["ROLE"] = roles.get(participant.role, roles["other"])["ical"]
    return made


def clean(text: str | None) -> str:
    """Give text without what RFC 5545 forbids or what is not seen: controls, direction marks, halves of pairs."""
    return _unseen().sub("", _ends().sub("\n", text or "")).strip()


@cache
def _ends() -> "re.Pattern[str]":
    return re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@cache
def _unseen() -> "re.Pattern[str]":
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    )


def uid(post: Post, index: int, seen: "Counter[int]") -> UUID:
    """Give the event's UID: of the container's identifier or address, else of path and title; and of its index.

    Where that is the same for two events of one calendar, which would make one of them, the later count on.
    """
    source = post.source
    name = source.id or source.url
    parts = ["id", name] if name else ["path", source.path or "", post.title or ""]
    made = _uuid(*parts, str(source.post), str(index))
    # All that is kept of a post: half of the bits tell events apart, and take least.
    short = made.int >> 68
    seen[short] += 1
    return made if seen[short] == 1 else _uuid(made.hex, str(seen[short]))


def _uuid(*parts: str) -> UUID:
    return uuid5(NAMESPACE_URL, "\n".join(("postparse", *parts)).encode("utf-8", "replace").decode())


def stamp(post: Post) -> datetime:
    """Give the moment that the post tells of itself: when it was changed, else published, else `EPOCH`."""
    told = moment(post.byline.modified) or moment(post.byline.published)
    if told is None:
        return EPOCH
    try:
        found = datetime.fromisoformat(told)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        return EPOCH


def _time(text: str | None, zone: str | None) -> date | datetime | None:
    """Give a day or time of the contract; a time as it is told in its zone, or with its offset, or of no zone."""
    told = moment(text)
    if told is None:
        return None
    if "T" not in told:
        return date.fromisoformat(told)
    found = datetime.fromisoformat(told)
    try:
        if place := _zone(zone):
            found = found.astimezone(place) if found.tzinfo else found.replace(tzinfo=place)
        if found.tzinfo:
            found.astimezone(UTC)
    except OverflowError:
        return None
    return found


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _end(start: date | datetime, event: Event) -> date | datetime | None:
    """Give the end as DTEND has it, for days the day after; None where it is not known or not after the start."""
    end = _time(event.end, event.timezone)
    try:
        if not isinstance(start, datetime):
            last = end.date() if isinstance(end, datetime) else end
            return max(start, last or start) + timedelta(days=1)
        if not isinstance(end, datetime) or (start.tzinfo is None) != (end.tzinfo is None):
            return None
        if end.tzinfo and event.timezone is None:
            end = end.astimezone(start.tzinfo)
        return end if end > start else None
    except OverflowError:
        return None


def _plain(time: date | datetime, repeats: bool) -> date | datetime:
    """Give a time as it can be written: in its zone if it has a name that a VTIMEZONE can tell of, else in UTC.

    The second pass of an hour that clocks run through twice has no way to be told in its zone.
    """
    if not isinstance(time, datetime) or time.tzinfo is None:
        return time
    if _key(time) and time.year in YEARS and (repeats or not time.fold):
        return time
    return time.astimezone(UTC)


def _key(time: object) -> str | None:
    """Give the name of a time's zone; UTC needs none."""
    key = getattr(time.tzinfo, "key", None) if isinstance(time, datetime) else None
    return key if key != "UTC" else None


def _rule(text: str | None, start: date | datetime) -> vRecur | None:
    """Read a recurrence; None if it is none, or its weekdays would be others in UTC, where the start must go."""
    if not text or not re.fullmatch(r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*", text):
        return None
    try:
        rule = _until(vRecur.from_ical(text), _standing(start))
        written = _plain(_standing(start), True)
    except (ValueError, OverflowError):
        return None
    if isinstance(start, datetime) and isinstance(written, datetime) and written.date() != start.date():
        return None
    return rule if "FREQ" in rule else None


def _standing(start: date | datetime) -> date | datetime:
    """Give the start of a series in a named zone also where only whole hours of an offset are known."""
    offset = start.utcoffset() if isinstance(start, datetime) else None
    if not isinstance(start, datetime) or offset is None or _key(start):
        return start
    hours, rest = divmod(int(offset.total_seconds()), 3600)
    if rest or not -12 <= hours <= 14:
        return start
    # These names count from the other side: Etc/GMT-9 is nine hours ahead.
    return start.astimezone(ZoneInfo(f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"))


def _until(rule: vRecur, start: date | datetime) -> vRecur:
    """Give the rule with an UNTIL of the kind that DTSTART has: a day, a time of no zone, or a moment in UTC."""
    if not rule.get("UNTIL"):
        return rule
    last = rule["UNTIL"][0]
    if not isinstance(start, datetime):
        last = last.date() if isinstance(last, datetime) else last
    else:
        if not isinstance(last, datetime):
            last = datetime.combine(last, start.time())
        if start.tzinfo is None:
            last = last.replace(tzinfo=None)
        else:
            last = (last if last.tzinfo else last.replace(tzinfo=start.tzinfo)).astimezone(UTC)
    rule["UNTIL"] = [last]
    return rule


def _zones_of(made: Component) -> Iterator[str]:
    for name in ("DTSTART", "DTEND"):
        if zone := _key(made.decoded(name, None)):
            yield zone
