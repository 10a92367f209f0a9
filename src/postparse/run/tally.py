"""What posts hold, counted: how many of them fill which key, events, people, warnings. Cheap enough for every post."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import NamedTuple

from postparse.diagnostics import CODES
from postparse.post import Event, Participant, Post

_PLAIN = (
    "slug", "status", "title", "label", "byline.authors", "byline.published", "byline.modified", "byline.publisher",
    "byline.text", "categories", "tags", "comment_count", "language", "schedule", "participants", "organizers",
    "summary", "excerpt", "body", "links",
)  # fmt: skip
_OF_EVENTS = ("title", "start", "end", "timezone", "agenda", "recurrence", "text")
_OF_VENUES = ("name", "address", "url")
_OF_PEOPLE = ("also_known_as", "honorific", "role", "role_text", "affiliations", "talk", "url")

FIELDS = (
    *_PLAIN, *(f"schedule.{k}" for k in _OF_EVENTS), "schedule.venue", *(f"schedule.venue.{k}" for k in _OF_VENUES),
    *(f"participants.{k}" for k in _OF_PEOPLE),
)  # fmt: skip
"""Keys that a post may leave empty; of a list's entries, a key is filled where one of them fills it."""

_ALONE, _TABLES = ("posts", "events", "people", "warned"), ("warnings", "languages", "formats")
_NO_EVENT = (False,) * (len(_OF_EVENTS) + 1 + len(_OF_VENUES))
_NO_VENUE = (False,) * (1 + len(_OF_VENUES))
_NOBODY = (False,) * len(_OF_PEOPLE)


class Tally(NamedTuple):
    """Counts of some posts.

    events      entries of `schedule`
    people      entries of `participants`
    warned      posts with a warning of the severity `warning`
    filled      how many posts fill each of `FIELDS`, in their order
    warnings    code -> how many warnings of it
    languages   tag -> posts; posts without a language stand in none
    formats     name of a format -> posts
    """

    posts: int = 0
    events: int = 0
    people: int = 0
    warned: int = 0
    filled: tuple[int, ...] = (0,) * len(FIELDS)
    warnings: Mapping[str, int] = {}
    languages: Mapping[str, int] = {}
    formats: Mapping[str, int] = {}


def of(post: Post) -> Tally:
    """Count one post."""
    byline, schedule, people, codes = post.byline, post.schedule, post.participants, [w.code for w in post.warnings]
    filled = (
        post.slug is not None, post.status is not None, post.title is not None, post.label is not None,
        bool(byline.authors), byline.published is not None, byline.modified is not None, byline.publisher is not None,
        byline.text is not None, bool(post.categories), bool(post.tags), post.comment_count is not None,
        post.language is not None, bool(schedule), bool(people), bool(post.organizers), bool(post.summary),
        post.excerpt is not None, bool(post.body), bool(post.links),
        *(_any([_event(e) for e in schedule]) if schedule else _NO_EVENT),
        *(_any([_person(p) for p in people]) if people else _NOBODY),
    )  # fmt: skip
    return Tally(
        posts=1,
        events=len(schedule),
        people=len(people),
        warned=int(any(w.severity == "warning" for w in post.warnings)),
        filled=tuple(map(int, filled)),
        warnings={code: codes.count(code) for code in dict.fromkeys(codes)},
        languages={post.language: 1} if post.language else {},
        formats={post.source.format: 1},
    )


def _event(event: Event) -> tuple[bool, ...]:
    venue = event.venue
    return (
        event.title is not None, event.start is not None, event.end is not None, event.timezone is not None,
        bool(event.agenda), event.recurrence is not None, event.text is not None,
        *(
            (True, venue.name is not None, venue.address is not None, venue.url is not None)
            if venue is not None
            else _NO_VENUE
        ),
    )  # fmt: skip


def _person(person: Participant) -> tuple[bool, ...]:
    return (
        bool(person.also_known_as), person.honorific is not None, person.role is not None,
        person.role_text is not None, bool(person.affiliations), person.talk is not None, person.url is not None,
    )  # fmt: skip


def _any(entries: list[tuple[bool, ...]]) -> Iterable[bool]:
    """Tell for each key whether an entry fills it."""
    return entries[0] if len(entries) == 1 else map(any, zip(*entries, strict=True))


def plus(one: Tally, other: Tally) -> Tally:
    """Add two tallies up."""
    return Tally(
        one.posts + other.posts,
        one.events + other.events,
        one.people + other.people,
        one.warned + other.warned,
        tuple(map(add, one.filled, other.filled)),
        _merged(one.warnings, other.warnings),
        _merged(one.languages, other.languages),
        _merged(one.formats, other.formats),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Add all tallies up."""
    return reduce(plus, tallies, Tally())


def _merged(one: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    return {**one, **{key: one.get(key, 0) + count for key, count in other.items()}} if other else one


def severity(code: str) -> str:
    """Give the severity of a code; `info` for one that this version does not know."""
    return CODES.get(code, ("info", ""))[0]


def flat(tally: Tally) -> dict[str, int]:
    """Give the counts that are not 0 by names of their own, so that tallies add up as any counts do."""
    found = {key: getattr(tally, key) for key in _ALONE if getattr(tally, key)}
    found.update((f"filled {key}", count) for key, count in zip(FIELDS, tally.filled, strict=True) if count)
    for name in _TABLES:
        found.update((f"{name} {key}", count) for key, count in getattr(tally, name).items())
    return found


def gathered(counts: Mapping[str, int]) -> Tally:
    """Give the tally of which `flat` gave the counts, or a sum of such counts; other names are left out."""
    tables: dict[str, dict[str, int]] = {"filled": {}, **{name: {} for name in _TABLES}}
    for name, count in counts.items():
        table, _, key = name.partition(" ")
        if key and table in tables:
            tables[table][key] = count
    filled = tables.pop("filled")
    alone = {key: counts.get(key, 0) for key in _ALONE}
    return Tally(**alone, filled=tuple(filled.get(key, 0) for key in FIELDS), **tables)  # type: ignore[arg-type]
