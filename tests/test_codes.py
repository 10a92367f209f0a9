"""Each warning code is met by some post, and says where in the post it is meant."""

import pytest

import postparse
from postparse.diagnostics import CODES

DAY = "A talk\n\nPublished: 5 May 2024\n\n"
NEST = "<div>" * 6000

MET: dict[str, str | bytes] = {
    "source.empty": "",
    "source.undecodable": "A café\n\n".encode() * 30 + b"A sentence with a stray \xff byte in it.\n",
    "source.encoding-guessed": "모임 안내\n\n일시: 2024년 5월 7일(화) 오후 3시\n".encode("cp949"),
    "source.text-lost": f"<html><body><p>Above.</p>{NEST}<p>Far below.</p></body></html>",
    "claims.unreadable": "---\ntitle: [unclosed\nauthor: : :\n---\n\nA sentence.\n",
    "title.missing": "Date: 5 May 2024\n",
    "title.disputed": "<html><head><meta property='og:title' content='Nine wells of the north'></head>"
    "<body><article><h1>Something else entirely</h1><p>A sentence that goes on for a while.</p></article></body>",
    "byline.date-disputed": "<html><head><meta property='article:published_time' content='2024-02-01T10:00:00Z'></head>"
    "<body><article><h1>Nine wells</h1><p>Posted on March 9, 2023 by Una Okoro</p><p>A sentence.</p></article></body>",
    "byline.date-ambiguous": "A title\n\nPosted on 03/04/2024 by Una Okoro\n\nA sentence that says something.\n",
    "schedule.year-unknown": "A talk\n\nDate: 26 November\nTime: 3 PM – 5 PM\nVenue: Long Hall\n",
    "schedule.year-inferred": f"{DAY}Date: Tuesday, May 14\nTime: 3 PM – 5 PM\n",
    "schedule.date-unknown": "A talk\n\nTime: 3:30 PM – 5:00 PM\nVenue: Long Hall\n",
    "schedule.date-inferred": f"{DAY}When: tomorrow, 3 PM\nVenue: Long Hall\n",
    "schedule.date-ambiguous": "A talk\n\nDate: 03/04/2024\nTime: 3 PM\nVenue: Long Hall\n",
    "schedule.weekday-mismatch": "A talk\n\nDate: Monday, May 14, 2024\nTime: 3 PM\nVenue: Long Hall\n",
    "schedule.meridiem-inferred": "A talk\n\nDate: Tuesday, May 14, 2024\nTime: 4:30\nVenue: Long Hall\n",
    "schedule.zone-inferred": "A talk\n\nDate: Tuesday, May 14, 2024\nTime: 3 PM\nVenue: Long Hall, Berlin\n",
    "schedule.zone-unknown": "A talk\n\nDate: Tuesday, May 14, 2024\nTime: 3 PM\nVenue: Long Hall\n",
    "schedule.end-before-start": "A talk\n\nDate: May 14, 2024 – May 12, 2024\nVenue: Long Hall\n",
    "schedule.unread": "A talk\n\nDate: when the swallows are back\nVenue: Long Hall\n",
    "participants.unread": "A talk\n\nDate: May 14, 2024\n\nSpeaker\n– Una Okoro (Harbour Trust)\n– 1234 / 5678\n",
    "links.address-lost": "A title\n\nA sentence that says something.\n\nRead this in Korean\n",
    "outline.label-unknown": "A talk\n\nDate: May 14, 2024\n\nBellringers\n– Una Okoro (Director, Harbour Trust)\n"
    "– Emil Quayle (Editor, Weavers’ Union)\n",
}


@pytest.mark.parametrize(
    "code",
    CODES,
)
def test_code_is_met(code: str) -> None:
    post = postparse.parse(MET[code])
    found = [w for w in post.warnings if w.code == code]
    assert found, [w.code for w in post.warnings]
    severity, meaning = CODES[code]
    for warning in found:
        assert warning.severity == severity
        assert warning.message.startswith(meaning)
        assert warning.field == "" or warning.field.startswith("/")


def test_codes_are_named_for_the_fault() -> None:
    for code, (severity, meaning) in CODES.items():
        assert severity in ("info", "warning")
        assert code.count(".") == 1
        assert code == code.lower()
        assert not meaning.endswith(".")
