"""What is counted of posts, and that counts add up, travel and are cheap."""

import json
import pickle
import time
from dataclasses import fields

import pytest

import postparse
from postparse.post import Affiliation, AgendaItem, Author, Byline, Event, Notice, Participant, Post, Source, Venue
from postparse.run import tally
from postparse.run.tally import FIELDS, Tally
from sampleset import got, names, path

TALK = Post(
    source=Source("a.txt", format="text"),
    title="Ropes",
    byline=Byline(authors=(Author("Una Okoro"),), published="2024-05-01"),
    language="en",
    schedule=(
        Event(start="2024-05-14", venue=Venue(name="Long Hall")),
        Event(start="2024-05-15", timezone="Europe/Berlin", agenda=(AgendaItem(title="Knots"),)),
    ),
    participants=(Participant("Una Okoro"), Participant("Emil Quayle", affiliations=(Affiliation("Editor"),))),
    comment_count=0,
    warnings=(
        Notice("schedule.zone-unknown", "info", "/schedule/0", "-"),
        Notice("schedule.zone-unknown", "info", "/schedule/1", "-"),
        Notice("title.missing", "warning", "/title", "-"),
    ),
)
BARE = Post(source=Source("b.html", format="html"))


def _filled(counted: Tally) -> dict[str, int]:
    return {key: count for key, count in zip(FIELDS, counted.filled, strict=True) if count}


def test_one_post_is_counted() -> None:
    counted = tally.of(TALK)
    assert counted._replace(filled=()) == Tally(
        1, 2, 2, 1, (), {"schedule.zone-unknown": 2, "title.missing": 1}, {"en": 1}, {"text": 1}
    )
    assert _filled(counted) == dict.fromkeys(
        (
            "title", "byline.authors", "byline.published", "comment_count", "language", "schedule", "participants",
            "schedule.start", "schedule.timezone", "schedule.agenda", "schedule.venue", "schedule.venue.name",
            "participants.affiliations",
        ),
        1,
    )  # fmt: skip


def test_a_bare_post_fills_nothing() -> None:
    assert tally.of(BARE) == Tally(posts=1, formats={"html": 1})


def test_tallies_add_up() -> None:
    one, other = tally.of(TALK), tally.of(BARE)
    both = tally.plus(one, other)
    assert both == tally.plus(other, one)
    assert both == tally.total([one, other])
    assert (both.posts, both.events, both.warned) == (2, 2, 1)
    assert both.formats == {"text": 1, "html": 1}
    assert tally.plus(one, one).warnings == {"schedule.zone-unknown": 4, "title.missing": 2}
    assert tally.plus(Tally(), one) == tally.plus(one, Tally()) == one
    assert tally.total([]) == Tally()


@pytest.mark.parametrize("one", [Tally(), tally.of(BARE), tally.of(TALK)])
def test_a_tally_travels(one: Tally) -> None:
    assert tally.gathered(json.loads(json.dumps(tally.flat(one)))) == one
    assert pickle.loads(pickle.dumps(one)) == one


def test_every_key_that_may_be_empty_is_counted() -> None:
    always = {"schema_version", "source", "byline", "warnings", "blocks", "evidence"}
    flat = {f.name for f in fields(Post)} - always  # type: ignore[arg-type]
    below = {
        "byline": (Byline, set()), "schedule": (Event, {"all_day", "status", "inferred"}),
        "schedule.venue": (Venue, {"online"}), "participants": (Participant, {"name"}),
    }  # fmt: skip
    for key, (kind, left) in below.items():
        flat |= {f"{key}.{f.name}" for f in fields(kind) if f.name not in left}  # type: ignore[arg-type]
    assert flat == set(FIELDS)
    assert len(FIELDS) == len(set(FIELDS))


@pytest.mark.parametrize("name", [n for n in names() if "error" not in got(n)])
def test_counts_are_those_of_the_json(name: str) -> None:
    """The same counts, worked out of the JSON the slow way."""
    counted, data = tally.of(postparse.parse(path(name))), got(name)

    def values(keys: list[str], held: object) -> list[object]:
        if isinstance(held, list):
            return [v for h in held for v in values(keys, h)] if keys else [held]
        return [held] if not keys or held is None else values(keys[1:], held[keys[0]])  # type: ignore[index]

    for key, count in zip(FIELDS, counted.filled, strict=True):
        assert count == any(v is not None and v != [] for v in values(key.split("."), data)), key
    assert counted.events == len(data["schedule"])  # type: ignore[arg-type]
    assert sum(counted.warnings.values()) == len(data["warnings"])  # type: ignore[arg-type]


def test_a_post_costs_microseconds() -> None:
    def spent() -> float:
        began = time.perf_counter()
        for _ in range(2000):
            tally.of(TALK)
        return (time.perf_counter() - began) / 2000

    assert min(spent() for _ in range(5)) < 30e-6


def test_a_post_of_very_many_parts_takes_time_by_their_number() -> None:
    many = Post(
        source=TALK.source,
        schedule=TALK.schedule * 20_000,
        participants=TALK.participants * 20_000,
        warnings=TALK.warnings * 20_000,
    )
    began = time.perf_counter()
    counted = tally.of(many)
    assert time.perf_counter() - began < 2
    assert (counted.events, counted.warnings["title.missing"]) == (40_000, 20_000)
