"""Every command and every example of the README is run; what it links to is there."""

import doctest
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sampleset import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(kind: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.S | re.M)


def commands() -> list[str]:
    return [line for block in blocks("sh") for line in block.splitlines()]


# These make an environment, and run this very test; .ci/run runs them.
INSTALLS = [c for c in commands() if "pip install" in c]


def shell(command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a line of shell with the command of this interpreter's environment."""
    found = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": found},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


@pytest.mark.parametrize("command", [c for c in commands() if c not in INSTALLS])
def test_command(command: str, tmp_path: Path) -> None:
    done = shell(command.replace("/tmp/", f"{tmp_path}/"))
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())
    assert "Traceback" not in done.stderr


def test_ci_runs_the_two_installing_commands() -> None:
    assert len(INSTALLS) == 2
    assert shell(".ci/run --list").stdout.splitlines() == INSTALLS


def test_the_first_command_shows_a_table() -> None:
    shown = INSTALLS[0].rpartition("&& .venv/bin/")[2]
    done = shell(shown)
    assert done.returncode == 0, done.stderr
    assert "Urgent Discussion" in done.stdout
    assert "Jangho Ha" in done.stdout


def test_python_examples() -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    tests = [parser.get_doctest(b, {}, "README", "README.md", 0) for b in blocks("python")]
    assert tests
    for test in tests:
        assert runner.run(test).failed == 0


def test_the_question_over_many_posts_has_its_answer(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    for command in commands():
        if " -o /tmp/posts.parquet" in command or " -o /tmp/posts.sqlite" in command:
            assert shell(command.replace("/tmp/", f"{tmp_path}/")).returncode == 0
    nested, keyed = (block.replace("/tmp/", f"{tmp_path}/") for block in blocks("sql"))
    (answer,) = blocks("text")
    assert [" | ".join(row) for row in duckdb.sql(nested).fetchall()] == answer.splitlines()
    with closing(sqlite3.connect(tmp_path / "posts.sqlite")) as base:
        assert [" | ".join(row) for row in base.execute(keyed)] == answer.splitlines()


def test_json_example_has_keys_of_the_contract() -> None:
    import postparse

    full = postparse.to_dict(postparse.parse("x"))
    for block in blocks("json"):
        assert set(json.loads(block)) <= set(full)


@pytest.mark.parametrize("file", DOCS, ids=lambda p: p.name)
def test_links_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", file.read_text("utf-8")):
        if "://" not in target:
            assert (file.parent / target).exists(), target


def test_every_document_is_named_in_the_readme() -> None:
    assert not [p.name for p in (ROOT / "docs").glob("*.md") if f"docs/{p.name}" not in README]
