"""Posts as JSON: one object, a streamed array, or JSON Lines. Always valid UTF-8 without raw control characters."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TextIO

from postparse.convert import Json
from postparse.render import Layout


def write(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Write one object where the call is for one post, else an array, post by post."""
    if layout.one:
        for line in lines:
            out.write(encoded(json.loads(line), out, indent=2) + "\n")
        return
    out.write("[")
    for index, line in enumerate(lines):
        out.write((",\n" if index else "\n") + encoded(json.loads(line), out, indent=2))
        out.flush()
    out.write("\n]\n")


def write_lines(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Write one post a line, each as soon as it is there."""
    bare = not _takes_all(out)
    for line in lines:
        out.write((encoded(json.loads(line), out) if bare else line) + "\n")
        out.flush()


def encoded(data: Json, out: TextIO | None = None, indent: int | None = None) -> str:
    """Give JSON text that `out` can encode; without one, UTF-8 can.

    Characters that end a line for some readers, steer a terminal or stand alone as half of a pair are escaped:
    the same value to every JSON reader, and what has no indent stays one line.
    """
    text = json.dumps(data, ensure_ascii=not _takes_all(out), indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return _unsafe().sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _takes_all(out: TextIO | None) -> bool:
    return (getattr(out, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"


@cache
def _unsafe() -> "re.Pattern[str]":
    return re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
