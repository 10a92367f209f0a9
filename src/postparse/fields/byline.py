"""Who wrote the post, when it was published and changed, who published it, how many comments it has."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime

from postparse import lexicon
from postparse.document import Passage, Span
from postparse.fields import authors
from postparse.outline import Outline, Part
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp, when


def published_here(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The visible day of publication where metadata give the same moment in UTC, a day off."""
    said = [v for c in outline.claims("datePublished") if c.origin == "head" and (v := stamp.iso(c.value))]
    if not said or not said[0].endswith("+00:00"):
        return
    for found in (*published_marked(outline, so_far), *published_in_metaline(outline, so_far)):
        if _is_same_moment(found.value, said[0]):
            yield found
            return


def _is_same_moment(shown: str, utc: str) -> bool:
    """Tell whether a local day, or moment without offset, next to that of `utc` can be the same moment."""
    moment, local = datetime.fromisoformat(utc), datetime.fromisoformat(shown)
    days = (local.date() - moment.date()).days
    if abs(days) != 1:
        return False
    if len(shown) == 10:
        return moment.hour >= 14 if days > 0 else moment.hour < 12
    if local.tzinfo is not None:
        return abs((local - moment).total_seconds()) < 3600
    # No zone is more than 14 hours from UTC.
    return abs((local - moment.replace(tzinfo=None)).total_seconds()) <= 14 * 3600


