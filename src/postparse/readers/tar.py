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
    """Give the files of an archive that hold posts, by name."""
    with inputs.seekable(stream, given) as raw, _archive(raw) as found:
        members = _members(found)
        yield from archive.members(given, members, lambda name: _open(found, members[name]))


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


def _open(found: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    try:
        stream = found.extractfile(member)
    except (tarfile.TarError, OSError) as error:
        raise SourceError(f"it is damaged in the archive: {error}") from None
    assert stream is not None
    return cast(IO[bytes], archive.Member(stream))
