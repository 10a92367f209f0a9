"""The events of a post: under labels, on lines of their own, in prose; with place, programme and status."""

from collections.abc import Iterator, Sequence

from postparse.document import Passage
from postparse.fields import doubts, places
from postparse.fields.draft import Draft
from postparse.fields.event_claims import declared, is_less
from postparse.fields.event_finish import finished
from postparse.fields.event_view import View, is_article, same_day, view_of
from postparse.fields.hits import PLACE_KEYS, TIME_KEYS, Hit, in_passage, is_own_box, is_stamp, keys_of
from postparse.fields.prose_times import in_prose
from postparse.fields.years import with_year
from postparse.post import Event
from postparse.resolve import Candidate
from postparse.values import lastresort, namescan, placewords, when
from postparse.values.moments import Slot
from postparse.values.venue import Place


def labelled(view: View) -> Iterator[Candidate[Event]]:
    """Times under labels such as `Date & Time:`, `When`, with what `Venue:` says."""
    drafts: list[Draft] = []
    old = False
    for section in view.outline.sections:
        keys = [k for k in section.label.keys if k in TIME_KEYS]
        if not keys or section.head not in view.heads:
            continue
        head = view.outline.nodes[section.head]
        for at, (index, entry) in enumerate(zip(section.nodes, section.entries, strict=True)):
            node = view.outline.nodes[index]
            if index in view.in_programme or at > 8 or (index != section.head and keys_of(node)):
                break
            short = len(entry.text) <= 120
            if not short and not doubts.parted(head, entry):
                break
            found = in_passage(node, entry, view.known, short and (at == 0 or head.role == "label"))
            found = [h for h in found if short or h.passage.start - entry.start <= 60]
            old = old or any(h.fault == "old" for h in found)
            good = [with_year(h, *view.years) for h in found if not h.fault and not is_stamp(h)]
            if at and not good:
                break
            for hit in good:
                _add(drafts, hit, entry, keys)
    drafts = [d for d in drafts if d.day or d.hours]
    if not drafts or doubts.is_stamp_line(view, drafts) or is_less(view, drafts):
        return
    yield from finished(view, drafts, old)


def _add(drafts: list[Draft], hit: Hit, entry: Passage, keys: Sequence[str]) -> None:
    """Put a labelled time where it belongs: a new event, or the missing half of the last one."""
    last = drafts[-1] if drafts else None
    if "end_time" in keys and last is not None:
        last.end = hit
        last.texts.append(entry)
    elif hit.reading.has_day:
        weekly = last.day.reading.recurrence if last and last.day else None
        if last is not None and last.day is not None and weekly and doubts.is_onward(hit):
            begun = last.day.reading._replace(recurrence=weekly._replace(first=hit.reading.slots[0].day))
            whole = last.hours is last.day
            last.day = last.day._replace(reading=begun)
            last.hours = last.day if whole else last.hours
        elif last is not None and last.day is None:
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


def by_line(view: View) -> Iterator[Candidate[Event]]:
    """Lines that are a date and a time, alone or with the place, without a label."""
    drafts: list[Draft] = []
    old = False
    titled, web = view.titled, view.outline.document.format == "html"
    for index, found in sorted(view.hits.items()):
        node = view.outline.nodes[index]
        if node.block.kind == "table_row" and web and not (titled or view.placed):
            continue  # a table of results, of figures, of what else is on
        if index in view.in_programme or (node.role == "paragraph" and len(node.block.text) > 200):
            continue
        old = old or any(h.fault == "old" for h in found)
        for hit in (h for h in found if not h.fault):
            if (
                not _bare(hit, found, titled)
                or doubts.is_opening(hit, titled or (view.placed and not web))
                or doubts.is_led(view, hit)
                or doubts.is_foot(view, hit)
                or doubts.is_term(hit)
            ):
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
    if sum(d.hours is None for d in drafts) > 4 and not titled and not view.placed and not view.slots:
        return  # milestones, works, releases: a list of many days
    if len(drafts) > 1 and all(doubts.is_weekly(d) for d in drafts):
        return  # what is on every week: hours, broadcasts
    if view.article and len(drafts) > 2:
        return  # what is on in town
    good = [d for d in drafts if d.day and _is_event(view, d)]
    if not good and view.day_heads:
        good = [_headed(view.day_heads)]
    if not good:
        good = [d for d in drafts if d.hours and not d.day and _is_event(view, d)][:1]
    if good and not is_less(view, good):
        yield from finished(view, _one_each(good), old)


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
    placed = placewords.is_placelike(rest.text[:200], None, weak=False)
    if hit.node.role == "labelled" and not (hit.reading.has_clock or placed or titled):
        return False
    if spare <= 28 or (lead <= 2 and len(line.text) < 120 and (titled or placed)):
        return True
    if spare <= len(line.text) // 2 and hit.reading.has_day and hit.node.block.bullet is None:
        return True
    return len(line.text) < 200 and hit.reading.has_clock and hit.reading.has_day and placed


_LONGEST_NAME = 300


