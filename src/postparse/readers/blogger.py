"""Blogger exports: one Atom feed of posts, pages and comments, in the older form with settings and templates too.

Format: Atom with the kinds `http://schemas.google.com/blogger/2008/kind#...` (the blog's own export, its feeds), or
`type` and `status` of the namespace `http://schemas.google.com/blogger/2018` (Google Takeout).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postparse import inputs
from postparse.errors import SourceError
from postparse.parts import Part, Wanted, facts
from postparse.readers import feed
from postparse.readers.xmlstream import elements, name_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postparse.inputs import Input, Stream

_STATUSES = {
    "live": "published",
    "draft": "draft",
    "scheduled": "scheduled",
    "soft_trashed": "trash",
    "trashed": "trash",
}
_SHOWN = frozenset(("post", "page"))


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part]:
    """Give the posts and pages of an export in its order; it is read twice, since comments stand behind their posts."""
    with inputs.seekable(stream, given) as raw:
        comments = _comments(inputs.Stream(raw))
        raw.seek(0)
        channel: feed.Channel | None = None
        for entry in elements(inputs.Stream(raw), ("entry",)):
            channel = channel or feed.channel_of(entry)._replace(authors=())
            said = {name_of(e): e for e in reversed(entry) if isinstance(e.tag, str)}
            kind, status = _kind(entry, said), _status(entry, said)
            if not (kind in _SHOWN or kind in wanted.types) or not wanted.takes(status, kind):
                continue
            yield _part(entry, channel, said, comments)._replace(status=status)


def _comments(stream: "Stream") -> Counter[str]:
    """Count what readers said of each post."""
    counts: Counter[str] = Counter()
    try:
        for entry in elements(stream, ("entry",)):
            said = {name_of(e): e for e in reversed(entry) if isinstance(e.tag, str)}
            if _kind(entry, said) == "comment" and _status(entry, said) == "published":
                above = said.get("in-reply-to")
                counts[above.get("ref", "") if above is not None else text_of(said.get("parent"))] += 1
    except SourceError:
        pass  # what is damaged is told when the posts before it are given
    return counts


def _kind(entry: "_Element", said: "Mapping[str, _Element]") -> str:
    if typed := text_of(said.get("type")):
        return typed.lower()
    terms = (e.get("term", "") for e in entry if isinstance(e.tag, str) and name_of(e) == "category")
    return next((t.rpartition("#")[2] for t in terms if "/blogger/2008/kind#" in t), "post")


def _status(entry: "_Element", said: "Mapping[str, _Element]") -> str:
    if told := text_of(said.get("status")).lower():
        return _STATUSES.get(told, told)
    control = said.get("control")
    drafted = any(name_of(e) == "draft" and text_of(e) == "yes" for e in control) if control is not None else False
    return "draft" if drafted else "published"


def _part(entry: "_Element", channel: feed.Channel, said: "Mapping[str, _Element]", comments: Counter[str]) -> Part:
    part = feed.part_of(entry, channel)
    number = text_of(said.get("id"))
    kept = tuple(
        f._replace(source="blogger") for f in part.facts if f.property not in ("articleSection", "commentCount")
    )
    labels = (e for e in entry if isinstance(e.tag, str) and name_of(e) == "category")
    count = text_of(said.get("total")) or str(comments[number])
    more = facts(
        "blogger",
        *(("keywords", e.get("term"), "post") for e in labels if "kind#" not in e.get("term", "")),
        ("commentCount", count, "post"),
    )
    path = text_of(said.get("filename")) or part.url or ""
    slug = unquote(path.rpartition("/")[2].partition("?")[0].removesuffix(".html"))
    return part._replace(facts=(*kept, *more), slug=slug or None)
