"""The table of fields: what comes before what, and that each rule says what it does."""

import pytest

import sampleset
from postparse import api
from postparse.fields import FIELDS, ORDER


def test_each_module_comes_after_what_it_needs() -> None:
    names = [module.__name__.rsplit(".", 1)[-1] for module in ORDER]
    for place, module in enumerate(ORDER):
        assert set(module.NEEDS) <= set(names[:place]), module.__name__


def test_each_rule_explains_itself_in_one_line() -> None:
    for field in FIELDS:
        assert field.rules, field.pointer
        for rule in field.rules:
            first = (rule.__doc__ or "").strip().split("\n", 1)[0]
            assert 20 < len(first) < 120, f"{field.pointer} {rule.__name__}: {first!r}"


def test_each_pointer_has_one_home() -> None:
    pointers = [field.pointer for field in FIELDS]
    assert len(pointers) == len(set(pointers))


@pytest.mark.parametrize("name", [n for n in sampleset.names() if not n.startswith("broken/")])
def test_what_is_left_unread_would_not_have_won(name: str) -> None:
    """Rules that run only as far as the choice needs them give what all of them give."""
    data = sampleset.path(name).read_bytes()
    for parsed in api.parse_all(data, name):
        won = {
            (pointer, proposal.rule, repr(proposal.candidate.value))
            for pointer, proposal, taken, _ in parsed.verdicts
            if taken and pointer not in ("/participants", "/schedule")
        }
        rules = {e.rule for found in parsed.post.evidence.values() for e in found}
        assert won
        assert {rule for pointer, rule, _ in won} <= rules | {"blocks"}
        for key, value in (("/title", parsed.post.title), ("/byline/published", parsed.post.byline.published)):
            assert value is None or any(p == key and v == repr(value) for p, _, v in won), key
