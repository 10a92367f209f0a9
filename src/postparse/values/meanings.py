"""Which meaning of a word holds where it stands: a word of one language may be a month and a weekday."""

import re
from typing import NamedTuple

from postparse.values.tokens import Token, Vocabulary

Meanings = tuple[tuple[str, object], ...]

# Two meanings in one language that the grammar need not tell apart before it sees the place.
_COMPOSITE = {
    frozenset(">@"): "®", frozenset(">_"): "®", frozenset(">@_"): "®", frozenset("@_"): "@",
    frozenset("<o"): "¬", frozenset("<@"): "±", frozenset("o_"): "o", frozenset("<_"): "<", frozenset("&_"): "&",
}  # fmt: skip


class Scan(NamedTuple):
    """A text on its way to tokens: as written, folded, the words that serve, and the tokens so far."""

    text: str
    folded: str
    vocabulary: Vocabulary
    tokens: list[Token]


def pick(found: Meanings, tokens: list[Token], glued: bool) -> tuple[str, object]:
    """Choose among meanings that one word has in one language."""
    if len(found) == 1:
        return found[0] if glued or found[0][0] != "r" else ("?", None)
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


def fitting(scan: Scan, found: Meanings, start: int, stop: int, surface: str) -> Meanings:
    """Drop meanings that the neighbours forbid: units follow numbers, one-letter weekdays stand in brackets."""
    before = scan.tokens[-1] if scan.tokens else None
    if len(found) == 1:
        kind = found[0][0]
        if len(surface) > 1 or kind not in "yujhiW":
            return found
        if kind != "W" and before is not None and before.end == start and before.kind in "nNYHxcb":
            return found
    touching = before is not None and before.end == start
    after_number = touching and before is not None and before.kind in "nNYHxcb"
    if touching and [t.kind for t in scan.tokens[-3:]] == ["R", "n", "»"]:
        after_number = True
    if before is not None and before.kind in "nNY" and scan.text[before.end : start].isspace():
        after_number = _set_apart(scan, stop, {kind for kind, _ in found})
    kept = []
    for kind, value in found:
        if kind in "yujhi" and len(surface) == 1 and not after_number:
            continue
        if kind == "W" and len(surface) == 1 and not _bracketed(scan, start, stop):
            continue
        kept.append((kind, value))
    units = [k for k in kept if k[0] in "yujhi"]
    return tuple(units or kept) if after_number else tuple(kept)


def _set_apart(scan: Scan, stop: int, kinds: set[str]) -> bool:
    """Say whether a unit set apart from its number is one, by the unit above it: `2023 年 5 月 12 日`."""
    number, above = scan.tokens[-1].kind, scan.tokens[-2].kind if len(scan.tokens) > 1 else ""
    if number == "Y":
        return "y" in kinds
    if number not in "nN":
        return False
    if above in ("u", "A"):
        return {"u": "j", "A": "h"}[above] in kinds
    return "u" in kinds and not scan.folded[stop : stop + 1].isalpha()


def _bracketed(scan: Scan, start: int, stop: int) -> bool:
    before = scan.folded[start - 1 : start]
    after = scan.folded[stop : stop + 1]
    last = scan.tokens[-1] if scan.tokens else None
    # One letter is no "every" or "this" before another: both begin other words.
    if last is not None and last.kind in "el" and last.end - last.start > 1 and start <= last.end + (last.kind == "e"):
        return True
    if last is not None and last.kind in ",/&" and _among_weekdays(scan):
        return True
    if before == "(" and scan.folded[stop + 1 : stop + 2] == ")":
        # A holiday's letter may follow.
        return any(kind == "_" for kind, _ in scan.vocabulary.meanings.get(after, ()))
    opened = before in ("(", "/", ",", "-") or (last is not None and last.kind == "W" and last.end == start)
    return opened and after in (")", "/", ",", "-", " ", "")


def _among_weekdays(scan: Scan) -> bool:
    """Say whether the last token parts weekdays that come back: `every Tue, Thu`."""
    kinds = "".join(t.kind for t in scan.tokens[-6:])
    return re.search("e_?W(?:[,/&]W)*[,/&]$", kinds) is not None
