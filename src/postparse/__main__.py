"""python -m postparse, and what the command `postparse` calls."""

import atexit
import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command; an interrupt while it is being loaded ends it as quietly as any other."""
    # Modules are many objects and no cycle that ever ends, and a parse is hardly any: to look for some takes as long
    # as two short posts.
    gc.set_threshold(50_000, 20, 20)
    try:
        from postparse import cli
    except KeyboardInterrupt:
        sys.exit(130)
    gc.freeze()
    try:
        cli.main()
    except SystemExit as end:
        if isinstance(end.code, int) and _is_bare():
            os._exit(end.code)
        raise


def _is_bare() -> bool:
    """Tell a process with nothing left to do, written out as it is: to take it apart takes as long as a short post."""
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    return alone and not atexit._ncallbacks() and sys.getprofile() is None and _flushed()


def _flushed() -> bool:
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    main()
