"""Names in letters that have cases: titles before, degrees behind, capitals and particles between."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from postparse.lexicon import surfaces, words
from postparse.values.bodywords import has_body
from postparse.values.name import Name, Range
from postparse.values.terms import bare, ends, terms


class Token(NamedTuple):
    """A word of a name, or a comma, and where it stands."""

    text: str
    start: int
    end: int


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(r"[^\s,，]+|[,，]")


@cache
def _word() -> re.Pattern[str]:
    """Letters, joined by apostrophes, hyphens or dots."""
    return re.compile(r"[^\W\d_]+(?:['’ʼ‘`\-‐‑.·][^\W\d_]+)*+[.'’]?")


@cache
def _initial() -> re.Pattern[str]:
    return re.compile(r"(?:[^\W\d_]\.?-?){1,3}")


def read(text: str, sure: bool) -> Name | None:
    """Read the whole of `text` as one name, with its titles and degrees."""
    tokens = [token for m in _tokens().finditer(text) for token in _unglued(Token(m[0], m.start(), m.end()))]
    if not 1 <= len(tokens) <= 16:
        return None
    first, ranges, rank = _titles(tokens)
    if rank and first + 1 < len(tokens) and _is_subject(tokens[first:]):
        return None
    last, degrees = _degrees(tokens, first)
    ranges += degrees
    core = tokens[first:last]
    if not core or not _is_name(core, sure, bool(ranges)):
        return None
    if len(core) == 1 and not ranges and has_body(core[0].text):
        return None
    span = core[0].start, core[-1].end
    name = " ".join(text[slice(*span)].split()).replace(" ,", ",")
    honorific = ", ".join(text[a:b].strip(" ,") for a, b in degrees)
    front = " ".join(text[a:b] for a, b in ranges[: len(ranges) - len(degrees)])
    both = ", ".join(part for part in (front, honorific) if part)
    return Name(name, span, (), both or None, tuple(ranges), rank)


def _unglued(token: Token) -> tuple[Token, ...]:
    """`Dr.Ada`: a title without a space behind it is a token of its own."""
    dot = token.text.find(".") + 1
    rest = token.text[dot:]
    if dot < 2 or not (rest[:1].isupper() and rest[1:2].islower()):
        return (token,)
    if bare(token.text[:dot]) not in terms("honorific", "title"):
        return (token,)
    middle = token.start + dot
    return Token(token.text[:dot], token.start, middle), Token(rest, middle, token.end)


def _titles(tokens: list[Token]) -> tuple[int, list[Range], Range | None]:
    """Count the tokens of honorifics at the front, and say which of them is a position too."""
    first, ranges, rank = 0, list[Range](), None
    while first < len(tokens) - 1 and bare(tokens[first].text) in _title_starts():
        size = next((n for n in (3, 2, 1) if _titled(tokens[first : first + n], len(tokens) - first - n)), 0)
        if not size:
            break
        ranges.append((tokens[first].start, tokens[first + size - 1].end))
        if _joined(tokens[first : first + size]) in terms("honorific", "rank"):
            rank = ranges[-1]
        first += size
    return first, ranges, rank


@cache
def _title_starts() -> frozenset[str]:
    """Give the words that a title or degree, of one word or several, begins with."""
    keys = (("honorific", "title"), ("honorific", "rank"), ("degree", "word"))
    return frozenset(s.split(" ", 1)[0].rstrip(".") for kind, key in keys for s in surfaces(kind, key))


def _is_subject(rest: list[Token]) -> bool:
    """`Profesora de Derecho`: what is taught stands behind the rank, and no name."""
    small, word = rest[0].text, bare(rest[1].text)
    return small.islower() and small in terms("preposition", "of") and word in terms("field", "word")


def _joined(tokens: list[Token]) -> str:
    return bare(" ".join(t.text for t in tokens))


def _titled(part: list[Token], left: int) -> bool:
    if left < 1 or any(t.text == "," for t in part):
        return False
    word = _joined(part)
    if word in terms("honorific", "title") or word in terms("degree", "word"):
        # "MA" and "Ma", "MS" and "Ms": a degree before a name has its capitals or its dots
        return word in terms("honorific", "title") or "." in part[0].text or sum(map(str.isupper, part[0].text)) > 1
    # "Dean Smith" is more often a name than a rank
    return word in terms("honorific", "rank") and (left > 1 or word not in terms("given", "rank"))


def _degrees(tokens: list[Token], first: int) -> tuple[int, list[Range]]:
    """Find where degrees behind the name begin, with or without commas."""
    last, ranges = len(tokens), list[Range]()
    while last - first > 1:
        token = tokens[last - 1]
        if token.text in (",", "，"):
            last -= 1
            continue
        comma = tokens[last - 2].text in (",", "，")
        capitals = "." in token.text or sum(map(str.isupper, token.text)) > 1
        known = is_degree(token.text) and (comma or capitals)
        if not known and not (comma and bare(token.text) in terms("honorific", "after")):
            break
        if last - first == 2 and not comma:
            break
        ranges.insert(0, (token.start, token.end))
        last -= 1
    return last, ranges


def is_degree(token: str) -> bool:
    """Say whether a token is a degree: one that the lexicon knows, or capitals with stops between (`M.Hum.`)."""
    return bare(token) in terms("degree", "word") or ("." in token and _dotted().fullmatch(token) is not None)


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(r"[A-Z][A-Za-z]{0,4}\.(?:[A-Z][A-Za-z]{0,4}\.?){1,3}")


def is_word(token: str) -> bool:
    """Say whether a token is letters with a capital among them."""
    return _word().fullmatch(token) is not None and any(map(str.isupper, token))


def is_initial(token: str) -> bool:
    """Say whether a token is an initial, or several: `Q.`, `J.-P.`"""
    if not token[0].isupper() or ("." not in token and len(token) > 1) or not _initial().fullmatch(token):
        return False
    return len(token) < 4 or bare(token) not in terms("organization_word", "body")  # "Lab."


def _is_name(core: list[Token], sure: bool, honoured: bool) -> bool:
    """Judge tokens that are to be a name whole: capitals, particles between, nothing that tells otherwise."""
    if len(core) > 7:
        return False
    full = initials = doubtful = 0
    for i, token in enumerate(core):
        low = bare(token.text)
        if token.text in (",", "，"):
            if i + 1 == len(core) or bare(core[i + 1].text) not in terms("name_suffix", "word"):
                return False
            continue
        if i and low in terms("name_suffix", "word"):
            continue
        if is_initial(token.text):
            if i == 0 and not sure and len(token.text) == 1 and low in terms("preposition", "article"):
                return False  # "A MODEL"
            initials += 1
            continue
        tied = i > 1 and i + 2 < len(core) and low in terms("conjunction", "and")
        if tied and bare(core[i + 1].text) in terms("given", "common"):
            return False  # `Lucía Ferrer y Mario Quintanilla`: two people
        if low in terms("particle", "name") and i + 1 < len(core) and (not token.text[0].isupper() or sure or i):
            continue
        if not is_word(token.text) or (token.text.endswith(".") and i + 1 == len(core)):
            return False
        if low.endswith("'s") and len(low) > 3 and i + 1 < len(core):
            return False  # "Ada's Okafor Lab"
        verdict = doubt(low, i + 1 == len(core))
        if verdict and len(core) > 1 and (is_given(low) if i == 0 else _is_trade(core, i) or _is_syllable(core, i)):
            verdict = 0
        if verdict > 1 and sure and i > 1 and low in words("weekday"):
            verdict = 1  # Thu, Mar: also names
        if i == 0 and glued_article(low):
            return False
        if verdict > 1:
            return False
        doubtful += verdict
        full += 1
    if not full:
        return False
    strong = honoured or initials > 0
    if doubtful and ((doubtful == full and not honoured) or not (sure or strong)):
        return False
    return full > 1 or strong or sure


def glued_article(low: str) -> bool:
    """`L'autrice`: an article on a position."""
    head, mark, rest = low.partition("'")
    return bool(mark) and head + mark in terms("preposition", "glued") and rest in terms("position", "word", "lead")


def is_given(low: str) -> bool:
    """Say whether a word of another kind, at the front of a name, is a given name: `Dan`, `Mark`, `Dean`."""
    known = words("given").get(low)
    if not any(m.key == "common" for m in known) or not any(m.key in ("word", "rank") for m in known):
        return False
    spoken = {m.language for m in words("stopwords").get(low) if m.key == "common"}
    return all(m.language not in spoken for m in known)


def _is_trade(core: list[Token], at: int) -> bool:
    """`Anna Carpenter`: a trade that is a surname too, right behind a common given name."""
    low, first = bare(core[at].text), bare(core[0].text)
    return (
        at == 1
        and len(core) == 2
        and low in terms("surname", "word")
        and low in terms("position", "word")
        and first in terms("given", "common")
        and doubt(first, False) == 0
    )


def _is_syllable(core: list[Token], at: int) -> bool:
    """`Lê Thị Mai`: behind a surname of Vietnam given names are short words, and mean other things elsewhere."""
    return (
        len(core) < 5
        and len(core[at].text) < 7
        and core[at].text[0].isupper()
        and bare(core[0].text) in terms("surname", "syllables")
    )


def _is_compound_office(low: str) -> bool:
    """A long word that ends as a position does: `Museumsleiter`; no given name is so long and ends so."""
    return len(low) > 9 and any(len(e) > 4 for e in ends(low, "position", "suffix"))


@lru_cache(maxsize=4096)
def doubt(low: str, is_last: bool) -> int:
    """0: nothing against a name; 1: also an ordinary word; 2: tells that this is no name."""
    surname = low in terms("surname", "word")
    if low in words("weekday"):
        return 2
    if low in words("month"):
        return 1
    if low in terms("given", "word"):
        return 0 if is_last else 1
    if low in terms("stopwords", "common"):
        return 1 if surname and is_last else 2
    if low in terms("organization_word", "body") or low in terms("position", "word", "lead"):
        return 1 if surname and is_last else 2
    if low in terms("organization_word", "place", "tail"):
        return 0 if surname and not is_last else 1 if is_last else 2
    if not is_last and _is_compound_office(low):
        return 2
    if low in terms("nonname", "word"):
        return 0 if surname and is_last else 1
    return 0
