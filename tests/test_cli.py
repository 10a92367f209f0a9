"""The command as a person and a pipe meet it: real processes, bytes in, bytes out, exit statuses."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from postparse.post import Post
from postparse.render.flat import TABLES
from sampleset import ROOT

COMMAND = (sys.executable, "-m", "postparse")
KEYS = [name for name in Post.__dataclass_fields__ if name not in ("blocks", "evidence")]

TALK = """Lanterns on the Canal

by Ines Okafor | May 4, 2024 | Walks

Date: Friday, May 17, 2024, 7:30 PM - 9:00 PM
Venue: Boathouse Nine (12 Towpath Lane, Leiden)

Speaker
- Tomas Brandt (Curator, Museum of Small Boats)

We walk along the water and hear how the boats were lit before there was power in the streets.
"""
KOREAN = """[강연] 등대지기의 겨울

일시: 2024년 3월 8일(금) 오후 7시
장소: 파도책방

눈이 오는 동안 등대에서 무슨 일이 있었는지 듣습니다.
"""


def run(
    *arguments: "str | bytes | Path",
    stdin: bytes | None = b"",
    cwd: Path | None = None,
    **environment: str,
) -> "subprocess.CompletedProcess[bytes]":
    given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, cwd=cwd, env=os.environ | environment, timeout=60, **given
    )


def lines(done: "subprocess.CompletedProcess[bytes]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def told(done: "subprocess.CompletedProcess[bytes]") -> list[str]:
    """What was said to the person, line by line; never a traceback."""
    text = done.stderr.decode()
    assert "Traceback" not in text, text
    return text.splitlines()


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("one") / "talk.txt"
    path.write_text(TALK, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as people have it: posts, a bad one, and much that is no post."""
    top = tmp_path / "posts"
    for name, data in {
        "b.txt": TALK.encode(),
        "a/z.txt": KOREAN.encode(),
        "c.html": b"<!doctype html><title>Tin roofs</title><h1>Tin roofs</h1><p>Rain was loud that year.</p>",
        "c_files/part.html": b"<html><p>an advertisement</p></html>",
        "c_files/script.js": b"let a = 1;",
        "bad.txt": b"\x89PNG\r\n\x1a\n\0\0\0",
        "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(64),
        "data.csv": b"a,b\n1,2\n",
        "page.php": b"<html><body><h1>Old server</h1><p>It still answers.</p></body></html>",
        "note": TALK.encode(),
        "blob": bytes(range(256)),
        ".hidden.txt": TALK.encode(),
        ".git/x.txt": TALK.encode(),
    }.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return top


# The shape of JSON follows from the call.


def test_one_file_is_one_object(talk: Path) -> None:
    done = run(talk, "--json")
    assert done.returncode == 0
    assert told(done) == []
    post = json.loads(done.stdout)
    assert list(post) == KEYS
    assert post["source"]["path"] == str(talk)
    assert post["title"] == "Lanterns on the Canal"


@pytest.mark.parametrize("arguments", [(), ("-",), ("--jsonl", "-")])
def test_a_pipe_gives_json_lines(arguments: tuple[str, ...]) -> None:
    done = run(*arguments, stdin=TALK.encode())
    assert done.returncode == 0
    assert done.stdout.endswith(b"}\n")
    assert done.stdout.count(b"\n") == 1
    assert lines(done)[0]["source"]["path"] == "-"


def test_standard_input_is_one_object() -> None:
    assert json.loads(run("--json", stdin=TALK.encode()).stdout)["title"] == "Lanterns on the Canal"


def test_several_paths_are_an_array(talk: Path, tmp_path: Path) -> None:
    done = run(talk, talk, "--json")
    assert [p["source"]["path"] for p in json.loads(done.stdout)] == [str(talk)] * 2
    assert told(done) == ["postparse: 2 posts"]


def test_a_folder_is_an_array_whatever_it_holds(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, "--json").stdout) == []
    (tmp_path / "one.txt").write_text(TALK, "utf-8")
    assert len(json.loads(run(tmp_path, "--json").stdout)) == 1


# Folders.


