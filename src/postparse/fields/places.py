"""Where the event of a post takes place: under a label, beside the time, on a line of its own, in prose."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import lexicon
from postparse.document import Passage
from postparse.fields.hits import PLACE_KEYS, TIME_KEYS, Hit, keys_of
from postparse.outline import Node, Outline, Section
from postparse.phrases import Phrases
from postparse.residue import is_residue
from postparse.values import person, placefind, placewords, venue
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
            passage = _joined(outline, passage, more)
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
            return entry.cut(_lead(entry.text, 0, outline.language))
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
            return _joined(outline, first, second)
    return first if len(first.text) <= 220 else None


def _joined(outline: Outline, first: Passage, second: Passage) -> Passage:
    gap = outline.document.text[first.start + len(first.text) : second.start]
    return Passage(first.text + "\n" * len(gap) + second.text, first.start) if not gap.strip() else first


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


@cache
def _lead_words(base: str) -> Phrases:
    """Words that bring a place in prose (`in the`, `at`), in languages that put them before."""
    own = any(m.key == "before" for _, m in lexicon.words("place_mark").spoken(base))
    # A language without words of its own takes those of all.
    known = placewords.words_of("place_mark", "before", base).words if own else lexicon.surfaces("place_mark", "before")
    return Phrases(["@", *(w for w in known if w[0] < "\u2e80")])


def _leads(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """Give where such words begin, and where what they bring does."""
    for start, end in _lead_words(placewords.base_of(language)).finditer(text):
        rest = text[end:].lstrip(" :")
        if rest and (len(rest) < len(text) - end or text[end - 1] in "'’@"):
            yield start, len(text) - len(rest)


def _lead(text: str, start: int = 0, language: str | None = None) -> int:
    """Give where the place begins that such a word at `start` brings; `start` where there is no such word."""
    found = next(_leads(text[start : start + 80], language), None)
    return start + found[1] if found and found[0] == 0 else start


def beside(hit: Hit, others: Sequence[Hit], language: str | None) -> Place | None:
    """Read the place after the time on its line, or before it. `others` are the times of the same node."""
    whole = hit.node.value if hit.node.role == "labelled" else hit.node.block.passage
    at = hit.passage.start + len(hit.passage.text) - whole.start
    if at < 0 or at > len(whole.text):
        return None
    later = [h.passage.start - whole.start for h in others if h.passage.start - whole.start >= at]
    rest = whole.cut(at, min(later, default=len(whole.text)))
    rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" ,.;:)、，/|·•-–—&*~")))
    if rest.text and (place := _after_time(rest, len(whole.text) < 200, language)):
        return place
    earlier = max(
        (h.passage.start + len(h.passage.text) - whole.start for h in others if h.passage.start < hit.passage.start),
        default=0,
    )
    before = whole.cut(earlier, hit.passage.start - whole.start)
    return _before_time(before, language) if before.text and len(whole.text) < 250 else None


def _after_time(rest: Passage, short: bool, language: str | None) -> Place | None:
    """Read the place with which a text begins that follows a time."""
    if "," in rest.text and not _is_venue(rest, language):
        return None
    start = _lead(rest.text, 0, language)
    if (found := placefind.find(rest, start, led=True, language=language)) is not None:
        return placefind.followed(rest, found, language, _lead)
    bare = rest.cut(start)
    if (
        short
        and len(bare.text) <= 100
        and not re.search(r"[.!?:]\s", bare.text)
        and placewords.is_name(bare.text, language)
    ):
        parts = re.split(r"[,、，]", bare.text)
        if placewords.is_placelike(bare.text, language) or any(placewords.is_address(s, language) for s in parts):
            return venue.read(bare, language)
    return None


def _before_time(before: Passage, language: str | None) -> Place | None:
    cut = max((m.end() for m in re.finditer(r"[.!?;~]\s+(?=[A-ZÀ-Þ\d(])", before.text)), default=0)
    before = before.cut(cut)
    text = before.text
    if not 3 < len(text) < 90:
        return None
    lead = _lead(text, 0, language)
    found = placefind.find(before, lead, led=lead > 0, language=language)
    words = text[lead:].rstrip(" ,|–—-(").split()
    if (found is None or len(found.text) < len(" ".join(words))) and 1 < len(words) <= 5 and _is_room(words, language):
        return venue.read(before.cut(lead), language)  # `The small meeting room 10-11am`
    if found is None or (text[-1] not in ",|/·-–—:(" and len(found.text) < len(text) - lead):
        return None
    return venue.read(found, language)


def _is_room(words: Sequence[str], language: str | None) -> bool:
    """Say whether words are a name in full, with a word for a room at its end and nothing that a sentence has."""
    last = placewords.has_place_word(words[-1], language, weak=False)
    return last and words[0][0].isupper() and not any(lexicon.look("stopwords", w) for w in words)


def is_sure(place: Place, language: str | None) -> bool:
    """Say whether a place found near a time is one by its words, its code, its address or its platform."""
    name = place.name.text if place.name else ""
    return (
        place.address is not None
        or placewords.has_place_word(name, language)
        or placewords.has_code(name)
        or place.online
    )


def line_place(node: Node, language: str | None, labels: bool = True) -> Passage | None:
    """Give the place that a short line is, None where it is something else."""
    line = node.block.passage
    if "    " in line.text and placewords.is_placelike((column := line.cut(0, line.text.index("    "))).text, language):
        line = column
    if (labels and node.label and node.label.keys) or len(line.text) > 140:
        return None
    if node.role in ("paragraph", "furniture", "meta"):
        return None
    start = 0
    word = re.match(r"(?P<label>[^\W\d_]+)\s(?=\S)", line.text)
    if word and any(m.key in PLACE_KEYS for m in lexicon.look("label", word["label"])):
        start = word.end()
    elif icon := re.match(r"[a-z_]+\s(?=[A-Z\d])", line.text):
        # The name of an icon, which a font of icons draws.
        start = icon.end()
    start = _lead(line.text, start, language)
    found = placefind.find(line, start, led=start > 0, language=language)
    rest = line.cut(start)
    if found is not None and len(rest.text) < 120 and "(" not in rest.text and placewords.is_name(rest.text, language):
        whole = venue.read(rest, language)
        if whole and whole.name and whole.address:
            return rest
    if (
        found is not None
        and len(found.text) >= len(re.sub(r"(?<!\s)\s*+\([^()]*+\)$", "", rest.text).strip(" .()")) * 0.6
        and placewords.is_name(rest.text, language)
        and not _names_person(rest.text.partition("(")[0], rest.text, language)
    ):
        return found
    if max(line.text, default="") >= "\u3040" and not any(k in TIME_KEYS for k in keys_of(node)):
        words = re.split("[(（]", line.text)[0].split()
        if words and len(line.text) < 40 and placewords.has_place_word(words[-1], language):
            return line
    return None


def _is_venue(rest: Passage, language: str | None) -> bool:
    """Tell a place from `Ewa Novak, University of Auerbach`; a name before an address is a place's."""
    head, _, tail = rest.text[:100].partition(",")
    if placewords.is_address(tail.partition(",")[0].strip(), language, True):
        return True
    return not _names_person(head, rest.text, language)


