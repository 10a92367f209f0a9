"""What a person's name is, for all that read one."""

from typing import NamedTuple

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


def shifted(found: Name | None, by: int) -> Name | None:
    """Move all ranges of a name, where it was read from a part of a string."""
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
