"""Where an event takes place: name, address, platform, from a string that is known to be a place.

`read` cuts a venue line into its parts; `find` finds a place in prose or on a bare line, where only
words that name rooms and buildings, and codes such as `B 104`, make a place.
"""

import re
from functools import cache
from typing import NamedTuple

from postparse import lexicon
from postparse.document import Passage


class Place(NamedTuple):
    """The parts of a venue, each with where it stands."""

    name: Passage | None = None
    address: Passage | None = None
    url: Passage | None = None
    online: bool = False


class _Words(NamedTuple):
    """Words of a kind, and endings that make a word one."""

    words: frozenset[str]
    endings: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.words or bool(self.endings and len(word) > 1 and word.endswith(self.endings))


@cache
def _kind(kind: str, key: str) -> _Words:
    surfaces = lexicon.surfaces(kind, key)
    endings = tuple(s[1:] for s in surfaces if s.startswith("-"))
    return _Words(frozenset(s for s in surfaces if not s.startswith("-")), endings)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")


@cache
def _code() -> re.Pattern[str]:
    """A building's letters and a room's number: `WH 123`, `B-104`, `PH A18C`, `9-204`."""
    return re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,3}[ -]?(?:[A-Z][ -]?)?\d{2,4}[A-Za-z]?(?!\w)")


def _is_time(text: str) -> bool:
    """Say whether a code is a month with a number."""
    word = re.match(r"[^\W\d_]+", text)
    return word is not None and bool(lexicon.look("month", word[0]) or lexicon.look("weekday", word[0]))


def has_place_word(text: str) -> bool:
    """Say whether `text` names a room or a building by its words."""
    kind = _kind("place_word", "room")
    return any(kind.has(w) for m in _word().finditer(text) for w in (lexicon.fold(m[0]), lexicon.fold(m[0])[:-1]) if w)


def has_code(text: str) -> bool:
    """Say whether `text` holds the code of a room."""
    return any(not _is_time(m[0]) for m in _code().finditer(text))


def is_placelike(text: str) -> bool:
    """Say whether a short text can be a place by its words or by a room's code."""
    return has_place_word(text) or has_code(text) or is_online(text)


@cache
def _online() -> re.Pattern[str]:
    known = sorted(lexicon.surfaces("online", "word"), key=len, reverse=True)
    latin = "|".join(re.escape(w) for w in known if w.isascii() or w[0] < "\u2e80")
    east = "|".join(re.escape(w) for w in known if w[0] >= "\u2e80")
    return re.compile(rf"(?<![\w@.])(?:{latin})(?!\w)|{east}", re.I)


def is_online(text: str) -> bool:
    """Say whether the text names a platform or a word for taking part from afar."""
    return bool(_online().search(text))


def is_address(text: str) -> bool:
    """Say whether a segment is a street address: a street word with a number or a name, or `5 Name`."""
    words = [lexicon.fold(m[0]) for m in _word().finditer(text)]
    if not words or len(text) > 120:
        return False
    street = _kind("street", "word")
    number = any(any(c.isdigit() for c in w) for w in words) or "00" in text
    if _east().search(text):
        hits = sum(1 for w in text.split() if street.has(lexicon.fold(re.sub(r"[\d-]+\S*$", "", w))) or street.has(w))
        return hits >= 2 or (hits >= 1 and number)
    at = [i for i, w in enumerate(words) if street.has(w)]
    room = has_place_word(text)
    if at and (number or len(words) > 1) and not (room and not number):
        return any(w[:1].isupper() or w[:1].isdigit() for w in text.split())
    if re.match(r"\d{1,5}[a-z]?\s+[A-Z]\w+", text) and not room and len(words) <= 5:
        return not re.match(r"(?:19|20)\d\d\b", text)
    return bool(re.match(r"[A-ZÀ-Þ]\w{4,}\s\d{1,4}[a-z]?$", text)) and not room


@cache
def _east() -> re.Pattern[str]:
    return re.compile("[\u3040-\ud7a3]")


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


def read(passage: Passage) -> Place | None:
    """Give the parts of a venue as written after its label; None where nothing is left of it."""
    url = None
    if match := _url().search(passage.text):
        url = passage.cut(match.start(), len(match[0].rstrip(".,;)")) + match.start())
        passage = passage.cut(0, match.start())
    passage = _trimmed(passage)
    if not passage.text:
        return Place(None, None, url, True) if url else None
    if bracket := re.match(
        r"(?P<name>[^()（）]{2,}?)\s*[(（](?P<inner>[^()（）]{2,})[)）]\s*(?P<rest>.*)$", passage.text
    ):
        place = _bracketed(passage, bracket, url)
        if place is not None:
            return place
    return _plain(passage, url)


def _trimmed(passage: Passage) -> Passage:
    return passage.cut(
        len(passage.text) - len(passage.text.lstrip(" ,.:：–—-/@")), len(passage.text.rstrip(" ,;:：–—-/。(（")) or 0
    )


def _bracketed(passage: Passage, match: re.Match[str], url: Passage | None) -> Place | None:
    """`Hall (street address)`, `Hall (beside the station)`, `Hall (also online)`."""
    inner, rest = match["inner"], match["rest"].strip(" .,")
    name = passage.cut(*match.span("name"))
    held = passage.cut(*match.span("inner"))
    online = is_online(passage.text)
    if rest and not is_online(rest) and not is_address(rest):
        return None
    if is_online(inner):
        base = _plain(name, url)
        return base._replace(online=True) if base and not is_online(name.text) else Place(passage, None, url, True)
    if _is_hint(inner):
        base = _plain(name, url)
        return base._replace(online=online) if base else None
    if any(is_address(s.text) for s in _segments(held)):
        base = _plain(name, url)
        if base is not None and base.address is None:
            return Place(base.name, held, url, online)
        return base
    if is_address(rest):
        return Place(passage.cut(0, match.end("inner") + 1), passage.cut(match.start("rest")), url, online)
    return None


