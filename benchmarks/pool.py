"""What reading in processes gives and costs.

    python benchmarks/pool.py ratio [FOLDER]      one process against two, in turns; invented pages unless told
    python benchmarks/pool.py cost                what the pool adds to a post, in microseconds
    python benchmarks/pool.py flat --posts 200000 memory of all processes, and time a post, from end to end

Each figure is of one run on one machine: compare within a run only.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

WORDS = ("harbour", "rope", "lantern", "ferry", "winter", "bridge", "market", "garden", "letter", "signal", "tide")


def text(number: int, paragraphs: int = 14) -> str:
    """Give an invented post of about the seed's size."""
    told = "\n\n".join(
        " ".join(WORDS[(number * 7 + p * 5 + w * (p + 1)) % len(WORDS)] for w in range(45)).capitalize() + "."
        for p in range(paragraphs)
    )
    return (
        f"[Report] Ropes and knots, part {number}\n\nby Ines Okafor | May 4, 2026 | Walks\n\n"
        f"Date: May {1 + number % 28}, 2026, 7:30 PM - 9:00 PM\nVenue: Boathouse Nine (12 Towpath Lane, Leiden)\n\n"
        "Speakers\n- Tomas Brandt (Curator, Museum of Small Boats)\n- Ada Lund (Reader, Harbour School)\n"
        f"- Moderator: Jo Amsel (Editor, Tide Review)\n\n{told}\n"
    )


def page(number: int) -> str:
    """Give the same as a page, with as much around it as pages have."""
    menu = "".join(f'<li class="menu-item"><a href="/s/{n}">{WORDS[n % len(WORDS)]} {n}</a></li>' for n in range(90))
    body = "".join(f"<p>{part}</p>" for part in text(number).split("\n\n"))
    more = "".join(
        f'<div class="card"><a href="/p/{n}"><h3>Other {n}</h3><span>3 May 2025</span></a></div>' for n in range(60)
    )
    return (
        f"<!doctype html><html><head><title>Part {number} | Ropes</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>Ropes and knots, part {number}</h1>{body}</article></main><aside>{more}</aside>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    )


def written(folder: Path, count: int, *, pages: bool) -> Path:
    folder.mkdir()
    for number in range(count):
        name = f"{number:06}.html" if pages else f"{number:06}.txt"
        (folder / name).write_text(page(number) if pages else text(number), "utf-8")
    return folder


def seconds(*arguments: object) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "postparse", *map(str, arguments), "--quiet"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def ratio(folder: Path, rounds: int) -> None:
    one, two = [], []
    for _ in range(rounds):
        one.append(seconds(folder, "--jsonl", "--jobs", 1))
        two.append(seconds(folder, "--jsonl", "--jobs", 2))
    print(f"one process {min(one):.2f} s, two {min(two):.2f} s: {min(one) / min(two):.2f} times")


def cost(count: int) -> None:
    from postparse import render
    from postparse.run import batch, pool, work
    from postparse.settings import Settings

    job = work.Job(batch.Asked(), Settings(), render.by_name("jsonl"), render.Layout())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "posts.jsonl")
        path.write_text("".join(f'{{"text": "Ropes {n}"}}\n' for n in range(count)), "utf-8")
        walked = list(batch.pieces_of(batch.walk([str(path)]), job.asked))
        began = time.perf_counter()
        for _ in work.here(enumerate(walked), job):
            pass
        here = time.perf_counter() - began
        began, busy = time.perf_counter(), time.process_time()
        for _ in pool.apart(enumerate(walked), job, 1, work.Limits()):
            pass
        apart, busy = time.perf_counter() - began, time.process_time() - busy
    print(
        f"{count} short posts: {here / count * 1e6:.0f} us each in this process, {apart / count * 1e6:.0f} in another; "
        f"the pool's own: {(apart - here) / count * 1e6:.0f} us of time, {busy / count * 1e6:.0f} us of this process"
    )


def family(parent: int) -> Iterator[int]:
    yield parent
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[1]) == parent:
                yield from family(int(entry.name))


def memory(parent: int) -> tuple[float, float]:
    """Give the memory of a process and all below it in MB: pages that several share counted once, and in each."""
    shared = whole = 0
    for pid in family(parent):
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                shared += int(line.split()[1]) if line.startswith("Pss:") else 0
                whole += int(line.split()[1]) if line.startswith("Rss:") else 0
        except OSError:
            continue
    return shared / 1024, whole / 1024


class Flat(NamedTuple):
    """Milliseconds a post in each tenth of a run, and memory of all processes in MB: most, at first, at last."""

    tenths: list[float]
    peak: float
    counted_twice: float
    first: float
    last: float


def flat(count: int, jobs: int) -> Flat:
    """Watch a run over JSON Lines: its memory, and when which part of its posts is there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "posts.jsonl")
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": text(n)}) + "\n" for n in range(count))
        command = [sys.executable, "-m", "postparse", str(path), "--jsonl", "--jobs", str(jobs), "--quiet"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        sizes: list[tuple[float, float]] = []

        def watch() -> None:
            while process.poll() is None:
                sizes.append(memory(process.pid))
                time.sleep(2)

        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        at = [time.perf_counter()]
        assert process.stdout is not None
        with process.stdout as lines:
            for number, _ in enumerate(lines, 1):
                if number % (count // 10) == 0:
                    at.append(time.perf_counter())
        process.wait()
        watching.join()
    tenths = [1000 * (b - a) / (count // 10) for a, b in pairwise(at)]
    part = max(1, len(sizes) // 4)
    shared = [s for s, _ in sizes]
    return Flat(tenths, max(shared), max(w for _, w in sizes), max(shared[:part]), max(shared[-part:]))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["ratio", "cost", "flat"])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--posts", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    if given.what == "cost":
        cost(given.posts or 5000)
    elif given.what == "flat":
        count = given.posts or 20_000
        seen = flat(count, given.jobs)
        print(f"{count:,} posts, {given.jobs} processes; ms a post in each tenth:", *(f"{t:.2f}" for t in seen.tenths))
        print(
            f"memory in MB, all processes: peak {seen.peak:.0f} ({seen.counted_twice:.0f} where shared pages count in "
            f"each); first quarter {seen.first:.0f}, last {seen.last:.0f}"
        )
    elif given.folder:
        ratio(given.folder, given.rounds)
    else:
        with tempfile.TemporaryDirectory() as folder:
            ratio(written(Path(folder, "pages"), given.posts or 400, pages=True), given.rounds)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
