"""What a reader gives: one text, and blocks, links and claims that point into it.

Nothing here is ever changed or deleted after the reader made it, so offsets hold to the end.
"""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points of `Document.text`."""

    start: int
    end: int


# White space other than single spaces, in texts of ASCII.
_BLANKS = ("  ", "\n", "\t", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f")


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
