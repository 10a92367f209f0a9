"""How far a run is: a bar on a terminal, else a plain line now and then. Both show numbers and nothing of a post."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from fnmatch import fnmatchcase
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from postparse import inputs
from postparse.readers import has_ending
from postparse.render.screen import say
from postparse.run.tally import Tally

if TYPE_CHECKING:
    from rich.progress import Progress

# Seconds: how often a look at the clock may lead to more, when the bar and the lines come first, and how often then.
_LOOK = 0.1
_BAR_FIRST, _BAR_EVERY = 0.5, 0.1
_LINE_FIRST, _LINE_EVERY = 10.0, 30.0
# Seconds of each look that may go into finding out how large the inputs are.
_MEASURE = 0.002


class State(NamedTuple):
    """How far a run is. `share` of the bytes is read, `left` seconds remain; None where nobody knows."""

    posts: int
    failed: int
    warned: int
    rate: float
    share: float | None
    left: float | None


class Seen:
    """Takes what each result adds up to, and now and then hands a `State` to `show`."""

    def __init__(self, show: Callable[[State], None], first: float, every: float, sizes: Iterator[int | None]) -> None:
        self._show, self._every, self._sizes = show, every, sizes
        self._began = monotonic()
        self._next, self._due = self._began, self._began + first
        self._known, self._measured, self._size = True, False, 0
        self._posts: int | None = None
        self._bytes = 0

    def see(self, tally: Tally, failed: int, passed: int, read: int | None = None) -> None:
        """Take what all results so far add up to; `read` of the inputs' bytes, None where that is not known."""
        now = monotonic()
        if now < self._next:
            return
        self._next = now + _LOOK
        if self._posts is None:
            self._began, self._posts, self._bytes = now, tally.posts, read or 0
        self._measure(now)
        if now >= self._due:
            self._due = now + self._every
            self._show(self._state(tally, failed, read, max(now - self._began, 1e-3), self._posts))

    def _measure(self, now: float) -> None:
        """Go on with finding out how large the inputs are, for a moment."""
        while self._known and not self._measured and monotonic() < now + _MEASURE:
            for _, size in zip(range(50), self._sizes, strict=False):
                if size is None:
                    self._known = False
                    return
                self._size += size
                break
            else:
                self._measured = True

    def _state(self, tally: Tally, failed: int, read: int | None, spent: float, before: int) -> State:
        rate = max(tally.posts - before, 0) / spent
        share = left = None
        if self._measured and read is not None and 0 < read <= self._size:
            share = read / self._size
            if read > self._bytes:
                left = (self._size - read) * spent / (read - self._bytes)
        return State(tally.posts, failed, tally.warned, rate, share, left)


@contextmanager
def shown(
    paths: Sequence[str], include: str | None = None, *, quiet: bool = False, data_here: bool = False
) -> Iterator[Seen]:
    """Show how far the run over `paths` is, while the context lasts; to be told by `see` of each result.

    `data_here`: the posts are written to this terminal, which is sign enough.
    """
    if quiet or data_here or sys.stderr is None:
        yield Seen(lambda state: None, float("inf"), float("inf"), iter(()))
    elif sys.stderr.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown"):
        with ExitStack() as stack:
            yield Seen(_bar(stack.enter_context), _BAR_FIRST, _BAR_EVERY, sizes(paths, include))
    else:
        yield Seen(lambda state: say(line(state)), _LINE_FIRST, _LINE_EVERY, sizes(paths, include))


def line(state: State) -> str:
    """Give the line that says how far a run is."""
    told = [f"{state.posts:,} post" + "s" * (state.posts != 1)]
    told += [f"{state.failed:,} failed"] if state.failed else []
    told += [f"{state.warned:,} with a warning"] if state.warned else []
    told.append(f"{state.rate:,.0f} a second")
    told += [f"{int(100 * state.share)} % read"] if state.share is not None else []
    told += [f"{_span(state.left)} left"] if state.left is not None else []
    return ", ".join(told)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


def _bar(enter: "Callable[[AbstractContextManager[Progress]], Progress]") -> Callable[[State], None]:
    """Give what shows a state as a bar; rich is loaded with the first, since most runs are over before."""
    bars: list[Progress] = []

    def show(state: State) -> None:
        if not bars:
            bars.append(enter(_made()))
            bars[0].add_task("", total=None)
        bar = bars[0]
        done = None if state.share is None else 1000 * state.share
        bar.update(bar.task_ids[0], description=line(state), completed=done, total=done and 1000)

    return show


def _made() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    # What is said meanwhile goes above the bar by way of the console, which must not break lines for us.
    console = Console(file=sys.stderr, soft_wrap=True, markup=False, highlight=False, emoji=False)
    return Progress(
        BarColumn(bar_width=16),
        TextColumn("{task.description}", markup=False),
        console=console,
        refresh_per_second=4,
        transient=True,
        redirect_stdout=False,
    )


def sizes(paths: Sequence[str], include: str | None = None) -> Iterator[int | None]:
    """Give the sizes in bytes of what is to be read, in no order, and None if that can't be told.

    Of folders those files are counted whose names tell that they will be read.
    """
    pending: list[str] = []
    for path in paths:
        if path == inputs.STDIN or inputs.is_remote(path):
            yield None
            return
        if os.path.isdir(path):
            pending.append(path)
        else:
            with suppress(OSError):
                yield os.stat(path).st_size
    while pending:
        with suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif (fnmatchcase(entry.name, include) if include else has_ending(entry.name)) and entry.is_file():
                        yield entry.stat().st_size
