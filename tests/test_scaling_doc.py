"""Every command and every example of docs/scaling.md is run, but those of which it says that they are not."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sampleset import ROOT

TEXT = (ROOT / "docs/scaling.md").read_text("utf-8")
BLOCKS = re.findall(r"([^\n]*\n[^\n]*)\n\n```(sh|python|text)\n(.*?)^```$", TEXT, re.S | re.M)
NOT_RUN = [block for before, _, block in BLOCKS if "ot run by the tests" in " ".join(before.split())]
RUN = [(kind, block) for _, kind, block in BLOCKS if block not in NOT_RUN and "pip install" not in block]


def test_what_is_not_run_is_marked() -> None:
    assert len(NOT_RUN) == 3
    assert len(RUN) == 5
    assert all(kind != "text" for kind, _ in RUN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which the commands find what they name."""
    rows = [{"id": str(n), "html": f"<h1>Ropes {n}</h1><p>Date: {n + 1} June 2025, 3 pm</p>"} for n in range(12)]
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "posts/b.txt").write_text("Nets\n\nThey dry in the sun.\n")
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    (tmp_path / "rows").mkdir()
    for number in range(2):
        pq.write_table(pa.Table.from_pylist(rows[number::2]), tmp_path / f"rows/{number}.parquet")
    return tmp_path


@pytest.mark.parametrize(("kind", "block"), RUN)
def test_block(kind: str, block: str, folder: Path) -> None:
    if " --engine dask " in block or "dask" in block:
        pytest.importorskip("distributed")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        block = block.replace("8786", str(found.getsockname()[1]))
    command = ["bash", "-euo", "pipefail", "-c", "trap 'kill $(jobs -p) 2> /dev/null || true; wait' EXIT\n" + block]
    done = subprocess.run(
        command if kind == "sh" else [sys.executable, "-c", block],
        cwd=folder,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    if "posts.jsonl" in block:
        whole = subprocess.run(
            [sys.executable, "-m", "postparse", "posts/", "--jsonl"], cwd=folder, capture_output=True
        )
        assert (folder / "posts.jsonl").read_bytes() == whole.stdout
    assert len(list(folder.iterdir())) > 2
