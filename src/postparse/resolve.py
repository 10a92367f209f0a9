"""Candidates in, one value out. Field rules only propose; the choice is made here and nowhere else."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from postparse.document import Span
from postparse.post import Affiliation, Evidence, Notice, Participant, changed

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
    maker: Callable[..., Iterable[Candidate[T]]]
    rank: int
    order: int

    @property
    def rule(self) -> str:
        """Name of the rule."""
        return self.maker.__name__

    @property
    def doc(self) -> str:
        """What the rule does, in one line."""
        return (self.maker.__doc__ or "").strip().split("\n", 1)[0]


class Chosen(NamedTuple, Generic[T]):
    """What became of a field's proposals. `verdicts` holds (proposal, won, why) for `--explain`."""

    value: T | None
    evidence: tuple[tuple[str, Evidence], ...] = ()
    notices: tuple[Notice, ...] = ()
    verdicts: tuple[tuple[Proposal[T], bool, str], ...] = ()


Chooser = Callable[[Sequence[Proposal[T]]], Chosen[T]]


def foremost(proposals: Sequence[Proposal[T]]) -> Chosen[T]:
    """Take the candidate of the foremost rule; the rules' order in their tuple is the written preference.

    What a container says of its post goes first: it is the platform's own record, not what a page made of it.
    """
    if not proposals:
        return Chosen(None)
    winner = min(proposals, key=lambda p: (p.candidate.origin != "container", p.rank, p.order))
    why = "the container's own word" if winner.candidate.origin == "container" else "foremost rule"
    verdicts = tuple((p, p is winner, why if p is winner else f"after {winner.rule}") for p in proposals)
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
    won: dict[tuple[int, int], int] = {}
    traced: list[tuple[str, Evidence]] = []
    notices: list[Notice] = []
    for index, (_, sources) in enumerate(items):
        for p in sources:
            won[p.rank, p.order] = index
            traced += evidence(p, f"/{index}")
            notices += [moved(n, f"/{index}") for n in p.candidate.notices]
    places = ((p, won.get((p.rank, p.order))) for p in proposals)
    verdicts = tuple((p, at is not None, lost if at is None else f"item {at}") for p, at in places)
    return Chosen(tuple(value for value, _ in items), tuple(traced), tuple(notices), verdicts)  # type: ignore[arg-type]


def evidence(proposal: "Proposal[T]", prefix: str) -> tuple[tuple[str, Evidence], ...]:
    """Give what a proposal found as evidence under `prefix`."""
    (_, found, origin, _), rule = proposal.candidate, proposal.rule
    return tuple([(prefix + f.path, Evidence(*f.span, rule, origin)) for f in found])


def moved(notice: Notice, prefix: str) -> Notice:
    """Give the notice with its field put under `prefix`."""
    return Notice(notice.code, notice.severity, prefix + notice.field, notice.message, notice.span)


def proposals_of(rules: Iterable[Callable[..., Iterable[Candidate[T]]]], *given: object) -> list[Proposal[T]]:
    """Run all rules and stamp what they yield with rule, rank and order."""
    made: list[Proposal[T]] = []
    for rank, rule in enumerate(rules):
        for candidate in rule(*given):
            made.append(Proposal(candidate, rule, rank, len(made)))
    return made


def leading(rules: Iterable[Callable[..., Iterable[Candidate[T]]]], *given: object) -> list[Proposal[T]]:
    """Give the first candidate of the first rule that has any: all that `foremost` asks where no container speaks."""
    for rank, rule in enumerate(rules):
        for candidate in rule(*given):
            return [Proposal(candidate, rule, rank, 0)]
    return []


def of_leading_rule(rules: Iterable[Callable[..., Iterable[Candidate[T]]]], *given: object) -> list[Proposal[T]]:
    """Give the candidates of the first rule that has any: all that `foremost_rule` asks."""
    for rank, rule in enumerate(rules):
        if made := [Proposal(candidate, rule, rank, order) for order, candidate in enumerate(rule(*given))]:
            return made
    return []


def sparing(guesses: Collection[Callable[..., object]]) -> Callable[..., list[Proposal[Any]]]:
    """Run all rules, but those of `guesses` only as long as none before has found anything."""

    def proposals(rules: Iterable[Callable[..., Iterable[Candidate[Any]]]], *given: object) -> list[Proposal[Any]]:
        made: list[Proposal[Any]] = []
        for rank, rule in enumerate(rules):
            if not made or rule not in guesses:
                made += [Proposal(candidate, rule, rank, len(made) + at) for at, candidate in enumerate(rule(*given))]
        return made

    return proposals


