"""A string to a person's name, less honorifics, degrees and nicknames; nothing where it is no name.

Brackets are read here; the name itself in `latinname` where letters have cases, else in `eastname`.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from postparse.lexicon import fold, words
from postparse.values import latinname, zones
from postparse.values.bodywords import has_body
from postparse.values.latinname import is_initial, is_word
from postparse.values.letters import is_east, script
from postparse.values.name import Name, Range, shifted
from postparse.values.positions import is_position
from postparse.values.terms import bare, terms

LIMIT = 160


# Signs that stand in no name; a bar only between pronouns.
_NOWHERE = frozenset("?!@#:;=<>|•/")
_OPENING = frozenset("([（\"“”„«'‘`「『")
_OTHER = ("placeholder", "role", "label", "organizer", "month", "weekday", "nonname")


@cache
def _bracket() -> re.Pattern[str]:
    """A nickname or transcription: in brackets, or in quotes that stand free."""
    return re.compile(
        r"""[(（\[](?P<round>[^()（）\[\]]{1,60})[)）\]]
          | (?<![^\s])["“”„«'‘`「『](?P<quoted>[^"“”«»'‘’`」』()]{1,30})["”“»'’`」』](?![^\s,])""",
        re.VERBOSE,
    )


@lru_cache(maxsize=1024)  # several rules read the same lines
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
    if not core or ("(" in core and ")" not in core and "）" not in core) or _other_meaning(core):
        return None
    masked, extras = _bracketed(core)
    if masked is None or (extras and _describes(core, extras[-1])):
        return None
    found = _east(masked, sure) if is_east(masked) else latinname.read(masked, sure)
    if found is None:
        return None
    return shifted(_with_extras(found, core, extras), lead)


def _east(text: str, sure: bool) -> Name | None:
    from postparse.values import eastname  # no post in Latin letters asks for it

    return eastname.read(text, sure)


def is_known(name: Name) -> bool:
    """Say whether a name is one beyond doubt: a common given name, an honorific, an initial, a common surname.

    >>> is_known(read("Anna Okafor")), is_known(read("Boreal Heights"))
    (True, False)
    """
    if name.honorific:
        return True
    if is_east(name.name):
        return read(name.name) is not None
    parts = name.name.split()
    return bare(parts[0].split("-")[0]) in terms("given", "common") or any(is_initial(p) for p in parts)


def _pronouned(text: str) -> bool:
    return "/" in text and "(" in text and (_NOWHERE - {"/"}).isdisjoint(text)


def _other_meaning(core: str) -> bool:
    """A whole string that the lexicon knows as something else: TBA, a role word, a month."""
    if len(core) > 40:
        return False
    folded = fold(core.rstrip(".…"))
    if zones.is_place(folded) and folded not in terms("given", "common", "word", "rank"):
        return True
    for letter in _other_letters():  # noqa: SIM110  # asked for every string that could be a name
        if letter(folded):
            return True
    return False


@cache
def _other_letters() -> tuple[Callable[[str], str | None], ...]:
    return tuple(words(kind).letter for kind in _OTHER)


def _describes(core: str, last: tuple[str, Range, bool]) -> bool:
    """Say whether a bracket at the end of a Latin string tells of the person: it can hold no name in other letters."""
    inner, (_, end), round_ = last
    return round_ and end + 1 == len(core) and core.isascii() and any(map(str.isalpha, inner)) and not calls(inner)


def calls(inner: str) -> bool:
    """Say whether a bracket holds one common given name, by which a person is called."""
    low = bare(inner)
    return inner[:1].isupper() and low in terms("given", "common") and not has_body(inner) and not is_position(inner)


def _bracketed(core: str) -> tuple[str | None, list[tuple[str, Range, bool]]]:
    """Blank out nickname and transcription; None for the text if brackets stay open or hold something else."""
    extras: list[tuple[str, Range, bool]] = []
    if _OPENING.isdisjoint(core):
        return core, extras
    masked = core
    for m in _bracket().finditer(core):
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
        if inside and len(parts) <= 3 and all(is_word(w) or is_east(w) for w in parts):
            known.append((" ".join(parts), (start, end)))
            known.append((" ".join(core[found.span[0] : found.span[1]].split()), found.span))
        elif not inside and round_ and _other_script(inner, found.name):
            other = read(inner, sure=True)
            if other is None:
                return None
            known.append((other.name, (start + other.span[0], start + other.span[1])))
        elif not inside and round_ and calls(inner) and " " in found.name and start > found.span[1]:
            known.append((inner, (start, end)))
        elif not inside and round_ and is_east(inner) and (named := _named_by(found, inner)):
            span = named.span[0] + start, named.span[1] + start
            return Name(named.name, span, ((found.name, found.span),))
        elif not inside and not round_ and start < found.span[0]:
            known.append((" ".join(parts), (start, end)))
        else:
            return None
    return found._replace(also_known_as=tuple(known)) if known else found


def _named_by(called: Name, inner: str) -> Name | None:
    """`마루(고은재)`: what a person is called, short and no name by itself, then the name."""
    if len(called.name) > 3 or read(called.name) is not None or has_body(inner) or is_position(inner):
        return None
    return read(inner)


def _other_script(one: str, other: str) -> bool:
    return script(one) != script(other)
