"""HTML to the parts of a Document: one lxml parse, one walk, regions, claims.

The only importer of lxml.html's parser; BeautifulSoup is asked only where libxml2 lost text.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from postparse import structured
from postparse.document import Block, Claim, Document, Link, Span
from postparse.htmlblocks import Walk
from postparse.htmllines import Attributes, Box, Line, Mark, flat, tidy
from postparse.htmlregions import assign
from postparse.lexicon import fold

_DEEPEST = 2000
"""libxml2 drops all text from 2,048 levels on, and what follows."""

_KEPT_DEPTH = 400
"""Levels that the second parse keeps; what nests deeper hangs on the last of them."""

_PROPERTIES = {
    "author": "author", "published": "datePublished", "modified": "dateModified", "category": "articleSection",
    "tag": "keywords", "comments": "commentCount", "title": "headline", "subtitle": "alternativeHeadline",
    "start": "startDate", "end": "endDate", "time": "time", "publisher": "publisher", "byline": "byline",
}  # fmt: skip
# What a mark holds at most, in code points: longer is the text itself, not a name or a date.
_LONGEST = {"headline": 400, "alternativeHeadline": 600, "byline": 400}


def document(text: str, *, url: str | None = None, format: str = "html", encoding: str | None = None) -> Document:  # noqa: A002
    """Give the document of an HTML page or fragment."""
    problems: list[tuple[str, Span]] = []
    walk = _walk(text, problems)
    facts = _facts(walk)
    sites = frozenset(fold(f.value) for f in facts if f.entity == "site" and f.property == "name")
    root, near = assign(walk, _titles(walk), sites)
    base = _base(walk, facts, url)
    walk.lines = [line for line in walk.lines if line.region != "hidden"]
    pieces, blocks = _blocks(walk, base)
    claims = list(_visible(walk, root, near, base, pieces))
    claims += _head(facts, pieces)
    own = next((c.value for c in claims if c.property == "url" and c.source in ("canonical", "og")), None)
    return Document(
        "".join(pieces.parts), tuple(blocks), tuple(claims), format=format, encoding=encoding,
        language=walk.language, url=url or (_absolute(own, base) if own else None), problems=tuple(problems),
    )  # fmt: skip


def fragment(
    text: str, facts: list[structured.Fact], *, url: str | None, format: str, encoding: str | None  # noqa: A002
) -> Document:
    """Give the document of HTML that is all content, such as a container's; `facts` are what the container says."""
    problems: list[tuple[str, Span]] = []
    walk = _walk(text, problems)
    for number, line in enumerate(walk.lines):
        line.region, line.sourceline = "content", 0
        if number == 0 and line.kind == "heading" and line.level == 1:
            line.hint = "title"
    pieces, blocks = _blocks(walk, url)
    claims = tuple(_head(facts, pieces, "container"))
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


class _Pieces:
    """The document's text while it grows."""

    __slots__ = ("length", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, text: str) -> int:
        """Append `text`; give where it starts."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start


def _blocks(walk: Walk, base: str | None) -> tuple[_Pieces, list[Block]]:
    pieces, blocks = _Pieces(), []
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
        bare, _absolute(href, base) if href else None, Span(at + start, at + start + len(bare)),
        tuple(rel.split()) if rel else (), attrs.get("hreflang") or None,
    )  # fmt: skip


def _absolute(href: str, base: str | None) -> str | None:
    """Give the address a link leads to; as written where the page's own is not known."""
    href = tidy(href)
    if not href or href[:11].lower().startswith(("javascript:", "data:", "vbscript:")):
        return None
    if base is None or href.startswith(("http://", "https://", "mailto:", "tel:")):
        return href
    if href[0] == "/" and "/." not in href and href[1:2] != "/":
        # What urljoin would give, at a tenth of its time.
        end = base.find("/", base.find("://") + 3)
        return (base if end < 0 else base[:end]) + href
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _base(walk: Walk, facts: list[structured.Fact], url: str | None) -> str | None:
    own = url or next((f.value for f in facts if f.property == "url" and f.source in ("canonical", "og") and _is_full(f.value)), None)
    if walk.base and (base := _absolute(walk.base, own)) and _is_full(base):
        return base
    return own


