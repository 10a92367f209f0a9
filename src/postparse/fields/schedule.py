"""The events of a post: under labels, on lines of their own, in prose; with place, programme and status."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from postparse import lexicon, phrases
from postparse.document import Passage
from postparse.fields import agenda, places
from postparse.fields.draft import Draft, candidates
from postparse.fields.event_claims import declared, moments
from postparse.fields.hits import (
    PLACE_KEYS,
    TIME_KEYS,
    Hit,
    Years,
    cards,
    content,
    context,
    in_node,
    in_passage,
    keys_of,
    panel,
    with_year,
    years_of,
)
from postparse.outline import Node, Outline
from postparse.phrases import Phrases
from postparse.post import Event, Post
from postparse.resolve import Candidate
from postparse.values import venue, when
from postparse.values.moments import Slot
from postparse.values.venue import Place


class _View(NamedTuple):
    """The post as the rules see it: its nodes, the times in them, the programme."""

    outline: Outline
    post: Post
    known: when.Context
    nodes: tuple[Node, ...]
    hits: dict[int, list[Hit]]
    slots: list[list[int]]
    day_heads: list[Hit]
    heads: frozenset[int]
    years: tuple[Years, int | None]
    panel: list[tuple[str, Passage]]

    @property
    def placed(self) -> bool:
        """Whether a label of a place stands in the post."""
        return any(s.head in self.heads for s in self.outline.labelled(*PLACE_KEYS))

    def beside(self, hit: Hit) -> Place | None:
        """Read the place on the line of a time."""
        others = [h for h in self.hits.get(hit.node.index, ()) if h.passage.start != hit.passage.start]
        return places.beside(hit, others, self.outline.language)

    def in_sentence(self, sentence: Passage, node: Node) -> Place | None:
        """Read the first place that a sentence names."""
        times = self.hits.get(node.index, ())
        return next(places.in_sentence(sentence, self.outline.language, times), None)

    @property
    def in_programme(self) -> frozenset[int]:
        return frozenset([i for run in self.slots for i in run] + [h.node.index for h in self.day_heads])


_last: list[tuple[Outline, _View]] = []


def _view(outline: Outline, so_far: Post) -> _View:
    """Read all times once for all rules of a post."""
    if _last and _last[0][0] is outline:
        return _last[0][1]
    known = context(outline, so_far)
    nodes = tuple(content(outline, so_far))
    hits = {n.index: found for n in nodes if (found := in_node(n, known))}
    for card in cards(outline, known):
        whole = (card.passage.start, card.passage.start + len(card.passage.text))
        for index, found in list(hits.items()):
            hits[index] = [h for h in found if not whole[0] <= h.passage.start < whole[1]]
        hits[card.node.index] = [card, *hits.get(card.node.index, [])]
    years, titled = years_of(hits, so_far.title, moments(outline.document.claims))
    hits = {index: [with_year(h, years, titled) for h in found] for index, found in hits.items()}
    runs = agenda.runs([n for n in nodes if not any(k in TIME_KEYS for k in keys_of(n))], hits)
    heads = agenda.day_heads(nodes, hits, runs)
    view = _View(
        outline,
        so_far,
        known,
        nodes,
        hits,
        runs,
        heads,
        frozenset(n.index for n in nodes),
        (years, titled),
        panel(outline),
    )
    _last[:] = [(outline, view)]
    return view


def labelled(outline: Outline, so_far: Post) -> Iterator[Candidate[Event]]:
    """Times under labels such as `Date & Time:`, `When`, with what `Venue:` says."""
    view = _view(outline, so_far)
    drafts: list[Draft] = []
    old = False
    for section in outline.sections:
        keys = [k for k in section.label.keys if k in TIME_KEYS]
        if not keys or section.head not in view.heads:
            continue
        head = outline.nodes[section.head]
        for at, (index, entry) in enumerate(zip(section.nodes, section.entries, strict=True)):
            node = outline.nodes[index]
            if at and (keys_of(node) or index in view.in_programme or at > 8):
                break
            found = in_passage(node, entry, view.known, at == 0 or head.role == "label")
            old = old or any(h.fault == "old" for h in found)
            good = [with_year(h, *view.years) for h in found if not h.fault]
            if at and not good:
                break
            for hit in good:
                _add(drafts, hit, entry, keys)
    drafts = [d for d in drafts if d.day or d.hours]
    if not drafts:
        return
    yield from _finished(view, drafts, old)


def _add(drafts: list[Draft], hit: Hit, entry: Passage, keys: Sequence[str]) -> None:
    """Put a labelled time where it belongs: a new event, or the missing half of the last one."""
    last = drafts[-1] if drafts else None
    if "end_time" in keys and last is not None:
        last.end = hit
        last.texts.append(entry)
    elif hit.reading.has_day:
        if last is not None and last.day is None:
            last.day = hit
            last.hours = hit if hit.reading.has_clock else last.hours
            last.texts.insert(0, entry)
        else:
            drafts.append(Draft(hit, hit if hit.reading.has_clock else None, None, texts=[entry]))
    elif last is None:
        drafts.append(Draft(None, hit, None, texts=[entry]))
    elif last.hours is None:
        last.hours = hit
        last.texts.append(entry)


def by_line(outline: Outline, so_far: Post) -> Iterator[Candidate[Event]]:
    """Lines that are a date and a time, alone or with the place, without a label."""
    view = _view(outline, so_far)
    drafts: list[Draft] = []
    old = False
    titled = bool(so_far.title and _nouns().search(so_far.title))
    for index, found in sorted(view.hits.items()):
        node = outline.nodes[index]
        if index in view.in_programme or (node.role == "paragraph" and len(node.block.text) > 200):
            continue
        old = old or any(h.fault == "old" for h in found)
        for hit in (h for h in found if not h.fault):
            if not _bare(hit, found, titled):
                continue
            last = drafts[-1] if drafts else None
            near = last is not None and node.index - last.last <= 3
            if hit.reading.has_day:
                if near and last is not None and last.day is None:
                    last.day, last.texts = hit, [node.block.passage, *last.texts]
                    last.hours = hit if hit.reading.has_clock else last.hours
                else:
                    drafts.append(Draft(hit, hit if hit.reading.has_clock else None, texts=[_written(hit)]))
            elif near and last is not None and last.hours is None:
                last.hours = hit
                last.texts.append(_written(hit))
            elif not near:
                drafts.append(Draft(None, hit, texts=[_written(hit)]))
    good = [d for d in drafts if d.day and (d.hours or _has_evidence(view, d))]
    if not good and view.day_heads:
        good = [_headed(view.day_heads)]
    if not good:
        good = [d for d in drafts if d.hours and not d.day and _has_evidence(view, d)][:1]
    if good:
        yield from _finished(view, _one_each(good), old)


def _headed(heads: Sequence[Hit]) -> Draft:
    """Make one event of the days that head the parts of a programme."""
    first, last = heads[0].reading.slots[0], heads[-1].reading.slots[0]
    slot = Slot(first.day, last.day if len(heads) > 1 else None)
    hit = heads[0]._replace(reading=when.Reading((slot,)))
    return Draft(hit, None, texts=[h.passage for h in heads])


def _written(hit: Hit) -> Passage:
    """Give the whole line where it holds little besides the time, else the time."""
    line = hit.node.block.passage
    return line if len(line.text) <= 160 and hit.node.role != "paragraph" else hit.passage


def _bare(hit: Hit, found: Sequence[Hit], titled: bool) -> bool:
    """Say whether a line is a time and little else: the rest is short, or a place, or a part of a series."""
    line = hit.node.block.passage
    if hit.node.label and hit.node.label.keys and not any(k in TIME_KEYS for k in hit.node.label.keys):
        return False
    spare = len(line.text) - sum(len(h.passage.text) for h in found)
    if _is_sentence(line, found):
        return False
    if hit.node.role == "paragraph":
        return spare <= 25
    lead = hit.passage.start - line.start
    rest = line.cut(max(lead, 0) + len(hit.passage.text)) if lead >= 0 else line
    placed = venue.is_placelike(rest.text, None, weak=False)
    if hit.node.role == "labelled" and not (hit.reading.has_clock or placed or titled):
        return False
    if spare <= 28 or (lead <= 2 and len(line.text) < 120 and (titled or placed)):
        return True
    if spare <= len(line.text) // 2 and hit.reading.has_day and hit.node.block.bullet is None:
        return True
    return len(line.text) < 200 and hit.reading.has_clock and hit.reading.has_day and placed


def _is_sentence(line: Passage, found: Sequence[Hit]) -> bool:
    """Say whether a line tells something: words after the last time, and the end of a sentence."""
    last = max(h.passage.start + len(h.passage.text) for h in found) - line.start
    rest = line.text[last:].rstrip()
    if rest[-1:] not in (".", "!", "?", "。", "！", "？"):
        return False
    if max(rest) > "\u2e80":
        return len(rest) > 8
    return len(rest.split()) >= 4 and not venue.is_name(rest.rstrip(".!?"), None)


def _nouns() -> Phrases:
    return phrases.of("event_word", "noun", endings=("s", "en", "e", "n"))


def _verbs() -> Phrases:
    return phrases.of("event_verb", "held")


def _has_evidence(view: _View, draft: Draft) -> bool:
    """Say whether anything tells that a bare time is an event's: a place beside it, a programme, the title."""
    hit = draft.day or draft.hours
    if hit is None:
        return False
    if hit.node.block.region == "aside":
        return False
    if view.slots or view.placed or places.around(view.outline, draft.first, draft.last) is not None:
        return True
    if hit.reading.has_clock and view.post.title and _nouns().search(view.post.title):
        return True
    slot = hit.reading.slots[0] if hit.reading.slots else None
    ranged = slot is not None and slot.last is not None
    return ranged and bool(view.post.title and _nouns().search(view.post.title))


