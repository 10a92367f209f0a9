"""Show where the time of a page goes: each step of the line beside lxml's bare parse of the same bytes.

    python benchmarks/stages.py FOLDER [--rounds N]

FOLDER holds HTML pages. A page is read once in every round, so that little of it is known from before, and each
step's best round counts. What is shown for a step is its processor time over all pages, by that of the bare parse.
"""

import argparse
import collections
import contextlib
import gc
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from lxml import etree, html

from postparse import api, language, readers, source, structure
from postparse.convert import to_dict
from postparse.document import Document
from postparse.post import Post, Source
from postparse.settings import Settings

Times = dict[str, float]


@contextlib.contextmanager
def spent(times: Times, step: str) -> Iterator[None]:
    start = time.process_time()
    yield
    times[step] += time.process_time() - start


@contextlib.contextmanager
def inside(times: Times, **calls: tuple[ModuleType, str]) -> Iterator[None]:
    """Count what calls of a module's function take, which another step makes, as steps of their own."""
    before = {step: getattr(module, name) for step, (module, name) in calls.items()}

    def counted(step: str) -> Callable[..., object]:
        def call(*given: object) -> object:
            with spent(times, step):
                return before[step](*given)

        return call

    for step, (module, name) in calls.items():
        setattr(module, name, counted(step))
    try:
        yield
    finally:
        for step, (module, name) in calls.items():
            setattr(module, name, before[step])


def bare(data: bytes) -> None:
    with contextlib.suppress(etree.ParserError, ValueError):
        html.document_fromstring(data)


def steps(data: bytes) -> Times:
    """Give what each step of the line takes for one page."""
    times: Times = collections.defaultdict(float)
    with spent(times, "bare lxml"):
        bare(data)
    with spent(times, "decode"):
        row = readers.by_name("html")
        loaded = source.load(data, "page.html", format="html", encoding=None, url=None)
    with spent(times, "read"):
        (document,) = readers.reader(row)(loaded)
    with inside(times, language=(language, "detect"), outline=(structure, "outline")), spent(times, "fields"):
        post = understood(document)
    times["fields"] -= times["language"] + times["outline"]
    with spent(times, "output"):
        json.dumps(to_dict(post), ensure_ascii=False)
    return times


def understood(document: Document) -> Post:
    where = Source("page.html", 0, document.format, document.id, document.encoding, document.url)
    return api.understand(document, where, Settings()).post


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    gc.set_threshold(50_000, 20, 20)  # as the command does
    pages = [p.read_bytes() for p in sorted(given.folder.rglob("*")) if p.suffix in (".html", ".htm")]
    best: list[Times] = []
    for _ in range(given.rounds):
        for at, data in enumerate(pages):
            taken = steps(data)
            if at == len(best):
                best.append(taken)
            best[at] = {step: min(took, best[at][step]) for step, took in taken.items()}
    total = {step: sum(page[step] for page in best) for step in best[0]}
    unit = total["bare lxml"]
    for step, took in total.items():
        print(f"{step:10} {took / unit:6.2f} x  {took / len(pages) * 1000:7.2f} ms a page")
    whole = sum(total.values()) - unit
    print(f"{'in all':10} {whole / unit:6.2f} x  {len(pages) / whole:7.1f} pages a second of processor time")


if __name__ == "__main__":
    main()
