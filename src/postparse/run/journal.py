"""What a run has done so far, kept beside its output, so that a run that was killed at any point can go on.

While a run writes `out.jsonl`, two files stand in the same folder. The spool `.out.jsonl.part` holds the posts that
are done, a line each; for JSON Lines it becomes the output, byte for byte. The journal `.out.jsonl.journal` is only
ever added to: a line that tells which run this is, then now and then one that tells which pieces are done, and how
long the spool was when it held all of them. What the spool has beyond that is cut off when the run goes on.
"""

import contextlib
import os
import stat
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from types import TracebackType
from typing import NamedTuple, Self

from postparse.errors import UsageError
from postparse.render.screen import beside
from postparse.run import journalfile
from postparse.run.journalfile import JOURNAL, SPOOL, Done, Found, Passed

SECONDS, PIECES, LETTERS = 1.0, 1000, 1 << 22
"""What is lost at most when a run is killed: work of so many seconds, pieces, or bytes of output."""

Failure = Mapping[str, str | None]


class _Piece(NamedTuple):
    number: int
    data: bytes
    tally: Mapping[str, int]
    failed: Sequence[Failure]


class _Work(NamedTuple):
    done: Done
    waiting: list[_Piece]


class Journal:
    """The journal and the spool of one run. For one thread; the lock on it ends with the process.

    A run asks `wants` for every piece in the order of the walk, does those that are wanted, and gives each to `put`
    in whatever order they are done. `finish` ends it; leaving the block in any other way keeps what is done for
    the next run. No step of it is harmed by a KeyboardInterrupt in its middle.

        with Journal.opened("out.jsonl", resume=True, about={"paths": "posts/"}) as journal:
            for number, key in enumerate(keys):
                if journal.wants(number, key):
                    journal.put(number, [line], {"posts": 1}, [])
            journal.finish(become=True)

    resumed    how many pieces earlier runs have done; 0 where this run begins
    replaced   how many pieces of an unfinished run were thrown away, because this one was not to resume it
    tally      the sum of the tallies of earlier runs
    """

    def __init__(self, output: str, journal: int, spool: int, found: Found, replaced: int) -> None:
        """Take open files; use `opened`."""
        self._output, self._journal, self._spool = output, journal, spool
        self._before, self._over = found.done, found.over
        self._owed, self._passed = found.passed, Passed()
        self._states, self._state = found.states, Passed()
        self._told: dict[int, str] = {}
        self._work = _Work(found.done, [])
        self._letters, self._last = 0, time.monotonic()
        self.resumed, self.replaced, self.tally = found.done.pieces(), replaced, Counter(found.tally)

    @classmethod
    def opened(cls, output: str, *, resume: bool, about: Mapping[str, str]) -> Self:
        """Begin the run that writes `output`, or go on with one that did not come to its end.

        `about` is what must be the same for the outputs to be the same: paths, options, this package's version.
        Where there is nothing to resume, the run begins.

        Raises:
            UsageError: there is an unfinished run about something else; another run is writing the same output; the
                files cannot be made.
            OSError: they cannot be written.
        """
        output = os.path.realpath(output)
        journal = journalfile.locked(output)
        try:
            journalfile.sweep(output)
            found = journalfile.found(output)
            if resume and found:
                _check(output, found.about, about)
                spool = -1 if found.over else journalfile.cut(journal, output, found.done)
                return cls(output, journal, spool, found, 0)
            new, spool = journalfile.begun(journal, output, about)
            return cls(output, journal, spool, new, found.done.pieces() if found else 0)
        except BaseException:
            os.close(journal)
            raise

    def wants(self, number: int, key: str, state: str = "") -> bool:
        """Tell whether a piece is still to be done. To be asked for each piece from 0 on, in order, also when resuming.

        `state` is another where the piece is no longer the same; of pieces that are not done it may be.

        Raises:
            UsageError: the pieces are not those of the run that is resumed.
        """
        assert number == self._passed.count
        digest = blake2b((self._passed.keys + key).encode("utf-8", "surrogatepass"), digest_size=16)
        passed = Passed(number + 1, digest.hexdigest())
        if passed.count == self._owed.count and passed != self._owed:
            raise UsageError(_changed(self._output))
        self._passed = passed
        done = self._before
        self._told[number] = state
        if passed.count <= done.next:
            self._state = self._states_below(passed.count)
            if passed.count == done.next and self._states not in ("", self._state.keys):
                raise UsageError(_changed(self._output))
        return not (self._over or number < done.next or any(start <= number < end for start, end in done.also))

    def _states_below(self, end: int) -> Passed:
        """Give a digest of the states of all pieces below one; forget those that it has been taken of before."""
        count, keys = self._state
        for number in [n for n in self._told if n < count]:
            del self._told[number]
        for number in range(count, end):
            digest = blake2b((keys + self._told[number]).encode("utf-8", "surrogatepass"), digest_size=16)
            keys = digest.hexdigest()
        return Passed(end, keys)

    def kept(self) -> Iterator[str]:
        """Give the lines of earlier runs, in the order in which they were put; to be read before `finish`."""
        left = self._before.size
        with open(self._output if self._over else beside(self._output, SPOOL), "rb") as spool:
            while left > 0 and (line := spool.readline()):
                left -= len(line)
                yield line[:-1].decode("utf-8")

    def failures(self) -> Iterator[Failure]:
        """Give the failures of earlier runs; to be read before `finish`."""
        for record, end in journalfile.records(self._output):
            if end > self._before.end:
                break
            yield from record.get("failed", ())

    def put(self, number: int, lines: Sequence[str], tally: Mapping[str, int], failed: Sequence[Failure]) -> None:
        """Take what a piece gave: its posts, each in one line (no line end in it), its counts, and what failed.

        Raises:
            OSError: it cannot be written. What was committed before stays, and a later run goes on from there.
        """
        assert not self._over
        assert not any("\n" in line for line in lines)
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
        self._letters += len(data)
        # One step, so that an interrupt leaves a piece either put or not.
        self._work.waiting.append(_Piece(number, data, tally, failed))
        if len(self._work.waiting) >= PIECES or self._letters >= LETTERS:
            self.commit()
        else:
            self.keep_up()

    def keep_up(self) -> None:
        """Bring to the disk what has waited for its second; to be called now and then while nothing is put.

        Raises:
            OSError: it cannot be written.
        """
        if time.monotonic() - self._last >= SECONDS:
            self.commit()

    def commit(self) -> None:
        """Bring to the disk what has been put; `put` does so by itself about every second.

        Raises:
            OSError: it cannot be written.
        """
        done, waiting = self._work
        # Until all keys that the earlier run had asked about have come by, the pieces may yet prove to be others.
        if not waiting or self._passed.count < self._owed.count:
            return
        data = b"".join(piece.data for piece in waiting)
        (_, first), *also = _joined(done, (piece.number for piece in waiting))
        tally: Counter[str] = Counter()
        for piece in waiting:
            tally.update(piece.tally)
        states = self._states_below(first)
        record = {
            "next": first, "also": also, "size": done.size + len(data), "passed": self._passed,
            "states": states.keys, "tally": tally,
            "failed": [dict(failure) for piece in waiting for failure in piece.failed],
        }  # fmt: skip
        journalfile.write(self._spool, done.size, data)
        end = journalfile.write(self._journal, done.end, journalfile.line(record))
        self._work = _Work(Done(first, tuple(also), done.size + len(data), end), [])
        self._state = states
        self._letters, self._last = 0, time.monotonic()

    def finish(self, *, become: bool) -> None:
        """End the run: with `become` the spool becomes the output, else the output is whole already.

        Raises:
            UsageError: the run that is resumed had more pieces.
            OSError: something cannot be written; a later run does the rest.
        """
        if self._passed.count < self._owed.count:
            raise UsageError(_changed(self._output))
        self.commit()
        if become and not self._over:
            done = self._work.done
            journalfile.write(self._journal, done.end, journalfile.line({"whole": done.size}))
            self._close_spool()
            spool = beside(self._output, SPOOL)
            with contextlib.suppress(OSError):
                os.chmod(spool, stat.S_IMODE(os.stat(self._output).st_mode))
            os.replace(spool, self._output)
            journalfile.settle(self._output)
        self._forget()

    def _forget(self) -> None:
        """Take the files away, the journal first: a spool that no journal speaks of is nothing."""
        self._close_spool()
        if not journalfile.LOCKS:
            self._close_journal()
        for ending in (JOURNAL, SPOOL):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(beside(self._output, ending))
        journalfile.settle(self._output)

    def _close_spool(self) -> None:
        spool, self._spool = self._spool, -1
        if spool >= 0:
            os.close(spool)

    def _close_journal(self) -> None:
        journal, self._journal = self._journal, -1
        if journal >= 0:
            os.close(journal)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # The error that ends a run is mostly one of the disk, and then this is the same one once more.
            with contextlib.suppress(*([OSError] if error else [])):
                self._leave()
        finally:
            self._close_spool()
            self._close_journal()

    def _leave(self) -> None:
        if self._spool >= 0:
            self.commit()
            if not self._work.done.pieces():
                self._forget()


def _check(output: str, was: Mapping[str, str], about: Mapping[str, str]) -> None:
    if other := ", ".join(key for key in {**was, **about} if was.get(key) != about.get(key)):
        name = os.path.basename(output)
        raise UsageError(f"the unfinished run that writes {name} had other {other}; begin again without --resume")


def _changed(output: str) -> str:
    name = os.path.basename(output)
    return f"the inputs are no longer those of the unfinished run that writes {name}; begin again without --resume"


def _joined(done: Done, numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Give the ranges of what is done, those that touch as one; the first begins at 0."""
    ranges = [(0, done.next)]
    for start, end in sorted([*done.also, *((number, number + 1) for number in numbers)]):
        last = ranges[-1]
        assert start >= last[1], f"piece {start} is put twice"
        if start == last[1]:
            ranges[-1] = (last[0], end)
        else:
            ranges.append((start, end))
    return ranges
