"""Find the phrases of a vocabulary in a text, without one large pattern.

Compiling a pattern of hundreds of words costs milliseconds at every start of the command; a dictionary
by first word costs nothing and finds the same.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from postparse import lexicon


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@lru_cache(maxsize=256)
def _cut(text: str) -> tuple[str, frozenset[str]]:
    """Give a text in small letters, and its words; several finders read the same text."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower, frozenset(_word().findall(lower))


@lru_cache(maxsize=64)
def _placed(lower: str) -> tuple[tuple[int, str], ...]:
    """Give the words of a text in small letters with where they start."""
    return tuple([(m.start(), m[0]) for m in _word().finditer(lower)])


class Phrases:
    """A set of phrases: those of alphabets stand at word boundaries, those of CJK anywhere.

    `endings` are inflections that a phrase of an alphabet may have.
    """

    __slots__ = ("_by_word", "_endings", "_inner")

    def __init__(self, surfaces: Iterable[str], endings: tuple[str, ...] = ()) -> None:
        self._endings = ("", *endings)
        self._inner: list[str] = []
        by_word: dict[str, list[str]] = {}
        for surface in sorted(sorted(surfaces), key=len, reverse=True):
            word = surface.partition(" ")[0]
            if not word.isalnum():
                found = _word().match(surface)
                word = found[0] if found else ""
            if not word or surface[0] >= "\u2e80":
                self._inner.append(surface)
            else:
                by_word.setdefault(word, []).append(surface)
        self._by_word = by_word

    def finditer(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the places of phrases that do not overlap, the first and longest first."""
        lower, words = _cut(text)
        found: list[tuple[int, int]] = []
        if known := self._begun(words):
            placed = [(start, known[word]) for start, word in _placed(lower) if word in known]
            found = [(start, end) for start, phrases in placed for end in self._ends(lower, start, phrases)]
        if self._inner and not lower.isascii():
            found += self._anywhere(lower)
        if not found:
            return
        end = 0
        for start, negative in sorted((s, -e) for s, e in found):
            if start >= end:
                end = -negative
                yield start, end

    def search(self, text: str) -> tuple[int, int] | None:
        """Give the place of the first phrase."""
        return next(self.finditer(text), None)

    def match(self, text: str) -> int | None:
        """Give the end of the phrase that the text begins with."""
        lower, _ = _cut(text[:80])
        first = _word().match(lower)
        known = self._begun((first[0],)) if first else {}
        ends = [end for phrases in known.values() for end in self._ends(lower, 0, phrases)]
        if self._inner and not lower.isascii():
            ends += [len(phrase) for phrase in self._inner if lower.startswith(phrase)]
        return max(ends, default=None)

    def _begun(self, words: Iterable[str]) -> dict[str, list[list[str]]]:
        """Give the words with which phrases may begin, each with those phrases; most texts have none."""
        by_word = self._by_word
        known = {word: [by_word[word]] for word in by_word.keys() & words}
        for ending in self._endings[1:]:
            for word in words:
                if word.endswith(ending) and (phrases := by_word.get(word[: -len(ending)])):
                    known.setdefault(word, []).append(phrases)
        return known

    def _ends(self, lower: str, start: int, known: list[list[str]]) -> Iterator[int]:
        """Give where the phrases end that stand at `start`, the longest of each word."""
        for phrases in known:
            for phrase in phrases:
                if lower.startswith(phrase, start) and (end := self._closed(lower, start + len(phrase))):
                    yield end
                    break

    def _closed(self, lower: str, end: int) -> int:
        """Give where the phrase ends with its inflection, 0 where it is but the beginning of a word."""
        for ending in self._endings:
            stop = end + len(ending)
            if lower.startswith(ending, end) and not (lower[stop : stop + 1].isalnum() and lower[stop - 1].isalnum()):
                return stop
        return 0

    def _anywhere(self, lower: str) -> Iterator[tuple[int, int]]:
        for phrase in self._inner:
            start = lower.find(phrase)
            while start >= 0:
                yield start, start + len(phrase)
                start = lower.find(phrase, start + len(phrase))


@cache
def of(kind: str, *keys: str, endings: tuple[str, ...] = ()) -> Phrases:
    """Give the finder for all surfaces of some keys of a kind of the lexicon, in every language."""
    return Phrases((s for key in keys for s in lexicon.surfaces(kind, key)), endings)
