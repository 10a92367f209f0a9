"""Containers: what stands in them comes out once, with what they say of it; damage costs what is damaged."""

import bz2
import gzip
import io
import json
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from postparse import api, inputs
from postparse.errors import SourceError, UsageError
from postparse.parts import Fault, Wanted
from postparse.post import Post
from postparse.run import batch
from sampleset import ROOT

EXPORTS = ROOT / "samples/exports"
TALK = b"Ropes and Knots\n\nDate: 5 May 2025, 3 pm\nSpeaker: Una Pettersen\n"


def posts(data: bytes, name: str, **wanted: tuple[str, ...]) -> tuple[list[Post], list[Fault]]:
    found = list(api.posts(inputs.memory(data, name), wanted=Wanted(**wanted)))
    return [f.post for f in found if isinstance(f, api.Parsed)], [f for f in found if isinstance(f, Fault)]


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


# WordPress.


WXR = EXPORTS / "harbour.wxr.xml"


def test_wxr_gives_what_readers_see_and_what_the_export_says() -> None:
    found, faults = posts(WXR.read_bytes(), "site.xml")
    assert faults == []
    assert [p.title for p in found] == [
        "Reading the Tide Tables together",
        "The crane that stayed",
        "About the archive",
    ]
    first, second, page = found
    assert (first.source.format, first.source.id, first.source.post) == ("wxr", "https://harbour.example/?p=41", 0)
    assert first.source.url == "https://harbour.example/2025/02/tide-tables/"
    assert (first.slug, first.status, first.comment_count) == ("tide-tables", "published", 1)
    assert [a.name for a in first.byline.authors] == ["Marta Lindqvist"]
    assert first.byline.published == "2025-02-10T09:30:00+01:00"
    assert first.byline.modified == "2025-02-11T12:00:00+01:00"
    assert first.byline.publisher == "Harbour Archive"
    assert (first.categories, first.tags) == (("Evenings",), ("tides", "old books"))
    assert first.excerpt == "An evening with the books of the harbour office."
    assert first.body == ("An evening with the old books of the harbour office.",)
    assert [(e.start, e.end) for e in first.schedule] == [("2025-02-28T19:00", "2025-02-28T21:00")]
    assert [p.name for p in first.participants] == ["Ingrid Sollund"]
    assert [a.name for a in second.byline.authors] == ["Kwabena Osei"]
    assert (second.excerpt, second.comment_count, second.tags) == (None, 0, ())
    assert [b.text for b in second.blocks if b.kind == "caption"] == ["The crane in 1961"]
    assert second.body == (
        "The last crane of the north quay was to be sold for scrap.",
        "It stands there still [so they say],",
        "and gulls nest in its cab.",
        "height 31 m reach 24 m",
    )
    assert page.source.post == 2


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({"statuses": ("draft",)}, ["Not ready"]),
        ({"statuses": ("published", "draft"), "types": ("post",)}, ["Reading", "The crane", "Not ready"]),
        ({"types": ("page",)}, ["About"]),
        ({"types": ("shop_order",)}, ["Order 12"]),
        ({"statuses": ("any",)}, ["Reading", "The crane", "Not ready", "About"]),
    ],
)
def test_wxr_gives_what_is_asked_for(wanted: dict[str, tuple[str, ...]], titles: list[str]) -> None:
    found, _ = posts(WXR.read_bytes(), "site.xml", **wanted)
    assert len(found) == len(titles)
    assert all((p.title or "").startswith(t) for p, t in zip(found, titles, strict=True))


def test_a_truncated_export_gives_what_was_whole() -> None:
    data = WXR.read_bytes()
    cut = data.index(b"gulls nest")
    found = api.posts(inputs.memory(data[:cut], "site.xml"))
    first = next(found)
    assert isinstance(first, api.Parsed)
    assert first.post.title == "Reading the Tide Tables together"
    with pytest.raises(SourceError, match=r"line \d+: the file ends early"):
        next(found)


def test_control_characters_do_not_end_an_export() -> None:
    found, _ = posts(WXR.read_bytes().replace(b"scrap", b"sc\x0brap"), "site.xml")
    assert len(found) == 3


def test_entities_are_not_expanded() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">%s<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<item><title>Safe</title><content:encoded>&j; &x; rest</content:encoded></item></channel></rss>"""
    names = "abcdefghij"
    more = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    with pytest.raises(SourceError, match="entities"):
        posts(bomb.replace(b"%s", more.encode()), "site.xml")
    found, _ = posts(bomb.replace(b"%s", b"").replace(b"&j;", b"&a;"), "site.xml")
    assert [p.title for p in found] == ["Safe"]
    assert "root:" not in str(found[0])
    assert "aaaa" not in str(found[0])


# Compression and archives.


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_files_are_read_as_what_they_hold(pack: Callable[[bytes], bytes]) -> None:
    found, _ = posts(pack(TALK), "talk.txt.gz")
    assert [p.name for p in found[0].participants] == ["Una Pettersen"]
    assert found[0].source.path == "talk.txt.gz"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.csv", "a.txt"])
