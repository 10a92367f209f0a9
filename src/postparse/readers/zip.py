"""Zip archives of posts and exports (APPNOTE.TXT 6.3). Nothing is ever written to disk; names only name."""

import zipfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, cast

from postparse import inputs
from postparse.errors import FormatError, SourceError
from postparse.parts import Fault, Part, Wanted
from postparse.readers import archive

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator["Part | Input | Fault"]:
    """Give the files of an archive that hold posts, by name."""
    with inputs.seekable(stream, given) as raw, _archive(raw) as found:
        names = {i.filename for i in found.infolist()}
        if office := next((n for n in ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF") if n in names), None):
            raise FormatError(f"this is an office document, a book or a program ({office}), not posts")
        members = {i.filename: i for i in found.infolist() if not i.is_dir()}
        inputs.check_growth(sum(m.compress_size for m in members.values()), sum(m.file_size for m in members.values()))
        yield from archive.members(given, members, lambda name: _open(found, members[name]))


def _archive(raw: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(raw)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(f"the archive is damaged: {error}") from None


def _open(found: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    if member.flag_bits & 1:
        raise SourceError("it is locked by a password")
    try:
        return cast(IO[bytes], archive.Member(found.open(member)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise SourceError(f"it is damaged in the archive: {error}") from None
