"""Find the phrases of a vocabulary in a text, without one large pattern.

Compiling a pattern of hundreds of words costs milliseconds at every start of the command; a dictionary
by first word costs nothing and finds the same.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from postparse import lexicon


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


class Phrases:
    """A set of phrases: those of alphabets stand at word boundaries, those of CJK anywhere.

    `endings` are inflections that a phrase of an alphabet may have.
    """

    __slots__ = ("_by_word", "_endings", "_inner")

    def __init__(self, surfaces: Iterable[str], endings: tuple[str, ...] = ()) -> None:
        self._endings = ("", *endings)
        self._inner: list[str] = []
        by_word: dict[str, list[str]] = {}
        for surface in sorted(surfaces, key=lambda s: (-len(s), s)):
            first = _word().match(surface)
            if first is None or surface[0] >= "\u2e80":
                self._inner.append(surface)
            else:
                by_word.setdefault(first[0], []).append(surface)
        self._by_word = by_word

    def finditer(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the places of phrases that do not overlap, the first and longest first."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        found = [*self._at_words(lower), *self._anywhere(lower)]
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
        found = self.search(text[:80])
        return found[1] if found and found[0] == 0 else None

    def _at_words(self, lower: str) -> Iterator[tuple[int, int]]:
        by_word, endings = self._by_word, self._endings
        for m in _word().finditer(lower):
            word = m[0]
            for ending in endings:
                stem = word[: len(word) - len(ending)] if ending else word
                if stem not in by_word or not word.endswith(ending):
                    continue
                for phrase in by_word[stem]:
                    end = m.start() + len(phrase)
                    if lower.startswith(phrase, m.start()) and (end := self._closed(lower, end)):
                        yield m.start(), end
                        break

    def _closed(self, lower: str, end: int) -> int:
        """Give where the phrase ends with its inflection, 0 where it is but the beginning of a word."""
        for ending in self._endings:
            stop = end + len(ending)
            if lower.startswith(ending, end) and not (lower[stop : stop + 1].isalnum() and lower[stop - 1].isalnum()):
                return stop
        return 0

    def _anywhere(self, lower: str) -> Iterator[tuple[int, int]]:
        if not self._inner or lower.isascii():
            return
        for phrase in self._inner:
            start = lower.find(phrase)
            while start >= 0:
                yield start, start + len(phrase)
                start = lower.find(phrase, start + len(phrase))


@cache
def of(kind: str, *keys: str, endings: tuple[str, ...] = ()) -> Phrases:
    """Give the finder for all surfaces of some keys of a kind of the lexicon, in every language."""
    return Phrases((s for key in keys for s in lexicon.surfaces(kind, key)), endings)
