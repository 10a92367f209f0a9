"""What a page's own `articleBody` says of which lines are its text."""

import re
from collections.abc import Sequence
from functools import cache

from postparse.page.htmllines import Line

_SHORTEST = 400
"""A shorter text, in letters, is rather a teaser."""

_TELLING = 30
"""Letters from which on a line can hardly stand in the text by chance."""

_KEPT = frozenset(("caption", "heading", "list_item", "quote", "code", "table_row", "term", "definition"))


def hear(lines: Sequence[Line], told: str) -> None:
    """Take lines that `told` does not have out of the content, put prose that it has into it.

    It is believed only where the page's lines make up nearly all of it, and it most of them: many sites give no more
    than a beginning, some another text. Captions, headings, lists and quotes stay, as few sites give those.
    """
    whole = _key(told)
    if len(whole) < _SHORTEST:
        return
    keys = [_key(line.text) if line.region == "content" else "" for line in lines]
    known = [i for i, key in enumerate(keys) if len(key) >= _TELLING and key[:50] in whole]
    if not known:
        return
    first, last = known[0], known[-1]
    if whole.find(keys[last][-_TELLING:]) * 10 < len(whole) * 8:
        return
    if sum(len(keys[i]) for i in known) * 10 < max(len(whole) * 8, sum(map(len, keys)) * 6):
        return
    homes = {lines[i].box for i in known}
    for number, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if number <= first:
            continue
        if key:
            if number > last or not (
                line.kind in _KEPT or line.strong or (line.prose >= 200 and line.box in homes) or _stands(key, whole)
            ):
                line.region = ""
        elif number < last and line.prose >= 100 and line.region != "comments" and _key(line.text) in whole:
            line.region = "content"


def _stands(key: str, whole: str) -> bool:
    """Tell whether a line stands in the text, be it with other letters somewhere."""
    half = len(key) // 2
    return key[:50] in whole or key[-_TELLING:] in whole or key[half : half + _TELLING] in whole


@cache
def _other() -> re.Pattern[str]:
    return re.compile(r"<[^<>]*+>|[^\w<]++|<")


def _key(text: str) -> str:
    return _other().sub("", text).casefold()
