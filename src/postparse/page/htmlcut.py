"""HTML of exports taken apart as a tree: elements cut out by class or found by path."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def tree(text: str) -> "_Element | None":
    """Give the tree of a page or fragment; None where there is nothing in it."""
    from lxml import etree

    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True)) if data.strip() else None
    except etree.XMLSyntaxError:
        return None


def without(text: str, classes: Collection[str]) -> str:
    """Give HTML without the elements that have one of these classes, and all that stands in them."""
    if not any(name in text for name in classes):
        return text
    root = tree(text)
    if root is None:
        return text
    return inner(pruned(root, classes))


def pruned(root: "_Element", classes: Collection[str]) -> "_Element":
    """Take the elements that have one of these classes out of a tree, and give the tree."""
    wanted = frozenset(classes)
    gone = [e for e in root.iter() if isinstance(e.tag, str) and not wanted.isdisjoint(e.get("class", "").split())]
    for element in gone:
        drop(element)
    return root


def drop(element: "_Element") -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def inner(element: "_Element") -> str:
    """Give the HTML inside an element; of a page, inside its body."""
    from html import escape

    from lxml import etree

    body = element.find("body") if element.tag == "html" else element
    if body is None:
        return ""
    parts = [etree.tostring(child, encoding="unicode", method="html") for child in body]
    return "".join((escape(body.text or "", quote=False), *parts))


def words(element: "_Element | None") -> str:
    """Give the text of an element on one line."""
    return " ".join("".join(str(t) for t in element.itertext()).split()) if element is not None else ""
