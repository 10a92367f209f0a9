"""Processes that read pieces: what a piece does to its process costs that piece and nothing else.

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
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from typing import TYPE_CHECKING

from postparse.api import internal
from postparse.errors import SourceError, UsageError
from postparse.parts import Fault, Part
from postparse.pieces import Piece
from postparse.run import servers, work
from postparse.run.work import Done, Job, Limits, Worker

if TYPE_CHECKING:
    from pebble import ProcessPool

AHEAD = 3
"""Tasks that a process has at hand, so that it never waits."""

_TRIES, _VAIN = 3, 20
_LOOK, _PATIENCE = 1.0, 10.0
_SOON = 0.5
# Between looks of pebble's threads at their process: its own tenth of a second is what the end of a run waits for.
_NAP = 0.02
_USUAL = 1 << 13
_WITHOUT = "--jobs 0 reads without such processes, and without limits"


class Task:
    """Pieces that go to a process together, and how often it died of them."""

    def __init__(self, pieces: list[tuple[int, Piece]], tries: int = 0) -> None:
        self.pieces, self.tries = pieces, tries
        self.number = pieces[0][0]
        self.letters = sum(weight(piece) for _, piece in pieces)


def weight(piece: Piece) -> int:
    """Give the bytes of a piece, about."""
    if isinstance(piece.given, Part):
        return len(piece.given.data)
    return _USUAL if piece.given.size is None else piece.given.size


class Crew:
    """All processes, and what each is at."""

    def __init__(self, job: Job, processes: int, limits: Limits) -> None:
        self._arrived: _Arrivals = queue.SimpleQueue()
        self._hands = [_Hand(job, limits, self._arrived, self.give) for _ in range(processes)]
        self._looked = time.monotonic()

    def has_room(self) -> bool:
        """Tell whether some process can be given one more piece."""
        return any(len(hand.tasks) < AHEAD for hand in self._hands)

    def give(self, task: Task) -> None:
        """Give a piece to the process that has least to do."""
        min(self._hands, key=lambda hand: len(hand.tasks)).give(task)

    def wait(self, seconds: float | None = None) -> Iterator[tuple[Task, list[Done]]]:
        """Wait until something is done, or so long, and give it; see after processes that say nothing any more."""
        arrived = None
        with contextlib.suppress(queue.Empty):
            arrived = self._arrived.get(timeout=seconds or _LOOK)
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
        servers.end()


class _Hand:
    """One process, and the pieces that it has at hand."""

    def __init__(self, job: Job, limits: Limits, arrived: "_Arrivals", share: Callable[[Task], None]) -> None:
        self._job, self._limits, self._arrived, self._share = job, limits, arrived, share
        self._pool: ProcessPool | None = None
        self._heard, self._patience, self._vain = 0.0, _PATIENCE, 0
        self.tasks: dict[int, tuple[Task, Future[list[Done]]]] = {}

    def give(self, task: Task) -> None:
        """Have a piece done after those that are at hand."""
        if self._pool is None:
            self._pool = _pool(self._job, self._limits)
        if not self.tasks:
            self._heard = time.monotonic()
        try:
            future = self._pool.schedule(
                _do, args=([piece for _, piece in task.pieces],), timeout=_seconds(task, self._limits)
            )
        except RuntimeError:
            self._renew()
            self.give(task)
            return
        self.tasks[task.number] = (task, future)
        future.add_done_callback(lambda future: self._arrived.put((self, task, future)))

    def outcome(self, task: Task, future: "Future[list[Done]]") -> list[Done] | None:
        """Give what the pieces gave; None if they are to be tried again, or were of a process that is no more."""
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
            self._began_well()
            self._renew()
            if self._parted(task):
                return None
            return _failed(task, f"it took longer than {self._limits.seconds:g} seconds")
        except ProcessExpired as error:
            # Whoever killed it may have meant the process and not the piece: the piece gets another chance.
            self._began_well()
            self._renew()
            if self._parted(task):
                return None
            task.tries += 1
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
        self._began_well()
        return done

    def _began_well(self) -> None:
        """Note that the process came as far as a piece, whatever became of both then."""
        self._patience, self._vain = _PATIENCE, 0

    def _parted(self, task: Task) -> bool:
        """Have pieces that went together done one by one by whoever is free: the one at fault is then alone with it."""
        if len(task.pieces) > 1:
            for piece in task.pieces:
                self._share(Task([piece]))
        return len(task.pieces) > 1

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
            SourceError: none of the processes that were started did anything, or none can be started.
        """
        self._vain += 1
        if self._vain > _VAIN:
            raise SourceError(f"the processes that read posts end as soon as they begin; {_WITHOUT}")
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


_Arrivals = queue.SimpleQueue[tuple[_Hand, Task, Future[list[Done]]]]


def _seconds(task: Task, limits: Limits) -> float | None:
    """Give the time for a task. Pieces that go together take little; those that don't are soon done one by one."""
    whole = limits.seconds
    return (min(whole, max(_SOON, min(whole / 4, _SOON * 4))) if len(task.pieces) > 1 else whole) or None


def _join(pool: "ProcessPool") -> None:
    with contextlib.suppress(Exception):
        pool.join()


def _failed(task: Task, why: str) -> list[Done]:
    return [Done(failed=(Fault(piece.path, why),)) for _, piece in task.pieces]


def _how(status: int | None) -> str:
    """Tell in words how a process ended."""
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-status).name
    return f"exit status {status}"


def _pool(job: Job, limits: Limits) -> "ProcessPool":
    """Give a pool of one process.

    Raises:
        SourceError: the system has no room for what a process needs, as for locks or for its socket.
    """
    from pebble import CONSTS, ProcessPool

    CONSTS.sleep_unit = _NAP
    try:
        servers.begin()
        return ProcessPool(1, initializer=_begin, initargs=(job, limits), context=servers.context())
    except OSError as error:
        why = error.strerror or error
        raise SourceError(f"no process can be started that reads posts: {why}; {_WITHOUT}") from None


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


def _do(pieces: list[Piece]) -> list[Done]:
    assert _worker is not None
    return [_worker(piece) for piece in pieces]


def _end_with_parent() -> None:
    """End this process when the run does that it works for, also in the middle of a post that hangs."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
