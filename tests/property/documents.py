"""Documents of any bytes, for the laws about what readers and the outline give."""

from collections.abc import Iterator

from postparse import PostparseError, api
from postparse.api import Parsed


def parsed(data: bytes, format: str | None = None) -> Iterator[Parsed]:  # noqa: A002
    """Give what the line makes of the bytes; nothing where they are no post."""
    try:
        yield from api.parse_all(data, "-", format=format)
    except PostparseError:
        return
