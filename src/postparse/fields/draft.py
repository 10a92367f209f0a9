"""From times and a place found in a post to entries of the schedule, with the evidence of each part."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from postparse.diagnostics import notice
from postparse.document import Passage, Span
from postparse.fields.agenda import Slots
from postparse.fields.hits import Hit
from postparse.post import AgendaItem, Event, Notice, Venue
from postparse.resolve import Candidate, Found
from postparse.values import when, zones
from postparse.values.venue import Place


@dataclass(slots=True, eq=False, repr=False)
class Draft:
    """An event as gathered: the hits that give day and hours, its place, the lines that say it."""

    day: Hit | None = None
    hours: Hit | None = None
    end: Hit | None = None
    place: Place | None = None
    status: str = "scheduled"
    texts: list[Passage] = field(default_factory=list)
    title: Passage | None = None
    slots: Slots = ()

    @property
    def first(self) -> int:
        return min(h.node.index for h in (self.day, self.hours) if h)

    @property
    def last(self) -> int:
        return max(h.node.index for h in (self.day, self.hours) if h)

    def reading(self) -> when.Reading | None:
        if self.day is None:
            return self.hours.reading if self.hours else None
        reading = self.day.reading
        if self.hours is not None and self.hours is not self.day:
            reading = when.combine(reading, self.hours.reading)
        return when.ending(reading, self.end.reading) if self.end is not None else reading


def candidates(draft: Draft, known: when.Context, origin: str = "visible") -> Iterator[Candidate[Event]]:
    """Give the events of a draft: one, or one a day where a list of days has no programme in common."""
    reading = draft.reading()
    if reading is None:
        return
    place = draft.place
    told = zones.zone_of(_text(place.address), _text(place.name)) if place else None
    zone = told or known.zone
    settled = list(when.settle(reading, known._replace(zone=zone)))
    if draft.slots and len(settled) > 1 and all(w.all_day for w in settled):
        settled = [settled[0]._replace(end=settled[-1].start)]
    for moment in settled:
        if moment.start is None:
            continue
        event, found = _event(draft, moment)
        yield Candidate(event, tuple(found), origin, tuple(_notices(draft, moment)))


def _text(passage: Passage | None) -> str | None:
    return passage.squeezed() if passage else None


def _event(draft: Draft, moment: when.When) -> tuple[Event, list[Found]]:
    spans = [h.span for h in (draft.day, draft.hours if draft.hours is not draft.day else None, draft.end) if h]
    found = [Found("/start", s) for s in spans]
    if moment.end:
        found += [Found("/end", s) for s in spans]
    if moment.timezone:
        found += [Found("/timezone", s) for s in spans]
    if moment.recurrence:
        found += [Found("/recurrence", s) for s in spans]
    place = draft.place
    shown = None
    if place is not None:
        shown = Venue(_text(place.name), _text(place.address), _text(place.url), place.online)
        found += [
            Found(f"/venue/{key}", part.span)
            for key, part in (("name", place.name), ("address", place.address), ("url", place.url))
            if part
        ]
    texts = draft.texts or [h.passage for h in (draft.day, draft.hours) if h]
    found += [Found("/text", t.span) for t in texts]
    if draft.title:
        found.append(Found("/title", draft.title.span))
    agenda = []
    for index, (slot, item) in enumerate(draft.slots):
        agenda.append(_dated(item, moment, slot.day))
        found += [Found(f"/agenda/{index}/{key}", slot.span) for key in ("start", "end", "title") if getattr(item, key)]
    if not agenda and moment.recurrence is None:
        agenda = [AgendaItem(start, end, None, ()) for start, end in moment.parts]
        found += [Found(f"/agenda/{i}/{key}", s) for i in range(len(agenda)) for key in ("start", "end") for s in spans]
    event = Event(
        title=_text(draft.title),
        start=moment.start,
        end=moment.end,
        timezone=moment.timezone,
        all_day=moment.all_day,
        status=draft.status,
        venue=shown,
        agenda=tuple(agenda),
        recurrence=moment.recurrence,
        text=" ".join(dict.fromkeys(t.squeezed() for t in texts)) or None,
        inferred=moment.inferred,
    )
    return event, found


def _dated(item: AgendaItem, moment: when.When, day: str | None) -> AgendaItem:
    """Put a slot's clock times on its day: its heading's, else the event's first."""
    date = day or (moment.start or "")[:10]

    def full(clock: str | None) -> str | None:
        return f"{date}T{clock}" if clock else None

    return AgendaItem(full(item.start), full(item.end), item.title, item.participants)


def _notices(draft: Draft, moment: when.When) -> Iterator[Notice]:
    span = Span(*(draft.day or draft.hours).span) if draft.day or draft.hours else None  # type: ignore[union-attr]
    for code in moment.codes:
        yield notice(code, "/start", span, moment.start or "")
    if moment.start and "T" in moment.start and len(moment.start) == 16 and "X" not in moment.start:
        yield notice("schedule.zone-unknown", "/timezone", span)
