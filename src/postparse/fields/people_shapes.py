"""The shapes of lines that name a person: a table of patterns, each with an example and a counter-example.

Groups: `person` is read as a name and must be one, else the row does not fit; `affiliation`, `talk`,
`either` (an affiliation or a talk, told by its words), `rest` (read again by the other rows);
`sides` is a mark on either side of which the person may stand.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Shape(NamedTuple):
    """One row. `example` must fit and `counter` must not (at least not with a name at its place).

    `marks`: a line that holds none of these letters is not matched at all; empty: every line is.
    """

    name: str
    marks: str
    pattern: str
    example: str
    counter: str


_OPEN, _CLOSE = r"""["“”„«「『《〈‘]""", r"""["”“»」』》〉’]"""
_IN_BRACKETS = r"[^()（）\[\]]*+(?:[(（][^()（）]*+[)）][^()（）\[\]]*+)*+"

SHAPES: tuple[Shape, ...] = (
    Shape("name alone", "", r"(?P<person>.{2,90})", "Ada Okafor", "Questions and answers"),
    Shape(
        "quoted talk, then the person",
        '“”„«「『《〈‘"',
        rf"(?P<talk>{_OPEN}.{{2,200}}?{_CLOSE})\s*[:：,，\-–—/／]?\s*(?P<rest>.{{2,}})",
        "“Salt and Rope”: Ada Okafor, Mill Museum",
        "“Salt and Rope” sold out",
    ),
    Shape(
        "person, then the quoted talk",
        '“”„«「『《〈‘"',
        rf"(?P<rest>[^\"“”„«「『《]{{2,200}}?(?:[,，:：–—)）\-]|(?<=\w))\s*)(?P<talk>{_OPEN}.{{2,200}}{_CLOSE})\.?",
        "Ada Okafor (Mill Museum), “Salt and Rope”",
        "Mill Museum “Salt and Rope”",
    ),
    Shape(
        "person with degrees, affiliation",
        ",",
        r"(?P<person>[^,，]{2,90}(?:,\s?(?=\w[\w.]{0,6}[A-Z.])[A-Z][\w.]{1,8}(?=\s?,))++)\s?,\s*(?P<affiliation>.+)",
        "Ada Okafor, PhD, Curator, Mill Museum",
        "Curator, PhD, Mill Museum",
    ),
    Shape(
        "person, affiliation",
        ",，،、",
        r"(?P<person>[^,，،、]{2,90}?)\s*(?P<comma>[,，،、])\s*(?P<affiliation>.+)",
        "Ada Okafor, Curator, Mill Museum",
        "Curator, Mill Museum",
    ),
    Shape(
        "person (affiliation)",
        "(（[",
        rf"(?P<person>.{{2,90}}?)\s*[(（\[](?P<affiliation>{_IN_BRACKETS})[)）\]]\s*[.;]?",
        "Ada (Addie) Okafor (Curator, Mill Museum)",
        "Lunch (Mill Museum)",
    ),
    Shape(
        "person (affiliation), talk",
        "(（",
        rf"(?P<person>.{{2,90}}?)\s*[(（](?![a-z]{{2,5}}/[a-z])(?P<affiliation>{_IN_BRACKETS})[)）]\s*[,:：–—-]\s*(?P<talk>.{{3,}})",
        "Ada Okafor (Mill Museum), Salt and rope",
        "Lunch (Mill Museum), sandwiches",
    ),
    Shape(
        "person @ body",
        "@",
        r"(?P<person>[^@]{2,90}?)\s++(?P<affiliation>@\s?.+)",
        "Ada Okafor @ Mill Museum",
        "Lunch @ Mill Museum",
    ),
    Shape(
        "person <address>",
        "<",
        r"(?P<person>[^<>]{2,90}?)\s*<[^<>]{1,90}>\s*(?:,\s*(?P<affiliation>.+))?",
        "Ada Okafor <ada@mill.example>",
        "Tickets <box@mill.example>",
    ),
    Shape(
        "person / affiliation",
        "/／|｜",
        r"(?P<person>[^/／|｜]{2,90}?)\s*(?P<sides>[／|｜]|\s/\s)\s*(?P<affiliation>.+)",
        "Ada Okafor ／ Mill Museum",
        "Lunch ／ Mill Museum",
    ),
    Shape(
        "person - affiliation or talk",
        "-–—",
        r"(?P<person>.{2,90}?)(?P<sides>\s+[–—-]{1,3}\s+|\s?——\s?)(?P<either>.+)",
        "Ada Okafor – Curator, Mill Museum",
        "Lunch – Mill Museum",
    ),
    Shape(
        "person: affiliation or talk",
        ":：",
        r"(?P<person>[^:：]{2,90}?)\s*(?P<sides>[:：])\s+(?P<either>.+)",
        "Ada Okafor: Salt and rope",
        "Session: Salt and rope",
    ),
    Shape(
        "talk - person",
        "-–—",
        r"(?P<talk>.{3,200})\s+[–—-]{1,3}\s+(?P<rest>.{2,})",
        "Salt and rope – Ada Okafor (Mill Museum)",
        "Salt and rope – a long history",
    ),
    Shape(
        "talk / person",
        "/／|｜",
        r"(?P<talk>[^/／|｜]{3,200}?)\s*(?:[／|｜]|\s/\s)\s*(?P<rest>.{2,})",
        "Salt and rope / Ada Okafor (Mill Museum)",
        "Salt and rope / a long history",
    ),
    Shape(
        "talk: person",
        ":：",
        r"(?P<talk>.{3,200})\s*[:：]\s*(?P<rest>.{2,})",
        "Salt and rope: Ada Okafor (Mill Museum)",
        "Salt and rope: a long history",
    ),
    Shape(
        "talk (person)",
        "(（",
        r"(?P<talk>[^()（）]{3,200}?)\s*[(（](?P<rest>[^()（）]{4,120})[)）]",
        "Salt and rope (Ada Okafor, Mill Museum)",
        "Salt and rope (a long history)",
    ),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + r"\Z")


def fitting(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Give the rows whose pattern matches the whole of a line, as (name, match)."""
    text = text.rstrip()
    held = frozenset(text)
    for shape in SHAPES:
        if (not shape.marks or not held.isdisjoint(shape.marks)) and (found := _compiled(shape.pattern).match(text)):
            yield shape.name, found
