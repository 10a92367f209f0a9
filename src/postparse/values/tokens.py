"""Text to tokens of time: each word looked up in the lexicon, each token one class character.

The grammar in `when` matches patterns over the string of class characters, so it is linear and knows
no language. Classes, with the key of `[time]` where there is one:

  n 1-2 digits   N two digits glued to a unit   Y year   H hhmm   x hmm   c 14:30   f 14.30   s 3/4
  g 3-part date  I ISO date   J with its time   # other number     M month   W weekday   O weekdays (Mondays)
  A half of the day   X noon, midnight   h hour   q hours   i minute   t days   b half past
  y u j units of year, month, day (after the number)   a m p the same before it   r ordinal
  > until   < from   } until (after)   { from (after)   & and   @ at   o of   _ filler   e every
  ® until or at   ¬ from or of   ± from or at   l this, next, last   R day relative   U month relative
  w hour as a word   V first, second, last   L of the month   F for so long
  z zone   E era   « » brackets   / separators   ? unknown word   ! other sign
"""

import re
from functools import cache
from typing import NamedTuple

from postparse.lexicon import words
from postparse.values import zones

TIME_CLASSES = {
    "until": ">", "from": "<", "after_until": "}", "after_from": "{", "and": "&", "at": "@", "of": "o",
    "filler": "_", "every": "e", "hour": "h", "hours": "q", "minute": "i", "days": "t", "year": "y",
    "month": "u", "day": "j", "half": "b", "ordinal": "r", "day_prefix": "p", "month_prefix": "m",
    "year_prefix": "a", "this": "l", "next": "l", "last": "l", "this_week": "l", "next_week": "l",
    "of_month": "L", "lasting": "F",
}  # fmt: skip
_KINDS = {
    "month": "M", "weekday": "W", "weekly": "O", "relative_day": "R", "relative_evening": "R", "relative_month": "U",
    "zone": "z", "era": "E", "hour_word": "w", "nth": "V",
}  # fmt: skip
# Two meanings in one language that the grammar need not tell apart before it sees the place.
_COMPOSITE = {
    frozenset(">@"): "®", frozenset(">_"): "®", frozenset(">@_"): "®", frozenset("@_"): "@",
    frozenset("<o"): "¬", frozenset("<@"): "±", frozenset("o_"): "o", frozenset("<_"): "<", frozenset("&_"): "&",
}  # fmt: skip
_SIGNS = {
    "-": "-", ",": ",", ";": ",", "(": "«", ")": "»", "/": "/", "|": "/", "·": "/", "•": "/", ".": ".", ":": ":",
    "'": "'", "&": "&", "+": "&", "@": "@", "°": "r", "º": "r", "ª": "r",
}  # fmt: skip
_CURRENCY = "$€£¥₩#№§"
# The same after the number; never empty at the end of a text.
_AFTER = tuple("€₽₫₺₴₹")
# A dot belongs to a word longer than this.
_LEAST = {"A": 2, "@": 0}


class Token(NamedTuple):
    """A word, number or sign: its class, what it means, and where it stands."""

    kind: str
    value: object
    start: int
    end: int


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
    if len(lower) != len(folded):
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in folded)
    return lower


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
    if text.isascii():
        return base
    # Of a Latin text that leaves a quote and a dash or two.
    far = [c for c in set(text) if c > "\u03ff"]
    for first, last, tongue, users in _SCRIPTS if far else ():
        if base not in users and any(first <= c <= last for c in far):
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


# Classes that make no strict time, by themselves or with numbers alone.
_IDLE = frozenset("&_o<¬>}{eEzFtiryapNnYVlL@®?")


@cache
def _telling(base: str) -> dict[str, tuple[str, ...]]:
    """Give the phrases of which a strict time can be made, by their first word."""
    known = vocabulary(base)
    held = {s: {kind for kind, _ in found} for s, found in known.meanings.items()}
    telling = {s for s, kinds in held.items() if not _IDLE.issuperset(kinds) or kinds.issuperset("<@")}
    made = {word: tuple(s for s in surfaces if s in telling) for word, surfaces in known.by_word.items()}
    return {word: surfaces for word, surfaces in made.items() if surfaces}


