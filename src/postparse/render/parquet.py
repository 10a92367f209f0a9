"""Parquet: one row a post with all keys of the contract, nested as there; the schema is read off the types.

Through pyarrow; format: https://parquet.apache.org/docs/file-format/.
"""

import json
import types
from collections.abc import Iterator, Mapping
from typing import Any, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq

from postparse.convert import fields_of
from postparse.post import Post
from postparse.render import Layout
from postparse.render.flat import storable

ROWS, LETTERS = 1000, 1 << 22
"""Most posts of a row group, and most letters of their bodies, about: as much is held in memory."""


def write(lines: Iterator[str], path: str, layout: Layout) -> None:
    """Write the file at `path`, a row group after the other."""
    made = schema(layout)
    with pq.ParquetWriter(path, made, compression="zstd") as out:
        held: list[dict[str, Any]] = []
        letters = 0
        for line in lines:
            held.append(row(json.loads(line)))
            letters += sum(map(len, held[-1]["body"]))
            if len(held) == ROWS or letters > LETTERS:
                out.write_table(table(held, made), row_group_size=ROWS)
                held, letters = [], 0
        if held:
            out.write_table(table(held, made), row_group_size=ROWS)


def table(rows: list[dict[str, Any]], made: pa.Schema) -> pa.Table:
    """Give the rows as a table; what UTF-8 can't hold as its escapes."""
    try:
        return pa.Table.from_pylist(rows, schema=made)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_storable(r) for r in rows], schema=made)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: _storable(inner) for key, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, list | tuple) else value


def row(data: dict[str, Any]) -> dict[str, Any]:
    """Give a post as a row: the dicts of JSON, `evidence` as a list of its pairs."""
    if "evidence" in data:
        data["evidence"] = list(data["evidence"].items())
    return data


def schema(layout: Layout = Layout()) -> pa.Schema:  # noqa: B008
    """Give the schema of the rows: keys in the contract's order, whatever the posts hold."""
    left = {name for name, shown in (("blocks", layout.blocks), ("evidence", layout.evidence)) if not shown}
    return pa.schema([(name, _type(kind)) for name, kind in fields_of(Post).items() if name not in left])


def _type(kind: object) -> pa.DataType:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _type(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return pa.list_(_type(args[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return pa.map_(_type(args[0]), _type(args[1]))
    simple: dict[object, pa.DataType] = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
    if kind in simple:
        return simple[kind]
    assert isinstance(kind, type)
    return pa.struct([(name, _type(inner)) for name, inner in fields_of(kind).items()])
