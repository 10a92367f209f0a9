"""A line to the one person that it names, with affiliations, talk and role."""

import re
from functools import cache
from typing import NamedTuple

from postparse.document import Passage, Span
from postparse.fields.people_shapes import fitting
from postparse.lexicon import look
from postparse.post import Affiliation
from postparse.values import affiliation, bodywords, latinname, letters, namescan, person, positions
from postparse.values.affiliated import Affiliated
from postparse.values.name import Name
from postparse.values.terms import bare, endings, terms


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


def one(line: Passage, sure: bool) -> tuple[Person, ...]:
    """Read a line that names one person, by the first shape that fits."""
    for _, found in fitting(line.text):
        made = by_shape(line, found, sure)
        if made:
            return (made,)
    if letters.is_east(line.text):
        made = spaced(line, sure)
    else:
        made = _position_first(line) or (_led(line) if sure else None)
    return (made,) if made else ()


def by_shape(line: Passage, found: re.Match[str], sure: bool) -> Person | None:
    """Make a person of a shape that matched a line; None if its words are no person after all."""
    groups = found.groupdict()
    talk = line.cut(*found.span("talk")) if groups.get("talk") else None
    if groups.get("rest"):
        inner = _rest(line.cut(*found.span("rest")), sure, found.span("talk")[0] == 0)
        if inner and talk and talk.start > inner.at and inner.affiliations and found["rest"].rstrip()[-1:].isalnum():
            return None  # `Ada Okafor, editor of “The Weir”`: a body's name and no talk
        return _titled(inner, talk) if inner else None
    about = next((g for g in ("affiliation", "either") if groups.get(g)), None)
    given = line.cut(*found.span(about)) if about else None
    telling = given is not None and _telling(given.text)
    if given is not None and _is_no_affiliation(given.text):
        return None
    if (
        about
        and given is not None
        and found.re.groupindex.get("sides")
        and _named_right(given, line.text[: given.start - line.start])
    ):
        return None
    read_from = line.cut(*found.span("person"))
    name = person.read(read_from.text, sure or (telling and letters.is_east(read_from.text)))
    if name is None:
        return _positioned(read_from, given, sure) if about == "affiliation" and given else None
    made = Person(name, read_from.start, talk=unquoted(talk) if talk else None)
    if given is None:
        return made
    if about == "either" and not telling and (len(given.text.split()) > 3 or not sure):
        return made._replace(talk=unquoted(given)) if sure or len(given.text) < 160 else None
    return _placed(made, given)


def _is_no_affiliation(text: str) -> bool:
    """What stands after a comma and tells nothing of a person: `Ltd.`, a number, a further degree."""
    first = text.split(None, 1)[0]
    if bare(first.rstrip(",")) in terms("organization_word", "tail"):
        return True
    if any(map(str.isdigit, text)) and not any(map(str.isalpha, text)):
        return True
    while "." in first and latinname.is_degree(first.rstrip(",")):
        text = text[len(first) :].lstrip()
        if not first.endswith(","):
            return text[:1] in ("(", "（")
        first = text.split(None, 1)[0] if text else ""
    return False


def _named_right(right: Passage, left: str) -> bool:
    """`Talk - NAME (Body)`: the right side is a person with an affiliation and the left is surely none."""
    if person.read(left.rstrip(" :：–—-")) is not None:
        return False
    inner = one(right, False)
    return bool(inner) and bool(inner[0].affiliations or inner[0].name.honorific)


def _positioned(front: Passage, given: Passage, sure: bool) -> Person | None:
    """`Director Ada Okafor, Mill Museum`: a position beside the name, its body behind."""
    if any(c in front.text for c in "()（）/／|｜"):
        return None
    before = spaced(front, sure) if letters.is_east(front.text) else _position_first(front)
    if not before or not before.affiliations:
        return None
    placed = _placed(before._replace(affiliations=()), given)
    *more, held = before.affiliations
    return placed._replace(affiliations=(*more, *_united(held, placed.affiliations)))


