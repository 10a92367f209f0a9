"""The main command: its options to the keywords of a run."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from postparse.errors import UsageError
from postparse.run import servers

if TYPE_CHECKING:
    from postparse.convert import Json
    from postparse.run.cluster import Where

FAILED = 1
"""Exit status where an input failed."""

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
PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False}
NAMES = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(add_completion=True, **PLAIN)  # type: ignore[arg-type]


def _flag(name: str, told: str) -> Any:
    return typer.Option(name, help=told)


def value(name: str, metavar: str, told: str, complete: Callable[[str], list[str]] | None = None) -> Any:
    """Give an option that takes a value."""
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


@app.command(context_settings=NAMES, epilog=_AFTER_HELP)
def parse(
    context: typer.Context,
    paths: Annotated[list[str] | None, _PATHS] = None,
    json: Annotated[bool, _flag("--json", "JSON: an object for one post, else an array.")] = False,
    jsonl: Annotated[bool, _flag("--jsonl", "JSON Lines, one post a line.")] = False,
    to: Annotated[str | None, value("--to", "FORMAT", "table, json, jsonl, text, csv, parquet ...", _outputs)] = None,
    output: Annotated[str | None, value("-o --output", "FILE", "Write to FILE; its ending tells the format.")] = None,
    source_format: Annotated[
        str | None, value("--from", "FORMAT", "Format of the input; postparse formats lists them.", _inputs)
    ] = None,
    encoding: Annotated[str | None, value("--encoding", "NAME", "Encoding of the input.")] = None,
    language: Annotated[str | None, value("--language", "TAG", "Language of the posts, as ko or zh-Hant.")] = None,
    timezone: Annotated[str | None, value("--timezone", "ZONE", "For times without zone, as Asia/Seoul.")] = None,
    as_of: Annotated[str | None, value("--as-of", "DATE", "Day to settle missing years by.")] = None,
    date_order: Annotated[str | None, value("--date-order", "ORDER", "mdy, dmy or ymd, for 03/04/2025.")] = None,
    url: Annotated[str | None, value("--url", "URL", "The page's address, for relative links.")] = None,
    profile: Annotated[
        str | None, value("--profile", "FILE", "Of one site's pages, made by postparse profile.")
    ] = None,
    status: Annotated[
        str | None, value("--status", "NAMES", "Of exports, posts that are published, draft ..., or any.")
    ] = None,
    types: Annotated[str | None, value("--type", "NAMES", "Of exports, only these kinds, as post,page.")] = None,
    column: Annotated[str | None, value("--column", "NAMES", "Of tables, the columns that hold the post.")] = None,
    include: Annotated[str | None, value("--include", "GLOB", "Of folders, read only such files.")] = None,
    select: Annotated[str | None, value("--select", "KEYS", "Only these keys, as title,schedule.")] = None,
    table: Annotated[str | None, value("--table", "NAME", "With CSV: posts, schedule or participants.")] = None,
    evidence: Annotated[bool, _flag("--evidence", "Add where each value stands in the text.")] = False,
    blocks: Annotated[bool, _flag("--blocks", "Add the body as typed blocks.")] = False,
    explain: Annotated[bool, _flag("--explain", "Show every candidate, and why it won or lost.")] = False,
    field: Annotated[str | None, value("--field", "NAMES", "With --explain: only these, as title,schedule.")] = None,
    cards: Annotated[bool, _flag("--cards", "Several posts in full instead of a row each.")] = False,
    strict: Annotated[bool, _flag("--strict", "Exit with 1 if a post has a warning.")] = False,
    quiet: Annotated[bool, _flag("--quiet", "On standard error only inputs that failed.")] = False,
    jobs: Annotated[
        int | None, _number("-j --jobs", "N", 0, "Processes that read posts; 0 for this one only. Default: all cores.")
    ] = None,
    keep_failed: Annotated[str | None, value("--keep-failed", "DIR", "Copy posts that fail to DIR.")] = None,
    report: Annotated[str | None, value("--report", "FILE", "Write what is known of the run as JSON.")] = None,
    unordered: Annotated[bool, _flag("--unordered", "Give each post as soon as it is read.")] = False,
    resume: Annotated[bool, _flag("--resume", "Go on with the unfinished run that wrote the same -o FILE.")] = False,
    time_limit: Annotated[float, _number("--time-limit", "SECONDS", 0, "For one post; 0 for none.")] = 60,
    memory_limit: Annotated[int, _number("--memory-limit", "MB", 0, "For each process; 0 for none.")] = 2048,
    shard: Annotated[str | None, value("--shard", "I/N", "Only the I-th of N parts of the work, as 2/8.")] = None,
    engine: Annotated[str, value("--engine", "NAME", "Where posts are read: here, or on a cluster by dask.")] = "here",
    scheduler: Annotated[str | None, value("--scheduler", "ADDRESS", "Of the cluster, as tcp://HOST:8786.")] = None,
    parts: Annotated[int | None, _number("--parts", "N", 1, "Of a cluster's work; else by its size.")] = None,
    version: Annotated[bool, _VERSION] = False,
) -> int:
    """Turn posts (text, HTML, Markdown) into typed fields: title, byline, schedule, venue, participants, summary.

    A table on a terminal, JSON Lines in a pipe, unless told otherwise.
    """
    given = paths or _piped()
    if jobs != 0 and engine == "here":
        servers.begin_for(given)
    from postparse import render
    from postparse.parts import Wanted
    from postparse.readers import by_name
    from postparse.run import batch, running
    from postparse.run.telling import Asked
    from postparse.run.work import Job, Limits
    from postparse.settings import Settings, checked, profiled
    from postparse.source import decode

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
        from postparse.run import cluster

        return 0 if cluster.carry_out(job, way, asked, where) else FAILED
    return 0 if running.carry_out(job, way, asked) else FAILED


def _cluster(engine: str, scheduler: str | None, parts: int | None, shard: str | None) -> "Where | None":
    """Give the cluster that the options name, None for this machine.

    Raises:
        UsageError: they make no sense together.
    """
    if shard is not None:
        from postparse.run import shards

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
    from postparse.run.cluster import Where

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
