"""A message of mail in a file of its own (RFC 5322), as mail programs save it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postparse import inputs
from postparse.errors import FormatError
from postparse.parts import Part, Wanted
from postparse.readers import mail

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part]:
    """Give the one post that a message is."""
    data = inputs.read(stream)
    if not mail.parsed(data[:65_536]).keys():
        raise FormatError("this is no message: it begins with no headers")
    yield mail.part_of(data)
