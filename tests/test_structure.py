"""Roles of lines, labels and what stands under them."""

import pytest

from postparse import labels, structure
from postparse.document import Document, Passage
from postparse.outline import Outline
from postparse.prose import is_prose
from postparse.readers.text import blocks_of


def outlined(text: str, language: str = "en") -> Outline:
    return structure.outline(Document(text, tuple(blocks_of(text))), language)


@pytest.mark.parametrize(
    ("line", "label", "keys", "value"),
    [
        ("Date & Time: Friday, 2 pm", "Date & Time", ("when",), "Friday, 2 pm"),
        ("Venue – Long Hall", "Venue", ("where",), "Long Hall"),
        ("일 시 : 3월 2일", "일 시", ("when",), "3월 2일"),
        ("장소：시민회관", "장소", ("where",), "시민회관"),
        ("[일시] 3월 2일", "일시", ("when",), "3월 2일"),
        ("📍 Long Hall", "📍", ("where",), "Long Hall"),
        ("📍 Venue: Long Hall", "Venue", ("where",), "Long Hall"),
        ("Speaker 2: Ada Okafor", "Speaker 2", ("role:speaker",), "Ada Okafor"),
        ("Speakers (in order): Ada Okafor", "Speakers (in order)", ("role:speaker",), "Ada Okafor"),
        ("일시 2024. 3. 2.(토) 14:00", "일시", ("when",), "2024. 3. 2.(토) 14:00"),
        ("Soup: bring your own", "Soup", (), "bring your own"),
    ],
)
def test_labels(line: str, label: str, keys: tuple[str, ...], value: str) -> None:
    found = labels.find(Passage(line, 100), "ko" if not line.isascii() else "en")
    assert found is not None
    assert (found[0].text, found[0].keys[: len(keys)], found[1].text) == (label, keys, value)
    assert line[found[0].span.start - 100 : found[0].span.end - 100] == label
    assert line[found[1].start - 100 :].startswith(value)


@pytest.mark.parametrize(
    "line",
    [
        "14:00 Opening of the lock",
        "https://boats.example/winter",
        "She said it plainly: the lock leaks, and has leaked since the year of the flood",
        "Boats in winter",
        "",
    ],
)
def test_no_labels(line: str) -> None:
    found = labels.find(Passage(line, 0), "en")
    assert found is None or not found[0].keys


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Moderator\n– Ada Okafor (Chair)", ["label", "entry"]),
        ("Speakers:\nAda Okafor", ["label", "line"]),
        ("Venue: Long Hall", ["labelled"]),
        ("We meet to find out what a river owes to the town that it runs through.", ["paragraph"]),
        ("Home | Boats | Locks\n\nBoats in winter\n\nWe meet by the water.", ["furniture", "line", "line"]),
        ("Home > Boats > Locks\n\nBoats in winter", ["meta", "line"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [n.role for n in outlined(text).nodes] == roles


def test_sections_hold_what_stands_under_their_label() -> None:
    outline = outlined(
        "Date: Friday\n\nPanel\n– Ada Okafor\n– Tomas Lindqvist\n– Moderator: Ines Duarte\n\n"
        "Venue: Long Hall\n   12 Weir Lane\n"
    )
    date, panel, moderator, venue = outline.sections
    assert [e.text for e in date.entries] == ["Friday"]
    assert [e.text for e in panel.entries] == ["Ada Okafor", "Tomas Lindqvist", "Moderator: Ines Duarte"]
    assert ([e.text for e in moderator.entries], moderator.parent) == (["Ines Duarte"], 1)
    assert [e.text for e in venue.entries] == ["Long Hall", "12 Weir Lane"]
    assert [s.label.text for s in outline.labelled("role:")] == ["Panel", "Moderator"]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Nine boats came, and none of them had a lamp, so we waited for the moon.", True),
        ("Ada Okafor, Director, Harbour Trust", False),
        ("Boats in winter", False),
        ("갑문지기는 화요일에 배 아홉 척을 세었고 수요일에는 한 척도 세지 못했습니다.", True),
        ("홍길동 (한강대 교수)", False),
        ("Department of Slow Water, Locks and Weirs (University of the Lower Marshes)", False),
    ],
)
def test_prose(text: str, prose: bool) -> None:
    assert is_prose(text) is prose


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "With: Ana Lima and Lia Souza. Moderator: Rui Tavares",
            "en",
            ["With: Ana Lima and Lia Souza.", "Moderator: Rui Tavares"],
        ),
        ("주최: 은하연구소 후원: 바다도서관", "ko", ["주최: 은하연구소", "후원: 바다도서관"]),
        ("Where: Mill Hall; Speaker: Ana Lima", "en", ["Where: Mill Hall;", "Speaker: Ana Lima"]),
        ("Date & Time: 5 May 2025, 3 pm", "en", ["Date & Time: 5 May 2025, 3 pm"]),
        ("日時：5月9日（土）開場：18時／開演：19時", "ja", ["日時：5月9日（土）開場：18時／開演：19時"]),
        ("She asked one thing: where is the moderator? Nobody knew: he had left.", "en", None),
        ("Read more: https://a.example", "en", None),
    ],
)
def test_a_line_of_several_labels_is_parted(text: str, language: str, parts: list[str] | None) -> None:
    line = Passage(text, 0)
    cuts = labels.further(line, language)
    ends = (*cuts, len(text))
    assert [line.cut(a, b).text for a, b in zip((0, *cuts), ends, strict=True)] == (parts or [text])
