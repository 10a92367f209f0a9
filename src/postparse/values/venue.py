"""The parts of a venue (name, address, platform) from a string that is known to be a place."""

import re
from functools import cache
from typing import NamedTuple

from postparse import lexicon
from postparse.document import Passage
from postparse.values.placewords import (
    base_of,
    east,
    has_place_word,
    is_address,
    is_online,
    is_placelike,
    online_span,
    words_of,
)


class Place(NamedTuple):
    """The parts of a venue, each with where it stands."""

    name: Passage | None = None
    address: Passage | None = None
    url: Passage | None = None
    online: bool = False


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[,;，、；|·•]|\s/\s|／|\s[-–—]\s|\s\+\s|\n)\s*")


def parted(passage: Passage) -> list[Passage]:
    """Cut at the signs that part a venue: comma, slash, dash, line end."""
    cuts = [(m.start(), m.end()) for m in _joints().finditer(passage.text)]
    cuts.append((len(passage.text), len(passage.text)))
    found, at = [], 0
    for start, end in cuts:
        piece = passage.cut(at, start)
        if piece.text:
            found.append(piece)
        at = end
    return found


def stretch(parts: list[Passage], text: Passage) -> Passage | None:
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
    if any(is_address(s.text, language, True) for s in parted(held)):
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
    segments = parted(passage)
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
        return Place(stretch(segments, passage) if len(passage.text) < 60 else far[0], None, url, True)
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
        return Place(stretch(segments, passage), None, url, online)
    if first:
        return Place(stretch(segments[:first], passage), stretch(segments[first:], passage), url, online)
    if east(segments[0].text):
        return _eastern(segments, passage, url, online, language)
    rest = [s for s in segments[1:] if has_place_word(s.text, language) and not is_address(s.text, language)]
    if rest and segments[-1] is rest[-1]:
        return Place(stretch(rest, passage), stretch(segments[: segments.index(rest[0])], passage), url, online)
    return Place(None, stretch(segments, passage), url, online)


def _eastern(
    segments: list[Passage], passage: Passage, url: Passage | None, online: bool, language: str | None
) -> Place | None:
    """Address words first, then the name: a district, a road and a number come before the house."""
    whole = stretch(segments, passage)
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
