"""Pieces in several processes: what one of them does to its process costs that piece and nothing else.

Each process is a pebble pool of its own. What pebble's processes share (a pipe and its locks) is then shared with
nobody, and when a process dies, hangs or is killed in the middle of a message, the whole of it is thrown away.
"""

import contextlib
import gc
import os
import queue
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from functools import cache
from typing import TYPE_CHECKING

from postparse import work
from postparse.api import internal
from postparse.errors import SourceError, UsageError
from postparse.parts import Fault, Part
from postparse.pieces import Piece
from postparse.work import Done, Item, Job, Limits, Result, Worker

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

    from pebble import ProcessPool

AHEAD = 3
"""Pieces that a process has at hand, so that it never waits."""

WINDOW, LETTERS = 64, 1 << 25
"""Pieces in flight for each process at most, done and waiting for their turn or not; bytes of them all, about."""

_TRIES, _VAIN = 3, 20
_LOOK, _PATIENCE = 1.0, 10.0


def apart(
    items: Iterable[tuple[int, Item]], job: Job, processes: int, limits: Limits, *, ordered: bool = True
) -> Iterator[Result]:
    """Do the job in processes of their own; results in the order of the items, or each as soon as it is there.

    Raises:
        UsageError: what a piece's format needs is not installed.
    """
    crew = _Crew(job, processes, limits)
    try:
        yield from _results(iter(items), crew, ordered=ordered)
    finally:
        crew.stop()


class _Task:
    """A piece in flight."""

    def __init__(self, number: int, piece: Piece) -> None:
        self.number, self.piece, self.tries = number, piece, 0
        self.letters = len(piece.given.data) if isinstance(piece.given, Part) else 1 << 12


def _results(items: Iterator[tuple[int, Item]], crew: "_Crew", *, ordered: bool) -> Iterator[Result]:
    """Keep the processes busy, no further ahead of what has been given out than the window."""
    waiting: dict[int, None] = {}
    ready: dict[int, Result] = {}
    letters, more = 0, True
    while more or waiting:
        while more and len(waiting) < crew.window and letters < LETTERS and crew.has_room():
            number, item = next(items, (-1, None))
            if item is None:
                more = False
                break
            waiting[number] = None
            if isinstance(item, Piece):
                task = _Task(number, item)
                letters += task.letters
                crew.give(task)
            else:
                ready[number] = Result(number, item, Done())
        while waiting and (number := next(iter(waiting if ordered else ready), -1)) in ready:
            del waiting[number]
            yield ready.pop(number)
        if len(waiting) > len(ready) and not (more and len(waiting) < crew.window and crew.has_room()):
            for task, done in crew.wait():
                letters -= task.letters
                ready[task.number] = Result(task.number, task.piece, done)


class _Crew:
    """All processes, and what each is at."""

    def __init__(self, job: Job, processes: int, limits: Limits) -> None:
        self._arrived: _Arrivals = queue.SimpleQueue()
        self._hands = [_Hand(job, limits, self._arrived) for _ in range(processes)]
        self._looked = time.monotonic()
        self.window = WINDOW * processes

    def has_room(self) -> bool:
        """Tell whether some process can be given one more piece."""
        return any(len(hand.tasks) < AHEAD for hand in self._hands)

    def give(self, task: _Task) -> None:
        """Give a piece to the process that has least to do."""
        min(self._hands, key=lambda hand: len(hand.tasks)).give(task)

    def wait(self) -> Iterator[tuple[_Task, Done]]:
        """Wait until something is done, and give it; see after processes that say nothing any more."""
        arrived = None
        with contextlib.suppress(queue.Empty):
            arrived = self._arrived.get(timeout=_LOOK)
        if time.monotonic() - self._looked > _LOOK:
            self._looked = time.monotonic()
            for hand in self._hands:
                hand.look_after()
        if arrived is not None:
            hand, task, future = arrived
            done = hand.outcome(task, future)
            if done is not None:
                yield task, done

    def stop(self) -> None:
        """End all processes, whatever they are at."""
        for hand in self._hands:
            hand.stop()
        for hand in self._hands:
            hand.join()


