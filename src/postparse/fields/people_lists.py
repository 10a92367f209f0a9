"""A line to all people that it names: one, a list, a run of bullets."""

from postparse.document import Passage
from postparse.fields.people import Person, unquoted
from postparse.fields.people_items import by_semicolons, items, run_on, without_others, without_stop
from postparse.fields.people_lines import by_shape, one
from postparse.fields.people_shapes import fitting
from postparse.lexicon import words
from postparse.values import letters, person
from postparse.values.name import Name
from postparse.values.terms import bare, endings, terms

LONGEST = 400
# What may part the people of a list, beside words for "and".
_PARTING = frozenset(",，、;；·•|・&×")


def read(line: Passage, sure: bool, language: str | None = None) -> tuple[Person, ...]:
    """Read the people of one line; `sure` says that the line stands where people are listed."""
    found = _read(line, sure, language)
    return tuple(_titled(p, language) for p in found) if language else found


def _titled(made: Person, language: str) -> Person:
    """Take off a title that elsewhere is an initial: the M. of French posts."""
    name = made.name
    first, _, rest = name.name.partition(" ")
    if len(first) > 3 or " " not in rest or len(name.name) != name.span[1] - name.span[0]:
        return made
    spoken = language.partition("-")[0]
    if not any(m.key == "local" and m.language == spoken for m in words("honorific").get(bare(first))):
        return made
    start, end = name.span
    cut = start + len(first)
    titles = ", ".join(filter(None, (first, name.honorific)))
    ranges = ((start, cut), *name.honorifics)
    return made._replace(name=name._replace(name=rest, span=(cut + 1, end), honorific=titles, honorifics=ranges))


def _read(line: Passage, sure: bool, language: str | None) -> tuple[Person, ...]:
    line = without_stop(without_others(line.cut(0)) if sure else line.cut(0))
    if not line.text or len(line.text) > LONGEST:
        return ()
    pieces = run_on(line)
    if len(pieces) > 1 or pieces[0].start > line.start:
        return tuple(p for piece in pieces for p in _read(piece, sure, language))
    if _is_single(line.text) and (found := one(line, sure)):
        return found
    tied = any(bare(w) in terms("conjunction", "and") for w in line.text.split())
    if not tied and _PARTING.isdisjoint(line.text):
        return one(line, sure)
    return several(line, sure) or (tied and (_row(line) or _sharing(line, sure))) or one(line, sure)


def _is_single(text: str) -> bool:
    """Say whether a line is `NAME (…)` at a glance: one bracket, at its end, and nothing before it that parts."""
    at = text.find("(")
    return (
        at > 0
        and text[-1] == ")"
        and text.count("(") == 1
        and not any(c in ",;，、·&/:" for c in text[:at])
        and (text.count(" ", 0, at) < 4)
    )


def _sharing(line: Passage, sure: bool) -> tuple[Person, ...]:
    """Read `Talk: A and B (Body)`: several people beside the title of one talk."""
    for name, found in fitting(line.text):
        groups = found.groupdict()
        if name.startswith(("talk", "quoted")) and groups.get("rest"):
            people = several(line.cut(*found.span("rest")), sure)
            if people:
                talk = unquoted(line.cut(*found.span("talk")))
                return tuple(p._replace(talk=talk) for p in people)
    return ()


def _row(line: Passage) -> tuple[Person, ...]:
    """Read `A (Body), B, director of C, and D (Body)`: people in a row, with what stands in apposition, to the end."""
    if letters.is_east(line.text) or not any(c in line.text for c in ",;"):
        return ()
    from postparse.fields import people_chain

    people, end = people_chain.row(line)
    if any(_is_pair(p.name) for p in people):
        return ()
    return tuple(people) if len(people) > 1 and not line.text[end:].strip(" .;") else ()


def _is_pair(name: Name) -> bool:
    """`Suelo y Aire`: two words with "and" between, no known name before it."""
    parts = name.name.split()
    return len(parts) == 3 and bare(parts[1]) in terms("conjunction", "and") and not person.is_known(name)