def _united(
    held: tuple[Affiliated, int], rest: tuple[tuple[Affiliated, int], ...]
) -> tuple[tuple[Affiliated, int], ...]:
    """Join a position without a body to a body without a position that follows it."""
    if not rest or held[0].organization or rest[0][0].position or not rest[0][0].organization:
        return (held, *rest)
    (body, at), start, end = rest[0], *rest[0][0].organization
    shift = at - held[1]
    whole = Affiliation(held[0].affiliation.position, body.affiliation.organization)
    return (Affiliated(whole, held[0].position, (start + shift, end + shift)), held[1]), *rest[1:]


def with_affiliations(person_: Person, added: tuple[tuple[Affiliated, int], ...]) -> Person:
    """Add affiliations from a further line; a body completes the position before it."""
    if not person_.affiliations:
        return person_._replace(affiliations=added)
    *before, last = person_.affiliations
    return person_._replace(affiliations=(*before, *_united(last, added)))


@cache
def _quotes() -> re.Pattern[str]:
    return re.compile(r"""^["“”„«「『《〈‘']|["”“»」』》〉’']$""")


def _titled(inner: Person, talk: Passage | None) -> Person:
    return inner._replace(talk=unquoted(talk)) if talk and not inner.talk else inner


def unquoted(talk: Passage) -> Passage:
    """Give the title of a talk without its quotes."""
    text = talk.text.rstrip(" ,，.:：")
    talk = talk.cut(0, len(text))
    if len(text) > 2 and _quotes().search(text[:1]) and _quotes().search(text[-1:]):
        return talk.cut(1, len(text) - 1)
    return talk


def _rest(line: Passage, sure: bool, talk_first: bool) -> Person | None:
    """Read what stands beside a talk; behind a talk only a full name counts."""
    text = line.text.rstrip(" ,，:：–—-")
    found = one(line.cut(0, len(text)), sure and (not talk_first or letters.is_east(text)))
    return found[0] if found and not found[0].talk else None


def _telling(text: str) -> bool:
    """Say whether a text shows by its words that it is an affiliation."""
    return bodywords.has_body(text) or any(
        positions.is_position(part) for part in re.split(r"[,，/／;；、]", text[:300])[:6]
    )


def _placed(made: Person, given: Passage) -> Person:
    """Add what stands beside the name: a role, or affiliations with or without a role among them."""
    role = role_of(given)
    if role:
        return made._replace(role=role)
    if given.text[:1] == "@":
        given = given.cut(1)
    if "@" in given.text[1:] or "://" in given.text:
        return made
    head, comma, _ = given.text.partition(",")
    if comma and not positions.is_position(head) and (role := role_of(given.cut(0, len(head)))):
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
    names = namescan.scan(text)
    if len(names) != 1:
        return None
    name = names[0]
    front = text[: name.honorifics[0][0] if name.honorifics else name.span[0]].strip(" ,")
    if text[max([name.span[1], *(b for _, b in name.honorifics)]) :].strip(" .,;") or not front:
        return None
    small = bare(front.split()[-1])
    if small in terms("preposition", "of", "at") or small in terms("organization_word", "body") or "," in front:
        return None
    word = front.split()[0]
    if " " in front and word[0].isupper() and bare(word) in terms("preposition", "article"):
        front = front[len(word) :].strip()
    elif (mark := max(word.find("'"), word.find("’")) + 1) and bare(word[:mark]) in terms("preposition", "glued"):
        front = front[mark:]
    if not positions.is_position(front) or bodywords.leads_body(front.split()[-2:]):
        return None
    return Person(name, line.start, tuple((a, line.start + text.find(front)) for a in affiliation.read(front)))


def _led(line: Passage) -> Person | None:
    """`Nhà văn Lê Hoài Thu`: a position that the lexicon knows whole, then what a list may take for a name."""
    words = [m.span() for m in re.finditer(r"[^\s]+", line.text[:160])]
    for count in (3, 2, 1):
        if (
            len(words) >= count + 2
            and line.text[words[count][0]].isupper()
            and bare(line.text[: words[count - 1][1]]) in terms("position", "word")
        ):
            name = person.read(line.text[words[count][0] :], sure=True)
            if name:
                return _placed(Person(name, line.start + words[count][0]), line.cut(0, words[count - 1][1]))
    return None


