"""What real runs tell: at a terminal, at their end, in the report, and in the folder of what failed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from sampleset import ROOT
from test_pool import environment
from test_progress import screen, terminal

SCHEMA = json.loads((ROOT / "src/postparse/data/report.schema.json").read_text("utf-8"))
BAD = b"\0\x01\x02" * 300
MANY = 150


def _post(n: int) -> str:
    head = f"Knots {n} of the Bight\n\nDate: {n % 28 + 1} May 2025, 3 pm\nSpeaker: Una Pettersen\n\n"
    return head + "Words of it. " * 80


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a folder of posts, two of which are none and one an image."""
    (tmp_path / "posts").mkdir()
    for n in range(MANY):
        (tmp_path / f"posts/{n:03}.txt").write_text(_post(n))
    for n in (20, 140):
        (tmp_path / f"posts/{n:03}.txt").write_bytes(BAD)
    (tmp_path / "posts/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    return tmp_path


def run(place: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "postparse", *arguments], cwd=place, capture_output=True, encoding="utf-8", timeout=120
    )


def _report(place: Path) -> dict[str, object]:
    made = json.loads((place / "run.json").read_text("utf-8"))
    jsonschema.validate(made, SCHEMA)
    return made  # type: ignore[no-any-return]


def _kept(place: Path) -> list[str]:
    return sorted(p.name for p in (place / "bad").iterdir() if not p.name.startswith("."))


@pytest.mark.parametrize("way", ["--jobs 1", "--jobs 2 --unordered", "-o out.jsonl", "-o out.db"])
def test_a_run_tells_the_same_however_it_goes(way: str, place: Path) -> None:
    done = run(place, "posts", "--report", "run.json", "--keep-failed", "bad", *way.split())
    assert done.returncode == 1
    told = [re.sub(r"[\d.]+ s, [\d,]+ posts a second", "T", line) for line in done.stderr.splitlines()]
    assert sorted(told[:2]) == [f"postparse: {n}.txt: this is binary data, not text" for n in ("020", "140")]
    assert told[2:6] == [
        "postparse: 148 posts, 2 failed, 1 passed over (no posts)",
        "postparse:   time      T",
        "postparse:   events    148 in 100 % of the posts",
        "postparse:   people    148 in 100 % of the posts",
    ]
    assert told[-1] == "postparse:   kept      what failed is in bad"
    made = _report(place)
    assert (made["posts"], made["failed"], made["passed_over"], made["events"]) == (148, 2, 1, 148)
    assert made["fields"]["title"] == {"posts": 148, "share": 1.0}  # type: ignore[index]
    assert (made["complete"], made["resumed"], made["paths"]) == (True, False, ["posts"])
    kept = _kept(place)
    assert sorted(f["kept"] for f in made["failures"]) == kept  # type: ignore[attr-defined]
    assert [(place / "bad" / name).read_bytes() for name in kept] == [BAD, BAD]


def test_a_run_that_goes_on_tells_of_all(place: Path) -> None:
    command = [sys.executable, "-m", "postparse", "posts", "-o", "out.jsonl", "--jobs", "1"]
    command += ["--report", "run.json", "--keep-failed", "bad"]
    for n, bad in ((80, "SLEEP-A-WHILE"), (90, "SLEEP-WITHOUT-END")):
        (place / f"posts/{n:03}.txt").write_text(f"{bad}\n\nWords of it.\n")
    with subprocess.Popen(
        command, cwd=place, env=environment(faults=True), stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        spool = place / ".out.jsonl.part"
        while not (spool.exists() and spool.read_bytes().count(b"\n") > 70):
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    for n in (80, 90):
        (place / f"posts/{n:03}.txt").write_text(_post(n))
    assert (running.returncode, "--resume" in told) == (130, True)
    before = _report(place)
    assert before["complete"] is False
    assert 70 < before["posts"] < 90  # type: ignore[operator]
    assert len(before["failures"]) == before["failed"] == 1  # type: ignore[arg-type]

    done = run(place, *command[3:], "--resume")
    assert "148 posts, 2 failed, 1 passed over" in done.stderr
    made = _report(place)
    assert (made["complete"], made["resumed"], made["posts"]) == (True, True, 148)
    assert 70 < made["posts_before"] <= before["posts"]  # type: ignore[operator]
    assert [f["path"] for f in made["failures"]] == ["020.txt", "140.txt"]  # type: ignore[attr-defined]
    assert len(_kept(place)) == 2
    assert len((place / "bad/.failed.jsonl").read_text().splitlines()) == 2


def test_a_terminal_shows_a_bar_and_then_what_is_told(place: Path) -> None:
    for n in range(1000, 1400):
        (place / f"posts/{n}.txt").write_text(_post(n))
    raw, _, status = terminal([sys.executable, "-m", "postparse", "posts", "-o", "out.jsonl", "--jobs", "1"], cwd=place)
    assert status == 1
    assert re.search(rb"\d+ posts, (1 failed, )?\d+ a second, \d+ % read", raw)
    shown = [line.rstrip() for line in screen(raw, 100)]
    assert shown[:3] == [
        "postparse: 020.txt: this is binary data, not text",
        "postparse: 140.txt: this is binary data, not text",
        "postparse: 548 posts, 2 failed, 1 passed over (no posts)",
    ]
    assert not any("a second," in line for line in shown)


def test_one_file_of_many_posts_is_told_of_too(place: Path) -> None:
    for count in (20, 21):
        lines = "".join(json.dumps({"text": f"Knots {n}\n\nWords of it."}) + "\n" for n in range(count))
        (place / "posts.jsonl").write_text(lines)
        done = run(place, "posts.jsonl")
        assert done.stderr.startswith("postparse: 21 posts\n") if count == 21 else done.stderr == ""
    assert run(place, "posts.jsonl", "--quiet").stderr == ""


@pytest.mark.parametrize("option", ["--report", "--keep-failed"])
@pytest.mark.parametrize("path", ["none/there/run.json", "posts"])
def test_what_can_not_be_written_is_told_before_any_work(option: str, path: str, place: Path) -> None:
    if option == "--keep-failed" and path != "posts":
        path = "posts/001.txt/bad"
    done = run(place, "posts", "--jsonl", option, path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("postparse: ")
    assert done.stderr.count("\n") == 1
    assert os.listdir(place) == ["posts"]
