"""Draw docs/seed.svg: the card of samples/text/seed.txt. Run after the card or the sample changes.

With --check nothing is written; exit status 1 says that the picture is out of date.
"""

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from postparse import parse
from postparse.render import Layout
from postparse.render.card import card

TOP = Path(__file__).resolve().parent.parent
SAMPLE, PICTURE = TOP / "samples/text/seed.txt", TOP / "docs/seed.svg"
COLUMNS = 92

THEME = TerminalTheme(
    (30, 32, 40),
    (222, 224, 230),
    [
        (30, 32, 40), (236, 110, 110), (126, 200, 130), (230, 190, 100),
        (110, 160, 240), (206, 140, 220), (104, 196, 208), (222, 224, 230),
    ],
)  # fmt: skip


def picture() -> str:
    """Give the SVG, the same for the same card: no web fonts, no identifiers that change."""
    console = Console(
        file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True, color_system="standard",
        markup=False, emoji=False, highlight=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print()
    console.print(card(parse(SAMPLE), Layout(one=True), COLUMNS))
    console.print()
    svg = console.export_svg(title="postparse seed.txt", theme=THEME, unique_id="card", font_aspect_ratio=0.61)
    svg = re.sub(r"@font-face \{[^}]*\}\s*", "", svg)
    return svg.replace("Fira Code", "Menlo, Consolas, 'DejaVu Sans Mono'")


def main() -> None:
    """Write the picture, or compare it."""
    if "--check" in sys.argv[1:]:
        sys.exit(0 if PICTURE.exists() and PICTURE.read_text("utf-8") == picture() else 1)
    PICTURE.write_text(picture(), "utf-8")


if __name__ == "__main__":
    main()
