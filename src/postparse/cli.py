"""The command's process: which command the arguments name, signals, and the exit status."""

import gc
import signal
import sys
from typing import NoReturn, cast

import typer

from postparse.errors import PostparseError, UsageError
from postparse.maincommand import FAILED, app
from postparse.render.screen import let_go, prepare, say

MISUSED, INTERRUPTED, PIPE_CLOSED = 2, 130, 141

_OTHERS = {"formats": "formats_app", "profile": "profile_app"}
# Click's error for the user, by way of a public child: click lives inside typer since 0.26, beside it before.
_WrongUse = cast(type[typer.BadParameter], typer.BadParameter.__mro__[2])


def main() -> NoReturn:
    """Run the command that the arguments name, and end the process with its exit status."""
    prepare()
    asked_to_end = 0

    def end(number: int, frame: object) -> NoReturn:
        nonlocal asked_to_end
        asked_to_end = 128 + number
        raise KeyboardInterrupt

    # A terminal that is closed asks with SIGHUP, unless nohup has it say nothing.
    for name in ("SIGTERM", "SIGHUP"):
        asks = getattr(signal, name, None)
        if asks is not None and signal.getsignal(asks) != signal.SIG_IGN:
            signal.signal(asks, end)
    try:
        status = _carry_out(sys.argv[1:])
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        let_go()
        status = PIPE_CLOSED
    except OSError as error:
        let_go()
        say(f"cannot write: {error.strerror or error}")
        status = FAILED
    _hear_no_more()
    status = asked_to_end or status
    # The process ends; looking once more for cycles among all that is left would take as long as the parse.
    gc.freeze()
    sys.exit(status)


def _hear_no_more() -> None:
    """Let nothing interrupt the end of the process: it is near, and what is interrupted there complains."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        asks = getattr(signal, name, None)
        if asks is not None:
            signal.signal(asks, signal.SIG_IGN)


def _carry_out(arguments: list[str]) -> int:
    """Run the command that the arguments name."""
    other = _OTHERS.get(arguments[0]) if arguments else None
    if other is None:
        return _run(app, arguments, "postparse")
    from postparse import sidecommands

    return _run(getattr(sidecommands, other), arguments[1:], f"postparse {arguments[0]}")


def _run(command: typer.Typer, arguments: list[str], name: str) -> int:
    """Run one command; misuse is one line. Typer turns a closed pipe into exit status 1, hence `__context__`."""
    try:
        return int(typer.main.get_command(command).main(arguments, name, standalone_mode=False) or 0)
    except UsageError as error:
        say(str(error))
    except PostparseError as error:
        say(str(error))
        return FAILED
    except _WrongUse as error:
        say(error.format_message())
    except SystemExit as stop:
        if isinstance(stop.__context__, OSError):
            raise stop.__context__ from None
        raise
    return MISUSED
