"""Times in sentences that say that something is held then."""

from collections.abc import Iterator, Sequence

from postparse import phrases
from postparse.document import Passage
from postparse.fields import doubts
from postparse.fields.draft import Draft
from postparse.fields.event_finish import finished
from postparse.fields.event_view import View, nouns, sentence_of, verbs
from postparse.fields.hits import TIME_KEYS, Hit, keys_of
from postparse.post import Event
from postparse.resolve import Candidate
from postparse.values import venue, when
from postparse.values.venue import Place


def in_prose(view: View) -> Iterator[Candidate[Event]]:
    """A date and time in a sentence that says that something is held then."""
    best: tuple[int, Hit, Passage] | None = None
    days: set[object] = set()
    old = False
    whole_only = doubts.asks_day_and_hour(view)
    for node in view.nodes:
        if node.block.is_caption:
            continue  # it says when a picture was taken
        found = view.hits.get(node.index, [])
        old = old or any(h.fault == "old" for h in found)
        if whole_only and not any(h.reading.has_clock for h in found):
            continue
        for hit in found:
            if hit.fault or node.index in view.in_programme or any(k in TIME_KEYS for k in keys_of(node)):
                continue
            if doubts.is_onward(hit) or doubts.is_opening(hit, announced=True) or doubts.is_history(view, hit):
                continue
            sentence = _with_next(hit, found, sentence_of(node.block.passage, hit))
            whole = _whole(hit, found, sentence)
            if whole_only and not (whole.reading.has_day and whole.reading.has_clock):
                continue
            grade = max(_grade(view, whole, sentence), 4 * _is_new(hit, found, sentence))
            if grade and hit.reading.has_day:
                days.add(hit.reading.slots[:1])
            if grade and (best is None or grade > best[0]):
                best = (grade, hit, sentence)
    # A digest of many dated sentences is no announcement, unless its title names one event.
    if best is None or (len(days) > 2 and best[0] < 4 and not view.titled):
        return
    grade, hit, sentence = best
    if doubts.is_told(view, _whole(hit, view.hits.get(hit.node.index, []), sentence), sentence, grade):
        return
    hours = _hours_beside(hit, view.hits.get(hit.node.index, []), sentence)
    draft = Draft(hit if hit.reading.has_day else None, hit if hit.reading.has_clock else hours, texts=[hit.passage])
    if hours is not None:
        draft.texts.append(hours.passage)
    draft.place = view.in_sentence(sentence, hit.node) or _bracketed(view, hit, sentence)
    yield from finished(view, [draft], old)


def _hours_beside(hit: Hit, found: Sequence[Hit], sentence: Passage) -> Hit | None:
    """Give the hours that the sentence of a day names after it, words between."""
    if hit.reading.has_clock or not hit.reading.has_day:
        return None
    end = sentence.start + len(sentence.text)
    later = (h for h in found if h.reading.has_clock and not h.reading.has_day and not h.fault)
    told = next((h for h in later if hit.passage.start < h.passage.start < end), None)
    return told or _hours_kept(hit, found, sentence)


def _with_next(hit: Hit, found: Sequence[Hit], sentence: Passage) -> Passage:
    """Give the sentence of a day and the next one, where that tells the only hour at which something begins."""
    days = [h for h in found if h.reading.has_day]
    clocked = [h for h in found if h.reading.has_clock]
    if len(days) != 1 or len(clocked) != 1 or days[0] is clocked[0] or days[0] is not hit or clocked[0].fault:
        return sentence
    text = hit.node.block.passage
    after = sentence_of(text, clocked[0])
    end = sentence.start + len(sentence.text)
    if not end <= after.start <= end + 2 or not verbs().search(after.text):
        return sentence
    return text.cut(sentence.start - text.start, after.start + len(after.text) - text.start)


def _hours_kept(hit: Hit, found: Sequence[Hit], sentence: Passage) -> Hit | None:
    """Give the hours of the day that no longer holds, where its sentence says that they stay."""
    if not _is_new(hit, found, sentence) or not phrases.of("event_status", "same_time").search(sentence.text):
        return None
    clocked = [h for h in found if h.fault == "old" and h.reading.has_clock and _within(h, sentence)]
    return clocked[0] if len(clocked) == 1 else None


def _within(hit: Hit, sentence: Passage) -> bool:
    return sentence.start <= hit.passage.start < sentence.start + len(sentence.text)


def _is_new(hit: Hit, found: Sequence[Hit], sentence: Passage) -> bool:
    """Say whether a sentence names a day behind the one that no longer holds: it tells the new one."""
    old = [h for h in found if h.fault == "old" and h.reading.has_day and _within(h, sentence)]
    return hit.reading.has_day and any(h.passage.start < hit.passage.start for h in old)


def _bracketed(view: View, hit: Hit, sentence: Passage) -> Place | None:
    """Read the address that a bracket behind the time holds."""
    behind = sentence.cut(hit.passage.start + len(hit.passage.text) - sentence.start)
    start, end = behind.text.find("("), behind.text.find(")")
    if not 0 <= start < end <= start + 120:
        return None
    place = venue.read(behind.cut(start + 1, end), view.outline.language)
    return place if place and place.address else None


def _whole(hit: Hit, found: Sequence[Hit], sentence: Passage) -> Hit:
    """Give a day with the hours that its sentence names apart."""
    hours = _hours_beside(hit, found, sentence)
    return hit if hours is None else hit._replace(reading=when.combine(hit.reading, hours.reading))


def _grade(view: View, hit: Hit, sentence: Passage) -> int:
    """Rank a time in prose: day and hour beside a verb of holding before what has less."""
    verb = bool(verbs().search(sentence.text))
    place = view.in_sentence(sentence, hit.node) is not None or view.beside(hit) is not None
    title = view.titled
    noun = bool(nouns().search(sentence.text))
    if hit.reading.has_day and hit.reading.has_clock and (verb or place or (title and noun)):
        return 5 + verb + place
    opens = hit.passage.start - sentence.start <= 12
    if hit.reading.has_day and place and (verb or (opens and (title or noun or hit.node.block.bullet is None))):
        return 4
    if hit.reading.has_day and hit.reading.has_clock and view.placed and hit.passage.start - sentence.start <= 24:
        return 3
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
