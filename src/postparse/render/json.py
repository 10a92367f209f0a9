"""Posts as JSON: one object, a streamed array, or JSON Lines. Always valid UTF-8 without raw control characters."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TextIO

from postparse.api import Parsed
from postparse.convert import Json, to_dict
from postparse.render import Layout


def write(posts: Iterator[Parsed], out: TextIO, layout: Layout) -> None:
    """Write one object where the call is for one post, else an array, post by post."""
    if layout.one:
        for parsed in posts:
            out.write(dumped(parsed, layout, out, indent=2) + "\n")
        return
    out.write("[")
    for index, parsed in enumerate(posts):
        out.write((",\n" if index else "\n") + dumped(parsed, layout, out, indent=2))
        out.flush()
    out.write("\n]\n")


def write_lines(posts: Iterator[Parsed], out: TextIO, layout: Layout) -> None:
    """Write one post a line, each as soon as it is there."""
    for parsed in posts:
        out.write(dumped(parsed, layout, out) + "\n")
        out.flush()


def dumped(parsed: Parsed, layout: Layout, out: TextIO, indent: int | None = None) -> str:
    """Give the post, or the keys of it that are wanted, as JSON text that `out` can encode."""
    data = to_dict(parsed.post, blocks=layout.blocks, evidence=layout.evidence)
    if layout.keys is not None:
        data = {key: value for key, value in data.items() if key in layout.keys}
    return encoded(data, out, indent)


def encoded(data: Json, out: TextIO, indent: int | None = None) -> str:
    """Give JSON text that `out` can encode.

    Characters that end a line for some readers, steer a terminal or stand alone as half of a pair are escaped:
    the same value to every JSON reader, and what has no indent stays one line.
    """
    bare = (getattr(out, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
    text = json.dumps(data, ensure_ascii=bare, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return _unsafe().sub(lambda m: f"\\u{ord(m[0]):04x}", text)


@cache
def _unsafe() -> "re.Pattern[str]":
    return re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
