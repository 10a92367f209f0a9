"""Generate `data/zones.json` (names of cities and of countries with one time zone -> IANA zone) and
`data/offsets.json` (offset from UTC -> the zones that have kept it since 1995).

Names come from CLDR through Babel (Unicode licence), countries and their zones from the IANA
database in tzdata (public domain). A name that is known for two zones gives none.

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

from babel import Locale
from babel.dates import get_timezone_location

from postparse.lexicon import fold

DATA = Path(__file__).parents[1] / "src" / "postparse" / "data"
LANGUAGES = (
    "en", "ko", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "it", "nl", "id", "vi", "pl", "tr", "ru", "ar",
)  # fmt: skip
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


def names() -> str:
    """Give the text of `zones.json`."""
    known: dict[str, set[str]] = defaultdict(set)
    countries = _zones()
    for tag in LANGUAGES:
        locale = Locale.parse(tag, sep="-")
        for country, zones in countries.items():
            if len(zones) == 1 and country not in _ELSEWHERE:
                known[fold(locale.territories.get(country, ""))].add(zones[0])
            for zone in zones:
                if zone.startswith("Antarctica/"):
                    continue
                city = get_timezone_location(zone, locale=locale, return_city=True)
                if city and "(" not in city:
                    known[fold(city)].add(zone)
                    known[fold(city).replace("台", "臺")].add(zone)
    short = {n: z for n, z in known.items() if n and (len(n) > 3 or (len(n) > 1 and ord(n[0]) > 0x2E80))}
    by_zone: dict[str, list[str]] = defaultdict(list)
    for name, zones in short.items():
        if len(zones) == 1:
            by_zone[next(iter(zones))].append(name)
    table = {zone: sorted(found) for zone, found in sorted(by_zone.items())}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n") + "\n"


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
    texts = {DATA / "zones.json": names(), DATA / "offsets.json": offsets()}
    if "--check" in sys.argv:
        return int(any(not path.exists() or path.read_text("utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
