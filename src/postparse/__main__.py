"""python -m postparse, and what the command `postparse` calls."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command; an interrupt while it is being loaded ends it as quietly as any other."""
    try:
        from postparse import cli
    except KeyboardInterrupt:
        sys.exit(130)
    cli.main()


if __name__ == "__main__":
    main()
