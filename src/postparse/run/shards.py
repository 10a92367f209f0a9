"""Shards: the inputs of a run cut into parts of about the same work, for several machines or for several evenings.

The posts of shards 1 to N, one shard after the other, are the posts of the whole run in its order and with its numbers.
Long files are cut where that is possible without reading their posts: JSON Lines behind a line, WARC behind a record,
Parquet behind a row group.
"""

import contextlib
import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from postparse import inputs
from postparse.errors import PostparseError, UsageError
from postparse.inputs import STDIN, Input
from postparse.parts import Slice
from postparse.readers import FORMATS, by_name, is_post, pick
from postparse.run.batch import Failed, File, Passed

Item = File | Failed | Passed
Walk = Callable[[], Iterable[Item]]
"""Gives the inputs in their order; called more than once, so that they need not be kept."""

# A post costs about as much as 64 KiB of markup beside it; one of a container has about 4 KiB.
_POST, _CONTAINED = 1 << 16, 1 << 12
_BLOCK = 1 << 20


def parse(told: str) -> tuple[int, int]:
    """Give the two numbers of `I/N`.

    Raises:
        UsageError: these are no such numbers.
    """
    found = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", told.strip())
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"{told!r} is no shard; give one such as 2/8, the second of eight")
    return int(found[1]), int(found[2])


def chosen(walk: Walk, told: str, format: str | None = None) -> Iterator[Item]:  # noqa: A002
    """Give the inputs of the shard `I/N`, of N that all know the same inputs.

    Raises:
        UsageError: there is no such shard, or the inputs can't be cut.
    """
    number, count = parse(told)
    weights = weigh(walk, format)
    places = [_place(weights, number - 1, count), _place(weights, number, count)]
    for passed, item in _numbered(walk(), places, format):
        if passed == 1:
            yield item
        elif passed > 1:
            return


def plan(
    walk: Walk,
    weights: Sequence[int],
    count: int,
    format: str | None = None,  # noqa: A002
) -> Iterator[tuple[Item, ...]]:
    """Give the inputs of each of `count` shards, as they are found; some may be empty. `weights`: as `weigh` gives."""
    places = [_place(weights, number, count) for number in range(1, count)]
    done = 0
    for passed, items in groupby(_numbered(walk(), places, format), key=lambda found: found[0]):
        yield from ((),) * (passed - done)
        yield tuple(item for _, item in items)
        done = passed + 1
    yield from ((),) * (count - done)


def weigh(walk: Walk, format: str | None = None) -> "array[int]":  # noqa: A002
    """Give for each input about how much work it is, in bytes of markup.

    Raises:
        UsageError: one of them is standard input.
    """
    return array("Q", (_weight(item, format) for item in walk()))


