"""Law: the result depends on the input alone, not on time zone, locale, hash seed or UTF-8 mode."""

import os
import subprocess
import sys

import pytest

from sampleset import FOLDER

PROGRAM = """
import hashlib, json, pathlib, sys
import postparse
from postparse import api
digest = hashlib.sha256()
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    if path.is_file() and path.suffix != ".json":
        try:
            for one in api.parse_all(path.read_bytes(), path.name):
                data = postparse.to_dict(one.post, blocks=True, evidence=True)
                digest.update(json.dumps(data).encode())
        except postparse.PostparseError as error:
            digest.update(str(error).encode())
print(digest.hexdigest())
"""
PLACES = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    {"TZ": "Asia/Seoul", "LC_ALL": "ko_KR.euckr", "PYTHONHASHSEED": "77", "PYTHONUTF8": "1"},
]


def _digest(place: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(FOLDER)],
        env={**os.environ, **place},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def here() -> str:
    return _digest({"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})


@pytest.mark.parametrize("place", PLACES, ids=lambda p: p["TZ"])
def test_same_result_elsewhere(place: dict[str, str], here: str) -> None:
    assert _digest(place) == here
