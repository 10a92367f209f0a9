"""What is told of a run: lines for people, and the report that programs read."""

import json
import re
import time
from pathlib import Path

import jsonschema
import pytest

from postparse.diagnostics import CODES
from postparse.post import Event, Notice, Participant, Post, Source
from postparse.run import report, tally
from postparse.run.report import Failure, Run
from postparse.run.tally import FIELDS, Tally
from sampleset import ROOT

SCHEMA = json.loads((ROOT / "src/postparse/data/report.schema.json").read_text("utf-8"))
DOCS = (ROOT / "docs/batch.md").read_text("utf-8")

POST = Post(
    source=Source("a.txt"),
    title="Ropes",
    language="en",
    schedule=(Event(start="2024-05-14"),),
    participants=(Participant("Una Okoro"), Participant("Emil Quayle")),
    warnings=(Notice("schedule.zone-unknown", "info", "/schedule/0", "-"),),
)
BARE = Post(source=Source("b.html", format="html"), warnings=(Notice("title.missing", "warning", "/title", "-"),))
SOME = tally.total([tally.of(POST)] * 199 + [tally.of(BARE)])
RUN = Run(["posts/"], {"include": "*.txt"}, "out.jsonl", "pool", 2, "2026-01-31T09:30:00Z", 4.0)


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((1, 0, 0), "1 post"),
        ((0, 1, 0), "0 posts, 1 failed"),
        ((5, 0, 3), "5 posts, 3 passed over (no posts)"),
        ((12_345, 1000, 2), "12,345 posts, 1,000 failed, 2 passed over (no posts)"),
    ],
)
def test_the_first_line(counts: tuple[int, int, int], line: str) -> None:
    assert report.counted(*counts) == line


def test_few_posts_are_one_line() -> None:
    assert report.lines(tally.total([tally.of(POST)] * 20), 1, 2, 0.3) == [
        "20 posts, 1 failed, 2 passed over (no posts)"
    ]
    assert report.lines(Tally(), 0, 0, 0.0) == ["0 posts"]


def test_many_posts_are_told_of() -> None:
    told = report.lines(SOME, 2, 0, 4.0)
    assert told[:4] == [
        "200 posts, 2 failed",
        "  time      4.0 s, 50 posts a second",
        "  events    199 in >99 % of the posts",
        "  people    398 in >99 % of the posts",
    ]
    assert told[4].split() == ["filled", "title", ">99", "%", "byline.authors", "0", "%", "byline.published", "0", "%"]
    assert told[-2:] == [
        "  warnings  199  schedule.zone-unknown       nothing tells the time zone; times are local",
        "              1  title.missing               no line could be told to be the title",
    ]
    assert max(map(len, told)) < 100


def test_most_frequent_codes_come_first_and_the_rest_is_counted() -> None:
    codes = {code: 10 * number for number, code in enumerate(CODES, 1)}
    told = report.lines(SOME._replace(warnings=codes), 0, 0, 4.0)
    shown = [code for line in told for code in CODES if f" {code} " in line]
    assert shown == list(reversed(CODES))[:6]
    assert re.fullmatch(rf" +[\d,]+  of {len(CODES) - 6} other codes", told[-1])


def test_posts_of_earlier_runs_count_for_no_speed() -> None:
    assert "50 posts a second" not in report.lines(SOME, 0, 0, 4.0, before=100)[1]
    assert report.lines(SOME, 0, 0, 4.0, before=100)[1].endswith(" 25 posts a second")


def test_where_failures_are_kept_is_said() -> None:
    assert report.lines(Tally(posts=3), 1, 0, 1.0, kept="bad/")[-1] == "  kept      what failed is in bad/"
    assert report.lines(Tally(posts=3), 0, 0, 1.0, kept="bad/") == ["3 posts"]


@pytest.mark.parametrize(
    ("count", "posts", "share"),
    [(0, 9, "0 %"), (9, 9, "100 %"), (1, 1000, "<1 %"), (999, 1000, ">99 %"), (1, 3, "33 %"), (0, 0, "0 %")],
)
def test_percent(count: int, posts: int, share: str) -> None:
    assert report.percent(count, posts) == share


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (59.9, "59.9 s"), (61, "1 min 01 s"), (3600 * 5 + 60 * 7, "5 h 07 min")]
)
def test_spans_of_time(seconds: float, text: str) -> None:
    assert report.lines(SOME, 0, 0, seconds)[1].startswith(f"  time      {text},")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("counted", [Tally(), SOME])
def test_the_report_follows_the_schema(counted: Tally) -> None:
    failures = [Failure("a\udcff.txt", 0, "it is no text", "a-0123.txt"), Failure("b.jsonl", 17, "it took over 60 s")]
    made = report.of(RUN, counted, 2, 1, failures)
    jsonschema.validate(json.loads(json.dumps(made)), SCHEMA)
    assert list(made) == list(SCHEMA["properties"])
    assert list(made["fields"]) == list(FIELDS)  # type: ignore[arg-type]


def test_what_the_report_says() -> None:
    made = report.of(RUN._replace(before=100, resumed=True), SOME, 2, 1, [Failure("b.jsonl", 17, "bad")], "x")
    assert made["posts_per_second"] == 25.0
    assert made["fields"]["title"] == {"posts": 199, "share": 0.995}  # type: ignore[index, call-overload]
    assert made["languages"] == {"en": 199}
    assert made["failures"] == [{"path": "b.jsonl", "post": 17, "reason": "bad", "kept": None}]
    assert made["warnings"] == [
        {"code": c, "severity": CODES[c][0], "count": n, "meaning": CODES[c][1]}
        for c, n in (("schedule.zone-unknown", 199), ("title.missing", 1))
    ]
    assert (made["ended"], made["options"], made["resumed"]) == ("x", {"include": "*.txt"}, True)


def test_now_is_a_time_in_utc() -> None:
    told = time.strptime(report.now(), "%Y-%m-%dT%H:%M:%SZ")
    assert abs(time.mktime(told) - time.mktime(time.gmtime())) < 10


def test_the_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    made = report.of(RUN, SOME, 1, 0, [Failure("\u202eevil\x1b[2J\udcff.txt", 0, "no text")])
    report.write(str(path), made)
    assert json.loads(path.read_text("utf-8")) == made
    assert not re.search("[\x7f-\x9f\u202e\ud800-\udfff\x1b]", path.read_text("utf-8"))
    before = path.read_bytes()
    with pytest.raises(TypeError):
        report.write(str(path), {**made, "posts": object()})  # type: ignore[dict-item]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_page_tells_of_every_key() -> None:
    for key in SCHEMA["properties"]:
        assert f"`{key}`" in DOCS, key
    for key in ("fields", "warnings", "failures"):
        held = SCHEMA["properties"][key]
        for inner in held.get("items", held.get("additionalProperties"))["properties"]:
            assert f"`{inner}`" in DOCS, inner


def test_the_page_shows_the_lines_as_they_are() -> None:
    codes = {"schedule.zone-unknown": 1900, "schedule.year-inferred": 600}
    told = report.lines(Tally(posts=3700, events=2900, people=8100, warnings=codes), 3, 12, 41.3, kept="bad/")
    shown = [re.sub(r"\b\d+ %", "0 %", line) for line in DOCS.split("## At the end")[1].splitlines()]
    for line in told:
        plain = re.sub(r" +", " ", f"postparse: {line}")
        assert plain in [re.sub(r" +", " ", s) for s in shown], plain
