"""What a copied page leaves around the post: menus above the title, and what follows the text."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from postparse import labels, lexicon
from postparse.document import Block
from postparse.prose import SENTENCE_END, is_prose


def opening(blocks: Sequence[Block]) -> dict[int, str]:
    """Tell what stands above the title in a copied page: menus, breadcrumbs, and the site's name over them."""
    last, found = -1, {}
    dated = -1
    for index, block in enumerate(blocks[:10]):
        if block.region or is_prose(block.text) or (index and _heads_part(block, dated >= 0)):
            break
        kind = _menu(block.text)
        # Below the post's day a line of the page is no sign that what stands above belongs to it too.
        if kind is None and last < 0 <= dated and is_residue(block.text):
            break
        if dated < 0 and sum(map(str.isdigit, block.text)) > 4:
            dated = index
        if kind is None and last == index - 1 >= 0 and block.group == blocks[last].group:
            kind = _run_together(block.text)
        # What closes a page, as the count of its comments, may stand in the byline too, and tells of no menu.
        if kind or (is_residue(block.text) and not is_tail(block.text)):
            last = index
            found[index] = kind or "furniture"
        elif index - last > 3:
            break
    if last >= 0 and last < len(blocks) - 1:
        for index in range(last):
            found.setdefault(index, "furniture")
    return found


_MENU_SIGNS = frozenset("|｜·•>›»＞→/‹")


@cache
def _menu_marks() -> re.Pattern[str]:
    return re.compile(r"\s*[|｜·•]\s*|\s+[>›»＞→/‹]\s*|\s{2,}")


def _menu(text: str) -> str | None:
    """Tell a menu (`furniture`) or a breadcrumb (`meta`): three or more short parts, no digit."""
    if len(text) > 160 or (_MENU_SIGNS.isdisjoint(text) and "  " not in text) or any(c.isdigit() for c in text):
        return None
    parts = [p for p in _menu_marks().split(re.sub(r"^[^:：/|]{1,30}[:：]\s", "", text.strip())) if p]
    if len(parts) < 3 and not (len(parts) == 2 and re.search(r"\s[>›»＞/‹]\s", text)):
        return None
    if any(len(p) > 40 or len(p.split()) > 6 for p in parts):
        return None
    return "meta" if re.search(r"[>›»＞/‹]", text) else "furniture"


def _run_together(text: str) -> str | None:
    """Tell a menu whose words stand side by side: it begins with a line of such menus (`Home Events Contact`)."""
    words = text.split()
    if not 2 < len(words) < 9 or len(text) > 80 or any(c.isdigit() or c in ".,:;!?" for c in text):
        return None
    return "furniture" if is_residue(words[0]) and all(w[0].isupper() for w in words) else None


def closing(blocks: Sequence[Block], language: str | None = None) -> int:
    """Give the index from which a copied page's residue runs to its end.

    That is from a known residue line with no prose after it, or a last group of short bare lines. A page's reader
    has told the text by then.
    """
    if not blocks or blocks[-1].region or any(b.region == "content" for b in blocks):
        return len(blocks)
    first, below = len(blocks), 0
    above: list[int] = []
    for index in range(len(blocks) - 1, 0, -1):
        text = blocks[index].text
        if is_residue(text):
            if below and not above:
                above = list(accumulate((len(b.text) if is_prose(b.text) else 0 for b in blocks), initial=0))
            # Also a byline counts comments, before any text.
            if not below or below <= above[index]:
                first = index
        elif is_prose(text):
            if len(text) > 100:
                break
            below += len(text)
    last = [i for i, b in enumerate(blocks[:first]) if b.group == blocks[first - 1].group]
    if first < len(blocks) or len(last) > 1:
        while last and _is_bare(blocks[last[-1]].text) and last[-1] > 0 and not blocks[last[-1]].indent:
            if _heads_part(blocks[last[-1]], False) or _tells_rubric(blocks[last[-1]], language):
                break
            first = last.pop()
        if last and first < len(blocks) and _heads_list(blocks[last[-1]]):
            first = min((i for i, b in enumerate(blocks) if i > last[-1] and is_residue(b.text)), default=len(blocks))
        elif last and first < len(blocks) and _is_place(blocks[last[-1]].text, blocks[first].text, language):
            first += 1
    return first


