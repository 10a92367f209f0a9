"""Captions of pictures without what stands at their end of whose the picture is."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import phrases
from postparse.document import Span
from postparse.outline import Node

# In code points, and words.
_LONGEST, _MOST_WORDS = 90, 10
_MOST_CREDITS = 3
_LABELLED = frozenset(":：©")
_OPENED = {")": "(", "]": "[", "）": "（"}
# What parts a credit from the caption before it.
_BETWEEN = " \t|·•/–—-("


# What a caption beside it is a part of: a title, or who said it.
_WHOLE = ("table_row", "code", "quote")


def of_pictures(nodes: Sequence[Node]) -> list[bool]:
    """Tell of each node whether it is a caption that is no part of the running text.

    Part of it is the title of a table or code, who is quoted, and all captions where they hold most of the text.
    """
    kinds = ["caption" if n.block.is_caption else n.block.kind for n in nodes]
    padded = ["", *kinds, ""]
    out = [
        kind == "caption" and before not in _WHOLE and after not in _WHOLE
        for before, kind, after in zip(padded, kinds, padded[2:], strict=False)
    ]
    beside = sum(len(n.block.text) for n, caption in zip(nodes, out, strict=True) if caption)
    return out if 2 * beside < sum(len(n.block.text) for n in nodes) else [False] * len(nodes)


def uncredited(node: Node) -> Node | None:
    """Give the node of a caption without the credits that close it; None where it is nothing else."""
    block = node.block
    end = len(block.text)
    for _ in range(_MOST_CREDITS):
        at = _credit(block.text[:end])
        if at >= end:
            break
        end = at
    text = block.text[:end].rstrip(_BETWEEN)
    if not any(map(str.isalnum, text)) or (end < len(block.text) and sum(map(str.isalpha, text)) < 3):
        return None
    if text == block.text:
        return node
    start = block.span.start
    return node._replace(block=block._replace(text=text, span=Span(start, start + len(text))))


def _credit(text: str) -> int:
    """Give where the credit that closes a caption begins; the text's length where there is none."""
    size = len(text.rstrip(" ."))
    if size and (opened := _OPENED.get(text[size - 1])):
        at = text.rfind(opened, max(0, size - _LONGEST))
        if at >= 0 and _is_credit(text[at + 1 : size - 1]):
            return at
    return min(_begun(text), default=len(text))


def _begun(text: str) -> Iterator[int]:
    """Give where credits begin in the last part of a text: labels, a sign, or the sentence that names an agency."""
    tail = max(0, len(text) - _LONGEST)
    if (at := text.rfind("©", tail)) > 0:
        yield at
    window = text[tail:]
    for start, end in phrases.of("label", "credit").finditer(window):
        at = tail + start
        if at and window[end : end + 2].lstrip()[:1] in _LABELLED and _is_name(text[tail + end :].lstrip(" :：©")):
            yield at
    for start, end in phrases.of("prompt", "credit").finditer(window):
        at = tail + start
        if at and (_parted(text, at) or text[at].isupper()) and _is_name(text[tail + end :].lstrip(" .")):
            yield at
    for at in _sentences(text, tail):
        rest = text[at:].strip(" .")
        if _is_name(rest) and (_slashed().fullmatch(rest) or _names_agency(rest)):
            yield at
            return


def _is_credit(text: str) -> bool:
    """Tell words in brackets that say whose a picture is."""
    if not _is_name(text):
        return False
    for kind, key in (("label", "credit"), ("prompt", "credit")):
        end = phrases.of(kind, key).match(text)
        if end and (kind == "prompt" or text[end : end + 2].lstrip()[:1] in _LABELLED):
            return True
    return bool("©" in text or _slashed().fullmatch(text) or _names_agency(text))


def _is_name(text: str) -> bool:
    """Tell few words that are no sentence."""
    return 0 < len(text.split()) <= _MOST_WORDS and ". " not in text.replace(". ", " ", 1)


def _names_agency(text: str) -> bool:
    """Tell a text that ends with an agency, and holds little but names before it."""
    found = list(phrases.of("prompt", "agency").finditer(text))
    if not found or len(text) - found[-1][1] > 12:
        return False
    before = text[: found[-1][0]].split()
    return len(before) <= 6 and sum(w[:1].islower() and len(w) > 3 for w in before) == 0


def _parted(text: str, at: int) -> bool:
    return text[:at].rstrip()[-1:] in '.!?。！？…|–—-([）)"”»'


@cache
def _slashed() -> re.Pattern[str]:
    word = r"[^\W\d_][\w.'’&-]*+"
    return re.compile(rf"{word}(?: {word}){{0,3}} ?/ ?{word}(?: {word}){{0,3}}\.?")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(r"(?:(?<! [^\W\d_])\.|[!?。！？…|»”\")])(?= ?[^\W\d_a-z](?!\.))")


def _sentences(text: str, tail: int) -> Iterator[int]:
    """Give where sentences begin in the last part of a text."""
    if not tail and len(text.split()) > 2:
        yield 0
    for found in _ends().finditer(text, tail):
        yield found.end()
