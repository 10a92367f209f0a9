"""A line to the people that it names, with their affiliations, talk and role."""

import re
from functools import cache
from typing import NamedTuple

from postparse.document import Passage, Span
from postparse.fields.people_shapes import fitting
from postparse.lexicon import look
from postparse.values import affiliation, eastname, person
from postparse.values.affiliation import Affiliated
from postparse.values.person import Name
from postparse.values.terms import bare, endings, terms

LONGEST = 400


class Role(NamedTuple):
    """A canonical role, or None where the word is none of them, and the word as written, if there is one."""

    key: str | None
    text: Passage | None = None


class Person(NamedTuple):
    """A person as one line gives them. Offsets of `name` count from `at`, those of an affiliation from its own."""

    name: Name
    at: int
    affiliations: tuple[tuple[Affiliated, int], ...] = ()
    role: Role | None = None
    talk: Passage | None = None

    @property
    def span(self) -> Span:
        return Span(self.at + self.name.span[0], self.at + self.name.span[1])


def read(line: Passage, sure: bool, language: str | None = None) -> tuple[Person, ...]:
    """Read the people of one line; `sure` says that the line stands where people are listed."""
    line = line.cut(0)
    if not line.text or len(line.text) > LONGEST:
        return ()
    pieces = _run_on(line)
    if len(pieces) > 1 or pieces[0].start > line.start:
        return tuple(p for piece in pieces for p in read(piece, sure, language))
    return several(line, sure) or one(line, sure)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            "run_on": r"[△▲▷▶◇◆○●■□▪•※]\s*",
            "list": r"\s*[,，、]\s*(?:(?P<then>[^\W\d_]{1,4}|&)\s+(?=\S))?|\s+(?P<and>[^\W\d_]{1,4}|&)\s+",
            "semicolon": r"\s*[;；]\s*",
            "dots": r"\s+[·•|]\s+|(?<=\w)(?<![\x00-\u052f])·(?=\w)(?![\x00-\u052f])",
            "quotes": r"""^["“”„«「『《〈‘']|["”“»」』》〉’']$""",
        }[name]
    )


def _run_on(line: Passage) -> list[Passage]:
    """Part `△A ... △B ...` at its bullets."""
    marks = list(_pattern("run_on").finditer(line.text)) or list(_numbered().finditer(line.text))
    if not marks or marks[0].start() > 0:
        return [line]
    ends = [m.start() for m in marks[1:]] + [len(line.text)]
    return [line.cut(m.end(), end) for m, end in zip(marks, ends, strict=True)] or [line]


@cache
def _numbered() -> re.Pattern[str]:
    """`1. `, `① `, `2강 `: what numbers the people of one line."""
    counters = "|".join(map(re.escape, sorted(terms("counter", "word"), key=len, reverse=True)))
    return re.compile(rf"(?:^|(?<=\s))(?:第\s?)?(?:[①-⑳]|\d{{1,2}}\s?(?:[.)]|{counters})[.:)]?(?=\s))\s{{0,3}}")


def one(line: Passage, sure: bool) -> tuple[Person, ...]:
    """Read a line that names one person, by the first shape that fits."""
    for _, found in fitting(line.text):
        made = by_shape(line, found, sure)
        if made:
            return (made,)
    made = _spaced(line, sure) if eastname.is_east(line.text) else _position_first(line)
    return (made,) if made else ()


def by_shape(line: Passage, found: re.Match[str], sure: bool) -> Person | None:
    """Make a person of a shape that matched a line; None if its words are no person after all."""
    groups = found.groupdict()
    talk = line.cut(*found.span("talk")) if groups.get("talk") else None
    if groups.get("rest"):
        inner = _rest(line.cut(*found.span("rest")), sure, found.span("talk")[0] == 0)
        return _titled(inner, talk) if inner else None
    about = next((g for g in ("affiliation", "either") if groups.get(g)), None)
    given = line.cut(*found.span(about)) if about else None
    telling = given is not None and _telling(given.text)
    if given is not None and bare(given.text.split(None, 1)[0].rstrip(",")) in terms("organization_word", "tail"):
        return None
    if about == "either" and given is not None and _named_right(given, line.text[: given.start - line.start]):
        return None
    read_from = line.cut(*found.span("person"))
    name = person.read(read_from.text, sure or (telling and eastname.is_east(read_from.text)))
    if name is None:
        return _positioned(read_from, given, sure) if about == "affiliation" and given else None
    made = Person(name, read_from.start, talk=_unquoted(talk) if talk else None)
    if given is None:
        return made
    if about == "either" and not telling and (len(given.text.split()) > 3 or not sure):
        return made._replace(talk=_unquoted(given)) if sure or len(given.text) < 160 else None
    return _placed(made, given)


