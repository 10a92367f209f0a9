"""Paths to posts: which files of a folder are posts, and one result after the other, whatever is wrong with some."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from postparse.api import Parsed, parse_all
from postparse.errors import FormatError, PostparseError, SourceError, UsageError
from postparse.outline import Settings
from postparse.readers import FORMATS, pick
from postparse.source import MAX_BYTES

STDIN = "-"


class File(NamedTuple):
    """A file to read. `name` is its `source.path`; not `certain` where only its bytes can tell that it is a post."""

    path: str
    name: str
    certain: bool = True


class Failed(NamedTuple):
    """An input that could not be read, and why, in words for a person."""

    path: str
    reason: str


class Passed(NamedTuple):
    """A file of a folder that is no post, or a folder of such files."""

    path: str


def walk(paths: Sequence[str], include: str | None = None) -> Iterator[File | Failed | Passed]:
    """Give the files to read, in order: paths as given, a folder's files sorted by name, hidden ones skipped.

    `include` is a pattern on a file's name, or on its path in the folder; of files that it names any suffix will do.
    """
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            yield from _folder(path, include)
        else:
            yield File(path, path)


def _folder(root: str, include: str | None) -> Iterator[File | Failed | Passed]:
    """Go through a folder with a stack of what is still to come: nesting costs no recursion."""
    pending = [root]
    while pending:
        path = pending.pop()
        name = os.path.relpath(path, root).replace(os.sep, "/")
        if path == root or (os.path.isdir(path) and not os.path.islink(path)):
            try:
                names = sorted((n for n in os.listdir(path) if not n.startswith(".")), reverse=True)
            except OSError as error:
                yield Failed(path, _reason(error))
                continue
            parts = {n for n in names if _saved_parts(n, names)}
            yield from (Passed(os.path.join(path, n)) for n in reversed(names) if n in parts)
            pending += (os.path.join(path, n) for n in names if n not in parts)
        elif include is not None and not (fnmatchcase(name.rpartition("/")[2], include) or fnmatchcase(name, include)):
            continue
        elif os.path.isfile(path) or (os.path.islink(path) and not os.path.isdir(path)):
            # A link that leads nowhere is an input that fails; pipes, sockets and links to folders are no inputs.
            yield _member(path, name, chosen=include is not None)


def _saved_parts(folder: str, names: Sequence[str]) -> bool:
    """Tell the folder in which a browser puts a saved page's images and scripts, beside the page itself."""
    stem = folder.removesuffix("_files")
    return stem != folder and any(stem + s in names for f in FORMATS if f.name == "html" for s in f.suffixes)


def _member(path: str, name: str, *, chosen: bool) -> File | Passed:
    suffix = PurePath(name).suffix.lower()
    known = chosen or (suffix != "" and any(suffix in f.suffixes for f in FORMATS))
    return File(path, name, certain=known)


def run(
    paths: Sequence[str],
    *,
    include: str | None = None,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    settings: Settings = Settings(),  # noqa: B008
) -> Iterator[Parsed | Failed | Passed]:
    """Parse every post under `paths`, one by one. An input that fails gives a `Failed` and costs nothing else.

    Raises:
        UsageError: an argument makes no sense.
    """
    for item in walk(paths, include):
        if not isinstance(item, File):
            yield item
            continue
        try:
            data = _bytes_of(item)
            if not (item.certain or _looks_like_post(data, item.name)):
                yield Passed(item.path)
                continue
            yield from parse_all(data, item.name, format=format, encoding=encoding, settings=settings)
        except UsageError:
            raise
        except FormatError as error:
            yield Failed(item.path, str(error)) if item.certain else Passed(item.path)
        except PostparseError as error:
            yield Failed(item.path, str(error))
        except OSError as error:
            yield Failed(item.path, _reason(error))
        except Exception as error:  # a fault of ours in one post must not cost the thousands after it
            if sys.flags.dev_mode:
                raise
            yield Failed(item.path, f"internal error, please report it ({type(error).__name__}: {error})")


def _looks_like_post(data: bytes, name: str) -> bool:
    """Tell, for a name that says nothing, by the bytes: a page whatever its suffix, else text without one."""
    row = pick(data, name)
    return bool(data) and (row.name == "html" or (PurePath(name).suffix == "" and b"\0" not in data[:4096]))


def _bytes_of(file: File) -> bytes:
    if file.path == STDIN:
        if sys.stdin is None:
            raise SourceError("standard input is closed")
        return _limited(sys.stdin.buffer)
    with open(file.path, "rb") as stream:
        if stat.S_ISREG((found := os.fstat(stream.fileno())).st_mode) and found.st_size > MAX_BYTES:
            raise SourceError(f"{found.st_size:,} bytes are over the limit of {MAX_BYTES:,}")
        return _limited(stream)


def _limited(stream: BinaryIO) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(f"it is over the limit of {MAX_BYTES:,} bytes")
    return data


def _reason(error: OSError) -> str:
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
