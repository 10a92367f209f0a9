"""Markdown posts, with YAML or TOML front matter."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from postparse import structured
from postparse.document import Document, Span
from postparse.source import Source

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_FRONT = 64_000
"""Longest front matter that is read, in code points."""

# Lines shorter than this were not wrapped by hand: each stands for itself.
_WRAPPED = 60


def read(source: Source) -> Iterator[Document]:
    """Give the one document of a Markdown file."""
    from postparse import htmltree

    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    front, body = cut(text)
    data, readable = front_of(front)
    facts = list(structured.front_matter(data))
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
        language=said.get("inLanguage"), slug=said.get("slug"), status=_status(said), problems=tuple(problems)
    )


def _status(said: Mapping[str, str]) -> str | None:
    if "status" in said:
        return said["status"].lower()
    # Jekyll says `published: false`, Hugo and others `draft: true`.
    if said.get("draft", "").lower() in ("true", "yes") or said.get("datePublished", "").lower() == "false":
        return "draft"
    return None


def cut(text: str) -> tuple[str, str]:
    """Part the front matter (with its marks) from the text; it is empty where there is none."""
    mark = text[:3]
    if mark not in ("---", "+++") or text[3:4] != "\n":
        return "", text
    found = re.compile(rf"^(?:{re.escape(mark)}|\.\.\.)[ \t]*$", re.M).search(text, 4, MAX_FRONT)
    return (text[: found.end()], text[found.end() :]) if found else ("", text)


def front_of(front: str) -> tuple[Mapping[str, object], bool]:
    """Read a front matter; the flag is False where it could be read only line by line, or not at all."""
    inner = front[4:].rstrip().removesuffix("---").removesuffix("...").removesuffix("+++")
    if not inner.strip():
        return {}, True
    data: object = None
    if front.startswith("+++"):
        import tomllib

        try:
            data = tomllib.loads(inner)
        except (ValueError, RecursionError):
            data = None
    else:
        import yaml

        try:
            # All values as they are written: dates keep their form, and "no" stays a word.
            data = yaml.load(inner, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, RecursionError, ValueError):
            data = None
    if isinstance(data, dict):
        return data, True
    lines = re.findall(r"(?m)^([A-Za-z_][\w -]{0,40}?)[ \t]{0,9}[:=][ \t]{0,9}(\S.{0,2000})$", inner)
    return {key: value.strip().strip("\"'") for key, value in lines}, False


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
