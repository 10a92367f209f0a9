"""The vocabulary of markup: what class names, meta tags and front matter keys mean. Opens `data/html.toml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


@cache
def vocabulary() -> Mapping[str, Any]:
    """Give the tables of `data/html.toml`."""
    import tomllib

    return tomllib.loads(files("postparse").joinpath("data", "html.toml").read_text("utf-8"))


@cache
def named(table: str) -> Mapping[str, str]:
    """Give a table turned round: each name with what it means."""
    return {name: meaning for meaning, names in vocabulary()[table].items() for name in names}


class Says(NamedTuple):
    """What the marks of an element say of a thing.

    types  what kinds of thing the element is, in schema.org's words; empty where it is none
    names  the properties of the thing around it that it is a value of
    value  that value; None where the text of the element is it
    """

    types: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    value: str | None = None