def foremost_rule(proposals: Sequence[Proposal[T]]) -> "Chosen[tuple[T, ...]]":
    """Take all items of the foremost rule that found any: each rule sees the whole field in its own way."""
    if not proposals:
        return Chosen(None)
    rank = min(p.rank for p in proposals)
    winners = sorted((p for p in proposals if p.rank == rank), key=position)
    return listed([(p.candidate.value, [p]) for p in winners], proposals, f"after {winners[0].rule}")


def people(
    same: Callable[[Participant, Participant], bool], keys: Callable[[Participant], Iterable[str]]
) -> Callable[..., Chosen[tuple[Participant, ...]]]:
    """Unite what all rules found about one person; persons in order of first appearance.

    Only entries that share one of `keys` are compared, so that a long list costs no square of its length.

    The foremost rule's candidate gives name, role and talk, since a label tells a part better than prose
    does; the others add affiliations and names that it lacks.
    """

    def choose(proposals: Sequence[Proposal[Participant]]) -> Chosen[tuple[Participant, ...]]:
        if not proposals:
            return Chosen(None)
        groups: list[list[Proposal[Participant]]] = []
        by_word: dict[str, dict[int, None]] = {}
        for p in sorted(proposals, key=lambda p: (p.rank, _named_at(p), p.order)):
            person = p.candidate.value
            words = tuple(keys(person))
            near = dict.fromkeys(g for w in words for g in by_word.get(w, ()))
            home = next((g for g in near if any(same(q.candidate.value, person) for q in groups[g])), len(groups))
            if home == len(groups):
                groups.append([])
            groups[home].append(p)
            for w in words:
                by_word.setdefault(w, {})[home] = None
        groups.sort(key=lambda g: min(_named_at(p) for p in g))
        merged = [_united(g) for g in groups]
        return listed([(p.candidate.value, [p]) for p in merged], proposals, "another part of the same person")

    return choose


def _named_at(proposal: Proposal[Participant]) -> int:
    """Where the name stands; the label that gives the role may be shared by many."""
    return min((f.span.start for f in proposal.candidate.found if f.path == "/name"), default=1 << 60)


def _united(group: Sequence[Proposal[Participant]]) -> Proposal[Participant]:
    """Give the first proposal with what the others add to it."""
    first = group[0]
    person, found = first.candidate.value, list(first.candidate.found)
    for other in (p.candidate for p in group[1:]):
        affiliations = list(person.affiliations)
        for index, affiliation in enumerate(other.value.affiliations):
            bare = Affiliation(None, affiliation.organization)
            if affiliation.position and affiliation.organization and bare in affiliations:
                # the same body, now with the position in it
                here, there = f"/affiliations/{index}", f"/affiliations/{affiliations.index(bare)}"
                found += [Found(there + f.path[len(here) :], f.span) for f in other.found if f.path.startswith(here)]
                affiliations[affiliations.index(bare)] = affiliation
            elif not any(_covers(known, affiliation) for known in affiliations):
                here, there = f"/affiliations/{index}", f"/affiliations/{len(affiliations)}"
                found += [Found(there + f.path[len(here) :], f.span) for f in other.found if f.path.startswith(here)]
                affiliations.append(affiliation)
        names = list(person.also_known_as)
        for index, name in enumerate(other.value.also_known_as):
            if name not in names and name != person.name:
                here = f"/also_known_as/{index}"
                found += [Found(f"/also_known_as/{len(names)}", f.span) for f in other.found if f.path == here]
                names.append(name)
        person = changed(person, affiliations=tuple(affiliations), also_known_as=tuple(names))
        for key in ("honorific", "talk", "url"):
            if getattr(person, key) is None and getattr(other.value, key) is not None:
                person = changed(person, **{key: getattr(other.value, key)})
                found += [f for f in other.found if f.path == f"/{key}"]
        found += [Found("/role", f.span) for f in other.found if f.path == "/role_text"]
    return first._replace(candidate=first.candidate._replace(value=person, found=tuple(found)))


def _covers(known: Affiliation, other: Affiliation) -> bool:
    """Tell whether an affiliation says nothing that `known` does not say already."""
    return all(
        theirs is None or (ours is not None and theirs.casefold() in ours.casefold())
        for ours, theirs in ((known.position, other.position), (known.organization, other.organization))
    )