def test_compressed_files_of_a_folder_are_read_too(pack: Callable[[bytes], bytes], name: str, tmp_path: Path) -> None:
    text = {"a.csv": "id,text\n1,Ropes and knots\n2,Nets\n", "a.txt": TALK.decode()}.get(
        name, '{"text": "Ropes"}\n' * 2
    )
    ending = {gzip.compress: ".gz", bz2.compress: ".bz2"}.get(pack, ".xz")
    (tmp_path / (name + ending)).write_bytes(pack(text.encode()))
    (tmp_path / ("picture.bin" + ending)).write_bytes(pack(bytes(range(256))))
    found = list(batch.run([str(tmp_path)]))
    assert sum(isinstance(f, api.Parsed) for f in found) == (1 if name == "a.txt" else 2)
    assert [f for f in found if not isinstance(f, api.Parsed)] == [
        batch.Passed(str(tmp_path / ("picture.bin" + ending)))
    ]


def test_zstd_files_are_read_where_python_or_the_extra_can() -> None:
    zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    found, _ = posts(zstd.compress(TALK), "talk.txt.zst")
    assert [p.name for p in found[0].participants] == ["Una Pettersen"]
    with pytest.raises(SourceError, match="damaged"):
        posts(zstd.compress(TALK * 50)[:-12], "talk.txt.zst")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_damaged_compression_is_one_error(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(SourceError, match="damaged"):
        posts(pack(TALK * 50)[:-12], "talk.txt.gz")


def test_a_compression_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="over the limit"):
        posts(gzip.compress(bytes(100_000_000), 9), "bomb.txt.gz")
    monkeypatch.setattr(inputs, "_GROWN", 100_000)
    with pytest.raises(SourceError, match="give more than"):
        posts(gzip.compress(b'{"text": ""}\n' * 100_000, 9), "bomb.jsonl.gz")


MEMBERS = (
    ("posts/a.txt", TALK),
    ("posts/.hidden.txt", TALK),
    ("__MACOSX/posts/a.txt", TALK),
    ("posts/b.html", b"<!doctype html><title>Nets</title><h1>Nets</h1><p>They dry in the sun all day long.</p>"),
    ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    ("../../etc/evil.txt", TALK),
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zipped(MEMBERS)),
        ("x.tar", tarred(MEMBERS)),
        ("x.tgz", tarred(MEMBERS, "w:gz")),
        ("x.tar.bz2", tarred(MEMBERS, "w:bz2")),
        ("renamed.bin", zipped(MEMBERS)),
    ],
)
def test_archives_give_their_posts_by_name(name: str, data: bytes, tmp_path: Path) -> None:
    found, faults = posts(data, name)
    assert faults == []
    assert [p.source.path for p in found] == [f"{name}!/posts/a.txt", f"{name}!/posts/b.html"]
    (tmp_path / name).write_bytes(data)
    files = [r.post.source.path for r in batch.run([str(tmp_path)]) if isinstance(r, api.Parsed)]
    assert files == [f"{name}!/posts/a.txt", f"{name}!/posts/b.html"]


def test_archives_nest_once() -> None:
    inner = zipped([("a.txt", TALK)])
    assert len(posts(zipped([("inner.zip", inner)]), "x.zip")[0]) == 1
    found, faults = posts(zipped([("b.zip", zipped([("a.zip", inner)])), ("c.txt", TALK)]), "x.zip")
    assert [p.source.path for p in found] == ["x.zip!/c.txt"]
    assert [f.reason for f in faults] == ["archives nest too deep"]


