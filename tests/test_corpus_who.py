"""Lines of lists of people: a corpus a language, `tests/corpus/who/<bcp47>.toml`.

A corpus file is TOML:

    nobody = ["TBA", "Coffee Break"]     # lines that name no person, even where people are listed

    [people]                             # line = the people that it names, nearly always one
    "Ada Okafor (Curator, Mill Museum)" = [{ name = "Ada Okafor", affiliations = [["Curator", "Mill Museum"]] }]

A person has `name` and, where the line holds them, `also_known_as`, `honorific`, `role`, `affiliations` (pairs of
position and organization, "" for none) and `talk`; what is left out must be left out by the reader too.
Lines come from how such lists are written, not from what the reader can do. What it gets wrong stands in
`tests/corpus/who_faults.toml` (line = reason, by language): each is a strict xfail.
"""

import tomllib
from typing import Any

import pytest

from corpusset import CORPUS, case, languages
from postparse import lexicon
from postparse.document import Passage
from postparse.fields import people_lists
from postparse.fields.people_candidates import candidate

FILES = languages("who")
FAULTS: dict[str, dict[str, str]] = tomllib.loads((CORPUS / "who_faults.toml").read_text("utf-8"))

# At least so many lines with people and without.
FULL, SOME = (60, 30), (15, 10)
LEAST = dict.fromkeys(("en", "ko", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de"), FULL) | dict.fromkeys(
    ("pt", "it", "nl", "pl", "id", "vi", "tr", "ru", "ar"), SOME
)
KEYS = ("name", "also_known_as", "honorific", "role", "affiliations", "talk")

Reading = list[dict[str, Any]]


def given(line: str, tag: str) -> Reading:
    """Read a line as the entry of a list of people, and leave out what is empty."""
    people: Reading = []
    for read in people_lists.read(Passage(line, 0), True, tag):
        made = candidate(read, None)
        values = {key: getattr(made.value, key) for key in KEYS}
        values["also_known_as"] = list(made.value.also_known_as)
        values["affiliations"] = [[a.position or "", a.organization or ""] for a in made.value.affiliations]
        people.append({key: value for key, value in values.items() if value})
    return people


def rows(part: str) -> list[Any]:
    return [
        case(tag, line, name=f"{tag}-{line[:60]}", wrong=FAULTS.get(tag, {}).get(line))
        for tag, held in FILES.items()
        for line in held[part]
    ]


@pytest.mark.parametrize(("tag", "line"), rows("people"))
def test_line_has_one_reading(tag: str, line: str) -> None:
    assert given(line, tag) == FILES[tag]["people"][line]


@pytest.mark.parametrize(("tag", "line"), rows("nobody"))
def test_line_names_nobody(tag: str, line: str) -> None:
    assert given(line, tag) == []


@pytest.mark.parametrize("tag", sorted(LEAST))
def test_corpus_is_large(tag: str) -> None:
    held = FILES[tag]
    assert not set(held) - {"nobody", "people"}
    assert len(held["people"]) >= LEAST[tag][0]
    assert len(held["nobody"]) >= LEAST[tag][1]
    assert len(set(held["nobody"])) == len(held["nobody"])


def test_faults_are_lines_of_the_corpus() -> None:
    for tag, faults in FAULTS.items():
        assert not set(faults) - set(FILES[tag]["people"]) - set(FILES[tag]["nobody"])


def test_every_language_with_names_has_a_corpus() -> None:
    spoken = {m.language for m in (m for w in lexicon.words("role") for m in lexicon.words("role").get(w))}
    assert {"en", "ko"} <= spoken
    assert set(LEAST) <= set(FILES)
