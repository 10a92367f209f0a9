"""The programme of an event: lines that begin with a time, under headings that name a day."""

from collections.abc import Sequence
from typing import NamedTuple

from postparse.document import Passage, Span
from postparse.fields.hits import Hit
from postparse.outline import Node
from postparse.post import AgendaItem
from postparse.values import when


class Slot(NamedTuple):
    """Where a slot stands, and the day of its heading."""

    span: Span
    day: str | None = None


Slots = Sequence[tuple[Slot, AgendaItem]]


def is_slot(node: Node, hits: Sequence[Hit]) -> bool:
    """Say whether a line begins with a clock time, without a day, and goes on with something."""
    if not hits or (node.role in ("paragraph", "furniture") and len(node.block.text) > 300):
        return False
    first = hits[0]
    if first.reading.has_day or not first.reading.has_clock:
        return False
    text = node.block.passage
    lead = first.passage.start - text.start
    rest = text.cut(lead + len(first.passage.text))
    # A syllable or ideograph is a word by itself.
    return lead <= 3 and sum(1 + (c > "\u2e80") for c in rest.text if c.isalpha()) >= 3


def runs(nodes: Sequence[Node], hits: dict[int, list[Hit]]) -> list[list[int]]:
    """Give the runs of at least two slots, with the lines between them (speakers, day headings)."""
    found: list[list[int]] = []
    for node in nodes:
        if not is_slot(node, hits.get(node.index, [])):
            continue
        if found and node.index - found[-1][-1] <= 6 and _plain(nodes, hits, found[-1][-1], node.index):
            found[-1].append(node.index)
        else:
            found.append([node.index])
    return [run for run in found if len(run) > 1]


def day_heads(nodes: Sequence[Node], hits: dict[int, list[Hit]], runs_: Sequence[Sequence[int]]) -> list[Hit]:
    """Give the days that stand on a line of their own right above a slot."""
    slots = {i for run in runs_ for i in run}
    return [
        hits[n.index][0]
        for n in nodes
        if n.index + 1 in slots
        and n.index not in slots
        and len(n.block.text) < 70
        and len(hits.get(n.index, ())) == 1
        and hits[n.index][0].reading.has_day
        and not hits[n.index][0].reading.has_clock
    ]


def _plain(nodes: Sequence[Node], hits: dict[int, list[Hit]], first: int, last: int) -> bool:
    """Say whether nothing between two slots tells of another event: a day with a clock time."""
    return not any(h.reading.has_day and h.reading.has_clock for i in range(first + 1, last) for h in hits.get(i, []))


def slots_of(run: Sequence[int], nodes: dict[int, Node], hits: dict[int, list[Hit]], known: when.Context) -> Slots:
    """Read the slots of a run."""
    made: list[tuple[Slot, AgendaItem]] = []
    day: str | None = None
    first = min(run)
    for index in range(first - 2, max(run) + 1):
        node = nodes.get(index)
        if node is None:
            continue
        found = hits.get(index, [])
        if index not in run:
            if found and found[0].reading.has_day and not found[0].reading.has_clock and len(node.block.text) < 60:
                settled = when.settle(found[0].reading, known)
                day = settled[0].start if len(settled) == 1 and not settled[0].end else day
            continue
        moment = when.settle(found[0].reading, known)
        if not moment or moment[0].start is None:
            continue
        passage = node.block.passage
        rest = passage.cut(found[0].passage.start - passage.start + len(found[0].passage.text))
        title = _title(rest)
        item = AgendaItem(_clock(moment[0].start), _clock(moment[0].end), title.squeezed() if title else None)
        made.append((Slot(node.block.span, day), item))
    return made


def _title(rest: Passage) -> Passage | None:
    bare = rest.cut(len(rest.text) - len(rest.text.lstrip(" :：-–—.|·,)]\t")))
    return bare if bare.text else None


def _clock(moment: str | None) -> str | None:
    return moment[11:16] if moment and "T" in moment else None
