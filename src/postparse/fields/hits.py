"""Times found in the nodes of a post, each with what the words around it make of it."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from itertools import groupby
from typing import NamedTuple

from postparse import labels, lexicon, phrases
from postparse.document import Passage, Span
from postparse.fields.dateorder import date_order
from postparse.fields.faults import fault_of, unless
from postparse.outline import Node, Outline
from postparse.post import Post
from postparse.values import lastresort, when

# Labels whose times are the event's; what other known labels announce is none.
TIME_KEYS = ("when", "date", "time", "when_where", "end_time")
PLACE_KEYS = ("where", "address", "room", "online", "when_where")
_OTHER_KEYS = (
    "deadline", "doors", "published", "modified", "author", "category", "tags", "comments", "contact",
    "registration", "fee", "bio",
)  # fmt: skip


class Hit(NamedTuple):
    """A time in a node. `fault` says why it is not the event's start, "" if it may be: deadline, doors, end, old ...

    `planned` is `old` where its sentence also names the new day, else none.
    """

    node: Node
    passage: Passage
    reading: when.Reading
    fault: str = ""

    @property
    def span(self) -> Span:
        return self.passage.span


def context(outline: Outline, so_far: Post, zone: str | None = None) -> when.Context:
    """Give what is known of the post for reading its times."""
    stated = so_far.byline.published or so_far.byline.modified
    return when.Context(
        language=outline.language,
        published=_day(stated),
        as_of=_day(outline.settings.as_of),
        date_order=date_order(outline),
        zone=zone or outline.settings.timezone,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def content(outline: Outline, so_far: Post) -> Iterator[Node]:
    """Give the nodes in which an event may be told: no furniture, no byline, no title."""
    skip = [s for p in ("/byline/published", "/byline/modified", "/byline/text") for s in so_far.evidence.get(p, ())]
    first, last = min((s.start for s in skip), default=0), max((s.end for s in skip), default=0)
    for node in outline.nodes:
        span = node.block.span
        if node.role in ("furniture", "meta"):
            continue
        if span.end <= first or last <= span.start:
            yield node
            continue
        inside = [e for e in skip if e.start < span.end and span.start < e.end]
        taken = inside[0].end - inside[0].start if inside else 0
        if node.role != "paragraph" and inside and not _longer(node, taken) and not _goes_on(outline, node, taken):
            continue
        yield node


def _longer(node: Node, taken: int) -> bool:
    """Say whether a line that was read as a date is a range of days, which no byline is."""
    text = node.block.text
    found = when.read(text, when.Context()) if len(text) < 60 and taken < len(text) else ()
    return any(s.last is not None for r in found for s in r.slots)


def _goes_on(outline: Outline, node: Node, taken: int) -> bool:
    """Say whether the line below a bare date is hours and nothing else: then the date is the event's."""
    below = outline.nodes[node.index + 1] if node.index + 1 < len(outline.nodes) else None
    if below is None or below.block.group != node.block.group or len(below.block.text) > 40:
        return False
    found = when.read(below.block.text, when.Context(language=outline.language))
    return len(node.block.text) < taken + 16 and any(r.has_clock and not r.has_day for r in found)


def keys_of(node: Node) -> tuple[str, ...]:
    return node.label.keys if node.label else ()


def cards(outline: Outline, known: when.Context) -> list[Hit]:
    """Give dates that a page sets out in pieces, a line each: `MAR`, `24`, `2025`, `19:00`, `21:00`."""
    found: list[Hit] = []
    run: list[Node] = []
    for node in (*outline.nodes, None):
        if node is not None and len(node.block.text) <= _LONGEST_PIECE and _piece(node):
            run.append(node)
            continue
        if len(run) > 1:
            found += _card(outline, run, known)
        run = []
    return found


_LONGEST_PIECE = 16


def _piece(node: Node) -> bool:
    return (
        (node.role in ("line", "heading", "entry", "title") or node.block.region == "header")
        and any(c.isalnum() for c in node.block.text)
        and not keys_of(node)
    )


def _card(outline: Outline, run: list[Node], known: when.Context) -> Iterator[Hit]:
    start, end = run[0].block.span.start, run[-1].block.span.end
    if end - start > 120 or not any(c.isdigit() for n in run for c in n.block.text):
        return
    passage = Passage(" ".join(outline.document.text[start:end].splitlines()).ljust(end - start)[: end - start], start)
    if len(passage.text) != end - start:
        return
    times = when.scan(passage.text, known)
    for at, (first, last, reading) in enumerate(times):
        inside = [n for n in run if n.block.span.start - start < last and first < n.block.span.end - start]
        if len(inside) < 2 or not reading.has_day:
            continue
        edges = (
            passage.text[inside[0].block.span.start - start : first]
            + passage.text[last : inside[-1].block.span.end - start]
        )
        if any(map(str.isalpha, edges)):
            continue  # a heading with a day, and the first slot below it
        after = times[at + 1] if at + 1 < len(times) else None
        hours = reading.slots[0].hours
        if (
            after
            and hours
            and not hours.end
            and not after[2].has_day
            and after[0] - last <= 3
            and after[2].slots[0].hours
        ):
            hours = hours._replace(end=after[2].slots[0].hours.start)
            reading = when.Reading((reading.slots[0]._replace(hours=hours),), None, first, after[1])
            last = after[1]
        yield Hit(inside[0], passage.cut(first, last), reading)


