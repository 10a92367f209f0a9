"""A page to its Document: what its walk gave, cut into regions, as blocks, links and claims."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postparse import bullets
from postparse.document import Block, Document, Link, Span
from postparse.lexicon import fold
from postparse.page import htmlclaims, htmlparse, htmlwitness
from postparse.page.facts import TEXT, Fact
from postparse.page.htmlblocks import Walk
from postparse.page.htmlclaims import absolute
from postparse.page.htmllines import Attributes, Box, Line, Page, Pieces, flat
from postparse.page.htmlregions import assign

if TYPE_CHECKING:
    from postparse.page.htmlpaths import TracedWalk
    from postparse.page.htmlprofile import Told
    from postparse.profile import Profile


def document(
    page: Page,
    *,
    url: str | None = None,
    format: str = "html",  # noqa: A002
    encoding: str | None = None,
    profile: "Profile | None" = None,
) -> Document:
    """Give the document of an HTML page or fragment; `profile` is what is known of the pages of its site."""
    problems: list[tuple[str, Span]] = []
    if profile is None:
        return _document(htmlparse.plain(page, problems), problems, url, format, encoding, page=page)[0]
    from postparse.page import htmlprofile
    from postparse.page.htmlpaths import TracedWalk

    walk = htmlparse.walked(page, problems, TracedWalk, TracedWalk)
    found = _document(walk, problems, url, format, encoding, lambda facts: htmlprofile.tell(walk, profile, facts, url))
    return found[0]


def traced(page: Page, *, url: str | None = None, encoding: str | None = None) -> "tuple[TracedWalk, Box, Document]":
    """Give the document of a page with the walk that it was made from and the box of its text, to learn from."""
    from postparse.page.htmlpaths import TracedWalk

    problems: list[tuple[str, Span]] = []
    walk = htmlparse.walked(page, problems, TracedWalk, TracedWalk)
    found, root = _document(walk, problems, url, "html", encoding)
    return walk, root, found


_SHELL, _WHOLE = 250, 500
"""A page that shows so little prose is a shell for its script, where its data hold so much text; in code points."""


def _filled(walk: Walk, whole: str) -> Walk:
    """Give the walk of a page that shows its text by a script, with the text that its data hold."""
    heads = (line.text for line in walk.lines if line.kind == "heading" and line.level == 1)
    title = next(heads, None) or next(iter(htmlclaims.titles(walk)), "")
    body = whole if "</" in whole else "".join(f"<p>{escape(part)}</p>" for part in whole.splitlines() if part.strip())
    found = htmlparse.plain(f"<article><h1>{escape(title)}</h1>{body}</article>", [])
    found.metas, found.heads, found.scripts, found.titles = walk.metas, walk.heads, walk.scripts, walk.titles
    found.things, found.base, found.language = walk.things, walk.base, walk.language
    return found


def _document(
    walk: Walk,
    problems: list[tuple[str, Span]],
    url: str | None,
    format: str,  # noqa: A002
    encoding: str | None,
    tell: "Callable[[list[Fact]], Told | None] | None" = None,
    page: Page = "",
) -> tuple[Document, Box]:
    """Give the document of a page that has been walked, and the box of its text; `tell` asks the site's profile."""
    facts = htmlclaims.facts(walk)
    if page and not {"author", "datePublished"} <= {f.property for f in facts if f.entity == "post"}:
        from postparse.page import htmlstate

        facts += htmlstate.facts(page, htmlclaims.titles(walk))
    told = tell(facts) if tell else None
    if told:
        facts += told.facts
    whole = next((f.value for f in facts if f.property == TEXT), "")
    if page and len(whole) >= _WHOLE and sum(line.prose for line in walk.lines) < _SHELL:
        walk = _filled(walk, whole)
    sites = frozenset(fold(f.value) for f in facts if f.entity == "site" and f.property == "name")
    said = [f.value for f in facts if f.property == "headline" and f.entity == "post" and f.source == "json-ld"]
    root, near = assign(walk, htmlclaims.titles(walk), sites, said, told=told)
    if whole:
        htmlwitness.hear(walk.lines, whole)
    base = _base(walk, facts, url)
    walk.lines = [line for line in walk.lines if line.region != "hidden"]
    pieces, blocks = _blocks(walk, base)
    claims = list(htmlclaims.visible(walk, root, near, base, pieces))
    if walk.things:
        claims += htmlclaims.head(htmlclaims.described(walk, facts), pieces, "visible")
    claims += htmlclaims.head(facts, pieces)
    own = next((c.value for c in claims if c.property == "url" and c.source in ("canonical", "og")), None)
    found = Document(
        "".join(pieces.parts), tuple(blocks), tuple(claims), format=format, encoding=encoding,
        language=walk.language, url=url or (absolute(own, base) if own else None), problems=tuple(problems),
    )  # fmt: skip
    return found, root


