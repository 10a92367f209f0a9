"""Posts in processes of their own: the same bytes as in one, and what a post does to its process is its own matter."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from postparse.run import servers

COMMAND = (sys.executable, "-m", "postparse")
ROOT = Path(__file__).parent.parent
FAULTS = ROOT / "tests" / "data" / "faults"

needs_processes = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes by /proc")


def talk(number: int) -> str:
    return (
        f"Ropes and knots, part {number}\n\nTime: Friday, 8 May 2026, 6 pm\nVenue: Mill Hall, Leeds\n"
        f"Speaker: Ada Lund (Reader, Harbour School)\n\nThe {number} knots that hold are shown on the table.\n"
    )


def folder(path: Path, count: int, **bad: str) -> Path:
    path.mkdir()
    for number in range(count):
        (path / f"{number:05}.txt").write_text(talk(number))
    for place, (name, word) in enumerate(bad.items()):
        (path / f"{place * count // max(len(bad), 1):05}-{name}.txt").write_text(f"{word}\n\nWords of it.\n")
    return path


def environment(*, faults: bool) -> dict[str, str]:
    paths = [str(FAULTS)] * faults + [os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def run(*arguments: "str | Path", faults: bool = False, timeout: float = 120) -> "subprocess.CompletedProcess[bytes]":
    env = environment(faults=faults)
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, env=env, timeout=timeout, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("output", ["jsonl", "json", "csv", "text"])
def test_any_number_of_processes_gives_the_same_bytes(output: str, tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 40)
    (posts / "export.jsonl").write_text("".join(json.dumps({"text": talk(n)}) + "\n" for n in range(30)))
    (posts / "none.txt").write_bytes(b"\x7fELF\0\0\0")
    (posts / "odd.txt").write_text("Odd\ttext \x1b[2J\u2028\ud7ff here\n\n- one\n- two\n")
    alone = run(posts, "--to", output, "--jobs", "0")
    assert alone.stdout.count(b"Ropes") >= 70
    for number in ("1", "3"):
        found = run(posts, "--to", output, "--jobs", number)
        assert (found.returncode, found.stdout) == (1, alone.stdout)
        assert b"none.txt: this is" in found.stderr


def test_a_pipe_of_posts_is_read_in_processes(tmp_path: Path) -> None:
    given = "".join(json.dumps({"text": talk(n)}) + "\n" for n in range(30)).encode()
    found = [
        subprocess.run([*COMMAND, "--from", "jsonl", "-", *more], input=given, capture_output=True, timeout=60).stdout
        for more in (("-j0",), ("-j2",), ())
    ]
    assert found[0].count(b"\n") == 30
    assert found == found[:1] * 3


@pytest.mark.parametrize("options", [(), ("--jobs", "0"), ("--jobs", "2", "--from", "jsonl")])
def test_posts_of_a_slow_pipe_are_written_as_they_come(options: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*COMMAND, "-", "--jsonl", "--quiet", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(4):
        process.stdin.write(json.dumps({"text": talk(number)}).encode() + b"\n")
        process.stdin.flush()
        if number:  # Where a file may hold many posts, two are there before it shows that this one does.
            for _ in range(2 if number == 1 else 1):
                assert b"Ropes and knots, part" in process.stdout.readline()
    process.stdin.close()
    assert process.stdout.read() == b""
    process.stdout.close()
    assert process.wait(30) == 0


def test_a_long_name_of_the_folder_for_temporary_files_keeps_nobody_from_reading(tmp_path: Path) -> None:
    long = tmp_path / ("deep" * 20)
    long.mkdir()
    done = subprocess.run(
        [*COMMAND, folder(tmp_path / "posts", 20), "--jsonl", "--jobs", "2"],
        capture_output=True,
        env=os.environ | {"TMPDIR": str(long)},
        timeout=120,
    )
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 20), done.stderr


BEGUN_TOO_LATE = """
import sys
from postparse.run import servers

class Lock:
    def __reduce__(self):
        return open, ("/none/such",)

if __name__ == "__main__":
    process = servers.context().Process(target=print, args=(Lock(),))
    process.start()
    process.join()
    sys.exit(process.exitcode)