def test_a_folder_with_a_bad_file_goes_on(folder: Path) -> None:
    done = run(folder, "--jsonl")
    assert done.returncode == 1
    assert [p["source"]["path"] for p in lines(done)] == ["a/z.txt", "b.txt", "c.html", "note", "page.php"]
    failed, counts = told(done)
    assert failed.startswith("postparse: ")
    assert "bad.txt: this is a PNG image" in failed
    assert counts == "postparse: 5 posts, 1 failed, 4 passed over (no posts)"


def test_quiet_says_only_what_failed(folder: Path) -> None:
    assert len(told(run(folder, "--quiet"))) == 1


def test_include_chooses_files_of_a_folder(folder: Path) -> None:
    assert [p["source"]["path"] for p in lines(run(folder, "--include", "*.php"))] == ["page.php"]
    assert [p["source"]["path"] for p in lines(run(folder, "--include", "a/*"))] == ["a/z.txt"]


def test_what_of_a_container_is_wanted(tmp_path: Path) -> None:
    export = ROOT / "samples/exports/harbour.wxr.xml"
    assert [p["slug"] for p in lines(run(export, "--type", "page"))] == ["about"]
    assert [p["title"] for p in lines(run(export, "--status", "draft"))] == ["Not ready"]
    (tmp_path / "x.jsonl").write_text('{"note": "Date: 5 May 2025", "text": "Date: 6 May 2025"}\n')
    assert lines(run(tmp_path / "x.jsonl", "--column", "note"))[0]["schedule"][0]["start"] == "2025-05-05"
    done = run(tmp_path / "x.jsonl", "--column", "memo")
    assert done.returncode == 2
    assert "there is no column 'memo'" in told(done)[0]


def test_rows_of_a_flat_table_are_posts_events_or_people(folder: Path) -> None:
    heads = [run(folder, "--to", "csv", "--table", name).stdout.decode().split("\r\n")[0] for name in TABLES]
    assert heads == [",".join(columns) for columns, _ in TABLES.values()]
    for wrong in (("--to", "csv", "--table", "venues"), ("--jsonl", "--table", "schedule")):
        done = run(folder, *wrong)
        assert (done.returncode, done.stdout) == (2, b"")
        assert len(told(done)) == 1


def test_links_in_folders(tmp_path: Path, talk: Path) -> None:
    (tmp_path / "good.txt").symlink_to(talk)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    done = run(tmp_path)
    assert done.returncode == 1
    assert [p["source"]["path"] for p in lines(done)] == ["good.txt"]
    assert len(told(done)) == 3


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_files_without_permission(folder: Path) -> None:
    (folder / "b.txt").chmod(0)
    done = run(folder)
    assert done.returncode == 1
    assert any("b.txt: permission denied" in line for line in told(done))


# Inputs that cannot be read, or hold nothing.


def test_a_missing_path_is_one_line(talk: Path) -> None:
    done = run("nowhere.txt", talk)
    assert done.returncode == 1
    assert len(lines(done)) == 1
    assert told(done)[0] == "postparse: nowhere.txt: no such file or directory"


def test_a_file_that_cannot_be_opened(talk: Path) -> None:
    done = run(talk / "inside", "--json")
    assert done.returncode == 1
    assert done.stdout == b""
    assert told(done) == [f"postparse: {talk / 'inside'}: not a directory"]


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t"])
def test_an_empty_file_is_a_post_with_a_warning(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "empty.txt").write_bytes(data)
    done = run(tmp_path / "empty.txt", "--json")
    post = json.loads(done.stdout)
    assert done.returncode == 0
    assert post["title"] is None
    assert post["body"] == []
    assert post["warnings"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"%PDF-1.7\n", b"PK\x03\x04" + bytes(40)])
def test_a_binary_file_is_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    done = run(tmp_path / "x.txt")
    assert (done.returncode, done.stdout, len(told(done))) == (1, b"", 1)
    assert run(stdin=data).returncode == 1


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    done = run(tmp_path / "huge.txt")
    assert done.returncode == 1
    assert "over the limit" in told(done)[0]


