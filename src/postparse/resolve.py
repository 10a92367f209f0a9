"""Candidates in, one value out. Field rules only propose; the choice is made here and nowhere else."""

from collections.abc import Callable, Hashable, Iterable, Sequence
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


class Candidate(NamedTuple, Generic[T]):
    """A proposal of one rule: a value, where its parts stand, and who wrote it (`Claim.origin`).

    `notices` have `field` relative to the value, like `Found.path`; they count only if it wins.
    """

    value: T
    found: tuple[Found, ...]
    origin: str = "visible"
    notices: tuple[Notice, ...] = ()


class Proposal(NamedTuple, Generic[T]):
    """A candidate with the rule that made it; `rank` is the rule's place in its tuple, `order` the candidate's."""

    candidate: Candidate[T]
    rule: str
    doc: str
    rank: int
    order: int


class Chosen(NamedTuple, Generic[T]):
    """What became of a field's proposals. `verdicts` holds (proposal, won, why) for `--explain`."""

    value: T | None
    evidence: tuple[tuple[str, Evidence], ...] = ()
    notices: tuple[Notice, ...] = ()
    verdicts: tuple[tuple[Proposal[T], bool, str], ...] = ()


Chooser = Callable[[Sequence[Proposal[T]]], Chosen[T]]


def foremost(proposals: Sequence[Proposal[T]]) -> Chosen[T]:
    """Take the candidate of the foremost rule; the rules' order in their tuple is the written preference."""
    if not proposals:
        return Chosen(None)
    winner = min(proposals, key=lambda p: (p.rank, p.order))
    verdicts = tuple(
        (p, p is winner, "foremost rule" if p is winner else f"after {winner.rule}") for p in proposals
    )
    return Chosen(winner.candidate.value, evidence(winner, ""), winner.candidate.notices, verdicts)


def each(same: Callable[[T], Hashable]) -> "Callable[[Sequence[Proposal[T]]], Chosen[tuple[T, ...]]]":
    """Take all items in order of appearance; of those with the same key, the foremost rule's."""

    def choose(proposals: Sequence[Proposal[T]]) -> "Chosen[tuple[T, ...]]":
        best: dict[Hashable, Proposal[T]] = {}
        for p in sorted(proposals, key=lambda p: (p.rank, p.order)):
            best.setdefault(same(p.candidate.value), p)
        winners = sorted(best.values(), key=position)
        return listed([(p.candidate.value, [p]) for p in winners], proposals, "repeats an item")

    return choose


def position(proposal: "Proposal[T]") -> tuple[int, int, int]:
    """Order proposals by where in the document their value begins."""
    found = proposal.candidate.found
    return (min((f.span.start for f in found), default=1 << 60), proposal.rank, proposal.order)


def listed(
    items: "Sequence[tuple[T, Sequence[Proposal[T]]]]", proposals: "Sequence[Proposal[T]]", lost: str
) -> "Chosen[tuple[T, ...]]":
    """Put items and the proposals that each came from into one list value with its evidence."""
    won: dict[int, int] = {}
    traced: list[tuple[str, Evidence]] = []
    notices: list[Notice] = []
    for index, (_, sources) in enumerate(items):
        for p in sources:
            won[id(p)] = index
            traced += evidence(p, f"/{index}")
            notices += [moved(n, f"/{index}") for n in p.candidate.notices]
    verdicts = tuple((p, id(p) in won, f"item {won[id(p)]}" if id(p) in won else lost) for p in proposals)
    return Chosen(tuple(value for value, _ in items), tuple(traced), tuple(notices), verdicts)  # type: ignore[arg-type]


def evidence(proposal: "Proposal[T]", prefix: str) -> tuple[tuple[str, Evidence], ...]:
    """Give what a proposal found as evidence under `prefix`."""
    origin = proposal.candidate.origin
    return tuple(
        (prefix + f.path, Evidence(*f.span, proposal.rule, origin)) for f in proposal.candidate.found
    )


def moved(notice: Notice, prefix: str) -> Notice:
    """Give the notice with its field put under `prefix`."""
    return Notice(notice.code, notice.severity, prefix + notice.field, notice.message, notice.span)


def proposals_of(
    rules: Iterable[tuple[int, Callable[..., Iterable[Candidate[T]]]]], *given: object
) -> list[Proposal[T]]:
    """Run all rules and stamp what they yield with rule, rank and order."""
    made: list[Proposal[T]] = []
    for rank, rule in rules:
        doc = (rule.__doc__ or "").strip().split("\n", 1)[0]
        for candidate in rule(*given):
            made.append(Proposal(candidate, rule.__name__, doc, rank, len(made)))
    return made


def foremost_rule(proposals: Sequence[Proposal[T]]) -> "Chosen[tuple[T, ...]]":
    """Take all items of the foremost rule that found any: each rule sees the whole field in its own way."""
    if not proposals:
        return Chosen(None)
    rank = min(p.rank for p in proposals)
    winners = sorted((p for p in proposals if p.rank == rank), key=position)
    return listed([(p.candidate.value, [p]) for p in winners], proposals, f"after {winners[0].rule}")
