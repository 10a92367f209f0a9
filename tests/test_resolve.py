"""Who wins among candidates, and what becomes of the others."""

from collections.abc import Iterator

from postparse.document import Span
from postparse.post import Affiliation, Participant
from postparse.resolve import (
    Candidate,
    Chosen,
    Found,
    each,
    foremost,
    foremost_rule,
    leading,
    of_leading_rule,
    people,
    proposals_of,
    sparing,
)
from postparse.values.sameperson import last_parts, same_person


def first(value: str) -> Iterator[Candidate[str]]:
    """Say the word twice."""
    yield Candidate(value, (Found("", Span(5, 8)),))
    yield Candidate(value.upper(), (Found("", Span(0, 3)),))


def second(value: str) -> Iterator[Candidate[str]]:
    """Say another word."""
    yield Candidate("two", (Found("", Span(9, 12)),))


def test_the_foremost_rule_wins_and_the_others_are_kept_for_explaining() -> None:
    chosen: Chosen[str] = foremost(proposals_of((first, second), "one"))
    assert chosen.value == "one"
    assert [(path, e.start, e.rule) for path, e in chosen.evidence] == [("", 5, "first")]
    assert [(p.candidate.value, won, why) for p, won, why in chosen.verdicts] == [
        ("one", True, "foremost rule"),
        ("ONE", False, "after first"),
        ("two", False, "after first"),
    ]
    assert chosen.verdicts[2][0].doc == "Say another word."


def test_nothing_proposed_nothing_chosen() -> None:
    assert foremost([]).value is None
    assert foremost_rule([]).value is None


def test_items_stand_in_order_of_the_text_and_repeats_are_dropped() -> None:
    chosen = each(str.casefold)(proposals_of((second, first), "one"))
    assert chosen.value == ("one", "two")
    assert [path for path, _ in chosen.evidence] == ["/0", "/1"]


def test_the_foremost_rule_gives_all_its_items() -> None:
    assert foremost_rule(proposals_of((first, second), "one")).value == ("ONE", "one")


def named(name: str, start: int, role: str, *affiliations: Affiliation) -> Candidate[Participant]:
    found = [Found("/name", Span(start, start + len(name))), Found("/role_text", Span(start, start + 1))]
    found += [Found(f"/affiliations/{i}/organization", Span(start + 50, start + 60)) for i in range(len(affiliations))]
    return Candidate(Participant(name, role=role, affiliations=affiliations), tuple(found))


def test_one_person_with_two_parts_is_one_entry() -> None:
    def labelled() -> Iterator[Candidate[Participant]]:
        """Read labels."""
        yield named("Ada Okafor", 300, "moderator", Affiliation(None, "Harbour Trust"))
        yield named("Tomas Lindqvist", 100, "speaker")

    def prose() -> Iterator[Candidate[Participant]]:
        """Read prose."""
        yield named("Ada Okafor", 20, "speaker", Affiliation(None, "harbour trust"), Affiliation("Chair", "Lock Guild"))

    chosen = people(same_person, last_parts)(proposals_of((labelled, prose)))
    assert chosen.value is not None
    ada, tomas = sorted(chosen.value, key=lambda p: p.name)
    assert (ada.role, ada.affiliations) == (
        "moderator",
        (Affiliation(None, "Harbour Trust"), Affiliation("Chair", "Lock Guild")),
    )
    assert tomas.affiliations == ()
    at = chosen.value.index(ada)
    assert [e.start for path, e in chosen.evidence if path == f"/{at}/affiliations/1/organization"] == [70]
    assert [won for _, won, _ in chosen.verdicts] == [True, True, False]


def test_rules_run_as_far_as_the_choice_needs_them() -> None:
    rules, none = (first, second), (nothing, second)
    assert foremost(leading(rules, "one")).value == foremost(proposals_of(rules, "one")).value
    assert [p.rank for p in leading(none, "one")] == [1]
    assert [p.candidate.value for p in of_leading_rule(rules, "one")] == ["one", "ONE"]
    assert foremost_rule(of_leading_rule(none, "one")).value == ("two",)
    assert [p.rule for p in sparing({second})(rules, "one")] == ["first", "first"]
    assert [p.rule for p in sparing({second})(none, "one")] == ["second"]


def nothing(value: str) -> Iterator[Candidate[str]]:
    """Say nothing."""
    yield from ()
