"""Where a run that many machines share keeps its parts: a hidden folder, from which the output is made at the end.

A part that is there is whole, and whoever made it made the same bytes: so an unfinished run goes on by making those
that are missing. Parts of runs with other inputs or options lie in folders of their own, where a late writer of theirs
does no harm.
"""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from postparse.errors import UsageError
from postparse.render.screen import beside
from postparse.run import journalfile

_INSIDE, _PLAN = ".postparse", "plan.json"


class Parts(NamedTuple):
    """The parts of a run.

    output    the file or folder that they become
    hidden    the folder of all that is kept for that output
    folder    in it, the folder of this run
    many      how many parts there are
    ending    of their names, where they become a folder; None where they become one file
    replaced  an unfinished run of other inputs or options is thrown away
    """

    output: str
    hidden: str
    folder: str
    many: int
    ending: str | None
    replaced: bool = False

    def path(self, number: int) -> str:
        """Give the path at which a part is written."""
        return os.path.join(self.folder, self._name(number))

    def told(self, number: int) -> dict[str, Any] | None:
        """Give what is told of the posts of a part; None where it is not there."""
        with contextlib.suppress(FileNotFoundError), open(self.path(number) + ".json", encoding="utf-8") as file:
            there = os.path.exists(self.path(number))
            if there or (self.ending is not None and os.path.exists(os.path.join(self.output, self._name(number)))):
                found: dict[str, Any] = json.load(file)
                return found
        return None

    def publish(self) -> None:
        """Give the parts their names in the folder that is the output; what an earlier run had there goes."""
        names = [self._name(number) for number in range(self.many)]
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                os.replace(os.path.join(self.folder, name), os.path.join(self.output, name))
        for name in set(os.listdir(self.output)).difference(names):
            if re.fullmatch(r"part-\d{5,}\.\w+", name):
                os.unlink(os.path.join(self.output, name))
        journalfile.settle(self.output)

    def forget(self) -> None:
        """Throw away all that is kept."""
        shutil.rmtree(self.hidden, ignore_errors=True)

    def _name(self, number: int) -> str:
        return f"part-{number:05}{self.ending or '.jsonl'}"


@contextlib.contextmanager
def opened(
    output: str,
    ending: str | None,
    about: Mapping[str, str],
    count: Callable[[], int],
    asked: int | None,
    *,
    resume: bool,
) -> Iterator[Parts]:
    """Make or find the folder of a run, and keep all others from it.

    Args:
        output: the file to make, or with an `ending` the folder.
        ending: of the names of the parts.
        about: what must be the same for two runs to give the same parts.
        count: gives how many parts a new run has.
        asked: how many the caller wants, if they say so.
        resume: go on with the run that is there.

    Raises:
        UsageError: it can't be made, another run is writing there, or the run that is there was another one.
    """
    output = os.path.realpath(output)
    hidden = os.path.join(output, _INSIDE) if ending is not None else beside(output, "parts")
    _make(output, hidden, inside=ending is not None)
    lock = journalfile.locked(os.path.join(hidden, "run"))
    try:
        before = _plan(hidden)
        if resume and before and (before["about"] != about or asked not in (None, before["parts"])):
            raise UsageError("the unfinished run there has other inputs or options; without --resume it is thrown away")
        same = resume and before is not None
        parts = before["parts"] if same and before else asked or count()
        digest = blake2b(json.dumps([dict(about), parts]).encode(), digest_size=8).hexdigest()
        found = Parts(output, hidden, os.path.join(hidden, digest), parts, ending, before is not None and not same)
        if not same:
            _begin(found, about)
        _sweep(found.folder)
        yield found
        _sweep(found.folder)
    finally:
        os.close(lock)


def _make(output: str, hidden: str, *, inside: bool) -> None:
    try:
        if inside and os.path.isdir(output) and not os.path.isdir(hidden) and os.listdir(output):
            raise UsageError(f"the folder {output} holds other files; name a new one")
        os.makedirs(hidden, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}") from None


def _plan(hidden: str) -> dict[str, Any] | None:
    """Give what a run there was about, None where there is none or it has not even begun."""
    with (
        contextlib.suppress(FileNotFoundError, ValueError),
        open(os.path.join(hidden, _PLAN), encoding="utf-8") as file,
    ):
        found: dict[str, Any] = json.load(file)
        return found
    return None


def _sweep(folder: str) -> None:
    """Take away what writers that came to a sudden end have left. One that still writes has been given up already."""
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        if name.endswith((".tmp", ".tmp.json")):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(os.path.join(folder, name))


def _begin(parts: Parts, about: Mapping[str, str]) -> None:
    """Throw away what other runs have left, and say what this one is about."""
    for name in os.listdir(parts.hidden):
        path = os.path.join(parts.hidden, name)
        if os.path.isdir(path):
            shutil.rmtree(path, ignore_errors=True)
    os.makedirs(parts.folder, exist_ok=True)
    path = os.path.join(parts.hidden, _PLAN)
    with open(path + ".tmp", "w", encoding="utf-8") as out:
        json.dump({"about": dict(about), "parts": parts.many}, out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(path + ".tmp", path)
