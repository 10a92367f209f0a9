"""Runs that are killed at random moments and resumed, by the script that does it at any scale."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks/kill.py"


@pytest.mark.skipif(sys.platform != "linux", reason="sets limits of other processes")
def test_runs_that_are_killed_and_resumed_give_what_one_gives_that_was_not(tmp_path: Path) -> None:
    options = {"--runs": "5", "--posts": "120", "--worst": "3", "--seed": "129", "--place": str(tmp_path)}
    command = [sys.executable, str(SCRIPT), *(word for option in options.items() for word in option)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("0 of 5 runs differ\n")
    assert list(tmp_path.iterdir()) == []
