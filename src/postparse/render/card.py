"""One post as a picture for the terminal. With `table` and `explain` the home of rich; imported only when chosen."""

from collections.abc import Iterable, Iterator

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.containers import Lines
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from postparse.post import AgendaItem, Event, Notice, Participant, Post, SummarySection, Venue
from postparse.render import Layout, human
from postparse.render.screen import clean

WIDEST = 120
"""Columns beyond which lines get hard to read; a wider terminal stays empty at the right."""
_TITLE_LINES = _SUMMARY_LINES = 6
_ROWS = 60
_LONG = 2000
_RULER = Console(markup=False, emoji=False, highlight=False)


def card(post: Post, layout: Layout, width: int) -> RenderableType:
    """Give the whole picture of a post, or of the keys asked for, `width` columns wide."""
    parts = [part for key, draw in _PARTS if layout.shows(key) for part in draw(post, width)]
    return Group(*parts)


def _text(value: str | None, style: str = "") -> Text:
    """Give a value of the post as text that is neither markup nor able to steer the terminal."""
    value = value or ""
    return Text(clean(value[:_LONG] + ("…" if len(value) > _LONG else "")), style=style)


def _inset(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 1))


def _title(post: Post, width: int) -> Iterator[RenderableType]:
    title = _text(post.title, "bold") if post.title else Text("(no title)", style="dim")
    if post.label and post.title and (at := title.plain.find(clean(post.label))) >= 0:
        end = at + len(post.label)
        title.stylize("bold magenta", max(at - 1, 0), end + 1)
    lines = title.wrap(_RULER, width - 2)
    yield _inset(_cut(lines, _TITLE_LINES))


def _byline(post: Post, width: int) -> Iterator[RenderableType]:
    byline = post.byline
    told = [_text(", ".join(a.name for a in byline.authors)), _text(_published(byline.published))]
    if byline.modified and byline.modified[:10] != (byline.published or "")[:10]:
        told.append(_text(f"changed {_published(byline.modified)}"))
    told += [_text(byline.publisher), _text(", ".join(post.categories))]
    told.append(_text(" ".join(f"#{t}" for t in post.tags)))
    if post.comment_count is not None:
        told.append(Text(f"{post.comment_count} comment{'s' * (post.comment_count != 1)}"))
    told.append(_text(post.language))
    line = _joined([t for t in told if t])
    if line:
        line.stylize("dim")
        yield _inset(line)


def _published(moment: str | None) -> str:
    if not moment:
        return ""
    return " ".join(filter(None, (human.day(moment[:10], weekday=False), human.clock(moment))))


def _joined(parts: Iterable[Text], mark: str = " · ") -> Text:
    return Text(mark).join(parts)


def _schedule(post: Post, width: int) -> Iterator[RenderableType]:
    for event in post.schedule[:_ROWS]:
        yield Text()
        yield Panel(
            Group(*_event(event)),
            box=box.ROUNDED,
            border_style="red" if event.status == "cancelled" else "cyan",
            subtitle=_inferred(event.inferred),
            subtitle_align="right",
            padding=(0, 1),
            width=width,
        )
    yield from _more(post.schedule, "event")


def _event(event: Event) -> Iterator[RenderableType]:
    if event.title:
        yield _text(event.title, "bold")
    time = _text(human.when(event) or event.text or "no date", "bold cyan")
    if event.status != "scheduled":
        time = Text.assemble((event.status.upper(), "bold red"), "  ", time)
    yield time
    if event.recurrence:
        yield _text(event.recurrence, "cyan")
    if event.venue:
        yield from _venue(event.venue)
    if event.agenda:
        yield Text()
        yield _agenda(event.agenda, event.start)
        yield from _more(event.agenda, "item")


def _inferred(names: tuple[str, ...]) -> Text | None:
    return _text(f"{human.INFERRED} inferred: {', '.join(names)}", "dim italic not bold") if names else None


def _venue(venue: Venue) -> Iterator[RenderableType]:
    name = _text(venue.name)
    if venue.online:
        name = _joined([t for t in (name, Text("online", style="green")) if t])
    yield from (part for part in (name, _text(venue.address), _text(venue.url, "blue")) if part)


def _agenda(items: tuple[AgendaItem, ...], start: str | None) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    today = (start or "")[:10]
    for item in items[:_ROWS]:
        if item.start and item.start[:10] != today:
            today = item.start[:10]
            grid.add_row("", Text(human.day(today), style="bold"))
        hours = "–".join(filter(None, (human.clock(item.start), human.clock(item.end))))
        told = _text(item.title)
        if item.participants:
            told = Text.assemble(told, "  " if told else "", _text(", ".join(item.participants), "dim"))
        grid.add_row(Text(hours, style="cyan"), told)
    return grid


