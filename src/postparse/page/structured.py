"""What a page says in whole things, as JSON-LD or by marks in its elements: articles, events, comments to facts.

Knows no tree: it takes texts of scripts and things as mappings, so that any reader can use it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape

from postparse.page import loosejson
from postparse.page.facts import MAX_FACTS, MAX_VALUE, PAGE, TEXT, Fact, clean

_MAX_DEPTH = 12

_POSTS = re.compile(r"(?:Article|Posting|Report|Review|Recipe|HowTo|LearningResource|CreativeWork|Blog)\Z")
_PAGES = frozenset({"WebPage", "ItemPage", "AboutPage", "FAQPage", "QAPage", "ProfilePage", "CollectionPage"})
_EVENTS = re.compile(r"(?:Event|Festival|EventSeries|Hackathon|CourseInstance)\Z")
_SITES = frozenset({"WebSite", "Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness"})
_COMMENTS = frozenset({"Comment", "UserComments", "Answer"})

# What is read of each kind of thing; a dotted name is a property of the thing named there.
_POST_WORDS = (
    "headline", "name", "alternativeHeadline", "datePublished", "dateCreated", "dateModified", "description",
    "abstract", "inLanguage", "articleSection", "keywords", "genre", "about.name", "url", "mainEntityOfPage",
    "commentCount", "author.name", "author.url", "creator.name", "publisher.name", "sourceOrganization.name",
    "isPartOf.name", "wordCount",
)  # fmt: skip
_EVENT_WORDS = (
    "name", "startDate", "endDate", "doorTime", "previousStartDate", "eventStatus", "eventAttendanceMode", "url",
    "description", "inLanguage", "location.name", "location.url", "performer.name", "performer.url", "organizer.name",
    "organizer.url", "sponsor.name", "funder.name", "superEvent.name", "typicalAgeRange",
)  # fmt: skip
_SITE_WORDS = ("name", "url", "alternateName", "inLanguage", "legalName")
_COMMENT_WORDS = ("author.name", "datePublished", "dateCreated")
# Where the thing's name is the value: `author`, not `author.name`.
_BY_NAME = frozenset({"author", "creator", "publisher", "sourceOrganization", "about"})

_Thing = Mapping[str, object]


def json_ld(texts: Iterable[str], title: str = "") -> Iterator[Fact]:
    """Give the facts of all JSON-LD blocks of a page.

    The post is the first article, or a later one whose headline alone is in the page's `title`; the page's node
    where there is none. Further articles are related.
    """
    things: list[_Thing] = []
    for text in texts:
        _collect(loosejson.loads(text), things, 0)
    if not things:
        return
    posts = [t for t in things if any(_POSTS.search(k) for k in _types(t))]
    pages = [t for t in things if _PAGES.intersection(_types(t))]
    named = [t for t in posts if _is_headed(t, title)] if len(posts) > 1 else []
    yield from _told(things, named[:1] or posts[:1] or pages[:1], "json-ld", {})


def _is_headed(thing: _Thing, title: str) -> bool:
    """Tell an article whose headline stands in the page's title."""
    headline = thing.get("headline") or thing.get("name")
    return isinstance(headline, str) and len(said := clean(headline)) > 10 and said in title


def items(things: Sequence[_Thing], source: str, title: str, before: Iterable[Fact]) -> Iterator[Fact]:
    """Give the facts of things that marks in the page's elements describe: events, articles, comments.

    The post is the article that bears the page's `title`, or the only one; themes mark up teasers alike.
    Entities are numbered on from those in `before`.
    """
    kinds = (_EVENTS, _POSTS)
    found = [
        t for t in things if any(k.search(w) for w in _types(t) for k in kinds) or _COMMENTS.intersection(_types(t))
    ]
    posts = [t for t in found if any(_POSTS.search(k) for k in _types(t))]
    named = [t for t in posts if (n := t.get("headline") or t.get("name")) and isinstance(n, str) and clean(n) in title]
    numbers: dict[str, int] = {}
    for entity in {f.entity for f in before if "#" in f.entity}:
        kind = entity.partition("#")[0]
        numbers[kind] = numbers.get(kind, 0) + 1
    yield from _told(found, named[:1] or (posts if len(posts) == 1 else []), source, numbers)


