"""Bodies (and people) that hold, pay for or support the event: under labels and by verbs."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from postparse import labels
from postparse.document import Passage
from postparse.fields import people_lines
from postparse.lexicon import words
from postparse.outline import Outline, Section
from postparse.phrases import Phrases
from postparse.post import Organizer, Post
from postparse.resolve import Candidate, Found
from postparse.values import bodywords
from postparse.values.terms import bare, endings, glued, small_words, terms

_LONGEST = 120
_PROSE = 1500


def labelled(outline: Outline, so_far: Post) -> Iterator[Candidate[Organizer]]:
    """Bodies on the line of a label such as "Organized by", or in the list below it."""
    if not so_far.schedule:
        return
    people = {n for p in so_far.participants for n in (p.name, *p.also_known_as)}
    for section in outline.labelled("organizer:"):
        role = _role(section.label.keys) or ""
        for line in _lines(outline, section):
            for own, part in _parted(line, role, outline.language):
                for name in bodies(part):
                    # Two labels on one line: `Host: A / Sponsor: B`.
                    inner = labels.find(name, outline.language)
                    other = _role(inner[0].keys) if inner else None
                    body = inner[1] if inner and other else name
                    if not _is_person(body, people):
                        yield Candidate(Organizer(body.squeezed(), other or own), (Found("/name", body.span),))


def _role(keys: Iterable[str]) -> str | None:
    return next((k[10:] for k in keys if k.startswith("organizer:")), None)


@cache
def _inner_label() -> re.Pattern[str]:
    return re.compile(r"(?<=\s)[^\s:：]{2,20}\s?[:：]")


def _parted(line: Passage, role: str, language: str | None) -> Iterator[tuple[str, Passage]]:
    """Part a line where a further label or a phrase names another part in the event: `A in cooperation with B`."""
    cuts: list[tuple[int, int, str]] = []
    for found in _inner_label().finditer(line.text) if ":" in line.text or "：" in line.text else ():
        inner = labels.find(line.cut(found.start()), language)
        if inner and (other := _role(inner[0].keys)):
            cuts.append((found.start(), found.end(), other))
    if line.text.count(" ") > 2:
        phrases, roles = _verbs()
        for start, end in islice(phrases.finditer(line.text), 4):
            other, follows = roles.get(line.text[start:end].lower(), ("", False))
            if other and follows and start > 2:
                cuts.append((start, end, other))
    last = 0
    for start, end, other in sorted(cuts):
        if start >= last:
            yield role, line.cut(last, start)
            last, role = end, other
    yield role, line.cut(last)


def _lines(outline: Outline, section: Section) -> Iterator[Passage]:
    """Give the label's own line, or the entries below it up to the first that is no list's."""
    head = outline.nodes[section.head]
    for index, entry in zip(section.nodes, section.entries, strict=True):
        node = outline.nodes[index]
        if node is not head and (node.role not in ("entry", "line") or (node.label and node.label.keys)):
            return
        if (
            node is not head
            and node.block.group != outline.nodes[section.nodes[0]].block.group
            and not node.block.bullet
        ):
            return
        if len(entry.text) <= 3 * _LONGEST:
            yield entry


def _is_person(name: Passage, people: set[str]) -> bool:
    """A person who takes part is a participant; another person's name may stand as organizer."""
    found = people_lines.one(name, False)
    return any(p.name.name in people for p in found) or name.squeezed() in people


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"(?<!\s)(?:\s*+[;；、/／|｜]\s*|\s++[·•]\s+|\s*+,\s+|\s*+，\s*|\s++(?P<and>[^\W\d_]{1,3}|&)\s+)")


def bodies(line: Passage) -> Iterator[Passage]:
    """Part a line into bodies: at semicolons and slashes, at commas where each part is a body by itself."""
    text = line.text
    parts: list[Passage] = []
    last = depth = seen = 0
    for m in _marks().finditer(text):
        depth += text.count("(", seen, m.start()) + text.count("（", seen, m.start())
        depth -= text.count(")", seen, m.start()) + text.count("）", seen, m.start())
        seen = m.end()
        soft = m[0].strip() in (",", "，") or m["and"] is not None
        if depth > 0 or (m["and"] and bare(m["and"]) not in terms("conjunction", "and")):
            continue
        if soft and not (_whole(text[last : m.start()]) and _whole(_next(text, m.end()))):
            continue
        parts.append(line.cut(last, m.start()))
        last = m.end()
    parts.append(line.cut(last))
    for part in parts:
        name = _bare_name(part)
        if name and 1 < len(name.text) <= _LONGEST and any(map(str.isalpha, name.text)):
            yield name


def _next(text: str, start: int) -> str:
    found = _marks().search(text, start)
    return text[start : found.start() if found else len(text)]


def _whole(part: str) -> bool:
    """Say whether a part of a list is a body's whole name: several words with one for a body, or East Asian letters."""
    part = part.strip()
    first, _, rest = part.partition(" ")
    if rest and first.islower() and bare(first) in terms("preposition", "article"):
        part = rest
    if not part:
        return False
    if ord(part[0]) > 0x2E80:
        return True
    return len(part.split()) > 1 and bodywords.has_body(part) and part[0].isupper()


