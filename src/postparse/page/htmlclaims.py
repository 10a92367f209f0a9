"""The claims of a page: what its head says, and what marks in its visible text say."""

from collections.abc import Iterator
from urllib.parse import urljoin

from postparse.document import Claim, Span
from postparse.page import metatags, structured
from postparse.page.facts import TEXT, Fact, clean
from postparse.page.htmlblocks import Walk
from postparse.page.htmllines import Box, Line, Mark, Pieces, flat, tidy
from postparse.page.htmltags import DATES, is_moment

_PROPERTIES = {
    "author": "author", "published": "datePublished", "modified": "dateModified", "category": "articleSection",
    "tag": "keywords", "comments": "commentCount", "title": "headline", "subtitle": "alternativeHeadline",
    "start": "startDate", "end": "endDate", "time": "time", "publisher": "publisher", "byline": "byline",
}  # fmt: skip
# What a mark holds at most, in code points: longer is the text itself, not a name or a date.
_LONGEST = {"headline": 400, "alternativeHeadline": 600, "byline": 400}
_MOST, _LINES = 400, 20


def titles(walk: Walk) -> list[str]:
    found = [
        tidy(clean(m.get("content", "")))
        for m in walk.metas
        if m.get("property") == "og:title" or m.get("name") == "og:title"
    ]
    return [t for t in [*found, *(tidy(t) for t in walk.titles[:1])] if t][:3]


def facts(walk: Walk) -> list[Fact]:
    """Give what the page's head says, plus the JSON-LD of its body."""
    facts = []
    if walk.titles and (title := tidy(walk.titles[0])):
        facts.append(Fact("name", title, "post", "title"))
    if walk.language:
        facts.append(Fact("inLanguage", walk.language, "post", "lang"))
    facts += structured.json_ld(walk.scripts, " | ".join(titles(walk)))
    facts += metatags.meta(walk.metas)
    facts += metatags.links(walk.heads)
    struck = (tidy(text) for text in walk.struck[:_LINES])
    facts += [Fact("struck", t, "post", "del") for t in struck if len(t) <= 120 and any(map(str.isdigit, t))]
    return facts


def described(walk: Walk, facts: list[Fact]) -> list[Fact]:
    """Give what marks in the page's elements describe, such as an event in microdata; `facts` are the head's."""
    found: list[Fact] = []
    title = " | ".join(titles(walk))
    for source, things in walk.things.items():
        found += structured.items(things, source, title, [*facts, *found])
    return found


def head(facts: list[Fact], pieces: Pieces, origin: str = "head") -> Iterator[Claim]:
    """Write the facts below the page's text, so that every value has a place, and give them as claims."""
    if facts:
        pieces.add("\n")
    for fact in dict.fromkeys(facts):
        value = tidy(fact.value) if fact.property != TEXT else ""
        if value:
            yield _written(fact.property, value, origin, fact.entity, fact.source, pieces)


def _written(prop: str, value: str, origin: str, entity: str, source: str, pieces: Pieces) -> Claim:
    start = pieces.add(f"\n{prop}: {value}") + len(prop) + 3
    return Claim(prop, value, origin, Span(start, start + len(value)), entity, source)


def visible(walk: Walk, root: Box, near: Box, base: str | None, pieces: Pieces) -> list[Claim]:
    """Give what marked-up places of the visible page say: authors, dates, categories, tags, comments.

    What stands only in attributes (a machine's form of a date, an author's address) is written below the text.
    """
    claims: dict[tuple[str, str, str], Claim] = {}
    written: dict[tuple[str, str, str, str], None] = {}
    numbers: dict[Box, int] = {}
    beside = _beside(walk)
    for mark in walk.marks:
        prop = _PROPERTIES.get(mark.hint)
        if prop is None or len(claims) >= _MOST:
            continue
        if mark.taught:
            entity, source = "post", "profile"
        elif mark.first in beside and mark.hint in _DATING and mark.box.region in _BARS and mark.box.prose < 100:
            entity, source = "post", _source(mark)
        else:
            entity, source = _entity(mark.box, root, near, numbers), _source(mark)
        for line, start, end in _covered(mark, walk):
            home, shift = line.placed()
            for s, e, address in _parts(mark, line, start, end, prop):
                at = home.start + shift + s
                claim = Claim(prop, flat(line.text[s:e]), "visible", Span(at, at + e - s), entity, source)
                claims.setdefault((prop, claim.value, entity), claim)
                if address and prop == "author" and (full := absolute(address, base)):
                    written["author.url", full, entity, source] = None
        if moment := _moment(mark):
            written[prop, moment, entity, "time"] = None
    return [*claims.values(), *(_written(p, v, "visible", e, s, pieces) for p, v, e, s in written)]


