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
def _cut(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Give a text in small letters, and its words with where they start; several finders read the same text."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower, tuple((m.start(), m[0]) for m in _word().finditer(lower))


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
        found = self._at_words(lower, words)
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
        lower, words = _cut(text[:80])
        found = self._at_words(lower, words[:1]) if words and words[0][0] == 0 else []
        if self._inner and not lower.isascii():
            found += [(0, len(phrase)) for phrase in self._inner if lower.startswith(phrase)]
        return max((end for start, end in found if start == 0), default=None)

    def _at_words(self, lower: str, words: tuple[tuple[int, str], ...]) -> list[tuple[int, int]]:
        by_word, found = self._by_word, []
        inflected = len(self._endings) > 1
        for start, word in words:
            for stem in self._stems(word) if inflected else (word,):
                for phrase in by_word.get(stem, ()):
                    end = start + len(phrase)
                    if lower.startswith(phrase, start) and (end := self._closed(lower, end)):
                        found.append((start, end))
                        break
        return found

    def _stems(self, word: str) -> Iterator[str]:
        return (word[: len(word) - len(e)] for e in self._endings if word.endswith(e))

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
