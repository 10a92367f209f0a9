"""The schedule of whole posts: where the event is told, and what is none."""

from textwrap import dedent

import pytest

import postparse
from postparse.post import Event, Post


def parse(text: str, **more: str) -> Post:
    return postparse.parse(dedent(text).strip() + "\n", format="text", **more)


def only(post: Post) -> Event:
    (event,) = post.schedule
    return event


def test_labels() -> None:
    event = only(
        parse("""
        Public lecture: Rivers that remember

        Posted on March 2, 2026 by Hanna Solberg

        Date & Time: Friday, March 20, 6:00 PM – 7:30 PM
        Venue: Alder Hall (12 Neuti-ro, Mapo-gu)

        Speaker
        – Mirae Seong (Director, River Archive)
        """)
    )
    assert (event.start, event.end) == ("2026-03-20T18:00+09:00", "2026-03-20T19:30+09:00")
    assert event.timezone == "Asia/Seoul"
    assert event.inferred == ("year", "timezone")
    assert event.venue is not None
    assert (event.venue.name, event.venue.address) == ("Alder Hall", "12 Neuti-ro, Mapo-gu")
    assert event.text == "Friday, March 20, 6:00 PM – 7:30 PM"


def test_board_header() -> None:
    event = only(
        parse("""
        Type:     dept.announce
        Topic:    Colloquium on tidal locks
        Dates:    12-Mar-97
        Time:     3:30 PM - 5:00 PM
        Place:    Alder Hall 104
        PostedBy: R. Quist on 3-Mar-97 at 10:12 from example

        Abstract: Tides slow the moon, and the moon slows the tides.
        """)
    )
    assert (event.start, event.end) == ("1997-03-12T15:30", "1997-03-12T17:00")
    assert event.venue is not None
    assert event.venue.name == "Alder Hall 104"


def test_bare_lines() -> None:
    event = only(
        parse("""
        Workshop on mending nets

        Saturday, May 9, 2026
        10:00 a.m. - 1 p.m.
        Boat Room, Harbour Museum

        Bring a torn net and a good pair of scissors. We shall try three kinds of knot and one that nobody
        has used for a hundred years.
        """)
    )
    assert (event.start, event.end) == ("2026-05-09T10:00", "2026-05-09T13:00")
    assert event.venue is not None
    assert event.venue.name == "Boat Room, Harbour Museum"


@pytest.mark.parametrize(
    ("text", "start", "place"),
    [
        (
            """
            An evening about owls

            Posted on 2 February 2026

            The field club invites everyone to a talk about owls. It will be held on Friday 20 February at 7pm
            in the Reading Room at Northgate Library, and there will be pie.
            """,
            "2026-02-20T19:00",
            "Reading Room at Northgate Library",
        ),
        (
            """
            숲길 지도 발표회

            작성일 2026.03.02

            숲길모임은 오는 20일 오후 2시 느티시청 대회의실에서 숲길 지도 발표회를 연다. 지도는 걸어서 그렸다.
            """,
            "2026-03-20T14:00",
            "느티시청 대회의실",
        ),
    ],
)
def test_prose(text: str, start: str, place: str) -> None:
    event = only(parse(text))
    assert event.start == start
    assert event.venue is not None
    assert event.venue.name == place


def test_two_events() -> None:
    post = parse("""
        Spring talks at the Brook County Library

        Posted on 2 March 2026

        Monday, March 16, 6:30 - 7:45 PM
        "Hedges and their keepers"
        Meeting Room B, Main Branch, 40 Cotton Ave.

        Monday, March 30, 6:30 - 7:45 PM
        "Reading a ditch"
        Elm Fork Branch, 7 Depot St.
        """)
    assert [e.start for e in post.schedule] == ["2026-03-16T18:30", "2026-03-30T18:30"]
    assert [e.venue and e.venue.address for e in post.schedule] == ["40 Cotton Ave.", "7 Depot St."]


def test_programme_is_no_second_event() -> None:
    event = only(
        parse("""
        Workshop: Bells as clocks

        3–4 April 2025
        Old Foundry, Seminar Room, Hillside Road, Durn

        Programme

        Thursday 3 April
        13:00 Arrival and lunch
        14:00 Opening words
        14:15–15:45 Session 1: Bronze

        Friday 4 April
        09:30–11:00 Session 2: Iron
        11:30 Closing discussion
        """)
    )
    assert (event.start, event.end, event.all_day) == ("2025-04-03", "2025-04-04", True)
    assert [i.title for i in event.agenda] == [
        "Arrival and lunch", "Opening words", "Session 1: Bronze", "Session 2: Iron", "Closing discussion",
    ]  # fmt: skip
    assert [i.start for i in event.agenda][2:4] == ["2025-04-03T14:15", "2025-04-04T09:30"]
    assert event.agenda[2].end == "2025-04-03T15:45"


def test_doors_and_deadlines_are_not_the_event() -> None:
    event = only(
        parse("""
        Concert in the barn

        When: Saturday 9 May 2026, 8 pm (doors open at 7 pm)
        Where: Old Barn, 3 Mill Lane
        Registration deadline: 1 May 2026
        """)
    )
    assert event.start == "2026-05-09T20:00"
    assert event.end is None


