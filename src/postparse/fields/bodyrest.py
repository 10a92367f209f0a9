"""What a page's theme leaves among its text: appeals to the reader, pointers to other posts, who the author is."""

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import is_normalized

from postparse import lexicon, phrases, residue
from postparse.outline import Node

# In code points.
_LONGEST_APPEAL, _LONGEST_POINTER, _LONGEST_HEAD_OF_POINTER, _LONGEST_BIO = 500, 220, 30, 900
_REPEATED, _NEAR = 80, 6
# What stands before a pointer, and right behind its words.
_BEFORE = "[(*•»>→▶► "
_BEHIND = frozenset(" -–—:|：｜")
# Letters by which most lines are told from such appeals; no appeal has fewer.
_OPENING = 3
# The author's portrait and lists of other posts stand among so many last lines.
_LAST = 10


def cleared(nodes: Sequence[Node], names: Sequence[str]) -> list[Node]:
    """Give the nodes of a page's content without its theme's; `names` are the authors'."""
    seen: dict[str, int] = {}
    kept: list[Node] = []
    tags = -2
    for at, node in enumerate(nodes):
        text, kind = node.block.text, node.block.kind
        if len(text) >= _REPEATED and kind != "code" and _is_again(seen, text, kind, at):
            continue
        if (tags == at - 1 and _is_linked(node)) or _heads_tags(nodes, at):
            tags = at
            continue
        if not (_appeals(text) or _points(node) or _shares(text) or _counts(node) or _credits(node)):
            kept.append(node)
    return _without_portrait(_without_list(kept), names)


def _is_again(seen: dict[str, int], text: str, kind: str, at: int) -> bool:
    """Tell a text that was shown before, as for small and large screens; plans and recipes do repeat entries."""
    before = seen.setdefault(text, at)
    return before < at and (at - before <= _NEAR or kind not in ("list_item", "table_row"))


@cache
def _prompts(key: str) -> dict[str, tuple[str, ...]]:
    """Give what such lines begin with, by the first letter."""
    found: dict[str, list[str]] = {}
    for surface in sorted(lexicon.surfaces("prompt", key)):
        found.setdefault(surface[0], []).append(surface)
    return {letter: tuple(surfaces) for letter, surfaces in found.items()}


def _prompted(key: str, folded: str) -> bool:
    return folded.startswith(_prompts(key).get(folded[:1], ()))


@cache
def _pointers() -> phrases.Phrases:
    return phrases.Phrases(lexicon.surfaces("prompt", "pointer"))


@cache
def _openings(key: str) -> frozenset[str]:
    return frozenset(lexicon.fold(surface[:_OPENING]) for surface in lexicon.surfaces("prompt", key))


def _appeals(text: str) -> bool:
    """Tell a line that asks for a subscription, consent or a message, or owns to be an advertisement."""
    if len(text) > _LONGEST_APPEAL:
        return False
    head = text.lstrip("[(*•» ")[: _OPENING + 1]
    if lexicon.fold(head[:_OPENING]) not in _openings("start") and is_normalized("NFKC", head):
        return False
    return _prompted("start", lexicon.fold(text[:80]).lstrip("[(*•»"))


def _points(node: Node) -> bool:
    """Tell a line that points to another post: `Read more: The mill burns`, `MORE | The mill burns`."""
    text = node.block.text.lstrip(_BEFORE)
    if len(text) > _LONGEST_POINTER:
        return False
    if node.block.links and node.block.kind != "heading" and (end := _pointers().match(text)):
        # Without a colon the rest is the link.
        linked = sum(len(link.text) for link in node.block.links)
        if text[end : end + 1] in _BEHIND and linked * 5 >= (len(text) - end) * 4:
            return True
    for mark in ":|：｜":
        at = text.find(mark, 0, _LONGEST_HEAD_OF_POINTER + 1)
        if 0 <= at < len(text) - 1 and lexicon.fold(text[:at]).strip() in lexicon.surfaces("prompt", "pointer"):
            return True
    return False


def _shares(text: str) -> bool:
    """Tell a line of two to six buttons: `Facebook Twitter Email`."""
    if len(text) > 60:
        return False
    words = text.split()
    known = lexicon.surfaces("residue", "line")
    return 2 <= len(words) <= 6 and all(lexicon.fold(word) in known for word in words)


def _counts(node: Node) -> bool:
    """Tell a line that only counts pictures, minutes or readers: `Image 2 of 5`, `00:00`, `3 min`, `Views: 318`."""
    text = node.block.text
    if len(text) > 30 or not any(map(str.isdigit, text)):
        return False
    figures = _figures().sub("#", lexicon.fold(text))
    if figures.replace("#", "").strip(" :：.,") in lexicon.surfaces("byline", "views"):
        return True
    if node.block.kind in _ENTRIES:
        return False
    return text.startswith("00:") or figures in lexicon.surfaces("prompt", "counter")


_ENTRIES = frozenset(("list_item", "table_row", "code", "quote"))


@cache
def _figures() -> re.Pattern[str]:
    return re.compile(r"\d+")


