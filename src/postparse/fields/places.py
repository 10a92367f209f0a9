"""Where the event of a post takes place: under a label, beside the time, on a line of its own, in prose."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import lexicon
from postparse.document import Passage
from postparse.fields.hits import PLACE_KEYS, Hit, keys_of
from postparse.outline import Node, Outline
from postparse.values import venue
from postparse.values.venue import Place


def labelled(outline: Outline, nodes: Sequence[Node]) -> Place | None:
    """Read the place under labels of places among `nodes`: name, room and address may have lines of their own."""
    inside = {n.index for n in nodes}
    found: list[tuple[str, Place]] = []
    for section in outline.sections:
        key = next((k for k in section.label.keys if k in PLACE_KEYS and k != "when_where"), None)
        if key is None or section.head not in inside or not section.entries:
            continue
        value = _value(outline, section.nodes, section.entries)
        if value and (place := venue.read(value)):
            found.append((key, place))
    return merged(found)


def _value(outline: Outline, nodes: tuple[int, ...], entries: tuple[Passage, ...]) -> Passage | None:
    """Give the entry, and the next line with it where that goes on as an address."""
    first = entries[0]
    if len(entries) > 1 and nodes[1] == nodes[0] + 1 and not keys_of(outline.nodes[nodes[1]]):
        second = entries[1]
        if len(second.text) < 90 and (
            venue.is_address(second.text) or (len(first.text) < 60 and first.text.endswith(","))
        ):
            gap = outline.document.text[first.start + len(first.text) : second.start]
            if not gap.strip():
                return Passage(first.text + "\n" * len(gap) + second.text, first.start)
    return first if len(first.text) <= 220 else None


def merged(found: Sequence[tuple[str, Place]]) -> Place | None:
    """Make one place of what several labels say."""
    if not found:
        return None
    name = next((p.name for k, p in found if k in ("where", "room") and p.name), None)
    name = name or next((p.name for _, p in found if p.name and _ != "address"), None)
    address = next(
        (p.address or (p.name if k == "address" else None) for k, p in found if p.address or k == "address"), None
    )
    url = next((p.url for _, p in found if p.url), None)
    return Place(name, address, url, any(p.online for _, p in found))


@cache
def _lead() -> re.Pattern[str]:
    """Words that bring a place in prose (`in the`, `at`), in languages that put them before."""
    words = sorted((w for w in lexicon.surfaces("place_mark", "before") if w[0] < "\u2e80"), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r"|@)(?:\s+|(?<=')|(?<=’))(?:the\s)?", re.I)


def beside(hit: Hit, following: Hit | None = None) -> Place | None:
    """Read the place after the time on its line, or before it."""
    whole = hit.node.value if hit.node.role == "labelled" else hit.node.block.passage
    stop = following.passage.start if following else whole.start + len(whole.text)
    at = hit.passage.start + len(hit.passage.text) - whole.start
    rest = whole.cut(at, stop - whole.start)
    rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" ,.;:)）、，/|·•-–—@&")))
    if not rest.text:
        return _before_time(hit, whole)
    return after_time(rest, len(whole.text) < 200) or _before_time(hit, whole)


def after_time(rest: Passage, short: bool) -> Place | None:
    """Read the place with which a text begins that follows a time."""
    lead = _lead().match(rest.text)
    start = lead.end() if lead else 0
    if (found := venue.find(rest, start, led=bool(lead))) is not None:
        return venue.read(found)
    if short and len(rest.text) <= 120 and not re.search(r"[.!?]\s", rest.text):
        bare = rest.cut(start)
        if venue.is_placelike(bare.text) or any(venue.is_address(s) for s in re.split(r"[,、，]", bare.text)):
            return venue.read(bare)
    return None


def _before_time(hit: Hit, whole: Passage) -> Place | None:
    before = whole.cut(0, hit.passage.start - whole.start)
    if not 3 < len(before.text) < 90 or before.text[-1] not in ",|/·-–—:" or not venue.has_place_word(before.text):
        return None
    return venue.read(before) if venue.find(before) is not None else None


def is_place_line(node: Node) -> bool:
    """Say whether a short line is a place and nothing else."""
    text = node.block.text
    if node.label and node.label.keys or len(text) > 140 or node.role in ("paragraph", "furniture", "meta", "title"):
        return False
    found = venue.find(node.block.passage)
    if found is not None and len(found.text) >= len(text.strip(" .()")) * 0.6:
        return True
    lead = _lead().match(text)
    if lead and (led := venue.find(node.block.passage, lead.end(), led=True)) is not None:
        return len(led.text) >= (len(text) - lead.end()) * 0.6
    return bool(re.search("[\u3040-\ud7a3]", text)) and venue.has_place_word(
        text.split("(")[0].split("（")[0].split()[-1]
    )


def around(outline: Outline, first: int, last: int) -> Place | None:
    """Read the place on the lines right after a time, or right before it."""
    for step in (1, 2, 3, -1, -2):
        index = last + step if step > 0 else first + step
        if not 0 <= index < len(outline.nodes):
            continue
        node = outline.nodes[index]
        if not is_place_line(node):
            continue
        lead = _lead().match(node.block.text)
        passage = node.block.passage.cut(lead.end() if lead else 0)
        after = outline.nodes[index + 1] if index + 1 < len(outline.nodes) else None
        place = venue.read(passage)
        if place and after is not None and step > 0 and not place.address:
            more = after.block.passage
            near = not outline.document.text[node.block.span.end : after.block.span.start].strip("\n")
            if near and after.role in ("line", "entry") and (venue.is_address(more.text) or is_place_line(after)):
                gap = after.block.span.start - node.block.span.end
                joined = Passage(passage.text + "\n" * gap + more.text, passage.start)
                place = venue.read(joined) or place
        if place and (place.name or place.address):
            return place
    return None


def in_sentence(passage: Passage) -> Iterator[Place]:
    """Give the places that a sentence brings with `in` or `at`, or marks after the name."""
    for lead in _lead().finditer(passage.text):
        found = venue.find(passage, lead.end(), led=False)
        if found is not None and (place := venue.read(found)):
            yield place
    yield from _eastern(passage)


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    after = sorted((w for w in lexicon.surfaces("place_mark", "after")), key=len, reverse=True)
    before = sorted((w for w in lexicon.surfaces("place_mark", "before") if w[0] > "\u2e80"), key=len, reverse=True)
    name = r"[^\s,、，。.()（）]"
    return (
        re.compile(
            rf"(?P<place>(?:{name}{{1,14}}\s){{0,3}}{name}{{2,30}}?(?:[(（][^()（）]{{1,40}}[)）])?)(?:"
            + "|".join(after)
            + ")"
        ),
        re.compile("(?:" + "|".join(before) + rf")(?P<place>{name}{{3,30}}?)(?:" + "|".join(_held()) + ")"),
    )


def _held() -> list[str]:
    return [re.escape(w) for w in lexicon.surfaces("event_verb", "held") if w[0] > "\u2e80" and w[0] < "\uac00"]


def _eastern(passage: Passage) -> Iterator[Place]:
    if not re.search("[\u3040-\ud7a3]", passage.text):
        return
    for pattern in _marks():
        for match in pattern.finditer(passage.text):
            held = passage.cut(*match.span("place"))
            # The name begins after the last time or particle before it.
            words = held.text.split()
            keep = len(words)
            while keep > 0 and not any(c.isdigit() for c in words[keep - 1][:2]):
                keep -= 1
            bare = held.cut(len(held.text) - len(" ".join(words[keep:]))) if keep < len(words) else held
            if bare.text and venue.has_place_word(bare.text.split("(")[0].split("（")[0].split()[-1]):
                if place := venue.read(bare):
                    yield place
