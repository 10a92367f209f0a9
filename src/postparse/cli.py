"""The command: options to keywords, data to stdout, talk to stderr, and the exit status."""

import gc
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, cast

import typer

from postparse.errors import PostparseError, UsageError
from postparse.render.screen import let_go, prepare, say, sink

if TYPE_CHECKING:
    from postparse.cluster import Where
    from postparse.convert import Json

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
  postparse profile FOLDER -o site.toml    learn what the pages of one site share
A file that is called like a command is given as ./formats.

Exit status: 0 fine; 1 an input failed, or --strict and a warning; 2 wrong use;
130 interrupted; 141 the reader closed the pipe; 143 terminated, 129 by the terminal.
"""

# Rich would cost more than a parse, and reads a post's [brackets] as markup.
_PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False}
_NAMES = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(add_completion=True, **_PLAIN)  # type: ignore[arg-type]
formats_app = typer.Typer(add_completion=False, **_PLAIN)  # type: ignore[arg-type]
profile_app = typer.Typer(add_completion=False, **_PLAIN)  # type: ignore[arg-type]


def _flag(name: str, told: str) -> Any:
    return typer.Option(name, help=told)


def _value(name: str, metavar: str, told: str, complete: Callable[[str], list[str]] | None = None) -> Any:
    return typer.Option(*name.split(), metavar=metavar, help=told, autocompletion=complete)


def _number(name: str, metavar: str, least: float, told: str) -> Any:
    return typer.Option(*name.split(), metavar=metavar, min=least, help=told)


def _inputs(incomplete: str) -> list[str]:
    from postparse.readers import names

    return [n for n in names() if n.startswith(incomplete)]


def _outputs(incomplete: str) -> list[str]:
    from postparse.render import OUTPUTS

    return [o.name for o in OUTPUTS if o.name.startswith(incomplete)]


def _version(wanted: bool) -> None:
    if wanted:
        from postparse import __version__

        print(f"postparse {__version__}")
        raise typer.Exit


_PATHS = typer.Argument(metavar="[PATH]...", help="Files, folders, or - for standard input.", show_default=False)
_VERSION = typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")


@app.command(context_settings=_NAMES, epilog=_AFTER_HELP)
def parse(
    context: typer.Context,
    paths: Annotated[list[str] | None, _PATHS] = None,
    json: Annotated[bool, _flag("--json", "JSON: an object for one post, else an array.")] = False,
    jsonl: Annotated[bool, _flag("--jsonl", "JSON Lines, one post a line.")] = False,
    to: Annotated[str | None, _value("--to", "FORMAT", "table, json, jsonl, text, csv, parquet ...", _outputs)] = None,
    output: Annotated[str | None, _value("-o --output", "FILE", "Write to FILE; its ending tells the format.")] = None,
    source_format: Annotated[
        str | None, _value("--from", "FORMAT", "Format of the input; postparse formats lists them.", _inputs)
    ] = None,
    encoding: Annotated[str | None, _value("--encoding", "NAME", "Encoding of the input.")] = None,
    language: Annotated[str | None, _value("--language", "TAG", "Language of the posts, as ko or zh-Hant.")] = None,
    timezone: Annotated[str | None, _value("--timezone", "ZONE", "For times without zone, as Asia/Seoul.")] = None,
    as_of: Annotated[str | None, _value("--as-of", "DATE", "Day to settle missing years by.")] = None,
    date_order: Annotated[str | None, _value("--date-order", "ORDER", "mdy, dmy or ymd, for 03/04/2025.")] = None,
    url: Annotated[str | None, _value("--url", "URL", "The page's address, for relative links.")] = None,
    profile: Annotated[
        str | None, _value("--profile", "FILE", "Of one site's pages, made by postparse profile.")
    ] = None,
    status: Annotated[
        str | None, _value("--status", "NAMES", "Of exports, posts that are published, draft ..., or any.")
    ] = None,
    types: Annotated[str | None, _value("--type", "NAMES", "Of exports, only these kinds, as post,page.")] = None,
    column: Annotated[str | None, _value("--column", "NAMES", "Of tables, the columns that hold the post.")] = None,
    include: Annotated[str | None, _value("--include", "GLOB", "Of folders, read only such files.")] = None,
    select: Annotated[str | None, _value("--select", "KEYS", "Only these keys, as title,schedule.")] = None,
    table: Annotated[str | None, _value("--table", "NAME", "With CSV: posts, schedule or participants.")] = None,
    evidence: Annotated[bool, _flag("--evidence", "Add where each value stands in the text.")] = False,
    blocks: Annotated[bool, _flag("--blocks", "Add the body as typed blocks.")] = False,
    explain: Annotated[bool, _flag("--explain", "Show every candidate, and why it won or lost.")] = False,
    field: Annotated[str | None, _value("--field", "NAMES", "With --explain: only these, as title,schedule.")] = None,
    cards: Annotated[bool, _flag("--cards", "Several posts in full instead of a row each.")] = False,
    strict: Annotated[bool, _flag("--strict", "Exit with 1 if a post has a warning.")] = False,
    quiet: Annotated[bool, _flag("--quiet", "On standard error only inputs that failed.")] = False,
    jobs: Annotated[
        int | None, _number("-j --jobs", "N", 0, "Processes that read posts; 0 for this one only. Default: all cores.")
    ] = None,
    keep_failed: Annotated[str | None, _value("--keep-failed", "DIR", "Copy posts that fail to DIR.")] = None,
    report: Annotated[str | None, _value("--report", "FILE", "Write what is known of the run as JSON.")] = None,
    unordered: Annotated[bool, _flag("--unordered", "Give each post as soon as it is read.")] = False,
    resume: Annotated[bool, _flag("--resume", "Go on with the unfinished run that wrote the same -o FILE.")] = False,
    time_limit: Annotated[float, _number("--time-limit", "SECONDS", 0, "For one post; 0 for none.")] = 60,
    memory_limit: Annotated[int, _number("--memory-limit", "MB", 0, "For each process; 0 for none.")] = 2048,
    shard: Annotated[str | None, _value("--shard", "I/N", "Only the I-th of N parts of the work, as 2/8.")] = None,
    engine: Annotated[str, _value("--engine", "NAME", "Where posts are read: here, or on a cluster by dask.")] = "here",
    scheduler: Annotated[str | None, _value("--scheduler", "ADDRESS", "Of the cluster, as tcp://HOST:8786.")] = None,
    parts: Annotated[int | None, _number("--parts", "N", 1, "Of a cluster's work; else by its size.")] = None,
    version: Annotated[bool, _VERSION] = False,
) -> int:
    """Turn posts (text, HTML, Markdown) into typed fields: title, byline, schedule, venue, participants, summary.

    A table on a terminal, JSON Lines in a pipe, unless told otherwise.
    """
    from postparse import batch, render, running
    from postparse.api import checked, profiled
    from postparse.outline import Settings
    from postparse.parts import Wanted
    from postparse.readers import by_name
    from postparse.source import decode
    from postparse.telling import Asked
    from postparse.work import Job, Limits

    given = paths or _piped()
    told = _told(json=json, jsonl=jsonl, to=to, explain=explain, cards=cards)
    layout = render.layout(select, field, table, evidence=evidence, blocks=blocks, cards=cards)._replace(quiet=quiet)
    where = _cluster(engine, scheduler, parts, shard)
    if where and told is None and str(output).endswith("/"):
        told = "jsonl"
    chosen = render.choose(told, output, layout, terminal=sys.stdout is not None and sys.stdout.isatty())
    render.writer(chosen)
    settings = checked(Settings(language, timezone, as_of, date_order and date_order.lower(), url, profiled(profile)))
    decode(b"?", encoding)
    if source_format is not None:
        by_name(source_format)
    wanted = Wanted(_listed(status), _listed(types), _listed(column))
    job = Job(
        batch.Asked(include, source_format, encoding, wanted, shard),
        settings,
        chosen,
        layout,
        tells=strict and not quiet,
    )
    way = running.Way(jobs, not unordered, Limits(time_limit, memory_limit), resume, strict)
    asked = Asked(given, include, _given(context), output, report, keep_failed, quiet)
    if where:
        from postparse import cluster

        return 0 if cluster.carry_out(job, way, asked, where) else FAILED
    return 0 if running.carry_out(job, way, asked) else FAILED


def _cluster(engine: str, scheduler: str | None, parts: int | None, shard: str | None) -> "Where | None":
    """Give the cluster that the options name, None for this machine.

    Raises:
        UsageError: they make no sense together.
    """
    if shard is not None:
        from postparse import shards

        shards.parse(shard)
    if engine not in ("here", "dask"):
        raise UsageError(f"there is no engine {engine!r}; there are here and dask")
    if engine == "here":
        if scheduler or parts:
            raise UsageError("--scheduler and --parts go with --engine dask")
        return None
    if shard is not None:
        raise UsageError("--shard cuts the work without an engine, --engine dask cuts all of it; give one of them")
    if scheduler is None:
        raise UsageError("--engine dask needs --scheduler, the address of the cluster's scheduler: tcp://HOST:8786")
    from postparse.cluster import Where

    return Where(scheduler, parts)


def _given(context: typer.Context) -> "dict[str, Json]":
    """Give the options that were given, by name."""
    sources = ((name, context.get_parameter_source(name)) for name in context.params if name != "paths")
    return {name: context.params[name] for name, source in sources if source is not None and source.name != "DEFAULT"}


def _piped() -> list[str]:
    """Standard input where there is one to read; at a terminal a person wants help instead."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("give a file, a folder, or - for standard input: postparse PATH; more by postparse --help")
    return ["-"]