def several(line: Passage, sure: bool) -> tuple[Person, ...]:
    """Read a list of people on one line: `A, B (Body) and C (moderator)`; none if it is no such list."""
    pieces = items(line)
    if len(pieces) < 2:
        return ()
    parts = [p for p, _ in pieces]
    if " – " in parts[0].text and not by_semicolons(line):
        # What follows a dash after one name is that person's, commas and all: `A – Founder, B & Sons Ltd.`
        return ()
    if (
        by_semicolons(line)
        or any(joint for _, joint in pieces)
        or len(pieces) > 2
        or _bracketed(parts)
        or _all_names(parts)
        or _eastern(parts)
    ):
        people = [_listed_one(p, sure) for p in parts]
        if not all(people) and sure and len(pieces) > 2 and pieces[-1][1] and any(people):
            people = [p or next(iter(one(part, True)), None) for p, part in zip(people, parts, strict=True)]
            if all(people[:-1]) and _is_group(parts[-1].text):
                people = people[:-1]  # `A, B and The Mill Choir`
        if all(people):
            return _shared(tuple(p for p in people if p), pieces)
        return _couple(parts) if len(parts) == 2 and pieces[1][1] else ()
    return ()


def _is_group(text: str) -> bool:
    """Say whether a part of a list is a group that plays or sings: an article before capitals."""
    first, _, rest = text.partition(" ")
    return rest[:1].isupper() and first[:1].isupper() and bare(first) in terms("preposition", "article")


def _bracketed(parts: list[Passage]) -> bool:
    return all(p.text.endswith((")", "）")) for p in parts) or all(
        letters.is_east(p.text) and p.text.endswith(endings("honorific", "after")) for p in parts
    )


def _all_names(parts: list[Passage]) -> bool:
    """Say whether each part is a name: in letters without cases, or of several words, the first a given name."""
    names = [person.read(p.text) for p in parts]
    given = terms("given", "common")
    return all(n and (letters.is_east(n.name) or (" " in n.name and bare(n.name.split()[0]) in given)) for n in names)


def _eastern(parts: list[Passage]) -> bool:
    """Say whether each part is a name in letters without cases, or one with a bracket: `홍길동, 김하늘 (단체)`."""
    heads = [p.text.partition("(" if "(" in p.text else "（") for p in parts]
    return all(
        letters.is_east(head) and (not mark or rest.endswith((")", "）"))) and person.read(head) is not None
        for head, mark, rest in heads
    )


def _listed_one(part: Passage, sure: bool) -> Person | None:
    """Read one item of a list: a full name, with or without a bracket, or behind a verb of another role."""
    if part.text[:1].islower() and (led := next(iter(one(part, sure)), None)) and led.role:
        return led
    east = letters.is_east(part.text)
    if east and any(c in part.text for c in ",，"):
        return next(iter(one(part, sure)), None)
    for name, found in fitting(part.text):
        if name in ("name alone", "person (affiliation)", "person @ body"):
            made = by_shape(part, found, sure and east)
            if made:
                return made
    if not east and "," in part.text:
        return next(iter(one(part, False)), None)
    if not east:
        return None
    from postparse.fields.people_spaced import spaced  # no post in Latin letters asks for it

    return spaced(part, sure)


def _shared(people: tuple[Person, ...], pieces: list[tuple[Passage, bool]]) -> tuple[Person, ...]:
    """`A and B (Body)`: the one affiliation of a pair is both's."""
    if len(people) == 2 and pieces[1][1] and people[1].affiliations and not people[0].affiliations:
        return people[0]._replace(affiliations=people[1].affiliations), people[1]
    return people


def _couple(parts: list[Passage]) -> tuple[Person, ...]:
    """`Ada and Bo Lind`: the first has the surname of the second."""
    second = next(iter(one(parts[1], False)), None)
    first = person.read(parts[0].text, sure=True)
    if not second or not first or " " in first.name or len(second.name.name.split()) != 2:
        return ()
    surname = second.name.name.split()[-1]
    start = parts[0].start
    whole = Name(f"{first.name} {surname}", (first.span[0], second.span.end - start))
    return Person(whole, start, second.affiliations), second