class _Hand:
    """One process, and the pieces that it has at hand."""

    def __init__(self, job: Job, limits: Limits, arrived: "_Arrivals") -> None:
        self._job, self._limits, self._arrived = job, limits, arrived
        self._pool: ProcessPool | None = None
        self._heard, self._patience, self._vain = 0.0, _PATIENCE, 0
        self.tasks: dict[int, tuple[_Task, Future[Done]]] = {}

    def give(self, task: _Task) -> None:
        """Have a piece done after those that are at hand."""
        if self._pool is None:
            self._pool = _pool(self._job, self._limits)
        if not self.tasks:
            self._heard = time.monotonic()
        try:
            future = self._pool.schedule(_do, args=(task.piece,), timeout=self._limits.seconds or None)
        except RuntimeError:
            self._renew()
            self.give(task)
            return
        self.tasks[task.number] = (task, future)
        future.add_done_callback(lambda future: self._arrived.put((self, task, future)))

    def outcome(self, task: _Task, future: "Future[Done]") -> Done | None:
        """Give what a piece gave; None if it is to be tried again, or was of a process that is no more."""
        from pebble import ProcessExpired

        if self.tasks.get(task.number, (None, None))[1] is not future:
            return None
        del self.tasks[task.number]
        self._heard = time.monotonic()
        try:
            done = future.result()
        except UsageError:
            raise
        except TimeoutError:
            self._renew()
            return _failed(task, f"it took longer than {self._limits.seconds:g} seconds")
        except ProcessExpired as error:
            # Whoever killed it may have meant the process and not the piece: the piece gets another chance.
            task.tries += 1
            self._renew()
            if task.tries < _TRIES:
                self.give(task)
                return None
            return _failed(task, f"the process that read it came to an end each time ({_how(error.exitcode)})")
        except (BrokenExecutor, CancelledError):
            self._renew()
            self.give(task)
            return None
        except Exception as error:
            return _failed(task, internal(error))
        self._patience, self._vain = _PATIENCE, 0
        return done

    def look_after(self) -> None:
        """Begin anew where pieces are at hand and none has been begun for a while."""
        if self.tasks and not any(future.running() for _, future in self.tasks.values()):
            if time.monotonic() - self._heard > self._patience:
                self._patience *= 2
                self._renew()
        else:
            self._heard = time.monotonic()

    def _renew(self) -> None:
        """Throw the process away, with all that is half-way between it and us; what it had at hand goes to a new one.

        Raises:
            SourceError: none of the processes that were started did anything.
        """
        self._vain += 1
        if self._vain > _VAIN:
            raise SourceError("the processes that read posts end as soon as they begin; try --jobs 1")
        old, self._pool = self._pool, None
        if old is not None:
            old.stop()  # type: ignore[no-untyped-call]
            threading.Thread(target=_join, args=(old,), daemon=True).start()
        waiting, self.tasks = [task for task, _ in self.tasks.values()], {}
        for task in waiting:
            self.give(task)

    def stop(self) -> None:
        """Have the process end."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]

    def join(self) -> None:
        """Wait until the process has ended."""
        if self._pool is not None:
            _join(self._pool)


_Arrivals = queue.SimpleQueue[tuple[_Hand, _Task, Future[Done]]]


def _join(pool: "ProcessPool") -> None:
    with contextlib.suppress(Exception):
        pool.join()


def _failed(task: _Task, why: str) -> Done:
    return Done(failed=(Fault(task.piece.path, why),))


def _how(status: int | None) -> str:
    """Tell in words how a process ended."""
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-status).name
    return f"exit status {status}"


def _pool(job: Job, limits: Limits) -> "ProcessPool":
    from pebble import ProcessPool

    return ProcessPool(1, initializer=_begin, initargs=(job, limits), context=_context())


@cache
def _context() -> "ForkServerContext | SpawnContext":
    """Give the way in which processes are made: as copies of one that is ready to read, where the system can.

    A copy of this process itself would hold its pipes open, and go on when this one is killed.
    """
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["postparse.preload"])
    return made


_worker: Worker | None = None


def _begin(job: Job, limits: Limits) -> None:
    """Make this process ready for the job."""
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if limits.megabytes:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            resource.setrlimit(resource.RLIMIT_DATA, (limits.megabytes << 20, hard))
    gc.set_threshold(50_000, 20, 20)
    _worker = work.worker(job)


def _do(piece: Piece) -> Done:
    assert _worker is not None
    return _worker(piece)


def _end_with_parent() -> None:
    """End this process when the run does that it works for, also in the middle of a post that hangs."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
