"""Blocks to outline: give each block its role, then gather what stands under each label."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from postparse import labels, lexicon, metaline, residue
from postparse.document import Block, Document, Passage
from postparse.outline import Label, Node, Outline, Section
from postparse.prose import is_prose
from postparse.settings import Settings

# Regions that a reader of marked-up pages is sure about; none of them is the post.
FURNITURE = frozenset(
    {
        "navigation",
        "aside",
        "footer",
        "comments",
        "form",
        "share",
        "related",
        "author",
        "hidden",
        "header",
        "furniture",
    }
)


def outline(document: Document, language: str | None, settings: Settings = Settings()) -> Outline:  # noqa: B008
    """Give the structure of a document whose language is settled."""
    nodes = _with_slots(tuple(_nodes(document, language)))
    return Outline(document, language, nodes, tuple(_sections(nodes)), tuple(metaline.find(nodes, language)), settings)


# What stands before a further label of a line and belongs to neither part.
_BETWEEN = " \t\u3000▷▶▸►△▲○●■□◆◇◎※•·|｜/／,，、;；"


def _parted_blocks(blocks: Sequence[Block], language: str | None) -> Iterator[Block]:
    """Part a block that holds several labels of an event, each with its value, into one for each."""
    for block in blocks:
        plain = block.kind in ("paragraph", "list_item") and block.region in ("", "content") and not block.hint
        cuts = labels.further(block.passage, language) if plain and (":" in block.text or "：" in block.text) else ()
        if not cuts:
            yield block
            continue
        ends = (*cuts[1:], len(block.text))
        for start, end in zip((0, *cuts), (cuts[0], *ends), strict=True):
            part = block.passage.cut(start, end)
            if end < len(block.text):
                part = part.cut(0, len(part.text.rstrip(_BETWEEN)))
            inside = tuple(k for k in block.links if part.start <= k.span.start and k.span.end <= part.span.end)
            if part.text:
                yield block._replace(text=part.text, span=part.span, links=inside)


def _nodes(document: Document, language: str | None) -> Iterator[Node]:
    blocks = tuple(_parted_blocks(document.blocks, language))
    opening, closing = residue.opening(blocks), residue.closing(blocks, language)
    # A menu above the text may say "More news" too.
    told = max((i for i, b in enumerate(blocks) if b.region == "content"), default=-1)
    content = 0
    for index, block in enumerate(blocks):
        if block.region in FURNITURE or index >= closing:
            yield Node(index, block, "furniture", None, block.passage)
            continue
        if content and index > told and not block.region and residue.is_tail(block.text):
            closing = index
            yield Node(index, block, "furniture", None, block.passage)
            continue
        role, label, value = _role(block, language, _is_alone(blocks, index))
        # The last step of a path may be called as a section is.
        path = opening.get(index) == "meta" and role == "heading" and block.kind != "heading"
        if index in opening and role != "paragraph" and (path or not (label and label.keys)):
            role, label, value = opening[index], None, block.passage
        content += role in ("paragraph", "labelled", "label", "entry")
        yield Node(index, block, role, label, value)


def _with_slots(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Take a word for "time" for no label where lines of a list begin with it and a figure: `ore 9.15 Mara Lind`."""
    led = {n.index: n.label.text for n in nodes if n.label and n.role == "labelled" and _is_led(n, n.label)}
    if len(led) < 2:
        return nodes
    slots = {i for i, word in led.items() if word in (led.get(i - 1), led.get(i + 1), led.get(i - 2), led.get(i + 2))}
    return tuple(
        [
            n._replace(role=_unlabelled(n.block), label=None, value=n.block.passage) if n.index in slots else n
            for n in nodes
        ]
    )


def _is_led(node: Node, label: Label) -> bool:
    between = node.block.text[label.span.end - node.block.span.start : node.value.start - node.block.span.start]
    return label.keys[:1] == ("time",) and not between.strip() and label.text[-1:] not in ":："


def _unlabelled(block: Block) -> str:
    if block.kind == "list_item":
        return "entry"
    return "paragraph" if is_prose(block.text) else "line"


def _is_alone(blocks: Sequence[Block], index: int) -> bool:
    group = blocks[index].group
    return (index == 0 or blocks[index - 1].group != group) and (
        index + 1 == len(blocks) or blocks[index + 1].group != group
    )


def _role(block: Block, language: str | None, alone: bool) -> tuple[str, Label | None, Passage]:
    line = block.passage
    if block.kind == "code":
        return "paragraph", None, line
    if residue.is_residue(block.text):
        return "furniture", None, line
    whole = labels.alone(line, language) if len(line.text) <= 80 else None
    if block.kind == "heading":
        return "heading", whole or heading_label(line, language), line
    if whole and not (block.links and len(block.links[0].text) == len(line.text)):
        return "label", whole, line.cut(len(line.text))
    if block.kind in ("table_row", "term") and len(block.cells) >= 2:
        found = _cell_label(block, line, language)
        return ("labelled", *found) if found else ("entry", None, line)
    if found := labels.find(line, language):
        label, value = found
        if label.keys or not is_prose(line.text):
            if not value.text:
                return ("label", label, value)
            return "labelled", label, value
    if len(line.text) <= 90 and (block.strong or (alone and not block.bullet)):
        known = heading_label(line, language)
        if known or (block.strong and not is_prose(line.text)):
            return "heading", known, line
    return _unlabelled(block), None, line


