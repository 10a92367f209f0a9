"""A string to affiliations: what somebody is, and of what body.

A comma parts position from organization where its left part holds a position; else a preposition
after a position does; the rest is all organization or all position, by its words.
"""

import re
from functools import cache

from postparse.lexicon import fold
from postparse.values import zones
from postparse.values.affiliated import Affiliated, Range, made, token, trimmed
from postparse.values.affiliationparts import at_body, juxtaposed, of_body, uncut
from postparse.values.bodywords import has_body
from postparse.values.letters import is_east
from postparse.values.positions import is_plain, is_position
from postparse.values.terms import bare, terms

LIMIT = 600


# Signs without which a text needs no parting.
_SEVERAL = frozenset("/／;；、·|")
_COMMAS = frozenset(",，،")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            # what parts one affiliation from the next; a bare slash only between letters without cases
            "several": r"(?<!\s)(?:\s++/\s*|\s*+[／;；]\s*)|(?<=\w)(?<![\x00-\u052f])\s*[/、]\s*(?=\w)(?![\x00-\u052f])"
            r"|(?<!\s)\s++[·|]\s+",
            "comma": r"(?<!\s)\s*+[,，،]\s+|(?<!\s)\s*+[，،]\s*|(?<=\w)(?<![\x00-\u052f])\s*,\s*",
            "dot": r"(?<=\w)[·・](?=\w)",
        }[name]
    )


def read(text: str) -> tuple[Affiliated, ...]:
    """Read all affiliations in `text`.

    >>> [(a.affiliation.position, a.affiliation.organization) for a in read("Curator, Mill Hall / Poet, Lake Press")]
    [('Curator', 'Mill Hall'), ('Poet', 'Lake Press')]
    """
    if not text.strip() or len(text) > LIMIT:
        return ()
    found: list[Affiliated] = []
    whole = 0, len(text)
    for start, end in (
        [trimmed(text, *whole)] if _SEVERAL.isdisjoint(text) else _pieces(text, whole, _pattern("several"))
    ):
        if found and zones.is_place(fold(text[start:end])):
            continue  # `Mill Works / Norway`
        for a, b in _joined(text, start, end):
            found += _completed(found, _one(text, a, b), text)
    return tuple(found)


def _completed(found: list[Affiliated], more: list[Affiliated], text: str) -> list[Affiliated]:
    """`Designer | Mill Studio`: behind a bar or stroke the body of the position before it."""
    if not found or not more or ("|" not in text and "/" not in text):
        return more
    last, first = found[-1], more[0]
    if last.organization or not last.position or first.position or not first.organization:
        return more
    mark = text[last.position[1] : first.organization[0]]
    if mark.strip() != "|" and (mark != " / " or not has_body(text[slice(*first.organization)])):
        return more
    found.pop()
    return [made(text, last.position, first.organization), *more[1:]]


def _pieces(text: str, within: Range, pattern: re.Pattern[str]) -> list[Range]:
    """Part a range of `text` at a pattern, but never inside brackets."""
    start, stop = within
    pieces: list[Range] = []
    last, depth, seen = start, 0, start
    for m in pattern.finditer(text, start, stop):
        gap = text[seen : m.start()]
        depth += gap.count("(") + gap.count("（") - gap.count(")") - gap.count("）")
        seen = m.end()
        if depth <= 0 and m.end() > m.start():
            pieces.append((last, m.start()))
            last = m.end()
    pieces.append((last, stop))
    return [p for p in (trimmed(text, *p) for p in pieces) if p[0] < p[1]]


def _joined(text: str, start: int, end: int) -> list[Range]:
    """Part "Director of A and Professor at B": each side a position with its body."""
    for m in token().finditer(text, start, end):
        if bare(m[0]) not in terms("conjunction", "and") or m.start() == start:
            continue
        left, right = trimmed(text, start, m.start()), trimmed(text, m.end(), end)
        if all(_has_both(text, *side) for side in (left, right)):
            return [left, *_joined(text, *right)]
    for m in _pattern("dot").finditer(text, start, end) if "·" in text or "・" in text else ():
        if is_position(text[start : m.start()]) and is_position(text[m.end() : end]):
            return [(start, m.start()), *_joined(text, m.end(), end)]
    return [(start, end)]


def _has_both(text: str, start: int, end: int) -> bool:
    found = _one(text, start, end)
    return len(found) == 1 and found[0].position is not None and found[0].organization is not None


def _one(text: str, start: int, end: int) -> list[Affiliated]:
    """Read one affiliation, or several positions in a row."""
    parts = _commas(text, start, end)
    if len(parts) == 1:
        return uncut(text, *parts[0])
    first = text[slice(*parts[0])]
    cut = at_body(first)
    if cut and is_position(first[: cut[0]]):
        return [made(text, trimmed(text, start, start + cut[0]), trimmed(text, start + cut[1], end))]
    of = of_body(text, *parts[0]) if len(parts) > 1 else None
    if of and has_body(text[slice(*of[1])]) and _enumerates(text, parts[1:]):
        return [made(text, of[0], (of[1][0], end))]
    if is_east(text[start:end]) and all(is_position(text[slice(*p)]) for p in parts):
        return [a for p in parts for a in uncut(text, *p)]
    if is_position(first):
        return _after_position(text, parts, end)
    last = text[slice(*parts[-1])]
    earlier = any(is_position(text[slice(*p)]) for p in parts[:-1])
    if is_position(last) and not earlier and (is_east(text[start:end]) or is_plain(last)):
        return [made(text, parts[-1], (start, parts[-2][1]))]
    return [made(text, None, (start, end))]


def _enumerates(text: str, parts: list[Range]) -> bool:
    """Say whether parts go on with what a body is for: `Institute of Water, Soil and Air`."""
    rest = [text[slice(*p)].split() for p in parts]
    tied = [w for w in rest[-1][1:-1] if bare(w) in terms("conjunction", "and")]
    short = all(len(words) < 2 for words in rest[:-1]) and len(rest[-1]) == 3
    return short and bool(tied) and not any(has_body(" ".join(words)) for words in rest)


def _commas(text: str, start: int, end: int) -> list[Range]:
    """Part at commas, but not before `Inc.` and the like."""
    parts: list[Range] = []
    if _COMMAS.isdisjoint(text):
        return [trimmed(text, start, end)]
    for part in _pieces(text, (start, end), _pattern("comma")):
        if parts and bare(text[slice(*part)]) in terms("organization_word", "tail"):
            parts[-1] = parts[-1][0], part[1]
        else:
            parts.append(part)
    return parts or [(start, end)]


def _after_position(text: str, parts: list[Range], end: int) -> list[Affiliated]:
    """The first comma part is a position. What follows is its body, or further positions first."""
    count = 1
    while count < len(parts) and is_plain(text[slice(*parts[count])]):
        count += 1
    rest = parts[count:]
    if not rest:
        found: list[Affiliated] = []
        for part in parts:
            found += uncut(text, *part)
        return found
    if count > 1:
        # "Poet, Professor, Lake University": the body belongs to the last of them
        head = [a for p in parts[: count - 1] for a in uncut(text, *p)]
        return [*head, made(text, parts[count - 1], (rest[0][0], end))]
    if (
        is_position(text[slice(*rest[0])])
        and not has_body(text[slice(*parts[0])])
        and (of_body(text, *rest[0]) or juxtaposed(text, *rest[0]))
    ):
        return [*uncut(text, *parts[0]), *_one(text, rest[0][0], end)]
    return [made(text, parts[0], (rest[0][0], end))]
