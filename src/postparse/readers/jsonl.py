"""JSON Lines: one object a line, of which one key holds the post."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postparse.parts import Fault, Part, Wanted
from postparse.readers import rows
from postparse.source import MAX_BYTES

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the post of each line."""
    yield from rows.parts(_objects(stream, given.name), wanted)


def _objects(stream: "Stream", name: str) -> Iterator[tuple[int, Mapping[str, object] | Fault]]:
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            yield number, Fault(f"{name}:{number}", f"the line is over the limit of {MAX_BYTES:,} bytes")
            while (line := stream.readline(1 << 20)) and not line.endswith(b"\n"):
                pass
        elif line.strip():
            yield number, _object(line, f"{name}:{number}")


def _object(line: bytes, where: str) -> Mapping[str, object] | Fault:
    try:
        found = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return Fault(where, f"this is no JSON: {error}")
    return found if isinstance(found, dict) else Fault(where, "this is no JSON object")
