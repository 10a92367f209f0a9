"""Who wrote the post: the names that byline, markup and metadata give, cut and cleaned of what clings to them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from postparse import lexicon, metaline
from postparse.document import Claim, Passage, Span
from postparse.fields.author_candidates import Authors, candidate, claimed, passage_of
from postparse.fields.author_names import bare, is_lead, is_name, is_office, names
from postparse.fields.once import once
from postparse.fields.slot_time import after_time
from postparse.outline import Node, Outline
from postparse.post import Post
from postparse.resolve import Candidate
from postparse.values import person, stamp
from postparse.values.bodywords import has_body
from postparse.values.letters import is_east
from postparse.values.terms import terms

# Syntaxes of visible marks, the most exact first.
_EXACT = ("profile", "microdata", "rel", "class")


def authors_agreed(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """Authors that structured data declare and the page shows, with those whom its byline names beside them."""
    shown = outline.shown
    visible: list[Passage] = []
    for source in ("json-ld", "citation"):
        said = [c for c in claimed(outline, "head") if c.source == source]
        visible = visible or [
            p for c in said for p in names(passage_of(c), outline.language) if p.text.lower() in shown
        ]
    if not visible:
        return
    agreed = {lexicon.fold(p.text) for p in visible}
    for wider in authors_in_metaline(outline, so_far):
        found = [lexicon.fold(a.name) for a in wider.value]
        if agreed < set(found) and found[0] in agreed and len(found) <= 6:
            yield wider
            return
    yield candidate(outline, visible, "head")


def authors_marked(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """Names near the title that the page's markup calls the author."""
    near, _ = _by_place(outline, so_far)
    yield from _marked(outline, near)


