"""Saved pages as platforms make them, in twenty languages: what is about the post, and what of the page is its text."""

import pytest

from corpusset import PAGE, cases, of_page, page, posts

PAGES = posts("pages/platforms.toml")

# What is not right yet: page and field. An entry that comes right fails until it is taken out.
_STREAM = "a message has no title; metadata give its author's name for one"
_SHORT = "so short a page that what stands aside holds a good part of its words"
_UNMARKED = "a name that no word, mark or place tells from other words"
_LINE = "a line of the theme without a mark or a word that is known"
WRONG: dict[tuple[str, str], str] = {
    ("de-news", "authors"): "the photographer, told by a word in brackets behind the marked name",
    ("de-news", "out"): _LINE,
    ("de-news", "title"): "the kicker is marked within the heading, and only the window's title holds both",
    ("el-news", "authors"): _UNMARKED,
    ("es-mx", "authors"): "a position right behind the name, apart by style only",
    ("es-mx", "categories"): "a class that no vocabulary has",
    ("es-mx", "out"): "a position right behind the name, apart by style only",
    ("fa-news", "out"): _LINE,
    ("id-news", "authors"): "the paper's name behind a dash, which nothing else on the page tells",
    ("jp-gov", "out"): _LINE,
    ("mastodon", "title"): _STREAM,
    ("naver-m", "in"): _SHORT,
    ("pt-gov", "out"): "a credit at the end of a caption that no mark tells",
    ("br-news", "out"): "a link to another post under a heading in the midst of the text",
    ("squarespace", "out"): _SHORT,
    ("substack", "out"): _SHORT,
    ("tg", "authors"): _STREAM,
    ("tg", "published"): "only the hour is shown; the day stands in an attribute",
    ("tg", "title"): _STREAM,
    ("vi-news", "authors"): _UNMARKED,
    ("vi-news", "categories"): "a class that no vocabulary has",
    ("xenforo", "authors"): "the account's name beside words for screen readers only",
    ("zht-news", "out"): "a caption without a mark",
}


@pytest.mark.parametrize(("name", "field"), cases(PAGES, WRONG, PAGE))
def test_field(name: str, field: str) -> None:
    assert of_page(PAGES[name], field) == PAGES[name][field]


@pytest.mark.parametrize("name", PAGES)
def test_no_event_is_made_of_the_page(name: str) -> None:
    post = page(PAGES[name]["html"])
    assert (post.schedule, post.participants) == ((), ())
