"""Sets of words for the value parsers, folded the way single tokens are looked up."""

from functools import cache

from postparse.lexicon import fold, surfaces


@cache
def terms(kind: str, *keys: str) -> frozenset[str]:
    """Give the surfaces of a kind's keys, folded and without the full stop of an abbreviation.

    >>> "dr" in terms("honorific", "title")
    True
    """
    return frozenset(s.rstrip(".") for key in keys for s in surfaces(kind, key))


@cache
def endings(kind: str, *keys: str) -> tuple[str, ...]:
    """Give the surfaces of a kind's keys for `str.endswith`, the longest first."""
    return tuple(sorted(terms(kind, *keys), key=len, reverse=True))


def bare(token: str) -> str:
    """Give the form under which one token is looked up in `terms`.

    >>> bare("Prof."), bare("O’Neil")
    ('prof', "o'neil")
    """
    if token.isascii():
        return token.casefold().rstrip(".")
    return fold(token).rstrip(".")
