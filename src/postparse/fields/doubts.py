"""Why a time on a page is no event's: stamps, opening hours, what is told by the way."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import islice

from postparse import lexicon, phrases
from postparse.document import Passage
from postparse.fields.draft import Draft
from postparse.fields.event_view import View
from postparse.fields.hits import Hit
from postparse.outline import Node
from postparse.values import when
from postparse.values.bodywords import has_body
from postparse.values.moments import Slot


def parted(head: Node, entry: Passage) -> bool:
    """Say whether a mark parts a label from its value, as none does in `On 30 September, students were`."""
    label = head.label
    if label is None or head.role == "label" or label.span.end > entry.start:
        return True
    at = label.span.end - head.block.span.start
    return bool(head.block.text[at : entry.start - head.block.span.start].strip()) or label.text[-1:] in ":："


def is_stamp_line(view: View, drafts: Sequence[Draft]) -> bool:
    """Say whether a day under `Date:` is all that the labels tell: that of the writing, or of what the title names."""
    if view.titled or view.placed or view.slots:
        return False
    if len(drafts[0].texts[0].text) > 60 and is_publication(view, drafts[0]):
        return True  # `Date: May 2, the city won by 3 to 1`
    if len(drafts) > 1 or drafts[0].hours or view.panel:
        return False
    reading = drafts[0].reading()
    if reading is None or any(s.last is not None for s in reading.slots):
        return False
    return is_publication(view, drafts[0]) or (
        view.outline.document.format == "html"
        and not view.outline.labelled("when", "time", "talk", "people", "agenda", "role:")
    )


def is_opening(hit: Hit, announced: bool) -> bool:
    """Say whether a time is opening hours: from weekday to weekday, or weekly where nothing announces an event."""
    days = [d for s in hit.reading.slots for d in (s.day, s.last) if d is not None]
    weekly = hit.reading.recurrence
    if any(is_dated(d) for d in days) or not (days or weekly):
        return False
    if weekly is not None and (weekly.first or weekly.until):
        return False
    ranged = any(s.last is not None for s in hit.reading.slots) or (weekly is not None and len(weekly.weekdays) > 2)
    return ranged or (not announced and weekly is not None)


# Nobody posts of an event so many years after it, or had a site before then.
_YEARS, _FIRST = 10, 1985


def is_history(view: View, hit: Hit) -> bool:
    """Say whether a time lies so far back that the post tells history."""
    years = [d.year for s in hit.reading.slots for d in (s.day, s.last) if d and d.year]
    anchor = view.known.anchor
    return bool(years) and max(years) < (anchor.year - _YEARS if anchor else _FIRST)


def is_onward(hit: Hit) -> bool:
    """Say whether a day without hours is told as the first on which something holds: `as of 1 April`."""
    reading = hit.reading
    if reading.has_clock or reading.recurrence or any(s.last for s in reading.slots):
        return False
    if hit.passage.text.endswith(_from_here()):
        return True
    line = hit.node.block.passage
    at = hit.passage.start - line.start
    if at >= 0 and line.text[at + len(hit.passage.text) :][:12].lstrip().startswith(_from_here()):
        return True
    before = line.text[:at].rstrip()[-40:]
    words = hit.passage.text.split()
    told = phrases.of("not_event", "onward")
    return any(end >= len(before) for _, end in told.finditer(before)) or bool(words and told.match(hit.passage.text))


@cache
def _from_here() -> tuple[str, ...]:
    """What stands after a day from which on something holds."""
    return tuple(s for s in lexicon.surfaces("time", "after_from") if s[0] > "\u2e80")


def is_weekly(draft: Draft) -> bool:
    """Say whether a draft is of weekdays only."""
    days = [s.day for s in draft.day.reading.slots if s.day] if draft.day else []
    return draft.day is not None and not any(map(is_dated, days))


def is_dated(day: when.Day) -> bool:
    """Say whether a day is more than a weekday."""
    return bool(day.day or day.numeric or (day.relative and day.relative[0] != "near"))


def is_early(view: View, index: int) -> bool:
    """Say whether a line stands among the first paragraphs."""
    told = list(islice((n.index for n in view.nodes if n.role == "paragraph"), 4))
    return len(told) < 4 or index <= told[3]


def is_led(view: View, hit: Hit) -> bool:
    """Say whether a line of a page begins or ends as a byline does: its time is a stamp."""
    line = hit.node.block.passage
    lead = line.text[: max(hit.passage.start - line.start, 0)].split()
    after = line.text[max(hit.passage.start - line.start, 0) + len(hit.passage.text) :].split()
    firsts = [words[0] for words, fits in ((lead, 1 < len(lead) < 6), (after, 1 < len(after) < 6)) if fits]
    return view.outline.document.format == "html" and any(
        m.key == "by" for word in firsts for m in lexicon.look("byline", word.strip(":"))
    )


def is_signed(view: View, draft: Draft, slot: Slot) -> bool:
    """Say whether a bare date is that of the document: full, without a weekday, behind all its paragraphs."""
    if slot.day is None or not slot.day.year or slot.day.weekday is not None:
        return False
    last = next((n.index for n in reversed(view.nodes) if n.role == "paragraph"), None)
    return last is not None and last < draft.first


def is_foot(view: View, hit: Hit) -> bool:
    """Say whether a bare date is the last line of a text that tells an hour elsewhere: the day it was written."""
    slot = hit.reading.slots[0] if hit.reading.slots else None
    if slot is None or slot.day is None or slot.last is not None or hit.reading.has_clock:
        return False
    if not slot.day.year or slot.day.weekday is not None:
        return False
    last = next((n.index for n in reversed(view.nodes) if n.role != "furniture"), -1)
    if hit.node.index != last or len(hit.node.block.text.strip()) > len(hit.passage.text) + 2:
        return False
    if not view.titled and _is_signed_by_body(view, hit):
        return True
    return any(h.reading.has_clock for at, found in view.hits.items() if at < last for h in found)


def _is_signed_by_body(view: View, hit: Hit) -> bool:
    """Say whether the line above is a body's name and nothing else, with which notices end."""
    above = view.outline.nodes[hit.node.index - 1] if hit.node.index > 2 else None
    if above is None or above.block.group != hit.node.block.group or above.role != "line":
        return False
    return len(above.block.text) < 40 and not any(map(str.isdigit, above.block.text)) and has_body(above.block.text)


