"""The Post: what a parse gives. Frozen classes that are the JSON contract, key by key and in order.

An absent value is None or an empty tuple. Strings are NFC, on one line, without control characters.
Days and moments are ISO 8601 texts; unknown digits are `X` as in EDTF (ISO 8601-2).
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

SCHEMA_VERSION = "1"
T = TypeVar("T")
V = TypeVar("V", bound="_Value")


class _Signature:
    """The parameters of a class, worked out when somebody asks for them."""

    def __get__(self, instance: object, owner: "type[_Value]") -> object:
        from inspect import Parameter, Signature

        def parameter(f: Field[Any]) -> Parameter:
            default = f.default if f.default is not MISSING else f.default_factory
            shown = Parameter.empty if default is MISSING else default
            return Parameter(f.name, Parameter.POSITIONAL_OR_KEYWORD, default=shown, annotation=f.type)

        return Signature([parameter(f) for f in owner.__dataclass_fields__.values()])


class _Value:
    """What the frozen dataclasses below share. `dataclass` would write and compile it anew for each at every start."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _setters: ClassVar[tuple[Callable[[object, object], None], ...]]

    if not TYPE_CHECKING:
        __signature__ = _Signature()

        def __init__(self, *given: object, **named: object) -> None:
            if named or len(given) != len(self._setters):
                given = _filled(type(self), given, named)
            for put, value in zip(self._setters, given, strict=True):
                put(self, value)

        def __setattr__(self, name: str, value: object) -> None:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        def __delattr__(self, name: str) -> None:
            raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__dataclass_fields__)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[object, ...]:
        return tuple([getattr(self, f.name) for f in self.__dataclass_fields__.values() if f.compare])

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__name__}({inner})"


def _filled(cls: type[_Value], given: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """Give the contents of all fields, defaults where nothing is given."""
    known = cls.__dataclass_fields__
    rest = tuple(known)[len(given) :]
    if len(given) > len(known) or not named.keys() <= known.keys():
        raise TypeError(f"{cls.__name__}() takes {', '.join(known)}")
    if twice := sorted(named.keys() - set(rest)):
        raise TypeError(f"{cls.__name__}() got multiple values for argument {twice[0]!r}")
    return *given, *(named[name] if name in named else _default(cls, known[name]) for name in rest)


def _default(cls: type, missing: Field[Any]) -> object:
    if missing.default is not MISSING:
        return missing.default
    if missing.default_factory is not MISSING:
        return missing.default_factory()
    raise TypeError(f"{cls.__name__}() missing required argument {missing.name!r}")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _value(cls: type[T]) -> type[T]:
    made: Any = dataclass(slots=True, init=False, eq=False, repr=False)(cls)
    # What a slot itself sets is not asked for by name: a post has hundreds of these.
    made._setters = tuple(vars(made)[name].__set__ for name in made.__dataclass_fields__)
    return made  # type: ignore[no-any-return]


def changed(value: V, **named: object) -> V:
    """Give a copy of one of the values below with other contents of some fields."""
    made = object.__new__(type(value))
    for name, put in zip(value.__dataclass_fields__, value._setters, strict=True):
        put(made, named[name] if name in named else getattr(value, name))
    return made


@_value
class Source(_Value):
    """Where the post came from."""

    path: str | None = None
    post: int = 0
    format: str = "text"
    id: str | None = None
    encoding: str | None = None
    url: str | None = None


@_value
class Author(_Value):
    """Somebody, or some organisation, who wrote the post."""

    name: str
    url: str | None = None


@_value
class Byline(_Value):
    """Who published the post and when, and the line that says so, as written."""

    authors: tuple[Author, ...] = ()
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    text: str | None = None


@_value
class Venue(_Value):
    """Where an event takes place; `online` also where it does so only in part."""

    name: str | None = None
    address: str | None = None
    url: str | None = None
    online: bool = False


@_value
class AgendaItem(_Value):
    """One slot of an event's programme; times may be absent."""

    start: str | None = None
    end: str | None = None
    title: str | None = None
    participants: tuple[str, ...] = ()


@_value
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


@_value
class Affiliation(_Value):
    """A position, an organisation, or a position in an organisation."""

    position: str | None = None
    organization: str | None = None


@_value
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


@_value
class Organizer(_Value):
    """A body (or person) that holds, pays for or supports the event."""

    name: str
    role: str


@_value
class SummarySection(_Value):
    """A section under a heading that announces what the post or the event is about."""

    heading: str | None = None
    participant: str | None = None
    paragraphs: tuple[str, ...] = ()


@_value
class PostLink(_Value):
    """A link of the content; `url` is None where copying lost the address."""

    text: str
    url: str | None = None
    rel: str | None = None
    language: str | None = None


@_value
class Notice(_Value):
    """A warning: `severity` is `info` or `warning`, `field` a JSON Pointer, `span` offsets or None."""

    code: str
    severity: str
    field: str
    message: str
    span: tuple[int, int] | None = None


@_value
class ContentBlock(_Value):
    """One block of the body: paragraph, heading, list_item, quote, code, table_row or caption."""

    kind: str
    level: int
    text: str


@_value
class Evidence(_Value):
    """Where a value comes from: code points of the document text, the rule, and who wrote them."""

    start: int
    end: int
    rule: str
    origin: str


@_value
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
