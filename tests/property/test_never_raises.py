"""Law: any bytes, taken for any format, give a post or a PostparseError, in bounded time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import postparse
from postparse import readers
from strategies import anything, pages, posts


def _tried(data: bytes | str, **how: str) -> None:
    try:
        post = postparse.parse(data, **how)
    except postparse.PostparseError:
        return
    assert isinstance(post, postparse.Post)


@given(anything())
def test_bytes(data: bytes) -> None:
    _tried(data)


@pytest.mark.parametrize("name", readers.names())
@given(anything())
def test_bytes_as(name: str, data: bytes) -> None:
    _tried(data, format=name)


@given(st.one_of(posts(), pages(), st.text(max_size=300)))
def test_text(text: str) -> None:
    _tried(text, format="text")


@given(pages())
def test_pages(text: str) -> None:
    _tried(text.encode(), format="html")


UNITS = (
    *("(", "[", "“", "a, ", "- ", "* x\n", "1:", "A\n", "\n", "&", "<div>", "<p>a</p>", "**a", "[a](b) "),
    *("Date: ", "Moderator\n", "홍길동 (", "Date: May 5, 2025, 3 PM\n", "Speaker: Una Okoro\n"),
    *("– Una Okoro (Org, C and D / Chair, E)\n", "10:00–10:30 Opening: Una Okoro\n"),
    *("A sentence that says little. ", "by Una | Jan 5, 2024 | News | 0 comments\n", "Hall (1 Weir Lane)\n"),
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("format", ["text", "html", "markdown"])
def test_long_repetitions_do_not_hang(unit: str, format: str) -> None:  # noqa: A002
    _tried((unit * (60_000 // len(unit))).encode(), format=format)
