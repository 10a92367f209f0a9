"""Posts as flat rows, for tables that can't nest: which columns there are never depends on the posts."""

from collections.abc import Callable, Iterator, Sequence

from postparse.post import Affiliation, Event, Participant, Post

Cell = str | int | None
Row = tuple[Cell, ...]

WHOSE = ("path", "post", "id")
"""The columns that tell of which post a row is."""


def whose(post: Post) -> Row:
    return (post.source.path, post.source.post, post.source.id)


def storable(text: str) -> str:
    """Give text that UTF-8 can hold: halves of pairs, as bytes in a file's name or JSON may give, as their escapes.

    >>> storable("caf\\u00e9 \\udcff") == "caf\\u00e9 \\\\udcff"
    True
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode()


def one(affiliation: Affiliation) -> str:
    """Give an affiliation as a person would write it."""
    return ", ".join(filter(None, (affiliation.position, affiliation.organization)))


def person(participant: Participant) -> str:
    """Give a participant on one line: `Name (role; Position, Organization)`."""
    inner = "; ".join(filter(None, (participant.role or participant.role_text, *map(one, participant.affiliations))))
    return f"{participant.name} ({inner})" if inner else participant.name


_SOURCE: tuple[tuple[str, Callable[[Post], Cell]], ...] = (
    ("path", lambda p: p.source.path),
    ("post", lambda p: p.source.post),
    ("id", lambda p: p.source.id),
    ("format", lambda p: p.source.format),
    ("url", lambda p: p.source.url),
    ("slug", lambda p: p.slug),
    ("status", lambda p: p.status),
    ("title", lambda p: p.title),
    ("label", lambda p: p.label),
    ("authors", lambda p: "; ".join(a.name for a in p.byline.authors)),
    ("published", lambda p: p.byline.published),
    ("modified", lambda p: p.byline.modified),
    ("publisher", lambda p: p.byline.publisher),
    ("categories", lambda p: "; ".join(p.categories)),
    ("tags", lambda p: "; ".join(p.tags)),
    ("comment_count", lambda p: p.comment_count),
    ("language", lambda p: p.language),
    ("events", lambda p: len(p.schedule)),
    ("participants", lambda p: "; ".join(map(person, p.participants))),
    ("organizers", lambda p: "; ".join(o.name for o in p.organizers)),
    ("summary", lambda p: "\n\n".join("\n\n".join(s.paragraphs) for s in p.summary)),
    ("excerpt", lambda p: p.excerpt),
    ("body", lambda p: "\n\n".join(p.body)),
    ("warnings", lambda p: "; ".join(dict.fromkeys(w.code for w in p.warnings))),
)

_EVENT: tuple[tuple[str, Callable[[Event], Cell]], ...] = (
    ("title", lambda e: e.title),
    ("start", lambda e: e.start),
    ("end", lambda e: e.end),
    ("timezone", lambda e: e.timezone),
    ("all_day", lambda e: int(e.all_day)),
    ("status", lambda e: e.status),
    ("venue_name", lambda e: e.venue.name if e.venue else None),
    ("venue_address", lambda e: e.venue.address if e.venue else None),
    ("venue_url", lambda e: e.venue.url if e.venue else None),
    ("online", lambda e: int(e.venue.online) if e.venue else None),
    ("recurrence", lambda e: e.recurrence),
    ("text", lambda e: e.text),
    ("inferred", lambda e: "; ".join(e.inferred)),
)

_PERSON: tuple[tuple[str, Callable[[Participant], Cell]], ...] = (
    ("name", lambda p: p.name),
    ("also_known_as", lambda p: "; ".join(p.also_known_as)),
    ("honorific", lambda p: p.honorific),
    ("role", lambda p: p.role),
    ("role_text", lambda p: p.role_text),
    ("talk", lambda p: p.talk),
    ("url", lambda p: p.url),
)

EVENT_COLUMNS = tuple(name for name, _ in _EVENT)
PERSON_COLUMNS = tuple(name for name, _ in _PERSON)


def event(found: Event) -> Row:
    return tuple(cell(found) for _, cell in _EVENT)


def participant(found: Participant) -> Row:
    return tuple(cell(found) for _, cell in _PERSON)


# --- tables of a flat file ------------------------------------------------------

# The first event of a post stands in its row, so that most questions need one table.
_ELSEWHERE = {"status": "event_status", "text": "event_text"}
_FIRST = tuple(_ELSEWHERE.get(name, name) for name in EVENT_COLUMNS[1:])
_NO_EVENT: Row = (None,) * len(_FIRST)


def _posts(post: Post) -> Iterator[Row]:
    first = event(post.schedule[0])[1:] if post.schedule else _NO_EVENT
    yield (*(cell(post) for _, cell in _SOURCE), *first)


def _schedule(post: Post) -> Iterator[Row]:
    for number, found in enumerate(post.schedule):
        yield (*whose(post), post.title, number, *event(found))


def _participants(post: Post) -> Iterator[Row]:
    """Give a row for each affiliation of each participant; one for a participant without any."""
    for number, found in enumerate(post.participants):
        for affiliation in found.affiliations or (Affiliation(),):
            yield (
                *whose(post),
                post.title,
                number,
                *participant(found),
                affiliation.position,
                affiliation.organization,
            )


TABLES: dict[str, tuple[Sequence[str], Callable[[Post], Iterator[Row]]]] = {
    "posts": ((*(name for name, _ in _SOURCE), *_FIRST), _posts),
    "schedule": ((*WHOSE, "post_title", "event", *EVENT_COLUMNS), _schedule),
    "participants": (
        (*WHOSE, "post_title", "participant", *PERSON_COLUMNS, "position", "organization"),
        _participants,
    ),
}
"""Name -> columns, and the rows that a post gives."""