def _told(things: Sequence[_Thing], own: Sequence[_Thing], source: str, numbers: dict[str, int]) -> Iterator[Fact]:
    """Give what is said of each thing, under the entity that it is."""
    known = {i: t for t in things if isinstance(i := t.get("@id"), str) and len(t) > 1}

    def number(kind: str) -> str:
        numbers[kind] = numbers.get(kind, 0) + 1
        return f"{kind}#{numbers[kind] - 1}"

    for thing in things:
        kinds = _types(thing)
        if own and thing is own[0]:
            found = _facts(thing, "post", _POST_WORDS, known, source)
            page = not any(_POSTS.search(k) for k in kinds)
            # The day of a page that is no article is often that of the site's building.
            yield from (f._replace(source=PAGE) if page and f.property.startswith("date") else f for f in found)
            if isinstance(text := thing.get("articleBody"), str):
                yield Fact(TEXT, unescape(unescape(text)) if "&" in text else text, "post", source)
        elif "BreadcrumbList" in kinds:
            yield from _breadcrumbs(thing)
        elif any(_EVENTS.search(k) for k in kinds):
            yield from _facts(thing, number("event"), _EVENT_WORDS, known, source, _address(thing, known))
        elif _COMMENTS.intersection(kinds):
            yield from _facts(thing, number("comment"), _COMMENT_WORDS, known, source)
        elif any(_POSTS.search(k) for k in kinds):
            yield from _facts(thing, number("related"), _POST_WORDS, known, source)
        elif _SITES.intersection(kinds):
            yield from _facts(thing, "site", _SITE_WORDS, known, source)


def _collect(data: object, things: list[_Thing], depth: int) -> None:
    """Add the typed objects in `data`, outer ones first, those of lists and graphs in order."""
    if depth > _MAX_DEPTH or len(things) > MAX_FACTS:
        return
    if isinstance(data, list):
        for item in data:
            _collect(item, things, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            things.append(data)
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "subEvent", "subEvents", "event", "events",
                    "itemListElement", "item", "comment"):  # fmt: skip
            if key in data and isinstance(data[key], dict | list):
                _collect(data[key], things, depth + 1)


def _types(thing: _Thing) -> list[str]:
    kinds = thing.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return [k.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for k in found if isinstance(k, str)]


def _facts(
    thing: _Thing,
    entity: str,
    words: Iterable[str],
    known: Mapping[str, _Thing],
    source: str,
    more: Iterable[tuple[str, str]] = (),
) -> Iterator[Fact]:
    for word in words:
        first, _, second = word.partition(".")
        if first in thing:
            said = first if second == "name" and first in _BY_NAME else word
            for value in _values(thing[first], second or "name", known, not second or second == "name", 0):
                yield Fact(said, value, entity, source)
    for word, value in more:
        yield Fact(word, value, entity, source)


def _values(data: object, word: str, known: Mapping[str, _Thing], plain: bool, depth: int) -> Iterator[str]:
    """Give plain values where `plain`; of an object (or of the one that its @id names) the property `word`."""
    if depth > _MAX_DEPTH or data is None or isinstance(data, bool):
        return
    if isinstance(data, list):
        for item in data:
            yield from _values(item, word, known, plain, depth + 1)
    elif isinstance(data, dict):
        inner = data.get(word)
        if inner is None and word == "name":
            inner = data.get("@value")
        if inner is None and isinstance(ref := data.get("@id"), str) and ref in known and known[ref] is not data:
            inner = known[ref].get(word)
        yield from _values(inner, word, known, True, depth + 1)
    elif plain:
        value = clean(str(data))
        if value and len(value) <= MAX_VALUE:
            yield value


def _address(thing: _Thing, known: Mapping[str, _Thing]) -> Iterator[tuple[str, str]]:
    places = thing.get("location")
    for place in places if isinstance(places, list) else [places]:
        if not isinstance(place, dict):
            continue
        if "VirtualLocation" in _types(place):
            yield "location.online", clean(str(place.get("url") or place.get("name") or ""))
        own = place if "streetAddress" in place or "PostalAddress" in _types(place) else None
        address = own or place.get("address") or known.get(str(place.get("@id")), {}).get("address")
        if isinstance(address, dict):
            parts = (
                address.get(k)
                for k in ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
            )
            address = ", ".join(p for p in parts if isinstance(p, str) and p.strip())
        if isinstance(address, str) and (value := clean(address)):
            yield "location.address", value


def _breadcrumbs(thing: _Thing) -> Iterator[Fact]:
    items = thing.get("itemListElement")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str) and (value := clean(name)):
                yield Fact("breadcrumb", value, "post", "json-ld")
