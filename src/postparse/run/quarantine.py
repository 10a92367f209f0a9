"""A folder that keeps what failed: a copy of each post, under a harmless name, and a list of why."""

import contextlib
import json
import os
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import IO, Any

from postparse import inputs, readers
from postparse.errors import SourceError, UsageError
from postparse.inputs import Input
from postparse.parts import Part
from postparse.source import MAX_BYTES

LIST = ".failed.jsonl"
"""The list's name in the folder: hidden, so that it is no post when the folder is read."""

_STEM, _MANY = 60, 1 << 20


class Quarantine:
    """A folder of `--keep-failed`. What it keeps already, of this run or another, is not kept twice."""

    def __init__(self, folder: str, paths: Sequence[str] = ()) -> None:
        """Make the folder if there is none; `paths` are the inputs, in which it can't lie.

        Raises:
            UsageError: it can't be made, or lies in a folder that is read.
        """
        _check(folder, paths)
        self._folder = folder
        try:
            os.makedirs(folder, exist_ok=True)
            with open(self._path(LIST), "ab"):
                pass
            self._known = set(_listed(self._path(LIST)))
        except OSError as error:
            raise UsageError(f"cannot write {folder}: {error.strerror}") from None

    def keep(self, given: Input | Part | None, path: str, post: int, reason: str) -> str | None:
        """Keep what failed, and give the name of its copy; None where there is nothing to copy, or too much.

        Args:
            given: what the post was to be read from.
            path: its `source.path`.
            post: its number within its file.
            reason: why it failed.

        Raises:
            OSError: the folder can't be written.
        """
        try:
            name = None if given is None else self._copied(given, path, post)
            key = (path, post, name)
            if key not in self._known:
                line = json.dumps({"path": path, "post": post, "reason": reason, "file": name}) + "\n"
                with open(self._path(LIST), "ab") as listed:
                    listed.write(line.encode())
                self._known.add(key)
        except OSError as error:
            raise OSError(error.errno, f"{self._folder}: {error.strerror or error}") from None
        return name

    def _copied(self, given: Input | Part, path: str, post: int) -> str | None:
        """Copy the bytes into the folder, under a name that they and their origin tell."""
        part = self._path(f".{os.getpid()}.part")
        digest = blake2b(f"{path}\0{post}\0".encode("utf-8", "surrogatepass"), digest_size=8)
        try:
            with open(part, "wb") as out:
                head, size = b"", 0
                for piece in _pieces(given):
                    head, size = head or piece, size + len(piece)
                    if size > MAX_BYTES:
                        return None
                    digest.update(piece)
                    out.write(piece)
            if not size:
                return None
            name = f"{_stem(path, post)}-{digest.hexdigest()}{_ending(given, path, head)}"
            os.replace(part, self._path(name))
        except _GoneError:
            return None
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
        return name

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name)


class _GoneError(Exception):
    """What failed can't be read, so that there is nothing to keep."""


def _check(folder: str, paths: Sequence[str]) -> None:
    if inputs.is_remote(folder):
        raise UsageError(f"{folder}: what failed is kept in a folder of this machine")
    inner = os.path.realpath(folder)
    for path in paths:
        if path == inputs.STDIN or inputs.is_remote(path) or not os.path.isdir(path):
            continue
        try:
            steps = os.path.relpath(inner, os.path.realpath(path)).split(os.sep)
        except ValueError:  # on Windows, another drive
            continue
        if steps == [os.curdir] or not any(step.startswith(".") for step in steps):
            raise UsageError(f"{folder} lies in {path}, which is read; keep what fails in another folder")


def _listed(path: str) -> Iterator[tuple[str, int, str | None]]:
    """Give what the list holds already; a line that was torn is ended, so that the next is one of its own."""
    line = b"\n"
    with open(path, "r+b") as listed:
        for line in listed:
            with contextlib.suppress(ValueError, TypeError, KeyError):
                found: dict[str, Any] = json.loads(line)
                yield str(found["path"]), int(found["post"]), found["file"] and str(found["file"])
        if not line.endswith(b"\n"):
            listed.seek(0, os.SEEK_END)
            listed.write(b"\n")


def _pieces(given: Input | Part) -> Iterator[bytes]:
    """Give the bytes of what failed, as they are stored.

    Raises:
        _GoneError: they can't be read.
    """
    if isinstance(given, Part):
        yield given.data.encode("utf-8", "surrogatepass") if isinstance(given.data, str) else given.data
        return
    try:
        stream: IO[bytes] = given.open()
    except (OSError, SourceError):
        raise _GoneError from None
    with contextlib.closing(stream):
        while piece := _read(stream):
            yield piece


def _read(stream: IO[bytes]) -> bytes:
    try:
        return stream.read(_MANY)
    except (OSError, SourceError):
        raise _GoneError from None


def _stem(path: str, post: int) -> str:
    """Give what a name can harmlessly hold of the last part of a path without its endings, and the post's number."""
    last = inputs.bare_name(unicodedata.normalize("NFC", path).rpartition("/")[2].rpartition("\\")[2]).lstrip(".")
    bare = (last.rpartition(".")[0] or last)[:_STEM]
    name = "".join(c if c.isalnum() or c == "-" else "_" for c in bare).lstrip("-") or "post"
    return f"{name}-{post}" if post else name


def _ending(given: Input | Part, path: str, head: bytes) -> str:
    """Give the ending by which the copy is read as what it was."""
    if isinstance(given, Part):
        row = readers.by_name(given.format or "text") if given.format or isinstance(given.data, str) else None
        return _first((row or readers.pick(head, given.name)).suffixes)
    bare = inputs.bare_name(path)
    packed = path[len(bare) :].lower()
    suffix = "." + bare.rpartition(".")[2].lower() if "." in bare.rpartition("/")[2] else ""
    known = suffix and any(suffix in row.suffixes for row in readers.FORMATS)
    return (suffix if known else "" if packed else _first(readers.pick(head, "").suffixes)) + packed


def _first(suffixes: tuple[str, ...]) -> str:
    return next(iter(suffixes), ".txt")
