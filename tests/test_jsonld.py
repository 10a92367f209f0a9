"""JSON-LD: what an RDF reader makes of it, by the words and the domains of schema.org."""

import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import SDO

from postparse.api import Parsed
from postparse.convert import from_dict
from postparse.post import (
    Affiliation,
    AgendaItem,
    Author,
    Byline,
    Event,
    Organizer,
    Participant,
    Post,
    Source,
    SummarySection,
    Venue,
)
from postparse.render import Layout, jsonld
from postparse.render.listing import vocabulary
from postparse.render.seal import whole
from sampleset import FOLDER, expected, got, names

COMMAND = (sys.executable, "-m", "postparse")
TALK = (
    "Lanterns\n\nDate: Friday, May 17, 2024, 7:30 PM\nVenue: Boathouse Nine\n\nWe walk along the water for a while.\n"
)

# rdflib warns of its own use of its own class.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

# Which properties the types have that we write, and what may stand there; by schema.org 29.
TEXT, DATE, URL = "text", "date", "url"
THING = {"name": {TEXT}, "url": {URL}, "description": {TEXT}, "identifier": {TEXT}, "subjectOf": {"Article"}}
DOMAINS: dict[str, dict[str, set[str]]] = {
    "Event": {
        "startDate": {DATE},
        "endDate": {DATE},
        "eventSchedule": {"Schedule"},
        "inLanguage": {TEXT},
        "eventStatus": {URL},
        "eventAttendanceMode": {URL},
        "location": {"Place", "VirtualLocation"},
        **{p: {"Person", "Organization", "Role"} for p in ("performer", "organizer", "translator", "contributor")},
        **{p: {"Person", "Organization"} for p in ("sponsor", "funder")},
        "subEvent": {"Event"},
    },
    "Article": {
        "headline": {TEXT},
        "datePublished": {DATE},
        "dateModified": {DATE},
        "inLanguage": {TEXT},
        **{p: {TEXT} for p in ("articleSection", "keywords", "commentCount", "abstract", "articleBody")},
        "author": {"Person", "Organization"},
        "publisher": {"Organization"},
        "about": {"Event"},
        "mentions": {"Person"},
    },
    "Person": {"alternateName": {TEXT}, "jobTitle": {TEXT}, "affiliation": {"Organization"}},
    "Organization": {},
    "Role": {"roleName": {TEXT}, "performer": {"Person"}, "contributor": {"Person"}, "translator": {"Person"}},
    "Place": {"address": {TEXT}},
    "VirtualLocation": {},
    "Schedule": {
        **{p: {TEXT} for p in ("repeatFrequency", "byDay", "repeatCount", "startTime", "endTime", "scheduleTimezone")},
        "startDate": {DATE},
        "endDate": {DATE},
    },
}
PLACES = {URIRef(f"https://schema.org/{p}") for p in ("url", "eventStatus", "eventAttendanceMode")}


def thing(post: Post) -> Any:
    return jsonld.thing(post)


def written(*posts: Post, one: bool = False) -> str:
    out = io.StringIO(newline="")
    lines = [whole(Parsed(p, None, None), Layout()) for p in posts]  # type: ignore[arg-type]
    jsonld.write(iter(lines), out, Layout(one=one))
    return out.getvalue()


def run(*arguments: "str | Path", stdin: str = "", cwd: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*COMMAND, *arguments], input=stdin.encode(), capture_output=True, cwd=cwd, env=os.environ, timeout=60
    )


def graph(text: str) -> Graph:
    """Read by rdflib, the context of schema.org said in place so that nothing is fetched."""
    data = json.loads(text)
    assert data.pop("@context") == "https://schema.org"
    context = {"@vocab": "https://schema.org/"} | {str(p).rsplit("/", 1)[1]: {"@type": "@id"} for p in PLACES}
    return Graph().parse(data=json.dumps({"@context": context, **data}), format="json-ld", base="https://a.example/")


