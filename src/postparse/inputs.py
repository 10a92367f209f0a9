"""Inputs: what can be opened and read as bytes, plain or compressed, with limits on what comes out of it."""

import contextlib
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from postparse.errors import SourceError
from postparse.source import MAX_BYTES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from postparse.parts import Slice

STDIN = "-"
HEAD = 8192
"""Bytes at the beginning by which a format is told."""

# Text shrinks to a twentieth, logs to a fiftieth; what grows more than this, and large, is made to harm.
_GROWTH, _GROWN = 200, 256 * 1024 * 1024
_MOST_KEPT = 16 * 1024 * 1024 * 1024

COMPRESSED = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma", ".zst": "zstd"}
"""Endings of compressed files, which say nothing of the format inside."""

_MAGIC = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "lzma"), (b"\x28\xb5\x2f\xfd", "zstd"))


def _nothing(name: str) -> None:
    return None


class Input(NamedTuple):
    """Something to read: a file, standard input, a member of an archive, an object of a store.

    name     what the post's `source.path` says
    open     gives the bytes from the beginning, as they are stored; callable once for what can't be read twice
    beside   gives the input of a name relative to this one's folder, None where there is none
    depth    how many archives it stands in
    lasting  it can be sent to another process and opened there
    size     in bytes as it is stored, where that is known without opening it
    slice    the part of it that is to be read; its readers see to that
    changed  when it was changed last, in seconds since 1970, where that is known
    """

    name: str
    open: Callable[[], IO[bytes]]
    beside: Callable[[str], "Input | None"] = _nothing
    depth: int = 0
    lasting: bool = False
    size: int | None = None
    slice: "Slice | None" = None
    changed: int | None = None


def file(path: str, name: str | None = None) -> Input:
    """Give the input of a file of this machine; `-` is standard input."""
    if path == STDIN:
        return Input(name or STDIN, _standard)
    size = changed = None
    with contextlib.suppress(OSError, ValueError):
        found = os.stat(path)
        if stat.S_ISREG(found.st_mode):
            size, changed = found.st_size, int(found.st_mtime)
    return Input(
        name or path, partial(_opened, path), partial(_beside, path, name), lasting=size is not None, size=size,
        changed=changed,
    )  # fmt: skip


def _opened(path: str) -> IO[bytes]:
    return open(path, "rb")


def _beside(path: str, name: str | None, other: str) -> Input | None:
    found = os.path.join(os.path.dirname(path), other)
    return file(found, name and os.path.join(os.path.dirname(name), other)) if os.path.isfile(found) else None


def is_remote(path: str) -> bool:
    """Tell a path of an object store, which `remote` reads, from one of this machine."""
    return path.startswith(("s3://", "gs://", "az://"))


def memory(data: bytes, name: str) -> Input:
    """Give the input of bytes that are there already."""
    return Input(name, partial(io.BytesIO, data), lasting=True, size=len(data))


def _standard() -> IO[bytes]:
    if sys.stdin is None:
        raise SourceError("standard input is closed")
    return sys.stdin.buffer


@contextlib.contextmanager
def opened(given: Input) -> Iterator["Stream"]:
    """Open an input for reading, decompressed where it is compressed.

    Raises:
        OSError, SourceError: it can't be read, or not decompressed.
        LackingError: what its compression needs is not installed.
    """
    raw = given.open()
    try:
        plain = Stream(raw)
        kind = next((kind for mark, kind in _MAGIC if plain.head.startswith(mark)), None)
        yield _inflated(plain, kind) if kind else plain
    finally:
        if raw is not getattr(sys.stdin, "buffer", None):
            raw.close()


