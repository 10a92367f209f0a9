"""People in a programme: slots with a talk and a name, session heads with their chair."""

import re
from collections.abc import Iterator
from functools import cache

from postparse.document import Passage
from postparse.fields.people import Person, Role, unquoted
from postparse.fields.people_candidates import candidate
from postparse.fields.people_lists import read
from postparse.fields.people_prose import is_headline
from postparse.fields.people_table import cells
from postparse.fields.slot_time import after_date, after_time
from postparse.lexicon import look
from postparse.outline import Node, Outline
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values.person import is_known
from postparse.values.placewords import east
from postparse.values.terms import bare, terms

_LONGEST = 300
# What a line outside a programme must have to be read: a label's colon, or a talk's quotes.
_TELLING = frozenset(':：“”"„«「『《')


def in_programme(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """People of agenda slots: after a role word in the line, or beside the title of their talk."""
    if not so_far.schedule:
        return
    agenda = {i for s in outline.labelled("agenda") for i in s.nodes}
    slot: Node | None = None
    rows: list[tuple[Person, Role | None, bool, Node]] = []
    slots = [_slot(n) for n in outline.nodes]
    many = sum(slotted for *_, slotted in slots) > 1
    for node, (line, rest, _) in zip(outline.nodes, slots, strict=True):
        if node.role in ("furniture", "meta") or len(node.block.text) > _LONGEST:
            slot = None
            continue
        if node.role == "labelled" and node.label and node.label.keys and not _hour(node, rest):
            continue
        timed = rest.start > node.block.span.start and (many or node.index in agenda)
        if timed:
            slot = node
        listed = timed or node.index in agenda or _under(node, slot)
        if not listed and _TELLING.isdisjoint(line.text):
            continue
        if node.block.kind == "table_row" and len(node.block.cells) > 1:
            found = [row for cell in cells(node) for row in _people(after_time(cell), listed, outline.language)]
        else:
            found = list(_people(rest, listed, outline.language))
        rows += [(*row, node) for row in found]
    told = any(person.talk and certain for person, _, certain, _ in rows)
    for person, role, certain, node in rows:
        if certain or told:
            yield candidate(person, role, node)


def _people(line: Passage, listed: bool, language: str | None) -> Iterator[tuple[Person, Role | None, bool]]:
    """Give the people of one slot and their roles; a slot without a role word has speakers.

    The flag is false for a name beside few words, which counts only where other slots have a talk and a speaker.
    """
    labels = roles_in(line)
    for role, rest in labels:
        found = read(rest, listed, language)
        if found and (listed or any(p.affiliations or p.name.honorific for p in found)):
            yield from ((p, role, True) for p in found)
    if labels:
        return
    topical = (_before_topic(line, language) or _behind_topic(line, language)) if listed else ()
    for person in topical or read(line, False, language) or (_led(line, language) if listed else ()):
        if person.talk and (_is_contact(person.talk.text) or (not listed and _is_speech(person.talk.text))):
            continue
        positioned = any(a.position for a, _ in person.affiliations)
        quoted = person.talk and line.text[person.talk.start - line.start - 1 : person.talk.start - line.start].strip()
        telling = person.talk and (quoted or len(person.talk.text.split()) > 2 or not line.text[0].isascii())
        if (listed and (person.affiliations or telling)) or (
            person.talk and (positioned or (quoted and is_known(person.name)))
        ):
            yield person, Role("speaker"), True
        elif listed and person.talk and " " in person.name.name:
            yield person, Role("speaker"), False


@cache
def _topic_mark() -> re.Pattern[str]:
    return re.compile(r"\s?[:：]\s|\s[–—-]\s")


def _before_topic(line: Passage, language: str | None) -> tuple[Person, ...]:
    """`NAME, BODY: TALK`: people with a body or position each, and behind a mark the title of what they talk about."""
    mark = _topic_mark().search(line.text)
    if mark is None or {",", "，"}.isdisjoint(line.text[: mark.start()]):
        return ()
    talk = line.cut(mark.end())
    people = read(line.cut(0, mark.start()), False, language)
    if not people or not all(p.affiliations for p in people) or read(talk, False, language):
        return ()
    return tuple(p._replace(talk=unquoted(talk)) for p in people) if len(talk.text.split()) > 1 else ()


def _behind_topic(line: Passage, language: str | None) -> tuple[Person, ...]:
    """`TALK NAME (BODY)` in scripts that set few blanks: the last of them parts the talk from the name."""
    bracket = max(line.text.find("("), line.text.find("（"))
    if bracket < 0 or not east(line.text):
        return ()
    at = max(line.text.rfind(" ", 0, bracket), line.text.rfind("\u3000", 0, bracket))
    if at < _LEAST_TALK or read(line, False, language):
        return ()
    people = read(line.cut(at + 1), False, language)
    if not all(p.affiliations for p in people):
        return ()
    return tuple(p._replace(talk=unquoted(line.cut(0, at))) for p in people)


_LEAST_TALK = 4


def _led(line: Passage, language: str | None) -> tuple[Person, ...]:
    """`TALK by NAME`: the word that leads to a name, and before it the title of the talk."""
    words = list(re.finditer(r"[^\s]+", line.text))
    for at in range(len(words) - 2, 0, -1):
        word = bare(words[at][0])
        if word not in terms("led_by", "word") or look("organizer", f"{words[at - 1][0]} {word}"):
            continue
        people = read(line.cut(words[at].end()), False, language)
        sure = word in terms("byline", "by") or all(is_known(p.name) for p in people)
        talk = unquoted(line.cut(0, words[at].start()))
        return tuple(p._replace(talk=talk) for p in people if not p.talk) if sure else ()
    return ()


def below_talks(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """A name alone on the line below the talk of a slot, where several slots are built so and some names are known."""
    if not so_far.schedule:
        return
    nodes = [n for n in outline.nodes if n.role not in ("furniture", "meta")]
    found: list[tuple[Person, Node]] = []
    for at, node in enumerate(nodes[:-1]):
        alone = _time_alone(node)
        if (at + 2 == len(nodes)) if alone else not _slotted(node):
            continue
        talk = nodes[at + 1].block.passage if alone else after_time(after_date(node.block.passage))
        below = nodes[at + 2] if alone else nodes[at + 1]
        if below.role in ("line", "heading", "entry") and len(below.block.text) < 100 and not _slotted(below):
            people = read(below.block.passage, False, outline.language)
            found += [(p._replace(talk=unquoted(talk)), below) for p in people if not p.talk and " " in p.name.name]
    known = sum(is_known(p.name) for p, _ in found)
    if len(found) > 1 and known * 3 >= len(found):
        for person, node in found:
            yield candidate(person, Role("speaker"), node)


def _time_alone(node: Node) -> bool:
    """Say whether a line is a clock time, or a range of them, and nothing else."""
    text = node.block.text
    return len(text) < 24 and text[:1].isdigit() and after_time(Passage(f"{text} x", 0)).text == "x"


def _is_speech(talk: str) -> bool:
    """Say whether a quote before a name is what somebody said: small letters, and a comma before its end."""
    return talk.endswith(",") and not is_headline(talk[:-1])


def _is_contact(talk: str) -> bool:
    """`For further information contact: NAME`: what looks like a talk ends in a word for a contact."""
    word = talk.rstrip(" :").split()[-1:]
    return bool(word) and any(m.key == "contact" for m in look("label", word[0]))


def _slot(node: Node) -> tuple[Passage, Passage, bool]:
    """Give a line behind its day, behind day and time, and say whether it is a slot."""
    line = node.block.passage
    if len(line.text) > _LONGEST:
        return line, line, False
    undated = after_date(line)
    rest = after_time(undated)
    begins = rest.start > line.start and (node.role in ("line", "entry", "paragraph") or _hour(node, rest))
    return undated, rest, begins


def _slotted(node: Node) -> bool:
    return _slot(node)[2]


def _hour(node: Node, rest: Passage) -> bool:
    """Say whether the label of a line is only the word before its clock time: `ore 9.30`."""
    label = node.label
    return bool(
        label
        and "time" in label.keys
        and label.span.end < rest.start
        and label.text.casefold() in terms("time", "at", "hour")
    )


def _under(node: Node, slot: Node | None) -> bool:
    """Say whether a line stands below a slot: deeper, or in the same run of lines."""
    return slot is not None and (node.block.indent > slot.block.indent or node.block.group == slot.block.group)


def led_by_role(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """Lines that begin with a role word and a number, a stroke or a stop: `발제1. Talk / NAME`; deeper lines go on."""
    if not so_far.schedule:
        return
    role: Role | None = None
    head: Node | None = None
    for node in outline.nodes:
        if node.role in ("furniture", "meta", "paragraph") or len(node.block.text) > _LONGEST:
            head = None
            continue
        line = node.block.passage
        found = _leading_role(line) if node.role in ("line", "entry", "labelled") else None
        if found:
            (role, line), head = found, node
        elif head is None or node.block.group != head.block.group or node.block.indent <= head.block.indent:
            head = None
            continue
        for person in read(line, True, outline.language):
            if person.affiliations or person.talk or not found:
                yield candidate(person, role, node)


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        r"(?P<word>[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20})?)(?P<mark>\s?\d{1,2}\s?[.)_:：|｜-]?|\s?[_|｜]|\.)\s*(?=\S)"
    )


def _leading_role(line: Passage) -> tuple[Role, Passage] | None:
    lead = _lead().match(line.text)
    found = look("role", lead["word"]) if lead else ()
    if not lead or not found:
        return None
    return Role(found[0].key, line.cut(*lead.span("word"))), line.cut(lead.end())


def roles_in(line: Passage) -> list[tuple[Role, Passage]]:
    """Find role words before colons, or before the first dash, each with what stands up to the next.

    >>> [(r.key, rest.text) for r, rest in roles_in(Passage("Session 1: Caves. Chair: Ada Okafor", 0))]
    [('chair', 'Ada Okafor')]
    """
    marks = [m.start() for m in re.finditer("[:：]", line.text)][:6]
    found = [(mark, *label) for mark in marks if (label := _role_before(line, mark))]
    if not found and (dash := re.search(r"\s[–—-]\s", line.text)):
        label = _role_before(line, dash.start())
        found = [(dash.end() - 1, *label)] if label and label[0] == 0 else []
    if not found:
        return []
    ends = [start for _, start, _ in found[1:]] + [len(line.text)]
    rows = [(role, _unbracketed(line.cut(mark + 1, end))) for (mark, _, role), end in zip(found, ends, strict=True)]
    return [(role, rest) for role, rest in rows if rest.text]


def _role_before(line: Passage, mark: int) -> tuple[int, Role] | None:
    """Give the role word right before a mark, of up to three words, and where it begins."""
    base = max(0, mark - 60)
    tokens = list(re.finditer(r"[^\s.;,，。()（）\[\]【】｜|·]+", line.text[base:mark]))
    for count in (3, 2, 1):
        if len(tokens) < count:
            continue
        start = base + tokens[-count].start()
        found = look("role", re.sub(r"(?<!\s)\s*+\d{1,2}\s*$", "", line.text[start:mark].rstrip()))
        if found:
            return start, Role(found[0].key, line.cut(start, mark))
    return None


def _unbracketed(rest: Passage) -> Passage:
    """Drop a bracket that opens before the next role word, or closes what was opened before this one."""
    text = rest.text.rstrip(" ,;")
    if text.endswith(("(", "（")):
        text = text[:-1].rstrip()
    elif text.endswith((")", "）")) and text.count("(") + text.count("（") < text.count(")") + text.count("）"):
        text = text[:-1]
    return rest.cut(0, len(text))
