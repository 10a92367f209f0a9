"""Pages with little or misleading metadata, in nineteen languages: the visible page must tell the byline's fields."""

import pytest

from corpusset import PAGE, cases, of_page, posts

PAGES = posts("pages/visible.toml")

# What is not right yet: page and field. An entry that comes right fails until it is taken out.
_SECTION = "a section that a link above the headline or a breadcrumb alone names"
_NAME = "a name that no mark and no word leads"
_TABLE = "a page in one table, whose window has the site's name alone"
_FOOT = "a sentence below the text names who wrote it"
WRONG: dict[tuple[str, str], str] = {
    ("arc-wire", "categories"): _SECTION,
    ("chorus-relative", "published"): "the day stands in `title` alone, beside hours ago",
    ("chorus-relative", "categories"): _SECTION,
    ("chorus-relative", "tags"): "a label above the headline taken for a tag",
    ("opinion-photo-box", "title"): _TABLE,
    ("opinion-photo-box", "authors"): _TABLE,
    ("opinion-photo-box", "published"): _TABLE,
    ("opinion-photo-box", "out"): "a sentence on the author below the text",
    ("gov-release-no-author", "categories"): "the kind of page above the headline, no link",
    ("guest-post-end", "authors"): _FOOT,
    ("guest-post-end", "out"): _FOOT,
    ("agency-dateline", "authors"): "an agency with no word before it",
    ("agency-dateline", "categories"): _SECTION,
    ("magazine-elementor", "categories"): _SECTION,
    ("german-dpa", "categories"): "a theme above the headline and a section in a breadcrumb",
    ("french-spip", "categories"): _SECTION,
    ("spanish-column", "authors"): _NAME,
    ("spanish-column", "categories"): "tags marked so, behind a label of categories",
    ("portuguese-portal", "authors"): "the paper and a town behind the names",
    ("czech-perex", "authors"): _NAME,
    ("swedish-local", "categories"): _SECTION,
    ("russian-livejournal", "modified"): "the one day of the post is marked as updated",
    ("greek-paper", "authors"): "the name twice, once in the genitive",
    ("greek-paper", "published"): "a day and an hour behind such a byline",
    ("arabic-culture", "authors"): "a verb that is not known as the word before a name",
    ("japanese-local", "authors"): "a photographer behind the name on one line",
    ("japanese-local", "categories"): _SECTION,
    ("korean-paper", "modified"): "the second day of a line of three",
    ("korean-paper", "categories"): _SECTION,
    ("chinese-university", "categories"): _SECTION,
}


@pytest.mark.parametrize(("name", "field"), cases(PAGES, WRONG, PAGE))
def test_field(name: str, field: str) -> None:
    assert of_page(PAGES[name], field) == PAGES[name][field]
