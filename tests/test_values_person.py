"""Strings to names: what is one, what is none, and what is taken off."""

import pytest

from postparse.post import Participant
from postparse.values import namescan, person, sameperson

# (text, the place promises a person, name, also known as, honorific)
NAMES = [
    ("Ada Okafor", False, "Ada Okafor", (), None),
    ("陳怡君", True, "陳怡君", (), None),
    ("山田君", True, "山田", (), "君"),
    ("Dr. Ada Okafor", False, "Ada Okafor", (), "Dr."),
    ("Prof. Dr. Greta von Hollen", False, "Greta von Hollen", (), "Prof. Dr."),
    ("the Revd Tobias Marsh-Lane", False, "Tobias Marsh-Lane", (), "the Revd"),
    ("Professor Baker", False, "Baker", (), "Professor"),
    ("Deputy Mayor Ines Calder", False, "Ines Calder", (), "Deputy Mayor"),
    ("Ada Okafor, PhD, MPH", False, "Ada Okafor", (), "PhD, MPH"),
    ("MSc Liisa Korpi-Aho", False, "Liisa Korpi-Aho", (), "MSc"),
    ("Everett Q. Nystrom III", False, "Everett Q. Nystrom III", (), None),
    ("Delbert Yancey, Jr.", False, "Delbert Yancey, Jr.", (), None),
    ("R. A. Finch", False, "R. A. Finch", (), None),
    ("Piet de la Rue", False, "Piet de la Rue", (), None),
    ("Lamia al-Rashid", False, "Lamia al-Rashid", (), None),
    ("Yusuf bin Daud", False, "Yusuf bin Daud", (), None),
    ("Niamh Ó hUallacháin", False, "Niamh Ó hUallacháin", (), None),
    ("Zulma Dell'Orto", False, "Zulma Dell'Orto", (), None),
    ("Sean O’Rourke", False, "Sean O’Rourke", (), None),
    ("Ольга Петрова", False, "Ольга Петрова", (), None),
    ("KANG Do-yun", False, "KANG Do-yun", (), None),
    ("MARA LINDQVIST", False, "MARA LINDQVIST", (), None),
    ("Warren Baker", True, "Warren Baker", (), None),
    ("Jim West", True, "Jim West", (), None),
    ("Lilo", True, "Lilo", (), None),
    ("Mina (Minnie) Seo", True, "Mina Seo", ("Minnie", "Mina (Minnie) Seo"), None),
    ("Teddy ‘Moss’ O’Keefe", True, "Teddy O’Keefe", ("Moss", "Teddy ‘Moss’ O’Keefe"), None),
    ("KANG Do-yun (강도윤)", True, "KANG Do-yun", ("강도윤",), None),
    ("강도윤 (KANG Do-yun)", True, "강도윤", ("KANG Do-yun",), None),
    ("Ada Okafor (she/her)", True, "Ada Okafor", (), None),
    ("강도윤", False, "강도윤", (), None),
    ("강도윤 님", True, "강도윤", (), "님"),
    ("남궁하린", True, "남궁하린", (), None),
    ("마리 오를로바", True, "마리 오를로바", (), None),
    ("早瀬 灯", True, "早瀬 灯", (), None),
    ("早瀬灯氏", True, "早瀬灯", (), "氏"),
    ("早瀬さん", True, "早瀬", (), "さん"),
    ("ヴァン・デル・ベルク 由美", True, "ヴァン・デル・ベルク 由美", (), None),
    ("欧阳若溪", True, "欧阳若溪", (), None),
    ("林若溪女士", True, "林若溪", (), "女士"),
    ("阿勒泰．巴圖", True, "阿勒泰．巴圖", (), None),
]

NONE = [
    ("", True),
    ("TBA", True),
    ("To be announced", True),
    ("미정", True),
    ("추후 공지", True),
    ("and one more guest", True),
    ("Artist", True),
    ("Programme Manager", True),
    ("Head of Research", True),
    ("Mill Institute", True),
    ("Department of Hydrology", True),
    ("Panel Discussion", True),
    ("Coffee Break", True),
    ("Questions and answers", True),
    ("Friday", True),
    ("What comes after peat?", True),
    ("ada@mill.example", True),
    ("https://mill.example/ada", True),
    ("Room 204", True),
    ("Ada", False),
    ("Machine Learning", False),
    ("Boiler Room", False),
    ("은하연구소", True),
    ("한빛병원 원장", True),
    ("휴식", True),
    ("종합토론", True),
    ("海辺大学", True),
    ("研究員", True),
    ("河岸出版社", True),
    ("x" * 5000, True),
    ("((((((((", True),
]


@pytest.mark.parametrize(("text", "sure", "name", "known", "honorific"), NAMES)
def test_name(text: str, sure: bool, name: str, known: tuple[str, ...], honorific: str | None) -> None:
    found = person.read(text, sure)
    assert found is not None
    assert found.name == name
    assert tuple(n for n, _ in found.also_known_as) == known
    assert found.honorific == honorific
    start, end = found.span
    assert set(name.split()) <= set(text[start:end].split())
    assert all(text[a:b] == n or n == " ".join(text[a:b].split()) for n, (a, b) in found.also_known_as)


@pytest.mark.parametrize(("text", "sure"), NONE)
def test_no_name(text: str, sure: bool) -> None:
    assert person.read(text, sure) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Dr. Ada Okafor of the Mill Museum met Bo Lindqvist.", ["Ada Okafor", "Bo Lindqvist"]),
        ("On Monday Ada Okafor's talk opens the week.", ["Ada Okafor"]),
        ("The University of Waterford is in Ireland.", []),
        ("nothing here", []),
    ],
)
def test_scan(text: str, names: list[str]) -> None:
    found = namescan.scan(text)
    assert [n.name for n in found] == names
    assert all(text[slice(*n.span)] == n.name for n in found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Okafor", "Ada Okafor", True),
        ("Ada Q. Okafor", "Ada Okafor", True),
        ("A. Okafor", "Ada Okafor", True),
        ("Ada Okafor", "Bo Okafor", False),
        ("Ada Okafor", "Ada Lindqvist", False),
        ("José Peña", "Jose Pena", True),
        ("早瀬 灯", "早瀬灯", True),
        ("강도윤", "강도연", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert sameperson.same_person(Participant(one), Participant(other)) is same
    assert sameperson.same_person(Participant(other), Participant(one)) is same


def test_same_person_by_another_name() -> None:
    full = Participant("Mina Seo", also_known_as=("Minnie", "Mina (Minnie) Seo"))
    assert sameperson.same_person(full, Participant("Minnie"))


def test_short_given_names_of_vietnam() -> None:
    for name in ("Phạm Thu Hà", "Lê Thị Mai", "Vũ Hà My", "Trần Thu"):
        assert person.read(name).name == name  # type: ignore[union-attr]
