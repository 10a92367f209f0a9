"""One pass over a page as libxml2 reads it: lines of text with their kind, links and marks, and their boxes.

Nothing is decided here about what is content; `htmlregions` does that from what the pass has counted.
No tree is built: walking one from Python costs as much as parsing it.
"""

from collections.abc import Mapping, Sequence

from postparse.page.htmllines import Attributes, Box
from postparse.page.htmlmarks import HIDING, NOTHING, is_hidden, rel_hint, sense, tag_regions
from postparse.page.htmltags import (
    ALWAYS_SHOWN,
    BESIDE,
    BLOCK,
    BOLD,
    BREAK,
    CODES,
    CREDITS,
    CUSTOM,
    DATES,
    ENDS,
    GONE,
    LABEL,
    PLAIN,
    PLANS,
    Plan,
    is_moment,
)
from postparse.page.htmltext import (
    BOLDED,
    BOX_OF,
    DEPTH,
    FLAGS,
    LINES,
    LINKED,
    MARK,
    ROW,
    STYLE,
    Frame,
    Gathering,
    Row,
    style_of,
)

MAX_LINES = 50_000
"""More lines than this of one page are not read."""


class Walk(Gathering):
    """A target for a parser's events, and what they gave.

    metas, heads, scripts  attributes of `<meta>` and `<link>`, texts of JSON-LD scripts
    titles, base, struck   texts of `<title>`, `<base href>`, `<del>`
    described              attributes by which elements describe an event or an article in full; see `Sense.thing`
    things                 what such marks describe, by syntax, where the pass reads them; see `htmlitems`
    language               what `<html lang>` says
    depth                  deepest nesting seen
    hidden                 whether something was left out because it is not shown
    """

    __slots__ = (
        "_depth", "_kept", "_regions", "_show", "_skipped", "_texts", "base", "depth", "described",
        "heads", "hidden", "language",
        "metas", "scripts", "struck", "things", "titles",
    )  # fmt: skip

    def __init__(self, *, show_hidden: bool = False) -> None:
        super().__init__()
        self.metas: list[Attributes] = []
        self.heads: list[Attributes] = []
        self.scripts: list[str] = []
        self.titles: list[str] = []
        self.struck: list[str] = []
        self.described: set[str] = set()
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
        self._depth = depth = self._depth + 1
        if self._skipped:
            return
        plan = PLANS.get(tag)
        if plan is None:
            code = CODES.get(tag)
            if code is None:
                if 1 < self._length <= LABEL and not self._space and tag in BESIDE and len(self._parts) == 1:
                    self._touched = True
                if not attrs and tag in PLAIN:
                    return
                shown = self._open_block(tag, attrs, CUSTOM) if "-" in tag else self._open_inline(tag, attrs)
            else:
                shown = self._open_other(tag, attrs, code)
        else:
            shown = self._open_block(tag, attrs, plan)
        if not shown:
            self._skipped = depth

    def end(self, tag: str) -> None:
        """End the element that began last."""
        depth = self._depth
        self._depth = depth - 1
        if self._skipped:
            if depth == self._skipped:
                self._skipped = 0
                if self._kept is not None:
                    self._keep_text()
            return
        top = self._frames[-1]
        if top[DEPTH] == depth:
            if depth > self.depth:
                self.depth = depth
            flags = top[FLAGS]
            if flags & LINES:
                if self._length:
                    self._flush()
                if tag in ENDS:
                    self._end_block(tag, top)
            elif flags:
                self._end_inline(flags)
            if (mark := top[MARK]) is not None:
                mark.last, mark.end = len(self.made), self._length
                self._joint = True
            self._frames.pop()

    def data(self, text: str) -> None:
        """Take text; it may come in any number of pieces."""
        if self._skipped:
            if self._kept is not None:
                self._texts.append(text)
        elif self._pre:
            self._add_code(text)
        elif text.isspace():
            self._space = True
        else:
            self._add(text)

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
            self._break()
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

    def _hides(self, tag: str, attrs: Attributes, inline: bool) -> bool:
        hidden = not self._show and tag not in ALWAYS_SHOWN and is_hidden(attrs, inline)
        self.hidden = self.hidden or hidden
        return hidden

    def _open_inline(self, tag: str, attrs: Attributes) -> bool:
        hint = ""
        if attrs:
            meaning = sense(attrs)
            if meaning is not NOTHING:
                if meaning.thing:
                    self.described.add(meaning.thing)
                if meaning.hidden and not self._show:
                    return False
                hint = meaning.hint
            if not HIDING.isdisjoint(attrs) and self._hides(tag, attrs, True):
                return False
            if hint in CREDITS:
                hint = self._credit(hint)
                if hint and tag != "a":
                    return self._open_block(tag, attrs, CUSTOM)
        top = self._frames[-1]
        link = tag == "a"
        if link:
            if "rel" in attrs:
                hint = rel_hint(attrs["rel"].split(), top[BOX_OF].sense) or hint
        elif tag == "button":
            if top[STYLE].kind != "heading":
                return False
        elif (tag == "time" and hint not in DATES) or ("title" in attrs and not hint and is_moment(attrs["title"])):
            hint = "time"
        if hint or link or tag in BOLD:
            self._push_inline(tag, top, attrs, hint)
        return True

    def _push_inline(self, tag: str, top: Frame, attrs: Attributes, hint: str) -> None:
        _, _, box, style, group, kids, _, _, _ = top
        mark, flags = None, 0
        if hint:
            self._joint = True
            mark = self._mark(hint, tag, attrs, box)
        if tag in BOLD:
            self._bold += 1
            flags = BOLDED
        elif tag == "a" and self._link is None:
            if self._links and self._links[-1][1] == self._length:
                self._joint = True
            self._link, self._link_start = attrs, self._length
            flags = LINKED
        self._frames.append((self._depth, tag, box, style, group, kids, flags, mark, None))

    def _open_block(self, tag: str, attrs: Attributes, plan: Plan) -> bool:
        if len(self.made) > MAX_LINES:
            return False
        code, shown, styled, grouped, parts = plan
        meaning, own, covered = NOTHING, "", False
        if attrs:
            meaning = sense(attrs)
            if meaning is not NOTHING:
                if meaning.thing:
                    self.described.add(meaning.thing)
                if meaning.hidden and not (self._show or shown):
                    return False
                own = meaning.region
            if not HIDING.isdisjoint(attrs):
                if self._hides(tag, attrs, False):
                    if code == BLOCK:
                        return False
                    # Text that a script shows to some; whether it is the post's is settled by its size.
                    meaning = meaning._replace(region="hidden", sure=True)
                    own = "hidden"
                covered = attrs.get("aria-hidden") == "true"
            if tag == "html":
                self.language = " ".join((attrs.get("lang") or attrs.get("xml:lang") or "").split()) or None
        if self._length:
            self._flush()
        own = own or self._regions.get(tag, "")
        _, _, box, style, _, kids, _, _, _ = self._frames[-1]
        if shown and own and not (meaning.sure and "role" in attrs):
            own = ""
        if own or code != BLOCK:
            if covered and not own:
                own = "hidden"
            box = Box(box, tag, meaning, own, len(self.boxes))
            self.boxes.append(box)
        elif tag == "p":
            box.paragraphs += 1
        group = kids
        if grouped:
            self._groups = group = self._groups + 1
        if parts:
            self._groups = kids = self._groups + 1
        if styled:
            style = style_of(tag, style, attrs)
        row = None
        if tag == "tr":
            row = Row(self._sink, [])
            self._sink = []
        elif tag == "pre":
            self._pre += 1
        hint = meaning.hint
        if hint in CREDITS:
            hint = self._credit(hint)
        mark = self._mark(hint, tag, attrs, box) if hint else None
        self._frames.append((self._depth, tag, box, style, group, kids, LINES, mark, row))
        return True

    def _end_block(self, tag: str, frame: Frame) -> None:
        """Do at the end of a cell, a row or preformatted text what its beginning asked for."""
        if tag == "pre":
            self._pre -= 1
        elif tag == "tr":
            self._end_row(frame)
        else:
            row = next((f[ROW] for f in reversed(self._frames[-3:-1]) if f[ROW] is not None), None)
            if row is not None:
                row.ends.append(len(self._sink))

    def _end_inline(self, flags: int) -> None:
        if flags & BOLDED:
            self._bold -= 1
        else:
            if self._link is not None and self._length > self._link_start:
                self._links.append((self._link_start, self._length, self._link))
            self._link = None
