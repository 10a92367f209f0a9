"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postparse import inputs
from postparse.errors import SourceError
from postparse.parts import Part, Wanted, facts
from postparse.readers import jsonstream
from postparse.readers.jsonstream import EACH

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part]:
    """Give the items of a feed in its order; what it says of itself may come after them."""
    with inputs.seekable(stream, given) as raw:
        site: dict[str, object] = {}
        try:
            for path, value in jsonstream.elements(raw, [(k,) for k in ("title", "language", "author", "authors")]):
                site[path[0]] = value
        except SourceError:
            pass  # what is damaged is told when the items before it are given
        raw.seek(0)
        for _, item in jsonstream.elements(raw, [("items", EACH)]):
            if isinstance(item, dict):
                yield _part(item, site)


def _part(item: dict[str, object], site: dict[str, object]) -> Part:
    def text(key: str) -> str:
        return str(v) if isinstance(v := item.get(key), str | int) else ""

    html, url, tags = text("content_html"), text("url"), item.get("tags")
    told = facts(
        "json-feed",
        ("headline", text("title"), "post"),
        *(("author", name, "post") for name in _authors(item) or _authors(site)),
        ("datePublished", text("date_published"), "post"),
        ("dateModified", text("date_modified"), "post"),
        ("description", text("summary"), "post"),
        *(("keywords", tag, "post") for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str)),
        ("inLanguage", text("language"), "post"),
        ("inLanguage", str(site.get("language") or ""), "site"),
        ("name", str(site.get("title") or ""), "site"),
    )
    return Part(
        html or text("content_text"), "html" if html else "text", facts=told, id=text("id") or None, titled=True,
        url=url if url.startswith(("http://", "https://")) else None,
    )  # fmt: skip


def _authors(said: dict[str, object]) -> list[str]:
    found = said.get("authors") or [said.get("author")]
    names = [a.get("name") for a in found if isinstance(a, dict)] if isinstance(found, list) else []
    return [name for name in names if isinstance(name, str)]
