"""Pieces in several processes, in the order of the inputs or as they come, never far ahead of what is given out."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from postparse.pieces import Piece
from postparse.run.batch import Failed, Passed
from postparse.run.crew import Crew, Task, weight
from postparse.run.work import Done, Item, Job, Limits, Result

WINDOW, LETTERS = 64, 1 << 25
"""Pieces in flight for each process at most, done and waiting for their turn or not; bytes of them all, about."""

TOGETHER, SMALL = 4, 1 << 14
"""So many pieces go to a process at once, of so many bytes in all: what it costs to hand them over is then shared."""

Numbered = tuple[int, Item]
_END: Final = (-1, Passed(""))
_PAUSE = 0.02


def apart(
    items: Iterable[Numbered | None],
    job: Job,
    processes: int,
    limits: Limits,
    *,
    ordered: bool = True,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[Result]:
    """Do the job in processes of their own; results in the order of the items, or each as soon as it is there.

    None among the items: there is none yet. `meanwhile` is called now and then, also while there is no result.

    Raises:
        UsageError: what a piece's format needs is not installed.
        SourceError: the processes end as soon as they begin.
    """
    crew = Crew(job, processes, limits)
    try:
        yield from _results(iter(items), crew, WINDOW * processes, meanwhile, ordered=ordered)
    finally:
        crew.stop()


def _results(
    items: Iterator[Numbered | None], crew: Crew, window: int, meanwhile: Callable[[], None], *, ordered: bool
) -> Iterator[Result]:
    waiting: dict[int, None] = {}
    ready: dict[int, Result] = {}
    letters, more = 0, True
    while more or waiting:
        full = False
        while more and not full:
            full = not (len(waiting) < window and letters < LETTERS and crew.has_room())
            if full:
                break
            pieces, others, more = _next(items)
            waiting.update(dict.fromkeys(sorted([n for n, _ in pieces] + [n for n, _ in others])))
            ready.update((n, Result(n, item, Done())) for n, item in others)
            if pieces:
                task = Task(pieces)
                letters += task.letters
                crew.give(task)
            elif not others:
                break
        while waiting and (number := next(iter(waiting if ordered else ready), -1)) in ready:
            del waiting[number]
            yield ready.pop(number)
        if len(waiting) > len(ready):
            for task, done in crew.wait(_PAUSE if more and not full else None):
                letters -= task.letters
                ready.update((n, Result(n, piece, d)) for (n, piece), d in zip(task.pieces, done, strict=True))
        elif more and not full:
            time.sleep(_PAUSE)
        meanwhile()


def _next(items: Iterator[Numbered | None]) -> tuple[list[tuple[int, Piece]], list[tuple[int, Failed | Passed]], bool]:
    """Give the pieces that go to a process next, what came between them, and whether there may be more."""
    pieces: list[tuple[int, Piece]] = []
    others: list[tuple[int, Failed | Passed]] = []
    letters = 0
    while len(pieces) < TOGETHER and letters < SMALL and len(others) < WINDOW:
        found = next(items, _END)
        if found is None:
            break
        if found is _END:
            return pieces, others, False
        number, item = found
        if isinstance(item, Piece):
            pieces.append((number, item))
            letters += weight(item)
        else:
            others.append((number, item))
    return pieces, others, True


def fed(items: Iterable[Numbered]) -> Iterator[Numbered | None]:
    """Give items that may be long in coming, as those of a pipe, and None whenever there is none yet."""
    arrived: queue.Queue[Numbered | BaseException] = queue.Queue(WINDOW)

    def feed() -> None:
        try:
            for item in items:
                arrived.put(item)
            arrived.put(_END)
        except BaseException as error:
            arrived.put(error)

    threading.Thread(target=feed, daemon=True).start()
    while True:
        try:
            found = arrived.get_nowait()
        except queue.Empty:
            yield None
            continue
        if isinstance(found, BaseException):
            raise found
        if found is _END:
            return
        yield found
