"""Every sample gives exactly what its JSON says: one test a field, so that a failure names what broke."""

import pytest

from sampleset import KEYS, expectation, expected, got, names, written

# (sample, field) that the parser gets wrong, and what it does. The JSON says what is right; an entry whose
# test passes fails the run, so that this table can only tell the truth.
WRONG: dict[tuple[str, str], str] = {
    (
        "broken/truncated-wordpress.html",
        "byline",
    ): "no address for the author; the site's name in the window's title is no publisher",
    ("broken/unclosed-tags.html", "body"): "people under a label that was lost stay in the body",
    (
        "broken/unclosed-tags.html",
        "participants",
    ): "a label in angle brackets is taken for a tag by the parser of pages",
    ("html/blogger-greenhouse.html", "byline"): "the blog's name in the page's head is not taken as the publisher",
    (
        "html/divi-radio-roundtable.html",
        "byline",
    ): "the address of an author's link is kept only where metadata repeat it",
    ("html/divi-radio-roundtable.html", "participants"): "an occupation in no vocabulary is read as an organisation",
    (
        "html/drupal-tide-seminar.html",
        "byline",
    ): "10/02/2024 is read with the day first, though the weekday printed before it says otherwise; no publisher",
    ("html/drupal-tide-seminar.html", "participants"): "a rank before the name becomes honorific and position",
    ("html/gnuboard-market-hearing.html", "byline"): "the site's name in the page's logo is not taken as the publisher",
    ("html/gnuboard-market-hearing.html", "categories"): "the board's name above the post is not taken as its category",
    (
        "html/gnuboard-market-hearing.html",
        "participants",
    ): "an occupation and its organisation without a comma are not parted",
    (
        "html/medium-crossing-essay.html",
        "byline",
    ): "the address of an author's link is kept only where metadata repeat it; the byline has no text",
    ("html/medium-crossing-essay.html", "tags"): "links to tags below the article are not told by their address",
    (
        "html/rescheduled-bridge-lecture.html",
        "participants",
    ): "an organisation with a comma and an ampersand is cut in two",
    ("html/table-choir-day.html", "body"): "rows of unknown roles stay in the body",
    ("html/table-choir-day.html", "participants"): "role words in no vocabulary: Leader, Accompanist",
    ("html/tistory-concert-review.html", "byline"): "the byline has no text",
    (
        "html/wordpress-mudlark-report.html",
        "byline",
    ): "the address of an author's link is kept only where metadata repeat it; the update loses its time",
    (
        "html/wordpress-mudlark-report.html",
        "schedule",
    ): "'boathouse of the ..., Bermondsey' in prose is not parted into name and address",
    ("text/bboard-colloquium.txt", "body"): "lines of a message's head stay in the body",
    ("text/bboard-colloquium.txt", "byline"): "From and Date of a message's head are not read in plain text",
    ("text/bboard-colloquium.txt", "organizers"): "a person on the host line is taken as an organizer",
    (
        "text/bboard-colloquium.txt",
        "participants",
    ): "the topic line is not given as the talk, the host of a speaker is no participant",
    (
        "text/cellar-spring-diary.txt",
        "byline",
    ): "'Posted by NAME at TIME' below the text is not joined with the date above the title",
    (
        "text/de-podium-kiosk.txt",
        "participants",
    ): "'Auf dem Podium' gives speakers, an occupation in no vocabulary no position",
    ("text/kelp-webinar.txt", "body"): "the headline stays in the body, because the site's name is taken for it",
    ("text/kelp-webinar.txt", "byline"): "a site's name on the first line of a text is not taken as the publisher",
    ("text/kelp-webinar.txt", "title"): "a site's name on the first line of a text is taken for the title",
    ("text/ko-delivery-forum.txt", "participants"): "an occupation of two words is read as an organisation",
    ("text/ko-ferry-news.txt", "byline"): "a reporter's line is not read as the author",
    ("text/ko-ferry-news.txt", "participants"): "people in Korean prose, with their parts told by verbs",
    ("text/ko-ferry-news.txt", "warnings"): "goes with the schedule: the day is marked as worked out",
    ("text/ko-reading-night-report.txt", "participants"): "an occupation in no vocabulary is read as an organisation",
    (
        "text/ko-streetlight-press.txt",
        "participants",
    ): "an occupation of two words is parted into organisation and position",
    (
        "text/ko-tree-names-euckr.txt",
        "participants",
    ): "an occupation that is also a role word replaces the role of the label",
    (
        "text/ko-weaving-school.txt",
        "participants",
    ): "an occupation of two words is parted into organisation and position",
    ("text/night-bakery-report.txt", "body"): "the category line and the heading above what a speaker said stay",
    ("text/night-bakery-report.txt", "categories"): "a category alone on a line below the date is not known as one",
    ("text/night-bakery-report.txt", "schedule"): "'Corner Mill in Galway' is not parted into name and address",
    ("text/night-bakery-report.txt", "summary"): "'What NAME said' does not count as a heading of a summary",
    (
        "text/orchard-reading-invitation.txt",
        "participants",
    ): "'the archivist NAME' gives no position; 'hosted by NAME.' keeps the full stop and makes a moderator",
    ("text/orchard-reading-invitation.txt", "schedule"): "a place in prose that opens with a small letter",
    ("text/seed-library-congress.txt", "body"): "headings of days stay when their slots have gone into the agenda",
    (
        "text/seed-library-congress.txt",
        "participants",
    ): "the title of a slot is not given as the talk of the speaker below it",
    ("text/tram-line-forum.txt", "byline"): "a site's name on the first line of a text is not taken as the publisher",
}


