"""Calendars: what another reader, and the rules of RFC 5545 for lines and zones, make of what is written."""

import datetime as dt
import io
import os
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as Read

from postparse.api import Parsed
from postparse.convert import from_dict
from postparse.post import Byline, Event, Participant, Post, Source, SummarySection, Venue
from postparse.render import Layout, ical
from postparse.render.listing import vocabulary
from postparse.render.seal import whole
from postparse.render.vtimezone import vtimezone
from sampleset import FOLDER, expected, got, names

COMMAND = (sys.executable, "-m", "postparse")
UTC = dt.timezone.utc  # noqa: UP017
TALK = """Lanterns on the Canal

by Ines Okafor | May 4, 2024 | Walks

Date: Friday, May 17, 2024, 7:30 PM - 9:00 PM KST
Venue: Boathouse Nine (12 Towpath Lane)

We walk along the water and hear how the boats were lit before there was power in the streets.
"""


def written(*posts: Post) -> str:
    out = io.StringIO(newline="")
    ical.write(iter([whole(Parsed(p, None, None), Layout()) for p in posts]), out, Layout())  # type: ignore[arg-type]
    return out.getvalue()


def post(*events: Event, **keys: object) -> Post:
    return Post(**{"title": "A walk", "source": Source(path="walk.txt"), "schedule": events, **keys})  # type: ignore[arg-type]


def calendar(*posts: Post) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(written(*posts))


def only(*events: Event, **keys: object) -> Read:
    (event,) = calendar(post(*events, **keys)).events
    return event


