"""Which part of a page is its post: regions by marks, main content by where the prose stands.

Works on what one walk counted; looks at no tree.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postparse.page.htmlblocks import Walk
from postparse.page.htmllines import Box, Line
from postparse.page.htmltitle import headline

if TYPE_CHECKING:
    from postparse.page.htmlprofile import Told

# A part so marked can't hold the post, unless most of the page's prose stands in it.
_APART = frozenset(
    ("navigation", "footer", "aside", "comments", "form", "share", "related", "author", "header", "hidden")
)
_HEADED = frozenset(("title", "subtitle", "caption"))
_META_HINTS = frozenset(
    ("author", "published", "modified", "category", "tag", "comments", "byline", "reading", "title")
)


def assign(
    walk: Walk,
    titles: list[str],
    sites: frozenset[str] = frozenset(),
    said: Sequence[str] = (),
    *,
    told: "Told | None" = None,
) -> tuple[Box, Box]:
    """Set the region of every box and line of `walk`, mark the title's line.

    Gives the box of the post's text, and that of the whole article with title and byline. `titles` are what the
    page's head says its title is, `sites` the names of the site, folded, `said` the other titles that metadata
    give, `told` what the site's profile tells.
    """
    boxes, lines = walk.boxes, walk.lines
    _add_up(boxes)
    _hint(walk)
    heading = (told and told.heading) or headline(lines, titles, sites, said)
    if heading is not None:
        box: Box | None = heading.box
        while box is not None:
            box.title = True
            box = box.parent
    _settle(boxes)
    _count_good(boxes, lines)
    if not _trust(boxes):
        _settle(boxes)
        _count_good(boxes, lines)
    root, outer = _root(boxes)
    if told and root not in told.roots:
        # Only wider: what stands beside the text, as an event's time and place, would be lost in a narrower one.
        root = next((box for box in told.roots if box.holds(root)), root)
    near = _near(outer if outer.holds(root) else root, heading)
    _place(boxes, lines, root, near, heading)
    if told:
        for box in told.boxes:
            box.region = "aside"
        for line in told.lines:
            line.region, line.hint = "furniture", ""
    return root, near


def _hint(walk: Walk) -> None:
    """Hand the marks' hints to the lines they cover whole, inner marks last.

    A mark such as "post-meta" of an element that holds a heading or much prose wraps more than a byline:
    it is taken back. A small heading alone may be the author's name.
    """
    made = walk.made
    for mark in walk.marks:
        if not mark.hint:
            continue
        covered = made[mark.first : mark.last]
        if not covered:
            line = made[mark.first] if mark.first < len(made) else None
            covered = [line] if line and mark.start == 0 and mark.end >= len(line.text) else []
        elif mark.hint not in _HEADED and (
            any(
                line.kind == "heading" and not _may_sign(line, mark.hint, covered)
                for line in covered[_heads_list(covered, mark.hint) :]
            )
            or sum(line.prose for line in covered) >= 300
        ):
            mark.hint = ""
            continue
        if _heads_list(covered, mark.hint):
            covered = covered[1:]
            mark.first, mark.start = mark.first + 1, 0
        for line in covered:
            line.hint = mark.hint
            if line.home is not None:
                line.home.hint = mark.hint


def _heads_list(covered: Sequence[Line], hint: str) -> bool:
    """Tell whether the first line heads a list of links: `Tags`, `Topics`."""
    return (
        hint in ("tag", "category")
        and len(covered) > 1
        and covered[0].kind == "heading"
        and covered[0].level > 1
        and all(line.links and line.kind != "heading" for line in covered[1:])
    )


def _may_sign(line: Line, hint: str, covered: Sequence[Line]) -> bool:
    return hint in ("author", "byline") and line.level > 2 and len(covered) == 1 and len(line.text) <= _LONGEST_NAMES


_LONGEST_NAMES = 80


def _add_up(boxes: list[Box]) -> None:
    for box in reversed(boxes):
        if box.parent is not None:
            box.parent.prose += box.prose
            box.parent.chars += box.chars
            box.parent.linked += box.linked
            box.parent.lines += box.lines


def _settle(boxes: list[Box]) -> None:
    """Settle each box's region: its own mark where that can be, else that of the box around it."""
    total = boxes[0].prose
    for box in boxes:
        own = box.own
        if own and _overruled(box, own, total):
            own = ""
        box.region = own or (box.parent.region if box.parent else "")


def _overruled(box: Box, own: str, total: int) -> bool:
    """Tell whether so much of the page's prose stands in a box that it can't be what its mark says."""
    prose, sense = box.prose, box.sense
    if own == "header" and (box.title or box.article is not None or box.within("main")):
        return True
    if box.title and prose * 10 >= total * 3:
        return True
    if not total or own in ("comments", "footer"):
        return False
    if own == "hidden":
        return prose * 10 >= total * 4 and box.paragraphs >= 3
    if sense.body and own != "related":
        return prose * 10 >= total
    if sense.region and not sense.sure and box.linked * 3 < box.chars:
        # A word among others in a class: "article-with-sidebar", "nav-anchor-text".
        return prose * 100 >= total * (50 if own in ("related", "author") else 12)
    return own != "navigation" and prose * 10 >= total * 6


