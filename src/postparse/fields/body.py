"""The main text: what is left when the fields have taken their lines and the furniture is passed over."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from postparse import labels
from postparse.document import squeezed
from postparse.outline import Node, Outline, Part
from postparse.post import ContentBlock, Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp

# A label line or list entry that went into one of these is no body text.
_TAKEN = (
    "/title",
    "/byline",
    "/categories",
    "/tags",
    "/comment_count",
    "/schedule",
    "/participants",
    "/organizers",
)

# What markup says that a line holds, other than text.
_META = frozenset(
    (
        "title", "byline", "author", "published", "modified", "category", "tag", "comments", "reading", "breadcrumb",
        "credit",
    )
)  # fmt: skip

_KINDS = {"term": "paragraph", "definition": "paragraph"}


def leftover(outline: Outline, so_far: Post) -> Iterator[Candidate[tuple[str, ...]]]:
    """Paragraphs, headings and entries of the content that no other field has taken, without captions of pictures."""
    kept = content(outline, so_far)
    if any(node.block.is_caption for node, _ in kept):
        from postparse.fields import captions

        kept = [each for each, out in zip(kept, captions.of_pictures([n for n, _ in kept]), strict=True) if not out]
    if kept:
        texts = tuple([text for _, text in kept])
        yield Candidate(texts, tuple([Found(f"/{i}", n.block.span) for i, (n, _) in enumerate(kept)]))


def blocks(outline: Outline, so_far: Post) -> Iterator[Candidate[tuple[ContentBlock, ...]]]:
    """The body's blocks with their kinds, captions of pictures among them; white space in code is kept."""
    kept = content(outline, so_far)
    if kept:
        yield Candidate(tuple([_content_block(node, text, outline) for node, text in kept]), ())


def _content_block(node: Node, text: str, outline: Outline) -> ContentBlock:
    block = node.block
    if block.kind == "code":
        return ContentBlock("code", 0, outline.document.text[block.span.start : block.span.end])
    kind = "heading" if node.role == "heading" else _KINDS.get(block.kind, block.kind)
    kind = "caption" if node.block.is_caption else kind
    return ContentBlock(kind, block.level, text)


_last: list[tuple[Outline, tuple[object, ...], Sequence[tuple[Node, str]]]] = []


def content(outline: Outline, so_far: Post) -> Sequence[tuple[Node, str]]:
    """Give the nodes of the body in reading order, each with its text; both rules ask for them."""
    read = (so_far.title, so_far.byline, so_far.summary, so_far.links)
    if not (_last and _last[0][0] is outline and _last[0][1] == read):
        _last[:] = [(outline, read, [(n, squeezed(n.block.text)) for n in _content(outline, so_far)])]
    return _last[0][2]


def _content(outline: Outline, so_far: Post) -> Sequence[Node]:
    taken = _taken_starts(so_far, outline.document.text)
    linked = _link_spans(so_far)
    heads = {e.start for i in range(len(so_far.summary)) for e in so_far.evidence.get(f"/summary/{i}/heading", ())}
    title = so_far.title
    # A page's reader tells the text from what stands around it in the same article.
    told = any(n.block.region == "content" for n in outline.nodes)
    days = {d[:10] for d in (so_far.byline.published, so_far.byline.modified) if d} if told else set()
    # A deck may stand above the dateline.
    text = [n.index for n in outline.nodes if n.role == "paragraph" and n.block.region == "content"]
    prose = text[min(1, len(text) - 1)] if text else 0
    names = tuple(a.name for a in so_far.byline.authors)
    meta = {m.node.index: m.parts for m in outline.meta}
    kept: list[Node] = []
    pending: list[Node] = []
    end = len(outline.nodes)
    if told:
        from postparse.fields import bodyrest  # only pages have a theme

        end = bodyrest.teasers(outline.nodes)
    shown: set[str] = set()
    for node in outline.nodes:
        if node.role in ("furniture", "meta") or node.index >= end:
            continue
        block = node.block
        if (told and not block.region) or (block.hint in _META and len(block.text) < 200):
            continue
        if node.role != "paragraph" and (
            block.span in linked
            or _is_credit(node, names, so_far.byline.published, outline)
            or _names_source(node, outline)
            or (told and _is_byline(meta.get(node.index, ()), names, outline))
            or (node.index < prose and _is_dateline(node, days, outline))
        ):
            continue
        if block.span.start in heads and node.role == "labelled" and node.value.text:
            kept.append(node._replace(block=block._replace(text=node.value.text, span=node.value.span)))
            pending = []
        elif block.span.start in heads or (title and block.text == title):
            pending = []
        elif node.role == "heading" or (node.role == "label" and node.label and node.label.keys):
            if not _within(taken, node):
                if told and pending and _goes_on(pending[-1], node):
                    kept += pending
                    pending = []
                pending = [*(p for p in pending if _outranks(p, node)), node]
        elif node.role == "paragraph" or not _within(taken, node):
            kept += pending
            pending = []
            if node.block.is_caption:
                from postparse.fields import captions  # only pages have any

                bare = captions.uncredited(node)
                if bare is None or bare.block.text in shown:
                    continue  # a picture shown twice, small and large
                shown.add(bare.block.text)
                node = bare
            kept.append(node)
    return bodyrest.cleared(kept, names) if told else kept


