"""A run on a Dask cluster: its shards as tasks, a few at a time. The queue, the workers and the retries are Dask's.

A task writes its part to a folder that all machines see, and gives back nothing else.
"""

import asyncio
import contextlib
import logging
import os
import pickle
import pkgutil
import time
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from postparse import __version__
from postparse.errors import UsageError
from postparse.inputs import STDIN, is_remote
from postparse.render.screen import say
from postparse.run import batch, partfolder, shardjob, shards
from postparse.run.partfolder import Parts
from postparse.run.shardjob import Shard

if TYPE_CHECKING:
    from postparse.run.running import Way
    from postparse.run.telling import Asked, Telling
    from postparse.run.work import Job

# A part should take long beside the second in which its process starts, and be short beside the whole run.
_LEAST, _MOST, _EACH = 1 << 26, 1 << 29, 4
_RETRIES = 2
_CONNECT, _WORKERS, _LINE = 10.0, 30.0, 30.0
_KEPT = "the parts that are done are kept; the same command with --resume goes on with the others"


class Where(NamedTuple):
    """A cluster: the address of its scheduler, and into how many parts the run is cut; None for as suits its size."""

    scheduler: str
    parts: int | None = None


def carry_out(job: "Job", way: "Way", asked: "Asked", where: Where) -> bool:
    """Do the whole run on a cluster; tell whether all is well.

    An output whose name ends in a slash is a folder that gets the parts, any other a file made of them.

    Raises:
        UsageError: something is asked for that makes no sense; there is no such cluster.
        OSError: the output can't be written.
    """
    _dask()
    from postparse.run.telling import Telling

    output, ending = _output(asked.output, job)
    telling = Telling(asked)
    walk = partial(batch.walk, asked.paths, job.asked.include)
    weights = shards.weigh(walk, job.asked.format)
    with _connected(where.scheduler) as client:
        count = partial(_count, sum(weights), client)
        about = _about(asked.paths, job, weights)
        with partfolder.opened(output, ending, about, count, where.parts, resume=way.resume) as parts:
            if parts.replaced and not asked.quiet:
                say("an unfinished run is thrown away; --resume would have gone on with it")
            cut = enumerate(shards.plan(walk, weights, parts.many, job.asked.format))
            run = _Run(parts, job, way, asked, telling)
            threads, complete = _threads(client), False
            try:
                run.through(client, cut)
                complete = run.finish()
            except KeyboardInterrupt:
                say(_KEPT)
                raise
            finally:
                telling.report(engine="dask", jobs=threads, complete=complete)
    telling.summary(alone=False)
    return complete and not (telling.failed or (way.strict and telling.total.warned))


