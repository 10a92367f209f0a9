"""A line that lists people, cut at what parts them: bullets, numbers, commas, "and"."""

import re
from functools import cache

from postparse.document import Passage
from postparse.values import latinname, person
from postparse.values.terms import bare, endings, terms


@cache
def _others() -> re.Pattern[str]:
    known = sorted(map(re.escape, endings("conjunction", "others")), key=len, reverse=True)
    return re.compile(r"(?<=[^\s,、，])[\s,、，]*+(?:" + "|".join(e.replace(r"\#", r"\d{1,3}") for e in known) + r")\Z")


@cache
def _last_of_others() -> frozenset[str]:
    return frozenset(e[-1] for e in endings("conjunction", "others"))


def without_others(line: Passage) -> Passage:
    """Cut "and others" off the end of a list: `홍길동 외 2인`."""
    if line.text[-1:] not in _last_of_others():
        return line
    found = _others().search(line.text[-24:])
    cut = len(line.text) - len(line.text[-24:]) + found.start() if found else 0
    return line.cut(0, cut) if cut > 1 else line


def without_stop(line: Passage) -> Passage:
    """Cut a full stop off the end, unless it may belong to the last word."""
    if line.text[-1:] != "." or line.text[-2:-1] == ".":
        return line
    word = line.text.rsplit(None, 1)[-1][:-1]
    last = bare(word)
    kept = (
        len(last) < 4
        or "." in word
        or last in terms("organization_word", "tail")
        or last in terms("name_suffix", "word")
    )
    return line if kept else line.cut(0, len(line.text) - 1)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            "run_on": rf"[{''.join(sorted(_BULLETS))}]\s*",
            "list": r"(?<!\s)(?:\s*+[,，、]\s*(?:(?P<then>[^\W\d_]{1,4}|&)\s+(?=\S))?|\s++(?P<and>[^\W\d_]{1,4}|&)\s+)",
            "semicolon": r"(?<!\s)\s*+[;；]\s*",
            "dots": r"(?<!\s)\s++[·•|×]\s+|(?<=\w)(?<![\x00-\u052f])[·×](?=\w)(?![\x00-\u052f])|(?<=[)）])\s*[・·×]\s*",
        }[name]
    )


_BULLETS = frozenset("△▲▷▶◇◆○●■□▪•※")


def _may_count(text: str) -> bool:
    """Say whether a text may begin with a number: the pattern of what does is slow to compile."""
    return text[:1].isdecimal() or not text[:1].isascii()


def run_on(line: Passage) -> list[Passage]:
    """Part `△A ... △B ...` at its bullets."""
    if line.text[:1] in _BULLETS:
        marks = list(_pattern("run_on").finditer(line.text))
    elif _may_count(line.text) and _numbered().match(line.text) and _BULLETS.isdisjoint(line.text):
        marks = list(_numbered().finditer(line.text))
    else:
        return [line]
    ends = [m.start() for m in marks[1:]] + [len(line.text)]
    return [line.cut(m.end(), end) for m, end in zip(marks, ends, strict=True)] or [line]


@cache
def _numbered() -> re.Pattern[str]:
    """`1. `, `① `, `2강 `: what numbers the people of one line."""
    counters = "|".join(map(re.escape, sorted(terms("counter", "word"), key=len, reverse=True)))
    before = "|".join(map(re.escape, terms("counter", "before")))
    return re.compile(
        rf"(?:^|(?<=\s))(?:(?:{before})\s?)?(?:[①-⑳]|\d{{1,2}}\s?(?:[.)]|{counters})[.:)]?(?=\s))\s{{0,3}}"
    )


def by_semicolons(line: Passage) -> bool:
    return ";" in line.text or "；" in line.text


_DOTS = frozenset("·•|×・")


def items(line: Passage) -> list[tuple[Passage, bool]]:
    """Part a line at commas and "and" outside brackets; the flag says that "and" stood before the part."""
    semis = _split(line, _pattern("semicolon")) if ";" in line.text or "；" in line.text else []
    if len(semis) > 1:
        return semis
    if "・" in line.text and all(person.read(p) for p in line.text.split("・")):
        return [(p, True) for p, _ in _split(line, re.compile("・"))]
    dots = [] if _DOTS.isdisjoint(line.text) else _split(line, _pattern("dots"))
    spaced = len(dots) > 1 and " · " in line.text
    closed = len(dots) > 1 and dots[0][0].text.endswith((")", "）"))
    return [(p, True) for p, _ in dots] if spaced or closed or len(dots) > 2 else _split(line, _pattern("list"))


def _split(line: Passage, pattern: re.Pattern[str]) -> list[tuple[Passage, bool]]:
    parts: list[tuple[Passage, bool]] = []
    last, depth, seen, joint = 0, 0, 0, False
    for m in pattern.finditer(line.text):
        gap = line.text[seen : m.start()]
        depth += sum(gap.count(c) for c in "(（") - sum(gap.count(c) for c in ")）")
        seen = m.end()
        groups = m.groupdict()
        word = groups.get("and") or groups.get("then")
        known = word is not None and bare(word) in terms("conjunction", "and")
        if depth > 0 or (groups.get("and") and not known):
            continue
        if m.start() > last:
            parts.append((line.cut(last, m.start()), joint))
            joint = False
        last = m.start("then") if groups.get("then") and not known else m.end()
        joint = joint or known
    if last < len(line.text):
        parts.append((line.cut(last), joint))
    return _with_degrees(line, [(p, j) for p, j in parts if p.text])


def _with_degrees(line: Passage, parts: list[tuple[Passage, bool]]) -> list[tuple[Passage, bool]]:
    """Join a part that begins with a degree to the name before it."""
    joined: list[tuple[Passage, bool]] = []
    for part, joint in parts:
        if joined and not joint and latinname.is_degree(part.text.split()[0]):
            before = joined[-1][0]
            whole = line.cut(before.start - line.start, part.start - line.start + len(part.text))
            joined[-1] = whole, joined[-1][1]
        else:
            joined.append((part, joint))
    return joined
