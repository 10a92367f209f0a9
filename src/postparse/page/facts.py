"""One thing said of one entity in structured form, in schema.org's words: what every syntax and container gives."""

from html import unescape
from typing import NamedTuple

MAX_VALUE = 2000
"""Longest value that is a fact, in code points; what is longer is the text itself."""

MAX_FACTS = 400
"""More things than this of one page, or values of one front matter, are not read."""

PAGE = "json-ld-page"
"""Source of the days that JSON-LD gives for a page on which it knows no article."""

TEXT = "articleBody"
"""Property whose value is all of the post's text, of any length: a witness, no claim."""


class Fact(NamedTuple):
    """One thing said of one entity; see `document.Claim`, which adds where it stands."""

    property: str
    value: str
    entity: str
    source: str


def clean(value: str) -> str:
    """Give a value on one line, entities resolved, which some plugins write twice."""
    if "&" in value:
        value = unescape(unescape(value))
    return " ".join(value.split())
