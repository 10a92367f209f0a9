"""The programme of an event: lines that begin with a time, under headings that name a day."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from postparse.document import Passage, Span
from postparse.fields.hits import Hit, in_node
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


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(r"([01]?\d|2[0-3])\.([0-5][05])(?![\d.,%:])(?=\s*[^\W_]|\s?[-–—])")


def dotted(nodes: Sequence[Node], known: when.Context) -> dict[int, list[Hit]]:
    """Read clock times with a dot (`9.15`), with which at least three lines near each other begin, each later.

    One alone may as well be a day, a number of a section, or a price.
    """
    found: dict[int, list[Hit]] = {}
    run: list[tuple[Node, int]] = []
    for node in (*nodes, None):
        told = _dotted().match(node.block.text) if node and node.role in ("line", "entry", "paragraph") else None
        if node and told is None:
            continue
        minutes = int(told[1]) * 60 + int(told[2]) if told else 0
        if node and run and 0 < node.index - run[-1][0].index <= 6 and 0 < minutes - run[-1][1] <= _LONGEST_SLOT:
            run.append((node, minutes))
            continue
        # `9.10`, `10.10`, `11.10` are days of October.
        if len(run) > 2 and (len({at % 60 for _, at in run}) > 1 or run[0][1] % 60 not in range(1, 13)):
            found |= {n.index: hits for n, _ in run if (hits := in_node(n, known, True))}
        run = [(node, minutes)] if node and minutes >= _EARLIEST else []
    return found


_EARLIEST, _LONGEST_SLOT = 6 * 60, 5 * 60
"""Minutes of a day: no programme begins before, no slot lasts longer."""


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
    bare = rest.cut(len(rest.text) - len(rest.text.lstrip(" :：-–—.|/·,)]\t")))
    return bare if bare.text else None


def _clock(moment: str | None) -> str | None:
    return moment[11:16] if moment and "T" in moment else None
