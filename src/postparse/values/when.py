"""Read times written by people: dates, clock times, ranges, lists, recurrences, in many languages.

`read` wants the whole string to be a time, `scan` finds times inside prose, `settle` works out the
instants from what is known of the post. None of them knows a document.
"""

import re
from functools import cache

from postparse.values.days import Context
from postparse.values.grammar import reduce
from postparse.values.lexer import tokenize
from postparse.values.moments import Day, Reading, Slot
from postparse.values.settle import When, settle
from postparse.values.terms import units
from postparse.values.tokens import language_of, narrow, vocabulary
from postparse.values.vain import is_vain

__all__ = ["Context", "Day", "Reading", "When", "combine", "ending", "read", "scan", "settle"]

_LIMIT = 4000
# Characters before and after a digit that can belong to the same time.
_REACH = 80


@cache
def _digit() -> re.Pattern[str]:
    # A class comes first: a pattern that begins with one is sought much faster.
    return re.compile(r"[\d]\d*+")


@cache
def _units() -> str:
    """The words that a numeral may stand before; those of Hangul follow figures only."""
    return "".join(c for c in units("year", "month", "day", "hour") if c < "\uac00")


@cache
def _eastern_digit() -> re.Pattern[str]:
    return re.compile(rf"[\d〇一二三四五六七八九十](?:(?<=\d)\d*+|(?<!\d)(?=[{_units()}]))")


def scan(text: str, context: "Context", loose: bool = False) -> list[tuple[int, int, Reading]]:
    """Give the times inside `text` as (start, end, reading), the longest there are.

    Strict: a real date, or a clock time of clear form. `loose` also takes what only a label makes
    a time: a weekday alone, `3/4`, `2-4`, `1315`.
    """
    text = text[:_LIMIT]
    if loose:
        windows = [(0, len(text))]
    elif not (windows := _windows(text)):
        return []
    found: list[tuple[int, int, Reading]] = []
    for begin, stop in windows:
        part = text[begin:stop]
        folded, base = narrow(part), language_of(part, context.language)
        if not loose and is_vain(folded, base):
            continue
        for token in reduce(tokenize(part, folded, base), loose):
            if token.kind in "=~" and isinstance(token.value, Reading):
                start, end = begin + token.start, begin + _shown_end(folded, token.start, token.end, base)
                found.append((start, end, Reading(token.value.slots, token.value.recurrence, start, end)))
    return found


def _shown_end(folded: str, start: int, end: int, base: str) -> int:
    """Give where a time ends without the words that only stand before one: `10:00 The` of `10:00 The moon`."""
    meanings = vocabulary(base).meanings
    while end - start > _SHORTEST:
        word = folded[start:end].rsplit(None, 1)[-1]
        if word[-1:].isdigit() or not any(key == "filler_before" for _, key in meanings.get(word, ())):
            break
        end = start + len(folded[start : end - len(word)].rstrip())
    return end


_SHORTEST = 4


def _windows(text: str) -> list[tuple[int, int]]:
    """Give the stretches around digits, cut at spaces: most of a page's prose holds none."""
    digits = _digit() if text.isascii() or not any(map(text.__contains__, _units())) else _eastern_digit()
    if len(text) <= _REACH:
        return [(0, len(text))] if digits.search(text) else []
    found: list[tuple[int, int]] = []
    for match in digits.finditer(text):
        begin, stop = match.start() - _REACH, match.end() + _REACH
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((begin, stop))
    whole = []
    for begin, stop in found:
        begin = 0 if begin <= 0 else text.find(" ", begin, begin + _REACH) + 1 or begin
        stop = len(text) if stop >= len(text) else (text.rfind(" ", stop - _REACH // 2, stop) + 1 or stop)
        whole.append((begin, stop))
    return whole


def read(text: str, context: "Context") -> tuple[Reading, ...]:
    """Give the readings of a string that is a time from end to end: one, or none."""
    text = text[:_LIMIT]
    found: list[Reading] = []
    rest = False
    for token in reduce(tokenize(text, narrow(text), language_of(text, context.language)), True):
        if isinstance(token.value, Reading):
            reading = token.value
            found.append(Reading(reading.slots, reading.recurrence, token.start, token.end))
        elif token.kind not in "_.,@<¬±»«{&/!:" or (token.kind == "!" and text[token.start].isalnum()):
            rest = True
    if rest or not found:
        return ()
    if len(found) == 1:
        return (found[0],)
    return _together(found)


def _together(found: list[Reading]) -> tuple[Reading, ...]:
    """Make one reading of several that stand side by side: dates with hours each."""
    if not all(r.has_day and r.recurrence is None for r in found):
        return ()
    slots = tuple(s for r in found for s in r.slots)
    return (Reading(slots, None, found[0].start, found[-1].end),)


def combine(day: Reading, hours: Reading) -> Reading:
    """Put the hours of one reading on the days of another (`Date:` and `Time:` on lines of their own)."""
    clock = next((s.hours for s in hours.slots if s.hours is not None), None)
    slots = tuple(Slot(s.day, s.last, clock or s.hours) for s in day.slots)
    return Reading(slots, day.recurrence, day.start, day.end)


def ending(reading: Reading, end: Reading) -> Reading:
    """Put an end told apart (`Ends:`) on a reading of one slot that has none."""
    if len(reading.slots) != 1 or not end.slots:
        return reading
    slot, told = reading.slots[0], end.slots[0]
    if slot.hours is None or slot.hours.end is not None or told.hours is None:
        return reading if slot.last or told.day is None else Reading((slot._replace(last=told.day),), None)
    hours = slot.hours._replace(end=told.hours.start)
    return Reading((Slot(slot.day, slot.last or told.day, hours),), reading.recurrence, reading.start, reading.end)
