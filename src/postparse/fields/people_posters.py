"""The lines of posters: joined ones parted, and what stands on a name's own line besides the name."""

import re
from functools import cache

from postparse.document import Passage
from postparse.fields.people import Person, with_line
from postparse.fields.people_lists import read
from postparse.fields.slot_time import after_time
from postparse.lexicon import fold, words
from postparse.outline import Node, Outline
from postparse.values import bodywords, person
from postparse.values.person import is_known
from postparse.values.terms import bare, terms

# More names than this in lines that were joined are a list of members.
_MOST = 3


def lines(outline: Outline, node: Node) -> list[Node]:
    """Part lines that were joined into one, where one of them is a name beyond doubt."""
    start, end = node.block.span
    if node.role not in ("line", "labelled") or end - start > 400 or node.block.kind != "paragraph":
        return [node]
    text = outline.document.text[start:end]
    if "\n" not in text:
        return [node]
    rows, at = list[Node](), 0
    for line in text.split("\n"):
        part = node.block.passage.cut(at, at + len(line))
        at += len(line) + 1
        if part.text:
            rows.append(node._replace(block=node.block._replace(text=part.text, span=part.span), value=part))
    if rows and node.role == "labelled":
        rows = [node, *(row._replace(role="line", label=None) for row in rows[1:])]
    names = [read(less_address(row.block.passage)[0], False) for row in rows if row.role == "line"]
    sure = sum(bool(people) and all(is_known(p.name) for p in people) for people in names)
    return rows if 0 < sure <= _MOST else [node]


def is_numbered(text: str) -> bool:
    """Say whether the only figures of a line are those of a name: `Ada Okafor, 3rd`."""
    return all(bare(w) in terms("name_suffix", "word") for w in text.split() if any(map(str.isdigit, w)))


def less_time(line: Passage) -> tuple[Passage, bool]:
    """`Ada Okafor - 3:30 pm, Hall 2`: cut the slot off a name beyond doubt; say whether there was one."""
    dashed = any(map(str.isdecimal, line.text)) and any(dash in line.text for dash in "-–—")
    gap = re.search(r"\s[-–—]{1,2}\s+(?=\d)", line.text) if dashed else None
    if gap is None or after_time(line.cut(gap.end())).start == line.cut(gap.end()).start:
        return line, False
    name = person.read(line.text[: gap.start()].rstrip())
    return (line.cut(0, gap.start()), True) if name and is_known(name) else (line, False)


def hangs(nodes: list[Node], at: int) -> bool:
    """Say whether a line belongs to a label that announces no people: `FROM:` beside it, `Group members:` above."""
    group = nodes[at].block.group
    for before in reversed(nodes[max(0, at - 3) : at]):
        if before.role == "label":
            return _is_other(before) and nodes[at].block.indent >= before.block.indent
        if before.block.group != group:
            return False
        if before.role == "labelled":
            listed = before.block.text.rstrip()[-1:] in (";", ",") or ";" in nodes[at].block.text
            return _is_other(before) and (listed or nodes[at].block.indent > before.block.indent)
    return False


def signs(nodes: list[Node], at: int) -> bool:
    """Say whether a name closes a letter: below "Thanks,", or as the last line below a sentence."""
    before = nodes[at - 1].block.text.rstrip() if at else ""
    if before.endswith((",", "，", "、")) and len(before.split()) <= 4:
        return not read(nodes[at - 1].block.passage, False)
    return at + 1 == len(nodes) and before.endswith((".", "!", "?", "。", "！"))


def _is_other(node: Node) -> bool:
    """Say whether a label is one of contacts or organizers, or is unknown and none of its words is a role."""
    if node.label is None:
        return False
    if node.label.keys:
        return node.label.keys[0] in ("contact", "registration") or node.label.keys[0].startswith("organizer")
    held = words("role")
    return not any(fold(word) in held for word in re.findall(r"[^\W\d_]+", node.label.text)) and not _leads(node)


def _leads(node: Node) -> bool:
    return any(bare(word) in terms("led_by", "word") for word in node.block.text.rstrip(" :").split()[-1:])


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"[(<\[]?[\w.+-]{1,40}@[\w.-]{2,60}[)>\]]?\Z")


def is_address(text: str) -> bool:
    return "@" in text and len(text) < 100 and _address().match(text.strip()) is not None


def less_address(line: Passage) -> tuple[Passage, bool]:
    """Cut a mail address, or the mark of a footnote, off the end of a line; say whether an address was there."""
    text = line.text.rstrip("*†‡ ")
    if text[-1:] == "(" and line.text.rstrip()[-1:] == ")":
        text = text[:-1]
    elif text.endswith("(*)"):
        text = text[:-3]
    front, _, last = text.rstrip().rpartition(" ")
    if front and is_address(last):
        return line.cut(0, len(front.rstrip(" ,-–—"))), True
    return line.cut(0, len(text)), False


def beside_body(line: Passage) -> list[Person]:
    """`Ada Okafor      Mill Museum`: a name beyond doubt and a body, with a wide gap between."""
    gap = re.search(r"\s{2,}", line.text)
    if gap is None or not bodywords.has_body(line.text[gap.end() :]):
        return []
    people = read(line.cut(0, gap.start()), False)
    if len(people) != 1 or not is_known(people[0].name) or people[0].affiliations:
        return []
    return [with_line(people[0], line.cut(gap.end()))]
