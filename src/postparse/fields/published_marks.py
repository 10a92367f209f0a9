"""The day of publication that the page's markup gives: a mark of its own, or a moment marked up as a time."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from postparse.document import Passage
from postparse.fields.dateorder import date_order
from postparse.fields.once import once
from postparse.fields.published_near import text_index, title_index
from postparse.outline import Outline
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp


@once
def published_marked(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The time that markup of the visible page gives as that of publication, the nearest to the title."""
    yield from marked(outline, so_far, "datePublished", 1 << 30)


def published_time_beside(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A moment that is marked up as a time, a few lines from the headline."""
    yield from marked(outline, so_far, "time", 4, anchored=True)


@once
def published_time(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A moment that is marked up as a time in the lines next to the title."""
    yield from marked(outline, so_far, "time", 6)


def marked(outline: Outline, so_far: Post, name: str, reach: int, anchored: bool = False) -> Iterator[Candidate[str]]:
    """Give the day of the mark (claim `name`) nearest to the title, its machine's form first.

    `reach` is in lines; `anchored`: only where a title is visible, and within reach of it.
    """
    starts = outline.starts
    if not starts:
        return
    title = title_index(outline, so_far)
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
    if len(days) > 1 and not anchored:
        found = [
            f for f in found if f[0] < text_index(outline, title) or outline.nodes[f[0]].block.region not in _LISTS
        ]
    near = sorted((abs(i - title), n, c) for i, n, c in found if i >= 0 and abs(i - title) <= reach)
    for _, _, nearest in near[:1]:
        exact = [c for i, _, c in found if i < 0 and c.value[:10] == nearest.value[:10]]
        yield from (*exact[:1], nearest)
    if not days and not anchored:
        yield from (c for _, _, c in found[:1] if reach > 6 or len(found) == 1)


# Parts of a page where several days behind the text are those of other posts.
_LISTS = frozenset(("aside", "related", "footer", "navigation"))
