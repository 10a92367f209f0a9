"""Markdown posts to blocks and claims."""

import pytest

from postparse import readers, source
from postparse.document import Document


def read(text: str) -> Document:
    loaded = source.load(text.encode(), "post.md", format="markdown")
    (page,) = readers.reader(readers.by_name("markdown"))(loaded)
    return page


BLOCKS = {
    "heading": ("## Mill", [("heading", 2, "Mill")]),
    "list": ("1. a\n   - b\n2. c", [("list_item", 1, "a"), ("list_item", 2, "b"), ("list_item", 1, "c")]),
    "table": (
        "| Time | What |\n|---|---|\n| 10:00 | Tea |",
        [("table_row", 0, "Time What"), ("table_row", 0, "10:00 Tea")],
    ),
    "quote": ("> so", [("quote", 0, "so")]),
    "code": ("```\na  b\n```", [("code", 0, "a  b")]),
    "short lines": ("Date: 3 May\nVenue: Mill", [("paragraph", 0, "Date: 3 May"), ("paragraph", 0, "Venue: Mill")]),
    "wrapped by hand": (
        "A line of prose that goes on until the editor's margin was reached\nand ends here.",
        [("paragraph", 0, "A line of prose that goes on until the editor's margin was reached and ends here.")],
    ),
    "struck out": ("~~Monday~~ Tuesday", [("paragraph", 0, "Tuesday")]),
    "raw HTML": ("<p>Mill</p>", [("paragraph", 0, "Mill")]),
    "CRLF": ("# Mill\r\n\r\nTea\r\n", [("heading", 1, "Mill"), ("paragraph", 0, "Tea")]),
    "empty": ("", []),
}


@pytest.mark.parametrize("case", BLOCKS, ids=str)
def test_blocks(case: str) -> None:
    text, expected = BLOCKS[case]
    assert [(b.kind, b.level, b.text) for b in read(text).blocks] == expected


def test_link() -> None:
    link = read("See [the mill](https://mill.example/a).").blocks[0].links[0]
    assert (link.text, link.url) == ("the mill", "https://mill.example/a")


FRONT = """---
title: The weir holds
date: 2024-05-03 10:00 +0100
tags: [weir, stone]
author: Ada Okafor
draft: true
slug: weir
lang: en
url: https://mill.example/weir
---
# The weir holds

Tea.
"""


def test_front_matter() -> None:
    page = read(FRONT)
    said = {(c.property, c.value) for c in page.claims}
    assert {("headline", "The weir holds"), ("datePublished", "2024-05-03 10:00 +0100"), ("keywords", "stone")} <= said
    assert {c.origin for c in page.claims} == {"container"}
    assert (page.format, page.slug, page.status, page.language, page.url) == (
        "markdown", "weir", "draft", "en", "https://mill.example/weir",
    )  # fmt: skip
    assert all(page.text[c.span.start : c.span.end] == c.value for c in page.claims)
    assert page.blocks[0].hint == "title"


def test_toml_front_matter() -> None:
    page = read('+++\ntitle = "Weir"\ndate = 2024-05-03\n+++\nTea.')
    assert [(c.property, c.value) for c in page.claims] == [("headline", "Weir"), ("datePublished", "2024-05-03")]


def test_broken_front_matter_is_read_line_by_line() -> None:
    page = read("---\ntitle: Weir: a story\ntags: [a\n---\nTea.")
    assert ("headline", "Weir: a story") in {(c.property, c.value) for c in page.claims}
    assert "claims.unreadable" in {code for code, _ in page.problems}


@pytest.mark.parametrize(
    "text",
    ["---\n", "---\n---\n", "---\n- a\n- b\n---\nx", "+++\n[\n+++\n", "[" * 5000, "> " * 5000 + "x", "- " * 3000 + "x",
     "*" * 20000,
     "---\na: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n---\n"],
)  # fmt: skip
@pytest.mark.timeout(30)
def test_hostile(text: str) -> None:
    read(text)


