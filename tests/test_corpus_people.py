"""The people, organizers and summaries of whole posts in eleven languages, field by field; some take no part."""

from functools import cache
from typing import Any

import pytest

import postparse
from corpusset import Plain, cases, posts

POSTS = posts("people/east.toml", "people/west.toml")
OF_A_PERSON = ("role", "role_text", "also_known_as", "honorific", "affiliations", "talk")
FIELDS = ("names", *OF_A_PERSON, "organizers", "summary")

# What is not right yet: post and field. An entry that comes right fails until it is taken out.
WRONG: dict[tuple[str, str], str] = {
    ("ko-toronhoe", "affiliations"): "a town's councillor, written as one word",
    ("ko-triangle-run-on", "names"): "the first of a run of bullets within a sentence",
    ("ko-triangle-run-on", "role"): "the role stands in another column or line",
    ("ko-triangle-run-on", "role_text"): "the role stands in another column or line",
    ("ko-prose", "talk"): "the title stands in another line or column",
    ("ko-prose", "organizers"): "a body behind a verb or label that no rule reads",
    ("ko-report-nick", "names"): "nickname first, name and body in the bracket behind it",
    ("ko-report-nick", "summary"): "the same",
    ("ko-table-html", "role"): "the role stands in another column or line",
    ("ko-table-html", "role_text"): "the role stands in another column or line",
    ("ko-table-html", "talk"): "the title stands in another line or column",
    ("ja-shimpo-report", "role"): "the role stands in another column or line",
    ("ja-shimpo-report", "role_text"): "the role stands in another column or line",
    ("ja-shimpo-report", "affiliations"): "where the position ends, or the body begins",
    ("ja-prose", "names"): "a layout that no rule reads",
    ("ja-prose", "role_text"): "the role stands in another column or line",
    ("ja-prose", "affiliations"): "where the position ends, or the body begins",
    ("zhs-jiangzuo", "names"): "a layout that no rule reads",
    ("zht-zuotan", "names"): "a contact in a sentence without a mark",
    ("zht-program", "role"): "the role stands in another column or line",
    ("zht-program", "role_text"): "the role stands in another column or line",
    ("zht-program", "talk"): "the title stands in another line or column",
    ("en-featuring-last-line", "affiliations"): "where the position ends, or the body begins",
    ("en-cards-html", "organizers"): "partners whom no label of the lexicon names",
    ("en-who-inline", "talk"): "the title stands in another line or column",
    ("es-prosa", "affiliations"): "where the position ends, or the body begins",
    ("es-programa", "names"): "no event is seen: day and place stand without labels",
    ("fr-table-ronde", "names"): "a layout that no rule reads",
    ("fr-table-ronde", "affiliations"): "where the position ends, or the body begins",
    ("fr-table-ronde", "organizers"): "a body behind a verb or label that no rule reads",
    ("fr-seminaire", "talk"): "the title stands in another line or column",
    ("de-podium", "names"): "a title behind a degree: `Prof. em. Dr.`",
    ("de-podium", "role"): "the role stands in another column or line",
    ("de-podium", "affiliations"): "where the position ends, or the body begins",
    ("de-podium", "organizers"): "a body behind a verb or label that no rule reads",
    ("de-prosa", "honorific"): "an office before the name",
    ("de-prosa", "affiliations"): "where the position ends, or the body begins",
    ("de-bericht", "honorific"): "an office before the name",
    ("de-bericht", "affiliations"): "where the position ends, or the body begins",
    ("de-bericht", "summary"): "a heading that no rule reads",
    ("pt-debate", "affiliations"): "where the position ends, or the body begins",
    ("pt-prosa", "affiliations"): "where the position ends, or the body begins",
    ("it-convegno", "role_text"): "the role stands in another column or line",
    ("it-convegno", "affiliations"): "where the position ends, or the body begins",
    ("it-convegno", "talk"): "the title stands in another line or column",
    ("it-convegno", "organizers"): "a body behind a verb or label that no rule reads",
    ("it-prosa", "names"): "a layout that no rule reads",
    ("it-prosa", "affiliations"): "where the position ends, or the body begins",
    ("nl-proza", "affiliations"): "where the position ends, or the body begins",
}


@cache
def parsed(name: str) -> postparse.Post:
    given = POSTS[name]
    return postparse.parse(given["text"].lstrip("\n"), format=given.get("format", "text"))


def wanted(name: str) -> Plain:
    """Give each field as the post should tell it: names in order, and what is known of each person by name."""
    given = POSTS[name]
    people = given.get("people", [])
    out: Plain = {
        "names": [p["name"] for p in people],
        "organizers": [tuple(o) for o in given.get("organizers", [])],
        "summary": [(s["heading"], s.get("participant"), s["paragraphs"]) for s in given.get("summary", [])],
    }
    for field in OF_A_PERSON:
        out[field] = {p["name"]: told(p, field) for p in people}
    return out


def told(person: Plain, field: str) -> object:
    if field == "affiliations":
        return [tuple(part.strip() or None for part in row.split("@")) for row in person.get("at", [])]
    if field == "also_known_as":
        return person.get("aka", [])
    return person.get(field)


def found(name: str) -> Plain:
    post = parsed(name)
    out: Plain = {
        "names": [p.name for p in post.participants],
        "organizers": [(o.name, o.role) for o in post.organizers],
        "summary": [(s.heading, s.participant, len(s.paragraphs)) for s in post.summary],
    }
    for field in OF_A_PERSON:
        values = {p.name: getattr(p, field) for p in post.participants}
        out[field] = {n: plain(field, v) for n, v in values.items()}
    return out


def plain(field: str, value: Any) -> object:
    if field == "affiliations":
        return [(a.position, a.organization) for a in value]
    return list(value) if field == "also_known_as" else value


@pytest.mark.parametrize(("name", "field"), cases(POSTS, WRONG, always=FIELDS))
def test_who_a_post_tells_of(name: str, field: str) -> None:
    right, given = wanted(name)[field], found(name)[field]
    if field in OF_A_PERSON:
        right = {n: v for n, v in right.items() if n in given}
        given = {n: v for n, v in given.items() if n in right}
    assert given == right
