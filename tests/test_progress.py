"""How far a run is: a bar on a real terminal that messages do not garble, plain lines elsewhere, next to no cost."""

import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl
from functools import cache
from pathlib import Path

import pytest

from postparse.run import progress
from postparse.run.progress import Seen, State
from postparse.run.tally import Tally

RUN = """
import sys, time
from postparse.run import progress
from postparse.render.screen import prepare, say
from postparse.run.tally import Tally

prepare()
folder, fast = sys.argv[1], float(sys.argv[2])
progress._LINE_FIRST, progress._LINE_EVERY = 0.5, 0.4
with progress.shown([folder], quiet="quiet" in sys.argv, data_here="here" in sys.argv) as bar:
    for n in range(1, 41):
        time.sleep(fast)
        bar.see(Tally(posts=n, warned=n // 2), n // 10, 0, n * 100)
        if n % 10 == 0:
            say(f"failed/{n} [bold]x[/] \\x1b[2J\\u202e " + "and so on " * 12 + "END")
if "break" in sys.argv:
    raise SystemExit(3)
say("40 posts")
print("rich" in sys.modules)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("posts")
    for n in range(40):
        (tmp_path / f"{n}.txt").write_bytes(b"x" * 100)
    (tmp_path / "picture.png").write_bytes(b"x" * 9000)
    (tmp_path / ".hidden.txt").write_bytes(b"x" * 9000)
    return tmp_path


def screen(raw: bytes, width: int) -> list[str]:
    """Give what a terminal of `width` columns shows after these bytes, lines above its top included."""
    rows, row, column = [""], 0, 0
    for sign in re.finditer(r"\x1b\[([?\d;]*)([A-Za-z])|(.)", raw.decode("utf-8"), re.S):
        count, action, letter = int(sign[1] or 1) if (sign[1] or "1").isdigit() else 1, sign[2], sign[3]
        if action == "A":
            row = max(0, row - count)
        elif action == "K":
            assert sign[1] == "2", sign[0]
            rows[row] = ""
        elif action:
            assert action in "mhl", sign[0]
        elif letter == "\r":
            column = 0
        elif letter == "\n":
            row += 1
            rows += [""] * (row + 1 - len(rows))
        else:
            assert letter.isprintable(), ascii(letter)
            if column == width:
                row, column = row + 1, 0
                rows += [""] * (row + 1 - len(rows))
            rows[row] = f"{rows[row][:column]:<{column}}{letter}{rows[row][column + 1 :]}"
            column += 1
    return rows


@cache
def on_terminal(*arguments: str, width: int = 100, term: str = "xterm-256color") -> tuple[bytes, str, int]:
    """Run the code above at a terminal."""
    return terminal([sys.executable, "-c", RUN, *arguments], width=width, term=term)


def terminal(
    command: list[str], *, width: int = 100, term: str = "xterm-256color", cwd: Path | None = None
) -> tuple[bytes, str, int]:
    """Run with standard error at a terminal; give what came there, standard output, and the exit status."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    names = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")}
    running = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env={**names, "TERM": term}, cwd=cwd)
    os.close(theirs)
    raw = b"".join(_all(ours))
    os.close(ours)
    assert running.stdout is not None
    with running.stdout as out:
        return raw, out.read().decode(), running.wait(20)


def _all(end: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(end, 65536)
        except OSError:  # Linux says so of a terminal that nobody holds any more.
            return
        if not part:
            return
        yield part


@pytest.mark.parametrize("width", [100, 40])
def test_messages_stand_above_the_bar_and_nothing_of_it_is_left(width: int, folder: Path) -> None:
    raw, out, status = on_terminal(str(folder), "0.04", width=width)
    assert (status, out) == (0, "True\n")
    shown = "".join(screen(raw, width))
    said = [f"postparse: failed/{n} [bold]x[/] \ufffd[2J\ufffd {'and so on ' * 12}END" for n in (10, 20, 30, 40)]
    assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", "".join(said) + "postparse: 40 posts")
    assert raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l")


def test_the_bar_tells_how_far_it_is(folder: Path) -> None:
    raw, _, _ = on_terminal(str(folder), "0.04")
    bars = re.findall(
        r"(\d+) posts, (\d) failed, (\d+) with a warning, (\d+) a second, (\d+) % read, \d s left", raw.decode()
    )
    assert len(bars) >= 3
    for posts, failed, warned, rate, share in bars:
        assert int(failed) == int(posts) // 10
        assert int(warned) == int(posts) // 2
        assert 5 < int(rate) < 30
        assert int(share) == pytest.approx(100 * int(posts) / 40, abs=1)


def test_a_run_that_breaks_off_leaves_the_terminal_as_it_was(folder: Path) -> None:
    raw, _, status = on_terminal(str(folder), "0.03", "break")
    assert status == 3
    assert raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l")
    assert "posts" not in screen(raw, 100)[-1]


@pytest.mark.parametrize("told", [("0.001",), ("0.02", "quiet"), ("0.02", "here")])
def test_a_short_or_quiet_run_shows_no_bar_and_loads_no_rich(told: tuple[str, ...], folder: Path) -> None:
    raw, out, _ = on_terminal(str(folder), *told)
    assert out == "False\n"
    assert b"\x1b[" not in raw


def test_a_dumb_terminal_gets_lines(folder: Path) -> None:
    raw, out, _ = on_terminal(str(folder), "0.04", term="dumb")
    assert out == "False\n"
    assert b"\x1b" not in raw
    assert b" % read" in raw


def test_elsewhere_a_line_comes_now_and_then(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), "0.04"], capture_output=True, encoding="utf-8", timeout=30
    )
    told = [line for line in done.stderr.splitlines() if " a second" in line]
    assert 2 <= len(told) <= 4
    assert re.fullmatch(
        r"postparse: \d\d posts, 1 failed, \d+ with a warning, \d\d a second, \d\d % read, \d s left", told[0]
    )
    assert done.stdout == "False\n"


