"""What stands on most pages of a site and is no post's: elements of links or of the same words, and single lines.

Only what a parse took for the post's text is of use; what it already passes over is not told. What announcements
repeat is their own (place, host, how to come), so that they teach nothing but lists of links.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from postparse import labels
from postparse.document import Document, Passage
from postparse.lexicon import fold
from postparse.page import htmlpaths
from postparse.page.htmllines import Box, Line
from postparse.page.htmlpaths import Element, TracedWalk
from postparse.post import Post
from postparse.profile import key

_MOST_BLOCKS, _MOST_LINES, _LONGEST = 40, 60, 400
# A page's parse and how it was read: the walk, the box of its text, the post, its document.
Read = tuple[TracedWalk, Box, Post, Document]
# The path of a line and its text as `key` gives it.
Said = tuple[str, str]
# Fields whose lines are no furniture, whatever repeats: a series has the same place and hosts each time.
_HELD = ("/title", "/byline", "/categories", "/tags", "/schedule", "/participants", "/organizers", "/summary")
# Kinds of lines that stand over, or beside, what they tell of.
_HEADS = frozenset(("heading", "term", "definition", "table_row", "code"))


def find(
    pages: Sequence[Read], kept: Mapping[str, int], least: int
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Give the paths of elements that are furniture, and path -> texts of lines that are."""
    paths = [[htmlpaths.path(o, kept) if o else "" for o in page[0].owners] for page in pages]
    repeated = _repeated(pages, paths, least)
    held = [_held(page) for page in pages]
    blocks = _blocks(pages, paths, repeated, held, kept, least)
    return blocks, _lines(pages, paths, repeated, held, frozenset(blocks))


def _repeated(pages: Sequence[Read], paths: Sequence[Sequence[str]], least: int) -> frozenset[Said]:
    """Give the (path, text) of lines that stand on enough pages."""
    found: Counter[Said] = Counter()
    for (walk, *_), places in zip(pages, paths, strict=True):
        lines = zip(walk.made, places, strict=True)
        found.update({(where, key(line.text)) for line, where in lines if len(line.text) <= _LONGEST})
    return frozenset(said for said, count in found.items() if count >= least)


def _held(page: Read) -> frozenset[int]:
    """Give the numbers of the lines that a field other than the body was read from, or that say what one holds."""
    walk, _, post, _ = page
    # Of links those that lead to what belongs to the post: a form, a film, a file.
    told = (*_HELD, *(f"/links/{i}/text" for i, link in enumerate(post.links) if link.rel))
    starts = [e.start for pointer, found in post.evidence.items() if pointer.startswith(told) for e in found]
    values = {fold(v) for v in (post.title or "", *post.categories, *post.tags, *(a.name for a in post.byline.authors))}
    starts.sort()
    held: set[int] = set()
    for number, line in enumerate(walk.made):
        home, _ = line.placed()
        at = bisect_left(starts, home.start)
        if fold(line.text) in values or (at < len(starts) and starts[at] < home.start + len(home.text)):
            held.add(number)
    return frozenset(held)


def _is_linked(line: Line) -> bool:
    return sum(end - start for start, end, _ in line.links) * 10 >= len(line.text) * 8


class _Counts(NamedTuple):
    """How many of a page's lines, up to each, are links, are fresh, are neither link nor repeated, and are held."""

    linked: list[int]
    fresh: list[int]
    prose: list[int]
    held: list[int]


def _counts(walk: TracedWalk, places: Sequence[str], repeated: Collection[Said], held: Collection[int]) -> _Counts:
    rows = []
    for number, (line, where) in enumerate(zip(walk.made, places, strict=True)):
        linked = bool(line.links) and _is_linked(line)
        fresh = (where, key(line.text)) not in repeated and any(map(str.isalnum, line.text))
        rows.append((linked, fresh, fresh and not linked, number in held))
    return (
        _Counts(*([0, *accumulate(column)] for column in zip(*rows, strict=True))) if rows else _Counts([], [], [], [])
    )


