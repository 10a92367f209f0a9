"""What microdata, RDFa and microformats of a page describe, and what becomes of it."""

import pytest

from postparse import parse
from postparse.page import htmlparse, htmltree
from postparse.page.htmlblocks import Walk
from postparse.post import Event

_TEXT = "<p>Bring what you have carved so far, we have spare knives and plenty of lime wood for all who come.</p>"
_MICRODATA = """<div itemscope itemtype="https://schema.org/Event"><h1 itemprop="name">Lime Wood Evening</h1>
<meta itemprop="startDate" content="2026-05-12T19:00+02:00"><time itemprop="endDate" datetime="2026-05-12T21:00+02:00">
nine</time><div itemprop="location" itemscope itemtype="https://schema.org/Place"><b itemprop="name">Mill Museum</b>
<div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><i itemprop="streetAddress">3 Race Street
</i> <i itemprop="addressLocality">Arven</i></div></div><div itemprop="organizer" itemscope
itemtype="https://schema.org/Organization"><b itemprop="name">Arven Carvers</b></div><div itemprop="performer" itemscope
itemtype="https://schema.org/Person"><b itemprop="name">Ada Okafor</b></div>
<link itemprop="eventStatus" href="https://schema.org/EventPostponed">"""
_RDFA = """<div vocab="https://schema.org/" typeof="MusicEvent"><h1 property="name">Lime Wood Evening</h1>
<span property="startDate" content="2026-05-12T19:00+02:00">in May</span>
<span property="endDate" content="2026-05-12T21:00+02:00"></span><div property="location" typeof="Place">
<b property="name">Mill Museum</b><i property="address">3 Race Street, Arven</i></div>
<a property="organizer" typeof="Organization" href="/c"><b property="name">Arven Carvers</b></a>
<div property="performer" typeof="Person"><b property="name">Ada Okafor</b></div>
<link property="eventStatus" href="https://schema.org/EventPostponed">"""
_RDFA_10 = """<div typeof="schema:Event"><h1 property="schema:name">Lime Wood Evening</h1>
<span property="schema:startDate" content="2026-05-12T19:00:00+02:00">in May</span>
<span property="schema:endDate" datatype="xsd:dateTime" content="2026-05-12T21:00:00+02:00"></span>
<div rel="schema:location"><div typeof="schema:Place"><b property="schema:name">Mill Museum</b></div></div>"""
_HCALENDAR = """<div class="vevent"><h1 class="summary">Lime Wood Evening</h1>
<span class="dtstart"><abbr class="value" title="2026-05-12">in May</abbr>, <span class="value">19:00</span>
<abbr class="value" title="+0200">summer time</abbr></span><abbr class="dtend" title="20260512T2100+0200">nine</abbr>
<div class="location vcard"><b class="fn org">Mill Museum</b><div class="adr">
<i class="street-address">3 Race Street</i>
<i class="locality">Arven</i></div></div><div class="organizer vcard"><b class="fn">Arven Carvers</b></div>
<b class="status">POSTPONED</b>"""
_H_EVENT = """<div class="h-event"><h1 class="p-name">Lime Wood Evening</h1>
<time class="dt-start" datetime="2026-05-12 19:00+0200">in May</time>
<data class="dt-end" value="2026-05-12T21:00+02:00">
</data><div class="p-location h-card"><b class="p-name">Mill Museum</b><i class="p-street-address">3 Race Street</i>
<i class="p-locality">Arven</i></div><div class="p-organizer h-card"><b class="p-name">Arven Carvers</b></div>"""


def _page(body: str, title: str = "Lime Wood Evening") -> str:
    return f"<html lang='en'><head><title>{title}</title></head><body>{body}{_TEXT}</div></body></html>"


def _facts(body: str, entity: str) -> dict[str, str]:
    claims = htmltree.document(_page(body)).claims
    return {c.property: c.value for c in claims if c.entity == entity and c.source in _SOURCES}


_SOURCES = ("microdata", "rdfa", "microformats")
_EVENT = {
    "name": "Lime Wood Evening", "startDate": "2026-05-12T19:00+02:00", "endDate": "2026-05-12T21:00+02:00",
    "location.name": "Mill Museum", "location.address": "3 Race Street, Arven", "organizer.name": "Arven Carvers",
}  # fmt: skip
_FULL = {**_EVENT, "performer.name": "Ada Okafor", "eventStatus": "https://schema.org/EventPostponed"}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (_MICRODATA, _FULL),
        (_RDFA, _FULL),
        (_HCALENDAR, {**_EVENT, "startDate": "2026-05-12T19:00+0200", "endDate": "20260512T2100+0200",
                      "eventStatus": "POSTPONED"}),
        (_H_EVENT, {**_EVENT, "startDate": "2026-05-12 19:00+0200"}),
    ],
    ids=["microdata", "rdfa", "hcalendar", "h-event"],
)  # fmt: skip
def test_event_claims(body: str, wanted: dict[str, str]) -> None:
    assert _facts(body, "event#0") == wanted


def _only(html: str) -> Event:
    events = parse(html, format="html").schedule
    assert len(events) == 1
    return events[0]


@pytest.mark.parametrize("body", [_MICRODATA, _RDFA, _RDFA_10, _HCALENDAR, _H_EVENT])
def test_event(body: str) -> None:
    event = _only(_page(body))
    assert (event.start, event.end) == ("2026-05-12T19:00+02:00", "2026-05-12T21:00+02:00")
    assert event.venue is not None
    assert event.venue.name == "Mill Museum"


