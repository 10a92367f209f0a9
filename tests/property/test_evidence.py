"""Law: a value that is not marked as inferred is made of words that stand at its evidence."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given

from documents import parsed
from postparse.api import Parsed
from postparse.convert import to_dict
from sampleset import expected, names
from strategies import SAMPLES, anything

# Values that are canonical names, codes or numbers and so need not stand in the post letter by letter.
CODED = re.compile(
    r"/(source|status|language|schema_version|comment_count|warnings|slug)(/|$)"
    r"|/(role|rel|timezone|status|recurrence|online|all_day|language|url)$"
    r"|/inferred/\d+$"
)
DATED = re.compile(r"/(start|end|published|modified)$")


def leaves(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Give (JSON Pointer, text) of every text in a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{pointer}/{index}")
    elif isinstance(value, str):
        yield pointer, value


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def at_evidence(one: Parsed, pointer: str) -> str | None:
    """Give the text at the evidence of a value, or of the nearest value around it that has some."""
    while pointer:
        if found := one.post.evidence.get(pointer):
            return " ".join(one.document.text[e.start : e.end] for e in found)
        pointer = pointer.rpartition("/")[0]
    return None


def unfounded(one: Parsed) -> Iterator[str]:
    """Say which values have no evidence, or words that it lacks."""
    for pointer, value in leaves(to_dict(one.post)):
        if CODED.search(pointer):
            continue
        text = at_evidence(one, pointer)
        if text is None:
            yield f"{pointer}: no evidence for {value!r}"
        elif DATED.search(pointer):
            yield from _undated(one, pointer, value, text)
        else:
            there = "".join(words(text))
            if lacking := [w for w in words(value) if w not in there]:
                yield f"{pointer}: {lacking} of {value!r} not in {text!r}"


def _undated(one: Parsed, pointer: str, value: str, text: str) -> Iterator[str]:
    """A day must stand in its evidence as a number, or be marked as worked out; of a slot, the hour."""
    slot = "/agenda/" in pointer
    number = re.match(r"....-..-..T(\d\d)" if slot else r"....-..-(\d\d)", value)
    if number is None or any("date" in mark for mark in _marks(one, pointer)):
        return
    # Also inside 20240514; a day in words or in Chinese numerals is not looked for.
    numbers = {int(n) for n in re.findall(r"(?=(\d\d?))", unicodedata.normalize("NFKC", text))}
    wanted = int(number[1])
    if numbers and not numbers & {wanted, wanted % 12 or 12 if slot else wanted}:
        yield f"{pointer}: no number for {value!r} in {text!r}"


def _marks(one: Parsed, pointer: str) -> tuple[str, ...]:
    at = re.match(r"/schedule/(\d+)/", pointer)
    return one.post.schedule[int(at[1])].inferred if at else ()


@pytest.mark.parametrize("name", [n for n in names() if "error" not in (expected(n) or {})])
def test_samples(name: str) -> None:
    for one in parsed(SAMPLES[name]):
        assert not list(unfounded(one))


@given(data=anything())
def test_anything(data: bytes) -> None:
    for one in parsed(data):
        assert not list(unfounded(one))
