"""The post as the rules of the schedule see it: its times, its programme, what its sentences say."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from postparse import lexicon, phrases
from postparse.document import Claim, Passage
from postparse.fields import agenda, place_prose, places
from postparse.fields.hits import (
    PLACE_KEYS,
    TIME_KEYS,
    Hit,
    cards,
    content,
    context,
    in_node,
    in_passage,
    is_stamp,
    keys_of,
    panel,
)
from postparse.fields.years import Years, with_year, years_of
from postparse.outline import Node, Outline
from postparse.phrases import Phrases
from postparse.post import Post
from postparse.values import when
from postparse.values.terms import endings
from postparse.values.venue import Place


class View(NamedTuple):
    """The post as the rules see it: its nodes, the times in them, the programme, and what speaks for an event.

    titled   the title holds a word for a kind of event
    named    it holds such a word, or a compound that ends with one (`Mitgliederversammlung`)
    placed   a label of a place stands in the post
    article  the page declares itself an article and nothing of it announces: no label, no word in the title
    """

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
    in_programme: frozenset[int]
    titled: bool
    named: bool
    placed: bool
    article: bool

    def past(self, reading: when.Reading) -> bool:
        """Whether a time lies before the day of publication."""
        moments = when.settle(reading, self.known) if self.known.published else ()
        start = moments[0].start if moments else None
        return bool(start and "X" not in start[:10] and start[:10] < str(self.known.published))

    def clocked(self, hit: Hit, line: Passage) -> bool:
        """Whether a line of the box of details is hours without a day."""
        told = in_passage(hit.node, line, self.known, True)
        return any(h.reading.has_clock for h in told) and not any(h.reading.has_day for h in told)

    def beside(self, hit: Hit) -> Place | None:
        """Read the place on the line of a time."""
        others = [h for h in self.hits.get(hit.node.index, ()) if h.passage.start != hit.passage.start]
        return places.beside(hit, others, self.outline.language)

    def in_sentence(self, sentence: Passage, node: Node) -> Place | None:
        """Read the first place that a sentence names."""
        end = sentence.start + len(sentence.text)
        times = [h for h in self.hits.get(node.index, ()) if sentence.start <= h.passage.start < end]
        verb = verbs().search(sentence.text)
        return next(place_prose.in_sentence(sentence, self.outline.language, times, verb[1] if verb else None), None)


def view_of(outline: Outline, so_far: Post, resort: bool = False) -> View:
    """Read all times once for all rules of a post; `resort` reads days in languages without months of their own."""
    known = context(outline, so_far)._replace(resort=resort)
    boxed = panel(outline)
    titled = is_titled(outline, so_far.title or "")
    named = titled or any(w.endswith(_heads()) for w in re.findall(r"\w{9,}", (so_far.title or "").lower()))
    article = not (named or boxed) and is_article(outline)
    nodes = tuple(content(outline, so_far))
    if article and not any(map(str.isdigit, so_far.title or "")):
        nodes = _foremost(nodes)
    hits = {n.index: found for n in nodes if (found := in_node(n, known))}
    hits |= agenda.dotted([n for n in nodes if n.index not in hits], known)
    hits = _with_cards(hits, cards(outline, known))
    hits = {index: left for index, found in hits.items() if (left := [h for h in found if not is_stamp(h, so_far)])}
    years, year = years_of(hits, so_far.title, _declared(outline.document.claims))
    hits = {index: [with_year(h, years, year) for h in found] for index, found in hits.items()}
    if known.published is None and (signed := _signature(nodes, hits)) is not None:
        known = known._replace(published=_day_of(signed))
        del hits[signed.node.index]
    runs = agenda.runs([n for n in nodes if not any(k in TIME_KEYS for k in keys_of(n))], hits)
    heads = agenda.day_heads(nodes, hits, runs)
    indices = frozenset(n.index for n in nodes)
    return View(
        outline,
        so_far,
        known,
        nodes,
        hits,
        runs,
        heads,
        indices,
        (years, year),
        boxed,
        frozenset([i for run in runs for i in run] + [h.node.index for h in heads]),
        titled,
        named,
        any(s.head in indices for s in outline.labelled(*PLACE_KEYS)),
        article,
    )


def _with_cards(hits: dict[int, list[Hit]], found: list[Hit]) -> dict[int, list[Hit]]:
    """Put the dates that a page sets out in pieces in the place of what the pieces say alone."""
    if not found:
        return hits
    starts = [card.passage.start for card in found]

    def covered(hit: Hit) -> bool:
        at = bisect_right(starts, hit.passage.start) - 1
        return at >= 0 and hit.passage.start < starts[at] + len(found[at].passage.text)

    left = {index: [h for h in each if not covered(h)] for index, each in hits.items()}
    for card in found:
        left[card.node.index] = [card, *left.get(card.node.index, [])]
    return left


def is_titled(outline: Outline, title: str) -> bool:
    """Say whether a title holds a word for a kind of event."""
    if not title:
        return False
    language = (outline.language or "").partition("-")[0]
    if max(title) > "\u2e80" and language not in ("zh", "ja", "ko"):
        return nouns().search(title) is not None  # a title in another script than the text
    return _spoken(language).search(title) is not None


def is_article(outline: Outline) -> bool:
    """Say whether a page declares itself an article and has no labels of an event."""
    if outline.labelled(*PLACE_KEYS, "when", "time", "agenda", "registration"):
        return False
    claims = [c for c in outline.document.claims if c.origin == "head"]
    told = any(c.property == "headline" and c.source == "json-ld" for c in claims if c.entity == "post")
    stamped = any(c.property == "datePublished" and c.source != "class" for c in claims if c.entity == "post")
    return (told or stamped) and not any(c.entity.startswith("event#") for c in claims)


EARLY = 4
"""Paragraphs of an article in which an event may be told: what comes later is told by the way."""


def _foremost(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    told = 0
    for at, node in enumerate(nodes, 1):
        told += node.role == "paragraph"
        if told == EARLY:
            return nodes[:at]
    return nodes


def _signature(nodes: Sequence[Node], hits: dict[int, list[Hit]]) -> Hit | None:
    """Give the full day, alone on the last line, of a notice whose event has hours and a day without a year."""
    last = nodes[-1].index if nodes else -1
    found = hits.get(last, [])
    if len(found) != 1 or len(hits) < 2 or len(nodes[-1].block.text) > 40 or keys_of(nodes[-1]):
        return None
    day = found[0].reading.slots[0].day if len(found[0].reading.slots) == 1 else None
    if found[0].reading.has_clock or day is None or not day.year or not day.month or day.weekday is not None:
        return None
    others = (h.reading for i, each in hits.items() if i != last for h in each if not h.fault)
    open_ = any(r.has_clock and any(s.day and s.day.month and not s.day.year for s in r.slots) for r in others)
    return found[0] if open_ else None


def _day_of(hit: Hit) -> date | None:
    """Give the day of a signature."""
    day = hit.reading.slots[0].day
    try:
        return date(day.year or 0, day.month or 0, day.day or 0) if day else None
    except ValueError:
        return None


def _declared(claims: Sequence[Claim]) -> Iterator[str]:
    """Give the start texts of all declared events, and the machine's forms of the times that the post shows."""
    for claim in claims:
        own = claim.source == "time" and claim.entity == "post" and claim.property in ("startDate", "endDate", "time")
        if own or (claim.entity.startswith("event#") and claim.property == "startDate"):
            yield claim.value


