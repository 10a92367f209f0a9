"""A string to affiliations: what somebody is, and of what body.

A comma parts position from organization where its left part holds a position; else a preposition
after a position does; the rest is all organization or all position, by its words.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from postparse.post import Affiliation
from postparse.values import eastname
from postparse.values.terms import bare, endings, terms

LIMIT = 600

Range = tuple[int, int]


class Affiliated(NamedTuple):
    """An affiliation and where its parts stand in the string that was read."""

    affiliation: Affiliation
    position: Range | None
    organization: Range | None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            # what parts one affiliation from the next; a bare slash only between letters without cases
            "several": r"\s+/\s*|\s*[／;；]\s*|(?<=\w)(?<![\x00-\u052f])\s*[/、]\s*(?=\w)(?![\x00-\u052f])"
            r"|\s+[·|]\s+",
            "comma": r"\s*[,，،]\s+|\s*[，،]\s*|(?<=\w)(?<![\x00-\u052f])\s*,\s*",
            "word": r"[^\s,，]+",
            "dot": r"(?<=\w)[·・](?=\w)",
            "quoted": r"""(?<=\s)["“„«]([^"“”„«»]{2,80})["”»]\s*\Z""",
            "dash": r"\s+[-–—]\s+",
        }[name]
    )


def read(text: str) -> tuple[Affiliated, ...]:
    """Read all affiliations in `text`.

    >>> [tuple(a.affiliation.__getstate__()) for a in read("Curator, Mill Museum / Professor, Lake University")]
    [('Curator', 'Mill Museum'), ('Professor', 'Lake University')]
    """
    if not text.strip() or len(text) > LIMIT:
        return ()
    found: list[Affiliated] = []
    for start, end in _pieces(text, (0, len(text)), _pattern("several")):
        for a, b in _joined(text, start, end):
            found += _completed(found, _one(text, a, b), text)
    return tuple(found)


def _completed(found: list[Affiliated], more: list[Affiliated], text: str) -> list[Affiliated]:
    """`Designer | Mill Studio`: behind an upright bar the body of the position before it."""
    if not found or not more or "|" not in text:
        return more
    last, first = found[-1], more[0]
    if last.organization or not last.position or first.position or not first.organization:
        return more
    if text[last.position[1] : first.organization[0]].strip() != "|":
        return more
    found.pop()
    return [_made(text, last.position, first.organization), *more[1:]]


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
    return [p for p in (_trimmed(text, *p) for p in pieces) if p[0] < p[1]]


def _trimmed(text: str, start: int, end: int) -> Range:
    part = text[start:end]
    left = len(part) - len(part.lstrip(" \t\u3000,;"))
    return start + left, max(start + left, start + len(part.rstrip(" \t\u3000,;")))


def _joined(text: str, start: int, end: int) -> list[Range]:
    """Part "Director of A and Professor at B": each side a position with its body."""
    for m in _pattern("word").finditer(text, start, end):
        if bare(m[0]) not in terms("conjunction", "and") or m.start() == start:
            continue
        left, right = _trimmed(text, start, m.start()), _trimmed(text, m.end(), end)
        if all(_has_both(text, *side) for side in (left, right)):
            return [left, *_joined(text, *right)]
    for m in _pattern("dot").finditer(text, start, end) if "·" in text or "・" in text else ():
        if is_position(text[start : m.start()]) and is_position(text[m.end() : end]):
            return [(start, m.start()), *_joined(text, m.end(), end)]
    return [(start, end)]


def _has_both(text: str, start: int, end: int) -> bool:
    found = _one(text, start, end)
    return len(found) == 1 and found[0].position is not None and found[0].organization is not None


def _made(text: str, position: Range | None, organization: Range | None) -> Affiliated:
    def words(r: Range | None) -> str | None:
        return " ".join(text[slice(*r)].split()) if r and r[0] < r[1] else None

    return Affiliated(Affiliation(words(position), words(organization)), position, organization)


def _one(text: str, start: int, end: int) -> list[Affiliated]:
    """Read one affiliation, or several positions in a row."""
    parts = _commas(text, start, end)
    if len(parts) == 1:
        return _uncut(text, *parts[0])
    first = text[slice(*parts[0])]
    cut = _at(first)
    if cut and is_position(first[: cut[0]]):
        return [_made(text, _trimmed(text, start, start + cut[0]), _trimmed(text, start + cut[1], end))]
    if is_position(first):
        return _after_position(text, parts, end)
    last = text[slice(*parts[-1])]
    earlier = any(is_position(text[slice(*p)]) for p in parts[:-1])
    if is_position(last) and not earlier and (eastname.is_east(text[start:end]) or _plain_position(last)):
        return [_made(text, parts[-1], (start, parts[-2][1]))]
    return [_made(text, None, (start, end))]


