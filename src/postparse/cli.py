"""The command: options to keywords, data to stdout, talk to stderr, and the exit status."""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from postparse.errors import UsageError
from postparse.render.screen import prepare, say, sink

if TYPE_CHECKING:
    from postparse.api import Parsed
    from postparse.batch import Failed, Passed
    from postparse.render import Layout, Writer

FAILED, MISUSED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

_AFTER_HELP = """\b
Examples:
  postparse talk.txt                       show what a post holds
  postparse talk.txt --json                the same as one JSON object
  postparse posts/                         one row a post; --cards shows all of each
  postparse posts/ -o posts.jsonl          every post under a folder, one a line
  curl -s URL | postparse --url URL        a page from a pipe, JSON Lines out
  postparse talk.txt --explain --field schedule

\b
Commands:
  postparse formats                        what can be read and written
A file that is called like a command is given as ./formats.

Exit status: 0 fine; 1 an input failed, or --strict and a warning; 2 wrong use;
130 interrupted; 141 the reader closed the pipe.
"""

# Rich would cost more than a parse, and reads a post's [brackets] as markup.
_PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False}
_NAMES = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(add_completion=True, **_PLAIN)  # type: ignore[arg-type]
formats_app = typer.Typer(add_completion=False, **_PLAIN)  # type: ignore[arg-type]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"postparse {version('postparse')}")
        raise typer.Exit


def _inputs(incomplete: str) -> list[str]:
    from postparse.readers import names

    return [n for n in names() if n.startswith(incomplete)]


def _outputs(incomplete: str) -> list[str]:
    from postparse.render import OUTPUTS

    return [o.name for o in OUTPUTS if o.name.startswith(incomplete)]


