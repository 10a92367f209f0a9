"""People one after another in a sentence, each with what stands in apposition."""

import re

from postparse.document import Passage
from postparse.fields.people import Person
from postparse.lexicon import fold, words
from postparse.values import affiliation, bodywords, namescan, positions
from postparse.values.affiliated import Affiliated
from postparse.values.name import Name
from postparse.values.terms import bare, small_words, terms, tying_words


def chain(sentence: Passage, start: int, stop: int) -> list[Person]:
    """Read people one after another from `start`; another word than a position between them ends the row."""
    people: list[Person] = []
    at = start
    for name in namescan.scan(sentence.text[start:stop]):
        first = start + first_of(name)
        if first < at:
            continue
        gap = sentence.text[at:first]
        front = _front(sentence, at, first) if people else _first_front(sentence, at, first)
        if front is None or (people and (not _separates(gap) or _turns(gap))):
            break
        made, at = with_apposition(sentence, name, start, stop)
        people.append(made._replace(affiliations=(*front, *made.affiliations)))
    return people


def _turns(gap: str) -> bool:
    """Say whether what stands between two names gives the second another part: `, moderated by`, `, with`."""
    between = fold(gap.strip(" ,;"))
    return between in words("role_verb_by") or between in terms("led_by", "series_with")


def row(line: Passage) -> tuple[list[Person], int]:
    """Read people one after another from the line's beginning; give them and where the last one ends."""
    people: list[Person] = []
    at = 0
    for name in namescan.scan(line.text):
        if first_of(name) < at:
            continue
        gap = line.text[at : first_of(name)]
        front = _front(line, at, first_of(name))
        if front is None or (people and not _separates(gap)) or (not people and gap.strip() and not front):
            break
        made, at = with_apposition(line, name, 0, len(line.text))
        people.append(made._replace(affiliations=(*front, *made.affiliations)))
    return people, at


def subject(sentence: Passage, begin: int, stop: int) -> list[Person]:
    """Read the people who stand as the subject right before `stop`."""
    found = namescan.scan(sentence.text[begin:stop])
    rows: list[tuple[Person, int, int]] = []
    at = begin
    for name in found:
        first = begin + first_of(name)
        led = sentence.text[begin:first].rsplit(None, 1)[-1:]
        if first < at or (led and bare(led[0]) in terms("preposition", "at") and not name.honorific):
            continue  # "from U. Lake" is a body
        if not name.honorific and _names_thing(sentence.text[begin:first]):
            continue
        made, end = with_apposition(sentence, name, begin, stop)
        front = _front(sentence, at, first) or ()
        rows.append((made._replace(affiliations=(*front, *made.affiliations)), first, end))
        at = end
    people: list[Person] = []
    until = stop
    for made, first, end in reversed(rows):
        gap = sentence.text[end:until].strip()
        if not (_closing(gap) if not people else _separates(gap) or _front(sentence, end, until)):
            break
        people.insert(0, made)
        until = first
    return people


def _names_thing(front: str) -> bool:
    """`the bookshop Ada Okafor`: before the name stands what it is the name of, perhaps with an article between."""
    rest = front.split()[-2:]
    if rest and bare(rest[-1]) in terms("preposition", "article"):
        rest.pop()
    return bool(rest) and front[-1:].isspace() and rest[-1].islower() and bodywords.has_body(rest[-1])


def first_of(name: Name) -> int:
    """Give where a name begins, with its honorifics."""
    return min([name.span[0], *(a for a, _ in name.honorifics)])


def _last(name: Name) -> int:
    return max([name.span[1], *(b for _, b in name.honorifics)])


def _closing(gap: str) -> bool:
    """What may stand between a subject and its verb: nothing, a comma, one small word, a clause in commas."""
    bare_gap = gap.strip(" ,;:–—-")
    if not bare_gap:
        return True
    if gap.startswith(",") and gap.endswith(",") and len(gap) < 160:
        return True
    if gap.endswith(",") and "," in gap[:-1] and len(gap) < 80 and not any(c in gap for c in ";:()"):
        return True  # the rest of a body, and its town
    words = bare_gap.split()
    if bare(words[0]) in terms("conjunction", "and"):
        return len(words) <= 5
    return len(words) == 1 and bare_gap.islower() and len(bare_gap) < 12


def _separates(gap: str) -> bool:
    """Commas, semicolons and words for "and" or "by"; also "the", "our" before a further person."""
    rest = [w for w in re.split(r"[\s,;、；]+", gap) if w]
    small = tying_words()
    if not any(c in gap for c in ",;、；") and not any(bare(w) in terms("conjunction", "and") for w in rest):
        return False
    return len(rest) <= 8 and all(bare(w) in small or positions.is_position(w) for w in rest)


def _front(sentence: Passage, start: int, stop: int) -> tuple[tuple[Affiliated, int], ...] | None:
    """Read a position before a name; empty for articles alone, None where something else stands there."""
    text = sentence.text[start:stop]
    rest = list(re.finditer(r"[^\s,;:、]+", text))
    small = tying_words()
    while rest and bare(rest[0][0]) in small:
        rest.pop(0)
    if not rest:
        return ()
    ours = bare(re.split(r"\s+", text.strip(" ,;:"), maxsplit=1)[0]) in terms("preposition", "article")
    if text.rstrip().endswith((",", ";", ":")) and not ours:
        return None  # but "our editor, Ada Okafor"
    words_ = text[rest[0].start() : rest[-1].end()]
    if len(rest) > 6 or not positions.is_position(words_) or any(c in words_ for c in ",;:"):
        return None
    read = affiliation.read(words_)
    return tuple((a, sentence.start + start + rest[0].start()) for a in read[:1])


