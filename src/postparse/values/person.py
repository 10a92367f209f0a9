"""A string to a person's name, less honorifics, degrees and nicknames; nothing where it is no name.

Names with letters that have cases are read here; Korean, Chinese and Japanese ones in `eastname`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from postparse.lexicon import fold, words
from postparse.post import Participant
from postparse.values import affiliation, eastname, zones
from postparse.values.terms import bare, terms

LIMIT = 160

Range = tuple[int, int]


class Name(NamedTuple):
    """A name as a person would cite it. Ranges are offsets in the string that was read.

    `rank` is the range of an honorific that is a position too (Professor, Rabbi), or None.
    """

    name: str
    span: Range
    also_known_as: tuple[tuple[str, Range], ...] = ()
    honorific: str | None = None
    honorifics: tuple[Range, ...] = ()
    rank: Range | None = None


class _Token(NamedTuple):
    text: str
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (
        # a nickname or transcription: in brackets, or in quotes that stand free
        re.compile(
            r"""[(（\[](?P<round>[^()（）\[\]]{1,60})[)）\]]
              | (?<![^\s])["“”„«'‘`「『](?P<quoted>[^"“”«»'‘’`」』()]{1,30})["”“»'’`」』](?![^\s,])""",
            re.VERBOSE,
        ),
        re.compile(r"[^\s,，]+|[,，]"),
        # letters, joined by apostrophes, hyphens or dots
        re.compile(r"[^\W\d_]+(?:['’ʼ‘`\-‐‑.·][^\W\d_]+)*+[.'’]?"),
        re.compile(r"(?:[^\W\d_]\.?-?){1,3}"),
    )


def read(text: str, sure: bool = False) -> Name | None:
    """Read the whole of `text` as one person's name, or give None.

    `sure` says that the place (a list of speakers) promises a person; then one word may do.

    >>> read("Dr. Mara (Midge) van Loon, PhD").name
    'Mara van Loon'
    >>> read("Institute of Sound") is None
    True
    """
    if not text or len(text) > LIMIT or (not _NOWHERE.isdisjoint(text) and not _pronouned(text)):
        return None
    lead = len(text) - len(text.lstrip(" \t\u3000-–—·•*,."))
    core = text[lead:].rstrip(" \t\u3000,;·-–—")
    if not core or _other_meaning(core):
        return None
    masked, extras = _bracketed(core)
    if masked is None:
        return None
    found = eastname.read(masked, sure) if eastname.is_east(masked) else _read_cased(masked, sure)
    if found is None:
        return None
    return _shifted(_with_extras(found, core, extras), lead)


# Signs that stand in no name; a bar only between pronouns.
_NOWHERE = frozenset("?!@#:;=<>|•/")
_OPENING = frozenset("([（\"“”„«'‘`「『")
_OTHER = ("placeholder", "role", "label", "organizer", "month", "weekday", "nonname")


def _pronouned(text: str) -> bool:
    return "/" in text and "(" in text and (_NOWHERE - {"/"}).isdisjoint(text)


def _other_meaning(core: str) -> bool:
    """A whole string that the lexicon knows as something else: TBA, a role word, a month."""
    if len(core) > 40:
        return False
    folded = fold(core.rstrip(".…"))
    if zones.is_place(folded) and folded not in terms("given", "common", "word", "rank"):
        return True
    return any(folded in words(kind) for kind in _OTHER)


def _bracketed(core: str) -> tuple[str | None, list[tuple[str, Range, bool]]]:
    """Blank out nickname and transcription; None for the text if brackets stay open or hold something else."""
    extras: list[tuple[str, Range, bool]] = []
    if _OPENING.isdisjoint(core):
        return core, extras
    masked = core
    for m in _patterns()[0].finditer(core):
        inner = m["round"] or m["quoted"]
        group = "round" if m["round"] else "quoted"
        masked = masked[: m.start()] + " " * (m.end() - m.start()) + masked[m.end() :]
        if bare(inner.strip()) in terms("pronouns", "word"):
            continue
        extras.append((inner, m.span(group), m["round"] is not None))
    if any(c in masked for c in '()（）[]"“”„«»「」『』'):
        return None, []
    return masked, extras


