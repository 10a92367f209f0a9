"""Strings to affiliations: position against organization."""

import pytest

from postparse.values import affiliation, positions

ROWS: list[tuple[str, list[tuple[str | None, str | None]]]] = [
    ("Curator, Mill Museum", [("Curator", "Mill Museum")]),
    ("Chair of the Water Committee, River Alliance", [("Chair of the Water Committee", "River Alliance")]),
    (
        "Steering Group Member, River Alliance / Professor, Lake University",
        [("Steering Group Member", "River Alliance"), ("Professor", "Lake University")],
    ),
    ("Water, Soil, and Air Committee, River Alliance", [(None, "Water, Soil, and Air Committee, River Alliance")]),
    ("Partner, Marsh, Ode & Finch LLP", [("Partner", "Marsh, Ode & Finch LLP")]),
    (
        "Of Counsel, Marsh & Finch LLP; Adjunct Professor of Law, Lake College",
        [("Of Counsel", "Marsh & Finch LLP"), ("Adjunct Professor of Law", "Lake College")],
    ),
    ("Director, Peat and Ash Co., Ltd.", [("Director", "Peat and Ash Co., Ltd.")]),
    ("Artist", [("Artist", None)]),
    ("Lawyer", [("Lawyer", None)]),
    ("Slow Machines Letter", [(None, "Slow Machines Letter")]),
    ("Head of Research", [("Head of Research", None)]),
    ("Manager of Transit Planning", [("Manager of Transit Planning", None)]),
    ("director of the Mill Museum", [("director", "Mill Museum")]),
    ("founder of Kettleby", [("founder", "Kettleby")]),
    ("chaplain at Bay Hospital", [("chaplain", "Bay Hospital")]),
    ("Head of Design at Kettleby, Inc.", [("Head of Design", "Kettleby, Inc.")]),
    ("the Hillside Synagogue", [(None, "Hillside Synagogue")]),
    ("former Director, Mill Museum", [("former Director", "Mill Museum")]),
    ("Mara and Jon Quill Professor of Law", [("Mara and Jon Quill Professor of Law", None)]),
    (
        "Director of the Mill Museum and Professor at Lake University",
        [
            ("Director", "Mill Museum"),
            ("Professor", "Lake University"),
        ],
    ),
    ("Lake University, Professor", [("Professor", "Lake University")]),
    ("Leiterin der Stadtbücherei", [("Leiterin", "Stadtbücherei")]),
    ("1. Vorsitzende", [("1. Vorsitzende", None)]),
    ("coutelière, Maison Aubrac", [("coutelière", "Maison Aubrac")]),
    ("sindaca di Montelupo", [("sindaca", "Montelupo")]),
    ("diretora de formação", [("diretora de formação", None)]),
    ("reporterka „Głosu Doliny”", [("reporterka", "Głosu Doliny")]),
    ("은하병원 원장", [("원장", "은하병원")]),
    ("은하대 사회학과 교수", [("교수", "은하대 사회학과")]),
    ("강변연구소 선임연구원 / 은하예대 겸임교수", [("선임연구원", "강변연구소"), ("겸임교수", "은하예대")]),
    ("노무사, 하늘노무법인", [("노무사", "하늘노무법인")]),
    ("시인 / 달빛도서관 자문위원", [("시인", None), ("자문위원", "달빛도서관")]),
    ("문화평론가", [("문화평론가", None)]),
    ("汐風大学准教授／波の会理事", [("准教授", "汐風大学"), ("理事", "波の会")]),
    ("船の博物館", [(None, "船の博物館")]),
    ("江岸大学历史系教授", [("教授", "江岸大学历史系")]),
    ("山城電台主持人、南海資料館研究員", [("主持人", "山城電台"), ("研究員", "南海資料館")]),
    ("", []),
    ("x" * 5000, []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_affiliation(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = affiliation.read(text)
    assert [(a.affiliation.position, a.affiliation.organization) for a in found] == expected
    for a in found:
        for value, place in ((a.affiliation.position, a.position), (a.affiliation.organization, a.organization)):
            assert (value is None) == (place is None)
            assert place is None or value == " ".join(text[slice(*place)].split())


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Executive Committee Member", True),
        ("Cultural Policy Committee", False),
        ("Student Union", False),
        ("clockmaker and poet", True),
        ("Horologist", True),
        ("Mill Museum", False),
    ],
)
def test_is_position(text: str, answer: bool) -> None:
    assert positions.is_position(text) is answer