"""


def test_a_process_that_begins_when_the_run_has_ended_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "late.py").write_text(BEGUN_TOO_LATE)
    done = subprocess.run([sys.executable, tmp_path / "late.py"], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"")


def test_the_script_of_a_checkout_reads_in_processes_too(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 20)
    found = subprocess.run(
        [sys.executable, ROOT / "cli.py", posts, "--jobs", "2", "--jsonl"], capture_output=True, timeout=60
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout == run(posts, "--jobs", "0", "--jsonl").stdout


def test_an_interrupt_while_the_command_is_loaded_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    found = subprocess.run([*COMMAND, "x.txt"], capture_output=True, env=env, timeout=60)
    assert (found.returncode, found.stdout, found.stderr) == (130, b"", b"")


@needs_processes
def test_what_is_done_is_kept_also_while_a_post_hangs(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 20)
    (posts / "zz.txt").write_text("SLEEP-WITHOUT-END")
    process = began(posts, "-o", tmp_path / "out.jsonl", "--jobs", "2", faults=True)
    spool = tmp_path / ".out.jsonl.part"
    end = time.monotonic() + 30
    while time.monotonic() < end and not (spool.exists() and spool.read_bytes().count(b"\n") == 20):
        time.sleep(0.1)
    process.kill()
    process.communicate(timeout=30)
    assert spool.read_bytes().count(b"\n") == 20


def test_unordered_gives_the_same_posts(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 60, slow="SLEEP-A-WHILE")
    ordered = run(posts, "--jobs", "2", faults=True).stdout.splitlines()
    found = run(posts, "--jobs", "2", "--unordered", faults=True).stdout.splitlines()
    assert sorted(found) == sorted(ordered)
    assert len(found) == 61
    assert found.index(ordered[0]) > 10, "the slow post came first"


def test_what_a_post_does_to_its_process_costs_that_post(tmp_path: Path) -> None:
    bad = {
        "raises": "RAISE-AN-ERROR",
        "hangs": "RUN-WITHOUT-END",
        "sleeps": "SLEEP-WITHOUT-END",
        "eats": "EAT-ALL-MEMORY",
        "kills": "KILL-THE-PROCESS",
        "exits": "LEAVE-THE-PROCESS",
        "crashes": "CRASH-THE-PROCESS",
    }
    posts = folder(tmp_path / "posts", 1000, **bad)
    began = time.monotonic()
    limits = ("--time-limit", "4", "--memory-limit", "600", "--jobs", "2")
    kept = tmp_path / "failed"
    found = run(posts, "-o", tmp_path / "out.jsonl", "--keep-failed", kept, *limits, faults=True)
    assert time.monotonic() - began < 60
    assert found.returncode == 1
    told = found.stderr.decode().splitlines()
    failed = {line.split(": ")[1].partition("-")[2]: line for line in told if ".txt: " in line}
    assert {name.removesuffix(".txt") for name in failed} == set(bad)
    assert "ZeroDivisionError" in failed["raises.txt"]
    assert "longer than 4 seconds" in failed["hangs.txt"]
    assert "longer than 4 seconds" in failed["sleeps.txt"]
    assert "memory" in failed["eats.txt"]
    assert "SIGKILL" in failed["kills.txt"]
    assert "exit status 3" in failed["exits.txt"]
    assert "SIGSEGV" in failed["crashes.txt"]
    titles = [json.loads(line)["title"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert titles == [f"Ropes and knots, part {n}" for n in range(1000)]
    assert {p.read_text().split("\n")[0] for p in kept.glob("*.txt")} == set(bad.values())
    assert len(list(kept.glob("*.txt"))) == len(bad)


def test_many_posts_in_a_row_that_end_or_hang_their_process_cost_no_more_than_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where none of the posts before them was any better: a run gives up only where no process begins."""
    monkeypatch.setenv("PROCESSES_IN_VAIN", "3")
    posts = folder(tmp_path / "posts", 5)
    lines = [{"text": "KILL-THE-PROCESS"}] * 4 + [{"text": "SLEEP-WITHOUT-END"}] * 5 + [{"text": talk(5)}]
    (posts / "0.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    began = time.monotonic()
    found = run(posts, "--jsonl", "--jobs", "1", "--time-limit", "3", faults=True)
    assert time.monotonic() - began < 60
    assert (found.returncode, found.stdout.count(b"Ropes and knots, part")) == (1, 6)
    told = [line for line in found.stderr.decode().splitlines() if "0.jsonl" in line]
    assert len(told) == 9
    assert told[1].startswith("postparse: 0.jsonl#1: the process that read it came to an end each time (SIGKILL)")
    assert told[8] == "postparse: 0.jsonl#8: it took longer than 3 seconds"


@pytest.mark.parametrize(("count", "files", "early"), [(17, 0, True), (16, 0, False), (0, 17, True), (0, 2, False)])
def test_what_processes_need_is_started_early_where_there_is_much_to_read(
    count: int, files: int, early: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []
    monkeypatch.setattr(servers, "begin", lambda: begun.append(True))
    posts = [str(tmp_path / f"{n}.txt") for n in range(files)] or [str(folder(tmp_path / "posts", count))]
    servers.begin_for([*posts, str(tmp_path / "none")][: files or 2])
    assert begun == [True] * early


def test_pieces_that_go_together_cost_no_second_time_limit(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 30, a="SLEEP-WITHOUT-END", b="SLEEP-WITHOUT-END")
    began = time.monotonic()
    found = run(posts, "--jsonl", "--jobs", "1", "--time-limit", "8", faults=True)
    assert time.monotonic() - began < 30
    assert (found.returncode, found.stdout.count(b"\n")) == (1, 30)


def children(parent: int) -> set[int]:
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[1]) == parent and stat[0] != "Z":
                found.add(int(entry.name))
                found |= children(int(entry.name))
    return found


def living(pids: set[int]) -> set[int]:
    def lives(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return {pid for pid in pids if lives(pid)}


def ended(pids: set[int]) -> None:
    end = time.monotonic() + 10
    while living(pids) and time.monotonic() < end:
        time.sleep(0.1)
    assert pids
    assert not living(pids)


def began(
    posts: Path, *arguments: "str | Path", faults: bool = False, group: bool = False
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, posts, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=environment(faults=faults),
        start_new_session=group,
    )


@needs_processes
def test_processes_that_are_killed_from_outside_lose_nothing(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 400)
    process = began(posts, "-o", tmp_path / "out.jsonl", "--jobs", "2")
    killed = 0
    while process.poll() is None and killed < 6:
        time.sleep(0.4)
        readers = {c for c in children(process.pid) if not children(c)}
        for pid in sorted(readers)[-1:]:
            os.kill(pid, signal.SIGKILL)
            killed += 1
    _, told = process.communicate(timeout=120)
    assert killed
    assert process.returncode == 0, told
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 400


@needs_processes
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_no_process_is_left_when_the_run_ends(how: signal.Signals, tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 300, hangs="RUN-WITHOUT-END", sleeps="SLEEP-WITHOUT-END")
    process = began(posts, "-o", tmp_path / "out.jsonl", "--jobs", "2", faults=True)
    time.sleep(2.5)
    there = children(process.pid)
    process.send_signal(how)
    _, told = process.communicate(timeout=30)
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}[how]
    if how != signal.SIGKILL:
        assert b"--resume goes on" in told
        assert b"Traceback" not in told
    ended(there)


@needs_processes
@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGHUP, 129), (signal.SIGTERM, 143)])
def test_a_signal_for_all_processes_of_a_terminal_is_answered_by_the_run_alone(
    how: signal.Signals, status: int, tmp_path: Path
) -> None:
    posts = folder(tmp_path / "posts", 300, hangs="RUN-WITHOUT-END")
    process = began(posts, "-o", tmp_path / "out.jsonl", "--jobs", "2", faults=True, group=True)
    time.sleep(2.5)
    there = children(process.pid)
    os.killpg(process.pid, how)
    _, told = process.communicate(timeout=30)
    assert told == b"postparse: what is done is kept; the same command with --resume goes on with it\n"
    assert process.returncode == status
    ended(there)


