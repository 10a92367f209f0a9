"""What an element says in microformats, in schema.org's words: hCalendar and hCard (1), h-event, h-entry, h-card (2).

After microformats.org/wiki/hcalendar, /wiki/hcard, /wiki/h-event, /wiki/h-entry, /wiki/h-card and, for values,
/wiki/value-class-pattern. hAtom (`hentry`) is left to the classes of the visible page: too many themes bear it
around what is no entry.
"""

from collections.abc import Mapping

from postparse.page.markup import Says

_TYPES = {
    "vevent": ("Event",), "h-event": ("Event",), "h-entry": ("Article",), "h-cite": ("Comment",),
    "vcard": ("Organization",), "h-card": ("Organization",), "adr": ("PostalAddress",), "h-adr": ("PostalAddress",),
}  # fmt: skip
_ADDRESS = {
    "street-address": "streetAddress", "extended-address": "streetAddress", "locality": "addressLocality",
    "region": "addressRegion", "postal-code": "postalCode", "country-name": "addressCountry",
}  # fmt: skip
_EVENT = {
    "summary": "name", "dtstart": "startDate", "dtend": "endDate", "duration": "duration", "location": "location",
    "organizer": "organizer", "url": "url", "category": "keywords", "status": "eventStatus",
}  # fmt: skip
_EVENT_2 = {
    "p-name": "name", "dt-start": "startDate", "dt-end": "endDate", "dt-duration": "duration",
    "p-location": "location", "p-organizer": "organizer", "p-performer": "performer", "u-url": "url",
    "p-category": "keywords",
}  # fmt: skip
_ENTRY = {
    "p-name": "headline", "p-author": "author", "dt-published": "datePublished", "dt-updated": "dateModified",
    "p-category": "keywords",
}  # fmt: skip
_CARD = {"fn": "name", "p-name": "name", "p-org": "name", "adr": "address", "p-adr": "address", "u-url": "url"}
_WORDS = {
    "Event": {**_EVENT, **_EVENT_2}, "Article": _ENTRY, "Comment": _ENTRY,
    "Organization": {**_CARD, **_ADDRESS, **{f"p-{k}": v for k, v in _ADDRESS.items()}},
    "PostalAddress": {**_ADDRESS, **{f"p-{k}": v for k, v in _ADDRESS.items()}},
}  # fmt: skip
_DATES = frozenset(("startDate", "endDate", "datePublished", "dateModified", "duration"))
VALUE = "value"
"""Property of the pieces of a value that classes `value` and `value-title` mark."""


def read(tag: str, attrs: Mapping[str, str], owner: tuple[str, ...]) -> Says | None:
    """Give what the classes of an element say within a thing of the kinds `owner`."""
    classes = attrs.get("class", "").split()
    if not classes:
        return None
    types = next((_TYPES[c] for c in classes if c in _TYPES), ())
    words = _WORDS.get(owner[0], {}) if owner else {}
    names = tuple(dict.fromkeys(words[c] for c in classes if c in words))
    if not types and not names:
        if owner and ("value" in classes or "value-title" in classes):
            held = attrs.get("title") if "value-title" in classes else _value(tag, attrs, ("startDate",))
            return Says((), (VALUE,), held)
        return None
    return Says(types, names, None if types else _value(tag, attrs, names))


def _value(tag: str, attrs: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    if tag in ("time", "ins", "del") and not _DATES.isdisjoint(names):
        return attrs.get("datetime")
    if tag == "abbr":
        return attrs.get("title")
    if tag in ("data", "input"):
        return attrs.get("value")
    if tag in ("a", "area", "link") and names == ("url",):
        return attrs.get("href", "")
    return attrs.get("alt", "") if tag in ("img", "area") else None
