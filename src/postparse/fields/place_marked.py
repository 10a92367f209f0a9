"""Places that a sentence marks after their name: `…에서`, `…で`, `在…举行`, `Kütüphanesi'nde`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import lexicon
from postparse.document import Passage
from postparse.fields.hits import Hit
from postparse.values import placewords, venue
from postparse.values.venue import Place


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    after = sorted((w for w in lexicon.surfaces("place_mark", "after")), key=len, reverse=True)
    before = sorted((w for w in lexicon.surfaces("place_mark", "before") if w[0] > "\u2e80"), key=len, reverse=True)
    held = [re.escape(w) for w in lexicon.surfaces("event_verb", "held") if "\u2e80" < w[0] < "\uac00"]
    name = r"[^\s,、，。.()（）]"
    return (
        re.compile(
            rf"(?P<place>(?:{name}{{1,14}}\s){{0,3}}{name}{{2,30}}?(?:[(（][^()（）]{{1,40}}[)）])?)(?:{'|'.join(after)})"
        ),
        re.compile(rf"(?:{'|'.join(before)})(?P<place>{name}{{3,30}}?)(?:{'|'.join(held)})"),
    )


def places(passage: Passage, language: str | None, times: Sequence[Hit]) -> Iterator[Place]:
    """Give the places that a mark after them tells."""
    if max(passage.text, default="") >= "\u3040":
        yield from _eastern(passage, language, times)
    yield from _ended(passage, language, times)


def _eastern(passage: Passage, language: str | None, times: Sequence[Hit]) -> Iterator[Place]:
    """Give the places that marks after the name tell (`…에서`, `…で`, `在…举行`); the name begins after a time."""
    ends = [h.passage.start + len(h.passage.text) - passage.start for h in times]
    gone = tuple(s for s in lexicon.surfaces("place_mark", "from"))
    for pattern in _marks():
        for match in pattern.finditer(passage.text):
            start, end = match.span("place")
            start = max((e for e in ends if start < e < end), default=start)
            held = passage.cut(start, end)
            while start and (bare := held.text.lstrip(" ,、，:：")) and (bare != held.text or bare.startswith(gone)):
                skip = next((s for s in gone if bare.startswith(s)), "")
                held = held.cut(len(held.text) - len(bare) + len(skip))
            # A time that was not read as one ends before the name too.
            words = held.text.split()
            keep = len(words)
            while keep > 0 and not re.match(r"\d+\D", words[keep - 1]):
                keep -= 1
            bare_words = " ".join(words[keep:])
            cut = held.cut(len(held.text) - len(bare_words)) if 0 < keep < len(words) else held
            head = re.split("[(（]", cut.text)[0].split()
            if head and placewords.has_place_word(head[-1], language) and (place := venue.read(cut, language)):
                yield place


@cache
def _suffixed(language: str) -> re.Pattern[str] | None:
    """Capitalised words before an apostrophe and an ending that says where (`Halk Kütüphanesi'nde`)."""
    endings = lexicon.surfaces("place_mark", "suffix", language)
    return (
        re.compile(rf"(?<!\w)(?P<place>\w++(?:\s\w++){{0,6}})['’](?:{'|'.join(sorted(endings))})(?!\w)")
        if endings
        else None
    )


def _ended(passage: Passage, language: str | None, times: Sequence[Hit]) -> Iterator[Place]:
    """Give the places that an ending of their last word tells."""
    pattern = _suffixed(placewords.base_of(language))
    if pattern is None or ("'" not in passage.text and "’" not in passage.text):
        return
    ends = [h.passage.start + len(h.passage.text) - passage.start for h in times]
    for match in pattern.finditer(passage.text):
        start = max((e for e in ends if match.start() <= e < match.end("place")), default=match.start())
        held = passage.cut(start, match.end("place"))
        words = held.text.split()
        keep = len(words)
        while keep > 0 and (
            words[keep - 1][0].isupper() or words[keep - 1] in placewords.join_words(placewords.base_of(language))
        ):
            keep -= 1
        named = held.cut(len(held.text) - len(" ".join(words[keep:])))
        if placewords.has_place_word(named.text, language, weak=False) and (place := venue.read(named, language)):
            yield place
