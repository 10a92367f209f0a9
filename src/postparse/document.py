"""What a reader gives: one text, and blocks, links and claims that point into it.

Nothing here is ever changed or deleted after the reader made it, so offsets hold to the end.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points of `Document.text`."""

    start: int
    end: int


# White space other than single spaces, in texts of ASCII.
_BLANKS = ("  ", "\n", "\t", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f")


# Every character that `_odd` can match; to look for them so is faster than to compile the pattern.
_ODD = frozenset(
    map(
        chr,
        (
            *(*range(9), *range(11, 32), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060),
            *(0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)),
        ),
    )
)


@cache
def _odd() -> re.Pattern[str]:
    """Line ends of other systems; controls, zero-width and formatting characters, soft hyphens; lone surrogates."""
    return re.compile(
        "(?P<end>\r\n?|[\x0b\x0c\x85\u2028\u2029])"
        "|(?P<drop>[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069])"
        "|[\ud800-\udfff]"
    )


def normalise(text: str) -> str:
    """Give the document text: line ends as \\n, NFC, without zero-width and control characters."""
    if not _ODD.isdisjoint(text):
        text = _odd().sub(lambda m: "\n" if m["end"] else "" if m["drop"] else "\ufffd", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """Give a text with runs of white space as one space, none at its ends."""
    if text.isascii():
        # Nearly every paragraph is so already: to look for blanks takes a tenth of what parting and joining does.
        for blank in _BLANKS:
            if blank in text:
                return " ".join(text.split())
        return text.strip(" ")
    return " ".join(text.split())


class Passage(NamedTuple):
    """A stretch of a document's text with white space folded one to one, so that offsets carry over.

    `text[i]` stands at `Document.text[start + i]`; the two differ at most in the kind of white space.
    """

    text: str
    start: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """Give the part from `start` to `end`, without the white space around it."""
        part = self.text[start:end]
        bare = part.lstrip()
        return Passage(bare.rstrip(), self.start + start + len(part) - len(bare))

    def squeezed(self) -> str:
        """Give the text as a value: runs of white space as one space."""
        return squeezed(self.text)


class Link(NamedTuple):
    """A link of the page. `url` is None where copying lost the address."""

    text: str
    url: str | None
    span: Span
    rel: tuple[str, ...] = ()
    language: str | None = None


class Block(NamedTuple):
    """One line, paragraph, heading, list item, table row ... of the text, in reading order.

    kind     paragraph, heading, list_item, quote, code, table_row, caption, term, definition
    text     `Document.text[span]`, white space folded one to one (code excepted)
    level    of a heading 1 to 6, of a list item its nesting from 1, else 0
    group    equal for blocks that stand together: no blank line between (text), same parent (HTML)
    indent   white space before the line (text)
    bullet   what marks the entry, not part of the text: "-", "•", "1."; None where nothing does
    cells    of a table row, the spans of its cells
    strong   the whole block is set in bold or the like, so it may be a heading
    region   where a reader that knows says the block stands: content, header, navigation, aside,
             footer, comments, form, share, related, author, hidden; "" where it cannot tell (text)
    hint     what the markup says the block holds: title, byline, published, author, category, tag ...
    line     line of the source, from 1; 0 where unknown
    """

    kind: str
    text: str
    span: Span
    level: int = 0
    group: int = 0
    indent: int = 0
    bullet: str | None = None
    cells: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    strong: bool = False
    region: str = ""
    hint: str = ""
    line: int = 0

    @property
    def is_caption(self) -> bool:
        """Whether it says what a picture or a table shows: by its element, or by a mark."""
        return self.kind == "caption" or self.hint == "caption"

    @property
    def passage(self) -> Passage:
        return Passage(self.text, self.span.start)


class Claim(NamedTuple):
    """What structured data, markup or the container says, in schema.org's words.

    property  `headline`, `author`, `author.url`, `datePublished`, `location.name`, `keywords` ...
    value     one value; a list is several claims
    origin    who wrote it: `visible` (marked-up text of the page), `head` (JSON-LD, meta, Open
              Graph: one plugin, one vote), `container` (front matter, feed, export), `address` (URL)
    entity    whose it is: `post`, `site`, or one of many as `event#0`, `related#2`, `comment#5`
    source    the syntax, for the trace: `json-ld`, `og`, `meta`, `rel`, `time`, `front-matter`
    span      where the value stands in `Document.text`
    """

    property: str
    value: str
    origin: str
    span: Span
    entity: str = "post"
    source: str = ""


class Document(NamedTuple):
    """One post as its reader saw it.

    For HTML, `text` is the reader's: the visible blocks a line each, then the claims of the page's
    head a line each, so that every value has a place. For plain text it is the file after one fixed
    normalisation (byte order mark, line ends, NFC, zero-width characters).
    `untitled`: its container has a place for titles, and none in it for this post.
    `problems` are (code, span) of what the reader noticed; codes as in `diagnostics`.
    """

    text: str
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    format: str = "text"
    encoding: str | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None
    slug: str | None = None
    status: str | None = None
    problems: tuple[tuple[str, Span], ...] = ()
    untitled: bool = False
