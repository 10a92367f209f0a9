"""Meta lines: `by NAME | DATE | CATEGORY | 0 comments` and its kin, cut into parts that say what they are.

A part is told by the word before it (`by`, `Posted on`, `작성자`), by a separator, and by its own shape.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from postparse import lexicon
from postparse.document import Passage
from postparse.outline import MetaLine, Node, Part

# byline and label keys -> what the part after such a word is
_KINDS = {
    "by": "author", "author": "author", "posted": "published", "published": "published", "updated": "modified",
    "modified": "modified", "in": "category", "category": "category", "tags": "tags", "comments": "comments",
    "views": "views", "reading_time": "reading_time", "follow": "views",
}  # fmt: skip


class _Marker(NamedTuple):
    """A word that opens a part, and where it stands in its piece."""

    kind: str
    start: int
    end: int


@cache
def _markers(language: str) -> dict[str, str]:
    """Give the words that open a part, in the post's language and in English, with their kinds."""
    kinds: dict[str, str] = {}
    for kind in ("byline", "label", "residue"):
        for surface, m in lexicon.words(kind).spoken(language, language.split("-")[0], "en"):
            if len(surface) <= 40 and (m.key in _KINDS if kind != "residue" else " " in surface):
                kinds.setdefault(surface, _KINDS.get(m.key, "residue"))
    return kinds


@cache
def _of_day_or_rubric(language: str) -> frozenset[str]:
    """Give the words that bring a day or a category: `Posted in May 2025`, `Posted in News`."""
    kinds: dict[str, set[str]] = {}
    for kind in ("byline", "label"):
        for surface, m in lexicon.words(kind).spoken(language, language.split("-")[0], "en"):
            kinds.setdefault(surface, set()).add(_KINDS.get(m.key, ""))
    return frozenset(surface for surface, told in kinds.items() if {"published", "category"} <= told)


@cache
def _openings(language: str) -> frozenset[str]:
    """Give the first words of such phrases."""
    return frozenset(m[0] for surface in _markers(language) if (m := _word().match(surface)))


@cache
def _eastern_markers() -> tuple[tuple[str, str], ...]:
    """Give such words of Korean, Japanese and Chinese with their kinds, longest first: no spaces part them."""
    found = {
        surface: _KINDS[m.key]
        for kind in ("byline", "label")
        for surface, m in lexicon.words(kind).spoken("ko", "ja", "zh")
        if m.key in _KINDS and _wide(surface)
    }
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def _wide(text: str) -> bool:
    return not text.isascii() and max(text) > "\u1100"


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _marked(text: str, language: str) -> list[_Marker]:
    """Find the marker words of a piece, the longest at each place."""
    kinds, firsts = _markers(language), _openings(language)
    lower = text.lower() if len(text.lower()) == len(text) else text
    found: list[_Marker] = []
    opened = not firsts.isdisjoint(_word().findall(lower))
    words = [m.span() for m in _word().finditer(lower)] if opened else []
    at = 0
    for i, (start, stop) in enumerate(words):
        if start < at or lower[start:stop] not in firsts:
            continue
        for _, end in reversed(words[i : i + 4]):
            surface = lower[start:end]
            if surface in kinds:
                found.append(_Marker(kinds[surface], start, end))
                at = end
                break
    if _wide(lower):
        taken = [False] * len(lower)
        for surface, kind in _eastern_markers():
            start = lower.find(surface)
            # Such a word stands by itself or before its value, never in the middle of another word; before its colon
            # the value of another may have lost the space between them.
            if start > 0 and lower[start - 1].isalpha() and lower[start + len(surface) :][:1] not in (":", "："):
                continue
            if start >= 0 and not any(taken[start : start + len(surface)]):
                taken[start : start + len(surface)] = [True] * len(surface)
                found.append(_Marker(kind, start, start + len(surface)))
    return sorted(set(found), key=lambda m: m.start)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        r"\s*[|｜·•∙/]\s+|\s+[|｜·•∙/]\s*|\s+»\s+|[|｜]|(?<!\d)\s+[—–-]{1,2}\s+|\s+[—–-]{1,2}\s+(?!\d)|\s{3,}|\t|\s*[\u2003\u3000]\s*"
    )


def parts(line: Passage, language: str | None) -> tuple[Part, ...]:
    """Cut a line at its separators and marker words; parts without text are left out, but for authors."""
    found: list[Part] = []
    for piece in _split(line):
        signed = _signed(piece)
        if signed:
            found.append(Part("author", signed))
            continue
        kind, start = "", 0
        for m in _marked(piece.text, language or "en"):
            if m.start < start or _inside_value(piece.text, m, kind):
                continue
            _add(found, kind, piece.cut(start, m.start))
            kind, start = m.kind, m.end
            if kind == "published" and piece.text[m.start : m.end].lower() in _of_day_or_rubric(language or "en"):
                kind = kind if any(map(str.isdigit, piece.text[m.end :])) else "category"
        _add(found, kind, piece.cut(start), last=True)
    return tuple(found)


@cache
def _signatures() -> tuple[str, ...]:
    return tuple(sorted(lexicon.surfaces("byline", "behind"), key=len, reverse=True))


@cache
def _before_office() -> re.Pattern[str]:
    """One or several names of two to four letters, at the front or behind a bracket or the paper's name."""
    return re.compile(r"(?:\A|(?<=[\s\])}】=]))[^\W\d_]{2,4}(?:\s?[·,]\s?[^\W\d_]{2,4}){0,4}\Z")


