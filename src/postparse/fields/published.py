"""When the post was published: what the page shows, what its metadata declare, and which of them counts."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime

from postparse import metaline, phrases
from postparse.document import Passage, Span
from postparse.fields import eventday
from postparse.fields.dateorder import date_order as date_order
from postparse.outline import Node, Outline, Part
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp


def published_here(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The visible day of publication where metadata give the same moment in UTC, a day off."""
    said = [v for c in outline.claims("datePublished") if c.origin == "head" and (v := stamp.iso(c.value))]
    if not said or "T" not in said[0] or said[0][19:] not in ("", "+00:00"):
        return
    # Only the surest: the date in a page's masthead is today's.
    yield from [found for found in _shown(outline, so_far)[:1] if _is_same_moment(found.value, said[0])]


def _shown(outline: Outline, so_far: Post) -> list[Candidate[str]]:
    """Give the days that the page shows as its own, the surest first."""
    rules = (published_marked, published_in_metaline, published_by_itself, published_time)
    return [found for rule in rules for found in rule(outline, so_far)]


def _is_same_moment(shown: str, utc: str) -> bool:
    """Tell whether a local day, or moment without offset, next to that of `utc` can be the same moment."""
    moment, local = datetime.fromisoformat(utc).replace(tzinfo=UTC), datetime.fromisoformat(shown)
    days = (local.date() - moment.date()).days
    if abs(days) != 1:
        return False
    if len(shown) == 10:
        return moment.hour >= 14 if days > 0 else moment.hour < 12
    if local.tzinfo is not None:
        return abs((local - moment).total_seconds()) < 3600
    # No zone is more than 14 hours from UTC.
    return abs((local - moment.replace(tzinfo=None)).total_seconds()) <= 14 * 3600


