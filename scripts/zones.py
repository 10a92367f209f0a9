"""Generate `data/zones.json` (names of cities and of countries with one time zone -> IANA zone),
`data/states.json` (states and provinces of the countries whose addresses name them) and
`data/offsets.json` (offset from UTC -> the zones that have kept it since 1995).

Names come from CLDR through Babel (Unicode licence), countries and their zones from the IANA
database in tzdata (public domain), states and provinces whose towns bear the names of foreign
cities (`Paris, Texas`) from pycountry (iso-codes, LGPL). A name that is known for two zones gives none.

python scripts/zones.py          write them
python scripts/zones.py --check  say whether they are up to date (exit status 1 if not)
"""

import json
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pycountry
from babel import Locale
from babel.dates import get_timezone_location

from postparse.lexicon import fold

DATA = Path(__file__).parents[1] / "src" / "postparse" / "data"
LANGUAGES = (
    "en", "ko", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "it", "nl", "id", "vi", "pl", "tr", "ru", "ar",
)  # fmt: skip
# Names of countries that more people bear, or that are places elsewhere too.
_ELSEWHERE = {"GE", "JO", "TD", "JE", "GG", "LC", "DM", "MC", "VA", "IO", "CC", "CX", "NF", "MS", "UM", "GD"}
# Countries whose other zones keep the same time, or that have one by law.
_ONE = {"CN": "Asia/Shanghai", "DE": "Europe/Berlin", "MY": "Asia/Kuala_Lumpur", "UZ": "Asia/Tashkent"}
# Zones whose city bears the name of a larger or equal one elsewhere, of a region, or a common word.
_TWICE = {
    "America/Argentina/Cordoba", "America/Argentina/La_Rioja", "America/Argentina/Salta", "America/Argentina/San_Juan",
    "America/Argentina/San_Luis", "America/Belem", "America/Creston", "America/Dawson", "America/Grenada",
    "America/Indiana/Knox", "America/Indiana/Marengo", "America/Indiana/Petersburg", "America/Indiana/Vincennes",
    "America/Kentucky/Monticello", "America/Merida", "America/Nome", "America/Regina", "America/Resolute", "Asia/Oral",
    "Atlantic/Stanley", "Indian/Christmas", "Pacific/Easter", "Pacific/Midway", "Pacific/Wake",
}  # fmt: skip
# Cities that behind a clock time are known for their zone, but in an address may be another.
_CLOCKS = {"America/Halifax", "America/La_Paz", "America/Santiago", "Australia/Perth"}
# Names that CLDR writes without the accents that all write.
_SPELLED = {"Asia/Ho_Chi_Minh": ("tp hồ chí minh", "thành phố hồ chí minh", "hồ chí minh")}
# Countries whose addresses name a state behind the town.
_STATES = ("US", "CA", "AU", "BR")


def _zones() -> dict[str, list[str]]:
    """Give each country's zones."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country].append(zone)
    return found


def names() -> str:
    """Give the text of `zones.json`."""
    known: dict[str, set[str]] = defaultdict(set)
    for zone, spelled in _SPELLED.items():
        for name in spelled:
            known[fold(name)].add(zone)
    countries = _zones()
    for tag in LANGUAGES:
        locale = Locale.parse(tag, sep="-")
        for country, zones in countries.items():
            if country not in _ELSEWHERE and (len(zones) == 1 or country in _ONE):
                known[fold(locale.territories.get(country, ""))].add(_ONE.get(country, zones[0]))
            for zone in zones:
                if zone.startswith("Antarctica/") or zone in _TWICE:
                    continue
                city = get_timezone_location(zone, locale=locale, return_city=True)
                if city and "(" not in city:
                    told = f"?{zone}" if zone in _CLOCKS else zone
                    known[fold(city)].add(told)
                    known[fold(city).replace("台", "臺")].add(told)
    short = {n: z for n, z in known.items() if n and (len(n) > 3 or (len(n) > 1 and ord(n[0]) > 0x2E80))}
    by_zone: dict[str, list[str]] = defaultdict(list)
    for name, zones in short.items():
        if len(zones) == 1:
            by_zone[next(iter(zones))].append(name)
    # One string for each zone loads faster than a list.
    table = {zone: "|".join(sorted(found)) for zone, found in sorted(by_zone.items())}
    return json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def states() -> str:
    """Give the text of `states.json`: country -> names and codes of its states, and its zones."""
    countries = _zones()
    table = {}
    for country in _STATES:
        held = pycountry.subdivisions.get(country_code=country)
        table[country] = {
            "names": sorted({fold(s.name) for s in held}),
            "codes": sorted({s.code.partition("-")[2] for s in held}),
            "zones": countries[country],
        }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n") + "\n"


def offsets() -> str:
    """Give the text of `offsets.json`: a zone whose clocks stand still needs no reading of its file."""
    steady: dict[str, list[str]] = defaultdict(list)
    days = [datetime(1995, 1, 1, tzinfo=UTC) + timedelta(days=7 * week) for week in range(52 * 50)]
    for zone in sorted(zone for zones in _zones().values() for zone in zones):
        found = {day.replace(tzinfo=ZoneInfo(zone)).strftime("%z") for day in days}
        if len(found) == 1:
            offset = found.pop()
            steady[f"{offset[:3]}:{offset[3:5]}"].append(zone)
    table = dict(sorted(steady.items()))
    return json.dumps(table, separators=(",", ":")).replace("],", "],\n") + "\n"


def main() -> int:
    """Write the tables, or with `--check` compare them."""
    texts = {DATA / "zones.json": names(), DATA / "states.json": states(), DATA / "offsets.json": offsets()}
    if "--check" in sys.argv:
        return int(any(not path.exists() or path.read_text("utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
