"""What calendars and search engines are told of an event, in whatever syntax. Opens `data/roles.toml`."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from postparse.post import Post

FIRST, LONGEST = 3, 4000


@cache
def vocabulary() -> Mapping[str, Any]:
    """Give the tables of `data/roles.toml`."""
    import tomllib

    return tomllib.loads(files("postparse").joinpath("data", "roles.toml").read_text("utf-8"))


def description(post: Post) -> str | None:
    """Tell what the event is about: the summary, else the first paragraphs; not more than `LONGEST` characters.

    What a summary says of one participant alone serves only where it says nothing else.
    """
    told = [s for s in post.summary if s.participant is None] or post.summary
    paragraphs = [p for s in told for p in s.paragraphs] or list(post.body[:FIRST])
    text = "\n\n".join(paragraphs)
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(None, 1)[0].rstrip() + " …"
    return text or None


def web(url: str | None) -> str | None:
    """Give a full web address that may stand where a program makes a link of it; None for anything else.

    >>> web("https://example.org/a?b=1"), web("../a"), web("javascript:alert(1)"), web("https://a/ b")
    ('https://example.org/a?b=1', None, None, None)
    """
    return url if url and _web().fullmatch(url) else None


@cache
def _web() -> "re.Pattern[str]":
    return re.compile(
        'https?://[^\x00-\x20\x7f-\xa0"<>\\\\^`{|}\u061c\u200b-\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff]+'
    )


def moment(text: str | None) -> str | None:
    """Give a day or time of the contract as ISO 8601 with seconds; None where a digit of it is unknown.

    >>> moment("2025-11-26T14:00+09:00"), moment("2025-11-26"), moment("XXXX-11-26")
    ('2025-11-26T14:00:00+09:00', '2025-11-26', None)
    """
    from datetime import date, datetime

    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        pass
    else:
        return day.isoformat()
    try:
        return datetime.fromisoformat(text or "").isoformat(timespec="seconds")
    except ValueError:
        return None
