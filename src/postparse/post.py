"""The Post: what a parse gives. Frozen classes that are the JSON contract, key by key and in order.

An absent value is None or an empty tuple. Strings are NFC, on one line, without control characters.
Days and moments are ISO 8601 texts; unknown digits are `X` as in EDTF (ISO 8601-2).
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from typing import ClassVar

SCHEMA_VERSION = "1"


class _Value:
    """Equality, hash and text of the classes below; made once here, they cost nothing at each start."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[object]]]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[object, ...]:
        return tuple(getattr(self, f.name) for f in self.__dataclass_fields__.values() if f.compare)

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__name__}({inner})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source(_Value):
    """Where the post came from."""

    path: str | None = None
    post: int = 0
    format: str = "text"
    id: str | None = None
    encoding: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Author(_Value):
    """Somebody, or some organisation, who wrote the post."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Byline(_Value):
    """Who published the post and when, and the line that says so, as written."""

    authors: tuple[Author, ...] = ()
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Venue(_Value):
    """Where an event takes place; `online` also where it does so only in part."""

    name: str | None = None
    address: str | None = None
    url: str | None = None
    online: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AgendaItem(_Value):
    """One slot of an event's programme; times may be absent."""

    start: str | None = None
    end: str | None = None
    title: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Event(_Value):
    """One entry of the schedule. `inferred` names what does not stand in the post."""

    title: str | None = None
    start: str | None = None
    end: str | None = None
    timezone: str | None = None
    all_day: bool = False
    status: str = "scheduled"
    venue: Venue | None = None
    agenda: tuple[AgendaItem, ...] = ()
    recurrence: str | None = None
    text: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Affiliation(_Value):
    """A position, an organisation, or a position in an organisation."""

    position: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Participant(_Value):
    """A person with a part in the event."""

    name: str
    also_known_as: tuple[str, ...] = ()
    honorific: str | None = None
    role: str | None = None
    role_text: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    talk: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Organizer(_Value):
    """A body (or person) that holds, pays for or supports the event."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SummarySection(_Value):
    """A section under a heading that announces what the post or the event is about."""

    heading: str | None = None
    participant: str | None = None
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PostLink(_Value):
    """A link of the content; `url` is None where copying lost the address."""

    text: str
    url: str | None = None
    rel: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Notice(_Value):
    """A warning: `severity` is `info` or `warning`, `field` a JSON Pointer, `span` offsets or None."""

    code: str
    severity: str
    field: str
    message: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ContentBlock(_Value):
    """One block of the body: paragraph, heading, list_item, quote, code, table_row or caption."""

    kind: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Evidence(_Value):
    """Where a value comes from: code points of the document text, the rule, and who wrote them."""

    start: int
    end: int
    rule: str
    origin: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Post(_Value):
    """One post. `blocks` and `evidence` are written out only where asked for."""

    schema_version: str = SCHEMA_VERSION
    source: Source = field(default_factory=Source)
    slug: str | None = None
    status: str | None = None
    title: str | None = None
    label: str | None = None
    byline: Byline = field(default_factory=Byline)
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    comment_count: int | None = None
    language: str | None = None
    schedule: tuple[Event, ...] = ()
    participants: tuple[Participant, ...] = ()
    organizers: tuple[Organizer, ...] = ()
    summary: tuple[SummarySection, ...] = ()
    excerpt: str | None = None
    body: tuple[str, ...] = ()
    links: tuple[PostLink, ...] = ()
    warnings: tuple[Notice, ...] = ()
    blocks: tuple[ContentBlock, ...] = field(default=(), compare=False)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict, compare=False, hash=False)
