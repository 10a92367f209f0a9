"""The parts of a venue (name, address, platform) from a string that is known to be a place."""

import re
from functools import cache
from typing import NamedTuple

from postparse import lexicon, phrases
from postparse.document import Passage
from postparse.values.placewords import (
    base_of,
    east,
    has_place_word,
    is_address,
    is_fee,
    is_hint,
    is_name,
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
    return re.compile(r"(?<!\s)\s*(?:[,;،，、；|·•]|\s/\s|／|\s[-–—]\s|\s\+\s|\n)\s*")


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
    if "://" in passage.text and (match := _url().search(passage.text)):
        url = passage.cut(match.start(), match.start() + len(match[0].rstrip(".,;)")))
        passage = passage.cut(0, match.start())
    passage = _trimmed(passage)
    if not passage.text:
        return Place(None, None, url, True) if url else None
    shape = r"(?P<name>[^()（）]+[^()（）\s])\s*+[(（](?P<inner>[^()（）]+)[)）]\s*(?P<rest>.*)$"
    if bracket := re.match(shape, passage.text):
        place = _bracketed(passage, bracket, url, language)
        if place is not None:
            return place
    return _plain(passage, url, language)


def _trimmed(passage: Passage) -> Passage:
    text = passage.text
    end = len(text.rstrip(" ,;:：–—-/。(（"))
    if text[:end].endswith(".") and len(re.split(r"[\s.]", text[: end - 1])[-1]) > 4:
        end -= 1  # the sentence's, no abbreviation's
    return passage.cut(len(text) - len(text.lstrip(" ,.:：–—-/@")), end)


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
        real = base is not None and base.name is not None and not is_online(base.name.text)
        return base._replace(online=True) if base and real else Place(passage, None, url, True)
    if is_hint(inner, language) or is_fee(inner, language):
        if rest and is_address(rest, language):
            return Place(name, passage.cut(match.start("rest")), url, online)
        return base._replace(online=online or base.online) if base else None
    if any(is_address(s.text, language, True) for s in parted(held)):
        if base is not None and base.address is None:
            return Place(base.name, held, url, online)
        return base
    if rest and is_address(rest, language):
        return Place(passage.cut(0, match.end("inner") + 1), passage.cut(match.start("rest")), url, online)
    return None


def _plain(passage: Passage, url: Passage | None, language: str | None) -> Place | None:
    segments = _bare(parted(passage), language)
    if not segments:
        return None
    far = [s for s in segments if is_online(s.text)]
    near = [s for s in segments if s not in far]
    if not far:
        return _split(near, passage, url, False, language)
    real = [s for s in near if is_placelike(s.text, language) or is_address(s.text, language)]
    if not real and segments[0] in near and is_name(segments[0].text, language):
        real = [segments[0]]
    if not real:
        cut = _without_online(far[0], language)
        if cut is not None:
            return _split([cut], passage, url, True, language)
        return Place(_platform(far[0], stretch(segments, passage)), None, url, True)
    first = segments.index(far[0])
    kept = segments[:first] if segments[0] in near else segments[first + 1 :]
    if segments[0] is far[0] and (cut := _without_online(far[0], language)) is not None:
        kept = [cut]
    return _split(kept or real, passage, url, True, language)


def _bare(segments: list[Passage], language: str | None) -> list[Passage]:
    """Leave out what follows the place: a price, a hint how to find it."""
    fee = next((i for i, s in enumerate(segments) if i and is_fee(s.text, language)), len(segments))
    segments = segments[:fee]
    while len(segments) > 1 and is_hint(segments[-1].text, language) and not is_address(segments[-1].text, language):
        segments = segments[:-1]
    return segments


def _platform(first: Passage, whole: Passage | None) -> Passage:
    """Give the platform's name: without what a colon brings, or what the colon brings after a word that names none."""
    head, colon, tail = first.text.partition(":") if ":" in first.text else first.text.partition("：")
    if not colon or not is_online(head):
        return whole if whole is not None and len(whole.text) < 60 else first
    if lexicon.fold(head) in lexicon.surfaces("online", "generic") and is_online(tail):
        return first.cut(len(head) + 1)
    return first.cut(0, len(head))


def _without_online(segment: Passage, language: str | None) -> Passage | None:
    """Give the place in `Main Hall and online`, None where there is none."""
    match = online_span(segment.text)
    if match is None or match[0] < 4:
        return None
    also = words_of("place_join", "also", base_of(language)).words
    before, linked = segment.text[: match[0]].rstrip(), False
    while before:
        bare = before.rstrip(" &+(/,、，（:：-")
        last = bare.rsplit(maxsplit=1)[-1] if bare else ""
        if lexicon.fold(last) in also:
            bare, linked = bare[: -len(last)].rstrip(), True
        elif tail := next((w for w in also if w[0] > "\u2e80" and bare.endswith(w)), None):
            bare, linked = bare[: -len(tail)].rstrip(), True
        if bare == before:
            break
        before = bare
    found = segment.cut(0, len(before))
    if not found.text or is_online(found.text) or phrases.of("online", "channel").search(found.text):
        return None  # `Channel of the Guild on YouTube` is no place
    named = linked and is_name(found.text, language) and (found.text[0].isupper() or east(found.text))
    return found if named or is_placelike(found.text, language) else None


def _split(
    segments: list[Passage], passage: Passage, url: Passage | None, online: bool, language: str | None
) -> Place | None:
    """Part name from address: the first segment that is an address, and what follows it."""
    first = _address_at(segments, language)
    if first is None:
        return Place(stretch(segments, passage), None, url, online)
    if first:
        return Place(
            stretch(_bare(segments[:first], language), passage), stretch(segments[first:], passage), url, online
        )
    if east(segments[0].text):
        return _eastern(segments, passage, url, online, language)
    rest = [s for s in segments[1:] if has_place_word(s.text, language) and not is_address(s.text, language)]
    if rest and segments[-1] is rest[-1]:
        return Place(stretch(rest, passage), stretch(segments[: segments.index(rest[0])], passage), url, online)
    return Place(None, stretch(segments, passage), url, online)


def _address_at(segments: list[Passage], language: str | None) -> int | None:
    """Give the segment with which the address begins: the number before its street belongs to it (`12 bis, rue …`)."""
    first = next((i for i, s in enumerate(segments) if is_address(s.text, language, i > 0)), None)
    if first is None or first < 1:
        return first
    before = segments[first - 1].text
    if re.fullmatch(r"\d{1,4}(?:\s?[a-z]{1,6})?", before):
        return first - 1
    coded = re.match(r"(?:[A-Z]{1,2}-)?\d{2,3}[\d-]\d{1,4}\s", segments[first].text)
    numbered = re.search(r"\s\d{1,4}\s?[a-zA-Z]?$", before)
    if first > 1 and coded and numbered and not has_place_word(before, language):
        return first - 1  # `Unter den Weiden 9, 07000 Auerbach`: a postcode tells that a street came before
    return first


def _eastern(
    segments: list[Passage], passage: Passage, url: Passage | None, online: bool, language: str | None
) -> Place | None:
    """Address words first, then the name: a district, a road and a number come before the house."""
    whole = stretch(segments, passage)
    if whole is None:
        return None
    street = words_of("street", "word", base_of(language))
    end = before = 0
    numbered = False  # a number may stand apart from what it counts: `10 號 3 樓`
    for match in re.finditer(r"\S+", whole.text):
        word = match[0].rstrip(",")
        bare = re.sub(r"[\d-]+\S{0,2}$", "", word)
        unit = numbered and len(word) == 1
        if (
            street.has(lexicon.fold(bare))
            or street.has(lexicon.fold(word))
            or not bare
            or (unit and word in street.endings)
        ):
            end, numbered = match.end(), not bare
        elif unit:
            end, before = (match.end(), end) if match.end() == len(whole.text) else (before, before)
            break
        else:
            break
        before = before if numbered else end
    if not end or end >= len(whole.text) - 1:
        return Place(None, whole, url, online) if end else Place(whole, None, url, online)
    return Place(whole.cut(end), whole.cut(0, end), url, online)
