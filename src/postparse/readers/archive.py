"""What zip and tar archives share: which members are posts, and how deep archives may nest."""

import contextlib
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING

from postparse import inputs, readers
from postparse.errors import PostparseError, SourceError
from postparse.inputs import Input
from postparse.parts import Fault

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_DEPTH = 2
"""An archive may stand in an archive, but not one more in that."""


class Member(io.RawIOBase):
    """A member while it is read, with the errors of decompressors as ours."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        try:
            data = self._stream.read(len(room))
        except (
            zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
        ) as error:  # fmt: skip
            raise SourceError(f"it is damaged in the archive: {error}") from None
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def members(given: Input, names: Iterable[str], open_member: Callable[[str], IO[bytes]]) -> Iterator[Input | Fault]:
    """Give the members that hold posts, by name; hidden ones and those of another kind are passed over."""
    known = sorted(name for name in names if is_visible(name))

    def entry(name: str) -> Input:
        folder = name.rpartition("/")[0]

        def beside(other: str) -> Input | None:
            wanted = f"{folder}/{other}" if folder else other
            return entry(wanted) if wanted in names else None

        return Input(f"{given.name}!/{name}", lambda: open_member(name), beside, given.depth + 1)

    spoken = _spoken_for(known, entry)
    for name in known:
        if not name.startswith(spoken):
            found = one(entry(name))
            if found is not None:
                yield found


def one(member: Input) -> Input | Fault | None:
    """Give a member back if it holds posts, a fault if it can't be read, None if it is something else."""
    try:
        with inputs.opened(member) as stream:
            head = stream.head
    except (PostparseError, OSError) as error:
        return Fault(member.name, str(error))
    row = readers.told(head)
    if row is not None and row.name in ("zip", "tar"):
        return member if member.depth < MAX_DEPTH else Fault(member.name, "archives nest too deep")
    return member if readers.is_post(head, member.name) else None


def is_visible(name: str) -> bool:
    """Tell whether a member is a file that a person put there; systems leave hidden ones and `__MACOSX` behind."""
    parts = name.split("/")
    return not any(part.startswith(".") or part == "__MACOSX" for part in parts) and bool(parts[-1])


def _spoken_for(names: list[str], entry: Callable[[str], Input]) -> tuple[str, ...]:
    """Give the folders for which a file beside them speaks, as the list of an export does for its posts."""
    found = []
    for name in names:
        folder, _, last = name.rpartition("/")
        if readers.may_speak(last):
            with contextlib.suppress(PostparseError, OSError), inputs.opened(entry(name)) as stream:
                found += [f"{folder}/{b}/" if folder else f"{b}/" for b in readers.spoken_for(last, stream.head)]
    return tuple(found) or ("\0",)
