"""The corpus of venues: what each language writes after a place's label, and in a sentence that announces."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from postparse import api
from postparse.document import Passage
from postparse.values import venue

FILES = sorted((Path(__file__).parent / "corpus" / "where").glob("*.toml"))
KEYS = ("name", "address", "url", "online")


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(path.stem, {"title": held["title"], **row}, id=f"{path.stem}: {row['text']}")
        for path in FILES
        for held in [tomllib.loads(path.read_text(encoding="utf-8"))]
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
