"""Event pages as calendars and themes build them: where the day, its year and its hours stand."""

import pytest

from postparse import parse

_BOX = (
    "<aside class='event-box'><div class='event-subtitle'>START TIME</div><div>5:45 - 7:30 PM</div>"
    "<div class='event-subtitle'>LOCATION</div><button>Map</button>"
    "<div class='event-subtitle'>MORE DATES</div></aside>"
)
_TEXT = "<p>Bring what you have carved so far, we have spare knives and plenty of lime wood for all who come.</p>"


def _page(body: str, language: str = "en") -> str:
    return f"<html lang='{language}'><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "start"),
    [
        # a day without a year within a stretch that has one
        ("<h1>Carving Fair</h1><p>July 9 at 2:00pm</p><p>The fair runs on July 8-11, 2026. " + _TEXT[3:],
         "2026-07-09T14:00"),
        # digits that a named day elsewhere puts in order
        ("<h1>Carving Workshop</h1><p>12/07/2019 @ 05:00 pm</p>"
         "<dl><dt>Start:</dt><dd>Dec 07 @ 05:00 pm</dd></dl>" + _TEXT,
         "2019-12-07T17:00"),
        # the year of the day goes before that of the title
        ("<h1>Carving Exhibition 2020</h1><p>02/24/2019 @ 08:00 pm - 02/25/2019 @ 01:00 am</p>"
         "<dl><dt>Start:</dt><dd>Feb 24 @ 08:00 pm</dd></dl>" + _TEXT,
         "2019-02-24T20:00"),
        # a date in pieces, its hours in the box
        ("<div><h3>OCT</h3><h2>17</h2><h3>2023</h3></div><h2>Lime wood, all</h2>" + _TEXT + _BOX, "2023-10-17T17:45"),
        # a class that says so
        ("<h1>Lime wood</h1><p class='start-time'>Nov 24, 2023 7:30 pm</p><p>Mill Museum</p>" + _TEXT,
         "2023-11-24T19:30"),
        # a title in another script
        ("<h1>木雕研讨会</h1><p class='start-time'>Nov 24, 2023 7:30 pm</p>" + _TEXT, "2023-11-24T19:30"),
    ],
)  # fmt: skip
def test_start(body: str, start: str) -> None:
    assert [e.start for e in parse(_page(body), format="html").schedule][:1] == [start]


def test_no_label_as_venue() -> None:
    post = parse(
        _page("<div><h3>OCT</h3><h2>17</h2><h3>2023</h3></div><h2>Lime wood</h2>" + _TEXT + _BOX), format="html"
    )
    assert [e.venue for e in post.schedule] == [None]


@pytest.mark.parametrize(
    "body",
    [
        # a card with the day of writing, and no hours beside it
        "<div><h3>OCT</h3><h2>17</h2><h3>2023</h3></div><h2>Lime wood for all</h2>" + _TEXT,
        # opening hours beside an article
        "<h1>Lime wood</h1><p class='date'>17 October 2023</p>"
        + _TEXT
        + "<aside><h4>Time</h4><p>9:00 - 17:00</p></aside>",
        # the code of a product beside a bare date
        "<p>EX12-345</p><p>2019.03.05</p><h1>A lighter plane for lime wood</h1>" + _TEXT,
    ],
)
def test_no_event(body: str) -> None:
    assert not parse(_page(body), format="html").schedule


def test_day_that_a_sentence_goes_on_from_is_no_stamp() -> None:
    body = "<h1>Rencontre du bois</h1><p>Bonjour à tous,<br>Mardi 3 février 2026,<br>nous parlerons du tilleul.</p>"
    assert parse(_page(body, "fr"), format="html").byline.published is None


def test_a_caption_tells_when_a_picture_was_taken() -> None:
    caption = "Mara Lind, harbour master, speaks in the Guild Hall on Nov. 22, 2022."
    page = (
        "<article><h1>Why the harbour must open its books</h1><p>By Ulf Berg</p>"
        f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"
        "<p>The harbour has kept its books shut for years, and nobody on the council has asked for them.</p></article>"
    )
    post = parse(page, format="html")
    assert (post.schedule, post.participants) == ((), ())


_DETAILS = (
    "<div><h4>Date</h4><p>Tuesday, May 6, 2025</p></div><div><h4>Time</h4><p>12:00 p.m. – 1:15 p.m.</p></div>"
    "<div><h4>Location</h4><p>Mill Museum<br>17 Weir Lane<br>Tarn, OR 97330</p></div>"
)


@pytest.mark.parametrize(
    ("box", "head", "starts"),
    [
        (_DETAILS, "", ["2025-05-06T12:00"]),
        # a box with a heading is about what the heading says
        ("<h3>Our next evening</h3>" + _DETAILS, "", []),
        # more days than one are a list of events
        (_DETAILS + _DETAILS.replace("May 6", "June 3"), "", []),
        # a day alone, or a day with hours and no place, may be anything
        (_DETAILS[: _DETAILS.index("<div><h4>Time")], "", []),
        (_DETAILS[: _DETAILS.index("<div><h4>Location")], "", []),
        # an article's page has boxes of its paper
        (_DETAILS, "<script type='application/ld+json'>{'@type':'NewsArticle','headline':'Lime wood'}</script>", []),
    ],
)
def test_a_box_of_details_that_alone_tells_of_the_event(box: str, head: str, starts: list[str]) -> None:
    page = f"<html lang='en'><head>{head.replace(chr(39), chr(34))}</head><body><h1>Lime wood</h1>"
    post = parse(page + f"<aside>{box}</aside><article>{_TEXT * 3}</article></body></html>", format="html")
    assert [e.start for e in post.schedule] == starts
    assert [e.venue.name for e in post.schedule if e.venue] == ["Mill Museum"] * len(starts)


def test_a_title_that_is_a_place_by_a_word_of_it_is_no_venue() -> None:
    days = "<dl><dt>Starts</dt><dd>10 Jun 2024, 09:00</dd><dt>Ends</dt><dd>12 Jun 2024, 16:00</dd></dl>"
    post = parse(_page(f"<h1>Workshop on Lime Wood</h1>{_TEXT}{days}"), format="html")
    assert [(e.start, e.venue) for e in post.schedule] == [("2024-06-10T09:00", None)]
