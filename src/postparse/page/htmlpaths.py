"""Where elements of a page stand, as paths that a page shares with its neighbours on the same site.

A path is `article.post > header > p.by`: the element, the elements around it up to the second that bears a
name, and of their names (class, `#id`) those that other pages of the site have too. Only learning a profile
and reading with one ask for paths: see `profile`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from postparse.page.htmlblocks import Walk
from postparse.page.htmlitems import MarkedWalk
from postparse.page.htmllines import Attributes, Box
from postparse.page.htmltags import PLANS

JOINT = " > "
_NAMED, _DEEPEST, _MOST_NAMES, _LONGEST_NAME = 2, 6, 3, 40
# Inline elements between a line and the element that holds it: more have only broken pages.
_FARTHEST = 50
_TOP = frozenset(("html", "body"))


class Element:
    """An element of the visible page: its names, and the lines and offsets that it covers, as for a `Mark`.

    `around` is the box that its lines stand in, `box` its own where it is one.
    """

    __slots__ = ("around", "attrs", "box", "end", "first", "last", "names", "parent", "start", "tag")

    def __init__(self, tag: str, attrs: Attributes, parent: "Element | None") -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.names = _names(attrs) if attrs else ()
        self.box: Box | None = None
        self.around: Box | None = None
        self.first = self.last = self.start = self.end = 0


def _names(attrs: Attributes) -> tuple[str, ...]:
    """Give class names and id; those with figures count something or come from a build."""
    said = attrs.get("class", "")[:500].split()
    if own := attrs.get("id"):
        said.append("#" + own)
    return tuple(name for name in said if 2 < len(name) <= _LONGEST_NAME and _is_word(name.removeprefix("#")))


def _is_word(name: str) -> bool:
    return name.isascii() and name.replace("-", "").replace("_", "").isalpha()


class TracedWalk(MarkedWalk):
    """The pass over a page that also keeps its elements, and for each line made the element that holds it."""

    def __init__(self, marks: Collection[str] = (), *, show_hidden: bool = False) -> None:
        super().__init__(marks, show_hidden=show_hidden)
        self.elements: list[Element] = []
        self.owners: list[Element | None] = []
        self._trail: list[tuple[int, Element]] = []

    def start(self, tag: str, attrs: Attributes) -> None:
        skipped, boxes = self._skipped, len(self.boxes)
        super().start(tag, attrs)
        if skipped or self._skipped:
            return
        element = Element(tag, attrs, self._trail[-1][1] if self._trail else None)
        if len(self.boxes) > boxes:
            element.box = self.boxes[-1]
        element.around = element.box or (element.parent.around if element.parent else self.boxes[0])
        element.first, element.start = len(self.made), self._length
        self._trail.append((self._depth, element))
        self.elements.append(element)

    def end(self, tag: str) -> None:
        depth = self._depth
        super().end(tag)
        if self._trail and self._trail[-1][0] == depth:
            self._cover(self._trail.pop()[1])

    def close(self) -> Walk:
        super().close()
        while self._trail:
            self._cover(self._trail.pop()[1])
        return self

    def _cover(self, element: Element) -> None:
        element.last, element.end = len(self.made), self._length

    def _keep(self, text: str) -> None:
        super()._keep(text)
        near = (e for _, e in islice(reversed(self._trail), _FARTHEST))
        self.owners.append(next((e for e in near if e.tag in PLANS or "-" in e.tag), None))


def text_of(page: TracedWalk, element: Element, most: int) -> str:
    """Give what an element covers, on one line; nothing where that is more than `most` code points."""
    parts: list[str] = []
    size = 0
    for number in range(element.first, min(element.last + 1, len(page.made))):
        text = page.made[number].text
        start = element.start if number == element.first else 0
        end = element.end if number == element.last else len(text)
        parts.append(text[start:end])
        size += end - start
        if size > most:
            return ""
    return " ".join(" ".join(parts).split())


def numbers(elements: Iterable[Element]) -> set[int]:
    """Give the numbers of the lines that elements cover, given in the page's order."""
    found: set[int] = set()
    end = 0
    for element in elements:
        if element.last > end:
            found.update(range(max(element.first, end), element.last))
            end = element.last
    return found


def path(element: Element, kept: Mapping[str, int]) -> str:
    """Give the path of an element; of names only those in `kept`, the most common first."""
    steps: list[str] = []
    named = 0
    at: Element | None = element
    while at is not None and at.tag not in _TOP and named < _NAMED and len(steps) < _DEEPEST:
        names = sorted((n for n in set(at.names) if n in kept), key=lambda n: (-kept[n], n))[:_MOST_NAMES]
        named += bool(names)
        steps.append(at.tag + "".join(n if n[0] == "#" else f".{n}" for n in sorted(names)))
        at = at.parent
    return JOINT.join(reversed(steps))


class Steps:
    """Paths to be found on a page: an element stands at one whose steps' names are among its own."""

    def __init__(self, paths: Collection[str]) -> None:
        self._by_last: dict[tuple[str, str], list[tuple[str, tuple[tuple[str, frozenset[str]], ...]]]] = {}
        for text in paths:
            steps = tuple(map(_step, reversed(text.split(JOINT))))
            tag, names = steps[0]
            self._by_last.setdefault((tag, min(names, default="")), []).append((text, steps))

    def at(self, element: Element) -> Iterator[str]:
        """Give those of the paths at which an element stands."""
        for name in ("", *element.names):
            for text, steps in self._by_last.get((element.tag, name), ()):
                if _fits(element, steps):
                    yield text


def _step(text: str) -> tuple[str, frozenset[str]]:
    tag, *names = text.replace("#", ".#").split(".")
    return tag, frozenset(names)


def _fits(element: Element, steps: tuple[tuple[str, frozenset[str]], ...]) -> bool:
    at: Element | None = element
    for tag, names in steps:
        if at is None or at.tag != tag or not names.issubset(at.names):
            return False
        at = at.parent
    return True