def read_as(text: str, name: str) -> Document:
    loaded = source.load(text.encode(), name, format="markdown")
    (page,) = readers.reader(readers.by_name("markdown"))(loaded)
    return page


SAID = {
    ("headline", "Ice"), ("datePublished", "2025-02-03 10:00"), ("keywords", "fog"), ("keywords", "ice"),
    ("articleSection", "Talks"), ("author", "Una"), ("slug", "ice-on-the-quay"), ("description", "Short."),
}  # fmt: skip
FRONTS = {
    "pelican": "Title: Ice\nDate: 2025-02-03 10:00\nCategory: Talks\nTags: fog, ice\nSlug: ice-on-the-quay\n"
    "Author: Una\nSummary: Short.\n\n",
    "multimarkdown": "title: Ice\ndate: 2025-02-03 10:00\ncategory: Talks\ntags: fog,\n    ice\nslug: ice-on-the-quay\n"
    "author: Una\nsummary: Short.\nbase_header: 2\n\n",
    "json": '{\n "title": "Ice",\n "date": "2025-02-03 10:00",\n "categories": ["Talks"],\n "tags": ["fog", "ice"],\n'
    ' "slug": "ice-on-the-quay",\n "author": "Una",\n "summary": "Short."\n}\n\n',
    "toml": '+++\ntitle = "Ice"\ndate = "2025-02-03 10:00"\nslug = "ice-on-the-quay"\nsummary = "Short."\n[params]\n'
    'author = "Una"\n[taxonomies]\ntags = ["fog", "ice"]\ncategories = ["Talks"]\n+++\n',
    "yaml": "---\ntitle: Ice\ndate: 2025-02-03 10:00\ncategories: Talks\ntags: fog, ice\nslug: ice-on-the-quay\n"
    "authors:\n- name: Una\nsummary: Short.\n---\n",
}


@pytest.mark.parametrize("case", FRONTS)
def test_front_matter_of_all_kinds_says_the_same(case: str) -> None:
    page = read_as(FRONTS[case] + "The ice holds.\n", "ice.md")
    assert {(c.property, c.value) for c in page.claims} == SAID
    assert [b.text for b in page.blocks] == ["The ice holds."]


@pytest.mark.parametrize(
    "text",
    [
        "Title: The ice\nSpeaker: Una\nDate: 2025-02-03\n\nWords.",
        "Date: 3 May 2025, 7 pm\nVenue: Mill\n\nWords.",
        "Slug: a word for a snail.\n\nTitle: none",
        '{"a": 1}\nwords',
        "{curly} words",
        "{" * 5000,
        "Title: a\n" * 5000,
    ],
)
def test_what_only_looks_like_metadata_is_text(text: str) -> None:
    page = read_as(text, "x.md")
    assert not page.claims
    assert page.blocks


@pytest.mark.parametrize(
    ("name", "text", "day", "slug", "status"),
    [
        ("2025-02-03-ice-on-the-quay.md", "Words.", "2025-02-03", "ice-on-the-quay", None),
        ("site.zip!/_posts/2025-2-3-ice.markdown", "Words.", "2025-02-03", "ice", None),
        ("2025-02-03-ice.md", "---\ndate: 2025-02-04\nslug: fog\n---\nWords.", "2025-02-04", "fog", None),
        ("2025-02-03-ice.md", "---\npublished: false\n---\nWords.", "2025-02-03", "ice", "draft"),
        ("_drafts/ice.md", "Words.", None, None, "draft"),
        ("ice.md", "Title: Ice\nSlug: ice\nStatus: hidden\n\nWords.", None, "ice", "hidden"),
        ("2025-02-03.md", "Words.", None, None, None),
    ],
)
def test_the_name_of_a_file_tells_day_and_slug(
    name: str, text: str, day: str | None, slug: str | None, status: str | None
) -> None:
    page = read_as(text, name)
    days = [c.value for c in page.claims if c.property == "datePublished"]
    assert (days, page.slug, page.status) == ([day] if day else [], slug, status)
    assert all(page.text[c.span.start : c.span.end] == c.value for c in page.claims)
