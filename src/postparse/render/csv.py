"""CSV (RFC 4180, UTF-8): one row a post, or a row for each event or participant."""

import csv
from collections.abc import Iterator
from typing import TextIO

from postparse.render import Layout
from postparse.render.flat import TABLES, Cell
from postparse.render.screen import clean
from postparse.render.seal import opened

# A spreadsheet takes a cell that begins so for a formula, and posts come from strangers (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Write the columns' names, then the rows of each post as it comes."""
    columns, rows = TABLES[layout.table]
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    for post in opened(lines):
        table.writerows([_safe(cell) for cell in row] for row in rows(post))
        out.flush()


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    shown = clean(cell, lines=True)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
