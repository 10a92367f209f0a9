"""The line that is being gathered while a page is read, and the lines, boxes and marks gathered so far."""

import unicodedata
from copy import copy
from typing import Final, NamedTuple, Self

from postparse.lexicon import look
from postparse.page.htmllines import Attributes, Box, Line, Mark, row_of, tidy_code, unprintable
from postparse.page.htmlmarks import NOTHING
from postparse.page.htmltags import HEADINGS, KINDS, OWN_GROUP


class Style:
    """How lines are read where it holds: their kind and level, the list item they are in, the lists around."""

    __slots__ = ("bullet", "depth", "kind", "level", "number")

    def __init__(self, kind: str, level: int, depth: int, bullet: str | None = None, number: int = -1) -> None:
        self.kind, self.level, self.depth, self.bullet, self.number = kind, level, depth, bullet, number


def style_of(tag: str, around: Style, attrs: Attributes) -> Style:
    """Give how lines are read in an element that stands where `around` holds."""
    if tag == "li":
        bullet = "•"
        if around.number >= 0:
            bullet = f"{around.number}."
            around.number += 1
        return Style("list_item", max(around.depth, 1), around.depth, bullet)
    if tag in ("ul", "menu"):
        return Style(around.kind, around.level, around.depth + 1)
    if tag == "ol":
        return Style(around.kind, around.level, around.depth + 1, None, _number(attrs.get("start")))
    if tag in KINDS:
        return Style(KINDS[tag], HEADINGS.get(tag, 0), around.depth)
    return around


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1


class Row(NamedTuple):
    """An open row of a table: where the lines around it go, and how many of its own stood at each cell's end."""

    around: list[Line]
    ends: list[int]


Frame = tuple[int, str, Box, Style, int, int, int, Mark | None, Row | None]
"""An open element that needs something done at its end; a page has a hundred for each that is looked at again,
so it is a plain tuple: depth, tag, box, style, group, group of its children, flags, mark, row."""
DEPTH: Final = 0
BOX_OF: Final = 2
STYLE: Final = 3
GROUP: Final = 4
FLAGS: Final = 6
MARK: Final = 7
ROW: Final = 8
# Flags: it holds lines; its lines have been parted; text in it is bold, a link.
LINES, PARTED, BOLDED, LINKED = 1, 2, 4, 8


def is_label(text: str) -> bool:
    """Tell whether words are a label of an event's facts or people, in any language."""
    return any(look(kind, text) for kind in ("label", "role", "organizer"))


