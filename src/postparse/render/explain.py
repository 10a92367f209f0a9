"""Every candidate of every field, winner or not: its rule in a line, why it won or lost, its words in their text."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from postparse.convert import Json, plain
from postparse.document import Span
from postparse.render import Layout
from postparse.render.json import encoded
from postparse.render.screen import clean
from postparse.render.table import draw, make_console

if TYPE_CHECKING:
    from postparse.api import Parsed
    from postparse.resolve import Proposal

_WIDE = 160
_VALUE, _DETAIL = (0, 0, 0, 2), (0, 0, 0, 6)
_PLACES, _AROUND, _LONG = 6, 50, 400


def sealed(parsed: "Parsed", layout: Layout) -> str:
    """Give a post's path and the candidates of the fields that are wanted, as they are shown."""
    text = parsed.document.text
    shown: list[Json] = [
        _told(pointer, proposal, won, why, text)
        for pointer, proposal, won, why in parsed.verdicts
        if _wanted(pointer, layout.fields)
    ]
    return encoded([parsed.post.source.path, shown])


def _told(pointer: str, proposal: "Proposal[object]", won: bool, why: str, text: str) -> Json:
    places: dict[Span, list[str]] = {}
    for path, span in proposal.candidate.found:
        places.setdefault(span, []).append(path)
    marked: list[Json] = [_marked(text, span, " ".join(paths)) for span, paths in list(places.items())[:_PLACES]]
    return {
        "field": pointer[1:].replace("/", "."),
        "won": won,
        "value": _short(proposal.candidate.value),
        "rule": f"{proposal.rule}, {proposal.candidate.origin}: {why}",
        "doc": proposal.doc,
        "places": marked,
        "more": max(0, len(places) - _PLACES),
    }


def write(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Write the candidates of each post, field by field, in the order in which the rules found them."""
    console = make_console(out, _WIDE)
    for index, line in enumerate(lines):
        path, told = json.loads(line)
        if not layout.one:
            draw(console, Text(("\n" if index else "") + f"==> {clean(path or '-')} <==", style="dim"))
        for field, candidates in groupby(told, key=itemgetter("field")):
            draw(console, *_field(field, tuple(candidates)))


def _wanted(pointer: str, fields: tuple[str, ...] | None) -> bool:
    return fields is None or any((pointer + "/").startswith(f + "/") for f in fields)


def _field(field: str, candidates: tuple[dict[str, Any], ...]) -> Iterator[RenderableType]:
    yield Text(field, style="bold")
    for one in candidates:
        sign, style = ("+", "green") if one["won"] else ("-", "red")
        yield Padding(Text.assemble((f"{sign} ", style), (clean(one["value"]), style)), _VALUE)
        yield Padding(Text(clean(one["rule"])), _DETAIL)
        if one["doc"]:
            yield Padding(Text(clean(one["doc"]), style="italic"), _DETAIL)
        for where, before, words, after in one["places"]:
            line = Text(clean(where) + "  ", "dim", overflow="fold").append(clean(before))
            yield Padding(line.append(f"«{clean(words)}»", "reverse not dim").append(clean(after)), _DETAIL)
        if one["more"]:
            yield Padding(Text(f"… {one['more']} more places", style="dim"), _DETAIL)
    yield Text()


def _short(value: object) -> str:
    """Give a value on one line, without its empty parts."""
    told = _bare(plain(value))
    text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    return text[:_LONG] + ("…" if len(text) > _LONG else "")


def _bare(value: Json) -> Json:
    if isinstance(value, list):
        return [_bare(v) for v in value]
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if v not in (None, [], "", False)}
    return value


def _marked(text: str, span: Span, path: str) -> Json:
    """Give where the words stand, what is before them on their line, the words, and what is after them."""
    start, end = span
    before = text[max(text.rfind("\n", 0, start) + 1, start - _AROUND) : start]
    stop = text.find("\n", end, end + _AROUND)
    after = text[end : end + _AROUND if stop < 0 else stop]
    words = text[start:end]
    if len(words) > _LONG:
        words = f"{words[: _LONG // 2]} … {words[-_LONG // 2 :]}"
    return [f"{start}-{end} {path}".rstrip(), before, words, after]
