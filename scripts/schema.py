"""Write the JSON Schema of the output to `src/postparse/data/post.schema.json`; a test compares."""

import json
from pathlib import Path

from postparse.convert import schema

TARGET = Path(__file__).parent.parent / "src/postparse/data/post.schema.json"


def text() -> str:
    """Give the file's text."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), "utf-8")
