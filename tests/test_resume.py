"""`--resume`, as a person uses it: what may change between two runs, and what is refused."""

import contextlib
import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from postparse.errors import UsageError
from postparse.maincommand import app
from postparse.run import journal

COUNT = 30


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of posts; what is done of them is kept every five posts."""
    monkeypatch.setattr(journal, "PIECES", 5)
    folder = tmp_path / "posts"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:02}.txt").write_text(talk(number))
    (folder / "03.txt").write_bytes(b"\x7fELF\0\0\0")
    return folder


def talk(number: int) -> str:
    return (
        f"Glass for lanterns, part {number}\n\nDate: {number % 28 + 1} May 2026, 6 pm\n\nOf grinding it, and of soot.\n"
    )


def run(*arguments: "str | Path") -> str:
    """Run the command in this process, and give what it tells."""
    found = CliRunner().invoke(app, [str(a) for a in arguments], standalone_mode=False)
    if found.exception is not None:
        raise found.exception
    return found.stderr


@contextlib.contextmanager
def full_disk(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def broken_off(posts: Path, output: Path, *options: str) -> None:
    """Do a run whose disk is full when about half of the posts are done."""
    run(posts, "-o", output, *options)
    size = max(output.stat().st_size // 2, 2500)
    output.unlink()
    with full_disk(size), pytest.raises(OSError, match=r"too large|full|disk"):
        run(posts, "-o", output, "--resume", "--jobs", "0", *options)
    assert not output.exists()
    assert output.with_name(f".{output.name}.journal").exists()


def titles(output: Path) -> list[str]:
    return [json.loads(line)["title"] for line in output.read_text().splitlines()]


@pytest.mark.parametrize("more", [(), ("--jobs", "2"), ("--jobs", "1", "--unordered"), ("--quiet",), ("--strict",)])
def test_how_the_work_is_done_may_change(posts: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    output, right = tmp_path / "out.jsonl", tmp_path / "right.jsonl"
    run(posts, "-o", right, "--jobs", "0")
    broken_off(posts, output)
    told = run(posts, "-o", output, "--resume", *more)
    found = output.read_bytes()
    assert sorted(found.splitlines()) == sorted(right.read_bytes().splitlines())
    assert found == right.read_bytes() or "--unordered" in more
    assert ("29 posts, 1 failed" in told) == ("--quiet" not in more)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl", "posts", "right.jsonl"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--evidence"], "had other options"),
        (["--timezone", "Asia/Seoul"], "had other options"),
        (["--include", "*.txt"], "had other options"),
        (["--to", "json"], "had other output, options|had other output"),
    ],
)
def test_other_options_are_refused_and_nothing_is_lost(
    posts: Path, tmp_path: Path, options: list[str], told: str
) -> None:
    output = tmp_path / "out.jsonl"
    broken_off(posts, output)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    with pytest.raises(UsageError, match=told):
        run(posts, "-o", output, "--resume", *options)
    with pytest.raises(UsageError, match="had other inputs"):
        run(posts / "00.txt", posts, "-o", output, "--resume")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before
    run(posts, "-o", output, "--resume")
    assert len(titles(output)) == COUNT - 1


def test_inputs_that_are_gone_are_found_and_nothing_is_lost(posts: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    broken_off(posts, output)
    (posts / "01.txt").rename(tmp_path / "01.txt")
    with pytest.raises(UsageError, match="the inputs are no longer those"):
        run(posts, "-o", output, "--resume")
    (tmp_path / "01.txt").rename(posts / "01.txt")
    (posts / "zz.txt").write_text(talk(99))
    run(posts, "-o", output, "--resume")
    assert titles(output)[-1] == "Glass for lanterns, part 99"
    assert len(titles(output)) == COUNT


@pytest.mark.parametrize("change", ["longer", "later", "row"])
def test_inputs_that_are_changed_are_found_and_nothing_is_lost(posts: Path, tmp_path: Path, change: str) -> None:
    output, file = tmp_path / "out.jsonl", posts / "02.txt"
    if change == "row":
        file = posts / "02.jsonl"
        file.write_text("".join(json.dumps({"title": "Soot", "text": talk(n)}) + "\n" for n in range(9)))
    broken_off(posts, output)
    was, spool = file.stat(), (tmp_path / ".out.jsonl.part").read_bytes()
    text = file.read_text()
    changes = {"longer": text + "More.\n", "later": text.replace("Glass", "Grass"), "row": text.replace("Soot", "Smut")}
    file.write_text(changes[change])
    os.utime(file, (was.st_atime, was.st_mtime + 60 * (change == "later")))
    with pytest.raises(UsageError, match="the inputs are no longer those"):
        run(posts, "-o", output, "--resume")
    assert spool.startswith((tmp_path / ".out.jsonl.part").read_bytes())
    file.write_text(text)
    os.utime(file, (was.st_atime, was.st_mtime))
    run(posts, "-o", output, "--resume")
    assert len(titles(output)) == (COUNT - 1 if change != "row" else COUNT + 8)


@pytest.mark.parametrize("jobs", ["0", "1"])
def test_without_it_a_run_begins_anew(posts: Path, tmp_path: Path, jobs: str) -> None:
    output = tmp_path / "out.jsonl"
    broken_off(posts, output)
    (posts / "01.txt").unlink()
    told = run(posts, "-o", output, "--jobs", jobs)
    assert "is thrown away; --resume would have gone on with it" in told
    assert len(titles(output)) == COUNT - 2


@pytest.mark.parametrize("suffix", ["json", "csv", "sqlite", "parquet", "txt", "jsonld"])
def test_outputs_that_are_written_from_what_is_kept(posts: Path, tmp_path: Path, suffix: str) -> None:
    output, right = tmp_path / f"out.{suffix}", tmp_path / f"right.{suffix}"
    run(posts, "-o", right, "--jobs", "0")
    broken_off(posts, output)
    assert "29 posts, 1 failed" in run(posts, "-o", output, "--resume")
    if suffix not in ("sqlite", "parquet"):
        assert output.read_bytes() == right.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([output.name, "posts", right.name])


def test_a_full_disk_under_sqlite_is_told_as_any_other(posts: Path, tmp_path: Path) -> None:
    for size in (0, 8192, 150_000):
        with full_disk(size), pytest.raises(OSError, match=r"full|disk|large"):
            run(posts, "-o", tmp_path / "out.sqlite", "--jobs", "0")
    assert [p.name for p in tmp_path.iterdir()] == ["posts"]
