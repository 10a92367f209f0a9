"""The table of zones that keep one offset tells the same as the rules of zones."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import postparse
from postparse.values.zones import steady_offset

TABLE: dict[str, list[str]] = json.loads((Path(postparse.__file__).parent / "data" / "offsets.json").read_text("utf-8"))
ZONES = [(zone, offset) for offset, zones in TABLE.items() for zone in zones]


@pytest.mark.parametrize(("zone", "offset"), ZONES)
def test_a_steady_zone_has_one_offset(zone: str, offset: str) -> None:
    rules = ZoneInfo(zone)
    for day in range(0, 365 * 45, 41):
        moment = datetime.fromisoformat("1995-01-02T12:00") + timedelta(days=day)
        written = moment.replace(tzinfo=rules).isoformat()
        assert written == moment.isoformat() + offset
        assert steady_offset(zone, moment.isoformat()) == offset


def test_only_steady_zones_since_1995_are_told() -> None:
    assert steady_offset("Asia/Seoul", "1988-05-08T03:00") is None
    assert steady_offset("Europe/Berlin", "2024-01-01T10:00") is None
    assert steady_offset("No/Where", "2024-01-01T10:00") is None