@cache
def _leading(base: str) -> frozenset[str]:
    """Give the words right before a bare number that make it a time: `at`, `um`, the last of `a las`."""
    known = vocabulary(base).meanings.items()
    return frozenset(surface.split()[-1].strip("'.") for surface, found in known if "@" in [kind for kind, _ in found])


@cache
def _signed() -> re.Pattern[str]:
    """Figures joined by a sign, two of three or four digits, initials (`p.m.`), the word before a figure."""
    return re.compile(
        r"\d\s?[.:/-]\s?\d|@\s?\d|(?<!\d)\d{3,4}(?!\d)(?=\D.{0,60}?(?<!\d)\d{3,4}(?!\d))"
        r"|[^\W\d_]\.\s?[^\W\d_](?![^\W_])",
        re.DOTALL,
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")


@cache
def _led() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?=[\s'.]{0,2}\d)")


def is_vain(text: str, language: str | None = None) -> bool:
    """Tell a text of which no strict time can be read, at a tenth of the time that `tokenize` takes."""
    folded = narrow(text)
    if not folded.isascii() and max(folded) > "\u3004":
        return False
    if _signed().search(folded):
        return False
    base = language_of(text, language)
    telling = _telling(base)
    for word in telling.keys() & _words().findall(folded):
        if any(surface in folded for surface in telling[word]):
            return False
    return _leading(base).isdisjoint(_led().findall(folded))


# What only texts with letters of CJK, kana or Hangul need: their large ranges are slow to compile.
_EASTERN = r"""
        | (?P<cjk>[\u3005\u3007\u3041-\u30fa\u3400-\u9fff]+)
        | (?P<hangul>[\uac00-\ud7a3]+)
"""


@cache
def _numeral() -> re.Pattern[str]:
    """A number in Han numerals that is one of a time."""
    return re.compile(
        r"""[〇零一二三四五六七八九十百]{1,6}(?=[年月日号號])|(?<!\d)元(?=年)
        |(?:(?<=[午晚晨間间])|(?<=[晚早]上)|(?<=[点點時时半][至到]))[一二三四五六七八九十两兩]{1,3}(?=[点點時时])
        |(?<![三四五六七八九])[一二]?十[一二三四五六七八九]?(?=[時时])
        |(?<=[点點時时])[一二三四五六七八九十]{1,3}(?=分)
        |[一二三四五六七八九十两兩]{1,2}(?=[个個]?半?小[时時])""",
        re.VERBOSE,
    )


@cache
def _lexer(eastern: bool) -> re.Pattern[str]:
    return re.compile(
        r"""
          (?P<space>\s++)
        | (?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?:t\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?![\d-]))
        | (?P<ymd>(?<![\d.])(?:19|20|21)\d\d\s?(?P<sep1>[./-])\s?\d{1,2}\s?(?P=sep1)\s?\d{1,2}(?!\d)\.?)
        | (?P<roc>(?<![\d./-])1[0-2]\d(?P<sep4>[./-])\d{1,2}(?P=sep4)\d{1,2}(?![\d./-]))
        | (?P<dmy>(?:(?<![\d./-])|(?<=-)(?=\d\d?[./]))\d{1,2}\s?(?P<sep2>[./-])\s?\d{1,2}\s?(?P=sep2)\s?
            (?:(?:19|20)\d\d|'?\d\d|(?<=\.)\d|(?<=\.\s)\d)
            (?![\d:]|-(?!\d\d?[./])|\.\d)\.?)
        | (?P<zone>(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::?\d\d)?(?!\d)|(?<=:\d\d:\d\d\s)[+-][01]\d[0-5]\d(?!\d))
        | (?P<clock>(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
        | (?P<slash>(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]))
        | (?P<dot>(?<![\d.])\d{1,2}\.(?:\s?\d{1,2}(?:\.(?!\d)|(?=\s\([^\W\d]\)))|\d{1,2}(?![\d]|\.\d)))
        | (?P<num>\d+)
        """
        + (_EASTERN if eastern else "")
        + r"""
        | (?P<abbr>(?<![^\W_])[^\W\d_]\.\s?[^\W\d_](?![^\W_])\.?(?:[^\W\d_]\.)*)
        | (?P<word>"""
        + (r"(?:(?![\u3005-\u9fff\uac00-\ud7a3])[^\W\d_])+" if eastern else r"[^\W\d_]+")
        + r""")
        | (?P<sign>.)
        """,
        re.VERBOSE | re.DOTALL,
    )


def _priced(folded: str, start: int, end: int) -> bool:
    """Say whether a sign of money, or of number, stands at the digits: `$12.50`, `12.50 €`."""
    before, after = folded[max(start - 2, 0) : start].strip(), folded[end : end + 2].strip()
    return (before[-1:] or " ") in _CURRENCY or (after[:1] or " ") in _CURRENCY[:5]


def _year(digits: str) -> int:
    """Give the year of two digits: 70 to 99 are of the last century."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number >= 70 else 2000)


_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1, "两": 2, "兩": 2}
_POWERS = {"十": 10, "百": 100}


def _han(text: str) -> int:
    if not any(c in _POWERS for c in text):
        return int("".join(str(_HAN[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _POWERS:
            total, digit = total + (1 if digit is None else digit) * _POWERS[c], None
        else:
            digit = _HAN[c]
    return total + (digit or 0)


def _number(match: re.Match[str], folded: str, tokens: list[Token]) -> Token:
    """Classify a run of digits by its length and what it touches."""
    digits, start, end = match[0], match.start(), match.end()
    before, after = folded[start - 1 : start], folded[end : end + 1]
    glued = bool(tokens) and tokens[-1].end == start
    kind = "#"
    if (
        after == "%"
        or folded[end : end + 2].lstrip()[:1] in _AFTER
        or (before and before in _CURRENCY)
        or (before.isalpha() and before < "\u2e80" and not glued)
    ):
        return Token("#", int(digits[:9]), start, end)
    joins = "h@piymajAMWl_<¬±®>oE" if before.isascii() else "h@piymajAMWl_<¬±®>oE&"
    if glued and before.isalpha() and tokens[-1].kind not in joins and before < "\u2e80":
        return Token("#", int(digits[:9]), start, end)
    if len(digits) <= 2:
        kind = "N" if len(digits) == 2 and _minutes_follow(tokens, start) else "n"
    elif len(digits) == 4 and 1900 <= int(digits) < 2160:
        kind = "Y"
    elif len(digits) == 4 and int(digits[:2]) < 25 and int(digits[2:]) < 60:
        kind = "H"
    elif len(digits) == 3 and int(digits[0]) > 0 and int(digits[1:]) < 60:
        kind = "x"
    return Token(kind, int(digits[:9]), start, end)


def _minutes_follow(tokens: list[Token], start: int) -> bool:
    """Say whether two digits at `start` are minutes: glued to the unit (`18h30`), or set apart like it (`18 h 30`)."""
    if len(tokens) < 2 or tokens[-1].kind != "h":
        return False
    unit, number = tokens[-1], tokens[-2]
    spaced = unit.end - unit.start == 1 and start - unit.end == 1 == unit.start - number.end
    return unit.end == start or (spaced and number.kind == "n")


def _numeric(match: re.Match[str], kind: str) -> Token:
    """Make the token of a date or time written in digits and signs."""
    text, start, end = match[0], match.start(), match.end()
    if kind == "iso":
        return Token("J" if "t" in text else "I", text, start, end)
    parts = [int(p) for p in re.findall(r"\d+", text)]
    if kind == "clock":
        good = parts[0] <= 24 and parts[1] < 60
        # A leading zero is a clock of 24 hours.
        return Token("c" if good else "#", (*parts[:3], text[0] == "0"), start, end)
    if kind == "ymd":
        return Token("g" if _valid(parts[1], parts[2]) else "#", (parts[0], parts[1], parts[2], "ymd"), start, end)
    if kind == "dmy":
        # Two digits first may be the year: 21-02-03, 24.5.3 in posts that put it first; settled by the context.
        year = re.findall(r"\d+", text)[-1]
        return Token("g", (parts[0], parts[1], year, "open"), start, end)
    if kind == "slash":
        return Token("s", (parts[0], parts[1], "/"), start, end)
    if not text.endswith(".") and re.fullmatch(r"\d{1,2}\.\d\d", text):
        return Token("f", (parts[0], parts[1]), start, end)
    return Token("s", (parts[0], parts[1]), start, end)


def _republic(text: str, start: int, end: int, base: str) -> Token:
    """Read a year of three digits before month and day, in Chinese a year of the Republic."""
    year, month, day = (int(p) for p in re.findall(r"\d+", text))
    fits = base == "zh" and _valid(month, day)
    return Token("g" if fits else "#", (year + 1911, month, day, "ymd") if fits else year, start, end)


def _valid(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _pick(found: tuple[tuple[str, object], ...], tokens: list[Token], glued: bool) -> tuple[str, object]:
    """Choose among meanings that one word has in one language."""
    found = tuple(f for f in found if glued or f[0] != "r") or (("?", None),)
    if glued and tokens and tokens[-1].kind in "nY":
        for meaning in found:
            # The letter of a year after four digits may be that of a half of the day after two.
            if meaning[0] in "rhyuji" and (meaning[0] != "y" or tokens[-1].kind == "Y" or len(found) == 1):
                return meaning
    if len(found) == 1:
        return found[0]
    kinds = frozenset(f[0] for f in found)
    if kinds == {"A", "y"}:
        return next(f for f in found if f[0] == "A")
    before = tokens[-1].kind if tokens else ""
    if kinds == {"M", "W"}:
        wanted = "M" if before in ("n", "r", "o", "¬", "-", "s") else "W"
        return next(f for f in found if f[0] == wanted)
    if {"A", "R"} <= kinds:
        wanted = "A" if before in ("n", "c", "h", "f", "N", "R", "W", "b", "o", "¬") else "R"
        return next(f for f in found if f[0] == wanted)
    if {"A"} == kinds:
        # "du matin" is night and morning: what the clock says of either is the same but for twelve.
        return next((f for f in found if str(f[1]).startswith(("am", "morning", "pm"))), found[0])
    if kinds in _COMPOSITE:
        return _COMPOSITE[kinds], None
    return found[0]


class _Scanner(NamedTuple):
    text: str
    folded: str
    vocabulary: Vocabulary
    tokens: list[Token]

    def word(self, start: int, end: int) -> int:
        """Read the longest known phrase at `start`, else the word; give where it ends."""
        folded, tokens = self.folded, self.tokens
        glued = bool(tokens) and tokens[-1].end == start
        if (sign := _SIGNS.get(folded[start:end])) is not None:
            tokens.append(Token(sign, folded[start:end], start, end))
            return end
        for surface in self.vocabulary.by_word.get(folded[start:end], ()):
            stop = start + len(surface)
            if folded.startswith(surface, start) and not folded[stop : stop + 1].isalpha():
                found = self.vocabulary.meanings[surface]
                if (
                    found[0][0] == "z"
                    and len(surface) < 5
                    and surface.isascii()
                    and not self.text[start:stop].isupper()
                ):
                    continue
                kind, value = _pick(found, tokens, glued)
                if kind in "MWAhizt_@o<" and _LEAST.get(kind, 1) < len(surface.split(" ")[-1]) < 6:
                    stop += folded[stop : stop + 1] == "."
                if kind in "hA" and tokens and tokens[-1].kind in "'g":
                    start = self._unjoin(kind, start)
                tokens.append(Token(kind, value, start, stop))
                return stop
        tokens.append(Token("?", None, start, end))
        return end

    def _unjoin(self, kind: str, start: int) -> int:
        """Part `10.5. 19 Uhr` into day and hour, take the quote of `'s avonds`; give where the word begins."""
        last = self.tokens.pop()
        if last.kind == "'" and kind == "A" and last.end == start:
            return last.start
        day, space, number = self.folded[last.start : last.end].rpartition(" ")
        if last.kind == "g" and space and isinstance(last.value, tuple) and day.endswith(".") and number.isdigit():
            cut = last.end - len(number)
            self.tokens.append(Token("s", last.value[:2], last.start, cut - 1))
            self.tokens.append(Token("n", int(number), cut, last.end))
        else:
            self.tokens.append(last)
        return start

    def suffix(self, start: int, end: int) -> int:
        """Read a case ending set off from a number by an apostrophe; give where it ends, 0 where it is none."""
        tokens = self.tokens
        if not (tokens and tokens[-1].end == start and tokens[-1].kind in "nHYcfsg"):
            return 0
        word = re.compile(r"[^\W\d_]{1,4}+").match(self.folded, end)
        found = self.vocabulary.meanings.get(f"'{word[0]}") if word else None
        if not found or word is None:
            return 0
        tokens.append(Token(*_pick(found, tokens, True), start, word.end()))
        return word.end()

    def numbered(self, start: int, end: int) -> int:
        """Read a run of letters that may hold numbers written in numerals; give where it ends."""
        while start < end:
            numeral = _numeral().search(self.folded, start, end)
            cut = numeral.start() if numeral else end
            if cut > start:
                start = self.run(start, cut, False)
            elif numeral:
                value, start = _han(numeral[0]), numeral.end()
                self.tokens.append(Token("Y" if value > 1000 else "n", value, cut, start))
        return start

    def run(self, start: int, end: int, spaced: bool) -> int:
        """Read a run of letters of a script without spaces, or with particles (`spaced`)."""
        folded, tokens, table = self.folded, self.tokens, self.vocabulary
        mark, at = len(tokens), start
        digit_before = bool(tokens) and tokens[-1].end == start and tokens[-1].kind in "nNYHxcfsg"
        while at < end:
            for surface in table.by_letter.get(folded[at], ()):
                stop = at + len(surface)
                found = table.meanings[surface]
                if not folded.startswith(surface, at) or (stop > end and surface.isalpha()):
                    continue
                if (found := self._fitting(found, at, stop, surface)) and not (
                    spaced and stop > end and folded[stop : stop + 1].isalpha()
                ):
                    kind, value = _pick(found, tokens, glued=True)
                    tokens.append(Token(kind, value, at, stop))
                    break
            else:
                if spaced:
                    # A word with an unknown rest is another word, unless a number carries its unit.
                    if not (digit_before and len(tokens) > mark):
                        del tokens[mark:]
                        at = start
                    tokens.append(Token("?", None, at, end))
                    return end
                tokens.append(Token("?", None, at, at + 1))
                stop = at + 1
            at = stop
        return at

    def _fitting(
        self, found: tuple[tuple[str, object], ...], start: int, stop: int, surface: str
    ) -> tuple[tuple[str, object], ...]:
        """Drop meanings that the neighbours forbid: units follow numbers, one-letter weekdays stand in brackets."""
        before = self.tokens[-1] if self.tokens else None
        touching = before is not None and before.end == start
        after_number = touching and before is not None and before.kind in "nNYHxcb"
        if touching and [t.kind for t in self.tokens[-3:]] == ["R", "n", "»"]:
            after_number = True
        if before is not None and before.kind in "nNY" and self.text[before.end : start].isspace():
            after_number = self._set_apart(stop, {kind for kind, _ in found})
        kept = []
        for kind, value in found:
            if kind in "yujhi" and len(surface) == 1 and not after_number:
                continue
            if kind == "W" and len(surface) == 1 and not self._bracketed(start, stop):
                continue
            kept.append((kind, value))
        units = [k for k in kept if k[0] in "yujhi"]
        return tuple(units or kept) if after_number else tuple(kept)

    def _set_apart(self, stop: int, kinds: set[str]) -> bool:
        """Say whether a unit set apart from its number is one, by the unit above it: `2023 年 5 月 12 日`."""
        number, above = self.tokens[-1].kind, self.tokens[-2].kind if len(self.tokens) > 1 else ""
        if number == "Y":
            return "y" in kinds
        if number not in "nN":
            return False
        if above in ("u", "A"):
            return {"u": "j", "A": "h"}[above] in kinds
        return "u" in kinds and not self.folded[stop : stop + 1].isalpha()

    def _bracketed(self, start: int, stop: int) -> bool:
        before = self.folded[start - 1 : start]
        after = self.folded[stop : stop + 1]
        last = self.tokens[-1] if self.tokens else None
        # One letter is no "every" or "this" before another: both begin other words.
        if (
            last is not None
            and last.kind in "el"
            and last.end - last.start > 1
            and start <= last.end + (last.kind == "e")
        ):
            return True
        if last is not None and last.kind in ",/&" and self._among_weekdays():
            return True
        if before == "(" and self.folded[stop + 1 : stop + 2] == ")":
            # A holiday's letter may follow.
            return any(kind == "_" for kind, _ in self.vocabulary.meanings.get(after, ()))
        opened = before in ("(", "/", ",", "-") or (last is not None and last.kind == "W" and last.end == start)
        return opened and after in (")", "/", ",", "-", " ", "")

    def _among_weekdays(self) -> bool:
        """Say whether the last token parts weekdays that come back: `every Tue, Thu`."""
        kinds = "".join(t.kind for t in self.tokens[-6:])
        return re.search("e_?W(?:[,/&]W)*[,/&]$", kinds) is not None


def _within_date(tokens: list[Token]) -> bool:
    """Say whether the last token is a dash after a date with its year first."""
    at = len(tokens) - 1
    if at < 1 or tokens[at].kind != "-":
        return False
    date = tokens[at - 4 if tokens[at - 1].kind == "»" else at - 1]
    return date.kind == "g" and isinstance(date.value, tuple) and date.value[-1] == "ymd"


def tokenize(text: str, language: str | None = None) -> list[Token]:
    """Give the tokens of `text`; their offsets are those of `text`."""
    folded = narrow(text)
    scanner = _Scanner(text, folded, vocabulary(language_of(text, language)), [])
    eastern = not text.isascii() and max(folded) > "\u3004"
    tokens, match_at, at = scanner.tokens, _lexer(eastern).match, 0
    while at < len(folded):
        match = match_at(folded, at)
        if match is None:
            break
        kind, start, end = match.lastgroup or "sign", at, match.end()
        at = end
        if kind == "word":
            at = scanner.word(start, end)
        elif kind == "num":
            tokens.append(_number(match, folded, tokens))
        elif kind == "cjk":
            at = scanner.numbered(start, end)
        elif kind == "hangul":
            at = scanner.run(start, end, True)
        elif kind == "abbr":
            at = _initials(scanner, start, end)
        elif kind == "zone":
            tokens.append(Token("z", match[0], start, end))
        elif kind == "sign":
            sign = _SIGNS.get(match[0], "!")
            if sign == "»":
                _placed(scanner)
            if sign == "-" and tokens and tokens[-1].kind == "-" and tokens[-1].end == start:
                tokens[-1] = tokens[-1]._replace(end=end)
            elif sign != "'" or not (at := scanner.suffix(start, end)):
                at = end
                tokens.append(Token(sign, match[0], start, end))
        elif kind == "roc":
            tokens.append(_republic(match[0], start, end, scanner.vocabulary.base))
        elif kind != "space" and _priced(folded, start, end):
            tokens.append(Token("#", None, start, end))
        elif kind != "space":
            made = _numeric(match, kind if kind in ("iso", "ymd", "dmy", "clock", "slash") else "dot")
            if made.kind == "f" and isinstance(made.value, tuple) and _within_date(tokens) and _valid(*made.value):
                made = made._replace(kind="s")
            tokens.append(made)
    return tokens


def _placed(scanner: _Scanner) -> None:
    """Make a zone of a place in brackets after a clock time: `19h (Lisboa)`."""
    tokens, at = scanner.tokens, len(scanner.tokens)
    while at > 0 and tokens[at - 1].kind == "?" and len(tokens) - at < 3:
        at -= 1
    if at < 2 or at == len(tokens) or tokens[at - 1].kind != "«" or tokens[at - 2].kind not in "chfANX":
        return
    start, end = tokens[at].start, tokens[-1].end
    if scanner.text[start].isupper() and (zone := zones.named(scanner.text[start:end])):
        tokens[at:] = [Token("z", zone, start, end)]


def _initials(scanner: _Scanner, start: int, end: int) -> int:
    """Read initials such as `p.m.` as the word without dots; give where they end."""
    bare = scanner.folded[start:end].replace(".", "").replace(" ", "")
    found = scanner.vocabulary.meanings.get(bare)
    if found is None or (found[0][0] == "z" and not scanner.text[start:end].isupper()):
        word = re.compile(r"[^\W\d_]+").match(scanner.folded, start)
        return scanner.word(start, word.end() if word else start + 1)
    kind, value = _pick(found, scanner.tokens, False)
    scanner.tokens.append(Token(kind, value, start, end))
    return end
