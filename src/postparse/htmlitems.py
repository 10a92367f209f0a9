"""Things that marks in the elements of a page describe, nested and with their values, whatever the syntax.

Microdata, RDFa and microformats are read in the one pass over the page, and only where it has such marks: see
`walk`. What they describe takes the form that JSON-LD has, so that `structured` reads all alike.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from postparse import microdata, microformats, rdfa
from postparse.htmlblocks import Walk
from postparse.htmllines import Attributes
from postparse.markup import Says

Thing = dict[str, object]
_Reader = Callable[[str, Mapping[str, str], tuple[str, ...]], Says | None]

_MOST, _LONGEST, _NESTED = 400, 2000, 16
_UNREAD = frozenset(("script", "style", "template", "noscript", "svg", "textarea"))


_KINDS = {"itemtype": ("Event", "Festival"), "typeof": ("Event", "Festival", "Article", "Posting")}
_CLASSES = ("vevent", "h-event", "h-entry")


def syntaxes(text: str) -> tuple[str, ...]:
    """Give the syntaxes in which a page describes an event or an article; none for nearly all pages, at no cost."""
    found = [m for m, kinds in _KINDS.items() if any(k in said for said in _after(text, f"{m}=") for k in kinds)]
    if any(_is_class(text, name) for name in _CLASSES):
        found.append("class")
    return tuple(found)


def _after(text: str, mark: str) -> Iterator[str]:
    """Give what stands behind each place of an attribute, up to the end of its value."""
    at = text.find(mark)
    while at >= 0:
        at += len(mark)
        quote = text[at : at + 1]
        yield text[at + 1 : at + 80].partition(quote if quote in "\"'" else ">")[0]
        at = text.find(mark, at)


def _is_class(text: str, name: str) -> bool:
    """Say whether a name stands somewhere as a class does: by itself between quotes or blanks."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if text[at - 1 : at] in ("'", '"', " ", "=") and text[end : end + 1] in ("'", '"', " ", ">"):
            return True
        at = text.find(name, end)
    return False


def walk(text: str, *, show_hidden: bool = False) -> Walk:
    """Give the target for a page's parse, with readers for the marks that it bears."""
    found = syntaxes(text)
    return MarkedWalk(found, show_hidden=show_hidden) if found else Walk(show_hidden=show_hidden)


_READERS: Mapping[str, tuple[str, _Reader, frozenset[str]]] = {
    "itemtype": ("microdata", microdata.read, frozenset(("itemscope", "itemprop"))),
    "typeof": ("rdfa", rdfa.read, frozenset(("typeof", "property", "rel"))),
    "class": ("microformats", microformats.read, frozenset(("class",))),
}


class MarkedWalk(Walk):
    """The pass over a page that bears such marks."""

    def __init__(self, marks: tuple[str, ...], *, show_hidden: bool = False) -> None:
        super().__init__(show_hidden=show_hidden)
        self._items = tuple(Items(*_READERS[mark]) for mark in marks)

    def start(self, tag: str, attrs: Attributes) -> None:
        super().start(tag, attrs)
        for items in self._items:
            items.start(tag, attrs)

    def end(self, tag: str) -> None:
        super().end(tag)
        for items in self._items:
            items.end()

    def data(self, text: str) -> None:
        super().data(text)
        for items in self._items:
            items.data(text)

    def close(self) -> Walk:
        super().close()
        self.things = {items.source: items.things for items in self._items if items.things}
        return self


class _Open:
    """An element that says something and has not ended: its depth, what it says, its thing or its text."""

    __slots__ = ("depth", "pieces", "says", "size", "thing", "values")

    def __init__(self, depth: int, says: Says, thing: Thing | None) -> None:
        self.depth = depth
        self.says = says
        self.thing = thing
        self.pieces: list[str] = []
        self.values: list[str] = []
        self.size = 0


class Items:
    """The things that one syntax describes: outer ones first."""

    def __init__(self, source: str, read: _Reader, marks: frozenset[str]) -> None:
        self.source = source
        self.things: list[Thing] = []
        self._read, self._marks = read, marks
        self._open: list[_Open] = []
        self._depth = 0
        self._unread = 0
        self._made = 0

    def start(self, tag: str, attrs: Attributes) -> None:
        """Begin an element."""
        self._depth += 1
        if self._unread:
            return
        if tag in _UNREAD:
            self._unread = self._depth
            return
        if tag == "br":
            self.data(" ")
        if not attrs or self._marks.isdisjoint(attrs) or len(self._open) >= _NESTED:
            return
        owner = next((o for o in reversed(self._open) if o.thing is not None), None)
        says = self._read(tag, attrs, owner.says.types if owner else ())
        if says is None or (not says.types and owner is None) or self._made >= _MOST:
            return
        thing: Thing | None = None
        if says.types:
            self._made += 1
            thing = {"@type": list(says.types)}
            if owner is None or not says.names:
                self.things.append(thing)
        self._open.append(_Open(self._depth, says, thing))

    def data(self, text: str) -> None:
        """Take text: a piece of the value of each property that is open, but no value of a thing around it."""
        if self._unread or not self._open:
            return
        for one in self._open:
            if one.size < _LONGEST and (one.says.names or one.thing is not None):
                one.pieces.append(text)
                one.size += len(text)

    def end(self) -> None:
        """End the element that began last."""
        depth = self._depth
        self._depth = depth - 1
        if self._unread == depth:
            self._unread = 0
        if not self._open or self._open[-1].depth != depth:
            return
        done = self._open.pop()
        text = " ".join("".join(done.pieces).split())
        value: object = done.says.value
        if done.thing is not None:
            value = done.thing
            if "name" not in done.thing and done.says.names and text and len(done.thing) == 1:
                value = text
        elif value is None:
            value = _joined(done.values) or text
        if microformats.VALUE in done.says.names and self._open and isinstance(value, str):
            self._open[-1].values.append(value)
            return
        owner = next((o.thing for o in reversed(self._open) if o.thing is not None), None)
        if owner is not None and value:
            for name in done.says.names:
                _put(owner, name, value)


def _joined(values: list[str]) -> str:
    """Join the pieces of a value: a day and a clock time make a moment."""
    if len(values) > 1 and re.match(r"\d{4}-\d\d-\d\d\Z", values[0].strip()):
        return f"{values[0].strip()}T{values[1].strip()}{''.join(values[2:]).strip()}"
    return " ".join(values)


def _put(thing: Thing, name: str, value: object) -> None:
    known = thing.setdefault(name, value)
    if known is not value:
        thing[name] = [*known, value][:100] if isinstance(known, list) else [known, value]
