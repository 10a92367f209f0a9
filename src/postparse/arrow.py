"""Arrow tables of texts to Arrow tables of posts, for pipelines of the reader's own; see docs/scaling.md.

Through pyarrow, which the extra `postparse[parquet]` brings; Dask, Spark and Ray bring it themselves.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from postparse.errors import FormatError, PostparseError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from postparse.parts import Part
    from postparse.render import Layout
    from postparse.settings import Settings

Rows = TypeVar("Rows", "pa.Table", "pa.RecordBatch", "Iterator[pa.RecordBatch]")

FAILED = "failed"
"""The column that tells why a row gave no post."""

# Rows understood before they are made into Arrow: as many are held as objects.
_ROWS = 256


class _Ask(NamedTuple):
    """What the caller wants of each row."""

    columns: tuple[str, ...]
    keep: Mapping[str, str]
    format: str | None
    encoding: str | None
    settings: "Settings"
    layout: "Layout"


def parse_arrow(
    data: Rows,
    *,
    column: str | Sequence[str] | None = None,
    keep: Sequence[str] | Mapping[str, str] = (),
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    language: str | None = None,
    timezone: str | None = None,
    as_of: str | None = None,
    date_order: str | None = None,
    profile: str | Path | None = None,
    blocks: bool = False,
    evidence: bool = False,
) -> Rows:
    """Parse a post in each row; give a row for each, in their order: of a table a table, of batches batches.

    The columns are those of the Parquet output, after the columns that are kept and before `failed`, which tells
    in words why a row gave no post. Such a row has no other values, nor has one without a text. Columns that say
    something of the post (`title`, `author`, `date`, `tags`, `url`, `id` ...) count before what its text shows.

    Args:
        data: what has a column of text or HTML, as strings or as bytes; batches as Spark's `mapInArrow` gives them.
        column: the column that holds the post; of several, the first that a row fills. Else told by its name, as
            for tables that are files: `html`, `content`, `body`, `text` ...
        keep: columns to pass on; as a mapping, with the names that they get.
        format: `text`, `html` or `markdown`; else told from each text.
        encoding: of bytes; else told from them.
        language, timezone, as_of, date_order, profile: as for `parse`.
        blocks, evidence: add these two columns.

    Raises:
        UsageError: an argument makes no sense, or pyarrow is not installed.
        FormatError: no column is known to hold posts.
    """
    from postparse.settings import Settings, checked, profiled

    _need()
    settings = checked(Settings(language, timezone, as_of, date_order and date_order.lower(), None, profiled(profile)))
    if format not in (None, "text", "html", "markdown"):
        raise UsageError(f"a row is text, html or markdown, not {format!r}")
    from postparse.render import Layout

    kept = dict(keep) if isinstance(keep, Mapping) else {name: name for name in _names(keep)}
    ask = _Ask(_names(column), kept, format, encoding, settings, Layout(blocks=blocks, evidence=evidence))
    import pyarrow as pa

    made: Any
    if isinstance(data, pa.Table):
        parts = [_batch(part, ask) for part in data.to_batches(max_chunksize=_ROWS)]
        made = pa.Table.from_batches(parts, _schema(data.schema, ask))
    elif isinstance(data, pa.RecordBatch):
        made = _batch(data, ask)
    else:
        made = (_batch(part, ask) for part in data)
    return cast(Rows, made)


def _need() -> None:
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        raise UsageError("to read Arrow tables needs more: pip install 'postparse[parquet]'") from None


def _names(given: str | Sequence[str] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())


def _schema(given: "pa.Schema", ask: _Ask) -> "pa.Schema":
    """Give the schema of what is given back.

    Raises:
        UsageError: a column is not there, holds no text, or would be there twice.
        FormatError: no column is known to hold posts.
    """
    import pyarrow as pa

    from postparse.render import parquet

    columns = _columns(given, ask)
    if twice := next((name for name in (*columns, *ask.keep) if given.names.count(name) > 1), None):
        raise UsageError(f"there are two columns {twice!r}")
    for name in columns:
        if not _is_text(given.field(name).type):
            raise UsageError(f"the column {name!r} holds {given.field(name).type}, not text")
    if lacking := next((name for name in ask.keep if name not in given.names), None):
        raise UsageError(f"there is no column {lacking!r}; there are {', '.join(map(repr, given.names[:20]))}")
    kept = [given.field(name).with_name(new) for name, new in ask.keep.items()]
    made = pa.schema([*kept, *parquet.schema(ask.layout), pa.field(FAILED, pa.string())])
    if twice := next((name for name in made.names if made.names.count(name) > 1), None):
        raise UsageError(f"there would be two columns {twice!r}; give keep as a mapping to new names")
    return made


def _columns(given: "pa.Schema", ask: _Ask) -> tuple[str, ...]:
    from postparse.readers import rows

    try:
        return rows.columns(given.names, ask.columns)
    except FormatError as error:
        raise FormatError(str(error).replace("--column", "column=")) from None


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return pa.types.is_null(kind) or kind in (
        pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(),
    )  # fmt: skip


def _batch(given: "pa.RecordBatch", ask: _Ask) -> "pa.RecordBatch":
    """Give a row for each row."""
    import pyarrow as pa

    from postparse.readers.parquet import plain, values
    from postparse.render import parquet

    made = _schema(given.schema, ask)
    columns = _columns(given.schema, ask)
    texts = {name: values(given.column(name)) for name in columns}
    others = plain(given.drop_columns(list(columns))) or [{}] * given.num_rows
    found = [_row(others[at], {name: texts[name][at] for name in columns}, ask) for at in range(given.num_rows)]
    posts = parquet.table(found, pa.schema(list(made)[len(ask.keep) :]))
    kept = [given.column(name) for name in ask.keep]
    return pa.RecordBatch.from_arrays([*kept, *(c.combine_chunks() for c in posts.columns)], schema=made)


def _row(others: Mapping[str, object], texts: Mapping[str, object], ask: _Ask) -> dict[str, Any]:
    """Give the columns of a post; only why it failed where it can't be read, nothing where there is no text."""
    from postparse.parts import Wanted
    from postparse.readers import rows

    if all(text is None for text in texts.values()):
        return {}
    try:
        told = {**others, **{name: _decoded(text, ask) for name, text in texts.items()}}
        part = rows.part(told, tuple(texts), Wanted(statuses=("any",)))
        assert part is not None
        return _post(part._replace(format=ask.format or part.format), ask)
    except PostparseError as error:
        return {FAILED: str(error)}


def _decoded(text: object, ask: _Ask) -> object:
    from postparse import source

    if isinstance(text, bytes):
        return source.load(text, "", format="text", encoding=ask.encoding).text
    if isinstance(text, str) and len(text) > source.MAX_BYTES:
        raise FormatError(f"its {len(text):,} letters are over the limit of {source.MAX_BYTES:,}")
    return text


def _post(part: "Part", ask: _Ask) -> dict[str, Any]:
    from postparse.api import Parsed, shielded
    from postparse.convert import to_dict
    from postparse.parts import Wanted
    from postparse.pieces import Piece
    from postparse.render import parquet

    for found in shielded(Piece(part, "", "arrow"), ask.settings, None, Wanted()):
        if isinstance(found, Parsed):
            data: dict[str, Any] = dict(to_dict(found.post, blocks=ask.layout.blocks, evidence=ask.layout.evidence))
            # Where a row came from, only its pipeline knows.
            data["source"]["path"] = None
            return parquet.row(data)
        return {FAILED: found.reason}
    return {}
