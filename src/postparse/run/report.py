"""What is told of a run when it has ended: some lines for people, and a report for programs."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from postparse.diagnostics import CODES
from postparse.errors import UsageError
from postparse.run.tally import FIELDS, Tally, severity

if TYPE_CHECKING:
    from postparse.convert import Json

REPORT_VERSION = "1"
FEW = 20
"""Posts up to which one line says enough."""

# What the lines show; the report has all.
_SHOWN = (
    "title", "byline.authors", "byline.published", "language", "categories", "tags",
    "schedule", "schedule.venue", "schedule.timezone", "participants", "summary", "body",
)  # fmt: skip
_ROW, _CODES = 3, 6


class Failure(NamedTuple):
    """A post or an input that failed: its path, its number in its file, why, and the file that keeps it."""

    path: str
    post: int
    reason: str
    kept: str | None = None


class Run(NamedTuple):
    """What was asked for, and how it was done.

    options    the options that were given, by name
    started    as `now` gives it
    seconds    how long it took, earlier runs that it continued left aside
    before     posts that those had done
    complete   it came to its end
    """

    paths: Sequence[str]
    options: "Mapping[str, Json]"
    output: str | None
    engine: str
    jobs: int
    started: str
    seconds: float
    resumed: bool = False
    before: int = 0
    complete: bool = True


def now() -> str:
    """Give the time, in UTC and whole seconds. It is told of runs and of no post."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def counted(posts: int, failed: int, passed: int) -> str:
    """Give the one line that says how many posts there were."""
    counts = [f"{posts:,} post" + "s" * (posts != 1)]
    if failed:
        counts.append(f"{failed:,} failed")
    if passed:
        counts.append(f"{passed:,} passed over (no posts)")
    return ", ".join(counts)


def lines(
    tally: Tally, failed: int, passed: int, seconds: float, *, before: int = 0, kept: str | None = None
) -> list[str]:
    """Give what a person is told at the end: one line for few posts, else also what they hold.

    `before`: posts of earlier runs, which `seconds` does not count; `kept`: the folder of the posts that failed.
    """
    told = [counted(tally.posts, failed, passed)]
    if tally.posts > FEW:
        told.append(_line("time", f"{_span(seconds)}, {_rate(tally.posts - before, seconds):,.0f} posts a second"))
        told += _hold(tally)
    if failed and kept:
        told.append(_line("kept", f"what failed is in {kept}"))
    return told


def _hold(tally: Tally) -> list[str]:
    counts = dict(zip(FIELDS, tally.filled, strict=True))
    share = {key: percent(counts[key], tally.posts) for key in _SHOWN}
    told = [
        _line("events", f"{tally.events:,} in {share['schedule']} of the posts"),
        _line("people", f"{tally.people:,} in {share['participants']} of the posts"),
    ]
    cells = [f"{key:<17} {share[key]:>5}" for key in _SHOWN]
    rows = ["   ".join(cells[n : n + _ROW]) for n in range(0, len(cells), _ROW)]
    told += [_line("" if n else "filled", row) for n, row in enumerate(rows)]
    codes = _by_count(tally.warnings)
    wide = len(f"{codes[0][1]:,}") if codes else 0
    rows = [f"{count:>{wide},}  {code:<27} {_meaning(code)}" for code, count in codes[:_CODES]]
    if codes[_CODES:]:
        rows.append(f"{sum(count for _, count in codes[_CODES:]):>{wide},}  of {len(codes) - _CODES} other codes")
    return told + [_line("" if n else "warnings", row) for n, row in enumerate(rows)]


def _line(label: str, text: str) -> str:
    return f"  {label:<9} {text}".rstrip()


def percent(count: int, posts: int) -> str:
    """Give a share in percent; 0 and 100 only where it is none and all."""
    if not posts or count in (0, posts):
        return "100 %" if posts and count else "0 %"
    share = 100 * count / posts
    return "<1 %" if share < 1 else ">99 %" if share > 99 else f"{share:.0f} %"


def _span(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min {rest:02d} s"


def _rate(posts: int, seconds: float) -> float:
    return max(posts, 0) / max(seconds, 1e-3)


def _by_count(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _meaning(code: str) -> str:
    return CODES.get(code, ("", ""))[1]


def of(
    run: Run, tally: Tally, failed: int, passed: int, failures: Iterable[Failure] = (), ended: str | None = None
) -> "dict[str, Json]":
    """Give the report of a run, as `data/report.schema.json` describes it.

    `failed` counts all failures; `ended` is the time now unless told.
    """
    from postparse import __version__

    return {
        "report_version": REPORT_VERSION,
        "postparse": __version__,
        "started": run.started,
        "ended": ended or now(),
        "seconds": round(run.seconds, 3),
        "complete": run.complete,
        "resumed": run.resumed,
        "engine": run.engine,
        "jobs": run.jobs,
        "paths": list(run.paths),
        "options": dict(run.options),
        "output": run.output,
        "posts": tally.posts,
        "posts_before": run.before,
        "posts_per_second": round(_rate(tally.posts - run.before, run.seconds), 3),
        "failed": failed,
        "passed_over": passed,
        "posts_with_warning": tally.warned,
        "events": tally.events,
        "participants": tally.people,
        "languages": dict(_by_count(tally.languages)),
        "formats": dict(_by_count(tally.formats)),
        "fields": {
            key: {"posts": count, "share": round(count / tally.posts, 4) if tally.posts else None}
            for key, count in zip(FIELDS, tally.filled, strict=True)
        },
        "warnings": [
            {"code": code, "severity": severity(code), "count": count, "meaning": _meaning(code)}
            for code, count in _by_count(tally.warnings)
        ],
        "failures": [{"path": f.path, "post": f.post, "reason": f.reason, "kept": f.kept} for f in failures],
    }


def check(path: str) -> None:
    """See to it that a report can be written, before any work is done.

    Raises:
        UsageError: it can't.
    """
    from postparse.inputs import is_remote

    if is_remote(path):
        from postparse.remotesink import writable

        writable(path)
    elif os.path.isdir(path) or not os.access(os.path.dirname(os.path.realpath(path)), os.W_OK):
        raise UsageError(f"cannot write {path}: it is a folder, or stands in none that can be written")


def write(path: str, report: "dict[str, Json]") -> None:
    """Write a report to a file, which takes its name only when all is written.

    Raises:
        UsageError: the file cannot be made.
        OSError: it can't be written.
    """
    from postparse.render.json import encoded
    from postparse.render.screen import sink

    try:
        with sink(path) as out:
            out.write(encoded(report, out, indent=1) + "\n")
    except OSError as error:
        raise OSError(error.errno, f"{path}: {error.strerror or error}") from None
