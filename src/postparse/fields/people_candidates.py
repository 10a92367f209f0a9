"""People as lines give them to candidates for `participants`, with a place for each part."""

import re
from itertools import takewhile

from postparse import phrases
from postparse.document import Passage, Span
from postparse.fields.people import Person, Role
from postparse.outline import Node, Outline
from postparse.post import Affiliation, Participant, Post
from postparse.resolve import Candidate, Found
from postparse.values.terms import bare, terms

_ANNOUNCING = ("when", "where", "time", "when_where", "agenda", "role:", "talk", "doors", "registration")


def candidate(read: Person, role: Role | None, node: Node | None = None) -> Candidate[Participant]:
    """Make one candidate. The role that the person's own words give goes before `role`, that of the place."""
    role = read.role or role
    name = read.name
    found = [Found("/name", read.span)]
    for i, (_, place) in enumerate(name.also_known_as):
        found.append(Found(f"/also_known_as/{i}", _moved(place, read.at)))
    found += [Found("/honorific", _moved(place, read.at)) for place in name.honorifics]
    if role and role.text:
        found += [Found(path, role.text.span) for path in (("/role", "/role_text") if role.key else ("/role_text",))]
    if read.talk:
        found.append(Found("/talk", read.talk.span))
    affiliations = _affiliations(read, found)
    return Candidate(
        Participant(
            name=name.name,
            also_known_as=tuple(dict.fromkeys(n for n, _ in name.also_known_as)),
            honorific=name.honorific,
            role=role.key if role else None,
            role_text=role.text.squeezed() if role and role.text else None,
            affiliations=affiliations,
            talk=read.talk.squeezed() if read.talk else None,
            url=_url(read, node),
        ),
        tuple(found),
    )


def _moved(place: tuple[int, int], by: int) -> Span:
    return Span(place[0] + by, place[1] + by)


def _affiliations(read: Person, found: list[Found]) -> tuple[Affiliation, ...]:
    """Give the affiliations; a rank before the name is the position where none else is given."""
    made: list[Affiliation] = []
    seen: set[Affiliation] = set()
    for given, at in read.affiliations:
        held, rank = given.affiliation, read.name.rank
        if rank and not made and held.organization and not held.position:
            held = Affiliation(_rank_text(read), held.organization)
            found.append(Found(f"/affiliations/{len(made)}/position", _moved(rank, read.at)))
        elif given.position:
            found.append(Found(f"/affiliations/{len(made)}/position", _moved(given.position, at)))
        if given.organization:
            found.append(Found(f"/affiliations/{len(made)}/organization", _moved(given.organization, at)))
        if held in seen:
            found[:] = [f for f in found if not f.path.startswith(f"/affiliations/{len(made)}/")]
            continue
        seen.add(held)
        made.append(held)
    return tuple(made)


def _rank_text(read: Person) -> str | None:
    """The honorific's part that is the rank: `Professor` of `Professor, PhD`."""
    if read.name.rank is None or read.name.honorific is None:
        return None
    start = sum(b - a + 1 for a, b in read.name.honorifics if b <= read.name.rank[0])
    return read.name.honorific[start : start + read.name.rank[1] - read.name.rank[0]].strip(" ,") or None


def _url(read: Person, node: Node | None) -> str | None:
    if node is None:
        return None
    for link in node.block.links:
        if link.url and link.span.start < read.span.end and read.span.start < link.span.end:
            return link.url if link.url.startswith(("http", "/")) else None
    return None


def announces(outline: Outline, so_far: Post) -> bool:
    """Say whether the post is about an event of its own, and not prose that holds a date.

    It has a place, labels of an announcement, a word for a kind of event in its title or a short line,
    or says that something will be held.
    """
    if any(e.venue for e in so_far.schedule) or outline.labelled(*_ANNOUNCING):
        return True
    published = (so_far.byline.published or "")[:10]
    if published and all((e.start or "").startswith(published) for e in so_far.schedule):
        return False  # nothing but the day of publication itself
    nouns, said = terms("event_word", "noun"), phrases.of("event_verb", "held")
    prose = 0
    for node in outline.nodes:
        text = node.block.text
        if node.role in ("furniture", "meta", "link"):
            continue
        if len(text) < 80 or text == so_far.title:
            if any(bare(w) in nouns for w in re.findall(r"[^\W\d_]+", text)):
                return True
        elif prose < 3:
            prose += 1
            if said.search(text[:1500]):
                return True
    return False


def elsewhere(outline: Outline) -> frozenset[int]:
    """Give the nodes under headings on who holds the event, whom to ask or who wrote the post: nobody there speaks."""
    found: set[int] = set()
    for section in outline.labelled("organizer:", "contact", "credit", "author", "related"):
        head = outline.nodes[section.head]
        if head.role == "heading" and section.label.keys[0] != "organizer:host" and "bio" not in section.label.keys:
            found.update(section.nodes)
    for head in outline.nodes:
        roled = head.label and any(k.startswith("role:") for k in head.label.keys)
        if head.role == "heading" and not roled and len(head.block.text) < 40 and _on_author(head.block.text):
            below = outline.nodes[head.index + 1 :]
            found.update(
                n.index
                for n in takewhile(lambda n: n.role != "heading" or n.block.level > head.block.level > 0, below)  # noqa: B023
            )
    return frozenset(found)


def _on_author(text: str) -> bool:
    known = terms("told", "author")
    return any(bare(w) in known for w in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text))


def is_title(node: Node, so_far: Post) -> bool:
    """Tell the line that is the post's headline as a whole, label included: no list and no role of anybody."""
    start, end = node.block.span
    return any(e.origin == "visible" and e.start == start and e.end == end for e in so_far.evidence.get("/title", ()))


def role_passage(text: str, span: Span, key: str | None) -> Role:
    """Make a role from a label."""
    return Role(key, Passage(text, span.start))