def published_marked(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The time that markup of the visible page gives as that of publication, the nearest to the title."""
    yield from _marked(outline, so_far, "datePublished", 1 << 30)


def published_time(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A moment that is marked up as a time in the lines next to the title."""
    yield from _marked(outline, so_far, "time", 6)


def _marked(outline: Outline, so_far: Post, name: str, reach: int) -> Iterator[Candidate[str]]:
    starts = [n.block.span.start for n in outline.nodes]
    if not starts:
        return
    title = _title_index(outline, so_far) or 0
    found: list[tuple[int, int, Candidate[str]]] = []
    for claim in outline.claims(name):
        if claim.origin != "visible":
            continue
        # A machine's form stands below the text, right after the visible one in the document's order.
        index = bisect_right(starts, claim.span.start) - 1
        if claim.span.start >= outline.nodes[-1].block.span.end:
            index = -1
        value = stamp.iso(claim.value)
        if value is None and (
            read := stamp.read(Passage(claim.value, claim.span.start), outline.language, lambda: date_order(outline))
        ):
            value = read.value
        if value:
            found.append((index, len(found), Candidate(value, (Found("", claim.span),))))
    days = {c.value[:10] for i, _, c in found if i >= 0}
    if len(days) == 1:
        # Nothing else to mistake it for.
        reach = 1 << 30
    near = sorted((abs(i - title), n, c) for i, n, c in found if i >= 0 and abs(i - title) <= reach)
    for _, _, nearest in near[:1]:
        exact = [c for i, _, c in found if i < 0 and c.value[:10] == nearest.value[:10]]
        yield from (*exact[:1], nearest)
    if not days:
        yield from (c for _, _, c in found[:1] if reach > 6 or len(found) == 1)


def published_in_metaline(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date after a word such as `Posted on`, or the date of a byline."""
    found = outline.meta
    for kinds in (("published",), ("", "author", "category")):
        for node, parts in found:
            if not _is_title(node.block.span, so_far) and (kinds[0] or _is_byline(parts)):
                for part in parts:
                    if part.kind in kinds and (
                        read := stamp.read(part.passage, outline.language, lambda: date_order(outline))
                    ):
                        yield Candidate(read.value, (Found("", read.span),))


def published_by_itself(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A line near the title that holds a date and is neither a range nor has a weekday."""
    title = _title_index(outline, so_far)
    for node, _ in outline.meta if title is not None else ():
        text = node.block.text
        if (
            abs(node.index - (title or 0)) > (6 if node.block.hint in ("byline", "published") else 2)
            or len(text) > 60
            or node.label
            or _is_title(node.block.span, so_far)
            or text.count(":") > 1
        ):
            continue
        read = stamp.read(node.block.passage, outline.language, lambda: date_order(outline))
        if read and not _has_end(text, read.span.end - node.block.span.start, outline.language):
            yield Candidate(read.value, (Found("", read.span),))


def _has_end(text: str, after: int, language: str | None) -> bool:
    """Say whether a line goes on from its date to hours with an end, which no publication has."""
    if not any(map(str.isdigit, text[after:])):
        return False
    found = when.scan(text, when.Context(language=language), True)
    return any(s.last is not None or (s.hours and s.hours.end) for *_, r in found for s in r.slots)


def published_above(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A heading that is a date, right above the title: some blogs head each day so."""
    title = _title_index(outline, so_far) or 0
    for node in outline.nodes[max(title - 2, 0) : title]:
        if (
            node.block.kind == "heading"
            and len(node.block.text) < 40
            and (read := stamp.read(node.block.passage, outline.language, lambda: date_order(outline)))
        ):
            yield Candidate(read.value, (Found("", read.span),))


def published_in_address(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The day in the page's address, as many blogs have it."""
    for claim in outline.claims("url"):
        for m in re.finditer(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_-]|\Z)", claim.value[:400]):
            if value := stamp.iso("-".join(m.groups())):
                span = Span(claim.span.start + m.start(1), claim.span.start + m.end(3))
                yield Candidate(value, (Found("", span),), "address")


def published_by_label(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A bare date labelled as such above the text, where the event has labels of its own below."""
    prose = next((n.index for n in outline.nodes if n.role == "paragraph"), 0)
    later = any(s.head > prose for s in outline.labelled("when", "date", "time", "when_where"))
    for section in outline.labelled("date") if later else ():
        text = section.entries[0].text if section.entries else ""
        if (
            section.head < prose
            and len(text) < 40
            and ":" not in text
            and (read := stamp.read(section.entries[0], outline.language, lambda: date_order(outline)))
        ):
            yield Candidate(read.value, (Found("", read.span),))


def _is_byline(parts: tuple[Part, ...]) -> bool:
    return len(parts) > 1 and (any(p.kind for p in parts) or len(parts) > 2)


def _is_title(span: Span, so_far: Post) -> bool:
    return any(span.start <= e.start < span.end for e in so_far.evidence.get("/title", ()))


def date_order(outline: Outline) -> str | None:
    """Give the order of day and month: the caller's, the region's, or that of the post's other dates."""
    region = (outline.language or "")[-3:]
    by_region = "mdy" if region == "-US" else "dmy" if region in ("-GB", "-AU", "-IE", "-NZ", "-IN") else None
    return outline.settings.date_order or by_region or stamp.order_in(outline.document.text)


def _title_index(outline: Outline, so_far: Post) -> int | None:
    """Give the index of the node that holds the title, None where the title is not on the page."""
    starts = [e.start for e in so_far.evidence.get("/title", ()) if e.origin == "visible"]
    if not starts:
        return None
    return bisect_right(outline.nodes, starts[0], key=lambda n: n.block.span.start) - 1


def published_claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The publication time that structured data or the container declares."""
    yield from _dates(outline, "datePublished", visible=False)


def modified_claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The time of the last change that markup, structured data or the container declares."""
    yield from _dates(outline, "dateModified", visible=False)
    yield from _dates(outline, "dateModified", visible=True)


def modified_in_metaline(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date after `Updated` or the like."""
    for _, parts in outline.meta:
        for part in parts:
            if part.kind == "modified" and (
                found := stamp.read(part.passage, outline.language, lambda: date_order(outline))
            ):
                yield Candidate(found.value, (Found("", found.span),))


def _dates(outline: Outline, name: str, visible: bool) -> Iterator[Candidate[str]]:
    for claim in outline.claims(name):
        if (claim.origin == "visible") != visible:
            continue
        value = stamp.iso(claim.value)
        if value is None and (
            read := stamp.read(Passage(claim.value, claim.span.start), outline.language, lambda: date_order(outline))
        ):
            value = read.value
        if value:
            yield Candidate(value, (Found("", claim.span),), claim.origin)


def publisher(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The site's or organisation's name that the page declares."""
    for claim in (*outline.claims("publisher"), *outline.claims("name", entity="site")):
        if claim.value.strip():
            yield Candidate(" ".join(claim.value.split()), (Found("", claim.span),), claim.origin)


def as_written(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The line that holds the author or the date, whole."""
    starts = [
        e.start
        for key in ("/byline/authors/0/name", "/byline/published")
        for e in so_far.evidence.get(key, ())
        if e.origin == "visible"
    ]
    for node in outline.nodes:
        if any(node.block.span.start <= s < node.block.span.end for s in starts) and len(node.block.text) <= 300:
            yield Candidate(node.block.passage.squeezed(), (Found("", node.block.span),))
    for node, parts in outline.meta:
        if not starts and any(p.kind == "author" for p in parts):
            yield Candidate(node.block.passage.squeezed(), (Found("", node.block.span),))


def comments(outline: Outline, so_far: Post) -> Iterator[Candidate[int]]:
    """The number beside the word for comments."""
    for claim in outline.claims("commentCount"):
        if found := re.search(r"\d{1,7}", claim.value):
            yield Candidate(int(found[0]), (Found("", claim.span),), claim.origin)
    words = lexicon.surfaces("byline", "comments")
    for node in outline.nodes:
        text = node.block.text
        if node.block.region and node.block.region not in ("content", "comments"):
            continue
        if len(text) > 300 or node.role == "paragraph" or not re.search(r"\d", text):
            continue
        for m in re.finditer(
            r"(?P<n>\d{1,6})\s?(?P<after>[^\W\d_]{2,20})|(?P<before>[^\W\d_]{2,20})\s?[(:：]?\s?(?P<m>\d{1,6})",
            text,
        ):
            word = m["after"] or m["before"]
            if lexicon.fold(word) in words:
                start, end = m.span("n") if m["after"] else m.span("m")
                at = node.block.span.start
                yield Candidate(int(text[start:end]), (Found("", Span(at + start, at + end)),))


# Names that both metadata and page give are cut best by metadata. Else a visible byline is the post's own, since
# metadata often name the account that typed it in. For dates metadata
# carries the zone and is the platform's own record, so it comes first, unless it shifts the day to UTC's; an
# address tells when a draft was begun, so it comes last.
RULES = {
    "/byline/authors": (
        authors.authors_agreed,
        authors.authors_marked,
        authors.authors_in_metaline,
        authors.authors_beside_date,
        authors.authors_marked_below,
        authors.authors_claimed,
    ),
    "/byline/published": (
        published_here,
        published_claimed,
        published_marked,
        published_in_metaline,
        published_by_itself,
        published_time,
        published_above,
        published_by_label,
        published_in_address,
    ),
    "/byline/modified": (modified_claimed, modified_in_metaline),
    "/byline/publisher": (publisher,),
    "/byline/text": (as_written,),
    "/comment_count": (comments,),
}
NEEDS = ("title",)
