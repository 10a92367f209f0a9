"""The corpus of venues: what each language writes after a place's label, and in a sentence that announces."""

from typing import Any

import pytest

from corpusset import case, languages
from postparse import api
from postparse.document import Passage
from postparse.values import venue

KEYS = ("name", "address", "url", "online")


def cases(kind: str) -> list[Any]:
    return [
        case(tag, {"title": held["title"], **row}, name=f"{tag}: {row['text']}")
        for tag, held in languages("where").items()
        for row in held.get(kind, ())
    ]


def wanted(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(key, False if key == "online" else None) for key in KEYS)


@pytest.mark.parametrize(("language", "row"), cases("line"))
def test_line(language: str, row: dict[str, Any]) -> None:
    place = venue.read(Passage(row["text"], 0), language)
    got = place and (*(getattr(place, key) and getattr(place, key).text for key in KEYS[:3]), place.online)
    assert got == wanted(row)


@pytest.mark.parametrize(("language", "row"), cases("post"))
def test_post(language: str, row: dict[str, Any]) -> None:
    post = api.parse(f"{row['title']}\n\n{row['text']}\n", language=language)
    held = [event.venue for event in post.schedule if event.venue]
    assert [tuple(getattr(place, key) for key in KEYS) for place in held] == [wanted(row)]
