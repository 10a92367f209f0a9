"""What is done with a piece, in this process or in another: read it, understand it, seal its posts for the output."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from postparse import render
from postparse.api import Parsed, shielded
from postparse.errors import FormatError
from postparse.parts import Fault
from postparse.pieces import Piece
from postparse.run import tally
from postparse.run.batch import Asked, Failed, Passed
from postparse.run.tally import Tally
from postparse.settings import Settings


class Job(NamedTuple):
    """What a run does with every piece.

    output   the row of the output for which posts are sealed
    tells    warnings of the posts are wanted in words
    """

    asked: Asked
    settings: Settings
    output: render.Output
    layout: render.Layout
    tells: bool = False


class Done(NamedTuple):
    """What a piece gave: its posts sealed, what failed, what the posts hold, and warnings in words.

    `passed`: it is no post, and nobody said that it was.
    """

    lines: tuple[str, ...] = ()
    failed: tuple[Fault, ...] = ()
    tally: Tally = Tally()
    told: tuple[str, ...] = ()
    passed: bool = False


Item = Piece | Failed | Passed
Worker = Callable[[Piece], Done]


class Limits(NamedTuple):
    """What a piece may take: seconds, and megabytes of memory of its process; 0 for no limit."""

    seconds: float = 60.0
    megabytes: int = 2048


class Result(NamedTuple):
    """What an item gave; `number` is its place among all items, from 0."""

    number: int
    item: Item
    done: Done


def worker(job: Job) -> Worker:
    """Give the function that does the job with one piece. It raises UsageError only."""
    sealed = render.sealer(job.output)
    asked = job.asked

    def done(piece: Piece) -> Done:
        lines: list[str] = []
        failed: list[Fault] = []
        told: list[str] = []
        counts = Tally()
        try:
            for found in shielded(piece, job.settings, asked.encoding, asked.wanted):
                if not isinstance(found, Parsed):
                    failed.append(found)
                    continue
                lines.append(sealed(found, job.layout))
                counts = tally.plus(counts, tally.of(found.post))
                if job.tells:
                    path = found.post.source.path
                    told += [f"{path}: {w.code}: {w.message}" for w in found.post.warnings if w.severity == "warning"]
        except FormatError:
            return Done(passed=True)
        return Done(tuple(lines), tuple(failed), counts, tuple(told))

    return done


def here(items: Iterable[tuple[int, Item] | None], job: Job) -> Iterator[Result]:
    """Do the job in this process, one item after the other."""
    do = worker(job)
    for number, item in filter(None, items):
        yield Result(number, item, do(item) if isinstance(item, Piece) else Done())
