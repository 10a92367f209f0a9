"""People and organizers in notices: numbered labels, aligned lists, greetings, subjects of Korean sentences."""

import pytest

import postparse

PEOPLE = {
    "numbers of full width open labels": (
        "川辺の会のご案内\n\n１．日　時　　2026年2月21日（土）13時30分～17時\n２．場　所　　北野大学 西館 402教室\n"
        "３．報告者　　榎本さやか（北野大学大学院）\n４．参加費　　無料",
        ["榎本さやか/北野大学大学院"],
    ),
    "a list set under its first name": (
        "Reading night\n\nWhen:   Thursday 12 March 2026, 18:30\nWith:   Petra Lunt (University of Leeds)\n"
        "        Colm Ferriter (Ryedale Land Trust)",
        ["Petra Lunt/University of Leeds", "Colm Ferriter/Ryedale Land Trust"],
    ),
    "a greeting is nobody": (
        "Abend am Kanal\n\nLiebe Mitglieder, liebe Freunde,\n\nwir laden ein:\n\nDienstag, 28. April 2026, 19 Uhr\n\n"
        "Auf dem Podium:\n- Till Osterloh (Leise Stadt e.V.)",
        ["Till Osterloh/Leise Stadt e.V"],
    ),
    "a body may begin as the word for former": (
        "책방 토론회\n\n일시: 2026년 6월 17일(수) 오후 2시\n토론: 서하늘 전국책방네트워크 사무국장",
        ["서하늘/전국책방네트워크"],
    ),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_people(name: str) -> None:
    text, wanted = PEOPLE[name]
    found = postparse.parse(text).participants
    assert [f"{p.name}/{p.affiliations[0].organization}".rstrip(".") for p in found] == wanted


def test_subject_and_not_object_holds_the_event() -> None:
    post = postparse.parse(
        "책방 토론회 개최\n\n늘푸른도서관재단은 오는 6월 17일(수) 오후 2시 「책방 토론회」를 개최한다."
    )
    assert [o.name for o in post.organizers] == ["늘푸른도서관재단"]
