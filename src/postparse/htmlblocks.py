"""One pass over a page as libxml2 reads it: lines of text with their kind, links and marks, and their boxes.

Nothing is decided here about what is content; `htmlregions` does that from what the pass has counted.
No tree is built: walking one from Python costs as much as parsing it.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from postparse.htmllines import Attributes, Box, Mark
from postparse.htmlmarks import NOTHING, sense, tag_regions
from postparse.htmltags import (
    ALWAYS_SHOWN,
    BLOCK,
    BOLD,
    BREAK,
    CODES,
    DATES,
    ENDS,
    GONE,
    HEADINGS,
    INLINE,
    KINDS,
    OWN_GROUP,
    PLAIN,
    SETS,
    STYLED,
)
from postparse.htmltext import Frame, Gathering, Style

MAX_LINES = 50_000
"""More lines than this of one page are not read."""


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"(?i)(?:\A|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)")


class Walk(Gathering):
    """A target for a parser's events, and what they gave.

    metas, heads, scripts  attributes of `<meta>` and `<link>`, texts of JSON-LD scripts
    titles, base, struck   texts of `<title>`, `<base href>`, `<del>`
    things                 what marks in elements describe, by syntax; see `htmlitems`
    language               what `<html lang>` says
    depth                  deepest nesting seen
    hidden                 whether something was left out because it is not shown
    """

    def __init__(self, *, show_hidden: bool = False) -> None:
        super().__init__()
        self.metas: list[Attributes] = []
        self.heads: list[Attributes] = []
        self.scripts: list[str] = []
        self.titles: list[str] = []
        self.struck: list[str] = []
        self.things: Mapping[str, Sequence[Mapping[str, object]]] = {}
        self.base: str | None = None
        self.language: str | None = None
        self.hidden = False
        self.depth = 0
        self._show = show_hidden
        self._regions = tag_regions()
        self._depth = 0
        # Depth of the element that is passed over with all in it; its text and where that goes to, if anywhere.
        self._skipped = 0
        self._texts: list[str] = []
        self._kept: list[str] | None = None

    def start(self, tag: str, attrs: Attributes) -> None:
        """Begin an element."""
        self._depth += 1
        if self._skipped:
            return
        code = CODES.get(tag, INLINE)
        if code >= BLOCK or "-" in tag:
            shown = self._open_block(tag, attrs, code)
        elif code == INLINE:
            if not attrs and tag in PLAIN:
                return
            shown = self._open_inline(tag, attrs)
        else:
            shown = self._open_other(tag, attrs, code)
        if not shown:
            self._skipped = self._depth

    def end(self, tag: str) -> None:
        """End the element that began last."""
        depth = self._depth
        self._depth = depth - 1
        if self._skipped:
            if depth == self._skipped:
                self._skipped = 0
                self._keep_text()
            return
        top = self._frames[-1]
        if top.depth == depth:
            if depth > self.depth:
                self.depth = depth
            if top.block:
                if self._length:
                    self._flush()
                if top.tag in ENDS:
                    self._end_block(top)
            if top.done:
                self._end_marks(top.done)
            self._frames.pop()

    def data(self, text: str) -> None:
        """Take text; it may come in any number of pieces."""
        if self._skipped:
            if self._kept is not None:
                self._texts.append(text)
        elif text.isspace() and not self._pre:
            self._space = True
        else:
            self.add(text)

    def close(self) -> "Walk":
        """End the page."""
        self._keep_text()
        self._flush()
        return self

    def _keep_text(self) -> None:
        if self._kept is not None:
            self._kept.append("".join(self._texts))
            self._texts, self._kept = [], None

    def _open_other(self, tag: str, attrs: Attributes, code: int) -> bool:
        """Begin an element that is no text; True for the page's head, whose children are looked at."""
        if code == BREAK:
            self._break(self._frames[-1])
        elif tag == "meta":
            self.metas.append(attrs)
        elif tag == "link":
            self.heads.append(attrs)
        elif tag == "title" or (tag == "script" and "ld+json" in attrs.get("type", "").lower()):
            self._kept = self.titles if tag == "title" else self.scripts
        elif code == GONE:
            self._kept = self.struck
        elif tag == "base":
            self.base = self.base or attrs.get("href")
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

    def _open_inline(self, tag: str, attrs: Attributes) -> bool:
        bold, link = tag in BOLD, tag == "a"
        top = self._frames[-1]
        hint = ""
        if attrs:
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
            self._push_inline(tag, top, attrs, hint)
        return True

    def _push_inline(self, tag: str, top: Frame, attrs: Attributes, hint: str) -> None:
        frame = Frame(self._depth, tag, top.box, top.style, top.group, top.kids, False)
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

    def _open_block(self, tag: str, attrs: Attributes, code: int) -> bool:
        top = self._frames[-1]
        if len(self.made) > MAX_LINES:
            return False
        meaning = NOTHING
        if attrs:
            meaning = sense(attrs)
            if meaning.hidden and not self._show and tag not in ALWAYS_SHOWN:
                return False
            if ("style" in attrs or "hidden" in attrs) and self._is_hidden(tag, attrs, False):
                if code == BLOCK:
                    return False
                # Text that a script shows to some; whether it is the post's is settled by its size.
                meaning = meaning._replace(region="hidden", sure=True)
            if tag == "html":
                self.language = " ".join((attrs.get("lang") or attrs.get("xml:lang") or "").split()) or None
        if self._length:
            self._flush()
        own = meaning.region or self._regions.get(tag, "")
        box = top.box
        if tag in ALWAYS_SHOWN and not (meaning.sure and "role" in attrs):
            own = ""
        if own or code != BLOCK:
            if not own and attrs.get("aria-hidden") == "true":
                own = "hidden"
            box = Box(box, tag, meaning, own, len(self.boxes))
            self.boxes.append(box)
        elif tag == "p":
            box.paragraphs += 1
        style = self._style(tag, top.style, attrs) if tag in STYLED else top.style
        group = kids = top.kids
        if tag in OWN_GROUP:
            self._groups = group = self._groups + 1
        if tag in SETS:
            self._groups = kids = self._groups + 1
        frame = Frame(self._depth, tag, box, style, group, kids, True)
        if tag == "tr":
            frame.row = (self._sink, [])
            self._sink = []
        elif tag == "pre":
            self._pre += 1
        if meaning.hint:
            frame.done = [self._mark(meaning.hint, tag, attrs, box)]
        self._frames.append(frame)
        return True

    def _style(self, tag: str, around: Style, attrs: Attributes) -> Style:
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

    def _end_block(self, frame: Frame) -> None:
        """Do at the end of a cell, a row or preformatted text what its beginning asked for."""
        if frame.tag == "pre":
            self._pre -= 1
        elif frame.tag == "tr":
            self._end_row(frame)
        else:
            row = next((f.row for f in reversed(self._frames[-3:-1]) if f.row is not None), None)
            if row is not None:
                row[1].append(len(self._sink))

    def _end_marks(self, done: list[Mark | str]) -> None:
        for what in done:
            if what == "bold":
                self._bold -= 1
            elif what == "link":
                if self._link is not None and self._length > self._link_start:
                    self._links.append((self._link_start, self._length, self._link))
                self._link = None
            elif isinstance(what, Mark):
                what.last, what.end = len(self.made), self._length
                self._joint = True


def _rel_hint(rel: list[str], box: Box) -> str:
    if "author" in rel:
        return "author"
    if "tag" in rel:
        return "category" if "category" in rel or box.sense.hint == "category" else "tag"
    return ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1
