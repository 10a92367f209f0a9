"""Slices of files: the bytes between two places as if they were a file of their own."""

import io
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from postparse.inputs import Input
    from postparse.parts import Slice


def section(given: "Input") -> IO[bytes]:
    """Open the bytes that an input's slice stands for, in a file that is not compressed; to be closed by the caller."""
    raw = given.open()
    if given.slice is None:
        return raw
    raw.seek(given.slice.start)
    return cast(IO[bytes], io.BufferedReader(_Section(raw, given.slice), 1 << 16))


class _Section(io.RawIOBase):
    def __init__(self, raw: IO[bytes], part: "Slice") -> None:
        self._raw = raw
        self._left = None if part.stop is None else part.stop - part.start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        wanted = len(room) if self._left is None else min(len(room), self._left)
        data = self._raw.read(wanted) if wanted else b""
        room[: len(data)] = data
        if self._left is not None:
            self._left -= len(data)
        return len(data)

    def close(self) -> None:
        self._raw.close()
        super().close()
