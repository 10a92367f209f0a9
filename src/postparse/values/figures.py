"""Tokens of what is written in figures: numbers, dates and clock times in digits, and Han numerals."""

import re
from functools import cache

from postparse.values.moments import possible
from postparse.values.terms import eastern, endings, units
from postparse.values.tokens import Token

_CURRENCY = "$€£¥₩#№§"
# The same after the number; never empty at the end of a text.
_AFTER = tuple("€₽₫₺₴₹")
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1, "两": 2, "兩": 2}
_POWERS = {"十": 10, "百": 100}
NUMERALS = frozenset(_HAN) | frozenset(_POWERS)


@cache
def numeral() -> re.Pattern[str]:
    """A number in Han numerals that is one of a time."""
    year, hour, until = units("year"), units("hour"), rf"[{units('hour', 'half')}][{units('until')}]"
    half, hours = ("|".join(eastern("time", key)) for key in ("half", "hours"))
    parts = "|".join(f"(?<={part})" for part in endings("han_number", "part"))
    return re.compile(
        rf"""[〇零一二三四五六七八九十百]{{1,6}}(?=[{year}{units("month", "day", "nights")}])|(?<!\d)元(?=[{year}])
        |(?:{parts}|(?<={until}))[一二三四五六七八九十两兩]{{1,3}}(?=[{hour}])
        |(?<![三四五六七八九])[一二]?十[一二三四五六七八九]?(?=[{"".join(endings("han_number", "hour"))}])
        |(?<=[{hour}])[一二三四五六七八九十]{{1,3}}(?=[{units("minute")}])
        |[一二三四五六七八九十两兩]{{1,2}}(?=(?:{half})?(?:{hours}))""",
        re.VERBOSE,
    )


def han(text: str) -> int:
    """Give the number that Han numerals write, digit by digit or with tens and hundreds."""
    if not any(c in _POWERS for c in text):
        return int("".join(str(_HAN[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _POWERS:
            total, digit = total + (1 if digit is None else digit) * _POWERS[c], None
        else:
            digit = _HAN[c]
    return total + (digit or 0)


def priced(folded: str, start: int, end: int) -> bool:
    """Say whether a sign of money, or of number, stands at the digits: `$12.50`, `12.50 €`."""
    before, after = folded[max(start - 2, 0) : start].strip(), folded[end : end + 2].strip()
    return (before[-1:] or " ") in _CURRENCY or (after[:1] or " ") in _CURRENCY[:5]


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"\d+")


def number(folded: str, start: int, end: int, tokens: list[Token]) -> Token:
    """Classify a run of digits by its length and what it touches."""
    digits = folded[start:end]
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
    elif len(digits) == 4 and _ends_hours(tokens, int(digits), start):
        kind = "H"
    elif len(digits) == 4 and (1900 <= int(digits) < 2160 or (1500 < int(digits) < 1900 and int(digits[2:]) > 59)):
        kind = "Y"
    elif len(digits) == 4 and int(digits[:2]) < 25 and int(digits[2:]) < 60:
        kind = "H"
    elif len(digits) == 3 and int(digits[0]) > 0 and int(digits[1:]) < 60:
        kind = "x"
    return Token(kind, int(digits[:9]), start, end)


def _ends_hours(tokens: list[Token], number: int, start: int) -> bool:
    """Say whether four digits end the hours that four others begin: `1830-1945` behind a day with its year."""
    if len(tokens) < 3 or tokens[-1].end != start or tokens[-2].kind != "H" or tokens[-2].end != tokens[-1].start:
        return False
    dated = any(t.kind in "YgI" for t in tokens[-8:-2])
    return dated and tokens[-2].number < number < 2360 and number % 100 < 60


def _minutes_follow(tokens: list[Token], start: int) -> bool:
    """Say whether two digits at `start` are minutes: glued to the unit (`18h30`), or set apart like it (`18 h 30`)."""
    if len(tokens) < 2 or tokens[-1].kind != "h":
        return False
    unit, number = tokens[-1], tokens[-2]
    spaced = unit.end - unit.start == 1 and start - unit.end == 1 == unit.start - number.end
    return unit.end == start or (spaced and number.kind == "n")


def written(folded: str, start: int, end: int, kind: str) -> Token:
    """Make the token of a date or time written in digits and signs."""
    text = folded[start:end]
    if kind == "iso":
        return Token("J" if "t" in text else "I", text, start, end)
    written = _digits().findall(text)
    parts = [int(p) for p in written]
    if kind == "clock":
        good = parts[0] <= 24 and parts[1] < 60
        # A leading zero is a clock of 24 hours.
        return Token("c" if good else "#", (*parts[:3], text[0] == "0"), start, end)
    if kind == "ymd":
        return Token("g" if possible(parts[1], parts[2]) else "#", (parts[0], parts[1], parts[2], "ymd"), start, end)
    if kind == "dmy":
        # Two digits first may be the year: 21-02-03, 24.5.3 in posts that put it first; settled by the context.
        return Token("g", (parts[0], parts[1], written[-1], "open"), start, end)
    if kind == "slash":
        return Token("s", (parts[0], parts[1], "/"), start, end)
    if len(parts) == 2 and text[-1] != "." and len(written[1]) == 2 and text[-3] == ".":
        return Token("f", (parts[0], parts[1]), start, end)
    return Token("s", (parts[0], parts[1]), start, end)


def republic(text: str, start: int, end: int, base: str) -> Token:
    """Read a year of three digits before month and day, in Chinese a year of the Republic."""
    year, month, day = (int(p) for p in _digits().findall(text))
    fits = base == "zh" and possible(month, day)
    return Token("g" if fits else "#", (year + 1911, month, day, "ymd") if fits else year, start, end)


def within_date(tokens: list[Token]) -> bool:
    """Say whether the last token is a dash after a date with its year first."""
    at = len(tokens) - 1
    if at < 1 or tokens[at].kind != "-":
        return False
    date = tokens[at - 4 if tokens[at - 1].kind == "»" else at - 1]
    return date.kind == "g" and isinstance(date.value, tuple) and date.value[-1] == "ymd"
