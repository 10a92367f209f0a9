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


OG = '<meta property="og:title" content="Boats in winter">'


@pytest.mark.parametrize(
    ("line", "end", "day"),
    [
        # beside the headline, among other small things
        ("<div class='general'>Mar 3, 2021 <span>4 min read</span></div>", "", "2021-03-03"),
        ("<div>03.03.2021 Pierstadt, Hafen, Nord</div>", "", "2021-03-03"),
        ("<ul class='nav meta'><li>3 Mar 2021 18:29</li><li>1479</li><li>Harbours</li></ul>", "", "2021-03-03"),
        ("<div class='share-bar'><span>Berta Lund</span> <span>2021-03-03 14:27:02</span></div>", "", "2021-03-03"),
        ("<p>Updated: 3 March 2021</p>", "", None),
        ("<p>The first Wednesday of the month from 3 March 2021, 7.30 pm</p>", "", None),
        ("<p>Open on 3 March 2021 from 10:00 to 18:00</p>", "", None),
        # who posted it and when, at the foot
        ("", "<footer>By Berta on 03.03.2021, 11:51 | 0 opinions | Boats</footer>", "2021-03-03"),
        (
            "",
            "<p>This entry was posted on Wednesday, March 3rd, 2021 at 3:33 pm and is filed under Boats.</p>",
            "03-03",
        ),
        ("", "<p>Dieser Beitrag wurde am 3. März 2021 um 14:48 von Berta geschrieben.</p>", "2021-03-03"),
        ("", "<p>By Berta on 03.03.2021</p><p>By Carl on 09.05.2020</p>", None),
        ("", "<p>The last boat left on 3 March 2021 and nobody waved, they said, and nobody has since.</p>", None),
    ],
)
def test_a_day_in_small_print_about_the_post_is_that_of_publication(line: str, end: str, day: str | None) -> None:
    assert (published(page(line, OG, end)) or "None")[:10].endswith(day or "None")


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("PIER TOWN, 3 March 2021 – ", "2021-03-03"),
        ("Pierstadt (3. März 2021). ", "2021-03-03"),
        ("03.03.2021 - ", "2021-03-03"),
        ("Pressemitteilung vom 3. März 2021 | Pierstadt – ", "2021-03-03"),
        (PROSE * 2 + "</p><p>3 March 2021 – ", "2021-03-03"),
        ("On 3 March 2021 - ", None),
        ("3 March 1921 – ", None),
        ("3 March 2021 was cold. ", None),
    ],
)
def test_a_dateline_opens_the_text(start: str, day: str | None) -> None:
    html = page("", OG).replace(f"<p>{PROSE * 3}", f"<p>{start}{PROSE * 3}")
    assert published(html) == day


@pytest.mark.parametrize(
    ("head", "line", "day"),
    [
        ('<meta name="boatpress:article_published_time" content="2021-03-03T10:00:00Z">', "", "2021-03-03"),
        ('<meta property="article:published:time" content="2021-03-03">', "", "2021-03-03"),
        ('<meta property="article:published_time" content="Wed Mar 03 12:45:00 EST 2021">', "", "2021-03-03"),
        ('<meta name="boatpress:published_by" content="2021-03-03">', "", None),
        # a machine's form beside words that a reader sees
        ("", '<p><span class="age" title="2021-03-03T09:00:00">3 hours ago</span></p>', "2021-03-03"),
        ("", '<p><span title="2021-03-03 edition">a note</span></p>', None),
        # addresses: which of two small figures is the day no address tells
        ('<link rel="canonical" href="https://quay.example/news/29-10-2021-boats">', "", "2021-10-29"),
        ('<link rel="canonical" href="https://quay.example/news/09-10-2021-boats">', "", None),
        # month first in metadata, as the page itself shows
        ('<meta name="date" content="11/01/2023 12:43:42">', "<p>Erstellt am: 01.11.2023</p>", "2023-11-01"),
    ],
)
def test_days_in_less_common_marks(head: str, line: str, day: str | None) -> None:
    assert (published(page(line, OG + head)) or "None")[:10] == (day or "None")
