"""Harms to a run, as `kill.py` describes them: to its processes, and to the folder that it writes to."""

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

KINDS = ("parent", "group", "worker", "INT", "TERM", "full", "locked", "gone")
DISK = 512 << 20
"""Bytes of the small file system."""


class Place:
    """The folder of the outputs: on a file system of its own, where one can be had, so that it can be filled up."""

    def __init__(self, path: Path, *, mount: bool) -> None:
        self.path, self._full = path, path / "ballast"
        path.mkdir()
        self.mounted = mount and _quietly("mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(path))
        self.inner, self.failed, self.report = path / "out", path / "failed", path / "report.json"
        self.inner.mkdir()
        self.immutable = _quietly("chattr", "+i", str(self.inner)) and _quietly("chattr", "-i", str(self.inner))

    def fill(self, child: "subprocess.Popen[bytes]", chance: random.Random) -> str:
        """Let nothing more be written, or but a little."""
        if self.mounted:
            room = os.statvfs(self.path)
            free = room.f_bavail * room.f_frsize
            with self._full.open("wb") as out, contextlib.suppress(OSError):
                os.posix_fallocate(out.fileno(), 0, max(free - chance.choice((0, 0, 4096, 1 << 16)), 1))
            return "full"
        largest = max((p.stat().st_size for p in self.inner.iterdir()), default=0)
        limit = max(0, largest - chance.choice((0, 1000, largest)))
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        return "full (limit)"

    def lock(self) -> str:
        """Let nothing be made, renamed or removed in the folder."""
        if self.immutable and _quietly("chattr", "+i", str(self.inner)):
            return "locked (immutable)"
        self.inner.chmod(0o555)
        return "locked" if os.geteuid() else self.take()

    def take(self) -> str:
        os.rename(self.inner, self.inner.with_name("away"))
        return "gone"

    def mend(self) -> None:
        """Undo it all."""
        self._full.unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            os.rename(self.inner.with_name("away"), self.inner)
        if self.immutable:
            _quietly("chattr", "-i", str(self.inner))
        self.inner.chmod(0o755)

    def remove(self, *, keep: bool) -> None:
        """Take the folder away, or only the file system that was made for it."""
        self.mend()
        if keep and self.mounted:
            shutil.copytree(self.path, self.path.with_name(self.path.name + ".kept"))
        if self.mounted:
            _quietly("umount", "-l", str(self.path))
        if self.mounted or not keep:
            shutil.rmtree(self.path, ignore_errors=True)


def _quietly(*command: str) -> bool:
    with contextlib.suppress(OSError):
        return os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
    return False


def processes(group: int) -> list[int]:
    """Give the processes of a group, but for the first, and the one of Python's that is noisy when it is killed."""
    columns = "pid=,pgid=,stat=,args="
    listed = subprocess.run(["ps", "-A", "-ww", "-o", columns], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 3) for line in listed.splitlines() if "resource_tracker" not in line)
    return [int(pid) for pid, pgid, state, *_ in rows if int(pgid) == group != int(pid) and state[0] != "Z"]


def disturb(kind: str, child: "subprocess.Popen[bytes]", place: Place, chance: random.Random) -> str:
    """Do one harm to a run, and say which it was."""
    with contextlib.suppress(ProcessLookupError):
        if kind == "parent":
            child.kill()
        elif kind == "group":
            os.killpg(child.pid, signal.SIGKILL)
        elif kind == "worker" and (others := processes(child.pid)):
            os.kill(chance.choice(others), signal.SIGKILL)
        elif kind in ("INT", "TERM"):
            os.killpg(child.pid, signal.SIGINT) if kind == "INT" else child.terminate()
    how: dict[str, Callable[[], str]] = {
        "full": lambda: place.fill(child, chance), "locked": place.lock, "gone": place.take
    }  # fmt: skip
    return how[kind]() if kind in how else kind
