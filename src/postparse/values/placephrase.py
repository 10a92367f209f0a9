"""Where the words of a place's name end: words in capitals, for rooms and for streets, joined by small ones."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from postparse import lexicon
from postparse.values.placewords import join_words, words_of

# Languages whose names of places in Latin letters are English ones: all words but the small ones in capitals.
_PLAIN = ("en", "ko", "ja", "zh")


@cache
def _capitals() -> frozenset[str]:
    """Give the capitals with which a word of a name may begin."""
    wide = (*range(0xC0, 0xDF), *range(0x100, 0x180), 0x1A0, 0x1AF, *range(0x400, 0x430), *range(0x1E00, 0x1F00))
    return frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ").union(c for c in map(chr, wide) if c.isupper())


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True) if w[0] < "\u2e80")


@cache
def _arabic() -> re.Pattern[str]:
    rooms = _either(words_of("place_word", "room", "ar").words | words_of("place_word", "weak", "ar").words)
    streets = _either(words_of("street", "word", "ar").words)
    return re.compile(
        rf"(?:{rooms})(?!\w)(?:\s(?!\d)\w+){{0,3}}(?:\s\d+)?(?:\s?،\s?(?:{streets})(?:\s\w+){{1,3}})?|(?:{streets})(?:\s\w+){{1,3}}"
    )


_Listed = dict[str, list[str]]


class _Words(NamedTuple):
    """Small words, and words for rooms, for streets and for "of", by their first letter, the longest first.

    A pattern of them all takes longer to compile than most posts to read.
    """

    joins: _Listed
    rooms: _Listed
    streets: _Listed
    of: _Listed


@cache
def _words(base: str) -> _Words:
    rooms = words_of("place_word", "room", base).words | words_of("place_word", "weak", base).words
    streets, of = (words_of(*kind, base).words for kind in (("street", "word"), ("place_join", "of")))
    small = str if base in _PLAIN else _small
    return _Words(_listed(join_words(base)), _listed(map(small, rooms)), _listed(map(small, streets)), _listed(of))


def _listed(words: Iterable[str]) -> _Listed:
    listed: _Listed = {}
    for word in sorted(words, key=len, reverse=True):
        if word[0] < "\u2e80":
            listed.setdefault(word[0], []).append(word)
    return listed


# Letters that have one capital between them.
_SAME: Final = str.maketrans("\u0131\u03c2", "i\u03c3")


@lru_cache(maxsize=64)
def _small(text: str) -> str:
    """Give the text in small letters, each in its place."""
    low = text.lower()
    return (low if len(low) == len(text) else "".join(c.lower()[0] for c in text)).translate(_SAME)


class _Line(NamedTuple):
    """A text in which a place is sought, and what rooms and streets are compared with: it in small letters.

    `plain`: names of places are written as in English, and in its capitals.
    """

    text: str
    low: str
    words: _Words
    plain: bool


@cache
def _gaps() -> tuple[re.Pattern[str], ...]:
    return re.compile(r"\s?[,(/]\s?"), re.compile(r"\s+"), re.compile(r"\s?\)\s?,?\s?")


def phrase_end(text: str, start: int, stop: int, base: str) -> int:
    """Give where the words of a place's name that begin at `start` end, 0 where none do.

    They are capitalised words, numbers and words for rooms and streets, joined by commas and small words.
    """
    if base == "ar":
        match = _arabic().match(text, start, stop)
        return match.end() if match else 0
    text, plain = text[:stop], base in _PLAIN
    line = _Line(text, text if plain else _small(text), _words(base), plain)
    end = further = 0 if text.startswith("(", start) else _word_end(line, start, 1)
    while further:
        end = further
        gaps = (gap.match(text, end) for gap in _gaps())
        further = next((e for gap in gaps if gap and (e := _word_end(line, gap.end(), 2))), 0)
    return end


def _word_end(line: _Line, at: int, small: int) -> int:
    """Give where a word of a name that stands behind at most `small` small words ends, 0 where there is none."""
    if small:
        for end in _before_space(line.text, at + line.text.startswith("(", at), line.words.joins):
            if found := _word_end(line, end, small - 1):
                return found
    if line.plain:
        return _name_end(line, at) or next(_ends(line.low, at, line.words.rooms), 0)
    return _room_end(line, at) or _street_end(line, at) or _name_end(line, at)


def _ends(text: str, at: int, listed: _Listed) -> Iterator[int]:
    """Give the ends of the words at `at` with which no longer word goes on."""
    ends = (at + len(word) for word in listed.get(text[at : at + 1], ()) if text.startswith(word, at))
    return (end for end in ends if not re.match(r"\w", text[end : end + 1]))


def _before_space(text: str, at: int, listed: _Listed) -> Iterator[int]:
    """Give where what follows the words at `at` and a space begins."""
    return (end + 1 for end in _ends(text, at, listed) if text[end : end + 1].isspace())


@cache
def _plain_name() -> re.Pattern[str]:
    return re.compile(r"[A-ZÀ-Þ\d](?:[\w'’.&-]*\w)?|[#@]\w+")


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"(?:[a-z]{1,5}['’])?(?P<first>\w)(?:[\w'’.&-]*\w)?|[#@]\w+")


def _name_end(line: _Line, at: int) -> int:
    """Give where a capitalised word or a number ends: `d'Arc`, `3B`, `@lab`."""
    match = (_plain_name() if line.plain else _name()).match(line.text, at)
    if match is None or not (line.plain or match["first"] is None or _opens_name(match["first"])):
        return 0
    return match.end()


def _opens_name(first: str) -> bool:
    return first in _capitals() or first.isdecimal()


def _room_end(line: _Line, at: int) -> int:
    """Give where a word for a room ends, or the word in small letters behind it: `sala konferencyjna`."""
    ends = list(_ends(line.low, at, line.words.rooms))
    for end in ends if line.words.of else ():
        if line.text[end : end + 1].isspace():
            for of in _before_space(line.text, end + 1, line.words.of):
                if lower := _lower_end(line, of):
                    return lower
    if not ends:
        return 0
    return (line.text[ends[0] : ends[0] + 1].isspace() and _lower_end(line, ends[0] + 1)) or ends[0]


def _lower_end(line: _Line, at: int) -> int:
    """Give where a word in small letters ends that is no small word."""
    match = _letters().match(line.text, at)
    if match is None or not _capitals().isdisjoint(match[0]) or any(_before_space(line.text, at, line.words.joins)):
        return 0
    return match.end()


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]{3,14}(?!\w)")


def _street_end(line: _Line, at: int) -> int:
    """Give where a word for a street ends that a name or a number follows."""
    for end in _ends(line.low, at, line.words.streets):
        after = end + line.text.startswith(".", end)
        if line.text[after : after + 1].isspace() and _begins_name(line, after + 1, 2):
            return after
    return 0


def _begins_name(line: _Line, at: int, small: int) -> bool:
    after = _before_space(line.text, at, line.words.joins) if small else ()
    return _opens_name(line.text[at : at + 1]) or any(_begins_name(line, end, small - 1) for end in after)


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(r"(?:\s(?P<first>[a-z]{3,14}))?\s(?P<second>[a-z]{3,14})\s(?P<room>[a-z]{3,14})(?![\w'’])")


def kind_end(text: str, start: int, end: int, stop: int, base: str) -> int:
    """Give where a name ends that goes on with the kind of its room: `Tarvik conference room`."""
    # Words in small letters only; nearly always something else follows.
    if base not in _PLAIN or not text[end + 1 : end + 2].islower() or not (more := _kind().match(text, end, stop)):
        return end
    plain = [w for w in more.group("first", "second") if w]
    room = words_of("place_word", "room", base).has(more["room"])
    if not room or any(
        lexicon.look("stopwords", w) or w in join_words(base) for w in (*plain, text[start:end].split()[-1])
    ):
        return end
    return more.end()
