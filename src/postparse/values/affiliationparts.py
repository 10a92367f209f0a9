"""A stretch of text without commas to one affiliation: where the position ends and the body begins."""

import re
from functools import cache

from postparse.post import Affiliation
from postparse.values.affiliated import Affiliated, Range, made, token, trimmed
from postparse.values.bodywords import has_body, leads_body
from postparse.values.letters import is_east
from postparse.values.positions import east_position, glued_position, is_position, without_prefix
from postparse.values.terms import bare, endings, glued, terms


def uncut(text: str, start: int, end: int) -> list[Affiliated]:
    """Read a stretch without commas."""
    part = text[start:end]
    if is_east(part):
        return [_east(text, start, end)]
    if bare(part) in terms("position", "word"):
        return [made(text, (start, end), None)]
    cut = at_body(part)
    if cut and is_position(part[: cut[0]]):
        return [made(text, trimmed(text, start, start + cut[0]), _bodied(text, *trimmed(text, start + cut[1], end)))]
    of = of_body(text, start, end) or juxtaposed(text, start, end) or _behind(text, start, end)
    if of:
        return [made(text, of[0], of[1])]
    quoted = _quoted().search(part) if part.rstrip()[-1:] in ('"', "”", "»") else None
    if quoted and is_position(part[: quoted.start()]):
        return [
            made(text, trimmed(text, start, start + quoted.start()), (start + quoted.start(1), start + quoted.end(1)))
        ]
    dash = _dash().search(part) if any(sign in part for sign in "-–—") else None
    if dash and is_position(part[: dash.start()]) != is_position(part[dash.end() :]):
        left, right = (start, start + dash.start()), (start + dash.end(), end)
        return [made(text, left, right) if is_position(part[: dash.start()]) else made(text, right, left)]
    return [made(text, (start, end), None) if is_position(part) else made(text, None, _bodied(text, start, end))]


def _bodied(text: str, start: int, end: int) -> Range:
    """Drop the article before a body's name."""
    m = token().search(text, start, end)
    if m and bare(m[0]) in terms("preposition", "at") and trimmed(text, m.end(), end) != (m.end(), m.end()):
        start = trimmed(text, m.end(), end)[0]
        m = token().search(text, start, end)
    if m and m[0].islower() and bare(m[0]) in terms("preposition", "article"):
        return trimmed(text, m.end(), end)
    return (m.start() + glued(m[0]) if m else start), end


def at_body(part: str) -> tuple[int, int] | None:
    """Find the preposition that always leads to a body: at, bei, @."""
    for m in token().finditer(part):
        if m.start() and (m[0] == "@" or (m[0].islower() and bare(m[0]) in terms("preposition", "at"))):
            end = m.end()
            after = token().search(part, end)
            if after and after[0].islower() and bare(after[0]) in terms("preposition", "article"):
                end = after.end()
            right = part[end:].strip()
            if m[0] == "@" or right[glued(right.split(" ", 1)[0]) :][:1].isupper() or has_body(right):
                return m.start(), end
    return None


def of_body(text: str, start: int, end: int) -> tuple[Range, Range] | None:
    """Part "founder of Kettle Works" at its preposition, unless a field follows ("Head of Research")."""
    for m in token().finditer(text, start, end):
        length = glued(m[0])
        if m.start() == start or not (m[0].islower() or length):
            continue
        if not length and bare(m[0]) not in terms("preposition", "of"):
            continue
        left = trimmed(text, start, m.start())
        right = _bodied(text, *trimmed(text, m.start() + length if length else m.end(), end))
        if right[0] >= right[1] or not is_position(text[slice(*left)]):
            continue
        return (left, right) if _ruled(text[slice(*left)], text[slice(*right)]) else None
    return None


def _behind(text: str, start: int, end: int) -> tuple[Range, Range] | None:
    """Part a body from a position whose form says that it belongs to what stands before it."""
    words = [m.span() for m in token().finditer(text, start, end)]
    for count in (2, 1):
        if len(words) > count and bare(text[words[-count][0] : end]) in terms("position", "behind"):
            return (words[-count][0], end), (start, words[-count - 1][1])
    return None


