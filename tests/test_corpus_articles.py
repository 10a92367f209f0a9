"""Article pages of papers, blogs, institutions: good metadata and misleading ones, in twenty languages."""

import pytest

from corpusset import PAGE, cases, of_page, posts

PAGES = posts("pages/articles.toml")

# What is not right yet: page and field. An entry that comes right fails until it is taken out.
_TONGUE = "a language without words of its own here"
WRONG: dict[tuple[str, str], str] = {
    ("de-newspaper", "categories"): "a rubric within the headline, while a breadcrumb names the section",
    ("fr-parsely", "out"): "a line of dates and minutes that ends as a sentence does",
    ("listicle", "out"): "a disclosure set as a paragraph of the text",
    ("site-name-og", "authors"): "the site's makers, declared and shown at the foot",
    ("paywall-stub", "title"): "a badge within the headline",
    ("paywall-stub", "out"): "an offer below the text, whose class also marks texts that are paid for",
    ("korean-news", "categories"): "a breadcrumb of a class that says nothing",
    ("chinese-news", "authors"): "names that a blank alone parts",
    ("romanian-news", "authors"): _TONGUE,
    ("romanian-news", "published"): _TONGUE,
    ("romanian-news", "out"): _TONGUE,
    ("hungarian-news", "authors"): _TONGUE,
    ("hungarian-news", "out"): _TONGUE,
}


@pytest.mark.parametrize(("name", "field"), cases(PAGES, WRONG, PAGE, always=["schedule"]))
def test_field(name: str, field: str) -> None:
    assert of_page(PAGES[name], field) == PAGES[name].get(field, [])
