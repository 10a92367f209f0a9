"""What the pages of one site share, learnt from some of them: the paths of their fields, and their furniture.

A path is learnt where what stands at it is what the page's own parse gave, on nearly all pages that have it; so
learning adds no belief of its own, it lets the pages that are plain speak for those that are not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from postparse.document import Document, Passage
from postparse.fields import author_names
from postparse.learning import furniture
from postparse.lexicon import fold
from postparse.page import htmlpaths
from postparse.page.htmllines import Box
from postparse.page.htmlpaths import Element, TracedWalk
from postparse.post import Post
from postparse.profile import Profile
from postparse.values import stamp

FEWEST = 5
"""Pages that a profile needs at least."""

_MOST_PATHS = 3
# What an element holds at most, in code points, to be asked for a field.
_LONGEST = {"title": 300, "author": 120, "published": 120, "category": 60, "tag": 60}
# Parts of a page that repeat its title: bars that stay while one scrolls, trails, forms.
_APART = frozenset(("navigation", "footer", "aside", "related", "comments", "form", "share", "hidden"))
_LISTS = frozenset(("author", "category", "tag"))
_MOST_AUTHORS = 6


class Page(NamedTuple):
    """A page as it was read without a profile; `root` is the box of its text."""

    walk: TracedWalk
    root: Box
    document: Document
    post: Post


def quorum(pages: int) -> int:
    """Give on how many of `pages` something stands that is the site's: most sites have more than one template."""
    return max(3, ceil(pages / 3))


def learn(pages: Sequence[Page], host: str = "") -> Profile:
    """Give what repeats in the pages of one site; the same post twice counts once."""
    unlike = list({(p.post.title, p.post.body): p for p in reversed(pages)}.values())[::-1]
    least = quorum(len(unlike))
    known = Counter(name for p in unlike for name in {n for e in p.walk.elements for n in e.names})
    kept = {name: count for name, count in known.items() if count >= least}
    paths = _fields(unlike, kept, least)
    if roots := _roots(unlike, kept, least):
        paths["content"] = roots
    blocks, lines = furniture.find([(p.walk, p.root, p.post, p.document) for p in unlike], kept, least)
    return Profile(host, _site(unlike, least), len(unlike), dict(sorted(paths.items())), blocks, lines)


# --- fields -------------------------------------------------------------------


class _Votes:
    """Of a path: pages on which its text is the field's, on which it is another, and the distinct texts."""

    __slots__ = ("against", "extra", "pro", "texts")

    def __init__(self) -> None:
        self.pro = self.against = self.extra = 0
        self.texts: set[str] = set()


def _fields(pages: Sequence[Page], kept: Mapping[str, int], least: int) -> dict[str, tuple[str, ...]]:
    votes: dict[str, dict[str, _Votes]] = {field: defaultdict(_Votes) for field in _LONGEST}
    pro: dict[str, dict[str, list[int]]] = {field: defaultdict(list) for field in _LONGEST}
    for number, page in enumerate(pages):
        for (where, field), agrees in _votes(page, kept).items():
            found = votes[field][where]
            if agrees is None:
                found.extra += 1
            elif agrees[0]:
                found.pro += 1
                pro[field][where].append(number)
                found.texts.add(agrees[1])
            else:
                found.against += 1
    chosen = {f: _chosen(votes[f], pro[f], least) for f in votes}
    return {field: found for field, found in chosen.items() if found}


def _chosen(votes: Mapping[str, _Votes], pro: Mapping[str, list[int]], least: int) -> tuple[str, ...]:
    """Choose the path on which most pages agree, then for the pages without it the next, as other templates have."""
    sound = [w for w, v in votes.items() if v.pro >= least and v.against * 10 <= v.pro and len(v.texts - {""}) > 1]
    found: list[str] = []
    seen: set[int] = set()
    while len(found) < _MOST_PATHS:
        fresh = {where: len(set(pro[where]) - seen) for where in sound}
        best = min(
            (w for w in sound if fresh[w] >= min(least, 3)),
            key=lambda w: (-fresh[w], votes[w].extra, "." not in w.rpartition(htmlpaths.JOINT)[2], len(w), w),
            default=None,
        )
        if best is None:
            break
        found.append(best)
        seen.update(pro[best])
    return tuple(found)


