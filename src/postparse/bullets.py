"""What marks the entries of a list that somebody typed: dashes, dots, boxes, numbers."""

import re
from functools import cache

from postparse import lexicon

_DASHES = "-–—―‐*+•·∙‣▪◦o"  # followed by a blank
_NUMBERED = frozenset(".)")  # behind a number
# Pictures that posts to channels set before each entry, a mark of variation after some.
_PICTURES = frozenset("👉🔹🔸🔷🔶▪▫◾◽◼◻✅☑➡")


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(
        r"(?P<bullet>[■□●○◎◆◇▲△▶►▷▸❖✓✔※⊙☞➤➔→・ㆍ○](?!\s*$)"
        r"|\(?\d{1,2}[.)](?=\s+[^\d\s])|[０-９]{1,2}[．.、)）](?=\s*[^\d\s])|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十])|[①-⑳❶-❿]|[가-하][.)](?=\s))\s*"
    )


def cut(text: str) -> tuple[str | None, int]:
    """Give the bullet that a line without white space around opens with, and where the entry itself begins."""
    head = text[:1]
    if head in _PICTURES:
        start = len(text) - len(text[1:].lstrip("\ufe0f \t"))
        return (head, start) if 1 < start < len(text) else (None, 0)
    if head and head in _DASHES:
        start = len(text) - len(text[1:].lstrip())
        return (head, start) if 1 < start < len(text) else (None, 0)
    if head.isascii() and ((head != "(" and not head.isdigit()) or _NUMBERED.isdisjoint(text[1:4])):
        return None, 0
    found = _shape().match(text)
    if found is None or found.end() == len(text) or (text[0].isdigit() and _dated(text[found.end() :])):
        return None, 0
    return found["bullet"], found.end()


def _dated(rest: str) -> bool:
    """Say whether a number with a dot before `rest` is a day: a month follows, and figures or nothing behind it."""
    month, _, after = rest.partition(" ")
    return (not after or after[0].isdigit()) and bool(lexicon.look("month", month.rstrip(".,")))
