"""People with a part in the event: under role labels, in the programme, in prose, on posters."""

import re
from collections.abc import Iterator
from itertools import pairwise

from postparse.document import Passage
from postparse.fields import people_board, people_programme, people_prose, people_table, people_told
from postparse.fields.organizers import bodies
from postparse.fields.people import Person, Role, telling, with_line
from postparse.fields.people_candidates import candidate, is_title, role_passage
from postparse.fields.people_lines import one
from postparse.fields.people_lists import read
from postparse.outline import Label, Node, Outline, Section
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import bodywords, positions
from postparse.values.person import is_known

# Labels that announce people without saying what they do there.
_SPEAKING = ("people", "name")

# Roles that promise an event even where no date could be read.
_EVENTFUL = frozenset(
    {"moderator", "speaker", "keynote", "presenter", "panelist", "discussant", "examiner", "candidate"}
)


def under_role(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """People on the line of a role label, or in the list or cards below it."""
    if so_far.title is None and not outline.nodes:
        return
    places = {s.head: i for i, s in enumerate(outline.sections)}
    for section in outline.labelled("role:", "organizer:host", *_SPEAKING):
        if is_title(outline.nodes[section.head], so_far):
            continue
        role = role_of_label(section.label)
        if not so_far.schedule and (role.key not in _EVENTFUL or not _is_role(section.label)):
            continue
        if "name" in section.label.keys and (
            not so_far.schedule or not _affiliated(outline, section, places[section.head])
        ):
            continue
        people = list(_among_headings(outline, section)) or list(people_of(outline, section, role))
        if len(people) == 1 and not people[0][0].affiliations:
            for line in _affiliated(outline, section, places[section.head]):
                people = [(with_line(people[0][0], line), people[0][1])]
        for person, node in people:
            if role.key != "host" or is_known(person.name):
                yield candidate(person, role, node)


def _among_headings(outline: Outline, section: Section) -> Iterator[tuple[Person, Node]]:
    """Read cards made of headings: those of the level at which nearly all are names, enough of them beyond doubt."""
    levels: dict[int, list[tuple[Node, tuple[Person, ...]]]] = {}
    head = outline.nodes[section.head]
    if head.role != "heading":
        return
    for index in section.nodes:
        node = outline.nodes[index]
        if node.role == "heading":
            levels.setdefault(node.block.level, []).append((node, read(node.block.passage, False, outline.language)))
    for rows in levels.values():
        named = sum(len(found) == 1 and not found[0].talk for _, found in rows)
        known = sum(len(found) == 1 and is_known(found[0].name) for _, found in rows)
        talks = [(found[0], node) for node, found in rows if len(found) == 1 and found[0].talk]
        if len(talks) > 1 and len(talks) * 5 >= len(rows) * 4:
            yield from talks
        elif known * 2 >= len(rows) or (named * 5 >= len(rows) * 4 and known * 4 >= len(rows)):
            for node, found in rows:
                sure = found or [p for p in read(node.block.passage, True, outline.language) if " " in p.name.name]
                if len(sure) == 1 and not sure[0].talk:
                    yield _card(outline, sure[0], node), node


def _card(outline: Outline, person: Person, start: Node) -> Person:
    """Add the lines of position and body below a name."""
    for node in outline.nodes[start.index + 1 : start.index + 4]:
        if node.role not in ("line", "heading", "entry") or not telling(node.block.text) or "@" in node.block.text:
            break
        if node.role == "heading" and node.block.level < start.block.level:
            break
        person = with_line(person, node.block.passage)
    return person


def _affiliated(outline: Outline, section: Section, place: int) -> tuple[Passage, ...]:
    """Give the lines of the next label if it says where the person belongs: `Affiliation:`, `Position:`."""
    following = [s for s in outline.sections[place + 1 : place + 3] if s.head <= section.head + 3]
    return tuple(
        line
        for s in following
        if s.label.keys and s.label.keys[0] in ("organization", "position")
        for line in s.entries[:2]
        if len(line.text) < 200
    )


def _is_role(label: Label) -> bool:
    return bool(label.keys) and label.keys[0].startswith("role:")


def role_of_label(label: Label) -> Role:
    """Give the role that a label means; "Who:" and the like make a speaker."""
    key = next((k[5:] for k in label.keys if k.startswith("role:")), None)
    if key is None:
        key = "host" if "organizer:host" in label.keys else "speaker"
    return role_passage(label.text, label.span, key)


def people_of(outline: Outline, section: Section, role: Role) -> Iterator[tuple[Person, Node]]:
    """Read the entries of a section until something stands there that belongs to no list of people."""
    head = outline.nodes[section.head]
    host = role.key == "host"
    open_: tuple[Person, Node] | None = None
    first: Node | None = None
    lines = list(_rows(outline, section))
    for at, (node, entry) in enumerate(lines):
        if node is not head and (_ends(node, head) or (node.label and node.role == "label")):
            break
        entry = entry if node is head else _without_role(node)
        apart = (
            first is not None
            and first.block.group != node.block.group
            and not (first.block.bullet and node.block.bullet)
        )
        found = _hosts(entry) if host else _linked(entry, node, outline.language)
        found = found or (() if host else read(entry, not apart, outline.language))
        following = lines[at + 1][1].text if at + 1 < len(lines) else ""
        if open_ and (not found or _is_body_of(open_, found, node, entry, following)):
            if _belongs(open_, node, entry):
                open_ = with_line(open_[0], entry), open_[1]
                continue
            if not found:
                break
        if open_:
            yield open_
            open_ = None
        if not found:
            if node is head or (node.role == "line" and first is None):
                continue
            break
        first = first or node
        roled = [_own_role(p, node) for p in found]
        for person in roled[:-1]:
            yield person, node
        open_ = roled[-1], node
    if open_:
        yield open_


def _rows(outline: Outline, section: Section) -> Iterator[tuple[Node, Passage]]:
    """Give the entries, those of the label's own paragraph line by line."""
    for index, entry in zip(section.nodes, section.entries, strict=True):
        node = outline.nodes[index]
        if index != section.head:
            yield node, entry
            continue
        value = node.value
        start = value.start
        for line in outline.document.text[value.start : value.start + len(value.text)].split("\n"):
            row = value.cut(start - value.start, start - value.start + len(line))
            start += len(line) + 1
            wide = re.search(r"(?<!\s)\s{3,}+(?=[^\W\d_][\w ]{2,20}:)", row.text)  # another label on the same line
            if row.text.strip():
                yield node, row.cut(0, wide.start()) if wide else row


def _linked(entry: Passage, node: Node, language: str | None) -> tuple[Person, ...]:
    """Read names that are links, with nothing but commas and small words between them."""
    end = entry.start + len(entry.text)
    links = [k.span for k in node.block.links if entry.start <= k.span.start and k.span.end <= end]
    if len(links) < 2 or links[0].start != entry.start or links[-1].end < end - 1:
        return ()
    gaps = [entry.text[a.end - entry.start : b.start - entry.start] for a, b in pairwise(links)]
    if any(len(gap) > 6 or not gap.strip() for gap in gaps):
        return ()
    found = [read(entry.cut(s.start - entry.start, s.end - entry.start), True, language) for s in links]
    return tuple(p for people in found for p in people) if all(len(people) == 1 for people in found) else ()


def _hosts(line: Passage) -> tuple[Person, ...]:
    """Read the people among the bodies of a host line."""
    return tuple(p for body in bodies(line) for p in one(body, False))


def _ends(node: Node, head: Node) -> bool:
    """A heading, a known label or prose ends a list of people, unless the list is made of headings."""
    if node.role == "heading":
        return head.role != "heading" or (node.block.level or 9) <= (head.block.level or 0)
    if node.role in ("furniture", "meta", "link", "title"):
        return True
    return node.role == "labelled" and bool(node.label and node.label.keys) and not _role_label(node)


def _role_label(node: Node) -> bool:
    return bool(node.label and any(k.startswith("role:") for k in node.label.keys))


def _without_role(node: Node) -> Passage:
    return node.value if _role_label(node) else node.block.passage


def _own_role(person: Person, node: Node) -> Person:
    """`– Moderator: NAME` within a list: the entry's own label."""
    if person.role is None and node.role == "labelled" and node.label and _role_label(node):
        return person._replace(role=role_of_label(node.label))
    return person


def _is_body_of(
    card: tuple[Person, Node], found: tuple[Person, ...], node: Node, entry: Passage, following: str
) -> bool:
    """Say whether a line that could be a name is rather the body of the card above it."""
    person, start = card
    if len(found) != 1 or found[0].talk or found[0].role or found[0].name.honorific:
        return False
    deeper = start.role == "labelled" and node.block.indent > start.block.indent
    # `NAME (BODY)` below `NAME (BODY)`: the next of them.
    alike = start.block.text[-1:] == entry.text[-1:] == ")"
    if deeper and not alike and not is_known(found[0].name):
        head, comma, _ = entry.text.partition(",")
        if not any(a.position for a, _ in found[0].affiliations) or (comma and positions.is_position(head)):
            return True
    if found[0].affiliations:
        return False
    if bodywords.has_body(entry.text):
        return True
    return _waits_for_body(person) and not telling(following) and not is_known(found[0].name)


def _waits_for_body(person: Person) -> bool:
    """Say whether the last thing known of a person is a position without its body."""
    held = [a.affiliation for a, _ in person.affiliations]
    return bool(held) and held[-1].position is not None and held[-1].organization is None


def _belongs(card: tuple[Person, Node], node: Node, entry: Passage) -> bool:
    """Say whether a line is the next of a card: no bullet of its own, near, and an affiliation by its look."""
    person, start = card
    if (node.block.bullet and not start.block.bullet) or (
        node.block.bullet and node.block.indent <= start.block.indent
    ):
        return False
    near = (
        node.block.group == start.block.group or start.block.kind == "heading" or node.block.indent > start.block.indent
    )
    if not near or node.role == "paragraph" or len(entry.text) > 160 or "@" in entry.text:
        return False
    return (
        telling(entry.text)
        or node.block.indent > start.block.indent
        or not person.affiliations
        or _waits_for_body(person)
    )


RULES = {
    "/participants": (
        under_role,
        people_table.in_table,
        people_programme.led_by_role,
        people_programme.in_programme,
        people_programme.below_talks,
        people_board.in_title,
        people_board.under_title,
        people_told.introduced,
        people_told.told_of,
        people_board.name_led,
        people_prose.in_prose,
        people_board.claimed,
    )
}
NEEDS = ("schedule",)