# Without a terminal.


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (State(1, 0, 0, 0.4, None, None), "1 post, 0 a second"),
        (State(3275, 1, 0, 131.2, 0.426, 35.4), "3,275 posts, 1 failed, 131 a second, 42 % read, 35 s left"),
        (State(9, 0, 2, 9, 0.999, 89.9), "9 posts, 2 with a warning, 9 a second, 99 % read, 90 s left"),
        (State(9, 0, 0, 9, 0.1, 600), "9 posts, 9 a second, 10 % read, 10 min left"),
        (State(9, 0, 0, 9, 0.1, 11_100), "9 posts, 9 a second, 10 % read, 3 h 05 min left"),
    ],
)
def test_the_line(state: State, line: str) -> None:
    assert progress.line(state) == line


def _states(sizes: list[int | None], reads: list[int | None], monkeypatch: pytest.MonkeyPatch) -> list[State]:
    """Give what is shown of a run that reads so many bytes, one result a second."""
    clock = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: clock[0])
    shown: list[State] = []
    seen = Seen(shown.append, 0.0, 0.5, iter(sizes))
    for number, read in enumerate(reads, 1):
        seen.see(Tally(posts=number), 0, 0, read)
        clock[0] += 1
    return shown


def test_what_is_left_follows_from_the_bytes_of_this_run(monkeypatch: pytest.MonkeyPatch) -> None:
    states = _states([400, 600], [500, 600, 700, 1000], monkeypatch)
    assert [s.share for s in states] == [0.5, 0.6, 0.7, 1.0]
    assert [s.left and round(s.left, 6) for s in states] == [None, 4.0, 3.0, 0.0]
    assert states[-1].rate == 1.0


@pytest.mark.parametrize(
    ("sizes", "reads"), [([400, None], [100, 200]), ([], [100, 200]), ([400], [None, None]), ([150], [200, 300])]
)
def test_what_nobody_knows_is_not_told(
    sizes: list[int | None], reads: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [(s.share, s.left) for s in _states(sizes, reads, monkeypatch)] == [(None, None)] * 2


def test_sizes_are_those_of_what_is_read(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep/page.html.gz").write_bytes(b"x" * 7)
    (folder / "deep/list").write_bytes(b"x" * 5)
    os.symlink(folder, folder / "deep/round")
    os.symlink(folder / "nowhere", folder / "deep/lost.txt")
    assert sum(n or 0 for n in progress.sizes([str(folder)])) == 40 * 100 + 7 + 5
    assert sum(n or 0 for n in progress.sizes([str(folder)], "*.png")) == 9000
    assert list(progress.sizes([str(folder / "1.txt"), str(folder / "gone.txt")])) == [100]
    for unknown in ("-", "s3://posts/a.txt"):
        assert list(progress.sizes([str(folder), unknown])) == [None]


def test_finding_out_sizes_takes_little_of_each_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_LOOK", 0.0)

    def slow() -> Iterator[int | None]:
        while True:
            time.sleep(0.0001)
            yield 1

    seen = Seen(lambda state: None, 0.0, 0.0, slow())
    began = time.perf_counter()
    for _ in range(10):
        seen.see(Tally(), 0, 0)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("quiet", [True, False])
def test_a_result_costs_microseconds(quiet: bool, folder: Path) -> None:
    held = Tally(posts=7)
    with progress.shown([str(folder)], quiet=quiet) as bar:

        def spent() -> float:
            began = time.perf_counter()
            for _ in range(20_000):
                bar.see(held, 0, 0, 500)
            return (time.perf_counter() - began) / 20_000

        assert min(spent() for _ in range(3)) < 10e-6