def _weight(item: Item, format: str | None) -> int:  # noqa: A002
    if not isinstance(item, File):
        return 0
    if item.path == STDIN:
        raise UsageError("standard input can't be cut into shards; give a file or a folder")
    size, name = _size(item), inputs.bare_name(item.name).lower()
    many = by_name(format).many if format else any(f.many and f.suffixes and name.endswith(f.suffixes) for f in FORMATS)
    return size + _POST * max(1, size // _CONTAINED if many else 1)


def _size(file: File) -> int:
    """Give a file's length in bytes; 0 where it can't be told, which its reader will tell."""
    try:
        if file.given is None:
            return os.stat(file.path).st_size
        if file.given.size is not None:
            return file.given.size
        with contextlib.closing(file.given.open()) as raw:
            return raw.seek(0, os.SEEK_END)
    except (PostparseError, OSError):
        return 0


class _Place(NamedTuple):
    """Where one shard ends and the next begins: an input by its number, and how much of it comes before, 0 to 1."""

    item: int
    share: float


def _place(weights: Sequence[int], number: int, count: int) -> _Place:
    starts = array("Q", accumulate(weights, initial=0))
    target = starts[-1] * number // count
    if number == count or not starts[-1]:
        return _Place(len(weights) if number else 0, 0.0)
    index = bisect_right(starts, target) - 1
    return _Place(index, (target - starts[index]) / weights[index])


def _numbered(items: Iterable[Item], places: Sequence[_Place], format: str | None) -> Iterator[tuple[int, Item]]:  # noqa: A002
    """Give each input, cut where a place lies in it, with the number of places that lie before it."""
    passed = 0
    for index, item in enumerate(items):
        shares = [place.share for place in places if place.item == index]
        start: _Mark | None = _START
        for mark in _marks(item, shares, format) if shares else ():
            if isinstance(item, File) and mark != start and start is not None:
                yield passed, _cut(item, start, mark)
            start = mark
            passed += 1
        if start is not None:
            yield passed, _cut(item, start, None) if isinstance(item, File) and start.at else item


# --- marks within an input ------------------------------------------------------


class _Mark(NamedTuple):
    """A place within a file: a byte or a row group, the number of posts and of lines before it."""

    at: int
    first: int
    line: int = 0


_START = _Mark(0, 0)
_Cutter = Callable[[Input, Sequence[float]], Iterator["_Mark | None"]]


def _cut(file: File, start: _Mark, stop: _Mark | None) -> File:
    """Give the part of a file between two marks, all of it where these are its ends."""
    given = file.given or inputs.file(file.path, file.name)
    part = Slice(start.at, stop and stop.at, start.first, start.line)
    return file if part == Slice() else file._replace(given=given._replace(slice=part))


def _marks(item: Item, shares: Sequence[float], format: str | None) -> list["_Mark | None"]:  # noqa: A002
    """Give where to cut an input, None for its end; what can't be cut belongs where more than half of it does.

    A mark follows from its share alone: shards that are made apart have to agree.
    """
    whole: list[_Mark | None] = [_START if share < 0.5 else None for share in shares]
    if not isinstance(item, File) or not any(shares):
        return whole
    given = item.given or inputs.file(item.path, item.name)
    try:
        with inputs.opened(given) as stream:
            row = by_name(format) if format else pick(stream.head, inputs.bare_name(given.name))
            cutter = _CUTTERS.get(row.name)
            if cutter is None or (stream.packed and row.name != "warc"):
                return whole
            if row.name != "parquet" and (item.given is not None or b"\0" in stream.head):
                return whole
            if not (item.certain or is_post(stream.head, given.name)):
                return whole
        inner = [share for share in shares if share]
        return [*(_START for share in shares if not share), *cutter(given, inner)]
    except UsageError:
        raise
    except Exception:  # whatever is wrong with it, its reader tells
        return whole


def _lines(given: Input, shares: Sequence[float]) -> Iterator[_Mark | None]:
    """Cut behind a line. Lines are counted at the speed of the disk: blank ones hold no post, any other does."""
    at, first, line = _START
    blank = re.compile(rb"\n\s")
    with contextlib.closing(given.open()) as raw:
        size = raw.seek(0, os.SEEK_END)
        raw.seek(0)
        for share in shares:
            while at < int(size * share):
                block = raw.read(min(_BLOCK, int(size * share) - at))
                if not block.endswith(b"\n"):
                    block += raw.readline()
                lines = block.count(b"\n") + (not block.endswith(b"\n"))
                sure = not (block[:1].isspace() or blank.search(block))
                first += lines if sure else sum(1 for text in block.split(b"\n") if text.strip())
                at, line = at + len(block), line + lines
            yield _Mark(at, first, line) if at < size else None


def _groups(given: Input, shares: Sequence[float]) -> Iterator[_Mark | None]:
    import pyarrow.parquet as pq

    with contextlib.closing(given.open()) as raw:
        told = pq.ParquetFile(raw, pre_buffer=False).metadata
        before = list(accumulate((told.row_group(i).num_rows for i in range(told.num_row_groups)), initial=0))
    for share in shares:
        at = next((i for i, rows in enumerate(before) if rows >= before[-1] * share), len(before) - 1)
        yield _Mark(at, before[at]) if at < len(before) - 1 else None


def _records(given: Input, shares: Sequence[float]) -> Iterator[_Mark | None]:
    from postparse.readers import warc

    with contextlib.closing(given.open()) as raw:
        size = raw.seek(0, os.SEEK_END)
        raw.seek(0)
        places = warc.places(raw, given.name)
        mark: _Mark | None = _START
        for share in shares:
            while mark is not None and mark.at < size * share:
                found = next(places, None)
                mark = found and _Mark(*found)
            yield mark


_CUTTERS: dict[str, _Cutter] = {"jsonl": _lines, "parquet": _groups, "warc": _records}
