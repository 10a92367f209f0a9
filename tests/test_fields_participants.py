"""Posts to participants: layouts, one after another, and what gives none."""

import pytest

from postparse import parse
from postparse.document import Passage
from postparse.fields import people_lines, people_lists, people_shapes, slot_time
from postparse.post import Participant, Post

WHEN = "Date: Thursday, June 12, 2025, 6:00 PM\nVenue: Mill Hall, 4 Weir Lane\n"


def post(text: str, title: str = "An evening about water") -> Post:
    tail = "The hall is warm, the chairs are old, and everyone is welcome to stay for soup when the talking is over."
    return parse(f"{title}\n\nMay 20, 2025\n\n{WHEN}\n{text}\n\n{tail}\n")


def short(p: Participant) -> tuple[str, str | None, tuple[tuple[str | None, str | None], ...]]:
    return p.name, p.role, tuple((a.position, a.organization) for a in p.affiliations)


ADA = ("Ada Okafor", "speaker", (("Curator", "Mill Museum"),))
BO = ("Bo Lindqvist", "speaker", (("Professor", "Lake University"),))

LAYOUTS: list[tuple[str, str, list[tuple[str, str | None, tuple[tuple[str | None, str | None], ...]]]]] = [
    ("label, value", "Speaker: Ada Okafor, Curator, Mill Museum", [ADA]),
    (
        "label above bullets",
        "Speakers\n– Ada Okafor (Curator, Mill Museum)\n– Bo Lindqvist (Professor, Lake University)",
        [ADA, BO],
    ),
    (
        "moderator as the last bullet",
        "Panelists\n– Ada Okafor (Curator, Mill Museum)\n– Moderator: Bo Lindqvist (Professor, Lake University)",
        [("Ada Okafor", "panelist", ADA[2]), ("Bo Lindqvist", "moderator", BO[2])],
    ),
    (
        "role after the name",
        "Speakers\n– Ada Okafor (moderator)\n– Bo Lindqvist",
        [("Ada Okafor", "moderator", ()), ("Bo Lindqvist", "speaker", ())],
    ),
    (
        "featuring",
        "Featuring: Ada Okafor, Bo Lindqvist (Lake University), Cyril Finch (moderator)",
        [
            ("Ada Okafor", "speaker", ()),
            ("Bo Lindqvist", "speaker", ((None, "Lake University"),)),
            ("Cyril Finch", "moderator", ()),
        ],
    ),
    (
        "numbered",
        "Speaker 1: Ada Okafor, Curator, Mill Museum\nSpeaker 2: Bo Lindqvist, Professor, Lake University",
        [ADA, BO],
    ),
    ("cards", "Speakers\n\nAda Okafor\nCurator\nMill Museum\n\nBo Lindqvist\nProfessor\nLake University", [ADA, BO]),
    ("board header", "Who: Ada Okafor\n     Curator\n     Mill Museum", [ADA]),
    (
        "shared affiliation",
        "Speakers: Ada Okafor and Bo Lindqvist (Lake University)",
        [
            ("Ada Okafor", "speaker", ((None, "Lake University"),)),
            ("Bo Lindqvist", "speaker", ((None, "Lake University"),)),
        ],
    ),
    ("moderated by", "Moderated by Ada Okafor.", [("Ada Okafor", "moderator", ())]),
    (
        "prose",
        "Professor Bo Lindqvist of Lake University will speak. Ada Okafor, curator at the Mill Museum, will moderate.",
        [
            ("Bo Lindqvist", "speaker", (("Professor", "Lake University"),)),
            ("Ada Okafor", "moderator", (("curator", "Mill Museum"),)),
        ],
    ),
    (
        "prose, the person behind",
        "The seminar will be given by Dr. Ada Okafor from the Mill Museum on the first evening.",
        [("Ada Okafor", "speaker", ((None, "Mill Museum"),))],
    ),
    (
        "programme",
        "Programme\n18:00 Opening: Ada Okafor, Curator, Mill Museum\n"
        "18:30 Eels at night – Bo Lindqvist (Lake University)\n19:00 Break",
        [("Ada Okafor", "opening", ADA[2]), ("Bo Lindqvist", "speaker", ((None, "Lake University"),))],
    ),
    (
        "session heads",
        "18:00–19:00 Session 1: Weirs. Chair: Ada Okafor (Mill Museum)\n"
        "   Bo Lindqvist (Lake University), Eels at night\n19:00 Close",
        [("Ada Okafor", "chair", ((None, "Mill Museum"),)), ("Bo Lindqvist", "speaker", ((None, "Lake University"),))],
    ),
    (
        "Korean labels",
        "사회: 강도윤 (은하연구소 연구원)\n발제: 임하늘 (달빛대 교수)\n토론: 문새벽 (시인)",
        [
            ("강도윤", "moderator", (("연구원", "은하연구소"),)),
            ("임하늘", "presenter", (("교수", "달빛대"),)),
            ("문새벽", "panelist", (("시인", None),)),
        ],
    ),
    (
        "run-on list",
        "토론: △강도윤 은하연구소 소장 △임하늘 변호사 △달빛대 교수 문새벽",
        [
            ("강도윤", "panelist", (("소장", "은하연구소"),)),
            ("임하늘", "panelist", (("변호사", None),)),
            ("문새벽", "panelist", (("교수", "달빛대"),)),
        ],
    ),
    (
        "Korean prose",
        "이날 강연은 임하늘 달빛대 지리학과 교수가 맡는다. 토론에는 문새벽 시인과 오세린 강변네트워크 대표가 참여한다.",
        [
            ("임하늘", "speaker", (("교수", "달빛대 지리학과"),)),
            ("문새벽", "panelist", (("시인", None),)),
            ("오세린", "panelist", (("대표", "강변네트워크"),)),
        ],
    ),
    (
        "Japanese prose",
        "港南大学教授の高野美咲氏が「坂のまち」と題して講演しました。司会は坂の会会長の佐野健一氏が務めました。",
        [("高野美咲", "speaker", (("教授", "港南大学"),)), ("佐野健一", "moderator", (("会長", "坂の会"),))],
    ),
    (
        "stage names",
        "With: Lilo, DJ Marrow, and Anna Quill",
        [("Lilo", "speaker", ()), ("DJ Marrow", "speaker", ()), ("Anna Quill", "speaker", ())],
    ),
    (
        "led by a role word",
        "사회 _ 강도윤 (은하연구소 소장)\n발제1. 물길과 도시 / 임하늘 달빛대 사회학과 교수",
        [
            ("강도윤", "moderator", (("소장", "은하연구소"),)),
            ("임하늘", "presenter", (("교수", "달빛대 사회학과"),)),
        ],
    ),
    (
        "people in a row",
        "Speakers: Ada Okafor (Mill Museum), Bo Lindqvist, director of the Weir Trust, and Cyril Finch (poet)",
        [
            ("Ada Okafor", "speaker", ((None, "Mill Museum"),)),
            ("Bo Lindqvist", "speaker", (("director", "Weir Trust"),)),
            ("Cyril Finch", "speaker", (("poet", None),)),
        ],
    ),
    (
        "same person twice",
        "Moderator: Ada Okafor\nSpeaker: Dr. Ada Okafor (Mill Museum)",
        [("Ada Okafor", "moderator", ((None, "Mill Museum"),))],
    ),
    ("nobody yet", "Speaker: TBA", []),
    ("contact", "Contact: Ada Okafor, 555-0100", []),
    ("quoted", "“Water has a memory,” says a poster that Ada Okafor printed in 1988 and nobody took down.", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_layout(name: str, text: str, expected: list[tuple[str, str | None, object]]) -> None:
    assert [short(p) for p in post(text).participants] == expected


NO_EVENT = [
    "The board said goodbye to Sir Lennox Marsh (Chair, 2015 to 2023) and met Dr Isla Fenn, Director of the Bay Trust.",
    "We thank Professor Bo Lindqvist of Lake University, who spoke with us about eels for a whole winter.",
    "Signed\nAda Okafor, Curator, Mill Museum\nBo Lindqvist, Professor, Lake University",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_no_event_no_participant(text: str) -> None:
    assert parse(f"A year in water\n\nMarch 3, 2024 by Cyril Finch\n\n{text}\n").participants == ()


def test_doctoral_defence() -> None:
    found = post(
        "Opponent: Professor Bo Lindqvist, Lake University\nCustos: Docent Mara Quill, Bay University",
        "Doctoral defence: MSc Ada Okafor: How eels find the sea",
    ).participants
    assert [(p.name, p.role, p.honorific) for p in found] == [
        ("Ada Okafor", "candidate", "MSc"),
        ("Bo Lindqvist", "examiner", "Professor"),
        ("Mara Quill", "examiner", "Docent"),
    ]
    assert [a.position for p in found for a in p.affiliations] == ["Professor", "Docent"]


def test_names_talk_and_evidence() -> None:
    parsed = post("Speakers\n– “Eels at night”: Dr. Mina (Minnie) Seo, Curator, Mill Museum")
    (person,) = parsed.participants
    assert person == Participant(
        "Mina Seo", ("Minnie", "Mina (Minnie) Seo"), "Dr.", "speaker", "Speakers", person.affiliations, "Eels at night"
    )
    for path in ("name", "honorific", "role_text", "talk", "affiliations/0/position", "affiliations/0/organization"):
        assert parsed.evidence[f"/participants/0/{path}"]


@pytest.mark.parametrize("shape", people_shapes.SHAPES, ids=lambda s: s.name)
def test_shape(shape: people_shapes.Shape) -> None:
    for text, fits in ((shape.example, True), (shape.counter, False)):
        found = dict(people_shapes.fitting(text)).get(shape.name)
        made = people_lines.by_shape(Passage(text, 0), found, True) if found else None
        assert (made is not None and made.name.name == "Ada Okafor") is fits


@pytest.mark.parametrize("mark", ["A, ", "(", "A (", "Ada Okafor; ", "△", "A · ", "- ", "a: ", "“", "강 "])
def test_long_lines_are_cheap(mark: str) -> None:
    people_lists.read(Passage(mark * (390 // len(mark)), 0), True)
    slot_time.after_time(Passage("9:00 - " * 600, 0))
    post("Speakers\n– " + mark * 2000)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("March 6, 2025 – Ada Okafor", "Ada Okafor"),
        ("Thu 6 March: Ada Okafor", "Ada Okafor"),
        ("10/7/24 - Ada Okafor", "10/7/24 - Ada Okafor"),
        ("[2nd part] Weirs: Ada Okafor", "[2nd part] Weirs: Ada Okafor"),
        ("Ada Okafor", "Ada Okafor"),
    ],
)
def test_after_date(line: str, rest: str) -> None:
    assert slot_time.after_date(Passage(line, 0)).text == rest


@pytest.mark.parametrize(
    ("run", "names"), [("물빛대학교수강무진", ["강무진"]), ("대표강무진", ["강무진"]), ("물빛시장강무진", [])]
)
def test_position_within_a_run_of_letters_stands_behind_a_body(run: str, names: list[str]) -> None:
    assert [p.name.name for p in people_lines.one(Passage(run, 0), False)] == names


MERGED = [
    (
        "two parts: the first role counts, one body told twice stands once",
        "Moderator: Ada Okafor (Mill Museum)\nSpeakers\n– Bo Lindqvist\n– Ada Okafor, Curator, Mill Museum",
        [("Ada Okafor", "moderator", (("Curator", "Mill Museum"),)), ("Bo Lindqvist", "speaker", ())],
    ),
    (
        "a nickname",
        "Speakers\n– Theodore (Teddy) Ashworth (Bay Band)\n– Bo Lindqvist\nModerator: Teddy Ashworth",
        [("Theodore Ashworth", "speaker", ((None, "Bay Band"),)), ("Bo Lindqvist", "speaker", ())],
    ),
    (
        "another script",
        "Speakers\n– 강도윤 (Kang Do-yun), 은하대 교수\n– Bo Lindqvist\nModerator: Kang Do-yun",
        [("강도윤", "speaker", (("교수", "은하대"),)), ("Bo Lindqvist", "speaker", ())],
    ),
    (
        "the surname first",
        "Speakers\n– KIM Min-su (Han River Institute)\n– Bo Lindqvist\nModerator: Min-su Kim",
        [("KIM Min-su", "speaker", ((None, "Han River Institute"),)), ("Bo Lindqvist", "speaker", ())],
    ),
    (
        "two of one surname are two",
        "Speakers\n– Anna Finch (Mill Museum)\n– Robert Finch (Mill Museum)",
        [("Anna Finch", "speaker", ((None, "Mill Museum"),)), ("Robert Finch", "speaker", ((None, "Mill Museum"),))],
    ),
    (
        "two names and a comma",
        "Speakers: Anna Finch, Robert Ode",
        [("Anna Finch", "speaker", ()), ("Robert Ode", "speaker", ())],
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), MERGED, ids=[row[0] for row in MERGED])
def test_one_person_is_one_entry(
    name: str, text: str, expected: list[tuple[str, str | None, tuple[tuple[str | None, str | None], ...]]]
) -> None:
    assert [short(p) for p in post(text).participants] == expected


def test_later_role_shows_in_evidence() -> None:
    read = post("Moderator: Ada Okafor\nSpeakers\n– Bo Lindqvist\n– Ada Okafor")
    assert len(read.evidence["/participants/0/role"]) == 2