def test_nothing_to_read_from() -> None:
    done = run(stdin=None)
    assert done.returncode == 0
    assert len(lines(done)) == 1
    shell = " ".join(COMMAND)
    for closed in ("<&-", ">&-"):
        done = subprocess.run(["sh", "-c", f"{shell} {closed}"], capture_output=True, input=b"", timeout=60)
        assert (done.returncode, len(told(done))) == (2, 1), closed


# Encodings and line ends.


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (KOREAN.encode("utf-8-sig"), ()),
        (KOREAN.encode("utf-16"), ()),
        (KOREAN.encode("cp949"), ()),
        (KOREAN.encode("cp949"), ("--encoding", "cp949")),
        (KOREAN.encode("cp949"), ("--encoding", "EUC-KR")),
        (KOREAN.replace("\n", "\r\n").encode(), ("--from", "text")),
    ],
)
def test_odd_encodings_in(data: bytes, options: tuple[str, ...]) -> None:
    assert lines(run(*options, stdin=data))[0]["title"] == "[강연] 등대지기의 겨울"


@pytest.mark.parametrize("way", ["--json", "--jsonl", "--to=text", "--to=table", "--explain"])
def test_output_is_utf8_whatever_the_locale(way: str) -> None:
    plain = run(way, stdin=KOREAN.encode(), COLUMNS="80")
    odd = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1", "COLUMNS": "80"}
    other = run(way, stdin=KOREAN.encode(), **odd)
    assert plain.stdout == other.stdout
    assert "등대지기".encode() in plain.stdout
    assert b"\r" not in plain.stdout
    assert plain.stdout.endswith(b"\n")
    assert plain.returncode == 0


def test_odd_file_names(tmp_path: Path) -> None:
    names: list[bytes] = [b"red\x1b[31m.txt", b"two\nlines.txt", "달.txt".encode()]
    with contextlib.suppress(OSError):
        (tmp_path / os.fsdecode(b"\xff.txt")).touch()
        names.append(b"\xff.txt")
    for name in names:
        (tmp_path / os.fsdecode(name)).write_bytes(b"%PDF-1.7" if b"\n" in name else TALK.encode())
    done = run(tmp_path)
    assert {p["source"]["path"] for p in lines(done)} == {os.fsdecode(n) for n in names if b"\n" not in n}
    assert len(told(done)) == 2
    assert b"\x1b" not in done.stderr


# Pipes that close, interruption, a full disk.


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(TALK + "\nMore.\n" * 800, "utf-8")
    for way in ("--jsonl", "--json", "--to=table", "--to=text", "--explain"):
        process = subprocess.Popen([*COMMAND, tmp_path, way], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 141), way
        process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals and named pipes")
