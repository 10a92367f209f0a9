"""Blocks to structure: what is a heading, a label, an entry, a paragraph, a meta line, furniture.

Structure is settled here, meaning is not: a section knows that its label can mean "date" or "speaker", and
the fields compete for its entries.
"""

from functools import cached_property
from typing import Any, NamedTuple

from postparse.document import Block, Claim, Document, Passage, Span
from postparse.settings import Settings


class Label(NamedTuple):
    """A label as written and what it may mean.

    `keys` are meanings from the lexicon, best first: `when`, `date`, `time`, `where`, `role:moderator`,
    `organizer:host`, `summary`, `author`, `published`, `category`, `tags` ...; empty where unknown.
    """

    text: str
    span: Span
    keys: tuple[str, ...] = ()


class Node(NamedTuple):
    """A block with its role.

    role   heading, label (a line that only announces what follows), labelled ("Label: value"), entry
           (list item or row), paragraph (prose), line (short, no prose), meta (breadcrumb), furniture
    label  of `label` and `labelled` nodes, also of headings that the lexicon knows
    value  what follows the label on the same line; the whole line where there is no label
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    block: Block
    role: str
    label: Label | None
    value: Passage


class Section(NamedTuple):
    """A label and what stands under it: the rest of its line, then its entries.

    `head` is the index of the node with the label, `nodes` those of the entries (the head's own
    where the value stands on its line). `parent` is the index of the section around it, or None.
    """

    label: Label
    head: int
    entries: tuple[Passage, ...]
    nodes: tuple[int, ...]
    level: int = 0
    parent: int | None = None


class Part(NamedTuple):
    """A stretch of a meta line: author, published, modified, category, tags, comments, views, or "" where unknown."""

    kind: str
    passage: Passage


class MetaLine(NamedTuple):
    """A node that may be a byline or the like, cut into parts."""

    node: Node
    parts: tuple[Part, ...]


class _Parts(NamedTuple):
    document: Document
    language: str | None
    nodes: tuple[Node, ...]
    sections: tuple[Section, ...]
    meta: tuple[MetaLine, ...] = ()
    settings: Settings = Settings()


class Outline(_Parts):
    """A document's structure, its language (BCP 47 or None), and what the caller said.

    What many rules ask of it is worked out when the first of them asks.
    """

    @cached_property
    def _claimed(self) -> dict[tuple[str, str], tuple[Claim, ...]]:
        found: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.document.claims:
            found.setdefault((claim.entity, claim.property), []).append(claim)
        return {key: tuple(claims) for key, claims in found.items()}

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for section in self.sections for key in section.label.keys)

    @cached_property
    def found(self) -> dict[object, tuple[object, Any]]:
        """What rules found that others read again; see `fields.once`."""
        return {}

    @cached_property
    def starts(self) -> list[int]:
        """Where each node begins, for `bisect`."""
        return [node.block.span.start for node in self.nodes]

    @cached_property
    def shown(self) -> str:
        """The visible text in small letters."""
        blocks = self.document.blocks
        return self.document.text[: blocks[-1].span.end].lower() if blocks else ""

    def labelled(self, *keys: str) -> tuple[Section, ...]:
        """Give the sections whose label can mean one of `keys`; "role:" stands for all that begin so."""
        begun = tuple(k for k in keys if k.endswith(":"))
        wanted = {k for k in self._keys if k in keys or k.startswith(begun)}
        return tuple(s for s in self.sections if not wanted.isdisjoint(s.label.keys)) if wanted else ()

    def claims(self, name: str, entity: str = "post") -> tuple[Claim, ...]:
        """Give the claims about a property of one entity, in the document's order."""
        return self._claimed.get((entity, name), ())
