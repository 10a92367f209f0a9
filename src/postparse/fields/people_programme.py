"""People in a programme: slots with a talk and a name, session heads with their chair."""

import re
from collections.abc import Iterator
from functools import cache

from postparse.document import Passage
from postparse.fields.people_candidates import candidate
from postparse.fields.people_lines import Person, Role, with_affiliations
from postparse.fields.people_lists import read
from postparse.labels import meanings
from postparse.lexicon import look, words
from postparse.outline import Node, Outline
from postparse.phrases import Phrases
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import affiliation
from postparse.values.person import is_known
from postparse.values.terms import bare, endings, terms

_LONGEST = 300
# What a line outside a programme must have to be read: a label's colon, or a talk's quotes.
_TELLING = ':：“”"„«「『《'


def in_programme(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """People of agenda slots: after a role word in the line, or beside the title of their talk."""
    if not so_far.schedule:
        return
    agenda = {i for s in outline.labelled("agenda") for i in s.nodes}
    slot: Node | None = None
    many = sum(_slotted(n) for n in outline.nodes) > 1
    for node in outline.nodes:
        if node.role in ("furniture", "meta", "title") or len(node.block.text) > _LONGEST:
            slot = None
            continue
        line = after_date(node.block.passage)
        rest = after_time(line)
        if node.role == "labelled" and node.label and node.label.keys and not _hour(node, rest):
            continue
        timed = rest.start > node.block.span.start and (many or node.index in agenda)
        if timed:
            slot = node
        listed = timed or node.index in agenda or _under(node, slot)
        if not listed and not any(c in line.text for c in _TELLING):
            continue
        if node.block.kind == "table_row" and len(node.block.cells) > 1:
            found = [row for cell in _cells(node) for row in _people(after_time(cell), listed, outline.language)]
        else:
            found = list(_people(rest, listed, outline.language))
        for person, role in found:
            yield candidate(person, role, node)


def _cells(node: Node) -> Iterator[Passage]:
    start = node.block.span.start
    return (node.block.passage.cut(cell.start - start, cell.end - start) for cell in node.block.cells)


def in_table(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """People of a table that has a column for them, by the words of its first row."""
    if not so_far.schedule:
        return
    columns: dict[str, int] = {}
    role: Role | None = None
    for node in outline.nodes:
        if node.block.kind != "table_row" or len(node.block.cells) < 2:
            continue
        cells = list(_cells(node))
        heads = [_column(cell.text, outline.language) for cell in cells]
        if len([h for h in heads if h]) > 1:
            columns = {kind: i for i, kind in reversed(list(enumerate(heads))) if kind}
            at = columns.get("person")
            role = _column_role(cells[at], outline.language) if at is not None else None
        elif "person" in columns and columns["person"] < len(cells):
            yield from _row_people(cells, columns, role, node, outline.language)


def _column(text: str, language: str | None) -> str | None:
    """Tell what a column holds by its head: person, organization, position, talk, or another known thing."""
    keys = meanings(text, language) if len(text) < 40 else ()
    if any(k.startswith("role:") or k in ("people", "name") for k in keys):
        return "person"
    return next((k for k in keys if k in ("organization", "position", "talk")), keys[0] if keys else None)


def _column_role(head: Passage, language: str | None) -> Role:
    key = next((k[5:] for k in meanings(head.text, language) if k.startswith("role:")), "speaker")
    return Role(key, head)


def _row_people(
    cells: list[Passage], columns: dict[str, int], role: Role | None, node: Node, language: str | None
) -> Iterator[Candidate[Participant]]:
    people = read(cells[columns["person"]], True, language)
    for person in people:
        for kind in ("position", "organization"):
            if columns.get(kind, len(cells)) < len(cells) and not person.affiliations:
                cell = cells[columns[kind]]
                person = with_affiliations(person, tuple((a, cell.start) for a in affiliation.read(cell.text)))
        if len(people) == 1 and not person.talk and columns.get("talk", len(cells)) < len(cells):
            person = person._replace(talk=cells[columns["talk"]])
        yield candidate(person, role, node)


def _slotted(node: Node) -> bool:
    rest = after_time(after_date(node.block.passage))
    return (
        len(node.block.text) <= _LONGEST
        and rest.start > node.block.span.start
        and (node.role in ("line", "entry", "paragraph") or _hour(node, rest))
    )


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


def after_date(line: Passage) -> Passage:
    """Cut the day that a slot of a series begins with, where a mark parts it from the rest.

    >>> after_date(Passage("March 6, 2025 – Ada Okafor", 0)).text
    'Ada Okafor'
    """
    if not any(map(str.isdigit, line.text[:24])):
        return line
    told = 0
    for m in re.finditer(r"[^\s,]+[\s,]*", line.text[:60]):
        token = m[0].strip(" ,")
        word = bare(token.strip("():"))
        if word in words("month") or word in words("weekday") or _day().fullmatch(token):
            told += 1
        elif not (told and token.isascii() and token.isalpha() and len(token) < 3):
            parted = token in ("–", "—", "-", "|", ":")
            return line.cut(m.end()) if parted and told > 1 and m.end() < len(line.text) else line
        if told > 1 and token.endswith(":"):
            return line.cut(m.end()) if m.end() < len(line.text) else line
    return line


@cache
def _day() -> re.Pattern[str]:
    """Figures of a date, with at most an ending: `6`, `6th`, `2025`, `10/7/24:`."""
    return re.compile(r"\(?\d{1,4}(?:[./-]\d{1,4}){0,2}[^\W\d_]{0,2}[.):]?")


def after_time(line: Passage) -> Passage:
    """Cut the clock time, or the range of times, that a slot begins with.

    >>> after_time(Passage("14:15–15:45 Session 1", 0)).text
    'Session 1'
    """
    text = line.text[:80]
    if not any(map(str.isdigit, text)):
        return line
    at = _lead_end(text, len(text) - len(text.lstrip(_MARKS)))
    found = _clock().match(text, at)
    if not found or not _opens_slot().match(text, at):
        return line
    at = found.end()
    if dash := _dash().match(text, at):
        later = _clock().match(text, _lead_end(text, dash.end()))
        at = later.end() if later else at
    after = len(text) - len(text[at:].lstrip())
    if after > at and (end := _time_words().match(text[after:])):
        at = after + end
    rest = line.cut(at)
    cut = rest.text.lstrip(_MARKS)
    return rest.cut(len(rest.text) - len(cut)) if cut else line


_MARKS = " .:：,，|·•–—-~/\t"


def _lead_end(text: str, at: int) -> int:
    """Give where the figures begin after words such as "from" or "오후"."""
    for _ in range(2):
        end = _time_words().match(text[at:])
        if end is None:
            break
        at += end
        at += len(text[at:]) - len(text[at:].lstrip(". "))
    return at


@cache
def _time_words() -> Phrases:
    return Phrases((*endings("time", "hour", "at", "until", "from"), *_parts_of_day()))


@cache
def _hours() -> str:
    """The marks that may stand between hour and minute, the letters for "hour" among them."""
    return "[:.：hH" + "".join(h for h in endings("time", "hour") if len(h) == 1) + "]"


@cache
def _opens_slot() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,2}}\s?(?:{_hours()}|[aApP]\.?[mM])|\d{{1,2}}\s?[-–~]\s?\d{{1,2}}[:.]")


