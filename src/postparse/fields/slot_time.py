"""The day and the clock time that a line of a programme begins with."""

import re
from functools import cache, lru_cache

from postparse.document import Passage
from postparse.lexicon import words
from postparse.phrases import Phrases
from postparse.values.terms import bare, endings

_MARKS = " .:：,，|·•–—-~～〜/\t"


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
    if not text[at : at + 1].isdecimal() or _signs().isdisjoint(text[at + 1 : at + 5]):
        return line
    if _numbered_day().match(text, at):
        return line
    at, sure = _clock_end(text, at)
    if (join := _joined(text, at)) > at:
        later, told = _clock_end(text, _lead_end(text, join))
        at, sure = (later, sure or told) if later else (at, sure)
    if not sure:
        return line
    if text[:at].rstrip().endswith(".") and (word := _word().match(text, at)) and bare(word[1]) in words("month"):
        return line  # `9. Nov`, `28.-30. Feb.`
    after = _past_blanks(text, at)
    if text[after - 1].isspace() and (length := _time_words().match(text[after:])):
        at = after + length
    rest = line.cut(at)
    cut = rest.text.lstrip(_MARKS)
    return rest.cut(len(rest.text) - len(cut)) if cut else line


def _clock_end(text: str, at: int) -> tuple[int, bool]:
    """Give where a clock time ends, 0 where there is none, and whether more than its figures tells that it is one."""
    found = _clock().match(text, at)
    if not found:
        return 0, False
    end = found.end()
    cut = text[end - 1].isalpha() and text[end : end + 1].isalpha() and text[end] < "\u2e80"
    if cut:
        end -= 1  # the first letter of a word
    start = _past_blanks(text, end)
    if length := _hour_words().match(text[start:]):
        return start + length, True
    return end, not cut and _opens_slot().match(text, at) is not None


def _joined(text: str, at: int) -> int:
    """Give where what parts the ends of a range ends: a dash, or a word for "until"."""
    if dash := _dash().match(text, at):
        return dash.end()
    start = _past_blanks(text, at)
    length = _until_words().match(text[start:])
    return _past_blanks(text, start + length) if length else at


def _past_blanks(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())


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
def _hour_words() -> Phrases:
    return Phrases(h for h in endings("time", "hour") if len(h) > 1)


@cache
def _until_words() -> Phrases:
    return Phrases(endings("time", "until"))


@cache
def _hours() -> str:
    """The marks that may stand between hour and minute, the letters for "hour" among them."""
    letters = "".join(h for h in endings("time", "hour") if len(h) == 1)
    return f"[:.：{letters}{letters.upper()}]"


@cache
def _signs() -> frozenset[str]:
    """What may follow the figures that a slot begins with, as in `_opens_slot`."""
    return frozenset(_hours()) | frozenset("aApP-–~")


@cache
def _opens_slot() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,2}}\s?(?:{_hours()}|[aApP]\.?[mM])|\d{{1,2}}\s?[-–~]\s?\d{{1,2}}[:.]")


@cache
def _numbered_day() -> re.Pattern[str]:
    """A day and a month in figures: `02.11.2022`, `9.11.`."""
    return re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.\s?(?:19|20)\d\d|0?[1-9]\.|1[0-2]\.)(?!\d)")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\s*([^\W\d_]+)")


@cache
def _clock() -> re.Pattern[str]:
    minutes = "".join(m for m in endings("time", "minute") if len(m) == 1) or "'"
    minute = rf"\d{{2}}\s?(?:[{minutes}](?![a-z]))?"
    return re.compile(rf"\d{{1,2}}\s?(?:{_hours()}\s?(?:{minute})?)?(?:\s?[aApP]\.?[mM]\b\.?)?")


@cache
def _dash() -> re.Pattern[str]:
    return re.compile(r"\s?[-–—~〜～]\s?")


def _parts_of_day() -> frozenset[str]:
    return frozenset(s.rstrip(".") for s in words("dayperiod") if len(s) > 1)
