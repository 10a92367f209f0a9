"""Measure what the people of a post cost: participants and summary beside the whole parse, rule by rule.

    python benchmarks/people.py [FILE ...] [--check] [--rounds N]

Without a file the seed sample serves. Times are of the processor, medians of the rounds. What the package remembers
of single strings is forgotten before each round, so that a round costs what a new post does; patterns and words
stay. `--check` exits with 1 where participants and summary take over 1 ms or the whole over 4 ms. Machines differ;
the shares of the whole hardly do.
"""

import argparse
import functools
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from postparse import api, parse

SEED = Path(__file__).parent.parent / "samples/text/seed.txt"
BUDGETS = {"participants and summary": 1.0, "whole": 4.0}
OURS = ("people", "participants", "summary")
POINTERS = ("/participants", "/summary")


def forgetting() -> list[Callable[[], None]]:
    """Give what empties the caches that are bound to the strings of a post: those with a limit."""
    found = {}
    for name, module in list(sys.modules.items()):
        for value in vars(module).values() if name.startswith("postparse") else ():
            if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None:
                found[id(value)] = value.cache_clear
    return list(found.values())


def timed(posts: list[bytes], count: int) -> dict[str, float]:
    """Give the median milliseconds a post of each rule and of the whole."""
    spent: dict[str, float] = defaultdict(float)

    def clocked(rule: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(rule)
        def run(*seen: object) -> list[Any]:
            start = time.process_time()
            found = list(rule(*seen))
            spent[f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"] += time.process_time() - start
            return found

        return run

    fields = [f._replace(rules=tuple(map(clocked, f.rules))) if f.pointer in POINTERS else f for f in api.FIELDS]
    setattr(api, "FIELDS", tuple(fields))  # noqa: B010
    for post in posts:
        parse(post)
    forget = forgetting()
    rounds: dict[str, list[float]] = defaultdict(list)
    for _ in range(count):
        spent.clear()
        for clear in forget:
            clear()
        start = time.process_time()
        for post in posts:
            parse(post)
        rounds["whole"].append(time.process_time() - start)
        for name, seconds in spent.items():
            rounds[name].append(seconds)
    return {name: statistics.median(times) * 1000 / len(posts) for name, times in rounds.items()}


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("files", nargs="*", type=Path, default=[SEED])
    asked.add_argument("--check", action="store_true", help="exit with 1 when a figure is over its budget")
    asked.add_argument("--rounds", type=int, default=40)
    given = asked.parse_args()
    took = timed([path.read_bytes() for path in given.files], given.rounds)
    ours = {name: ms for name, ms in took.items() if name.partition(".")[0].startswith(OURS)}
    took["participants and summary"] = sum(ours.values())
    for name in (*BUDGETS, *sorted(ours, key=lambda n: -ours[n])[:8]):
        budget = f"  budget {BUDGETS[name]:.2f} ms" if name in BUDGETS else ""
        print(f"{name:32} {took[name]:6.2f} ms {took[name] / took['whole']:6.1%}{budget}")
    return int(given.check and any(took[name] > budget for name, budget in BUDGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