def _credits(node: Node) -> bool:
    """Tell a line that only says whose a picture is: `Photo by Mara Lind`, `Mara Lind/Reuters`, `Getty Images`."""
    block = node.block
    if block.kind in _ENTRIES or (node.role == "paragraph" and block.kind != "caption"):
        return False
    text = block.text.strip("()[] ")
    if len(text) > 90:
        return False
    if len(text.split()) > 10 or ". " in text or text[-1:] in ":?!":
        return False
    if _prompted("credit", lexicon.fold(text)):
        return True
    found = phrases.of("prompt", "agency").search(text)
    if found is None:
        return False
    before = text[: found[0]].rstrip()
    return not before or before[-1] in "/,|©–—-(:" or before[-4:] == " via"


def _is_linked(node: Node) -> bool:
    block = node.block
    return sum(len(link.text) for link in block.links) * 5 >= len(block.text) * 4


def _heads_tags(nodes: Sequence[Node], at: int) -> bool:
    """Tell the label or heading of a list of tags: what stands below it is a link, or was taken as such."""
    node = nodes[at]
    if node.role not in ("heading", "label") or node.label is None or "tags" not in node.label.keys:
        return False
    below = nodes[at + 1] if at + 1 < len(nodes) else None
    return below is None or below.index > node.index + 1 or _is_linked(below)


def _heads_others(node: Node) -> bool:
    """Tell a heading of other posts: `Related articles`, `More from Pier Press`."""
    text = node.block.text
    if node.role == "paragraph" or len(text) > 80:
        return False
    return residue.is_tail(text) or _prompted("others", lexicon.fold(text))


def teasers(nodes: Sequence[Node]) -> int:
    """Give the index of the node with which teasers of other posts begin that close the page, or one past the last.

    Those are headlines that are links, three at least, with a deck at most between them. Posts that list things so
    have such headlines from their beginning on.
    """
    within = [n for n in nodes if n.role != "furniture" and n.block.region == "content"]
    heads = [i for i, n in enumerate(within) if _LEAST_HEAD <= len(n.block.text) <= _LONGEST_HEAD and _is_linked(n)]
    past = nodes[-1].index + 1 if nodes else 0
    if len(heads) < 3:
        return past
    prose = [len(n.block.text) if n.role == "paragraph" and not _is_linked(n) else 0 for n in within]
    # Links to other posts stand among the text, too: below the first that counts no text stands but decks.
    known = set(heads)
    own = [i for i, size in enumerate(prose) if size > _LONGEST_DECK or (size and known.isdisjoint(range(i - 3, i)))]
    own += [i for i, size in enumerate(prose) if size and i and prose[i - 1]]
    last = max(own, default=-1)
    first = next((k for k, i in enumerate(heads) if i > last), len(heads))
    left = len(heads) - first
    if left < 3 or left * 5 < len(within) - heads[first] or sum(prose[heads[first] :]) * 3 > sum(prose):
        return past
    at = heads[first]
    while at > 0 and within[at - 1].role in ("heading", "label"):
        at -= 1
    # A bare list of links may well be the post's own.
    if sum(size > 0 for size in prose[heads[first] :]) < 2 and not any(map(_heads_others, within[at : heads[first]])):
        return past
    return within[at].index


_LEAST_HEAD, _LONGEST_HEAD, _LONGEST_DECK = 20, 200, 400


def _without_list(nodes: list[Node]) -> list[Node]:
    """Cut a list of other posts that closes the page: a known heading, links below it, no more text."""
    linked = [_is_linked(n) for n in nodes]
    prose = [len(n.block.text) * (n.role == "paragraph" and not out) for n, out in zip(nodes, linked, strict=True)]
    rest = total = sum(prose)
    links = sum(linked)
    for at, node in enumerate(nodes):
        links -= linked[at]
        if at and rest * 4 <= total and links * 3 >= len(nodes) - at - 1 and _heads_others(node):
            return nodes[:at]
        rest -= prose[at]
    return nodes


def _without_portrait(nodes: list[Node], names: Sequence[str]) -> list[Node]:
    """Cut what is said of the author at the end: a paragraph that begins with the name, which the text never has."""
    first = max(2, len(nodes) - _LAST)
    at = len(nodes)
    while at > first:
        at -= 1
        if not _is_portrait(nodes, at, names):
            continue
        end = at + 1
        while at > first and _heads_portrait(nodes[at - 1], names):
            at -= 1
        nodes = [*nodes[:at], *nodes[end:]]
    return nodes


def _is_portrait(nodes: list[Node], at: int, names: Sequence[str]) -> bool:
    text = nodes[at].block.text
    if len(text) > _LONGEST_BIO:
        return False
    name = next((n for n in names if " " in n and text.startswith(n) and len(text) > len(n)), None)
    if name is None:
        return False
    # Where the name stands in the text the author has a part in the story; a byline may well stand above it.
    return not any(name in n.block.text for n in nodes[:at] if len(n.block.text) > len(name) + 40)


def _heads_portrait(node: Node, names: Sequence[str]) -> bool:
    text = node.block.text
    return node.role in ("heading", "label") and (
        any(name in text for name in names) or _prompted("portrait", lexicon.fold(text))
    )
