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
def _known() -> dict[str, str]:
    """Give the zone of each name; a `?` before it says that the name is also another town's."""
    table: dict[str, str] = json.loads(_DATA.joinpath("zones.json").read_bytes())
    return {name: zone for zone, names in table.items() for name in names.split("|")}


def _place(name: str) -> str | None:
    zone = _known().get(name)
    return None if zone is None or zone[0] == "?" else zone


@cache
def _eastern() -> tuple[tuple[str, str], ...]:
    """Names in scripts without spaces, longest first."""
    named = [(n, z) for n, z in _known().items() if n[0] >= _EAST and len(n) > 1 and z[0] != "?"]
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
    """Give the IANA zone of a place by its whole name, behind a clock time (`4 pm Santiago`)."""
    zone = _known().get(lexicon.fold(place))
    return zone.lstrip("?") if zone else None


def is_place(folded: str) -> bool:
    """Say whether a folded text is the name of a town or country that the table knows."""
    return folded in _known()


@cache
def _states() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = json.loads(_DATA.joinpath("states.json").read_bytes())
    return table


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(r"(?<!\s)\s*+[,;/()·|–—،、，]\s*|\s-\s|\n")


@cache
def _postcode() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Postcodes before a town (`SE-111 22`, `1012 AB`, `W1A 1AA`) and behind it (`SW1A 2AA`, `11e`)."""
    british = r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"
    ordinal = "|".join(lexicon.surfaces("time", "ordinal", "fr"))
    delivery = "|".join(lexicon.surfaces("street", "delivery"))
    return (
        re.compile(
            rf"(?<![\w-])(?:{british}|(?:[a-z]{{1,2}}[- ])?\d[\d-]*+(?: \d++){{0,3}}+(?: [a-z]{{2}})?) (?=[^\W\d])"
        ),
        re.compile(rf" (?:{british}|\d+(?:{ordinal}|[a-zº])?|(?:{delivery})(?: \d+)?)$"),
    )


def _town(segment: str) -> str | None:
    """Give the zone of a town, with its postcode or without."""
    bare = segment.strip(" .0123456789-")
    # "TP. Hồ Chí Minh", "St. Petersburg"
    if zone := _place(bare) or _place(bare.replace(".", "")):
        return zone
    if not any(c.isdigit() for c in segment):
        return None
    before, behind = _postcode()
    return _place(behind.sub("", before.sub("", segment, count=1)).strip(" .-"))


def _state(segment: str) -> set[str]:
    """Give the countries of which a segment of an address names a state, a postcode behind it or not."""
    bare = segment.rstrip(" .0123456789-")
    return {
        country
        for country, table in _states().items()
        if bare.partition(" ")[0] in table["codes"] or lexicon.fold(bare) in table["names"]
    }


def _named(text: str) -> set[str]:
    segments = _parts().split(text)
    found = set()
    for at, segment in enumerate(segments):
        zone = _town(lexicon.fold(segment))
        if zone is None:
            continue
        # `Paris, Texas` is not in France.
        countries = _state(segments[at + 1]) if at + 1 < len(segments) else set()
        if not countries or any(zone in _states()[c]["zones"] for c in countries):
            found.add(zone)
    folded = lexicon.fold(text)
    if max(folded, default="") >= _EAST:
        for part in re.split(r"[\s,;/()·|、，]+", folded):
            name, zone = next((nz for nz in _eastern() if part.startswith(nz[0])), ("", None))
            if zone and not _lends_name(part[len(name) :]):
                found.add(zone)
    return found


def _lends_name(rest: str) -> bool:
    """Say whether what follows a name makes it a street's or the seat of a body abroad."""
    return rest.startswith(tuple(lexicon.surfaces("place_not", "road"))) or any(
        word in rest for word in lexicon.surfaces("place_not", "abroad")
    )


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