def _is_credit(node: Node, names: tuple[str, ...], published: str | None, outline: Outline) -> bool:
    """Tell a line that holds nothing but the author, the day of publication, or a bare count."""
    block = node.block
    if len(block.text) > 120 or block.kind == "code":
        return False
    rest = block.text
    if block.kind in ("paragraph", "heading") and rest.strip().isdigit():
        return True
    dated = (
        stamp.read(block.passage, outline.language, lambda: None) if published and any(map(str.isdigit, rest)) else None
    )
    if dated and published and dated.value[:10] == published[:10]:
        rest = rest[: dated.span.start - block.span.start] + rest[dated.span.end - block.span.start :]
    named = next((n for n in names if n in rest), None)
    if named:
        rest = rest.replace(named, "", 1)
    return len(rest) < len(block.text) and sum(map(str.isalpha, rest)) < 3


# Letters beside a date: minutes to read, a word for the change, a town, the author's name.
_MOST_BESIDE = 40


def _is_dateline(node: Node, days: set[str], outline: Outline) -> bool:
    """Tell a line above the text that is little more than the day of publication or of the last change."""
    block = node.block
    if not days or len(block.text) > 100 or node.role == "heading" or not any(map(str.isdigit, block.text)):
        return False
    dated = stamp.read(block.passage, outline.language, lambda: None)
    if dated is None or dated.value[:10] not in days:
        return False
    rest = block.text[: dated.span.start - block.span.start] + block.text[dated.span.end - block.span.start :]
    return sum(map(str.isalpha, rest)) <= _MOST_BESIDE


def _is_byline(parts: Sequence[Part], names: Sequence[str], outline: Outline) -> bool:
    """Tell a line that says no more than when the post was published or changed, or by whom."""
    if not parts or sum(len(p.passage.text) for p in parts) > 120:
        return False
    if any(p.kind == "author" and any(n in p.passage.text for n in names) for p in parts):
        return True
    dated = [p for p in parts if p.kind in ("published", "modified")]
    return len(dated) == len([p for p in parts if p.kind != "reading_time"]) and all(
        stamp.read(p.passage, outline.language, lambda: "dmy") for p in dated
    )


def _names_source(node: Node, outline: Outline) -> bool:
    """Tell a short line that only says whose a picture or text is: `Photo: Mara Lind`, `(Image credit: Pier Press)`."""
    line = node.block.passage
    if len(line.text) > 80:
        return False
    if line.text[0] in "([（" and line.text[-1] in ")]）":
        line = line.cut(1, -1)
    elif node.role in ("line", "entry") and len(node.block.cells) < 2:
        return False  # a known label would have made it another role
    found = labels.find(line, outline.language)
    return found is not None and "credit" in found[0].keys and len(found[1].text) <= 60


def _goes_on(above: Node, node: Node) -> bool:
    """Tell bold lines that stand right under each other: text, not headings without any."""
    return above.index == node.index - 1 and above.block.kind == node.block.kind != "heading" and not above.label


def _outranks(head: Node, node: Node) -> bool:
    return head.role == "heading" and (node.role != "heading" or head.block.level < node.block.level)


def _taken_starts(so_far: Post, text: str) -> list[int]:
    return sorted(
        e.start
        for pointer, found in so_far.evidence.items()
        if pointer.startswith(_TAKEN)
        for e in found
        if not (pointer.startswith("/tags") and _ends_line(text, e.start))
    )


def _ends_line(text: str, at: int) -> bool:
    """Tell a hashtag on a line that opens with other words."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.endswith("#") and not line.startswith("#")


def _link_spans(so_far: Post) -> set[tuple[int, int]]:
    """Give where links stand; a line that is nothing but a link is no body text."""
    found = (so_far.evidence.get(f"/links/{i}/text", ()) for i in range(len(so_far.links)))
    return {(e.start, e.end) for evidence in found for e in evidence}


def _within(taken: list[int], node: Node) -> bool:
    at = bisect_left(taken, node.block.span.start)
    return at < len(taken) and taken[at] < node.block.span.end


RULES = {"/body": (leftover,), "/blocks": (blocks,)}
NEEDS = ("title", "byline", "categories", "schedule", "participants", "organizers", "summary", "links")
