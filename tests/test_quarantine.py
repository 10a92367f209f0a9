"""What failed is kept: each post once, as it was, under a name that harms nobody, and can be read again."""

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from postparse import inputs
from postparse.api import Parsed
from postparse.errors import SourceError, UsageError
from postparse.inputs import Input
from postparse.parts import Part
from postparse.run import batch
from postparse.run.quarantine import LIST, Quarantine

TALK = b"Ropes and Knots\n\nDate: 5 May 2025, 3 pm\n"
PAGE = b"<!doctype html><title>Nets</title><h1>Nets</h1><p>They dry in the sun all day long.</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "bad"


def listed(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / LIST).read_text("ascii").splitlines()]


def kept(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.name != LIST)


@pytest.mark.parametrize(
    ("given", "path", "post", "name", "data"),
    [
        (inputs.memory(TALK, "a.txt"), "a.txt", 0, r"a-\w{16}\.txt", TALK),
        (inputs.memory(TALK, "-"), "-", 0, r"post-\w{16}\.txt", TALK),
        (inputs.memory(PAGE, "x/talk.asp"), "x/talk.asp", 0, r"talk-\w{16}\.html", PAGE),
        (inputs.memory(PAGE, "page"), "page", 0, r"page-\w{16}\.html", PAGE),
        (inputs.memory(b"From: a\n", "a.eml"), "z.zip!/in/a.eml", 0, r"a-\w{16}\.eml", b"From: a\n"),
        (inputs.memory(gzip.compress(PAGE, mtime=0), "p.HTM.gz"), "p.HTM.gz", 0, r"p-\w{16}\.htm\.gz", None),
        (inputs.memory(gzip.compress(PAGE, mtime=0), "p.gz"), "p.gz", 0, r"p-\w{16}\.gz", None),
        (Part("Words.", "markdown"), "posts.jsonl", 17, r"posts-17-\w{16}\.md", b"Words."),
        (Part("Words \ud800.", ""), "posts.csv", 0, r"posts-\w{16}\.txt", b"Words \xed\xa0\x80."),
        (Part("<p>Wörds", "html"), "posts.xml", 2, r"posts-2-\w{16}\.html", "<p>Wörds".encode()),
        (Part(PAGE, ""), "a.warc", 3, r"a-3-\w{16}\.html", PAGE),
        (Part(b"Words.", "", name="in/b.md"), "a.zip!/in/b.md", 0, r"b-\w{16}\.md", b"Words."),
    ],
)
def test_a_copy(given: Input | Part, path: str, post: int, name: str, data: bytes | None, folder: Path) -> None:
    made = Quarantine(str(folder)).keep(given, path, post, "it took too long")
    assert made is not None
    assert re.fullmatch(name, made)
    assert kept(folder) == [folder / made]
    if data is not None:
        assert (folder / made).read_bytes() == data
    assert listed(folder) == [{"path": path, "post": post, "reason": "it took too long", "file": made}]


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd", "..", ".", "/", "", "a.zip!/../../../x.txt", "..\\..\\x.txt", "C:\\x.txt", "a\0b.txt",
        "\x1b[2J\n\u202etxt.exe", "\udcff\udcfe.txt", ".hidden", ".failed.jsonl", "x" * 5000 + ".txt", "字" * 5000,
        "-rf",        "a.txt/", "a." + "b" * 5000, "CON", "~", "$HOME", "*?.txt", "x.jsonl.gz.gz",
    ],
)  # fmt: skip
def test_hostile_names_harm_nobody(path: str, folder: Path) -> None:
    keeper = Quarantine(str(folder))
    made = keeper.keep(inputs.memory(TALK, path), path, 0, "why\x1b[2J\n\u202e\ud800")
    assert made is not None
    assert kept(folder) == [folder / made]
    assert len(os.fsencode(made)) < 255
    assert made.isprintable()
    assert not made.startswith((".", "-"))
    assert not re.search(r"[/\\:*?$~\s]", made)
    assert listed(folder)[0]["path"] == path
    assert sorted(p.name for p in folder.parent.iterdir()) == ["bad"]
    assert (folder / LIST).read_bytes().count(b"\n") == 1


def test_posts_of_one_name_do_not_take_each_others_place(folder: Path) -> None:
    keeper = Quarantine(str(folder))
    made = {
        keeper.keep(inputs.memory(data, path), path, post, "why")
        for path in ("a.txt", "b/a.txt", "B/a.txt")
        for post in (0, 1)
        for data in (TALK, PAGE)
    }
    assert len(made) == len(kept(folder)) == len(listed(folder)) == 12


