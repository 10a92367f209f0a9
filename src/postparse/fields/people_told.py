"""People whom a page introduces: a name on a line of its own, and below it a paragraph that tells of the person."""

import re
from collections.abc import Iterator
from itertools import takewhile

from postparse.document import Passage
from postparse.fields.people import Person, Role, telling, with_line
from postparse.fields.people_candidates import announces, candidate, elsewhere, is_title
from postparse.fields.people_lists import read
from postparse.lexicon import fold
from postparse.outline import Node, Outline
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import affiliation, bodywords, latinname, letters, namescan, positions, zones
from postparse.values.affiliated import Affiliated
from postparse.values.name import Name
from postparse.values.person import is_known
from postparse.values.terms import bare, terms

# How much must speak for a person: see `_weight`.
_ENOUGH = 3


def introduced(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """A name as a heading or line, with a paragraph below that begins with it and tells of a life."""
    if not _about_event(outline, so_far):
        return
    authors = {a.name for a in so_far.byline.authors}
    apart = elsewhere(outline)
    nodes = [
        n
        for n in outline.nodes
        if n.role not in ("furniture", "meta", "link") and not is_title(n, so_far) and n.index not in apart
    ]
    found: dict[int, tuple[Person, tuple[str, int]]] = {}
    for at in range(len(nodes)):
        made = _card(nodes, at, outline.language)
        if made and made[0].name.name not in authors and _weight(*made) >= _ENOUGH:
            found[at] = made[0], _shape(nodes, at)
    shapes = {shape for _, shape in found.values()}
    for at, node in enumerate(nodes):
        person = found[at][0] if at in found else _sibling(nodes, at, shapes, outline.language) if shapes else None
        if person:
            yield candidate(person, Role("speaker"), node)


def told_of(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """Paragraphs under a heading of speakers or of their lives that begin with a name: `Ada Okafor is a potter ...`."""
    if not _about_event(outline, so_far):
        return
    apart = elsewhere(outline)
    authors = {a.name for a in so_far.byline.authors}
    for section in outline.labelled("role:", "people", "bio"):
        key = next((k[5:] for k in section.label.keys if k.startswith("role:")), "speaker")
        for index in section.nodes:
            node = outline.nodes[index]
            if "bio" in section.label.keys and index not in apart and (card := _ranked(outline, node)):
                yield candidate(card, Role(key), node)
                continue
            person = told_in(node.value) if index not in apart and node.role in ("paragraph", "labelled") else None
            if person and person.name.name not in authors:
                yield candidate(person, Role(key), node)


def _ranked(outline: Outline, node: Node) -> Person | None:
    """A name above the line of a position, where people are introduced."""
    if node.role not in ("line", "heading") or node.index + 1 == len(outline.nodes):
        return None
    below = outline.nodes[node.index + 1]
    if below.role not in ("line", "heading") or not positions.is_position(below.block.text.split(",")[0]):
        return None
    people = read(node.block.passage, True, outline.language)
    if len(people) != 1 or people[0].talk or people[0].affiliations:
        return None
    return with_lines(people[0], [below])


def _about_event(outline: Outline, so_far: Post) -> bool:
    """Say whether the page is about an event: it announces one, or has the abstract of a talk."""
    if so_far.schedule:
        return announces(outline, so_far)
    return any(bare(s.label.text.strip(" :")) in terms("talk_abstract", "word") for s in outline.labelled("summary"))


def _card(nodes: list[Node], at: int, language: str | None) -> tuple[Person, list[Passage], int] | None:
    """Read a name with the lines below it; give also the paragraphs on it, and where the name ends that begins them."""
    node = nodes[at]
    line = node.block.passage
    if node.role not in ("heading", "line") or not 4 < len(line.text) < 160:
        return None
    if line.text[-1] in "!?" or (line.text[-1] == "." and node.role == "line"):
        return None
    first = next((i for i in range(at + 1, min(at + 4, len(nodes))) if nodes[i].role == "paragraph"), 0)
    for person in read(line, True, language)[:1] if first else ():
        end = 0 if person.talk else opening(nodes[first].block.text, person.name)
        if end:
            told = takewhile(lambda n: n.role == "paragraph", nodes[first : first + 3])
            return with_lines(person, nodes[at + 1 : first]), [n.block.passage for n in told], end
    return None


def with_lines(person: Person, lines: list[Node]) -> Person:
    """Add what stands between a name and the paragraph on it: position and body, or `BODY / COUNTRY`."""
    if person.affiliations:
        return person
    for node in lines:
        text = node.block.text
        if node.role not in ("heading", "line", "entry") or "@" in text or len(text) > 120 or text[-1] in ".!?":
            break
        if telling(text) or _placed(text):
            person = with_line(person, node.block.passage)
    return person


def _placed(text: str) -> bool:
    """`Mill Works / Norway`: behind a stroke a country or town."""
    front, mark, back = text.rpartition(" / ")
    return bool(mark) and zones.is_place(fold(back.strip())) and front[:1].isupper()


def opening(text: str, name: Name) -> int:
    """Give where the name, or a part of it, ends with which a paragraph begins; 0 if something else begins it.

    >>> from postparse.values.person import read
    >>> opening("Ada Okafor is a potter.", read("Ada Okafor")), opening("Dr. Okafor is a potter.", read("Ada Okafor"))
    (10, 10)
    """
    if letters.is_east(name.name):
        return len(name.name) if text.startswith(name.name) else 0
    quote = text[:1] in "“\"«„'‘"
    parts = [bare(w) for w in name.name.split()]
    seen, end, run = False, 0, ""
    for token in re.compile(r"[(（][^()（）]{1,30}[)）]|[^\s,]+").finditer(text, quote, 120):
        low = bare(token[0])
        run += low
        if token[0][0] in "(（" and seen:
            end = token.end()
            continue
        if low in parts or run == "".join(parts):
            seen = seen or len(low) > 2
            end = token.end()
        elif not (
            latinname.is_initial(token[0]) or low in terms("honorific", "title") or "".join(parts).startswith(run)
        ):
            break
    rest = text[end:].lstrip(" ,(")
    return end if seen and rest[:1].islower() else 0


def _weight(person: Person, paragraphs: list[Passage], end: int) -> int:
    """Count what speaks for a person: what the paragraph calls them, the lines above it, words of a life."""
    life = {bare(w) for p in paragraphs for w in re.findall(r"[^\W\d_]+", p.text[:600])}
    called = calling(paragraphs[0], end)
    return (
        2 * any(_is_calling(a.affiliation.position or "") for a, _ in called)
        + any(a.organization is not None for a, _ in called)
        + 2 * any(a.position or bodywords.has_body(a.affiliation.organization or "") for a, _ in person.affiliations)
        + is_known(person.name)
        + bool(person.name.honorific)
        + min(3, sum(w in terms("told", "life") for w in life))
    )


def _is_calling(position: str) -> bool:
    """Say whether a position holds a word that the lexicon knows as one; any common noun may stand for a thing too."""
    return any(
        positions.without_prefix(bare(w), "word", "lead") in terms("position", "word", "lead") for w in position.split()
    )


def calling(paragraph: Passage, end: int) -> tuple[tuple[Affiliated, int], ...]:
    """Read what a sentence calls the person who is its subject: `Ada Okafor is a potter at the Mill Museum`."""
    tokens = list(re.finditer(r"[^\s,;.()]+|[,;.()]", paragraph.text[end : end + 240]))
    being = 0
    while being < len(tokens) and bare(tokens[being][0]) in terms("told", "being"):
        being += 1
    start = being
    while being and start < len(tokens) and bare(tokens[start][0]) in terms("preposition", "article"):
        start += 1
    if not being or start == len(tokens):
        return ()
    stop = start
    while (
        stop < len(tokens) and tokens[stop][0] not in ",;.()" and bare(tokens[stop][0]) not in terms("told", "relative")
    ):
        stop += 1
    if stop == start:
        return ()
    given = paragraph.cut(end + tokens[start].start(), end + tokens[stop - 1].end())
    return tuple((a, given.start) for a in affiliation.read(given.text) if a.position and len(given.text.split()) < 20)


def _shape(nodes: list[Node], at: int) -> tuple[str, int]:
    block = nodes[at].block
    return (block.kind, block.level) if block.level else ("", 0)


def _sibling(nodes: list[Node], at: int, shapes: set[tuple[str, int]], language: str | None) -> Person | None:
    """Read a heading of the level of names already found, above a paragraph as they are."""
    if nodes[at].role != "heading" or _shape(nodes, at) not in shapes:
        return None
    people = read(nodes[at].block.passage, False, language)
    below = [n.role for n in nodes[at + 1 : at + 3]]
    if len(people) != 1 or people[0].talk or "paragraph" not in below:
        return None
    return with_lines(people[0], nodes[at + 1 : at + 1 + below.index("paragraph")])


def told_in(paragraph: Passage) -> Person | None:
    """Read the person of whom a whole paragraph tells, from its first words: `Ada Okafor is a potter ...`."""
    names = namescan.scan(paragraph.text[:120])[:1]
    if not names or (paragraph.text[: names[0].span[0]].strip() and not names[0].honorifics):
        return None
    end = opening(paragraph.text, names[0])
    person = Person(names[0], paragraph.start)
    if not end or _weight(person, [paragraph], end) < _ENOUGH:
        return None
    bodied = tuple(
        (a, at) for a, at in calling(paragraph, end)[:2] if positions.is_position(a.affiliation.position or "")
    )
    return person._replace(affiliations=bodied)