def _with_extras(found: Name, core: str, extras: list[tuple[str, Range, bool]]) -> Name | None:
    """Add what stood in brackets: inside the name a nickname, behind it the name in another script."""
    known: list[tuple[str, Range]] = []
    for inner, (start, end), round_ in extras:
        parts = inner.split()
        inside = found.span[0] < start < found.span[1]
        if inside and len(parts) <= 3 and all(_is_word(w) or eastname.is_east(w) for w in parts):
            known.append((" ".join(parts), (start, end)))
            known.append((" ".join(core[found.span[0] : found.span[1]].split()), found.span))
        elif not inside and round_ and _other_script(inner, found.name):
            other = read(inner, sure=True)
            if other is None:
                return None
            known.append((other.name, (start + other.span[0], start + other.span[1])))
        elif not inside and not round_ and start < found.span[0]:
            known.append((" ".join(parts), (start, end)))
        else:
            return None
    return found._replace(also_known_as=tuple(known)) if known else found


def _other_script(one: str, other: str) -> bool:
    return eastname.script(one) != eastname.script(other)


def _shifted(found: Name | None, by: int) -> Name | None:
    if found is None or not by:
        return found

    def move(r: Range) -> Range:
        return r[0] + by, r[1] + by

    return found._replace(
        span=move(found.span),
        also_known_as=tuple((n, move(r)) for n, r in found.also_known_as),
        honorifics=tuple(move(r) for r in found.honorifics),
        rank=move(found.rank) if found.rank else None,
    )


def _read_cased(text: str, sure: bool) -> Name | None:
    tokens = [_Token(m[0], m.start(), m.end()) for m in _patterns()[1].finditer(text)]
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
    if len(core) == 1 and not ranges and affiliation.has_body(core[0].text):
        return None
    span = core[0].start, core[-1].end
    name = " ".join(text[slice(*span)].split()).replace(" ,", ",")
    honorific = ", ".join(text[a:b].strip(" ,") for a, b in degrees)
    front = " ".join(text[a:b] for a, b in ranges[: len(ranges) - len(degrees)])
    both = ", ".join(part for part in (front, honorific) if part)
    return Name(name, span, (), both or None, tuple(ranges), rank)


def _titles(tokens: list[_Token]) -> tuple[int, list[Range], Range | None]:
    """Count the tokens of honorifics at the front, and say which of them is a position too."""
    first, ranges, rank = 0, list[Range](), None
    while first < len(tokens) - 1:
        size = next((n for n in (3, 2, 1) if _titled(tokens[first : first + n], len(tokens) - first - n)), 0)
        if not size:
            break
        ranges.append((tokens[first].start, tokens[first + size - 1].end))
        if _joined(tokens[first : first + size]) in terms("honorific", "rank"):
            rank = ranges[-1]
        first += size
    return first, ranges, rank


def _is_subject(rest: list[_Token]) -> bool:
    """`Profesora de Derecho`: what is taught stands behind the rank, and no name."""
    small, word = rest[0].text, bare(rest[1].text)
    return small.islower() and small in terms("preposition", "of") and word in terms("field", "word")


def _joined(tokens: list[_Token]) -> str:
    return bare(" ".join(t.text for t in tokens))


def _titled(part: list[_Token], left: int) -> bool:
    if left < 1 or any(t.text == "," for t in part):
        return False
    word = _joined(part)
    if word in terms("honorific", "title") or word in terms("degree", "word"):
        # "MA" and "Ma", "MS" and "Ms": a degree before a name has its capitals or its dots
        return word in terms("honorific", "title") or "." in part[0].text or sum(map(str.isupper, part[0].text)) > 1
    # "Dean Smith" is more often a name than a rank
    return word in terms("honorific", "rank") and (left > 1 or word not in terms("given", "rank"))


