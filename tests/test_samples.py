"""Every sample gives exactly what its JSON says: one test a field, so that a failure names what broke."""

import pytest

from sampleset import KEYS, expectation, expected, got, names, written

# (sample, field) that the parser gets wrong, and what it does. The JSON says what is right; an entry whose
# test passes fails the run, so that this table can only tell the truth.
WRONG: dict[tuple[str, str], str] = {}


def _cases() -> list[object]:
    cases: list[object] = []
    for name in names():
        for field in ("error",) if "error" in (expected(name) or {}) else KEYS:
            reason = WRONG.get((name, field))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            cases.append(pytest.param(name, field, marks=marks, id=f"{name}-{field}"))
    return cases


@pytest.mark.parametrize("name", names())
def test_an_expectation_lies_beside_it(name: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-samples"):
        _update(name)
        pytest.fail("expectations were rewritten; read the diff, then run again without --update-samples")
    assert expected(name) is not None, f"{expectation(name)} is missing: see `just update-samples`"
    keys = tuple(expected(name) or {})
    assert keys in (KEYS, ("error",))
    assert expectation(name).read_text("utf-8") == written(expected(name) or {})


def _update(name: str) -> None:
    """Write the output down, but keep by hand what is known to be wrong."""
    new, old = dict(got(name)), expected(name) or {}
    new.update({field: old[field] for field in new if (name, field) in WRONG and field in old})
    expectation(name).write_text(written(new), "utf-8")


@pytest.mark.parametrize(("name", "field"), _cases())
def test_field(name: str, field: str) -> None:
    want = expected(name)
    assert want is not None, "no expectation"
    if field == "warnings":
        # First by code and field: a warning nobody expected should be readable in the failure.
        assert _codes(got(name)) == _codes(want)
    assert got(name).get(field, got(name)) == want[field]


def _codes(data: dict[str, object]) -> list[tuple[str, str]]:
    return [(w["code"], w["field"]) for w in data.get("warnings", [])]  # type: ignore[attr-defined]


def test_no_expectation_without_a_sample() -> None:
    from sampleset import FOLDER

    known = {expectation(name) for name in names()}
    assert not sorted(set(FOLDER.rglob("*.json")) - known)


def test_no_two_samples_share_an_expectation() -> None:
    assert len({expectation(name) for name in names()}) == len(names())


def test_what_is_known_wrong_exists() -> None:
    assert not {key for key in WRONG if key[0] not in names() or key[1] not in KEYS}
