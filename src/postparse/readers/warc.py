"""Web archives (WARC 1.0 and 1.1, ISO 28500), plain or compressed: the pages that a crawl was given.

Of records, `response` with status 200 and `resource`, where they hold HTML or plain text. Where each record is
compressed by itself, as crawlers do, a damaged one costs only itself.
"""

import contextlib
import io
import zlib
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from typing import IO, TYPE_CHECKING

from postparse import source
from postparse.inputs import STDIN
from postparse.parts import Fault, Part, Wanted, facts
from postparse.slices import section
from postparse.source import MAX_BYTES

if TYPE_CHECKING:
    from email.message import Message

    from postparse.inputs import Input, Stream

_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_GZIP = b"\x1f\x8b\x08"
_STEP = 1 << 16
"""Bytes read at once, and most of a record's header."""


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the pages of an archive in its order."""
    import fastwarc.warc  # noqa: F401 - to tell at once where it is not installed

    if given.slice is not None:
        number = given.slice.first
        with contextlib.closing(section(given)) as raw:
            for part in _by_members(raw, given.name) if stream.packed else _pages(raw, given.name):
                if isinstance(part, Part):
                    yield part._replace(number=number)
                    number += 1
                else:
                    yield part
        return
    if stream.packed and given.name != STDIN:
        with contextlib.closing(given.open()) as raw:
            by_record = _by_record(raw.read(_STEP))
        if by_record:
            with contextlib.closing(given.open()) as raw:
                yield from _by_members(raw, given.name)
            return
    yield from _pages(stream, given.name)


def places(raw: IO[bytes], name: str) -> Iterator[tuple[int, int]]:
    """Give the places at which a slice may begin, in bytes, each with the number of pages before it.

    `raw` is the archive as it is stored. One that is compressed as a whole has none.
    """
    head = raw.read(_STEP)
    packed = head.startswith(_GZIP)
    if packed and not _by_record(head):
        return
    raw.seek(0)
    count = 0
    # Not behind what is damaged: there, a reader has lost the beginning of the next record.
    if packed:
        for member, left in _members(raw, name):
            if not isinstance(member, Fault):
                count += sum(isinstance(page, Part) for page in _pages(io.BytesIO(member), name))
                yield raw.tell() - left, count
    else:
        for page in _pages(raw, name):
            if isinstance(page, Part):
                count += 1
                yield raw.tell(), count


def _by_members(raw: IO[bytes], name: str) -> Iterator[Part | Fault]:
    """Give the pages of an archive of which each record is compressed by itself."""
    for member, _ in _members(raw, name):
        yield from (member,) if isinstance(member, Fault) else _pages(io.BytesIO(member), name)


def _pages(raw: IO[bytes], name: str) -> Iterator[Part | Fault]:
    """Give the pages of records one after another; after a damaged one the next is looked for by how it begins."""
    line = raw.readline(_STEP)
    while line:
        if not line.startswith(b"WARC/"):
            if line.strip():
                yield Fault(name, "a record is damaged: it does not begin like one")
                while line and not line.startswith(b"WARC/"):
                    line = raw.readline(_STEP)
            else:
                line = raw.readline(_STEP)
            continue
        head = line + b"".join(_header(raw))
        said = BytesHeaderParser().parsebytes(head.partition(b"\n")[2][:_STEP])
        length = str(said.get("Content-Length", "")).strip()
        where = f"{name}:{said.get('WARC-Target-URI') or said.get('WARC-Record-ID') or ''}"
        if not (length.isascii() and length.isdigit() and len(length) < 19):
            yield Fault(where, "the record is damaged: it does not tell its length")
            line = raw.readline(_STEP)
            continue
        kept = str(said.get("WARC-Type", "")).strip() in ("response", "resource")
        block, missing = _block(raw, int(length), kept)
        if missing:
            yield Fault(where, "the record is damaged: the file ends early")
            return
        if kept and (part := _part(head + b"\r\n" + block, int(length), said, where)) is not None:
            yield part
        line = raw.readline(_STEP)


def _header(raw: IO[bytes]) -> Iterator[bytes]:
    """Give the lines of a record's header, up to the blank one."""
    size = 0
    while size < _STEP and (line := raw.readline(_STEP)).strip():
        size += len(line)
        yield line


