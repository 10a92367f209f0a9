"""The files that a journal keeps beside the output: how they are named, locked, read, written and cut.

Each line of the journal begins with its checksum, and any whole lines from its beginning are a true account of an
earlier moment. So a line that was torn, and all that stands behind it, costs only the work that it told of.
"""

import contextlib
import errno
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from postparse.errors import UsageError
from postparse.render.screen import beside

try:
    import fcntl
except ModuleNotFoundError:  # there is none on Windows, where nothing keeps two runs apart
    fcntl = None  # type: ignore[assignment]

LOCKS = fcntl is not None
JOURNAL, SPOOL = "journal", "part"

_VERSION = 1
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Passed(NamedTuple):
    """How many pieces have been asked about, and a digest of their keys."""

    count: int = 0  # type: ignore[assignment]
    keys: str = ""


class Done(NamedTuple):
    """What is committed: all pieces below `next`, the ranges `also` above it, and how long both files are with that."""

    next: int = 0
    also: tuple[tuple[int, int], ...] = ()
    size: int = 0
    end: int = 0

    def pieces(self) -> int:
        return self.next + sum(end - start for start, end in self.also)


class Found(NamedTuple):
    """What earlier runs have left.

    states  digest of what told of the pieces below `done.next` whether they are still the same; "" where nothing did
    over    the output is whole, only the journal is still there
    """

    about: Mapping[str, str]
    done: Done
    passed: Passed = Passed()
    states: str = ""
    tally: Mapping[str, int] = MappingProxyType({})
    over: bool = False


def locked(output: str) -> int:
    """Give the journal's file, made where there is none, with a lock that no other run can have at the same time."""
    path = beside(output, JOURNAL)
    while True:
        try:
            journal = os.open(path, _FLAGS, 0o666)
        except OSError as error:
            raise UsageError(f"cannot write {output}: {error.strerror}") from None
        if fcntl is None:
            return journal
        try:
            fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(journal)
            raise UsageError(f"another run is writing {output}") from None
        except OSError:
            return journal  # a file system without locks
        # A run that came to its end between our two steps has taken the file away whose lock we now have.
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(journal), os.stat(path)):
                return journal
        os.close(journal)


def sweep(output: str) -> None:
    """Take away what is left of files that were half written when their writer was killed (see `file_sink`)."""
    folder, start = os.path.split(beside(output, ""))
    for name in os.listdir(folder):
        number = name[len(start) : -len(f".{SPOOL}")]
        if name == f"{start}{number}.{SPOOL}" and number.isdecimal() and not _lives(int(number)):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(folder, name))


def _lives(process: int) -> bool:
    """Tell whether there is such a process on this machine, or no way to know."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def found(output: str) -> Found | None:
    """Give the latest moment that the journal tells of and that the spool still has, None where there is none."""
    spool = beside(output, SPOOL)
    length = os.path.getsize(spool) if os.path.isfile(spool) else -1
    found: Found | None = None
    tally: Counter[str] = Counter()
    for record, end in records(output):
        if found is None:
            if record.get(JOURNAL) != _VERSION:
                return None
            found = Found(record["about"], Done(end=end))
        elif "whole" in record:
            over = length < 0 and os.path.isfile(output) and os.path.getsize(output) == record["whole"]
            found = found._replace(over=over)
        elif 0 <= length < record["size"]:
            break
        else:
            tally.update(record["tally"])
            also = tuple((start, stop) for start, stop in record["also"])
            done = Done(record["next"], also, record["size"], end)
            found = Found(found.about, done, Passed(*record["passed"]), record.get("states", ""), tally)
    return found if found and (found.over or _ends_line(spool, found.done.size)) else None


def _ends_line(path: str, size: int) -> bool:
    """Tell whether there is a file whose first `size` bytes are whole lines."""
    with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
        file.seek(max(size - 1, 0))
        return size == 0 or file.read(1) == b"\n"
    return False


def cut(journal: int, output: str, done: Done) -> int:
    """Cut what is not committed off both files, and give the spool's."""
    spool = _opened(beside(output, SPOOL), output)
    for file, size in ((spool, done.size), (journal, done.end)):
        os.ftruncate(file, size)
    return spool


def begun(journal: int, output: str, about: Mapping[str, str]) -> tuple[Found, int]:
    """Make both files anew. The journal is emptied first, so that it never speaks of another run's spool."""
    os.ftruncate(journal, 0)
    os.fsync(journal)
    spool = _opened(beside(output, SPOOL), output)
    os.ftruncate(spool, 0)
    end = write(journal, 0, line({JOURNAL: _VERSION, "about": dict(about)}))
    settle(output)
    return Found(about, Done(end=end)), spool


def _opened(path: str, output: str) -> int:
    try:
        return os.open(path, _FLAGS, 0o666)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}") from None


def records(output: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Give what the journal's lines tell, each with where it ends, up to the first that is not whole."""
    end = 0
    with open(beside(output, JOURNAL), "rb") as journal:
        for line in journal:
            mark, _, told = line[:-1].partition(b" ")
            if line[-1:] != b"\n" or mark != _mark(told):
                return
            end += len(line)
            yield json.loads(told), end


def line(record: Mapping[str, object]) -> bytes:
    told = json.dumps(record, separators=(",", ":")).encode()
    return _mark(told) + b" " + told + b"\n"


def _mark(told: bytes) -> bytes:
    return b"%08x" % zlib.crc32(told)


def write(file: int, at: int, data: bytes) -> int:
    """Write at a place of a file, bring it to the disk, and give where it ends. What was cut short can be repeated."""
    os.lseek(file, at, os.SEEK_SET)
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
    os.fsync(file)
    return at + len(data)


def settle(output: str) -> None:
    """Bring to the disk which names the folder has, where the system can."""
    if os.name == "nt":
        return
    folder = os.open(os.path.dirname(output), os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(folder)
