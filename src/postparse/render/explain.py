"""Every candidate of every field, winner or not: its rule in a line, why it won or lost, its words in their text."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from postparse.convert import Json, plain
from postparse.document import Span
from postparse.render import Layout
from postparse.render.screen import clean
from postparse.render.table import draw, make_console

if TYPE_CHECKING:
    from postparse.api import Parsed, Verdict

_WIDE = 160
_VALUE, _DETAIL = (0, 0, 0, 2), (0, 0, 0, 6)
_PLACES, _AROUND, _LONG = 6, 50, 400


def write(posts: "Iterator[Parsed]", out: TextIO, layout: Layout) -> None:
    """Write the candidates of each post, field by field, in the order in which the rules found them."""
    console = make_console(out, _WIDE)
    for index, parsed in enumerate(posts):
        if not layout.one:
            path = clean(parsed.post.source.path or "-")
            draw(console, Text(("\n" if index else "") + f"==> {path} <==", style="dim"))
        for pointer, verdicts in groupby(parsed.verdicts, key=lambda v: v[0]):
            if _wanted(pointer, layout.fields):
                draw(console, *_field(pointer, tuple(verdicts), parsed.document.text))


def _wanted(pointer: str, fields: tuple[str, ...] | None) -> bool:
    return fields is None or any((pointer + "/").startswith(f + "/") for f in fields)


def _field(pointer: str, verdicts: "tuple[Verdict, ...]", text: str) -> Iterator[RenderableType]:
    yield Text(pointer[1:].replace("/", "."), style="bold")
    for _, proposal, won, why in verdicts:
        sign, style = ("+", "green") if won else ("-", "red")
        yield Padding(Text.assemble((f"{sign} ", style), (_short(proposal.candidate.value), style)), _VALUE)
        rule = f"{proposal.rule}, {proposal.candidate.origin}: {why}"
        yield Padding(Text(clean(rule)), _DETAIL)
        if proposal.doc:
            yield Padding(Text(clean(proposal.doc), style="italic"), _DETAIL)
        places: dict[Span, list[str]] = {}
        for path, span in proposal.candidate.found:
            places.setdefault(span, []).append(path)
        for span, paths in list(places.items())[:_PLACES]:
            yield Padding(_marked(text, span, " ".join(paths)), _DETAIL)
        if len(places) > _PLACES:
            yield Padding(Text(f"… {len(places) - _PLACES} more places", style="dim"), _DETAIL)
    yield Text()


def _short(value: object) -> str:
    """Give a value on one line, without its empty parts."""
    told = _bare(plain(value))
    text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    return clean(text[:_LONG] + ("…" if len(text) > _LONG else ""))


def _bare(value: Json) -> Json:
    if isinstance(value, list):
        return [_bare(v) for v in value]
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if v not in (None, [], "", False)}
    return value


def _marked(text: str, span: Span, path: str) -> Text:
    """Give the words in what stands around them on their line."""
    start, end = span
    before = text[max(text.rfind("\n", 0, start) + 1, start - _AROUND) : start]
    stop = text.find("\n", end, end + _AROUND)
    after = text[end : end + _AROUND if stop < 0 else stop]
    words = text[start:end]
    if len(words) > _LONG:
        words = f"{words[: _LONG // 2]} … {words[-_LONG // 2 :]}"
    line = Text(clean(f"{start}-{end} {path}".rstrip()) + "  ", "dim", overflow="fold")
    return line.append(clean(before)).append("«" + clean(words) + "»", "reverse not dim").append(clean(after))
