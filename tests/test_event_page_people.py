"""Event pages to participants: cards, introductions, programmes, and the lists of people who have no part."""

import pytest

from postparse import parse
from postparse.post import Participant

WHEN = "<p>When: Thursday, June 13, 2024, 6:30 PM</p><p>Where: Mill Hall, 4 Weir Lane, Thornbury</p>"


def people(body: str) -> tuple[Participant, ...]:
    head = "<html lang='en'><head><title>Evening on tidal tables | Weir Users</title></head><body>"
    page = (
        f"{head}<nav><a href='/'>Home</a></nav><main><h1>Evening on tidal tables</h1>{WHEN}{body}</main></body></html>"
    )
    return parse(page, format="html").participants


def short(p: Participant) -> tuple[str, str | None, tuple[tuple[str | None, str | None], ...], str | None]:
    return p.name, p.role, tuple((a.position, a.organization) for a in p.affiliations), p.talk


MARIT = ("Marit Solheim", "speaker", (), None)
SEA = ("Oluwaseun Bright", "speaker", (), "Sharding the sea")
PLANS = ("Marit Solheim", "speaker", (), "Query plans for gardeners")

PAGES = {
    "a heading, and a paragraph that begins with the name": (
        "<h3>Marit Solheim</h3><p>Marit Solheim is a senior engineer. She lives near the weir.</p>",
        [MARIT],
    ),
    "the line of a body and a country between": (
        "<h3>Marit Solheim</h3><h4>Query Garden / Norway</h4>"
        "<p>Marit studied in Oslo before she received a prize from her town.</p>",
        [("Marit Solheim", "speaker", ((None, "Query Garden"),), None)],
    ),
    "a second card like the first": (
        "<h3>Marit Solheim</h3><p>Marit Solheim is a senior engineer at Kettleby. She lives near the weir.</p>"
        "<h3>Yuto Hamasaki</h3><p>Has kept locks and frogs for many years, and still enjoys both of them.</p>",
        [MARIT, ("Yuto Hamasaki", "speaker", (), None)],
    ),
    "lives under a heading of speakers": (
        "<h2>Speakers</h2><p>"
        "<b>Oluwaseun Bright</b> is a lecturer at Lake University. Her work is shown in many towns.</p>"
        "<p><b>Marit Solheim</b> works as a senior engineer at Kettleby. She has kept plans for ten years.</p>",
        [
            ("Oluwaseun Bright", "speaker", (("lecturer", "Lake University"),), None),
            ("Marit Solheim", "speaker", (("senior engineer", "Kettleby"),), None),
        ],
    ),
    "cards of three lines": (
        "<h2>Our speakers</h2><div><div>Oluwaseun Bright</div><div>CTO</div><div>Tidewise</div></div>"
        "<div><div>Marit Solheim</div><div>Senior Engineer</div><div>Kettleby</div></div>",
        [
            ("Oluwaseun Bright", "speaker", (("CTO", "Tidewise"),), None),
            ("Marit Solheim", "speaker", (("Senior Engineer", "Kettleby"),), None),
        ],
    ),
    "headings of a talk and its speaker": (
        "<h2>Talks</h2><h3>Sharding the sea - Oluwaseun Bright</h3><p>How we moved four hundred tables, and why.</p>"
        "<h3>Query plans for gardeners - Marit Solheim</h3><p>Some plans grow better than others in the shade.</p>",
        [SEA, PLANS],
    ),
    "the speaker in brackets behind the talk": (
        "<h2>Talk 1: Sharding the sea (Oluwaseun Bright, Tidewise)</h2><p>How we moved it all.</p>",
        [("Oluwaseun Bright", "speaker", ((None, "Tidewise"),), "Sharding the sea")],
    ),
    "slots with by": (
        "<h2>Agenda</h2><ul><li>18:30 Doors and pizza</li><li>19:00 Sharding the sea by Oluwaseun Bright</li>"
        "<li>20:00 Query plans for gardeners by Marit Solheim</li>"
        "<li>21:00 Drinks sponsored by Kettle Works</li></ul>",
        [SEA, PLANS],
    ),
    "slots of three lines": (
        "<h2>Schedule</h2><div><div>09:00</div><div>Sharding the sea</div><div>Ada Bright</div></div>"
        "<div><div>09:45</div><div>Query plans for gardeners</div><div>Marit Solheim</div></div>"
        "<div><div>10:30</div><div>Coffee break</div></div>",
        [("Ada Bright", "speaker", (), "Sharding the sea"), PLANS],
    ),
    "a line with by below a slot is no byline": (
        "<h3>19:00 - 19:40 : Sharding the sea</h3>"
        "<p>How we moved four hundred tables at night, and why it took so long in the end.</p><p>By Ada Bright</p>"
        "<h3>20:00 - 20:40 : Query plans</h3>"
        "<p>Some plans grow better than others in the shade, and this is the reason why.</p><p>By Bo Lind</p>",
        [("Ada Bright", "speaker", (), None), ("Bo Lind", "speaker", (), None)],
    ),
    "a team, sponsors and the writer of the post have no part": (
        "<h2>Speakers</h2><h4>Ada Bright</h4><p>Senior Engineer, Kettleby</p>"
        "<h2>Our team</h2><h4>Anna Lind</h4><p>Chair, Weir Users</p>"
        "<h2>Sponsors</h2><h3>Otto Sander</h3><p>Otto Sander is the leading partner for garden tools.</p>"
        "<h2>About the author</h2><h4>Harriet Vane</h4>"
        "<p>Harriet Vane is a community manager. She writes about events.</p>",
        [("Ada Bright", "speaker", (("Senior Engineer", "Kettleby"),), None)],
    ),
    "names that are links": (
        "<p>Speakers: <a href='/a'>Oluwaseun Bright</a>, <a href='/b'>Marit Solheim</a></p>",
        [("Oluwaseun Bright", "speaker", (), None), MARIT],
    ),
    "short talks behind a colon": (
        "<h2>Lightning talks</h2><ul><li>Oluwaseun Bright: Sharding the sea</li><li>Yuto Hamasaki: Frogs</li></ul>",
        [SEA, ("Yuto Hamasaki", "speaker", (), "Frogs")],
    ),
    "a position below a name, where people are introduced": (
        "<h2>About the speakers</h2><h3>Marit Solheim</h3><p>Professor, Lake University</p>",
        [("Marit Solheim", "speaker", (("Professor", "Lake University"),), None)],
    ),
    "bold names below a heading": (
        "<h3>About the speakers</h3><p><b>Oluwaseun Bright</b></p><p>CTO, Tidewise</p>"
        "<p><b>Marit Solheim</b></p><p>Professor, Lake University</p>",
        [
            ("Oluwaseun Bright", "speaker", (("CTO", "Tidewise"),), None),
            ("Marit Solheim", "speaker", (("Professor", "Lake University"),), None),
        ],
    ),
    "a thing and a paragraph that begins with its name": (
        "<h3>Kettle Works</h3><p>Kettle Works is a modern place for kettles of all kinds, near the weir.</p>",
        [],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_gives_its_people(name: str) -> None:
    body, expected = PAGES[name]
    assert [short(p) for p in people(body)] == expected
