"""Complete an event found: hours and end told elsewhere, place, programme, what became of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from postparse import lexicon, phrases
from postparse.document import Passage
from postparse.fields import agenda, event_claims, place_labels, places
from postparse.fields.draft import Draft, candidates
from postparse.fields.event_view import View, same_day, sentence_of, sentences, verbs
from postparse.fields.hits import TIME_KEYS, Hit, in_passage
from postparse.fields.years import with_year
from postparse.post import Event
from postparse.resolve import Candidate
from postparse.values import venue, when
from postparse.values.venue import Place


def finished(view: View, drafts: list[Draft], old: bool) -> Iterator[Candidate[Event]]:
    """Fill in what the drafts lack: hours and end told elsewhere, place, programme, status."""
    notes, moved = tuple(_notes(view)), old or _struck(view)
    told = place_labels.sections(view.outline)
    for i, draft in enumerate(drafts):
        _complete(view, draft, single=len(drafts) == 1)
        stop = drafts[i + 1].first if i + 1 < len(drafts) else len(view.outline.nodes)
        begin = draft.first if i else 0
        labelled = place_labels.labelled(view.outline, told, begin, stop if len(drafts) > 1 else None)
        draft.place = labelled or _place(view, draft, stop, single=len(drafts) == 1) or draft.place
        draft.status = _status(view, draft, moved, notes)
        if len(drafts) > 1:
            draft.title = _title(view, draft)
    shared = next((d.place for d in drafts if d.place), None) or place_labels.labelled(view.outline, told)
    for draft in drafts:
        draft.place = draft.place or shared
    if len(drafts) == 1 and drafts[0].place is None:
        drafts[0].place = event_claims.place(view, drafts[0])
    if len(drafts) == 1 and view.slots:
        by_index = {n.index: n for n in view.nodes}
        slots = [s for run in view.slots for s in agenda.slots_of(run, by_index, view.hits, view.known)]
        drafts[0].slots = slots
    for draft in drafts:
        yield from candidates(draft, view.known)


def _title(view: View, draft: Draft) -> Passage | None:
    """Give the heading right above the lines of one of several events."""
    node = view.outline.nodes[draft.first - 1] if draft.first else None
    if node is None or node.index in view.hits or node.role not in ("heading", "line", "label"):
        return None
    own = node.role == "heading" or node.block.group == view.outline.nodes[draft.first].block.group
    known = node.label is not None and bool(node.label.keys)
    titled = any(
        e.start < node.block.span.end and node.block.span.start < e.end for e in view.post.evidence.get("/title", ())
    )
    if not own or known or titled or len(node.block.text) > 120 or node.block.text[-1:] in ".!?":
        return None
    return node.block.passage


def _complete(view: View, draft: Draft, single: bool) -> None:
    """Take hours, or the end, from where the post says them again."""
    if not single:
        return
    others = [h for found in view.hits.values() for h in found if not h.fault and h.node.index not in view.in_programme]
    if draft.hours is None and draft.day is not None:
        near = [h for h in others if h.reading.has_clock and abs(h.node.index - draft.last) <= 3]
        same = [h for h in others if h.reading.has_clock and h.reading.has_day and same_day(draft.day, h)]
        draft.hours = next(iter(same or [h for h in near if not h.reading.has_day]), None)
        if draft.hours is not None:
            draft.texts.append(draft.hours.passage)
    if draft.day is None and draft.hours is not None:
        days = [h for h in others if h.reading.has_day and h.reading.recurrence is None]
        near = [h for h in days if abs(h.node.index - draft.last) <= 3]
        draft.day = next(iter(near or (days if len(days) == 1 else [])), None)
        if draft.day is not None:
            draft.texts.insert(0, draft.day.passage)
    if view.panel and draft.day is not None:
        _from_panel(view, draft)
    if draft.day is not None and draft.day.reading.recurrence is not None:
        _with_first(draft, others)
    if draft.hours is not None:
        _with_end(draft, others)
        _with_last(view, draft)


def _with_first(draft: Draft, others: Sequence[Hit]) -> None:
    """Begin what comes back on the day that the post tells as its first, where that has the weekday."""
    weekly = draft.day.reading.recurrence if draft.day else None
    if draft.day is None or weekly is None or weekly.first is not None:
        return
    near = [h for h in others if abs(h.node.index - draft.last) <= 3 and h.reading.recurrence is None]
    told = [
        (h, d) for h in near if _is_led(h) for s in h.reading.slots if (d := s.day) and _weekday(d) in weekly.weekdays
    ]
    if len(told) == 1:
        hit, day = told[0]
        reading = draft.day.reading._replace(recurrence=weekly._replace(first=day))
        whole = draft.hours is draft.day
        draft.day = draft.day._replace(reading=reading)
        draft.hours = draft.day if whole else draft.hours
        draft.texts.append(hit.passage)


def _is_led(hit: Hit) -> bool:
    """Say whether a word for the first time stands right before a day."""
    before = hit.node.block.text[: hit.passage.start - hit.node.block.span.start].rstrip(" :")[-40:]
    return any(end == len(before) for _, end in phrases.of("not_event", "first").finditer(before))


def _weekday(day: when.Day) -> int | None:
    try:
        return date(day.year, day.month, day.day).weekday() if day.year and day.month and day.day else None
    except ValueError:
        return None


def _own_panel(view: View, draft: Draft) -> list[tuple[str, Passage]]:
    """Give the box of details beside the text if it tells of this event: the same day, or no day at all."""
    days = [hit for key, line in view.panel if key in TIME_KEYS for hit in _panel_hits(view, draft, line)]
    told = [h for h in days if h.reading.has_day]
    if not days or (told and draft.day and not same_day(draft.day, told[0])):
        return []
    return view.panel


def _panel_hits(view: View, draft: Draft, line: Passage) -> list[Hit]:
    node = view.outline.nodes[draft.first]
    return [with_year(h, *view.years) for h in in_passage(node, line, view.known, True) if not h.fault]


def _from_panel(view: View, draft: Draft) -> None:
    """Take hours and end from the box of details."""
    for key, line in _own_panel(view, draft):
        if key not in TIME_KEYS:
            continue
        for hit in _panel_hits(view, draft, line):
            told = next((s.hours for s in hit.reading.slots if s.hours), None)
            if told is None:
                continue
            if draft.hours is None:
                draft.hours = hit
                draft.texts.append(line)
                continue
            hours = next((s.hours for s in draft.hours.reading.slots if s.hours), None)
            if hours is None or hours.end or draft.end:
                continue
            if told.end and told.start == hours.start:
                draft.hours = hit
            elif key == "end_time":
                draft.end = hit


def _with_end(draft: Draft, others: Sequence[Hit]) -> None:
    """A start that stands alone takes the end that another mention of the same start has."""
    hours = next((s.hours for s in draft.hours.reading.slots if s.hours), None) if draft.hours else None
    if hours is None or hours.end is not None or hours.minutes:
        return
    for hit in others:
        told = next((s.hours for s in hit.reading.slots if s.hours), None)
        if (
            told
            and told.end
            and (told.start.hour % 12, told.start.minute) == (hours.start.hour % 12, hours.start.minute)
        ):
            draft.hours = hit
            draft.texts.append(hit.passage)
            return


def _with_last(view: View, draft: Draft) -> None:
    """A start that stands alone takes the end that its own line, or one of the next two, tells apart."""
    hours = next((s.hours for s in draft.hours.reading.slots if s.hours), None) if draft.hours else None
    if hours is None or hours.end or draft.end is not None:
        return
    near = (h for i in range(draft.last, draft.last + 3) for h in view.hits.get(i, ()) if h.fault == "end")
    draft.end = next(near, None)
    if draft.end is not None and draft.end.node.index != draft.last:
        draft.texts.append(draft.end.passage)


def _place(view: View, draft: Draft, stop: int, single: bool) -> Place | None:
    """Find the place that no label tells: beside the time, on the lines around, in the sentence, in prose."""
    near = [p for h in (draft.hours, draft.day) if h is not None and (p := view.beside(h)) is not None]
    if near:
        return next((p for p in near if places.is_sure(p, view.outline.language)), near[0])
    if single and view.panel and (found := place_labels.in_panel(_own_panel(view, draft), view.outline)) is not None:
        return found
    around = [h for i in range(draft.first - 4, draft.first + 5) for h in view.hits.get(i, ())]
    if (found := places.in_list(view.outline, around, draft.first)) is not None:
        return found
    found = places.around(view.outline, draft.first, draft.last)
    if found is not None and not _is_title(view, draft, found):
        return found
    if draft.place is not None:
        return draft.place
    if not single:
        lines = (places.around(view.outline, draft.first, i, (1,)) for i in range(draft.last, stop - 1))
        return next((p for p in lines if p), None)
    found = _place_elsewhere(view)
    return None if found and _is_title(view, draft, found) else found


def _is_title(view: View, draft: Draft, place: Place) -> bool:
    """Say whether a place is a page's title, or above a sentence words of it: these tell what is on, not where.

    A text's first line may be a place, and taken for the title.
    """
    hit = draft.day or draft.hours
    named = place.name or place.address or Passage("", -1)
    within = any(e.start <= named.start < e.end for e in view.post.evidence.get("/title", ()))
    whole = view.outline.document.format == "html" and named.text == view.post.title
    return within and (whole or (hit is not None and hit.node.role == "paragraph"))


def _place_elsewhere(view: View) -> Place | None:
    """Find the place beside another mention of the time, in a sentence of holding, on a line of its own."""
    mentions = [h for found in view.hits.values() for h in found if not h.fault]
    mentions = [h for h in mentions if h.node.index not in view.in_programme]
    near = [p for h in mentions if (p := view.beside(h)) is not None]
    if near:
        return next((p for p in near if places.is_sure(p, view.outline.language)), near[0])
    for hit in mentions:
        sentence = sentence_of(hit.node.block.passage, hit)
        place = view.in_sentence(sentence, hit.node) or places.around(view.outline, hit.node.index, hit.node.index)
        if place is not None:
            return place
    for node in view.nodes:
        if node.role == "paragraph" and verbs().search(node.block.text):
            for sentence in sentences(node.block.passage):
                if verbs().search(sentence.text) and (place := view.in_sentence(sentence, node)):
                    return place
    lines = (places.line_place(n, view.outline.language) for n in view.nodes if not n.block.bullet)
    return next((p for line in lines if line and (p := venue.read(line, view.outline.language))), None)


def _status(view: View, draft: Draft, moved: bool, notes: Sequence[str]) -> str:
    """Say what became of the event, by words in the title, the label or the line of the time."""
    hits = [h for h in (draft.day, draft.hours) if h is not None]
    lines = [view.post.title or "", *(_told(h) for h in hits), *notes]
    text = lexicon.fold(" | ".join(lines))
    if moved or _holds(text, "rescheduled"):
        return "rescheduled"
    if _holds(text, "cancelled"):
        return "cancelled"
    return "postponed" if _holds(text, "postponed") else "scheduled"


def _told(hit: Hit) -> str:
    """Give the line of a time, of prose the sentence: the next tells what happens if it rains."""
    line = hit.node.block.passage
    return sentence_of(line, hit).text if hit.node.role == "paragraph" else line.text[:300]


def _notes(view: View) -> Iterator[str]:
    """Give short lines that say little besides what became of the event: `CANCELLED!`."""
    for node in view.nodes:
        line = lexicon.fold(node.block.text) if len(node.block.text) <= 60 else ""
        if not line or phrases.of("event_status", "cancelled", "postponed").search(line) is None:
            continue
        for key in ("cancelled", "postponed"):
            found = phrases.of("event_status", key).search(line)
            if found and (found[1] - found[0]) * 2 >= sum(map(str.isalpha, line)):
                yield line


def _struck(view: View) -> bool:
    """Say whether the page strikes a time out."""
    struck = (c.value for c in view.outline.document.claims if c.property == "struck")
    return any(when.scan(text, view.known) for text in struck)


def _holds(text: str, key: str) -> bool:
    return phrases.of("event_status", key).search(text) is not None
