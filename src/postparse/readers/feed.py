"""Feeds: RSS 2.0 and its forerunners, RSS 1.0 (RDF), Atom.

Formats: RFC 4287 (Atom), RSS 2.0 and RSS 1.0 with their modules content, dc, slash and thr (RFC 4685).
What podcast and media modules say is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from postparse.parts import Part, Wanted, facts
from postparse.readers import rows, stamps, wordpress
from postparse.readers.xmlstream import elements, name_of, raw_text, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postparse.inputs import Input, Stream

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_PLAIN = frozenset((
    "", _ATOM, "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
))  # fmt: skip
_NUMBERS = frozenset(("http://purl.org/rss/1.0/modules/slash/", "http://purl.org/syndication/thread/1.0"))
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Channel(NamedTuple):
    """What a feed says of all its entries: its name, address and language, and who wrote those that do not say it."""

    title: str = ""
    url: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part]:
    """Give the entries of a feed in its order."""
    channel: Channel | None = None
    for item in elements(stream, ("item", "entry")):
        # RSS 1.0 sets the channel beside its entries; all else is found once, before the first is forgotten.
        channel = channel or channel_of(item)
        yield part_of(item, channel)


def channel_of(first: "_Element") -> Channel:
    """Read what stands in the feed before its first entry."""
    parent = first.getparent()
    found = [e for e in first.itersiblings(preceding=True) if isinstance(e.tag, str)]
    around = next((list(e) for e in found if name_of(e) == "channel"), found)
    said = {name_of(e): e for e in around if isinstance(e.tag, str) and _space(e) in _PLAIN}
    language = text_of(said.get("language")) or (parent.get(f"{_XML}lang", "") if parent is not None else "")
    return Channel(
        wordpress.untagged(text_of(said.get("title"))), _link(around), language,
        tuple(_author(e) for e in found if name_of(e) == "author" and _space(e) == _ATOM),
    )  # fmt: skip


def _space(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[0][1:]


def part_of(item: "_Element", channel: Channel) -> Part:
    """Give an entry with what it says of itself."""
    said: dict[str, str] = {}
    authors: list[str] = []
    listed: list[tuple[str, str | None, str]] = []
    children = [e for e in item if isinstance(e.tag, str)]
    for element in children:
        space, name = _space(element), name_of(element)
        if space == _DC and name == "creator":
            authors.append(text_of(element))
        elif name == "author" and space in _PLAIN:
            authors.append(_author(element))
        elif space == _DC and name == "subject":
            listed.append(("keywords", text_of(element), "post"))
        elif name == "category" and space in _PLAIN:
            value = element.get("label") or element.get("term") or text_of(element)
            listed.append(("articleSection", value, "post"))
        elif space in _PLAIN:
            said.setdefault(
                name, _markup(element) if name in ("content", "summary", "description") else text_of(element)
            )
        elif space == _CONTENT and name == "encoded":
            said["encoded"] = raw_text(element)
        elif space in (_DC, _TERMS) and name in ("date", "modified", "created", "language", "issued"):
            said.setdefault(f"dc:{name}", text_of(element))
        elif space in _NUMBERS and name in ("comments", "total"):
            said["count"] = text_of(element)
    shown = said.get("encoded") or said.get("content")
    short = said.get("description") or said.get("summary") or ""
    text = shown or short
    told = (
        ("headline", wordpress.untagged(said.get("title", "")), "post"),
        *(("author", name, "post") for name in authors or channel.authors),
        ("datePublished", _published(said), "post"),
        ("dateModified", said.get("updated") or said.get("modified") or said.get("dc:modified"), "post"),
        ("description", wordpress.untagged(short) if shown else None, "post"),
        ("commentCount", said.get("count"), "post"),
        ("inLanguage", said.get("dc:language") or item.get(f"{_XML}lang"), "post"),
        ("inLanguage", channel.language, "site"),
        ("name", channel.title, "site"),
        *listed,
    )
    url = _address(_link(children) or (said.get("guid", "") if _is_permanent(children) else ""), channel.url)
    return Part(
        text, _form(text), facts=facts("feed", *told), url=url, titled=True,
        id=said.get("guid") or said.get("id") or item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"),
    )  # fmt: skip


def _published(said: Mapping[str, str]) -> str | None:
    if date := said.get("pubDate") or said.get("pubdate"):
        return stamps.mail_date(date)
    return said.get("published") or said.get("issued") or said.get("dc:issued") or said.get("dc:date")


def _author(element: "_Element") -> str:
    """Give a name: Atom's `name`, or what stands in brackets behind an address of mail; an address alone is none."""
    for child in element:
        if isinstance(child.tag, str) and name_of(child) == "name":
            return text_of(child)
    text = text_of(element)
    found = re.fullmatch(r"\S{1,200}@\S{1,200}\s+\((?P<name>[^()]{1,200})\)", text)
    return found["name"] if found else "" if "@" in text else text


def _markup(element: "_Element") -> str:
    """Give the HTML of a text, which may stand in the feed as elements of XHTML; plain text is escaped."""
    if element.get("type") == "xhtml" or len(element):
        from lxml import etree

        return etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    if element.get("type") in ("text", "text/plain"):
        from html import escape

        return escape(raw_text(element), quote=False)
    return raw_text(element)


def _form(text: str) -> str:
    """Tell text from HTML, as which a feed's text is to be read where there is a sign of it."""
    kind, _ = rows.kind_of(text)
    return "text" if kind != "html" and not re.search(r"&#?\w{2,31};", text) else "html"


def _link(children: "list[_Element]") -> str:
    """Give the address that an entry or a feed stands at."""
    for element in children:
        if isinstance(element.tag, str) and name_of(element) == "link" and _space(element) in _PLAIN:
            if (href := element.get("href")) is None:
                if text := text_of(element):
                    return text
            elif element.get("rel", "alternate") == "alternate":
                return href
    return ""


def _is_permanent(children: "list[_Element]") -> bool:
    return any(name_of(e) == "guid" and e.get("isPermaLink", "true") == "true" for e in children)


def _address(link: str, base: str) -> str | None:
    from urllib.parse import urljoin

    try:
        found = urljoin(base, link) if link else ""
    except ValueError:
        return None
    return found if found.startswith(("http://", "https://")) else None
