"""Saved pages as platforms and papers make them, in sixteen languages: the byline's fields, the body, the events."""

import pytest

from corpusset import PAGE, cases, of_page, posts

PAGES = posts("pages/pages.toml")

# What is not right yet: page and field. An entry that comes right fails until it is taken out.
_POST = "a page of a social network without a headline of its own"
_OFFICE = "the line of a notice board above the text"
_NAME = "a name that no mark and no word leads"
_CRUMB = "a section that only a breadcrumb names"
WRONG: dict[tuple[str, str], str] = {
    ("docusaurus", "authors"): "a position in small letters beside the name",
    ("discourse", "categories"): "tags set as categories are",
    ("telegram", "title"): _POST,
    ("telegram", "authors"): _POST,
    ("telegram", "published"): _POST,
    ("kr-gov", "title"): "the headline stands below the name of the board, which the window has",
    ("kr-gov", "authors"): _OFFICE,
    ("jp-gov", "authors"): _OFFICE,
    ("persian", "published"): "marked as navigation",
    ("vietnamese", "authors"): _NAME,
    ("vietnamese", "categories"): _CRUMB,
    ("turkish", "categories"): _CRUMB,
    ("indonesian", "authors"): _NAME,
    ("arabic", "categories"): "a section marked by `rel` alone",
    ("mastodon", "title"): _POST,
    ("mastodon", "authors"): _POST,
}


@pytest.mark.parametrize(("name", "field"), cases(PAGES, WRONG, PAGE, always=["events"]))
def test_field(name: str, field: str) -> None:
    assert of_page(PAGES[name], field) == PAGES[name].get(field, [])
