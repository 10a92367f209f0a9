"""When the post was published: what the page shows, what its metadata declare, and which of them counts."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from postparse.document import Passage, Span
from postparse.fields import eventday
from postparse.fields.dateorder import date_order
from postparse.fields.once import once
from postparse.fields.published_marks import marked, published_marked, published_time, published_time_beside
from postparse.fields.published_near import (
    is_led,
    is_title,
    opens_release,
    published_alone,
    published_beside,
    published_opening,
    published_told,
    title_index,
)
from postparse.outline import Outline, Part
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


@once
def _shown(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """Give the days that the page shows as its own, the surest first."""
    for rule in (published_marked, published_in_metaline, published_by_itself, published_time):
        yield from rule(outline, so_far)


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
    near = list(marked(outline, so_far, "datePublished", 12, anchored=True)) if said else []
    if not near or any(found.value[:10] in said for found in _shown(outline, so_far)):
        return
    span = near[-1].found[0].span
    if not any(s.start < span.end and span.start < s.end for s in _changed(outline)):
        yield from near


def _changed(outline: Outline) -> list[Span]:
    """Give where the page says when it was changed."""
    parts = (p.passage.span for _, parts in outline.meta for p in parts if p.kind == "modified")
    return [*parts, *(c.span for c in outline.claims("dateModified") if c.origin == "visible")]


@once
def published_in_metaline(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date after a word such as `Posted on`, or the date of a byline."""
    found = outline.meta
    for kinds in (("published",), ("", "author", "category")):
        for node, parts in found:
            if is_title(node.block.span, so_far) or (not kinds[0] and not _is_byline(parts)):
                continue
            told = [p.passage for p in parts if p.kind in kinds]
            dated = [d for t in told if (d := stamp.read(t, outline.language, lambda: date_order(outline)))]
            if not dated:
                continue
            if kinds[0] or any(p.kind in _SIGNED for p in parts) or not eventday.is_held(outline, node, so_far):
                yield from (Candidate(d.value, (Found("", d.span),)) for d in dated)


# Parts that no line of an event has: `in` may be the small word before its hour.
_SIGNED = frozenset(("author", "published", "modified", "comments", "views", "tags", "reading_time"))


@once
def published_by_itself(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A line near the title that holds a date, where nothing tells that it is the event's."""
    title = title_index(outline, so_far)
    if title is None:
        return
    for node, parts in sorted(outline.meta, key=lambda m: m.node.index < title):
        text = node.block.text
        if (
            any(p.kind == "modified" for p in parts)
            or (
                abs(node.index - title) > (6 if node.block.hint in ("byline", "published") else 2)
                and not opens_release(outline, node)
            )
            or len(text) > 60
            or node.label
            or is_title(node.block.span, so_far)
            or text.count(":") > 1
        ):
            continue
        read = stamp.read(node.block.passage, outline.language, lambda: date_order(outline))
        if read is None:
            continue
        start = node.block.span.start
        if is_led(text[: read.span.start - start]):
            continue
        ended = eventday.has_end(text, read.span.start - start, read.span.end - start, outline.language)
        if not ended and not eventday.is_held(outline, node, so_far):
            yield Candidate(read.value, (Found("", read.span),))


def published_above(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A heading that is a date, right above the title: some blogs head each day so."""
    title = title_index(outline, so_far) or 0
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
        for m in _in_address().finditer(claim.value, 0, 400):
            # Which of two small figures is the month no address tells.
            parts = (m["y"], m["m"], m["d"]) if m["y"] else (m["y2"], m["m2"], m["d2"])
            if (m["y"] or m["d2"] > "12") and (value := stamp.iso("-".join(parts))):
                span = Span(claim.span.start + m.start() + 1, claim.span.start + m.end())
                yield Candidate(value, (Found("", span),), "address")


@cache
def _in_address() -> re.Pattern[str]:
    return re.compile(
        r"/(?:(?P<y>(?:19|20)\d\d)[/-]?(?P<m>\d\d)[/-]?(?P<d>\d\d)|(?P<d2>\d\d)-(?P<m2>\d\d)-(?P<y2>20\d\d))(?=[/_-]|\Z)"
    )


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


def published_claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The publication time that structured data or the container declares."""
    said = list(dates_claimed(outline, "datePublished", visible=False))
    if said and all(c.source == "json-ld-page" for c in outline.claims("datePublished")):
        # Nobody is told of it: no article, and the day is not on the page.
        days = {found.value[:10] for found in _shown(outline, so_far)}
        said = [found for found in said if found.value[:10] in days]
    if any("/" in outline.document.text[f.found[0].span.start : f.found[0].span.end] for f in said[:1]):
        # Some systems write the month first, whatever the page's language; the page itself does not.
        days = {found.value[:10] for found in _shown(outline, so_far)}
        said = [found for found in said if found.value[:10] in days or _swapped(found.value) not in days]
    yield from said


def _swapped(day: str) -> str:
    """Give a date with its day and month exchanged."""
    return f"{day[:4]}-{day[8:10]}-{day[5:7]}"


def dates_claimed(outline: Outline, name: str, visible: bool) -> Iterator[Candidate[str]]:
    for claim in outline.claims(name):
        if (claim.origin == "visible") != visible:
            continue
        value = stamp.iso(claim.value) or stamp.ctime(claim.value)
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
    published_beside,
    published_time_beside,
    published_in_metaline,
    published_by_itself,
    published_time,
    published_above,
    published_by_label,
    published_alone,
    published_told,
    published_opening,
    published_in_address,
)

# What is looked for where nothing states the day: none of these contradicts what does.
GUESSES = frozenset(
    (
        published_beside,
        published_time_beside,
        published_above,
        published_by_label,
        published_alone,
        published_told,
        published_opening,
        published_in_address,
    )
)
