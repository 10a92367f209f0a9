"""The vocabulary of markup: what class names, meta tags and front matter keys mean. Opens `data/html.toml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary() -> Mapping[str, Any]:
    """Give the tables of `data/html.toml`."""
    import tomllib

    return tomllib.loads(files("postparse").joinpath("data", "html.toml").read_text("utf-8"))


@cache
def named(table: str) -> Mapping[str, str]:
    """Give a table turned round: each name with what it means."""
    return {name: meaning for meaning, names in vocabulary()[table].items() for name in names}