def _one_each(drafts: list[Draft]) -> list[Draft]:
    """Drop repetitions: a later line that says the same day again adds hours, not an event."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((k for k in kept if k.day and draft.day and _same_day(k.day, draft.day)), None)
        if same is None:
            kept.append(draft)
        elif same.hours is None and draft.hours is not None:
            same.hours = draft.hours
    return kept


def _same_day(one: Hit, other: Hit) -> bool:
    a, b = (
        one.reading.slots[0].day if one.reading.slots else None,
        other.reading.slots[0].day if other.reading.slots else None,
    )
    if a is None or b is None:
        return False
    if a.numeric or b.numeric:
        return a.numeric == b.numeric
    return (a.month, a.day) == (b.month, b.day) and one.reading.has_clock <= other.reading.has_clock


def in_prose(outline: Outline, so_far: Post) -> Iterator[Candidate[Event]]:
    """A date and time in a sentence that says that something is held then."""
    view = _view(outline, so_far)
    best: tuple[int, Hit, Passage] | None = None
    days: set[object] = set()
    old = False
    for node in view.nodes:
        found = view.hits.get(node.index, [])
        old = old or any(h.fault == "old" for h in found)
        for hit in found:
            if hit.fault or node.index in view.in_programme or any(k in TIME_KEYS for k in keys_of(node)):
                continue
            sentence = _sentence(node.block.passage, hit)
            grade = _grade(view, hit, sentence)
            if grade and hit.reading.has_day:
                days.add(hit.reading.slots[:1])
            if grade and (best is None or grade > best[0]):
                best = (grade, hit, sentence)
    # A digest of many dated sentences is no announcement, unless its title names one event.
    if best is None or (len(days) > 2 and best[0] < 4 and not (so_far.title and _nouns().search(so_far.title))):
        return
    _, hit, sentence = best
    draft = Draft(hit if hit.reading.has_day else None, hit if hit.reading.has_clock else None, texts=[hit.passage])
    draft.place = view.in_sentence(sentence, hit.node)
    yield from _finished(view, [draft], old)


def _grade(view: _View, hit: Hit, sentence: Passage) -> int:
    """Rank a time in prose: day and hour beside a verb of holding before what has less."""
    verb = bool(_verbs().search(sentence.text))
    place = view.in_sentence(sentence, hit.node) is not None or view.beside(hit) is not None
    title = bool(view.post.title and _nouns().search(view.post.title))
    noun = bool(_nouns().search(sentence.text))
    if hit.reading.has_day and hit.reading.has_clock and (verb or place or (title and noun)):
        return 5 + verb + place
    opens = hit.passage.start - sentence.start <= 12
    if hit.reading.has_day and place and (verb or opens):
        return 4
    coming = bool(phrases.of("event_verb", "coming").search(sentence.text))
    if hit.reading.has_clock and (verb or noun or coming) and place:
        return 3
    if hit.reading.has_clock and hit.reading.has_day and coming:
        return 3
    if hit.reading.has_clock and (view.beside(hit) is not None or (coming and noun)):
        return 2
    if hit.reading.has_day and ((verb and noun and title) or (view.placed and title and (noun or verb))):
        return 2
    return 1 if hit.reading.has_clock and verb and noun else 0


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Z])(?<!\b[A-Za-z]\.[a-z])(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bRm)(?<!\d)[.!?](?:\s+(?=[\"“'(A-ZÀ-Þ])|$)|[。！？]|\.(?=\s+[\uac00-\ud7a3])"
    )


def _sentence(passage: Passage, hit: Hit) -> Passage:
    """Give the sentence around a time."""
    at = hit.passage.start - passage.start
    end = at + len(hit.passage.text)
    stops = [m.end() for m in _stop().finditer(passage.text)]
    start = max((s for s in stops if s <= at), default=0)
    stop = min((s for s in stops if s >= end), default=len(passage.text))
    return passage.cut(start, stop)


def _finished(view: _View, drafts: list[Draft], old: bool) -> Iterator[Candidate[Event]]:
    """Fill in what the drafts lack: hours and end told elsewhere, place, programme, status."""
    for i, draft in enumerate(drafts):
        _complete(view, draft, single=len(drafts) == 1)
        stop = drafts[i + 1].first if i + 1 < len(drafts) else len(view.outline.nodes)
        begin = draft.first if i else 0
        draft.place = _place(view, draft, begin, stop, single=len(drafts) == 1) or draft.place
        draft.status = _status(view, draft, old)
    shared = next((d.place for d in drafts if d.place), None) or places.labelled(
        view.outline, 0, len(view.outline.nodes)
    )
    for draft in drafts:
        draft.place = draft.place or shared
    if len(drafts) == 1 and view.slots:
        by_index = {n.index: n for n in view.nodes}
        slots = [s for run in view.slots for s in agenda.slots_of(run, by_index, view.hits, view.known)]
        drafts[0].slots = slots
    for draft in drafts:
        yield from candidates(draft, view.known)


def _complete(view: _View, draft: Draft, single: bool) -> None:
    """Take hours, or the end, from where the post says them again."""
    if not single:
        return
    others = [h for found in view.hits.values() for h in found if not h.fault and h.node.index not in view.in_programme]
    if draft.hours is None and draft.day is not None:
        near = [h for h in others if h.reading.has_clock and abs(h.node.index - draft.last) <= 3]
        same = [h for h in others if h.reading.has_clock and h.reading.has_day and _same_day(draft.day, h)]
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
    if draft.hours is not None:
        _with_end(draft, others)


def _own_panel(view: _View, draft: Draft) -> list[tuple[str, Passage]]:
    """Give the box of details beside the text if it tells of this event: the same day, or no day at all."""
    days = [hit for key, line in view.panel if key in TIME_KEYS for hit in _panel_hits(view, draft, line)]
    told = [h for h in days if h.reading.has_day]
    if not days or (told and draft.day and not _same_day(draft.day, told[0])):
        return []
    return view.panel


def _panel_hits(view: _View, draft: Draft, line: Passage) -> list[Hit]:
    node = view.outline.nodes[draft.first]
    return [with_year(h, *view.years) for h in in_passage(node, line, view.known, True) if not h.fault]


def _from_panel(view: _View, draft: Draft) -> None:
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


def _place(view: _View, draft: Draft, begin: int, stop: int, single: bool) -> Place | None:
    """Find the place: under its label, beside the time, on the lines around, in the sentence, in prose."""
    whole = len(view.outline.nodes)
    if found := places.labelled(view.outline, 0 if single else begin, whole if single else stop):
        return found
    for hit in (draft.hours, draft.day):
        if hit is not None and (found := view.beside(hit)) is not None:
            return found
    if single and view.panel and (found := places.in_panel(_own_panel(view, draft), view.outline)) is not None:
        return found
    if (found := places.around(view.outline, draft.first, draft.last)) is not None:
        return found
    if draft.place is not None:
        return draft.place
    if not single:
        lines = (places.around(view.outline, draft.first, i, (1,)) for i in range(draft.last, stop - 1))
        return next((p for p in lines if p), None)
    return _place_elsewhere(view)


def _place_elsewhere(view: _View) -> Place | None:
    """Find the place beside another mention of the time, in a sentence of holding, on a line of its own."""
    mentions = [h for found in view.hits.values() for h in found if not h.fault]
    mentions = [h for h in mentions if h.node.index not in view.in_programme]
    for hit in mentions:
        if (place := view.beside(hit)) is not None:
            return place
    for hit in mentions:
        sentence = _sentence(hit.node.block.passage, hit)
        place = view.in_sentence(sentence, hit.node) or places.around(view.outline, hit.node.index, hit.node.index)
        if place is not None:
            return place
    for node in view.nodes:
        if node.role == "paragraph" and _verbs().search(node.block.text):
            for sentence in _sentences(node.block.passage):
                if _verbs().search(sentence.text) and (place := view.in_sentence(sentence, node)):
                    return place
    lines = (places.line_place(n, view.outline.language) for n in view.nodes)
    return next((p for line in lines if line and (p := venue.read(line, view.outline.language))), None)


def _sentences(passage: Passage) -> Iterator[Passage]:
    at = 0
    for match in _stop().finditer(passage.text):
        yield passage.cut(at, match.end())
        at = match.end()
    if at < len(passage.text):
        yield passage.cut(at)


def _status(view: _View, draft: Draft, old: bool) -> str:
    """Say what became of the event, by words in the title, the label or the line of the time."""
    hits = [h for h in (draft.day, draft.hours) if h is not None]
    lines = [view.post.title or "", *(h.node.block.text for h in hits if len(h.node.block.text) < 300)]
    text = lexicon.fold(" | ".join(lines))
    if old or _holds(text, "rescheduled"):
        return "rescheduled"
    if _holds(text, "cancelled"):
        return "cancelled"
    return "postponed" if _holds(text, "postponed") else "scheduled"


def _holds(text: str, key: str) -> bool:
    return phrases.of("event_status", key).search(text) is not None


# Labels say it plainly; bare lines are the next clearest; both give local times, where structured data
# may hold UTC; prose only where nothing else stands.
RULES = {"/schedule": (labelled, by_line, declared, in_prose)}
NEEDS = ("title", "byline")
