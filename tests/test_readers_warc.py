"""Web archives: their pages come out once, damage costs the records that are damaged."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from exportset import posts, until_error
from postparse.errors import UsageError

pytest.importorskip("fastwarc")

PAGE = (
    "<!doctype html><html><head><title>{0} - Quay</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>"
)


def record(url: str, block: bytes, kind: str = "response", length: object = None, more: str = "") -> bytes:
    form = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{url[-1]}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2025-03-01T10:00:00Z\r\nContent-Type: {form}\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(title: str, *, status: str = "200 OK", form: str = "text/html; charset=utf-8", length: object = None) -> bytes:
    text = PAGE.format(title, f"Words of {title} that go on for a line or so, as a page's do.").encode()
    block = f"HTTP/1.1 {status}\r\nContent-Type: {form}\r\n\r\n".encode() + text
    return record(f"https://quay.example/2025/02/03/{title.lower()}", block, length=length)


INFO = record("urn:x:0", b"software: none\r\n", "warcinfo")
A, B, C = page("Anchors"), page("Bollards"), page("Cranes")


def titles(data: bytes, name: str = "x.warc") -> tuple[list[str | None], list[str]]:
    found, faults = posts(data, name)
    return [p.title for p in found], [f.reason for f in faults]


def test_a_page_with_what_its_record_says() -> None:
    (post,), faults = posts(INFO + A, "crawl.warc")
    assert faults == []
    assert (post.source.format, post.source.id) == ("warc", "urn:uuid:s")
    assert post.source.url == "https://quay.example/2025/02/03/anchors"
    assert post.title == "Anchors"
    assert post.byline.published == "2025-02-03"


def test_other_records_are_passed_over() -> None:
    others = [
        page("Gone", status="404 Not Found"),
        page("Moved", status="301 Moved Permanently"),
        page("Style", form="text/css"),
        record("https://quay.example/x", b"GET / HTTP/1.1\r\n\r\n", "request"),
        record("https://quay.example/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *"),
    ]
    own = record(
        "https://quay.example/r", PAGE.format("Resource", "A file that stands for itself.").encode(), "resource"
    )
    assert titles(INFO + b"".join(others) + own + A) == (["Resource", "Anchors"], [])


def test_encodings_of_the_server_are_undone() -> None:
    body = PAGE.format("Fjörd", "Wörds that go on for a line or so, as a page's do.").encode("cp1252")
    packed = gzip.compress(body)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nTransfer-Encoding: chunked\r\n"
    found, faults = posts(
        record("https://quay.example/f", head + b"Content-Encoding: gzip\r\n\r\n" + chunked), "x.warc"
    )
    assert faults == []
    assert [(p.title, p.source.encoding) for p in found] == [("Fjörd", "cp1252")]


GZIP = gzip.compress
BROKEN = GZIP(B)[:60] + bytes(10) + GZIP(B)[70:]


@pytest.mark.parametrize(
    ("data", "left", "reasons"),
    [
        (A + B[:-80], ["Anchors"], ["the file ends early"]),
        (A + page("B", length="x") + C, ["Anchors", "Cranes"], ["does not tell its length", "does not begin"]),
        (A + page("B", length=-3) + C, ["Anchors", "Cranes"], ["does not tell its length", "does not begin"]),
        (A + page("B", length=10**17) + C, ["Anchors"], ["the file ends early"]),
        (A + b"\0\0rubbish\r\n" * 50 + C, ["Anchors", "Cranes"], ["does not begin like one"]),
        (
            A + b"WARC/1.1\r\n" + b"X" * 10_000_000 + b"\r\n\r\n" + C,
            ["Anchors", "Cranes"],
            ["length", "does not begin"],
        ),
        (b"".join(map(GZIP, (INFO, A, B, C))), ["Anchors", "Bollards", "Cranes"], []),
        (GZIP(INFO + A + B + C), ["Anchors", "Bollards", "Cranes"], []),
        (GZIP(INFO) + GZIP(A) + BROKEN + GZIP(C), ["Anchors", "Cranes"], ["a record is damaged"]),
        (GZIP(INFO) + GZIP(A) + GZIP(C)[:-9], ["Anchors"], ["the file ends early"]),
    ],
    ids=[
        "truncated",
        "no length",
        "negative",
        "huge",
        "rubbish",
        "long header",
        "gz",
        "gz at once",
        "gz broken",
        "gz cut",
    ],
)
def test_damage_costs_what_is_damaged(data: bytes, left: list[str], reasons: list[str]) -> None:
    found, told = titles(data)
    assert found == left
    assert len(told) == len(reasons)
    assert all(reason in t for reason, t in zip(reasons, told, strict=True))


def test_a_truncated_archive_that_is_compressed_at_once_gives_what_was_whole() -> None:
    found, error = until_error(GZIP(b"".join(page(f"Page{i}") for i in range(400)))[:-40], "x.warc.gz")
    assert len(found) > 300
    assert "damaged" in error


def test_a_page_that_grows_beyond_all_measure_is_one_fault() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    found, told = titles(record("https://quay.example/b", head + GZIP(bytes(200_000_000))) + A)
    assert found == ["Anchors"]
    assert "over the limit" in told[0]


HIDE = """
import sys
sys.modules["fastwarc"] = None
import postparse.cli
postparse.cli.main()
"""


def test_in_a_folder_a_missing_extra_costs_the_files_that_need_it(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.warc").write_bytes(A)
    (folder / "b.csv").write_text("words\nNot asked for.\n")
    (folder / "c.jsonl").write_text('{"text": "Anchors\\n\\nOf iron and of stone."}\n')
    command = [sys.executable, "-c", HIDE, str(folder), "--jsonl", "--column", "text"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.count("Anchors")) == (1, 1)
    assert done.stderr.splitlines() == [
        f"postparse: {folder / 'a.warc'}: to read warc needs more: pip install 'postparse[warc]'",
        f"postparse: {folder / 'b.csv'}: there is no column 'text'; there are 'words'",
        "postparse: 1 post, 2 failed",
    ]


def test_a_missing_extra_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.warc").write_bytes(A)
    done = subprocess.run(
        [sys.executable, "-c", HIDE, str(tmp_path / "x.warc")], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "postparse: to read warc needs more: pip install 'postparse[warc]'\n"
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.delitem(sys.modules, "fastwarc.warc", raising=False)
    with pytest.raises(UsageError, match=r"postparse\[warc\]"):
        posts(A, "x.warc")