def is_term(hit: Hit) -> bool:
    """Say whether a stretch of years is a term of office or of a project, not what anybody goes to."""
    slot = hit.reading.slots[0] if hit.reading.slots else None
    first, last = (slot.day, slot.last) if slot else (None, None)
    if not first or not last or not first.year or not last.year:
        return False
    return (last.year - first.year) * 12 + (last.month or 0) - (first.month or 0) > _TERM


# In months: exhibitions last as long as a year and more.
_TERM = 20


def is_publication(view: View, draft: Draft) -> bool:
    """Say whether a time without an end is of the day on which the post was published, or the next to it."""
    published, reading = view.known.published, draft.reading()
    if (changed := view.post.byline.modified) and reading is not None and draft.day is not None:
        moments = when.settle(reading, view.known)
        if draft.hours is None and moments and (moments[0].start or "")[:10] == changed[:10]:
            return True
    if published is None or reading is None or draft.day is None:
        return False
    moments = when.settle(reading, view.known)
    start = moments[0].start if moments else None
    if start is None or "X" in start[:10]:
        return False
    return abs(date.fromisoformat(start[:10]) - published) <= timedelta(days=1)


def asks_day_and_hour(view: View) -> bool:
    """Say whether `is_told` is so of every time of a page that is not a day with an hour: those need no grade."""
    title = view.post.title or ""
    return (
        view.outline.document.format == "html"
        and not (view.named or view.placed or any(map(str.isnumeric, title)))
        and not view.outline.labelled("role:")
    )


def is_told(view: View, hit: Hit, sentence: Passage, grade: int) -> bool:
    """Say whether a time in prose is told by the way, on a page that announces nothing else."""
    if view.outline.document.format != "html" or view.placed or view.outline.labelled("role:"):
        return False
    past = view.past(hit.reading)
    days = [s.day for *_, r in when.scan((view.post.title or "")[:300], view.known) for s in r.slots if s.day]
    if any((d.month, d.day) == (s.day.month, s.day.day) for d in days for s in hit.reading.slots if s.day):
        return False  # the title has the day
    if view.named:
        return past and grade < 4  # `as it was told at a debate on May 2`
    if grade > 5 and opens_report(view, hit, sentence):
        return False
    if view.article:
        return grade < 7 or past or not is_early(view, hit.node.index)
    listed = hit.passage.start == hit.node.block.span.start and any(s.day and s.day.numeric for s in hit.reading.slots)
    return past or grade < 5 or listed or not (hit.reading.has_day and hit.reading.has_clock)


def opens_report(view: View, hit: Hit, sentence: Passage) -> bool:
    """Say whether a post begins with weekday, day, hour and a place by name, as one's report of an evening does."""
    told = [n.index for n in view.nodes if n.role == "paragraph"][:2]
    day = hit.reading.slots[0].day if hit.reading.slots else None
    if hit.node.index not in told or day is None or day.weekday is None or not hit.reading.has_clock:
        return False
    place = view.in_sentence(sentence, hit.node) or view.beside(hit)
    return place is not None and place.name is not None