def test_interruption(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow")
    target = tmp_path / "out.json"
    target.write_text("before")
    process = subprocess.Popen(
        [*COMMAND, tmp_path / "slow", "-o", target], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with (tmp_path / "slow").open("wb"):  # opens once the command reads
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert target.read_text() == "before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json", "slow"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("way", ["--json", "--to=table"])
def test_a_full_disk(talk: Path, way: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, talk, way], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert told(done) == ["postparse: cannot write: No space left on device"]


# Output files.


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("x.json", (), "{\n"),
        ("x.jsonl", (), '{"schema_version"'),
        ("x.ndjson", (), '{"schema_version"'),
        ("x.txt", (), "Lanterns on the Canal\n\nby"),
        ("x.data", ("--json",), "{\n"),
        ("x.json", ("--to", "table"), " Lanterns on the Canal\n"),
    ],
)
def test_the_ending_tells_the_format(
    talk: Path, tmp_path: Path, name: str, options: tuple[str, ...], begins: str
) -> None:
    done = run(talk, "--output", tmp_path / name, *options)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / name).read_bytes().decode().startswith(begins)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_an_output_file_is_replaced_whole_or_not_at_all(talk: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "x.json", tmp_path / "link.json"
    target.write_text("before")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("nowhere.txt", "-o", target).returncode == 1
    assert target.read_text() == "before"
    assert run(talk, "-o", link).returncode == 0
    assert json.loads(target.read_text("utf-8"))["title"]
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640


def test_output_to_a_dash_is_standard_output(talk: Path) -> None:
    assert len(lines(run(talk, "-o", "-"))) == 1


# Options, each at least once; what `--help` lists is checked against this file below.


def test_text_is_what_evidence_counts_in(talk: Path) -> None:
    text = run(talk, "--to", "text").stdout.decode()
    post = json.loads(run(talk, "--json", "--evidence").stdout)
    assert list(post) == [*KEYS, "evidence"]
    (found, *_) = post["evidence"]["/title"]
    assert text[found["start"] : found["end"]] == post["title"]
    assert found["rule"]
    assert found["origin"]
    assert run(talk, talk, "--to", "text").stdout.decode().count(f"==> {talk} <==\n{TALK}") == 2


def test_blocks_are_added_on_request(talk: Path) -> None:
    (post,) = lines(run(talk, "--blocks"))
    assert list(post) == [*KEYS, "blocks"]
    assert {"kind", "level", "text"} == set(post["blocks"][0])


def test_select_keeps_these_keys(talk: Path) -> None:
    (post,) = lines(run(talk, "--select", "title,schedule, evidence"))
    assert list(post) == ["title", "schedule", "evidence"]
    shown = run(talk, "--to", "table", "--select", "title").stdout.decode()
    assert shown == " Lanterns on the Canal\n"


def test_what_the_caller_knows(tmp_path: Path) -> None:
    page = (
        b'<html><body><h1>Kites over the dyke</h1><p>By <a href="/p/9">ferry</a> to the north bank, where it blows.</p>'
    )
    (post,) = lines(run("--url", "https://example.org/a/b", stdin=page))
    assert post["source"]["url"] == "https://example.org/a/b"
    assert [k["url"] for k in post["links"]] == ["https://example.org/p/9"]
    (post,) = lines(run("--language", "en-IE", stdin=TALK.encode()))
    assert post["language"] == "en-IE"
    (post,) = lines(run("--from", "text", stdin=page))
    assert post["source"]["format"] == "text"


def test_what_dates_need(tmp_path: Path) -> None:
    text = "Reed cutting day\n\nDate: 3 October, 10:00 - 12:00\nVenue: the old pump\n\nBring boots.\n"
    (post,) = lines(run("--as-of", "2023-09-20", stdin=text.encode()))
    assert post["schedule"][0]["start"].startswith("2023-10-03")
    (post,) = lines(run("--as-of", "2023-09-20", "--timezone", "Europe/Oslo", stdin=text.encode()))
    assert post["schedule"][0]["timezone"] == "Europe/Oslo"
    text = text.replace("3 October", "03/04/2025")
    starts = [
        lines(run("--date-order", o, stdin=text.encode()))[0]["schedule"][0]["start"][:10] for o in ("mdy", "DMY")
    ]
    assert starts == ["2025-03-04", "2025-04-03"]


def test_strict_counts_warnings(tmp_path: Path, talk: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run(tmp_path / "empty.txt", "--strict")
    assert done.returncode == 1
    assert len(lines(done)) == 1
    assert told(done)[0].startswith(f"postparse: {tmp_path / 'empty.txt'}: ")
    quiet = run(tmp_path / "empty.txt", "--strict", "--quiet")
    assert (quiet.returncode, told(quiet)) == (1, [])


def test_explain_shows_candidates_in_their_words(talk: Path) -> None:
    done = run(talk, "--explain", "--field", "title")
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert shown.startswith("title\n  + Lanterns on the Canal\n")
    assert "«Lanterns on the Canal»" in shown
    assert "\nschedule" not in shown
    assert "\nschedule" in run(talk, "--explain").stdout.decode()


def test_rows_and_cards(folder: Path) -> None:
    rows = run(folder, "--to", "table", COLUMNS="100").stdout.decode().splitlines()
    assert rows[0].startswith("When (posted)")
    assert len(rows) == 2 + 5
    assert all(len(row) <= 100 for row in rows)
    assert "Tin roofs" in rows[4]
    cards = run(folder, "--cards", COLUMNS="70").stdout.decode()
    assert all(name in cards for name in ("a/z.txt ─", "c.html ─", " Rain was loud that year."))


def test_version() -> None:
    assert re.fullmatch(r"postparse \d+\.\d+\.\d+\S*\n", run("--version").stdout.decode())


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_has_examples(option: str) -> None:
    done = run(option)
    assert done.returncode == 0
    assert b"Examples:\n" in done.stdout
    assert told(done) == []


def test_completion(tmp_path: Path) -> None:
    still = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path)}
    assert b"_POSTPARSE_COMPLETE" in run("--show-completion", "bash", **still).stdout
    assert run("--install-completion", "bash", **still).returncode == 0
    assert list(tmp_path.rglob("postparse*"))
    asked = {"_POSTPARSE_COMPLETE": "complete_bash", "COMP_WORDS": "postparse --to j", "COMP_CWORD": "2"}
    assert run(**asked).stdout.split() == [b"json", b"jsonl", b"jsonld"]
    asked["COMP_WORDS"] = "postparse --from h"
    assert run(**asked).stdout.split() == [b"html"]


