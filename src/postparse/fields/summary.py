"""Sections under a heading that announces what the post is about or what came of it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from postparse.document import Span
from postparse.fields.people_candidates import is_title
from postparse.lexicon import fold
from postparse.outline import Node, Outline, Section
from postparse.post import Participant, Post, SummarySection
from postparse.resolve import Candidate, Found
from postparse.values.terms import endings, terms


def under_heading(outline: Outline, so_far: Post) -> Iterator[Candidate[SummarySection]]:
    """Paragraphs under a heading or label that means summary, up to the next heading or the page's residue."""
    for section in outline.labelled("summary"):
        head = outline.nodes[section.head]
        if is_title(head, so_far):
            continue
        nodes = tuple(_paragraphs(outline, section))
        texts = [(n.value if n is head else n.block.passage) for n in nodes]
        paragraphs = tuple(t.squeezed() for t in texts)
        if not paragraphs:
            continue
        heading = head.block.passage.squeezed() if head.role != "labelled" else section.label.text
        span = head.block.span if head.role != "labelled" else section.label.span
        whom = _participant(heading, so_far.participants)
        found = [Found("/heading", span)]
        if whom:
            found.append(Found("/participant", span))
            found += [Found("/participant", Span(e.start, e.end)) for e in _name_evidence(whom, so_far)]
        found += [Found(f"/paragraphs/{i}", t.span) for i, t in enumerate(texts)]
        yield Candidate(SummarySection(heading.rstrip(" :："), whom.name if whom else None, paragraphs), tuple(found))


def of_participant(outline: Outline, so_far: Post) -> Iterator[Candidate[SummarySection]]:
    """Paragraphs under a heading of few words that names one participant and what they gave: `Ada's talk`."""
    for head in outline.nodes if so_far.schedule and so_far.participants else ():
        text = head.block.text
        if head.role not in ("heading", "line") or len(text) > 60 or is_title(head, so_far) or not _tells_part(text):
            continue
        whom = _participant(text, so_far.participants)
        below = takewhile(lambda n: n.role == "paragraph" or _is_sentence(n), outline.nodes[head.index + 1 :])
        texts = [n.block.passage for n in below] if whom else []
        if whom and texts:
            span = head.block.span
            found = [Found("/heading", span), Found("/participant", span)]
            found += [Found("/participant", Span(e.start, e.end)) for e in _name_evidence(whom, so_far)]
            found += [Found(f"/paragraphs/{i}", t.span) for i, t in enumerate(texts)]
            heading = head.block.passage.squeezed().rstrip(" :：")
            yield Candidate(SummarySection(heading, whom.name, tuple(t.squeezed() for t in texts)), tuple(found))


def _is_sentence(node: Node) -> bool:
    return node.role == "line" and not node.block.bullet and node.block.text[-1:] in ".!?。！？"


def _tells_part(heading: str) -> bool:
    """Say whether a heading has a word for what a person gives at an event, and few words in all."""
    words = re.findall(r"[^\W\d_]+", fold(heading).replace("'s", " "))
    known = terms("part_word", "word")
    return len(words) <= 6 and (any(w in known for w in words) or fold(heading).endswith(_eastern_parts()))


@cache
def _eastern_parts() -> tuple[str, ...]:
    return tuple(s for s in endings("part_word", "word") if s >= "\u2e80")


def _paragraphs(outline: Outline, section: Section) -> Iterator[Node]:
    head = outline.nodes[section.head]
    begun = False
    for index in section.nodes:
        node = outline.nodes[index]
        text = node.role in ("paragraph", "entry") or (node is head and len(node.value.text) > 60)
        if text:
            begun = True
            yield node
        elif begun or node.role not in ("line", "furniture"):
            return


def _participant(heading: str, people: tuple[Participant, ...]) -> Participant | None:
    words = set(re.findall(r"[^\W_]+", fold(heading).replace("'s", " ")))
    folded = fold(heading)
    named = [p for p in people if any(_names(form, words, folded) for form in (p.name, *p.also_known_as))]
    return named[0] if len(named) == 1 else None


def _names(form: str, words: set[str], folded: str) -> bool:
    parts = [w for w in re.findall(r"[^\W_]+", fold(form)) if len(w) > 1]
    if any(ord(c) > 0x2E80 for c in form):
        return len(form) > 1 and fold(form) in folded
    return any(w in words for w in parts if len(w) > 2)


def _name_evidence(person: Participant, so_far: Post) -> Iterator[Span]:
    index = so_far.participants.index(person)
    for found in so_far.evidence.get(f"/participants/{index}/name", ()):
        yield Span(found.start, found.end)


RULES = {"/summary": (under_heading, of_participant)}
NEEDS = ("participants",)