def run(*arguments: "str | Path", stdin: str = "", cwd: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    done = subprocess.run(
        [*COMMAND, *arguments], input=stdin.encode(), capture_output=True, cwd=cwd, env=os.environ, timeout=60
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def meant(text: str) -> dt.date | dt.datetime:
    """Give the day or moment that a text of the contract stands for; a moment in UTC, where its offset is told."""
    if "T" not in text:
        return dt.date.fromisoformat(text)
    moment = dt.datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment


def moment(read: dt.date | dt.datetime) -> dt.date | dt.datetime:
    return read.astimezone(UTC) if isinstance(read, dt.datetime) and read.tzinfo else read


def agrees(read: Read, event: Event) -> None:
    """Compare the instants of an event that was read back with those of the schedule."""
    assert event.start is not None
    assert moment(read.dtstart) == meant(event.start)
    if "T" not in event.start:
        assert read.dtend == meant((event.end or event.start)[:10]) + dt.timedelta(days=1)
    else:
        assert read.dtend is None if event.end is None else moment(read.dtend) == meant(event.end)


def _labels(read: Read) -> str:
    """Give the categories in one string, since this reader parts them also at a comma that is escaped."""
    return ",".join(read.categories).replace("\\,", ",")


@pytest.mark.parametrize("name", [n for n in names() if (expected(n) or {}).get("schedule")])
def test_another_reader_sees_the_events_of_a_sample(name: str) -> None:
    told = from_dict(got(name))  # type: ignore[arg-type]
    read = calendar(told).events
    known = [e for e in told.schedule if e.start and "X" not in e.start]
    assert known
    assert len(read) == len(known)
    for one, event in zip(read, known, strict=True):
        agrees(one, event)
        assert one.summary == (event.title or told.title)
        assert one.status is not None
        assert one.status.value == vocabulary()["status"][event.status]["ical"]
        assert _labels(one) == ",".join(dict.fromkeys((*told.categories, *told.tags)))
        assert set((one.location or "").split(", ")) >= set(((event.venue or Venue()).name or "").split(", "))


def test_all_samples_in_one_calendar_from_the_command() -> None:
    done = run(FOLDER, "--to", "ical", "--quiet")
    text = done.stdout.decode()
    events = IcsCalendarStream.calendar_from_ics(text).events
    assert len(events) == text.count("BEGIN:VEVENT") > 30
    assert len({e.uid for e in events}) == len(events)
    zones = re.findall(r"(?m)^TZID:(.+)\r$", text)
    assert len(zones) == len(set(zones)) > 3
    assert set(re.findall(r"TZID=([^:;]+):", text)) == set(zones)
    assert run(FOLDER, "--to", "ical", "--quiet").stdout == done.stdout


# ---- instants

ZONES = (
    *("Asia/Seoul", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "Asia/Kathmandu"),
    *("Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia", "Etc/UTC", "America/Sao_Paulo", "Asia/Kolkata"),
)
# Whoever reads a zone by its name alone, or by the VTIMEZONE alone, must come to the same times.
NAMED = (*ZONES, "Etc/GMT+5", "Etc/GMT-9")


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Give an event at any time of any zone: also in the hour that clocks run through twice."""
    day = draw(st.datetimes(dt.datetime(1, 1, 3), dt.datetime(9999, 12, 28)))  # noqa: DTZ001
    if draw(st.integers(0, 3)):
        day = day.replace(year=draw(st.integers(1950, 2060)), day=min(day.day, 28))
    day = day.replace(second=0, microsecond=0)
    lasts = draw(st.none() | st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(days=2)))
    kind = draw(st.sampled_from(("day", "local", "offset", "zone", "zone")))
    if kind == "day":
        end = (day + lasts).date().isoformat() if lasts else None
        return Event(start=day.date().isoformat(), end=end, all_day=True)
    zone = draw(st.sampled_from(ZONES)) if kind == "zone" else None
    at: dt.tzinfo | None = dt.timezone(dt.timedelta(minutes=15 * draw(st.integers(-48, 56))))
    start = day.replace(tzinfo=UTC).astimezone(ZoneInfo(zone) if zone else at) if kind != "local" else day
    end = start + dt.timedelta(minutes=lasts.total_seconds() // 60) if lasts else None
    if end and end.tzinfo:
        end = (start.astimezone(UTC) + (end.replace(tzinfo=None) - start.replace(tzinfo=None))).astimezone(end.tzinfo)
    told = [None if t is None else t.isoformat(timespec="seconds") for t in (start, end)]
    return Event(start=told[0], end=told[1], timezone=zone)


@given(st.lists(events(), min_size=1, max_size=3))
def test_instants_of_the_schedule_come_back(made: list[Event]) -> None:
    read = calendar(post(*made)).events
    assert len(read) == len(made)
    for one, event in zip(read, made, strict=True):
        agrees(one, event)


@pytest.mark.parametrize("zone", NAMED)
def test_a_vtimezone_has_the_offsets_of_its_zone(zone: str) -> None:
    told = tzical(io.StringIO(vtimezone(zone))).get(zone)
    assert told is not None
    for year in range(1971, 2038):
        for month in range(1, 13):
            noon = dt.datetime(year, month, 15, 12, 0, tzinfo=UTC).replace(tzinfo=None)
            assert told.utcoffset(noon) == noon.replace(tzinfo=ZoneInfo(zone)).utcoffset(), noon


def test_a_vtimezone_is_made_once_and_stands_before_its_events() -> None:
    vtimezone.cache_clear()
    made = Event(start="2025-06-07T20:00+01:00", timezone="Europe/London")
    text = written(post(made), post(made, made))
    assert text.count("BEGIN:VTIMEZONE") == vtimezone.cache_info().misses == 1
    assert text.index("END:VTIMEZONE") < text.index("BEGIN:VEVENT")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Event(start="2025-06-07T20:00+01:00", timezone="Europe/London"), "DTSTART;TZID=Europe/London:20250607T200000"),
        (Event(start="2025-06-07T20:00+05:30"), "DTSTART:20250607T143000Z"),
        (Event(start="2025-06-07T20:00"), "DTSTART:20250607T200000"),
        (Event(start="2025-06-07T20:00Z", timezone="UTC"), "DTSTART:20250607T200000Z"),
        (Event(start="2025-06-07T20:00:30Z"), "DTSTART:20250607T200030Z"),
        (Event(start="2025-06-07T20:00", timezone="Europe/London"), "DTSTART;TZID=Europe/London:20250607T200000"),
        # the second 1:30 of the night in which clocks go back, and years that a VTIMEZONE does not cover
        (Event(start="2025-10-26T01:30+00:00", timezone="Europe/London"), "DTSTART:20251026T013000Z"),
        (Event(start="2061-06-07T20:00+09:00", timezone="Asia/Seoul"), "DTSTART:20610607T110000Z"),
        (Event(start="2025-06-07T20:00+09:00", timezone="Asia/Nowhere"), "DTSTART:20250607T110000Z"),
        (Event(start="2025-06-07", all_day=True), "DTSTART;VALUE=DATE:20250607\r\nDTEND;VALUE=DATE:20250608"),
        (Event(start="2025-06-07", end="2025-06-09"), "DTSTART;VALUE=DATE:20250607\r\nDTEND;VALUE=DATE:20250610"),
        (Event(start="2025-06-07", end="2025-06-01"), "DTSTART;VALUE=DATE:20250607\r\nDTEND;VALUE=DATE:20250608"),
        (Event(start="9999-12-31"), "DTSTART;VALUE=DATE:99991231"),
    ],
)
def test_how_times_are_written(event: Event, line: str) -> None:
    assert f"\r\n{line}\r\n" in written(post(event))


@pytest.mark.parametrize(
    "end", ["2025-06-07T20:00", "2025-06-07T19:00", "2025-06-08", "XXXX-06-07T21:00", "late", None]
)
def test_an_end_that_is_none_is_left_out(end: str | None) -> None:
    assert "DTEND" not in written(post(Event(start="2025-06-07T20:00", end=end)))


@pytest.mark.parametrize(
    "start", [None, "XXXX-11-26T14:00", "2025-XX-26", "XXXX-XX-XXT15:30", "soon", "0001-01-01T00:00+05:00"]
)
def test_an_event_without_a_known_day_is_left_out_and_said(
    start: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = Event(start=start, end="2025-11-26T16:00")
    (read,) = calendar(post(unknown, Event(start="2025-01-02"))).events
    assert read.dtstart == dt.date(2025, 1, 2)
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"postparse: walk.txt: event 1 is not in the calendar, its day is not known ({start or 'no start'})"
    ]
    assert written(post(unknown)) == ical.BEGIN + ical.END


# ---- series


def test_the_series_of_a_sample() -> None:
    read = calendar(from_dict(got("text/weekly-accordion-circle.txt")))  # type: ignore[arg-type]
    days = [e.dtstart for e in read.timeline]
    first = dt.datetime(2025, 10, 7, 18, 30)  # noqa: DTZ001
    assert days == [first + dt.timedelta(weeks=n) for n in range(8)]


@pytest.mark.parametrize(
    ("start", "zone", "rule", "until", "count"),
    [
        ("2025-10-07", None, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20251125", "20251125", 8),
        ("2025-10-07T20:00", None, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20251125", "20251125T200000", 8),
        ("2025-10-07T20:00+01:00", "Europe/London", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20251125", "20251125T200000Z", 8),
        # Tuesday evening in New York is Wednesday in UTC, where the rule would name a wrong day
        ("2025-10-07T20:00-05:00", None, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20251125", "20251126T010000Z", 8),
        ("2025-10-07T19:00+05:30", None, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20251125", "20251125T133000Z", 8),
        ("2025-10-07T20:00+01:00", "Europe/London", "FREQ=WEEKLY;BYDAY=TU;COUNT=5", None, 5),
        ("2025-10-07", None, "FREQ=WEEKLY;BYDAY=TU", None, 12),
    ],
)
def test_series(start: str, zone: str | None, rule: str, until: str | None, count: int) -> None:
    event = Event(start=start, timezone=zone, recurrence=rule)
    text = written(post(event))
    assert re.findall(r"UNTIL=(\w+)", text) == ([until] if until else [])
    offset = dt.datetime.fromisoformat(start).tzinfo
    days = [e.dtstart for e in islice(calendar(post(event)).timeline, 12)]
    assert len(days) == count
    for day in days:
        local = (
            day
            if not isinstance(day, dt.datetime) or not day.tzinfo
            else day.astimezone(ZoneInfo(zone) if zone else offset)
        )
        assert local.weekday() == 1
        assert not isinstance(local, dt.datetime) or local.strftime("%H:%M") == start[11:16]


@pytest.mark.parametrize(
    "rule",
    [
        *(
            "nonsense",
            "INTERVAL=2",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=WEEKLY\r\nBEGIN:VEVENT",
            "FREQ=WEEKLY;UNTIL=99999999",
        ),
        *("FREQ=WEEKLY;COUNT=A", "FREQ=WEEKLY;UNTIL=20250101T99"),
    ],
)
def test_what_is_no_rule_is_left_out_and_said(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert only(Event(start="2025-06-07T02:00", recurrence=rule)).rrule is None
    assert "event 1 is in the calendar once" in capsys.readouterr().err


def test_a_series_is_left_out_where_utc_would_shift_its_weekday(capsys: pytest.CaptureFixture[str]) -> None:
    assert only(Event(start="2025-06-07T02:00+05:30", recurrence="FREQ=WEEKLY;BYDAY=SA")).rrule is None
    assert "FREQ=WEEKLY;BYDAY=SA" in capsys.readouterr().err


# ---- what stands beside the time


def test_what_is_told_of_an_event() -> None:
    venue = Venue("Boathouse Nine", "12 Towpath Lane, Leiden")
    read = only(
        Event(start="2025-06-07", venue=venue, status="cancelled", title="First walk; with boats, and \\ soup"),
        source=Source(path="a.txt", url="https://example.org/walks?a=1;b=2,3"),
        categories=("Walks, long", "Boats"),
        tags=("Boats", "soup"),
        summary=(SummarySection("About", None, ("One; two, three.", "Four")), SummarySection("Ada", "Ada", ("No",))),
        body=("Not this",),
    )
    assert read.summary == "First walk; with boats, and \\ soup"
    assert read.location == "Boathouse Nine, 12 Towpath Lane, Leiden"
    assert read.description == "One; two, three.\n\nFour"
    assert str(read.url) == "https://example.org/walks?a=1;b=2,3"
    assert _labels(read) == "Walks, long,Boats,soup"
    assert read.status is not None
    assert read.status.value == "CANCELLED"


def test_first_paragraphs_serve_where_there_is_no_summary() -> None:
    assert only(Event(start="2025-06-07"), body=("a", "b", "c", "d")).description == "a\n\nb\n\nc"
    long = only(Event(start="2025-06-07"), body=("word " * 2000,)).description
    assert long is not None
    assert long.endswith("word …")
    assert len(long) <= 4002


def test_an_event_online() -> None:
    venue = Venue("Zoom", None, "https://zoom.example/j/1", online=True)
    text = written(post(Event(start="2025-06-07", venue=venue)))
    assert "LOCATION:Zoom\r\n" in text
    assert "URL:https://zoom.example/j/1\r\n" in text
    assert "CONFERENCE;VALUE=URI:https://zoom.example/j/1\r\n" in text
    bare = written(post(Event(start="2025-06-07", venue=Venue(url="https://zoom.example/j/1", online=True))))
    assert "LOCATION:https://zoom.example/j/1\r\n" in bare


def test_people_only_with_an_address() -> None:
    event = Event(start="2025-06-07")
    silent = written(post(event, participants=(Participant("Ada", role="chair", url="https://example.org/ada"),)))
    assert "ATTENDEE" not in silent
    assert "ORGANIZER" not in silent
    people = (
        Participant("Ada", role="chair", url="mailto:ada@example.org"),
        Participant("Bo", url="mailto:b@c.example"),
    )
    (ada, bo) = only(event, participants=people).attendees
    assert (str(ada.uri), ada.common_name, ada.role) == ("mailto:ada@example.org", "Ada", "CHAIR")
    assert bo.role == "REQ-PARTICIPANT"


@pytest.mark.parametrize("status", ["scheduled", "rescheduled", "postponed", "cancelled"])
def test_status(status: str) -> None:
    words = {"scheduled": "CONFIRMED", "rescheduled": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
    assert f"\r\nSTATUS:{words[status]}\r\n" in written(post(Event(start="2025-06-07", status=status)))


@pytest.mark.parametrize(
    ("byline", "stamp"),
    [
        (Byline(published="2025-05-01"), "20250501T000000Z"),
        (Byline(published="2025-05-01T10:00+09:00"), "20250501T010000Z"),
        (Byline(published="2025-05-01T10:00", modified="2025-05-02T10:00"), "20250502T100000Z"),
        (Byline(published="2025-05-01", modified="XXXX-05-02"), "20250501T000000Z"),
        (Byline(published="XXXX-05-01"), "19700101T000000Z"),
        (Byline(published="0001-01-01T00:00+05:00"), "19700101T000000Z"),
        (Byline(), "19700101T000000Z"),
    ],
)
def test_the_stamp_is_the_posts_time(byline: Byline, stamp: str) -> None:
    assert f"\r\nDTSTAMP:{stamp}\r\n" in written(post(Event(start="2025-06-07"), byline=byline))


def test_uids() -> None:
    def uids(*posts: Post) -> list[str]:
        return re.findall(r"UID:(\S+)", written(*posts))

    one, moved = Event(start="2025-06-07"), Event(start="2025-06-09", title="Moved")
    assert uids(post(one)) == uids(post(moved)) == uids(post(one))
    assert len(set(uids(post(one, one), post(one, source=Source(path="b.txt")), post(one, title="Other")))) == 4
    page = [Source(path=path, url="https://example.org/1") for path in ("a.html", "b.html")]
    assert uids(post(one, source=page[0])) == uids(post(one, source=page[1]))
    again = uids(post(one), post(one))
    assert len(set(again)) == 2
    assert again[0] == uids(post(one))[0]


# ---- hostile text

LINE = re.compile(r"[A-Z-]+(?:;[A-Z-]+=(?:\"[^\"\x00-\x1f\x7f]*\"|[^\";:,\x00-\x1f\x7f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*")
EVIL = (
    *("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y", "a\nBEGIN:VEVENT\n", "\u2028BEGIN:VEVENT", "\x85BEGIN:VEVENT"),
    *("\x00\x1b[2J", "\ud800", '";:,\\N\\n\\', "\u202eTNEVEV", "한" * 200, "👩‍👩‍👧" * 40, "\\" * 150, "^n^'^^"),
)
hostile = st.one_of(st.sampled_from(EVIL), st.text(max_size=200), st.text(st.characters(), max_size=60))


def well_formed(text: str) -> list[str]:
    """Check lines as RFC 5545 wants them, and give them unfolded."""
    data = text.encode()
    assert data.endswith(b"END:VCALENDAR\r\n")
    folded = data.split(b"\r\n")
    for line in folded:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    for line in lines:
        assert LINE.fullmatch(line), line
    return lines


def unescaped(text: str) -> str:
    """Read a value of RFC 5545; the other reader takes the backslash of a backslash for one of a line end."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)


@given(st.lists(hostile, min_size=8, max_size=8), st.booleans())
def test_no_text_breaks_out_of_its_line(texts: list[str], online: bool) -> None:
    title, label, paragraph, name, address, link, zone, who = texts
    event = Event(
        title=label,
        start="2025-06-07T20:00+01:00",
        timezone=f"{zone}\n",
        venue=Venue(name, address, f"https://a.example/{link}", online),
        recurrence=f"FREQ=WEEKLY\n{link}",
    )
    made = post(
        event,
        title=title,
        source=Source(path=title, id=link, url=f"https://b.example/{link}"),
        categories=(label, name),
        body=(paragraph,),
        participants=(Participant(who, url=f"mailto:{who}@a.example"), Participant(who, url="mailto:a@b.example")),
    )
    lines = well_formed(written(made))
    assert [n for n in lines if n.startswith(("BEGIN", "END"))] == [
        *("BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR")
    ]
    assert len(calendar(made).events) == 1
    told = [unescaped(n.partition(":")[2]) for n in lines if n.startswith("SUMMARY:")]
    assert told == [t for t in (ical.clean(label) or ical.clean(title),) if t]


# ---- the command


def test_the_command_writes_a_calendar(tmp_path: Path) -> None:
    done = run("--to", "ical", "-", stdin=TALK)
    assert (done.returncode, done.stderr) == (0, b"")
    (event,) = IcsCalendarStream.calendar_from_ics(done.stdout.decode()).events
    assert moment(event.dtstart) == dt.datetime(2024, 5, 17, 10, 30, tzinfo=UTC)
    assert run("-o", "x.ics", "-", stdin=TALK, cwd=tmp_path).returncode == 0
    assert (tmp_path / "x.ics").read_bytes() == done.stdout
    well_formed(done.stdout.decode())


def test_the_command_tells_what_is_left_out() -> None:
    text = TALK.replace(", 2024", "").replace("Friday, ", "").replace("May 4", "")
    done = run("--to", "ical", stdin=text)
    assert done.returncode == 0
    assert done.stdout.decode() == ical.BEGIN + ical.END
    assert b"event 1 is not in the calendar" in done.stderr
    assert run("--to", "ical", "--quiet", stdin=text).stderr == b""


@pytest.mark.parametrize("options", [("--select", "title"), ("--evidence",), ("--blocks",), ("--cards",)])
def test_options_of_other_outputs_are_wrong_use(options: tuple[str, ...]) -> None:
    done = run("--to", "ical", *options, stdin=TALK)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("way", [("--to", "ical"), ("-o", "x.ics")])
def test_without_the_package_one_line_names_the_extra(way: tuple[str, ...], tmp_path: Path) -> None:
    code = "import sys; sys.modules['icalendar'] = None; from postparse.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *way], input=TALK.encode(), capture_output=True, cwd=tmp_path, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == ["postparse: ical needs more: pip install 'postparse[ical]'"]
    assert not list(tmp_path.iterdir())


def test_formats_name_the_extra() -> None:
    (row,) = [n for n in run("formats").stdout.decode().splitlines() if n.split()[1] == "ical"]
    assert ".ics" in row
    assert "postparse[ical]" in row


def test_every_role_and_status_has_its_words() -> None:
    from postparse.lexicon import words

    roles = {meaning.key for _, meaning in words("role").spoken("en", "ko")}
    assert roles
    assert roles <= vocabulary()["role"].keys()
    for row in vocabulary()["role"].values():
        assert row.keys() == {"schema", "named", "ical"}