def test_the_command_formats_and_a_file_of_that_name(tmp_path: Path) -> None:
    listed = run("formats").stdout.decode().splitlines()
    assert {tuple(line.split()[:2]) for line in listed} >= {("read", "html"), ("write", "jsonl")}
    (tmp_path / "formats").write_text(TALK, "utf-8")
    assert lines(run("./formats", cwd=tmp_path))[0]["title"] == "Lanterns on the Canal"
    assert lines(run("--", "formats", cwd=tmp_path))[0]["source"]["path"] == "formats"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--nonsense",),
        ("--to", "xml"),
        ("--to", "explain"),
        ("--to",),
        ("--from", "pdf"),
        ("--encoding", "utf-9"),
        ("--timezone", "Mars/Olympus"),
        ("--as-of", "yesterday"),
        ("--as-of", "20240101"),
        ("--date-order", "dym"),
        ("--language", "per favore"),
        ("--url", "just/a/path"),
        ("--select", "place"),
        ("--select", ""),
        ("--field", "title"),
        ("--explain", "--field", "place"),
        ("--json", "--jsonl"),
        ("--to", "text", "--evidence"),
        ("--to", "table", "--blocks"),
        ("--json", "--cards"),
        ("--explain", "--select", "title"),
        ("-o", "x.docx"),
        ("-o", "nowhere/x.json"),
        ("formats", "--nonsense"),
        ("--profile", "nowhere.toml"),
        ("profile",),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, stdin=TALK.encode(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(told(done)) == 1
    assert list(tmp_path.iterdir()) == []


def test_every_option_is_documented_and_tried() -> None:
    shown = run("--help", COLUMNS="200").stdout.decode()
    options = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", shown, re.MULTILINE)) | {"-o", "-h"}
    assert len(options) > 20
    documented, tried = (ROOT / "docs/cli.md").read_text("utf-8"), Path(__file__).read_text("utf-8")
    for option in sorted(options):
        assert re.search(rf"`{option}[ `]", documented), f"{option} is not in docs/cli.md"
        assert re.search(rf'"{option}[="]', tried), f"{option} is tried by no test"


def test_many_posts_are_read_within_limits(tmp_path: Path) -> None:
    options = ("--jobs", "1", "--unordered", "--time-limit", "30", "--memory-limit", "900")
    (tmp_path / "talk.txt").write_text(TALK)
    done = run(tmp_path, "-o", tmp_path / "out.jsonl", "--resume", *options)
    assert (done.returncode, (tmp_path / "out.jsonl").read_bytes().count(b"\n")) == (0, 1)
    assert run(tmp_path, "--resume").returncode == 2


def test_the_work_is_cut_into_shards(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"{TALK}\n{name}\n")
    whole = run(tmp_path, "--jsonl").stdout
    parts = [run(tmp_path, "--jsonl", "--shard", f"{n}/3").stdout for n in (1, 2, 3)]
    assert (b"".join(parts), all(parts)) == (whole, True)
    for options in (("--shard", "4/3"), ("--parts", "2"), ("--scheduler", "tcp://x:1"), ("--engine", "dask")):
        done = run(tmp_path, *options)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_what_failed_is_kept_and_reported(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "talk.txt").write_text(TALK)
    (tmp_path / "posts" / "odd.txt").write_bytes(b"\x7fELF\0\0\0")
    done = run("posts", "--jsonl", "--keep-failed", "failed", "--report", "run.json", cwd=tmp_path)
    assert done.returncode == 1
    report = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert (report["posts"], report["failed"], report["options"]["keep_failed"]) == (1, 1, "failed")
    (failure,) = report["failures"]
    assert (tmp_path / "failed" / failure["kept"]).read_bytes() == b"\x7fELF\0\0\0"


# At a terminal.


def at_terminal(
    arguments: Sequence["str | Path"], *, columns: int = 80, stdin: int | None = None, **environment: str
) -> tuple[int, bytes]:
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    near, far = pty.openpty()
    termios.tcsetwinsize(far, (40, columns))
    clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING")}
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=far if stdin is None else stdin,
        stdout=far,
        stderr=far,
        env=clean | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"} | environment,
    )
    os.close(far)
    shown = b""
    with contextlib.suppress(OSError):  # a terminal whose other side is closed
        while part := os.read(near, 65536):
            shown += part
    os.close(near)
    return process.wait(60), shown.replace(b"\r\n", b"\n")


