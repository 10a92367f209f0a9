"""Law: blocks come in the order of the text, do not overlap, and each is the text at its span."""

import pytest
from hypothesis import given

from documents import parsed
from postparse import readers
from postparse.document import Document
from strategies import anything


def _same_but_for_space(one: str, other: str) -> bool:
    return len(one) == len(other) and all(
        a == b or (a.isspace() and b.isspace()) for a, b in zip(one, other, strict=True)
    )


def check(document: Document) -> None:
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(document.text)
        end = block.span.end
        assert _same_but_for_space(document.text[slice(*block.span)], block.text)
        for span in (*block.cells, *(link.span for link in block.links)):
            assert block.span.start <= span.start <= span.end <= block.span.end
    for claim in document.claims:
        assert 0 <= claim.span.start <= claim.span.end <= len(document.text)


@pytest.mark.parametrize("name", readers.names())
@given(data=anything())
def test_blocks(name: str, data: bytes) -> None:
    for one in parsed(data, name):
        check(one.document)


@pytest.mark.parametrize("name", readers.names())
@given(data=anything())
def test_evidence_and_warnings_lie_in_the_text(name: str, data: bytes) -> None:
    for one in parsed(data, name):
        size = len(one.document.text)
        for found in one.post.evidence.values():
            assert all(0 <= e.start <= e.end <= size for e in found)
        for warning in one.post.warnings:
            assert warning.span is None or 0 <= warning.span[0] <= warning.span[1] <= size