def _commas(text: str, start: int, end: int) -> list[Range]:
    """Part at commas, but not before `Inc.` and the like."""
    parts: list[Range] = []
    for part in _pieces(text, (start, end), _pattern("comma")):
        if parts and bare(text[slice(*part)]) in terms("organization_word", "tail"):
            parts[-1] = parts[-1][0], part[1]
        else:
            parts.append(part)
    return parts or [(start, end)]


def _after_position(text: str, parts: list[Range], end: int) -> list[Affiliated]:
    """The first comma part is a position. What follows is its body, or further positions first."""
    count = 1
    while count < len(parts) and _plain_position(text[slice(*parts[count])]):
        count += 1
    rest = parts[count:]
    if not rest:
        found: list[Affiliated] = []
        for part in parts:
            found += _uncut(text, *part)
        return found
    if count > 1:
        # "Poet, Professor, Lake University": the body belongs to the last of them
        head = [a for p in parts[: count - 1] for a in _uncut(text, *p)]
        return [*head, _made(text, parts[count - 1], (rest[0][0], end))]
    if (
        is_position(text[slice(*rest[0])])
        and not has_body(text[slice(*parts[0])])
        and (_of(text, *rest[0]) or _juxtaposed(text, *rest[0]))
    ):
        return [*_uncut(text, *parts[0]), *_one(text, rest[0][0], end)]
    return [_made(text, parts[0], (rest[0][0], end))]


def _plain_position(part: str) -> bool:
    """A position and no body in it: "Chair", "Senior Curator", not "Chair of the Board"."""
    words = part.split()
    return (
        len(words) <= 5
        and is_position(part)
        and not has_body(part)
        and not any(bare(w) in terms("preposition", "of", "at") for w in words)
    )


def _uncut(text: str, start: int, end: int) -> list[Affiliated]:
    """Read a stretch without commas."""
    part = text[start:end]
    if eastname.is_east(part):
        return [_east(text, start, end)]
    if bare(part) in terms("position", "word"):
        return [_made(text, (start, end), None)]
    cut = _at(part)
    if cut and is_position(part[: cut[0]]):
        return [_made(text, _trimmed(text, start, start + cut[0]), _bodied(text, *_trimmed(text, start + cut[1], end)))]
    of = _of(text, start, end) or _juxtaposed(text, start, end) or _behind(text, start, end)
    if of:
        return [_made(text, of[0], of[1])]
    quoted = _pattern("quoted").search(part)
    if quoted and is_position(part[: quoted.start()]):
        return [
            _made(text, _trimmed(text, start, start + quoted.start()), (start + quoted.start(1), start + quoted.end(1)))
        ]
    dash = _pattern("dash").search(part)
    if dash and is_position(part[: dash.start()]) != is_position(part[dash.end() :]):
        left, right = (start, start + dash.start()), (start + dash.end(), end)
        return [_made(text, left, right) if is_position(part[: dash.start()]) else _made(text, right, left)]
    return [_made(text, (start, end), None) if is_position(part) else _made(text, None, _bodied(text, start, end))]


def _bodied(text: str, start: int, end: int) -> Range:
    """Drop the article before a body's name."""
    m = _pattern("word").search(text, start, end)
    if m and bare(m[0]) in terms("preposition", "at") and _trimmed(text, m.end(), end) != (m.end(), m.end()):
        start = _trimmed(text, m.end(), end)[0]
        m = _pattern("word").search(text, start, end)
    if m and m[0].islower() and bare(m[0]) in terms("preposition", "article"):
        return _trimmed(text, m.end(), end)
    return (m.start() + _glued(m[0]) if m else start), end


def _at(part: str) -> tuple[int, int] | None:
    """Find the preposition that always leads to a body: at, bei, @."""
    for m in _pattern("word").finditer(part):
        if m.start() and (m[0] == "@" or (m[0].islower() and bare(m[0]) in terms("preposition", "at"))):
            end = m.end()
            after = _pattern("word").search(part, end)
            if after and after[0].islower() and bare(after[0]) in terms("preposition", "article"):
                end = after.end()
            right = part[end:].strip()
            if m[0] == "@" or right[_glued(right.split(" ", 1)[0]) :][:1].isupper() or has_body(right):
                return m.start(), end
    return None


def _of(text: str, start: int, end: int) -> tuple[Range, Range] | None:
    """Part "founder of Kettle Works" at its preposition, unless a field follows ("Head of Research")."""
    for m in _pattern("word").finditer(text, start, end):
        glued = _glued(m[0])
        if m.start() == start or not (m[0].islower() or glued):
            continue
        if not glued and bare(m[0]) not in terms("preposition", "of"):
            continue
        left = _trimmed(text, start, m.start())
        right = _bodied(text, *_trimmed(text, m.start() + glued if glued else m.end(), end))
        if right[0] >= right[1] or not is_position(text[slice(*left)]):
            continue
        return (left, right) if _ruled(text[slice(*left)], text[slice(*right)]) else None
    return None


