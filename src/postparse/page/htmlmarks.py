"""What class, id, role, itemprop and data-testid say of an element, by the vocabulary in `data/html.toml`."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from postparse.page import markup


class Sense(NamedTuple):
    """What the attributes of an element mean.

    region  what part of the page it is, by role or by a word of class or id; "" where they do not say
    sure    the region is a role, or all of a class or id, not a word among others in it
    hint    what it holds: title, published, author ...; "source" where it says whose something is, be it what it may
    body    the post's own text stands in it; 2 where microdata say so
    hidden  it is for screen readers or printers only
    thing   the attribute that tells that it describes an event, or an article in full: itemtype, typeof, class
    """

    region: str = ""
    hint: str = ""
    body: int = 0
    hidden: bool = False
    sure: bool = False
    thing: str = ""


NOTHING = Sense()
_THINGS = {"itemtype": ("Event", "Festival"), "typeof": ("Event", "Festival", "Article", "Posting")}
_THING_CLASSES = ("vevent", "h-event", "h-entry")
_SAYING = frozenset(("role", "itemprop", "data-testid", "data-qa", *_THINGS))


class _Vocabulary(NamedTuple):
    """The tables of `data/html.toml`, turned round; `sizes` are the lengths of the phrases that a word opens."""

    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    sizes: Mapping[str, tuple[int, ...]]
    tags: Mapping[str, str]
    roles: Mapping[str, str]
    itemprops: Mapping[str, str]
    itemregions: Mapping[str, str]
    testids: Mapping[str, str]


@cache
def _vocabulary() -> _Vocabulary:
    data = markup.vocabulary()
    phrases: dict[str, list[tuple[str, str]]] = {}
    for kind in ("region", "hint"):
        for meaning, found in data[kind].items():
            for phrase in found:
                phrases.setdefault(phrase, []).append((kind, meaning))
    for kind in ("body", "hidden", "source"):
        for phrase in data[kind]["words"]:
            phrases.setdefault(phrase, []).append((kind, kind))
    for phrase in _THING_CLASSES:
        phrases.setdefault(phrase, []).append(("thing", "class"))
    sizes: dict[str, set[int]] = {}
    for phrase in phrases:
        sizes.setdefault(phrase.partition("-")[0], set()).add(phrase.count("-") + 1)
    return _Vocabulary(
        {p: tuple(m) for p, m in phrases.items()},
        {word: tuple(sorted(s for s in lengths if s <= 3)) for word, lengths in sizes.items()},
        data["tag"],
        data["role"],
        data["itemprop"],
        data["itemprop_region"],
        data["testid"],
    )


def tag_regions() -> Mapping[str, str]:
    """Give the regions that elements stand for by themselves."""
    return _vocabulary().tags


@cache
def _opened() -> tuple[frozenset[str], Mapping[str, tuple[int, ...]], Mapping[str, tuple[tuple[str, str], ...]]]:
    known = _vocabulary()
    return frozenset(known.sizes), known.sizes, known.phrases


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[a-z]+")


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"(?i)(?:\A|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)")


# Attributes by which an element may be hidden.
HIDING = frozenset(("style", "hidden", "aria-hidden"))


def is_hidden(attrs: Mapping[str, str], inline: bool) -> bool:
    """Tell whether an element's attributes hide it; asked where it has one of `HIDING`."""
    style = attrs.get("style")
    return (
        ("hidden" in attrs and attrs["hidden"] != "until-found")
        or (inline and attrs.get("aria-hidden") == "true")
        or bool(style and ("none" in style or "hidden" in style) and _unseen().search(style))
    )


def sense(attrs: Mapping[str, str]) -> Sense:
    """Give what an element's attributes mean."""
    names = attrs.get("class", "")
    if len(attrs) == 1 and names:
        return _of_names(names)
    if "id" in attrs:
        names = f"{names} {attrs['id']}" if names else attrs["id"]
    found = _of_names(names) if names else NOTHING
    return found if _SAYING.isdisjoint(attrs) else _said(attrs, found)


