"""Posts to organizers: labels and verbs."""

import pytest

from postparse import parse
from postparse.document import Passage
from postparse.fields import organizers

HEAD = (
    "An evening about water\n\nMay 20, 2025\n\nDate: Thursday, June 12, 2025, 6:00 PM\nVenue: Mill Hall, 4 Weir Lane\n"
)

ROWS: list[tuple[str, list[tuple[str, str]]]] = [
    ("Organized by: River Alliance", [("River Alliance", "organizer")]),
    ("Hosted by: The Mill Society", [("The Mill Society", "host")]),
    ("Sponsors: Bay Bank; Weir & Sons Ltd.", [("Bay Bank", "sponsor"), ("Weir & Sons Ltd.", "sponsor")]),
    ("Sponsored by: Department of Soil, Water and Air", [("Department of Soil, Water and Air", "sponsor")]),
    (
        "주최: 은하연구소, 달빛재단\n주관 : 강변네트워크\n후원: 바다도서관",
        [
            ("은하연구소", "host"),
            ("달빛재단", "host"),
            ("강변네트워크", "organizer"),
            ("바다도서관", "sponsor"),
        ],
    ),
    ("The Harbour Reading Circle invites everyone to an evening by the water.", [("Harbour Reading Circle", "host")]),
    ("The evening is organised by the Lower Weir Association.", [("Lower Weir Association", "organizer")]),
    ("Sponsor: TBA", []),
    (
        "Organised by: Weir Library in cooperation with the Lower Weir Association",
        [("Weir Library", "organizer"), ("Lower Weir Association", "supporter")],
    ),
    ("主催：水車市　共催：川辺の会", [("水車市", "host"), ("川辺の会", "host")]),
    ("주최: 은하연구소 후원: 바다도서관", [("은하연구소", "host"), ("바다도서관", "sponsor")]),
    ("Nobody organizes anything here, and it shows.", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_organizers(text: str, expected: list[tuple[str, str]]) -> None:
    found = parse(f"{HEAD}\n{text}\n")
    assert [(o.name, o.role) for o in found.organizers] == expected
    assert all(f"/organizers/{i}/name" in found.evidence for i in range(len(expected)))


def test_a_person_on_a_host_line_takes_part() -> None:
    found = parse(f"{HEAD}\nHost: Anna Okafor\n")
    assert [(p.name, p.role) for p in found.participants] == [("Anna Okafor", "host")]
    assert found.organizers == ()


def test_hostile_line() -> None:
    assert list(organizers.bodies(Passage("(" * 300 + ", " * 300, 0))) is not None