def _participants(post: Post, width: int) -> Iterator[RenderableType]:
    people = post.participants
    if not people:
        return
    wide = width >= 76
    talks = any(p.talk for p in people)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, header_style="dim", border_style="dim")
    table.add_column("Participant", ratio=None, min_width=8, max_width=max(width // 3, 12))
    if any(p.role or p.role_text for p in people):
        table.add_column("Role", style="green", max_width=14)
    for name in ("Position", "Organization") if wide else ("Affiliation",):
        table.add_column(name)
    for person in people[:_ROWS]:
        _person(table, person, wide=wide)
    yield Text()
    yield table
    yield from _more(people, "participant")
    if talks:
        yield Text()
        grid = Table.grid(padding=(0, 2))
        for person in people[:_ROWS]:
            if person.talk:
                grid.add_row(_text(f" {person.name}"), _text(f"“{person.talk}”", "italic"))
        yield grid


def _person(table: Table, person: Participant, *, wide: bool) -> None:
    """Add a person's rows: one an affiliation, the name and role on the first."""
    name = _text(person.name, "bold")
    if person.also_known_as:
        name = Text.assemble(name, _text(f" ({person.also_known_as[0]})", "dim"))
    cells = [name]
    if len(table.columns) == (4 if wide else 3):
        cells.append(_text(person.role or person.role_text))
    for affiliation in person.affiliations or (None,):
        position = _text(affiliation.position if affiliation else None)
        organization = _text(affiliation.organization if affiliation else None, "" if wide else "dim")
        told = [position, organization] if wide else [_joined([t for t in (position, organization) if t], ", ")]
        table.add_row(*cells, *told)
        cells = [Text() for _ in cells]


def _organizers(post: Post, width: int) -> Iterator[RenderableType]:
    if not post.organizers:
        return
    grid = Table.grid(padding=(0, 2))
    for role in dict.fromkeys(o.role for o in post.organizers):
        names = ", ".join(o.name for o in post.organizers if o.role == role)
        grid.add_row(_text(f" {role}", "green"), _text(names))
    yield Text()
    yield grid


def _summary(post: Post, width: int) -> Iterator[RenderableType]:
    for section in post.summary[:_ROWS]:
        yield Text()
        yield from _section(section, width)
    if not post.summary and (text := post.excerpt or next(iter(post.body), None)):
        yield Text()
        yield from _section(SummarySection(None, None, (text, *post.body[1:])), width)


def _section(section: SummarySection, width: int) -> Iterator[RenderableType]:
    if section.heading:
        heading = _text(section.heading, "bold")
        if section.participant:
            heading = Text.assemble(heading, "  ", _text(section.participant, "dim"))
        yield _inset(heading)
    if not section.paragraphs:
        return
    yield _inset(_cut(_text(section.paragraphs[0]).wrap(_RULER, width - 2), _SUMMARY_LINES))
    if rest := len(section.paragraphs) - 1:
        yield _inset(Text(f"… {rest} more paragraph{'s' * (rest != 1)}", style="dim"))


def _cut(lines: Lines, most: int) -> Text:
    """Give the first lines, and a sign where there are more."""
    shown = Text("\n").join(lines[:most])
    if len(lines) > most:
        shown.rstrip()
        shown.append(" …")
    return shown


def _links(post: Post, width: int) -> Iterator[RenderableType]:
    if not post.links:
        return
    grid = Table.grid(padding=(0, 2))
    told = [link for link in post.links if link.rel]
    for link in told[:_ROWS]:
        rel = " ".join(filter(None, (link.rel, link.language)))
        words = _joined(
            [t for t in (_text(link.text), _text(link.url or "no address", "blue" if link.url else "dim")) if t]
        )
        grid.add_row(_text(f" {rel}", "green"), words)
    yield Text()
    if told:
        yield grid
    if rest := len(post.links) - len(told):
        yield _inset(Text(f"{rest} {'other ' * bool(told)}link{'s' * (rest != 1)}", style="dim"))


def _warnings(post: Post, width: int) -> Iterator[RenderableType]:
    """Draw warnings first, then notes; a note that is given for several events once, with their number."""
    if not post.warnings:
        return
    yield Text()
    for warning in [w for w in post.warnings if w.severity != "info"][:_ROWS]:
        yield _notice(warning, 1, width)
    notes: dict[str, list[Notice]] = {}
    for note in post.warnings:
        if note.severity == "info":
            notes.setdefault(note.code, []).append(note)
    for same in notes.values():
        yield _notice(same[0], len(same), width)


def _notice(warning: Notice, times: int, width: int) -> RenderableType:
    """Give a warning on one line with its code at the right, where there is room for it."""
    sign, style = ("i", "dim") if warning.severity == "info" else ("!", "yellow")
    message = warning.message + (f" ({times} times)" if times > 1 else "")
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    cells = [Text(sign, style=style), _text(message, style)]
    if cell_len(message + warning.code) + 8 <= width:
        cells.append(_text(warning.code, "dim"))
    grid.add_row(*cells)
    return _inset(grid)


def _more(items: tuple[object, ...], name: str) -> Iterator[RenderableType]:
    if (rest := len(items) - _ROWS) > 0:
        yield _inset(Text(f"… {rest} more {name}{'s' * (rest != 1)}", style="dim"))


_PARTS = (
    ("title", _title),
    ("byline", _byline),
    ("schedule", _schedule),
    ("participants", _participants),
    ("organizers", _organizers),
    ("summary", _summary),
    ("links", _links),
    ("warnings", _warnings),
)
