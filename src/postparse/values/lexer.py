"""Text to tokens of time: cut by form (figures, letters, signs), each piece read by its kind."""

import re
from functools import cache

from postparse.values import figures, scanner
from postparse.values.meanings import Scan
from postparse.values.moments import possible
from postparse.values.tokens import SIGNS, Token, language_of, narrow, vocabulary

# What only texts with letters of CJK, kana or Hangul need: their large ranges are slow to compile.
_EASTERN = r"""
        | (?P<cjk>[\u3005\u3007\u3041-\u30fa\u3400-\u9fff]+)
        | (?P<hangul>[\uac00-\ud7a3]+)
"""


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


def tokenize(text: str, language: str | None = None) -> list[Token]:
    """Give the tokens of `text`; their offsets are those of `text`."""
    folded = narrow(text)
    scan = Scan(text, folded, vocabulary(language_of(text, language)), [])
    eastern = not text.isascii() and max(folded) > "\u3004"
    tokens, match_at, at = scan.tokens, _lexer(eastern).match, 0
    while at < len(folded):
        match = match_at(folded, at)
        if match is None:
            break
        kind, start, end = match.lastgroup or "sign", at, match.end()
        at = end
        if kind == "word":
            at = scanner.word(scan, start, end)
        elif kind == "num":
            tokens.append(figures.number(match, folded, tokens))
        elif kind == "cjk":
            at = scanner.numbered(scan, start, end)
        elif kind == "hangul":
            at = scanner.run(scan, start, end, True)
        elif kind == "abbr":
            at = scanner.initials(scan, start, end)
        elif kind == "sign":
            at = _sign(scan, match[0], start, end)
        elif kind != "space":
            tokens.append(_written(scan, match, kind))
    return tokens


def _sign(scan: Scan, text: str, start: int, end: int) -> int:
    """Read a sign; dashes side by side are one. Give where it ends."""
    tokens, sign = scan.tokens, SIGNS.get(text, "!")
    if sign == "»":
        scanner.placed(scan)
    if sign == "-" and tokens and tokens[-1].kind == "-" and tokens[-1].end == start:
        tokens[-1] = tokens[-1]._replace(end=end)
        return end
    if sign == "'" and (stop := scanner.suffix(scan, start, end)):
        return stop
    tokens.append(Token(sign, text, start, end))
    return end


def _written(scan: Scan, match: re.Match[str], kind: str) -> Token:
    """Read a date, a clock time or an offset in figures and signs."""
    start, end = match.span()
    if kind == "zone":
        return Token("z", match[0], start, end)
    if kind == "roc":
        return figures.republic(match[0], start, end, scan.vocabulary.base)
    if figures.priced(scan.folded, start, end):
        return Token("#", None, start, end)
    made = figures.written(match, kind if kind in ("iso", "ymd", "dmy", "clock", "slash") else "dot")
    if (
        made.kind == "f"
        and isinstance(made.value, tuple)
        and figures.within_date(scan.tokens)
        and possible(*made.value)
    ):
        return made._replace(kind="s")
    return made
