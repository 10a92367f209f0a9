"""Exports read in the tests: all posts of some bytes, or of a sample, and what of them can't be read."""

from pathlib import Path

from postparse import api, inputs
from postparse.parts import Fault, Wanted
from postparse.post import Post
from sampleset import ROOT

EXPORTS = ROOT / "samples/exports"


def posts(data: bytes, name: str, **wanted: tuple[str, ...]) -> tuple[list[Post], list[Fault]]:
    """Give the posts of a file's bytes and its faults."""
    return _parted(inputs.memory(data, name), wanted)


def sample(path: str | Path, **wanted: tuple[str, ...]) -> tuple[list[Post], list[Fault]]:
    """Give the posts of a sample of `samples/exports`, or of any path, and its faults."""
    return _parted(inputs.file(str(EXPORTS / path)), wanted)


def _parted(given: inputs.Input, wanted: dict[str, tuple[str, ...]]) -> tuple[list[Post], list[Fault]]:
    found = list(api.posts(given, wanted=Wanted(**wanted)))
    return [f.post for f in found if isinstance(f, api.Parsed)], [f for f in found if isinstance(f, Fault)]


def until_error(data: bytes, name: str) -> tuple[list[Post], str]:
    """Give the posts before the error in which reading ends, and that error."""
    read: list[Post] = []
    try:
        for found in api.posts(inputs.memory(data, name)):
            assert isinstance(found, api.Parsed)
            read.append(found.post)
    except api.SourceError as error:
        return read, str(error)
    return read, ""
