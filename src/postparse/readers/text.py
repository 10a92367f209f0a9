"""Plain text as copied from a browser or sent to a board: lines to blocks.

`Document.text` is the file after one fixed normalisation; joining of hard-wrapped lines is a property
of blocks, whose span may hold a line end.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from postparse.document import Block, Document, Span
from postparse.source import Source

# Zero-width and formatting characters that copying leaves behind; soft hyphen; controls but \n and \t.
_DROPPED = dict.fromkeys(
    [*range(9), *range(11, 13), *range(14, 32), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]
    + [0xAD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LINE_ENDS = {0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n"}
# Lone surrogates can't be written out as UTF-8.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_ONE_TO_ONE = {ord(c): " " for c in "\n\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"}

# Wider text than this is not wrapped by hand; narrower lines are lists and poems, not wrapped prose.
_WIDEST, _NARROWEST = 110, 45


def normalise(text: str) -> str:
    """Give the document text: line ends as \\n, NFC, without zero-width and control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS).translate(_DROPPED)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.translate(_SURROGATES))


class _Line(NamedTuple):
    """A line that is not blank: offsets without the white space around, columns it takes, its bullet."""

    start: int
    end: int
    indent: int
    width: int
    bullet: str | None
    number: int
    group: int


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(
        r"(?P<bullet>[-–—―‐*+•·∙‣▪◦o](?=\s)|[■□●○◎◆◇▲△▶►▷▸❖✓✔※⊙☞➤➔→・ㆍ○](?!\s*$)"
        r"|\(?\d{1,2}[.)](?=\s+[^\d\s])|[①-⑳❶-❿]|[가-하][.)](?=\s))\s*"
    )


def lines_of(text: str) -> Iterator[_Line]:
    """Cut the text into its lines; groups are parted by blank lines."""
    start, number, group, blank = 0, 0, 0, True
    for line in text.split("\n"):
        number += 1
        bare = line.strip()
        if not bare:
            blank = True
        else:
            group += blank
            blank = False
            at = start + len(line) - len(line.lstrip())
            found = _bullet().match(bare)
            skip = found.end() if found and found.end() < len(bare) else 0
            columns = len(line[: at - start].expandtabs())
            yield _Line(
                at + skip, at + len(bare), columns, columns + _columns(bare), found["bullet"] if found and skip else None,
                number, group,
            )  # fmt: skip
        start += len(line) + 1


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for c in text if ord(c) > 0x10FF and unicodedata.east_asian_width(c) in "WF")


@cache
def _rule_line() -> re.Pattern[str]:
    return re.compile(r"[-=_*~#+.\s—–─━═]{3,}+\Z")


@cache
def _opens_with_label() -> re.Pattern[str]:
    return re.compile(r"[^\s:：.!?][^:：.!?\n]{0,29}[:：](?!\d|//)")


def read(source: Source) -> Iterator[Document]:
    """Give the one document of a text file."""
    text = normalise(source.text)
    problems = [("source.encoding-guessed", Span(0, 0))] * (not source.declared)
    if "\ufffd" in text:
        at = text.index("\ufffd")
        problems.append(("source.undecodable", Span(at, at + 1)))
    yield Document(
        text, tuple(blocks_of(text)), format="text", encoding=source.encoding, url=source.url, problems=tuple(problems)
    )


def blocks_of(text: str) -> Iterator[Block]:
    """Give a block for each line or wrapped paragraph; a row of a copied table has cells."""
    lines = [line for line in lines_of(text)]
    wrap = _wrap_width(lines, text)
    held: list[_Line] = []
    for line in lines:
        if held and _continues(held[-1], line, wrap, text):
            held.append(line)
            continue
        if held:
            yield from _block(held, text)
        held = [line]
    if held:
        yield from _block(held, text)


def _wrap_width(lines: list[_Line], text: str) -> int:
    """Tell the column at which the text was wrapped by hand, 0 where it was not.

    A text with paragraphs on one long line was not wrapped. Else the width is what nine of ten
    lines that another line follows stay within.
    """
    inner = sorted(a.width for a, b in zip(lines, lines[1:], strict=False) if a.group == b.group and a.width >= _NARROWEST)
    longest = max((a.width for a in lines), default=0)
    if longest > _WIDEST * 1.4 or len(inner) < 3:
        return 0
    return min(inner[len(inner) * 9 // 10], _WIDEST)


def _continues(line: _Line, following: _Line, wrap: int, text: str) -> bool:
    """Tell whether `following` is the same paragraph: its first word would not have fitted on `line`."""
    if not wrap or line.group != following.group or following.bullet:
        return False
    if abs(line.indent - following.indent) > 8 and not line.bullet:
        return False
    first = text[following.start : following.end].split(None, 1)[0]
    room = max(wrap, _NARROWEST) - line.width
    if _columns(first) < room or line.width < _NARROWEST:
        return False
    if _opens_with_label().match(text, following.start, following.end) or "\t" in text[line.start : line.end]:
        return False
    return not _rule_line().match(text, following.start, following.end)


def _block(lines: list[_Line], text: str) -> Iterator[Block]:
    first, last = lines[0], lines[-1]
    span = Span(first.start, last.end)
    raw = text[span.start : span.end]
    if _rule_line().match(raw):
        return
    cells = _cells(raw, span.start) if "\t" in raw and len(lines) == 1 else ()
    kind = "list_item" if first.bullet else "table_row" if len(cells) > 1 else "paragraph"
    yield Block(
        kind, raw.translate(_ONE_TO_ONE), span, level=1 if first.bullet else 0, group=first.group, indent=first.indent,
        bullet=first.bullet, cells=cells if len(cells) > 1 else (), line=first.number,
    )  # fmt: skip


def _cells(raw: str, start: int) -> tuple[Span, ...]:
    found, at = [], start
    for part in raw.split("\t"):
        bare = part.strip()
        if bare:
            lead = len(part) - len(part.lstrip())
            found.append(Span(at + lead, at + lead + len(bare)))
        at += len(part) + 1
    return tuple(found)