def _listed(names: str | None) -> tuple[str, ...]:
    """Give the names that commas part."""
    return tuple(name.strip() for name in (names or "").split(",") if name.strip())


def _told(*, json: bool, jsonl: bool, to: str | None, explain: bool, cards: bool) -> str | None:
    """Give the output that the options name, if they name one."""
    named = dict.fromkeys(n for n, on in (("json", json), ("jsonl", jsonl), ("--explain", explain), (to, to)) if on)
    if len(named) > 1:
        raise UsageError(f"one output at a time, not {' and '.join(map(str, named))}")
    return next(iter(named), "table" if cards else None)


@formats_app.command(context_settings=_NAMES)
def formats() -> int:
    """List the formats that can be read (--from) and written (--to), with the file names that stand for them."""
    from postparse.readers import FORMATS
    from postparse.render import OUTPUTS

    for way, rows in (("read", FORMATS), ("write", OUTPUTS)):
        for row in rows:
            title = f"{row.title} (postparse[{extra}])" if (extra := getattr(row, "extra", None)) else row.title
            print(f"{way:<6} {row.name:<10} {' '.join(s for s in row.suffixes if s):<32} {title}".rstrip())
    return 0


_PAGES = typer.Argument(metavar="FOLDER...", help="Folders or files: HTML pages of one site.", show_default=False)


