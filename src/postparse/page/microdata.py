"""What an element says in microdata (HTML Living Standard, section 5, "Microdata"; schema.org's words).

Two liberties that pages take are granted: `content` on any element, and types without their address.
`itemref` and `itemid` are not followed.
"""

from collections.abc import Mapping

from postparse.page.markup import Says

_SOURCES = frozenset(("audio", "embed", "iframe", "img", "source", "track", "video"))
_LINKS = frozenset(("a", "area", "link"))
ADDRESSES = frozenset(("url", "sameAs", "image", "logo", "mainEntityOfPage", "eventStatus", "eventAttendanceMode"))
"""Properties whose value is the address of a link; of others a link's text says more."""


def read(tag: str, attrs: Mapping[str, str], _owner: tuple[str, ...]) -> Says | None:
    """Give what an element says, None where it bears no microdata."""
    if "itemprop" not in attrs and "itemscope" not in attrs:
        return None
    types: tuple[str, ...] = ()
    if "itemscope" in attrs:
        types = tuple(t.rstrip("/").rsplit("/", 1)[-1] for t in attrs.get("itemtype", "").split()) or ("Thing",)
    names = tuple(attrs.get("itemprop", "").split())
    return Says(types, names, None if types else value(tag, attrs, names))


def value(tag: str, attrs: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """Give the value that attributes hold, None where the text is the value."""
    if "content" in attrs:
        return attrs["content"]
    if tag == "time":
        return attrs.get("datetime")
    if tag in _LINKS and (tag == "link" or not ADDRESSES.isdisjoint(names)):
        return attrs.get("href", "")
    if tag in _SOURCES:
        return attrs.get("src", "")
    return attrs.get("value") if tag in ("data", "meter") else None
