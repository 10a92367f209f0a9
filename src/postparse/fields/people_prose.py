"""People in running text: before or after a phrase that says what they do in the event."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from postparse.document import Passage
from postparse.fields.people_candidates import announces, candidate
from postparse.fields.people_lines import Person, Role
from postparse.fields.people_programme import after_time
from postparse.lexicon import words
from postparse.outline import Node, Outline
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import affiliation, person
from postparse.values.affiliation import Affiliated
from postparse.values.person import Name, is_known
from postparse.values.terms import bare, small_words, terms, tying_words

_LONGEST = 4000


class _Verb(NamedTuple):
    """A phrase found: the range it takes, its role, and whether the person follows it (None: either).

    A weak one says many things of many kinds of subject; it counts only with a name beyond doubt.
    """

    start: int
    end: int
    role: str
    follows: bool | None
    weak: bool


def in_prose(outline: Outline, so_far: Post) -> Iterator[Candidate[Participant]]:
    """People whom a sentence gives a part: `X of the Y will speak`, `moderated by X`."""
    if not so_far.schedule or not announces(outline, so_far):
        return
    placed = any(e.venue for e in so_far.schedule)
    for text, node in _texts(outline):
        for start, end in _sentences(text.text):
            sentence = Passage(text.text[start:end], text.start + start)
            for read, role in people_in(sentence, placed):
                yield candidate(read, role, node)


def _texts(outline: Outline) -> Iterator[tuple[Passage, Node]]:
    """Give the stretches of text to search: blocks, and lines that stand together as one."""
    run: list[Node] = []
    for node in outline.nodes:
        apart = node.role in ("furniture", "meta", "link", "label") or bool(
            node.role == "labelled" and node.label and node.label.keys
        )
        if run and (apart or not _continues(run[-1], node)):
            yield _whole(outline, run), run[0]
            run = []
        if not apart:
            run.append(node)
    if run:
        yield _whole(outline, run), run[0]


def _continues(last: Node, node: Node) -> bool:
    """Say whether a line goes on where the last one, wrapped by hand, left off."""
    one, other = last.block, node.block
    if _apart(last) or _apart(node) or one.group != other.group or one.indent or other.indent:
        return False
    return len(one.text) > 45 and one.text[-1:] not in ".!?:" and other.span.start - one.span.end <= 2


def _apart(node: Node) -> bool:
    """A heading, an entry, a slot of a programme: a line by itself."""
    line = node.block.passage
    return node.role not in ("line", "paragraph") or bool(node.block.bullet) or after_time(line).start > line.start


def _whole(outline: Outline, run: list[Node]) -> Passage:
    first, last = run[0].block, run[-1].block
    if first is last:
        return Passage(first.text[:_LONGEST], first.span.start)
    text = outline.document.text[first.span.start : min(last.span.end, first.span.start + _LONGEST)]
    return Passage(text.translate({10: " ", 9: " ", 160: " "}), first.span.start)


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\s.][^\sA-Z.])[.!?…]['\"”’)]?\s+(?=[\"“¿¡(]?[^\W\d_a-z])|[。！？]|\n\s*\n")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Part a text at full stops; that of an abbreviated title or an initial is none."""
    start = 0
    for m in _sentence_end().finditer(text):
        word = text[start : m.start()].rsplit(None, 1)[-1:]
        if word and (bare(word[0]) in terms("honorific", "title") or bare(word[0]) in terms("name_suffix", "word")):
            continue
        yield start, m.end()
        start = m.end()
    if start < len(text):
        yield start, len(text)


class _Phrase(NamedTuple):
    text: str
    role: str
    follows: bool | None
    weak: bool


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """Give the phrases by their first word, the longest first."""
    index: dict[str, list[_Phrase]] = {}
    before, after, weak = words("role_verb"), words("role_verb_by"), words("role_verb_weak")
    for phrase, found in {**weak, **before, **after}.items():
        follows = None if phrase in before and phrase in after else phrase in after
        row = _Phrase(phrase, found[0].key, follows, phrase in weak and phrase not in before)
        index.setdefault(phrase.split(" ")[0], []).append(row)
    return {k: tuple(sorted(v, key=lambda p: -len(p.text))) for k, v in index.items()}


