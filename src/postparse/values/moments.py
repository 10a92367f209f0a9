"""The parts of a time expression as read, before anything about the post is known."""

from typing import NamedTuple


class Day(NamedTuple):
    """A day as written. Absent parts are None.

    numeric   digits whose order the context settles, with the year's text or None: (3, 4, "24")
    relative  what the post's date tells: ("day", +1), ("month", -1), ("next", 0), or None; of a last day
              ("after", 2) says so many days after the first
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: tuple[str, int] | None = None
    numeric: tuple[int, int, str | None] | None = None


class Clock(NamedTuple):
    """A time of day as written. `half` is am, pm, night, midday or None; `exact` a clock of 24 hours."""

    hour: int
    minute: int = 0
    second: int | None = None
    half: str | None = None
    exact: bool = False


class Hours(NamedTuple):
    """A start, an end or None, the zone as IANA name or offset, and a length in minutes.

    `parts` are the stretches of a day with a pause between them (`10–12 and 14–17`), none where there is but one.
    """

    start: Clock
    end: Clock | None = None
    zone: str | None = None
    minutes: int | None = None
    parts: tuple[tuple[Clock, Clock], ...] = ()


class Slot(NamedTuple):
    """One stretch of time: a day, perhaps to another day, perhaps with hours on it."""

    day: Day | None = None
    last: Day | None = None
    hours: Hours | None = None


class Recurrence(NamedTuple):
    """Weekdays on which something comes back, from and until days that may be None.

    turns   which of them in a month, -1 the last; every week where empty
    every   2 for every other week
    """

    weekdays: tuple[int, ...]
    first: Day | None = None
    until: Day | None = None
    turns: tuple[int, ...] = ()
    every: int = 1


class Reading(NamedTuple):
    """What a string says about time. `start` and `end` are where it stands in the string."""

    slots: tuple[Slot, ...]
    recurrence: Recurrence | None = None
    start: int = 0
    end: int = 0

    @property
    def has_day(self) -> bool:
        return self.recurrence is not None or any(s.day is not None for s in self.slots)

    @property
    def has_clock(self) -> bool:
        return any(s.hours is not None for s in self.slots)


def possible(month: int, day: int) -> bool:
    """Say whether two numbers can be a month and a day of it."""
    return 1 <= month <= 12 and 1 <= day <= 31
