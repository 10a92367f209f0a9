"""Pages of single events as sites have them, without structured data: when, where, who, held by whom."""

import pytest

from corpusset import Plain, cases, flat, page, posts
from postparse import to_dict
from postparse.page.htmltree import document

PAGES = posts("pages/events.toml")
FIELDS = ("title", "start", "end", "venue", "address", "online", "organizers", "people", "categories")
NONE: Plain = {"end": "", "address": "", "online": False, "organizers": [], "people": []}

# What is not right yet: page and field. An entry that comes right fails until it is taken out.
_ASIDE = "a box beside the text that alone tells when and where"
WRONG: dict[tuple[str, str], str] = {
    ("tec-single", "address"): "the town in a line of its own, a link to a map behind it",
    ("tec-single", "categories"): "a label of categories in the event's details",
    ("localist", "venue"): "a place beside the text, with an icon for its label",
    ("localist", "address"): "a place beside the text, with an icon for its label",
    ("localist", "organizers"): "a department under its own label, beside the text",
    ("thinktank-panel", "online"): _ASIDE,
    ("thinktank-panel", "people"): "a position with a comma, the organisation on the next line",
    ("lawschool", "people"): "`with commentary by Judge NAME of the BODY`",
    ("luma", "organizers"): "a host's name above the title",
    ("handmade-dept", "title"): "a window's title that is the beginning of the headline",
    ("squarespace-concert", "end"): "two hours without a mark between them",
    ("squarespace-concert", "venue"): "name and street in elements that touch",
    ("squarespace-concert", "address"): "name and street in elements that touch",
    ("squarespace-concert", "people"): "instruments tell that they play",
    ("bookshop-conversation", "people"): "the order of appearance, of two who stand in the title",
    ("indico", "venue"): "a bare place below the days, while the title holds a word for an event",
    ("indico", "people"): "a label of persons in the chair that no language has",
    ("town-council", "address"): "the town behind a square, without a number",
    ("town-council", "people"): "who chairs, and a position that is all there is",
    ("ngo-webinar", "venue"): "a platform in a row of facts, while the first line says webinar",
}


def told(gold: Plain, field: str) -> object:
    post = to_dict(page(gold["html"]))
    match field:
        case "title" | "categories":
            return post[field]
        case "organizers":
            return [f"{o['name']} | {o['role']}" for o in post["organizers"]]
        case "people":
            return [_person(p) for p in post["participants"]]
    events = [flat(event) for event in post["schedule"]]
    value = events[0][field] if events else None
    if field == "online":
        return bool(value)
    return (value or "")[:16] if field in ("start", "end") else value or ""


def _person(person: Plain) -> str:
    held = (person["affiliations"] or [{"position": None, "organization": None}])[0]
    parts = (person["name"], person["role"], held["position"], held["organization"])
    return " | ".join(part or "" for part in parts)


@pytest.mark.parametrize(("name", "field"), cases({n: NONE | p for n, p in PAGES.items()}, WRONG, FIELDS))
def test_field(name: str, field: str) -> None:
    gold = (NONE | PAGES[name])[field]
    if field == "people":
        gold = [" | ".join(part.strip() for part in line.split("|")) for line in gold]
    assert told(PAGES[name], field) == (gold[:16] if field in ("start", "end") else gold)


@pytest.mark.parametrize("name", PAGES)
def test_other_events_are_none(name: str) -> None:
    assert len(page(PAGES[name]["html"]).schedule) <= 1


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("<li><b>Venue</b><span>Corn Hall</span></li>", ["Venue", "Corn Hall"]),
        ("<p><span>장소</span><a href=/m>한빛도서관 3층</a></p>", ["장소", "한빛도서관 3층"]),
        ("<p><b>Date</b>s of old coins were read by lamp.</p>", ["Dates of old coins were read by lamp."]),
        ("<p><b>Who</b><sup>1</sup> came to the old mill?</p>", ["Who1 came to the old mill?"]),
        ("<p><b>Where</b> <i>they</i> came from.</p>", ["Where they came from."]),
        ("<p><b>Time</b><i>: seven</i></p>", ["Time: seven"]),
    ],
)
def test_label_touches_value(row: str, lines: list[str]) -> None:
    text = document(f"<html><body><h1>Lamps of the harbour</h1>{row}</body></html>").text.splitlines()
    assert [line for line in text if line in lines] == lines


@pytest.mark.parametrize(
    ("hours", "start"),
    [
        ("6.30pm (doors 6pm)", "2025-02-20T18:30"),
        ("18:30 (doors 18:00)", "2025-02-20T18:30"),
        ("Doors 6pm, start 6.30pm", "2025-02-20T18:30"),
    ],
)
def test_hours_beside_doors(hours: str, start: str) -> None:
    prose = "<p>Lamps were lit along the quay for two hundred years, and some of them are still there.</p>"
    lines = f"<p>Thursday 20 February 2025</p><p>{hours}</p>"
    post = page(f"<html lang=en><body><h1>Lamps of the harbour</h1>{lines}{prose}</body></html>")
    assert [(event.start or "")[:16] for event in post.schedule] == [start]
    assert post.byline.published is None
