"""Generate `data/calendar.json`: month, weekday and half-day words of CLDR, read through Babel.

python scripts/cldr.py          write it
python scripts/cldr.py --check  say whether it is up to date (exit status 1 if not)

Kinds: month ("1".."12"), weekday ("0" is Monday), dayperiod (am, pm, noon, midnight, morning1 ...),
cycle ("12" for languages whose clock runs to twelve). Corrections stand in `data/lang`, not here.
"""

import json
import sys
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parents[1] / "src" / "postparse" / "data" / "calendar.json"
LANGUAGES = (
    "en", "ko", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "it", "pl", "nl", "id", "vi", "tr", "ru", "ar",
)  # fmt: skip
# Two letters of English ("We", "Mo") are words of their own; narrow forms are single letters nearly everywhere.
_WIDTHS = ("wide", "abbreviated")


def _forms(table: dict[str, dict[str, dict[object, str]]], key: object, widths: tuple[str, ...]) -> list[str]:
    """Give the surfaces of one month or weekday, nominative and inflected, without closing dots."""
    found: list[str] = []
    for context in ("format", "stand-alone"):
        for width in widths:
            surface = table.get(context, {}).get(width, {}).get(key, "")
            bare = surface.strip().rstrip(".")
            if bare and not bare.isdigit() and bare not in found:
                found.append(bare)
    return found


def _language(tag: str) -> dict[str, dict[str, list[str]]]:
    locale = Locale.parse(tag, sep="-")
    months = {str(i): _forms(locale.months, i, _WIDTHS) for i in range(1, 13)}
    # "1월" and "3月" are a number and a unit, which the grammar reads as such.
    months = {k: [s for s in v if not s[0].isdigit() and not s[-1].isdigit()] for k, v in months.items()}
    periods = {
        key: _forms(locale.day_periods, key, _WIDTHS)
        for key in (
            "am", "pm", "noon", "midnight", "morning1", "morning2", "afternoon1", "afternoon2",
            "evening1", "evening2", "night1", "night2",
        )
    }  # fmt: skip
    kinds = {
        "month": months,
        "weekday": {str(i): _forms(locale.days, i, _WIDTHS) for i in range(7)},
        "dayperiod": periods,
        "cycle": {"12": ["h"] if "h" in str(locale.time_formats["short"].pattern) else []},
    }
    return {kind: {k: v for k, v in table.items() if v} for kind, table in kinds.items()}


def build() -> str:
    """Give the text of `calendar.json`."""
    found = {tag: _language(tag) for tag in LANGUAGES}
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write the words, or with `--check` compare them."""
    text = build()
    if "--check" in sys.argv:
        return int(not TARGET.exists() or TARGET.read_text("utf-8") != text)
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