@app.command(context_settings=_NAMES, epilog=_AFTER_HELP)
def parse(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Files, folders, or - for standard input.", show_default=False
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="JSON: an object for one post, else an array.")
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON Lines, one post a line.")] = False,
    to: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="table, json, jsonl or text.", autocompletion=_outputs),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to FILE; its ending tells the format."),
    ] = None,
    source_format: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="text, html or markdown.", autocompletion=_inputs),
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the input.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="Language of the posts, as ko or zh-Hant.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Zone of times that tell none, as Asia/Seoul.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Day to settle missing years by.")] = None,
    date_order: Annotated[
        str | None, typer.Option(metavar="ORDER", help="mdy, dmy or ymd, for 03/04/2025.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The page's address, for relative links.")
    ] = None,
    include: Annotated[
        str | None, typer.Option(metavar="GLOB", help="Of folders, read only such files.")
    ] = None,
    select: Annotated[
        str | None, typer.Option(metavar="KEYS", help="Only these keys, as title,schedule.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Add where each value stands in the text.")
    ] = False,
    blocks: Annotated[bool, typer.Option("--blocks", help="Add the body as typed blocks.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show every candidate, and why it won or lost.")
    ] = False,
    field: Annotated[
        str | None, typer.Option(metavar="NAMES", help="With --explain: these fields, as title,schedule.")
    ] = None,
    cards: Annotated[
        bool, typer.Option("--cards", help="Several posts in full instead of a row each.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a post has a warning.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="On standard error only inputs that failed.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> int:
    """Turn posts (text, HTML, Markdown) into typed fields: title, byline, schedule, venue, participants, summary.

    A table on a terminal, JSON Lines in a pipe, unless told otherwise.
    """
    from postparse import batch, render
    from postparse.api import checked
    from postparse.outline import Settings
    from postparse.readers import by_name
    from postparse.source import decode

    given = paths or _piped()
    told = _told(json=json, jsonl=jsonl, to=to, explain=explain, field=field)
    layout = render.layout(select, field, evidence=evidence, blocks=blocks, cards=cards)
    write = _writer(told, output, layout)
    settings = checked(Settings(language, timezone, as_of, date_order and date_order.lower(), url))
    decode(b"?", encoding)
    if source_format:
        by_name(source_format)
    tally: Counter[str] = Counter()
    results = batch.run(given, include=include, format=source_format, encoding=encoding, settings=settings)
    posts = _kept(results, tally, warn=strict and not quiet)
    first = next(posts, None)
    alone = len(given) == 1 and not os.path.isdir(given[0])
    if alone and first is None and tally["failed"]:
        return FAILED
    one = alone and first is not None and not by_name(first.post.source.format).many
    with sink(output) as out:
        write(chain([first] if first else [], posts), out, replace(layout, one=one))
    if not (alone or quiet):
        say(_told_counts(tally))
    return FAILED if tally["failed"] or (strict and tally["warned"]) else 0


def _piped() -> list[str]:
    """Standard input where there is one to read; at a terminal a person wants help instead."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            "nothing to read; give a file, a folder or - for standard input, or see postparse --help"
        )
    return ["-"]


def _told(*, json: bool, jsonl: bool, to: str | None, explain: bool, field: str | None) -> str | None:
    """Give the output that the options name, if they name one."""
    named = {name for name, given in (("json", json), ("jsonl", jsonl), ("explain", explain)) if given}
    named |= {to} if to else set()
    if len(named) > 1:
        raise UsageError(f"one output at a time, not {' and '.join(sorted(named))}")
    if field and not explain:
        raise UsageError("--field goes with --explain")
    return named.pop() if named else None


def _writer(told: str | None, output: str | None, layout: "Layout") -> "Writer":
    """Settle how to write: as told, else as the file's name says, else as suits who reads."""
    from postparse import render

    if told == "explain":
        return render.writer(render.EXPLAIN)
    if told is not None:
        row = render.by_name(told)
    elif output not in (None, "-"):
        row = render.by_suffix(str(output))
    elif sys.stdout is not None and sys.stdout.isatty():
        row = render.by_name("json" if layout.evidence or layout.blocks else "table")
    else:
        row = render.by_name("jsonl")
    if (layout.evidence or layout.blocks) and not row.name.startswith("json"):
        raise UsageError(f"--evidence and --blocks are keys of JSON; {row.name} does not show them")
    return render.writer(row.writer)


def _kept(
    results: "Iterator[Parsed | Failed | Passed]", tally: Counter[str], *, warn: bool
) -> "Iterator[Parsed]":
    """Give the posts; count everything, and tell the person of what failed."""
    from postparse.batch import Failed, Passed

    for result in results:
        if isinstance(result, Failed):
            tally["failed"] += 1
            say(f"{result.path}: {result.reason}")
        elif isinstance(result, Passed):
            tally["passed"] += 1
        else:
            tally["posts"] += 1
            warnings = [w for w in result.post.warnings if w.severity == "warning"]
            tally["warned"] += bool(warnings)
            for w in warnings if warn else ():
                say(f"{result.post.source.path}: {w.code}: {w.message}")
            yield result


def _told_counts(tally: Counter[str]) -> str:
    counts = [f"{tally['posts']:,} post" + "s" * (tally["posts"] != 1)]
    if tally["failed"]:
        counts.append(f"{tally['failed']:,} failed")
    if tally["passed"]:
        counts.append(f"{tally['passed']:,} passed over (no posts)")
    return ", ".join(counts)


@formats_app.command(context_settings=_NAMES)
def formats() -> int:
    """List the formats that can be read (--from) and written (--to), with the file names that stand for them."""
    from postparse.readers import FORMATS
    from postparse.render import OUTPUTS

    for way, rows in (("read", FORMATS), ("write", OUTPUTS)):
        for row in rows:
            print(
                f"{way:<6} {row.name:<10} {' '.join(s for s in row.suffixes if s):<32} {row.title}".rstrip()
            )
    return 0


COMMANDS = {"formats": formats_app}


def main() -> NoReturn:
    """Run the command that the arguments name, and end the process with its exit status."""
    prepare()
    arguments = sys.argv[1:]
    named = arguments[:1] and COMMANDS.get(arguments[0])
    try:
        if named:
            status = _run(named, arguments[1:], f"postparse {arguments[0]}")
        else:
            status = _run(app, arguments, "postparse")
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        _let_go()
        status = PIPE_CLOSED
    except OSError as error:
        _let_go()
        say(f"cannot write: {error.strerror}")
        status = FAILED
    sys.exit(status)


def _run(command: typer.Typer, arguments: list[str], name: str) -> int:
    """Run one command; misuse is one line. Typer turns a closed pipe into exit status 1, hence `__context__`."""
    try:
        return int(typer.main.get_command(command).main(arguments, name, standalone_mode=False) or 0)
    except UsageError as error:
        say(str(error))
    except _CLICK_ERROR as error:
        say(error.format_message())  # type: ignore[attr-defined]
    except SystemExit as stop:
        if isinstance(stop.__context__, OSError):
            raise stop.__context__ from None
        raise
    return MISUSED


# Click lives inside typer since 0.26 and beside it before; either way this is its error for the user.
_CLICK_ERROR = typer.BadParameter.__mro__[2]


def _let_go() -> None:
    """Point stdout at nothing, so that what is still buffered raises no second error at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.close(nothing)
