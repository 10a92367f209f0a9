"""A line without marks to the person that it names, in letters without cases: body, position, name, by their words."""

import re

from postparse.document import Passage
from postparse.fields.people import Person, placed, united
from postparse.values import bodywords, letters, person, positions
from postparse.values.name import Name
from postparse.values.terms import endings, ends


def spaced(line: Passage, sure: bool) -> Person | None:
    """Korean, Chinese, Japanese: body, position and name parted by spaces only, the name first or last."""
    if "・" in line.text and (found := _dotted(line, sure)):
        return found
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\s]+", line.text)]
    if not 2 <= len(words) <= 14:
        return _glued(line, False) if len(words) == 1 else None
    tells = [_tells(line.text[a:b]) for a, b in words]
    last = max((i for i, t in enumerate(tells) if t), default=-1)
    led = last == len(words) - 1 >= 2 and line.text[slice(*words[0])].endswith(endings("organization_word", "suffix"))
    if led and (found := _before_rank(line, words)):
        return found
    parted = len(words) > 2 and words[0][1] <= 2 and letters.script(line.text) in ("han", "kana")
    for count in (2, 1) if parted else (1, 2):
        if last >= count and not any(tells[:count]) and not _departments(line, words):
            name = person.read(line.text[: words[count - 1][1]], sure=True)
            if name and _certain(name, count, sure) and last == len(words) - 1:
                return placed(Person(name, line.start), line.cut(words[count][0]))
    if letters.script(line.text) not in ("hangul", "han", "kana", "latin") and not all(
        positions.is_position(line.text[a:b]) for a, b in words[: last + 1]
    ):
        return None  # the body stands first there: `University of the Lake`
    if last == len(words) - 1 and (found := _between(line, words, tells, sure)):
        return found
    if 0 <= last < len(words) - 1:
        start = words[last + 1][0]
        name = person.read(line.text[start:], sure=True)
        if name and len(words) - last <= 4:
            return placed(Person(name, line.start + start), line.cut(0, words[last][1]))
    return None


def _dotted(line: Passage, sure: bool) -> Person | None:
    """`POSITION・NAME` or `NAME・BODY POSITION`."""
    front, mark, back = line.text.partition("・")
    if mark and positions.is_position(front) and (name := person.read(back, True)):
        return placed(Person(name, line.start + len(front) + 1), line.cut(0, len(front)))
    if mark and positions.is_position(back) and (name := person.read(front, sure)):
        return placed(Person(name, line.start), line.cut(len(front) + 1))
    return None


def _between(line: Passage, words: list[tuple[int, int]], tells: list[bool], sure: bool) -> Person | None:
    """`BODY NAME POSITION`: the name stands in the middle."""
    first = next((i for i, told in enumerate(tells) if not told), 0)
    if not first or not positions.is_position(line.text[slice(*words[-1])]):
        return None
    stop = next(i for i in range(first, len(words)) if tells[i])
    name = person.read(line.text[words[first][0] : words[stop - 1][1]], sure)
    if name is None or stop - first > 2 or stop != len(words) - 1:
        return None
    made = Person(name, line.start + words[first][0])
    rank = placed(made, line.cut(words[stop][0])).affiliations
    body = placed(made, line.cut(0, words[first - 1][1])).affiliations
    return made._replace(affiliations=united(rank[0], body)) if len(rank) == 1 else None


def _departments(line: Passage, words: list[tuple[int, int]]) -> bool:
    """`○○대 사회학과 교수`: the first two words both end as a body and its parts do."""
    known = endings("organization_word", "suffix")
    return len(words) > 2 and all(line.text[a:b].endswith(known) and b - a > 2 for a, b in words[:2])


def _before_rank(line: Passage, words: list[tuple[int, int]]) -> Person | None:
    """`BODY DEPARTMENT NAME RANK`: a name beyond doubt right before the last word, a body's ending on the first."""
    (start, stop), (at, _) = words[-2:]
    name = person.read(line.text[start:stop])
    if not name or not positions.is_position(line.text[at:]):
        return None
    made = Person(name, line.start + start)
    rank = placed(made, line.cut(at)).affiliations
    body = placed(made, line.cut(0, words[-3][1])).affiliations
    joined = len(rank) == 1 and len(body) == 1 and body[0][0].position is None
    return made._replace(affiliations=united(rank[0], body)) if joined else None


def _certain(name: Name, count: int, sure: bool) -> bool:
    return sure or person.read(name.name) is not None or count == 1


def _tells(word: str) -> bool:
    """A word that is a position, or ends like a body."""
    return (
        positions.is_position(word)
        or bodywords.has_body(word)
        or (
            letters.is_east(word)
            and len(word) > 3
            and any(len(e) > 1 for e in ends(word, "organization_word", "suffix"))
        )
    )


def ranked(line: Passage) -> Person | None:
    """`岩永慎吾教授` beside the name of a body: a name and a rank in one run, though the surname is not known."""
    return _glued(line, True)


def _glued(line: Passage, bodied: bool) -> Person | None:
    """`홍길동교수`, `王某教授`, `○○大学教授王某`: a position right behind a name or before it."""
    text = line.text
    if len(text) > 40:
        return None
    for ending in ends(text, "position", "word", "suffix"):
        if len(ending) > 1 and len(text) > len(ending) + 1:
            at = len(text) - len(ending)
            found = _ended(line, at, bodied)
            if found:
                return found
    return _begun(line)


def _ended(line: Passage, at: int, bodied: bool) -> Person | None:
    """Read what stands before a position as a name, or as a body and a name."""
    rank = line.cut(at)
    if at <= 4:
        name = person.read(line.text[:at])
        if not name and bodied and at > 2 and not line.text[:at].endswith(endings("nonname", "ending")):
            name = person.read(line.text[:at], True)
        return placed(Person(name, line.start), rank) if name else None
    for size in (3, 4, 2):
        front = line.text[: at - size]
        name = person.read(line.text[at - size : at]) if bodywords.has_body(front) else None
        if name:
            made = Person(name, line.start + at - size)
            held = placed(made, rank).affiliations
            body = placed(made, line.cut(0, at - size)).affiliations
            return made._replace(affiliations=united(held[0], body)) if len(held) == 1 else None
    return None


def _begun(line: Passage) -> Person | None:
    """Read a position, with its body or without, and a name behind it."""
    for size in (3, 2, 4):
        front = line.text[:-size]
        if len(front) < 2 or not positions.is_position(front):
            continue
        name = person.read(line.text[-size:])
        if name:
            made = placed(Person(name, line.start + len(front)), line.cut(0, len(front)))
            bodies = [a.affiliation.organization for a, _ in made.affiliations if a.organization]
            # without a space, any word may hold the letters of a position: only a known kind of body before it tells
            return made if all(map(bodywords.has_body, bodies)) else None
    return None