@cache
def _east_phrases() -> tuple[_Phrase, ...]:
    return tuple(row for rows in _phrases().values() for row in rows if ord(row.text[0]) > 0x2E80)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*+")


def _verbs(text: str) -> list[_Verb]:
    """Find the phrases of a sentence, left to right, none inside another."""
    index, low, found, past = _phrases(), text.casefold().replace("’", "'"), list[_Verb](), 0
    if len(low) != len(text):
        return []
    if index.keys().isdisjoint(_word().findall(low)) and "'s " not in low and text.isascii():
        return []
    for m in _word().finditer(low):
        word, start = m[0], m.start()
        if word.endswith("'s"):
            word, start = "'s", m.end() - 2
        if start < past or word not in index:
            continue
        for phrase in index[word]:
            end = start + len(phrase.text)
            if low.startswith(phrase.text, start) and not low[end : end + 1].isalnum():
                found.append(_Verb(start, end, phrase.role, phrase.follows, phrase.weak))
                past = end
                break
    if not text.isascii() and max(text) >= "\u3040":
        for phrase in _east_phrases():
            at = low.find(phrase.text)
            if at >= 0 and not any(v.start <= at < v.end for v in found):
                found.append(_Verb(at, at + len(phrase.text), phrase.role, phrase.follows, phrase.weak))
    return found


def people_in(sentence: Passage, placed: bool = True) -> Iterator[tuple[Person, Role]]:
    """Give the people to whom the phrases of one sentence give a role.

    `placed`: the event has a place, so that a quote beside a name is a talk's title even in small letters.
    """
    yield from _beside_quote(sentence, placed)
    verbs = _verbs(sentence.text)
    for i, verb in enumerate(verbs):
        role = Role(verb.role, sentence.cut(verb.start, verb.end))
        people: list[Person] = []
        if verb.follows is not False:
            stop = verbs[i + 1].start if i + 1 < len(verbs) else len(sentence.text)
            people = _chain(sentence, verb.end, stop)
        if not people and not verb.follows:
            begin = verbs[i - 1].end if i else 0
            people = _subject(sentence, begin, verb.start)
        for p in people:
            if not verb.weak or is_known(p.name) or any(a.position for a, _ in p.affiliations):
                yield p, role


@cache
def _quote() -> re.Pattern[str]:
    return re.compile(r"""["“„«‘~]([^"“”„«»~]{12,200}?)[,.]?["”»’~](?!\w)""")


def _is_headline(text: str) -> bool:
    """Tell the title of a talk from quoted speech: most of its longer words have capitals, and no full stop ends it."""
    longer = [w for w in text.split() if len(w) > 3]
    capitals = sum(w[0].isupper() or not w[0].isalpha() for w in longer)
    return bool(longer) and capitals * 3 >= len(longer) * 2 and text[-1] not in ".!"


def _beside_quote(sentence: Passage, placed: bool) -> Iterator[tuple[Person, Role]]:
    """`NAME, Body, "Talk"` and `"Talk," NAME, Body`: the title of a talk beside a name beyond doubt."""
    text = sentence.text
    for quote in _quote().finditer(text):
        if len(quote[1].split()) < 3 or not (placed or _is_headline(quote[1])):
            continue
        talk = sentence.cut(*quote.span(1))
        before = [n for n in person.scan(text[max(0, quote.start() - 200) : quote.start()]) if is_known(n)][-1:]
        for name in before:
            base = max(0, quote.start() - 200)
            made, end = _with_apposition(sentence, name, base, quote.start())
            gap = text[end : quote.start()]
            if not re.search(r"[.;:\w]", gap) or (gap.startswith(",") and affiliation.has_body(gap) and len(gap) < 120):
                if not made.affiliations and gap.strip(" ,"):
                    at = end + len(gap) - len(gap.lstrip(" ,"))
                    body = sentence.cut(at, quote.start() - len(gap) + len(gap.rstrip(" ,")))
                    made = made._replace(affiliations=tuple((a, body.start) for a in affiliation.read(body.text)))
                yield made._replace(talk=talk), Role("speaker")
                break
        else:
            after = person.scan(text[quote.end() : quote.end() + 90])[:1]
            for name in after:
                lead = text[quote.end() : quote.end() + _first(name)].strip(" ,-–—:")
                if is_known(name) and (not lead or bare(lead) in terms("led_by", "word")):
                    made, _ = _with_apposition(sentence, name, quote.end(), len(text))
                    yield made._replace(talk=talk), Role("speaker")


