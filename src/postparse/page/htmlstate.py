"""What the state that a framework leaves in a page for its scripts says of the post.

Only JSON is read, no script is run: state that is written as code is passed over. Of all that the state holds,
the object that bears the page's own title is the post; what is said of others is not looked at.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from postparse.lexicon import fold
from postparse.page import markup
from postparse.page.facts import MAX_VALUE, TEXT, Fact, clean
from postparse.page.htmllines import Page
from postparse.page.htmltitle import likeness

_LONGEST, _MOST, _DEEPEST, _STATES = 4_000_000, 40_000, 6, 3
"""Longest state in code points, most objects looked at, levels below a value that are, states of one kind."""

_ALIKE = 0.9
_TEXT = 400
"""Shortest string that is rather the text than a teaser, in code points."""
_NAMES = (
    "name",
    "fullName",
    "full_name",
    "displayName",
    "display_name",
    "title",
    "text",
    "label",
    "rendered",
    "basic",
    "primary",
)
_INNER = ("node", "fields", "attributes", "data", "profile")


def facts(page: Page, titles: Sequence[str]) -> list[Fact]:
    """Give what a page's state says of the post that is called as one of `titles`."""
    wanted = [t for t in map(fold, titles) if len(t) > 3]
    marks: list[str] = markup.vocabulary()["state"]["marks"] if wanted else []
    if isinstance(page, bytes):
        marks = [mark for mark in marks if mark.encode() in page]
    text = page if isinstance(page, str) else page.decode("utf-8") if marks else ""
    for mark in marks:
        at = -1
        for _ in range(_STATES):
            at = text.find(mark, at + 1)
            if at < 0:
                break
            state = _loaded(text, at + len(mark))
            if state is not None and (post := _post(state, wanted)):
                return list(dict.fromkeys(_told(post, _records(state))))
    return []


def _records(state: object) -> Mapping[str, object]:
    """Give the records of an Apollo cache, which name each other; anywhere else nothing."""
    return next((o for o in _objects(state) if "ROOT_QUERY" in o), {}) if isinstance(state, dict) else {}


def _loaded(text: str, at: int) -> object:
    """Give the JSON that begins right behind a mark, also as a string in `JSON.parse("...")`; else None."""
    start = next((i for i in range(at, min(at + 120, len(text))) if text[i] in "{[("), -1)
    if start < 0:
        return None
    decoder = json.JSONDecoder(strict=False)
    try:
        if text[start] != "(":
            return _read(decoder, text, start)
        if not text[:start].endswith("JSON.parse") or text[start + 1 : start + 2] != '"':
            return None
        inner, _ = decoder.raw_decode(text, start + 1)
        return _read(decoder, inner, 0)
    except (ValueError, RecursionError):
        return None


def _read(decoder: json.JSONDecoder, text: str, start: int) -> object:
    end = text.find("</script", start)
    if (len(text) if end < 0 else end) - start > _LONGEST:
        return None
    found, _ = decoder.raw_decode(text, start)
    # Nuxt writes each value once in one list, and elsewhere its number.
    return _Numbered(found) if isinstance(found, list) and len(found) > 1 else found


class _Numbered:
    """A list of values in which objects and lists name their members by number."""

    def __init__(self, values: list[object]) -> None:
        self.values = values
        self.left = _MOST  # values may name each other in circles

    def at(self, number: object, depth: int = 0) -> object:
        """Give the value of a number with what it holds, some levels deep."""
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < len(self.values):
            return None
        value = self.values[number]
        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            return None
        if isinstance(value, dict):
            return {key: self.at(n, depth + 1) for key, n in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and isinstance(value[0], str):  # ["Date", "2024-05-03"], ["Reactive", 7]
                return value[1] if isinstance(value[1], str) else self.at(value[1], depth + 1)
            return [self.at(n, depth + 1) for n in value[:50]]
        return value


def _objects(state: object) -> Iterator[Mapping[str, object]]:
    """Give the objects in a state, outer ones first."""
    if isinstance(state, _Numbered):
        found = ((number, value) for number, value in enumerate(state.values[:_MOST]) if isinstance(value, dict))
        titled = (number for number, value in found if not _TITLED.isdisjoint(value))
        yield from (value for number in titled if isinstance(value := state.at(number), dict))
        return
    todo, seen = [state], 0
    while todo and seen < _MOST:
        after: list[object] = []
        for value in todo:
            seen += 1
            if isinstance(value, dict):
                yield value
                after += [v for v in value.values() if isinstance(v, dict | list)]
            elif isinstance(value, list):
                after += [v for v in value if isinstance(v, dict | list)]
        todo = after


_TITLED = frozenset(("headline", "headlines", "title", "name", "heading"))


def _post(state: object, wanted: Sequence[str]) -> Mapping[str, object] | None:
    """Give the object that bears the title and says most; one that has neither day, author nor text is no post."""
    best: tuple[int, Mapping[str, object] | None] = (1, None)
    for thing in _objects(state):
        if _TITLED.isdisjoint(thing) or not any(_is_title(t, wanted) for t in _titles(thing)):
            continue
        known = {word for word, keys in _words().items() if any(_value(thing, key) for key in keys)}
        if not known.isdisjoint(("datePublished", "author", TEXT)) and len(known) > best[0]:
            best = (len(known), thing)
    return best[1]


def _titles(thing: Mapping[str, object]) -> Iterator[str]:
    for key in ("headline", "headlines", "title", "name", "heading"):
        yield from _names(thing.get(key), {}, 0)


def _is_title(text: str, wanted: Sequence[str]) -> bool:
    return 3 < len(text) <= 400 and any(likeness(fold(clean(text)), title) >= _ALIKE for title in wanted)


def _words() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = markup.vocabulary()["state_words"]
    return found


def _value(thing: Mapping[str, object], path: str) -> object:
    value: object = thing
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _told(post: Mapping[str, object], records: Mapping[str, object]) -> Iterator[Fact]:
    for word, keys in _words().items():
        for key in keys:
            value = _value(post, key)
            if word == TEXT:
                found = [value] if isinstance(value, str) and len(value) >= _TEXT else []
            elif word.startswith("date"):
                found = [moment] if (moment := _moment(value)) else []
            else:
                texts = (clean(text) for text in _names(value, records, 0))
                found = [text for text in texts if text and len(text) <= MAX_VALUE]
            yield from (Fact(word, text, "post", "state") for text in found[:20])
            if found:
                break


def _names(value: object, records: Mapping[str, object], depth: int) -> Iterator[str]:
    """Give the strings that a value is or that name it: of a list, of an object with a name, of a record."""
    if depth > _DEEPEST or value is None:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _names(item, records, depth + 1)
    elif isinstance(value, dict):
        if isinstance(ref := value.get("__ref"), str):
            yield from _names(records.get(ref), records, depth + 1)
        first, last = value.get("firstName"), value.get("lastName")
        if isinstance(first, str) and isinstance(last, str):
            yield f"{first} {last}"
            return
        for key in (*_NAMES, *_INNER):
            if value.get(key):
                yield from _names(value[key], records, depth + 1)
                return


def _moment(value: object) -> str | None:
    """Give a date as state has it: as text, or in seconds or thousandths since 1970."""
    if isinstance(value, str) and value[:1].isdigit():
        return value if len(value) <= 60 and not value.isdecimal() else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        if 631_152_000 < seconds < 4_102_444_800:
            return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return None
