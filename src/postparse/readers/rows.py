"""Rows of tables (JSON Lines, CSV, Parquet): one column holds the post, the others say something of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from postparse import readers
from postparse.errors import FormatError, LackingError
from postparse.page import metatags
from postparse.parts import Fault, Part, Wanted

# What scrapers and exports call the column with the post, markup before text that was made of it.
COLUMNS = (
    "html", "raw_html", "content_html", "body_html", "post_content", "content", "body", "text", "full_text", "raw_text",
    "content_text", "article", "description", "message",
)  # fmt: skip
_IDS = ("id", "_id", "guid", "uuid", "post_id")


Row = Mapping[str, object]


def parts(rows: Iterator[tuple[int, Row | Fault]], wanted: Wanted, first: Row | None = None) -> Iterator[Part | Fault]:
    """Give the post of each row; `rows` come with their numbers within the file.

    `first`: the first row of a file of which `rows` are a later slice; what is wrong with its columns is told by the
    slice that holds it.

    Raises:
        FormatError: no column is known to hold posts.
        LackingError: the caller names a column that the first row does not have.
    """
    found: tuple[str, ...] | None = None
    for number, row in rows:
        if isinstance(row, Fault):
            yield row
            continue
        if found is None:
            try:
                found = columns(tuple(row if first is None else first), wanted.columns)
            except FormatError:
                if first is None:
                    raise
                return
        if (made := part(row, found, wanted)) is not None:
            yield made._replace(number=number)


def columns(names: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    """Give the columns that hold the post, of those that there are: as asked, else by their names.

    Raises:
        FormatError, LackingError: as for `parts`.
    """
    shown = ", ".join(map(repr, names[:20])) or "none"
    if asked:
        if lacking := next((c for c in asked if c not in names), None):
            raise LackingError(f"there is no column {lacking!r}; there are {shown}")
        return tuple(asked)
    known = {name.strip().lower(): name for name in reversed(names)}
    if not (found := tuple(known[c] for c in COLUMNS if c in known)):
        raise FormatError(f"no column is known to hold posts; name it with --column; there are {shown}")
    return found


def part(row: Row, columns: Sequence[str], wanted: Wanted) -> Part | None:
    """Give the post of a row; None where it is not wanted."""
    column, text = next(((c, v) for c in columns if isinstance(v := row.get(c), str) and v.strip()), (columns[0], ""))
    others = {key: value for key, value in row.items() if key not in columns or _is_excerpt(key, column)}
    facts = tuple(fact._replace(source="column") for fact in metatags.front_matter(others))
    said = {fact.property: fact.value for fact in reversed(facts)}
    status = said.get("status", "").lower() or None
    if not wanted.takes({"publish": "published"}.get(status or "", status)):
        return None
    address = said.get("url", "")
    number = next((str(v) for key in _IDS if isinstance(v := row.get(key), str | int) and str(v).strip()), None)
    kind, whole = kind_of(text)
    return Part(
        text, kind, whole=whole, facts=facts, id=number, slug=said.get("slug"), status=status,
        url=address if address.startswith(("http://", "https://")) else None,
    )  # fmt: skip


def _is_excerpt(key: str, column: str) -> bool:
    """Tell whether a column that might hold the post says something of it instead."""
    return key != column and key.strip().lower() == "description"


@cache
def _markup() -> re.Pattern[str]:
    return re.compile(
        r"(?i)<(?:/?(?:p|div|ul|ol|li|h[1-6]|blockquote|table|article|section|a|b|strong|em|span)|br)\b[^<>]{0,999}>"
    )


@cache
def _page() -> re.Pattern[str]:
    return re.compile(r"(?i)<(?:!doctype|html|head|body)\b")


def kind_of(text: str) -> tuple[str, bool]:
    """Give the format of a text without a name, and whether it is a whole page."""
    head = text[:8192]
    if "<" in head and (_page().search(head) or _markup().search(head)):
        return "html", _page().search(head) is not None
    row = readers.told(head.encode("utf-8", "replace"))
    return (row.name if row and row.name == "markdown" else "text"), False