def _degrees(tokens: list[_Token], first: int) -> tuple[int, list[Range]]:
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
    return bare(token) in terms("degree", "word") or _dotted().fullmatch(token) is not None


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(r"[A-Z][A-Za-z]{0,4}\.(?:[A-Z][A-Za-z]{0,4}\.?){1,3}")


def _is_word(token: str) -> bool:
    return _patterns()[2].fullmatch(token) is not None and any(map(str.isupper, token))


def _is_initial(token: str) -> bool:
    return token[0].isupper() and ("." in token or len(token) == 1) and _patterns()[3].fullmatch(token) is not None


def _is_name(core: list[_Token], sure: bool, honoured: bool) -> bool:
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
        if _is_initial(token.text):
            initials += 1
            continue
        if low in terms("particle", "name") and i + 1 < len(core) and (not token.text[0].isupper() or sure or i):
            continue
        if not _is_word(token.text) or (token.text.endswith(".") and i + 1 == len(core)):
            return False
        verdict = _doubt(low, i + 1 == len(core))
        if verdict > 1 and sure and i > 1 and low in words("weekday"):
            verdict = 1  # Thu, Mar: also names
        if i == 0 and _glued_article(low):
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


def _glued_article(low: str) -> bool:
    """`L'autrice`: an article on a position."""
    head, mark, rest = low.partition("'")
    return bool(mark) and head + mark in terms("preposition", "glued") and rest in terms("position", "word", "lead")


@lru_cache(maxsize=4096)
def _doubt(low: str, is_last: bool) -> int:
    """0: nothing against a name; 1: also an ordinary word; 2: tells that this is no name."""
    surname = low in terms("surname", "word")
    if low in words("weekday"):
        return 2
    if low in words("month"):
        return 1
    if low in terms("given", "word"):
        return 0 if is_last else 1
    if low in terms("stopwords", "common"):
        return 2
    if low in terms("organization_word", "body") or low in terms("position", "word", "lead"):
        return 1 if surname and is_last else 2
    if low in terms("organization_word", "place", "tail"):
        return 0 if surname and not is_last else 1 if is_last else 2
    if low in terms("nonname", "word"):
        return 0 if surname and is_last else 1
    return 0


def is_known(name: Name) -> bool:
    """Say whether a name is one beyond doubt: a common given name, an honorific, an initial, a common surname.

    >>> is_known(read("Anna Okafor")), is_known(read("Boreal Heights"))
    (True, False)
    """
    if name.honorific:
        return True
    if eastname.is_east(name.name):
        return read(name.name) is not None
    parts = name.name.split()
    return bare(parts[0].split("-")[0]) in terms("given", "common") or any(_is_initial(p) for p in parts)


def scan(text: str) -> list[Name]:
    """Find the names in running text, by their capitals; only what `read` takes for a name unasked.

    >>> [n.name for n in scan("Then Dr. Ada Okafor of the Mill Museum met Bo Lindqvist.")]
    ['Ada Okafor', 'Bo Lindqvist']
    """
    found: list[Name] = []
    run: list[_Token] = []
    masked = _nickname().sub(lambda m: " " * len(m[0]), text) if any(c in text for c in '(“"‘') else text
    for m in _runs().finditer(masked):
        token = _Token(m[0], m.start(), m.end())
        if _continues(token, run, masked):
            run.append(token)
        else:
            found += _from_run(run, text)
            run = [token] if _opens(token) else []
        if run and token.text.endswith(".") and not _abbreviated(token.text):
            found += _from_run(run, text)
            run = []
    return found + _from_run(run, text)


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(r"""[^\s,;:()\[\]{}"“”„«»!?/|<>—–]+|[,;:()\[\]{}"“”„«»!?/|<>—–]""")


@cache
def _nickname() -> re.Pattern[str]:
    """A nickname between two parts of a name."""
    return re.compile(r"(?<=\w\s)[(“\"‘][^\W\d_][\w\-]{0,20}[)”\"’](?=\s[^\W\d_a-z])")


