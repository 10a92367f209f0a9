"""What tells that words are a position: what somebody is, and not of what body."""

from functools import lru_cache

from postparse.values.bodywords import has_body
from postparse.values.letters import is_east
from postparse.values.terms import bare, endings, ends, glued, terms


@lru_cache(maxsize=512)
def is_position(part: str) -> bool:
    """Say whether a phrase is a position: its head is one, or it is a common noun in small letters.

    >>> is_position("Executive Committee Member"), is_position("Cultural Policy Committee")
    (True, False)
    """
    part = part.strip(" \t\u3000,;.")
    if not part or len(part) > 200:
        return False
    if is_east(part):
        words = part.split()
        return bool(words) and (east_position(words[-1], False) or glued_position(words[-1]) > 0)
    head = _head(part)
    if not head:
        return False
    known = terms("position", "word", "lead")
    last, first = without_prefix(bare(head[-1]), "word", "lead"), without_prefix(bare(head[0]), "word", "lead")
    whole = bare(" ".join(head))
    if (
        bare(part) in known
        or whole in known
        or bare(" ".join(head[:2])) in known
        or ((last in known or _ends_position(last)) and not _is_firm(head))
    ):
        return True
    bodied = any(bare(w) in terms("organization_word", "body", "tail") for w in head)
    if (not bodied or head[0].islower()) and (first in known or _ends_position(first)):
        return True
    if not bodied and len(head) > 1 and any(bare(w) in known for w in head[1:]) and head[0].islower():
        return True
    if bodied or not head[0][0].islower() or first in terms("preposition", "article", "at", "of"):
        return False
    return len(head) < 5 and first not in terms("conjunction", "and") and first not in terms("stopwords", "common")


def is_plain(part: str) -> bool:
    """A position and no body in it: "Chair", "Senior Curator", not "Chair of the Board"."""
    words = part.split()
    return (
        len(words) <= 5
        and is_position(part)
        and not has_body(part)
        and not any(bare(w) in terms("preposition", "of", "at") for w in words)
    )


def _is_firm(head: list[str]) -> bool:
    """`Kessel & Partner`: the name of a firm, where no position stands before the sign."""
    return (
        len(head) > 2 and head[-2] == "&" and not any(bare(w) in terms("position", "word", "lead") for w in head[:-2])
    )


def without_prefix(low: str, *keys: str) -> str:
    """Take off what stands before a position: `ex-`, `vice`, `co`."""
    if low in terms("position", *keys):
        return low
    prefixes = endings("position", "prefix")
    for prefix in prefixes if low.startswith(prefixes) else ():
        if low.startswith(prefix) and low[len(prefix) :].lstrip("-") in terms("position", *keys):
            return low[len(prefix) :].lstrip("-")
    return low


def _head(part: str) -> list[str]:
    """The words before the first preposition; a list of positions counts by its last."""
    head: list[str] = []
    for word in part.split():
        low = bare(word)
        if head and (glued(word) or (word.islower() and low in terms("preposition", "of", "at"))):
            if " ".join([*map(bare, head), low]) in terms("position", "word"):
                head.append(word)
                continue
            break
        head.append(word.strip("(),"))
    return [w for w in head if w]


def _ends_position(low: str) -> bool:
    return any(len(low) > len(e) + 1 for e in ends(low, "position", "suffix"))


def east_position(word: str, more: bool) -> bool:
    """A word that is a position whole, or, before one, an adjective to it."""
    low = bare(word)
    if low in terms("position", "word", "lead") or (more and low in terms("position", "modifier")):
        return True
    modifiers = terms("position", "modifier")
    return any(
        low[: len(low) - len(e)] in modifiers
        for e in ends(low, "position", "word", "suffix", "lead")
        if len(low) > len(e)
    ) or (_open_position(low) and low not in terms("organization_word", "body"))


def _open_position(low: str) -> bool:
    """A word that ends like a position and does not begin with a body: `문화평론가`."""
    for e in ends(low, "position", "suffix"):
        if len(e) > 1 and e not in terms("organization_word", "suffix"):
            stem = low[: len(low) - len(e)]
            return (
                e not in terms("organization_word", "suffix")
                and len(stem) <= 4
                and not ends(stem, "organization_word", "suffix")
                and not any(b in stem for b in endings("organization_word", "suffix", "body") if len(b) > 1)
            )
    return False


def glued_position(word: str) -> int:
    """Where the position begins in one run of letters: `○○大学准教授`; 0 if there is none."""
    low = word.casefold()
    if len(low) != len(word):
        return 0
    for ending in ends(low, "position", "word", "suffix", "lead"):
        if len(ending) > 1 and len(low) > len(ending) + 1:
            cut = len(low) - len(ending)
            if "\u30a0" < low[cut - 1] < "\u30fd" and "\u30a0" < low[cut] < "\u30fd":
                continue  # inside one word of katakana
            for modifier in ends(low[:cut], "position", "modifier"):
                if cut > len(modifier) + 1:
                    return cut - len(modifier)
            return cut
    return 0
