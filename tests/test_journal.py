"""The journal: whatever ends a run, the next one goes on with each post exactly once."""

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postparse.errors import UsageError
from postparse.render.screen import sink
from postparse.run import journalfile
from postparse.run.journal import Journal

ABOUT = {"paths": "posts/", "options": "--blocks", "version": "0.1.0"}
COUNT = 40
SEED = 20


def key(number: int) -> str:
    return f"posts/{number:05}.txt"


def lines(number: int) -> list[str]:
    """Give what a piece holds: mostly one post, sometimes none or two."""
    text = f'{{"title": "Nō. {number} 칠월의 강연"}}'
    return {3: [], 5: [text, text.upper()]}.get(number % 7, [text])


def failed(number: int) -> list[dict[str, str | None]]:
    return [{"path": key(number), "reason": "it is empty", "kind": None}] if not lines(number) else []


def whole(count: int = COUNT) -> bytes:
    return "".join(f"{line}\n" for number in range(count) for line in lines(number)).encode()


class StopError(Exception):
    """What ends a run that is not to come to its end."""


def run(
    output: Path,
    *,
    lines: Callable[[int], list[str]] = lines,
    resume: bool = True,
    count: int = COUNT,
    stop: int | None = None,
    mixed: int = 0,
    about: dict[str, str] = ABOUT,
    keys: Iterable[str] | None = None,
    commit: int = 5,
) -> Journal:
    """Do a run; `stop` ends it by an error after so many pieces, `mixed` is the window in which order is lost."""
    order = random.Random(SEED)
    with Journal.opened(str(output), resume=resume, about=about) as journal:
        waiting: list[int] = []
        done = 0

        def put() -> None:
            nonlocal done
            number = waiting.pop(order.randrange(len(waiting)))
            journal.put(number, lines(number), {"posts": len(lines(number))}, failed(number))
            done += 1
            if done % commit == 0:
                journal.commit()
            if done == stop:
                raise StopError

        for number, name in enumerate(keys or map(key, range(count))):
            if journal.wants(number, name):
                waiting.append(number)
            while len(waiting) > mixed:
                put()
        while waiting:
            put()
        journal.finish(become=True)
    return journal


