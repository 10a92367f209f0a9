"""CSV (RFC 4180) and its kin with tabs or semicolons: the first line names the columns, one of which holds the post."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postparse import source
from postparse.errors import FormatError
from postparse.parts import Fault, Part, Wanted
from postparse.readers import rows

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream

_DELIMITERS = ",;\t|"


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the post of each row."""
    found = table(stream, given.name, wanted.encoding)
    yield from rows.parts(((number, row) for number, (_, row) in enumerate(found)), wanted)


def table(stream: "Stream", name: str, encoding: str | None) -> Iterator[tuple[int, Mapping[str, object] | Fault]]:
    """Give each row with the line at which it ends, its cells by the names of their columns.

    Raises:
        FormatError: the first line does not name columns.
    """
    head, used, _ = source.decode(stream.head, encoding)
    first = head.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(source.MAX_BYTES)
    text = io.TextIOWrapper(stream, encoding=used, errors="replace", newline="")
    found = csv.DictReader(text, delimiter=delimiter, restkey="", restval="")
    found.fieldnames = [n.removeprefix("\ufeff") for n in found.fieldnames or ()]
    try:
        if not found.fieldnames or not any(n.strip() for n in found.fieldnames):
            raise FormatError("its first line does not name columns")
        for row in found:
            row.pop("", None)
            yield found.line_num, row
    except csv.Error as error:
        yield found.line_num, Fault(f"{name}:{found.line_num}", f"the table ends here: {error}")
    finally:
        text.detach()