def _named_right(right: Passage, left: str) -> bool:
    """`Talk - NAME (Body)`: the right side is a person with an affiliation and the left is surely none."""
    if person.read(left.rstrip(" :：–—-")) is not None:
        return False
    inner = one(right, False)
    return bool(inner) and bool(inner[0].affiliations or inner[0].name.honorific)


def _positioned(front: Passage, given: Passage, sure: bool) -> Person | None:
    """`Director Ada Okafor, Mill Museum`: a position beside the name, its body behind."""
    if any(c in front.text for c in "()（）"):
        return None
    before = _spaced(front, sure) if eastname.is_east(front.text) else _position_first(front)
    if not before or not before.affiliations:
        return None
    placed = _placed(before._replace(affiliations=()), given)
    [(held, at), *more], rest = before.affiliations, placed.affiliations
    if more or len(rest) != 1 or rest[0][0].position or held.organization:
        return placed._replace(affiliations=(*before.affiliations, *rest))
    return placed._replace(affiliations=((held, at), *rest))


def _titled(inner: Person, talk: Passage | None) -> Person:
    return inner._replace(talk=_unquoted(talk)) if talk and not inner.talk else inner


def _unquoted(talk: Passage) -> Passage:
    text = talk.text.rstrip(" ,，.:：")
    talk = talk.cut(0, len(text))
    if len(text) > 2 and _pattern("quotes").search(text[:1]) and _pattern("quotes").search(text[-1:]):
        return talk.cut(1, len(text) - 1)
    return talk


def _rest(line: Passage, sure: bool, talk_first: bool) -> Person | None:
    """Read what stands beside a talk; behind a talk only a full name counts."""
    text = line.text.rstrip(" ,，:：–—-")
    found = one(line.cut(0, len(text)), sure and (not talk_first or eastname.is_east(text)))
    return found[0] if found and not found[0].talk else None


def _telling(text: str) -> bool:
    """Say whether a text shows by its words that it is an affiliation."""
    return affiliation.has_body(text) or any(
        affiliation.is_position(part) for part in re.split(r"[,，/／;；、]", text[:300])[:6]
    )


def _placed(made: Person, given: Passage) -> Person:
    """Add what stands beside the name: a role, or affiliations with or without a role among them."""
    role = role_of(given)
    if role:
        return made._replace(role=role)
    if "@" in given.text[1:] or "://" in given.text:
        return made
    head, comma, _ = given.text.partition(",")
    if comma and not affiliation.is_position(head) and (role := role_of(given.cut(0, len(head)))):
        made, given = made._replace(role=role), given.cut(len(head) + 1)
    read_ = affiliation.read(given.text)
    return made._replace(affiliations=(*made.affiliations, *((a, given.start) for a in read_)))


def role_of(text: Passage) -> Role | None:
    """Read a text that is a role word whole."""
    word = text.text.strip(" .:：*")
    if not word or len(word) > 40:
        return None
    found = look("role", word)
    return Role(found[0].key, text) if found else None


def _position_first(line: Passage) -> Person | None:
    """`Director Ada Okafor`, `historian Bo Lind`: a position, then a name that ends the line."""
    text = line.text
    names = person.scan(text)
    if len(names) != 1:
        return None
    name = names[0]
    front = text[: name.honorifics[0][0] if name.honorifics else name.span[0]].strip(" ,")
    if text[max([name.span[1], *(b for _, b in name.honorifics)]) :].strip(" .,;") or not front:
        return None
    if not affiliation.is_position(front) or text[: name.span[0]].rstrip().endswith(","):
        return None
    return Person(
        name, line.start, tuple((a, line.start) for a in affiliation.read(text[: text.find(front) + len(front)]))
    )


