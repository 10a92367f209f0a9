"""The formats that can be read, one row each; a reader module is imported when it is chosen.

There are two kinds of readers. A format that is one post has `read(source: Source) -> Iterator[Document]`. A container
has `read(stream: Stream, given: Input, wanted: Wanted) -> Iterator[Part | Input | Fault]`: posts as they are stored, or
files that stand in it. A reader knows its format and no field.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

from postparse.errors import LackingError, UsageError

if TYPE_CHECKING:
    from postparse.document import Document
    from postparse.inputs import Input, Stream
    from postparse.parts import Fault, Part, Wanted
    from postparse.source import Source

Reader = Callable[["Source"], "Iterator[Document]"]
Container = Callable[["Stream", "Input", "Wanted"], "Iterator[Part | Input | Fault]"]


class Format(NamedTuple):
    """One row: the name for `--from`, file name endings, how such bytes begin, and what it is.

    first     the bytes of which such a file begins with one, white space left aside
    begins    a pattern that the beginning then matches; None where the name alone tells
    many      one file can hold several posts, so that it is a container
    extra     the extra of this package that brings what it needs
    beside    folders next to such a file that it speaks for: their files are its posts, not posts of their own
    names     the names that such a file then has
    holds     what its beginning holds besides: looked for before the pattern, which costs time to compile
    single    a container all the same of which one file holds one post
    """

    name: str
    suffixes: tuple[str, ...]
    first: bytes
    begins: bytes | None
    title: str
    many: bool = False
    extra: str | None = None
    beside: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    holds: bytes = b""
    single: bool = False


# What headers of mail begin with.
_HEADERS = b"ACDFLMPRSTXacdflmprstx"

# First match wins: what the bytes show before what the name says, because exports are often misnamed.
FORMATS = (
    Format(
        "wxr",
        (".wxr",),
        b"<",
        rb"[^\0]{0,4000}?wordpress\.org/export/",
        "WordPress export (WXR)",
        many=True,
        holds=b"wordpress.org/export/",
    ),
    Format(
        "blogger",
        (),
        b"<",
        rb"[^\0]{0,4000}?tag:blogger\.com,",
        "Blogger export (Atom)",
        many=True,
        holds=b"tag:blogger.com,",
    ),
    Format(
        "feed",
        (".rss", ".atom", ".rdf"),
        b"<",
        rb"(?:<\?[^>]{0,400}\?>\s*+|<!--[^>]{0,2000}-->\s*+|<!DOCTYPE[^>\[]{0,400}(?:\[[^\]]{0,6000}\]\s*)?>\s*+){0,9}"
        rb"<(?:rss[\s>]|(?:\w{1,20}:)?feed[\s>]|(?:\w{1,20}:)?RDF[\s>][^\0]{0,4000}?/rss/1\.0/)",
        "RSS or Atom feed",
        many=True,
    ),
    Format(
        "jsonfeed",
        (),
        b"{",
        rb"\{[^\0]{0,4000}?\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org",
        "JSON Feed",
        many=True,
        holds=b"jsonfeed.org",
    ),
    Format(
        "ghost",
        (),
        b"{",
        rb"\{\s*(?:\"db\"\s*:\s*\[\s*\{|\"meta\"\s*:\s*\{[^{}]{0,400}\"exported_on\"|\"data\"\s*:\s*\{\s*\"posts\""
        rb"|\"posts\"\s*:\s*\[\s*\{)",
        "Ghost export or API answer (JSON)",
        many=True,
    ),
    Format(
        "medium",
        (),
        b"<",
        rb"(?i)[^\0]{0,200}?<html>\s*<head>[^\0]{0,6000}?"
        rb"<section (?:data-field=\"(?:subtitle|body)\"|class=\"h-(?:feed|card)\")",
        "page of a Medium export",
        many=True,
        holds=b"<section",
        single=True,
    ),
    Format(
        "substack",
        (),
        b'p"',
        rb'"?post_id"?,"?post_date"?,"?is_published',
        "Substack export (posts.csv, with the folder posts beside it)",
        many=True,
        beside=("posts",),
        names=("posts.csv",),
    ),
    Format(
        "html",
        (".html", ".htm", ".xhtml", ".shtml"),
        b"<",
        rb"(?i)(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--[^>]{0,2000}-->\s*+){0,9}"
        rb"<(?:!doctype\s+html|(?:html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|meta|title|span)[\s>])",
        "HTML page or fragment",
    ),
    Format(
        "markdown",
        (".md", ".markdown", ".mdown", ".mkd"),
        b"-+",
        rb"---[ \t]*\r?\n(?:#[^\n]{0,200}\n){0,5}[A-Za-z_][\w.\- ]{0,40}:"
        rb"|\+\+\+[ \t]*\r?\n(?:#[^\n]{0,200}\n){0,5}[A-Za-z_][\w.\- ]{0,40}=",
        "Markdown, with front matter (YAML, TOML, JSON or lines) or without",
    ),
    Format("jsonl", (".jsonl", ".ndjson"), b"{", None, "JSON Lines with a column of text or HTML", many=True),
    Format("jsonarray", (), b"[", rb"\[\s*\{\s*\"", "JSON array of objects with a column of text or HTML", many=True),
    Format("csv", (".csv", ".tsv"), b"", None, "CSV with a column of text or HTML", many=True),
    Format(
        "parquet",
        (".parquet", ".pq"),
        b"P",
        rb"PAR1",
        "Parquet with a column of text or HTML",
        many=True,
        extra="parquet",
    ),
    Format(
        "mhtml",
        (".mhtml", ".mht"),
        _HEADERS,
        rb"(?i)(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*+)*?"
        rb"(?:snapshot-content-location:|from:[^\n]{0,9}\bsaved by\b)",
        "page saved as one file (MHTML)",
        many=True,
        single=True,
        holds=b"multipart/related",
    ),
    Format(
        "mbox",
        (".mbox", ".mbx"),
        b"F",
        rb"From [^\n]{1,400}\d{4}[^\n]{0,20}\n(?:>?[!-9;-~]{1,76}:)",
        "mailbox (mbox)",
        many=True,
        holds=b"From ",
    ),
    Format(
        "eml",
        (".eml",),
        _HEADERS,
        rb"(?i)(?=(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*+)*?message-id:)"
        rb"(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*+)*?from:",
        "message of mail",
        many=True,
        single=True,
        holds=b"essage-",
    ),
    Format("warc", (".warc",), b"W", rb"WARC/[01]\.", "web archive (WARC)", many=True, extra="warc", holds=b"WARC-"),
    Format("zip", (".zip",), b"P", rb"PK(?:\x03\x04|\x05\x06)", "zip archive of any of these", many=True),
    Format("tar", (".tar", ".tgz"), b"", None, "tar archive of any of these, compressed or not", many=True),
    Format("text", (".txt", ".text", ".asc", ""), b"", None, "plain text as copied from a page"),
)


_LOOK = 8192


def names() -> tuple[str, ...]:
    """Give the names of all formats."""
    return tuple(f.name for f in FORMATS)


def told(head: bytes) -> Format | None:
    """Tell the format by how the bytes begin, if they tell it."""
    if head[257:262] == b"ustar":
        return by_name("tar")
    head = head[:_LOOK].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:64]:
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    head = head.lstrip()
    first = head[:1]
    if not first:
        return None
    return next(
        (
            row
            for row in FORMATS
            if row.begins and first in row.first and row.holds in head and re.match(row.begins, head)
        ),
        None,
    )


def pick(head: bytes, name: str) -> Format:
    """Tell the format by how the bytes begin, then by the ending of the name; else it is text.

    Only without an ending is a line that begins like a JSON object one of JSON Lines: other JSON begins so too.
    """
    if row := told(head):
        return row
    ending = name[name.rfind(".") :].lower() if "." in name.rsplit("/", 1)[-1] else ""
    if not ending and b"{" in head[:4] and re.match(rb"(?:\xef\xbb\xbf)?\{[ \t]*\"[^\"\\\n]{1,200}\"[ \t]*:", head):
        return by_name("jsonl")
    return next((row for row in FORMATS if ending in row.suffixes), FORMATS[-1])


def may_speak(name: str) -> bool:
    """Tell whether a file of this name may speak for folders beside it, so that its bytes are worth a look."""
    return any(name in row.names for row in FORMATS)


def spoken_for(name: str, head: bytes) -> tuple[str, ...]:
    """Give the names of the folders beside a file for which it speaks."""
    row = told(head)
    return row.beside if row is not None and name in row.names else ()


def is_post(head: bytes, name: str) -> bool:
    """Tell whether a file that nobody named is a post or holds some: by its bytes, or its name where that tells more.

    Text without any ending is one; a name that stands for a container is believed.
    """
    from postparse.inputs import bare_name

    if told(head):
        return True
    name = bare_name(name)
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name.rsplit("/", 1)[-1] else ""
    return bool(head) and b"\0" not in head[:4096] and any(ending in row.suffixes for row in FORMATS)


def has_ending(name: str) -> bool:
    """Tell whether a file's name ends as those of some format do, compressed or not."""
    from postparse.inputs import bare_name

    bare = bare_name(name).rsplit("/", 1)[-1].lower()
    ending = bare[bare.rfind(".") :] if "." in bare else ""
    return any(ending in row.suffixes for row in FORMATS)


def by_name(name: str) -> Format:
    """Give the row of a format.

    Raises:
        UsageError: there is no such format.
    """
    for row in FORMATS:
        if row.name == name:
            return row
    raise UsageError(f"unknown format {name!r}; there are {', '.join(names())}")


def reader(row: Format) -> Reader:
    """Give the reader of a format that is one post, importing its module."""
    return cast(Reader, _module(row).read)


def container(row: Format) -> Container:
    """Give the reader of a container, importing its module.

    What it needs it imports when it begins: `lacking` says what to tell where that is not installed.
    """
    return cast(Container, _module(row).read)


def lacking(row: Format, error: ModuleNotFoundError) -> LackingError | ModuleNotFoundError:
    """Give the error for a reader whose library is not installed; any other missing module is a fault of ours."""
    if row.extra is None or (error.name or "").startswith("postparse"):
        return error
    return LackingError(f"to read {row.name} needs more: pip install 'postparse[{row.extra}]'")


def _module(row: Format) -> ModuleType:
    return import_module(f"postparse.readers.{row.name}")