def _signed(piece: Passage) -> Passage | None:
    """Give the names before the word with which Korean papers sign: `이서준 기자`, `[한빛신문] 이서준·박가온 기자`."""
    if len(piece.text) > 80 or not _wide(piece.text):
        return None
    for word in _signatures():
        at = piece.text.rfind(word)
        if at < 0:
            continue
        before, after = piece.text[:at].rstrip(), piece.text[at + len(word) :]
        if after and not after[0].isspace() and after[0] not in "=()[]/":
            return None
        if after.strip(" =()[]/") and "@" not in after:
            return None
        name = _before_office().search(before)
        return piece.cut(name.start(), name.end()) if name else None
    return None


def _inside_value(text: str, m: _Marker, kind: str) -> bool:
    """A marker counts at the start of a piece, after a digit or a date, or before a colon."""
    word = text[m.start : m.end]
    before = text[: m.start].rstrip(" ,:：")
    if " " in word or not before or text[m.end :].lstrip()[:1] in (":", "："):
        return False
    if _wide(word):
        return kind == "" and not before[-1].isdigit()
    return kind in ("author", "residue") and not before[-1].isdigit() if kind else not _is_date(before)


def _is_date(text: str) -> bool:
    """Tell whether text before a marker is nothing but a date: figures, months, weekdays, small words."""
    words = _word().findall(text)
    known = ("month", "weekday", "dayperiod")
    return any(c.isdigit() for c in text) and all(
        len(w) < 3 or any(lexicon.look(kind, w) for kind in known) for w in words
    )


def _add(found: list[Part], kind: str, passage: Passage, last: bool = False) -> None:
    bare = passage.text.strip(" :：,;()[]|·-–—")
    if bare:
        at = passage.text.index(bare)
        found.append(Part(kind, passage.cut(at, at + len(bare))))
    elif kind == "author" and last:
        found.append(Part(kind, passage))


_SEPARATORS = frozenset("|｜·•∙/—–-»")


def _split(line: Passage) -> Iterator[Passage]:
    at, text = 0, line.text
    # Of white space only a plain space is printable.
    apart = not _SEPARATORS.isdisjoint(text) or "  " in text or not text.isprintable()
    for m in _marks().finditer(text) if apart else ():
        yield line.cut(at, m.start())
        at = m.end()
    yield line.cut(at)


def find(nodes: Sequence[Node], language: str | None) -> Iterator[MetaLine]:
    """Give the nodes that may be meta lines, with their parts: near the top, at the end, or marked so."""
    prose = [n.index for n in nodes if n.role == "paragraph"]
    head = prose[0] if prose else len(nodes)
    if len(prose) > 1 and any(n.block.hint == "title" for n in nodes[max(head - 4, 0) : head]):
        # On a page the deck may stand above the byline.
        head = prose[1]
    tail = prose[-1] if prose else -1
    opened = ""
    for node in nodes:
        near = node.index <= max(head, 12) or node.index > tail
        marked = node.block.hint in ("byline", "author", "published", "modified", "category", "tag")
        if node.role in ("furniture", "paragraph") and not marked:
            if near and node.role == "paragraph" and (dated := _dated(node, language)):
                yield MetaLine(node, dated)
            continue
        if len(node.block.text) > 300 or not (near or marked) or _structural(node) or goes_on(nodes, node):
            opened = ""
            continue
        if opened:
            yield MetaLine(node, (Part(opened, node.value),))
            opened = ""
            continue
        found = parts(node.block.passage, language)
        opened = _opener(node, language)
        if found and not opened:
            yield MetaLine(node, found)


def _dated(node: Node, language: str | None) -> tuple[Part, ...]:
    """Give the parts of a line that looks like a sentence and says when it was published: `..., changed on 3 May.`"""
    text = node.block.text
    if len(text) > _LONGEST_DATED or not any(map(str.isdigit, text[:60])):
        return ()
    opened = _marked(text, language or "en")
    if not opened or opened[0].start or opened[0].kind not in ("published", "modified"):
        return ()
    found = parts(node.block.passage, language)
    return found if found and found[0].kind == opened[0].kind and _is_date(found[0].passage.text) else ()


# In code points.
_LONGEST_DATED = 140


def goes_on(nodes: Sequence[Node], node: Node) -> bool:
    """Say whether a date opens a sentence that the next line goes on with: `Tuesday 3 February,` `we shall meet`."""
    if node.block.text[-1:] != "," or not any(c.isdigit() for c in node.block.text):
        return False
    below = nodes[node.index + 1].block.text if node.index + 1 < len(nodes) else ""
    return below[:1].islower()


def _opener(node: Node, language: str | None) -> str:
    """Give what a marker word on a line of its own says of the next line; themes set `by` and `in` so."""
    text = node.block.text.strip(" :：")
    if len(text) > 20 or node.role == "heading":
        return ""
    folded = lexicon.fold(text)
    if _wide(folded):
        return dict(_eastern_markers()).get(folded, "")
    return _markers(language or "en").get(folded, "")


def _structural(node: Node) -> bool:
    if node.block.hint in ("start", "end"):
        return True  # markup says that the time is an event's
    keys = node.label.keys if node.label else ()
    return bool(keys) and not any(k in _KINDS or k == "publisher" for k in keys)
