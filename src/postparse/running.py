"""A run of the command: inputs to pieces, pieces to processes, what they give to the output, and what is told of it."""

import contextlib
import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple, cast

from postparse import __version__, batch, render, work
from postparse.batch import Failed
from postparse.inputs import STDIN
from postparse.pieces import Piece
from postparse.render.screen import file_sink, say, sink
from postparse.tally import flat, gathered
from postparse.work import Item, Job, Limits, Result

FEW = 16
"""So many pieces at most are read in this process, as other processes would not be ready sooner."""

Numbered = tuple[int, Item]


class Way(NamedTuple):
    """How a run is to go.

    output   the file to write; None or `-` for standard output
    jobs     processes that read posts; 0 for none but this; None for as many as pay
    ordered  posts come out in the order of the inputs
    resume   go on with an unfinished run that wrote the same output
    quiet    nothing is told but what failed
    strict   a post with a warning is a failure of the run
    """

    output: str | None = None
    jobs: int | None = None
    ordered: bool = True
    limits: Limits = Limits()
    resume: bool = False
    quiet: bool = False
    strict: bool = False


def carry_out(paths: Sequence[str], job: Job, way: Way) -> bool:
    """Do the whole run; tell whether all is well.

    Raises:
        UsageError: something is asked for that makes no sense.
        OSError: the output cannot be written.
    """
    items = enumerate(batch.pieces_of(paths, job.asked))
    begun = list(islice(items, 1 if paths == [STDIN] else FEW + 1))
    alone = len(paths) == 1 and not batch.is_folder(paths[0])
    first = begun[0][1] if begun else None
    one = alone and (not isinstance(first, Piece) or first.single)
    job = job._replace(layout=job.layout._replace(one=one))
    many = len(begun) > FEW or (paths == [STDIN] and not one)
    jobs = way.jobs if way.jobs is not None else _cores() if many else 0
    numbered = chain(begun, items)
    told = _Told(way)
    if _is_file(way.output) and (way.resume or (jobs and not one)):
        _kept(numbered, job, way, jobs, told, paths)
    else:
        if _is_file(way.output):
            _forget(str(way.output))
        results = told.of(_results(numbered, job, way, jobs))
        if alone and one:
            # A file that can't be read makes no output, not even an empty one.
            head = list(islice(results, 1))
            if told.tally["failed"] and not any(r.done.lines for r in head):
                return False
            results = chain(head, results)
        _write((line for result in results for line in result.done.lines), job, way)
    if not (alone or way.quiet):
        for line in told.summary():
            say(line)
    return not (told.tally["failed"] or (way.strict and told.tally["warned"]))


def _is_file(output: str | None) -> bool:
    """Tell whether the output is a file, or would be one: no stream, pipe or device."""
    return output not in (None, STDIN) and (os.path.isfile(str(output)) or not os.path.exists(str(output)))


def _cores() -> int:
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _results(items: Iterator[Numbered], job: Job, way: Way, jobs: int) -> Iterator[Result]:
    if not jobs:
        return work.here(items, job)
    from postparse import pool

    return pool.apart(items, job, jobs, way.limits, ordered=way.ordered)


def _kept(items: Iterator[Numbered], job: Job, way: Way, jobs: int, told: "_Told", paths: Sequence[str]) -> None:
    """Write an output of which a run that is killed leaves what is done, for another one to go on with."""
    from postparse.journal import Journal

    about = _about(paths, job, way)
    with Journal.opened(str(way.output), resume=way.resume, about=about) as kept:
        if kept.replaced and not way.quiet:
            say(f"an unfinished run of {kept.replaced:,} posts is thrown away; --resume would have gone on with it")
        told.tally.update(kept.tally)
        told.before = told.tally["posts"]
        todo = ((number, item) for number, item in items if kept.wants(number, _key(item)))

        def lines() -> Iterator[str]:
            for result in told.of(_results(todo, job, way, jobs)):
                failed = [{"path": f.path, "reason": f.reason} for f in _failures(result)]
                kept.put(result.number, result.done.lines, told.last, failed)
                yield from result.done.lines

        try:
            if job.output.lines:
                for _ in lines():
                    pass
            else:
                _write(chain(kept.kept(), lines()), job, way)
        except (KeyboardInterrupt, OSError):
            say("what is done is kept; the same command with --resume goes on with it")
            raise
        kept.finish(become=job.output.lines)


def _forget(output: str) -> None:
    """Throw away what an unfinished run has left that was to write the same output."""
    from postparse import journalfile

    if os.path.exists(journalfile.beside(os.path.realpath(output), journalfile.JOURNAL)):
        from postparse.journal import Journal

        with Journal.opened(output, resume=False, about={}):
            pass


def _about(paths: Sequence[str], job: Job, way: Way) -> dict[str, str]:
    """Give what must be the same for two runs to give the same output."""
    return {
        "version": __version__,
        "inputs": json.dumps(list(paths)),
        "output": job.output.name,
        "options": repr((job.asked, job.settings, job.layout)),
    }


def _key(item: Item) -> str:
    return item.key if isinstance(item, Piece) else item.path


def _write(lines: Iterator[str], job: Job, way: Way) -> None:
    write = render.writer(job.output)
    if job.output.file:
        with file_sink(str(way.output), keep=job.output.updates) as path:
            cast("render.FileWriter", write)(lines, path, job.layout)
    else:
        with sink(way.output) as out:
            cast("render.Writer", write)(lines, out, job.layout)


def _failures(result: Result) -> list[Failed]:
    if isinstance(result.item, Failed):
        return [result.item]
    return [Failed(*fault) for fault in result.done.failed]


class _Told:
    """What a run tells while it goes on, and what it counts. `last`: what the last result added."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self.tally: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        self._began, self.before = time.monotonic(), 0

    def of(self, results: Iterator[Result]) -> Iterator[Result]:
        """Give the results; tell of each what a person must know."""
        for result in results:
            failed = _failures(result)
            for one in failed:
                say(f"{one.path}: {one.reason}")
            for line in result.done.told:
                say(line)
            passed = isinstance(result.item, batch.Passed) or result.done.passed
            self.last = Counter(flat(result.done.tally))
            self.last.update(failed=len(failed), passed=int(passed))
            self.tally.update(self.last)
            yield result

    def summary(self) -> list[str]:
        """Give what a person is told at the end."""
        from postparse import report

        seconds = time.monotonic() - self._began
        return report.lines(
            gathered(self.tally), self.tally["failed"], self.tally["passed"], seconds, before=self.before
        )