def _votes(page: Page, kept: Mapping[str, int]) -> dict[tuple[str, str], tuple[bool, str] | None]:
    """Tell for each path of a page and each field whether what stands there is the field's value.

    None where the page's parse has no such value, so that nothing can be told.
    """
    texts: dict[str, list[tuple[Element, str]]] = defaultdict(list)
    for element in page.walk.elements:
        if text := htmlpaths.text_of(page.walk, element, _LONGEST["title"]):
            texts[htmlpaths.path(element, kept)].append((element, text))
    told: dict[tuple[str, str], tuple[bool, str] | None] = {}
    for where, held in texts.items():
        for field, longest in _LONGEST.items():
            single = len({t for _, t in held}) == 1 if field == "published" else len(held) == 1
            if (field in _LISTS or single) and all(len(t) <= longest for _, t in held):
                vote = _vote(page, field, held)
                told[where, field] = vote
            elif len(held) > 1:
                told[where, field] = (False, "")
    return told


def _vote(page: Page, field: str, held: list[tuple[Element, str]]) -> tuple[bool, str] | None:
    post, text = page.post, held[0][1]
    if field == "title":
        aside = held[0][0].around is not None and held[0][0].around.region in _APART
        return (fold(text) == fold(post.title) and not aside, text) if post.title else None
    if field == "published":
        day = (post.byline.published or "")[:10]
        said = held[0][0].attrs.get("datetime", "")[:10] if held[0][0].attrs else ""
        if not day:
            return None
        if said:
            return said == day, day
        read = stamp.read(Passage(text, 0), post.language, lambda: None) if any(map(str.isdigit, text)) else None
        return read is not None and read.value[:10] == day, day
    if field == "author":
        names = sorted(fold(a.name) for a in post.byline.authors)
        if not names:
            return None
        whole = fold(" ".join(t for _, t in held[:_MOST_AUTHORS]))
        if not all(name in whole for name in names):
            return False, ""
        found = {fold(p.text) for _, t in held for p in author_names.names(Passage(t, 0), post.language)}
        return found == set(names), " ".join(names)
    values = post.categories if field == "category" else post.tags
    if not values:
        return None
    said_here = {fold(t) for _, t in held}
    return said_here == {fold(v) for v in values}, " ".join(sorted(said_here))


# --- content and name ---------------------------------------------------------


def _roots(pages: Sequence[Page], kept: Mapping[str, int], least: int) -> tuple[str, ...]:
    """Give the paths of the boxes in which the posts' text was found; what says the same on page after page is none."""
    found: Counter[str] = Counter()
    said = Counter(text for p in pages for text in {line.text for line in p.walk.lines if line.prose})
    for page in pages:
        root = next((e for e in page.walk.elements if e.box is page.root), None)
        inside = page.walk.made[root.first : root.last] if root else []
        own = sum(line.prose for line in inside if said[line.text] < 2)
        if root is not None and own * 2 > page.root.prose and (where := htmlpaths.path(root, kept)):
            found[where] += 1
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(where for where, count in ranked if count >= least)[:_MOST_PATHS]


def _site(pages: Sequence[Page], least: int) -> str:
    """Give the name that most pages declare for their site, else the end that the windows' titles share."""
    declared = (next(iter(_said(p, "name", "site")), "") for p in pages)
    return _commonest(declared, least) or _commonest((_tail(p) for p in pages), max(least, len(pages) * 2 // 3))


def _said(page: Page, name: str, entity: str) -> list[str]:
    return [c.value for c in page.document.claims if c.property == name and c.entity == entity]


def _tail(page: Page) -> str:
    """Give what follows the headline in the window's title."""
    title, whole = page.post.title or "", next(iter(_said(page, "name", "post")), "")
    rest = whole[len(title) :].strip() if title and whole.startswith(title) else ""
    return rest.lstrip("|｜-–—·•:»/").strip() if len(rest) < 60 else ""


def _commonest(names: Iterable[str], least: int) -> str:
    found = Counter(filter(None, names))
    best = min(found, key=lambda n: (-found[n], n), default="")
    return best if found[best] >= least else ""
