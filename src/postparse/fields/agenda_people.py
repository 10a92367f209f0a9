"""Seat the people of a post in the programme: a slot holds the names that stand in its lines."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from postparse.document import Span
from postparse.lexicon import look
from postparse.post import AgendaItem, Event, Evidence, Post, changed

# What may part a talk's title from the name behind it.
_PARTING = "-–—―,:/|(（：，、·"
# Lines under the last slot that are looked at, at most.
_REACH = 4


class Seat(NamedTuple):
    """A name in a slot's lines, and where it stands."""

    name: str
    span: Span


def seated(post: Post, text: str) -> tuple[Post, dict[str, tuple[Evidence, ...]]]:
    """Give the post with names in its agendas and titles without them, and the evidence of the names."""
    events: list[Event] = []
    traced: dict[str, tuple[Evidence, ...]] = {}
    names = sorted({p.name for p in post.participants}, key=lambda n: -len(n))
    for index, event in enumerate(post.schedule):
        pointer = f"/schedule/{index}/agenda"
        lines = list(_lines(pointer, event.agenda, post.evidence))
        if not lines or len(lines) != len(event.agenda) or lines != sorted(lines):
            events.append(event)
            continue
        slots = []
        for at, (item, stretch) in enumerate(zip(event.agenda, _stretches(lines, text), strict=True)):
            found = sorted(_seats(names, text, stretch), key=lambda s: s.span)
            for n, seat in enumerate(found):
                traced[f"{pointer}/{at}/participants/{n}"] = (Evidence(*seat.span, "seated", "visible"),)
            title = _bare_title(item.title, [s.name for s in found])
            slots.append(changed(item, title=title, participants=tuple(s.name for s in found)))
        events.append(changed(event, agenda=tuple(slots)))
    return changed(post, schedule=tuple(events)), traced


def _lines(pointer: str, agenda: Sequence[AgendaItem], evidence: Mapping[str, Sequence[Evidence]]) -> Iterator[Span]:
    """Give where the line of each slot stands."""
    for at in range(len(agenda)):
        found = evidence.get(f"{pointer}/{at}/title") or evidence.get(f"{pointer}/{at}/start")
        if found and found[0].origin == "visible":
            yield Span(found[0].start, found[0].end)


def _stretches(lines: Sequence[Span], text: str) -> Iterator[Span]:
    """Give the stretch of each slot: to the next one, the last as many lines long as the shortest."""
    gaps = [text.count("\n", a.end, b.start) for a, b in pairwise(lines)]
    under = min((g - 1 for g in gaps), default=0)
    for line, after in pairwise(lines):
        yield Span(line.start, max(after.start, line.end))
    end = lines[-1].end
    for _ in range(min(max(under, 0), _REACH)):
        end = text.find("\n", end + 1) if text.find("\n", end + 1) > 0 else len(text)
    yield Span(lines[-1].start, end)


def _seats(names: Sequence[str], text: str, stretch: Span) -> Iterator[Seat]:
    """Give the names that stand in a stretch, none inside a longer one."""
    held = text[stretch.start : stretch.end]
    taken: list[int] = []
    for name in names:
        words = r"\s+".join(map(re.escape, name.split()))
        edge = r"(?<!\w){}(?!\w)" if name.isascii() or max(name) < "\u2e80" else "{}"
        found = re.search(edge.format(words), held)
        if found is None or bisect_left(taken, found.end()) != bisect_left(taken, found.start() + 1):
            continue
        taken = sorted([*taken, *range(found.start() + 1, found.end())])
        yield Seat(name, Span(stretch.start + found.start(), stretch.start + found.end()))


def _bare_title(title: str | None, names: Sequence[str]) -> str | None:
    """Cut the names behind a title off, where a mark parts them, and the role word before the names."""
    at = min((i for n in names if (i := (title or "").find(n)) > 0), default=0)
    before = (title or "")[:at].rstrip()
    if not before or before[-1] not in _PARTING:
        return title
    bare = before.rstrip(_PARTING + " ")
    head, mark, last = bare.rpartition(
        next((m for m in (" – ", " — ", " - ", ". ", ", ", "; ", " / ") if m in bare), "\0")
    )
    if mark and look("role", last.strip()):
        bare = head.rstrip(_PARTING + " .")
    return bare or title
