"""Time zones as VTIMEZONE (RFC 5545), with every change of the clocks as the zone's own data has it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# Told for these years; as the data of zones itself, which gives the changes one by one up to 2037.
YEARS = range(1970, 2038)
# Two changes of the clocks never lie nearer together; icalendar's own way of two months misses some of them.
_STEP = 3 * 86400


class _Change(NamedTuple):
    """From which offset to which the clocks change, what the time is called then, and whether it is summer's."""

    old: timedelta
    new: timedelta
    name: str
    summer: bool


@cache
def vtimezone(name: str) -> str:
    """Give the VTIMEZONE of a zone. Made once a zone: it takes longer than an event."""
    onsets: defaultdict[_Change, list[datetime]] = defaultdict(list)
    for change, onset in _changes(ZoneInfo(name)):
        onsets[change].append(onset)
    made = Timezone()
    made.add("tzid", name)
    for change, times in onsets.items():
        part = TimezoneDaylight() if change.summer else TimezoneStandard()
        part.add("dtstart", times[0])
        part.add("tzoffsetfrom", change.old)
        part.add("tzoffsetto", change.new)
        part.add("tzname", change.name)
        if times[1:]:
            part.add("rdate", times[1:])
        made.add_component(part)
    return str(made.to_ical().decode())


def _changes(zone: ZoneInfo) -> Iterator[tuple[_Change, datetime]]:
    """Give each change with its time on the clocks as they went before; first how they went at the beginning."""
    first, last = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (YEARS.start, YEARS.stop))
    start = datetime.fromtimestamp(first, zone)
    yield _change(start.utcoffset(), start), datetime(YEARS.start, 1, 1)  # noqa: DTZ001
    for low, high in pairwise(range(first, last + _STEP, _STEP)):
        old = datetime.fromtimestamp(low, zone).utcoffset()
        if datetime.fromtimestamp(high, zone).utcoffset() == old:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            same = datetime.fromtimestamp(middle, zone).utcoffset() == old
            low, high = (middle, high) if same else (low, middle)
        after = datetime.fromtimestamp(high, zone)
        yield _change(old, after), after.astimezone(UTC).replace(tzinfo=None) + (old or timedelta())


def _change(old: timedelta | None, after: datetime) -> _Change:
    new = after.utcoffset() or timedelta()
    return _Change(old or timedelta(), new, after.tzname() or str(new), bool(after.dst()))
