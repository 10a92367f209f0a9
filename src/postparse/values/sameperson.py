"""Whether two entries of a post are one person."""

import re
import unicodedata
from functools import lru_cache

from postparse.post import Participant
from postparse.values.letters import is_east


def same_person(one: Participant, other: Participant) -> bool:
    """Say whether two entries are one person: equal names or nicknames, or one name within the other.

    >>> same_person(Participant("Ada Q. Okafor"), Participant("Ada Okafor", honorific="Dr."))
    True
    """
    mine, yours = _forms(one), _forms(other)
    return any(_equal(a, b) or _within(a, b) or _within(b, a) for a in mine for b in yours)


def _equal(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same parts, also with the surname first: `KIM Min-su`, `Min-su Kim`."""
    return one == other or (len(one) == len(other) > 1 and one[0] == other[-1] and sorted(one) == sorted(other))


def last_parts(participant: Participant) -> frozenset[str]:
    """Give first and last part of each form of a name; two entries that share none are two persons."""
    return frozenset(part for form in _forms(participant) for part in (form[0], form[-1]))


@lru_cache(maxsize=1024)
def _forms(person: Participant) -> frozenset[tuple[str, ...]]:
    """Give the folded name parts of all forms of a name; letters without cases as one part."""
    forms: set[tuple[str, ...]] = set()
    for form in (person.name, *person.also_known_as):
        folded = "".join(c for c in unicodedata.normalize("NFD", form.casefold()) if not unicodedata.combining(c))
        if is_east(form):
            forms.add(("".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", form.casefold()))),))
        else:
            forms.add(tuple(re.findall(r"[^\W\d_]+", folded)))
    return frozenset(forms - {()})


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Two or more parts with the same surname, and the others in the longer name, an initial standing for a name."""
    if len(short) < 2 or len(short) > len(long) or len(long) > 8 or short[-1] != long[-1] or short[0][0] != long[0][0]:
        return False
    return all(any(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for b in long) for a in short)
