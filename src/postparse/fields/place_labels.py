"""Where the event of a post takes place, as labels tell: name, room and address, in the text or in a box of details."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from postparse.document import Passage
from postparse.fields.hits import PLACE_KEYS, keys_of
from postparse.fields.place_prose import lead_end
from postparse.fields.places import joined
from postparse.outline import Outline, Section
from postparse.residue import is_residue
from postparse.values import placewords, venue
from postparse.values.venue import Place


def sections(outline: Outline) -> list[tuple[int, str, Section]]:
    """Give the sections under labels of places, by the node of the label."""
    found = [(s.head, next(k for k in s.label.keys if k in PLACE_KEYS), s) for s in outline.labelled(*PLACE_KEYS)]
    return sorted(
        (f for f in found if outline.nodes[f[0]].block.region != "aside"),
        key=lambda f: f[0],
    )


def labelled(
    outline: Outline, told: Sequence[tuple[int, str, Section]], begin: int = 0, stop: int | None = None
) -> Place | None:
    """Read the place under those labels of places that stand from the node `begin` to `stop`: name, room, address."""
    found: list[tuple[str, Place]] = []
    first = bisect_left(told, begin, key=lambda t: t[0])
    last = len(told) if stop is None else bisect_left(told, stop, key=lambda t: t[0])
    for _, key, section in told[first:last]:
        if any(k == key for k, _ in found) and key == "where":
            continue
        value = _shared_line(outline, section) if key == "when_where" else _value(outline, section)
        if value and (place := venue.read(value, outline.language)):
            found.append((key, place))
    return _merged(found)


def in_panel(panel: Sequence[tuple[str, Passage]], outline: Outline) -> Place | None:
    """Read the place of a box of details: a line or more under labels of places."""
    found: list[tuple[str, Place]] = []
    lines: dict[str, list[Passage]] = {}
    for key, passage in panel:
        lines.setdefault(key, []).append(passage)
    for key in PLACE_KEYS:
        held = lines.get(key, [])[:3]
        if not held:
            continue
        passage = held[0]
        for more in held[1:]:
            passage = joined(outline, passage, more)
        if place := venue.read(passage, outline.language):
            found.append((key, place))
    return _merged(found)


def _shared_line(outline: Outline, section: Section) -> Passage | None:
    """Give the entry of a date-and-place label that holds no digits of a time, if there is one of its own."""
    for index, entry in zip(section.nodes[1:], section.entries[1:], strict=False):
        if (
            3 < len(entry.text) < 120
            and not keys_of(outline.nodes[index])
            and not any(c.isdigit() for c in entry.text[:3])
        ):
            return entry.cut(lead_end(entry.text, 0, outline.language))
    return None


def _value(outline: Outline, section: Section) -> Passage | None:
    """Give the entry, and the next line with it where that goes on as an address."""
    entries, nodes = section.entries, section.nodes
    head = outline.nodes[section.head]
    if head.role == "label" and (not nodes or nodes[0] > section.head + 1):
        # A value that is a link looks like furniture, but it stands right under its label.
        follower = outline.nodes[section.head + 1] if section.head + 1 < len(outline.nodes) else None
        if follower is None or is_residue(follower.block.text) or len(follower.block.text) > 120:
            return None
        if follower.label is not None or follower.block.text.endswith((":", "：")):
            return None
        return follower.block.passage if follower.block.region == head.block.region else None
    if not entries or entries[0].text.endswith((":", "：")):
        return None
    first = entries[0]
    if "   " in first.text and (label := re.search(r"(?<!\s)\s{3,}+[^\W\d_][^:]{1,25}:\s", first.text)):
        return first.cut(0, label.start())
    if len(entries) > 1 and nodes[1] == nodes[0] + 1 and not keys_of(outline.nodes[nodes[1]]) and len(first.text) < 120:
        second = entries[1]
        if len(second.text) < 90 and (placewords.is_address(second.text, outline.language) or first.text.endswith(",")):
            both = joined(outline, first, second)
            if len(entries) > 2 and nodes[2] == nodes[1] + 1 and _is_town(entries[2].text, outline.language):
                both = joined(outline, both, entries[2])
            return both
    return first if len(first.text) <= 220 else None


def _is_town(text: str, language: str | None) -> bool:
    """Say whether a line is the town of an address, with its postcode: `17000 Auerbach`, `Auerbach, OH 44301`."""
    if len(text) > 50 or not any(map(str.isdigit, text)):
        return False
    return bool(re.search(r", [A-Z]{2} \d{5}(?:-\d{4})?$", text)) or (
        re.match(r"\d{4,5} [^\W\d_]", text) is not None and placewords.is_address(text, language)
    )


def _merged(found: Sequence[tuple[str, Place]]) -> Place | None:
    """Make one place of what several labels say."""
    real = [(k, p) for k, p in found if p.name or p.address or p.url or p.online]
    if not real:
        return None
    rank = {"where": 0, "when_where": 0, "room": 1, "online": 2, "address": 3}
    named = sorted((kp for kp in real if kp[1].name and kp[0] != "address"), key=lambda kp: rank[kp[0]])
    addressed = [p.address or p.name for k, p in real if p.address or k == "address"]
    url = next((p.url for _, p in real if p.url), None)
    return Place(
        named[0][1].name if named else None, addressed[0] if addressed else None, url, any(p.online for _, p in real)
    )
