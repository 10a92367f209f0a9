"""Plain text as copied from a browser or sent to a board: lines to blocks.

`Document.text` is the file after one fixed normalisation; joining of hard-wrapped lines is a property
of blocks, whose span may hold a line end.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from postparse import bullets, letterhead, lexicon
from postparse.document import Block, Document, Span, normalise
from postparse.source import Source

# Wider text than this is not wrapped by hand; narrower lines are lists and poems, not wrapped prose.
_WIDEST, _NARROWEST = 110, 45


class _Line(NamedTuple):
    """A line that is not blank: offsets without the white space around, columns it takes, its bullet."""

    start: int
    end: int
    indent: int
    width: int
    bullet: str | None
    number: int
    group: int


def lines_of(text: str) -> Iterator[_Line]:
    """Cut the text into its lines; groups are parted by blank lines."""
    start, group, blank = 0, 0, True
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if len(bare) > 8 and bare[0] == bare[-1] and bare[0] in "|*#!" and bare[1] == bare[-2] == " ":
            bare, line = _unframed(bare, line)
        if not bare:
            blank = True
        else:
            group += blank
            blank = False
            at = start + len(line) - len(line.lstrip())
            bullet, skip = bullets.cut(bare)
            columns = len(line[: at - start].expandtabs())
            yield _Line(
                at + skip, at + len(bare), columns, columns + _columns(bare), bullet, number, group,
            )  # fmt: skip
        start += len(line) + 1


def _unframed(bare: str, line: str) -> tuple[str, str]:
    """Give what stands in a frame of signs, and the line with spaces for them; a row of cells is in none."""
    inner = bare[1:-1]
    if bare[0] in inner:
        return bare, line
    return inner.strip(), line.replace(bare[0], " ")


def _columns(text: str) -> int:
    """Count the columns that a line takes on a terminal; letters of CJK, kana and Hangul take two."""
    if text.isascii() or max(text) < "\u2e80":
        return len(text)
    return len(text) + sum(map("\u2e80".__le__, text))


@cache
def _rule_line() -> re.Pattern[str]:
    return re.compile(r"[-=_*~#+.\s—–─━═]{3,}+\Z")


def _is_rule(text: str, start: int, end: int) -> bool:
    ends = text[start : start + 1] + text[end - 1 : end]
    return not ends.strip().strip("-=_*~#+.—–─━═") and _rule_line().match(text, start, end) is not None


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
    blocks, claims = letterhead.cut(tuple(blocks_of(text)))
    yield Document(
        text,
        blocks,
        claims,
        format="text",
        encoding=source.encoding,
        url=source.url,
        problems=tuple(problems),
    )


def blocks_of(text: str) -> Iterator[Block]:
    """Give a block for each line or wrapped paragraph; a row of a copied table has cells."""
    lines = list(lines_of(text))
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

    Wrapped text has hardly a line wider than a screen, and its lines go on in the middle of sentences.
    """
    inner = [
        (a, b)
        for a, b in pairwise(lines)
        if a.group == b.group and a.width >= _NARROWEST and not _begin_alike(a, b, text)
    ]
    wide = sum(a.width > _WIDEST for a in lines)
    if not inner or wide * 20 > sum(a.width >= _NARROWEST for a in lines):
        return 0
    few = len(inner) < 3
    # Letters of the east have no case: of a few lines they tell nothing.
    running = sum(
        text[b.start].islower() or (not few and text[b.start] > "\u2e80") or _is_open(a, text) for a, b in inner
    )
    if running * (2 if few else 5) < len(inner):
        return 0
    widths = sorted(a.width for a, _ in inner)
    return min(widths[len(widths) * 9 // 10], _WIDEST)


@cache
def _figured() -> re.Pattern[str]:
    return re.compile(r"([^\W\d_]{1,6}\.?\s)\d")


def _begin_alike(line: _Line, following: _Line, text: str) -> bool:
    """Tell lines of a list that begin with the same small word and a figure: `ore 9.15`, `de 9h à 10h`."""
    one, other = _figured().match(text, line.start), _figured().match(text, following.start)
    return one is not None and other is not None and one[1] == other[1]


def _is_open(line: _Line, text: str) -> bool:
    """Tell whether a line breaks off: after a small word, within brackets or quotation marks."""
    written = text[line.start : line.end]
    if written.rfind("(") > written.rfind(")") or written.count('"') % 2:
        return True
    last = written.rsplit(None, 1)[-1]
    return last.islower() and bool(lexicon.look("stopwords", last))


def _is_set_out(line: _Line, text: str) -> bool:
    """Tell whether a line stands in the middle, or has columns."""
    written = text[line.start : line.end]
    return line.indent > 12 or ("    " in written and re.search(r"[^\s.!?:]\s{4}", written) is not None)


def _continues(line: _Line, following: _Line, wrap: int, text: str) -> bool:
    """Tell whether `following` goes on with the paragraph of `line`.

    Either it begins in lower case, or its first word would hardly have fitted on `line`.
    """
    if not wrap or line.group != following.group or following.bullet or line.width < _NARROWEST - 5:
        return False
    if abs(line.indent - following.indent) > 8 and not line.bullet:
        return False
    if _begin_alike(line, following, text):
        return False
    first = text[following.start : following.end].split(None, 1)[0]
    fits = (_columns(first) + line.width) * 10 < wrap * 9
    if fits and not first[0].islower() and not _is_open(line, text):
        return False
    if "\t" in text[line.start : line.end]:
        return False
    if not first[0].islower() and (_is_set_out(line, text) or _is_set_out(following, text)):
        return False
    if not first[0].islower() and _opens_with_label().match(text, following.start, following.end):
        return False
    if text[following.start] == "【":
        return False
    return not _is_rule(text, following.start, following.end)


def _block(lines: list[_Line], text: str) -> Iterator[Block]:
    first, last = lines[0], lines[-1]
    span = Span(first.start, last.end)
    raw = text[span.start : span.end]
    if _is_rule(raw, 0, len(raw)):
        return
    cells = _cells(raw, span.start) if "\t" in raw and len(lines) == 1 else ()
    kind = "list_item" if first.bullet else "table_row" if len(cells) > 1 else "paragraph"
    yield Block(
        kind, _one_to_one(raw), span, level=1 if first.bullet else 0, group=first.group, indent=first.indent,
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


@cache
def _odd_space() -> re.Pattern[str]:
    return re.compile(r"[^\S ]")


def _one_to_one(raw: str) -> str:
    return raw if raw.isprintable() else _odd_space().sub(" ", raw)
