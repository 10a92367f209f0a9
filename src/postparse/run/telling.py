"""What a run tells while it goes on and at its end, what it counts, and what it keeps of posts that failed."""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from postparse.inputs import STDIN
from postparse.pieces import Piece
from postparse.render.screen import say
from postparse.run import tally
from postparse.run.batch import Failed, Passed
from postparse.run.tally import Tally
from postparse.run.work import Result

if TYPE_CHECKING:
    from postparse.convert import Json
    from postparse.run.quarantine import Quarantine
    from postparse.run.report import Failure


class Asked(NamedTuple):
    """What is to be told of a run, and what of it is known beforehand.

    paths        the inputs, and `include` the pattern for files of folders
    options      as they were given, by name
    output       the file; None or `-` for standard output
    report       the file for the report
    keep_failed  the folder for posts that fail
    quiet        nothing but what failed
    """

    paths: Sequence[str]
    include: str | None = None
    options: "Mapping[str, Json]" = MappingProxyType({})
    output: str | None = None
    report: str | None = None
    keep_failed: str | None = None
    quiet: bool = False


class Telling:
    """Takes the results of a run one by one.

    total, failed, passed   what the run and those that it went on with have counted
    last                    counts that the last result added, by name
    failures                what the last result added, as the journal keeps it
    """

    def __init__(self, asked: Asked) -> None:
        """Begin to count.

        Raises:
            UsageError: the folder for posts that fail, or the report, can't be written.
        """
        self._asked = asked
        self._quarantine: Quarantine | None = None
        if asked.keep_failed is not None:
            from postparse.run import quarantine

            self._quarantine = quarantine.Quarantine(asked.keep_failed, asked.paths)
        self._began = time.monotonic()
        self._before: Tally | None = None
        self._all: list[Failure] = []
        self._read = 0
        self._started = ""
        if asked.report is not None:
            from postparse.run import report

            report.check(asked.report)
            self._started = report.now()
        self.total, self.failed, self.passed = Tally(), 0, 0
        self.last: dict[str, int] = {}
        self.failures: list[dict[str, str | None]] = []

    def go_on(self, counts: Mapping[str, int], failures: Iterator[Mapping[str, str | None]]) -> None:
        """Add what earlier runs counted, and what failed in them."""
        self._before = self.total = tally.gathered(counts)
        self.failed, self.passed = counts.get("failed", 0), counts.get("passed", 0)
        if self._asked.report is not None:
            self._all = _failures(failures)

    def add(self, counts: Mapping[str, int], failures: Sequence[Mapping[str, str | None]], *, earlier: bool) -> None:
        """Add what other processes counted, and tell of what failed there; `earlier`: in an earlier run."""
        other = tally.gathered(counts)
        self.total = tally.plus(self.total, other)
        self.failed += counts.get("failed", 0)
        self.passed += counts.get("passed", 0)
        if earlier:
            self._before = tally.plus(self._before or Tally(), other)
        for one in failures:
            _say_failed(str(one["path"]), int(one["post"] or 0), str(one["reason"]))
        if self._asked.report is not None:
            self._all += _failures(failures)

    def of(self, results: Iterator[Result]) -> Iterator[Result]:
        """Give the results; tell of each what a person must know."""
        for result in islice(results, 1):
            self._take(result)
            yield result
        if (second := next(results, None)) is not None:
            yield from self._shown(chain([second], results))

    def _shown(self, results: Iterator[Result]) -> Iterator[Result]:
        """Show meanwhile how far the run is."""
        from postparse.run import progress

        asked = self._asked
        shown_here = asked.output in (None, STDIN) and sys.stdout is not None and sys.stdout.isatty()
        with progress.shown(asked.paths, asked.include, quiet=asked.quiet, data_here=shown_here) as seen:
            for result in results:
                self._take(result)
                seen.see(self.total, self.failed, self.passed, self._read)
                yield result

    def _take(self, result: Result) -> None:
        item, done = result.item, result.done
        failed = [(item.path, item.reason)] if isinstance(item, Failed) else done.failed
        self.failures = [self._failure(item, path, reason) for path, reason in failed]
        for line in done.told:
            say(line)
        passed = isinstance(item, Passed) or done.passed
        self.total = tally.plus(self.total, done.tally)
        self.failed += len(failed)
        self.passed += passed
        self.last = {**tally.flat(done.tally), "failed": len(failed), "passed": int(passed)}
        if isinstance(item, Piece) and item.taken is not None:
            self._read = max(self._read, item.taken)

    def _failure(self, item: Piece | Failed | Passed, path: str, reason: str) -> dict[str, str | None]:
        post = item.post if isinstance(item, Piece) else 0
        _say_failed(path, post, reason)
        kept = None
        if self._quarantine is not None:
            given = None if isinstance(item, Passed) else item.given
            kept = self._quarantine.keep(given, path, post, reason)
        if self._asked.report is not None:
            from postparse.run.report import Failure

            self._all.append(Failure(path, post, reason, kept))
        return {"path": path, "post": str(post), "reason": reason, "kept": kept}

    def summary(self, *, alone: bool) -> None:
        """Tell a person of the whole run; nothing of a path that stands `alone` and holds few posts."""
        if self._asked.quiet or (alone and self.total.posts < 2):
            return
        from postparse.run import report

        if alone and self.total.posts <= report.FEW:
            return
        seconds, before = time.monotonic() - self._began, self._before.posts if self._before else 0
        for line in report.lines(
            self.total, self.failed, self.passed, seconds, before=before, kept=self._asked.keep_failed
        ):
            say(line)

    def report(self, *, engine: str, jobs: int, complete: bool) -> None:
        """Write the report, if one is wanted.

        Raises:
            UsageError, OSError: it can't be written.
        """
        if self._asked.report is None:
            return
        from postparse.run import report

        run = report.Run(
            self._asked.paths, self._asked.options, self._asked.output, engine, jobs, self._started,
            time.monotonic() - self._began, self._before is not None, self._before.posts if self._before else 0,
            complete,
        )  # fmt: skip
        report.write(self._asked.report, report.of(run, self.total, self.failed, self.passed, self._all))


def _say_failed(path: str, post: int, reason: str) -> None:
    say(f"{path}#{post}: {reason}" if post else f"{path}: {reason}")


def _failures(told: Iterable[Mapping[str, str | None]]) -> "list[Failure]":
    from postparse.run.report import Failure

    return [Failure(f["path"] or "", int(f["post"] or 0), f["reason"] or "", f.get("kept")) for f in told]
