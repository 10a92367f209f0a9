"""Which line of a page is its headline: the heading most like what the head of the page says."""

from collections.abc import Sequence
from itertools import pairwise

from postparse.lexicon import fold
from postparse.page.htmllines import Box, Line

_APART = frozenset(("navigation", "footer", "comments", "related"))


def headline(lines: Sequence[Line], titles: Sequence[str], sites: frozenset[str], said: Sequence[str]) -> Line | None:
    """Give the heading most like what the head says; where the head says nothing, the marked or first h1.

    `titles` are the window's and Open Graph's, `sites` the names of the site, folded, `said` what other
    metadata call the post.
    """
    heads = [t for t in map(_bare, titles) if t]
    if heads and len(set(heads)) == 1 and any(_bare(n.text) == heads[0] and leads_home(n) for n in lines[:_TOP]):
        # The head of the page says no more than the site's name.
        sites, heads = sites | {heads[0]}, []
    best: tuple[float, Line | None] = (0.0, None)
    for line in lines:
        if line.hint != "title" and (line.kind != "heading" or line.level > _LOWEST):
            continue
        if len(line.text) > 400:
            continue
        text = _bare(line.text)
        like = max((likeness(text, t) for t in heads), default=0.5)
        if like < 0.9 and (line.box.own in _APART or (line.level > 2 and _stands_in(line.box, _APART))):
            continue
        if text not in heads and (text in sites or leads_home(line)):
            continue
        main = line.level == 1 or line.hint == "title"
        weight = like * 10 + 3 * (like == 1) + (line.level == 1) + (line.hint == "title") * 1.5 - (line.level > 2) * 0.5
        if (like >= 0.5 or (main and like > 0)) and weight > best[0]:
            best = (weight, line)
    found = best[1] or _over_byline(lines, sites)
    return (_below_trail(found, lines, [*titles, *said]) or found) if found is not None and _in_trail(found) else found


_BYLINES = frozenset(("byline", "author", "published"))


def _over_byline(lines: Sequence[Line], sites: frozenset[str]) -> Line | None:
    """Give the one heading right above a byline, as boards set it whose window names only site and board."""
    found = [
        line
        for line, below in pairwise(lines)
        if line.kind == "heading"
        and line.level <= _LOWEST
        and below.hint in _BYLINES
        and _bare(line.text) not in sites
        and not (leads_home(line) or _stands_in(line.box, _APART))
    ]
    return found[0] if len(found) == 1 else None


_LOWEST = 4


def leads_home(line: Line) -> bool:
    """Tell whether a heading is a link to the site's front page: then it is the site's name."""
    for start, end, attrs in line.links:
        if end - start >= len(line.text) - 1:
            _, mark, rest = attrs.get("href", "").rpartition("://")
            path = rest.partition("/")[2] if mark else rest.lstrip("./")
            return bool(rest) and rest[0] not in "#?" and path.partition(".")[0] in ("", "index", "home")
    return False


def _bare(text: str) -> str:
    """Give a title folded, without what some themes set around it: `■ Headline`."""
    text = fold(text)
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def likeness(a: str, b: str) -> float:
    """Give how alike two titles are, from 0 to 1; one within the other counts by the part it is."""
    if a == b:
        return 1.0
    if a in b or b in a:
        share = min(len(a), len(b)) / max(len(a), len(b))
        return 0.9 if share > 0.4 else share
    first, second = set(a.split()), set(b.split())
    both = len(first & second)
    return 0.85 * 2 * both / (len(first) + len(second))


def _in_trail(line: Line) -> bool:
    """Tell whether a heading stands in a menu: some sites end a breadcrumb with a title for search engines."""
    return _stands_in(line.box, frozenset(("navigation",)))


def _stands_in(box: Box, regions: frozenset[str]) -> bool:
    around: Box | None = box
    while around is not None:
        if around.own in regions:
            return True
        around = around.parent
    return False


# So far down stands the site's name, in lines.
_TOP = 20

# How far below the trail the headline stands: kicker, date and picture may come before it.
_NEAR = 10


def _below_trail(trail: Line, lines: Sequence[Line], titles: Sequence[str]) -> Line | None:
    """Give the heading below a trail that metadata know and the trail's end differs from.

    Its kicker, set above or before it, may be missing in either.
    """
    claims = [words for t in titles if (words := _words(t)) and words != _words(trail.text)]
    at = lines.index(trail)
    best: tuple[float, Line | None] = (0.0, None)
    for line in lines[at + 1 : at + 1 + _NEAR]:
        if line.prose >= 150 and line.kind != "heading":
            break
        if line.hint != "title" and (line.kind != "heading" or line.level > 2):
            continue
        words = _words(line.text)
        like = max((_ending(words, c) for c in claims), default=0.0)
        if words != _words(trail.text) and like > best[0]:
            best = (like, line)
    return best[1]


def _words(text: str) -> str:
    """Give a text's words, whatever stands between them."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _ending(a: str, b: str) -> float:
    """Give the part of the longer text that the shorter is, where it ends it or opens it; 0 where it does neither."""
    short, long = sorted((a, b), key=len)
    share = len(short) / max(len(long), 1)
    if share < 0.4:
        return 0.0
    return share if long.endswith(short) else share * 0.7 if long.startswith(short) else 0.0
