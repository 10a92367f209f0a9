"""Where the event of a post takes place: beside the time, on a line of its own, in a list."""

import re
from collections.abc import Sequence

from postparse import lexicon
from postparse.document import Passage
from postparse.fields.hits import PLACE_KEYS, TIME_KEYS, Hit, keys_of
from postparse.fields.place_prose import article, lead_end
from postparse.outline import Node, Outline
from postparse.values import person, placefind, placewords, venue
from postparse.values.venue import Place


def joined(outline: Outline, first: Passage, second: Passage) -> Passage:
    """Give two lines as one passage where nothing but white space parts them."""
    gap = outline.document.text[first.start + len(first.text) : second.start]
    return Passage(first.text + "\n" * len(gap) + second.text, first.start) if not gap.strip() else first


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
    start = lead_end(rest.text, 0, language)
    if (found := placefind.find(rest, start, led=True, language=language)) is not None:
        if found.start == rest.start and len(found.text) < len(rest.text) <= 40 and _is_eastern(rest.text, language):
            return venue.read(rest, language)  # `3층 강당`
        return placefind.followed(rest, found, language, lead_end)
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


def _is_eastern(text: str, language: str | None) -> bool:
    """Say whether a text of few words, in Hangul, kana or Han, ends with a word for a place."""
    words = text.split()
    return text[-1] >= "\u3040" and len(words) < 5 and placewords.has_place_word(words[-1], language)


def _before_time(before: Passage, language: str | None) -> Place | None:
    cut = max((m.end() for m in re.finditer(r"[.!?;~]\s+(?=[A-ZÀ-Þ\d(])", before.text)), default=0)
    before = before.cut(cut)
    text = before.text
    if not 3 < len(text) < 90:
        return None
    lead = lead_end(text, 0, language)
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
    if word and any(m.key in PLACE_KEYS and m.key != "room" for m in lexicon.look("label", word["label"])):
        start = word.end()
    elif icon := re.match(r"[a-z_]+\s(?=[A-Z\d])", line.text):
        # The name of an icon, which a font of icons draws.
        start = icon.end()
    start = lead_end(line.text, start, language)
    found = placefind.find(line, start, led=start > 0, language=language)
    rest = line.cut(start)
    if _may_be_addressed(rest.text, found is not None) and placewords.is_name(rest.text, language):
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


def _may_be_addressed(text: str, known: bool) -> bool:
    """Say whether a line may be a name and its address; a name that is not `known` has a house's number behind it."""
    if len(text) >= 120 or "(" in text:
        return False
    name, _, address = text.partition(", ")
    return known or (name[:1].isupper() and address[:1].isdigit() and not any(map(str.isdigit, name)))


def _is_venue(rest: Passage, language: str | None) -> bool:
    """Tell a place from `Ewa Novak, University of Auerbach`; a name before an address is a place's."""
    head, _, tail = rest.text[:100].partition(",")
    if placewords.is_address(tail.partition(",")[0].strip(), language, True):
        return True
    held = person.read(rest.text[:100].partition("(")[0].strip()) if "(" in rest.text[:60] else None
    if held is not None and person.is_known(held) and not placewords.has_place_word(held.name, language):
        return False  # `10:00 Marco Bellini (University of Auerbach), Papers of the quarters`
    return not _names_person(head, rest.text, language)


def _names_person(head: str, text: str, language: str | None) -> bool:
    """Tell `Ewa Novak (Museum of Memory)`, `Ewa Novak, University of Auerbach`: no word for a place in the name."""
    if len(head) == len(text) or len(head) > 40 or placewords.has_place_word(head, language):
        return False
    return not any(c.isdigit() for c in head) and person.read(head.strip()) is not None


def in_list(outline: Outline, times: Sequence[Hit], first: int) -> Place | None:
    """Read the place of a short list whose other items are the day and the hours (`- Friday 3 May` `- At Ada's Mill`).

    `times` are those around, `first` is the node of the event's. A small word before it tells it from a topic.
    """
    nodes, group = outline.nodes, outline.nodes[first].block.group
    items = [n for n in nodes[max(first - 4, 0) : first + 5] if n.block.group == group and n.block.bullet]
    spans = [(h.span.start, h.span.end) for h in times]
    rest = [n for n in items if not any(a < n.block.span.end and n.block.span.start < b for a, b in spans)]
    if not 2 <= len(items) <= 4 or len(rest) != 1 or len(rest[0].block.text) > 60 or keys_of(rest[0]):
        return None
    line = rest[0].block.passage
    lead = article(line.text, lead_end(line.text, 0, outline.language))
    small = placewords.join_words(placewords.base_of(outline.language))
    if not lead and lexicon.fold(line.text.partition(" ")[0]) not in small:
        return None
    named = line.text[lead : lead + 1].isupper() and placewords.is_name(line.text, outline.language)
    return venue.read(line.cut(lead), outline.language) if named and line.text[-1] not in ".?" else None


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
                lead_end(line.text, 0, outline.language)
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
                passage = joined(outline, passage, more or after.block.passage)
        if (place := venue.read(passage, outline.language)) and (place.name or place.address):
            return place
    return None
