"""Inputs to pieces: what can be read by itself, in this process or in another, one post at most each.

Whoever goes through the inputs takes containers apart; a piece is then read wherever there is a hand free.
"""

from collections.abc import Iterator
from typing import NamedTuple

from postparse import inputs, readers, source
from postparse.document import Document
from postparse.errors import SourceError
from postparse.inputs import Input, Stream
from postparse.parts import Fault, Part, Wanted, described
from postparse.post import Source
from postparse.readers import Format
from postparse.settings import Settings


class Piece(NamedTuple):
    """A file that holds one post, or one post of a container as it is stored there.

    given    the file, or the part
    path     what the post's `source.path` says
    format   name of the file's format, or of the container's
    post     its number within its file, from 0
    single   its input holds no more than this piece
    certain  somebody or its name says that it is a post; else its bytes may still show that it is none
    taken    bytes of its file, as it is stored, that have been read for it and those before it; None if nobody knows
    """

    given: Input | Part
    path: str
    format: str
    post: int = 0
    single: bool = True
    certain: bool = True
    taken: int | None = None

    @property
    def key(self) -> str:
        """Give what names the piece among all of a run."""
        return f"{self.path}#{self.post}" if self.post else self.path

    @property
    def state(self) -> str:
        """Give what is another where the piece is no longer the same, as far as that is told without reading a file."""
        if isinstance(self.given, Part):
            from hashlib import blake2b

            return blake2b(repr(self.given).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return f"{self.given.size} {self.given.changed}"


def of(
    given: Input,
    *,
    format: str | None = None,  # noqa: A002
    wanted: Wanted = Wanted(),  # noqa: B008
    encoding: str | None = None,
) -> Iterator[Piece | Fault]:
    """Give the pieces of an input, one by one as they are read, and what of it can't be read.

    Raises:
        SourceError, UsageError, OSError: nothing, or nothing further, can be read of it.
    """
    with inputs.opened(given) as stream:
        row = readers.by_name(format) if format else readers.pick(stream.head, inputs.bare_name(given.name))
        if not row.many:
            whole = given if given.lasting else inputs.memory(inputs.read(stream), given.name)
            yield Piece(whole, given.name, row.name, taken=given.size)
            return
        try:
            parts = readers.container(row)(stream, given, wanted._replace(encoding=encoding))
            stream.elsewhere = given.slice is not None
            yield from _parts(parts, stream, given, row, wanted, encoding)
        except ModuleNotFoundError as error:
            raise readers.lacking(row, error) from None


def _parts(
    parts: Iterator[Part | Input | Fault],
    stream: Stream,
    given: Input,
    row: Format,
    wanted: Wanted,
    encoding: str | None,
) -> Iterator[Piece | Fault]:
    """Number what a container holds: its posts, and files in it as if they stood for themselves."""
    count = 0
    for part in parts:
        if isinstance(part, Fault):
            yield part
        elif isinstance(part, Input):
            try:
                for inner in of(part, wanted=wanted, encoding=encoding):
                    yield inner._replace(single=False, taken=None) if isinstance(inner, Piece) else inner
            except (SourceError, OSError) as error:
                yield Fault(part.name, str(error))
        elif part.name:
            yield Piece(part, f"{given.name}!/{part.name}", row.name, 0, row.single, taken=stream.taken())
        else:
            count = part.number if part.number is not None else count
            yield Piece(part, given.name, row.name, count, row.single, taken=stream.taken())
            count += 1


def documents(piece: Piece, settings: Settings, encoding: str | None = None) -> Iterator[tuple[Document, Source]]:
    """Read a piece: give its document, and where it comes from.

    Raises:
        SourceError, UsageError, OSError: it can't be read.
    """
    if isinstance(piece.given, Part):
        yield from _of_part(piece.given, piece, settings, encoding)
        return
    with inputs.opened(piece.given) as stream:
        data = inputs.read(stream)
    row = readers.by_name(piece.format)
    loaded = source.load(data, piece.path, format=row.name, encoding=encoding, url=settings.url)
    if settings.profile is not None:
        loaded = loaded._replace(profile=settings.profile)
    for document in readers.reader(row)(loaded):
        yield document, _where(piece, document, document.format)


def _of_part(part: Part, piece: Piece, settings: Settings, encoding: str | None) -> Iterator[tuple[Document, Source]]:
    url = part.url or settings.url
    if isinstance(part.data, str):
        row = readers.by_name(part.format or "text")
        profile = settings.profile if part.whole else None
        loaded = source.Source(b"", part.data, piece.path, "", row.name, url, part=part, profile=profile)
    else:
        row = readers.by_name(part.format) if part.format else readers.pick(part.data, part.name)
        loaded = source.load(part.data, piece.path, format=row.name, encoding=part.encoding or encoding, url=url)
        loaded = loaded._replace(part=part, profile=settings.profile)
    for document in readers.reader(row)(loaded):
        told = described(document._replace(encoding=loaded.encoding or None), part)
        yield told, _where(piece, told, piece.format)


def _where(piece: Piece, document: Document, form: str) -> Source:
    return Source(piece.path, piece.post, form, document.id, document.encoding, document.url)
