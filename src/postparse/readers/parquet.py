"""Parquet: one column holds the post, the others say something of it. Row groups are read one after the other.

Through pyarrow; format: https://parquet.apache.org/docs/file-format/.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from postparse import inputs
from postparse.errors import SourceError
from postparse.parts import Fault, Part, Slice, Wanted
from postparse.readers import rows

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch
    from pyarrow.parquet import ParquetFile

    from postparse.inputs import Input, Stream

# Few rows at once: a value that a file stores once for thousands of rows is as large in each when it is read.
_ROWS = 32
_BUFFER = 1 << 20


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the post of each row."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with inputs.seekable(stream, given) as raw:
        try:
            found = pq.ParquetFile(raw, pre_buffer=False, buffer_size=_BUFFER)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise SourceError(f"the Parquet file is damaged: {_reason(error)}") from None
        cut = given.slice or Slice()
        first = dict.fromkeys(found.schema_arrow.names) if cut.start else None
        yield from rows.parts(_table(found, given.name, cut), wanted, first)


def _table(found: "ParquetFile", name: str, cut: Slice) -> Iterator[tuple[int, Mapping[str, object] | Fault]]:
    """Give each row with its number; a row group that can't be read costs its own rows."""
    import pyarrow as pa

    after = cut.first
    for index in range(cut.start, found.num_row_groups if cut.stop is None else cut.stop):
        group = found.metadata.row_group(index)
        done, after = after, after + group.num_rows
        columns = [group.column(i) for i in range(group.num_columns)]
        inputs.check_growth(
            sum(c.total_compressed_size for c in columns), sum(c.total_uncompressed_size for c in columns)
        )
        try:
            for batch in found.iter_batches(_ROWS, row_groups=[index], use_threads=False):
                for row in plain(batch):
                    yield done, row
                    done += 1
        except (pa.ArrowException, OSError, ValueError) as error:
            yield done, Fault(f"{name}:{done + 1}", f"row group {index + 1} is damaged: {_reason(error)}")


def plain(batch: "RecordBatch") -> list[dict[str, Any]]:
    """Give the rows, with what Python can't hold as what it can: text not marked as text, too fine times."""
    columns = [values(batch.column(index), texts=True) for index in range(batch.num_columns)]
    return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]


def values(column: "Array[Any]", *, texts: bool = False) -> list[Any]:
    """Give the values of a column; of one that Python can't hold (a day in the year 200,000) None.

    `texts`: bytes are given as text; old writers do not mark it as such.
    """
    import pyarrow as pa

    kind = column.type
    try:
        if pa.types.is_timestamp(kind) and kind.unit == "ns":
            return column.cast(pa.timestamp("us", kind.tz), safe=False).to_pylist()
        found = column.to_pylist()
    except _BEYOND:
        found = [_value(one) for one in column]
    if texts:
        return [v.decode("utf-8", "replace") if isinstance(v, bytes) else v for v in found]
    return found


_BEYOND = (ValueError, ArithmeticError, LookupError)  # Arrow's own errors are among them.


def _value(one: Any) -> Any:
    """Give one value; text with bytes that are none with U+FFFD for them."""
    try:
        return one.as_py()
    except UnicodeDecodeError:
        return bytes(one.as_buffer()).decode("utf-8", "replace")
    except _BEYOND:
        return None


def _reason(error: Exception) -> str:
    """Give the first line of what pyarrow says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
