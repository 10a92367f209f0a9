"""HTML pages and fragments."""

from collections.abc import Iterator

from postparse.document import Document, Span
from postparse.source import Source


def read(source: Source) -> Iterator[Document]:
    """Give the one document of an HTML file."""
    from postparse.page import htmltree

    if source.part is None or source.part.whole:
        found = htmltree.document(_page(source), url=source.url, encoding=source.encoding, profile=source.profile)
    else:
        found = htmltree.fragment(source.text, [], url=source.url, format="html", encoding=source.encoding)
    problems = list(found.problems)
    if not source.declared:
        problems.append(("source.encoding-guessed", Span(0, 0)))
    if (at := found.text.find("\ufffd")) >= 0:
        problems.append(("source.undecodable", Span(at, at + 1)))
    yield found._replace(problems=tuple(problems)) if problems else found


def _page(source: Source) -> str | bytes:
    """Give the bytes where they are the text in UTF-8, as most pages are."""
    told = source.encoding == "utf-8" and "\ufffd" not in source.text and not source.data.startswith(b"\xef\xbb\xbf")
    return source.data if told and source.data else source.text
