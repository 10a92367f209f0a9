"""The head that copying leaves over a text: a letter's subject, sender and day, a list's archive, a page's name.

What it says becomes claims, as from a message; its lines are no part of the text, and their day is no event's.
"""

import re
from collections.abc import Sequence
from functools import cache

from postparse import lexicon, residue
from postparse.document import Block, Claim, Passage
from postparse.prose import is_prose
from postparse.values import stamp

# A head stands among the first lines, after at most a title or a greeting of the list's page.
_FIRST, _LONGEST = 4, 10


def cut(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Claim, ...]]:
    """Give the blocks with those of a head marked as such, and what the head says."""
    for find in (_letter, _archived, _channel):
        if said := find(blocks):
            lines, claims = said
            return tuple(b._replace(region="header") if i in lines else b for i, b in enumerate(blocks)), claims
    return tuple(blocks), ()


_Head = tuple[frozenset[int], tuple[Claim, ...]]


def _letter(blocks: Sequence[Block]) -> _Head | None:
    """`Betreff: …`, `Von: …`, `Datum: …` in lines of their own that stand together."""
    for first in range(min(_FIRST, len(blocks))):
        # A letter that was sent on has its head below a line of dashes.
        ruled = first > 0 and blocks[first - 1].text.startswith("---")
        if first and not ruled and blocks[first - 1].group == blocks[first].group:
            continue
        said: dict[str, Passage] = {}
        end = first
        for block in blocks[first : first + _LONGEST]:
            named = _named(block) if block.group == blocks[first].group else None
            if named is None:
                break
            said.setdefault(*named)
            end += 1
        if end - first > 1 and _is_letter(said):
            return frozenset(range(first - ruled, end)), tuple(_claims(said))
    return None


def _named(block: Block) -> tuple[str, Passage] | None:
    """Give what a line of a head names, and its value: behind a colon, or behind a space after a word of the east."""
    text = block.text
    ends = [i for i in (text.find(":", 0, 24), text.find("：", 0, 24)) if i > 0]
    if text[:1] >= "\u2e80":
        ends.append(text.find(" ", 0, 8))
    if not ends or min(ends) < 1:
        return None
    found = lexicon.look("letter_head", text[: min(ends)].strip(" *"))
    return (found[0].key, block.passage.cut(min(ends) + 1)) if found else None


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)\d{1,2}[:.hH]\d\d(?!\d)")


def _is_letter(said: dict[str, Passage]) -> bool:
    """Tell a letter's head from an event's lines, of which one may say from when it lasts."""
    if "from" not in said:
        return False
    sender = said["from"].text
    if not any(c.isalpha() for c in sender) or _clock().search(sender):
        return False
    if "subject" in said:
        return True
    return "date" in said and ("@" in sender or _clock().search(said["date"].text) is not None)


def _claims(said: dict[str, Passage]) -> list[Claim]:
    found = []
    for key, name in (("subject", "headline"), ("from", "author"), ("date", "datePublished")):
        value = said.get(key)
        if value and key == "from":
            value = _sender(value)
        if value and value.text:
            found.append(Claim(name, value.text, "container", value.span, source="letter"))
    return found


def _sender(value: Passage) -> Passage | None:
    """Give the sender's name without the address."""
    end = min((i for sign in "<([（" if (i := value.text.find(sign)) > 0), default=len(value.text))
    name = value.cut(0, end)
    bare = name.text.strip("\"' ")
    return None if "@" in bare or not bare else name.cut(name.text.index(bare), name.text.index(bare) + len(bare))


@cache
def _to_the_second() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)\d{1,2}:\d\d:\d\d(?!\d)")


def _is_plain(text: str) -> bool:
    """Tell what can be the name of one who writes: few words, no figure, no end of a sentence."""
    return len(text.split()) < 5 and len(text) < 40 and not any(c.isdigit() or c in ".!?:,;" for c in text)


def _archived(blocks: Sequence[Block]) -> _Head | None:
    """A sender, in archives with a veiled address, and the machine's time to the second below."""
    for index in range(1, min(8, len(blocks))):
        line, above = blocks[index], blocks[index - 1]
        if line.text.count(":") != 2 or above.group != line.group or len(line.text) > 45:
            continue
        words = above.text.split()
        if stamp.ctime(line.text):
            if len(words) < 4 or "." not in words[-1] or len(words[-2]) > 5:
                return None
            name = above.passage.cut(0, above.text.rindex(words[-3]))
        elif _to_the_second().search(line.text) and stamp.year().search(line.text) and _is_plain(above.text):
            name = above.passage
        else:
            continue
        said = (("author", name), ("datePublished", line.passage))
        below = blocks[index + 1] if index + 1 < len(blocks) and blocks[index + 1].group == line.group else None
        sent = below is not None and any(m.key == "to" for m in lexicon.look("letter_head", below.text.split()[0]))
        return frozenset(range(index - 1, index + 1 + sent)), tuple(
            Claim(key, value.text, "container", value.span, source="letter") for key, value in said if value.text
        )
    return None


def _channel(blocks: Sequence[Block]) -> _Head | None:
    """A page's or channel's name, and below it the hour of the post, or at the end of the text who saw it."""
    if len(blocks) < 3 or len(blocks[0].text) > 60 or blocks[0].group != blocks[1].group:
        return None
    name, when = blocks[0].passage, blocks[1].text
    said = (Claim("author", name.text, "container", name.span, source="letter"),)
    if _is_hour(when) and (when[-1] == "·" or _has_buttons(blocks)):
        return frozenset((0, 1)), said
    last = blocks[-1].text
    if len(last) < 60 and _clock().search(last) and not is_prose(name.text) and residue.is_counter(last):
        return frozenset((0,)), said
    return None


def _is_hour(text: str) -> bool:
    """Tell the hour of a post, of which pages of this year leave out the year: `12 février, 09:15 ·`, `3 d ·`."""
    if len(text) > 45 or not any(map(str.isdigit, text)) or stamp.year().search(text):
        return False
    return _clock().search(text) is not None or (text[-1] == "·" and len(text) < 9)


def _has_buttons(blocks: Sequence[Block]) -> bool:
    """Say whether a post ends in the page's own lines to answer it, one below another."""
    return sum(residue.is_residue(b.text) for b in blocks[-6:] if b.group == blocks[-1].group) > 1
