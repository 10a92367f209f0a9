"""Blocks to outline: give each block its role, then gather what stands under each label."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import labels, lexicon, metaline
from postparse.document import Block, Document, Passage
from postparse.outline import Label, Node, Outline, Section, Settings

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
_SENTENCE_END = ".!?…。！？”’\"'」』)）»"


def outline(document: Document, language: str | None, settings: Settings = Settings()) -> Outline:  # noqa: B008
    """Give the structure of a document whose language is settled."""
    nodes = tuple(_nodes(document, language))
    return Outline(document, language, nodes, tuple(_sections(nodes)), tuple(metaline.find(nodes, language)), settings)


def _nodes(document: Document, language: str | None) -> Iterator[Node]:
    blocks = document.blocks
    opening, closing = _opening(blocks), _closing(blocks)
    content = 0
    for index, block in enumerate(blocks):
        if block.region in FURNITURE or index >= closing:
            yield Node(index, block, "furniture", None, block.passage)
            continue
        if content and not block.region and is_tail(block.text):
            closing = index
            yield Node(index, block, "furniture", None, block.passage)
            continue
        role, label, value = _role(block, language, _is_alone(blocks, index))
        if index in opening and role != "paragraph" and not (label and label.keys):
            role, label, value = opening[index], None, block.passage
        content += role in ("paragraph", "labelled", "label", "entry")
        yield Node(index, block, role, label, value)


def _closing(blocks: Sequence[Block]) -> int:
    """Give the index from which a copied page's residue runs to its end.

    That is from a known residue line with no prose after it, or a last group of short bare lines.
    """
    if not blocks or blocks[-1].region:
        return len(blocks)
    first = len(blocks)
    for index in range(len(blocks) - 1, 0, -1):
        text = blocks[index].text
        if is_residue(text):
            first = index
        elif len(text) > 100 and is_prose(text):
            break
    last = [i for i, b in enumerate(blocks[:first]) if b.group == blocks[first - 1].group]
    if first < len(blocks) or len(last) > 1:
        while last and _is_bare(blocks[last[-1]].text) and last[-1] > 0 and not blocks[last[-1]].indent:
            first = last.pop()
        if last and first < len(blocks) and _heads_list(blocks[last[-1]]):
            first = min((i for i, b in enumerate(blocks) if i > last[-1] and is_residue(b.text)), default=len(blocks))
    return first


def _is_bare(text: str) -> bool:
    """Tell a short line that says nothing by itself: no figure, no brackets, no end of a sentence."""
    return (
        len(text) <= 60
        and not any(c.isdigit() or c in "()（）:：,、@" for c in text)
        and text[-1:] not in _SENTENCE_END
    )


def _heads_list(block: Block) -> bool:
    return bool(block.text.endswith((":", "：")) or block.bullet or labels.alone(block.passage, None))


def _is_alone(blocks: Sequence[Block], index: int) -> bool:
    group = blocks[index].group
    return (index == 0 or blocks[index - 1].group != group) and (
        index + 1 == len(blocks) or blocks[index + 1].group != group
    )


def _role(block: Block, language: str | None, alone: bool) -> tuple[str, Label | None, Passage]:
    line = block.passage
    if block.kind == "code":
        return "paragraph", None, line
    if is_residue(block.text):
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
    if block.kind == "list_item":
        return "entry", None, line
    return ("paragraph" if is_prose(line.text) else "line"), None, line


def _cell_label(block: Block, line: Passage, language: str | None) -> tuple[Label, Passage] | None:
    first, second = block.cells[0], block.cells[1]
    cell = line.cut(first.start - line.start, first.end - line.start)
    known = labels.alone(cell, language)
    return (known, line.cut(second.start - line.start)) if known else None


# From this length on a word counts also at the end of a compound: `Vortragszusammenfassung`.
_COMPOUNDED = 8


@cache
def _summary_words(key: str, language: str) -> tuple[str, ...]:
    """Give the summary words of one key in a language and in English."""
    spoken = lexicon.words("summary_word").spoken(language.partition("-")[0], "en")
    return tuple(dict.fromkeys(surface for surface, meaning in spoken if meaning.key == key))


def heading_label(line: Passage, language: str | None) -> Label | None:
    """Tell a heading that announces a summary in few words: `Summary of Ana's talk`, `About the workshop`."""
    text = lexicon.fold(line.text.rstrip(" :："))
    found = re.findall(r"[^\W_]+(?:'\w+)?", text)
    if not 0 < len(found) <= 8 or line.text.rstrip()[-1:] in ".!。！":
        return None
    tongue = language or "en"
    hit = (
        _holds(text, found, _summary_words("word", tongue))
        or text.startswith(_summary_words("phrase", tongue))
        or (_opens(text, _summary_words("about", tongue)) and _names_event(text, found))
    )
    return Label(line.text, line.span, ("summary",)) if hit else None


def _holds(text: str, found: Sequence[str], known: tuple[str, ...]) -> bool:
    for word in known:
        if word >= "\u2e80":
            if text.startswith(word) or text.endswith(word):
                return True
        elif word in found or (len(word) >= _COMPOUNDED and any(w.endswith(word) for w in found)):
            return True
    return False


def _opens(text: str, known: tuple[str, ...]) -> bool:
    """A word for "about" opens a heading in most languages, and closes it in Korean, Japanese and Chinese."""
    return any(text.startswith(word + " ") or (not word.isascii() and text.endswith(word)) for word in known)


def _names_event(text: str, found: Sequence[str]) -> bool:
    events = lexicon.surfaces("event_word", "noun")
    if any(word in events for word in found):
        return True
    # no spaces between the words of Chinese and Japanese, and few in Korean
    east = max(text) >= "\u2e80"
    return east and any(text[i:j] in events for i in range(min(len(text), 12)) for j in (i + 2, i + 3))


def is_prose(text: str) -> bool:
    """Tell running text from a label, a name or a headline, by its length and how it ends."""
    text = text.rstrip()
    # Letters of CJK, kana and Hangul say in one what Latin says in two or three.
    wide = 0 if text.isascii() else sum(map("\u2e80".__le__, text[:200]))
    weight = len(text) + wide
    if weight > 220:
        return True
    ends = text[-1:] in _SENTENCE_END
    if wide * 2 > len(text[:200]):
        return ends and weight >= 40 and text[-1:] not in ")）」』"
    lower = sum(1 for w in text.split() if w[:1].islower())
    if ends and text[-1:] not in ")）»\"'”’":
        return weight >= 60 or (weight >= 30 and lower >= 3)
    return weight >= 140 and lower >= 12


def is_residue(text: str) -> bool:
    """Tell a line that belongs to the page: share buttons, skip links, copyright."""
    if len(text) > 200:
        return False
    folded = lexicon.fold(text)
    if any(m.key in ("line", "tail") for m in lexicon.words("residue").get(folded.strip(" .:…»«→←|"), ())):
        return True
    return folded.startswith(_residue_starts())


@cache
def _residue_starts() -> tuple[str, ...]:
    return tuple(lexicon.surfaces("residue", "start"))


@cache
def _comment_words() -> frozenset[str]:
    return lexicon.surfaces("byline", "comments")


def is_tail(text: str) -> bool:
    """Tell a line with which the page takes over for good: comment form, related posts."""
    if len(text) > 120:
        return False
    folded = lexicon.fold(text).strip(" .:…")
    if any(m.key == "tail" for m in lexicon.words("residue").get(folded, ())):
        return True
    counted = re.fullmatch(r"\(?(?:\d{1,5}|no)\)?\s?(\D{2,30})|(\D{2,30}?)\s?[(（]?\d{1,5}[)）]?", folded)
    return bool(counted) and ((counted[1] or counted[2]).strip() in _comment_words()) if counted else False


def _opening(blocks: Sequence[Block]) -> dict[int, str]:
    """Tell what stands above the title in a copied page: menus, breadcrumbs, and the site's name over them."""
    last, found = -1, {}
    for index, block in enumerate(blocks[:10]):
        if block.region or is_prose(block.text):
            break
        kind = _menu(block.text)
        if kind or is_residue(block.text):
            last = index
            found[index] = kind or "furniture"
        elif index - last > 3:
            break
    if last >= 0 and last < len(blocks) - 1:
        for index in range(last):
            found.setdefault(index, "furniture")
    return found


