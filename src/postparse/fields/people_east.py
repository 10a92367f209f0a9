"""People in Korean and Japanese sentences: a name, body and position tied to a role word or verb by particles."""

import re
from collections.abc import Iterator
from functools import cache

from postparse.document import Passage
from postparse.fields.people import Person, Role, placed
from postparse.lexicon import words
from postparse.values import affiliation, letters, person, positions
from postparse.values.terms import endings, terms


def people_in(sentence: Passage, verbs: list[tuple[int, int, str]]) -> Iterator[tuple[Person, Role]]:
    """Give the people to whom a sentence gives a role; `verbs` are the places of role verbs and their roles."""
    if not is_eastern(sentence.text):
        return
    if not any("\u3041" <= c <= "\u30fe" or c >= "\uac00" for c in sentence.text if c < "\uff00"):
        from postparse.fields import people_han

        yield from people_han.led(sentence)
    rows = list(_hangul(sentence)) if letters.script(sentence.text.lstrip("‘'\"“「[(")) == "hangul" else []
    rows = rows or list(_honoured(sentence))
    role: Role | None = None
    for made, start, stop, joined in rows:
        role = _before(sentence, start) or (role if joined else None) or _after(sentence, stop, verbs)
        if role:
            yield made, role


def is_eastern(text: str) -> bool:
    """Tell kana, CJK or Hangul; a pattern of so large ranges takes long to compile."""
    if text.isascii() or max(text) < "\u3040":
        return False
    return any("\u3040" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text)


def _hangul(sentence: Passage) -> Iterator[tuple[Person, int, int, bool]]:
    """Find `NAME ... POSITION` with its particle: the person, the place, and whether another is tied before."""
    tokens = [(m.start(), m.end()) for m in re.finditer(r"[^\s,·]+", sentence.text)]
    at, joined = 0, False
    while at < len(tokens):
        start = tokens[at][0]
        word = sentence.text[start : tokens[at][1]]
        if introduced := _behind_position(sentence, tokens, at):
            yield introduced
            at, joined = at + 2, False
            continue
        last = _position_after(sentence.text, tokens, at) if person.read(word) and not _is_topic(word) else None
        if last is None:
            at, joined = at + 1, False
            continue
        index, stop, particle = last
        from postparse.fields.people_spaced import spaced

        made = spaced(sentence.cut(start, stop), True)
        if made and made.affiliations:
            yield made, start, stop + len(particle), joined
        joined = particle in terms("joining_particle", "word") or sentence.text[stop : stop + 1] in ",·"
        at = index + 1


def _behind_position(sentence: Passage, tokens: list[tuple[int, int]], at: int) -> tuple[Person, int, int, bool] | None:
    """Read `POSITION NAME` with the particle of a subject on the name or on the honorific behind it."""
    text = sentence.text
    if at + 1 >= len(tokens) or not positions.is_position(text[slice(*tokens[at])]):
        return None
    start, end = tokens[at + 1]
    if at + 2 < len(tokens) and text[end : tokens[at + 2][0]].isspace():
        honour = text[slice(*tokens[at + 2])]
        if any(honour == h + p for h in endings("honorific", "after") for p in _subject()):
            end = tokens[at + 2][1]
    for particle in _subject():
        if text.endswith(particle, start, end) and (name := person.read(text[start : end - len(particle)])):
            made = placed(Person(name, sentence.start + start), sentence.cut(*tokens[at]))
            return made, tokens[at][0], end, False
    return None


def _subject() -> tuple[str, ...]:
    return endings("subject_particle", "word")


def _is_topic(word: str) -> bool:
    """A role word with its particle, which may look like a name."""
    return any(word.endswith(p) and word[: -len(p)] in words("role") for p in endings("topic_particle", "word"))


def _position_after(text: str, tokens: list[tuple[int, int]], at: int) -> tuple[int, int, str] | None:
    """Find the position within six words behind a name: its index, where it stops, and the particle on it."""
    particles = (*endings("subject_particle", "word"), *endings("joining_particle", "word"), "")
    for index in range(at + 1, min(at + 7, len(tokens))):
        start, end = tokens[index]
        for particle in particles:
            word = text[start:end]
            if word.endswith(particle) and positions.is_position(word[: len(word) - len(particle)]):
                return index, end - len(particle), particle
    return None


@cache
def _honour() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, endings("honorific", "after")))
    ties = "|".join(map(re.escape, endings("genitive_particle", "word")))
    return re.compile(
        rf"(?:(?P<body>[^\s、。「」,（）]{{2,24}}?)(?:{ties}))?(?P<name>[\u3005\u3400-\u9fff\u30a0-\u30ff・]{{2,8}})(?:{titles})"
    )


def _honoured(sentence: Passage) -> Iterator[tuple[Person, int, int, bool]]:
    """Find `BODY の NAME 氏`."""
    for m in _honour().finditer(sentence.text):
        name = person.read(sentence.text[m.start("name") : m.end()], sure=True)
        if not name:
            continue
        made = Person(name, sentence.start + m.start("name"))
        if m["body"]:
            cut = max(
                (m["body"].rfind(p) + len(p) for p in endings("subject_particle", "word") if p in m["body"]), default=0
            )
            body = sentence.cut(m.start("body") + cut, m.end("body"))
            read = affiliation.read(body.text)
            made = made._replace(affiliations=tuple((a, body.start) for a in read))
        yield made, m.start() if not m["body"] else m.start("body"), m.end(), False


def _before(sentence: Passage, start: int) -> Role | None:
    """Find a role word with its particle right before a person: `사회는 NAME`, `司会は NAME`."""
    head = sentence.text[max(0, start - 16) : start + 8]
    best: Role | None = None
    for particle in endings("topic_particle", "word"):
        at = head.rfind(particle)
        if at < 1 or at + len(particle) > min(start, 16) + 8:
            continue
        stem = re.split(r"[\s,、。]", head[:at])[-1]
        meaning = words("role").get(stem)
        if meaning:
            base = max(0, start - 16) + at - len(stem)
            best = Role(meaning[0].key, sentence.cut(base, base + len(stem)))
    return best


def _after(sentence: Passage, stop: int, verbs: list[tuple[int, int, str]]) -> Role | None:
    """Take the role of the next verb behind a person, if no further person stands between."""
    for start, end, role in sorted(verbs):
        if 0 <= start - stop <= 30:
            return Role(role, sentence.cut(start, end))
    return None
