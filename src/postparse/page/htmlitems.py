"""Things that marks in the elements of a page describe, nested and with their values, whatever the syntax.

Microdata, RDFa and microformats are read by a pass of their own, which only the few pages get on which the plain
one met an event or an article so described. What they describe takes the form that
JSON-LD has, so that `structured` reads all alike.
"""

import re
from collections.abc import Callable, Collection, Mapping

from postparse.page import microdata, microformats, rdfa
from postparse.page.htmlblocks import Walk
from postparse.page.htmllines import Attributes
from postparse.page.markup import Says

Thing = dict[str, object]
_Reader = Callable[[str, Mapping[str, str], tuple[str, ...]], Says | None]

_MOST, _LONGEST, _NESTED = 400, 2000, 16
_UNREAD = frozenset(("script", "style", "template", "noscript", "svg", "textarea"))


_READERS: Mapping[str, tuple[str, _Reader, frozenset[str]]] = {
    "itemtype": ("microdata", microdata.read, frozenset(("itemscope", "itemprop"))),
    "typeof": ("rdfa", rdfa.read, frozenset(("typeof", "property", "rel"))),
    "class": ("microformats", microformats.read, frozenset(("class",))),
}


class MarkedWalk(Walk):
    """The pass over a page that bears such marks: attributes of `_READERS`."""

    def __init__(self, marks: Collection[str] = (), *, show_hidden: bool = False) -> None:
        super().__init__(show_hidden=show_hidden)
        self._items = tuple(Items(*reader) for mark, reader in _READERS.items() if mark in marks)

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