def _is_hint(text: str) -> bool:
    return bool(_kind("place_hint", "end").words) and lexicon.fold(text).endswith(
        tuple(_kind("place_hint", "end").words)
    )


def _plain(passage: Passage, url: Passage | None) -> Place | None:
    segments = _segments(passage)
    if not segments:
        return None
    far = [s for s in segments if is_online(s.text)]
    near = [s for s in segments if not is_online(s.text)]
    online = bool(far)
    if far and near and not any(is_placelike(s.text) or is_address(s.text) for s in near):
        near = []
    if far and not near:
        cut = _without_online(far[0])
        if cut is not None:
            return _split([cut], passage, url, True)
        return Place(_span(segments[:1], passage), None, url, True)
    kept = near
    if far:
        first = next(i for i, s in enumerate(segments) if s in far)
        kept = segments[:first] if first else near
        if not kept:
            return Place(far[0], None, url, True)
    return _split(kept, passage, url, online)


def _without_online(segment: Passage) -> Passage | None:
    """Give the place in `Main Hall and online`, None where there is none."""
    match = _online().search(segment.text)
    if match is None or match.start() < 4:
        return None
    before = re.sub(r"(?:[\s&+,]|\b\w{1,4}\b)*$", "", segment.text[: match.start()]) if match.start() else ""
    before_words = before.split()
    if before_words and has_place_word(before):
        return segment.cut(0, len(before))
    return None


def _split(segments: list[Passage], passage: Passage, url: Passage | None, online: bool) -> Place | None:
    """Part name from address: the first segment that is an address, and what follows it."""
    first = next((i for i, s in enumerate(segments) if is_address(s.text)), None)
    if first is None:
        return Place(_span(segments, passage), None, url, online)
    if first == 0:
        if _east().search(segments[0].text):
            return _eastern(segments, passage, url, online)
        rest = [s for s in segments[1:] if has_place_word(s.text) and not is_address(s.text)]
        if rest and segments[-1] is rest[-1]:
            return Place(_span(rest, passage), _span(segments[: segments.index(rest[0])], passage), url, online)
        return Place(None, _span(segments, passage), url, online)
    return Place(_span(segments[:first], passage), _span(segments[first:], passage), url, online)


def _eastern(segments: list[Passage], passage: Passage, url: Passage | None, online: bool) -> Place | None:
    """Address words first, then the name: a district, a road and a number come before the house."""
    whole = _span(segments, passage)
    if whole is None:
        return None
    street = _kind("street", "word")
    end = 0
    for match in re.finditer(r"\S+", whole.text):
        word = match[0].rstrip(",")
        bare = re.sub(r"[\d-]+\S{0,2}$", "", word)
        if street.has(lexicon.fold(bare)) or street.has(lexicon.fold(word)) or not bare or word[0].isdigit():
            end = match.end()
        else:
            break
    if not end or end >= len(whole.text) - 1:
        return Place(None, whole, url, online) if end else Place(whole, None, url, online)
    return Place(whole.cut(end), whole.cut(0, end), url, online)


# ---- places in prose


@cache
def _phrase() -> re.Pattern[str]:
    """Capitalised words, numbers and room words, joined by commas and small words."""
    rooms = "|".join(
        re.escape(w) for w in sorted(_kind("place_word", "room").words, key=len, reverse=True) if w[0] < "\u2e80"
    )
    small = (
        "|".join(re.escape(w) for w in sorted(lexicon.surfaces("place_join", "word"), key=len, reverse=True)) or "of"
    )
    word = rf"(?:[A-ZÀ-Þ\d][\w'’.&-]*\w|[A-Z\d](?![\w.])|(?:{rooms})(?!\w)|(?<=\s)St\.|#\d+)"
    return re.compile(rf"(?:(?:{small})\s)?{word}(?:(?:\s*[,(/]\s*|\s+|\s*\)\s*,?\s*)(?:(?:{small})\s){{0,2}}{word})*+")


def find(passage: Passage, start: int = 0, led: bool = False) -> Passage | None:
    """Give the place that stands at `start`, None where there is none.

    `led`: a word such as "in" or "at" came before, so that a capitalised name with a number will do.
    """
    match = _phrase().match(passage.text, start)
    if match is None:
        return None
    kept: list[Passage] = []
    for segment in _segments(passage.cut(match.start(), match.end())):
        good = is_placelike(segment.text) or is_address(segment.text) or _numbered(segment.text)
        if not good and (kept or not led):
            break
        if _is_time(segment.text):
            break
        kept.append(segment)
    while kept and not (is_placelike(kept[-1].text) or is_address(kept[-1].text) or _numbered(kept[-1].text)):
        kept.pop()
    found = _span(kept, passage)
    return _closed(found) if found is not None else None


def _numbered(text: str) -> bool:
    """`Wean 5409`, `8220 Wean`: a name and a room's number."""
    match = re.fullmatch(r"[A-Z][\w'’]+\s(?P<after>\d{3,4}[A-Z]?)|(?P<before>\d{3,4}[A-Z]?)\s[A-Z][\w'’]+", text)
    if match is None or _is_time(text):
        return False
    number = match["after"] or match["before"]
    return not re.match(r"(?:19|20)\d\d$", number)


def _closed(found: Passage) -> Passage:
    """Cut an open bracket's rest off, or keep the bracket that closes."""
    text = found.text
    if text.count("(") > text.count(")"):
        return found.cut(0, text.rindex("("))
    return found.cut(0, len(text.rstrip(".,;:")))
