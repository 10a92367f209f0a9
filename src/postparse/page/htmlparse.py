"""Bytes of a page to its walk: one lxml parse, a second one where the first lost something.

The only importer of lxml's HTML parser; BeautifulSoup is asked only where libxml2 lost text.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from postparse.document import Span
from postparse.page.htmlblocks import Walk
from postparse.page.htmllines import Page

W = TypeVar("W", bound=Walk)

_DEEPEST = 2000
"""libxml2 drops all text from 2,048 levels on, and what follows."""

_KEPT_DEPTH = 400
"""Levels that the second parse keeps; what nests deeper hangs on the last of them."""


def plain(page: Page, problems: list[tuple[str, Span]]) -> Walk:
    """Take a page apart, of which no profile is known; what is odd about it goes to `problems`."""
    from postparse.page.htmlitems import MarkedWalk

    return walked(page, problems, Walk, MarkedWalk)


def walked(page: Page, problems: list[tuple[str, Span]], bare: Callable[..., W], marked: Callable[..., W]) -> W:
    """Take a page apart; `marked` makes the pass over one that describes something in its elements' marks."""
    walk = _parse(page, bare())
    if marks := walk.described:
        bare = partial(marked, marks)
        walk = _parse(page, bare())
    if walk.depth >= _DEEPEST:
        problems.append(("source.text-lost", Span(0, 0)))
        walk = _second(page, bare())
    elif walk.hidden and not any(line.box.own != "hidden" for line in walk.lines):
        # A page that its own script shows.
        walk = _parse(page, bare(show_hidden=True))
    return walk


def _parse(page: Page, walk: W) -> W:
    """Parse with libxml2, which is given bytes, for it refuses str with an XML declaration."""
    from lxml import etree

    data = page if isinstance(page, bytes) else page.encode("utf-8", "replace")
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    target: Any = walk
    if not data.strip():
        return walk
    try:
        etree.fromstring(data, etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True))
    except etree.XMLSyntaxError:
        walk.close()
    return walk.taken()


def _second(page: Page, walk: W) -> W:
    """Parse with html.parser; what nests deeper than `_KEPT_DEPTH` hangs on the last level kept."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, PreformattedString, Tag

    text = page.decode("utf-8") if isinstance(page, bytes) else page
    soup = BeautifulSoup(text.replace("\0", ""), "html.parser")
    stack: list[Tag] = [soup]
    todo: list[Iterator[object]] = [iter(soup.contents)]
    while todo:
        node = next(todo[-1], None)
        if node is None:
            todo.pop()
            done = stack.pop()
            if 0 < len(stack) < _KEPT_DEPTH:
                walk.end(done.name)
        elif isinstance(node, Tag):
            if len(stack) < _KEPT_DEPTH:
                walk.start(
                    node.name, {k: " ".join(v) if isinstance(v, list) else str(v) for k, v in node.attrs.items()}
                )
            stack.append(node)
            todo.append(iter(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            walk.data(str(node))
    walk.close()
    return walk
