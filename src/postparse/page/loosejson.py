"""JSON as pages carry it: comments, trailing commas, bare line ends and the like mended, or nothing."""

import json
import re
from functools import cache

MAX_BLOCK = 4_000_000
"""Longest block of JSON-LD that is read, in code points."""


@cache
def _slips() -> re.Pattern[str]:
    # What hand-made blocks get wrong and what is meant by it: see `mend`.
    # An open string or comment runs to the end, so that each character is looked at once.
    return re.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s{0,99}[}\]])|/\*(?:(?!\*/).)*+(?:\*/)?|//[^\r\n]*+|[\x00-\x1f]', re.S)


def mend(text: str) -> str:
    """Give JSON without comment marks, CDATA, commas before a bracket, bare control characters, a last `;`."""
    text = text.strip()
    for opening in ("<!--", "<![CDATA[", "//<![CDATA[", "/*<![CDATA[*/"):
        text = text.removeprefix(opening).lstrip()
    for closing in ("-->", "/*]]>*/", "//]]>", "]]>"):
        text = text.removesuffix(closing).rstrip()
    text = text.rstrip("; \t\r\n")

    def keep(found: re.Match[str]) -> str:
        return found[0] if found[0][0] == '"' else " "

    return _slips().sub(keep, text).strip()


def loads(text: str) -> object:
    """Give what a JSON-LD block holds, mended where it is broken; None where it cannot be read."""
    if len(text) > MAX_BLOCK:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        # raw_decode stops after the first value: some blocks go on with rubbish.
        return json.JSONDecoder(strict=False).raw_decode(mend(text))[0]
    except (ValueError, RecursionError):
        return None
