"""People in running text: before or after a phrase that says what they do in the event."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from postparse.document import Passage
from postparse.fields import people_east, people_led
from postparse.fields.people import Person, Role
from postparse.fields.people_candidates import announces, candidate
from postparse.fields.slot_time import after_time
from postparse.lexicon import words
from postparse.outline import Node, Outline
from postparse.phrases import Phrases
from postparse.post import Participant, Post
from postparse.resolve import Candidate
from postparse.values import affiliation, bodywords, namescan
from postparse.values.person import is_known
from postparse.values.terms import bare, terms

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
    if not so_far.schedule:
        return
    announced = announces(outline, so_far)
    placed = any(e.venue for e in so_far.schedule)
    for text, node in _texts(outline):
        clues = _clues(text.text, announced)
        if not any(clues):
            continue
        for start, end in _sentences(text.text):
            sentence = Passage(text.text[start:end], text.start + start)
            for read, role in people_in(sentence, announced, placed, clues):
                yield candidate(read, role, node)


class _Clues(NamedTuple):
    """What a text holds by which a sentence of it may tell of a person."""

    quote: bool
    lead: bool
    verb: bool
    east: bool


def _clues(text: str, announced: bool) -> _Clues:
    """Look over a text before it is parted into sentences; most hold nothing of the kind."""
    east = not text.isascii() and (people_east.is_eastern(text) or len(text.lower()) != len(text))
    quote = announced and _quote().search(text) is not None
    phrases, others = _spotted()
    plain = text.replace("’", "'")
    lead = announced and (east or people_led.may_lead(text, plain))
    verb = phrases.search(plain) is not None or ("'s " in plain and any(o in plain.lower() for o in others))
    return _Clues(quote, lead, verb or east, east)


@cache
def _spotted() -> tuple[Phrases, tuple[str, ...]]:
    """Give the finder of all phrases, and those that begin inside a word: `'s talk`."""
    known = [row.text for rows in _phrases().values() for row in rows]
    return Phrases(s for s in known if s[0].isalpha() and s[0] < "\u2e80"), tuple(
        s for s in known if not s[0].isalpha()
    )


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
    if one.group != other.group or one.indent or other.indent or len(one.text) <= 45 or one.text[-1:] in ".!?:":
        return False
    return other.span.start - one.span.end <= 2 and not _apart(last) and not _apart(node)


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
    # The mark itself comes first, so that the search runs from mark to mark.
    return re.compile(
        r"[.!?…。！？\n](?:(?<=[^\s.][^\sA-Z.][.!?…])['\"”’)]?\s+(?=[\"“¿¡(]?[^\W\d_a-z])|(?<=[。！？])|(?<=\n)\s*\n)"
    )


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
    for phrase in dict.fromkeys((*weak, *before, *after)):
        follows = None if phrase in before and phrase in after else phrase in after
        found = after.get(phrase) or before.get(phrase) or weak[phrase]
        row = _Phrase(phrase, found[0].key, follows, phrase in weak)
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
    index, low, found, past = _phrases(), text.lower().replace("’", "'"), list[_Verb](), 0
    if len(low) != len(text):
        return []
    eastern = not text.isascii() and max(text) >= "\u3040"
    if (
        not eastern
        and "'s " not in low
        and not any(row.text in low for word in index.keys() & _word().findall(low) for row in index[word])
    ):
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
    if eastern:
        for phrase in _east_phrases():
            at = low.find(phrase.text)
            if at >= 0 and not any(v.start <= at < v.end for v in found):
                found.append(_Verb(at, at + len(phrase.text), phrase.role, phrase.follows, phrase.weak))
    return found


def people_in(
    sentence: Passage, announced: bool = True, placed: bool = True, clues: _Clues | None = None
) -> Iterator[tuple[Person, Role]]:
    """Give the people to whom the phrases of one sentence give a role.

    `announced`: the post is about an event of its own, so that weak phrases count.
    `placed`: the event has a place, so that a quote beside a name is a talk's title even in small letters.
    `clues`: of the text in which the sentence stands, if they are known.
    """
    clues = clues or _clues(sentence.text, announced)
    if clues.quote:
        yield from _beside_quote(sentence, placed)
    if clues.lead:
        yield from people_led.led_in(sentence)
    verbs = _verbs(sentence.text) if clues.verb else []
    if clues.east:
        yield from people_east.people_in(sentence, [(v.start, v.end, v.role) for v in verbs])
    for i, verb in enumerate(verbs):
        if verb.weak and not announced:
            continue
        from postparse.fields.people_chain import chain, subject  # few posts hold such a phrase

        role = Role(verb.role, sentence.cut(verb.start, verb.end))
        people: list[Person] = []
        if verb.follows is not False:
            stop = verbs[i + 1].start if i + 1 < len(verbs) else len(sentence.text)
            people = chain(sentence, verb.end, stop)
        if not people and not verb.follows:
            begin = verbs[i - 1].end if i else 0
            people = subject(sentence, begin, verb.start)
        for p in people:
            if not verb.weak or verb.follows or is_known(p.name) or any(a.position for a, _ in p.affiliations):
                yield p, role


@cache
def _quote() -> re.Pattern[str]:
    return re.compile(r"""["“„«‘~]([^"“”„«»~]{12,200}?)[,.]?["”»’~](?!\w)""")


def is_headline(text: str) -> bool:
    """Tell the title of a talk from quoted speech: most of its longer words have capitals, and no full stop ends it."""
    longer = [w for w in text.split() if len(w) > 3]
    capitals = sum(w[0].isupper() or not w[0].isalpha() for w in longer)
    return bool(longer) and capitals * 3 >= len(longer) * 2 and text[-1] not in ".!"


def _beside_quote(sentence: Passage, placed: bool) -> Iterator[tuple[Person, Role]]:
    """`NAME, Body, "Talk"` and `"Talk," NAME, Body`: the title of a talk beside a name beyond doubt."""
    text = sentence.text
    for quote in _quote().finditer(text):
        if len(quote[1].split()) < 3 or not (placed or is_headline(quote[1])):
            continue
        from postparse.fields.people_chain import first_of, with_apposition

        talk = sentence.cut(*quote.span(1))
        before = [n for n in namescan.scan(text[max(0, quote.start() - 200) : quote.start()]) if is_known(n)][-1:]
        for name in before:
            base = max(0, quote.start() - 200)
            made, end = with_apposition(sentence, name, base, quote.start())
            gap = text[end : quote.start()]
            if not re.search(r"[.;:\w]", gap) or (gap.startswith(",") and bodywords.has_body(gap) and len(gap) < 120):
                if not made.affiliations and gap.strip(" ,"):
                    at = end + len(gap) - len(gap.lstrip(" ,"))
                    body = sentence.cut(at, quote.start() - len(gap) + len(gap.rstrip(" ,")))
                    made = made._replace(affiliations=tuple((a, body.start) for a in affiliation.read(body.text)))
                yield made._replace(talk=talk), Role("speaker")
                break
        else:
            if quote[0][-2:-1] == "," and not is_headline(quote[1]) and not any(map(str.isdigit, text[quote.end() :])):
                continue  # quoted speech, and who said it; beside a talk stands its hour
            after = namescan.scan(text[quote.end() : quote.end() + 90])[:1]
            for name in after:
                lead = text[quote.end() : quote.end() + first_of(name)].strip(" ,-–—:")
                if is_known(name) and (not lead or bare(lead) in terms("led_by", "word")):
                    made, _ = with_apposition(sentence, name, quote.end(), len(text))
                    yield made._replace(talk=talk), Role("speaker")
