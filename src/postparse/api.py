"""The straight line: bytes, source, reader, document, language, outline, fields, post."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from postparse import inputs, language, ledger, pieces, structure
from postparse.diagnostics import notice
from postparse.document import Document
from postparse.errors import FormatError, PostparseError, SourceError, UsageError
from postparse.fields import FIELDS
from postparse.inputs import Input
from postparse.outline import Outline
from postparse.parts import Fault, Part, Wanted
from postparse.pieces import Piece
from postparse.post import Evidence, Notice, Post, Source, changed
from postparse.resolve import Proposal, moved, proposals_of
from postparse.settings import Settings, checked, profiled

Verdict = tuple[str, "Proposal[object]", bool, str]


class _Read(NamedTuple):
    post: Post
    document: Document
    outline: Outline


class Parsed(_Read):
    """A post with what it was read from."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every candidate of every rule as (field pointer, proposal, won, why); the fields are read again for it."""
        return _filled(self.outline, _begun(self.post.source, self.outline), every=True).verdicts


def parse(
    source: str | bytes | Path,
    *,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    language: str | None = None,
    timezone: str | None = None,
    as_of: str | None = None,
    date_order: str | None = None,
    url: str | None = None,
    profile: str | Path | None = None,
) -> Post:
    """Parse one post.

    Args:
        source: the post's text (str), its bytes, or the path of its file (Path).
        format: one of `readers.names()`; else told from the bytes and the file's name.
        encoding: of bytes; else told from them.
        language: BCP 47 tag of the post; else told from the text.
        timezone: IANA name for times whose zone nothing else tells.
        as_of: ISO date against which missing years are settled where the post has no date of its own.
        date_order: `mdy`, `dmy` or `ymd` for dates such as 03/04/2025.
        url: the page's address, against which links are resolved.
        profile: the file that `postparse profile` made of other pages of the post's site.

    Raises:
        SourceError: the file can't be read, is over the limit or is no text.
        UsageError: an argument makes no sense.
    """
    settings = checked(Settings(language, timezone, as_of, date_order, url, profiled(profile)))
    data, name = _bytes_of(source)
    if isinstance(source, str):
        encoding = "utf-8"
    for parsed in parse_all(data, name, format=format, encoding=encoding, settings=settings):
        return parsed.post
    raise SourceError(f"{name}: there is no post in it")


def read(
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    language: str | None = None,
    timezone: str | None = None,
    as_of: str | None = None,
    date_order: str | None = None,
    url: str | None = None,
    profile: str | Path | None = None,
) -> Iterator[Post]:
    """Give all posts of one file, one by one as they are read; arguments and errors as for `parse`.

    A container with damaged parts raises when its other posts are given.
    """
    settings = checked(Settings(language, timezone, as_of, date_order, url, profiled(profile)))
    try:
        found = posts(inputs.file(str(path)), format=format, encoding=encoding, settings=settings)
        for parsed in _sound(found):
            yield parsed.post
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from None


def _bytes_of(given: str | bytes | Path) -> tuple[bytes, str]:
    if isinstance(given, bytes):
        return given, "-"
    if isinstance(given, str):
        return given.encode("utf-8", "replace"), "-"
    try:
        return given.read_bytes(), str(given)
    except OSError as error:
        raise SourceError(f"{given}: {error.strerror or error}") from None


def parse_all(
    data: bytes,
    name: str,
    *,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    settings: Settings = Settings(),  # noqa: B008
) -> Iterator[Parsed]:
    """Give every post in `data`, whose file is called `name`; settings as `checked` gave them.

    Raises:
        SourceError, UsageError: as for `parse`; for a container with damaged parts, after its other posts.
    """
    yield from _sound(posts(inputs.memory(data, name), format=format, encoding=encoding, settings=settings))


def posts(
    given: Input,
    *,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    settings: Settings = Settings(),  # noqa: B008
    wanted: Wanted = Wanted(),  # noqa: B008
) -> Iterator[Parsed | Fault]:
    """Give every post of an input, one by one as they are read, and what of it can't be read.

    Raises:
        SourceError, UsageError, OSError: nothing, or nothing further, can be read of it.
    """
    for piece in pieces.of(given, format=format, wanted=wanted, encoding=encoding):
        if isinstance(piece, Fault):
            yield piece
        elif piece.single:
            yield from understood(piece, settings, encoding, wanted)
        else:
            yield from shielded(piece, settings, encoding, wanted)


