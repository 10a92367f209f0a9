"""Times found in the nodes of a post, each with what the words around it make of it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from postparse import lexicon
from postparse.document import Passage, Span
from postparse.fields import byline
from postparse.outline import Node, Outline
from postparse.post import Post
from postparse.values import when

# Labels whose times are the event's; what other known labels announce is none.
TIME_KEYS = ("when", "date", "time", "when_where", "end_time")
PLACE_KEYS = ("where", "address", "room", "online", "when_where")
_OTHER_KEYS = (
    "deadline", "doors", "published", "modified", "author", "category", "tags", "comments", "contact",
    "registration", "fee", "bio",
)  # fmt: skip


class Hit(NamedTuple):
    """A time in a node. `fault` says why it is not the event's own: deadline, doors, other, old; "" if it may be."""

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
        date_order=byline.date_order(outline),
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
    for node in outline.nodes:
        span = node.block.span
        if node.role in ("furniture", "title", "meta"):
            continue
        inside = [e for e in skip if e.start < span.end and span.start < e.end]
        if node.role != "paragraph" and inside and not _longer(node, inside[0].end - inside[0].start):
            continue
        yield node


def _longer(node: Node, taken: int) -> bool:
    """Say whether a line that was read as a date is a range of days, which no byline is."""
    text = node.block.text
    found = when.read(text, when.Context()) if len(text) < 60 and taken < len(text) else ()
    return any(s.last is not None for r in found for s in r.slots)


def keys_of(node: Node) -> tuple[str, ...]:
    return node.label.keys if node.label else ()


def in_node(node: Node, known: when.Context, loose: bool = False) -> list[Hit]:
    """Give the times in a node, read strictly unless a label says that they are times."""
    keys = keys_of(node)
    labelled = any(k in TIME_KEYS for k in keys)
    passage = node.value if node.label and node.role == "labelled" else node.block.passage
    return in_passage(node, passage, known, loose or labelled, any(k in _OTHER_KEYS for k in keys) and not labelled)


def in_passage(node: Node, passage: Passage, known: when.Context, loose: bool, other: bool = False) -> list[Hit]:
    """Give the times in a stretch of a node."""
    found = []
    for start, end, reading in when.scan(passage.text, known, loose):
        fault = "other" if other else fault_of(passage.text, start, end)
        found.append(Hit(node, passage.cut(start, end), reading, fault))
    return found


@cache
def _before() -> re.Pattern[str]:
    """A word of `not_event` right before a time, with small words between."""
    latin, east = [], []
    for key in ("doors", "deadline", "other"):
        for surface in lexicon.surfaces("not_event", key):
            (latin if surface[0] < "\u2e80" else east).append(re.escape(surface))
    for surface in lexicon.surfaces("event_status", "old"):
        (latin if surface[0] < "\u2e80" else east).append(re.escape(surface))
    words = "|".join(sorted(latin, key=len, reverse=True))
    letters = "|".join(sorted(east, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\w)(?P<latin>{words})(?:\s+\w{{1,7}}){{0,2}}|(?P<east>{letters})\w{{0,3}})[\s:：(（\-–—,]*$", re.I
    )


@cache
def _after() -> re.Pattern[str]:
    east = [s for k in ("doors", "deadline") for s in lexicon.surfaces("not_event", k) if s[0] > "\u2e80"]
    return re.compile(r"\s?(?:" + "|".join(map(re.escape, sorted(east, key=len, reverse=True))) + ")")


def _key_of(surface: str) -> str:
    folded = lexicon.fold(surface)
    if any(m.key == "old" for m in lexicon.look("event_status", folded)):
        return "old"
    return next((m.key for m in lexicon.look("not_event", folded)), "other")


def fault_of(text: str, start: int, end: int) -> str:
    """Say what the words around a time make of it: doors, deadline, other, old, or "" for an event's time."""
    before = text[max(0, start - 45) : start]
    clause = re.split(r"[.!?;。！？；]\s*|[()（）]\s*(?=.*[)）])", before)[-1]
    match = _before().search(clause)
    if match:
        return _key_of(match["latin"] or match["east"])
    match = _after().match(text, end)
    return _key_of(match[0].strip()) if match else ""