ENDING_SLOWLY = """
import atexit, os, signal
from postparse.__main__ import main
atexit.register(lambda: [os.kill(os.getpid(), how) for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)])
main()
"""


@needs_processes
def test_signals_while_the_process_ends_say_nothing(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 2)
    done = subprocess.run([sys.executable, "-c", ENDING_SLOWLY, posts, "--quiet"], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (0, 2, b"")


WITHOUT_ROOM = """
from postparse.run import servers
from postparse.__main__ import main
def begin():
    raise OSError(28, "No space left on device")
servers.begin = begin
main()
"""


def test_processes_that_can_not_be_started_are_told_as_such(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 20)
    done = subprocess.run([sys.executable, "-c", WITHOUT_ROOM, posts, "--jsonl"], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        1,
        b"",
        "postparse: no process can be started that reads posts: No space left on device; "
        "--jobs 0 reads without such processes, and without limits\n",
    )


@pytest.mark.parametrize("option", ["--report", "--keep-failed"])
def test_which_file_a_full_disk_can_not_hold_is_told(option: str, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    posts = folder(tmp_path / "posts", 2)
    (posts / "x.txt").write_bytes(b"\x7fELF\0\0\0" * 200)
    target = tmp_path / "target"
    done = subprocess.run(
        [*COMMAND, posts, "--jsonl", option, target],
        capture_output=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900)),
    )
    assert done.returncode == 1
    assert done.stderr.decode().endswith(f"postparse: cannot write: {target}: File too large\n")


def test_a_reader_that_closes_the_pipe_ends_the_run(tmp_path: Path) -> None:
    posts = folder(tmp_path / "posts", 300)
    process = began(posts, "--jsonl", "--jobs", "2")
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"{")
    process.stdout.close()
    assert process.wait(timeout=30) == 141
    assert process.stderr is not None
    process.stderr.close()