@cache
def _clock() -> re.Pattern[str]:
    minutes = "".join(m for m in endings("time", "minute") if len(m) == 1) or "'"
    return re.compile(rf"\d{{1,2}}\s?(?:{_hours()}\s?(?:\d{{2}}\s?[{minutes}]?)?)?(?:\s?[aApP]\.?[mM]\b\.?)?")


@cache
def _dash() -> re.Pattern[str]:
    return re.compile(r"\s?[-–—~〜～]\s?")


def _parts_of_day() -> frozenset[str]:
    return frozenset(s.rstrip(".") for s in words("dayperiod") if len(s) > 1)


def _people(line: Passage, listed: bool, language: str | None) -> Iterator[tuple[Person, Role | None]]:
    """Give the people of one slot and their roles; a slot without a role word has speakers."""
    labels = roles_in(line)
    for role, rest in labels:
        found = read(rest, listed, language)
        if found and (listed or any(p.affiliations or p.name.honorific for p in found)):
            yield from ((p, role) for p in found)
    if labels:
        return
    for person in read(line, False, language):
        positioned = any(a.position for a, _ in person.affiliations)
        quoted = person.talk and line.text[person.talk.start - line.start - 1 : person.talk.start - line.start].strip()
        telling = person.talk and (quoted or len(person.talk.text.split()) > 2 or not line.text[0].isascii())
        if (listed and (person.affiliations or telling)) or (
            person.talk and (positioned or (quoted and is_known(person.name)))
        ):
            yield person, Role("speaker")


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
        found = look("role", re.sub(r"\s*\d{1,2}\s*$", "", line.text[start:mark].rstrip()))
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
