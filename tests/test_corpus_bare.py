"""A day and an hour without a label near the title: the event's where the post announces, else of publication."""

from functools import cache

import pytest

from corpusset import posts
from postparse import parse

LANGUAGES = posts("bare/lines.toml")

# The place that each layout must give, by its key; None where none is asked.
LAYOUTS: dict[str, tuple[str, str | None]] = {
    "place behind the time": ("{plain}\n\n{day}, {clock}, {place}\n\n{will}\n", "place"),
    "place below the time": ("{noun}\n\n{day}, {clock}\n{hall}\n\n{will}\n", "hall"),
    "a line each": ("{plain}\n\n{day}\n{clock}\n{hall}\n\n{will}\n", "hall"),
    "title tells": ("{noun}\n\n{day}, {clock}\n\n{will}\n", None),
    "stamp above": ("{noun}\n\n2024-05-20 16:04\n\n{day}, {clock}\n{hall}\n\n{will}\n", "hall"),
    "text tells": ("{plain}\n\n{day}, {clock}\n\n{will}\n", None),
    "no weekday": ("{plain}\n\n{date}, {clock}, {hall}\n\n{will}\n", "hall"),
    "below the text": ("{noun}\n\n{will}\n\n{day}, {clock}\n{place}\n", "place"),
}

NEWS = "{story}\n\n{stamp}\n\n{told}\n\n{told}\n"
SIGNED = "{story}\n\nMara Quill | {stamp}\n\n{told}\n"
EVENTFUL = "{noun}\n\n{stamp}\n\n{told}\n\n{told}\n"


@cache
def read(text: str) -> tuple[list[tuple[str | None, str | None]], str | None]:
    post = parse(text)
    return [(e.start, e.venue and e.venue.name) for e in post.schedule], post.byline.published


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_line_is_the_event_s(language: str, layout: str) -> None:
    form, place = LAYOUTS[layout]
    lines = LANGUAGES[language]
    events, published = read(form.format(**lines))
    assert [(start or "")[:16] for start, _ in events] == ["2024-06-13T19:00"]
    assert published in (None, "2024-05-20T16:04")
    if place:
        assert events[0][1] == lines[place]


@pytest.mark.parametrize("form", [NEWS, SIGNED, EVENTFUL], ids=["news", "signed", "a report's title"])
@pytest.mark.parametrize(
    ("language", "at"), [(name, i) for name, t in LANGUAGES.items() for i in range(len(t["stamps"]))]
)
def test_stamp_is_of_publication(language: str, at: int, form: str) -> None:
    lines = LANGUAGES[language]
    events, published = read(form.format(stamp=lines["stamps"][at], **lines))
    assert events == []
    assert published is None or published[:10] == "2024-06-13"
