"""The samples: where they lie, what the parser makes of them, and what is expected.

A sample is `samples/<kind>/<name>.<ext>` with `<name>.json` beside it: all keys of the contract, or the one
key `error` with the name of the error that the sample must raise.
"""

import json
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import postparse
from postparse.post import Post

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "samples"
KINDS = ("broken", "html", "markdown", "text")
"""Folders of single posts; `exports` holds files of many, which `test_containers.py` reads."""
KEYS = tuple(f.name for f in fields(Post) if f.name not in ("blocks", "evidence"))
Plain = dict[str, object]


def names() -> list[str]:
    """Give the samples' names, as `text/seed.txt`, sorted."""
    found = (p for k in KINDS for p in (FOLDER / k).rglob("*") if p.is_file() and p.suffix != ".json")
    return sorted(p.relative_to(FOLDER).as_posix() for p in found)


def path(name: str) -> Path:
    return FOLDER / name


def expectation(name: str) -> Path:
    """Give where the expected output of a sample lies."""
    return path(name).with_suffix(".json")


@cache
def expected(name: str) -> Plain | None:
    """Give the expected output, None if there is none."""
    file = expectation(name)
    return json.loads(file.read_text("utf-8")) if file.exists() else None


@cache
def got(name: str) -> Plain:
    """Give the parser's output in the form of an expectation; `path` is the sample's own name."""
    try:
        post = postparse.parse(path(name))
    except postparse.PostparseError as error:
        return {"error": type(error).__name__}
    post = replace(post, source=replace(post.source, path=name))
    return postparse.to_dict(post)


def written(data: Plain) -> str:
    """Give the text of an expectation file."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
