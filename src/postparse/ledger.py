"""The closing account: what the fields left unread, and where the page contradicts itself.

Every labelled line ought to be cited by a field or stay in the body; what a label promised and no field
could read is said in a warning, since that is how vocabularies grow.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from postparse import lexicon
from postparse.diagnostics import notice
from postparse.document import Span
from postparse.fields import title
from postparse.outline import Node, Outline
from postparse.post import Notice, Post
from postparse.resolve import Proposal

Verdict = tuple[str, "Proposal[object]", bool, str]

_TIMES = frozenset({"when", "date", "time", "when_where"})


def check(outline: Outline, post: Post, verdicts: Sequence[Verdict]) -> Iterator[Notice]:
    """Give the warnings that only the finished post can tell."""
    if post.title is None and outline.nodes:
        yield notice("title.missing", "/title")
    yield from _disputes(outline, post, verdicts)
    yield from _publication(outline, post)
    cited = sorted(e.start for key, found in post.evidence.items() if not key.startswith("/body") for e in found)
    for node in outline.nodes:
        if node.role == "labelled" and not post.schedule:
            yield from _unread(outline, node, cited)
        elif node.role in ("line", "label") and not (node.label and node.label.keys) and _heads_list(outline, node):
            yield notice("outline.label-unknown", "", node.block.span, node.block.text)
    if post.schedule or post.participants:
        yield from _people(outline, cited)


def _disputes(outline: Outline, post: Post, verdicts: Sequence[Verdict]) -> Iterator[Notice]:
    shown = [
        n.block.text for n in outline.nodes if n.role == "heading" and n.block.kind == "heading" and n.block.level == 1
    ]
    declared = (c for rule in (title.claimed, title.page_title) for c in rule(outline, post)) if shown else ()
    heads = [c.value for c in declared if c.origin != "visible"]
    if heads and shown and not any(_alike(shown[0], head) for head in heads):
        yield notice("title.disputed", "/title", None, heads[0][:80])
    days = [(str(p.candidate.value)[:10], p.candidate.origin) for f, p, _, _ in verdicts if f == "/byline/published"]
    mine = (post.byline.published or "")[:10]
    others = [day for day, origin in days if origin in ("head", "container", "visible") and day[:7] != mine[:7]]
    if mine and others and len({origin for _, origin in days}) > 1:
        yield notice("byline.date-disputed", "/byline/published", None, others[0])


def _alike(one: str, other: str) -> bool:
    """Two titles agree where one holds the words of the other, the site's name or a label apart."""
    a, b = (set(re.findall(r"[^\W_]+", lexicon.fold(t))) for t in (one, other))
    return not a or not b or len(a & b) * 2 >= min(len(a), len(b))


@cache
def _swappable() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])(?P<sign>[/.-])(?:0?[1-9]|1[0-2])(?:(?P=sign)\d{2,4})?(?!\d)")


def _unread(outline: Outline, node: Node, cited: list[int]) -> Iterator[Notice]:
    """A line labelled as date or time that gave nothing."""
    keys = node.label.keys if node.label else ()
    text = node.value.text[:200]
    if not keys or keys[0] not in _TIMES or _is_cited(cited, node.value.span) or _is_placeholder(text):
        return
    swap = _swappable().search(text)
    code = "schedule.date-ambiguous" if swap else "schedule.unread"
    yield notice(code, "/schedule", node.value.span, text[:80])


def _publication(outline: Outline, post: Post) -> Iterator[Notice]:
    """A byline's date in figures of which day and month could be swapped."""
    for _, parts in outline.meta if post.byline.published is None else ():
        for part in parts:
            if part.kind == "published" and (swap := _swappable().search(part.passage.text[:60])):
                yield notice("byline.date-ambiguous", "/byline/published", part.passage.span, swap[0])
                return


def _heads_list(outline: Outline, node: Node) -> bool:
    below = outline.nodes[node.index + 1 : node.index + 3]
    short = len(node.block.text) <= 40 and len(node.block.text.split()) <= 4 and not node.block.bullet
    return short and len(below) == 2 and all(n.role == "entry" and n.block.group == node.block.group for n in below)


def _people(outline: Outline, cited: list[int]) -> Iterator[Notice]:
    """Entries of a list under a role of which nothing was read."""
    for section in outline.labelled("role:"):
        entries = [
            (e, outline.nodes[i])
            for e, i in zip(section.entries, section.nodes, strict=True)
            if outline.nodes[i].role in ("entry", "labelled")
        ]
        read = [_is_cited(cited, e.span) for e, _ in entries]
        if len(entries) < 2:
            continue
        for (entry, node), known in zip(entries, read, strict=True):
            if not known and node.role == "entry" and not _is_placeholder(entry.text):
                yield notice("participants.unread", "/participants", entry.span, entry.squeezed()[:80])


def _is_placeholder(text: str) -> bool:
    return any(m.key == "person" for m in lexicon.look("placeholder", text.strip(" .()")))


def _is_cited(cited: list[int], span: Span) -> bool:
    at = bisect_left(cited, span.start)
    return at < len(cited) and cited[at] < span.end
