"""JSON Lines: one object a line, of which one key holds the post."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import IO, TYPE_CHECKING

from postparse.parts import Fault, Part, Slice, Wanted
from postparse.readers import rows
from postparse.slices import section
from postparse.source import MAX_BYTES

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the post of each line."""
    cut = given.slice
    if cut is None:
        yield from rows.parts(_objects(stream, given.name), wanted)
        return
    # Which columns hold the post is settled by the first row of the file.
    before = takewhile(lambda found: found[0] < cut.first, _objects(stream, given.name))
    first = next((row for _, row in before if not isinstance(row, Fault)), None)
    with contextlib.closing(section(given)) as raw:
        yield from rows.parts(_objects(raw, given.name, cut), wanted, first)


def _objects(
    stream: IO[bytes],
    name: str,
    cut: Slice = Slice(),  # noqa: B008
) -> Iterator[tuple[int, Mapping[str, object] | Fault]]:
    """Give what each line holds with its number; lines that are blank have none. Messages tell a line's own number."""
    line_number, number = cut.line, cut.first
    while line := stream.readline(MAX_BYTES + 1):
        line_number += 1
        where = f"{name}:{line_number}"
        if len(line) > MAX_BYTES:
            yield number, Fault(where, f"the line is over the limit of {MAX_BYTES:,} bytes")
            while (line := stream.readline(1 << 20)) and not line.endswith(b"\n"):
                pass
        elif line.strip():
            yield number, _object(line, where)
        else:
            continue
        number += 1


def _object(line: bytes, where: str) -> Mapping[str, object] | Fault:
    try:
        found = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return Fault(where, f"this is no JSON: {error}")
    return found if isinstance(found, dict) else Fault(where, "this is no JSON object")