def juxtaposed(text: str, start: int, end: int) -> tuple[Range, Range] | None:
    """Part a position from a body right behind it: small letters before capitals, or a word that leads bodies."""
    words = [m.span() for m in token().finditer(text, start, end)]
    for count in (1, 2):
        front = bare(text[start : words[count - 1][1]]) if len(words) > count + 1 else ""
        if front in terms("position", "word", "lead") and leads_body(text[words[count][0] : end].split()[:2]):
            return (start, words[count - 1][1]), (words[count][0], end)
    count = next((i for i, (a, _) in enumerate(words) if text[a].isupper()), 0)
    if not 0 < count <= 2 or not has_body(text[words[count][0] : end]):
        return None
    front = text[start : words[count - 1][1]]
    known = bare(front) in terms("position", "word", "lead") or bare(front.split()[-1]) in terms(
        "position", "word", "lead"
    )
    return ((start, words[count - 1][1]), (words[count][0], end)) if known else None


def _ruled(position: str, rest: str) -> bool:
    """Say whether what follows the preposition is a body that the position belongs to."""
    words = rest.split()
    if bare(words[0]) in terms("field", "word"):
        return has_body(rest) and any(bare(w) in terms("organization_word", "body") for w in words[1:])
    if has_body(rest) or (
        words[0][0].isupper() and len(words) > 1 and bare(words[0]) in terms("preposition", "article")
    ):
        return True
    leads = any(without_prefix(bare(w), "lead") in terms("position", "lead") for w in position.split())
    return leads and rest[0].isupper()


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"""(?<=\s)["“„«]([^"“”„«»]{2,80})["”»]\s*\Z""")


@cache
def _dash() -> re.Pattern[str]:
    return re.compile(r"(?<!\s)\s++[-–—]\s+")


def _east(text: str, start: int, end: int) -> Affiliated:
    """Korean, Chinese, Japanese: the body first, the position last, with or without a space between."""
    words = [m.span() for m in token().finditer(text, start, end)]
    count = len(words)
    while count and east_position(text[slice(*words[count - 1])], count < len(words)):
        count -= 1
    if count < len(words):
        body = (words[0][0], words[count - 1][1]) if count else None
        if count and bare(text[slice(*words[0])]) in terms("position", "past"):
            return _former(text, words, count, end) if count > 1 else made(text, (words[0][0], end), None)
        if body and (glued := _past_glued(text[slice(*body)])):
            return _parted(text, (body[0], body[0] + 1), (body[0] + glued, body[1]), (words[count][0], end))
        return made(text, (words[count][0], end), body)
    behind = glued_position(text[slice(*words[-1])])
    if behind and len(words) == 1 and text[words[0][0] + behind : end] in terms("organization_word", "suffix"):
        return made(text, None, (start, end))  # a researcher or, alone in brackets, an institute
    if behind:
        if len(words) > 1 and bare(text[slice(*words[0])]) in terms("position", "past"):
            return _former(text, words, len(words) - 1, end) if len(words) > 2 else made(text, (words[0][0], end), None)
        cut = words[-1][0] + behind
        if len(words) > 1 and not has_body(text[words[-1][0] : cut]):
            return made(text, words[-1], (start, words[-2][1]))
        body = start, trimmed(text, start, cut)[1]
        if glued := _past_glued(text[slice(*body)]):
            return _parted(text, (start, start + 1), (start + glued, body[1]), (cut, end))
        return made(text, (cut, end), body)
    return made(text, None, (start, end))


def _past_glued(body: str) -> int:
    """Count the letters for former that a body's name seems to begin with: `前○○大学`, not `前橋市`."""
    if body[:1] not in terms("position", "past") or body.startswith(endings("position", "not_past")):
        return 0
    return (2 if body[1:2] in "・·" else 1) if len(body) > 3 and has_body(body[1:]) else 0


def _parted(text: str, past: Range, body: Range, rank: Range) -> Affiliated:
    """`前○○大学学長`: a position on either side of its body."""
    position = text[slice(*past)] + " ".join(text[slice(*rank)].split())
    held = Affiliation(position, " ".join(text[slice(*body)].split()))
    return Affiliated(held, (past[0], rank[1]), body)


def _former(text: str, words: list[Range], count: int, end: int) -> Affiliated:
    """`前 BODY POSITION`: the word for former belongs to the position, though the body stands between."""
    position = f"{text[slice(*words[0])]} {' '.join(text[words[count][0] : end].split())}"
    body = words[1][0], words[count - 1][1]
    held = Affiliation(position, " ".join(text[slice(*body)].split()))
    return Affiliated(held, (words[0][0], end), body)
