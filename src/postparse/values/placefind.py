"""A place in prose or on a bare line: words that name rooms and buildings, and codes such as `B 104`, make one."""

import re
from collections.abc import Callable
from functools import lru_cache

from postparse import lexicon
from postparse.document import Passage
from postparse.values.placephrase import kind_end, phrase_end
from postparse.values.placewords import (
    base_of,
    has_code,
    has_place_word,
    holds_phrase,
    is_address,
    is_time,
    join_words,
    online_span,
    word_pattern,
    words_of,
)
from postparse.values.venue import Place, parted, read, stretch


@lru_cache(maxsize=256)  # a time's line is asked for its place by several rules
def find(
    passage: Passage, start: int = 0, led: bool = False, language: str | None = None, stop: int | None = None
) -> Passage | None:
    """Give the place that stands at `start` and ends before `stop`, None where there is none.

    `led`: a word such as "in" or "at", or the time, came before, so that weaker signs of a place will do.
    """
    base = base_of(language)
    stop = len(passage.text) if stop is None else stop
    end = phrase_end(passage.text, start, stop, base)
    if not end:
        return None
    whole = passage.cut(start, kind_end(passage.text, start, end, stop, base))
    column = re.match(r"\S+(?:\s\S+){0,5}?(?=\s{4})", whole.text) if "    " in whole.text else None
    if column is not None and _good(column[0], led, language):
        whole = whole.cut(0, column.end())  # what follows a wide gap stands in another column
    kept: list[Passage] = []
    numbered = False
    for segment in parted(whole):
        if re.fullmatch(r"\d{1,4}", segment.text) and kept and is_address(kept[-1].text, language, len(kept) > 1):
            kept.append(segment)  # `ул. Липовая, 7`: the number of the house
            numbered = True
            break
        if is_time(segment.text) or not (_good(segment.text, True, language) or (not kept and led)):
            break
        kept.append(segment)
    while kept and not numbered and not _good(kept[-1].text, True, language):
        kept.pop()
    if not led and not any(_good(s.text, False, language) for s in kept):
        return None
    found = stretch(kept, passage)
    if found is None:
        return None
    found = _closed(
        found if numbered or is_address(kept[-1].text, language, len(kept) > 1) else _anchored(found, language), base
    )
    first = re.match(r"(?:\d{1,2}-\d{1,2}\s)?([a-zà-ÿ]+)\s", found.text)
    if first is not None and first[1] in join_words(base):
        found = found.cut(first.end())  # an article, an hour
    return found if re.search(r"[A-ZÀ-Þ\d]", found.text) or " " in found.text else None


def followed(
    passage: Passage, found: Passage, language: str | None, lead: Callable[[str, int, str | None], int]
) -> Place | None:
    """Give a place found in prose with the street address that follows it, if one does."""
    place = read(found, language)
    if place is None or place.address is not None:
        return place
    at = found.start - passage.start + len(found.text)
    gap = re.compile(r"\s?[,(]?\s?").match(passage.text, at)
    start = gap.end() if gap else at
    start = lead(passage.text, start, language)
    end = phrase_end(passage.text, start, len(passage.text), base_of(language))
    if not end or not any(is_address(s, language) for s in re.split(r",\s", passage.text[start:end])[:1]):
        return place
    return place._replace(address=_closed(passage.cut(start, end), base_of(language)))


def _good(text: str, led: bool, language: str | None) -> bool:
    return (
        has_place_word(text, language, weak=led)
        or has_code(text)
        or _names_platform(text)
        or is_address(text, language)
        or _numbered(text)
        or (
            led
            and text[:1].isdecimal()
            and bool(re.fullmatch(r"\d{3,4}[A-Z]?|\d\.\d{3}", text))
            and not re.match(r"(?:19|20)\d\d$", text)
        )
    )


def _names_platform(text: str) -> bool:
    """Tell `Zoom` and `Online` from a title that holds such a word (`Real Work in Virtual Rooms`)."""
    span = online_span(text)
    return span is not None and (span[0] == 0 or lexicon.fold(text[slice(*span)]) not in _generic())


def _generic() -> frozenset[str]:
    return lexicon.surfaces("online", "generic")


def _numbered(text: str) -> bool:
    """`Wean 5409`, `8220 Wean`: a name and a room's number."""
    if not any(map(str.isdecimal, text)):
        return False
    match = re.match(
        r"[A-Z][\w'’]+\s(?P<after>\d{3,4}[A-Z]?)(?:-\d{3,4})?$|(?P<before>\d{3,4}[A-Z]?)\s[A-Z][\w'’]+(?:\s[A-Z]\w+)?$",
        text,
    )
    if match is None or is_time(text):
        return False
    number = match["after"] or match["before"]
    return not re.match(r"(?:19|20)\d\d$", number)


def _anchored(found: Passage, language: str | None) -> Passage:
    """Cut what follows the last word that makes a place: `HbH 1004 Food Patterns` ends with the number."""
    base = base_of(language)
    strong, soft = words_of("place_word", "room", base), words_of("place_word", "weak", base)
    small_words, phrase = join_words(base), holds_phrase(lexicon.fold(found.text), strong.phrases)
    end = 0
    joined = False
    words = list(word_pattern().finditer(found.text))
    for i, match in enumerate(words):
        word = lexicon.fold(match[0])
        anchor = strong.has(word) or soft.has(word) or any(c.isdigit() for c in word)
        anchor = anchor or (phrase is not None and word in phrase.split())
        anchor = anchor or (len(word) == 1 and found.text[: match.start()].rstrip() != "" and match.start() - end == 1)
        small = word in small_words or "," in found.text[end : match.start()]
        # Small letters are matched only where a language writes names with them.
        named = match[0][:1].isupper() or (
            base != "en" and (match[0][0].islower() or "\u0600" <= match[0][0] < "\u2e80")
        )
        joined = (joined and named) or (small and end > 0) or (anchor and (i == 0 or base != "en"))
        if anchor or joined:
            end = match.end()
    rest = found.text[end:]
    return found.cut(0, end + (1 if rest.startswith(")") else 0)) if end else found


def _closed(found: Passage, base: str) -> Passage:
    """Cut an open bracket's rest off, and small words at the end."""
    text = found.text
    if text.count("(") > text.count(")"):
        found = found.cut(0, text.rindex("("))
    words = found.text.rstrip(".,;: ").split(" ")
    while len(words) > 1 and words[-1].casefold() in join_words(base):
        words.pop()
    return found.cut(0, len(" ".join(words).rstrip(".,;:")))
