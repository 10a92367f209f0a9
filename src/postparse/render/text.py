"""Posts as the text that evidence offsets count in; several parted by a line with the name, as `head` does."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from postparse.render import Layout
from postparse.render.json import encoded
from postparse.render.screen import clean

if TYPE_CHECKING:
    from postparse.api import Parsed


def sealed(parsed: "Parsed", layout: Layout) -> str:
    """Give a post's path, its number and the document's text."""
    source = parsed.post.source
    return encoded([source.path, source.post, parsed.document.text])


def write(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Write each document's text; on a terminal, without what could steer it."""
    for index, line in enumerate(lines):
        path, post, text = json.loads(line)
        if not layout.one:
            number = f" #{post}" if post else ""
            out.write(("\n" if index else "") + f"==> {clean(path or '-')}{number} <==\n")
        out.write(clean(text, lines=True) if out.isatty() else text)
        if not text.endswith("\n"):
            out.write("\n")
        out.flush()
