"""What words mean: the one module that opens `data/`.

`data/lang/<bcp47>.toml` holds what people write, a table a kind, in it a key with its surfaces.
`scripts/lexicon.py` folds all languages and the CLDR calendar words into `data/lexicon.json`:
kind -> folded surface -> [[key, language], ...]. A Korean post with an English byline is read too;
the post's language only breaks ties.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Meaning(NamedTuple):
    """What a surface form means in one language."""

    key: str
    language: str


Vocabulary = Mapping[str, tuple[Meaning, ...]]

_QUOTES = str.maketrans("’‘ʼ´`＆：", "'''''&:")


def fold(surface: str) -> str:
    """Give the form under which a word is looked up: width, case, quotes and spacing folded.

    Spaces inside short words of Chinese, Japanese or Korean letters are dropped (`일 시` is `일시`).
    Not for text whose offsets matter: lengths may change.
    """
    words = unicodedata.normalize("NFKC", surface).translate(_QUOTES).casefold().split()
    if len(words) > 1 and all(len(w) == 1 and ord(w) > 0x2E80 for w in words):
        return "".join(words)
    return " ".join(words)


@cache
def _index() -> dict[str, dict[str, list[list[str]]]]:
    loaded: dict[str, dict[str, list[list[str]]]] = json.loads(
        files("postparse").joinpath("data", "lexicon.json").read_text("utf-8")
    )
    return loaded


@cache
def words(kind: str) -> Vocabulary:
    """Give all surfaces of a kind (`label`, `month`, `honorific` ...), folded; empty if there is no such kind."""
    return {surface: tuple(Meaning(*m) for m in found) for surface, found in _index().get(kind, {}).items()}


def look(kind: str, surface: str, language: str | None = None) -> tuple[Meaning, ...]:
    """Give what `surface` means as a `kind`, the meanings in `language` first."""
    found = words(kind).get(fold(surface), ())
    if len(found) < 2 or language is None:
        return found
    return tuple(sorted(found, key=lambda m: m.language.split("-")[0] != language.split("-")[0]))


@cache
def surfaces(kind: str, key: str, language: str | None = None) -> frozenset[str]:
    """Give the folded surfaces of one key of a kind, in one language or in all."""
    return frozenset(
        s
        for s, found in words(kind).items()
        if any(m.key == key and language in (None, m.language) for m in found)
    )
