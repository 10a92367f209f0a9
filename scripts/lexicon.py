"""Fold `data/lang/*.toml` and `data/calendar.json` into `data/lexicon.json`.

python scripts/lexicon.py          write it
python scripts/lexicon.py --check  say whether it is up to date (exit status 1 if not)
"""

import json
import sys
import tomllib
from pathlib import Path

from postparse.lexicon import _FIRST, fold

DATA = Path(__file__).parents[1] / "src" / "postparse" / "data"


def build() -> str:
    """Give the text of `lexicon.json`."""
    index: dict[str, dict[str, list[list[str]]]] = {}

    def add(kind: str, key: str, surface: str, language: str) -> None:
        meanings = index.setdefault(kind, {}).setdefault(fold(surface), [])
        if [key, language] not in meanings:
            meanings.append([key, language])

    for path in sorted((DATA / "lang").glob("*.toml")):
        for kind, table in tomllib.loads(path.read_text("utf-8")).items():
            for key, found in table.items():
                for surface in found:
                    add(kind, key, surface, path.stem)
    calendar = DATA / "calendar.json"
    if calendar.exists():
        for language, kinds in json.loads(calendar.read_text("utf-8")).items():
            for kind, table in kinds.items():
                for key, found in table.items():
                    for surface in found:
                        add(kind, key, surface, language)
    packed = {kind: _columns(table) for kind, table in sorted(index.items())}
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).replace('"],', '"],\n') + "\n"


def _columns(table: dict[str, list[list[str]]]) -> list[str]:
    """Write a kind as surfaces, a letter for each that stands for what it means, and what the letters mean.

    Three long strings load faster than an object, and far fewer meanings than surfaces have to be made.
    """
    surfaces = sorted(table)
    meanings = [_packed(table[s]) for s in surfaces]
    letters = {packed: chr(_FIRST + at) for at, packed in enumerate(dict.fromkeys(meanings))}
    if any(mark in cell for cell in (*surfaces, *letters) for mark in '|"\\\n\t'):
        raise SystemExit("a surface form may not hold '|', a quote, a backslash, a tab or a line end")
    return ["|".join(surfaces), "".join(letters[m] for m in meanings), "|".join(letters)]


def _packed(meanings: list[list[str]]) -> str:
    """Write `;key language language;key language`: one string loads much faster than nested lists."""
    by_key: dict[str, list[str]] = {}
    for key, language in meanings:
        by_key.setdefault(key, []).append(language)
    return "".join(";" + " ".join((key, *languages)) for key, languages in by_key.items())


def main() -> int:
    """Write the index, or with `--check` compare it."""
    target, text = DATA / "lexicon.json", build()
    if "--check" in sys.argv:
        return int(not target.exists() or target.read_text("utf-8") != text)
    target.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
