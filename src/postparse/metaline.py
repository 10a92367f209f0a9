"""Meta lines: `by NAME | DATE | CATEGORY | 0 comments` and its kin, cut into parts that say what they are.

A part is told by the word before it (`by`, `Posted on`, `작성자`), by a separator, and by its own shape.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import lexicon
from postparse.document import Passage
from postparse.outline import MetaLine, Node, Part

# byline and label keys -> what the part after such a word is
_KINDS = {
    "by": "author", "author": "author", "posted": "published", "published": "published", "updated": "modified",
    "modified": "modified", "in": "category", "category": "category", "tags": "tags", "comments": "comments",
    "views": "views", "reading_time": "reading_time", "follow": "views",
}  # fmt: skip


@cache
def _markers(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Give the pattern of words that open a part, in the post's language and in English, and their kinds."""
    kinds: dict[str, str] = {}
    tongues = {language, language.split("-")[0], "en"}
    for kind in ("byline", "label"):
        for surface, found in lexicon.words(kind).items():
            for m in found:
                if m.language in tongues and m.key in _KINDS and len(surface) < 30:
                    kinds.setdefault(surface, _KINDS[m.key])
    for surface, found in lexicon.words("residue").items():
        if " " in surface and any(m.language in tongues for m in found):
            kinds.setdefault(surface, "residue")
    forms = sorted(kinds, key=lambda s: (-len(s), s))
    cased = "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in forms if f.isascii() or not _wide(f))
    wide = "|".join(re.escape(f) for f in forms if _wide(f))
    alternatives = [rf"(?<!\w)(?:{cased})(?!\w)"] * bool(cased) + [f"(?:{wide})"] * bool(wide)
    return re.compile("|".join(alternatives) or r"(?!)", re.IGNORECASE), kinds


def _wide(text: str) -> bool:
    return any(ord(c) > 0x1100 for c in text)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        r"\s*[|｜·•∙/]\s+|\s+[|｜·•∙/]\s*|[|｜]|\s+[—–-]{1,2}\s+|\s{3,}|\t|\s*[\u2003\u3000]\s*"
    )


def parts(line: Passage, language: str | None) -> tuple[Part, ...]:
    """Cut a line at its separators and marker words; parts without text are left out, but for authors."""
    pattern, kinds = _markers(language or "en")
    found: list[Part] = []
    for piece in _split(line):
        kind, start = "", 0
        for m in pattern.finditer(piece.text):
            if _inside_value(piece.text, m, kind):
                continue
            _add(found, kind, piece.cut(start, m.start()))
            kind, start = kinds.get(lexicon.fold(m[0]), kind), m.end()
        _add(found, kind, piece.cut(start), last=True)
    return tuple(found)


def _inside_value(text: str, m: re.Match[str], kind: str) -> bool:
    """A marker counts at the start of a piece, after a digit or a date, or before a colon."""
    before = text[: m.start()].rstrip(" ,:：")
    if " " in m[0].strip():
        return False
    after = text[m.end() :].lstrip()[:1]
    if not before or after in (":", "："):
        return False
    if _wide(m[0]):
        return kind == "" and not before[-1].isdigit()
    return kind in ("", "author") and not before[-1:].isdigit() and not any(c.isdigit() for c in before)


def _add(found: list[Part], kind: str, passage: Passage, last: bool = False) -> None:
    bare = passage.text.strip(" :：,;()[]|·-–—")
    if bare:
        at = passage.text.index(bare)
        found.append(Part(kind, passage.cut(at, at + len(bare))))
    elif kind == "author" and last:
        found.append(Part(kind, passage))


def _split(line: Passage) -> Iterator[Passage]:
    at = 0
    for m in _marks().finditer(line.text):
        yield line.cut(at, m.start())
        at = m.end()
    yield line.cut(at)


def find(nodes: Sequence[Node], language: str | None) -> Iterator[MetaLine]:
    """Give the nodes that may be meta lines, with their parts: near the top, at the end, or marked so."""
    prose = [n.index for n in nodes if n.role == "paragraph"]
    head = prose[0] if prose else len(nodes)
    tail = prose[-1] if prose else -1
    opened = ""
    for node in nodes:
        near = node.index <= max(head, 12) or node.index > tail
        marked = node.block.hint in ("byline", "author", "published", "modified", "category", "tag")
        if node.role in ("furniture", "paragraph") and not marked:
            continue
        if len(node.block.text) > 300 or not (near or marked) or _structural(node):
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


def _opener(node: Node, language: str | None) -> str:
    """Give what a marker word on a line of its own says of the next line; themes set `by` and `in` so."""
    text = node.block.text.strip(" :：")
    if len(text) > 20 or node.role == "heading":
        return ""
    pattern, kinds = _markers(language or "en")
    return kinds.get(lexicon.fold(text), "") if pattern.fullmatch(text) else ""


def _structural(node: Node) -> bool:
    keys = node.label.keys if node.label else ()
    return bool(keys) and not any(k in _KINDS for k in keys)