def _behind(text: str, start: int, end: int) -> tuple[Range, Range] | None:
    """Part a body from a position whose form says that it belongs to what stands before it."""
    words = [m.span() for m in _pattern("word").finditer(text, start, end)]
    for count in (2, 1):
        if len(words) > count and bare(text[words[-count][0] : end]) in terms("position", "behind"):
            return (words[-count][0], end), (start, words[-count - 1][1])
    return None


def leads_body(words: list[str]) -> bool:
    """Say whether one or two words begin the name of a body, as `Universitas` and `Bảo tàng` do."""
    bodies = terms("organization_word", "lead")
    return bool(words) and (bare(words[0]) in bodies or bare(words[-1]) in bodies or bare(" ".join(words)) in bodies)


def _juxtaposed(text: str, start: int, end: int) -> tuple[Range, Range] | None:
    """Part a position from a body right behind it: small letters before capitals, or a word that leads bodies."""
    words = [m.span() for m in _pattern("word").finditer(text, start, end)]
    for count in (1, 2):
        front = bare(text[start : words[count - 1][1]]) if len(words) > count + 1 else ""
        if front in terms("position", "word", "lead") and leads_body(text[words[count][0] : end].split()[:2]):
            return (start, words[count - 1][1]), (words[count][0], end)
    count = next((i for i, (a, _) in enumerate(words) if text[a].isupper()), 0)
    if not 0 < count <= 2 or not has_body(text[words[count][0] : end]):
        return None
    front = text[start : words[count - 1][1]]
    known = bare(front) in terms("position", "word", "lead") or bare(front.split()[-1]) in terms(
        "position", "word", "lead"
    )
    return ((start, words[count - 1][1]), (words[count][0], end)) if known else None


def _glued(word: str) -> int:
    """Count the characters of a preposition written onto its noun: `d'`, `dell'`, `l'`."""
    cut = max(word.find("'"), word.find("’")) + 1
    return cut if cut and len(word) > cut and bare(word[:cut]) in terms("preposition", "glued") else 0


def _ruled(position: str, rest: str) -> bool:
    """Say whether what follows the preposition is a body that the position belongs to."""
    words = rest.split()
    if bare(words[0]) in terms("field", "word"):
        return has_body(rest) and any(bare(w) in terms("organization_word", "body") for w in words[1:])
    if has_body(rest) or (
        words[0][0].isupper() and len(words) > 1 and bare(words[0]) in terms("preposition", "article")
    ):
        return True
    leads = any(_plain(bare(w), "lead") in terms("position", "lead") for w in position.split())
    return leads and rest[0].isupper()


def _east(text: str, start: int, end: int) -> Affiliated:
    """Korean, Chinese, Japanese: the body first, the position last, with or without a space between."""
    words = [m.span() for m in _pattern("word").finditer(text, start, end)]
    count = len(words)
    while count and _east_position(text[slice(*words[count - 1])], count < len(words)):
        count -= 1
    if count < len(words):
        body = (words[0][0], words[count - 1][1]) if count else None
        if count > 1 and bare(text[slice(*words[0])]) in terms("position", "past"):
            return _former(text, words, count, end)
        return _made(text, (words[count][0], end), body)
    glued = _glued_position(text[slice(*words[-1])])
    if glued and len(words) == 1 and text[words[0][0] + glued : end] in terms("organization_word", "suffix"):
        return _made(text, None, (start, end))  # a researcher or, alone in brackets, an institute
    if glued:
        cut = words[-1][0] + glued
        if len(words) > 1 and not has_body(text[words[-1][0] : cut]):
            return _made(text, words[-1], (start, words[-2][1]))
        return _made(text, (cut, end), (start, _trimmed(text, start, cut)[1]))
    return _made(text, None, (start, end))


def _former(text: str, words: list[Range], count: int, end: int) -> Affiliated:
    """`前 BODY POSITION`: the word for former belongs to the position, though the body stands between."""
    position = f"{text[slice(*words[0])]} {' '.join(text[words[count][0] : end].split())}"
    body = words[1][0], words[count - 1][1]
    held = Affiliation(position, " ".join(text[slice(*body)].split()))
    return Affiliated(held, (words[0][0], end), body)


def _east_position(word: str, more: bool) -> bool:
    """A word that is a position whole, or, before one, an adjective to it."""
    low = bare(word)
    if low in terms("position", "word", "lead") or (more and low in terms("position", "modifier")):
        return True
    modifiers = terms("position", "modifier")
    return any(
        low.endswith(e) and (low[: len(low) - len(e)] in modifiers)
        for e in endings("position", "word", "suffix", "lead")
        if len(low) > len(e)
    ) or (_open_position(low) and not _is_body(low))


