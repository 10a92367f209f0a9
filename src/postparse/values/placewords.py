"""What makes a stretch of text a place: words of rooms and streets, codes of rooms, platforms."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from postparse import lexicon, phrases


class Words(NamedTuple):
    """Words of a kind, and endings that make a word one."""

    words: frozenset[str]
    endings: tuple[str, ...]
    phrases: tuple[str, ...] = ()

    def has(self, word: str) -> bool:
        return word in self.words or bool(self.endings and len(word) > 1 and word.endswith(self.endings))


@cache
def words_of(kind: str, key: str, base: str) -> Words:
    """Give the words of a language, of English, and of scripts that clash with neither."""
    found = lexicon.words(kind)
    own = {s for s, m in found.spoken(base, "en") if m.key == key}
    surfaces = [
        s
        for s in found.with_key(key)
        if s in own or s.lstrip("-")[0] > "\u2e80" or (base == "*" and len(s) > (5 if s[0] == "-" else 4))
    ]
    endings = tuple(s[1:] for s in surfaces if s.startswith("-"))
    several = tuple(s for s in surfaces if " " in s)
    return Words(frozenset(s for s in surfaces if not s.startswith("-")), endings, several)


@cache
def join_words(base: str) -> frozenset[str]:
    """Give the small words that stand within the name of a place."""
    return words_of("place_join", "word", base).words


def base_of(language: str | None) -> str:
    return (language or "en").partition("-")[0]


@cache
def word_pattern() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")


def east(text: str) -> bool:
    """Tell letters of kana, CJK or Hangul; a pattern of so large a range is slow to compile."""
    return not text.isascii() and max(text) >= "\u3040"


@cache
def code() -> re.Pattern[str]:
    """A building's capitals and a room's number: `WH 123`, `B-104`, `PH A18C`."""
    return re.compile(
        r"(?<![\w-])(?:(?:[A-Z](?:[a-z]?[A-Z]){0,3})[ -]?(?:[A-Z][ -]?)?\d{2,4}[A-Za-z]?|\d{3,4}[A-Z]{2,4})(?!\w)"
    )


def is_time(text: str) -> bool:
    """Say whether a code is a month with a number."""
    word = re.match(r"[^\W\d_]+", text)
    return word is not None and bool(lexicon.look("month", word[0]) or lexicon.look("weekday", word[0]))


@lru_cache(maxsize=1024)
def has_place_word(text: str, language: str | None = None, weak: bool = True) -> bool:
    """Say whether `text` names a room or a building by its words; `weak` words also name bodies (centre, club)."""
    base = base_of(language)
    strong, soft = words_of("place_word", "room", base), words_of("place_word", "weak", base)
    for match in word_pattern().finditer(text):
        word = lexicon.fold(match[0])
        if strong.has(word) or strong.has(word.removesuffix("s")) or (weak and soft.has(word)):
            return True
    return bool(strong.phrases) and holds_phrase(lexicon.fold(text), strong.phrases) is not None


def holds_phrase(folded: str, phrases: tuple[str, ...]) -> str | None:
    """Give the first of the phrases of several words that a folded text holds."""
    spaced = f" {' '.join(word_pattern().findall(folded))} "
    return next((p for p in phrases if f" {p} " in spaced), None)


def has_code(text: str) -> bool:
    """Say whether `text` holds the code of a room."""
    return any(not is_time(m[0]) and not re.search(r"\s(?:19|20)\d\d$", m[0]) for m in code().finditer(text))


def is_placelike(text: str, language: str | None = None, weak: bool = True) -> bool:
    """Say whether a short text can be a place by its words or by a room's code."""
    return has_place_word(text, language, weak) or has_code(text) or is_online(text)


def is_name(text: str, language: str | None = None) -> bool:
    """Say whether a text is written like a name: hardly a word of it that a sentence would have."""
    if east(text):
        return not re.search("[。.?!]$", text)
    base = base_of(language)
    small = join_words(base)
    rooms, streets = words_of("place_word", "room", base), words_of("street", "word", base)
    plain = [
        w
        for m in word_pattern().finditer(text)
        if (w := m[0])[0].islower()
        and len(w) > 2
        and w not in small
        and not (rooms.has(w) or streets.has(w) or is_online(w))
    ]
    return len(plain) <= 1


@lru_cache(maxsize=1024)
def online_span(text: str) -> tuple[int, int] | None:
    """Find a word for a platform or for taking part from afar; in an address (`@zoom.example`) it is none."""
    found = phrases.of("online", "word").finditer(text)
    span = next(((s, e) for s, e in found if text[s - 1 : s] not in ("@", ".") or s == 0), None)
    if span is None and east(text):
        # Letters of the east stand against the platform's name without a space.
        bare = "".join(c if c < "\u2e80" else " " for c in text)
        span = phrases.of("online", "word").search(bare)
    return span


