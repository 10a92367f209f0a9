"""Rows of a grammar over token classes, and how they replace the tokens that they match.

A row is compiled when the first text comes whose tokens have all classes that it needs: most texts need few.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from postparse.values.tokens import Token

Production = Callable[[Sequence[Token]], object]


class Row(NamedTuple):
    """A pattern over classes, an example of what it reads, what it makes of it, and the class that gives.

    `needs` are groups of classes, parted by spaces: the pattern matches nothing where one of them is missing.
    """

    kind: str
    pattern: str
    example: str
    make: Production
    needs: str = ""
    loose: bool = False


class Ready(NamedTuple):
    """A row with its compiled pattern."""

    pattern: re.Pattern[str]
    row: Row


# Where a row matches next, its place among the rows, and the match: the least of these is the next to be made.
_Ahead = tuple[int, int, re.Match[str]]


def escaped(pattern: str) -> str:
    """Braces are classes here, but for repetition counts."""
    return re.sub(r"\{(?!\d)", r"\\{", re.sub(r"(?<![\d,])\}", r"\\}", pattern))


@cache
def _compiled(row: Row) -> Ready:
    return Ready(re.compile(escaped(row.pattern)), row)


@cache
def _groups(needs: str) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, needs.split()))


def fitting(rows: Iterable[Row], kinds: frozenset[str], loose: bool) -> tuple[Ready, ...]:
    """Give the rows that tokens of these classes can match."""
    found = []
    for row in rows:
        if row.loose and not loose:
            continue
        for group in _groups(row.needs):
            if kinds.isdisjoint(group):
                break
        else:
            found.append(_compiled(row))
    return tuple(found)


def replace(tokens: list[Token], kinds: str, rows: tuple[Ready, ...]) -> list[Token]:
    """Make one token of what a row matches, the leftmost first, of rows at one place the earliest."""
    ahead = [(match.start(), at, match) for at, ready in enumerate(rows) if (match := ready.pattern.search(kinds))]
    if not ahead:
        return tokens
    out: list[Token] = []
    done = 0
    while ahead:
        start, which, match = min(ahead) if len(ahead) > 1 else ahead[0]
        end, row = match.end(), rows[which].row
        value = row.make(tokens[start:end])
        after = start + 1
        if value is not None:
            out += tokens[done:start]
            out.append(Token(row.kind, value, tokens[start].start, tokens[end - 1].end))
            done = after = end
        if after >= len(kinds):
            break
        ahead = [found for entry in ahead if (found := _from(entry, after, rows, kinds)) is not None]
    return out + tokens[done:]


def _from(entry: _Ahead, at: int, rows: tuple[Ready, ...], kinds: str) -> _Ahead | None:
    """Give where the row of an entry matches next from `at` on."""
    if entry[0] >= at:
        return entry
    match = rows[entry[1]].pattern.search(kinds, at)
    return None if match is None else (match.start(), entry[1], match)
