"""Where output goes, and what is safe to show there: streams, files written whole or not at all, hostile text."""

import codecs
import contextlib
import os
import re
import shutil
import stat
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TextIO

from postparse.errors import UsageError


def clean(text: str, *, lines: bool = False) -> str:
    """Give text that cannot steer a terminal: controls, direction overrides and lone surrogates become U+FFFD.

    One character for one, so offsets hold. With `lines`, line ends and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _hostile().sub(lambda m: m[0] if lines and m[0] in "\n\t" else "\ufffd", text)


@cache
def _hostile() -> "re.Pattern[str]":
    return re.compile(
        "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    )


def say(text: str) -> None:
    """Tell the person at the terminal one line; nobody where it has been closed."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(f"postparse: {clean(text)}", file=sys.stderr)


def prepare() -> None:
    """Settle encoding and line ends of the standard streams: UTF-8 and \\n, but a terminal keeps its encoding."""
    codecs.register_error("postparse.nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if stream is None or not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty():
            stream.reconfigure(errors="postparse.nearest", newline="\n")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


_ASCII = {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "«": "<", "»": ">", "…": ".", "·": "|", "─": "-"}


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Give what a terminal without UTF-8 can show, as many columns wide as the character it cannot."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = []
    for character in error.object[error.start : error.end]:
        bare = _ASCII.get(character) or unicodedata.normalize("NFKD", character)[:1]
        wide = unicodedata.east_asian_width(character) in "WF"
        shown.append(bare if bare.isascii() and not wide else "??" if wide else "?")
    return "".join(shown), error.end


@contextlib.contextmanager
def sink(path: str | None) -> Iterator[TextIO]:
    """Give the stream to write to: standard output, or a file that takes its name only when all is written.

    Raises:
        UsageError: the file cannot be made.
    """
    if path in (None, "-"):
        if sys.stdout is None:
            raise UsageError("standard output is closed; name a file with -o")
        yield sys.stdout
        sys.stdout.flush()
        return
    assert path is not None
    with _whole(path) as part:
        try:
            out = open(part, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from None
        with out:
            yield out


@contextlib.contextmanager
def file_sink(path: str, *, keep: bool = False) -> Iterator[str]:
    """Give the path to write to, of a file that takes its name only when all is written.

    `keep`: what is in the file already stands there too.

    Raises:
        UsageError: the file cannot be made.
    """
    with _whole(path, keep=keep) as part:
        try:
            if _in_store(path):
                open(part, "ab").close()
            elif keep and part != os.path.realpath(path) and os.path.exists(path):
                shutil.copyfile(path, part)
            else:
                open(part, "wb").close()
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from None
        yield part


@contextlib.contextmanager
def _whole(path: str, *, keep: bool = False) -> Iterator[str]:
    """Give the path of a part beside the file, which becomes the file at the end and goes away if there is an error.

    What is no regular file, as a pipe, is written to as it is. The part of an object of a store, which is not beside
    it, holds what is there already if that is to be kept.
    """
    if _in_store(path):
        from postparse.remotesink import whole

        with whole(path, keep=keep) as part:
            yield part
        return
    target = os.path.realpath(path)
    part = target
    if not os.path.exists(target) or os.path.isfile(target):
        part = beside(target, f"{os.getpid()}.part")
    try:
        yield part
        if part != target:
            _keep_mode(target, part)
            os.replace(part, target)
    except BaseException:
        if part != target:
            with contextlib.suppress(OSError):
                os.unlink(part)
        raise


_LONGEST = 200
"""Bytes of a file's name; most systems have 255."""


def beside(output: str, ending: str) -> str:
    """Give the path of a file of ours beside the output; a name that would grow too long is cut."""
    from hashlib import blake2b

    folder, name = os.path.split(output)
    if len(raw := os.fsencode(name)) > _LONGEST:
        cut = raw[: _LONGEST - 17].decode("utf-8", "ignore")
        name = f"{cut}.{blake2b(raw, digest_size=8).hexdigest()}"
    return os.path.join(folder, f".{name}.{ending}")


def _in_store(path: str) -> bool:
    from postparse.inputs import is_remote

    return is_remote(path)


def _keep_mode(target: str, part: str) -> None:
    with contextlib.suppress(OSError):
        os.chmod(part, stat.S_IMODE(os.stat(target).st_mode))


def let_go() -> None:
    """Point standard output at nothing, so that what is still buffered raises no second error at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.close(nothing)
