"""Options and settings of the whole test run."""

import os
import signal
import threading

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run: what fails for one person fails for the next. No time limit for a single
# example, because the two cores that this runs on are often shared; pytest-timeout bounds each test.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", parent=settings.get_profile("steady"), derandomize=False, max_examples=2000)
settings.load_profile("steady")


def pytest_configure() -> None:
    """Have Ctrl-C mean what it does: tests run side by side are started without it, and hand that on to commands.

    And have Python keep what it compiles: hundreds of commands run from a checkout would compile the package each.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-samples",
        action="store_true",
        help="rewrite samples/**/*.json from the parser's output; the run fails all the same",
    )