def test_a_terminal_gets_the_table(talk: Path) -> None:
    status, shown = at_terminal([talk], columns=64)
    assert status == 0
    assert b"\x1b[1m" in shown
    bare = re.sub(rb"\x1b\[[\d;]*m", b"", shown).decode().splitlines()
    assert bare[0] == " Lanterns on the Canal"
    assert max(map(len, bare)) == 64
    assert any(line.startswith("╭") for line in bare)


def test_a_terminal_and_nothing_to_read() -> None:
    status, shown = at_terminal([])
    assert status == 2
    assert b"--help" in shown
    assert shown.count(b"\n") == 1


def test_a_terminal_that_wants_no_colour(talk: Path) -> None:
    _, shown = at_terminal([talk], NO_COLOR="1")
    assert not re.search(rb"\x1b\[[\d;]*3\dm", shown)
    _, shown = at_terminal([talk], TERM="dumb")
    assert b"\x1b" not in shown
    assert "╭".encode() in shown


def test_a_terminal_without_utf8(talk: Path) -> None:
    for encoding in ("latin-1", "ascii"):
        status, shown = at_terminal([talk], PYTHONIOENCODING=encoding)
        assert status == 0
        assert "╭" not in shown.decode(encoding)
        assert b"+----" in shown
    status, shown = at_terminal(["--json"], PYTHONIOENCODING="ascii", stdin=_file(KOREAN.encode()))
    assert status == 0
    assert json.loads(shown)["title"] == "[강연] 등대지기의 겨울"


def test_json_at_a_terminal(talk: Path) -> None:
    for way in ("--json", "--evidence"):
        status, shown = at_terminal([talk, way])
        assert status == 0
        assert json.loads(shown)["title"]


HOSTILE = "[/b] \x1b[2J\x9b31m [draft] \u202eevil\u2066 \u200f :smile: \x07 %s" % ("longword" * 300)
HOSTILE_PAGE = f"<html><h1>{HOSTILE} &#x1b;]0;x&#7; &#xd800;</h1><p>{HOSTILE}</p><ul><li>{HOSTILE}</ul>"


@pytest.mark.parametrize("way", ["--to=table", "--json", "--jsonl", "--to=text", "--explain", "--cards"])
@pytest.mark.parametrize("source", [f"{HOSTILE}\n\nDate: {HOSTILE}\n\nSpeaker\n- {HOSTILE}\n", HOSTILE_PAGE])
def test_a_post_cannot_steer_the_terminal(source: str, way: str) -> None:
    status, shown = at_terminal([way], stdin=_file(source.encode()))
    assert status == 0
    bare = re.sub(r"\x1b\[[\d;]*m", "", shown.decode())
    assert "[draft]" in bare
    assert ":smile:" in bare
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", bare)


def _file(data: bytes) -> int:
    """A file descriptor to read `data` from."""
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return reader
