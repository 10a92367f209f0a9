"""Profiles as TOML: small, sorted, for people to read and mend."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from postparse.errors import UsageError
from postparse.profile import FIELDS, Profile

VERSION = 1
_LARGEST, _MOST, _LONGEST = 1_000_000, 1_000, 2_000
_KEYS = {"version", "host", "site", "pages", "paths", "furniture"}


def load(path: str | Path) -> Profile:
    """Read the profile in a file.

    Raises:
        UsageError: it can't be read or is no profile.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"cannot read the profile {path}: {error.strerror or error}") from None
    except ValueError:
        raise UsageError(f"cannot read the profile {str(path)!r}: there is no such file") from None
    try:
        if len(data) > _LARGEST:
            raise ValueError("it is too large")
        return read(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no profile: it is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"{path} is no profile: {reason}") from None


def read(text: str) -> Profile:
    """Read a profile.

    Raises:
        ValueError: this is none.
    """
    import tomllib

    data = tomllib.loads(text)
    if data.get("version") != VERSION:
        raise ValueError(f"it has to say version = {VERSION}; learn it anew with `postparse profile`")
    if unknown := sorted(data.keys() - _KEYS):
        raise ValueError(f"unknown key {unknown[0]!r}")
    pages = data.get("pages", 0)
    if type(pages) is not int or pages < 0:
        raise ValueError("pages has to be a number")
    paths = _lists(data.get("paths", {}), "paths")
    if unknown := sorted(paths.keys() - set(FIELDS)):
        raise ValueError(f"unknown field {unknown[0]!r} in paths; there are {', '.join(FIELDS)}")
    furniture = data.get("furniture", {})
    if not isinstance(furniture, dict) or furniture.keys() - {"blocks", "lines"}:
        raise ValueError("furniture has to be a table of blocks and lines")
    return Profile(
        _text(data.get("host", ""), "host"),
        _text(data.get("site", ""), "site"),
        pages,
        paths,
        _texts(furniture.get("blocks", []), "furniture.blocks"),
        _lists(furniture.get("lines", {}), "furniture.lines"),
    )


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError(f"{name} has to be a string")
    return value


def _texts(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise ValueError(f"{name} has to be a list of strings")
    return tuple(_text(v, name) for v in value)


def _lists(value: object, name: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or len(value) > _MOST:
        raise ValueError(f"{name} has to be a table of lists")
    return {_text(k, name): _texts(v, f"{name}.{k}") for k, v in value.items()}


def written(profile: Profile) -> str:
    """Give a profile as text, the same for the same profile; `read` gives it back."""
    return "\n".join(_written(profile)) + "\n"


def _written(profile: Profile) -> Iterator[str]:
    yield f"# What {profile.pages} pages of one site share. Learnt by `postparse profile`, used by --profile."
    yield f"version = {VERSION}"
    yield f"host = {_quoted(profile.host)}"
    yield f"site = {_quoted(profile.site)}"
    yield f"pages = {profile.pages}"
    yield "\n# Where the fields stand."
    yield "[paths]"
    yield from _table(profile.paths)
    yield "\n# Elements that are no part of a post, and below lines that are none where they stand at these paths."
    yield "[furniture]"
    yield from _list("blocks", profile.blocks)
    yield "\n[furniture.lines]"
    yield from _table(profile.lines)


def _table(lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for key in sorted(lists):
        yield from _list(key if key.isidentifier() and key.isascii() else _quoted(key), lists[key])


def _list(key: str, texts: tuple[str, ...]) -> Iterator[str]:
    if len(texts) < 2:
        yield f"{key} = [{''.join(map(_quoted, texts))}]"
        return
    yield f"{key} = ["
    yield from (f"  {_quoted(text)}," for text in texts)
    yield "]"


def _quoted(text: str) -> str:
    """Give a basic string of TOML: the escapes of JSON are among its own, but DEL has to be escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
