"""WordPress exports (WXR, "WordPress eXtended RSS" 1.0 to 1.2), which Tumblr and Squarespace exports follow too.

Format: RSS 2.0 with elements of the namespace `http://wordpress.org/export/1.x/`, as WordPress's exporter writes.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from postparse.page.facts import Fact, clean
from postparse.parts import Fault, Part, Wanted
from postparse.readers import stamps, wordpress
from postparse.readers.xmlstream import elements, name_of, raw_text, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postparse.inputs import Input, Stream

STATUSES = {"publish": "published", "future": "scheduled"}

# Kinds of content that no visitor sees as a page of its own.
_INNER = frozenset((
    "attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache", "user_request",
    "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family",
    "wp_font_face",
))  # fmt: skip
_LONGEST = 2000
"""Longest value that becomes a fact, in code points."""


class _Channel(NamedTuple):
    """What the export says of the whole site: its name and language, and names for its accounts."""

    title: str
    language: str
    authors: Mapping[str, str]


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the posts and pages of an export in its order."""
    channel = None
    for item in elements(stream, ("item",)):
        channel = channel or _channel(item)
        if (part := _part(item, channel, wanted)) is not None:
            yield part


def _channel(first: "_Element") -> _Channel:
    """Read what stands in the channel before its first item."""
    title = language = ""
    authors = {}
    for element in first.itersiblings(preceding=True):
        if not isinstance(element.tag, str):
            continue
        name = name_of(element)
        if name == "title":
            title = text_of(element)
        elif name == "language":
            language = text_of(element)
        elif name == "author":
            said = {name_of(e): text_of(e) for e in element if isinstance(e.tag, str)}
            full = " ".join(filter(None, (said.get("author_first_name"), said.get("author_last_name"))))
            authors[said.get("author_login", "")] = said.get("author_display_name") or full
    return _Channel(title, language, authors)


def _part(item: "_Element", channel: _Channel, wanted: Wanted) -> Part | None:
    said: dict[str, str] = {}
    facts: list[Fact] = []
    comments = 0
    for element in item:
        if not isinstance(element.tag, str):
            continue
        name = name_of(element)
        if name == "category":
            facts += _category(element)
        elif name == "comment":
            comments += _counts({name_of(e): text_of(e) for e in element if isinstance(e.tag, str)})
        elif name == "encoded":
            said["excerpt" if "excerpt" in str(element.tag) else "content"] = raw_text(element)
        elif name != "postmeta":
            said.setdefault(name, text_of(element))
    kind, status = said.get("post_type") or "post", said.get("status") or "publish"
    status = STATUSES.get(status, status)
    if not _is_shown(kind, said.get("link", ""), wanted) or not wanted.takes(status, kind):
        return None
    author = said.get("creator", "")
    told = (
        ("headline", wordpress.untagged(said.get("title", "")), "post"),
        ("author", channel.authors.get(author) or author, "post"),
        ("datePublished", _published(said, status), "post"),
        ("dateModified", moment(said.get("post_modified", ""), said.get("post_modified_gmt", "")), "post"),
        ("description", wordpress.untagged(said.get("excerpt", "")), "post"),
        ("commentCount", str(comments), "post"),
        ("inLanguage", channel.language, "site"),
        ("name", channel.title, "site"),
    )
    facts += [Fact(p, v, e, "wxr") for p, value, e in told if (v := clean(value)) and len(v) <= _LONGEST]
    link = said.get("link", "")
    return Part(
        wordpress.html_of(said.get("content", "")), "html", facts=tuple(facts), id=said.get("guid") or None,
        url=link if link.startswith(("http://", "https://")) else None,
        slug=unquote(said.get("post_name", "")) or None, status=status, titled=True,
    )  # fmt: skip


def _published(said: Mapping[str, str], status: str) -> str:
    """Give when a post was published; what other exporters write is the feed's date alone."""
    found = moment(said.get("post_date", ""), said.get("post_date_gmt", ""))
    return found or (stamps.mail_date(said.get("pubDate", "")) if status == "published" else "")


def _is_shown(kind: str, link: str, wanted: Wanted) -> bool:
    """Tell whether visitors see such content; kinds of a plugin that they don't have no address of their own."""
    return kind in wanted.types or (kind not in _INNER and (kind in ("post", "page") or "post_type=" not in link))


def _category(element: "_Element") -> Iterator[Fact]:
    domain, value = element.get("domain", "category"), clean(text_of(element))
    if value and domain in ("category", "post_tag", "tag"):
        yield Fact("articleSection" if domain == "category" else "keywords", value, "post", "wxr")


def _counts(comment: Mapping[str, str]) -> bool:
    """Tell a comment that readers see from a ping, a note and one not approved."""
    return comment.get("comment_approved") == "1" and comment.get("comment_type", "") in ("", "comment")


def moment(local: str, utc: str) -> str:
    """Give a moment as ISO 8601, with its offset where both the site's time and UTC are told; "" where it is none."""
    try:
        here = datetime.fromisoformat(local)
    except ValueError:
        return ""
    try:
        offset = here - datetime.fromisoformat(utc)
    except ValueError:
        return here.isoformat()
    if abs(offset) > timedelta(hours=14) or offset % timedelta(minutes=15):
        return here.isoformat()
    minutes = round(offset.total_seconds() / 60)
    return f"{here.isoformat()}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