def left(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_run_gives_its_lines_in_order_and_leaves_nothing_else(tmp_path: Path) -> None:
    journal = run(tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == whole()
    assert left(tmp_path) == ["out.jsonl"]
    assert (journal.resumed, journal.replaced, dict(journal.tally)) == (0, 0, {})


def test_a_run_of_nothing_gives_an_empty_file(tmp_path: Path) -> None:
    run(tmp_path / "out.jsonl", count=0)
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert left(tmp_path) == ["out.jsonl"]


@pytest.mark.parametrize("stop", [1, 4, 5, 6, 17, 39])
@pytest.mark.parametrize("mixed", [0, 6])
def test_a_run_that_an_error_ended_goes_on(tmp_path: Path, stop: int, mixed: int) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(StopError):
        run(output, stop=stop, mixed=mixed)
    assert left(tmp_path) == [".out.jsonl.journal", ".out.jsonl.part"]
    journal = run(output, mixed=mixed)
    assert (journal.resumed, journal.replaced) == (stop, 0)
    assert sorted(output.read_bytes().splitlines()) == sorted(whole().splitlines())
    assert mixed or output.read_bytes() == whole()
    assert left(tmp_path) == ["out.jsonl"]


def test_what_earlier_runs_did_is_told(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    for stop in (11, 9):
        with pytest.raises(StopError):
            run(output, stop=stop)
    with Journal.opened(str(output), resume=True, about=ABOUT) as journal:
        assert journal.resumed == 20
        assert journal.tally == {"posts": sum(len(lines(number)) for number in range(20))}
        assert list(journal.failures()) == [f for number in range(20) for f in failed(number)]
        kept = journal.kept()
        assert next(kept) == lines(0)[0]
        [number for number in range(20) if journal.wants(number, key(number))]
        journal.wants(20, key(20))
        journal.put(20, ["live"], {}, [])
        journal.commit()
        assert ["", *kept] == ["", *(line for number in range(20) for line in lines(number))][:1] + [
            line for number in range(20) for line in lines(number)
        ][1:]


def test_the_spool_of_other_outputs_goes_away(tmp_path: Path) -> None:
    output = tmp_path / "out.parquet"
    with Journal.opened(str(output), resume=False, about=ABOUT) as journal:
        journal.wants(0, key(0))
        journal.put(0, ["{}"], {}, [])
        output.write_bytes(b"PAR1")
        journal.finish(become=False)
    assert (left(tmp_path), output.read_bytes()) == (["out.parquet"], b"PAR1")


def test_without_resume_an_unfinished_run_is_replaced(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(StopError):
        run(output, stop=12, mixed=5)
    journal = run(output, resume=False)
    assert (journal.resumed, journal.replaced) == (0, 12)
    assert output.read_bytes() == whole()


def test_a_run_that_did_nothing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StopError), Journal.opened(str(tmp_path / "out.jsonl"), resume=True, about=ABOUT):
        raise StopError
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({**ABOUT, "paths": "others/"}, "had other paths"),
        ({**ABOUT, "paths": "others/", "version": "2"}, "had other paths, version"),
        ({"paths": "posts/"}, "had other options, version"),
    ],
)
def test_a_run_about_something_else_is_not_resumed(tmp_path: Path, about: dict[str, str], told: str) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(StopError):
        run(output, stop=12)
    with pytest.raises(UsageError, match=told):
        run(output, about=about)
    assert run(output).resumed == 12


@pytest.mark.parametrize("mixed", [0, 8])
@pytest.mark.parametrize(
    "change",
    [
        lambda keys: keys[1:],
        lambda keys: [*keys[:11], *keys[12:]],
        lambda keys: [*keys[:3], "posts/00002a.txt", *keys[3:]],
        lambda keys: [keys[1], keys[0], *keys[2:]],
        lambda keys: keys[:9],
        lambda keys: [],
    ],
)
def test_other_inputs_are_found_before_anything_of_theirs_is_kept(tmp_path: Path, change: Any, mixed: int) -> None:
    output = tmp_path / "out.jsonl"
    keys = list(map(key, range(COUNT)))
    with pytest.raises(StopError):
        run(output, stop=13, mixed=mixed)
    with pytest.raises(UsageError, match="the inputs are no longer those"):
        run(output, keys=change(keys) or [""], commit=1)
    assert run(output, mixed=mixed).resumed == 13
    assert sorted(output.read_bytes().splitlines()) == sorted(whole().splitlines())


def test_new_inputs_behind_all_others_are_done_too(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(StopError):
        run(output, stop=13)
    run(output, count=COUNT + 5)
    assert output.read_bytes() == whole(COUNT + 5)


def test_two_runs_do_not_write_one_output(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    alias = tmp_path / "alias.jsonl"
    alias.symlink_to(output)
    with Journal.opened(str(output), resume=False, about=ABOUT):
        for path in (output, alias):
            with pytest.raises(UsageError, match="another run is writing"):
                run(path, resume=False)
    run(alias)
    assert output.read_bytes() == whole()
    assert alias.is_symlink()


def test_a_lock_on_a_file_that_was_taken_away_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, real = tmp_path / "out.jsonl", journalfile.fcntl.flock
    journal = tmp_path / ".out.jsonl.journal"

    def late(file: int, how: int) -> None:
        monkeypatch.undo()
        journal.unlink()
        journal.write_bytes(b"")
        real(file, how)

    monkeypatch.setattr(journalfile.fcntl, "flock", late)
    with Journal.opened(str(output), resume=False, about=ABOUT), pytest.raises(UsageError, match="another run"):
        run(output)


def test_an_output_that_is_there_stays_until_the_end_and_keeps_its_mode(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("earlier\n")
    output.chmod(0o640)
    with pytest.raises(StopError):
        run(output, stop=13)
    assert output.read_text() == "earlier\n"
    run(output)
    assert (output.read_bytes(), output.stat().st_mode & 0o777) == (whole(), 0o640)


@pytest.mark.parametrize("name", ["a" * 255, "긴이름" * 28 + ".j", "-", ".jsonl"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(StopError):
        run(tmp_path / name, stop=13)
    assert run(tmp_path / name).resumed == 13
    with sink(str(tmp_path / name)) as out:
        out.write("other")
    assert left(tmp_path) == [name]


def test_long_names_that_differ_at_their_end_do_not_meet(tmp_path: Path) -> None:
    for ending in "bc":
        with pytest.raises(StopError):
            run(tmp_path / ("a" * 250 + ending), stop=13)
    assert len(left(tmp_path)) == 4


def test_what_writers_left_that_were_killed_is_taken_away(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    stays = [f".out.db.{os.getpid()}.part", ".out.db.1.part", ".out.db.part.part", f".out.db2.{gone.pid}.part"]
    for name in (f".out.db.{gone.pid}.part", f".out.db.{'9' * 30}.part", *stays):
        (tmp_path / name).write_text("")
    run(tmp_path / "out.db")
    assert left(tmp_path) == sorted([*stays, "out.db"])


@pytest.mark.parametrize("output", ["gone/out.jsonl", "file/out.jsonl"])
def test_a_place_where_nothing_can_be_made_is_wrong_use(tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write"):
        run(tmp_path / output)


def test_text_that_utf8_cannot_hold_is_escaped(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with Journal.opened(str(output), resume=False, about={"paths": "\udcff"}) as journal:
        journal.wants(0, "\udcff")
        journal.put(0, ["\ud800"], {}, [{"path": "\udcff"}])
    with Journal.opened(str(output), resume=True, about={"paths": "\udcff"}) as journal:
        assert not journal.wants(0, "\udcff")
        assert (list(journal.kept()), list(journal.failures())) == (["\\ud800"], [{"path": "\udcff"}])


# What ends a run from without.


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, which is what a full disk or a quota looks like."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 1, 50, 150, 400, 650, 1000, 1300])
def test_a_full_disk_loses_nothing(tmp_path: Path, size: int) -> None:
    output = tmp_path / "out.jsonl"
    with full_disk(size), pytest.raises(OSError, match="too large"):
        run(output)
    assert not output.exists()
    with full_disk(size), pytest.raises(OSError, match="too large"):
        run(output)
    run(output)
    assert output.read_bytes() == whole()
    assert left(tmp_path) == ["out.jsonl"]


@pytest.mark.parametrize("taken", ["replace", "unlink"])
def test_a_run_whose_end_fails_is_ended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    def refuse(*paths: object) -> None:
        raise PermissionError(30, "Read-only file system")

    output = tmp_path / "out.jsonl"
    monkeypatch.setattr(os, taken, refuse)
    with pytest.raises(PermissionError):
        run(output)
    monkeypatch.undo()
    assert output.exists() == (taken == "unlink")
    with Journal.opened(str(output), resume=True, about=ABOUT) as journal:
        assert "".join(line + "\n" for line in journal.kept()).encode() == whole()
        assert not any(journal.wants(number, key(number)) for number in range(COUNT))
        assert journal.tally["posts"] == len(whole().splitlines())
        journal.finish(become=True)
    assert output.read_bytes() == whole()
    assert left(tmp_path) == ["out.jsonl"]


def test_a_folder_that_is_taken_away_and_put_back(tmp_path: Path) -> None:
    folder, away = tmp_path / "folder", tmp_path / "away"
    folder.mkdir()

    def keys() -> Iterator[str]:
        yield from map(key, range(COUNT))
        folder.rename(away)

    with pytest.raises(FileNotFoundError):
        run(folder / "out.jsonl", keys=keys())
    away.rename(folder)
    run(folder / "out.jsonl")
    assert (folder / "out.jsonl").read_bytes() == whole()


CHILD = """
import random, sys, time
from postparse.run import journal

journal.SECONDS = 0.003
output, count, mixed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with journal.Journal.opened(output, resume=True, about={}) as kept:
    print("ready", flush=True)
    waiting = []
    for number in range(count + mixed):
        if number < count and kept.wants(number, str(number)):
            waiting.append(number)
        while len(waiting) > mixed or (waiting and number >= count):
            done = waiting.pop(random.randrange(len(waiting)))
            kept.put(done, [f"line {done}"] * (done % 3), {"posts": done % 3}, [])
            time.sleep(0.0001)
    kept.finish(become=True)
"""


@pytest.mark.parametrize(("kills", "mixed"), [(30, 0), (20, 9)])
def test_a_run_that_is_killed_again_and_again(tmp_path: Path, kills: int, mixed: int) -> None:
    output, count, chance = tmp_path / "out.jsonl", 8000, random.Random(SEED)
    command = [sys.executable, "-c", CHILD, str(output), str(count), str(mixed)]
    for _ in range(kills):
        child = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(chance.random() * 0.05)
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        child.stdout.close()
    with Journal.opened(str(output), resume=True, about={}) as journal:
        assert 0 < journal.resumed < count
        assert journal.tally["posts"] == sum(1 for _ in journal.kept())
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    expected = [f"line {number}" for number in range(count) for _ in range(number % 3)]
    given = output.read_text().splitlines()
    assert sorted(given) == sorted(expected) if mixed else given == expected
    assert left(tmp_path) == ["out.jsonl"]


# Files in any state.


def unfinished(mixed: int, *, ended: bool = False) -> tuple[bytes, bytes]:
    """Give the journal and the spool of a run that did not come to its end."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "out.jsonl")
        with suppress(StopError, PermissionError):
            run(output, stop=None if ended else 33, mixed=mixed, commit=4)
        return Path(folder, ".out.jsonl.journal").read_bytes(), Path(folder, ".out.jsonl.part").read_bytes()


STATES = {mixed: unfinished(mixed) for mixed in (0, 7)}


def goes_on(journal: bytes, spool: bytes | None, mixed: int) -> int:
    """Check that a run comes to the right end from these two files, and give how many pieces it resumed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "out.jsonl")
        Path(folder, ".out.jsonl.journal").write_bytes(journal)
        if spool is not None:
            Path(folder, ".out.jsonl.part").write_bytes(spool)
        resumed = run(output, mixed=mixed).resumed
        assert sorted(output.read_bytes().splitlines()) == sorted(whole().splitlines())
        assert mixed or output.read_bytes() == whole()
        assert os.listdir(folder) == ["out.jsonl"]
        return resumed


@given(mixed=st.sampled_from(sorted(STATES)), data=st.data(), rubbish=st.binary(max_size=40))
def test_a_torn_journal_costs_only_work(mixed: int, data: st.DataObject, rubbish: bytes) -> None:
    journal, spool = STATES[mixed]
    at = data.draw(st.integers(0, len(journal)))
    resumed = goes_on(journal[:at] + rubbish, spool + 99 * rubbish, mixed)
    assert (resumed == 33) == (at == len(journal))


@given(mixed=st.sampled_from(sorted(STATES)), data=st.data(), bit=st.integers(0, 7))
def test_a_damaged_journal_costs_only_work(mixed: int, data: st.DataObject, bit: int) -> None:
    journal, spool = STATES[mixed]
    at = data.draw(st.integers(0, len(journal) - 1))
    damaged = journal[:at] + bytes([journal[at] ^ 1 << bit]) + journal[at + 1 :]
    assert goes_on(damaged, spool, mixed) < 33


@given(mixed=st.sampled_from(sorted(STATES)), data=st.data())
def test_a_spool_that_lost_its_end_costs_only_work(mixed: int, data: st.DataObject) -> None:
    journal, spool = STATES[mixed]
    at = data.draw(st.integers(0, len(spool) - 1))
    assert (0 if at < len(spool) // 4 else 4) <= goes_on(journal, spool[:at], mixed) < 33


@pytest.mark.parametrize("mixed", STATES)
def test_without_its_spool_a_journal_says_nothing(mixed: int) -> None:
    assert goes_on(STATES[mixed][0], None, mixed) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each interrupt ends a process")
def test_an_interrupt_at_any_line_loses_and_doubles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda file: None)  # which tells nothing here, and takes its time
    at, reached = 0, True
    while reached:
        output = tmp_path / f"{at}.jsonl"
        child = os.fork()
        if child == 0:
            os._exit(interrupted(output, at, 2))
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in (0, 130)
        reached = code == 130
        run(output, count=4, mixed=2)
        assert sorted(output.read_bytes().splitlines()) == sorted(whole(4).splitlines()), at
        assert left(tmp_path) == [output.name]
        output.unlink()
        at += 1
    assert at > 80


def of_late(number: int) -> list[str]:
    return [line.replace("Nō", "Noo") for line in lines(number)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each interrupt ends a process")
def test_a_run_that_replaces_another_takes_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda file: None)
    for at in range(1000):
        output = tmp_path / f"{at}.jsonl"
        with pytest.raises(StopError):
            run(output, count=4, stop=3, commit=1)
        journal = output.with_name(f".{output.name}.journal")
        before = journal.read_bytes()
        if (child := os.fork()) == 0:
            os._exit(interrupted(output, at, 0, resume=False, lines=of_late))
        _, status = os.waitpid(child, 0)
        if not status:
            break
        run(output, count=4, lines=of_late, resume=not (journal.exists() and journal.read_bytes() == before))
        assert output.read_text().splitlines() == [line for number in range(4) for line in of_late(number)], at
    assert at > 80


def interrupted(output: Path, at: int, mixed: int, **others: Any) -> int:
    """Do a run with an interrupt before a line of ours; give how it ended."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(journalfile.__file__.removesuffix("file.py")):
            return None
        if event == "line":
            count += 1
            if count == at + 1:
                raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    try:
        run(output, count=4, mixed=mixed, commit=2, **others)
    except KeyboardInterrupt:
        return 130
    except BaseException:
        return 1
    return 0