def _is_place(above: str, text: str, language: str | None) -> bool:
    """Tell a bare line that is the place of the time above it."""
    if not any(map(str.isdigit, above)) or is_residue(text):
        return False
    from postparse.values import placewords  # few posts end so

    return placewords.is_placelike(text, language)


def _is_bare(text: str) -> bool:
    """Tell a short line that says nothing by itself: no figure, no brackets, no end of a sentence."""
    return (
        len(text) <= 60 and not any(c.isdigit() or c in "()（）:：,、@" for c in text) and text[-1:] not in SENTENCE_END
    )


def _tells_rubric(block: Block, language: str | None) -> bool:
    """Tell a line that files the post: `Posted in News`."""
    from postparse import metaline  # few posts end in bare lines

    return any(part.kind in ("category", "tags") for part in metaline.parts(block.passage, language))


def _heads_part(block: Block, dated: bool) -> bool:
    """Tell the heading of an event's people; below its day (`dated`) also that of its programme."""
    label = labels.alone(block.passage, None)
    heads = ("people", "agenda") if dated else ("people",)
    return label is not None and any(key in heads or key.startswith("role:") for key in label.keys)


def _heads_list(block: Block) -> bool:
    return bool(block.text.endswith((":", "：")) or block.bullet or labels.alone(block.passage, None))


def is_residue(text: str) -> bool:
    """Tell a line that belongs to the page: share buttons, skip links, copyright."""
    if len(text) > 200:
        return False
    if text[:1] in _REACTIONS or (text[:1].isdigit() and len(text) < 40):
        return is_counter(text)
    folded = lexicon.fold(text)
    if any(m.key in ("line", "tail") for m in lexicon.words("residue").get(folded.strip(" .:…»«→←|"), ())):
        return True
    return folded.startswith(_residue_starts()) or (folded[:1] in _ARROWS and _ARROWS[folded[0]] not in folded)


# What channels count below a post, each before its number; the eye is for those who saw it.
_REACTIONS = frozenset("❤👍🔥👏😁🎉🙏👎😢🤔👌😍🥰😱🤯🤬🤩💯🕊🏆💔👁👀💬🔁")


def is_counter(text: str) -> bool:
    """Tell a line of a channel that counts who saw a post and what they made of it: `1.3K views 18:22`, `👍 11`."""
    if len(text) > 80 or not any(map(str.isdigit, text)):
        return False
    counted = any(c in _REACTIONS for c in text) or (
        any(w in _view_words() for w in text.lower().split()) and any(c in "0123456789" for c in text[:1])
    )
    return counted and all(_counts(w) for w in text.lower().split())


def _counts(word: str) -> bool:
    bare = "".join(c for c in word if c not in _REACTIONS and c != "\ufe0f")
    figure = bare.rstrip("km").replace(":", "").replace(".", "").replace(",", "")
    return not figure or (figure.isdigit() and len(figure) < 7) or bare in _view_words()


@cache
def _view_words() -> frozenset[str]:
    updated = (surface.split()[0] for surface in lexicon.surfaces("byline", "updated"))
    return lexicon.surfaces("byline", "views") | frozenset(updated)


# Quotes of several languages too, of which the other half follows.
_ARROWS = {"«": "»", "»": "«"}


@cache
def _residue_starts() -> tuple[str, ...]:
    return tuple(lexicon.surfaces("residue", "start"))


@cache
def _comment_words() -> frozenset[str]:
    return lexicon.surfaces("byline", "comments")


def is_tail(text: str) -> bool:
    """Tell a line with which the page takes over for good: comment form, related posts."""
    if len(text) > 120:
        return False
    folded = lexicon.fold(text).strip(" .:…")
    if any(m.key == "tail" for m in lexicon.words("residue").get(folded, ())):
        return True
    if not folded.lstrip("(").startswith(_none()) and not any(map(str.isdecimal, folded)):
        return False
    counted = _counted().fullmatch(folded)
    return counted is not None and (counted[1] or counted[2]).strip() in _comment_words()


@cache
def _none() -> tuple[str, ...]:
    return tuple(lexicon.surfaces("counter", "none"))


@cache
def _counted() -> re.Pattern[str]:
    """A number and what it counts, in either order."""
    number = "|".join((r"\d{1,5}", *map(re.escape, _none())))
    return re.compile(rf"\(?(?:{number})\)?\s?(\D{{2,30}})|(\D{{2,30}}?)\s?[(（]?\d{{1,5}}[)）]?")