def rel_hint(rel: list[str], around: Sense) -> str:
    """Give what a link holds by its `rel`, in a box that means `around`."""
    if "author" in rel:
        return "author"
    if "tag" in rel:
        return "category" if "category" in rel or around.hint == "category" else "tag"
    return ""


def _said(attrs: Mapping[str, str], found: Sense) -> Sense:
    """Give what the attributes mean of an element that bears more than class and id, which mean `found`."""
    role, prop, test = attrs.get("role"), attrs.get("itemprop"), attrs.get("data-testid") or attrs.get("data-qa")
    region, hint, body, hidden, sure, thing = found
    known = _vocabulary()
    if role:
        region, sure = known.roles.get(role.lower(), region), True
    if test:
        more = _of_names(test)
        hint = known.testids.get(test.lower()) or more.hint or hint
        region, body = region or more.region, body or more.body
    if prop:
        for word in prop.lower().split():
            hint = known.itemprops.get(word, hint)
            region = known.itemregions.get(word, region)
    if hint == "body":
        hint, body = found.hint, 2
    for name, kinds in _THINGS.items():
        if name in attrs and any(kind in attrs[name][:80] for kind in kinds):
            thing = name
    return Sense(region, hint, body, hidden, sure, thing)


_Said = tuple[tuple[str, tuple[int, str, bool]], ...]
"""What a class or id means: (kind, (words of the phrase, meaning, whether that is all of it))."""


@lru_cache(maxsize=8192)
def _of_names(names: str) -> Sense:
    """Give what the words of class and id mean; the longest phrase wins, then the first."""
    names = names[:500]
    # A page brings 150 new values, most of which say nothing: all of their words are asked for at once.
    opening = _opened()[0]
    told = opening.intersection(names.replace("_", "-").replace("-", " ").split())
    if not names.islower():
        told |= opening.intersection(" ".join(_word().findall(names)).lower().split())
    if not told:
        return NOTHING
    all_said: _Said = ()
    for name in names.split():
        low = name.lower()
        for word in told:
            if word in low:
                all_said += _of_name(name)
                break
    return _together(all_said) if all_said else NOTHING


@lru_cache(maxsize=2048)
def _together(all_said: _Said) -> Sense:
    best: dict[str, tuple[int, str, bool]] = {}
    for kind, found in all_said:
        if found[0] > best.get(kind, _NONE)[0]:
            best[kind] = found
    _, region, sure = best.get("region", _NONE)
    thing = best.get("thing", _NONE)[1]
    hint = best.get("hint", best.get("source", _NONE))[1]
    return Sense(region, hint, int("body" in best), "hidden" in best, sure, thing)


# Meanings that a phrase has only where it is all of a class or id.
_ALL_OF_IT = frozenset(("hidden", "thing"))
_NONE = (0, "", False)
# Words of so many letters may well come by chance.
_LOT = 3


@lru_cache(maxsize=8192)
def _of_name(name: str) -> _Said:
    """Give what one class or id means."""
    opening, sizes, phrases = _opened()
    words = name.replace("_", "-").split("-") if name.islower() else [w.lower() for w in _word().findall(name)]
    if opening.isdisjoint(words):
        return ()
    if not name.islower() and any(map(str.isdigit, name)):
        # Letters drawn by lot say `ad` too: `id-n1AuAdJlVL`.
        parts = name.lower().replace("_", "-").split("-")
        words = [w if len(w) > _LOT or w in parts else "." for w in words]
    if "" in words or len(words) > 12:
        words = [w for w in words if w][:12]
    count = len(words)
    found: list[tuple[str, tuple[int, str, bool]]] = []
    for at, word in enumerate(words):
        if word in sizes:
            for size in sizes[word]:
                if at + size > count:
                    break
                phrase = word if size == 1 else "-".join(words[at : at + size])
                if phrase in phrases:
                    whole = size == count
                    found += [(k, (size, m, whole)) for k, m in phrases[phrase] if whole or k not in _ALL_OF_IT]
    return tuple(found)
