"""Write the table of warning codes into `docs/output.md`; a test compares."""

import re
from pathlib import Path

from postparse.diagnostics import CODES

TARGET = Path(__file__).parent.parent / "docs/output.md"
FRAME = re.compile(r"(?<=<!-- codes -->\n).*?(?=<!-- end of codes -->)", re.S)


def text() -> str:
    """Give the document with the table as it should be."""
    rows = "".join(f"| `{code}` | {severity} | {meaning} |\n" for code, (severity, meaning) in CODES.items())
    table = f"| code | severity | what it means |\n|---|---|---|\n{rows}"
    return FRAME.sub(lambda _: table, TARGET.read_text("utf-8"))


if __name__ == "__main__":
    TARGET.write_text(text(), "utf-8")