class Gathering:
    """Lines, boxes and marks of the visible page, in its order; `made` has cells instead of their rows."""

    __slots__ = (
        "_bold", "_frames", "_groups", "_joint", "_length", "_link", "_link_start", "_linked", "_links", "_parts",
        "_plain", "_pre", "_sink", "_space", "_strong", "_touched", "boxes", "lines", "made", "marks",
    )  # fmt: skip

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.made: list[Line] = []
        self.boxes: list[Box] = [Box(None, "", NOTHING, "", 0)]
        self.marks: list[Mark] = []
        self._groups = 0
        self._sink = self.lines
        self._frames: list[Frame] = [(0, "", self.boxes[0], Style("paragraph", 0, 0), 0, 0, LINES, None, None)]
        self._parts: list[str] = []
        # Of the line that is being gathered: its length, and how much of it is bold, not bold, linked.
        self._length = self._strong = self._plain = self._linked = 0
        self._bold = self._pre = self._link_start = 0
        # Whether a space is due, or due between words only (at the edge of a mark).
        self._space = self._joint = False
        # Whether an element has begun right where the line's first words end.
        self._touched = False
        self._links: list[tuple[int, int, Attributes]] = []
        self._link: Attributes | None = None

    def taken(self) -> Self:
        """Give what was gathered, and hold none of it: a parser and its target are a cycle, which is found late."""
        found = copy(self)
        Gathering.__init__(self)
        return found

    def _mark(self, hint: str, tag: str, attrs: Attributes, box: Box) -> Mark:
        mark = Mark(hint, tag, attrs, box, len(self.made), self._length)
        self.marks.append(mark)
        return mark

    def _credit(self, hint: str) -> str:
        """Give the hint of a part that says whose something is: a picture's, if it stands with one."""
        if hint == "credit":
            return hint
        for _, _, box, style, _, _, _, mark, _ in self._frames[-4:]:
            if style.kind == "caption" or box.tag == "figure" or (mark is not None and mark.hint == "caption"):
                return "credit"
        return ""

    def _break(self) -> None:
        if self._pre:
            self._parts.append("\n")
            self._length += 1
        elif not self._length or self._frames[-1][STYLE].kind == "heading":
            self._space = True
        else:
            at = next(i for i in range(len(self._frames) - 1, -1, -1) if self._frames[i][FLAGS] & LINES)
            depth, tag, box, style, _, kids, flags, mark, row = self._frames[at]
            if not flags & PARTED and tag not in OWN_GROUP and style.kind != "list_item":
                # The lines of one element stand together, apart from its neighbours.
                self._groups += 1
                self._frames[at] = (depth, tag, box, style, self._groups, kids, flags | PARTED, mark, row)
            self._flush()

    def _add_code(self, text: str) -> None:
        text = tidy_code(text)
        self._parts.append(text)
        self._length += len(text)

    def _add(self, text: str) -> None:
        """Append text that is not all white space, squeezed."""
        bare = text.strip()
        if not bare.isprintable() or "  " in bare:
            # Most text has single spaces only, and no white space else is printable.
            bare = " ".join(bare.split())
            if not bare.isprintable():
                bare = " ".join(unprintable().sub("", bare).split())
                if not bare:
                    return
        if not bare.isascii():
            bare = self._composed(bare)
        if self._touched:
            if bare[:1].isalnum() and not self._space and not text[0].isspace() and is_label(self._parts[0]):
                # A style sheet sets the label apart from what it is of.
                self._break()
            self._touched = False
        length = self._length
        if length and (self._space or text[0].isspace() or (self._joint and bare[:1].isalnum())):
            bare = " " + bare
        self._space = text[-1].isspace()
        self._joint = False
        self._parts.append(bare)
        size = len(bare)
        self._length = self._length + size
        if self._bold:
            self._strong += size
        elif not self._plain:
            self._plain = len(bare.strip(" :：."))
        if self._link is not None:
            self._linked += size

    def _composed(self, bare: str) -> str:
        """Give NFC, also where an accent begins the text and its letter ended the text before."""
        if unicodedata.combining(bare[0]) and self._parts and not self._space:
            last = self._parts.pop()
            self._length -= len(last)
            last = unicodedata.normalize("NFC", last + bare[0])
            self._parts.append(last)
            self._length += len(last)
            bare = bare[1:]
        return bare if unicodedata.is_normalized("NFC", bare) else unicodedata.normalize("NFC", bare)

    def _flush(self) -> None:
        """End the line, if one has begun."""
        self._space = self._joint = self._touched = False
        if not self._length:
            return
        text = "".join(self._parts)
        self._parts.clear()
        if self._link is not None:
            self._links.append((self._link_start, self._length, self._link))
            self._link_start = 0
        if self._pre:
            text = text.rstrip()
        if text and not text.isspace():
            if not text.isascii() and not unicodedata.is_normalized("NFC", text):
                text = unicodedata.normalize("NFC", text)
            self._keep(text)
        self._links = []
        self._length = self._strong = self._plain = self._linked = 0

    def _keep(self, text: str) -> None:
        _, _, box, style, group, _, _, _, _ = self._frames[-1]
        size, kind = len(text), style.kind
        line = Line(kind, text, box, group, style.level, self._links)
        if kind == "list_item":
            line.bullet, style.bullet = style.bullet, None
        if self._strong and not self._plain and kind != "heading":
            line.strong = True
        box.chars += size
        box.linked += self._linked
        box.lines += 1
        bare = size - self._linked
        if bare >= 25:
            if text[size // 2] > "\u2e80":
                bare *= 2
            if bare >= 50 and bare * 5 > size * 3 and kind not in ("heading", "term"):
                line.prose = bare if kind != "list_item" else bare // 2
                box.prose += line.prose
        self.made.append(line)
        self._sink.append(line)

    def _end_row(self, frame: Frame) -> None:
        row = frame[ROW]
        if row is None:
            return
        lines, self._sink = self._sink, row.around
        cells, start = [], 0
        for end in (*row.ends, len(lines)):
            if end > start:
                cells.append(lines[start:end])
            start = end
        joined = row_of(cells, frame[GROUP])
        self._sink.extend(lines if joined is None else (joined,))
