"""Measure memory and time on exports of many posts, beside one of a thousand, in one run.

    python benchmarks/exports.py [--posts N] [--few N] [--formats wxr,jsonl,mbox,warc] [--reader] [--check]

Each export is written to a temporary folder, of posts invented from one seed, and read by a process of its own: once by
the format's reader alone, and once by all of the package, with JSON Lines written to nowhere. Times are of the
processor, a post, over the first and the last thousand posts; memory is the process's peak. `--few` makes another
number of the thousand, `--reader` leaves the second way out; `--check` exits with 1 where memory grows by more than
50 MB, or the time a post by more than half.
"""

import argparse
import html
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

MOST_GROWTH, MOST_RATIO = 50, 1.5
WARM = 50

GIVEN = ("Ada", "Bruno", "Chidi", "Dora", "Emil", "Farida", "Goran", "Hanna", "Ines", "Jonas", "Keiko", "Liv")
FAMILY = ("Okafor", "Lindqvist", "Marlowe", "Petrescu", "Quayle", "Rasmussen", "Sollund", "Tanaka", "Umarov", "Weir")
TOPICS = ("Ropes", "Tide Tables", "Night Trams", "Salt", "Orchards", "Bells", "Ferry Timetables", "Slate Roofs")
HALLS = ("Corn Exchange", "Reading Room", "Boathouse Nine", "Long Hall")
TOWNS = ("Ludlow", "Leiden", "Bergen", "Porto")
BODIES = ("Harbour Trust", "University of Ludlow", "Weavers' Union", "Museum of Small Boats")
SENTENCES = (
    "We meet to find out what a town owes to the river that runs through it, and the other way round.",
    "Afterwards there is soup, and somebody will explain how the lock keeper counts the boats.",
    "Nobody has to bring anything, but those who have old photographs of the quay are asked to bring them.",
    "The room is up two flights of stairs, and there is a lift for those who would rather not climb them.",
    "Last year's evening was so full that some stood on the landing and heard only every other word.",
)


class Made(NamedTuple):
    """An invented post: its number, title, the lines of its text, author, tags, and day of publication."""

    number: int
    title: str
    lines: tuple[str, ...]
    author: str
    tags: tuple[str, ...]
    day: str

    @property
    def html(self) -> str:
        return "\n".join(f"<p>{html.escape(line)}</p>" for line in self.lines)


def made(count: int) -> Iterator[Made]:
    """Give invented posts, the same for the same number: two in three announce something."""
    chance = random.Random(17)

    def person() -> str:
        return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"

    for number in range(1, count + 1):
        topic = chance.choice(TOPICS)
        day = f"{2015 + number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        prose = tuple(" ".join(chance.sample(SENTENCES, 3)) for _ in range(4))
        facts: tuple[str, ...] = ()
        if number % 3:
            facts = (
                f"Date: {number % 27 + 1} June {2015 + number % 10}, {number % 8 + 1}:30 PM",
                f"Venue: {chance.choice(HALLS)} ({number % 90 + 1} Weir Lane, {chance.choice(TOWNS)})",
                f"Moderator: {person()} (Director, {chance.choice(BODIES)})",
                f"Speaker: {person()} ({chance.choice(BODIES)})",
            )
        yield Made(number, f"{topic} No. {number}", (*facts, *prose), person(), (topic.lower(), "evenings"), day)


def wxr(posts: Iterable[Made]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        "<channel><title>Quay Notes</title><language>en</language><wp:wxr_version>1.2</wp:wxr_version>\n"
    )
    for p in posts:
        tags = "".join(f'<category domain="post_tag" nicename="x"><![CDATA[{t}]]></category>' for t in p.tags)
        yield (
            f"<item><title>{p.title}</title><link>https://quay.example/{p.number}/</link>"
            f"<dc:creator><![CDATA[{p.author}]]></dc:creator><guid>https://quay.example/?p={p.number}</guid>"
            f"<content:encoded><![CDATA[{p.html}]]></content:encoded><wp:post_date>{p.day} 09:30:00</wp:post_date>"
            f"<wp:post_date_gmt>{p.day} 08:30:00</wp:post_date_gmt><wp:status>publish</wp:status>"
            f"<wp:post_type>post</wp:post_type>{tags}</item>\n"
        )
    yield "</channel></rss>\n"


def jsonl(posts: Iterable[Made]) -> Iterator[str]:
    for p in posts:
        row = {"id": p.number, "title": p.title, "html": p.html, "author": p.author, "tags": p.tags, "date": p.day}
        yield json.dumps(row) + "\n"


def mbox(posts: Iterable[Made]) -> Iterator[str]:
    for p in posts:
        text = "\n\n".join(p.lines)
        yield (
            f"From quay@quay.example Mon Jan  1 00:00:00 2024\nFrom: {p.author} <quay@quay.example>\n"
            f"Subject: {p.title}\nDate: 01 Jun 2024 09:30:00 +0100\nMessage-ID: <{p.number}@quay.example>\n"
            f"Content-Type: text/plain; charset=utf-8\n\n{text}\n\n"
        )


def warc(posts: Iterable[Made]) -> Iterator[str]:
    for p in posts:
        page = (
            f"<!doctype html><html lang=en><head><title>{p.title} | Quay Notes</title></head>"
            f"<body><article><h1>{p.title}</h1>{p.html}</article></body></html>"
        )
        answer = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(page.encode())}\r\n\r\n{page}"
        )
        yield (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quay.example/{p.number}/\r\n"
            f"WARC-Date: {p.day}T09:30:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{p.number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer.encode())}\r\n\r\n"
            f"{answer}\r\n\r\n"
        )


