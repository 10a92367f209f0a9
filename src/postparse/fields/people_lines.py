"""A line to the one person that it names, with affiliations, talk and role."""

import re
from functools import cache, lru_cache

from postparse.document import Passage
from postparse.fields.people import Person, Role, placed, role_of, united, unquoted
from postparse.fields.people_shapes import fitting
from postparse.lexicon import fold, words
from postparse.values import affiliation, bodywords, latinname, letters, namescan, person, positions
from postparse.values.name import Name
from postparse.values.terms import bare, terms


@lru_cache(maxsize=256)
def one(line: Passage, sure: bool) -> tuple[Person, ...]:
    """Read a line that names one person, by the first shape that fits."""
    if verb := _verb(line):
        key, end = verb
        return tuple(p._replace(role=Role(key, line.cut(0, end))) for p in one(line.cut(end), sure) if p.role is None)
    if (found := _bracketed().fullmatch(line.text)) and (made := by_shape(line, found, sure)):
        return (made,)
    for _, found in fitting(line.text):
        made = by_shape(line, found, sure)
        if made:
            return (made,)
    if letters.is_east(line.text):
        made = _spaced(line, sure)
    else:
        made = _position_first(line) or (_led(line) if sure else None)
    return (made,) if made else ()


def _spaced(line: Passage, sure: bool) -> Person | None:
    from postparse.fields.people_spaced import spaced  # no post in Latin letters asks for it

    return spaced(line, sure)


@cache
def _bracketed() -> re.Pattern[str]:
    """`Ada Okafor (Curator, Mill Museum)`: the commonest shape, in which no shape before it can find a name."""
    return re.compile(
        r"(?P<person>[A-Za-z .'-]{4,60}?)\s(?:\((?P<affiliation>[A-Za-z&.][A-Za-z&. ]{5,}[,/][^()\"“”„«]+)\))"
    )


@cache
def _verb_heads() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in words("role_verb_by"))


def _verb(line: Passage) -> tuple[str, int] | None:
    """Give the role that a phrase at the line's beginning tells, and where it ends: `moderated by Ada Okafor`."""
    if not line.text[:1].isalpha() or line.text[:1] >= "\u2e80":
        return None
    tokens = list(re.finditer(r"\S+", line.text[:60]))[:5]
    if not tokens or fold(tokens[0][0]) not in _verb_heads():
        return None
    for last in reversed(tokens[:-1]):
        meaning = words("role_verb_by").get(fold(line.text[: last.end()]))
        if meaning:
            return meaning[0].key, last.end()
    return None


def by_shape(line: Passage, found: re.Match[str], sure: bool) -> Person | None:
    """Make a person of a shape that matched a line; None if its words are no person after all."""
    groups = found.groupdict()
    if (front := groups.get("person")) and "(" in front and ")" not in front and "）" not in front:
        return None
    talk = line.cut(*found.span("talk")) if groups.get("talk") else None
    if groups.get("rest"):
        inner = _rest(line.cut(*found.span("rest")), sure, found.span("talk")[0] == 0)
        if inner and talk and talk.start > inner.at and inner.affiliations and found["rest"].rstrip()[-1:].isalnum():
            return None  # `Ada Okafor, editor of “The Weir”`: a body's name and no talk
        return _titled(inner, talk) if inner else None
    about = next((g for g in ("affiliation", "either") if groups.get(g)), None)
    given = line.cut(*found.span(about)) if about else None
    if given is not None and bare(given.text) in terms("placeholder", "person"):
        return None  # `Somebody of the ministry (TBA)`
    telling = given is not None and _telling(given.text)
    if given is not None and talk and person.calls(given.text) and _telling(talk.text):
        return None  # `Ada Okafor (Addie) – Curator`: a nickname and no body
    behind_comma = given is not None and line.text[: given.start - line.start].rstrip().endswith(",")
    if given is not None and behind_comma and not telling and _goes_on(given.text):
        return None
    if given is not None and (_is_no_affiliation(given.text) or (groups.get("comma") == "、" and not telling)):
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
    if about == "affiliation" and given is not None and (known := _transcribed(name, given, read_from.start)):
        name, given = known
    made = Person(name, read_from.start, talk=unquoted(talk) if talk else None)
    if given is None:
        return made
    if not telling and not person.is_known(name) and (other := person.read(given.text)) and person.is_known(other):
        return None  # `Sharding Seas (Ada Okafor)`: the person stands behind
    colon = about == "either" and found["sides"][:1] in (":", "：")
    if about == "either" and not telling and (colon or len(given.text.split()) > 3 or not sure):
        return made._replace(talk=unquoted(given)) if sure or len(given.text) < 160 else None
    return placed(made, given)


def _goes_on(text: str) -> bool:
    """Say whether further people follow a comma: `Bo Lind, and The Mill Choir`."""
    head, comma, _ = text.partition(",")
    return bool(comma) and person.read(head) is not None and not latinname.is_degree(head)


def _transcribed(name: Name, given: Passage, at: int) -> tuple[Name, Passage] | None:
    """`마리 (Marie Orlova, 은하미술관)`: the name in Latin letters before the affiliation."""
    if not letters.is_east(name.name) or not given.text[:1].isascii():
        return None
    head, comma, _ = given.text.partition(",")
    other = person.read(head) if comma and head.isascii() else None
    if not other:
        return None
    start = given.start - at
    also = (other.name, (start + other.span[0], start + other.span[1]))
    return name._replace(also_known_as=(*name.also_known_as, also)), given.cut(len(head) + 1)


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
    if any(c in front.text for c in "()（）/／|｜") or any(f" {dash} " in front.text for dash in "-–—"):
        return None
    before = _spaced(front, sure) if letters.is_east(front.text) else _position_first(front)
    if not before and sure and letters.is_east(front.text) and bodywords.has_body(given.text):
        from postparse.fields.people_spaced import ranked

        before = ranked(front)
    if before and before.role and before.role.text and not before.affiliations:
        # Beside a body the word is a rank in it: `홍길동 위원장(단체)`.
        rank = before.role.text
        before = before._replace(role=None, affiliations=tuple((a, rank.start) for a in affiliation.read(rank.text)))
    if not before or not before.affiliations:
        return None
    made = placed(before._replace(affiliations=()), given)
    *more, held = before.affiliations
    return made._replace(affiliations=(*more, *united(held, made.affiliations)))


def _titled(inner: Person, talk: Passage | None) -> Person:
    if not talk or inner.talk:
        return inner
    role = role_of(talk) if not inner.role else None
    return inner._replace(role=role) if role else inner._replace(talk=unquoted(talk))


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


def _position_first(line: Passage) -> Person | None:
    """`Director Ada Okafor`, `historian Bo Lind`: a position, then a name that ends the line."""
    text = line.text
    last = text.rstrip(" .,;").rpartition(" ")[2]
    if last.islower() and bare(last) not in terms("honorific", "title", "rank", "after"):
        return None
    names = namescan.scan(text)
    if len(names) != 1:
        return None
    name = names[0]
    if text[: name.span[0]].rstrip().endswith(",") and not person.is_known(name):
        return None  # `Vice President, Product Marketing`
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
                return placed(Person(name, line.start + words[count][0]), line.cut(0, words[count - 1][1]))
    return None
