"""Candidates in, one value out. Field rules only propose; the choice is made here and nowhere else."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from postparse.document import Span
from postparse.post import Evidence, Notice

T = TypeVar("T")


class Found(NamedTuple):
    """Where a part of a candidate's value stands.

    `path` is a JSON Pointer relative to the value: "" for the whole, "/venue/name", "/affiliations/0/position".
    """

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A proposal of one rule: a value, where its parts stand, and who wrote it (`Claim.origin`).

    `notices` have `field` relative to the value, like `Found.path`; they count only if it wins.
    """

    value: T
    found: tuple[Found, ...]
    origin: str = "visible"
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal(Generic[T]):
    """A candidate with the rule that made it; `rank` is the rule's place in its tuple, `order` the candidate's."""

    candidate: Candidate[T]
    rule: str
    doc: str
    rank: int
    order: int


@dataclass(frozen=True, slots=True)
class Chosen(Generic[T]):
    """What became of a field's proposals. `verdicts` holds (proposal, won, why) for `--explain`."""

    value: T | None
    evidence: tuple[tuple[str, Evidence], ...] = ()
    notices: tuple[Notice, ...] = ()
    verdicts: tuple["tuple[Proposal[T], bool, str]", ...] = field(default=(), repr=False)


Chooser = Callable[[Sequence[Proposal[T]]], Chosen[T]]
