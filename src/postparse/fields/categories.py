"""Categories, tags and the declared excerpt."""

import re
from collections.abc import Iterator

from postparse.document import Passage
from postparse.outline import Outline
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp

Names = tuple[str, ...]


def category_links(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Links that the page marks as categories."""
    yield from _claimed(outline, "articleSection", visible=True)


def category_parts(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """The part of a byline after `in`, a category label, or the words beside author and date."""
    for _, parts in outline.meta:
        named = [p.passage for p in parts if p.kind == "category"]
        if not named and any(p.kind == "author" for p in parts) and len(parts) >= 3:
            dated = [bool(stamp.read(p.passage, outline.language, lambda: "dmy")) for p in parts]
            if any(dated):
                named = [
                    p.passage
                    for p, d in zip(parts, dated, strict=True)
                    if p.kind == "" and not d and not any(c.isdigit() for c in p.passage.text)
                ]
        yield from _listed(named, outline)


def category_claims(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Sections that structured data or the container declares."""
    yield from _claimed(outline, "articleSection", visible=False)


def breadcrumb(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """A breadcrumb above the title, without the home page and the title itself."""
    for node in outline.nodes:
        if node.role != "meta":
            continue
        pieces = _cut(node.block.passage, r"\s*[>›»＞→]\s*|\s+/\s+")
        kept = [p for p in pieces[1:] if p.text and p.squeezed() != so_far.title]
        yield from _candidate(kept)


def tag_links(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Links that the page marks as tags."""
    yield from _claimed(outline, "keywords", visible=True)


def tag_parts(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """What stands after `Tags:` or the like."""
    for _, parts in outline.meta:
        yield from _listed([p.passage for p in parts if p.kind == "tags"], outline)


def tag_claims(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Keywords that structured data or the container declares."""
    yield from _claimed(outline, "keywords", visible=False)


def _claimed(outline: Outline, name: str, visible: bool) -> Iterator[Candidate[Names]]:
    by_source: dict[str, dict[str, Found]] = {}
    origins: dict[str, str] = {}
    for c in outline.claims(name):
        if (c.origin == "visible") == visible and c.value.strip():
            found = by_source.setdefault(c.source, {})
            origins[c.source] = c.origin
            found.setdefault(" ".join(c.value.split()), Found(f"/{len(found)}", c.span))
    for source, found in by_source.items():
        yield Candidate(tuple(found), tuple(found.values()), origins[source])


def _listed(passages: list[Passage], outline: Outline) -> Iterator[Candidate[Names]]:
    pieces = [p for passage in passages for p in _cut(passage, r"\s*[,;、，；|]\s*|\s+#|^#")]
    yield from _candidate([p for p in pieces if 0 < len(p.text) <= 60])


def _candidate(pieces: list[Passage]) -> Iterator[Candidate[Names]]:
    unique = {p.squeezed(): p for p in reversed(pieces)}
    kept = [p for p in pieces if unique.get(p.squeezed()) is p]
    if kept:
        yield Candidate(
            tuple(p.squeezed() for p in kept), tuple(Found(f"/{i}", p.span) for i, p in enumerate(kept))
        )


def _cut(passage: Passage, separator: str) -> list[Passage]:
    at, pieces = 0, []
    for m in re.finditer(separator, passage.text):
        pieces.append(passage.cut(at, m.start()))
        at = m.end()
    return [*pieces, passage.cut(at)]


def excerpt(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The description that the page or container declares for the post."""
    for claim in outline.claims("description"):
        if len(claim.value) >= 20 or claim.origin == "container":
            yield Candidate(" ".join(claim.value.split()), (Found("", claim.span),), claim.origin)


# What the page shows as category counts before what its metadata says; a breadcrumb serves where nothing else does.
RULES = {
    "/categories": (category_links, category_parts, category_claims, breadcrumb),
    "/tags": (tag_links, tag_parts, tag_claims),
    "/excerpt": (excerpt,),
}
NEEDS = ("title", "byline")