def _is_furniture(element: Element, counts: _Counts) -> bool:
    """Tell an element of repeated lines only; one with a name may hold links that change, one under another."""
    linked, fresh, prose, held = (column[element.last] - column[element.first] for column in counts)
    return not held and not prose and (not fresh or (linked > 1 and bool(element.names)))


def _blocks(
    pages: Sequence[Read],
    paths: Sequence[Sequence[str]],
    repeated: Collection[Said],
    held: Sequence[Collection[int]],
    kept: Mapping[str, int],
    least: int,
) -> tuple[str, ...]:
    """Give the paths of elements that hold nothing but links and repeated lines wherever they stand."""
    pro: Counter[str] = Counter()
    against: Counter[str] = Counter()
    useful: Counter[str] = Counter()
    boxes = [_boxes(page[0], kept) for page in pages]
    for (walk, root, post, _), places, own, found in zip(pages, paths, held, boxes, strict=True):
        counts = _counts(walk, places, repeated, own)
        alone = _counts(walk, places, (), own) if post.schedule else counts
        content = [0, *accumulate(line.region == "content" for line in walk.made)]
        told: dict[str, bool] = {}
        used: set[str] = set()
        for element, where in found:
            said = _is_furniture(element, counts) and not element.box.holds(root)  # type: ignore[union-attr]
            if said and not _is_furniture(element, alone):
                continue
            told[where] = told.get(where, True) and said
            if said and content[element.last] > content[element.first]:
                used.add(where)
        for where, said in told.items():
            (pro if said else against)[where] += 1
        useful.update(used)
    sound = {w for w, n in pro.items() if n >= least and against[w] * 10 <= n and useful[w]}
    outer = {where for found in boxes for where in _outermost(found, sound)}
    return tuple(sorted(sorted(outer, key=lambda w: (-useful[w], w))[:_MOST_BLOCKS]))


def _boxes(walk: TracedWalk, kept: Mapping[str, int]) -> list[tuple[Element, str]]:
    """Give the elements that are boxes with lines in them, and their paths."""
    found = [e for e in walk.elements if e.box is not None and e.last > e.first]
    return [(e, where) for e in found if (where := htmlpaths.path(e, kept))]


def _outermost(boxes: Sequence[tuple[Element, str]], sound: Collection[str]) -> Iterator[str]:
    end = 0
    for element, where in boxes:
        if element.first >= end and where in sound:
            end = element.last
            yield where


def _lines(
    pages: Sequence[Read],
    paths: Sequence[Sequence[str]],
    repeated: Collection[Said],
    held: Sequence[Collection[int]],
    blocks: frozenset[str],
) -> dict[str, tuple[str, ...]]:
    """Give the lines of posts' texts that stand there again and again and are no post's own."""
    found: Counter[Said] = Counter()
    kept_back: set[Said] = set()
    inside = htmlpaths.Steps(blocks)
    for page, places, own in zip(pages, paths, held, strict=True):
        walk, post = page[0], page[2]
        covered = htmlpaths.numbers(e for e in walk.elements if e.box and any(inside.at(e)))
        for number, (line, where) in enumerate(zip(walk.made, places, strict=True)):
            said = (where, key(line.text))
            if said not in repeated or number in covered:
                continue
            if number in own or _announces(line, post.language):
                kept_back.add(said)
            elif where and not post.schedule and line.placed()[0].region == "content":
                found[said] += 1
    ranked = sorted((said for said in found if said not in kept_back), key=lambda said: (-found[said], said))
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for where, text in sorted(ranked[:_MOST_LINES]):
        lines[where].append(text)
    return {where: tuple(texts) for where, texts in lines.items()}


def _announces(line: Line, language: str | None) -> bool:
    """Tell a line that can stand over the post's own text, or label a part of it."""
    if line.kind in _HEADS or line.home is not None or line.strong or line.text.rstrip()[-1:] in ":：":
        return True
    passage = Passage(line.text.replace("\t", " ").replace("\n", " "), 0)
    if labels.alone(passage, language) is not None:
        return True
    found = labels.find(passage, language)
    return found is not None and bool(found[0].keys)
