"""A JSON array of objects, of which one key holds the post."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from postparse.parts import Fault, Part, Wanted
from postparse.readers import jsonstream, rows

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the post of each object."""
    yield from rows.parts(_objects(stream, given.name), wanted)


def _objects(stream: "Stream", name: str) -> Iterator[tuple[int, Mapping[str, object] | Fault]]:
    found = jsonstream.elements(stream, [(jsonstream.EACH,)])
    for number, (_, value) in enumerate(found):
        if isinstance(value, dict):
            yield number, cast(Mapping[str, object], value)
        else:
            yield number, Fault(f"{name}:{number + 1}", "this is no JSON object")