def test_a_damaged_member_costs_only_itself() -> None:
    noise = bytes(range(256)) * 40
    data = bytearray(zipped([("a.txt", TALK * 30 + noise.hex().encode()), ("b.txt", TALK)]))
    data[200:260] = bytes(60)
    found, faults = posts(bytes(data), "x.zip")
    assert [p.source.path for p in found] == ["x.zip!/b.txt"]
    assert len(faults) == 1
    assert "damaged" in faults[0].reason


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_that_breaks_off_gives_what_stands_before(mode: str) -> None:
    noise = "".join(chr(97 + (n * n * 7919 >> 5) % 26) for n in range(400_000)).encode()
    data = tarred([(f"{n:02}.txt", TALK + noise[n * 9000 : n * 9000 + 30_000]) for n in range(40)], mode)
    found, faults = posts(data[: len(data) // 2], "x.tar")
    assert len(found) > 8
    assert {p.title for p in found} == {"Ropes and Knots"}
    assert [p.source.path for p in found] == [f"x.tar!/{n:02}.txt" for n in range(len(found))]
    # The file that is cut in its middle, and what is behind it.
    assert {f.where for f in faults} <= {"x.tar", f"x.tar!/{len(found):02}.txt"}
    assert faults
    if mode != "w":
        assert faults[-1].reason.endswith("; files before that were read")


def test_a_tar_with_damage_between_files_says_so() -> None:
    data = bytearray(tarred([(f"{n}.txt", TALK) for n in range(4)]))
    data[2048 : 2048 + 512] = b"x" * 512
    found, faults = posts(bytes(data), "x.tar")
    assert [p.source.path for p in found] == ["x.tar!/0.txt", "x.tar!/1.txt"]
    assert faults == [Fault("x.tar", "the archive is damaged; files before that were read")]


def test_files_of_which_nothing_can_be_read_are_kept(tmp_path: Path) -> None:
    folder, kept = tmp_path / "posts", tmp_path / "failed"
    folder.mkdir()
    whole = gzip.compress(TALK)
    damaged = {"a.txt.gz": whole[:30] + b"xxxxxxxx" + whole[38:], "b.zip": zipped([("a.txt", TALK)])[:-30]}
    for name, data in {**damaged, "c.tar": tarred([("a.txt", TALK), ("b.txt", TALK * 99)])[:4000]}.items():
        (folder / name).write_bytes(data)
    command = [sys.executable, "-m", "postparse", folder, "--jsonl", "--keep-failed", kept]
    done = subprocess.run(command, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 1)
    assert {path.read_bytes() for path in kept.iterdir() if path.name[0] != "."} == set(damaged.values())
    assert len((kept / ".failed.jsonl").read_text().splitlines()) == len(damaged) + 1


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(SourceError, match="give more than"):
        posts(zipped((f"{i}.txt", bytes(60_000_000)) for i in range(6)), "x.zip")


def test_an_office_document_is_no_archive_of_posts() -> None:
    with pytest.raises(SourceError, match="office document"):
        posts(zipped([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]), "x.docx")


# Tables.


ROWS = [
    {"id": 7, "Title": "Ropes", "html": "<p>Date: 5 May 2025, 3 pm</p><p>Long story.</p>", "date": "2025-04-01",
     "author": "Una Pettersen", "tags": ["knots", "hemp"], "url": "https://harbour.example/ropes", "lang": "en"},
    {"id": 8, "Title": "Nets", "html": "They dry in the sun all day long.", "date": None},
]  # fmt: skip


def as_lines(rows: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_json_lines_give_a_post_a_line_with_its_other_keys() -> None:
    found, faults = posts(as_lines(ROWS), "x.jsonl")
    assert faults == []
    first, second = found
    assert (first.title, first.source.id, first.source.post) == ("Ropes", "7", 0)
    assert first.source.url == "https://harbour.example/ropes"
    assert (first.byline.published, [a.name for a in first.byline.authors]) == ("2025-04-01", ["Una Pettersen"])
    assert first.tags == ("knots", "hemp")
    assert [e.start for e in first.schedule] == ["2025-05-05T15:00"]
    assert (second.title, second.body, second.source.post) == ("Nets", ("They dry in the sun all day long.",), 1)


def test_json_lines_are_told_where_there_is_no_ending() -> None:
    for name in ("-", "export"):
        assert [p.source.format for p in posts(as_lines(ROWS), name)[0]] == ["jsonl", "jsonl"]
    assert len(posts(b"\xef\xbb\xbf" + as_lines(ROWS), "-")[0]) == 2
    assert [p.source.format for p in posts(b'{"Ropes", she said}\n', "-")[0]] == ["text"]
    assert [p.source.format for p in posts(as_lines(ROWS), "export.txt")[0]] == ["text"]


def test_bad_lines_cost_only_themselves() -> None:
    data = as_lines(ROWS[:1]) + b'{"id": \n[1]\n' + b"\n" + as_lines(ROWS[1:])
    found, faults = posts(data, "x.jsonl")
    assert len(found) == 2
    assert [f.where for f in faults] == ["x.jsonl:2", "x.jsonl:3"]


def test_a_line_without_end_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postparse.readers.jsonl.MAX_BYTES", 1000)
    found, faults = posts(as_lines(ROWS[:1]) + b"x" * 50_000 + b"\n" + as_lines(ROWS[1:]), "x.jsonl")
    assert len(found) == 2
    assert "over the limit" in faults[0].reason


def test_the_column_is_the_caller_s_choice() -> None:
    rows = [{"a": "First words.\nA note, then.", "html": "<p>Not this one, please.</p>"}]
    assert posts(as_lines(rows), "x.jsonl", columns=("a",))[0][0].body == ("A note, then.",)
    with pytest.raises(UsageError, match="no column 'b'; there are 'a', 'html'"):
        posts(as_lines(rows), "x.jsonl", columns=("b",))
    with pytest.raises(SourceError, match="--column"):
        posts(b'{"a": "x"}\n', "x.jsonl")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_gives_a_post_a_row(delimiter: str, encoding: str) -> None:
    text = (
        delimiter.join(("Title", "Text", "Link")) + "\r\n" + delimiter.join(("Fjörd", '"One.\r\nTwo é."', "x")) + "\r\n"
    )
    found, _ = posts((text * 1).encode(encoding), "x.csv")
    assert [(p.title, p.body) for p in found] == [("Fjörd", ("One.", "Two é."))]