def _is_full(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


# --- claims -------------------------------------------------------------------


def _titles(walk: Walk) -> list[str]:
    found = [structured.clean(m.get("content", "")) for m in walk.metas if m.get("property") == "og:title" or m.get("name") == "og:title"]
    return [t for t in [*found, *(tidy(t) for t in walk.titles[:1])] if t][:3]


def _facts(walk: Walk) -> list[structured.Fact]:
    """Give what the page's head says, plus the JSON-LD of its body."""
    facts = []
    if walk.titles and (title := tidy(walk.titles[0])):
        facts.append(structured.Fact("name", title, "post", "title"))
    if walk.language:
        facts.append(structured.Fact("inLanguage", walk.language, "post", "lang"))
    facts += structured.json_ld(walk.scripts)
    facts += structured.meta(walk.metas)
    facts += structured.links(walk.heads)
    return facts


def _head(facts: list[structured.Fact], pieces: _Pieces, origin: str = "head") -> Iterator[Claim]:
    """Write the facts below the page's text, so that every value has a place, and give them as claims."""
    if facts:
        pieces.add("\n")
    for fact in dict.fromkeys(facts):
        value = tidy(fact.value)
        if value:
            yield _written(fact.property, value, origin, fact.entity, fact.source, pieces)


def _written(prop: str, value: str, origin: str, entity: str, source: str, pieces: _Pieces) -> Claim:
    start = pieces.add(f"\n{prop}: {value}") + len(prop) + 3
    return Claim(prop, value, origin, Span(start, start + len(value)), entity, source)


def _visible(walk: Walk, root: Box, near: Box, base: str | None, pieces: _Pieces) -> list[Claim]:
    """Give what marked-up places of the visible page say: authors, dates, categories, tags, comments."""
    claims: list[Claim] = []
    seen: set[tuple[str, str, str]] = set()
    numbers: dict[Box | None, int] = {}

    def say(prop: str, value: str, span: Span, entity: str, source: str) -> None:
        key = (prop, value, entity)
        if value and key not in seen and len(claims) < 400:
            seen.add(key)
            claims.append(Claim(prop, value, "visible", span, entity, source))

    written: list[tuple[str, str, str, str]] = []
    for mark in walk.marks:
        prop = _PROPERTIES.get(mark.hint)
        if prop is None:
            continue
        entity = _entity(mark.box, root, near, numbers)
        for line, start, end in list(_covered(mark, walk))[:20]:
            home, shift = line.placed()
            found = _parts(mark, line, start, end, prop)
            for s, e, address in found:
                at = home.start + shift + s
                say(prop, flat(line.text[s:e]), Span(at, at + e - s), entity, _source(mark))
                if address and prop == "author" and (full := _absolute(address, base)):
                    written.append(("author.url", full, entity, _source(mark)))
        moment = mark.attrs.get("datetime") or (mark.attrs.get("title") if mark.tag == "abbr" else None) or (
            mark.attrs.get("content") if mark.hint in ("published", "modified", "start", "end") else None
        )
        if moment and len(moment) < 60:
            written.append((prop, tidy(moment), entity, "time"))
    for prop, value, entity, source in dict.fromkeys(written):
        claims.append(_written(prop, value, "visible", entity, source, pieces))
    return claims


def _source(mark: Mark) -> str:
    if mark.tag == "a" and mark.attrs.get("rel"):
        return "rel"
    if "itemprop" in mark.attrs:
        return "microdata"
    return "time" if mark.tag == "time" else "class"


def _parts(mark: Mark, line: Line, start: int, end: int, prop: str) -> list[tuple[int, int, str | None]]:
    """Cut what a mark covers into values: its links where it lists some, else all of it."""
    if prop in ("articleSection", "keywords", "author"):
        links = [(s, e, a) for s, e, a in line.links if start <= s and e <= end + 1 and s < e]
        parts = [(s + len(line.text[s:e]) - len(line.text[s:e].lstrip()), s + len(line.text[s:e].rstrip()), a.get("href")) for s, e, a in links]
        parts = [p for p in parts if p[0] < p[1] and p[1] - p[0] <= 100]
        if parts:
            return parts
    if end - start > _LONGEST.get(prop, 120):
        return []
    return [(start, end, mark.attrs.get("href") if prop == "author" else None)]


def _entity(box: Box, root: Box, near: Box, numbers: dict[Box | None, int]) -> str:
    """Tell whose a mark is: the post's, a comment's, a related post's, or the site's."""
    region = box.region
    article = box.article
    if article is not None and article is not root.article and not article.title and not article.holds(root):
        kind = "comment" if region == "comments" else "related"
        return f"{kind}#{numbers.setdefault(article, len(numbers))}"
    if region == "comments":
        return f"comment#{numbers.setdefault(box, len(numbers))}"
    if region in ("related", "aside", "navigation", "share", "hidden"):
        return f"related#{numbers.setdefault(box, len(numbers))}"
    if not near.holds(box) and (region in ("footer", "form", "header") or (near.title and box.number < near.number)):
        return "site"
    return "post"


def _covered(mark: Mark, walk: Walk) -> Iterator[tuple[Line, int, int]]:
    """Give the stretches of lines that a mark covers: (line, start, end), without white space around."""
    for number in range(mark.first, min(mark.last + 1, len(walk.made))):
        line = walk.made[number]
        start = mark.start if number == mark.first else 0
        end = mark.end if number == mark.last else len(line.text)
        part = line.text[start:end]
        if bare := part.strip():
            at = start + len(part) - len(part.lstrip())
            yield line, at, at + len(bare)
