"""JSON containers as a stream of the values at some paths; nothing else of the file is kept in memory."""

import codecs
import json
from collections.abc import Collection, Iterator
from typing import IO

from postparse.errors import FormatError, SourceError
from postparse.source import MAX_BYTES

Path = tuple[str, ...]
EACH = "[]"
"""In a path, each entry of an array."""

_STEP = 1 << 16
_DEEPEST = 8


class _Window:
    """The part of the text that is being read."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._json = json.JSONDecoder(strict=False)
        self.text, self.at, self.before, self.ended = "", 0, 0, False

    def fill(self, size: int) -> None:
        """Read on, and forget what is behind."""
        data = self._raw.read(size)
        self.ended = not data
        self.before += self.at
        self.text = self.text[self.at :] + self._decoder.decode(data, self.ended)
        self.at = 0

    def peek(self) -> str:
        """Give the next character that is not white space; "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if self.ended:
                return ""
            self.fill(_STEP)

    def value(self) -> object:
        """Give the value that begins here."""
        self.peek()
        while True:
            try:
                found, end = self._json.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if self.ended:
                    raise self.damaged() from None
                if error.pos < len(self.text) - 64 and not error.msg.startswith("Unterminated"):
                    self.at = error.pos
                    raise self.damaged() from None
            except RecursionError:
                raise FormatError("its JSON nests too deep") from None
            else:
                if end < len(self.text) or self.ended:
                    self.at = end
                    return found
            if len(self.text) - self.at > MAX_BYTES:
                raise SourceError(f"a single entry is over the limit of {MAX_BYTES:,} bytes")
            # As much again, so that no value costs the square of its length.
            self.fill(max(_STEP, len(self.text) - self.at))

    def damaged(self) -> SourceError:
        if self.peek() == "" or self.ended:
            return SourceError("the file ends early; entries before that were read")
        return SourceError(f"the JSON is damaged at character {self.before + self.at:,}; entries before that were read")


def elements(raw: IO[bytes], paths: Collection[Path]) -> Iterator[tuple[Path, object]]:
    """Give the values at `paths`, in the order of the file.

    Raises:
        SourceError: the file ends early or is damaged; all that was whole has been given.
    """
    yield from _walk(_Window(raw), (), frozenset(paths))


def _walk(window: _Window, path: Path, paths: frozenset[Path]) -> Iterator[tuple[Path, object]]:
    first = window.peek()
    if path in paths:
        yield path, window.value()
    elif first == "{" and any(p[: len(path)] == path for p in paths):
        for key in _entries(window, "}"):
            yield from _walk(window, (*path, key), paths)
    elif first == "[" and len(path) < _DEEPEST:
        for _ in _entries(window, "]"):
            yield from _walk(window, (*path, EACH), paths)
    elif not first:
        raise window.damaged()
    else:
        window.value()


def _entries(window: _Window, close: str) -> Iterator[str]:
    """Stop at each value of an object or array; of an object give the key."""
    window.at += 1
    while (sign := window.peek()) != close:
        if sign == ",":
            window.at += 1
            continue
        key = ""
        if close == "}":
            key = str(window.value()) if sign == '"' else ""
            if window.peek() != ":" or sign != '"':
                raise window.damaged()
            window.at += 1
        if not sign:
            raise window.damaged()
        yield key
    window.at += 1
