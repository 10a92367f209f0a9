"""The fields in the order in which they are read, each with its module, its pointers and who chooses.

A module holds `RULES`, JSON Pointer -> rules in order of preference, and `NEEDS`, the modules that must
come before it. A rule is `rule(outline, so_far) -> Iterator[Candidate]` and never chooses; rules that share
costly work are given its result instead.
"""

from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from postparse import resolve
from postparse.fields import (
    body,
    byline,
    categories,
    links,
    organizers,
    participants,
    published,
    schedule,
    summary,
    title,
)
from postparse.fields.event_view import view_of
from postparse.outline import Outline
from postparse.post import Post
from postparse.resolve import Candidate, Chosen, Proposal
from postparse.values import sameperson

Rule = Callable[..., Iterable[Candidate[Any]]]
Chooser = Callable[[Sequence[Proposal[Any]]], Chosen[Any]]
View = Callable[[Outline, Post], tuple[Any, ...]]
Propose = Callable[..., list[Proposal[Any]]]


class Field(NamedTuple):
    """One value of the post: where it goes, the rules that propose it, who chooses, and what the rules see.

    `enough` runs the rules as far as the choice needs them.
    """

    pointer: str
    rules: tuple[Rule, ...]
    choose: Chooser
    seen: View
    enough: Propose


ORDER: tuple[ModuleType, ...] = (
    title,
    byline,
    categories,
    schedule,
    participants,
    organizers,
    summary,
    links,
    body,
)

# Who chooses; for what is not named here the foremost rule wins.
_CHOOSERS: dict[str, Chooser] = {
    "/schedule": resolve.foremost_rule,
    "/participants": resolve.people(sameperson.same_person, sameperson.last_parts),
    "/organizers": resolve.each(lambda o: o.name.casefold()),
    "/summary": resolve.each(lambda s: (s.heading, s.paragraphs)),
    "/links": resolve.each(lambda k: (k.text, k.url)),
}

# What the rules of a field see where it is not outline and post themselves: worked out once for all of them.
_VIEWS: dict[str, View] = {"/schedule": lambda outline, so_far: (view_of(outline, so_far),)}


def _enough(pointer: str) -> Propose:
    if pointer == "/byline/published":
        return resolve.sparing(published.GUESSES)  # the ledger tells where the days that are stated disagree
    choose = _CHOOSERS.get(pointer, resolve.foremost)
    if choose is resolve.foremost:
        return resolve.leading
    return resolve.of_leading_rule if choose is resolve.foremost_rule else resolve.proposals_of


def _both(outline: Outline, so_far: Post) -> tuple[Outline, Post]:
    return outline, so_far


FIELDS = tuple(
    Field(pointer, rules, _CHOOSERS.get(pointer, resolve.foremost), _VIEWS.get(pointer, _both), _enough(pointer))
    for module in ORDER
    for pointer, rules in module.RULES.items()
)
