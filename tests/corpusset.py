"""Corpora: posts and what their fields must be, in TOML files, and the cases of the tests that compare the two.

A corpus of whole posts has a table a post, named by its key or by `name`: the post itself (`text`, `html`), and what
each field must be. What is not right yet stands in the test as WRONG: (name, field) = the reason.
"""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from postparse import Post, parse

CORPUS = Path(__file__).parent / "corpus"
Plain = dict[str, Any]
PAGE = ("title", "authors", "published", "modified", "categories", "tags", "language", "in", "out")
"""What the corpora of pages ask: days without hours; `in` and `out` are words that the text has, and has not."""


def posts(*paths: str) -> dict[str, Plain]:
    """Give the posts of some files of the corpora by name."""
    found: dict[str, Plain] = {}
    for path in paths:
        tables = tomllib.loads((CORPUS / path).read_text("utf-8"))
        listed = tables.get("post") or tables.get("page")
        found |= {p["name"]: p for p in listed} if isinstance(listed, list) else tables
    return found


def languages(folder: str) -> dict[str, Plain]:
    """Give the files of a folder of the corpora by the languages that name them."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((CORPUS / folder).glob("*.toml"))}


def case(*values: object, name: str, wrong: str | None = None) -> Any:
    """Give a case of a test; if it is known to be wrong it must fail, until that entry is taken out."""
    return pytest.param(*values, id=name, marks=[pytest.mark.xfail(strict=True, reason=wrong)] if wrong else [])


def cases(
    golds: Mapping[str, Plain],
    wrong: Mapping[tuple[str, str], str],
    given: Collection[str] = (),
    always: Collection[str] = (),
) -> list[Any]:
    """Give a case for each post and field: of the fields `given` those that a post has, and all of `always`."""
    keys = [(n, f) for n, gold in golds.items() for f in (*given, *always) if f in always or f in gold]
    assert not set(wrong) - set(keys), "a reason for what is not asked"
    return [case(*key, name="-".join(key), wrong=wrong.get(key)) for key in keys]


def flat(event: Plain) -> Plain:
    """Give an event with what a corpus asks of its venue as keys of its own."""
    venue = event["venue"] or {"name": None, "address": None, "online": False}
    return {**event, "venue": venue["name"], "address": venue["address"], "online": venue["online"]}


@cache
def page(html: str) -> Post:
    return parse(html, format="html")


def of_page(gold: Plain, field: str) -> object:
    """Parse a page, and give a field as the corpora of pages write it: one of PAGE, or the events."""
    post = page(gold["html"])
    match field:
        case "authors":
            return [author.name for author in post.byline.authors]
        case "published" | "modified":
            return (getattr(post.byline, field) or "")[:10]
        case "in" | "out":
            text = "\n".join(block.text for block in post.blocks)
            return [words for words in gold[field] if (words in text) == (field == "in")]
        case "language":
            tag = post.language or ""
            return tag if "-" in gold[field] else tag.split("-")[0]
        case "events" | "schedule":
            return [[(e.start or "")[:16], (e.end or "")[:16], e.venue and e.venue.name] for e in post.schedule]
        case "title":
            return post.title or ""
        case _:
            return list(getattr(post, field))
