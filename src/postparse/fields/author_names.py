"""An author's name: cut from what leads to it and what clings to it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from postparse import lexicon
from postparse.document import Passage
from postparse.values import person
from postparse.values.terms import terms

# Words that lead to a name, or stand alone where a theme sets them so.
_LEADS = frozenset(("by", "posted", "author", "published"))
_EDGES = " \t|•·→←»«:：,;/–—-*"


@cache
def _joints() -> re.Pattern[str]:
    ands = "|".join(sorted(map(re.escape, lexicon.surfaces("byline", "and")), key=len, reverse=True))
    words = rf"|(?<!\s)\s++(?:{ands})\s+" if ands else ""
    return re.compile(rf"(?<!\s)\s*+[,;、，；|｜•·]\s*|(?<!\s)\s++[&+/–—-]\s+{words}", re.I)


@cache
def _mailed() -> re.Pattern[str]:
    """An address behind the name."""
    return re.compile(r"(?<!\s)\s++[(<|]?\s?[\w.+-]++@[\w-]++\.\w")


@cache
def _counted() -> re.Pattern[str]:
    """A count of comments or minutes behind a name of two words."""
    return re.compile(r"(?<=[^\W\d_]\s)(?:[^\W\d_]+)(?P<n>\s\d{1,4})\Z")


def names(passage: Passage, language: str | None) -> Iterator[Passage]:
    """Cut `By A, B and C, Editor` into names; placeholders, positions, dates and addresses are none."""
    return (Passage(name.text, passage.start + name.start) for name in _names(passage.text, language))


@lru_cache(maxsize=512)  # metadata, marks and the byline say the same, and several rules read each of them
def _names(text: str, language: str | None) -> tuple[Passage, ...]:
    return tuple(_cut(Passage(text, 0), language))


def _cut(passage: Passage, language: str | None) -> Iterator[Passage]:
    if (address := passage.text.find("http")) >= 0 and "://" in passage.text:
        passage = passage.cut(0, address)
    if "@" in passage.text and (mailed := _mailed().search(passage.text)):
        passage = passage.cut(0, mailed.start())
    lead = _after_lead(passage.cut(0, _credit(passage.text)), language)
    passage = passage.cut(lead.start - passage.start)
    passage = passage.cut(0, _before_date(passage.text))
    at = 0
    cuts = [(m.start(), m.end()) for m in _joints().finditer(passage.text)] if passage.text else []
    cuts = cuts or _prefixed(passage.text)
    joint, whole, credited = "", False, False
    for start, end in [*cuts, (len(passage.text), len(passage.text))]:
        piece = bare(passage.cut(at, start))
        credit = _credit(piece.text)
        raw = piece.cut(0, credit)
        piece = bare(_after_lead(raw, language))
        credited = credited and piece.start == raw.start
        if joint and _is_position(piece.text):
            # What follows a position is its body, not a second author.
            return
        if whole and joint in _PARTING and (_is_place(piece.text) or _is_whence(piece.text)):
            # `Ada Okafor, London`, `Ada Okafor | The Weekly Boat`, `Ada Okafor, de Porto Alegre`
            return
        at, joint = end, passage.text[start:end].strip()
        piece = _closed(piece, language)
        if not credited and piece.text[:1] != "#" and is_name(piece.text):
            whole = " " in piece.text and person.read(piece.text) is not None
            yield piece
        credited = credited or credit is not None


def _prefixed(text: str) -> list[tuple[int, int]]:
    """Give the joint of two names of which the second has the `and` written with it, as in Hebrew."""
    if text.isascii():
        return []
    words = [m.span() for m in re.finditer(r"\S++", text[:80])]
    for (_, end), (start, _) in pairwise(words[1:-1]):
        for joint in lexicon.surfaces("byline", "and_joined"):
            if text.startswith(joint, start) and len(words) <= 6:
                return [(end, start + len(joint))]
    return []


def _credit(text: str) -> int | None:
    """Give where the name of one who took the picture or the like begins: `Photo: A`, `illustrated by B`."""
    known, sources = lexicon.surfaces("label", "credit"), lexicon.surfaces("label", "publisher")
    for word in re.finditer(r"[^\W\d_]+", text[:100]):
        folded = lexicon.fold(word[0])
        after = text[word.end() :].lstrip() if folded in known or folded in sources else ""
        if folded in sources and after[:1] in (":", "："):
            return word.start()
        if folded in known:
            following = re.match(r"[^\W\d_]+", after)
            if after[:1] in (":", "：") or (following and lexicon.fold(following[0]) in _by()):
                return word.start()
    return None


@cache
def _within(language: str | None) -> frozenset[str]:
    """Give the words that lead to a rubric or a town behind a name; in another language they are parts of names."""
    return lexicon.surfaces("byline", "in", language or "")


@cache
def _by() -> frozenset[str]:
    return lexicon.surfaces("byline", "by")


def _is_place(text: str) -> bool:
    """Tell what stands after a person's name and is none; in small letters it is an agency, who signs too."""
    if person.read(text) is not None or text.split(" ")[0].casefold() in terms("given", "common"):
        return False
    return " " in text or not text.islower()