def _dask() -> Any:
    """Give the package `distributed`, which tells no types.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return import_module("distributed")
    except ModuleNotFoundError as error:
        if error.name not in ("distributed", "dask"):
            raise
        raise UsageError("to use a Dask cluster needs more: pip install 'postparse[dask]'") from None


def _output(output: str | None, job: "Job") -> tuple[str, str | None]:
    """Give the path of the output, and the ending of its parts where it is a folder.

    Raises:
        UsageError: it is none that several machines can write.
    """
    if output is None or output == STDIN or is_remote(output):
        raise UsageError("a cluster writes to a file or a folder/ that all its workers see: name it with -o")
    if not output.endswith(("/", os.sep)) and not os.path.isdir(output):
        return output, None
    if job.output.updates or not job.output.suffixes:
        raise UsageError(f"{job.output.name} is not written in parts; name a file with -o")
    return output, job.output.suffixes[0]


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Connect to a scheduler that has workers.

    Raises:
        UsageError: there is none.
    """
    dask = _dask()
    # What Dask tells of itself are not words for whoever started a run; it has set levels for parts of it.
    for name in ["distributed", *(n for n in logging.root.manager.loggerDict if n.startswith("distributed."))]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        asyncio.run(_greet(address))
        client = dask.Client(address, timeout=_CONNECT, set_as_default=False, name="postparse")
    except TimeoutError as error:
        why = _line(error) if str(error) else f"no answer in {_CONNECT:g} s"
        raise UsageError(f"there is no Dask scheduler at {address}: {why}") from None
    except Exception as error:  # whatever else answers there may say anything
        raise UsageError(f"there is no Dask scheduler at {address}: {_line(error)}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError:
            raise UsageError(f"the scheduler at {address} has no workers") from None
        _see_versions(client, address)
        yield client


def _see_versions(client: Any, address: str) -> None:
    """See to it that the whole cluster has this package: a worker that has not ends with its part, and says nothing.

    Raises:
        UsageError: a part of it has none, or another version.
    """
    version = (pkgutil.resolve_name, "postparse:__version__")
    try:
        there = client.run_on_scheduler(*version)
    except ImportError as error:
        there = error
    told = {f"the scheduler at {address}": there}
    told.update((f"the worker at {at}", found) for at, found in client.run(*version, on_error="return").items())
    for who, found in told.items():
        if isinstance(found, ImportError):
            raise UsageError(f"{who} can't load postparse ({_line(found)}); install it there")
        if isinstance(found, str) and found != __version__:
            raise UsageError(f"{who} has postparse {found}, not {__version__}; install this one there")


async def _greet(address: str) -> None:
    """See whether a scheduler answers: a client that waits for one that does not is hard to be rid of."""
    dask = _dask()
    security = dask.Security().get_connection_args("client")
    async with asyncio.timeout(_CONNECT):
        comm = await import_module("distributed.comm").connect(address, timeout=_CONNECT, **security)
        await comm.close()


def _threads(client: Any) -> int:
    """Give how many tasks the cluster can do at once."""
    threads: dict[str, int] = client.nthreads()
    return max(1, sum(threads.values()))


def _count(work: int, client: Any) -> int:
    """Give the number of parts that suits some work, in bytes of markup."""
    size = min(_MOST, max(_LEAST, work // (_EACH * _threads(client))))
    return max(1, -(-work // size))


def _about(paths: Sequence[str], job: "Job", weights: Any) -> dict[str, str]:
    """Give what must be the same for two runs to give the same parts."""
    from postparse.run.running import about

    return {**about(paths, job), "folder": os.getcwd(), "sizes": blake2b(weights.tobytes(), digest_size=16).hexdigest()}


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


class _Run:
    """What is done of a run, and what is told of it."""

    def __init__(self, parts: Parts, job: "Job", way: "Way", asked: "Asked", telling: "Telling") -> None:
        self._parts, self._job, self._way, self._asked, self._telling = parts, job, way, asked, telling
        self._failed: list[int] = []
        self._done = self._before = 0
        self._began = self._said = time.monotonic()

    def through(self, client: Any, cut: Iterator[tuple[int, tuple[shards.Item, ...]]]) -> None:
        """Have all parts made that are not there, twice as many at a time as there are hands."""
        flying: dict[Any, int] = {}
        landed = _dask().as_completed((), loop=client.loop)
        todo = self._todo(cut)
        while True:
            while len(flying) < 2 * _threads(client) and (task := next(todo, None)) is not None:
                number, shard = task
                future = client.submit(shardjob.dispatch, shard, pure=False, retries=_RETRIES)
                flying[future] = number
                landed.add(future)
            if not flying:
                return
            future = next(landed)
            if future.cancelled() and client.status != "running":
                say("the cluster went away")
                self._failed += flying.values()
                return
            self._landed(future, flying.pop(future))

    def _todo(self, cut: Iterator[tuple[int, tuple[shards.Item, ...]]]) -> Iterator[tuple[int, bytes]]:
        """Give the shards that are still to be done, pickled; see what is told of the others."""
        for number, items in cut:
            if (told := self._parts.told(number)) is not None:
                self._see(told, earlier=True)
                continue
            shard = Shard(
                items, self._job, self._way.limits, self._asked._replace(options={}), self._parts.path(number),
                sealed=self._parts.ending is None, processes=self._way.jobs or 1, ordered=self._way.ordered,
                folder=os.getcwd(),
            )  # fmt: skip
            yield number, pickle.dumps(shard)

    def _landed(self, future: Any, number: int) -> None:
        error = None if future.cancelled() else future.exception()
        told = self._parts.told(number)
        if error is not None or told is None:
            why = _line(error) if error else "its file is not here: does the worker write to the same folder?"
            self._failed.append(number)
            say(f"part {number:,} of {self._parts.many:,} failed: {why}")
            return
        self._see(told)

    def _see(self, told: dict[str, Any], *, earlier: bool = False) -> None:
        """Tell a person of what failed, and now and then of how far the run is."""
        self._telling.add(told["counts"], told["failures"], earlier=earlier)
        for line in told["told"]:
            say(line)
        self._done += 1
        posts, now = self._telling.total.posts, time.monotonic()
        if earlier:
            self._before = posts
        elif not self._asked.quiet and now - self._said > _LINE:
            self._said = now
            rate = (posts - self._before) / (now - self._began)
            say(f"{self._done:,} of {self._parts.many:,} parts, {posts:,} posts, {rate:,.0f} a second")

    def finish(self) -> bool:
        """Make the output of the parts, if all are there; tell whether they are."""
        if self._failed:
            say(_KEPT)
        elif self._parts.ending is not None:
            self._parts.publish()
        else:
            _join(self._parts, self._job)
            self._parts.forget()
        return not self._failed


def _join(parts: Parts, job: "Job") -> None:
    """Make one file of the parts: of lines by putting them together, else by writing the posts that they hold."""
    import shutil

    from postparse.render.screen import file_sink
    from postparse.run import running

    if job.output.lines:
        with file_sink(parts.output) as path, open(path, "wb") as out:
            for number in range(parts.many):
                with open(parts.path(number), "rb") as part:
                    shutil.copyfileobj(part, out, 1 << 20)
        return
    running.write(_lines(parts), job, parts.output)


def _lines(parts: Parts) -> Iterator[str]:
    for number in range(parts.many):
        with open(parts.path(number), encoding="utf-8", newline="\n") as part:
            for line in part:
                yield line.removesuffix("\n")