def read(stream: "Stream", limit: int = MAX_BYTES) -> bytes:
    """Give all that is left.

    Raises:
        SourceError: that is over `limit`, in bytes.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"it is over the limit of {limit:,} bytes")
    return data


def seekable(stream: "Stream", given: Input, *, whole: bool = True) -> IO[bytes]:
    """Give the stream's bytes as a file in which one can go back and forth; a temporary one where it is none itself.

    Not `whole`: of a stream that is damaged, what stands before the damage will do; `stream.broken` tells of it.

    Raises:
        SourceError: it is damaged, or too long.
    """
    import tempfile

    stream.elsewhere = True
    raw = given.open() if given.depth == 0 and given.name != STDIN and not stream.packed else None
    if raw is not None and raw.seekable():
        return raw
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - the caller reads it
    while part := _sound(stream, whole=whole or not kept.tell()):
        kept.write(part)
        if kept.tell() > _MOST_KEPT:
            raise SourceError(
                f"it is over the limit of {_MOST_KEPT:,} bytes for an archive that is not a file of its own"
            )
    kept.seek(0)
    return cast(IO[bytes], kept)


def _sound(stream: "Stream", *, whole: bool) -> bytes:
    try:
        return stream.read1(1 << 20)
    except SourceError as error:
        if whole:
            raise
        stream.broken = error
        return b""


def check_growth(packed: int, plain: int) -> None:
    """Refuse what grows beyond all measure when it is decompressed; sizes in bytes.

    Raises:
        SourceError: it does.
    """
    if plain > _GROWN and plain > _GROWTH * packed:
        raise SourceError(f"{packed:,} compressed bytes give more than {plain:,}; that is no text")


def bare_name(name: str) -> str:
    """Give a file's name without the ending that only tells its compression."""
    return next((name[: -len(s)] for s in COMPRESSED if name.lower().endswith(s)), name)


def _at_hand(raw: IO[bytes]) -> Callable[[int], bytes]:
    """Give what reads no more than is there already, so that what comes through a pipe is read as it comes."""
    return cast(Callable[[int], bytes], getattr(raw, "read1", raw.read))


def _begins_with_row(parts: list[bytes]) -> bool:
    """Tell whether a whole line is there that is a JSON object, by which the format is told as well as by more."""
    if not parts or b"\n" not in parts[-1] or not parts[0].lstrip(b"\xef\xbb\xbf").startswith(b"{"):
        return False
    import json

    with contextlib.suppress(ValueError, RecursionError):
        return isinstance(json.loads(b"".join(parts).partition(b"\n")[0].decode("utf-8-sig")), dict)
    return False


class Stream(io.BufferedReader):
    """Bytes with the first `HEAD` of them at hand in `head`, also where a pipe gives them little by little.

    `packed`: they are stored compressed; `elsewhere`: they are read by another way than this stream; `broken`: why
    that way came to an early end.
    """

    def __init__(self, raw: IO[bytes], *, packed: bool = False) -> None:
        self.packed, self.elsewhere = packed, False
        self.broken: SourceError | None = None
        parts: list[bytes] = []
        size = 0
        failed: SourceError | None = None
        try:
            while size < HEAD and not _begins_with_row(parts) and (part := _at_hand(raw)(HEAD - size)):
                parts.append(part)
                size += len(part)
        except SourceError as error:
            # What is damaged further on is told when it is come to.
            if not parts:
                raise
            failed = error
        self.head = b"".join(parts)
        super().__init__(cast(io.RawIOBase, _Joined(self.head, raw, failed)), 1 << 16)

    def taken(self) -> int | None:
        """Give how many bytes of the file, as it is stored, have been read; None where nobody knows."""
        joined = cast(_Joined, self.raw)
        return None if self.elsewhere else joined.below.count if joined.below else joined.count


class _Joined(io.RawIOBase):
    """What was read to look at it, then the rest."""

    def __init__(self, head: bytes, rest: IO[bytes], failed: SourceError | None) -> None:
        self._head, self._rest, self._failed, self.count = memoryview(head), rest, failed, 0
        self.below = cast(_Joined, rest.packed.raw) if isinstance(rest, _Inflated) else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        part: bytes | memoryview = self._head[: len(room)]
        if part:
            self._head = self._head[len(part) :]
        elif self._failed:
            raise self._failed
        else:
            part = _at_hand(self._rest)(len(room))
        room[: len(part)] = part
        self.count += len(part)
        return len(part)


def _inflated(packed: Stream, kind: str) -> Stream:
    from postparse import decompression

    plain, errors = decompression.opened(kind, packed)
    return Stream(cast(IO[bytes], _Inflated(plain, packed, errors)), packed=True)


class _Inflated(io.RawIOBase):
    """What a decompressor gives, its errors as ours; stops what grows beyond all measure."""

    def __init__(self, plain: IO[bytes], packed: Stream, errors: tuple[type[Exception], ...]) -> None:
        self._plain, self.packed, self._errors, self._count = plain, packed, errors, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        try:
            # What is sound before damage is given before the error.
            data = cast(io.BufferedReader, self._plain).read1(size) if size > 0 else self._plain.read(size)
        except Exception as error:
            if not isinstance(error, (OSError, EOFError, ValueError, *self._errors)):
                raise
            raise SourceError(f"it is compressed and damaged: {error}") from None
        self._count += len(data)
        packed = cast(_Joined, self.packed.raw).count
        check_growth(packed, self._count)
        return data
