"""Posts for the terminal: one as a card, several as a row each, drawn as they come."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from postparse.post import Post
from postparse.render import Layout, human
from postparse.render.card import WIDEST, card
from postparse.render.screen import clean
from postparse.render.seal import opened

NARROWEST, WIDEST_ROW = 40, 200


def write(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Draw one post in full, or each of several as a row, or as a card where `layout.cards`."""
    if not (layout.one or layout.cards):
        _rows(lines, out, layout)
        return
    console = make_console(out, WIDEST)
    for index, post in enumerate(opened(lines)):
        picture = card(post, layout, console.width)
        if layout.one:
            draw(console, picture)
        else:
            name = Text(clean(post.source.path or "-"), style="dim")
            draw(console, *([Text()] * bool(index)), Rule(name, style="dim"), picture)


def make_console(out: TextIO, widest: int) -> Console:
    """Give a console on `out` that takes text as it is: no markup, no emoji codes, colour only where wanted."""
    console = Console(file=out, markup=False, emoji=False, highlight=False)
    console.width = max(NARROWEST, min(console.width, widest))
    return console


def draw(console: Console, *parts: RenderableType) -> None:
    """Draw on the console's stream, without the blanks with which rich fills up lines."""
    with console.capture() as drawn:
        for part in parts:
            console.print(part)
    console.file.write("".join(line.rstrip() + "\n" for line in drawn.get().split("\n")[:-1]))
    console.file.flush()


def _rows(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Draw a row a post, widths settled beforehand, so that the first is there before the last is read."""
    console = make_console(out, WIDEST_ROW)
    columns = [c for c in _COLUMNS if layout.shows(c.key) and console.width >= c.least] or list(_COLUMNS[:-1])
    widths = _widths(columns, console.width)
    for index, post in enumerate(opened(lines)):
        if not index:
            heading = _row([c.heading for c in columns], widths, ["bold"] * len(columns))
            draw(console, heading, Text("─" * console.width, style="dim"))
        cells = [c.cell(post, width) for c, width in zip(columns, widths, strict=True)]
        draw(console, _row(cells, widths, [c.style for c in columns]))


def _day(post: Post, width: int) -> str:
    """Give the first event's time, in brackets the day of publication where there is none."""
    if not post.schedule:
        return f"({post.byline.published[:10]})" if post.byline.published else ""
    event = post.schedule[0]
    mark = human.INFERRED if {"year", "month", "date"} & set(event.inferred) else ""
    day, hour = (event.start or "")[:10], human.clock(event.start)
    return f"{mark}{day} {hour}" if hour and width > _DAY else mark + day


def _title(post: Post, width: int) -> str:
    return post.title or f"({post.source.path or 'no title'})"


def _place(post: Post, width: int) -> str:
    venue = next((e.venue for e in post.schedule if e.venue), None)
    return (venue.name or venue.address or "online" * venue.online) if venue else ""


def _people(post: Post, width: int) -> str:
    """Give as many names as there is room for, and how many more there are; their number where there is none."""
    names = [p.name for p in post.participants]
    for shown in range(len(names), 0, -1):
        rest = f" +{len(names) - shown}" if shown < len(names) else ""
        if cell_len(told := ", ".join(names[:shown]) + rest) <= width:
            return told
    return str(len(names) or "")


def _warned(post: Post, width: int) -> str:
    return str(sum(w.severity == "warning" for w in post.warnings) or "")


def _file(post: Post, width: int) -> str:
    return post.source.path or ""


class _Column(NamedTuple):
    """A column: the key of the post that it shows, its cell in so many columns of the screen, its share of a line.

    A share of 0 is for columns that have `narrow` on a narrow and `wide` on a wide terminal, whatever the rest.
    `least` is how wide a terminal must be for the column to be there at all.
    """

    heading: str
    key: str
    cell: Callable[[Post, int], str]
    style: str
    share: int
    narrow: int = 0
    wide: int = 0
    least: int = 0


_DAY, _GAP, _LONG = 13, 2, 1000
_COLUMNS = (
    _Column("When (posted)", "schedule", _day, "cyan", 0, _DAY, 17),
    _Column("Title", "title", _title, "", 2),
    _Column("Place", "schedule", _place, "", 1),
    _Column("People", "participants", _people, "", 1),
    _Column("!", "warnings", _warned, "yellow", 0, 2, 2),
    _Column("File", "source", _file, "dim", 1, least=140),
)


def _widths(columns: list[_Column], width: int) -> list[int]:
    fixed = [0 if c.share else (c.wide if width >= 90 else c.narrow) for c in columns]
    rest = width - sum(fixed) - _GAP * (len(columns) - 1)
    shares = max(sum(c.share for c in columns), 1)
    return [size or rest * c.share // shares for c, size in zip(columns, fixed, strict=True)]


def _row(cells: list[str], widths: list[int], styles: list[str]) -> Text:
    row = Text(no_wrap=True, overflow="crop")
    for index, (cell, width, style) in enumerate(zip(cells, widths, styles, strict=True)):
        row.append(" " * _GAP * bool(index) + _fitted(clean(cell[:_LONG]), width), style)
    return row


def _fitted(text: str, width: int) -> str:
    """Give the text in just so many columns of the screen, with a sign where some is left out."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)
