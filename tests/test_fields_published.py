"""Which of a page's days is that of its publication."""

import pytest

import postparse

PROSE = "The ferry leaves the old pier at low water, and nobody on the quay could say why it had ever left from there. "


def page(around_title: str, head: str = "", end: str = "") -> str:
    return (
        f"<html><head><title>Boats in winter</title>{head}</head><body><nav>Home News Boats</nav><article>"
        f"<h1>Boats in winter</h1>{around_title}<p>{PROSE * 3}</p><p>{PROSE * 2}</p>{end}</article></body></html>"
    )


def published(html: str) -> str | None:
    return postparse.parse(html, format="html").byline.published


def json_ld(kind: str, day: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", "name": "x", "datePublished": "{day}"}}</script>'


@pytest.mark.parametrize(
    ("line", "end", "day"),
    [
        ("<p>3 March 2021</p>", "", "2021-03-03"),
        ("<div><h5>Datum:</h5>03.03.2021</div>", "", "2021-03-03"),
        ("", "<p>Berta Lund<br>3 March 2021</p>", "2021-03-03"),
        ("", "<footer>Published on 3 March 2021</footer>", "2021-03-03"),
        ("", "<footer>Saved from the archive 3 March 2021</footer>", None),
        ("<ul><li>3 March 2021</li></ul>", "<ul><li>9 May 2020</li><li>8 May 2020</li></ul>", "2021-03-03"),
        ("", "<p>9 May 2020</p><p>8 May 2020</p>", None),
        ("<div><p>First heard</p><p>at the meeting of</p><p>3 March 2021</p><p>Time: 19:00</p></div>", "", None),
    ],
)
def test_a_day_that_stands_by_itself_is_that_of_publication_where_it_is_the_only_one(
    line: str, end: str, day: str | None
) -> None:
    found = published(page(line, '<meta property="og:title" content="Boats in winter">', end))
    assert (found or "")[:10] == (day or "")


@pytest.mark.parametrize(
    ("line", "head", "day"),
    [
        # the page's own day against that of metadata, in UTC or another altogether
        (
            '<time class="published">May 3, 2022, 22:15</time>',
            json_ld("NewsArticle", "2022-05-04T02:15:00Z"),
            "05-03",
        ),
        ('<p class="published">4 May 2022</p>', json_ld("NewsArticle", "2021-12-01T10:00+01:00"), "05-04"),
        (
            '<p class="published">Updated on 4 May 2022</p>',
            json_ld("NewsArticle", "2021-12-01T10:00+01:00"),
            "12-01",
        ),
        ('<p class="date">4 May 2022 @ 17:00 - 19:00</p>', json_ld("NewsArticle", "2021-12-01"), "12-01"),
        # a page that is no article: its day counts only where it is shown
        ("", json_ld("WebPage", "2021-12-01T10:00+01:00"), None),
        ("<p>1 December 2021</p>", json_ld("WebPage", "2021-12-01T10:00+01:00"), "12-01"),
    ],
)
def test_the_day_that_the_page_shows_counts_before_that_of_its_metadata(line: str, head: str, day: str | None) -> None:
    assert (published(page(line, head)) or "")[5:10] == (day or "")
