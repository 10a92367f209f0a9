"""People on posters and bulletin boards: a name on a line of its own above its body, names in titles."""

import re
from collections.abc import Iterator
from itertools import takewhile

from postparse.document import Passage
from postparse.fields.people import Person, Role, with_line
from postparse.fields.people_candidates import announces, candidate, elsewhere, is_title
from postparse.fields.people_lists import read
from postparse.fields.people_posters import (
    beside_body,
    hangs,
    is_address,
    is_numbered,
    less_address,
    less_time,
    lines,
    signs,
)
from postparse.fields.people_told import opening, with_lines
from postparse.outline import Node, Outline
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import bodywords, namescan, person, positions
from postparse.values.name import Name
from postparse.values.person import is_known
from postparse.values.terms import bare, terms

# More names on lines of their own than this are a committee or a list of members.
_MOST = 12


def name_led(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """A line that is a name, with an honorific, below "by", or above the line of a body or position."""
    if not so_far.schedule or not announces(outline, so_far):
        return
    authors = {a.name for a in so_far.byline.authors}
    places = " ".join(f"{e.venue.name} {e.venue.address}" for e in so_far.schedule if e.venue)
    apart = elsewhere(outline)
    nodes = [
        line
        for n in outline.nodes
        if n.role not in ("furniture", "meta") and not _is_headline(outline, n, so_far) and n.index not in apart
        for line in lines(outline, n)
    ]
    prose = [i for i, n in enumerate(nodes) if n.role == "paragraph"]
    topic = _topic(outline, so_far)
    found: list[tuple[Person, Node]] = []
    for at, node in enumerate(nodes):
        line = _name_part(node)
        late = bool(prose) and (at > prose[-1] or (len(prose) > 2 and at > prose[2]))
        if line is None or not 4 < len(line.text) < 120:
            continue
        late = late and not (
            node.block.indent > 8 and nodes[at - 1].role == "line" and at + 1 < len(nodes) and _body(nodes[at + 1])
        )
        if late and node.role == "line" and line.start == node.block.span.start:
            continue
        line, reachable = less_address(line)
        line, slotted = less_time(line)
        if (any(c.isdigit() for c in line.text) and not is_numbered(line.text)) or hangs(nodes, at):
            continue
        if node.role == "line" and line.start == node.block.span.start and signs(nodes, at):
            continue
        people = [p for p in read(line, False, outline.language) if not p.talk] or beside_body(line)
        before = nodes[at - 1].block.text if at else ""
        below = nodes[at + 1] if at + 1 < len(nodes) else None
        if not people or people[0].name.name in places:
            continue
        if people[0].name.name in authors and (so_far.byline.published or not _body(below)):
            continue
        if (
            _announced(before)
            or reachable
            or slotted
            or line.start > node.block.span.start
            or _placed(people[-1])
            or _body(below)
            or (below is not None and is_address(below.block.text))
            or any(_is_part(p.name.name.casefold(), topic) for p in people)
            or (all(is_known(p.name) for p in people) and (node.role == "line" or _carded(nodes[at + 1 : at + 3])))
        ):
            last = _with_body(people[-1], [n for n in _lines_below(nodes, at) if "@" not in n.block.text])
            found += [(p, node) for p in (*people[:-1], last)]
    if len(found) <= _MOST:
        for person_, node in found:
            yield candidate(person_, Role("speaker"), node)


def _is_headline(outline: Outline, node: Node, so_far: Post) -> bool:
    """Tell the headline, unless it is a plain line that names a person above the line of a body."""
    if not is_title(node, so_far):
        return False
    at = node.index + 1
    below = outline.nodes[at] if at < len(outline.nodes) else None
    return not (
        node.role == "line" and node.block.kind == "paragraph" and below and below.role == "line" and _body(below)
    )


def _topic(outline: Outline, so_far: Post) -> str:
    """Give the words of the title and of a topic's line, in small letters."""
    topics = [s.text for section in outline.labelled("talk", "title") for s in section.entries[:1]]
    return " | ".join([so_far.title or "", *topics]).casefold()


def _is_part(name: str, topic: str) -> bool:
    """Say whether a name stands in a topic as a part of its own: `Seminar, NAME, Friday`, `NAME talk`."""
    at = topic.find(name)
    if at < 0:
        return False
    front, back = topic[:at].rstrip(), topic[at + len(name) :].lstrip()
    nouns = terms("event_word", "noun")
    last, after = front.rstrip(",/ ").split()[-1:], re.match(r"[^\W\d_]+", back)
    by = bool(last) and bare(last[0]) in terms("led_by", "word")
    if by or (front[-1:] in (",", "/") and bool(last) and bare(last[0].rpartition("/")[2]) in nouns):
        return not back or back[0] in "|,/;–—-("
    return bool(after and bare(after[0]) in nouns) and (not front or front[-1] in "|,/:;–—-")


def _name_part(node: Node) -> Passage | None:
    """The line itself, or what follows a label that is only "by"."""
    line = node.block.passage
    first = line.text.split(None, 1)
    if node.role == "paragraph" and len(line.text) < 200 and bare(first[0]) in terms("led_by", "word"):
        # `With Ada Okafor and Bo Lind.` is a line, full stop or not; more than names it does not hold.
        return line.cut(len(first[0]))
    if node.role in ("line", "heading") and not node.block.bullet:
        return line.cut(len(first[0])) if len(first) == 2 and bare(first[0]) in terms("led_by", "word") else line
    if node.role == "labelled" and node.label and bare(node.label.text) in terms("led_by", "word"):
        return node.value
    return None


def _carded(below: list[Node]) -> bool:
    """Say whether a short line and then a paragraph follow, as on the card of a speaker."""
    return len(below) == 2 and below[0].role in ("heading", "line") and below[1].role == "paragraph"


def _placed(read: Person) -> bool:
    return any(a.position or bodywords.has_body(a.affiliation.organization or "") for a, _ in read.affiliations)


def _announced(text: str) -> bool:
    """Say whether the line above leads to a person: "by", "a lecture by"."""
    last = text.split()[-1:] if len(text) < 80 else []
    return bool(last) and bare(last[0].strip(":")) in terms("led_by", "word")


def _body(node: Node | None) -> bool:
    if node is None or node.role not in ("line", "heading") or len(node.block.text) > 120:
        return False
    text = node.block.text
    return (bodywords.has_body(text) or positions.is_position(text.split(",")[0])) and not any(
        c.isdigit() for c in text
    )


def _lines_below(nodes: list[Node], at: int) -> list[Node]:
    """Give the next three lines; a heading of a higher level begins something else."""
    level = nodes[at].block.level
    return list(takewhile(lambda n: n.role != "heading" or n.block.level >= level, nodes[at + 1 : at + 4]))


def _with_body(read: Person, below: list[Node]) -> Person:
    if read.affiliations:
        return read
    bodied = next((i for i, node in enumerate(below) if not _body(node)), len(below))
    for node in below[:bodied]:
        read = with_line(read, node.block.passage)
    return read if bodied else with_lines(read, below[:1])


def under_title(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """The name right below the title of a page about one talk: it has an abstract, a date and a place as fields."""
    if len(so_far.schedule) != 1 or not so_far.title or not outline.labelled("date", "when", "where"):
        return
    abstract = any(
        bare(s.label.text.strip(" :")) in terms("talk_abstract", "word") for s in outline.labelled("summary")
    )
    named = bool(outline.labelled("event_title")) and bool(outline.labelled("where"))
    nodes = [n for n in outline.nodes if n.role != "furniture"]
    at = next((i for i, n in enumerate(nodes) if n.block.text == so_far.title), None)
    if at is None or not (abstract or named):
        return
    for node in nodes[at + 1 : at + 2]:
        if node.role in ("line", "meta", "entry") and len(node.block.text) < 120:
            people = read(node.block.passage, False, outline.language) or _told_elsewhere(outline, node)
            for read_ in people:
                yield candidate(read_, Role("speaker"), node)


def _told_elsewhere(outline: Outline, node: Node) -> tuple[Person, ...]:
    """Read a line as a name where a text anywhere on the page begins with it and goes on in small letters."""
    texts = [n.block.text for n in outline.nodes if n is not node and len(n.block.text) > 30]
    people = read(node.block.passage, True, outline.language)
    return people if all(any(opening(text, p.name) for text in texts) for p in people) else ()


def claimed(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """Performers that the page's structured data names for its one event."""
    entities = {c.entity for c in outline.document.claims if c.entity.startswith("event#")}
    if len(so_far.schedule) != 1 or len(entities) != 1:
        return
    for claim in outline.claims("performer.name", entity=entities.pop()):
        name = person.read(claim.value)
        if name and outline.document.text[claim.span.start : claim.span.end] == claim.value:
            made = candidate(Person(name, claim.span.start), Role("speaker"))
            yield Candidate(made.value, made.found, claim.origin)


def in_title(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """A name in the title or topic: the candidate of a defence, the speaker of `NAME Lecture`, `Talk - NAME`."""
    if not so_far.schedule:
        return
    for node in outline.nodes[:16]:
        topic = node.role == "labelled" and node.label is not None and "talk" in node.label.keys
        if not topic and (not so_far.title or so_far.title not in node.block.text or len(node.block.text) > 300):
            continue
        line = node.value if topic else node.block.passage
        defence = not topic and _is_defence(outline, line.text)
        if not defence and not namescan.may_know(line.text):
            continue
        names = namescan.scan(line.text)[:3]
        if defence:
            for name in names[:1]:
                yield candidate(Person(name, line.start), Role("candidate"), node)
            return
        for name in names:
            if is_known(name) and _titular(line.text, name):
                yield candidate(Person(name, line.start), Role("speaker"), node)


def _is_defence(outline: Outline, title: str) -> bool:
    words = [bare(w) for w in re.findall(r"[^\W\d_]+", title)]
    return any(w in terms("defence", "word") for w in words) or any(
        "role:examiner" in (n.label.keys if n.label else ()) for n in outline.nodes
    )


def _titular(text: str, name: Name) -> bool:
    """Say whether a name in a title gives the event: after "by", a slash or a dash, before a word such as lecture."""
    before = text[: min([name.span[0], *(a for a, _ in name.honorifics)])].rstrip()
    after = text[max([name.span[1], *(b for _, b in name.honorifics)]) :].strip()
    kinds = terms("event_word", "noun")
    led = bool(before) and (before[-1] in "/|-–—:" or bare(before.split()[-1]) in terms("led_by", "word"))
    kind = bool(before) and bare(before.split()[-1].strip("-–—:/,")) in kinds
    following = re.match(r"(?:['’]s\s+)?([^\W\d_]+)", after)
    return (led and (not after or after[0] in "/|-–—,(")) or kind or bool(following and bare(following[1]) in kinds)
