"""What the process is made ready with whose copies read posts: imports, words and patterns, loaded once for all."""

import gc
from importlib import import_module

from postparse.api import parse

for _name in ("work", "render.seal", "readers.html", "readers.text"):
    import_module(f"postparse.{_name}")
parse("Talk\n\nTime: 3 May 2026, 6 pm\nSpeaker: Ann Lee (Reader, Inn of Sorts)\n", format="text")
parse("<html><title>Talk</title><body><h1>Talk</h1><p>By Ann Lee, 3 May 2026</p></body></html>", format="html")
gc.collect()
gc.freeze()
