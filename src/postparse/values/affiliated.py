"""An affiliation with the places of its parts, and what its readers need to make one."""

import re
from functools import cache
from typing import NamedTuple

from postparse.post import Affiliation

Range = tuple[int, int]


class Affiliated(NamedTuple):
    """An affiliation and where its parts stand in the string that was read."""

    affiliation: Affiliation
    position: Range | None
    organization: Range | None


def made(text: str, position: Range | None, organization: Range | None) -> Affiliated:
    """Make an affiliation of the ranges of its parts in `text`."""

    def words(r: Range | None) -> str | None:
        return " ".join(text[slice(*r)].split()) if r and r[0] < r[1] else None

    return Affiliated(Affiliation(words(position), words(organization)), position, organization)


def trimmed(text: str, start: int, end: int) -> Range:
    """Take white space, commas and semicolons off both ends of a range."""
    part = text[start:end]
    left = len(part) - len(part.lstrip(" \t\u3000,;"))
    return start + left, max(start + left, start + len(part.rstrip(" \t\u3000,;")))


@cache
def token() -> re.Pattern[str]:
    """Give the pattern of a word between white space and commas."""
    return re.compile(r"[^\s,，]+")
