"""People to whom a small word leads over from far: `a talk on salt by X`, `the series continues on Friday with X`."""

import re
from collections.abc import Iterator
from functools import cache

from postparse.document import Passage
from postparse.fields.people import Person, Role
from postparse.phrases import Phrases
from postparse.values.person import is_known
from postparse.values.terms import bare, terms

# How far the small word may stand from the talk or the verb: words, and letters.
_WORDS, _LETTERS = 16, 160


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*+|[\"“”„«»,;:]")


@cache
def _leads() -> frozenset[str]:
    return frozenset(terms("led_by", "topic_by", "series_with"))


def may_lead(text: str, plain: str) -> bool:
    """Say whether a Western text holds a small word and a word for an event; `plain`: with upright apostrophes."""
    return not _leads().isdisjoint(text.lower().split()) and _nouns().search(plain) is not None


@cache
def _nouns() -> Phrases:
    return Phrases(s for s in terms("event_word", "noun") if s[0] < "\u2e80")


def led_in(sentence: Passage) -> Iterator[tuple[Person, Role]]:
    """Give the people behind "by" after a talk and its topic, and behind "with" after a series and its verb."""
    if _leads().isdisjoint(sentence.text[:600].lower().split()):
        return
    leads = terms("led_by", "topic_by", "series_with")
    tokens = [(bare(m[0]), m.start(), m.end()) for m in _token().finditer(sentence.text[:600])]
    for at, (word, start, end) in enumerate(tokens):
        if not at or word not in leads or not sentence.text[end:].lstrip()[:1].isalpha():
            continue
        before = [w for w, begin, _ in tokens[max(0, at - _WORDS) : at] if start - begin < _LETTERS]
        if not _is_talk(before, word) and not _is_series(before, word) and not _is_meeting(before, word):
            continue
        from postparse.fields.people_chain import chain  # few posts hold such a talk

        people = chain(sentence, end, len(sentence.text))
        if all(is_known(p.name) for p in people):
            yield from ((p, Role("speaker")) for p in people)


def _is_talk(before: list[str], word: str) -> bool:
    """`talk on ... by`, `seminar entitled "..." by`: right behind the last talk a word that leads to its topic."""
    if word not in terms("led_by", "topic_by"):
        return False
    nouns, topic = terms("event_word", "noun"), terms("led_by", "topic")
    last = max((i for i, w in enumerate(before) if w in nouns), default=-1)
    if not 0 <= last < len(before) - 1:
        return False
    return before[last + 1][0] in '"“„«' or (before[last + 1] in topic and not {",", ";", ":"} & set(before[last:]))


def _is_series(before: list[str], word: str) -> bool:
    """`The lecture series continues on Friday with`: a word for an event, and then the verb."""
    if word not in terms("led_by", "series_with"):
        return False
    nouns, verbs = terms("event_word", "noun"), terms("led_by", "series")
    first = next((i for i, w in enumerate(before) if w in nouns), len(before))
    rest = before[first + 1 :]
    return any(w in verbs or " ".join(rest[i : i + 2]) in verbs for i, w in enumerate(rest))


def _is_meeting(before: list[str], word: str) -> bool:
    """`Panel with`, `tavola rotonda con`: a word for an event right before, or with one word or a mark between."""
    if word not in terms("led_by", "series_with"):
        return False
    nouns = terms("event_word", "noun")
    near, first = before[-2:], before[:2]
    behind = before[-1] == "," and (first[0] in nouns or " ".join(first) in nouns)
    return behind or any(w in nouns for w in near) or " ".join(near) in nouns
