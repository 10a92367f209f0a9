"""Measure how many posts one core reads in an hour, of texts and of pages, and what cutting the work costs.

    python benchmarks/scaling.py [--posts N] [--pages FOLDER]

The posts are invented (benchmarks/exports.py); `--pages` takes saved pages from a folder, else pages are invented too,
with menus, related posts and comments around the same texts. Each kind is read by the command in a process of its own,
a few posts and all of them: the difference is what posts take, of the processor's time, and what is left is what a run
takes to begin. With it stand the time to find where a shard of a long JSON Lines or WARC file begins, and how many
shards a run can have until cutting takes a tenth of the work.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from exports import SENTENCES, TOPICS, Made, made, write

HOUR = 3600


class Cost(NamedTuple):
    """Seconds of the processor for one post, seconds to begin, bytes of a post."""

    post: float
    begin: float
    size: float


def page(post: Made) -> str:
    """Give a page of about 60 KB with a post in it."""
    chance = random.Random(post.number)
    links = "".join(
        f'<li class="menu-item item-{n}"><a href="/{n}/">{chance.choice(TOPICS)} {n}</a></li>' for n in range(120)
    )
    related = "".join(
        f'<div class="card teaser"><h3><a href="/p/{n}/">{chance.choice(TOPICS)}, once more</a></h3>'
        f"<p>{chance.choice(SENTENCES)}</p></div>"
        for n in range(60)
    )
    comments = "".join(
        f'<li class="comment" id="comment-{n}"><cite>Reader {n}</cite><p>{chance.choice(SENTENCES)}</p></li>'
        for n in range(60)
    )
    script = "window.settings = " + json.dumps({f"key{n}": chance.random() for n in range(400)}) + ";"
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{post.title} | Quay Notes</title>"
        f"<script>{script}</script></head><body><header><nav><ul>{links}</ul></nav></header>"
        f"<main><article><h1>{post.title}</h1><p class=byline>By {post.author} on {post.day}</p>{post.html}</article>"
        f"<ol class=comment-list>{comments}</ol></main><aside>{related}</aside><footer><ul>{links}</ul></footer>"
        "</body></html>"
    )


def run(path: Path, out: Path) -> float:
    """Give the processor's seconds of a run in one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "postparse", str(path), "-o", str(out), "--jobs", "0", "--quiet"]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cost(few: Path, all_of_them: Path, counts: Sequence[int], size: int, folder: Path) -> Cost:
    short, whole = (run(path, folder / "out.jsonl") for path in (few, all_of_them))
    post = (whole - short) / (counts[1] - counts[0])
    return Cost(post, short - post * counts[0], size / counts[1])


def texts(count: int, folder: Path) -> Cost:
    few, whole = write("jsonl", count // 10, folder), write("jsonl", count, folder)
    return cost(few, whole, (count // 10, count), whole.stat().st_size, folder)


def pages(given: Sequence[Path], folder: Path) -> Cost:
    few, whole = folder / "few", folder / "whole"
    for place, chosen in ((few, given[:: max(2, len(given) // 20)]), (whole, given)):
        place.mkdir()
        for number, path in enumerate(chosen):
            shutil.copyfile(path, place / f"{number:06}.html")
    counts = tuple(sum(1 for _ in place.iterdir()) for place in (few, whole))
    return cost(few, whole, counts, sum(p.stat().st_size for p in whole.iterdir()), folder)


def invented(count: int, folder: Path) -> list[Path]:
    folder.mkdir()
    return list(_pages(count, folder))


def _pages(count: int, folder: Path) -> Iterator[Path]:
    for post in made(count):
        path = folder / f"{post.number:06}.html"
        path.write_text(page(post), "utf-8")
        yield path


def last_shard(path: Path) -> float:
    """Give the seconds that it takes to find where the last of many shards begins."""
    from postparse.run import batch, shards

    start = time.process_time()
    list(shards.chosen(lambda: batch.walk([str(path)]), "1000/1000"))
    return time.process_time() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--posts", type=int, default=2_000)
    options.add_argument("--pages", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = sorted(given.pages.rglob("*.htm*")) if given.pages else invented(given.posts // 4, folder / "pages")
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
        print(f"{'':8}{'posts':>8}{'KB each':>9}{'ms each':>9}{'posts an hour, one core':>26}{'s to begin':>12}")
        rows = {"texts": texts(given.posts, folder), "pages": pages(found, folder)}
        for kind, row in rows.items():
            count = given.posts if kind == "texts" else len(found)
            print(
                f"{kind:8}{count:>8,}{row.size / 1000:>9,.1f}{1000 * row.post:>9.2f}"
                f"{HOUR / row.post:>26,.0f}{row.begin:>12.2f}"
            )
        for kind in ("jsonl", "warc"):
            path = write(kind, 10 * given.posts, folder)
            each = last_shard(path) / (10 * given.posts)
            # A shard has half of the posts before it, on average.
            shards = 0.2 * rows["texts"].post / each
            print(f"{kind}: {1e6 * each:,.1f} us a post before a shard; a tenth of the work at {shards:,.0f} shards")


if __name__ == "__main__":
    main()