def test_again_adds_nothing(folder: Path) -> None:
    for _ in range(2):
        keeper = Quarantine(str(folder))
        for reason in ("it took too long", "its process ended"):
            keeper.keep(inputs.memory(TALK, "a.txt"), "a.txt", 0, reason)
            keeper.keep(None, "gone.txt", 0, reason)
    keeper.keep(inputs.memory(TALK, "b.txt"), "b.txt", 0, "why")
    assert [(found["path"], found["reason"]) for found in listed(folder)] == [
        ("a.txt", "it took too long"), ("gone.txt", "it took too long"), ("b.txt", "why"),
    ]  # fmt: skip
    assert len(kept(folder)) == 2


@pytest.mark.parametrize("torn", [b'{"path": "z', b'["x"]\n', b'{"path": "a", "post": 0, "file": [1]}\n{"', b"\xff\n"])
def test_a_list_that_was_torn_goes_on(torn: bytes, folder: Path) -> None:
    Quarantine(str(folder)).keep(inputs.memory(TALK, "a.txt"), "a.txt", 0, "why")
    with open(folder / LIST, "ab") as out:
        out.write(torn)
    keeper = Quarantine(str(folder))
    keeper.keep(inputs.memory(TALK, "a.txt"), "a.txt", 0, "why")
    keeper.keep(inputs.memory(TALK, "b.txt"), "b.txt", 0, "why")
    lines = (folder / LIST).read_bytes().splitlines()
    assert json.loads(lines[0])["path"] == "a.txt"
    assert json.loads(lines[-1])["path"] == "b.txt"
    assert sum(b'"a.txt"' in line for line in lines) == 1


def test_a_copy_whose_line_was_lost_gets_it(folder: Path) -> None:
    Quarantine(str(folder)).keep(inputs.memory(TALK, "a.txt"), "a.txt", 0, "why")
    (folder / LIST).unlink()
    Quarantine(str(folder)).keep(inputs.memory(TALK, "a.txt"), "a.txt", 0, "why")
    assert len(kept(folder)) == len(listed(folder)) == 1


class _Broken:
    """A stream that fails in its middle."""

    def __init__(self) -> None:
        self.left = [TALK, TALK]

    def read(self, size: int) -> bytes:
        if not self.left:
            raise SourceError("it is no longer there")
        return self.left.pop()

    def close(self) -> None:
        pass


def _gone() -> None:
    raise FileNotFoundError


@pytest.mark.parametrize("given", [None, inputs.file("/no/such/file.txt"), Input("a", _Broken), Input("a", _gone)])  # type: ignore[arg-type]
def test_what_can_not_be_read_leaves_a_line(given: Input | None, folder: Path) -> None:
    assert Quarantine(str(folder)).keep(given, "a.txt", 0, "why") is None
    assert kept(folder) == []
    assert listed(folder) == [{"path": "a.txt", "post": 0, "reason": "why", "file": None}]


def test_what_is_too_large_leaves_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postparse.run.quarantine.MAX_BYTES", 30)
    keeper = Quarantine(str(folder))
    assert keeper.keep(inputs.memory(b"x" * 31, "a.txt"), "a.txt", 0, "it is over the limit") is None
    assert keeper.keep(inputs.memory(b"x" * 30, "b.txt"), "b.txt", 0, "it is over the limit") is not None
    assert len(kept(folder)) == 1


def test_a_folder_that_is_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "posts/.hidden").mkdir(parents=True)
    paths = ["-", "s3://posts/x", str(tmp_path / "posts"), str(tmp_path / "none")]
    for name in ("posts", "posts/bad", "posts/deep/bad"):
        with pytest.raises(UsageError, match="which is read"):
            Quarantine(str(tmp_path / name), paths)
    for name in ("bad", "posts2", "posts/.bad", "posts/.hidden/bad"):
        Quarantine(str(tmp_path / name), paths)


def test_a_folder_that_can_not_be_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot write"):
        Quarantine(str(tmp_path / "file/bad"))
    with pytest.raises(UsageError, match="a folder of this machine"):
        Quarantine("s3://posts/bad")


def test_what_was_kept_is_read_again(folder: Path) -> None:
    keeper = Quarantine(str(folder))
    keeper.keep(inputs.memory(TALK, "a"), "a", 0, "why")
    keeper.keep(Part(PAGE.decode(), "html", name="x"), "export.xml!/x", 0, "why")
    keeper.keep(Part("# Ropes\n\nWords.", "markdown"), "posts.jsonl", 5, "why")
    keeper.keep(inputs.memory(gzip.compress(PAGE), "p.gz"), "p.gz", 0, "why")
    found = list(batch.run([str(folder)]))
    assert sorted(str(r.post.title) for r in found if isinstance(r, Parsed)) == [
        "Nets",
        "Nets",
        "Ropes",
        "Ropes and Knots",
    ]
    assert len(found) == 4
