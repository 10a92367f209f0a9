"""The time zone that a place tells: by the name of a city or a country with one zone, or by the address's form.

A town that the table does not know, or knows twice, gives none.
"""

import json
import re
from functools import cache
from pathlib import Path

from postparse import lexicon

_DATA = Path(__file__).parents[1] / "data"
# Letters of kana, CJK and Hangul begin here.
_EAST = "\u3040"


@cache
def _places() -> dict[str, str]:
    table: dict[str, list[str]] = json.loads(_DATA.joinpath("zones.json").read_bytes())
    return {name: zone for zone, names in table.items() for name in names}


@cache
def _eastern() -> tuple[tuple[str, str], ...]:
    """Names in scripts without spaces, longest first."""
    named = [(name, zone) for name, zone in _places().items() if name[0] >= _EAST and len(name) > 1]
    return tuple(sorted(named, key=lambda item: -len(item[0])))


def zone_of(*texts: str | None) -> str | None:
    """Give the IANA zone that venue and address name, None where they name none or two."""
    found = {zone for text in texts if text for zone in _named(text)}
    if not found:
        found = {zone for text in texts if text for zone in _by_form(text)}
    return found.pop() if len(found) == 1 else None


@cache
def _steady() -> dict[str, str]:
    table: dict[str, list[str]] = json.loads(_DATA.joinpath("offsets.json").read_bytes())
    return {zone: offset for offset, zones in table.items() for zone in zones}


def steady_offset(zone: str, moment: str) -> str | None:
    """Give the offset from UTC of a zone that has kept one since 1995, None for others and for earlier moments.

    To load the rules of zones takes longer than to read a post.
    """
    return _steady().get(zone) if moment >= "1995-01-02" else None


def named(place: str) -> str | None:
    """Give the IANA zone of a place by its whole name."""
    return _places().get(lexicon.fold(place))


def is_place(folded: str) -> bool:
    """Say whether a folded text is the name of a town or country that the table knows."""
    return folded in _places()


def _named(text: str) -> set[str]:
    folded = lexicon.fold(text)
    found = set()
    for segment in re.split(r"(?<!\s)\s*+[,;/()·|–—]\s*|\s-\s", folded):
        bare = segment.strip(" .0123456789-")
        # "TP. Hồ Chí Minh", "St. Petersburg"
        if zone := _places().get(bare) or _places().get(bare.replace(".", "")):
            found.add(zone)
    if max(folded, default="") >= _EAST:
        for part in re.split(r"[\s,;/()·|]+", folded):
            zone = next((z for name, z in _eastern() if part.startswith(name)), None)
            if zone:
                found.add(zone)
    return found


@cache
def _forms() -> tuple[tuple[str, str, str], ...]:
    """Give the forms of addresses, what each has for sure, and the zone it tells."""
    forms = lexicon.words("address_form").items()
    return tuple((form, form.removesuffix(" #").lstrip("-"), meanings[0].key) for form, meanings in forms)


@cache
def _form(form: str, sure: str) -> re.Pattern[str]:
    letters, bare = r"[^\W\d_]", re.escape(sure)
    tail = r"\s?\d" if form.endswith(" #") else ""
    if form.startswith("-") and not form[1:2].isascii():
        return re.compile(
            rf"{letters}{{1,12}}{bare}(?:{tail}|$)" if tail else rf"(?<!\S){letters}{{1,6}}{bare}(?=\s|$)"
        )
    return re.compile(rf"{letters}-{bare}(?![\w-])" if form.startswith("-") else bare)


def _by_form(text: str) -> set[str]:
    """Tell the country from the form of an address: two signs of it, a number being one."""
    folded = lexicon.fold(text)
    counts: dict[str, int] = {}
    for form, sure, zone in _forms():
        if sure in folded and _form(form, sure).search(folded):
            counts[zone] = counts.get(zone, 0) + 1
    number = 1 if any(c.isdigit() for c in folded) else 0
    return {zone for zone, count in counts.items() if count + number >= 2}