def _dotted(line: Passage, sure: bool) -> Person | None:
    """`POSITION・NAME` or `NAME・BODY POSITION`."""
    front, mark, back = line.text.partition("・")
    if mark and positions.is_position(front) and (name := person.read(back, True)):
        return _placed(Person(name, line.start + len(front) + 1), line.cut(0, len(front)))
    if mark and positions.is_position(back) and (name := person.read(front, sure)):
        return _placed(Person(name, line.start), line.cut(len(front) + 1))
    return None


def spaced(line: Passage, sure: bool) -> Person | None:
    """Korean, Chinese, Japanese: body, position and name parted by spaces only, the name first or last."""
    if "・" in line.text and (found := _dotted(line, sure)):
        return found
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\s]+", line.text)]
    if not 2 <= len(words) <= 14:
        return _glued(line) if len(words) == 1 else None
    tells = [_tells(line.text[a:b]) for a, b in words]
    last = max((i for i, t in enumerate(tells) if t), default=-1)
    parted = len(words) > 2 and words[0][1] <= 2 and letters.script(line.text) in ("han", "kana")
    for count in (2, 1) if parted else (1, 2):
        if last >= count and not any(tells[:count]):
            name = person.read(line.text[: words[count - 1][1]], sure=True)
            if name and _certain(name, count, sure) and last == len(words) - 1:
                return _placed(Person(name, line.start), line.cut(words[count][0]))
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
            return _placed(Person(name, line.start + start), line.cut(0, words[last][1]))
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
    rank = _placed(made, line.cut(words[stop][0])).affiliations
    body = _placed(made, line.cut(0, words[first - 1][1])).affiliations
    return made._replace(affiliations=_united(rank[0], body)) if len(rank) == 1 else None


def _certain(name: Name, count: int, sure: bool) -> bool:
    return sure or person.read(name.name) is not None or count == 1


def _tells(word: str) -> bool:
    """A word that is a position, or ends like a body."""
    return (
        positions.is_position(word)
        or bodywords.has_body(word)
        or (
            letters.is_east(word)
            and any(word.endswith(e) and len(word) > 3 for e in endings("organization_word", "suffix") if len(e) > 1)
        )
    )


def _glued(line: Passage) -> Person | None:
    """`홍길동교수`, `王某教授`, `○○大学教授王某`: a position right behind a name or before it."""
    text = line.text
    if len(text) > 40:
        return None
    known = endings("position", "word", "suffix")
    for ending in known if text.endswith(known) else ():
        if len(ending) > 1 and text.endswith(ending) and len(text) > len(ending) + 1:
            at = len(text) - len(ending)
            found = _ended(line, at)
            if found:
                return found
    return _begun(line)


def _ended(line: Passage, at: int) -> Person | None:
    """Read what stands before a position as a name, or as a body and a name."""
    rank = line.cut(at)
    if at <= 4:
        name = person.read(line.text[:at])
        return _placed(Person(name, line.start), rank) if name else None
    for size in (3, 4, 2):
        front = line.text[: at - size]
        name = person.read(line.text[at - size : at]) if bodywords.has_body(front) else None
        if name:
            made = Person(name, line.start + at - size)
            held = _placed(made, rank).affiliations
            body = _placed(made, line.cut(0, at - size)).affiliations
            return made._replace(affiliations=_united(held[0], body)) if len(held) == 1 else None
    return None


def _begun(line: Passage) -> Person | None:
    """Read a position, with its body or without, and a name behind it."""
    for size in (3, 2, 4):
        front = line.text[:-size]
        if len(front) < 2 or not positions.is_position(front):
            continue
        name = person.read(line.text[-size:])
        if name:
            return _placed(Person(name, line.start + len(front)), line.cut(0, len(front)))
    return None