def nouns() -> Phrases:
    """Give the finder of words for kinds of events, in any number."""
    return phrases.of("event_word", "noun", endings=endings("event_word", "ending"))


@cache
def _spoken(language: str) -> Phrases:
    """Words for kinds of events in a language, and the English ones, which are at home in all."""
    if not language:
        return nouns()
    told = lexicon.words("event_word").spoken(language, "en")
    return Phrases((s for s, m in told if m.key == "noun"), endings("event_word", "ending"))


@cache
def _heads() -> tuple[str, ...]:
    return tuple(s for s in lexicon.surfaces("event_word", "noun") if len(s) > 4 and s.isalpha())


def verbs() -> Phrases:
    return phrases.of("event_verb", "held")


@cache
def stops() -> re.Pattern[str]:
    abbreviated = "".join(rf"(?<!\b{word.capitalize()})" for word in lexicon.surfaces("abbreviation", "word"))
    return re.compile(
        rf"(?<![A-Z])(?<!\b[A-Za-z]\.[a-z]){abbreviated}(?<!\d)[.!?](?:\s+(?=[\"“'(A-ZÀ-Þ])|$)|[。！？]|\.(?=\s+[\uac00-\ud7a3])"
    )


_REACH = 1000
"""Code points of a sentence before a time, and behind it: a whole post on one line may have no end of a sentence."""


def sentence_of(passage: Passage, hit: Hit) -> Passage:
    """Give the sentence around a time."""
    at = hit.passage.start - passage.start
    end = at + len(hit.passage.text)
    first, last = max(0, at - _REACH), min(len(passage.text), end + _REACH)
    ends = [m.end() for m in stops().finditer(passage.text, first, last)]
    start = max((s for s in ends if s <= at), default=first)
    stop = min((s for s in ends if s >= end), default=last)
    return passage.cut(start, stop)


def sentences(passage: Passage) -> Iterator[Passage]:
    """Give the sentences of a text, of one that is very long the beginning."""
    at = 0
    for match in stops().finditer(passage.text):
        yield passage.cut(at, min(match.end(), at + 2 * _REACH))
        at = match.end()
    if at < len(passage.text):
        yield passage.cut(at, at + 2 * _REACH)


def same_day(one: Hit, other: Hit) -> bool:
    a, b = (
        one.reading.slots[0].day if one.reading.slots else None,
        other.reading.slots[0].day if other.reading.slots else None,
    )
    if a is None or b is None:
        return False
    if a.numeric or b.numeric:
        return a.numeric == b.numeric
    return (a.month, a.day) == (b.month, b.day) and one.reading.has_clock <= other.reading.has_clock