def _count_good(boxes: list[Box], lines: list[Line]) -> None:
    """Set for each box the prose in it that is in no part apart."""
    for box in boxes:
        box.good = 0
    for line in lines:
        if line.prose and line.box.region not in _APART:
            line.box.good += line.prose
    for box in reversed(boxes):
        if box.good and box.parent is not None:
            box.parent.good += box.good


def _root(boxes: list[Box]) -> tuple[Box, Box]:
    """Give the box of the post's text: the one that is marked so and holds enough, else where the prose is.

    Behind it the one in whose neighbourhood title and byline are looked for.
    """
    total = boxes[0].good
    if not total:
        only = next((b for b in boxes if b.tag in ("article", "main") or b.sense.body), boxes[0])
        return only, only
    marked = [b for b in boxes if b.sense.body and b.region not in _APART and b.good * 10 >= total * 3]
    if marked:
        outer = max(marked, key=lambda b: b.good)
        # The innermost marked box that still holds nearly all of the outer one.
        inner = [b for b in marked if b.good * 20 >= outer.good * 17]
        root = _joined(boxes, outer) or inner[-1]
        return root, root
    outer = _descend(boxes, boxes[0], 7)
    return _descend(boxes, outer, 6), outer


def _joined(boxes: list[Box], outer: Box) -> Box | None:
    """Give what holds all the marked boxes of an article whose text is cut into several, as by advertisements."""
    article = outer.article
    if article is None or outer.good * 6 >= article.good * 5:
        return None
    kin = [
        b
        for b in boxes
        if b.article is article and b.sense.body and b.good and b.region not in _APART
        and not outer.holds(b) and not b.holds(outer)
    ]  # fmt: skip
    if sum(b.good for b in kin) * 5 < outer.good:
        return None
    box = outer
    while box is not article and box.parent is not None and not all(box.holds(b) for b in kin):
        box = box.parent
    return box


def _descend(boxes: list[Box], box: Box, share: int) -> Box:
    """Go down from a box to the last one that holds so many tenths of the prose of the one around it."""
    children: dict[Box, list[Box]] = {}
    for inner in boxes:
        if inner.parent is not None and inner.good:
            children.setdefault(inner.parent, []).append(inner)
    while True:
        best = max(children.get(box, ()), key=lambda b: b.good, default=None)
        if (
            best is None
            or best.good * 10 < box.good * share
            or best.tag in ("ul", "ol", "dl", "table", "blockquote", "figure")
        ):
            return box
        box = best


def _near(root: Box, heading: Line | None) -> Box:
    """Give the article around the post's text: the nearest such element, or what holds text and title both."""
    box: Box | None = root
    while box is not None and box.tag not in ("article", "main"):
        box = box.parent
    if box is not None and (heading is None or box.title):
        return box
    box = root
    while heading is not None and box.parent is not None and not box.title:
        box = box.parent
    return box


def _trust(boxes: list[Box]) -> bool:
    """Tell whether marks left most of the prose where the page says that the text is; else take the weak ones back."""
    changed = False
    for body in boxes:
        if (
            not (body.sense.body or body.tag == "article")
            or body.prose * 10 < boxes[0].prose * 3
            or body.good * 10 >= body.prose * 4
        ):
            continue
        for box in boxes:
            if (
                box.own not in ("", "comments", "footer", "related")
                and box is not body
                and body.holds(box)
                and box.sense.region
            ):
                box.own, changed = "", True
    return not changed


def _beside_captions(boxes: list[Box], lines: list[Line]) -> set[int]:
    """Tell lines that stand in a figure beside its caption: buttons, lengths and names of films."""
    figures: dict[Box | None, Box | None] = {None: None}
    for box in boxes:
        figures[box] = box if box.tag == "figure" else figures[box.parent]
    captioned = {figures[line.box] for line in lines if line.kind == "caption"} - {None}
    if not captioned:
        return set()
    return {
        number
        for number, line in enumerate(lines)
        if figures[line.box] in captioned
        and line.kind in ("paragraph", "heading", "list_item")
        and line.prose < 100
        and not line.hint
    }


def _place(boxes: list[Box], lines: list[Line], root: Box, near: Box, heading: Line | None) -> None:
    # 2 in the post's text, 1 in the article around it, else 0; a box stands behind the one around it.
    inside: dict[Box | None, int] = {None: 0}
    for box in boxes:
        inside[box] = 2 if box is root else inside[box.parent] or int(box is near)
    beside = _beside_captions(boxes, lines)
    first = next((i for i, line in enumerate(lines) if inside[line.box] == 2), len(lines))
    title = next((i for i, line in enumerate(lines) if line is heading), -1)
    prose = next((i for i, line in enumerate(lines) if inside[line.box] and line.prose >= 100), len(lines))
    for number, line in enumerate(lines):
        where, region = inside[line.box], line.box.region
        if where and region == "footer" and title <= number < prose:
            # Some themes call the byline under the title a footer.
            region = ""
        if line.hint in _META_HINTS and line.prose >= 200:
            line.hint = ""
        if line is heading:
            line.region, line.hint = "content", "title"
        elif region in _APART:
            line.region = region
        elif number in beside:
            line.region = "aside"
        elif where == 2 or (where == 1 and title <= number < first and title >= 0):
            line.region = "content"
        elif where == 1:
            line.region = ""
        else:
            line.region = "header" if number < first else "aside"
        if line.hint == "title" and line is not heading:
            line.hint = ""
