"""The formats that can be read, one row each; a reader module is imported when it is chosen.

A reader is `read(source: Source) -> Iterator[Document]`: it knows its container and no field.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple, cast

from postparse.document import Document
from postparse.errors import UsageError
from postparse.source import Source

Reader = Callable[[Source], Iterator[Document]]


class Format(NamedTuple):
    """One row: the name for `--from`, file name endings, how such bytes begin, and what it is.

    `many` tells formats of which one file can hold several posts.
    """

    name: str
    suffixes: tuple[str, ...]
    begins: bytes | None
    title: str
    many: bool = False


# First match wins: what the bytes show before what the name says, because exports are often misnamed.
FORMATS = (
    Format(
        "html",
        (".html", ".htm", ".xhtml", ".shtml"),
        rb"(?i)\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--[^>]{0,2000}-->\s*+){0,9}"
        rb"<(?:!doctype\s+html|(?:html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|meta|title|span)[\s>])",
        "HTML page or fragment",
    ),
    Format(
        "markdown",
        (".md", ".markdown", ".mdown", ".mkd"),
        rb"---[ \t]*\r?\n(?:#[^\n]{0,200}\n){0,5}[A-Za-z_][\w.\- ]{0,40}:",
        "Markdown, with YAML front matter",
    ),
    Format("text", (".txt", ".text", ".asc", ""), None, "plain text as copied from a page"),
)


def names() -> tuple[str, ...]:
    """Give the names of all formats."""
    return tuple(f.name for f in FORMATS)


def pick(data: bytes, name: str) -> Format:
    """Tell the format of `data` by how it begins, then by the ending of its name; else it is text."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:64]:
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    for row in FORMATS:
        if row.begins and head.lstrip()[:1] in (b"<", b"-") and re.match(row.begins, head):
            return row
    ending = name[name.rfind(".") :].lower() if "." in name.rsplit("/", 1)[-1] else ""
    return next((row for row in FORMATS if ending in row.suffixes), FORMATS[-1])


def by_name(name: str) -> Format:
    """Give the row of a format.

    Raises:
        UsageError: there is no such format.
    """
    for row in FORMATS:
        if row.name == name:
            return row
    raise UsageError(f"unknown format {name!r}; there are {', '.join(names())}")


def reader(name: str) -> Reader:
    """Give the reader of a format, importing its module."""
    return cast(Reader, import_module(f"postparse.readers.{name}").read)
