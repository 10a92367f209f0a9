"""Words and runs of letters to tokens: the longest phrase that the vocabulary knows, with its meaning there."""

import re

from postparse.values import zones
from postparse.values.figures import NUMERALS, han, numeral
from postparse.values.meanings import Scan, fitting, pick
from postparse.values.tokens import SIGNS, Token

# A dot belongs to a word longer than this.
_LEAST = {"A": 2, "@": 0}


def word(scan: Scan, start: int, end: int) -> int:
    """Read the longest known phrase at `start`, else the word; give where it ends."""
    folded, tokens = scan.folded, scan.tokens
    glued = bool(tokens) and tokens[-1].end == start
    first = folded[start:end]
    if end - start == 1 and (sign := SIGNS.get(first)) is not None:
        tokens.append(Token(sign, first, start, end))
        return end
    for surface in scan.vocabulary.by_word.get(first, ()):
        stop = start + len(surface)
        if folded.startswith(surface, start) and not folded[stop : stop + 1].isalpha():
            found = scan.vocabulary.meanings[surface]
            if found[0][0] == "z" and len(surface) < 5 and surface.isascii() and not scan.text[start:stop].isupper():
                continue
            kind, value = pick(found, tokens, glued)
            if (
                folded.startswith(".", stop)
                and kind in "MWAhizt_@o<"
                and _LEAST.get(kind, 1) < len(surface.split(" ")[-1]) < 6
            ):
                stop += 1
            if kind in "hA" and tokens and tokens[-1].kind in "'g":
                start = _unjoin(scan, kind, start)
            tokens.append(Token(kind, value, start, stop))
            return stop
    tokens.append(Token("?", None, start, end))
    return end


def _unjoin(scan: Scan, kind: str, start: int) -> int:
    """Part `10.5. 19 Uhr` into day and hour, take the quote of `'s avonds`; give where the word begins."""
    last = scan.tokens.pop()
    if last.kind == "'" and kind == "A" and last.end == start:
        return last.start
    day, space, number = scan.folded[last.start : last.end].rpartition(" ")
    if last.kind == "g" and space and isinstance(last.value, tuple) and day.endswith(".") and number.isdigit():
        cut = last.end - len(number)
        scan.tokens.append(Token("s", last.value[:2], last.start, cut - 1))
        scan.tokens.append(Token("n", int(number), cut, last.end))
    else:
        scan.tokens.append(last)
    return start


def suffix(scan: Scan, start: int, end: int) -> int:
    """Read a case ending set off from a number by an apostrophe; give where it ends, 0 where it is none."""
    tokens = scan.tokens
    if not (tokens and tokens[-1].end == start and tokens[-1].kind in "nHYcfsg"):
        return 0
    ending = re.compile(r"[^\W\d_]{1,4}+").match(scan.folded, end)
    found = scan.vocabulary.meanings.get(f"'{ending[0]}") if ending else None
    if not found or ending is None:
        return 0
    tokens.append(Token(*pick(found, tokens, True), start, ending.end()))
    return ending.end()


def numbered(scan: Scan, start: int, end: int) -> int:
    """Read a run of letters that may hold numbers written in numerals; give where it ends."""
    if NUMERALS.isdisjoint(scan.folded[start:end]):
        return run(scan, start, end, False)
    while start < end:
        found = numeral().search(scan.folded, start, end)
        cut = found.start() if found else end
        if cut > start:
            start = run(scan, start, cut, False)
        elif found:
            value, start = han(found[0]), found.end()
            scan.tokens.append(Token("Y" if value > 1000 else "n", value, cut, start))
    return start


def run(scan: Scan, start: int, end: int, spaced: bool) -> int:
    """Read a run of letters of a script without spaces, or with particles (`spaced`)."""
    folded, tokens, table = scan.folded, scan.tokens, scan.vocabulary
    mark, at = len(tokens), start
    digit_before = bool(tokens) and tokens[-1].end == start and tokens[-1].kind in "nNYHxcfsg"
    while at < end:
        for surface in table.by_letter.get(folded[at], ()):
            if not folded.startswith(surface, at):
                continue
            stop = at + len(surface)
            if stop > end and surface.isalpha():
                continue
            if (found := fitting(scan, table.meanings[surface], at, stop, surface)) and not (
                spaced and stop > end and folded[stop : stop + 1].isalpha()
            ):
                kind, value = pick(found, tokens, glued=True)
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


def initials(scan: Scan, start: int, end: int) -> int:
    """Read initials such as `p.m.` as the word without dots; give where they end."""
    bare = scan.folded[start:end].replace(".", "").replace(" ", "")
    found = scan.vocabulary.meanings.get(bare)
    if found is None or (found[0][0] == "z" and not scan.text[start:end].isupper()):
        first = re.compile(r"[^\W\d_]+").match(scan.folded, start)
        return word(scan, start, first.end() if first else start + 1)
    kind, value = pick(found, scan.tokens, False)
    scan.tokens.append(Token(kind, value, start, end))
    return end


def placed(scan: Scan, opened: str = "«") -> None:
    """Make a zone of a place after a clock time, in brackets (`19h (Lisboa)`) or, `opened` empty, without."""
    tokens, at = scan.tokens, len(scan.tokens)
    while at > 0 and tokens[at - 1].kind == "?" and len(tokens) - at < 3:
        at -= 1
    clock = at - 1 - len(opened)
    if (
        clock < 0
        or at == len(tokens)
        or (opened and tokens[at - 1].kind != opened)
        or tokens[clock].kind not in "chfANX"
    ):
        return
    start, end = tokens[at].start, tokens[-1].end
    if scan.text[start].isupper() and (zone := zones.named(scan.text[start:end])):
        tokens[at:] = [Token("z", zone, start, end)]
