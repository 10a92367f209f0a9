"""The line that is being gathered while a page is read, and the lines, boxes and marks gathered so far."""

import unicodedata

from postparse.htmllines import Attributes, Box, Line, Mark, row_of, tidy_code, unprintable
from postparse.htmlmarks import NOTHING
from postparse.htmltags import OWN_GROUP


class Style:
    """How lines are read where it holds: their kind and level, the list item they are in, the lists around."""

    __slots__ = ("bullet", "depth", "kind", "level", "number")

    def __init__(self, kind: str, level: int, depth: int, bullet: str | None = None, number: int = -1) -> None:
        self.kind, self.level, self.depth, self.bullet, self.number = kind, level, depth, bullet, number


class Frame:
    """An open element that needs something done at its end: `done` holds marks, or words for what to do."""

    __slots__ = ("block", "box", "depth", "done", "group", "kids", "row", "split", "style", "tag")

    def __init__(self, depth: int, tag: str, box: Box, style: Style, group: int, kids: int, block: bool) -> None:
        self.depth, self.tag, self.box, self.style, self.group, self.kids = depth, tag, box, style, group, kids
        self.block = block
        self.done: list[Mark | str] | None = None
        self.row: tuple[list[Line], list[int]] | None = None
        self.split = False


class Gathering:
    """Lines, boxes and marks of the visible page, in its order; `made` has cells instead of their rows."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.made: list[Line] = []
        self.boxes: list[Box] = [Box(None, "", NOTHING, "", 0)]
        self.marks: list[Mark] = []
        self._groups = 0
        self._sink = self.lines
        self._frames = [Frame(0, "", self.boxes[0], Style("paragraph", 0, 0), 0, 0, True)]
        self._parts: list[str] = []
        # Of the line that is being gathered: its length, and how much of it is bold, not bold, linked.
        self._length = self._strong = self._plain = self._linked = 0
        self._bold = self._pre = self._link_start = 0
        # Whether a space is due, or due between words only (at the edge of a mark).
        self._space = self._joint = False
        self._links: list[tuple[int, int, Attributes]] = []
        self._link: Attributes | None = None

    def _mark(self, hint: str, tag: str, attrs: Attributes, box: Box) -> Mark:
        mark = Mark(hint, tag, attrs, box, len(self.made), self._length)
        self.marks.append(mark)
        return mark

    def _break(self, top: Frame) -> None:
        if self._pre:
            self._parts.append("\n")
            self._length += 1
        elif top.style.kind == "heading" or not self._length:
            self._space = True
        else:
            frame = next(f for f in reversed(self._frames) if f.block)
            if not frame.split and frame.tag not in OWN_GROUP and frame.style.kind != "list_item":
                # The lines of one element stand together, apart from its neighbours.
                self._groups = frame.group = self._groups + 1
                frame.split = True
            self._flush()

    def add(self, text: str) -> None:
        if self._pre:
            text = tidy_code(text)
            self._parts.append(text)
            self._length += len(text)
            return
        if text.isspace():
            self._space = True
            return
        bare = " ".join(text.split())
        if not bare.isprintable():
            bare = " ".join(unprintable().sub("", bare).split())
            if not bare:
                return
        if not bare.isascii():
            bare = self._composed(bare)
        if self._length and (self._space or text[0].isspace() or (self._joint and bare[:1].isalnum())):
            bare = " " + bare
        self._space = text[-1].isspace()
        self._joint = False
        self._parts.append(bare)
        size = len(bare)
        self._length += size
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
        self._space = self._joint = False
        if not self._length:
            return
        text = "".join(self._parts)
        if self._link is not None:
            self._links.append((self._link_start, self._length, self._link))
            self._link_start = 0
        if self._pre:
            text = text.rstrip()
        if text and not text.isspace():
            if not text.isascii() and not unicodedata.is_normalized("NFC", text):
                text = unicodedata.normalize("NFC", text)
            self._keep(text)
        self._parts.clear()
        self._links = []
        self._length = self._strong = self._plain = self._linked = 0

    def _keep(self, text: str) -> None:
        top = self._frames[-1]
        style, box, size = top.style, top.box, len(text)
        kind = style.kind
        line = Line(kind, text, box, top.group, style.level)
        line.links = self._links
        if kind == "list_item":
            line.bullet, style.bullet = style.bullet, None
        if self._strong and not self._plain and kind != "heading":
            line.strong = True
        box.chars += size
        box.linked += self._linked
        box.lines += 1
        bare = size - self._linked
        if text[size // 2] > "\u2e80":
            bare *= 2
        if bare >= 50 and bare * 5 > size * 3 and kind not in ("heading", "term"):
            line.prose = bare if kind != "list_item" else bare // 2
            box.prose += line.prose
        self.made.append(line)
        self._sink.append(line)

    def _end_row(self, frame: Frame) -> None:
        if frame.row is None:
            return
        lines, (self._sink, ends) = self._sink, frame.row
        cells, start = [], 0
        for end in (*ends, len(lines)):
            if end > start:
                cells.append(lines[start:end])
            start = end
        row = row_of(cells, frame.group)
        self._sink.extend(lines if row is None else (row,))
