"""Markdown posts, with front matter or without."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postparse.document import Document, Span
from postparse.readers import frontmatter
from postparse.source import Source

if TYPE_CHECKING:
    from markdown_it.token import Token

# Lines shorter than this were not wrapped by hand: each stands for itself.
_WRAPPED = 60


def read(source: Source) -> Iterator[Document]:
    """Give the one document of a Markdown file."""
    from postparse.page import htmltree

    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    front, body = frontmatter.cut(text)
    data, readable = frontmatter.read(front)
    facts = frontmatter.facts(data, source.name)
    said = {f.property: f.value for f in reversed(facts)}
    address = said.get("url", "")
    url = source.url or (address if address.startswith(("http://", "https://")) else None)
    found = htmltree.fragment(html_of(body), facts, url=url, format="markdown", encoding=source.encoding)
    problems = list(found.problems)
    if not readable:
        problems.append(("claims.unreadable", Span(0, 0)))
    if not source.declared:
        problems.append(("source.encoding-guessed", Span(0, 0)))
    if (at := found.text.find("\ufffd")) >= 0:
        problems.append(("source.undecodable", Span(at, at + 1)))
    yield found._replace(
        language=said.get("inLanguage"),
        slug=said.get("slug"),
        status=frontmatter.status(data, source.name),
        problems=tuple(problems),
    )


def html_of(text: str) -> str:
    """Give the HTML of Markdown; lines of a paragraph stay apart unless it is prose wrapped by hand."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    for token in tokens:
        if token.type == "inline" and token.children:
            _keep_lines(token.content, token.children)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _keep_lines(content: str, tokens: "list[Token]") -> None:
    lines = content.split("\n")
    short = all(len(line) < _WRAPPED for line in lines[:-1])
    for token, following in pairwise(tokens):
        if token.type == "softbreak" and (short or following.type == "strong_open"):
            token.type, token.tag = "hardbreak", "br"