def _opens(token: _Token) -> bool:
    return token.text[0].isupper() or bare(token.text) in terms("honorific", "title", "rank")


def _continues(token: _Token, run: list[_Token], text: str) -> bool:
    if not run or text[run[-1].end : token.start].strip(" \t\n\u3000"):
        return False
    if token.text[0].isalpha() and (any(map(str.isupper, token.text)) or bare(token.text) in terms("particle", "name")):
        return (
            not token.text[0].islower()
            or "'" in token.text
            or "’" in token.text
            or "-" in token.text
            or (bare(token.text) in terms("particle", "name") or token.text[:1] in "hnt")
        )
    return bare(token.text) in terms("honorific", "title")


def _abbreviated(token: str) -> bool:
    low = bare(token)
    return (
        len(token) <= 3
        or _is_initial(token)
        or low in terms("honorific", "title")
        or low in terms("name_suffix", "word")
    )


def _from_run(run: list[_Token], text: str) -> list[Name]:
    """Read the longest part of a run of capitalised words that is a name."""
    while (
        run
        and (
            _glued_article(bare(run[0].text))
            or bare(run[0].text) in terms("nonname", "word")
            or bare(run[0].text) in terms("stopwords", "common")
        )
        and bare(run[0].text) not in terms("honorific", "title", "rank")
    ):
        run = run[1:]
    while run and bare(run[-1].text) in terms("particle", "name"):
        run = run[:-1]
    if not run or len(run) > 10:
        return []
    start, end = run[0].start, run[-1].end
    if text[end - 1 : end] == "." and not _abbreviated(run[-1].text):
        end -= 1
    for stop in ("'s", "’s"):
        if text[start:end].endswith(stop):
            end -= 2
    name = read(text[start:end])
    if name is None:
        for i, token in enumerate(run[1:], 1):
            # "Ada Okafor de la Universidad": small words may lead to a body as well as to a surname
            if token.text[0].islower() and (cut := read(text[start : run[i - 1].end])):
                found = _shifted(cut, start)
                return [found, *_from_run(run[i + 1 :], text)] if found else []
        # behind a word that no name holds, a name may still begin: "Mill Museum Curator Ada Okafor"
        last = max((i for i, t in enumerate(run) if _doubt(bare(t.text), i + 1 == len(run)) > 1), default=-1)
        return _from_run(run[last + 1 :], text) if 0 <= last < len(run) - 1 else []
    shifted = _shifted(name, start)
    return [shifted] if shifted else []


def same_person(one: Participant, other: Participant) -> bool:
    """Say whether two entries are one person: equal names or nicknames, or one name within the other.

    >>> same_person(Participant("Ada Q. Okafor"), Participant("Ada Okafor", honorific="Dr."))
    True
    """
    mine, yours = _forms(one), _forms(other)
    return any(a == b or _within(a, b) or _within(b, a) for a in mine for b in yours)


def last_parts(participant: Participant) -> frozenset[str]:
    """Give the last part of each form of a name; two entries that share none are two persons."""
    return frozenset(form[-1] for form in _forms(participant))


@lru_cache(maxsize=1024)
def _forms(person: Participant) -> frozenset[tuple[str, ...]]:
    """Give the folded name parts of all forms of a name; letters without cases as one part."""
    forms: set[tuple[str, ...]] = set()
    for form in (person.name, *person.also_known_as):
        folded = "".join(c for c in unicodedata.normalize("NFD", form.casefold()) if not unicodedata.combining(c))
        if eastname.is_east(form):
            forms.add(("".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", form.casefold()))),))
        else:
            forms.add(tuple(re.findall(r"[^\W\d_]+", folded)))
    return frozenset(forms - {()})


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Two or more parts with the same surname, and the others in the longer name, an initial standing for a name."""
    if len(short) < 2 or len(short) > len(long) or len(long) > 8 or short[-1] != long[-1] or short[0][0] != long[0][0]:
        return False
    return all(any(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for b in long) for a in short)