def _block(raw: IO[bytes], length: int, kept: bool) -> tuple[bytes, bool]:
    """Read a record's block: what of it is kept, and whether something of it is missing."""
    parts, left = [], length
    while left and (part := raw.read(min(left, _STEP))):
        if kept and length - left < MAX_BYTES:
            parts.append(part)
        left -= len(part)
    return b"".join(parts), left > 0


def _part(data: bytes, length: int, said: "Message", where: str) -> Part | Fault | None:
    """Give the page of a record; None where it holds none."""
    from fastwarc.warc import ArchiveIterator

    try:
        record = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=False, quirks_mode=True)), None)
        if record is None:
            return Fault(where, "the record is damaged")
        if record.is_http:
            record.parse_http(auto_decode="all")
            if record.http_headers is None or record.http_headers.status_code != 200:
                return None
        kind = record.http_content_type if record.is_http else said.get("Content-Type")
        form = _TYPES.get(str(kind or "").partition(";")[0].strip().lower())
        if form is None or where.endswith("/robots.txt"):
            return None
        text = record.reader.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return Fault(where, f"the record is damaged: {error}")
    if length > MAX_BYTES or len(text) > MAX_BYTES:
        return Fault(where, f"the page is over the limit of {MAX_BYTES:,} bytes")
    address = str(said.get("WARC-Target-URI", "")).strip("<> ")
    url = address if address.startswith(("http://", "https://")) else None
    told = facts("warc", ("url", url, "post"), ("dateRetrieved", said.get("WARC-Date"), "post"))
    return Part(
        text, form, whole=True, facts=told, id=str(said.get("WARC-Record-ID", "")).strip("<> ") or None, url=url,
        encoding=_encoding(text, record.http_charset if record.is_http else None),
    )  # fmt: skip


def _encoding(data: bytes, label: str | None) -> str | None:
    """Give the encoding that the server told, unless the page is UTF-8, which servers are wrong about most."""
    if not label:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return source.named(label)
    return None


def _by_record(head: bytes) -> bool:
    """Tell whether an archive's first record is compressed by itself, by whether that ends soon."""
    if not head.startswith(_GZIP):
        return False
    first = zlib.decompressobj(31)
    try:
        first.decompress(head, 1 << 20)
    except zlib.error:
        return True
    return first.eof


def _members(raw: IO[bytes], name: str) -> Iterator[tuple[bytes | Fault, int]]:
    """Give what each compressed member holds; after a damaged one the next is looked for by how it begins.

    With each, the number of bytes behind it that have been read already.
    """
    rest, lost = raw.read(_STEP), False
    while rest:
        inflater, parts, size = zlib.decompressobj(31), [], 0
        try:
            while True:
                part = inflater.decompress(rest, _STEP)
                size += len(part)
                if size <= MAX_BYTES:
                    parts.append(part)
                rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail or raw.read(_STEP)
                if inflater.eof:
                    rest = rest.lstrip(b"\0") or raw.read(_STEP)
                    break
                if not rest:
                    yield Fault(name, "the file ends early"), 0
                    return
        except zlib.error as error:
            if not lost:
                yield Fault(name, f"a record is damaged: {error}"), len(rest)
            lost = True
            rest = _next(rest, raw)
            continue
        lost = False
        if size > MAX_BYTES:
            yield Fault(name, f"a record is over the limit of {MAX_BYTES:,} bytes"), len(rest)
        else:
            yield b"".join(parts), len(rest)


def _next(rest: bytes, raw: IO[bytes]) -> bytes:
    """Read on to where a member begins."""
    rest = rest[1:]
    while True:
        if (at := rest.find(_GZIP)) >= 0:
            return rest[at:]
        more = raw.read(_STEP)
        if not more:
            return b""
        rest = rest[-2:] + more