def _spaced(line: Passage, sure: bool) -> Person | None:
    """Korean, Chinese, Japanese: body, position and name parted by spaces only, the name first or last."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\s]+", line.text)]
    if not 2 <= len(words) <= 14:
        return _glued(line) if len(words) == 1 else None
    tells = [_tells(line.text[a:b]) for a, b in words]
    last = max((i for i, t in enumerate(tells) if t), default=-1)
    for count in (1, 2):
        if last >= count and not any(tells[:count]):
            name = person.read(line.text[: words[count - 1][1]], sure=True)
            if name and _certain(name, count, sure) and last == len(words) - 1:
                return _placed(Person(name, line.start), line.cut(words[count][0]))
    if 0 <= last < len(words) - 1:
        start = words[last + 1][0]
        name = person.read(line.text[start:], sure=True)
        if name and len(words) - last <= 4:
            return _placed(Person(name, line.start + start), line.cut(0, words[last][1]))
    return None


def _certain(name: Name, count: int, sure: bool) -> bool:
    return sure or person.read(name.name) is not None or count == 1


def _tells(word: str) -> bool:
    """A word that is a position, or ends like a body."""
    return (
        affiliation.is_position(word)
        or affiliation.has_body(word)
        or (
            eastname.is_east(word)
            and any(word.endswith(e) and len(word) > 3 for e in endings("organization_word", "suffix") if len(e) > 1)
        )
    )


def _glued(line: Passage) -> Person | None:
    """`홍길동교수`, `王某教授`: a position right behind a name."""
    text = line.text
    for ending in endings("position", "word", "suffix"):
        if len(ending) > 1 and text.endswith(ending) and 2 <= len(text) - len(ending) <= 4:
            name = person.read(text[: -len(ending)])
            if name:
                return _placed(Person(name, line.start), line.cut(len(text) - len(ending)))
    return None


def several(line: Passage, sure: bool) -> tuple[Person, ...]:
    """Read a list of people on one line: `A, B (Body) and C (moderator)`; none if it is no such list."""
    pieces = _listed(line)
    if len(pieces) < 2:
        return ()
    parts = [p for p, _ in pieces]
    if _by_semicolons(line) or any(joint for _, joint in pieces) or len(pieces) > 2 or _bracketed(parts):
        people = [_listed_one(p, sure) for p in parts]
        if all(people):
            return _shared(tuple(p for p in people if p), pieces)
        return _couple(parts) if len(parts) == 2 and pieces[1][1] else ()
    return ()


def _by_semicolons(line: Passage) -> bool:
    return ";" in line.text or "；" in line.text


def _bracketed(parts: list[Passage]) -> bool:
    return all(p.text.endswith((")", "）")) for p in parts)


def _listed(line: Passage) -> list[tuple[Passage, bool]]:
    """Part a line at commas and "and" outside brackets; the flag says that "and" stood before the part."""
    semis = _split(line, _pattern("semicolon"))
    if len(semis) > 1:
        return semis
    dots = _split(line, _pattern("dots"))
    spaced = len(dots) > 1 and " · " in line.text
    return [(p, True) for p, _ in dots] if spaced or len(dots) > 2 else _split(line, _pattern("list"))


def _split(line: Passage, pattern: re.Pattern[str]) -> list[tuple[Passage, bool]]:
    parts: list[tuple[Passage, bool]] = []
    last, depth, seen, joint = 0, 0, 0, False
    for m in pattern.finditer(line.text):
        gap = line.text[seen : m.start()]
        depth += sum(gap.count(c) for c in "(（") - sum(gap.count(c) for c in ")）")
        seen = m.end()
        groups = m.groupdict()
        word = groups.get("and") or groups.get("then")
        known = word is not None and bare(word) in terms("conjunction", "and")
        if depth > 0 or (groups.get("and") and not known):
            continue
        if m.start() > last:
            parts.append((line.cut(last, m.start()), joint))
            joint = False
        last = m.start("then") if groups.get("then") and not known else m.end()
        joint = joint or known
    if last < len(line.text):
        parts.append((line.cut(last), joint))
    return [(p, j) for p, j in parts if p.text]


def _listed_one(part: Passage, sure: bool) -> Person | None:
    """Read one item of a list: a full name, with or without a bracket."""
    east = eastname.is_east(part.text)
    for name, found in fitting(part.text):
        if name in ("name alone", "person (affiliation)", "person @ body"):
            made = by_shape(part, found, sure and east)
            if made:
                return made
    if not east and "," in part.text:
        return next(iter(one(part, False)), None)
    return None if not east else _spaced(part, sure)


def _shared(people: tuple[Person, ...], pieces: list[tuple[Passage, bool]]) -> tuple[Person, ...]:
    """`A and B (Body)`: the one affiliation of a pair is both's."""
    if len(people) == 2 and pieces[1][1] and people[1].affiliations and not people[0].affiliations:
        return people[0]._replace(affiliations=people[1].affiliations), people[1]
    return people


def _couple(parts: list[Passage]) -> tuple[Person, ...]:
    """`Ada and Bo Lind`: the first has the surname of the second."""
    second = next(iter(one(parts[1], False)), None)
    first = person.read(parts[0].text, sure=True)
    if not second or not first or " " in first.name or len(second.name.name.split()) != 2:
        return ()
    surname = second.name.name.split()[-1]
    start = parts[0].start
    whole = Name(f"{first.name} {surname}", (first.span[0], second.span.end - start))
    return Person(whole, start, second.affiliations), second
