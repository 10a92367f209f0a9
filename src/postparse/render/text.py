"""Posts as the text that evidence offsets count in; several parted by a line with the name, as `head` does."""

from collections.abc import Iterator
from typing import TextIO

from postparse.api import Parsed
from postparse.render import Layout
from postparse.render.screen import clean


def write(posts: Iterator[Parsed], out: TextIO, layout: Layout) -> None:
    """Write each document's text; on a terminal, without what could steer it."""
    for index, parsed in enumerate(posts):
        text = parsed.document.text
        if not layout.one:
            source = parsed.post.source
            number = f" #{source.post}" if source.post else ""
            out.write(("\n" if index else "") + f"==> {clean(source.path or '-')}{number} <==\n")
        out.write(clean(text, lines=True) if out.isatty() else text)
        if not text.endswith("\n"):
            out.write("\n")
        out.flush()