def test_moved() -> None:
    event = only(
        parse("""
        NEW DATE: Branch meeting

        When: Thursday 28 May 2026, 6.30pm (originally Thursday 14 May)
        Where: Alder Hall, 12 Foundry Road
        """)
    )
    assert (event.start, event.status) == ("2026-05-28T18:30", "rescheduled")


def test_cancelled() -> None:
    event = only(
        parse("""
        CANCELLED: Talk on lichens

        When: Thursday 28 May 2026, 6.30pm
        Where: Alder Hall
        """)
    )
    assert event.status == "cancelled"


def test_online_and_zone() -> None:
    event = only(
        parse("""
        Webinar on seed law

        Date: 26 June 2026
        Time: 12:00 - 1:15 PM ET
        Location: Online (Zoom)
        """)
    )
    assert (event.start, event.timezone) == ("2026-06-26T12:00-04:00", "America/New_York")
    assert event.inferred == ()
    assert event.venue is not None
    assert event.venue.online


@pytest.mark.parametrize(
    "text",
    [
        """
        A garden in November

        Posted on November 20, 2023 by Tilde

        On Saturday I dug up the dahlias. On 12 November at 8 in the morning there was frost, and by
        3 pm it had gone again. Professor Lind of the north meadow came by for tea.
        """,
        """
        Version 4.2 is out

        Posted on April 15, 2024

        We fixed the clock: 12:30 is no longer shown as 0:30. Version 4.1 was released on 2 March 2024.
        """,
        """
        Job: Archivist

        Posted on November 5, 2024

        Location: Birch House, Level 3
        Applications close Monday 25 November 2024, 12:00 noon
        """,
        """
        Storm warning for the coast

        By Ada Fenwick

        Published 14 March 2024

        14.03.2024, 16:24

        Gusts of ninety kilometres an hour are expected. Ferries will stay in port until the wind turns north.
        """,
        """
        정원 일기

        2023. 11. 20. 8:05

        11월 12일 아침 8시에 서리가 내렸다. 오후 3시에는 다 녹았다.
        """,
    ],
)
def test_no_event(text: str) -> None:
    assert parse(text).schedule == ()


def test_year_stays_open() -> None:
    post = parse("""
        Lecture: Moss

        When: Wednesday, November 26, 2 pm
        Where: Alder Hall
        """)
    assert only(post).start == "XXXX-11-26T14:00"
    assert "schedule.year-unknown" in {w.code for w in post.warnings}
    told = parse("Lecture: Moss\n\nWhen: Wednesday, November 26, 2 pm\n", as_of="2025-10-01")
    assert only(told).inferred == ("year",)


def test_evidence_holds_the_words() -> None:
    text = "Lecture: Moss\n\nWhen: Friday 5 June 2026, 2 pm\nWhere: Alder Hall, 12 Foundry Road\n"
    post = postparse.parse(text, format="text")
    held = {path: [text[e.start : e.end] for e in found] for path, found in post.evidence.items()}
    assert held["/schedule/0/start"] == ["Friday 5 June 2026, 2 pm"]
    assert held["/schedule/0/venue/name"] == ["Alder Hall"]
    assert held["/schedule/0/venue/address"] == ["12 Foundry Road"]


def test_structured_data() -> None:
    page = """<!DOCTYPE html><html lang="en"><head><title>Moss walk</title>
    <script type="application/ld+json">[
      {"@context": "https://schema.org", "@type": "Event", "name": "Moss walk", "startDate": "2026-05-09T10:00+02:00",
       "endDate": "2026-05-09T12:00+02:00", "location": {"@type": "Place", "name": "Old Mill", "address": "Berlin"}},
      {"@context": "https://schema.org", "@type": "Event", "name": "Fern fair", "startDate": "2026-06-01T10:00+02:00"}
    ]</script></head><body><main><h1>Moss walk</h1>
    <p>We look at mosses on walls and stones, slowly, with a lens for each of us and no hurry at all to be done.</p>
    </main></body></html>"""
    event = only(postparse.parse(page, format="html"))
    assert (event.start, event.end) == ("2026-05-09T10:00+02:00", "2026-05-09T12:00+02:00")
    assert event.timezone == "Europe/Berlin"
    assert event.venue is not None
    assert event.venue.name == "Old Mill"


def test_a_day_moved_to_keeps_the_hours_that_are_said_to_stay() -> None:
    text = (
        "POSTPONED: Knot evening\n\nThe evening planned for Monday 4 May at 6pm has been postponed to "
        "Monday 18 May 2026, same time, same place (Rope Room, 3 Weir Street)."
    )
    (event,) = postparse.parse(text).schedule
    assert (event.start, event.status) == ("2026-05-18T18:00", "rescheduled")
    assert event.venue is not None
    assert (event.venue.name, event.venue.address) == ("Rope Room", "3 Weir Street")


def test_the_sale_of_tickets_is_no_event() -> None:
    text = "Rope walk at the mill\n\nTickets go on sale on 2 May at 9am."
    assert not postparse.parse(text).schedule


def test_the_first_day_of_what_comes_back_is_no_second_event() -> None:
    (event,) = postparse.parse("週四繩結課\n\n時間：每週四 18:00-20:00（5/7 起，共六週）\n地點：楓樹講堂").schedule
    assert (event.recurrence or "").startswith("FREQ=WEEKLY")