def _is_whence(text: str) -> bool:
    """Tell a place behind a small word: no second author's name begins so."""
    word, _, rest = text.partition(" ")
    return 0 < len(word) <= 3 and word.islower() and rest[:1].isupper()


# Signs after a person's name that part it as often from a place or a body as from another name.
_PARTING = frozenset(",，|｜")


def _closed(piece: Passage, language: str | None) -> Passage:
    """Cut off what clings to the end of a name: an address or a remark in brackets, a handle, a count, `in News`."""
    for word in re.finditer(r"(?<=[^\W\d_] )[^\W\d_]{2,5}(?= [^\W\d_])", piece.text):
        if word[0] in _within(language) and piece.text[word.end() + 1].isupper():
            piece = piece.cut(0, word.start() - 1)
            break
    for mark in (" (", "(", " @", " <", "／"):
        at = piece.text.find(mark)
        if at > 0 and (mark[-1] != "(" or piece.text.find(")", at, -1) < 0):
            piece = piece.cut(0, at)
    if (glued := re.search(r"(?<![^\W\d_])[^\W\d_]++\Z", piece.text)) and not glued[0].isupper():
        # The word for `published` of the next mark, set without a blank.
        for at in range(len(piece.text) - 4, glued.start() + 1, -1):
            if piece.text[at].isupper() and piece.text[at - 1].islower() and piece.text[at:].lower() in _dated():
                return piece.cut(0, at)
    if piece.text[-1:].isdecimal() and (number_after := _counted().search(piece.text)):
        piece = piece.cut(0, number_after.start("n"))
    return piece


@cache
def _dated() -> frozenset[str]:
    """Words that stand before the day of publication or of an update."""
    keys = [("byline", "posted"), ("byline", "updated"), ("label", "published"), ("label", "modified")]
    return frozenset(surface for kind, key in keys for surface in lexicon.surfaces(kind, key) if " " not in surface)


@cache
def _figures() -> re.Pattern[str]:
    """A date or a time in figures."""
    return re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}(?!\d)|\d{1,2}:\d\d(?!\d)")


def _before_date(text: str) -> int:
    """Give where a name ends that a date follows: `lockkeeper on Mon, 09/16/2024`."""
    digit = re.search(r"\d", text)
    if digit is None:
        return len(text)
    words = list(re.finditer(r"[^\W\d_]+", text[: digit.start()]))
    calendar = len(words)
    while calendar > 1 and any(lexicon.look(kind, words[calendar - 1][0]) for kind in ("weekday", "month")):
        calendar -= 1
    if calendar == len(words) and not _figures().match(text, digit.start()):
        month = re.match(r"\d{1,2}[.,]?\s+([^\s\d,.]{3,12})", text[digit.start() :])
        if month is None or not lexicon.look("month", month[1]):
            return len(text)
    while calendar > 1 and len(words[calendar - 1][0]) < 4 and words[calendar - 1][0].islower():
        calendar -= 1
    end = words[calendar - 1].end() if words else len(text)
    while "\u0300" <= text[end : end + 1] < "\u2000":
        end += 1  # vowel signs are no letters
    return end


def bare(piece: Passage) -> Passage:
    inner = piece.text.strip(_EDGES)
    start = piece.text.index(inner)
    return piece.cut(start, start + len(inner))


