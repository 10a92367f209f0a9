"""A run of the command: inputs to pieces, pieces to processes, what they give to the output, and what is told of it."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, cast

from postparse import __version__, render
from postparse.errors import UsageError
from postparse.inputs import STDIN, is_remote
from postparse.pieces import Piece
from postparse.render.screen import beside, file_sink, say, sink
from postparse.run import batch, work
from postparse.run.servers import FEW
from postparse.run.telling import Asked, Telling
from postparse.run.work import Item, Job, Limits, Result

Numbered = tuple[int, Item] | None


class Way(NamedTuple):
    """How a run is to go.

    jobs     processes that read posts; 0 for none but this; None for as many as pay
    ordered  posts come out in the order of the inputs
    resume   go on with an unfinished run that wrote the same output
    strict   a post with a warning is a failure of the run
    """

    jobs: int | None = None
    ordered: bool = True
    limits: Limits = Limits()
    resume: bool = False
    strict: bool = False


def carry_out(job: Job, way: Way, asked: Asked) -> bool:
    """Do the whole run; tell whether all is well.

    Raises:
        UsageError: something is asked for that makes no sense.
        OSError: the output cannot be written.
    """
    paths = asked.paths
    if way.resume and not _is_file(asked.output):
        raise UsageError("--resume goes with -o FILE: it goes on with the run that wrote that file on this machine")
    telling = Telling(asked)
    items = enumerate(batch.pieces_of(_found(paths, job.asked), job.asked))
    begun = list(islice(items, 1 if paths == [STDIN] else FEW + 1))
    alone = len(paths) == 1 and not batch.is_folder(paths[0])
    first = begun[0][1] if begun else None
    one = alone and (not isinstance(first, Piece) or first.single)
    many = len(begun) > FEW or (paths == [STDIN] and not one)
    job = job._replace(layout=job.layout._replace(one=one))
    way = way._replace(jobs=way.jobs if way.jobs is not None else _cores() if many else 0)
    complete = False
    try:
        _write(_numbered(chain(begun, items), paths, way), job, way, asked, telling)
        complete = True
    finally:
        if complete or telling.total.posts:
            telling.report(engine="local", jobs=way.jobs or 1, complete=complete)
    telling.summary(alone=alone)
    return not (telling.failed or (way.strict and telling.total.warned))


def _numbered(items: Iterator[tuple[int, Item]], paths: Sequence[str], way: Way) -> Iterator[Numbered]:
    if not (way.jobs and STDIN in paths):
        return items
    from postparse.run import pool

    return pool.fed(items)


def _found(paths: Sequence[str], asked: batch.Asked) -> Iterator[batch.File | batch.Failed | batch.Passed]:
    """Give the inputs, of a shard only its own."""
    if asked.shard is None:
        return batch.walk(paths, asked.include)
    from postparse.run import shards

    return shards.chosen(partial(batch.walk, paths, asked.include), asked.shard, asked.format)


def _write(items: Iterator[Numbered], job: Job, way: Way, asked: Asked, telling: Telling) -> None:
    if _is_file(asked.output):
        if way.resume or (way.jobs and not job.layout.one):
            _write_kept(items, job, way, asked, telling)
            return
        _forget(asked)
    results = telling.of(_results(items, job, way))
    if job.layout.one:
        # A file that can't be read makes no output, not even an empty one.
        head = list(islice(results, 1))
        if telling.failed and not any(r.done.lines for r in head):
            return
        results = chain(head, results)
    write((line for result in results for line in result.done.lines), job, asked.output)


def _is_file(output: str | None) -> bool:
    """Tell whether the output is a file of this machine, or would be one: no stream, pipe or device."""
    if output in (None, STDIN) or is_remote(str(output)):
        return False
    return os.path.isfile(str(output)) or not os.path.exists(str(output))


def _cores() -> int:
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _results(
    items: Iterator[Numbered], job: Job, way: Way, meanwhile: Callable[[], None] = lambda: None
) -> Iterator[Result]:
    """Give what the items give; `meanwhile` is called now and then, also while none of them gives anything."""
    if not way.jobs:
        return work.here(items, job)
    from postparse.run import pool

    return pool.apart(items, job, way.jobs, way.limits, ordered=way.ordered, meanwhile=meanwhile)


def _write_kept(items: Iterator[Numbered], job: Job, way: Way, asked: Asked, telling: Telling) -> None:
    """Write an output of which a run that is killed leaves what is done, for another one to go on with."""
    from postparse.run.journal import Journal

    with Journal.opened(str(asked.output), resume=way.resume, about=about(asked.paths, job)) as kept:
        _say_thrown_away(kept.replaced, asked)
        if kept.resumed:
            telling.go_on(kept.tally, kept.failures())
        todo = (one for one in items if one is None or kept.wants(one[0], _key(one[1]), _state(one[1])))

        def lines() -> Iterator[str]:
            for result in telling.of(_results(todo, job, way, kept.keep_up)):
                kept.put(result.number, result.done.lines, telling.last, telling.failures)
                yield from result.done.lines

        try:
            if job.output.lines:
                for _ in lines():
                    pass
            else:
                write(chain(kept.kept(), lines()), job, asked.output)
            kept.finish(become=job.output.lines)
        except (KeyboardInterrupt, OSError):
            say("what is done is kept; the same command with --resume goes on with it")
            raise


def _forget(asked: Asked) -> None:
    """Throw away what an unfinished run has left that was to write the same output."""
    from postparse.run import journalfile

    if os.path.exists(beside(os.path.realpath(str(asked.output)), journalfile.JOURNAL)):
        from postparse.run.journal import Journal

        with Journal.opened(str(asked.output), resume=False, about={}) as kept:
            _say_thrown_away(kept.replaced, asked)


def _say_thrown_away(posts: int, asked: Asked) -> None:
    if posts and not asked.quiet:
        say(f"an unfinished run of {posts:,} posts is thrown away; --resume would have gone on with it")


def about(paths: Sequence[str], job: Job) -> dict[str, str]:
    """Give what must be the same for two runs to give the same output."""
    return {
        "version": __version__,
        "inputs": json.dumps(list(paths)),
        "output": job.output.name,
        "options": repr((job.asked, job.settings, job.layout._replace(quiet=False))),
    }


def _key(item: Item) -> str:
    return item.key if isinstance(item, Piece) else item.path


def _state(item: Item) -> str:
    return item.state if isinstance(item, Piece) else ""


def write(lines: Iterator[str], job: Job, output: str | None) -> None:
    """Write posts that were sealed for the job's output to a file, or to standard output.

    Raises:
        UsageError: the file cannot be made.
        OSError: it cannot be written.
    """
    writer = render.writer(job.output)
    if job.output.file:
        with file_sink(str(output), keep=job.output.updates) as path:
            cast("render.FileWriter", writer)(lines, path, job.layout)
    else:
        with sink(output) as out:
            cast("render.Writer", writer)(lines, out, job.layout)
