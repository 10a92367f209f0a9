"""Who wrote the post, when it was published and changed, who published it, how many comments it has."""

import re
from collections.abc import Iterator

from postparse import lexicon
from postparse.document import Span
from postparse.fields import authors, published
from postparse.fields.dateorder import date_order
from postparse.outline import Outline
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp


def modified_claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The time of the last change that markup, structured data or the container declares."""
    yield from published.dates_claimed(outline, "dateModified", visible=False)
    yield from published.dates_claimed(outline, "dateModified", visible=True)


def modified_in_metaline(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The date after `Updated` or the like."""
    for _, parts in outline.meta:
        for part in parts:
            if part.kind == "modified" and (
                found := stamp.read(part.passage, outline.language, lambda: date_order(outline))
            ):
                yield Candidate(found.value, (Found("", found.span),))


def publisher(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The site's or organisation's name that the page declares."""
    for claim in (*outline.claims("publisher"), *outline.claims("name", entity="site")):
        if claim.value.strip():
            yield Candidate(" ".join(claim.value.split()), (Found("", claim.span),), claim.origin)


def as_written(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The line that holds the author or the date, whole."""
    starts = [
        e.start
        for key in ("/byline/authors/0/name", "/byline/published")
        for e in so_far.evidence.get(key, ())
        if e.origin == "visible"
    ]
    for node in outline.nodes if starts else ():
        if any(node.block.span.start <= s < node.block.span.end for s in starts) and len(node.block.text) <= 300:
            yield Candidate(node.block.passage.squeezed(), (Found("", node.block.span),))
    for node, parts in outline.meta:
        if not starts and any(p.kind == "author" for p in parts):
            yield Candidate(node.block.passage.squeezed(), (Found("", node.block.span),))


def comments(outline: Outline, so_far: Post) -> Iterator[Candidate[int]]:
    """The number beside the word for comments."""
    for claim in outline.claims("commentCount"):
        if found := re.search(r"\d{1,7}", claim.value):
            yield Candidate(int(found[0]), (Found("", claim.span),), claim.origin)
    words = lexicon.surfaces("byline", "comments")
    for node in outline.nodes:
        text = node.block.text
        if node.block.region and node.block.region not in ("content", "comments"):
            continue
        if len(text) > 300 or node.role == "paragraph" or not re.search(r"\d", text):
            continue
        if words.isdisjoint(re.findall(r"[^\W\d_]+", lexicon.fold(text))):
            continue
        for m in re.finditer(
            r"(?P<n>\d{1,6})\s?(?P<after>[^\W\d_]{2,20})|(?P<before>[^\W\d_]{2,20})\s?[(:：]?\s?(?P<m>\d{1,6})",
            text,
        ):
            word = m["after"] or m["before"]
            if lexicon.fold(word) in words:
                start, end = m.span("n") if m["after"] else m.span("m")
                at = node.block.span.start
                yield Candidate(int(text[start:end]), (Found("", Span(at + start, at + end)),))


# Names that both metadata and page give are cut best by metadata. Else a visible byline is the post's own, since
# metadata often name the account that typed it in.
RULES = {
    "/byline/authors": (
        authors.authors_agreed,
        authors.authors_marked,
        authors.authors_in_metaline,
        authors.authors_beside_date,
        authors.authors_beside_day,
        authors.authors_below_title,
        authors.authors_around,
        authors.authors_in_metaline_below,
        authors.authors_marked_below,
        authors.authors_claimed,
    ),
    "/byline/published": published.ORDER,
    "/byline/modified": (modified_claimed, modified_in_metaline),
    "/byline/publisher": (publisher,),
    "/byline/text": (as_written,),
    "/comment_count": (comments,),
}
NEEDS = ("title",)