def _open_position(low: str) -> bool:
    """A word that ends like a position and does not begin with a body: `문화평론가`."""
    for e in endings("position", "suffix"):
        if low.endswith(e) and len(e) > 1 and e not in terms("organization_word", "suffix"):
            stem = low[: len(low) - len(e)]
            return (
                e not in terms("organization_word", "suffix")
                and len(stem) <= 4
                and not stem.endswith(endings("organization_word", "suffix"))
                and not any(b in stem for b in terms("organization_word", "suffix", "body") if len(b) > 1)
            )
    return False


def _is_body(low: str) -> bool:
    return low in terms("organization_word", "body")


def _glued_position(word: str) -> int:
    """Where the position begins in one run of letters: `○○大学准教授`; 0 if there is none."""
    low = word.casefold()
    if len(low) != len(word):
        return 0
    for ending in endings("position", "word", "suffix", "lead"):
        if low.endswith(ending) and len(ending) > 1 and len(low) > len(ending) + 1:
            cut = len(low) - len(ending)
            if "\u30a0" < low[cut - 1] < "\u30fd" and "\u30a0" < low[cut] < "\u30fd":
                continue  # inside one word of katakana
            for modifier in endings("position", "modifier"):
                if low[:cut].endswith(modifier) and cut > len(modifier) + 1:
                    return cut - len(modifier)
            return cut
    return 0


@lru_cache(maxsize=512)
def has_body(part: str) -> bool:
    """Say whether a word names a kind of body: institute, committee, Ltd."""
    bodies = terms("organization_word", "body", "tail")
    ends = endings("organization_word", "suffix")
    for word in part.split():
        low = bare(word.strip('()（）,，"“”'))
        if low in bodies or (low.endswith(ends) and _is_compound(low, ends)):
            return True
    return False


def _is_compound(low: str, ends: tuple[str, ...]) -> bool:
    """An ending of one letter tells a body in a longer word only."""
    return any(low.endswith(e) and len(low) > (len(e) if len(e) > 1 else 3) for e in ends)


@lru_cache(maxsize=512)
def is_position(part: str) -> bool:
    """Say whether a phrase is a position: its head is one, or it is a common noun in small letters.

    >>> is_position("Executive Committee Member"), is_position("Cultural Policy Committee")
    (True, False)
    """
    part = part.strip(" \t\u3000,;.")
    if not part or len(part) > 200:
        return False
    if eastname.is_east(part):
        words = part.split()
        return bool(words) and (_east_position(words[-1], False) or _glued_position(words[-1]) > 0)
    head = _head(part)
    if not head:
        return False
    known = terms("position", "word", "lead")
    last, first = _plain(bare(head[-1]), "word", "lead"), _plain(bare(head[0]), "word", "lead")
    whole = bare(" ".join(head))
    if (
        bare(part) in known
        or whole in known
        or bare(" ".join(head[:2])) in known
        or ((last in known or _ends_position(last)) and not _is_firm(head))
    ):
        return True
    bodied = any(bare(w) in terms("organization_word", "body", "tail") for w in head)
    if (not bodied or head[0].islower()) and (first in known or _ends_position(first)):
        return True
    if not bodied and len(head) > 1 and any(bare(w) in known for w in head[1:]) and head[0].islower():
        return True
    if bodied or not head[0][0].islower() or first in terms("preposition", "article", "at", "of"):
        return False
    return len(head) < 5 and first not in terms("conjunction", "and") and first not in terms("stopwords", "common")


def _is_firm(head: list[str]) -> bool:
    """`Kessel & Partner`: the name of a firm, where no position stands before the sign."""
    return (
        len(head) > 2 and head[-2] == "&" and not any(bare(w) in terms("position", "word", "lead") for w in head[:-2])
    )


def _plain(low: str, *keys: str) -> str:
    """Take off what stands before a position: `ex-`, `vice`, `co`."""
    if low in terms("position", *keys):
        return low
    for prefix in endings("position", "prefix"):
        if low.startswith(prefix) and low[len(prefix) :].lstrip("-") in terms("position", *keys):
            return low[len(prefix) :].lstrip("-")
    return low


def _head(part: str) -> list[str]:
    """The words before the first preposition; a list of positions counts by its last."""
    head: list[str] = []
    for word in part.split():
        low = bare(word)
        if head and (_glued(word) or (word.islower() and low in terms("preposition", "of", "at"))):
            if " ".join([*map(bare, head), low]) in terms("position", "word"):
                head.append(word)
                continue
            break
        head.append(word.strip("(),"))
    return [w for w in head if w]


def _ends_position(low: str) -> bool:
    known = endings("position", "suffix")
    return low.endswith(known) and any(low.endswith(e) and len(low) > len(e) + 1 for e in known)
