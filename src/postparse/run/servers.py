"""What Python needs beside processes that read posts: one of which they are copies, one that sees after locks."""

import contextlib
import os
import signal
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

FEW = 16
"""So many pieces at most are read in the run's own process, as other processes would not be ready sooner."""

# Bytes of the folder for temporary files: below it stands the socket of that process, whose path can have 104 in all.
_LONGEST = 68


@cache
def context() -> "ForkServerContext | SpawnContext":
    """Give the way in which processes are made: as copies of one that is ready to read, where the system can.

    A copy of this process itself would hold its pipes open, and go on when this one is killed.
    """
    import multiprocessing
    import tempfile

    folder = os.fsencode(tempfile.gettempdir())
    if "forkserver" not in multiprocessing.get_all_start_methods() or len(folder) > _LONGEST:
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["postparse.run.preload"])
    return made


def begin_for(paths: Sequence[str]) -> None:
    """Start them where there is more to read than this process will read by itself.

    They get ready while it loads what it needs itself.
    """
    with contextlib.suppress(OSError):
        if len(paths) > FEW or any(os.path.isdir(path) and _holds_many(path) for path in paths):
            begin()


def _holds_many(folder: str) -> bool:
    with os.scandir(folder) as entries:
        return len(list(islice(entries, FEW + 1))) > FEW


def begin() -> None:
    """Start them unless they run: deaf to what ends all that runs at a terminal.

    The run hears it and ends them; those that ended before it would complain of each other.
    """
    if os.name != "posix":
        return
    from multiprocessing import forkserver, resource_tracker

    starts = [resource_tracker.ensure_running]
    if context().get_start_method() == "forkserver":
        starts.append(forkserver.ensure_running)
    for start in starts:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
        try:
            start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end() -> None:
    """Wait for the process whose copies read posts, so that what all of them took counts as what this run took.

    Python ends it unasked, but waits for it only by a method that it keeps to itself.
    """
    from multiprocessing import forkserver

    stop = getattr(getattr(forkserver, "_forkserver", None), "_stop", None)
    if stop is not None:
        with contextlib.suppress(OSError):
            stop()