def published_shown(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The day next to the title that markup gives as that of publication, where metadata give another."""
    said = {v[:10] for c in outline.claims("datePublished") if c.origin == "head" and (v := stamp.iso(c.value))}
    near = list(_marked(outline, so_far, "datePublished", 12, anchored=True)) if said else []
    if not near or any(found.value[:10] in said for found in _shown(outline, so_far)):
        return
    span = near[-1].found[0].span
    if not any(s.start < span.end and span.start < s.end for s in _changed(outline)):
        yield from near


def _changed(outline: Outline) -> list[Span]:
    """Give where the page says when it was changed."""
    parts = (p.passage.span for _, parts in outline.meta for p in parts if p.kind == "modified")
    return [*parts, *(c.span for c in outline.claims("dateModified") if c.origin == "visible")]


def published_marked(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The time that markup of the visible page gives as that of publication, the nearest to the title."""
    yield from _marked(outline, so_far, "datePublished", 1 << 30)


def published_time(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A moment that is marked up as a time in the lines next to the title."""
    yield from _marked(outline, so_far, "time", 6)


def _marked(outline: Outline, so_far: Post, name: str, reach: int, anchored: bool = False) -> Iterator[Candidate[str]]:
    """Give the nearest of such marks, its machine's form first; `anchored`, only within reach of a visible title."""
    starts = [n.block.span.start for n in outline.nodes]
    if not starts:
        return
    title = _title_index(outline, so_far)
    if anchored and title is None:
        return
    title = title or 0
    found: list[tuple[int, int, Candidate[str]]] = []
    for claim in outline.claims(name):
        if claim.origin != "visible":
            continue
        # A machine's form stands below the text, right after the visible one in the document's order.
        index = bisect_right(starts, claim.span.start) - 1
        if claim.span.start >= outline.nodes[-1].block.span.end:
            index = -1
        value = stamp.iso(claim.value)
        # What lasts from one hour to another is an event.
        line = outline.nodes[index].block.text[:300] if index >= 0 else ""
        if value is None and len(re.findall(r"\d:\d\d", line)) < 2:
            read = stamp.read(Passage(claim.value, claim.span.start), outline.language, lambda: date_order(outline))
            value = read.value if read else None
        if value:
            found.append((index, len(found), Candidate(value, (Found("", claim.span),))))
    days = {c.value[:10] for i, _, c in found if i >= 0}
    if len(days) == 1 and not anchored:
        # Nothing else to mistake it for.
        reach = 1 << 30
    near = sorted((abs(i - title), n, c) for i, n, c in found if i >= 0 and abs(i - title) <= reach)
    for _, _, nearest in near[:1]:
        exact = [c for i, _, c in found if i < 0 and c.value[:10] == nearest.value[:10]]
        yield from (*exact[:1], nearest)
    if not days and not anchored:
        yield from (c for _, _, c in found[:1] if reach > 6 or len(found) == 1)


def published_in_metaline(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date after a word such as `Posted on`, or the date of a byline."""
    found = outline.meta
    for kinds in (("published",), ("", "author", "category")):
        for node, parts in found:
            if _is_title(node.block.span, so_far) or (not kinds[0] and not _is_byline(parts)):
                continue
            if kinds[0] or any(p.kind in _SIGNED for p in parts) or not eventday.is_held(outline, node, so_far):
                for part in parts:
                    if part.kind in kinds and (
                        read := stamp.read(part.passage, outline.language, lambda: date_order(outline))
                    ):
                        yield Candidate(read.value, (Found("", read.span),))


# Parts that no line of an event has: `in` may be the small word before its hour.
_SIGNED = frozenset(("author", "published", "modified", "comments", "views", "tags", "reading_time"))


def published_by_itself(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A line near the title that holds a date, where nothing tells that it is the event's."""
    title = _title_index(outline, so_far)
    if title is None:
        return
    for node, _ in sorted(outline.meta, key=lambda m: m.node.index < title):
        text = node.block.text
        if (
            abs(node.index - title) > (6 if node.block.hint in ("byline", "published") else 2)
            or len(text) > 60
            or node.label
            or _is_title(node.block.span, so_far)
            or text.count(":") > 1
        ):
            continue
        read = stamp.read(node.block.passage, outline.language, lambda: date_order(outline))
        if read is None:
            continue
        start = node.block.span.start
        ended = eventday.has_end(text, read.span.start - start, read.span.end - start, outline.language)
        if not ended and not eventday.is_held(outline, node, so_far):
            yield Candidate(read.value, (Found("", read.span),))


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


def published_alone(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A short line of the article that is little but a date: the first near the title, or the only such day."""
    if outline.claims("datePublished") or not outline.document.claims or _announces(outline, so_far):
        return
    title = _title_index(outline, so_far)
    found = [(n, r) for n in outline.nodes if (r := _dateline(n, title, outline, so_far))]
    near = [r for n, r in found if title is not None and -4 <= n.index - title <= 12] or [r for _, r in found]
    if len({r.value[:10] for r in near}) == 1:
        yield Candidate(near[0].value, (Found("", near[0].span),))


def _announces(outline: Outline, so_far: Post) -> bool:
    """Tell a post whose dates may be those of an event."""
    return bool(
        outline.labelled("when", "time", "where", "when_where")
        or any(c.entity.startswith("event#") for c in outline.document.claims)
        or next(phrases.of("event_word", "noun", endings=("s", "en", "e", "n")).finditer(so_far.title or ""), None)
    )


def _dateline(node: Node, title: int | None, outline: Outline, so_far: Post) -> stamp.Stamp | None:
    """Give the date that a line of the article holds with little else; around the article, after such a word only."""
    block, line, most = node.block, node.value, 24
    if node.role in ("paragraph", "meta") or block.hint in ("start", "end"):
        return None
    if len(block.text) > 120 or _is_title(block.span, so_far):
        return None
    keys = node.label.keys if node.label else ()
    if keys and _DATED.isdisjoint(keys):
        return None
    if block.region not in ("", "content"):
        if title is None or node.index <= title or block.region not in _AROUND or not any(map(str.isdigit, line.text)):
            return None
        if node.index > title + 2:
            parts = [p.passage for p in metaline.parts(line, outline.language) if p.kind == "published"]
            if not parts:
                return None
            line, most = parts[0], 120
    read = stamp.read(line, outline.language, lambda: date_order(outline))
    if read is None:
        return None
    rest = line.text[: read.span.start - line.start] + line.text[read.span.end - line.start :]
    return read if sum(map(str.isalpha, rest)) <= most and not any(map(str.isdigit, rest)) else None


# Parts of the page that themes set a byline into.
_AROUND = frozenset(("navigation", "footer", "author", "aside", "header"))
_DATED = frozenset(("published", "date"))


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


def _title_index(outline: Outline, so_far: Post) -> int | None:
    """Give the index of the node that holds the title, None where the title is not on the page."""
    starts = [e.start for e in so_far.evidence.get("/title", ()) if e.origin == "visible"]
    if not starts:
        return None
    return bisect_right(outline.nodes, starts[0], key=lambda n: n.block.span.start) - 1


def published_claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The publication time that structured data or the container declares."""
    said = list(dates_claimed(outline, "datePublished", visible=False))
    if said and all(c.source == "json-ld-page" for c in outline.claims("datePublished")):
        # Nobody is told of it: no article, and the day is not on the page.
        days = {found.value[:10] for found in _shown(outline, so_far)}
        said = [found for found in said if found.value[:10] in days]
    yield from said


def dates_claimed(outline: Outline, name: str, visible: bool) -> Iterator[Candidate[str]]:
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


# Metadata carry the zone and are the platform's own record, so they come first, unless they shift the day to UTC's
# or the page itself says another day; an address tells when a draft was begun, so it comes last.
ORDER = (
    published_here,
    published_shown,
    published_claimed,
    published_marked,
    published_in_metaline,
    published_by_itself,
    published_time,
    published_above,
    published_by_label,
    published_alone,
    published_in_address,
)
