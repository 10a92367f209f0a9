"""The pages about formats: each format has one, and each example on them runs and gives what the page shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from postparse import readers, render
from sampleset import ROOT

PAGES = sorted((ROOT / "docs/formats").glob("*.md"))

# A block of shell, and the block of text right after it, which is then what it prints.
_EXAMPLE = re.compile(r"^```sh\n(.*?)^```\n(?:\n*^```text\n(.*?)^```$)?", re.S | re.M)
EXAMPLES = [
    pytest.param(found[1], found[2], id=f"{page.stem}-{number}")
    for page in PAGES
    for number, found in enumerate(_EXAMPLE.finditer(page.read_text("utf-8")), 1)
]


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder that holds a copy of the samples, and the command in the path."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder, {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(("command", "shown"), EXAMPLES)
def test_example(command: str, shown: str | None, surroundings: tuple[Path, dict[str, str]]) -> None:
    folder, environment = surroundings
    done = subprocess.run(
        ["bash", "-eu", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    if shown is not None:
        assert [line.rstrip() for line in done.stdout.splitlines()] == [line.rstrip() for line in shown.splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_links_of_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


def test_every_output_has_a_page_with_an_example() -> None:
    for row in render.OUTPUTS:
        if row.name not in ("table", "text"):
            name = {"jsonl": "json"}.get(row.name, row.name)
            assert "```sh" in (ROOT / f"docs/formats/{name}.md").read_text("utf-8"), row.name


def test_every_format_is_named_in_the_list() -> None:
    listed = (ROOT / "docs/formats/README.md").read_text("utf-8")
    for name in (*readers.names(), *(row.name for row in render.OUTPUTS)):
        assert f"`{name}`" in listed, name


def test_every_input_has_a_page_with_an_example() -> None:
    for name in readers.names():
        assert "```sh" in (ROOT / f"docs/formats/{name}.md").read_text("utf-8"), name
