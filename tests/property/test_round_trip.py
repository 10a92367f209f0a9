"""Law: a post survives JSON, and one post is one line of JSON Lines."""

import json

import pytest
from hypothesis import given

import postparse
from documents import parsed
from postparse.convert import from_dict, to_dict
from strategies import SAMPLES, anything


def _check(data: bytes) -> None:
    for one in parsed(data):
        full = to_dict(one.post, blocks=True, evidence=True)
        line = json.dumps(full, ensure_ascii=False)
        assert len(line.splitlines()) == 1 or "\u2028" in line or "\x85" in line or "\u2029" in line
        assert "\n" not in line
        back = from_dict(json.loads(line))
        assert back == one.post
        assert (back.blocks, dict(back.evidence)) == (one.post.blocks, dict(one.post.evidence))
        assert from_dict(to_dict(one.post)) == one.post


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_samples(name: str) -> None:
    _check(SAMPLES[name])


@given(anything())
def test_anything(data: bytes) -> None:
    _check(data)


@given(anything())
def test_values_are_single_clean_lines(data: bytes) -> None:
    for one in parsed(data):
        plain = to_dict(one.post)
        plain.pop("source")
        _clean(plain)


def _clean(value: object) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _clean(inner)
    elif isinstance(value, list):
        for inner in value:
            _clean(inner)
    elif isinstance(value, str):
        assert value == value.strip()
        assert not any(c < " " or c == "\x7f" for c in value), value


def test_wrong_dicts_say_what_is_wrong() -> None:
    good = to_dict(postparse.parse("A title\n\nA sentence that is a paragraph."))
    for wrong in ({"title": 3}, {"headline": "x"}, {"tags": "a, b"}, {"byline": []}):
        with pytest.raises(ValueError, match="/"):
            from_dict({**good, **wrong})