@pytest.mark.parametrize(
    ("body", "status"), [(_MICRODATA, "postponed"), (_HCALENDAR, "postponed"), (_H_EVENT, "scheduled")]
)
def test_status(body: str, status: str) -> None:
    assert _only(_page(body)).status == status


def test_one_event_in_two_syntaxes_is_one() -> None:
    data = '{"@type": "Event", "name": "Lime Wood Evening", "startDate": "2026-05-12T19:00:00+02:00"}'
    _only(_page(_MICRODATA + f'<script type="application/ld+json">{data}</script>'))


def test_other_events_of_the_page_are_none_of_the_post() -> None:
    assert not parse(_page("<h1>Bread for beginners</h1>" + _MICRODATA, "Bread for beginners"), format="html").schedule


@pytest.mark.parametrize(
    ("shown", "place", "start"),
    [
        # UTC in the attribute, local time on the page: the place tells the zone
        ("in May", "3 Race Street, Berlin", "2026-05-12T19:00+02:00"),
        ("at 7 pm", "3 Race Street, Berlin", "2026-05-12T19:00+02:00"),
        # local time written as if it were UTC
        ("at 5 pm", "3 Race Street, Berlin", "2026-05-12T17:00+02:00"),
        ("at 5 pm", "3 Race Street, Arven", "2026-05-12T17:00"),
        # no place to tell the zone, but one time on the page
        ("at 1 pm", "3 Race Street, Arven", "2026-05-12T13:00-04:00"),
        ("in May", "3 Race Street, Arven", "2026-05-12T17:00+00:00"),
    ],
)
def test_utc_beside_local_time(shown: str, place: str, start: str) -> None:
    body = f"""<div vocab="https://schema.org/" typeof="Event"><h1 property="name">Lime Wood Evening</h1>
    <span property="startDate" content="2026-05-12T17:00:00Z">{shown}</span>
    <div property="location" typeof="Place"><b property="name">Mill</b> <i property="address">{place}</i></div>"""
    assert _only(_page(body)).start == start


def test_post_in_rdfa_and_microformats() -> None:
    rdfa = """<div vocab="https://schema.org/" typeof="BlogPosting"><h1 property="headline">Lime Wood Evening</h1>
    <b property="author" typeof="Person"><i property="name">Ada Okafor</i></b>
    <time property="datePublished" datetime="2026-05-02">last week</time><i property="keywords">carving</i>"""
    micro = """<div class="h-entry"><h1 class="p-name">Lime Wood Evening</h1><b class="p-author h-card">Ada Okafor</b>
    <time class="dt-published" datetime="2026-05-02">last week</time><i class="p-category">carving</i>"""
    wanted = {"headline": "Lime Wood Evening", "datePublished": "2026-05-02", "keywords": "carving"}
    for body in (rdfa, micro):
        facts = _facts(body, "post")
        assert facts.items() >= wanted.items()
        assert facts["author"] == "Ada Okafor"


def test_teasers_and_comments_are_not_the_post() -> None:
    body = """<div vocab="https://schema.org/" typeof="Article"><h3 property="headline">Bread for beginners</h3>
    <time property="datePublished" datetime="2025-01-01">then</time></div>
    <div vocab="https://schema.org/" typeof="Article"><h1 property="headline">Lime Wood Evening</h1>
    <time property="datePublished" datetime="2026-05-02">last week</time>
    <div typeof="Comment"><b property="author">Bo</b>
    <time property="datePublished" datetime="2026-05-09">now</time></div>
    """
    assert _facts(body, "post")["datePublished"] == "2026-05-02"
    assert _facts(body, "related#0")["headline"] == "Bread for beginners"
    assert _facts(body, "comment#0")["author"] == "Bo"


def test_machine_form_gives_the_year() -> None:
    body = "<h1>Carving Workshop</h1><time class='event-date' datetime='2026-05-12T17:00:00Z'>May 12 at 7:00 pm</time>"
    assert (_only(f"<html lang='en'><body>{body}{_TEXT}</body></html>").start or "")[:16] == "2026-05-12T19:00"


@pytest.mark.parametrize(
    "piece", ["<i itemprop=name>", "<div itemscope itemtype='https://schema.org/Event'>", "<b class=vevent>"]
)
def test_deep_marks_cost_little(piece: str) -> None:
    page = "<div itemscope itemtype='https://schema.org/Event'><div class=vevent>" + (piece + "word ") * 5000
    assert htmltree.document(page).blocks


@pytest.mark.parametrize(
    ("piece", "marks"),
    [
        ("<p class='event'>", set()), ("<p class='my-vevent'>", set()), ("<p typeof='x:y'>", set()),
        ("<div itemscope itemtype='https://schema.org/WebPage'>", set()),
        ("<div itemscope itemtype='https://schema.org/MusicEvent'>", {"itemtype"}),
        ("<span typeof='schema:Event'>", {"typeof"}), ("<div class='x vevent'>", {"class"}),
        ("<div class=h-entry><i itemtype='x/Festival'>", {"class", "itemtype"}),
    ],
)  # fmt: skip
def test_pass_with_marks_is_for_pages_that_describe_events_and_articles(piece: str, marks: set[str]) -> None:
    assert htmlparse._parse(piece + "word", Walk()).described == marks
