"""Participants of plain-text announcements: posters, boards, prose; and the people in them who take no part."""

import pytest

from postparse import parse
from postparse.document import Passage
from postparse.fields.people_prose import people_in
from postparse.values import namescan, person

SLOT = "Date: Thursday, June 12, 2025\nTime: 3:30 pm\nPlace: Mill Hall 210"
PROSE = "Salt has been dug here for a thousand years, and what was dug went up the river on flat boats pulled by oxen."

POSTERS: list[tuple[str, str, list[str]]] = [
    ("name above a body", f"SALT SEMINAR\n\n{{}}Ada Okafor\nMill University\n\n{SLOT}\n\n{PROSE}", ["Ada Okafor"]),
    (
        "the name is the first line",
        f"Ada Okafor\nMill University\n\nSalt and Rope\n\n{SLOT}\n\n{PROSE}",
        ["Ada Okafor"],
    ),
    (
        "a name with a number behind",
        f"SALT SEMINAR\n\nAda Okafor, 3rd\nMill University\n\n{SLOT}\n\n{PROSE}",
        ["Ada Okafor, 3rd"],
    ),
    (
        "mail address beside the name",
        f"SALT SEMINAR\n\nSalt and Rope\n\n   Zork Blamvar     zb@mill.example\n\n{SLOT}\n\n{PROSE}",
        ["Zork Blamvar"],
    ),
    (
        "mail address below the name",
        f"SALT SEMINAR\n\n{SLOT}\nZork Blamvar\n(zb@mill.example)\n\n{PROSE}",
        ["Zork Blamvar"],
    ),
    (
        "body beside the name",
        f"SALT SEMINAR\n\nSalt and Rope\nAda Okafor      Mill Museum\n\n{SLOT}\n\n{PROSE}",
        ["Ada Okafor"],
    ),
    (
        "the topic has the name",
        f"Topic: Salt seminar, Zork Blamvar, Thursday\n\nZork Blamvar\n\n{SLOT}\n\n{PROSE}",
        ["Zork Blamvar"],
    ),
    (
        "slot behind the name",
        f"Final talks\n\nThursday, June 12, 2025\n\nAda Okafor - 3:30 pm, Hall 2\n\n{PROSE}",
        ["Ada Okafor"],
    ),
    (
        "label and further lines in one",
        f"Title: Salt and Rope\nWho: Ada Okafor <ada@mill.example>\n     Salt Research Lab.\n"
        f"When: June 12, 2025, 3:30 pm\n\n{PROSE}",
        ["Ada Okafor"],
    ),
    (
        "position and town below a label",
        f"Speaker: Ada Okafor\n         Assistant Vice President, Product Marketing\n         Mill Networks, Inc.\n"
        f"         Weirton, VA\nDate: June 12, 2025\nTime: 3:30 pm\n\n{PROSE}",
        ["Ada Okafor"],
    ),
    (
        "table set with spaces",
        "SALT SEMINARS\n\nDATE\tROOM      TIME   SPEAKER            TOPIC\n\n"
        "June 12, 2025\tHall 2\t3:30\tDr. Ada Okafor\tSalt and Rope\n",
        ["Ada Okafor"],
    ),
    (
        "sender of a memo",
        f"TO:   All members\nFROM: Rope project\n      Bo Lindqvist, Faculty Advisor\nRE:   New date\n\n{PROSE}\n\n"
        "Date: June 12, 2025\nTime: 3:30 pm\nLocation: Mill Hall\n",
        [],
    ),
    (
        "members of a group",
        f"Rope project talk\n\n{SLOT}\n\nGroup members:\n\nAda Okafor, Bo Lindqvist, Cora Marsh\n",
        [],
    ),
    ("who signs", f"Salt seminar\n\n{SLOT}\n\nDo not forget.\n\nSee you there,\nBo Lindqvist\n", []),
    (
        "whom to contact",
        f"Salt seminar\nSpeaker: Ada Okafor\n{SLOT}\n\nFor additional information contact:  B. Lindqvist, x8728\n",
        ["Ada Okafor"],
    ),
    (
        "who is quoted",
        f'Salt seminar\n\n{SLOT}\n\n"It is a good deal too much for us in there," Bo Lindqvist, professor of salt, '
        f"fumed to his friend.\n\n{PROSE}",
        [],
    ),
]