def kinds(read: Graph, value: object) -> set[str]:
    """Tell what a value is: the types of a node, else what a text can be."""
    if isinstance(value, BNode):
        return {str(t).rsplit("/", 1)[1] for t in read.objects(value, RDF.type)}
    if isinstance(value, URIRef):
        return {URL}
    assert isinstance(value, Literal)
    try:
        dt.datetime.fromisoformat(str(value))
    except ValueError:
        return {TEXT}
    return {TEXT, DATE}


def sound(text: str) -> Graph:
    """Check each statement against the words of schema.org and against the table."""
    read = graph(text)
    for subject, predicate, value in read:
        word = str(predicate).rsplit("/", 1)[1]
        (kind,) = kinds(read, subject)
        if predicate == RDF.type:
            assert kind in DOMAINS
            assert kind in SDO
            continue
        assert word in SDO, word
        assert kinds(read, value) & (THING | DOMAINS[kind])[word], (kind, word, value)
        if isinstance(value, URIRef) and "schema.org" in value:
            assert value.rsplit("/", 1)[1] in SDO
        assert str(value).strip()
    return read


@pytest.mark.parametrize("name", [n for n in names() if "error" not in (expected(n) or {})])
def test_every_sample_is_sound(name: str) -> None:
    post = from_dict(got(name))  # type: ignore[arg-type]
    read = sound(written(post, one=True))
    starts = sorted(
        str(o)
        for s, o in read.subject_objects(SDO_("startDate"))
        if not list(read.subjects(SDO_("subEvent"), s)) and "Event" in kinds(read, s)
    )
    told = sorted(jsonld.moment(e.start) or "" for e in post.schedule if jsonld.moment(e.start))
    assert starts == told
    assert {str(n) for p in read.subjects(RDF.type, SDO_("Person")) for n in read.objects(p, SDO_("name"))} >= {
        p.name for p in post.participants
    }


def SDO_(word: str) -> URIRef:  # noqa: N802
    return URIRef(f"https://schema.org/{word}")


def test_one_graph_for_a_folder() -> None:
    done = run(FOLDER / "text", "--to", "jsonld", "--quiet")
    data = json.loads(done.stdout)
    assert data["@context"] == "https://schema.org"
    assert len(data["@graph"]) == len([n for n in names() if n.startswith("text/")])
    sound(done.stdout.decode())
    assert json.loads(written())["@graph"] == []


POST = Post(
    source=Source(path="a.html", id="tag:1", url="https://example.org/1"),
    title="[Talk] Lanterns",
    byline=Byline((Author("Ada Lovelace"), Author("Boat Museum")), "2024-05-04T10:00", "2024-05-05", "Boat Museum"),
    categories=("Walks",),
    tags=("boats", "light"),
    comment_count=0,
    language="en",
    schedule=(
        Event(
            start="2024-05-17T19:30+02:00",
            end="2024-05-17T21:00+02:00",
            timezone="Europe/Amsterdam",
            status="rescheduled",
            venue=Venue("Boathouse Nine", "12 Towpath Lane, Leiden", online=True),
            agenda=(AgendaItem("2024-05-17T19:30+02:00", None, "Oil", ("Tom Brandt",)), AgendaItem(None, None, "Gas")),
            recurrence="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SA;UNTIL=20240630",
        ),
    ),
    participants=(
        Participant(
            "Tom Brandt",
            ("Tommy",),
            role="moderator",
            role_text="In the chair",
            affiliations=(Affiliation("Curator", "Museum of Small Boats"), Affiliation(None, "Leiden University")),
            talk="Oil",
        ),
        Participant("Eva Ruiz", role="speaker", role_text="Speaker", talk="Wicks"),
        Participant("Ben Okafor", role="interpreter", url="https://example.org/ben"),
        Participant("Kim Oh", role=None, role_text="Lamp lighter"),
        Participant("Una Lind"),
    ),
    organizers=(
        Organizer("Canal Institute", "host"),
        Organizer("Eva Ruiz", "organizer"),
        Organizer("Lamp Fund", "funder"),
        Organizer("Rowers", "supporter"),
        Organizer("Oil Ltd", "sponsor"),
    ),
    summary=(SummarySection("About", None, ("One.", "Two.")),),
    excerpt="Short.",
    body=("One.", "Two.", "Three."),
)


