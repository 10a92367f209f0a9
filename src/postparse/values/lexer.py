"""Text to tokens of time: cut by form (figures, letters, signs), each piece read by its kind."""

import re
from functools import cache

from postparse.values import figures, scanner
from postparse.values.meanings import Scan
from postparse.values.moments import possible
from postparse.values.tokens import SIGNS, Token, vocabulary

# What only texts with letters of CJK, kana or Hangul need: their large ranges are slow to compile.
_EASTERN = r"""
        | (?P<cjk>[\u3005\u3007\u3041-\u30fa\u3400-\u9fff]+)
        | (?P<hangul>[\uac00-\ud7a3]+)
"""


@cache
def _lexer(eastern: bool) -> re.Pattern[str]:
    return re.compile(
        r"""
        \s*+(?:(?=\d)(?:
          (?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?:t\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?![\d-]))
        | (?P<ymd>(?<![\d.])(?:19|20|21)\d\d\s?(?P<sep1>[./-])\s?\d{1,2}\s?(?P=sep1)\s?\d{1,2}(?!\d)\.?)
        | (?P<roc>(?<![\d./-])1[0-2]\d(?P<sep4>[./-])\d{1,2}(?P=sep4)\d{1,2}(?![\d./-]))
        | (?P<dmy>(?:(?<![\d./-])|(?<=-)(?=\d\d?[./]))\d{1,2}\s?(?P<sep2>[./-])\s?\d{1,2}\s?(?P=sep2)\s?
            (?:(?:19|20)\d\d|'?\d\d|(?<=\.)\d|(?<=\.\s)\d)
            (?![\d:]|-(?!\d\d?[./])|\.\d)\.?)
        | (?P<clock>(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?!\d|:\d))
        | (?P<slash>(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]))
        | (?P<dot>(?<![\d.])\d{1,2}\.(?:\s?\d{1,2}(?:\.(?!\d)|(?=\s\([^\W\d]\)))|\d{1,2}(?![\d]|\.\d)))
        | (?P<num>\d+))
        | (?P<zone>(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::?\d\d)?(?!\d)|(?<=:\d\d:\d\d\s)[+-][01]\d[0-5]\d(?!\d))
        """
        + (_EASTERN if eastern else "")
        + r"""
        | (?P<abbr>[^\W\d_]\.(?<![^\W_].\.)\s?[^\W\d_](?![^\W_])\.?(?:[^\W\d_]\.)*)
        | (?P<word>"""
        + (r"(?:(?![\u3005-\u9fff\uac00-\ud7a3])[^\W\d_])+" if eastern else r"[^\W\d_]+")
        + r""")
        | (?P<sign>.))
        """,
        re.VERBOSE | re.DOTALL,
    )


def tokenize(text: str, folded: str, base: str) -> list[Token]:
    """Give the tokens of `text`, which `folded` is as `narrow` gives it, with the words of a base language."""
    scan = Scan(text, folded, vocabulary(base), [])
    eastern = not text.isascii() and max(folded) > "\u3004"
    tokens, match_at, at = scan.tokens, _lexer(eastern).match, 0
    while (match := match_at(folded, at)) is not None:
        kind = match.lastgroup or "sign"
        start, at = match.span(kind)
        if kind == "word":
            at = scanner.word(scan, start, at)
        elif kind == "num":
            tokens.append(figures.number(folded, start, at, tokens))
        elif kind == "sign":
            at = _sign(scan, folded[start], start, at)
        elif kind == "cjk":
            at = scanner.numbered(scan, start, at)
        elif kind == "hangul":
            at = scanner.run(scan, start, at, True)
        elif kind == "abbr":
            at = scanner.initials(scan, start, at)
        else:
            tokens.append(_written(scan, start, at, kind))
    if tokens and tokens[-1].kind == "?" and any(t.kind == "/" for t in tokens):
        scanner.placed(scan, "")
    return tokens


def _sign(scan: Scan, text: str, start: int, end: int) -> int:
    """Read a sign; dashes side by side are one. Give where it ends."""
    tokens, sign = scan.tokens, SIGNS.get(text, "!")
    if sign == "»":
        scanner.placed(scan)
    elif sign == "/" and tokens and tokens[-1].kind == "?":
        scanner.placed(scan, "")  # `2 pm Lima / 4 pm Santiago`
    if sign == "-" and tokens and tokens[-1].kind == "-" and tokens[-1].end == start:
        tokens[-1] = tokens[-1]._replace(end=end)
        return end
    if sign == "'" and (stop := scanner.suffix(scan, start, end)):
        return stop
    tokens.append(Token(sign, text, start, end))
    return end


def _written(scan: Scan, start: int, end: int, kind: str) -> Token:
    """Read a date, a clock time or an offset in figures and signs."""
    if kind == "zone":
        return Token("z", scan.folded[start:end], start, end)
    if kind == "roc":
        return figures.republic(scan.folded[start:end], start, end, scan.vocabulary.base)
    if figures.priced(scan.folded, start, end):
        return Token("#", None, start, end)
    made = figures.written(scan.folded, start, end, kind)
    if (
        made.kind == "f"
        and isinstance(made.value, tuple)
        and figures.within_date(scan.tokens)
        and possible(*made.value)
    ):
        return made._replace(kind="s")
    return made
