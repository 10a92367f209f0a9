"""What the process is made ready with whose copies read posts: imports, words and patterns, loaded once for all."""

import gc
import sys
from importlib import import_module
from types import TracebackType


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say nothing of an interrupt, nor of a copy that begins when the run has ended and its locks are gone."""
    if not issubclass(kind, OSError | EOFError | KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _tell

for _name in ("run.work", "render.seal", "readers.html", "readers.text", "run.crew"):
    import_module(f"postparse.{_name}")
import_module("pebble")
parse = import_module("postparse.api").parse
parse("Talk\n\nTime: 3 May 2026, 6 pm\nSpeaker: Ann Lee (Reader, Inn of Sorts)\n", format="text")
parse("<html><title>Talk</title><body><h1>Talk</h1><p>By Ann Lee, 3 May 2026</p></body></html>", format="html")
gc.collect()
gc.freeze()