# Themes set the byline under the headline into a bar of buttons; so far below it there is no other post's.
_BARS = frozenset(("share", "navigation", "aside"))
_DATING = frozenset(("published", "modified", "time"))
_FAR = 6


def _beside(walk: Walk) -> range:
    """Give the numbers of the lines right below the headline, and of the one above it."""
    for number, line in enumerate(walk.made):
        if line.hint == "title" and line.region == "content":
            return range(number - 1, number + _FAR)
    return range(0)


def _moment(mark: Mark) -> str | None:
    """Give the machine's form of a date."""
    said = mark.attrs.get("datetime")
    if said is None and (mark.tag == "abbr" or is_moment(mark.attrs.get("title", ""))):
        said = mark.attrs.get("title")
    if said is None and mark.hint in DATES:
        said = mark.attrs.get("content")
    return tidy(said) if said and len(said) < 60 else None


def _source(mark: Mark) -> str:
    if mark.tag == "a" and mark.attrs.get("rel"):
        return "rel"
    if "itemprop" in mark.attrs:
        return "microdata"
    return "time" if mark.tag == "time" else "class"


def _parts(mark: Mark, line: Line, start: int, end: int, prop: str) -> list[tuple[int, int, str | None]]:
    """Cut what a mark covers into values: its links where it lists some, else all of it."""
    if prop in ("articleSection", "keywords", "author"):
        links = [(s, e, a) for s, e, a in line.links if start <= s and e <= end + 1 and s < e]
        parts = [
            (s + len(line.text[s:e]) - len(line.text[s:e].lstrip()), s + len(line.text[s:e].rstrip()), a.get("href"))
            for s, e, a in links
        ]
        parts = [p for p in parts if p[0] < p[1] and p[1] - p[0] <= 100]
        if parts:
            return parts
    if end - start > _LONGEST.get(prop, 120):
        return []
    return [(start, end, mark.attrs.get("href") if prop == "author" else None)]


def _entity(box: Box, root: Box, near: Box, numbers: dict[Box, int]) -> str:
    """Tell whose a mark is: the post's, a comment's, a related post's, or the site's."""
    region = box.region
    article = box.article
    if article is not None and article is not root.article and not article.title and not article.holds(root):
        kind = "comment" if region == "comments" else "related"
        return f"{kind}#{numbers.setdefault(article, len(numbers))}"
    if region == "comments":
        return f"comment#{numbers.setdefault(box, len(numbers))}"
    if region in ("related", "aside", "navigation", "share", "hidden"):
        return f"related#{numbers.setdefault(box, len(numbers))}"
    if not near.holds(box) and (region in ("footer", "form", "header") or (near.title and box.number < near.number)):
        return "site"
    return "post"


def _covered(mark: Mark, walk: Walk) -> Iterator[tuple[Line, int, int]]:
    """Give the stretches of lines that a mark covers: (line, start, end), without white space around."""
    for number in range(mark.first, min(mark.last + 1, mark.first + _LINES, len(walk.made))):
        line = walk.made[number]
        start = mark.start if number == mark.first else 0
        end = mark.end if number == mark.last else len(line.text)
        part = line.text[start:end]
        if bare := part.strip():
            at = start + len(part) - len(part.lstrip())
            yield line, at, at + len(bare)


def absolute(href: str, base: str | None) -> str | None:
    """Give the address a link leads to; as written where the page's own is not known."""
    href = tidy(href)
    if not href or href[:11].lower().startswith(("javascript:", "data:", "vbscript:")):
        return None
    if base is None or href.startswith(("http://", "https://", "mailto:", "tel:")):
        return href
    if href[0] == "/" and "/." not in href and href[1:2] != "/":
        # What urljoin would give, at a tenth of its time.
        end = base.find("/", base.find("://") + 3)
        return (base if end < 0 else base[:end]) + href
    try:
        return urljoin(base, href)
    except ValueError:
        return href