WRITERS: dict[str, Callable[[Iterable[Made]], Iterator[str]]] = {
    "wxr": wxr, "jsonl": jsonl, "mbox": mbox, "warc": warc,
}  # fmt: skip


def write(kind: str, count: int, folder: Path) -> Path:
    """Write an export, one post after the other."""
    path = folder / f"{count}.{kind}"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(WRITERS[kind](made(count)))
    return path


# --- what a child does -----------------------------------------------------------


class Measured(NamedTuple):
    """Posts, peak memory in MB, and processor time a post in microseconds: of all, the first and the last few."""

    posts: int
    peak: float
    mean: float
    first: float
    last: float


def peak() -> float:
    """Give the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def timed(posts: Iterator[object], few: int) -> Iterator[object]:
    """Give the posts; at the end print what they took, as JSON."""
    marks = [time.process_time()]
    count = warm = 0
    # The first posts bring the imports, compiled patterns and word lists that all others use.
    for post in islice(posts, WARM):
        warm += 1
        yield post
    start = marks[0] = time.process_time()
    for post in posts:
        yield post
        count += 1
        if count % few == 0:
            marks.append(time.process_time())
    end = time.process_time()
    if len(marks) == 1:
        marks.append(start + (end - start) * few / max(count, 1))
    spans = [1e6 * (b - a) / few for a, b in pairwise(marks)]
    mean = 1e6 * (end - start) / max(count, 1)
    print(json.dumps(Measured(count + warm, peak(), mean, spans[0], spans[-1])))


def reader_alone(path: str, few: int) -> None:
    from postparse import inputs, readers
    from postparse.parts import Wanted

    given = inputs.file(path)
    with inputs.opened(given) as stream:
        row = readers.pick(stream.head, path)
        for _ in timed(iter(readers.container(row)(stream, given, Wanted())), few):
            pass


def whole(path: str, few: int) -> None:
    from postparse import render
    from postparse.api import Parsed
    from postparse.run import batch

    row = render.by_name("jsonl")
    seal, write_posts = render.sealer(row), render.writer(row)
    found = (seal(p, render.Layout()) for p in batch.run([path]) if isinstance(p, Parsed))
    with open(os.devnull, "w", encoding="utf-8") as out:
        write_posts(timed(found, few), out, render.Layout())  # type: ignore[arg-type]


def writer_alone(name: str, path: str, count: int) -> None:
    """Write the same posts over and over, under names of their own; print the peak of memory in MB."""
    from dataclasses import replace

    from postparse import render
    from postparse.api import Parsed, parse
    from postparse.post import Source

    known = [parse("\n".join((f"{p.title}\n", *p.lines))) for p in made(30)]
    row = render.by_name(name)
    write_posts = render.writer(row)
    seal = render.sealer(row)
    posts = (
        seal(Parsed(replace(known[n % 30], source=Source(path=f"{n}.txt")), None, None), render.Layout())  # type: ignore[arg-type]
        for n in range(count)
    )
    if row.file:
        write_posts(posts, path, render.Layout())  # type: ignore[arg-type]
    else:
        with open(path, "w", encoding="utf-8") as out:
            write_posts(posts, out, render.Layout())  # type: ignore[arg-type]
    print(json.dumps(peak()))


def written(name: str, count: int, folder: Path) -> float:
    """Give the peak of memory, in MB, of a process that writes as many posts."""
    command = [sys.executable, __file__, "--child", "writer", str(folder / f"{count}.{name}"), str(count), name]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return float(done.stdout.splitlines()[-1])


def child(way: str, path: Path, few: int = 1000) -> Measured:
    """Measure in a process of its own, so that nothing else counts into its memory."""
    command = [sys.executable, __file__, "--child", way, str(path), str(few)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return Measured(*json.loads(done.stdout.splitlines()[-1]))


# --- the table -------------------------------------------------------------------


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        way, path, number, *name = sys.argv[2:]
        if way == "writer":
            writer_alone(name[0], path, int(number))
        else:
            (reader_alone if way == "reader" else whole)(path, int(number))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--few", type=int, default=1000)
    parser.add_argument("--formats", default=",".join(WRITERS))
    parser.add_argument("--reader", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    bad = []
    print("| format | way | posts | peak, MB | above few posts, MB | µs a post | first few | last few | share |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for kind in asked.formats.split(","):
            small, large = (write(kind, n, Path(folder)) for n in (asked.few, asked.posts))
            alone = 0.0
            for way in ("reader",) if asked.reader else ("reader", "whole"):
                few, many = child(way, small, asked.few), child(way, large, asked.few)
                alone = alone or many.mean
                grown = many.peak - few.peak
                print(
                    f"| {kind} | {way} | {many.posts:,} | {many.peak:.0f} | {grown:+.0f} | {many.mean:,.0f} |"
                    f" {many.first:,.0f} | {many.last:,.0f} | {alone / many.mean:.1%} |",
                    flush=True,
                )
                if many.posts != asked.posts or grown > MOST_GROWTH or many.last > MOST_RATIO * many.first:
                    bad.append(f"{kind} {way}")
            small.unlink()
            large.unlink()
    if asked.check and bad:
        sys.exit(f"over budget: {', '.join(bad)}")


if __name__ == "__main__":
    main()
