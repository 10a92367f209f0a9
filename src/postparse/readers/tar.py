"""Tar archives of posts and exports (POSIX.1-2001 pax, GNU, ustar), read from front to back."""

import contextlib
import tarfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, cast

from postparse import inputs
from postparse.errors import SourceError
from postparse.parts import Fault, Part, Wanted
from postparse.readers import archive

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator["Part | Input | Fault"]:
    """Give the files of an archive that hold posts, by name; of one that is damaged those before the damage."""
    with inputs.seekable(stream, given, whole=False) as raw, _archive(raw) as found:
        members = _members(found)
        broken = stream.broken or _broken(raw, found.offset)
        yield from archive.members(given, members, lambda name: _open(found, members[name]))
    if broken:
        yield Fault(given.name, f"{broken}; files before that were read")


def _archive(raw: IO[bytes]) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=raw, mode="r:")
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise SourceError(f"the archive is damaged: {error}") from None


def _members(found: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    """Give the files up to where the archive breaks off, by name."""
    members = {}
    with contextlib.suppress(tarfile.TarError, EOFError, ValueError):
        for member in found:
            if member.isfile():
                members[member.name.removeprefix("./")] = member
    return members


def _broken(raw: IO[bytes], end: int) -> str:
    """Tell what is wrong where no further file of the archive was found; "" where it ends as it should."""
    raw.seek(end)
    return "the archive is damaged" if raw.read(tarfile.BLOCKSIZE).strip(b"\0") else ""


def _open(found: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    try:
        stream = found.extractfile(member)
    except (tarfile.TarError, OSError) as error:
        raise SourceError(f"it is damaged in the archive: {error}") from None
    assert stream is not None
    return cast(IO[bytes], archive.Member(stream))