def _bare_name(part: Passage) -> Passage | None:
    """Drop an article, a full stop, an e-mail address or a placeholder."""
    text = part.text.rstrip(" 。,;")
    last = text.rsplit(None, 1)[-1:]
    if last and len(last[0]) > 4 and bare(last[0]) not in terms("organization_word", "tail"):
        text = text.rstrip(".")
    words_ = text.split()
    if not words_ or "@" in text or "://" in text or bare(text) in terms("placeholder", "person"):
        return None
    if (
        len(words_) > 2
        and not any(w[0].isupper() for w in words_[1:])
        and text.isascii()
        and not bodywords.has_body(text)
    ):
        return None
    start = len(words_[0]) if words_[0].islower() and bare(words_[0]) in terms("preposition", "article") else 0
    return part.cut(start, len(text))


@cache
def _verbs() -> tuple[Phrases, dict[str, tuple[str, bool]]]:
    """Give the phrases, and for each the role and whether the body follows it."""
    roles: dict[str, tuple[str, bool]] = {}
    for phrase, found in words("organizer_verb").items():
        role, _, side = found[0].key.rpartition("_")
        roles[phrase] = role, side == "by"
    return Phrases(roles), roles


def told(outline: Outline, so_far: Post) -> Iterator[Candidate[Organizer]]:
    """Bodies that a sentence names: "organized by the Mill Society", "The Mill Society invites"."""
    if not so_far.schedule:
        return
    phrases, roles = _verbs()
    people = {n for p in so_far.participants for n in (p.name, *p.also_known_as)}
    for node in outline.nodes:
        if node.role not in ("paragraph", "line", "entry") or (node.label and node.label.keys):
            continue
        line = node.block.passage
        for start, end in islice(phrases.finditer(line.text[:_PROSE]), 8):
            role, follows = roles.get(line.text[start:end].lower(), ("", False))
            name = _after(line, end) if follows else _before(line, start)
            if role and name and bodywords.has_body(name.text) and not _is_person(name, people):
                yield Candidate(Organizer(name.squeezed(), role), (Found("/name", name.span),))


def _after(line: Passage, start: int) -> Passage | None:
    """Read capitals, and small words between them, up to a mark or a small word that is none of these."""
    first = last = start
    small = small_words()
    for m in re.finditer(r"[^\s,;:()]+|[,;:()]", line.text[start : start + 200]):
        token = m[0]
        if last == start and bodywords.has_body(token[(cut := glued(token)) :]) and token[cut:].islower():
            first, last = start + m.start() + cut, start + m.end()
            continue
        if token[0].isupper() or (ord(token[0]) > 0x2E80 and last == start):
            last = start + m.end()
            if token.endswith(".") and len(token) > 4:
                break
        elif bare(token) not in small:
            break
    return _bare_name(line.cut(first, last)) if last > start else None


def _before(line: Passage, stop: int) -> Passage | None:
    """Read back from a verb: capitals and small words between them, from the sentence's beginning."""
    head = line.text[max(0, stop - 160) : stop]
    base = max(0, stop - 160)
    begin = max((head.rfind(m) + len(m) for m in (". ", "! ", "? ", "。", "\n", " : ") if m in head), default=0)
    tokens = list(re.finditer(r"\S+", head[begin:]))
    small = small_words()
    first = len(tokens)
    while first and (
        tokens[first - 1][0][0].isupper()
        or ord(tokens[first - 1][0][0]) > 0x2E80
        or bare(tokens[first - 1][0]) in small
    ):
        first -= 1
        if tokens[first][0][-1] in ",;":
            first += 1
            break
    while first < len(tokens) and bare(tokens[first][0]) in small:
        first += 1
    if first >= len(tokens):
        return None
    name = line.cut(base + begin + tokens[first].start(), stop)
    lead = max((name.text.rfind(w) + len(w) for w in endings("glued", "lead") if w in name.text), default=0)
    subject: Passage | None = name.cut(lead)
    if ord(name.text[0]) > 0x2E80 and name.text.endswith(tuple(terms("subject_particle", "object"))):
        subject = _subject(line.cut(base + begin, stop))
    return _bare_name(_without_particle(subject)) if subject else None


def _subject(sentence: Passage) -> Passage | None:
    """Give the last body of the subject of a Korean sentence, whose object and place stand before its verb."""
    begin = 0
    for m in re.finditer(r"\S+", sentence.text):
        if m[0].endswith(tuple(terms("subject_particle", "with"))):
            begin = m.end()
        elif m[0].endswith(tuple(w for w in terms("subject_particle", "word") if len(w) == 1)):
            return sentence.cut(begin, m.end())
    return None


def _without_particle(name: Passage) -> Passage:
    """Drop the Korean or Japanese particle that ties a subject to its verb."""
    for ending in sorted(terms("subject_particle", "word"), key=len, reverse=True):
        if name.text.endswith(ending) and len(name.text) > len(ending) + 2 and ord(name.text[0]) > 0x2E80:
            return name.cut(0, len(name.text) - len(ending))
    return name


RULES = {"/organizers": (labelled, told)}
NEEDS = ("participants",)
