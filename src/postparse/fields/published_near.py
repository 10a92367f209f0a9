"""The day of publication where no metadata and no marks give it: lines about the headline, signatures, datelines."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import lexicon, metaline, phrases
from postparse.document import Passage, Span
from postparse.fields import eventday
from postparse.fields.dateorder import date_order
from postparse.fields.overline import says_kind
from postparse.outline import Node, Outline
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp
from postparse.values.terms import endings

# In code points: a line that is a byline, a signature at the foot, the first words of the text.
_LONGEST_LINE, _LONGEST_SIGNATURE, _SENTENCE, _OPENING = 120, 400, 160, 120
# Parts of a page that can't hold the byline of its post.
_ELSEWHERE = frozenset(("comments", "related", "form"))
_ABOVE, _BELOW = 2, 5


def published_beside(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date of a short line next to the headline, in whatever part of the page it stands."""
    title = title_index(outline, so_far)
    if title is None or not outline.document.claims or _has_event(outline):
        return
    below: list[Node] = []
    for node in outline.nodes[title + 1 : title + 1 + _BELOW]:
        if node.block.kind == "heading" and any(n.role == "paragraph" and n.block.hint != "subtitle" for n in below):
            # A heading behind text opens what is no longer beside the headline.
            break
        if node.role == "paragraph" and node.block.hint != "subtitle" and len(node.block.text) > _OPENING and below:
            break
        below.append(node)
    for node in (*below, *reversed(outline.nodes[max(title - _ABOVE, 0) : title])):
        if found := _of_line(node, outline, so_far):
            yield found


def _of_line(node: Node, outline: Outline, so_far: Post) -> Candidate[str] | None:
    block = node.block
    if (
        len(block.text) > _LONGEST_LINE
        or block.region in _ELSEWHERE
        or block.kind == "caption"
        or block.hint in ("start", "end", "modified")
        or not any(map(str.isdigit, block.text))
        or (node.label and not _may_date(node.label.keys, block.text))
    ):
        return None
    read = stamp.read(block.passage, outline.language, lambda: date_order(outline))
    if read is None or _is_change(block.passage, read, outline.language):
        return None
    start, end = read.span.start - block.span.start, read.span.end - block.span.start
    rest = block.text[:start] + block.text[end:]
    # A figure or two are counts of readers and minutes; a sentence is longer than a byline.
    most = _MOST_BESIDE if node.role != "heading" else 10
    if sum(map(str.isalpha, rest)) > most or sum(map(str.isdigit, rest)) > 6 or rest.count(":") > 1:
        return None
    if is_led(block.text[:start]) or metaline.goes_on(outline.nodes, node):
        return None
    if eventday.has_end(block.text, start, end, outline.language) or eventday.is_held(outline, node, so_far):
        return None
    return Candidate(read.value, (Found("", read.span),))


def _may_date(keys: Sequence[str], text: str) -> bool:
    """Say whether a line so labelled may be a byline; of what a bar parts an unknown first word says nothing."""
    return not _DATED.isdisjoint(keys) if keys else not _BARS.isdisjoint(text)


def is_led(text: str) -> bool:
    """Tell whether what stands before a date is rather a sentence: several words without a mark between."""
    return len(text.split()) > _MOST_BEFORE and _BARS.isdisjoint(text)


# Letters beside the date, words before it where no mark parts them: a sentence has more.
_MOST_BESIDE, _MOST_BEFORE = 50, 4
_BARS = frozenset("|｜·•–—")
_DATED = frozenset(("published", "date", "author", "credit", "category"))


def _has_event(outline: Outline) -> bool:
    return bool(
        outline.labelled("when", "time", "where", "when_where")
        or any(c.entity.startswith("event#") for c in outline.document.claims)
    )


def announces(outline: Outline, so_far: Post) -> bool:
    """Tell a post whose dates may be those of an event."""
    return bool(
        _has_event(outline)
        or phrases.of("event_word", "noun", endings=endings("event_word", "ending")).search(so_far.title or "")
    )