def panel(outline: Outline) -> list[tuple[str, Passage]]:
    """Give label and line of the boxes beside the text that hold labels of times and places."""
    found: list[tuple[str, Passage]] = []
    key: str | None = None
    hint = ""
    for node in outline.nodes:
        if node.block.region != "aside":
            key = None
            continue
        if key is not None and hint and node.block.hint == hint:
            key = None  # marked up as the label is: another label
        text = node.block.text
        asked = len(text) < 30 and (key is not None or _may_announce(text))
        known = labels.alone(node.block.passage, outline.language) if asked else None
        if known is not None or node.block.kind == "heading":
            key = next((k for k in known.keys if k in TIME_KEYS + PLACE_KEYS), None) if known else None
            hint = node.block.hint
        elif key is not None and len(node.block.text) < 120:
            found.append((key, node.block.passage))
    return found


def is_own_box(outline: Outline, lines: Collection[Passage]) -> bool:
    """Say whether the lines beside the text that tell a time stand in one box, which has no heading of its own.

    What is headed (`Next events`, the name of another event) is about something else.
    """
    boxes = [[*run] for aside, run in groupby(outline.nodes, lambda n: n.block.region == "aside") if aside]
    told = [box for box in boxes if any(n.block.passage in lines for n in box)]
    heads = [labels.alone(n.block.passage, outline.language) for box in told for n in box if n.block.kind == "heading"]
    return len(told) == 1 and all(head is not None and head.keys for head in heads)


@cache
def _announcing() -> frozenset[str]:
    """Give the words of which labels of times and places are made."""
    known = (s for key in TIME_KEYS + PLACE_KEYS for s in lexicon.surfaces("label", key))
    return frozenset(word for surface in known for word in _word().findall(surface))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")


def _may_announce(text: str) -> bool:
    """Say whether a line can be a label of a time or a place; few of those beside a text are."""
    return max(text, default="") >= "\u2190" or not _announcing().isdisjoint(_word().findall(lexicon.fold(text)))


def is_stamp(hit: Hit, so_far: Post | None = None) -> bool:
    """Say whether a time is a machine's stamp: it has seconds, or it is the moment at which `so_far` was published."""
    hours = [s.hours.start for s in hit.reading.slots if s.hours]
    if any(h.second is not None for h in hours):
        return True
    published = (so_far.byline.published if so_far else None) or ""
    if "T" not in published or not hours or len(hit.reading.slots) != 1:
        return False
    day, clock = hit.reading.slots[0].day, f"{hours[0].hour:02}:{hours[0].minute:02}"
    parts = (int(published[5:7]), int(published[8:10]))
    dated = day is not None and ({*parts} <= {*day.numeric} if day.numeric else (day.month, day.day) == parts)
    return dated and published[11:16] == clock


def in_node(node: Node, known: when.Context, loose: bool = False) -> list[Hit]:
    """Give the times in a node, read strictly unless a label says that they are times."""
    keys = keys_of(node)
    passage = node.value if node.label and node.role == "labelled" else node.block.passage
    if not keys:
        found = in_passage(node, passage, known, loose)
        return [_behind_label(h) for h in found] if node.label else found
    labelled = any(k in TIME_KEYS for k in keys)
    return in_passage(node, passage, known, loose or labelled, any(k in _OTHER_KEYS for k in keys) and not labelled)


def _behind_label(hit: Hit) -> Hit:
    """Give a time behind a label that means nothing by itself what the label's words make of it."""
    if hit.fault:
        return hit
    line = hit.node.block.passage
    at = hit.passage.start - line.start
    return hit._replace(fault=unless(fault_of(line.text, at, at + len(hit.passage.text)), hit.reading))


def in_passage(node: Node, passage: Passage, known: when.Context, loose: bool, other: bool = False) -> list[Hit]:
    """Give the times in a stretch of a node."""
    found: list[Hit] = []
    times = when.scan(passage.text, known, loose)
    if not times and not known.resort:
        return found
    for start, end, reading in lastresort.added(passage.text, times, known) if known.resort else times:
        fault = "other" if other else unless(fault_of(passage.text, start, end), reading)
        found.append(Hit(node, passage.cut(start, end), reading, fault))
    return moved(found, passage.text)


def moved(found: list[Hit], text: str) -> list[Hit]:
    """Settle what was only planned: no longer so where the text tells of a change and names another day."""
    if not any(h.fault == "planned" for h in found):
        return found
    other = any(h.reading.has_day and not h.fault for h in found)
    told = other and any(phrases.of("event_status", k).search(text) for k in ("rescheduled", "postponed"))
    return [h._replace(fault="old" if told else "") if h.fault == "planned" else h for h in found]
