"""One walk over an HTML tree: lines of text with their kind, links and marks, and the boxes they stand in.

Nothing is decided here about what is content; `htmlregions` does that from what the walk has counted.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from postparse.htmlmarks import NOTHING, Sense, sense

MAX_LINES = 50_000
"""More lines than this of one page are not read."""

_SKIPPED = frozenset(
    ["script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "select", "option", "textarea", "input", "canvas", "video", "audio", "datalist", "frameset", "map", "area", "applet", "noframes", "meter", "progress", "param", "source", "track", "base"]
)
_BOXES = frozenset(
    ["html", "body", "div", "section", "article", "main", "aside", "nav", "header", "footer", "form", "td", "th", "ul", "ol", "dl", "table", "center", "fieldset", "figure", "blockquote", "details", "dialog", "menu", "hgroup", "search"]
)
_BLOCKS = _BOXES | frozenset(
    ["p", "li", "dt", "dd", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "caption", "address", "summary", "legend", "thead", "tbody", "tfoot", "hr"]
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BOLD = frozenset(("b", "strong"))
_GONE = frozenset(("del", "s", "strike"))
_OWN_GROUP = frozenset(("p", "pre", "blockquote", "figcaption", "caption", "td", "th", "address", "summary", *_HEADINGS))
_SETS = frozenset(("ul", "ol", "dl", "table", "div", "section", "article", "main", "blockquote", "td", "form", "body"))
_KINDS = {"blockquote": "quote", "figcaption": "caption", "caption": "caption", "dt": "term", "dd": "definition"}
_TABS = str.maketrans("\n\t", "  ")


class Box:
    """An element that holds blocks, with what it holds counted (see `htmlregions`)."""

    __slots__ = ("article", "chars", "hint", "last", "lines", "linked", "own", "parent", "prose", "region", "sense", "tag", "title")

    def __init__(self, parent: "Box | None", tag: str, meaning: Sense, own: str) -> None:
        self.parent, self.tag, self.sense, self.own = parent, tag, meaning, own
        self.hint = meaning.hint or (parent.hint if parent else "")
        self.chars = self.linked = self.prose = self.lines = 0
        self.region, self.last, self.title = "", 0, False
        self.article: Box | None = self if tag == "article" else parent.article if parent else None


class Line:
    """One line of the page, squeezed; `text` has tabs between cells and line ends within them."""

    __slots__ = (
        "box",
        "bullet",
        "cells",
        "group",
        "hint",
        "home",
        "kind",
        "level",
        "links",
        "prose",
        "region",
        "shift",
        "sourceline",
        "start",
        "strong",
        "text",
    )  # fmt: skip

    def __init__(self, kind: str, text: str, box: Box, group: int, level: int = 0) -> None:
        self.kind, self.text, self.box, self.group, self.level = kind, text, box, group, level
        self.bullet: str | None = None
        self.cells: list[tuple[int, int]] = []
        self.links: list[tuple[int, int, dict[str, str]]] = []
        self.strong, self.hint, self.region = False, "", ""
        self.prose = self.sourceline = self.start = self.shift = 0
        self.home: Line | None = None


class Mark:
    """An element that says what it holds: its first and last line with offsets there, and its attributes."""

    __slots__ = ("attrs", "box", "end", "first", "hint", "last", "start", "tag")

    def __init__(self, hint: str, tag: str, attrs: dict[str, str], box: Box, first: int, start: int) -> None:
        self.hint, self.tag, self.attrs, self.box, self.first, self.start = hint, tag, attrs, box, first, start
        self.last, self.end = first, start


class _Frame:
    """An open element that needs something done at its end."""

    __slots__ = ("box", "bullet", "depth", "done", "el", "fresh", "group", "item", "kids", "kind", "level", "number", "tag")  # fmt: skip

    def __init__(self, el: Any, tag: str, parent: "_Frame | None", box: Box) -> None:
        self.el, self.tag, self.box = el, tag, box
        self.done: list[Any] = []
        self.number = 0
        self.bullet: str | None = None
        self.fresh = False
        if parent is not None:
            self.kind, self.level, self.group, self.kids = parent.kind, parent.level, parent.kids, parent.kids
            self.item, self.depth = parent.item, parent.depth
        else:
            self.kind, self.level, self.group, self.kids, self.depth = "paragraph", 0, 0, 0, 0
            self.item: _Frame | None = None


@cache
def _unprintable() -> re.Pattern[str]:
    # All that str.isprintable refuses but joiners, which words of some scripts need; and lone surrogates.
    return re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def tidy(text: str) -> str:
    """Give squeezed text in NFC without control, zero-width and formatting characters."""
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join(_unprintable().sub("", text).split())
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"(?i)(?:\A|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)")


class Walk:
    """What one walk over the tree gathers.

    lines, boxes, marks   of the visible page, in its order
    metas, heads, scripts attributes of `<meta>` and `<link>`, texts of JSON-LD scripts
    titles, base          text of `<title>`, `<base href>`
    depth                 deepest nesting seen
    hidden                whether something was left out because it is not shown
    """

    def __init__(self, root: Any, *, show_hidden: bool = False) -> None:
        self.lines: list[Line] = []
        self.made: list[Line] = []
        self.boxes: list[Box] = []
        self.marks: list[Mark] = []
        self.metas: list[dict[str, str]] = []
        self.heads: list[dict[str, str]] = []
        self.scripts: list[str] = []
        self.titles: list[str] = []
        self.base: str | None = None
        self.language: str | None = None
        self.hidden = False
        self.depth = 0
        self._show = show_hidden
        self._groups = 0
        self._sink = self.lines
        self._parts: list[str] = []
        self._length = self._bold = self._strong = self._plain = self._linked = self._pre = 0
        self._space = self._joint = False
        self._links: list[tuple[int, int, dict[str, str]]] = []
        self._link: dict[str, str] | None = None
        self._link_start = 0
        self._line = 0
        self._walk(root)

    def _walk(self, root: Any) -> None:
        from lxml import etree

        box = Box(None, "", NOTHING, "")
        self.boxes.append(box)
        self._frames = frames = [_Frame(None, "", None, box)]
        walker = etree.iterwalk(root, events=("start", "end"))
        top, add, depth = frames[0], self._add, 0
        for event, el in walker:
            if event == "start":
                depth += 1
                if depth > self.depth:
                    self.depth = depth
                if self._open(el, el.tag, top):
                    top = frames[-1]
                    if text := el.text:
                        add(text)
                else:
                    walker.skip_subtree()
            else:
                depth -= 1
                if el is top.el:
                    self._close(top)
                    frames.pop()
                    top = frames[-1]
                if tail := el.tail:
                    add(tail)
                if len(self.made) > MAX_LINES:
                    break
        self._flush()

    def _open(self, el: Any, tag: str, top: _Frame) -> bool:
        """Begin an element; False where nothing in it is text of the page."""
        if tag in _SKIPPED:
            self._note(el, tag)
            return False
        if tag == "br":
            self._break(top)
            return False
        if tag in ("img", "wbr"):
            return False
        if tag in ("meta", "link", "title", "head"):
            return self._note(el, tag)
        items = el.items()
        attrs: dict[str, str] = dict(items) if items else {}
        meaning = NOTHING
        if attrs:
            if not self._show and self._unseen(tag, attrs):
                self.hidden = True
                return False
            meaning = sense(attrs)
            if meaning.hidden and not self._show:
                return False
        if tag in _BLOCKS or "-" in tag:
            self._open_block(el, tag, top, attrs, meaning)
            return True
        if tag in _GONE or (tag == "button" and top.kind != "heading"):
            return False
        return self._open_inline(el, tag, top, attrs, meaning)

    def _unseen(self, tag: str, attrs: dict[str, str]) -> bool:
        if tag in ("html", "body", "main", "article"):
            return False
        if "hidden" in attrs and attrs["hidden"] != "until-found":
            return True
        if attrs.get("aria-hidden") == "true" and (tag not in _BLOCKS or tag == "li"):
            return True
        style = attrs.get("style")
        return bool(style and ("none" in style or "hidden" in style) and _unseen().search(style))

    def _note(self, el: Any, tag: str) -> bool:
        """Keep what the page's head says; True for the head itself, whose children are looked at."""
        if tag == "meta":
            self.metas.append(dict(el.items()))
        elif tag == "link":
            self.heads.append(dict(el.items()))
        elif tag == "title":
            self.titles.append("".join(el.itertext()))
        elif tag == "script":
            if "ld+json" in (el.get("type") or "").lower():
                self.scripts.append("".join(el.itertext()))
        elif tag == "base":
            self.base = self.base or el.get("href")
        return tag == "head"

    def _open_inline(self, el: Any, tag: str, top: _Frame, attrs: dict[str, str], meaning: Sense) -> bool:
        hint = meaning.hint
        if tag == "time":
            hint = hint if hint in ("published", "modified", "start", "end") else "time"
        elif tag == "a" and "rel" in attrs:
            rel = attrs["rel"].split()
            if "author" in rel:
                hint = "author"
            elif "tag" in rel:
                hint = "category" if "category" in rel or "category" in top.box.hint else "tag"
        if tag == "a":
            if self._parts and not self._space and self._links and self._links[-1][1] == self._length:
                self._space = True
        bold = tag in _BOLD
        if not (hint or bold or tag == "a"):
            return True
        frame = _Frame(el, tag, top, top.box)
        frame.group, frame.bullet = top.group, top.bullet
        self._frames.append(frame)
        if hint:
            self._joint = True
            frame.done.append(self._mark(hint, tag, attrs, top.box))
        if bold:
            self._bold += 1
            frame.done.append("bold")
        if tag == "a" and self._link is None:
            self._link, self._link_start = attrs, self._length
            frame.done.append("link")
        return True

    def _mark(self, hint: str, tag: str, attrs: dict[str, str], box: Box) -> Mark:
        mark = Mark(hint, tag, attrs, box, len(self.made), self._length)
        self.marks.append(mark)
        return mark

    def _open_block(self, el: Any, tag: str, top: _Frame, attrs: dict[str, str], meaning: Sense) -> None:
        if self._length:
            self._flush()
        box = top.box
        own = meaning.region_of(tag)
        if tag in _BOXES or own or "-" in tag:
            box = Box(box, tag, meaning, own)
            self.boxes.append(box)
            if own == "" and attrs.get("aria-hidden") == "true":
                box.own = "hidden"
        frame = _Frame(el, tag, top, box)
        self._line = el.sourceline or 0
        if tag in _OWN_GROUP:
            frame.group = self._group()
        if tag in _SETS:
            frame.kids = self._group()
        if tag == "li":
            self._open_item(frame, top)
        elif tag in _HEADINGS:
            frame.kind, frame.level = "heading", _HEADINGS[tag]
        elif tag == "pre":
            frame.kind = "code"
            self._pre += 1
        elif tag in ("ul", "ol", "menu"):
            frame.depth += 1
            frame.number = _number(attrs.get("start")) if tag == "ol" else 0
        elif tag == "tr":
            frame.done = [self._sink, []]
            self._sink = []
        elif tag in ("td", "th"):
            frame.kind, frame.item, frame.level = "paragraph", None, 0
        elif tag in _KINDS:
            frame.kind, frame.item, frame.level = _KINDS[tag], None, 0
        if meaning.hint:
            frame.done.append(self._mark(meaning.hint, tag, attrs, box))
        self._frames.append(frame)

    def _open_item(self, frame: _Frame, top: _Frame) -> None:
        frame.kind, frame.level, frame.item, frame.fresh = "list_item", max(frame.depth, 1), frame, True
        if top.tag == "ol":
            frame.bullet = f"{top.number}."
            top.number += 1
        else:
            frame.bullet = "•"
        frame.kids = frame.group

    def _group(self) -> int:
        self._groups += 1
        return self._groups

    def _break(self, top: _Frame) -> None:
        if self._pre:
            self._parts.append("\n")
            self._length += 1
        elif top.kind == "heading" or not self._length:
            self._space = True
        else:
            for frame in reversed(self._frames):
                if frame.tag in _BLOCKS:
                    if frame.tag not in _OWN_GROUP and frame.item is None and frame.bullet != "br":
                        # The lines of one element stand together, apart from its neighbours.
                        frame.group, frame.bullet = self._group(), "br"
                    break
            self._flush()

    def _add(self, text: str) -> None:
        if self._pre:
            text = _unprintable_but_lines(text)
            self._parts.append(text)
            self._length += len(text)
            return
        words = text.split()
        if not words:
            self._space = True
            return
        bare = " ".join(words)
        if not bare.isprintable():
            bare = " ".join(_unprintable().sub("", bare).split())
            if not bare:
                return
        if not bare.isascii():
            bare = self._composed(bare)
        if self._length and (self._space or text[0].isspace() or (self._joint and bare[0].isalnum())):
            bare = " " + bare
        self._space = text[-1].isspace()
        self._joint = False
        self._parts.append(bare)
        size = len(bare)
        self._length += size
        if self._bold:
            self._strong += size
        elif self._strong or not self._plain:
            self._plain += len(bare.strip(" :：."))
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
        top = self._frames[-1]
        text = "".join(self._parts)
        if self._pre:
            text = text.strip("\n").rstrip()
        if self._link is not None:
            self._links.append((self._link_start, self._length, self._link))
            self._link_start = 0
        if text and not text.isspace():
            if not text.isascii() and not unicodedata.is_normalized("NFC", text):
                text = unicodedata.normalize("NFC", text)
            self._keep(text, top)
        self._parts.clear()
        self._links = []
        self._length = self._strong = self._plain = self._linked = 0

    def _keep(self, text: str, top: _Frame) -> None:
        line = Line(top.kind, text, top.box, top.group, top.level)
        if top.item is not None and top.kind == "list_item" and top.item.fresh:
            line.bullet, top.item.fresh = top.item.bullet, False
        line.links = self._links
        line.strong = bool(self._strong) and not self._plain and line.kind != "heading"
        line.sourceline = self._line
        box, size = top.box, len(text)
        box.chars += size
        box.linked += self._linked
        box.lines += 1
        bare = size - self._linked
        if size and text[size // 2] > "\u2e80":
            bare *= 2
        if bare >= 50 and bare * 5 > size * 3 and line.kind not in ("heading", "term"):
            line.prose = bare if line.kind != "list_item" else bare // 2
            box.prose += line.prose
        self.made.append(line)
        self._sink.append(line)

    def _close(self, frame: _Frame) -> None:
        """Do at an element's end what its beginning asked for."""
        if frame.tag in _BLOCKS or "-" in frame.tag:
            if self._length:
                self._flush()
            if frame.tag == "pre":
                self._pre -= 1
            elif frame.tag == "tr":
                self._end_row(frame)
            elif frame.tag in ("td", "th") and len(self._frames) > 1:
                self._end_cell(self._frames[-2])
        for what in frame.done:
            if isinstance(what, Mark):
                what.last, what.end = len(self.made), self._length
                self._joint = True
            elif what == "bold":
                self._bold -= 1
            elif what == "link" and self._link is not None:
                if self._length > self._link_start:
                    self._links.append((self._link_start, self._length, self._link))
                self._link = None

    def _end_cell(self, row: _Frame) -> None:
        if row.tag == "tr" and len(row.done) >= 2 and isinstance(row.done[1], list):
            row.done[1].append(len(self._sink))

    def _end_row(self, frame: _Frame) -> None:
        outer, ends = frame.done[0], frame.done[1]
        lines, self._sink = self._sink, outer
        cells, start = [], 0
        for end in [*ends, len(lines)]:
            if end > start:
                cells.append(lines[start:end])
            start = end
        if len(cells) > 1 and all(_is_cell(c) for c in cells):
            lines = [_row(cells, frame)]
        outer.extend(lines)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1


def _unprintable_but_lines(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "\n".join("\t".join(_unprintable().sub("", part) for part in line.split("\t")) for line in text.split("\n"))


def _is_cell(lines: list[Line]) -> bool:
    """Tell whether these lines are one cell of data, not a column of a page laid out by a table."""
    size = sum(len(line.text) for line in lines)
    return len(lines) <= 12 and size <= 800 and not any(
        line.kind in ("table_row", "code") or (line.kind == "heading" and line.level < 3) for line in lines
    )


def _row(cells: list[list[Line]], frame: _Frame) -> Line:
    first = cells[0][0]
    row = Line("table_row", "", first.box, frame.group)
    row.strong = all(line.strong for cell in cells for line in cell)
    row.sourceline = first.sourceline
    parts: list[str] = []
    at = 0
    for cell in cells:
        start = at
        for line in cell:
            line.home, line.shift = row, at
            row.links += [(s + at, e + at, a) for s, e, a in line.links]
            row.prose += line.prose
            at += len(line.text) + 1
        parts.append("\n".join(line.text for line in cell))
        row.cells.append((start, at - 1))
    row.text = "\t".join(parts)
    return row


def place(line: Line) -> tuple[Line, int]:
    """Give the line of the page that a walked line ended in, and its offset there."""
    shift = 0
    while line.home is not None:
        shift += line.shift
        line = line.home
    return line, shift


def flat(text: str) -> str:
    """Give text as a block shows it: line ends and tabs folded to spaces, one to one."""
    return text.translate(_TABS)


def texts(mark: Mark, walk: Walk) -> Iterator[tuple[Line, int, int]]:
    """Give the stretches of lines that a mark covers: (line, start, end), without white space around."""
    for number in range(mark.first, min(mark.last + 1, len(walk.made))):
        line = walk.made[number]
        start = mark.start if number == mark.first else 0
        end = mark.end if number == mark.last else len(line.text)
        part = line.text[start:end]
        bare = part.strip()
        if bare:
            yield line, start + len(part) - len(part.lstrip()), start + len(part.rstrip())