def _names_person(head: str, text: str, language: str | None) -> bool:
    """Tell `Ewa Novak (Museum of Memory)`, `Ewa Novak, University of Auerbach`: no word for a place in the name."""
    if len(head) == len(text) or len(head) > 40 or placewords.has_place_word(head, language):
        return False
    return not any(c.isdigit() for c in head) and person.read(head.strip()) is not None


def around(outline: Outline, first: int, last: int, steps: Sequence[int] = (1, 2, 3, -1, -2)) -> Place | None:
    """Read the place on the lines right after a time, or right before it."""
    for step in steps:
        index = last + step if step > 0 else first + step
        if not 0 <= index < len(outline.nodes):
            continue
        node = outline.nodes[index]
        passage = line_place(node, outline.language)
        if passage is None and step == 1 and node.block.group == outline.nodes[last].block.group:
            # A wrapped sentence goes on: `... at 7pm` / `in the Reading Room, and there will be pie`.
            line = node.block.passage
            if (
                _lead(line.text, 0, outline.language)
                and not keys_of(node)
                and (place := _after_time(line, False, outline.language))
            ):
                return place
        if passage is None:
            continue
        after = outline.nodes[index + 1] if index + 1 < len(outline.nodes) else None
        if (
            after is not None
            and step > 0
            and after.role in ("line", "entry")
            and after.block.group == outline.nodes[index].block.group
        ):
            more = line_place(after, outline.language)
            if more is not None or placewords.is_address(after.block.text, outline.language):
                passage = _joined(outline, passage, more or after.block.passage)
        if (place := venue.read(passage, outline.language)) and (place.name or place.address):
            return place
    return None


def in_sentence(
    passage: Passage, language: str | None, times: Sequence[Hit] = (), held: int | None = None
) -> Iterator[Place]:
    """Give the places that a sentence brings with `in` or `at`, or marks after the name.

    `held` is where a verb of holding ends: of what follows it soon, weaker signs of a place will do.
    """
    stops = [h.passage.start - passage.start for h in times]
    for _, lead in _leads(passage.text, language):
        stop = min((s for s in stops if s > lead), default=len(passage.text))
        found = placefind.find(passage, lead, led=False, language=language, stop=stop)
        near = (
            held is not None
            and 0 <= lead - held <= 60
            and placewords.has_place_word(passage.text[lead : lead + 60], language)
        )
        if found is None and (near or passage.text[lead : lead + 1].isdigit()):
            found = placefind.find(passage, lead, led=True, language=language, stop=stop)
        if found is not None and (place := placefind.followed(passage, found, language, _lead)):
            yield place
    if any(c in passage.text for c in "'’") or max(passage.text, default="") >= "\u3040":
        from postparse.fields import place_marked  # few posts need it

        yield from place_marked.places(passage, language, times)
    if (span := placewords.online_span(passage.text)) and (place := _platform(passage, span, language)):
        yield place


def _platform(passage: Passage, span: tuple[int, int], language: str | None) -> Place | None:
    """Read a platform that a small word brings (`on Zoom`, `per Webex`); a word for any of them names none."""
    named = passage.cut(*span)
    before = passage.text[: span[0]].rstrip().rsplit(maxsplit=1)[-1:]
    also = placewords.words_of("place_join", "also", placewords.base_of(language)).words
    if not named.text[:1].isupper() or lexicon.fold(named.text) in lexicon.surfaces("online", "generic"):
        return None
    return Place(named, None, None, True) if before and lexicon.fold(before[0]) in also else None