def _cell_label(block: Block, line: Passage, language: str | None) -> tuple[Label, Passage] | None:
    first, second = block.cells[0], block.cells[1]
    cell = line.cut(first.start - line.start, first.end - line.start)
    known = labels.alone(cell, language)
    return (known, line.cut(second.start - line.start)) if known else None


# From this length on a word counts also at the end of a compound: `Vortragszusammenfassung`.
_COMPOUNDED = 8


class _Words(NamedTuple):
    """Words by how they are looked for: those of letters of CJK, kana and Hangul, the others, the longer of these."""

    eastern: tuple[str, ...]
    others: frozenset[str]
    compounded: tuple[str, ...]


@cache
def _parted(known: tuple[str, ...]) -> _Words:
    others = [w for w in known if w < "\u2e80"]
    eastern = tuple(w for w in known if w >= "\u2e80")
    return _Words(eastern, frozenset(others), tuple(w for w in others if len(w) >= _COMPOUNDED))


@cache
def _summary_words(key: str, language: str) -> tuple[str, ...]:
    """Give the summary words of one key in a language and in English."""
    spoken = lexicon.words("summary_word").spoken(language.partition("-")[0], "en")
    return tuple(dict.fromkeys(surface for surface, meaning in spoken if meaning.key == key))


@cache
def _heading_words() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:'\w+)?")


def heading_label(line: Passage, language: str | None) -> Label | None:
    """Tell a heading that announces a summary in few words: `Summary of Ana's talk`, `About the workshop`."""
    if line.text.rstrip()[-1:] in ".!。！":
        return None
    text = lexicon.fold(line.text.rstrip(" :："))
    found = _heading_words().findall(text)
    if not 0 < len(found) <= 8:
        return None
    tongue = language or "en"
    hit = (
        _holds(text, found, _summary_words("word", tongue))
        or text.startswith(_summary_words("phrase", tongue))
        or (_opens(text, tongue) and _names_event(text, found))
    )
    return Label(line.text, line.span, ("summary",)) if hit else None


def _holds(text: str, found: Sequence[str], known: tuple[str, ...]) -> bool:
    words = _parted(known)
    if not text.isascii() and (text.startswith(words.eastern) or text.endswith(words.eastern)):
        return True
    return not words.others.isdisjoint(found) or any(w.endswith(words.compounded) for w in found)


def _opens(text: str, language: str) -> bool:
    """A word for "about" opens a heading in most languages, and closes it in Korean, Japanese and Chinese."""
    opening, closing = _about_words(language)
    return text.startswith(opening) or text.endswith(closing)


@cache
def _about_words(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = _summary_words("about", language)
    return tuple(f"{word} " for word in known), tuple(word for word in known if not word.isascii())


def _names_event(text: str, found: Sequence[str]) -> bool:
    events = lexicon.surfaces("event_word", "noun")
    if any(word in events for word in found):
        return True
    # no spaces between the words of Chinese and Japanese, and few in Korean
    east = max(text) >= "\u2e80"
    return east and any(text[i:j] in events for i in range(min(len(text), 12)) for j in (i + 2, i + 3))


def _sections(nodes: Sequence[Node]) -> Iterator[Section]:
    """Gather what stands under each label; sections may lie inside one another."""
    open_heads: list[tuple[int, int]] = []
    made = -1
    for node in nodes:
        if node.label is None:
            continue
        made += 1
        level = node.block.level if node.role == "heading" else 10
        open_heads = [(n, end) for n, end in open_heads if end > node.index]
        end = _end(nodes, node, level)
        parent = open_heads[-1][0] if open_heads else None
        open_heads.append((made, end))
        inner = [n for n in nodes[node.index + 1 : end] if n.role != "furniture"]
        entries = [n.block.passage for n in inner]
        indices = [n.index for n in inner]
        if node.role == "labelled":
            entries.insert(0, node.value)
            indices.insert(0, node.index)
        yield Section(node.label, node.index, tuple(entries), tuple(indices), level, parent)


def _end(nodes: Sequence[Node], head: Node, level: int) -> int:
    """Give the index of the first node that no longer stands under `head`."""
    first = head.index + 1
    for node in nodes[first:]:
        if head.role == "labelled":
            deeper = node.block.group == head.block.group and node.block.indent > head.block.indent
            if not (deeper and node.role not in ("labelled", "label")):
                return node.index
        elif (node.role == "heading" and _level(node, head) <= (level if head.role == "heading" else 6)) or (
            head.role == "label" and _ends_label(head, node)
        ):
            return node.index
    return len(nodes)


def _level(node: Node, head: Node) -> int:
    """Give a heading's level; one told by its bold letters only stands below any that the page marks as one."""
    return node.block.level or (7 if head.role == "heading" and head.block.level else 2)


def _ends_label(head: Node, node: Node) -> bool:
    if node.role == "label":
        return True
    if node.role == "labelled" and node.label and node.label.keys:
        return not (node.block.bullet and not head.block.bullet)
    return False
