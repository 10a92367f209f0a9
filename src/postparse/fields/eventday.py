"""Whether the day on a line near the title is the event's, no day of publication."""

from collections.abc import Iterator, Sequence

from postparse import phrases
from postparse.fields import places
from postparse.fields.event_view import is_titled, sentences
from postparse.fields.hits import PLACE_KEYS, Hit, context, in_node, is_stamp
from postparse.outline import Node, Outline
from postparse.post import Post
from postparse.values import when


def has_end(text: str, begin: int, end: int, language: str | None) -> bool:
    """Say whether a line goes on from its date to an end, or comes to its date from a first day: no publication."""
    if not any(map(str.isdigit, text[:begin] + text[end:])):
        return False
    found = when.scan(text, when.Context(language=language), True)
    return any(s.last is not None or (s.hours and s.hours.end) for *_, r in found for s in r.slots)


def is_held(outline: Outline, node: Node, so_far: Post) -> bool:
    """Say whether a line that holds a date is the time of an event.

    A publication has no end, its clock stands at any minute, no place is beside it and its text seldom says
    who will speak. Of those that could be either, a round one counts with a place, a quarter with two lesser signs.
    """
    if any(
        any(map(str.isdigit, e.text)) for s in outline.labelled("when", "date", "when_where") for e in s.entries[:1]
    ):
        return False  # the event's day stands under its label
    known = context(outline, so_far)
    found = in_node(node, known)
    day = next((h for h in found if h.reading.has_day), None)
    if day is None or any(h.fault or is_stamp(h) for h in found):
        return False
    below = _hours_below(outline, node, known)
    if any(h.fault == "doors" for h in below):
        return True
    below = [h for h in below if not h.fault]
    hours = [s.hours for h in (*found, *below) for s in h.reading.slots if s.hours]
    if below and any(h.end or h.zone for h in hours):
        return True
    minutes = [h.start.minute or 0 for h in hours]
    if any(m % 5 for m in minutes):
        return False
    dated = day.reading.slots[0].day if day.reading.slots else None
    weekday = dated is not None and dated.weekday is not None
    title = so_far.title or ""
    placed = _is_placed(outline, day, found, node.index + len(below))
    if not hours:
        return weekday and placed and (is_titled(outline, title) or _announces(outline, node, known))
    if placed and (weekday or (dated is not None and dated.numeric is None)):
        return True
    if any(m % 15 for m in minutes):
        return False
    signs = weekday + is_titled(outline, title)
    return signs == 2 or (signs + placed == 1 and _announces(outline, node, known))


def _hours_below(outline: Outline, node: Node, known: when.Context) -> list[Hit]:
    """Give the hours on the next line where it holds nothing else, or when the doors open."""
    below = outline.nodes[node.index + 1] if node.index + 1 < len(outline.nodes) else None
    if below is None or len(below.block.text) > 60 or not any(map(str.isdigit, below.block.text)):
        return []
    told = in_node(below, known)
    if any(h.fault == "doors" for h in told) and not any(h.reading.has_day for h in told):
        return told
    found = when.read(below.block.text, known)
    return [Hit(below, below.block.passage, r) for r in found if r.has_clock and not r.has_day]


def _is_placed(outline: Outline, day: Hit, found: Sequence[Hit], last: int) -> bool:
    """Say whether a place stands on the line of a day, on the next two, or under a label."""
    place = places.beside(day, [h for h in found if h is not day], outline.language)
    place = place or places.around(outline, last, last, (1, 2))
    return outline.labelled(*PLACE_KEYS) != () or (place is not None and places.is_sure(place, outline.language))


_NEAR = 5
"""Lines below a day in which an announcement says who will speak or that all may come."""


def _announces(outline: Outline, node: Node, known: when.Context) -> bool:
    """Say whether a sentence around announces, and tells no day of its own, as a news item would."""
    told = phrases.of("event_verb", "announces")
    return any(told.search(s) and not _has_day(s, known) for s in _around(outline, node))


def _around(outline: Outline, node: Node) -> Iterator[str]:
    before = outline.nodes[max(node.index - 2, 0) : node.index]
    for each in (*before, *outline.nodes[node.index + 1 : node.index + 1 + _NEAR]):
        for sentence in sentences(each.block.passage.cut(0, 1000)):
            yield sentence.text


def _has_day(text: str, known: when.Context) -> bool:
    return any(r.has_day for *_, r in when.scan(text, known))