def test_all_of_a_post() -> None:
    sound(written(POST, one=True))
    data = thing(POST)
    assert (data["@type"], data["name"]) == ("Event", "[Talk] Lanterns")
    assert (data["startDate"], data["endDate"]) == ("2024-05-17T19:30:00+02:00", "2024-05-17T21:00:00+02:00")
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert data["location"] == [
        {"@type": "Place", "name": "Boathouse Nine", "address": "12 Towpath Lane, Leiden"},
        {"@type": "VirtualLocation"},
    ]
    assert data["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P2W",
        "byDay": ["FR", "SA"],
        "startDate": "2024-05-17",
        "endDate": "2024-06-30",
        "startTime": "19:30:00",
        "endTime": "21:00:00",
        "scheduleTimezone": "Europe/Amsterdam",
    }
    assert data["description"] == "One.\n\nTwo."
    assert data["inLanguage"] == "en"
    assert data["url"] == "https://example.org/1"
    tom = {
        "@type": "Person",
        "name": "Tom Brandt",
        "alternateName": "Tommy",
        "jobTitle": "Curator",
        "affiliation": [
            {"@type": "Organization", "name": "Museum of Small Boats"},
            {"@type": "Organization", "name": "Leiden University"},
        ],
    }
    assert data["performer"] == [
        {"@type": "Role", "roleName": "In the chair", "performer": tom},
        {"@type": "Person", "name": "Eva Ruiz"},
        {"@type": "Role", "roleName": "Lamp lighter", "performer": {"@type": "Person", "name": "Kim Oh"}},
        {"@type": "Person", "name": "Una Lind"},
    ]
    assert data["translator"] == {"@type": "Person", "name": "Ben Okafor", "url": "https://example.org/ben"}
    assert [(o["@type"], o["name"]) for o in data["organizer"]] == [
        ("Organization", "Canal Institute"),
        ("Person", "Eva Ruiz"),
    ]
    assert (data["funder"]["name"], data["contributor"]["name"]) == ("Lamp Fund", "Rowers")
    assert data["sponsor"] == {"@type": "Organization", "name": "Oil Ltd"}
    assert [(e.get("name"), e.get("performer", {}).get("name")) for e in data["subEvent"]] == [
        ("Oil", "Tom Brandt"),
        ("Gas", None),
        ("Wicks", "Eva Ruiz"),
    ]


def test_the_article_of_an_event() -> None:
    assert thing(POST)["subjectOf"] == {
        "@type": "Article",
        "headline": "[Talk] Lanterns",
        "url": "https://example.org/1",
        "identifier": "tag:1",
        "author": [{"@type": "Person", "name": "Ada Lovelace"}, {"@type": "Organization", "name": "Boat Museum"}],
        "publisher": {"@type": "Organization", "name": "Boat Museum"},
        "datePublished": "2024-05-04T10:00:00",
        "dateModified": "2024-05-05",
        "articleSection": "Walks",
        "keywords": ["boats", "light"],
        "inLanguage": "en",
        "commentCount": 0,
        "description": "Short.",
        "abstract": "One.\n\nTwo.",
        "articleBody": "One.\n\nTwo.\n\nThree.",
    }


def test_a_post_of_several_events_or_none_is_an_article() -> None:
    people = (Participant("Eva Ruiz", role="chair"),)
    events = (Event(title="First", start="2024-05-17"), Event(start="2024-06-17"))
    several = Post(title="Walks", schedule=events, participants=people, organizers=(Organizer("Canal Trust", "host"),))
    sound(written(several, one=True))
    data = thing(several)
    assert data["@type"] == "Article"
    assert [e["name"] for e in data["about"]] == ["First", "Walks"]
    assert all(e["organizer"]["name"] == "Canal Trust" and "performer" not in e for e in data["about"])
    assert data["mentions"] == {"@type": "Person", "name": "Eva Ruiz"}
    assert thing(Post(title="Essay")) == {"@type": "Article", "headline": "Essay"}
    assert thing(Post()) == {"@type": "Article"}


