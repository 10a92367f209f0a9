"""Which words of a line are a label, and what it may mean."""

import re
from functools import cache, lru_cache

from postparse import lexicon
from postparse.document import Passage, Span
from postparse.outline import Label

# Longer than this before a colon is a clause, not a label.
_LONGEST = 60


@cache
def _colon() -> re.Pattern[str]:
    return re.compile(r"(?P<label>[^\s:：][^:：\n]{0,59}?)\s{0,20}(?P<mark>[:：]|(?<=\S)\s[–—-](?=\s))(?!//)")


_OPENING = frozenset("[【〔〈<＜(（「")


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(r"[\[【〔〈<＜(（「](?P<label>[^\]】〕〉>＞)）」\n]{1,30})[\]】〕〉>＞)）」]\s{0,20}[:：]?")


@cache
def _number() -> re.Pattern[str]:
    """What numbers or qualifies a label: `Speaker 1`, `발제2`, `Hearing II`, `Speakers (in order)`."""
    return re.compile(
        r"(?<!\s)\s*+(?:(?:[#№]\s*+)?(?:\d{1,2}|[IVX]{1,4}|[①-⑳])(?:\s*+\.)?|\([^()]{0,40}\)|（[^（）]{0,40}）)\s*+\Z"
    )


@cache
def _emoji() -> re.Pattern[str]:
    return re.compile(
        "(?P<label>[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\U0001f300-\U0001faff][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)\\s*"
    )


# What joins two labels: `Date & time`, `Fecha y lugar`.
_JOINTS = frozenset("/·・&+,、")


@cache
def _joining() -> frozenset[str]:
    return lexicon.surfaces("joint", "word")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?<!\s)\s*(?:[/·・&+,、]|\s(?:{'|'.join(_joining())})\s)\s*")


@lru_cache(maxsize=4096)
def meanings(surface: str, language: str | None) -> tuple[str, ...]:
    """Give what a label may mean, best first: keys of kind `label`, `role:…`, `organizer:…`; empty if unknown."""
    bare = surface.strip(" .*_·-–—:：\t")
    last = bare[-1:]
    numbered = last.isdigit() or last in "IVX)）" or last.isspace()
    for form in (bare, _number().sub("", bare)) if numbered else (bare,):
        found = _looked_up(form, language)
        if found:
            return found
    joined = len(bare) < 50 and not (_JOINTS.isdisjoint(bare) and _joining().isdisjoint(bare.split()))
    parts = _joint().split(bare) if joined else []
    found_parts = [_looked_up(part, language) for part in parts] if 2 <= len(parts) <= 3 else []
    return tuple(dict.fromkeys(k for keys in found_parts for k in keys)) if all(found_parts) else ()


_LABELS = (("label", ""), ("role", "role:"), ("organizer", "organizer:"))


def _looked_up(form: str, language: str | None) -> tuple[str, ...]:
    if not form or len(form) > _LONGEST:
        return ()
    folded, keys = lexicon.fold(form), dict[str, None]()
    for kind, prefix in _LABELS:
        if folded in lexicon.words(kind):
            for meaning in lexicon.look(kind, form, language):
                keys[prefix + meaning.key] = None
    return tuple(keys)


@lru_cache(maxsize=256)
def find(line: Passage, language: str | None) -> tuple[Label, Passage] | None:
    """Give the label that `line` opens with and the rest of the line; None if it opens with none.

    A label in no vocabulary counts only before a colon; it has no keys.
    """
    text = line.text[:400]
    for look in (_by_emoji, _by_bracket, _by_colon, _by_gap):
        if found := look(text, line, language):
            return found
    return None


def alone(line: Passage, language: str | None) -> Label | None:
    """Give the label that the whole line is, if the lexicon knows it."""
    surface = line.text.rstrip(" :：")
    if len(surface) > _LONGEST:
        return None
    if surface[:1] >= "\u2190" and (sign := _emoji().match(surface)) and sign.end() < len(surface):
        return alone(line.cut(sign.end()), language)
    bracketed = _brackets().fullmatch(surface) if surface[:1] in _OPENING else None
    keys = meanings(bracketed["label"] if bracketed else surface, language)
    if surface[-1:].isdigit() and "room" in keys:
        return None  # `Room 3` is the room itself
    return Label(surface, Span(line.start, line.start + len(surface)), keys) if keys else None


def _made(line: Passage, text: str, keys: tuple[str, ...], start: int, end: int, rest: int) -> tuple[Label, Passage]:
    return Label(text, Span(line.start + start, line.start + end), keys), line.cut(rest)


def _by_emoji(text: str, line: Passage, language: str | None) -> tuple[Label, Passage] | None:
    # Signs, arrows and pictures begin here; letters of most scripts stand before.
    found = _emoji().match(text) if text[:1] >= "\u2190" else None
    if not found:
        return None
    sign = found["label"].rstrip("\ufe0e\ufe0f\u200d")
    inner = find(line.cut(found.end()), language) if found.end() < len(line.text) else None
    if inner and inner[0].keys:
        return inner
    keys = tuple(m.key for m in lexicon.look("label", sign))
    return _made(line, sign, keys, 0, len(sign), found.end()) if keys else None