@pytest.mark.parametrize(("name", "text", "names"), POSTERS, ids=[row[0] for row in POSTERS])
def test_poster(name: str, text: str, names: list[str]) -> None:
    assert [p.name for p in parse(text.replace("{}", "")).participants] == names


SENTENCES: list[tuple[str, list[str]]] = [
    ("The Art Lecture Series opens on Tuesday with visiting professor Ada Okafor.", ["Ada Okafor"]),
    ("The seminar continues tomorrow at 5 pm with multi-media artist, Ada Okafor.", ["Ada Okafor"]),
    ("There will be a talk on salt by Ada Okafor on Monday.", ["Ada Okafor"]),
    ("Das Seminar beginnt am Montag mit Anna Bergmann.", ["Anna Bergmann"]),
    ("Am Montag gibt es einen Vortrag über Salz von Anna Bergmann.", ["Anna Bergmann"]),
    ("Le séminaire continue lundi avec Jeanne Morel.", ["Jeanne Morel"]),
    ("Une conférence sur le sel par Jeanne Morel.", ["Jeanne Morel"]),
    ("El seminario comienza el lunes con Elena Robles.", ["Elena Robles"]),
    ("Il seminario prosegue lunedì con Anna Bianchi.", ["Anna Bianchi"]),
    ("O seminário começa na segunda com Ana Ribeiro.", ["Ana Ribeiro"]),
    ("Een lezing over zout door Anneke de Vries.", ["Anneke de Vries"]),
    ("The speaker this week is Ada Okafor from Mill College.", ["Ada Okafor"]),
    ("We are pleased to have Ada Okafor of Mill College as our speaker.", ["Ada Okafor"]),
    ("Come and hear Ada Okafor talk about rope.", ["Ada Okafor"]),
    ("Ada Okafor of Rope systems, Weirton, will be giving a presentation.", ["Ada Okafor"]),
    ("Ada Okafor, from U. Weirton, is talking tomorrow at 2.", ["Ada Okafor"]),
    ("The seminar will be given by Dr. R. J. (Bob) Marsh, Director.", ["R. J. Marsh"]),
    ("The seminar discusses work on salt by Ada Okafor.", []),
    ("A talk on the books of the mill, with drawings by Ada Okafor.", []),
    ("The museum opens at 10 with a cafe of Bo Lindqvist.", []),
]


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_sentence(text: str, names: list[str]) -> None:
    assert list(dict.fromkeys(p.name.name for p, _ in people_in(Passage(text, 0)))) == names


def test_relative_clause_is_no_affiliation() -> None:
    found = list(people_in(Passage("Ada Okafor, who built the mill, speaks on salt.", 0)))
    assert [(p.name.name, p.affiliations) for p, _ in found] == [("Ada Okafor", ())]


NAMES: list[tuple[str, str | None]] = [
    ("Dan Okafor", "Dan Okafor"),
    ("Mark Fox", "Mark Fox"),
    ("Dean Okafor", "Dean Okafor"),
    ("Anna Carpenter", "Anna Carpenter"),
    ("Dr.Ada Okafor", "Ada Okafor"),
    ("Ada Okafor, 3rd", "Ada Okafor, 3rd"),
    ("A MODEL", None),
    ("Will Parliament", None),
    ("Anna's Okafor Lab", None),
    ("Part I. I", None),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_name(text: str, name: str | None) -> None:
    found = person.read(text)
    assert (found.name if found else None) == name


def test_scan_leaves_an_acronym_behind_a_name() -> None:
    assert [n.name for n in namescan.scan("Ada Okafor MMH talk")] == ["Ada Okafor"]
