"""A person as the lines of a post give one: the name, and what stands beside it or on the lines below."""

import re
from functools import cache
from typing import NamedTuple

from postparse.document import Passage, Span
from postparse.lexicon import look
from postparse.post import Affiliation
from postparse.values import affiliation, bodywords, positions
from postparse.values.affiliated import Affiliated
from postparse.values.name import Name


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


def role_of(text: Passage) -> Role | None:
    """Read a text that is a role word whole."""
    word = text.text.strip(" .:：*")
    if not word or len(word) > 40:
        return None
    found = look("role", word)
    if not found and not _tying().isdisjoint(word):
        both = [look("role", part) for part in re.split(r"(?<!\s)\s*+[・·&+]\s*", word)]
        found = both[0] if all(both) else ()
    return Role(found[0].key, text) if found else None


@cache
def _tying() -> frozenset[str]:
    return frozenset("・·&+")


def placed(made: Person, given: Passage) -> Person:
    """Add what stands beside the name: a role, or affiliations with or without a role among them."""
    role = role_of(given)
    if role:
        return made._replace(role=role)
    if given.text[:1] == "@":
        given = given.cut(1)
    if "@" in given.text[1:] or "://" in given.text:
        return made
    last = max(map(given.text.rfind, "(（")) if given.text[-1:] in (")", "）") else 0
    if made.role is None and last > 0 and (role := role_of(given.cut(last + 1, len(given.text) - 1))):
        made, given = made._replace(role=role), given.cut(0, last)
    head, comma, _ = given.text.partition(",")
    if comma and not positions.is_position(head) and (role := role_of(given.cut(0, len(head)))):
        made, given = made._replace(role=role), given.cut(len(head) + 1)
    read_ = affiliation.read(given.text)
    return made._replace(affiliations=(*made.affiliations, *((a, given.start) for a in read_)))


def with_line(person: Person, line: Passage) -> Person:
    """Add a card's next line: to a position its body, else a further affiliation."""
    role = look("role", line.text)
    if role and not person.role:
        return person._replace(role=Role(role[0].key, line))
    added = affiliation.read(line.text)
    if not added:
        return person
    held = person.affiliations
    bodied = bool(held) and held[-1][0].organization is not None
    if bodied and len(added) == 1 and not added[0].position and not bodywords.has_body(line.text):
        return person  # a town or country below the body
    return with_affiliations(person, tuple((a, line.start) for a in added))


def telling(text: str) -> bool:
    """Say whether a line is an affiliation by its words."""
    return 0 < len(text) < 200 and (bodywords.has_body(text) or positions.is_position(text.split(",")[0]))


def with_affiliations(person_: Person, added: tuple[tuple[Affiliated, int], ...]) -> Person:
    """Add affiliations from a further line; a body completes the position before it."""
    if not person_.affiliations:
        return person_._replace(affiliations=added)
    *before, last = person_.affiliations
    return person_._replace(affiliations=(*before, *united(last, added)))


def united(
    held: tuple[Affiliated, int], rest: tuple[tuple[Affiliated, int], ...]
) -> tuple[tuple[Affiliated, int], ...]:
    """Join a position without a body to a body without a position that follows it."""
    if not rest or held[0].organization or rest[0][0].position or not rest[0][0].organization:
        return (held, *rest)
    (body, at), start, end = rest[0], *rest[0][0].organization
    shift = at - held[1]
    whole = Affiliation(held[0].affiliation.position, body.affiliation.organization)
    return (Affiliated(whole, held[0].position, (start + shift, end + shift)), held[1]), *rest[1:]


def unquoted(talk: Passage) -> Passage:
    """Give the title of a talk without its quotes."""
    text = talk.text.rstrip(" ,，.:：")
    talk = talk.cut(0, len(text))
    if len(text) > 2 and _quotes().search(text[:1]) and _quotes().search(text[-1:]):
        return talk.cut(1, len(text) - 1)
    return talk


@cache
def _quotes() -> re.Pattern[str]:
    return re.compile(r"""^["“”„«「『《〈‘']|["”“»」』》〉’']$""")
