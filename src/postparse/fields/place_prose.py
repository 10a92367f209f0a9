"""Places that a sentence brings: the small words before them (`in the`, `at`), and what those bring."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import lexicon
from postparse.document import Passage
from postparse.fields.hits import Hit
from postparse.phrases import Phrases
from postparse.values import person, placefind, placewords, venue, zones
from postparse.values.venue import Place


@cache
def _lead_words(base: str) -> Phrases:
    """Words that bring a place in prose (`in the`, `at`), in languages that put them before."""
    own = any(m.key == "before" for _, m in lexicon.words("place_mark").spoken(base))
    # A language without words of its own takes those of all.
    known = placewords.words_of("place_mark", "before", base).words if own else lexicon.surfaces("place_mark", "before")
    return Phrases(["@", *(w for w in known if w[0] < "\u2e80")])


_GAP = 20
"""Code points, a blank or a colon each, that may stand between such a word and the place."""


def _leads(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """Give where such words begin, and where what they bring does."""
    for start, end in _lead_words(placewords.base_of(language)).finditer(text):
        behind = text[end : end + _GAP]
        rest = behind.lstrip(" :")
        if rest and (len(rest) < len(behind) or text[end - 1] in "'’@"):
            yield start, end + len(behind) - len(rest)


def lead_end(text: str, start: int = 0, language: str | None = None) -> int:
    """Give where the place begins that such a word at `start` brings; `start` where there is no such word."""
    found = next(_leads(text[start : start + 80], language), None)
    return start + found[1] if found and found[0] == 0 else start


def article(text: str, start: int) -> int:
    """Give where a name begins with its article, if that is among the words that bring it (`at The Clapper`)."""
    return next((i for i in range(1, start) if text[i].isupper() and text[i - 1].isspace()), start)


def in_sentence(
    passage: Passage, language: str | None, times: Sequence[Hit] = (), held: int | None = None
) -> Iterator[Place]:
    """Give the places that a sentence brings with `in` or `at`, or marks after the name.

    `held` is where a verb of holding ends: of what follows it soon, weaker signs of a place will do.
    """
    stops = [h.passage.start - passage.start for h in times]
    for _, lead in _leads(passage.text, language):
        stop = min((s for s in stops if s > lead), default=len(passage.text))
        found = placefind.find(passage, lead, led=False, language=language, stop=stop)
        near = (
            held is not None
            and 0 <= lead - held <= 60
            and placewords.has_place_word(passage.text[lead : lead + 60], language)
        )
        if found is None and (near or passage.text[lead : lead + 1].isdigit()):
            found = placefind.find(passage, lead, led=True, language=language, stop=stop)
        if found is not None and (place := placefind.followed(passage, found, language, lead_end)):
            yield place
    if any(c in passage.text for c in "'’") or max(passage.text, default="") >= "\u3040":
        from postparse.fields import place_marked  # few posts need it

        yield from place_marked.places(passage, language, times)
    for hit in times if held is not None else ():
        if hit.reading.has_clock and (place := _bare(passage, hit, language)):
            yield place
    if (span := placewords.online_span(passage.text)) and (place := _platform(passage, span, language)):
        yield place


def _bare(passage: Passage, hit: Hit, language: str | None) -> Place | None:
    """Read a name without a word for a place, brought right behind the hours: `at 7 pm at The Clapper, Ludlow`."""
    at = hit.passage.start + len(hit.passage.text) - passage.start
    if not 0 < at < len(passage.text):
        return None
    rest = passage.cut(at, at + 80)
    start = lead_end(rest.text, 0, language)
    start = article(rest.text, start)
    name = re.match(r"(?:[^\W\d_][\w'’&.-]*[\w'’](?:\s|(?=[.,;!?(]|$))){1,5}(?=[.,;!?(]|$)", rest.text[start:])
    if not start or name is None:
        return None
    words = name[0].split()
    small = placewords.join_words(placewords.base_of(language))
    plain = [w for w in words if not w[0].isupper() and w.casefold() not in small]
    if plain or (len(words) == 1 and not zones.is_place(lexicon.fold(words[0]))):
        return None
    if not any(w[0].isupper() and len(w) > 2 for w in words) or placewords.is_online(name[0]):
        return None
    told = ("language_name", "month", "weekday", "stopwords")
    if any(lexicon.look(kind, w) for kind in told for w in words if w.casefold() not in small):
        return None
    if words[0].casefold() not in small and person.read(name[0]) is not None:
        return None
    return venue.read(rest.cut(start, start + len(name[0])), language)


def _platform(passage: Passage, span: tuple[int, int], language: str | None) -> Place | None:
    """Read a platform that a small word brings (`on Zoom`, `per Webex`); a word for any of them names none."""
    named = passage.cut(*span)
    before = passage.text[: span[0]].rstrip().rsplit(maxsplit=1)[-1:]
    also = placewords.words_of("place_join", "also", placewords.base_of(language)).words
    if not named.text[:1].isupper() or lexicon.fold(named.text) in lexicon.surfaces("online", "generic"):
        return None
    return Place(named, None, None, True) if before and lexicon.fold(before[0]) in also else None
