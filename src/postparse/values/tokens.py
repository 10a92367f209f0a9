"""Tokens of time: their classes, and the words of a language that make them.

Each token has one class character. The grammar matches patterns over the string of these, so it is linear and
knows no language. Classes, with the key of `[time]` where there is one:

  n 1-2 digits   N two digits glued to a unit   Y year   H hhmm   x hmm   c 14:30   f 14.30   s 3/4
  g 3-part date  I ISO date   J with its time   # other number     M month   W weekday   O weekdays (Mondays)
  A half of the day   X noon, midnight   h hour   q hours   i minute   t days, nights   b half past
  y u j units of year, month, day (after the number)   a m p the same before it   r ordinal
  > until   < from   } until (after)   { from (after)   & and   @ at   o of   _ filler   e every, every other
  ® until or at   ¬ from or of   ± from or at   l this, next, last   R day relative   U month relative
  w hour as a word   V first, second, last   L of the month   F for so long
  z zone   E era   « » brackets   / separators   ? unknown word   ! other sign
"""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from postparse.lexicon import words

# What stands between the ends of a range.
RANGE = "->®{"

TIME_CLASSES = {
    "until": ">", "from": "<", "after_until": "}", "after_from": "{", "and": "&", "at": "@", "of": "o",
    "filler": "_", "filler_before": "_", "every": "e", "hour": "h", "hours": "q", "minute": "i", "days": "t",
    "year": "y", "month": "u", "day": "j", "half": "b", "ordinal": "r", "day_prefix": "p", "month_prefix": "m",
    "year_prefix": "a", "this": "l", "next": "l", "last": "l", "this_week": "l", "next_week": "l",
    "of_month": "L", "lasting": "F", "every_other": "e", "nights": "t",
}  # fmt: skip
_KINDS = {
    "month": "M", "weekday": "W", "weekly": "O", "relative_day": "R", "relative_evening": "R", "relative_month": "U",
    "zone": "z", "era": "E", "hour_word": "w", "nth": "V",
}  # fmt: skip
SIGNS = {
    "-": "-", ",": ",", ";": ",", "(": "«", ")": "»", "/": "/", "|": "/", "·": "/", "•": "/", ".": ".", ":": ":",
    "'": "'", "&": "&", "+": "&", "@": "@", "°": "r", "º": "r", "ª": "r",
}  # fmt: skip


class Token(NamedTuple):
    """A word, number or sign: its class, what it means, and where it stands."""

    kind: str
    value: object
    start: int
    end: int

    @property
    def number(self) -> int:
        """The value where it is a whole number, else 0."""
        return self.value if isinstance(self.value, int) else 0


class Vocabulary(NamedTuple):
    """The words of one language and of English, and how to find them.

    `meanings` by surface; `by_word` the surfaces that begin with a word, longest first; `by_letter`
    the same by letter, for scripts that set no spaces.
    """

    meanings: dict[str, tuple[tuple[str, object], ...]]
    by_word: dict[str, tuple[str, ...]]
    by_letter: dict[str, tuple[str, ...]]
    base: str


@cache
def _widths() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    for target, signs in {
        "-": "‐‑‒–—―−~〜～∼➔→", "'": "’‘ʼ´`", ",": "、，،", ".": "。．", "(": "（［【〔[", ")": "）］】〕]",
        "/": "／｜│・‧\u318d\u2219\u22c5", ":": "：∶", " ": "\u3000\u00a0\u202f\u2009\t\n\r",
        "e": "ᵉ", "r": "ʳ", "s": "ˢ", "t": "ᵗ", "n": "ⁿ", "d": "ᵈ", "h": "ʰ",
    }.items():  # fmt: skip
        table.update(dict.fromkeys(map(ord, signs), target))
    return table


def narrow(text: str) -> str:
    """Fold width, dashes, brackets and case, one character to one."""
    folded = text.translate(_widths())
    lower = folded.lower()
    if text.isascii():
        return lower
    if len(lower) != len(folded):
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in folded)
    return lower.replace("ς", "σ")  # the last sigma of a word, as `fold` has it


# First and last letter of a script, the language whose words serve it, the languages that have it.
_SCRIPTS = (
    ("\uac00", "\ud7a3", "ko", ("ko",)),
    ("\u3041", "\u30fa", "ja", ("ja",)),
    ("\u4e00", "\u9fff", "zh", ("zh", "ja", "ko")),
    ("\u0400", "\u04ff", "ru", ("ru", "uk", "bg", "sr")),
    ("\u0600", "\u06ff", "ar", ("ar", "fa", "ur")),
)


def language_of(text: str, language: str | None) -> str:
    """Give the base language whose words serve: the post's, unless the script says otherwise."""
    base = (language or "").partition("-")[0] or "en"
    if text.isascii() or max(text) < "\u0400":
        return base
    letters = sorted(set(text))
    for first, last, tongue, users in _SCRIPTS:
        if base not in users:
            at = bisect_left(letters, first)
            if at < len(letters) and letters[at] <= last:
                return tongue
    return base


def _meaning(kind: str, key: str) -> tuple[str, object]:
    if kind == "time":
        return TIME_CLASSES.get(key, "?"), key
    if kind == "dayperiod":
        return ("X", key) if key in ("noon", "midnight") else ("A", key)
    if kind == "relative_evening":
        return "R", ("evening", int(key))
    return _KINDS[kind], key if kind == "zone" else int(key)


def _undotted(surface: str) -> str:
    """Drop dots and spaces of initials: "a. m" is "am"."""
    bare = surface.replace(".", "").replace(" ", "").replace("\u00a0", "")
    return bare if "." in surface and all(len(w) == 1 for w in surface.replace(".", " ").split()) else surface


@cache
def vocabulary(base: str) -> Vocabulary:
    """Give the time words of a base language ("en", "zh"), English ones where it has none of its own."""
    own: dict[str, list[tuple[str, object]]] = {}
    english: dict[str, list[tuple[str, object]]] = {}
    for kind in ("time", "dayperiod", *_KINDS):
        for surface, meaning in words(kind).spoken(base, "en"):
            table = own if meaning.language.partition("-")[0] == base else english
            entry = table.setdefault(_undotted(surface).rstrip("."), [])
            if (made := _meaning(kind, meaning.key)) not in entry:
                entry.append(made)
    meanings = {s: tuple(m) for s, m in (english | own).items()}
    meanings |= {s[1:]: m for s, m in meanings.items() if s[0] == "'"}
    by_word: dict[str, list[str]] = {}
    by_letter: dict[str, list[str]] = {}
    for surface in sorted(meanings, key=len, reverse=True):
        if surface[0] > "\u2e80":
            by_letter.setdefault(surface[0], []).append(surface)
        elif (first := re.match(r"'?([^\W\d_]+)", surface)) is not None:
            by_word.setdefault(first[1], []).append(surface.removeprefix("'"))
    frozen = {k: tuple(v) for k, v in by_word.items()}, {k: tuple(v) for k, v in by_letter.items()}
    return Vocabulary(meanings, *frozen, base)