def _by_bracket(text: str, line: Passage, language: str | None) -> tuple[Label, Passage] | None:
    found = _brackets().match(text) if text[:1] in _OPENING else None
    if not found:
        return None
    keys = meanings(found["label"], language)
    return _made(line, found["label"], keys, *found.span("label"), found.end()) if keys else None


def _by_colon(text: str, line: Passage, language: str | None) -> tuple[Label, Passage] | None:
    head = text[:80]
    if ":" not in head and "：" not in head and "–" not in head and "—" not in head and " -" not in head:
        return None
    found = _colon().match(text, 0, 80)
    if not found:
        return None
    surface, mark = found["label"].rstrip(), found["mark"].strip()
    if surface[-1:].isdigit() and text[found.end() : found.end() + 1].isdigit() and not found["mark"][-1:].isspace():
        return None  # `ore 19:00` is a clock
    keys = meanings(surface, language)
    if keys or (mark in ":：" and _may_be_label(surface, text[found.end() :])):
        return _made(line, surface, keys, 0, len(surface), found.end())
    return None


def _may_be_label(surface: str, rest: str) -> bool:
    """Tell whether an unknown text before a colon is shaped like a label."""
    if not rest[:1].isspace() and rest and rest[0].isdigit():
        return False
    letters = sum(c.isalpha() for c in surface)
    return (
        letters >= 2
        and len(surface.split()) <= 4
        and not any(c in surface for c in ".?!,;|\"'“”«»")
        and not surface[0].isdigit()
    )


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(r"\s[\s\d]")


@cache
def _gapped() -> re.Pattern[str]:
    return re.compile(r"(?P<label>\S(?:[^\s:：]|\s(?=\S)){0,40}?)(?P<gap>\s{2,40}|\s(?=\d))(?=\S)")


def _by_gap(text: str, line: Passage, language: str | None) -> tuple[Label, Passage] | None:
    """A known label parted by a tab, a wide gap, or by a digit that follows it: `일시 2024. 3. 2.`."""
    found = _gapped().match(text) if _gap().search(text, 0, 48) else None
    if not found:
        return None
    keys = meanings(found["label"], language)
    if not keys or (len(found["gap"]) < 2 and not {"when", "date", "time"} & set(keys)):
        return None
    return _made(line, found["label"], keys, 0, found.end("label"), found.end())


@cache
def _inner() -> re.Pattern[str]:
    """A word or a few before a colon, behind the end of a sentence or of a part; behind a blank in `weak`."""
    return re.compile(
        r"(?:(?<=[.;。；!?])|(?<=\s[/|·])|(?<=[/｜|、，]))\s*+(?P<label>[^\W\d_][^.;。；:：/|｜!?()（）,，、]{0,39}?)\s?[:：](?!//)"
        r"|(?<=\s)(?P<weak>[^\W\d_][^\s.;。；:：/|｜!?()（）]{0,24}(?:\s&\s[^\W\d_]{2,12})?)\s?[:：](?!//)"
    )


_PARTING = frozenset(".;。；!?/|·｜、，")


def _may_part(value: str) -> bool:
    """Say whether a mark parts a text, or a word stands before a colon: of most values neither."""
    if not _PARTING.isdisjoint(value):
        return True
    before = (piece.split() for piece in value.replace("：", ":").split(":")[:-1])
    return any(words and not words[-1][0].isdecimal() for words in before)


# What a line may tell under several labels; others, as of a quotation, part nothing.
_TIMES = frozenset(("when", "date", "time", "end_time", "when_where", "doors"))
_PARTED = ("when", "date", "time", "where", "when_where", "address", "room", "online", "fee", "registration", "contact")


def further(line: Passage, language: str | None) -> tuple[int, ...]:
    """Give where further labels of an event begin in a line: `With: A and B. Moderator: C`, `주최: A 후원: B`."""
    text = line.text
    if len(text) > _LONGEST_LINE or text[:1].isdecimal():
        return ()
    opening = find(line, language)
    # Where the value begins that the line's own label has: what stands before is that label.
    value = opening[1].start - line.start if opening else 0
    labelled = opening is not None and _is_event_label(opening[0].keys)
    timed = opening is not None and not _TIMES.isdisjoint(opening[0].keys)
    if not _may_part(text[max(0, value - 2) :]):
        return ()
    starts: list[int] = []
    for found in _inner().finditer(text, value):
        kind = "label" if found["label"] else "weak"
        surface, start = found[kind], found.start(kind)
        # Between plain words only a label that looks like one, in a line of labels.
        shaped = kind == "label" or (labelled and (surface[0].isupper() or surface[0] >= "\u2e80"))
        keys = meanings(surface, language)
        # Day and hour of one event stay together, whatever word stands between them.
        if start > value + 1 and shaped and _is_event_label(keys) and not (timed and _TIMES.intersection(keys)):
            starts.append(start)
    return tuple(starts)


_LONGEST_LINE = 600


def _is_event_label(keys: tuple[str, ...]) -> bool:
    return any(key in _PARTED or key.startswith(("role:", "organizer:")) for key in keys)
