"""Law: each block, or part of one with its own label, has exactly one role; sections point at nodes that are there."""

import pytest
from hypothesis import given

from documents import parsed
from postparse import readers
from strategies import anything

ROLES = {"title", "heading", "label", "labelled", "entry", "paragraph", "line", "meta", "link", "furniture"}


@pytest.mark.parametrize("name", readers.names())
@given(data=anything())
def test_each_block_has_one_role(name: str, data: bytes) -> None:
    for one in parsed(data, name):
        nodes = one.outline.nodes
        assert [n.index for n in nodes] == list(range(len(nodes)))
        # A block of several labels is several nodes: nothing but blanks and bullets is lost between them.
        parts = [
            [n for n in nodes if b.span.start <= n.block.span.start < max(b.span.end, b.span.start + 1)]
            for b in one.document.blocks
        ]
        assert sum(map(len, parts)) == len(nodes)
        for block, inside in zip(one.document.blocks, parts, strict=True):
            kept = "".join(n.block.text for n in inside)
            assert list(filter(str.isalnum, kept)) == list(filter(str.isalnum, block.text))
        assert {n.role for n in nodes} <= ROLES


@pytest.mark.parametrize("name", readers.names())
@given(data=anything())
def test_sections_point_at_nodes(name: str, data: bytes) -> None:
    for one in parsed(data, name):
        size = len(one.outline.nodes)
        for index, section in enumerate(one.outline.sections):
            assert 0 <= section.head < size
            assert all(0 <= n < size for n in section.nodes)
            assert section.parent is None or section.parent < index
