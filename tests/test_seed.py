"""What the seed post must give, in words of its own and not in a file that a command rewrites."""

import pytest

import postparse
from postparse import Post
from sampleset import path


@pytest.fixture(scope="module")
def seed() -> Post:
    return postparse.parse(path("text/seed.txt"))


def test_title_keeps_its_label(seed: Post) -> None:
    assert seed.title == (
        "[Urgent Discussion] Diagnosing Cultural and Artistic Creative Labor and Seeking Alternatives "
        "in the Age of AI Automation"
    )
    assert seed.label == "Urgent Discussion"


def test_byline_has_a_date_and_no_author(seed: Post) -> None:
    assert seed.byline.authors == ()
    assert seed.byline.published == "2026-01-27"
    assert seed.byline.modified is None
    assert seed.byline.text == "by | Jan 27, 2026 | Free Speech, Open Blog | 0 comments"
    assert seed.categories == ("Free Speech", "Open Blog")
    assert seed.tags == ()
    assert seed.comment_count == 0
    assert seed.language == "en"


def test_one_event_with_the_year_of_its_weekday(seed: Post) -> None:
    (event,) = seed.schedule
    assert (event.start, event.end) == ("2025-11-26T14:00+09:00", "2025-11-26T17:00+09:00")
    assert event.timezone == "Asia/Seoul"
    assert set(event.inferred) == {"year", "timezone"}
    assert event.text == "Wednesday, November 26, 2:00 PM – 5:00 PM"
    assert (event.all_day, event.status, event.title, event.agenda) == (False, "scheduled", None, ())
    assert event.venue is not None
    assert event.venue.name == "Sewoon Hall"
    assert event.venue.address == "159 Cheonggyecheon-ro, Jongno-gu"
    assert not event.venue.online


PEOPLE = [
    (
        "Jangho Ha",
        "moderator",
        "Moderator",
        [("Chair of the Cultural Policy Committee", "Cultural Solidarity")],
    ),
    (
        "Kwang-suk Lee",
        "speaker",
        "Speaker",
        [
            ("Executive Committee Member", "Cultural Solidarity"),
            ("Professor", "Seoul National University of Science and Technology"),
        ],
    ),
    ("Youngmin Kim", "panelist", "Panel Discussion", [("Director", "Hanbit Media Labor Rights Center")]),
    ("Sandi", "panelist", "Panel Discussion", [(None, "AI Ethics Letter")]),
    ("Yangachi", "panelist", "Panel Discussion", [("Artist", None)]),
    ("Kyoungmi Oh", "panelist", "Panel Discussion", [("Researcher", "Open Net")]),
    (
        "Jong-im Lee",
        "panelist",
        "Panel Discussion",
        [
            ("Lecturer", "Kyung Hee University"),
            (None, "Technology, Media, and Culture Committee, Cultural Solidarity"),
        ],
    ),
]


def test_seven_people_with_nine_affiliations(seed: Post) -> None:
    found = [
        (p.name, p.role, p.role_text, [(a.position, a.organization) for a in p.affiliations]) for p in seed.participants
    ]
    assert found == PEOPLE
    assert sum(len(p.affiliations) for p in seed.participants) == 9
    assert seed.organizers == ()


def test_the_nickname_is_another_name(seed: Post) -> None:
    kimmy = next(p for p in seed.participants if p.name == "Kyoungmi Oh")
    assert "Kimmy" in kimmy.also_known_as


def test_summary_is_tied_to_its_speaker(seed: Post) -> None:
    (section,) = seed.summary
    assert section.heading == "Summary of Kimmy’s discussion"
    assert section.participant == "Kyoungmi Oh"
    assert [p.split(" ")[0] for p in section.paragraphs] == ["Kyoungmi", "Regarding", "Finally,"]
    assert seed.body == section.paragraphs


def test_link_to_the_korean_text_lost_its_address(seed: Post) -> None:
    (link,) = seed.links
    assert (link.text, link.url, link.rel, link.language) == ("Korean version text", None, "alternate", "ko")


def test_the_comment_form_is_nowhere(seed: Post) -> None:
    said = str(postparse.to_dict(seed)).casefold()
    for residue in ("submit a comment", "email address", "required fields"):
        assert residue not in said


def test_every_guess_is_said(seed: Post) -> None:
    assert {w.code for w in seed.warnings} == {
        "schedule.year-inferred",
        "schedule.zone-inferred",
        "links.address-lost",
    }