def _after_lead(piece: Passage, language: str | None) -> Passage:
    """Cut `By`, `Written by`, `Author:` off the front; nothing is left where nothing else stands there."""
    if piece.text[:1] > "\u2e80":
        for lead in _eastern_leads():
            if piece.text.startswith(lead) and 2 <= len(piece.text) - len(lead) <= 12:
                return piece.cut(len(lead))
    words = list(re.finditer(r"[^\s:：]+", piece.text[:80]))
    for word in words[2:5]:
        if lexicon.fold(word[0]) in lexicon.surfaces("byline", "by"):
            # A link such as `View all posts by NAME`.
            return piece.cut(word.end())
    ends = [m.end() for m in words[:4]]
    if ends and (glued := _glued().match(piece.text, 0, ends[0])) and is_lead(glued[0]):
        return piece.cut(glued.end())
    for end in reversed(ends):
        following = piece.text[end : end + 1]
        if is_lead(piece.text[:end]) or (following in (":", "：") and is_office(piece.text[:end])):
            return piece.cut(end)
        if (
            following in (":", "：")
            and len(piece.text) < 60
            and ((end == ends[0] and len(ends) > 1) or person.read(piece.text[end + 1 :]))
        ):
            return piece.cut(end + 1)
    return piece


@cache
def _eastern_leads() -> tuple[str, ...]:
    """Give words that stand right before a name without a space: `記者`."""
    leads = (word for word in lexicon.surfaces("byline", "by") if min(word) > "\u2e80" and len(word) > 1)
    return tuple(sorted(leads, key=len, reverse=True))


@cache
def _glued() -> re.Pattern[str]:
    """A small word that a theme sets right before a name, the space being a style: `ByAda Okafor`."""
    return re.compile(r"[^\W\d_][a-z]{1,7}(?=[A-Z])")


@lru_cache(maxsize=1024)
def is_office(text: str) -> bool:
    """Tell a desk that signs as such: `Redaktion`, `편집부`."""
    return lexicon.fold(text) in lexicon.surfaces("byline", "office")


@lru_cache(maxsize=1024)
def is_lead(text: str) -> bool:
    if is_office(text):
        return False
    found = (*lexicon.look("byline", text), *lexicon.look("label", text))
    return any(m.key in _LEADS for m in found)


def _is_position(text: str) -> bool:
    words = [w.strip(".,()").casefold() for w in text.split()]
    known = terms("position", "word", "lead")
    if 1 < len(words) <= 3 and words[0] in terms("given", "common"):
        return False  # a surname such as Baker
    return bool(words) and (words[-1] in known or words[0] in known or any(w in known for w in words[1:-1]))


@cache
def _small_words() -> frozenset[str]:
    """Give the words that lead to a name and end none: `Commentary by`, `All articles of`."""
    return lexicon.surfaces("byline", "by") | lexicon.surfaces("preposition", "of")


def _is_prose(words: list[str]) -> bool:
    """Tell words of a sentence: `on this site`, `Ada is`, `especially boats.`; two small words may be a handle."""
    first, last = words[0], words[-1]
    if first.islower() and first[-1] != "." and lexicon.fold(first) not in terms("particle", "name"):
        return len(words) > 2 or "-" in first or not last.islower() or last[-1] == "."
    return last.islower() and (last[-1] == "." or lexicon.fold(last) in terms("stopwords", "common"))


@lru_cache(maxsize=1024)
def is_name(text: str) -> bool:
    """Tell what can be an author's name, of a person or a body, from what clings to bylines."""
    words = text.split()
    if not text or len(text) > 80 or len(words) > 7 or any(c in text for c in '@<>{}="') or "www." in text:
        return False
    if len(words) > 1 and _is_prose(words):
        return False
    folded = lexicon.fold(text)
    if any(m.key == "author" for m in lexicon.look("placeholder", text)) or lexicon.look("month", text.rstrip(".")):
        return False
    if is_office(text):
        return True
    if any(lexicon.look(kind, text) for kind in ("byline", "label", "residue", "degree")):
        return False
    if len(words) > 1 and (words[-1].islower() or text.isupper()) and folded.split()[-1] in _small_words():
        return False
    if text.islower() and lexicon.look("stopwords", words[0]):
        # `by the river`, `Words of it.`: people who write themselves small do not begin with an article.
        return False
    if len(words) > 3 and text[-1] in ".!?…" and len(words[-1]) > 3:
        return False
    digits = sum(c.isdigit() for c in folded)
    if len(words) == 1 and text.isalnum() and text[:3].isalpha():
        return digits < 5  # a handle may end in a year
    if digits and (text[0].isdigit() or any(lexicon.look("month", w.strip(".")) for w in words)):
        return False
    return digits < 3 and sum(c.isalpha() for c in text) > max(digits, 1) and text.count("(") == text.count(")")
