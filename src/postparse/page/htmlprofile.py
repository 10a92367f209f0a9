"""A site's profile at work on one page: where its fields stand, what of it is furniture, as the walk's own marks."""

from typing import NamedTuple

from postparse.page import hosts, htmlpaths
from postparse.page.facts import Fact
from postparse.page.htmllines import Box, Line, Mark
from postparse.page.htmlpaths import Element, TracedWalk
from postparse.profile import Profile, key

SOURCE = "profile"
_HINTS = ("published", "category", "tag", "author")
"""Later ones win where a line holds several."""


class Told(NamedTuple):
    """What a profile tells of a page: its heading, boxes that may hold its text, furniture, the site's name."""

    heading: Line | None
    roots: tuple[Box, ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    facts: tuple[Fact, ...]


class TaughtMark(Mark):
    """A mark that the page's own markup does not have."""

    __slots__ = ()
    taught = True


def tell(walk: TracedWalk, profile: Profile, facts: list[Fact], url: str | None) -> Told | None:
    """Give what a profile tells of a page; its hints become marks of the walk, and furniture is no prose.

    None for a page that says it is of another site.
    """
    own = url or next((f.value for f in facts if f.property == "url" and f.source in ("canonical", "og")), "")
    if (own_host := hosts.host(own)) and profile.host and not hosts.same(own_host, profile.host):
        return None
    fields: dict[str, list[str]] = {}
    for field, paths in profile.paths.items():
        for where in paths:
            fields.setdefault(where, []).append(field)
    known = htmlpaths.Steps({*fields, *profile.blocks, *profile.lines})
    blocks = frozenset(profile.blocks)
    at: dict[str, list[tuple[str, Element]]] = {}
    out: dict[Element, None] = {}
    owned: dict[Element, list[str]] = {}
    for element in walk.elements:
        for where in known.at(element):
            for field in fields.get(where, ()):
                at.setdefault(field, []).append((where, element))
            if where in blocks and element.box is not None:
                out[element] = None
            if where in profile.lines:
                owned.setdefault(element, []).append(where)
    heading = _heading(walk, at.get("title", []))
    _mark(walk, at)
    numbers = htmlpaths.numbers(out)
    numbers.update(_repeated(walk, owned, profile))
    lines = tuple(_furniture(walk, numbers, heading))
    roots = tuple(e.box for _, e in at.get("content", ()) if e.box is not None)
    boxes = tuple(e.box for e in out if e.box is not None)
    return Told(heading, roots, lines, boxes, _name(profile, facts))


def _repeated(walk: TracedWalk, owned: dict[Element, list[str]], profile: Profile) -> set[int]:
    """Give the numbers of the lines that say there what they say on the site's other pages."""
    return {
        number
        for number, owner in enumerate(walk.owners)
        if owner in owned
        for where in owned[owner]
        if key(walk.made[number].text) in profile.lines[where]
    }


def _furniture(walk: TracedWalk, numbers: set[int], heading: Line | None) -> list[Line]:
    """Give these lines but for the heading and cells of rows that hold others; what prose they have counts no more."""
    found = []
    for number in sorted(numbers):
        line = walk.made[number]
        if line.home is not None or line is heading:
            continue
        line.box.prose -= line.prose
        line.prose = 0
        found.append(line)
    return found


def _heading(walk: TracedWalk, held: list[tuple[str, Element]]) -> Line | None:
    """Give the one line at the title's path, if it is one."""
    lines: dict[Line, None] = {}
    for _, element in held:
        numbers = range(element.first, max(element.last, element.first + 1))
        lines.update((walk.made[n], None) for n in numbers[:2] if n < len(walk.made))
    if len(lines) != 1:
        return None
    line = next(iter(lines))
    whole = all(e.start == 0 and e.end in (0, len(line.text)) for _, e in held)
    return line if whole and line.home is None and len(line.text) <= 400 else None


def _mark(walk: TracedWalk, at: dict[str, list[tuple[str, Element]]]) -> None:
    """Add the marks that the profile's paths stand for."""
    for field in _HINTS:
        for _, element in at.get(field, ()):
            box = element.around or walk.boxes[0]
            mark = TaughtMark(field, element.tag, element.attrs, box, element.first, element.start)
            mark.last, mark.end = element.last, element.end
            walk.marks.append(mark)


def _name(profile: Profile, facts: list[Fact]) -> tuple[Fact, ...]:
    """Give the site's name as a fact, where the page tells none but shows it in its window's title."""
    if not profile.site or any(f.entity == "site" and f.property == "name" for f in facts):
        return ()
    shown = any(profile.site in f.value for f in facts if f.property in ("name", "headline"))
    return (Fact("name", profile.site, "site", SOURCE),) if shown else ()