def is_online(text: str) -> bool:
    """Say whether the text names a platform or a word for taking part from afar."""
    return online_span(text) is not None


@lru_cache(maxsize=1024)
def is_address(text: str, language: str | None = None, after_name: bool = False) -> bool:
    """Say whether a segment is a street address: a street word with a number or a name, or `5 Name`.

    `after_name`: a venue's name came before, so `Name 5` will do.
    """
    words = [lexicon.fold(m[0]) for m in word_pattern().finditer(text)]
    base = base_of(language)
    if not words or len(text) > 120 or any(m.language.startswith((base, "en")) for w in words for m in _months(w)):
        return False
    street = words_of("street", "word", base)
    number = any(w[0].isdigit() or w[-1].isdigit() for w in words)
    if east(text):
        parts = [lexicon.fold(re.sub(r"[\d-]+\S?$", "", w)) for w in text.split()]
        hits = sum(1 for w in parts if street.has(w))
        if not re.search("[\uac00-\ud7a3]", text):
            hits = sum(1 for e in street.endings if e[0] > "\u2e80" and e in text) + any(
                w in text for w in street.words if w[0] > "\u2e80"
            )
        return hits >= 2 or (hits >= 1 and number and not has_place_word(text.split()[-1], language))
    at = [w for w in words if w in street.words or (street.has(w) and (number or after_name))]
    room = has_place_word(text, language, weak=False)
    if number and not at:
        # A street in another country keeps its own word.
        foreign = words_of("street", "word", "*")
        at = [w for w in words if foreign.has(w)]
    if not at and not room and (at := _led(text, base, number)):
        return True
    if at and (number or len(words) > 1) and not (room and not number):
        cased = any(w[:1].isupper() or w[:1].isdigit() for w in text.split()) or text.upper() == text.lower()
        return cased and is_name(text, language)
    if _numbered().match(text) and not room and len(words) <= 5:
        return not (text.startswith(("19", "20")) and re.match(r"\d{4}\b", text)) and not code().match(text)
    if not after_name or room or not any(map(str.isdecimal, text[-3:])):
        return False
    return bool(re.match(r"[A-ZÀ-Þ][a-zà-ÿ]{4,}\s\d{1,4}[a-z]?$", text))


@cache
def _numbered() -> re.Pattern[str]:
    """A house's number and the name of its street: `12 Harbour`, `12 bis Harbour`."""
    twice = "|".join(lexicon.surfaces("street", "twice"))
    return re.compile(rf"\d{{1,5}}[a-z]?,?\s+(?:(?:{twice})\s)?[A-ZÀ-Þ]\w+")


def _months(word: str) -> tuple[lexicon.Meaning, ...]:
    return lexicon.look("month", word)


def _led(text: str, base: str, number: bool) -> list[str]:
    """Give the word that begins a street with its number behind (`Am Markt 12`, `C/ Molino 3`), if one does."""
    folded = lexicon.fold(text)
    signs = tuple(w for w in words_of("street", "word", base).words if not w[-1].isalnum())
    if signs and folded.startswith(signs):
        return [folded]
    lead = words_of("street", "lead", base).words if number else frozenset()
    led = any(folded.startswith(w + " ") for w in lead)
    return [folded] if led and re.search(r"\s\d{1,4}\s?[a-z]?$", folded) else []


def is_hint(text: str, language: str | None = None) -> bool:
    """Say whether words tell how to find a place (`near the station`), and are no address."""
    base, folded = base_of(language), lexicon.fold(text)
    if east(text):
        starts, ends, inner = (lexicon.surfaces("place_hint", key) for key in ("start", "end", "inner"))
        starts = frozenset(s for s in starts if s[0] > "\u2e80")
        inner = frozenset(s for s in inner if s[0] > "\u2e80")
        return folded.endswith(tuple(ends)) or folded.startswith(tuple(starts)) or any(s in folded for s in inner)
    starts, ends = (words_of("place_hint", key, base).words for key in ("start", "end"))
    return any(folded.startswith(w + " ") for w in starts) or any(folded.endswith(" " + w) for w in ends)


def is_fee(text: str, language: str | None = None) -> bool:
    """Say whether words tell what coming costs: an amount, or words such as `admission free`."""
    folded = lexicon.fold(text)
    if any(unicodedata.category(c) == "Sc" for c in folded) and any(c.isdigit() for c in folded):
        return True
    fees = words_of("place_not", "fee", base_of(language)).words
    if east(text):
        held = tuple(s for s in fees if s[0] > "\u2e80")
        return len(text) < 20 and (folded.startswith(held) or folded.endswith(held))
    if folded in words_of("place_not", "alone", base_of(language)).words:
        return True
    return len(text) < 50 and any(folded == s or folded.startswith(s + " ") for s in fees)
