"""HTML to the parts of a Document: one lxml parse, one walk, regions, claims.

The only importer of lxml.html's parser; BeautifulSoup is asked only where libxml2 lost text.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from postparse import htmlclaims, structured
from postparse.document import Block, Document, Link, Span
from postparse.htmlblocks import Walk
from postparse.htmlclaims import absolute
from postparse.htmllines import Attributes, Line, Pieces, flat
from postparse.htmlregions import assign
from postparse.lexicon import fold

_DEEPEST = 2000
"""libxml2 drops all text from 2,048 levels on, and what follows."""

_KEPT_DEPTH = 400
"""Levels that the second parse keeps; what nests deeper hangs on the last of them."""


def document(text: str, *, url: str | None = None, format: str = "html", encoding: str | None = None) -> Document:  # noqa: A002
    """Give the document of an HTML page or fragment."""
    problems: list[tuple[str, Span]] = []
    walk = _walk(text, problems)
    facts = htmlclaims.facts(walk)
    sites = frozenset(fold(f.value) for f in facts if f.entity == "site" and f.property == "name")
    root, near = assign(walk, htmlclaims.titles(walk), sites)
    base = _base(walk, facts, url)
    walk.lines = [line for line in walk.lines if line.region != "hidden"]
    pieces, blocks = _blocks(walk, base)
    claims = list(htmlclaims.visible(walk, root, near, base, pieces))
    claims += htmlclaims.head(facts, pieces)
    own = next((c.value for c in claims if c.property == "url" and c.source in ("canonical", "og")), None)
    return Document(
        "".join(pieces.parts), tuple(blocks), tuple(claims), format=format, encoding=encoding,
        language=walk.language, url=url or (absolute(own, base) if own else None), problems=tuple(problems),
    )  # fmt: skip


def fragment(
    text: str,
    facts: list[structured.Fact],
    *,
    url: str | None,
    format: str,  # noqa: A002
    encoding: str | None,
) -> Document:
    """Give the document of HTML that is all content, such as a container's; `facts` are what the container says."""
    problems: list[tuple[str, Span]] = []
    walk = _walk(text, problems)
    for number, line in enumerate(walk.lines):
        line.region, line.sourceline = "content", 0
        if number == 0 and line.kind == "heading" and line.level == 1:
            line.hint = "title"
    pieces, blocks = _blocks(walk, url)
    claims = tuple(htmlclaims.head(facts, pieces, "container"))
    return Document(
        "".join(pieces.parts), tuple(blocks), claims, format=format, encoding=encoding, url=url, problems=tuple(problems)
    )  # fmt: skip


# --- tree ---------------------------------------------------------------------


def _walk(text: str, problems: list[tuple[str, Span]]) -> Walk:
    if "\0" in text:
        text = text.replace("\0", "")
    root = _parse(text)
    walk = Walk(root)
    if walk.depth >= _DEEPEST:
        problems.append(("source.text-lost", Span(0, 0)))
        walk = Walk(_second(text))
    elif not walk.lines and walk.hidden:
        # A page that its own script shows.
        walk = Walk(root, show_hidden=True)
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    walk.language = " ".join(language.split()) or None if language else None
    return walk


def _parse(text: str) -> Any:
    """Parse with libxml2; bytes are made anew, for it refuses str with an XML declaration."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = text.encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("html") if root is None else root


def _second(text: str) -> Any:
    """Build the tree that html.parser sees, no deeper than `_KEPT_DEPTH`."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, PreformattedString, Tag
    from lxml import etree

    soup = BeautifulSoup(text, "html.parser")
    root = etree.Element("html")
    stack: list[tuple[Tag, Any]] = [(soup, root)]
    todo: list[Iterator[Any]] = [iter(soup.contents)]
    while todo:
        node = next(todo[-1], None)
        parent = stack[-1][1]
        if node is None:
            todo.pop()
            stack.pop()
        elif isinstance(node, Tag):
            el = _element(parent, node) if len(stack) < _KEPT_DEPTH else parent
            stack.append((node, el))
            todo.append(iter(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            _append(parent, str(node))
    return root


def _element(parent: Any, tag: Any) -> Any:
    from lxml import etree

    try:
        el = etree.SubElement(parent, tag.name)
    except ValueError:
        el = etree.SubElement(parent, "span")
    for name, value in tag.attrs.items():
        try:
            el.set(name, " ".join(value) if isinstance(value, list) else str(value))
        except ValueError:
            continue
    return el


def _append(parent: Any, text: str) -> None:
    text = "".join(c for c in text if c >= " " or c in "\n\t\r") if not text.isprintable() else text
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\ufffe", "").replace("\uffff", "")
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# --- blocks -------------------------------------------------------------------


def _blocks(walk: Walk, base: str | None) -> tuple[Pieces, list[Block]]:
    pieces, blocks = Pieces(), []
    for line in walk.lines:
        if pieces.length:
            pieces.add("\n")
        line.start = pieces.add(line.text)
        blocks.append(_block(line, base))
    return pieces, blocks


def _block(line: Line, base: str | None) -> Block:
    text, start = line.text, line.start
    shown = text if line.kind == "code" else flat(text)
    return Block(
        line.kind, shown, Span(start, start + len(text)), line.level, line.group, 0, line.bullet,
        tuple(Span(start + s, start + e) for s, e in line.cells) if line.cells else (),
        tuple(_link(shown, start, *found, base) for found in line.links) if line.links and _linked(line) else (),
        line.strong, line.region, line.hint, line.sourceline,
    )  # fmt: skip


def _linked(line: Line) -> bool:
    """Tell whether anybody asks where a line's links lead: not those of menus and other posts."""
    return line.region in ("", "content", "author") or bool(line.hint)


def _link(shown: str, at: int, start: int, end: int, attrs: Attributes, base: str | None) -> Link:
    part = shown[start:end]
    bare = part.strip()
    start += len(part) - len(part.lstrip())
    rel = attrs.get("rel")
    href = attrs.get("href")
    return Link(
        bare, absolute(href, base) if href else None, Span(at + start, at + start + len(bare)),
        tuple(rel.split()) if rel else (), attrs.get("hreflang") or None,
    )  # fmt: skip


def _base(walk: Walk, facts: list[structured.Fact], url: str | None) -> str | None:
    own = url or next(
        (f.value for f in facts if f.property == "url" and f.source in ("canonical", "og") and _is_full(f.value)), None
    )
    if walk.base and (base := absolute(walk.base, own)) and _is_full(base):
        return base
    return own


def _is_full(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