def _is_sentence(line: Passage, found: Sequence[Hit]) -> bool:
    """Say whether a line tells something: words after the last time, and the end of a sentence."""
    last = max(h.passage.start + len(h.passage.text) for h in found) - line.start
    rest = line.text[last:].rstrip()
    if rest[-1:] not in (".", "!", "?", "。", "！", "？"):
        return False
    if len(rest) > _LONGEST_NAME:
        return True
    if max(rest) > "\u2e80":
        return len(rest) > 8
    return len(rest.split()) >= 4 and not placewords.is_name(rest.rstrip(".!?"), None)


def _is_event(view: View, draft: Draft) -> bool:
    """Say whether anything tells that a bare time is an event's: a place beside it, a programme, the title."""
    hit = draft.day or draft.hours
    if hit is None or hit.node.block.region == "aside" or doubts.is_history(view, hit):
        return False
    place = view.beside(hit)
    if place is not None and place.name and any(n.honorific for n in namescan.scan(place.name.text)):
        place = None  # `visit of Dr. Ada Okafor to the Mill Museum` tells what happened
    beside = place is not None and not place.online and places.is_sure(place, view.outline.language)
    place = place or places.around(view.outline, draft.first, draft.last)
    if draft.hours is None and _is_code(view, place):
        place, beside = None, False  # a bare date beside `EX12-345`: rather a product's than a room's
    near = place is not None and not (place.online and draft.hours is None)
    placed = view.placed or (near and place is not None and places.is_sure(place, view.outline.language))
    titled = view.titled
    reading = draft.reading()
    slot = reading.slots[0] if reading and reading.slots else None
    ended = slot is not None and (slot.last is not None or (slot.hours is not None and slot.hours.end is not None))
    web = view.outline.document.format == "html"
    told = view.placed and not (web and draft.hours is None)
    if doubts.is_publication(view, draft) and not (told or beside or ended or (view.slots and (titled or not web))):
        return False
    if view.article and not (beside and draft.hours and doubts.is_early(view, draft.first)):
        return False
    if (
        draft.hours is None
        and not (beside or ended or view.placed)
        and slot is not None
        and doubts.is_signed(view, draft, slot)
    ):
        return False
    if draft.day is None and web and not view.placed:
        return False
    if hit.node.block.hint == "start" or (draft.hours is None and _is_boxed(view, hit)):
        return True
    if draft.day is None or draft.hours is None:
        return bool(placed or view.slots or (titled and (ended or draft.hours is not None)))
    written = (
        slot is not None and slot.day is not None and (slot.day.weekday is not None or slot.day.relative is not None)
    )
    boxed = any(key in TIME_KEYS for key, _ in view.panel)
    return bool(placed or view.slots or titled or ended or written or boxed)


def _is_code(view: View, place: Place | None) -> bool:
    """Say whether all that tells a place of a page is a code."""
    name = place.name.text if place and place.name and not place.address else ""
    web = view.outline.document.format == "html"
    return web and placewords.has_code(name) and not placewords.has_place_word(name, view.outline.language)


def _is_boxed(view: View, hit: Hit) -> bool:
    """Say whether a day set out in pieces has its hours in the box of details."""
    pieces = hit.span.end > hit.node.block.span.end
    return pieces and any(key in TIME_KEYS and view.clocked(hit, line) for key, line in view.panel)


def _one_each(drafts: list[Draft]) -> list[Draft]:
    """Drop repetitions: a later line that says the same day again adds hours, not an event."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((k for k in kept if k.day and draft.day and same_day(k.day, draft.day)), None)
        if same is None:
            kept.append(draft)
        elif same.hours is None and draft.hours is not None:
            same.hours = draft.hours
    return kept


def boxed(view: View) -> Iterator[Candidate[Event]]:
    """The box of details beside a text that says nowhere itself when it is: one day with hours, and a place."""
    lines = [line for key, line in view.panel if key in TIME_KEYS]
    placed = any(key in PLACE_KEYS for key, _ in view.panel)
    if not placed or is_article(view.outline) or not is_own_box(view.outline, lines):
        return
    nodes = {n.block.passage: n for n in view.outline.nodes if n.block.region == "aside"}
    hits = [h for line in lines for h in in_passage(nodes[line], line, view.known, True) if not h.fault]
    days = [h for h in hits if h.reading.has_day]
    if len(days) == 1 and any(h.reading.has_clock for h in hits):
        day = with_year(days[0], *view.years)
        yield from finished(view, [Draft(day, day if day.reading.has_clock else None, texts=[day.passage])], False)


def by_dateparser(view: View) -> Iterator[Candidate[Event]]:
    """Days in a language whose months are not in the data, as dateparser reads them: the last resort."""
    if not lastresort.serves(view.outline.language):
        return
    again = view_of(view.outline, view.post, resort=True)
    if any(h.reading.has_day for found in again.hits.values() for h in found):
        for rule in (labelled, by_line, in_prose):
            if found := list(rule(again)):
                yield from found
                return


# What the last resort reads is not read otherwise. Labels say it plainly; bare lines are the next clearest; both
# give local times, where structured data may hold UTC. A box beside the text may be of something else; prose only where
# nothing else stands.
RULES = {"/schedule": (by_dateparser, labelled, by_line, declared, boxed, in_prose)}
NEEDS = ("title", "byline")
