"""One walk over an HTML tree: lines of text with their kind, links and marks, and the boxes they stand in.

Nothing is decided here about what is content; `htmlregions` does that from what the walk has counted.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from postparse.htmllines import Attributes, Box, Line, Mark, row_of, tidy_code, unprintable
from postparse.htmlmarks import NOTHING, sense, tag_regions
from postparse.htmltags import (
    ALWAYS_SHOWN,
    BLOCK,
    BOLD,
    BREAK,
    CODES,
    DATES,
    EMPTY,
    ENDS,
    HEADINGS,
    INLINE,
    KINDS,
    OWN_GROUP,
    SETS,
    STYLED,
)

MAX_LINES = 50_000
"""More lines than this of one page are not read."""


class _Style:
    """How lines are read where it holds: their kind and level, the list item they are in, the lists around."""

    __slots__ = ("bullet", "depth", "kind", "level", "number")

    def __init__(self, kind: str, level: int, depth: int, bullet: str | None = None, number: int = -1) -> None:
        self.kind, self.level, self.depth, self.bullet, self.number = kind, level, depth, bullet, number


class _Frame:
    """An open element that needs something done at its end: `done` holds marks, or words for what to do."""

    __slots__ = ("block", "box", "done", "el", "group", "kids", "row", "split", "style", "tag")

    def __init__(self, el: Any, tag: str, box: Box, style: _Style, group: int, kids: int, block: bool) -> None:
        self.el, self.tag, self.box, self.style, self.group, self.kids = el, tag, box, style, group, kids
        self.block = block
        self.done: list[Mark | str] | None = None
        self.row: tuple[list[Line], list[int]] | None = None
        self.split = False


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"(?i)(?:\A|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)")


class Walk:
    """What one walk over the tree gathers.

    lines, marks, boxes    of the visible page, in its order; `made` has cells instead of their rows
    metas, heads, scripts  attributes of `<meta>` and `<link>`, texts of JSON-LD scripts
    titles, base           texts of `<title>`, `<base href>`
    depth                  deepest nesting seen
    hidden                 whether something was left out because it is not shown
    """

    def __init__(self, root: Any, *, show_hidden: bool = False) -> None:
        self.lines: list[Line] = []
        self.made: list[Line] = []
        self.boxes: list[Box] = [Box(None, "", NOTHING, "", 0)]
        self.marks: list[Mark] = []
        self.metas: list[Attributes] = []
        self.heads: list[Attributes] = []
        self.scripts: list[str] = []
        self.titles: list[str] = []
        self.base: str | None = None
        self.language: str | None = None
        self.hidden = False
        self.depth = 0
        self._show = show_hidden
        self._regions = tag_regions()
        self._groups = 0
        self._sink = self.lines
        self._frames = [_Frame(None, "", self.boxes[0], _Style("paragraph", 0, 0), 0, 0, True)]
        self._parts: list[str] = []
        # Of the line that is being gathered: its length, and how much of it is bold, not bold, linked.
        self._length = self._strong = self._plain = self._linked = 0
        self._bold = self._pre = self._line = self._link_start = 0
        # Whether a space is due, or due between words only (at the edge of a mark).
        self._space = self._joint = False
        self._links: list[tuple[int, int, Attributes]] = []
        self._link: Attributes | None = None
        self._walk(root)

    def _walk(self, root: Any) -> None:
        from lxml import etree

        frames, add, depth, codes = self._frames, self._add, 0, CODES
        walker = etree.iterwalk(root, events=("start", "end"))
        top = frames[0]
        for event, el in walker:
            if event == "start":
                depth += 1
                tag = el.tag
                code = codes.get(tag, INLINE)
                if code >= BLOCK or "-" in tag:
                    shown = self._open_block(el, tag, top, code)
                elif code == INLINE:
                    shown = self._open_inline(el, tag, top)
                else:
                    shown = self._open_other(el, tag, top, code)
                if shown:
                    top = frames[-1]
                    if text := el.text:
                        add(text)
                elif code != EMPTY:
                    walker.skip_subtree()
            else:
                if depth > self.depth:
                    self.depth = depth
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

    def _open_other(self, el: Any, tag: str, top: _Frame, code: int) -> bool:
        """Begin an element that is no text; True for the page's head, whose children are looked at."""
        if code == BREAK:
            self._break(top)
        elif tag == "meta":
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

    def _is_hidden(self, tag: str, attrs: Attributes, inline: bool) -> bool:
        if self._show or tag in ALWAYS_SHOWN:
            return False
        style = attrs.get("style")
        hidden = (
            ("hidden" in attrs and attrs["hidden"] != "until-found")
            or (inline and attrs.get("aria-hidden") == "true")
            or bool(style and ("none" in style or "hidden" in style) and _unseen().search(style))
        )
        self.hidden = self.hidden or hidden
        return hidden

    def _open_inline(self, el: Any, tag: str, top: _Frame) -> bool:
        items = el.items()
        bold, link = tag in BOLD, tag == "a"
        if not items and not bold:
            return tag != "button" or top.style.kind == "heading"
        attrs: Attributes = dict(items)
        hint = ""
        if items:
            meaning = sense(attrs)
            if meaning.hidden and not self._show:
                return False
            if ("style" in attrs or "hidden" in attrs or "aria-hidden" in attrs) and self._is_hidden(tag, attrs, True):
                return False
            hint = meaning.hint
        if tag == "button" and top.style.kind != "heading":
            return False
        if tag == "time":
            hint = hint if hint in DATES else "time"
        elif link and "rel" in attrs:
            hint = _rel_hint(attrs["rel"].split(), top.box) or hint
        if hint or bold or link:
            self._push_inline(el, tag, top, attrs, hint)
        return True

    def _push_inline(self, el: Any, tag: str, top: _Frame, attrs: Attributes, hint: str) -> None:
        frame = _Frame(el, tag, top.box, top.style, top.group, top.kids, False)
        done: list[Mark | str] = []
        frame.done = done
        self._frames.append(frame)
        if hint:
            self._joint = True
            done.append(self._mark(hint, tag, attrs, top.box))
        if tag in BOLD:
            self._bold += 1
            done.append("bold")
        elif tag == "a" and self._link is None:
            if self._links and self._links[-1][1] == self._length:
                self._joint = True
            self._link, self._link_start = attrs, self._length
            done.append("link")

    def _mark(self, hint: str, tag: str, attrs: Attributes, box: Box) -> Mark:
        mark = Mark(hint, tag, attrs, box, len(self.made), self._length)
        self.marks.append(mark)
        return mark

    def _open_block(self, el: Any, tag: str, top: _Frame, code: int) -> bool:
        items = el.items()
        meaning, attrs = NOTHING, {}
        if items:
            attrs = dict(items)
            meaning = sense(attrs)
            if meaning.hidden and not self._show and tag not in ALWAYS_SHOWN:
                return False
            if ("style" in attrs or "hidden" in attrs) and self._is_hidden(tag, attrs, False):
                if sum(child.tag == "p" for child in el) < 3:
                    return False
                # Text that a script shows to some; whether it is the post's is settled by its size.
                meaning = meaning._replace(region="hidden", sure=True)
        if self._length:
            self._flush()
        own = meaning.region or self._regions.get(tag, "")
        if tag in ALWAYS_SHOWN and not (meaning.sure and "role" in attrs):
            own = ""
        box = top.box
        if own or code != BLOCK:
            if not own and attrs.get("aria-hidden") == "true":
                own = "hidden"
            box = Box(box, tag, meaning, own, len(self.boxes))
            self.boxes.append(box)
        style = self._style(tag, top.style, attrs) if tag in STYLED else top.style
        group = kids = top.kids
        if tag in OWN_GROUP:
            self._groups = group = self._groups + 1
        if tag in SETS:
            self._groups = kids = self._groups + 1
        frame = _Frame(el, tag, box, style, group, kids, True)
        if tag == "tr":
            frame.row = (self._sink, [])
            self._sink = []
        elif tag == "pre":
            self._pre += 1
        self._line = el.sourceline or 0
        if meaning.hint:
            frame.done = [self._mark(meaning.hint, tag, attrs, box)]
        self._frames.append(frame)
        return True

    def _style(self, tag: str, around: _Style, attrs: Attributes) -> _Style:
        if tag == "li":
            bullet = "•"
            if around.number >= 0:
                bullet = f"{around.number}."
                around.number += 1
            return _Style("list_item", max(around.depth, 1), around.depth, bullet)
        if tag in ("ul", "menu"):
            return _Style(around.kind, around.level, around.depth + 1)
        if tag == "ol":
            return _Style(around.kind, around.level, around.depth + 1, None, _number(attrs.get("start")))
        if tag in KINDS:
            return _Style(KINDS[tag], HEADINGS.get(tag, 0), around.depth)
        return around

    def _break(self, top: _Frame) -> None:
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

    def _add(self, text: str) -> None:
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
        line = Line(kind, text, box, top.group, style.level, self._line)
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

    def _close(self, frame: _Frame) -> None:
        """Do at an element's end what its beginning asked for."""
        tag = frame.tag
        if frame.block:
            if self._length:
                self._flush()
            if tag not in ENDS:
                pass
            elif tag == "pre":
                self._pre -= 1
            elif tag == "tr":
                self._end_row(frame)
            elif tag in ("td", "th"):
                row = next((f.row for f in reversed(self._frames[-3:-1]) if f.row is not None), None)
                if row is not None:
                    row[1].append(len(self._sink))
        for what in frame.done or ():
            if what == "bold":
                self._bold -= 1
            elif what == "link":
                if self._link is not None and self._length > self._link_start:
                    self._links.append((self._link_start, self._length, self._link))
                self._link = None
            elif isinstance(what, Mark):
                what.last, what.end = len(self.made), self._length
                self._joint = True

    def _end_row(self, frame: _Frame) -> None:
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


def _rel_hint(rel: list[str], box: Box) -> str:
    if "author" in rel:
        return "author"
    if "tag" in rel:
        return "category" if "category" in rel or box.sense.hint == "category" else "tag"
    return ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1
