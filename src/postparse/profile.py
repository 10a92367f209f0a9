"""What the pages of one site share; `learning` finds it, `htmlprofile` puts it to work on a page."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from postparse.lexicon import fold

FIELDS = ("author", "category", "content", "published", "tag", "title")


class Profile(NamedTuple):
    """What the pages of one site share; see docs/profiles.md.

    host    of the pages, "" where none of them says; a page that says another is read without the profile
    site    the site's name, "" where nothing tells it
    pages   how many it was learnt from
    paths   field of `FIELDS` -> where it stands, the most common path first
    blocks  paths of the elements that are furniture, whatever they hold
    lines   path -> texts that are furniture where they stand there, folded
    """

    host: str = ""
    site: str = ""
    pages: int = 0
    paths: Mapping[str, tuple[str, ...]] = {}
    blocks: tuple[str, ...] = ()
    lines: Mapping[str, tuple[str, ...]] = {}


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Give the text under which a line is furniture; figures count, for dates differ in nothing else."""
    return fold(text)
