"""The formats that can be written, one row each; a module is imported when it is chosen.

A writer is `write(lines, out, layout)`: it takes posts as they come, sealed as a line of JSON each by the function that
its row names, keeps none, and knows no field rule.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, TextIO, cast

from postparse.errors import UsageError

if TYPE_CHECKING:
    from postparse.api import Parsed


class Layout(NamedTuple):
    """What the caller wants to see.

    one       the call is for one post: one object, one card
    keys      only these keys of the post; None for all
    cards     several posts as cards, not as rows
    fields    of `--explain`: only candidates for these fields; None for all
    quiet     nothing is said of what an output can't show
    table     of a flat file, what its rows are: posts, schedule or participants
    """

    one: bool = False
    keys: tuple[str, ...] | None = None
    evidence: bool = False
    blocks: bool = False
    cards: bool = False
    fields: tuple[str, ...] | None = None
    quiet: bool = False
    table: str = "posts"

    def shows(self, key: str) -> bool:
        return self.keys is None or key in self.keys


def layout(
    select: str | None, fields: str | None, table: str | None, *, evidence: bool, blocks: bool, cards: bool
) -> Layout:
    """Make a layout of what the caller names, keys and fields parted by commas; fields as `byline/published`.

    Raises:
        UsageError: a post has no such key.
    """
    keys = _keys(select)
    evidence, blocks = evidence or "evidence" in (keys or ()), blocks or "blocks" in (keys or ())
    pointers = tuple("/" + f.strip(" /").replace(".", "/") for f in fields.split(",")) if fields else None
    for pointer in pointers or ():
        _keys(pointer.split("/")[1])
    if table not in (None, "posts", "schedule", "participants"):
        raise UsageError(f"there is no table {table!r}; there are posts, schedule, participants")
    return Layout(keys=keys, evidence=evidence, blocks=blocks, cards=cards, fields=pointers, table=table or "posts")


def _keys(names: str | None) -> tuple[str, ...] | None:
    if names is None:
        return None
    from postparse.post import Post

    known = Post.__dataclass_fields__
    wanted = [n.strip() for n in names.split(",") if n.strip()]
    if unknown := [n for n in wanted if n not in known] or [names] * (not wanted):
        raise UsageError(f"a post has no key {unknown[0]!r}; there are {', '.join(known)}")
    return tuple(wanted)


Sealer = Callable[["Parsed", Layout], str]
Writer = Callable[[Iterator[str], TextIO, Layout], None]
FileWriter = Callable[[Iterator[str], str, Layout], None]


class Output(NamedTuple):
    """One row: the name for `--to`, file name endings for `-o`, its function, and what it writes.

    `whole`: it always shows all of a post, so that `--select` can't go with it; `extra`: the extra of this package
    that brings what it needs; `file`: its function takes the path of a file, not a stream of text; `updates`: what
    was in the file stays, and the posts are put into it.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    function: str
    title: str
    whole: bool = False
    extra: str | None = None
    file: bool = False
    updates: bool = False
    seal: tuple[str, str] = ("seal", "whole")
    lines: bool = False


SHOWN = ("seal", "shown")
OUTPUTS = (
    Output("table", (), "table", "write", "a picture for the terminal: a card for one post, a row each for several"),
    Output(
        "json", (".json",), "json", "write", "one object; an array for a folder, several paths, an export", seal=SHOWN
    ),
    Output(
        "jsonl",
        (".jsonl", ".ndjson"),
        "json",
        "write_lines",
        "JSON Lines: one post, one line",
        seal=SHOWN,
        lines=True,
    ),
    Output(
        "text",
        (".txt", ".text"),
        "text",
        "write",
        "the text that evidence offsets count in",
        whole=True,
        seal=("text", "sealed"),
    ),
    Output(
        "ical", (".ics", ".ical"), "ical", "write", "iCalendar: the events, for calendars", whole=True, extra="ical"
    ),
    Output("jsonld", (".jsonld",), "jsonld", "write", "schema.org Event in JSON-LD; a @graph for several", whole=True),
    Output("csv", (".csv",), "csv", "write", "CSV: a row a post, or --table schedule or participants", whole=True),
    Output("parquet", (".parquet",), "parquet", "write", "Parquet, nested", whole=True, extra="parquet", file=True),
    Output(
        "sqlite",
        (".sqlite", ".sqlite3", ".db"),
        "sqlite",
        "write",
        "SQLite: tables and views; a second run updates them",
        whole=True,
        file=True,
        updates=True,
    ),
)
EXPLAIN = Output("--explain", (), "explain", "write", "every candidate of every field", seal=("explain", "sealed"))


def by_name(name: str) -> Output:
    """Give the row of an output format.

    Raises:
        UsageError: there is no such format.
    """
    for row in OUTPUTS:
        if row.name == name:
            return row
    raise UsageError(f"unknown output format {name!r}; there are {', '.join(r.name for r in OUTPUTS)}")


def by_suffix(path: str) -> Output:
    """Give the row that the ending of a file's name stands for.

    Raises:
        UsageError: the ending says nothing.
    """
    for row in OUTPUTS:
        if path.lower().endswith(row.suffixes or ("\0",)):
            return row
    known = ", ".join(s for r in OUTPUTS for s in r.suffixes)
    raise UsageError(f"the name {path!r} does not tell the format ({known}); add --to")


def writer(row: Output) -> Writer | FileWriter:
    """Give the writer of an output, importing its module.

    Raises:
        UsageError: what it needs is not installed.
    """
    try:
        module = import_module(f"postparse.render.{row.module}")
    except ModuleNotFoundError as error:
        if row.extra is None or (error.name or "").startswith("postparse"):
            raise
        raise UsageError(f"{row.name} needs more: pip install 'postparse[{row.extra}]'") from None
    return cast("Writer | FileWriter", getattr(module, row.function))


def sealer(row: Output) -> Sealer:
    """Give the function that seals posts for an output, importing its module."""
    module, function = row.seal
    return cast(Sealer, getattr(import_module(f"postparse.render.{module}"), function))


def choose(told: str | None, output: str | None, layout: Layout, *, terminal: bool) -> Output:
    """Settle how to write: as told, else as the name of the file says, else as suits who reads.

    Raises:
        UsageError: there is no such output, or it can't show what is asked for.
    """
    keys = layout.evidence or layout.blocks
    if layout.fields and told != "--explain":
        raise UsageError("--field goes with --explain")
    if told == "--explain":
        if keys or layout.keys or layout.cards:
            raise UsageError("--explain goes with --field, not with --select, --evidence, --blocks or --cards")
        return EXPLAIN
    if told is None and output not in (None, "-"):
        row = by_suffix(str(output))
    else:
        row = by_name(told or ("table" if terminal and not keys else "jsonl" if not terminal else "json"))
    if keys and row.name not in ("json", "jsonl", "parquet"):
        raise UsageError(f"evidence and blocks are keys of JSON; {row.name} does not show them")
    if layout.table != "posts" and row.name != "csv":
        raise UsageError(f"--table goes with CSV; {row.name} has all of a post")
    if row.file and output in (None, "-"):
        raise UsageError(f"{row.name} is written to a file; name it with -o")
    if layout.cards and row.name != "table":
        raise UsageError("--cards goes with the table")
    if layout.keys and row.whole:
        raise UsageError(f"--select goes with the table and JSON; {row.name} is always all of it")
    return row
