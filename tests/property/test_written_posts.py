"""Law: a post written in a plain layout from known fields gives those fields back."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

import postparse

GIVEN = ("Ada", "Bruno", "Chidi", "Dora", "Emil", "Farida", "Goran", "Hanna")
FAMILY = ("Okafor", "Lindqvist", "Marlowe", "Petrescu", "Quayle", "Rasmussen", "van Dijk", "O’Shea")
POSITIONS = ("Director", "Professor", "Chair", "Researcher", "Editor", "Secretary")
BODIES = ("Harbour Trust", "University of Ludlow", "Weavers’ Union", "Institute for Rivers, Lakes and Canals")
ROLES = {"Moderator": "moderator", "Speaker": "speaker", "Panelists": "panelist", "Discussant": "discussant"}
HALLS = ("Long Hall", "Corn Exchange", "Reading Room")
STREETS = ("12 Weir Lane, Ludlow", "3 Anvil Street")
SENTENCES = (
    "We meet to find out what a river owes to the town that it runs through, and the other way round.",
    "Afterwards there is soup, and somebody will explain how the lock keeper counts the boats.",
)

persons = st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY)).map(" ".join)
affiliations = st.tuples(st.sampled_from(POSITIONS), st.sampled_from(BODIES))
people = st.lists(st.tuples(persons, affiliations), min_size=1, max_size=5, unique_by=lambda p: p[0])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """Give a post's text and what it says."""
    start = draw(st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2030, 12, 1)))  # noqa: DTZ001
    start = start.replace(hour=draw(st.integers(8, 20)), minute=draw(st.sampled_from((0, 15, 30))))
    end = start + dt.timedelta(minutes=draw(st.sampled_from((45, 60, 90, 150))))
    hall, street = draw(st.sampled_from(HALLS)), draw(st.sampled_from(STREETS))
    label = draw(st.sampled_from(("Talk", "Public Forum", "Notice")))
    listed = draw(people)
    roles = [draw(st.sampled_from(sorted(ROLES))) for _ in listed]
    roles.sort(key=sorted(ROLES).index)
    clock = "%I:%M %p"
    lines = [
        f"[{label}] What the River Owes",
        "",
        f"Date: {start:%A, %B} {start.day}, {start.year}",
        f"Time: {start.strftime(clock)} – {end.strftime(clock)}",
        f"Venue: {hall} ({street})",
    ]
    for index, (role, (name, (position, body))) in enumerate(zip(roles, listed, strict=True)):
        if not index or roles[index - 1] != role:
            lines += ["", role]
        lines.append(f"– {name} ({position}, {body})")
    lines += ["", SENTENCES[0], "", SENTENCES[1]]
    return "\n".join(lines), {
        "title": f"[{label}] What the River Owes",
        "start": f"{start:%Y-%m-%dT%H:%M}",
        "end": f"{end:%Y-%m-%dT%H:%M}",
        "venue": (hall, street),
        "people": [
            (name, ROLES[role], position, body) for role, (name, (position, body)) in zip(roles, listed, strict=True)
        ],
        "body": SENTENCES,
    }


@given(written())
def test_a_written_post_is_read_back(case: tuple[str, dict[str, object]]) -> None:
    text, said = case
    post = postparse.parse(text)
    (event,) = post.schedule
    assert event.venue is not None
    assert {
        "title": post.title,
        "start": (event.start or "")[:16],
        "end": (event.end or "")[:16],
        "venue": (event.venue.name, event.venue.address),
        "people": [
            (p.name, p.role, p.affiliations[0].position, p.affiliations[0].organization) for p in post.participants
        ],
        "body": post.body,
    } == said
    assert event.inferred == ()