def authors_in_metaline(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """The name after `by` or an author label in a byline near the title."""
    title = _title_index(outline, so_far)
    yield from (
        found for at, found in _bylines(outline, so_far) if title is None or title - _ABOVE <= at <= title + _BELOW
    )


def authors_in_metaline_below(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """The name after `by` or an author label anywhere else, as at the end of the text."""
    title = _title_index(outline, so_far)
    far = [
        found
        for at, found in _bylines(outline, so_far)
        if title is not None and not title - _ABOVE <= at <= title + _BELOW
    ]
    # Bylines by the dozen are those of other posts.
    if len({found.value for found in far}) <= 2:
        yield from far


# How far from the title a byline stands, in lines.
_ABOVE, _BELOW = 4, 12


@once
def _bylines(outline: Outline, so_far: Post) -> Iterator[tuple[int, Candidate[Authors]]]:
    for node, parts in outline.meta:
        pieces = [p for part in parts if part.kind == "author" for p in names(part.passage, outline.language)]
        if pieces and not _in_slot(node, _slots(outline, so_far)):
            yield node.index, candidate(outline, pieces, "visible")


@once
def _slots(outline: Outline, so_far: Post) -> Iterator[int]:
    """Give the lines that begin with a clock time."""
    for node in outline.nodes:
        if node.role not in ("furniture", "meta") and node.block.text[:1].isdigit():
            rest = after_time(node.block.passage)
            if len(rest.text) > 2 and rest.start > node.block.span.start:
                yield node.index


def _in_slot(node: Node, slots: Sequence[int]) -> bool:
    """Say whether a line stands below one of several that begin with a clock time, as a programme's speakers do."""
    return len(slots) > 1 and bisect_left(slots, node.index - 8) < bisect_left(slots, node.index)


def authors_beside_date(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """A person's name that stands first in a line of parts, with the date of publication after it."""
    for node, parts in outline.meta:
        if len(parts) < 2 or parts[0].kind or node.role in ("paragraph", "entry") or node.block.bullet:
            continue
        first = parts[0].passage
        dated = any(stamp.read(p.passage, outline.language, lambda: "dmy") for p in parts[1:3])
        if dated and (is_office(first.text) or (" " in first.text and person.read(first.text) and is_name(first.text))):
            yield candidate(outline, [first], "visible")


def authors_around(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """The name after `by`, or a person's name alone, beside the title in a part of the page that is not the text."""
    starts = [e.start for e in so_far.evidence.get("/title", ()) if e.origin == "visible"]
    if not starts:
        return
    title = bisect_right(outline.starts, starts[0]) - 1
    for node in outline.nodes[max(title - 3, 0) : title + 8]:
        block = node.block
        if node.role != "furniture" or len(block.text) > 160 or block.region in ("comments", "related", "content", ""):
            continue
        parts = [p for p in metaline.parts(block.passage, outline.language) if p.kind == "author"]
        pieces = [n for p in parts[:1] for n in names(p.passage, outline.language)]
        if pieces and _opens_with_by(block.text):
            yield candidate(outline, pieces, "visible")
        elif node.index > title and block.region == "author" and _is_person(block.text):
            yield candidate(outline, [block.passage], "visible")
        else:
            # The whole line where it is marked, or what is marked in it.
            marks = [block.passage] if block.hint in ("author", "byline") else _marks_in(block.span, outline)
            named = [p for mark in marks for p in names(mark, outline.language)]
            sure = [p for p in named if _is_person(p.text) or _is_eastern(p.text)]
            if sure and named[0] in sure and len(named) <= 4 and all(p in sure or " " in p.text for p in named):
                yield candidate(outline, named, "visible")


def _marks_in(span: Span, outline: Outline) -> list[Passage]:
    return [
        passage_of(c)
        for c in outline.document.claims
        if c.property == "author" and c.origin == "visible" and span.start <= c.span.start and c.span.end <= span.end
    ]


def _is_eastern(text: str) -> bool:
    return is_east(text) and person.read(text, sure=True) is not None


def _opens_with_by(text: str) -> bool:
    words = [m.end() for m in re.finditer(r"[^\W\d_]+", text[:40])]
    return any(is_lead(text[:end]) for end in words[:3])


def _is_person(text: str) -> bool:
    return 2 <= len(text.split()) <= 4 and len(text) <= 40 and is_name(text) and person.read(text) is not None


def authors_beside_day(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """Persons' names that are all of a line marked as a byline but for its date."""
    title = _title_index(outline, so_far)
    for node, _ in outline.meta:
        line = node.block.passage
        if node.block.hint != "byline" or len(line.text) > 80 or node.label:
            continue
        read = stamp.read(line, outline.language, lambda: "dmy")
        ends = (line.cut(0, read.span.start - line.start), line.cut(read.span.end - line.start)) if read else (line,)
        named = [p for end in ends for p in names(bare(end), outline.language)]
        near = title is not None and title < node.index <= title + 3
        if named and all(_is_person(p.text) for p in named) and (read or line.text.endswith(",") or near):
            yield candidate(outline, named, "visible")


def authors_below_title(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """A person's name with nothing but a date beside it, right below the title: `11.12.2019 - Ada Lind`."""
    title = _title_index(outline, so_far)
    for node in outline.nodes[title + 1 : title + 4] if title is not None else ():
        line = node.block.passage
        if node.role in ("furniture", "paragraph", "entry", "heading") or len(line.text) > 60:
            continue
        read = stamp.read(line, outline.language, lambda: "dmy")
        if read is None:
            continue
        ends = [line.cut(0, read.span.start - line.start), line.cut(read.span.end - line.start)]
        named = [p for p in map(bare, ends) if p.text]
        if len(named) == 1 and _is_person(named[0].text) and _has_given(named[0].text):
            yield candidate(outline, named, "visible")


def _has_given(text: str) -> bool:
    return text.split()[0].casefold() in terms("given", "common")


def _title_index(outline: Outline, so_far: Post) -> int | None:
    starts = [e.start for e in so_far.evidence.get("/title", ()) if e.origin == "visible"]
    return bisect_right(outline.starts, starts[0]) - 1 if starts else None


def authors_marked_below(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """Names anywhere else in the post that the page's markup calls the author."""
    _, other = _by_place(outline, so_far)
    # Names by the dozen are those of other posts' authors.
    yield from (found for found in _marked(outline, other) if len(found.value) <= 3)


def authors_claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[Authors]]:
    """Authors that metadata or the container declare, but for the site itself and account names not shown."""
    by_source: dict[str, list[Claim]] = {}
    for claim in (*claimed(outline, "head"), *claimed(outline, "container")):
        by_source.setdefault(claim.source, []).append(claim)
    shown = outline.shown if by_source else ""
    for found in by_source.values():
        pieces = [p for c in found for p in names(passage_of(c), outline.language)]
        if found[0].origin == "head":
            doubted = (p for p in pieces if _is_account(p.text) or is_office(p.text))
            hidden = {p for p in doubted if p.text.lower() not in shown}
            pieces = [p for p in pieces if p not in hidden and not (found[0].source == "meta" and has_body(p.text))]
        if pieces:
            yield candidate(outline, pieces, found[0].origin)


def _is_account(text: str) -> bool:
    return " " not in text and text.isascii() and text.islower()


def _by_place(outline: Outline, so_far: Post) -> tuple[list[Claim], list[Claim]]:
    """Part the visible claims into those around title and beginning of the text, and all others."""
    said, nodes = claimed(outline, "visible"), outline.nodes
    if not said or not nodes:
        return said, []
    starts = [e.start for e in so_far.evidence.get("/title", ()) if e.origin == "visible"]
    title = bisect_right(outline.starts, starts[0]) - 1 if starts else 0
    prose = [n.index for n in nodes[title + 1 :] if n.role == "paragraph" and len(n.block.text) > 120][:2]
    last = nodes[min(max([*prose, title + 8]), len(nodes) - 1)].block.span.end
    first = nodes[max(title - 4, 0)].block.span.start
    near = [c for c in said if first <= c.span.start < last]
    return near, [c for c in said if c not in near]


def _marked(outline: Outline, said: Sequence[Claim]) -> Iterator[Candidate[Authors]]:
    for source in _EXACT:
        pieces = [p for c in said if c.source == source for p in names(passage_of(c), outline.language)]
        if pieces:
            yield candidate(outline, pieces, "visible")
