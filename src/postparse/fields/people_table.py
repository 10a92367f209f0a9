"""People in a table that has a column for them."""

import re
from collections.abc import Iterator

from postparse.document import Passage
from postparse.fields.people import Role, with_affiliations
from postparse.fields.people_candidates import candidate
from postparse.fields.people_lists import read
from postparse.labels import meanings
from postparse.outline import Node, Outline
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import affiliation


def in_table(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """People of a table that has a column for them, by the words of its first row."""
    if not so_far.schedule:
        return
    columns: dict[str, int] = {}
    role: Role | None = None
    for node in outline.nodes:
        if node.block.kind != "table_row" or len(node.block.cells) < 2:
            continue
        row = [part for cell in cells(node) for part in _parted(cell)] if not columns else list(cells(node))
        heads = [_column(cell.text, outline.language) for cell in row]
        if len([h for h in heads if h]) > 1:
            columns = {kind: i for i, kind in reversed(list(enumerate(heads))) if kind}
            at = columns.get("person")
            role = _column_role(row[at], outline.language) if at is not None else None
        elif "person" in columns and columns["person"] < len(row):
            yield from _row_people(row, columns, role, node, outline.language)


def cells(node: Node) -> Iterator[Passage]:
    """Give the cells of a row."""
    start = node.block.span.start
    return (node.block.passage.cut(cell.start - start, cell.end - start) for cell in node.block.cells)


def _parted(cell: Passage) -> Iterator[Passage]:
    """Part a cell at wide gaps: heads are often set with spaces above columns set with tabs."""
    start = 0
    for gap in re.finditer(r"\s{2,}", cell.text):
        yield cell.cut(start, gap.start())
        start = gap.end()
    yield cell.cut(start)


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