def _chain(sentence: Passage, start: int, stop: int) -> list[Person]:
    """Read people one after another from `start`; another word than a position between them ends the row."""
    people: list[Person] = []
    at = start
    for name in person.scan(sentence.text[start:stop]):
        first = start + _first(name)
        if first < at:
            continue
        gap = sentence.text[at:first]
        front = _front(sentence, at, first)
        if front is None or (people and not _separates(gap)):
            break
        made, at = _with_apposition(sentence, name, start, stop)
        people.append(made._replace(affiliations=(*front, *made.affiliations)))
    return people


def _subject(sentence: Passage, begin: int, stop: int) -> list[Person]:
    """Read the people who stand as the subject right before `stop`."""
    found = person.scan(sentence.text[begin:stop])
    rows: list[tuple[Person, int, int]] = []
    at = begin
    for name in found:
        first = begin + _first(name)
        if first < at:
            continue
        made, end = _with_apposition(sentence, name, begin, stop)
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


def _first(name: Name) -> int:
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
    return len(bare_gap.split()) == 1 and bare_gap.islower() and len(bare_gap) < 12


def _separates(gap: str) -> bool:
    """Commas, semicolons and words for "and" or "by"; also "the", "our" before a further person."""
    rest = [w for w in re.split(r"[\s,;、；]+", gap) if w]
    small = tying_words()
    return len(rest) <= 8 and bool(gap.strip()) and all(bare(w) in small or affiliation.is_position(w) for w in rest)


def _front(sentence: Passage, start: int, stop: int) -> tuple[tuple[Affiliated, int], ...] | None:
    """Read a position before a name; empty for articles alone, None where something else stands there."""
    text = sentence.text[start:stop]
    rest = list(re.finditer(r"[^\s,;:、]+", text))
    small = tying_words()
    while rest and bare(rest[0][0]) in small:
        rest.pop(0)
    if not rest:
        return ()
    words_ = text[rest[0].start() : rest[-1].end()]
    if len(rest) > 6 or not affiliation.is_position(words_) or any(c in words_ for c in ",;:"):
        return None
    read = affiliation.read(words_)
    return tuple((a, sentence.start + start + rest[0].start()) for a in read[:1])


def _with_apposition(sentence: Passage, name: Name, base: int, stop: int) -> tuple[Person, int]:
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
    if not affiliation.is_position(first[lead:]) or _names_after_position(first[lead:]):
        return None
    finish = start + len(first)
    if len(parts) > 1 and len(first) == parts[0][1] and not affiliation.has_body(first):
        second = _untied(text[start + parts[1][0] : start + parts[1][1]])
        if affiliation.has_body(second) and not person.scan(second):
            finish = start + parts[1][0] + len(second)
    return start + lead, finish, finish


def _names_after_position(part: str) -> bool:
    """`historian Ada Okafor`: a further person and no apposition."""
    names = person.scan(part)
    return (
        bool(names)
        and part[_first(names[0]) - 1 : _first(names[0])].isspace()
        and affiliation.is_position(part[: _first(names[0])])
        and not re.search(r"\s\S{1,4}\s", part[: _first(names[0])])
    )


def _article(part: str) -> int:
    word = part.split(" ", 1)
    return len(word[0]) + 1 if len(word) > 1 and bare(word[0]) in terms("preposition", "article") else 0


def _untied(part: str) -> str:
    """Cut a phrase before "and" with a further person, and before "who"."""
    for m in re.finditer(r"\s(\S+)\s+(?=\S)", part):
        low = bare(m[1])
        if low in terms("conjunction", "and") and person.scan(part[m.end() :]):
            return part[: m.start()]
    return part.rstrip(" .")
