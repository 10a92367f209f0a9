"""What the words around a time make of it: doors, a deadline, hours of opening, the end, a day that no longer holds."""

import re
from functools import cache

from postparse import lexicon
from postparse.phrases import Phrases
from postparse.values import when


def fault_of(text: str, start: int, end: int) -> str:
    """Say what the words around a time make of it: doors, deadline, other, old, or "" for an event's time."""
    before = text[max(0, start - 45) : start]
    clause = before if _ENDS.isdisjoint(before) else _clauses().split(before)[-1]
    for first, last in _other_times().finditer(clause):
        if (
            _may_gap(clause[last:])
            and _gap().match(clause, last)
            and (clause[last:].isascii() or clause[first] >= "\u2e80" or clause[last] == " ")
        ):
            return _key_of(clause[first:last])
    after = text[end : end + 20].removeprefix(" ")
    return next((_key_of(s) for s in _eastern_after() if after.startswith(s)), "")


def unless(fault: str, reading: when.Reading) -> str:
    """Drop a fault that does not fit what was read: hours of opening have no date, an end is one clock time."""
    if fault == "hours":
        dated = any(d.day or d.numeric for s in reading.slots for d in (s.day, s.last) if d)
        return "" if dated else fault
    return "" if fault == "end" and any(s.hours is None or s.hours.end for s in reading.slots) else fault


_ENDS = frozenset(".!?;。！？；()（）")


@cache
def _clauses() -> re.Pattern[str]:
    return re.compile(r"[.!?;。！？；]\s*|[()（）]\s*(?=.{0,300}[)）])")


def _may_gap(text: str) -> bool:
    return all(c.isalnum() or c.isspace() or c in "_:：(（-–—," for c in text)


@cache
def _gap() -> re.Pattern[str]:
    """What may stand between a word such as "doors" and its time: small words and marks."""
    return re.compile(r"(?:\s+\w{1,7}){0,2}[\s:：(（\-–—,]*+\Z|(?<=\w)\w{1,3}[\s:：(（\-–—,]*+\Z")


@cache
def _other_times() -> Phrases:
    found = {
        s
        for key in ("doors", "deadline", "other", "end", "hours", "closed")
        for s in lexicon.surfaces("not_event", key)
    }
    return Phrases(found | lexicon.surfaces("event_status", "old") | lexicon.surfaces("event_status", "planned"))


@cache
def _eastern_after() -> tuple[str, ...]:
    return tuple(
        s for k in ("doors", "deadline", "closed", "end") for s in lexicon.surfaces("not_event", k) if s[0] > "\u2e80"
    )


def _key_of(surface: str) -> str:
    folded = lexicon.fold(surface)
    told = [m.key for m in lexicon.look("event_status", folded) if m.key in ("old", "planned")]
    if told:
        return min(told)
    return next((m.key for m in lexicon.look("not_event", folded)), "other")