@profile_app.command("profile", context_settings=_NAMES)
def learn(
    paths: Annotated[list[str], _PAGES],
    output: Annotated[str | None, _value("-o --output", "FILE", "Write to FILE, as site.toml.")] = None,
    include: Annotated[str | None, _value("--include", "GLOB", "Of folders, read only such files.")] = None,
) -> int:
    """Learn what the pages of one site share: where title, byline, tags and text stand, and what is furniture.

    The profile helps to read further pages of that site: postparse --profile FILE PATH.
    """
    from postparse import learning, profilefile

    try:
        learnt, failed = learning.of(paths, say, include=include)
    except UsageError:
        raise
    except PostparseError as error:
        say(str(error))
        return FAILED
    with sink(output) as out:
        out.write(profilefile.written(learnt))
    return FAILED if failed else 0


COMMANDS = {"formats": formats_app, "profile": profile_app}


def main() -> NoReturn:
    """Run the command that the arguments name, and end the process with its exit status."""
    prepare()
    asked_to_end = 0

    def end(number: int, frame: object) -> NoReturn:
        nonlocal asked_to_end
        asked_to_end = 128 + number
        raise KeyboardInterrupt

    # A terminal that is closed asks with SIGHUP, unless nohup has it say nothing.
    for name in ("SIGTERM", "SIGHUP"):
        asks = getattr(signal, name, None)
        if asks is not None and signal.getsignal(asks) != signal.SIG_IGN:
            signal.signal(asks, end)
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
        let_go()
        status = PIPE_CLOSED
    except OSError as error:
        let_go()
        say(f"cannot write: {error.strerror or error}")
        status = FAILED
    _hear_no_more()
    status = asked_to_end or status
    # The process ends; looking once more for cycles among all that is left would take as long as the parse.
    gc.freeze()
    sys.exit(status)


def _hear_no_more() -> None:
    """Let nothing interrupt the end of the process: it is near, and what is interrupted there complains."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        asks = getattr(signal, name, None)
        if asks is not None:
            signal.signal(asks, signal.SIG_IGN)


def _run(command: typer.Typer, arguments: list[str], name: str) -> int:
    """Run one command; misuse is one line. Typer turns a closed pipe into exit status 1, hence `__context__`."""
    try:
        return int(typer.main.get_command(command).main(arguments, name, standalone_mode=False) or 0)
    except UsageError as error:
        say(str(error))
    except PostparseError as error:
        say(str(error))
        return FAILED
    except _WrongUse as error:
        say(error.format_message())
    except SystemExit as stop:
        if isinstance(stop.__context__, OSError):
            raise stop.__context__ from None
        raise
    return MISUSED


# Click's error for the user, by way of a public child: click lives inside typer since 0.26, beside it before.
_WrongUse = cast(type[typer.BadParameter], typer.BadParameter.__mro__[2])