def _cases() -> list[object]:
    cases: list[object] = []
    for name in names():
        for field in ("error",) if "error" in (expected(name) or {}) else KEYS:
            reason = WRONG.get((name, field))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            cases.append(pytest.param(name, field, marks=marks, id=f"{name}-{field}"))
    return cases


@pytest.mark.parametrize("name", names())
def test_an_expectation_lies_beside_it(name: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-samples"):
        _update(name)
        pytest.fail("expectations were rewritten; read the diff, then run again without --update-samples")
    assert expected(name) is not None, f"{expectation(name)} is missing: see `just update-samples`"
    keys = tuple(expected(name) or {})
    assert keys in (KEYS, ("error",))
    assert expectation(name).read_text("utf-8") == written(expected(name) or {})


def _update(name: str) -> None:
    """Write the output down, but keep by hand what is known to be wrong."""
    new, old = dict(got(name)), expected(name) or {}
    new.update({field: old[field] for field in new if (name, field) in WRONG and field in old})
    expectation(name).write_text(written(new), "utf-8")


@pytest.mark.parametrize(("name", "field"), _cases())
def test_field(name: str, field: str) -> None:
    want = expected(name)
    assert want is not None, "no expectation"
    if field == "warnings":
        # First by code and field: a warning nobody expected should be readable in the failure.
        assert _codes(got(name)) == _codes(want)
    assert got(name).get(field, got(name)) == want[field]


def _codes(data: dict[str, object]) -> list[tuple[str, str]]:
    return [(w["code"], w["field"]) for w in data.get("warnings", [])]  # type: ignore[attr-defined]


def test_no_expectation_without_a_sample() -> None:
    from sampleset import FOLDER, KINDS

    known = {expectation(name) for name in names()}
    assert not sorted({p for k in KINDS for p in (FOLDER / k).rglob("*.json")} - known)


def test_no_two_samples_share_an_expectation() -> None:
    assert len({expectation(name) for name in names()}) == len(names())


def test_what_is_known_wrong_exists() -> None:
    assert not {key for key in WRONG if key[0] not in names() or key[1] not in KEYS}