_MENU_SIGNS = frozenset("|｜·•>›»＞→/")


@cache
def _menu_marks() -> re.Pattern[str]:
    return re.compile(r"\s*[|｜·•]\s*|\s+[>›»＞→/]\s*|\s{2,}")


def _menu(text: str) -> str | None:
    """Tell a menu (`furniture`) or a breadcrumb (`meta`): three or more short parts, no digit."""
    if len(text) > 160 or (_MENU_SIGNS.isdisjoint(text) and "  " not in text) or any(c.isdigit() for c in text):
        return None
    parts = [p for p in _menu_marks().split(re.sub(r"^[^:：/|]{1,30}[:：]\s", "", text.strip())) if p]
    if len(parts) < 3 and not (len(parts) == 2 and re.search(r"\s[>›»＞/]\s", text)):
        return None
    if any(len(p) > 40 or len(p.split()) > 6 for p in parts):
        return None
    return "meta" if re.search(r"[>›»＞/]", text) else "furniture"


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
        elif (node.role == "heading" and (node.block.level or 2) <= (level if head.role == "heading" else 6)) or (
            head.role == "label" and _ends_label(head, node)
        ):
            return node.index
    return len(nodes)


def _ends_label(head: Node, node: Node) -> bool:
    if node.role == "label":
        return True
    if node.role == "labelled" and node.label and node.label.keys:
        return not (node.block.bullet and not head.block.bullet)
    return False
