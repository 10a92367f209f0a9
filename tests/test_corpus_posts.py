"""The schedule of whole posts in seventeen languages, field by field, and of posts whose times are no event."""

from functools import cache

import pytest

import postparse
from corpusset import Plain, cases, flat, posts

EVENTS, NONE = posts("posts/events.toml"), posts("posts/none.toml")
FIELDS = {
    "start": None, "end": None, "timezone": None, "all_day": False, "status": "scheduled", "title": None,
    "recurrence": None, "inferred": [], "venue": None, "address": None, "online": False, "agenda": [],
}  # fmt: skip

# What is not right yet: post and field. An entry that comes right fails until it is taken out.
WRONG: dict[tuple[str, str], str] = {
    ("ko-overnight", "timezone"): "the place is not read as an address, or its zone is told by a town between slashes",
    ("ko-overnight", "inferred"): "the same",
    ("zh-hant-bracket-clock", "venue"): "a place by its bare name, or with words before or behind it",
    ("en-tonight", "venue"): "a place by its bare name, or with words before or behind it",
    ("fr-agenda", "agenda"): "a person in a slot whom no rule for people finds",
    ("nl-prose", "venue"): "a place by its bare name, or with words before or behind it",
    ("en-two-events", "venue"): "a place by its bare name, or with words before or behind it",
    ("es-zones-country", "venue"): "a place by its bare name, or with words before or behind it",
    ("es-zones-country", "online"): "the same",
    ("ja-era", "venue"): "a place by its bare name, or with words before or behind it",
    ("de-prose", "venue"): "a place by its bare name, or with words before or behind it",
    ("de-agenda", "agenda"): "a person in a slot whom no rule for people finds",
    ("ja-program", "agenda"): "a person in a slot whom no rule for people finds",
    ("zhs-news", "venue"): "a place by its bare name, or with words before or behind it",
    ("fr-news", "venue"): "a place by its bare name, or with words before or behind it",
    ("id-prose-2", "venue"): "a place by its bare name, or with words before or behind it",
    ("en-festival", "venue"): "a place by its bare name, or with words before or behind it",
    ("zht-online", "venue"): "a place by its bare name, or with words before or behind it",
    ("es-agenda-dias", "agenda"): "a person in a slot whom no rule for people finds",
    ("tr-labels-2", "venue"): "a place by its bare name, or with words before or behind it",
    ("tr-labels-2", "address"): "the same",
    ("en-monthly", "venue"): "a place by its bare name, or with words before or behind it",
}


@cache
def schedule(name: str) -> list[Plain]:
    """Give the schedule of a post, its venue and agenda as flat as the table has them."""
    post = EVENTS.get(name) or NONE[name]
    found: list[Plain] = postparse.to_dict(postparse.parse(post["text"], format=post.get("format")))["schedule"]
    return [with_agenda(event) for event in found]


def with_agenda(event: Plain) -> Plain:
    agenda = [[a["start"], a["end"] or "", a["title"] or "", a["participants"]] for a in event["agenda"]]
    whole = {**flat(event), "agenda": agenda}
    return {key: whole[key] for key in FIELDS}


@pytest.mark.parametrize(("name", "field"), cases(EVENTS, WRONG, always=FIELDS))
def test_field(name: str, field: str) -> None:
    wanted = [event.get(field, FIELDS[field]) for event in EVENTS[name]["event"]]
    got = [event[field] for event in schedule(name)]
    assert [sorted(w) if field == "inferred" else w for w in wanted] == [
        sorted(g) if field == "inferred" else g for g in got
    ]


@pytest.mark.parametrize("name", NONE)
def test_no_event(name: str) -> None:
    assert schedule(name) == []
