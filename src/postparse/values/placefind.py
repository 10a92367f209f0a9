"""A place in prose or on a bare line: words that name rooms and buildings, and codes such as `B 104`, make one."""

import re
from collections.abc import Callable
from functools import cache

from postparse import lexicon
from postparse.document import Passage
from postparse.values.placewords import base_of, is_address, is_placelike, is_time, word_pattern, words_of
from postparse.values.venue import Place, parted, read, stretch


@cache
def _phrase(base: str) -> re.Pattern[str]:
    """Capitalised words, numbers and room words, joined by commas and small words."""
    known = words_of("place_word", "room", base).words | words_of("place_word", "weak", base).words
    rooms = "|".join(re.escape(w) for w in sorted(known, key=len, reverse=True) if w[0] < "\u2e80")
    small = "|".join(re.escape(w) for w in sorted(lexicon.surfaces("place_join", "word"), key=len, reverse=True))
    streets = "|".join(
        re.escape(w)
        for w in sorted(words_of("street", "word", base).words, key=len, reverse=True)
        if w[0] < "\u2e80" and base != "en"
    )
    street = rf"|(?:{streets})\.?(?=\s[A-ZÀ-Þ\d])" if streets else ""
    adjective = "" if base == "en" else r"(?:\s[a-zà-ÿ]{3,12}(?!\w))?"
    word = rf"(?:[A-ZÀ-Þ\d](?:[\w'’.&-]*\w)?|(?:{rooms})(?!\w){adjective}|(?<=\s)St\.|[#@]\w+{street})"
    return re.compile(
        rf"(?:(?:{small})\s)?{word}(?:(?:\s?[,(/]\s?|\s+|\s?\)\s?,?\s?)(?:\(?(?:{small})\s){{0,2}}{word})*+"
    )


def find(
    passage: Passage, start: int = 0, led: bool = False, language: str | None = None, stop: int | None = None
) -> Passage | None:
    """Give the place that stands at `start` and ends before `stop`, None where there is none.

    `led`: a word such as "in" or "at", or the time, came before, so that weaker signs of a place will do.
    """
    match = _phrase(base_of(language)).match(passage.text, start, len(passage.text) if stop is None else stop)
    if match is None:
        return None
    kept: list[Passage] = []
    for segment in parted(passage.cut(match.start(), match.end())):
        if is_time(segment.text) or not (_good(segment.text, True, language) or (not kept and led)):
            break
        kept.append(segment)
    while kept and not _good(kept[-1].text, True, language):
        kept.pop()
    if not led and not any(_good(s.text, False, language) for s in kept):
        return None
    found = stretch(kept, passage)
    if found is None:
        return None
    found = _closed(_anchored(found, language))
    return found if re.search(r"[A-ZÀ-Þ\d]", found.text) or " " in found.text else None


def followed(passage: Passage, found: Passage, language: str | None, lead: Callable[[str, int], int]) -> Place | None:
    """Give a place found in prose with the street address that follows it, if one does."""
    place = read(found, language)
    if place is None or place.address is not None:
        return place
    at = found.start - passage.start + len(found.text)
    gap = re.compile(r"\s?[,(]?\s?").match(passage.text, at)
    start = gap.end() if gap else at
    start = lead(passage.text, start)
    match = _phrase(base_of(language)).match(passage.text, start)
    if match is None or not any(is_address(s, language) for s in re.split(r",\s", match[0])[:1]):
        return place
    return place._replace(address=_closed(passage.cut(match.start(), match.end())))


def _good(text: str, led: bool, language: str | None) -> bool:
    return (
        is_placelike(text, language, weak=led)
        or is_address(text, language)
        or _numbered(text)
        or (led and bool(re.fullmatch(r"\d{3,4}[A-Z]?|\d\.\d{3}", text)) and not re.match(r"(?:19|20)\d\d$", text))
    )


def _numbered(text: str) -> bool:
    """`Wean 5409`, `8220 Wean`: a name and a room's number."""
    match = re.match(
        r"[A-Z][\w'’]+\s(?P<after>\d{3,4}[A-Z]?)$|(?P<before>\d{3,4}[A-Z]?)\s[A-Z][\w'’]+(?:\s[A-Z]\w+)?$", text
    )
    if match is None or is_time(text):
        return False
    number = match["after"] or match["before"]
    return not re.match(r"(?:19|20)\d\d$", number)


def _anchored(found: Passage, language: str | None) -> Passage:
    """Cut what follows the last word that makes a place: `HbH 1004 Food Patterns` ends with the number."""
    base = base_of(language)
    strong, soft = words_of("place_word", "room", base), words_of("place_word", "weak", base)
    end = 0
    joined = False
    words = list(word_pattern().finditer(found.text))
    for i, match in enumerate(words):
        word = lexicon.fold(match[0])
        anchor = strong.has(word) or soft.has(word) or any(c.isdigit() for c in word)
        anchor = anchor or (len(word) == 1 and found.text[: match.start()].rstrip() != "" and match.start() - end == 1)
        small = word in lexicon.surfaces("place_join", "word") or "," in found.text[end : match.start()]
        joined = (joined and match[0][:1].isupper()) or (small and end > 0) or (anchor and i == 0)
        if anchor or joined:
            end = match.end()
    rest = found.text[end:]
    return found.cut(0, end + (1 if rest.startswith(")") else 0)) if end else found


def _closed(found: Passage) -> Passage:
    """Cut an open bracket's rest off, and small words at the end."""
    text = found.text
    if text.count("(") > text.count(")"):
        found = found.cut(0, text.rindex("("))
    words = found.text.rstrip(".,;: ").split(" ")
    while len(words) > 1 and words[-1].casefold() in lexicon.surfaces("place_join", "word"):
        words.pop()
    return found.cut(0, len(" ".join(words).rstrip(".,;:")))
