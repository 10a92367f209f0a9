"""What a container's reader gives: its posts one by one as they are stored, and what it says of each."""

from typing import TYPE_CHECKING, NamedTuple

from postparse.document import Claim, Document, Span, normalise

if TYPE_CHECKING:
    from postparse.page.facts import Fact


class Part(NamedTuple):
    """One post of a container, not read yet.

    data      its text, or its bytes where the container does not decode them
    format    of the data, a name of `readers.FORMATS`; "" where the data must tell
    name      where it stands in the container, as a member's path; "" where its number says enough
    whole     the data is a page with its furniture, not only the post's content
    facts     what the container says of it, as claims
    titled    the container has a place for titles: where it says none, the post has none but in its content
    number    which post of its file it is, from 0; None where as many were given before it
    """

    data: str | bytes
    format: str = ""
    name: str = ""
    whole: bool = False
    facts: "tuple[Fact, ...]" = ()
    id: str | None = None
    url: str | None = None
    slug: str | None = None
    status: str | None = None
    encoding: str | None = None
    titled: bool = False
    number: int | None = None


class Slice(NamedTuple):
    """A part of a container, for those that can be begun in the middle.

    start   where it begins: a byte, of Parquet a row group
    stop    where it ends, counted like `start`; None for the end of the container
    first   number of the first post in it, from 0
    line    lines before it, where there are lines
    """

    start: int = 0
    stop: int | None = None
    first: int = 0
    line: int = 0


class Fault(NamedTuple):
    """A part of a container that can't be read, and why, in words for a person; what follows it may be fine."""

    where: str
    reason: str


class Wanted(NamedTuple):
    """What of a container the caller wants.

    statuses   only posts of these; empty for those that the platform would show
    types      only these kinds of content, as `post` or `page`; empty for all that the platform would show
    columns    of a table, those that hold the post: the first that a row fills is it
    encoding   of the container's text where it does not say it; None to be told from the bytes
    """

    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    encoding: str | None = None

    def takes(self, status: str | None, type: str | None = None) -> bool:  # noqa: A002
        """Tell whether a post of a status and type is wanted; what the container does not tell speaks against none."""
        shown = status is None or (status in self.statuses if self.statuses else status == "published")
        if "any" in self.statuses:
            shown = True
        return shown and (type is None or not self.types or type in self.types)


def facts(source: str, *told: tuple[str, str | None, str]) -> "tuple[Fact, ...]":
    """Give what a container says as facts: (property, value, entity) each; what is empty or too long is left out."""
    from postparse.page.facts import MAX_VALUE, Fact, clean

    cleaned = ((prop, clean(value[: 2 * MAX_VALUE]), entity) for prop, value, entity in told if value)
    return tuple(Fact(p, value, entity, source) for p, value, entity in cleaned if value and len(value) <= MAX_VALUE)


def described(document: Document, part: Part) -> Document:
    """Give the document of a part's text with what its container says: identifiers, and facts as claims below the text.

    Facts are written into the text, a line each, so that every value has a place.
    """
    pieces, length, claims = [document.text], len(document.text), []
    for fact in dict.fromkeys(part.facts):
        if value := " ".join(normalise(fact.value).split()):
            head = f"\n{fact.property}: "
            start = length + len(head)
            claims.append(
                Claim(fact.property, value, "container", Span(start, start + len(value)), fact.entity, fact.source)
            )
            pieces += (head, value)
            length = start + len(value)
    return document._replace(
        text="".join(pieces),
        claims=(*document.claims, *claims),
        language=document.language or next((c.value for c in claims if c.property == "inLanguage"), None),
        id=part.id or document.id,
        url=part.url or document.url,
        slug=part.slug or document.slug,
        status=part.status or document.status,
        untitled=part.titled and not any(c.property == "headline" for c in claims),
    )
