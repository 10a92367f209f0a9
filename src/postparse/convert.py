"""Posts to plain dicts and back, and the JSON Schema of those dicts, all read off the types."""

import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from postparse.post import Post

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_ON_REQUEST = ("blocks", "evidence")


def to_dict(post: Post, *, blocks: bool = False, evidence: bool = False) -> dict[str, Json]:
    """Give the post as JSON-ready dicts and lists, keys in the contract's order.

    `blocks` and `evidence` add those two keys; without them they are left out.
    """
    wanted = {"blocks": blocks, "evidence": evidence}
    return {name: plain(getattr(post, name)) for name in _names(Post) if wanted.get(name, True)}


@cache
def _names(cls: Hashable) -> tuple[str, ...]:
    assert isinstance(cls, type)
    return tuple(f.name for f in fields(cls))


def plain(value: object) -> Json:
    """Give any value of the contract, a whole post or a part, as JSON-ready dicts and lists with every key."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    kind: type = type(value)
    return {name: plain(getattr(value, name)) for name in _names(kind)}


def from_dict(data: Mapping[str, Json]) -> Post:
    """Give the post that `to_dict` made `data` of; keys that were left out take their default.

    Raises:
        ValueError: a key is unknown or missing, or a value has another type than the contract says.
    """
    return cast(Post, _typed(Post, data, ""))


def _typed(kind: object, value: object, where: str) -> object:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in args:
            return None
        return _typed(next(a for a in args if a is not type(None)), value, where)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"{where or '/'}: expected a list, got {type(value).__name__}")
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else list(args)
        if len(kinds) != len(value):
            raise ValueError(f"{where}: expected {len(kinds)} items, got {len(value)}")
        return tuple(_typed(k, v, f"{where}/{i}") for i, (k, v) in enumerate(zip(kinds, value, strict=True)))
    if origin is not None:
        if not isinstance(value, Mapping):
            raise ValueError(f"{where}: expected an object, got {type(value).__name__}")
        return {str(k): _typed(args[1], v, f"{where}/{k}") for k, v in value.items()}
    if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__"):
        return _object(kind, value, where)
    if not isinstance(kind, type) or not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{where}: expected {getattr(kind, '__name__', kind)}, got {type(value).__name__}")
    return value


def _object(cls: type, value: object, where: str) -> object:
    if not isinstance(value, Mapping):
        raise ValueError(f"{where or '/'}: expected an object, got {type(value).__name__}")
    hints = fields_of(cls)
    if unknown := sorted(value.keys() - hints.keys()):
        raise ValueError(f"{where or '/'}: unknown key {unknown[0]!r}")
    if lacking := sorted(f.name for f in fields(cls) if f.name not in value and not _has_default(f)):
        raise ValueError(f"{where or '/'}: missing key {lacking[0]!r}")
    return cls(**{name: _typed(hints[name], v, f"{where}/{name}") for name, v in value.items()})


def _has_default(item: "Field[object]") -> bool:
    return item.default is not MISSING or item.default_factory is not MISSING


@cache
def fields_of(cls: type) -> dict[str, object]:
    """Give the fields of a class of the contract with their types, in its order."""
    return {name: kind for name, kind in get_type_hints(cls).items() if name in _names(cls)}


def schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of what `to_dict` gives."""
    made: dict[str, Json] = {}
    root = _schema_of(Post, made)
    assert isinstance(root, dict)
    body = cast(dict[str, Json], made.pop("Post"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Post",
        **body,
        "$defs": dict(sorted(made.items())),
    }


def _schema_of(kind: object, made: dict[str, Json]) -> Json:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema_of(a, made) for a in args]}
    if origin is tuple:
        if args[-1] is Ellipsis:
            return {"type": "array", "items": _schema_of(args[0], made)}
        items: list[Json] = [_schema_of(a, made) for a in args]
        return {"type": "array", "prefixItems": items, "minItems": len(args), "maxItems": len(args)}
    if origin is not None:
        return {"type": "object", "additionalProperties": _schema_of(args[1], made)}
    simple: dict[object, str] = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
    if kind in simple:
        return {"type": simple[kind]}
    cls = kind if isinstance(kind, type) else object
    if cls.__name__ not in made:
        made[cls.__name__] = None
        made[cls.__name__] = {
            "type": "object",
            "description": " ".join((cls.__doc__ or "").split()),
            "properties": {n: _schema_of(h, made) for n, h in fields_of(cls).items()},
            "required": [n for n in _names(cls) if n not in _ON_REQUEST],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{cls.__name__}"}
