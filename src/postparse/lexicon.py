"""What words mean: the one module that opens `data/`.

`data/lang/<bcp47>.toml` holds what people write, a table a kind, in it a key with its surfaces.
`scripts/lexicon.py` folds all languages and the CLDR calendar words into `data/lexicon.json`, a line a kind:
kind -> folded surfaces, and what each means. A Korean post with an English byline is read too;
the post's language only breaks ties.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_DATA = Path(__file__).parent / "data"
_FIRST = 0x100  # the letter of a kind's first meaning


class Meaning(NamedTuple):
    """What a surface form means in one language."""

    key: str
    language: str


_QUOTES = str.maketrans("’‘ʼ´`＆：", "'''''&:")


@lru_cache(maxsize=2048)  # the rules ask four times for each string of a post
def fold(surface: str) -> str:
    """Give the form under which a word is looked up: width, case, quotes and spacing folded.

    Spaces inside short words of Chinese, Japanese or Korean letters are dropped (`일 시` is `일시`).
    Not for text whose offsets matter: lengths may change.
    """
    return _folded(surface) if len(surface) <= _LONGEST_KNOWN else _folded.__wrapped__(surface)


# The rules of many fields ask for the same lines of a post.
_LONGEST_KNOWN = 200


@lru_cache(maxsize=2048)
def _folded(surface: str) -> str:
    if surface.isascii():
        return " ".join(surface.replace("`", "'").lower().split())
    cased = unicodedata.normalize("NFKC", surface).translate(_QUOTES).casefold()
    words = unicodedata.normalize("NFC", cased).split()  # casefold takes `ΐ` apart
    if len(words) > 1 and all(len(w) == 1 and ord(w) > 0x2E80 for w in words):
        return "".join(words)
    return " ".join(words)


class Vocabulary(Mapping[str, tuple[Meaning, ...]]):
    """All surfaces of a kind, folded, with their meanings; a meaning is unpacked when it is asked for.

    Each surface has a letter that stands for what it means: the one at that place, from `_FIRST` on, in `packed`.
    """

    __slots__ = ("_coded", "_known", "_packed", "letter")

    def __init__(self, surfaces: list[str], letters: str, packed: list[str]) -> None:
        self._coded = dict(zip(surfaces, letters, strict=True))
        self._packed = packed
        self.letter = self._coded.get  # what stands for the meanings of a surface; equal letters mean the same
        self._known: dict[str, tuple[Meaning, ...]] = {}

    def _meanings(self, letter: str) -> tuple[Meaning, ...]:
        known = self._known.get(letter)
        if known is None:
            known = self._known[letter] = tuple(
                Meaning(key, language)
                for key, *languages in map(str.split, self._packed[ord(letter) - _FIRST][1:].split(";"))
                for language in languages
            )
        return known

    def _letters(self, marks: tuple[str, ...]) -> frozenset[str]:
        """Give the letters of meanings in which one of `marks` stands."""
        held = enumerate(self._packed, _FIRST)
        return frozenset([chr(at) for at, packed in held for mark in marks if mark in packed])

    def __getitem__(self, surface: str) -> tuple[Meaning, ...]:
        return self._meanings(self._coded[surface])

    def get(self, surface: str, default: tuple[Meaning, ...] = ()) -> tuple[Meaning, ...]:  # type: ignore[override]
        """Give the meanings of a folded surface, none for an unknown one."""
        letter = self._coded.get(surface)
        return default if letter is None else self._meanings(letter)

    def __contains__(self, surface: object) -> bool:
        return surface in self._coded

    def __iter__(self) -> Iterator[str]:
        return iter(self._coded)

    def __len__(self) -> int:
        return len(self._coded)

    def spoken(self, *languages: str) -> Iterator[tuple[str, Meaning]]:
        """Give surfaces with what they mean in one of `languages`; "zh" stands for zh-Hans and zh-Hant too."""
        held = self._letters(tuple(f" {language}" for language in languages))
        told = {letter: self._told_in(letter, languages) for letter in held}
        for surface, letter in self._coded.items():
            if letter in told:
                for meaning in told[letter]:
                    yield surface, meaning

    def _told_in(self, letter: str, languages: tuple[str, ...]) -> list[Meaning]:
        found = self._meanings(letter)
        return [m for m in found if m.language in languages or m.language.partition("-")[0] in languages]

    def told(self) -> tuple[frozenset[str], frozenset[str]]:
        """Give all keys and all languages of the kind."""
        words = " ".join(self._packed).replace(";", " ;").split()
        keys = frozenset(w[1:] for w in words if w[0] == ";")
        return keys, frozenset(words) - frozenset(";" + k for k in keys)

    def with_key(self, *keys: str) -> list[str]:
        """Give the surfaces that can mean one of `keys`."""
        held = self._letters(tuple(f";{key} " for key in keys))
        return [surface for surface, letter in self._coded.items() if letter in held]


@cache
def _lines() -> dict[str, bytes]:
    """Give each kind's line of the index, unread: the file has one a line, and few runs need all of them."""
    lines = _DATA.joinpath("lexicon.json").read_bytes()[1:-2].split(b"\n")
    return {line[1 : line.index(b'"', 1)].decode(): line for line in lines}


@cache
def words(kind: str) -> Vocabulary:
    """Give all surfaces of a kind (`label`, `month`, `honorific` ...), folded; empty if there is no such kind."""
    line = _lines().get(kind)
    if line is None:
        return Vocabulary([], "", [])
    # Nothing in the three strings is escaped (see scripts/lexicon.py), so they need no reading as JSON.
    surfaces, letters, packed = line.decode().split('["', 1)[1].rstrip('],"').split('","')
    return Vocabulary(surfaces.split("|"), letters, packed.split("|"))


def look(kind: str, surface: str, language: str | None = None) -> tuple[Meaning, ...]:
    """Give what `surface` means as a `kind`, the meanings in `language` first.

    A surface that a language keeps for its own posts (table `[own]`: `mit`, `data`) has that meaning in no other.
    """
    folded = fold(surface)
    found = words(kind).get(folded, ())
    if not found:
        return found
    tongue = language.split("-")[0] if language else None
    if kept := words("own").get(folded):
        foreign = {m.language for m in kept if m.key == kind and m.language.split("-")[0] != tongue}
        found = tuple(m for m in found if m.language not in foreign)
    if len(found) < 2 or tongue is None:
        return found
    return tuple(sorted(found, key=lambda m: m.language.split("-")[0] != tongue))


@cache
def surfaces(kind: str, key: str, language: str | None = None) -> frozenset[str]:
    """Give the folded surfaces of one key of a kind, in one language or in all."""
    known = words(kind)
    if language is None:
        return frozenset(known.with_key(key))
    return frozenset(s for s in known.with_key(key) if (key, language) in known[s])