def published_told(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date of a line that says by whom the post was posted and when, or that it was posted then."""
    title = title_index(outline, so_far)
    found: list[stamp.Stamp] = []
    for node in outline.nodes[(title or 0) + 1 :]:
        block = node.block
        if len(block.text) > _LONGEST_SIGNATURE or block.region in _ELSEWHERE or not any(map(str.isdigit, block.text)):
            continue
        if not (_openings().match(block.text) or _is_signature(node, outline.language)):
            continue
        line = block.passage.cut(0, _SENTENCE)
        read = stamp.read(line, outline.language, lambda: date_order(outline))
        if read and not _is_change(line, read, outline.language):
            found.append(read)
    # Several days are those of several posts.
    if len({read.value[:10] for read in found}) == 1:
        yield Candidate(found[0].value, (Found("", found[0].span),))


def _is_change(line: Passage, read: stamp.Stamp, language: str | None) -> bool:
    """Tell whether the date stands behind a word for a change."""
    return any(
        p.kind == "modified" and p.passage.span.start <= read.span.start < p.passage.span.end
        for p in metaline.parts(line, language)
    )


@cache
def _openings() -> phrases.Phrases:
    return phrases.of("prompt", "posted")


def _is_signature(node: Node, language: str | None) -> bool:
    """Tell `By NAME on DATE | 3 comments`: a word for the author, a name, then the date."""
    if len(node.block.text) > _LONGEST_LINE or node.role == "paragraph":
        return False
    parts = metaline.parts(node.block.passage, language)
    return bool(parts) and parts[0].kind == "author"


def published_opening(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date of the dateline that the text opens with: `PIER TOWN, 3 March 2021 – The ferry`."""
    opened = [n for n in outline.nodes if n.role == "paragraph" and n.block.region in ("", "content")]
    for node in opened[:_DATELINES]:
        line = node.block.passage.cut(0, _OPENING)
        read = stamp.read(line, outline.language, lambda: date_order(outline))
        if read is None or read.value < "1995":
            continue
        before = line.text[: read.span.start - line.start].strip(" (,–—-|:")
        if line.text[read.span.end - line.start :].lstrip(" )")[:1] not in _CLOSING:
            continue
        released = lexicon.fold(before) in _release()
        if released or ((not before or _is_place(before)) and not announces(outline, so_far)):
            yield Candidate(read.value, (Found("", read.span),))


_DATELINES = 3
"""Paragraphs of which one may open with it: a deck or two may stand above."""

_CLOSING = frozenset(("–", "—", "-", "|", ":", "."))


@cache
def _release() -> frozenset[str]:
    return lexicon.surfaces("label", "published")


def _is_place(text: str) -> bool:
    """Tell one to three words, each with a capital: a town, perhaps with its country or an agency."""
    words = text.replace(",", " ").replace("/", " ").replace("(", " ").replace(")", " ").split()
    return len(words) <= 4 and all(w[0].isupper() for w in words)


def published_alone(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """A short line of the article that is little but a date: the first near the title, or the only such day."""
    if outline.claims("datePublished") or not outline.document.claims or announces(outline, so_far):
        return
    title = title_index(outline, so_far)
    found = [(n, r) for n in outline.nodes if (r := _dateline(n, title, outline, so_far))]
    near = [r for n, r in found if title is not None and -4 <= n.index - title <= 12] or [r for _, r in found]
    if len({r.value[:10] for r in near}) == 1:
        yield Candidate(near[0].value, (Found("", near[0].span),))


def _dateline(node: Node, title: int | None, outline: Outline, so_far: Post) -> stamp.Stamp | None:
    """Give the date that a line of the article holds with little else; around the article, after such a word only."""
    block, line, most = node.block, node.value, 24
    if node.role in ("paragraph", "meta") or block.hint in ("start", "end"):
        return None
    if len(block.text) > 120 or is_title(block.span, so_far):
        return None
    keys = node.label.keys if node.label else ()
    if keys and _DAY_WORDS.isdisjoint(keys):
        return None
    if block.region not in ("", "content"):
        if title is None or node.index <= title or block.region not in _AROUND or not any(map(str.isdigit, line.text)):
            return None
        if node.index > title + 2:
            parts = [p.passage for p in metaline.parts(line, outline.language) if p.kind == "published"]
            if not parts:
                return None
            line, most = parts[0], 120
    read = stamp.read(line, outline.language, lambda: date_order(outline))
    if read is None:
        return None
    rest = line.text[: read.span.start - line.start] + line.text[read.span.end - line.start :]
    if sum(map(str.isalpha, rest)) > most or any(map(str.isdigit, rest)):
        return None
    return None if eventday.is_held(outline, node, so_far) else read


# Parts of the page that themes set a byline into.
_AROUND = frozenset(("navigation", "footer", "author", "aside", "header"))
_DAY_WORDS = frozenset(("published", "date"))


def is_title(span: Span, so_far: Post) -> bool:
    return any(span.start <= e.start < span.end for e in so_far.evidence.get("/title", ()))


def title_index(outline: Outline, so_far: Post) -> int | None:
    """Give the index of the node that holds the title, None where the title is not on the page."""
    starts = [e.start for e in so_far.evidence.get("/title", ()) if e.origin == "visible"]
    if not starts:
        return None
    return bisect_right(outline.starts, starts[0]) - 1


def text_index(outline: Outline, title: int) -> int:
    """Give the index of the second paragraph below the headline: the first may be a deck."""
    prose = [n.index for n in outline.nodes[title + 1 :] if n.role == "paragraph"]
    return prose[min(1, len(prose) - 1)] if prose else len(outline.nodes)


def opens_release(outline: Outline, node: Node) -> bool:
    """Tell the day that stands at the head of a press release, below the line that says so."""
    return node.index == 1 and says_kind(outline.nodes[0].block.text)
