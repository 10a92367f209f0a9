"""Generate `data/zones.json`: names of cities and of countries with one time zone -> IANA zone.

Names come from CLDR through Babel (Unicode licence), countries and their zones from the IANA
database in tzdata (public domain). A name that is known for two zones gives none.

python scripts/zones.py          write it
python scripts/zones.py --check  say whether it is up to date (exit status 1 if not)
"""

import json
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from babel import Locale
from babel.dates import get_timezone_location

from postparse.lexicon import fold

TARGET = Path(__file__).parents[1] / "src" / "postparse" / "data" / "zones.json"
LANGUAGES = ("en", "ko", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "it")
# Names of countries that more people bear, or that are places elsewhere too.
_ELSEWHERE = {"GE", "JO", "TD", "JE", "GG", "LC", "DM", "MC", "VA", "IO", "CC", "CX", "NF", "MS", "UM"}


def _zones() -> dict[str, list[str]]:
    """Give each country's zones."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country].append(zone)
    return found


def build() -> str:
    """Give the text of `zones.json`."""
    names: dict[str, set[str]] = defaultdict(set)
    countries = _zones()
    for tag in LANGUAGES:
        locale = Locale.parse(tag, sep="-")
        for country, zones in countries.items():
            if len(zones) == 1 and country not in _ELSEWHERE:
                names[fold(locale.territories.get(country, ""))].add(zones[0])
            for zone in zones:
                if zone.startswith("Antarctica/"):
                    continue
                city = get_timezone_location(zone, locale=locale, return_city=True)
                if city and "(" not in city:
                    names[fold(city)].add(zone)
                    names[fold(city).replace("台", "臺")].add(zone)
    short = {n: z for n, z in names.items() if n and (len(n) > 3 or (len(n) > 1 and ord(n[0]) > 0x2E80))}
    by_zone: dict[str, list[str]] = defaultdict(list)
    for name, zones in short.items():
        if len(zones) == 1:
            by_zone[next(iter(zones))].append(name)
    table = {zone: sorted(found) for zone, found in sorted(by_zone.items())}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n") + "\n"


def main() -> int:
    """Write the table, or with `--check` compare it."""
    text = build()
    if "--check" in sys.argv:
        return int(not TARGET.exists() or TARGET.read_text("utf-8") != text)
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
