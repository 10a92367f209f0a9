"""People in Chinese sentences: a name right before a verb of its part, behind position and body."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from postparse.document import Passage
from postparse.fields.people import Person, Role, placed
from postparse.lexicon import words
from postparse.values import person, positions
from postparse.values.terms import endings, terms

# How far before its verb a row of people may begin.
_LONGEST = 80
_MARKS = "，,。；;：:！!？?（）()「」《》 \u3000"


def led(sentence: Passage) -> Iterator[tuple[Person, Role]]:
    """Give the people right before a verb: `由 BODY POSITION NAME 主持`, `POSITION NAME、POSITION NAME 先后发言`."""
    past = 0
    for start, end, key in _verbs(sentence.text):
        begin = max(past, start - _LONGEST, *(sentence.text.rfind(mark, 0, start) + 1 for mark in _MARKS))
        past = end
        rows = _row(sentence.cut(begin, start))
        for made in rows:
            yield made, Role(key, sentence.cut(start, end))


def _verbs(text: str) -> list[tuple[int, int, str]]:
    """Find the verbs, the longest at each place."""
    found: dict[int, tuple[int, int, str]] = {}
    for verb, meaning in _known():
        at = text.find(verb)
        while at >= 0:
            if not any(a < at + len(verb) and at < b for a, b, _ in found.values()):
                found[at] = at, at + len(verb), meaning
            at = text.find(verb, at + 1)
    return sorted(found.values())


@cache
def _known() -> tuple[tuple[str, str], ...]:
    known = words("role_verb_glued")
    return tuple((v, known[v][0].key) for v in sorted(known, key=len, reverse=True))


def _row(stretch: Passage) -> list[Person]:
    """Read the people at the end of a stretch, one after another; a verb such as `由` leads to the first."""
    text = stretch.text
    for adverb in endings("glued", "adverb"):
        text = text.removesuffix(adverb)
    lead = max((text.rfind(w) + len(w) for w in endings("glued", "lead") if w in text), default=0)
    pieces = list(_pieces(stretch.cut(lead, len(text))))
    made = [_one(piece, lead > 0) for piece in pieces]
    return [p for p in takewhile(lambda p: p is not None, reversed(made)) if p][::-1]


def _pieces(row: Passage) -> Iterator[Passage]:
    """Part a row at its commas, and at a word for "and" behind which a person stands."""
    at = 0
    for m in re.finditer("、", row.text + "、"):
        part = row.cut(at, m.start())
        at = m.end()
        tie = max((i for i, c in enumerate(part.text) if c in terms("conjunction", "and")), default=0)
        if tie and _one(part.cut(tie + 1), True) and _one(part.cut(0, tie), True):
            yield part.cut(0, tie)
            yield part.cut(tie + 1)
        elif part.text:
            yield part


def _one(piece: Passage, sure: bool) -> Person | None:
    """Read `BODY POSITION NAME`; the name alone only behind a word that leads to it."""
    text = piece.text
    for size in (4, 3, 2):
        front, name = text[:-size], person.read(text[-size:], sure=size < 4)
        if name and len(front) > 1 and positions.is_position(front):
            return placed(Person(name, piece.start + len(front)), piece.cut(0, len(front)))
    name = person.read(text) if sure else None
    return Person(name, piece.start) if name else None
