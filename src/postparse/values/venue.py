"""Where an event takes place: name, address, platform, from a string that is known to be a place.

`read` cuts a venue line into its parts; `find` finds a place in prose or on a bare line, where only
words that name rooms and buildings, and codes such as `B 104`, make a place.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from postparse import lexicon
from postparse.document import Passage
from postparse.values.placewords import (
    base_of,
    east,
    has_code,
    has_place_word,
    is_address,
    is_name,
    is_online,
    is_placelike,
    is_time,
    online_span,
    word_pattern,
    words_of,
)

__all__ = [
    "Place",
    "find",
    "followed",
    "has_code",
    "has_place_word",
    "is_address",
    "is_name",
    "is_online",
    "is_placelike",
    "read",
]


class Place(NamedTuple):
    """The parts of a venue, each with where it stands."""

    name: Passage | None = None
    address: Passage | None = None
    url: Passage | None = None
    online: bool = False


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[,;，、；|·•]|\s/\s|／|\s[-–—]\s|\s\+\s|\n)\s*")


def _segments(passage: Passage) -> list[Passage]:
    cuts = [(m.start(), m.end()) for m in _joints().finditer(passage.text)]
    cuts.append((len(passage.text), len(passage.text)))
    found, at = [], 0
    for start, end in cuts:
        piece = passage.cut(at, start)
        if piece.text:
            found.append(piece)
        at = end
    return found


def _span(parts: list[Passage], text: Passage) -> Passage | None:
    """Give the stretch from the first to the last part."""
    if not parts:
        return None
    start, end = parts[0].start - text.start, parts[-1].start + len(parts[-1].text) - text.start
    return text.cut(start, end)


@cache
def _url() -> re.Pattern[str]:
    return re.compile(r"https?://[^\s<>()（）]+")


def read(passage: Passage, language: str | None = None) -> Place | None:
    """Give the parts of a venue as written after its label; None where nothing is left of it."""
    url = None
    if match := _url().search(passage.text):
        url = passage.cut(match.start(), match.start() + len(match[0].rstrip(".,;)")))
        passage = passage.cut(0, match.start())
    passage = _trimmed(passage)
    if not passage.text:
        return Place(None, None, url, True) if url else None
    if bracket := re.match(r"(?P<name>[^()（）]{2,}?)\s*[(（](?P<inner>[^()（）]+)[)）]\s*(?P<rest>.*)$", passage.text):
        place = _bracketed(passage, bracket, url, language)
        if place is not None:
            return place
    return _plain(passage, url, language)


def _trimmed(passage: Passage) -> Passage:
    text = passage.text
    return passage.cut(len(text) - len(text.lstrip(" ,.:：–—-/@")), len(text.rstrip(" ,;:：–—-/。(（")))


def _bracketed(passage: Passage, match: re.Match[str], url: Passage | None, language: str | None) -> Place | None:
    """`Hall (street address)`, `Hall (beside the station)`, `Hall (also online)`."""
    inner, rest = match["inner"], match["rest"].strip(" .,")
    name, held = passage.cut(*match.span("name")), passage.cut(*match.span("inner"))
    online = is_online(passage.text)
    if rest and not is_online(rest) and not is_address(rest, language):
        return None
    base = _plain(name, url, language)
    if is_online(inner) and lexicon.fold(name.text) in lexicon.surfaces("online", "generic"):
        return Place(held, None, url, True)
    if is_online(inner):
        return base._replace(online=True) if base and not is_online(name.text) else Place(passage, None, url, True)
    if _is_hint(inner):
        return base._replace(online=online) if base else None
    if any(is_address(s.text, language, True) for s in _segments(held)):
        if base is not None and base.address is None:
            return Place(base.name, held, url, online)
        return base
    if rest and is_address(rest, language):
        return Place(passage.cut(0, match.end("inner") + 1), passage.cut(match.start("rest")), url, online)
    return None


def _is_hint(text: str) -> bool:
    ends = tuple(lexicon.surfaces("place_hint", "end"))
    return bool(ends) and lexicon.fold(text).endswith(ends)


def _plain(passage: Passage, url: Passage | None, language: str | None) -> Place | None:
    segments = _segments(passage)
    if not segments:
        return None
    far = [s for s in segments if is_online(s.text)]
    near = [s for s in segments if s not in far]
    if not far:
        return _split(near, passage, url, False, language)
    real = [s for s in near if is_placelike(s.text, language) or is_address(s.text, language)]
    if not real:
        cut = _without_online(far[0], language)
        if cut is not None:
            return _split([cut], passage, url, True, language)
        return Place(_span(segments, passage) if len(passage.text) < 60 else far[0], None, url, True)
    first = segments.index(far[0])
    kept = segments[:first] if segments[0] in near else segments[first + 1 :]
    return _split(kept or real, passage, url, True, language)


def _without_online(segment: Passage, language: str | None) -> Passage | None:
    """Give the place in `Main Hall and online`, None where there is none."""
    match = online_span(segment.text)
    if match is None or match[0] < 4:
        return None
    before = re.sub(r"(?:[\s&+(/,]+|\b[a-z]{1,4}\b)+$", "", segment.text[: match[0]])
    return segment.cut(0, len(before)) if before and has_place_word(before, language) else None


def _split(
    segments: list[Passage], passage: Passage, url: Passage | None, online: bool, language: str | None
) -> Place | None:
    """Part name from address: the first segment that is an address, and what follows it."""
    first = next((i for i, s in enumerate(segments) if is_address(s.text, language, i > 0)), None)
    if first is None:
        return Place(_span(segments, passage), None, url, online)
    if first:
        return Place(_span(segments[:first], passage), _span(segments[first:], passage), url, online)
    if east(segments[0].text):
        return _eastern(segments, passage, url, online, language)
    rest = [s for s in segments[1:] if has_place_word(s.text, language) and not is_address(s.text, language)]
    if rest and segments[-1] is rest[-1]:
        return Place(_span(rest, passage), _span(segments[: segments.index(rest[0])], passage), url, online)
    return Place(None, _span(segments, passage), url, online)


def _eastern(
    segments: list[Passage], passage: Passage, url: Passage | None, online: bool, language: str | None
) -> Place | None:
    """Address words first, then the name: a district, a road and a number come before the house."""
    whole = _span(segments, passage)
    if whole is None:
        return None
    street = words_of("street", "word", base_of(language))
    end = 0
    for match in re.finditer(r"\S+", whole.text):
        word = match[0].rstrip(",")
        bare = re.sub(r"[\d-]+\S{0,2}$", "", word)
        if street.has(lexicon.fold(bare)) or street.has(lexicon.fold(word)) or not bare:
            end = match.end()
        else:
            break
    if not end or end >= len(whole.text) - 1:
        return Place(None, whole, url, online) if end else Place(whole, None, url, online)
    return Place(whole.cut(end), whole.cut(0, end), url, online)


# ---- places in prose


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
    for segment in _segments(passage.cut(match.start(), match.end())):
        if is_time(segment.text) or not (_good(segment.text, True, language) or (not kept and led)):
            break
        kept.append(segment)
    while kept and not _good(kept[-1].text, True, language):
        kept.pop()
    if not led and not any(_good(s.text, False, language) for s in kept):
        return None
    found = _span(kept, passage)
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
