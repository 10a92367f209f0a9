"""The day and the clock time that a line of a programme begins with."""

import re
from functools import cache, lru_cache

from postparse.document import Passage
from postparse.lexicon import words
from postparse.phrases import Phrases
from postparse.values.terms import bare, endings

_MARKS = " .:：,，|·•–—-~/\t"


@lru_cache(maxsize=256)
def after_date(line: Passage) -> Passage:
    """Cut the day that a slot of a series begins with, where a mark parts it from the rest.

    >>> after_date(Passage("March 6, 2025 – Ada Okafor", 0)).text
    'Ada Okafor'
    """
    if not _digit().search(line.text, 0, 24):
        return line
    told = 0
    for m in re.finditer(r"[^\s,]+[\s,]*", line.text[:60]):
        token = m[0].strip(" ,")
        word = bare(token.strip("():"))
        if word in words("month") or word in words("weekday") or _day().fullmatch(token):
            told += 1
        elif not (told and token.isascii() and token.isalpha() and len(token) < 3):
            parted = token in ("–", "—", "-", "|", ":")
            return line.cut(m.end()) if parted and told > 1 and m.end() < len(line.text) else line
        if told > 1 and token.endswith(":"):
            return line.cut(m.end()) if m.end() < len(line.text) else line
    return line


@cache
def _digit() -> re.Pattern[str]:
    return re.compile(r"\d")


@cache
def _day() -> re.Pattern[str]:
    """Figures of a date, with at most an ending: `6`, `6th`, `2025`, `10/7/24:`."""
    return re.compile(r"\(?\d{1,4}(?:[./-]\d{1,4}){0,2}[^\W\d_]{0,2}[.):]?")


@lru_cache(maxsize=256)
def after_time(line: Passage) -> Passage:
    """Cut the clock time, or the range of times, that a slot begins with.

    >>> after_time(Passage("14:15–15:45 Session 1", 0)).text
    'Session 1'
    """
    text = line.text[:80]
    if not _digit().search(text):
        return line
    at = _lead_end(text, len(text) - len(text.lstrip(_MARKS)))
    # Behind one or two figures and a blank: else the slot's number, or a count.
    if not text[at : at + 1].isdecimal() or _signs().isdisjoint(text[at + 1 : at + 4]):
        return line
    found = _clock().match(text, at)
    if not found or not _opens_slot().match(text, at):
        return line
    at = found.end()
    if dash := _dash().match(text, at):
        later = _clock().match(text, _lead_end(text, dash.end()))
        at = later.end() if later else at
    after = len(text) - len(text[at:].lstrip())
    if after > at and (end := _time_words().match(text[after:])):
        at = after + end
    rest = line.cut(at)
    cut = rest.text.lstrip(_MARKS)
    return rest.cut(len(rest.text) - len(cut)) if cut else line


def _lead_end(text: str, at: int) -> int:
    """Give where the figures begin after words such as "from" or "오후"."""
    for _ in range(2):
        end = _time_words().match(text[at:])
        if end is None:
            break
        at += end
        at += len(text[at:]) - len(text[at:].lstrip(". "))
    return at


@cache
def _time_words() -> Phrases:
    return Phrases((*endings("time", "hour", "at", "until", "from"), *_parts_of_day()))


@cache
def _hours() -> str:
    """The marks that may stand between hour and minute, the letters for "hour" among them."""
    return "[:.：hH" + "".join(h for h in endings("time", "hour") if len(h) == 1) + "]"


@cache
def _signs() -> frozenset[str]:
    """What may follow the figures that a slot begins with, as in `_opens_slot`."""
    return frozenset(_hours()) | frozenset("aApP-–~")


@cache
def _opens_slot() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,2}}\s?(?:{_hours()}|[aApP]\.?[mM])|\d{{1,2}}\s?[-–~]\s?\d{{1,2}}[:.]")


@cache
def _clock() -> re.Pattern[str]:
    minutes = "".join(m for m in endings("time", "minute") if len(m) == 1) or "'"
    return re.compile(rf"\d{{1,2}}\s?(?:{_hours()}\s?(?:\d{{2}}\s?[{minutes}]?)?)?(?:\s?[aApP]\.?[mM]\b\.?)?")


@cache
def _dash() -> re.Pattern[str]:
    return re.compile(r"\s?[-–—~〜～]\s?")


def _parts_of_day() -> frozenset[str]:
    return frozenset(s.rstrip(".") for s in words("dayperiod") if len(s) > 1)