def fragment(
    text: str,
    facts: list[Fact],
    *,
    url: str | None,
    format: str,  # noqa: A002
    encoding: str | None,
) -> Document:
    """Give the document of HTML that is all content, such as a container's; `facts` are what the container says."""
    problems: list[tuple[str, Span]] = []
    walk = htmlparse.plain(text, problems)
    for number, line in enumerate(walk.lines):
        line.region = "content"
        if number == 0 and line.kind == "heading" and line.level == 1:
            line.hint = "title"
    pieces, blocks = _blocks(walk, url)
    claims = tuple(htmlclaims.head(facts, pieces, "container"))
    text = "".join(pieces.parts)
    return Document(
        text, tuple(blocks), claims, format=format, encoding=encoding, url=url, problems=tuple(problems)
    )  # fmt: skip


# Of menus and the like nobody asks for single lines; a third of a page's lines are theirs.
_RUN_ON = frozenset(("navigation", "share", "form"))


def _blocks(walk: Walk, base: str | None) -> tuple[Pieces, list[Block]]:
    pieces = Pieces()
    blocks: list[Block] = []
    run: list[Line] = []
    for line in walk.lines:
        if pieces.length:
            pieces.add("\n")
        line.start = pieces.add(line.text)
        runs_on = line.region in _RUN_ON and not line.hint
        if run and not (runs_on and line.region == run[0].region):
            blocks.append(_run(run))
            run = []
        if runs_on:
            run.append(line)
        else:
            blocks.append(_block(line, base))
    if run:
        blocks.append(_run(run))
    return pieces, blocks


def _run(lines: list[Line]) -> Block:
    first, last = lines[0], lines[-1]
    text = " ".join(flat(line.text) for line in lines)
    return Block(
        "paragraph", text, Span(first.start, last.start + len(last.text)), group=first.group, region=first.region
    )  # fmt: skip


# A longer line that opens with a dash is rather speech than an entry.
_LONGEST_ENTRY = 300


def _block(line: Line, base: str | None) -> Block:
    text, start = line.text, line.start
    shown = text if line.kind == "code" else flat(text)
    kind, level, bullet, skip = line.kind, line.level, line.bullet, 0
    if kind in ("paragraph", "list_item") and len(text) <= _LONGEST_ENTRY and not text[:1].isalpha():
        # a number typed into a page is rather that of a heading
        typed, skip = bullets.cut(text) if not text[:1].isdecimal() else (None, 0)
        kind, level, bullet = ("list_item", level or 1, typed) if typed else (kind, level, bullet)
    return Block(
        kind, shown[skip:], Span(start + skip, start + len(text)), level, line.group, 0, bullet,
        tuple(Span(start + s, start + e) for s, e in line.cells) if line.cells else (),
        tuple(_link(shown, start, max(s, skip), e, a, base) for s, e, a in line.links if e > skip)
        if line.links and _linked(line) else (),
        line.strong, line.region, line.hint,
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


def _base(walk: Walk, facts: list[Fact], url: str | None) -> str | None:
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
