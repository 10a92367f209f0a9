"""The post's own headline, and the label that it may open with."""

import re
from collections.abc import Iterator
from functools import cache

from postparse import lexicon
from postparse.document import Claim, Passage, Span
from postparse.fields.overline import BRACKETS, heads_text, is_alone, is_from, is_kind, is_masthead, unstarred
from postparse.lexicon import fold
from postparse.outline import MetaLine, Node, Outline
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp

# Labels that never open a headline.
_STRUCTURAL = (
    "when",
    "date",
    "time",
    "where",
    "when_where",
    "published",
    "modified",
    "author",
    "tags",
    "category",
)


def labelled(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A line near the top that is labelled as title, topic or subject."""
    free = (n.index for n in outline.nodes if _may_be_title(n) and not n.label and not _hangs(outline, n))
    first = next(free, len(outline.nodes))
    for section in outline.labelled("title", "talk", "event_title"):
        if section.head > min(first, 8) or not section.entries:
            continue
        if "event_title" in section.label.keys and is_alone(outline.nodes, section.head):
            continue  # `Seminar: The night sky` over the post is its headline as a whole
        parts = [section.entries[0]]
        parts += [
            e for e, n in zip(section.entries[1:3], section.nodes[1:3], strict=True) if outline.nodes[n].role == "line"
        ]
        value = " ".join(p.squeezed() for p in parts)
        if value:
            yield Candidate(value, (Found("", Span(parts[0].start, parts[-1].span.end)),))


def _hangs(outline: Outline, node: Node) -> bool:
    """Say whether a line stands indented below the value of a label, and goes on with it."""
    for before in reversed(outline.nodes[max(0, node.index - 4) : node.index]):
        if before.block.group != node.block.group or before.block.kind != node.block.kind:
            return False
        if before.label and before.label.keys and before.role == "labelled":
            return node.block.indent > before.block.indent
    return False


def marked(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The heading that the page marks as the post's title."""
    for node in outline.nodes:
        if node.block.hint == "title" and node.role != "furniture" and node.block.text:
            shown = _without_kicker(node.block.passage, outline)
            yield Candidate(shown.squeezed(), (Found("", shown.span),))


def _without_kicker(line: Passage, outline: Outline) -> Passage:
    """Cut the rubric that some themes set above the headline in the same heading, and the deck set below it.

    Metadata leave the rubric out, or marks within the heading part it from the headline. A label that ends in a
    colon, a dash or a bracket is the headline's own, but where a mark says otherwise.
    """
    inner = [c for c in outline.document.claims if _lies_in(c, line)]
    said = {c.value for c in outline.claims("headline") if c.origin == "head"}
    for claim in (*outline.claims("headline"), *inner):
        at = len(line.text) - len(claim.value)
        if not 0 < at < len(line.text) * 0.6 or len(claim.value) <= 8:
            continue
        if line.text.endswith(claim.value):
            before = line.text[:at]
            parted = claim.span.end == line.span.end and not any(c.span.start == line.start for c in inner)
            if before[-1].isspace() and (parted or before.rstrip()[-1:] not in ":：]】)）>-–—|*"):
                return line.cut(at)
        elif claim in inner and claim.span.start == line.start and claim.value in said:
            return line.cut(0, len(claim.value))
    return line


def _lies_in(claim: Claim, line: Passage) -> bool:
    """Tell a mark of a headline's part within a heading."""
    start, end = claim.span
    return (
        claim.property in ("headline", "alternativeHeadline")
        and line.start <= start
        and end <= line.span.end
        and end - start < len(line.text)
    )


def claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The headline that structured data or the container declares, without the site's name."""
    for claim in outline.claims("headline"):
        if shown := _without_site(claim, outline).squeezed():
            yield Candidate(shown, (Found("", claim.span),), claim.origin)


def page_title(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The title of the browser's window, without the site's name."""
    for claim in outline.claims("name"):
        if shown := _without_site(claim, outline).squeezed():
            yield Candidate(shown, (Found("", claim.span),), claim.origin)


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"(?<!\s)\s++(?:[|｜·•»«:–—-]|::|//)\s+|\s?[|｜]\s?")


def _without_site(claim: Claim, outline: Outline) -> Passage:
    """Cut the site's name off either end of a declared title; of a window's title also a short last part."""
    whole = Passage(claim.value, claim.span.start)
    joints = list(_joint().finditer(claim.value))
    if not joints or claim.origin == "container":
        return whole
    sites = {fold(c.value) for c in (*outline.claims("name", entity="site"), *outline.claims("publisher"))}
    first, last = joints[0], joints[-1]
    if fold(claim.value[last.end() :]) in sites:
        return whole.cut(0, last.start())
    if fold(claim.value[: first.start()]) in sites:
        return whole.cut(first.end())
    tail = claim.value[last.end() :]
    if claim.property == "name" and len(tail.split()) <= 4 and len(tail) * 2 <= last.start():
        return whole.cut(0, last.start())
    return whole


def first_heading(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The first heading of the content."""
    for node in outline.nodes:
        if (
            node.role == "heading"
            and node.block.kind == "heading"
            and node.label is None
            and (node.block.level == 1 or not outline.document.untitled)
        ):
            yield Candidate(node.block.passage.squeezed(), (Found("", node.block.span),))
            return


def first_line(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The first line of the text that can be a headline: no menu, label, date or sentence."""
    if outline.document.untitled:
        return
    above = {m.node.index for m in outline.meta if _is_dateline(m, outline)}
    # Below the labels of the event a role opens no headline.
    event = min((s.head for s in outline.labelled("when", "date", "when_where", "where")), default=len(outline.nodes))
    contact = {i for s in outline.labelled("contact") for i in (s.head, *s.nodes) if _stands_with(outline, s.head, i)}
    fitting = (
        node
        for node in outline.nodes[:15]
        if node.index not in above
        and node.index not in contact
        and _may_be_title(node, node.index < event and is_alone(outline.nodes, node.index))
    )
    first, *others = list(fitting)[:4] or (None,)
    if first and others and is_kind(first, others[0]):
        first, *others = others
        if others and is_kind(first, others[0]):
            first = others[0]
    elif first and is_masthead(first):
        first = next((n for n in others if n.block.group > first.block.group and heads_text(n, outline)), first)
    if first:
        shown = unstarred(first.block.passage)
        yield Candidate(shown.squeezed(), (Found("", shown.span),))


def _stands_with(outline: Outline, head: int, index: int) -> bool:
    return outline.nodes[head].block.group == outline.nodes[index].block.group


def _is_dateline(line: MetaLine, outline: Outline) -> bool:
    """Tell a line that says when and by whom, or that is nothing but a date: some themes set it over the title."""
    if line.parts[0].kind in ("published", "modified"):
        return True
    read = stamp.read(line.node.block.passage, outline.language, lambda: None)
    text = line.node.block.text
    if read and is_from(text, read.span.start - line.node.block.span.start, read.span.end, line.node, outline):
        return True
    # A headline of few letters, as in Chinese or Japanese, may begin with its day.
    spare = 12 if max(text) < "\u2e80" else 5
    return read is not None and read.span.end - read.span.start + spare > len(text)


def _may_be_title(node: Node, alone: bool = False) -> bool:
    """Tell a line that can be a headline; one that stands alone may open with a role: `Panel: Boats in winter`."""
    text = node.block.text
    if node.role in ("furniture", "meta", "entry") or len(text) > 300 or node.block.bullet:
        return False
    keys = node.label.keys if node.label and text[:1] not in "[【〔" else ()
    may_be_role = alone and node.role == "labelled"
    if any(k in _STRUCTURAL or (":" in k and not may_be_role) for k in keys):
        return False
    letters = sum(c.isalpha() for c in text)
    numbered = alone and text[:1].isalpha() and letters > 2 and not lexicon.look("month", text.split()[0])
    share = 3 if numbered or max(text) >= "\u2e80" else 2
    return letters >= 2 and letters * share > len(text.replace(" ", "")) and "@" not in text and text[:1] != "<"


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"\*\*\s*(?P<bold>[^*]{1,40}?)\s*\*\*"
        r"|(?P<capitals>[^\W\d_a-z][^\Wa-z:：]*(?:[ -][^\W\d_a-z][^\Wa-z:：]*){0,3})\s?[:：](?=\s)"
    )


def _labelled(title: str) -> tuple[str, int]:
    """Give the label that a title opens with, and where it ends: 0 where there is none."""
    if closing := BRACKETS.get(title[:1]):
        # A pattern for what most such titles have would be compiled at each start.
        end = title.find(closing)
        inner = title[1:end]
        return (inner.strip(), end + 1) if 1 < end <= 41 and title[0] not in inner else ("", 0)
    found = _label().match(title) if title[:1] == "*" or ":" in title or "：" in title else None
    if not found:
        return "", 0
    if found["bold"]:
        return found["bold"].strip(), found.end()
    value = found["capitals"].strip()
    return (value, found.end()) if value.isupper() and len(value) > 2 else ("", 0)


def leading_label(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The bracketed or all-capital words that the title opens with."""
    title = so_far.title or ""
    value, end = _labelled(title)
    if not end or end >= len(title):
        return
    spans = tuple(Found("", Span(e.start, e.end)) for e in so_far.evidence.get("/title", ()))
    yield Candidate(" ".join(value.split()), spans)


# Markup of a title stands only in pages, a title's label only in copied text; metadata often carries the
# site's name; the first line is all that copied text has. The heading shown counts also before what several
# metadata agree on: on 40 pages where it stood alone against them it was right on 29, they on 10.
RULES = {"/title": (marked, labelled, claimed, page_title, first_heading, first_line), "/label": (leading_label,)}
NEEDS = ()