def test_what_is_not_known_is_left_out() -> None:
    data = thing(Post(schedule=(Event(start="XXXX-11-26T14:00", end="2025-XX-01"),)))
    assert data == {
        "@type": "Event",
        "eventStatus": "https://schema.org/EventScheduled",
        "subjectOf": {"@type": "Article"},
    }
    for rule in ("nonsense", "FREQ=HOURLY", "FREQ=WEEKLY;INTERVAL=x"):
        assert "eventSchedule" not in thing(Post(schedule=(Event(recurrence=rule),)))


@pytest.mark.parametrize(
    ("venue", "mode", "kinds_"),
    [
        (Venue("Hall"), "Offline", ["Place"]),
        (Venue(None, "1 Lane"), "Offline", ["Place"]),
        (Venue("Zoom", url="https://z.example/1", online=True), "Online", ["VirtualLocation"]),
        (Venue(url="https://z.example/1", online=True), "Online", ["VirtualLocation"]),
        (Venue("Hall", "1 Lane", online=True), "Mixed", ["Place", "VirtualLocation"]),
        (Venue("Long Hall", online=True), "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_where(venue: Venue, mode: str, kinds_: list[str]) -> None:
    post = Post(schedule=(Event(start="2025-01-01", venue=venue),))
    sound(written(post, one=True))
    data = thing(post)
    assert data["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    places = data["location"] if isinstance(data["location"], list) else [data["location"]]
    assert [p["@type"] for p in places] == kinds_


def test_the_words_are_schema_orgs() -> None:
    for row in vocabulary()["role"].values():
        assert row["schema"] in DOMAINS["Event"]
    assert set(vocabulary()["organizer"].values()) <= DOMAINS["Event"].keys()
    for url in (*(r["schema"] for r in vocabulary()["status"].values()), *vocabulary()["attendance"].values()):
        assert url.removeprefix("https://schema.org/") in SDO


@given(
    st.text(), st.sampled_from(("</script><script>", "\u2028\x1b[2J\x00", "\ud800", '"}, {"@type": "Person', "<!--"))
)
def test_no_text_breaks_out(text: str, evil: str) -> None:
    one = text + evil
    url = f"javascript:{one}"
    post = Post(
        title=one,
        source=Source(url=url, id=one),
        schedule=(Event(title=one, start=one, venue=Venue(one, one, url, online=True), recurrence=one, timezone=one),),
        participants=(Participant(one, role_text=one, url=url),),
    )
    shown = written(post, one=True)
    assert "<" not in shown
    assert "javascript" not in shown.replace(json.dumps(one), "") or one.find("javascript") >= 0
    assert not any(c in shown for c in "\u2028\x1b\x00\ud800")
    data = json.loads(shown)
    assert (data["@type"], data["name"]) == ("Event", one)
    assert "url" not in data


def test_the_command(tmp_path: Path) -> None:
    done = run("--to", "jsonld", stdin=TALK)
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout)
    assert (data["@type"], data["startDate"]) == ("Event", "2024-05-17T19:30:00")
    assert run("-o", "x.jsonld", stdin=TALK, cwd=tmp_path).returncode == 0
    assert (tmp_path / "x.jsonld").read_bytes() == done.stdout
    assert len(json.loads(run("--to", "jsonld", "-", FOLDER / "text/seed.txt", stdin=TALK).stdout)["@graph"]) == 2


@pytest.mark.parametrize("options", [("--select", "title"), ("--evidence",), ("--blocks",), ("--cards",)])
def test_options_of_other_outputs_are_wrong_use(options: tuple[str, ...]) -> None:
    done = run("--to", "jsonld", *options, stdin=TALK)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1


def test_it_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv[1:] = ['--to', 'jsonld']\nfrom postparse.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*{'lxml', 'bs4', 'rich', 'icalendar', 'dateparser', 'yaml'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=TALK.encode(), capture_output=True, timeout=60)
    assert done.stderr.split() == []
