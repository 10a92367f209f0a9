"""Turn scraped or exported posts into typed fields; see `parse`, `read` and `parse_arrow`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postparse.api import parse, read
    from postparse.arrow import parse_arrow
    from postparse.convert import from_dict, to_dict
    from postparse.errors import FormatError, PostparseError, SourceError, UsageError
    from postparse.post import (
        Affiliation,
        AgendaItem,
        Author,
        Byline,
        ContentBlock,
        Event,
        Evidence,
        Notice,
        Organizer,
        Participant,
        Post,
        PostLink,
        Source,
        SummarySection,
        Venue,
    )

# Where each public name lives; importing the package loads none of them.
_HOMES = {
    "parse": "api",
    "parse_arrow": "arrow",
    "read": "api",
    "from_dict": "convert",
    "to_dict": "convert",
    **dict.fromkeys(("FormatError", "PostparseError", "SourceError", "UsageError"), "errors"),
    **dict.fromkeys(
        ("AgendaItem", "Affiliation", "Author", "Byline", "ContentBlock", "Event", "Evidence", "Notice", "Organizer",
         "Participant", "Post", "PostLink", "Source", "SummarySection", "Venue"),
        "post",
    ),
}  # fmt: skip

__version__ = "0.1.0"
__all__ = [
    "Affiliation",
    "AgendaItem",
    "Author",
    "Byline",
    "ContentBlock",
    "Event",
    "Evidence",
    "FormatError",
    "Notice",
    "Organizer",
    "Participant",
    "Post",
    "PostLink",
    "PostparseError",
    "Source",
    "SourceError",
    "SummarySection",
    "UsageError",
    "Venue",
    "from_dict",
    "parse",
    "parse_arrow",
    "read",
    "to_dict",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"postparse.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'postparse' has no attribute {name!r}")
