"""How the command's process ends."""

import subprocess
import sys

import pytest

from sampleset import path

RUN = """
import sys
{before}
from postparse.__main__ import main
sys.argv = ["postparse", {name!r}, "--jsonl"]
main()
"""


def ended(before: str, name: str = str(path("text/seed.txt"))) -> subprocess.CompletedProcess[str]:
    code = RUN.format(before=before, name=name)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)


def test_what_was_written_is_all_there() -> None:
    done = ended("")
    assert done.returncode == 0
    assert done.stdout.endswith("}\n")


def test_the_status_is_kept() -> None:
    done = ended("", "there-is-no-such-file.txt")
    assert done.returncode == 1
    assert done.stderr.startswith("postparse: there-is-no-such-file.txt: ")


@pytest.mark.parametrize(
    "before",
    [
        "import atexit; atexit.register(print, 'the end')",
        "import threading; threading.Thread(target=lambda: (threading.main_thread().join(), print('the end'))).start()",
    ],
)
def test_what_others_left_to_do_is_done(before: str) -> None:
    assert ended(before).stdout.endswith("}\nthe end\n")
