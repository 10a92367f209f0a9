"""People on posters and bulletin boards: a name on a line of its own above its body, names in titles."""

import re
from collections.abc import Iterator

from postparse.document import Passage
from postparse.fields.people_candidates import candidate
from postparse.fields.people_lines import Person, Role, one
from postparse.outline import Node, Outline
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import affiliation, person
from postparse.values.terms import bare, terms


def name_led(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """A line that is a name, with an honorific, below "by", or above the line of a body or position."""
    if not so_far.schedule:
        return
    authors = {a.name for a in so_far.byline.authors}
    places = " ".join(f"{e.venue.name} {e.venue.address}" for e in so_far.schedule if e.venue)
    nodes = [n for n in outline.nodes if n.role not in ("furniture", "meta")]
    prose = 0
    for at, node in enumerate(nodes):
        prose += node.role == "paragraph"
        if node.role not in ("line", "heading") or node.block.bullet or prose > 2:
            continue
        line = node.block.passage
        if not 4 < len(line.text) < 90 or any(c.isdigit() for c in line.text):
            continue
        read = _name_line(line)
        if read is None or read.name.name in authors or read.name.name in places:
            continue
        before = nodes[at - 1].block.text if at else ""
        below = nodes[at + 1] if at + 1 < len(nodes) else None
        if _announced(before) or read.name.honorific or _placed(read) or _body(below):
            yield candidate(_with_body(read, nodes[at + 1 : at + 4]), Role("speaker"), node)


def _name_line(line: Passage) -> Person | None:
    found = one(line, False)
    return found[0] if found and not found[0].talk else None


def _placed(read: Person) -> bool:
    return any(a.position or affiliation.has_body(a.affiliation.organization or "") for a, _ in read.affiliations)


def _announced(text: str) -> bool:
    """Say whether the line above leads to a person: "by", "a lecture by"."""
    last = text.split()[-1:] if len(text) < 80 else []
    return bool(last) and bare(last[0].strip(":")) in terms("byline", "by")


def _body(node: Node | None) -> bool:
    if node is None or node.role not in ("line", "heading") or len(node.block.text) > 120:
        return False
    text = node.block.text
    return (affiliation.has_body(text) or affiliation.is_position(text.split(",")[0])) and not any(c.isdigit() for c in text)


def _with_body(read: Person, below: list[Node]) -> Person:
    from postparse.fields.participants import with_line

    if read.affiliations:
        return read
    for node in below:
        if not _body(node):
            break
        read = with_line(read, node.block.passage)
    return read


def in_title(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """A name in the title: the candidate of a defence, the speaker after "by" or between slashes."""
    if not so_far.schedule or not so_far.title:
        return
    defence = any(bare(w) in terms("defence", "word") for w in re.findall(r"[^\W\d_]+", so_far.title)) or any(
        "role:examiner" in (n.label.keys if n.label else ()) for n in outline.nodes
    )
    for node in outline.nodes[:12]:
        text = node.block.text
        if so_far.title not in text or len(text) > 300:
            continue
        line = node.block.passage
        if defence:
            for name in person.scan(text)[:1]:
                yield candidate(Person(name, line.start), Role("candidate"), node)
        return