def _first_front(sentence: Passage, start: int, stop: int) -> tuple[tuple[Affiliated, int], ...] | None:
    """Read what stands before the first name: also `sculptor, NAME`, and a position behind its body."""
    front = _front(sentence, start, stop)
    text = sentence.text[start:stop].rstrip()
    if front is not None or len(text) > 100:
        return front
    if text.endswith(",") and "," not in text[:-1]:
        return _front(sentence, start, start + len(text) - 1)
    tokens = [m.start() for m in re.finditer(r"[^\s]+", text)]
    for at in tokens[-3:]:
        if bodywords.has_body(text[:at]) and positions.is_position(text[at:]) and not set(",;:.").intersection(text):
            modifies = bare(text[at:].strip()) in terms("position", "modifier")
            return () if modifies else _front(sentence, start + at, stop)
    return None


def with_apposition(sentence: Passage, name: Name, base: int, stop: int) -> tuple[Person, int]:
    """Add what stands behind the name in brackets, after a comma, or after "of" and "from"."""
    made = Person(name, sentence.start + base)
    end = base + _last(name)
    for reader in (_bracket, _from_body, _comma):
        found = reader(sentence.text, end, stop)
        if found:
            start, finish, after = found
            given = sentence.cut(start, finish)
            read = affiliation.read(given.text)
            if read:
                return made._replace(affiliations=tuple((a, given.start) for a in read)), after
    return made, end


def _bracket(text: str, end: int, stop: int) -> tuple[int, int, int] | None:
    m = re.compile(r"\s{0,2}[(（]([^()（）]{2,160})[)）]").match(text, end, stop)
    return (*m.span(1), m.end()) if m else None


def _from_body(text: str, end: int, stop: int) -> tuple[int, int, int] | None:
    """`of the Hillview Synagogue`, `from Mill Museum`: capitals, and small words between them."""
    m = re.compile(r"\s+(\S+)\s+").match(text, end, stop)
    if not m or bare(m[1]) not in terms("preposition", "at", "of"):
        return None
    start = last = m.end()
    small, at = small_words(), terms("preposition", "at")
    for word in re.finditer(r"[^\s,;:()]+|[,;:()]", text[start:stop]):
        token = word[0]
        if token[0].isupper() or token[0] in '„“"«' or token[0].isdigit():
            last = start + word.end()
        elif (
            token[0] in ",;:()"
            or (bare(token) not in small and bare(token) not in at)
            or (last == start and word.start() > 12)
        ):
            break
    if last == start:
        return None
    part = text[start:last].rstrip(".")
    if bare(m[1]) in at and bare(m[1]) not in terms("preposition", "from") and not bodywords.has_body(part):
        return None  # "Ada Okafor at Mill Hall" may say where she speaks
    return (start, start + len(part), start + len(part)) if any(map(str.isupper, part)) else None


def _comma(text: str, end: int, stop: int) -> tuple[int, int, int] | None:
    """`, director of the Mill Museum,`: a position, with its body even behind a further comma."""
    m = re.compile(r"\s?,\s").match(text, end, stop)
    if not m:
        return None
    start = m.end()
    parts = [(p.start(), p.end()) for p in re.finditer(r"[^,;]+", text[start:stop])]
    if not parts:
        return None
    first = _untied(text[start : start + parts[0][1]])
    lead = _article(first)
    opens = bare(first.split(" ", 1)[0])
    if opens in terms("told", "relative") or (opens in terms("conjunction", "and") and namescan.scan(first)):
        return None  # "Ada Okafor, who built the mill," and "Ada Okafor, and editor Bo Lind"
    if not positions.is_position(first[lead:]) or _names_after_position(first[lead:]):
        return None
    finish = start + len(first)
    if len(parts) > 1 and len(first) == parts[0][1] and not bodywords.has_body(first):
        second = _untied(text[start + parts[1][0] : start + parts[1][1]])
        if bodywords.has_body(second) and not namescan.scan(second):
            finish = start + parts[1][0] + len(second)
    return start + lead, finish, finish


def _names_after_position(part: str) -> bool:
    """`historian Ada Okafor`: a further person and no apposition."""
    names = namescan.scan(part)
    return (
        bool(names)
        and part[first_of(names[0]) - 1 : first_of(names[0])].isspace()
        and positions.is_position(part[: first_of(names[0])])
        and not re.search(r"\s\S{1,4}\s", part[: first_of(names[0])])
    )


def _article(part: str) -> int:
    word = part.split(" ", 1)
    return len(word[0]) + 1 if len(word) > 1 and bare(word[0]) in terms("preposition", "article") else 0


def _untied(part: str) -> str:
    """Cut a phrase before "and" with a further person, and before "who"."""
    for m in re.finditer(r"\s(\S+)\s+(?=\S)", part):
        low = bare(m[1])
        if low in terms("conjunction", "and") and namescan.scan(part[m.end() :]):
            return part[: m.start()]
    return part.rstrip(" .")
