"""What a walk over a page gathers: lines of text, the boxes they stand in, and marks that say what they hold."""

import re
import unicodedata
from functools import cache

from postparse.page.htmlmarks import Sense

Attributes = dict[str, str]
Page = str | bytes
"""A page's text, or the UTF-8 that it came as: to decode and encode it costs a fifth of parsing it."""


class Box:
    """An element that holds lines, with what it holds counted (see `htmlregions`)."""

    __slots__ = (
        "article",
        "chars",
        "good",
        "lines",
        "linked",
        "number",
        "own",
        "paragraphs",
        "parent",
        "prose",
        "region",
        "sense",
        "tag",
        "title",
    )  # fmt: skip

    def __init__(self, parent: "Box | None", tag: str, meaning: Sense, own: str, number: int) -> None:
        self.parent = parent
        self.tag = tag
        self.sense = meaning
        self.own = own
        self.number = number
        self.chars = self.linked = self.prose = self.lines = self.paragraphs = self.good = 0
        self.region = ""
        self.title = False
        self.article: Box | None = self if tag == "article" else parent.article if parent is not None else None

    def within(self, tag: str) -> bool:
        """Tell whether this is, or stands in, an element `tag`."""
        box: Box | None = self
        while box is not None:
            if box.tag == tag:
                return True
            box = box.parent
        return False

    def holds(self, inner: "Box | None") -> bool:
        """Tell whether `inner` is this box or stands in it."""
        while inner is not None:
            if inner is self:
                return True
            inner = inner.parent
        return False


class Line:
    """One line of the page, squeezed; `text` has tabs between cells and line ends within them.

    `prose` is how much running text it holds, in letters of Latin size. A line that became a cell of a
    row has that row as its `home`, from `shift` on.
    """

    __slots__ = (
        "box", "bullet", "cells", "group", "hint", "home", "kind", "level", "links", "prose", "region", "shift",
        "start", "strong", "text",
    )  # fmt: skip

    def __init__(
        self, kind: str, text: str, box: Box, group: int, level: int, links: list[tuple[int, int, Attributes]]
    ) -> None:
        self.kind = kind
        self.text = text
        self.box = box
        self.group = group
        self.level = level
        self.links = links
        self.bullet: str | None = None
        self.cells: tuple[tuple[int, int], ...] = ()
        self.strong = False
        self.hint = self.region = ""
        self.prose = self.start = self.shift = 0
        self.home: Line | None = None

    def placed(self) -> "tuple[Line, int]":
        """Give the line of the page that this one ended in, and its offset there."""
        line, shift = self, 0
        while line.home is not None:
            shift += line.shift
            line = line.home
        return line, shift


class Mark:
    """An element that says what it holds: the lines it covers, offsets in the first and last, its attributes.

    `taught`: a site's profile says so, not the element.
    """

    __slots__ = ("attrs", "box", "end", "first", "hint", "last", "start", "tag")
    taught = False

    def __init__(self, hint: str, tag: str, attrs: Attributes, box: Box, first: int, start: int) -> None:
        self.hint, self.tag, self.attrs, self.box, self.first, self.start = hint, tag, attrs, box, first, start
        self.last, self.end = first, start


class Pieces:
    """The document's text while it grows."""

    __slots__ = ("length", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, text: str) -> int:
        """Append `text`; give where it starts."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start


def row_of(cells: list[list[Line]], group: int) -> Line | None:
    """Make one line of a table's row; None where its cells are columns of a page laid out by a table."""
    if len(cells) < 2 or not all(_is_cell(cell) for cell in cells):
        return None
    first = cells[0][0]
    row = Line("table_row", "", first.box, group, 0, [])
    row.strong = all(line.strong for cell in cells for line in cell)
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in cells:
        start = at
        for line in cell:
            line.home, line.shift = row, at
            row.links += [(s + at, e + at, a) for s, e, a in line.links]
            row.prose += line.prose
            at += len(line.text) + 1
        parts.append("\n".join(line.text for line in cell))
        spans.append((start, at - 1))
    row.text, row.cells = "\t".join(parts), tuple(spans)
    return row


def _is_cell(lines: list[Line]) -> bool:
    size = sum(len(line.text) for line in lines)
    return (
        len(lines) <= 12
        and size <= 800
        and not any(line.kind in ("table_row", "code") or (line.kind == "heading" and line.level < 3) for line in lines)
    )


def flat(text: str) -> str:
    """Give text as a block shows it: line ends and tabs folded to spaces, one to one."""
    return text.replace("\t", " ").replace("\n", " ")


@cache
def unprintable() -> re.Pattern[str]:
    """Give what is dropped from all text: controls, zero-width and formatting characters, lone surrogates.

    Joiners stay: words of some scripts need them.
    """
    return re.compile(
        "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    )


def tidy(text: str) -> str:
    """Give squeezed text in NFC without control, zero-width and formatting characters."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = " ".join(unprintable().sub("", text).split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def tidy_code(text: str) -> str:
    """Give preformatted text likewise, white space kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "\n".join("\t".join(unprintable().sub("", p) for p in line.split("\t")) for line in text.split("\n"))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
