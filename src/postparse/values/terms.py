"""Sets of words for the value parsers, folded the way single tokens are looked up."""

from collections.abc import Iterator
from functools import cache

from postparse.lexicon import Vocabulary, fold, surfaces, words


class Terms:
    """The surfaces of some keys of a kind; asking for one word unpacks that word only."""

    __slots__ = ("_keys", "_known", "_letter", "_told")

    def __init__(self, known: Vocabulary, keys: tuple[str, ...]) -> None:
        self._known = known
        self._keys = keys
        self._letter = known.letter
        self._told: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        letter = self._letter(word)
        if letter is None:  # asked hundreds of times a post, and nearly always for a word of no such kind
            return False
        told = self._told.get(letter)
        if told is None:
            told = self._told[letter] = any(m.key in self._keys for m in self._known[word])
        return told

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.with_key(*self._keys))


@cache
def terms(kind: str, *keys: str) -> Terms:
    """Give the surfaces of a kind's keys, folded and without the full stop of an abbreviation.

    >>> "dr" in terms("honorific", "title")
    True
    """
    return Terms(words(kind), keys)


@cache
def endings(kind: str, *keys: str) -> tuple[str, ...]:
    """Give the surfaces of a kind's keys for `str.endswith`, the longest first."""
    return tuple(sorted({s for key in keys for s in surfaces(kind, key)}, key=lambda s: (-len(s), s)))


def eastern(kind: str, *keys: str) -> list[str]:
    """Give the surfaces in letters of CJK, kana and Hangul, the longest first."""
    return [s for s in endings(kind, *keys) if s > "\u2e80"]


@cache
def units(*keys: str) -> str:
    """Give the letters among them that mean a key of `[time]` by themselves, as `[...]` of a pattern holds them.

    >>> units("year")
    '年년'
    """
    return "".join(s for s in eastern("time", *keys) if len(s) == 1)


def ends(text: str, kind: str, *keys: str) -> list[str]:
    """Give the surfaces of a kind's keys with which a text ends, the longest first."""
    return [e for e in endings_by_last(kind, *keys).get(text[-1:], ()) if text.endswith(e)]


@cache
def endings_by_last(kind: str, *keys: str) -> dict[str, tuple[str, ...]]:
    """Give the surfaces as `endings` does, by their last letter: few of hundreds can end a word."""
    found: dict[str, list[str]] = {}
    for ending in endings(kind, *keys):
        found.setdefault(ending[-1:], []).append(ending)
    return {last: tuple(known) for last, known in found.items()}


@cache
def small_words() -> frozenset[str]:
    """Give the words that may stand between the capitals of a body's name: of, the, and, von."""
    kinds = (("preposition", "of"), ("preposition", "article"), ("conjunction", "and"), ("particle", "name"))
    return frozenset(s for kind, key in kinds for s in surfaces(kind, key))


@cache
def tying_words() -> frozenset[str]:
    """Give the words that may stand between the people of a sentence: and, the, the commonest words."""
    kinds = (("preposition", "article"), ("conjunction", "and"), ("stopwords", "common"))
    return frozenset(s for kind, key in kinds for s in surfaces(kind, key))


def bare(token: str) -> str:
    """Give the form under which one token is looked up in `terms`.

    >>> bare("Prof."), bare("O’Neil")
    ('prof', "o'neil")
    """
    if token.isascii():
        return token.casefold().rstrip(".")
    return fold(token).rstrip(".")


def glued(word: str) -> int:
    """Count the characters of a preposition written onto its noun: `d'`, `dell'`, `l'`."""
    cut = max(word.find("'"), word.find("’")) + 1
    return cut if cut and len(word) > cut and bare(word[:cut]) in terms("preposition", "glued") else 0
