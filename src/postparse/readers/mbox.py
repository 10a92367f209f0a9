"""Mailboxes in one file (mbox, RFC 4155): messages under lines that begin with `From `, which texts escape by `>`."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from postparse.errors import PostparseError
from postparse.parts import Fault, Part, Wanted
from postparse.readers import mail
from postparse.source import MAX_BYTES

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream

_STEP = 1 << 16


@cache
def _begins() -> re.Pattern[bytes]:
    return re.compile(rb"From \S{1,300}\s(?=[^\n]{0,99}?(?:19|20)\d\d)[^\n]{0,60}?\d{1,2}:\d\d")


@cache
def _escaped() -> re.Pattern[bytes]:
    return re.compile(rb"(?m)^>(?=>*From )")


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the messages in the order of the file."""
    for number, message in enumerate(_messages(stream), 1):
        where = f"{given.name}:{number}"
        if message is None:
            yield Fault(where, f"the message is over the limit of {MAX_BYTES:,} bytes")
            continue
        try:
            yield mail.part_of(_escaped().sub(b"", message))
        except PostparseError as error:
            yield Fault(where, str(error))


def _messages(stream: "Stream") -> Iterator[bytes | None]:
    """Give the bytes of each message; None for one that is over the limit."""
    lines: list[bytes] = []
    size, opened, blank, whole = 0, False, True, True
    while line := stream.readline(_STEP):
        if blank and whole and line.startswith(b"From ") and _begins().match(line):
            if opened:
                yield b"".join(lines) if size <= MAX_BYTES else None
            lines, size, opened = [], 0, True
        else:
            opened = opened or bool(line.strip())
            size += len(line)
            if size <= MAX_BYTES:
                lines.append(line)
            else:
                lines.clear()
        # A line that is longer than a step comes in pieces, of which only the first begins one.
        blank, whole = whole and not line.strip(), line.endswith(b"\n")
    if opened:
        yield b"".join(lines) if size <= MAX_BYTES else None