def understood(piece: Piece, settings: Settings, encoding: str | None, wanted: Wanted) -> Iterator[Parsed]:
    """Read a piece and understand it.

    Raises:
        SourceError, UsageError, OSError: it can't be read.
    """
    for document, where in pieces.documents(piece, settings, encoding):
        parsed = understand(document, where, settings)
        # A file that somebody names is wanted, draft or not, unless they ask for some statuses only.
        if isinstance(piece.given, Part) or not wanted.statuses or wanted.takes(parsed.post.status or "published"):
            yield parsed


def shielded(piece: Piece, settings: Settings, encoding: str | None, wanted: Wanted) -> Iterator[Parsed | Fault]:
    """Read a piece and understand it; whatever is wrong with it costs nothing but this piece.

    Raises:
        UsageError: what its format needs is not installed.
        FormatError: it is no post, and nobody said that it was.
    """
    try:
        yield from understood(piece, settings, encoding, wanted)
    except UsageError:
        raise
    except FormatError as error:
        if not piece.certain:
            raise
        yield Fault(piece.path, str(error))
    except PostparseError as error:
        yield Fault(piece.path, str(error))
    except OSError as error:
        yield Fault(piece.path, reason(error))
    except MemoryError:
        yield Fault(piece.path, "it needs more memory than it may have")
    except Exception as error:  # a fault of ours in one post must not cost the thousands after it
        if sys.flags.dev_mode:
            raise
        yield Fault(piece.path, internal(error))


def reason(error: OSError) -> str:
    """Give what the system says of an error, as the end of a line."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def internal(error: Exception) -> str:
    """Give the reason to tell for an error that is a fault of ours."""
    return f"internal error, please report it ({type(error).__name__}: {error})"


def _sound(found: Iterator[Parsed | Fault]) -> Iterator[Parsed]:
    """Give the posts; the first fault is raised when all are given."""
    first: Fault | None = None
    for one in found:
        if isinstance(one, Parsed):
            yield one
        else:
            first = first or one
    if first is not None:
        raise SourceError(f"{first.where}: {first.reason}")


def understand(document: Document, where: Source, settings: Settings) -> Parsed:
    """Read the fields of one document."""
    tongue = settings.language or language.detect(document)
    outline = structure.outline(document, tongue, settings)
    notices = [notice(code, "", span) for code, span in document.problems]
    if not document.blocks:
        notices.append(notice("source.empty"))
    # A container's word goes before that of any page, whichever rule brings it.
    filled = _filled(outline, _begun(where, outline), every=any(c.origin == "container" for c in document.claims))
    post, traced = filled.post, filled.traced
    notices += filled.notices
    if post.participants and any(event.agenda for event in post.schedule):
        from postparse.fields.agenda_people import seated

        post, found_there = seated(post, document.text)
        traced.update(found_there)
    post = changed(post, evidence=traced)
    notices += ledger.check(outline, post, filled.verdicts)
    post = changed(post, warnings=_once(notices))
    return Parsed(post, document, outline)


class _Filled(NamedTuple):
    post: Post
    traced: dict[str, tuple[Evidence, ...]]
    notices: list[Notice]
    verdicts: tuple[Verdict, ...]


def _begun(where: Source, outline: Outline) -> Post:
    document = outline.document
    return Post(source=where, slug=document.slug, status=document.status, language=outline.language)


def _filled(outline: Outline, post: Post, every: bool) -> _Filled:
    """Fill one field after the other; `every` runs all rules, also those whose candidates can't win any more."""
    traced: dict[str, tuple[Evidence, ...]] = {}
    post = changed(post, evidence=MappingProxyType(traced))
    notices: list[Notice] = []
    verdicts: list[Verdict] = []
    for field in FIELDS:
        proposals = (proposals_of if every else field.enough)(field.rules, *field.seen(outline, post))
        chosen = field.choose(proposals)
        verdicts += [(field.pointer, *verdict) for verdict in chosen.verdicts]
        if chosen.value is None:
            continue
        notices += [moved(n, field.pointer) for n in chosen.notices]
        for path, found in chosen.evidence:
            traced[field.pointer + path] = (*traced.get(field.pointer + path, ()), found)
        post = _put(post, field.pointer, chosen.value)
    return _Filled(post, traced, notices, tuple(verdicts))


def _put(post: Post, pointer: str, value: object) -> Post:
    """Give the post with `value` at `pointer`, one or two keys deep."""
    key, _, inner = pointer[1:].partition("/")
    if inner:
        value = changed(getattr(post, key), **{inner: value})
    return changed(post, **{key: value})


def _once(notices: list[Notice]) -> tuple[Notice, ...]:
    return tuple(dict.fromkeys(notices))
