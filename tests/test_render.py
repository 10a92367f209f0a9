"""What is drawn: fits its width, is aligned, is harmless, and comes as the posts come."""

import doctest
import io
import json
import runpy
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from postparse import render
from postparse.api import Parsed
from postparse.document import Document
from postparse.outline import Outline
from postparse.post import (
    Affiliation,
    AgendaItem,
    Author,
    Byline,
    Event,
    Notice,
    Organizer,
    Participant,
    Post,
    PostLink,
    Source,
    SummarySection,
    Venue,
)
from postparse.render import Layout, human, screen, table
from postparse.render.card import card
from sampleset import ROOT

LONG = "unbroken" * 400

FULL = Post(
    source=Source("a/b.txt"),
    title="[강연] 밤의 등대에서 배운 것들, 그리고 灯台守の日記 — a keeper's winter on the rock",
    label="강연",
    byline=Byline((Author("Ines Okafor"), Author("편집부")), "2024-02-01T09:30", "2024-02-03", "Harbour Notes"),
    categories=("Walks", "등대"),
    tags=("boats",),
    comment_count=1,
    language="ko",
    schedule=(
        Event(
            start="2024-03-08T19:00+09:00",
            end="2024-03-08T21:00+09:00",
            timezone="Asia/Seoul",
            venue=Venue("파도책방 2층", "강원특별자치도 등대길 12", online=True),
            agenda=(
                AgendaItem("2024-03-08T19:00", "2024-03-08T19:20", "여는 말", ("금보라",)),
                AgendaItem(None, None, "이야기"),
            ),
            inferred=("year", "timezone"),
        ),
        Event(
            title="Walk", start="XXXX-05-02", status="cancelled", venue=Venue(url="https://example.org", online=True)
        ),
        Event(text="some time in spring"),
    ),
    participants=(
        Participant("금보라", ("보라",), "박사", "speaker", "강사", (Affiliation("등대지기", "항로표지관리소"),)),
        Participant("Jean-Baptiste de la Tour-Maubourg", role_text="Nachtwache", talk="On oil"),
        Participant(
            "明智", affiliations=(Affiliation("former Director of Lamps", LONG), Affiliation(None, "灯台協会"))
        ),
    ),
    organizers=(Organizer("파도책방", "host"), Organizer("Lamp Fund", "funder")),
    summary=(SummarySection("취지", "금보라", ("겨울 바다의 이야기. " * 60, "둘째")),),
    links=(PostLink("신청", "https://example.org/apply?" + LONG, "registration"), PostLink("more", None)),
    warnings=(
        Notice("schedule.year-unknown", "warning", "/schedule/1", "no year is given and nothing tells it"),
        Notice("schedule.zone-unknown", "info", "/schedule/1", "nothing tells the time zone"),
        Notice("schedule.zone-unknown", "info", "/schedule/2", "nothing tells the time zone"),
    ),
)
PLAIN = Post(title="Glass and compost", body=("First.", "Second."))


def parsed(post: Post, text: str = "") -> Parsed:
    document = Document(text, ())
    return Parsed(post, document, Outline(document, None, (), ()))


def sealed(name: str, posts: Iterator[Parsed], **asked: object) -> Iterator[str]:
    seal = render.sealer(render.by_name(name))
    return (seal(p, Layout(**asked)) for p in posts)  # type: ignore[arg-type]


def drawn(*posts: Post, name: str = "table", columns: int = 80, **asked: object) -> str:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        write = render.writer(render.by_name(name))
        write(sealed(name, (parsed(p) for p in posts), **asked), out, Layout(**asked))  # type: ignore[arg-type]
    return out.getvalue()


# The card.


@pytest.mark.parametrize("columns", [40, 60, 76, 80, 120, 200])
def test_a_card_fits_and_its_frame_is_straight(columns: int) -> None:
    lines = drawn(FULL, columns=columns, one=True).splitlines()
    assert max(map(cell_len, lines)) == min(columns, 120)
    frame = [line for line in lines if line[:1] in "╭│╰" and line]
    assert len(frame) > 12
    assert {cell_len(line) for line in frame} == {min(columns, 120)}
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize("columns", [60, 200])
def test_a_card_shows_everything_of_note(columns: int) -> None:
    shown = " ".join(drawn(FULL, columns=columns, one=True).split())
    for part in (
        *("Ines Okafor, 편집부 · 1 Feb 2024 09:30", "changed 3 Feb 2024", "Harbour Notes", "#boats", "1 comment"),
        *("Fri 8 Mar ~2024, 19:00–21:00 (~Asia/Seoul)", "파도책방 2층 · online", "~ inferred: year, timezone"),
        *("19:00–19:20 여는 말 금보라", "CANCELLED 2 May, year unknown", "some time in spring"),
        *("금보라 (보라) speaker 등대지기", "Nachtwache", "“On oil”", "灯台協会", "host 파도책방", "funder Lamp Fund"),
        *("취지 금보라", "… 1 more paragraph", "registration 신청 · https://example.org/apply", "1 other link"),
        *("! no year is given", "i nothing tells the time zone (2 times)"),
    ):
        assert part in shown


def test_every_affiliation_has_a_line_of_its_own() -> None:
    person = Participant("A. Bo", affiliations=(Affiliation("Editor", "Reed"), Affiliation("Diver", "Cove")))
    rows = drawn(Post(title="x", participants=(person,)), one=True).splitlines()[-2:]
    assert [row.split() for row in rows] == [["A.", "Bo", "Editor", "Reed"], ["Diver", "Cove"]]


def test_a_post_without_event_or_summary_shows_its_text() -> None:
    assert drawn(PLAIN, one=True) == " Glass and compost\n\n First.\n … 1 more paragraph\n"
    assert drawn(Post(), one=True) == " (no title)\n"
    assert drawn(replace(PLAIN, excerpt="In short."), one=True, keys=("summary",)).split("\n")[1] == " In short."


def test_cards_of_several_posts_are_parted_by_their_files() -> None:
    lines = drawn(FULL, PLAIN, cards=True, columns=60).splitlines()
    assert "─ a/b.txt ─" in lines[0]
    assert sum("─ - ─" in line for line in lines) == 1


# Rows.


@pytest.mark.parametrize("columns", [60, 90, 140, 200])
def test_rows_are_aligned(columns: int) -> None:
    head, rule, first, second = drawn(FULL, PLAIN, columns=columns).splitlines()
    assert cell_len(rule) == columns
    assert all(cell_len(line) <= columns for line in (head, first, second))

    def begins(line: str, word: str) -> int:
        return cell_len(line[: line.index(word)])

    assert begins(head, "Title") == begins(first, "[강") == begins(second, "Glass")
    assert begins(head, "Place") == begins(first, "파")
    assert ("File" in head) == (columns >= 140)


def test_rows_tell_the_day_of_publication_in_brackets() -> None:
    post = Post(title="x", byline=Byline(published="2024-05-02T10:00"))
    assert drawn(post).splitlines()[2].startswith("(2024-05-02)")
    assert drawn(replace(post, schedule=FULL.schedule)).splitlines()[2].startswith("~2024-03-08")


def test_rows_name_as_many_people_as_there_is_room_for() -> None:
    crowd = Post(title="x", participants=tuple(Participant(f"Person Number{n}") for n in range(9)))
    assert "Person Number0, Person Number1 +7" in drawn(crowd, columns=200)
    assert drawn(crowd, columns=60).split()[-1] == "9"


# Streams.


@pytest.mark.parametrize(
    ("name", "asked"), [("table", {}), ("table", {"cards": True}), ("json", {}), ("jsonl", {}), ("text", {})]
)
def test_each_post_is_written_before_the_next_is_read(name: str, asked: dict[str, bool]) -> None:
    out = io.StringIO()
    seen: list[int] = []

    def posts() -> Iterator[Parsed]:
        for number in range(5):
            seen.append(len(out.getvalue()))
            yield parsed(replace(PLAIN, title=f"Post {number}"), "some text\n")

    render.writer(render.by_name(name))(sealed(name, posts(), **asked), out, Layout(**asked))  # type: ignore[arg-type]
    assert seen == sorted(set(seen))


def test_json_of_many_is_one_array() -> None:
    assert json.loads(drawn(name="json")) == []
    assert [p["title"] for p in json.loads(drawn(PLAIN, FULL, name="json"))] == [PLAIN.title, FULL.title]
    assert isinstance(json.loads(drawn(PLAIN, name="json", one=True)), dict)


# Hostile text.

NASTY = "a\x1b[2Jb\x9bc\u202ed\u2028e\x85f\ud800g\ufeffh\x7fi[/b]:smile:"


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json_keeps_the_value_and_escapes_what_could_do_harm(name: str) -> None:
    shown = drawn(replace(PLAIN, title=NASTY), name=name, one=True)
    assert json.loads(shown)["title"] == NASTY
    assert shown.encode()
    assert name == "json" or len(shown.splitlines()) == 1
    assert not set(shown) & set("\x1b\x9b\u202e\u2028\x85\ufeff\x7f")


def test_pictures_show_what_could_do_harm_as_a_sign() -> None:
    for asked in ({"one": True}, {}):
        shown = drawn(replace(PLAIN, title=NASTY), columns=120, **asked)
        assert "a�[2Jb�c�d�e�f�g�h�i[/b]:smile:" in shown


def test_clean_keeps_offsets() -> None:
    assert len(screen.clean(NASTY)) == len(NASTY)
    assert screen.clean("é 등대 🏳️‍🌈\t\n", lines=True) == "é 등대 🏳️‍🌈\t\n"
    assert screen.clean("\t\n") == "��"


@pytest.mark.parametrize("columns", [40, 200])
def test_one_long_word_is_quick_and_fits(columns: int) -> None:
    huge = Post(title="x" * 10**6, body=("y" * 10**6,), participants=(Participant("z" * 10**5),) * 300)
    lines = drawn(huge, one=True, columns=columns).splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert len(lines) < 6000


# Times for people.


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (Event(start="2025-11-26T14:00+09:00", timezone="Asia/Seoul"), "Wed 26 Nov 2025, 14:00 (Asia/Seoul)"),
        (Event(start="2025-11-26T14:00+09:00"), "Wed 26 Nov 2025, 14:00 (UTC+09:00)"),
        (Event(start="2025-11-26T14:00-05:00"), "Wed 26 Nov 2025, 14:00 (UTC-05:00)"),
        (Event(start="2025-11-26T14:00Z"), "Wed 26 Nov 2025, 14:00 (UTC)"),
        (Event(start="2025-11-26T14:00", inferred=("meridiem",)), "Wed 26 Nov 2025, ~14:00"),
        (Event(start="2025-11-26T14:00", end="2025-11-26T17:00", inferred=("end",)), "Wed 26 Nov 2025, 14:00–~17:00"),
        (Event(start="2025-11-26", inferred=("date",)), "~Wed 26 Nov 2025"),
        (Event(start="2025-11-26", inferred=("month", "year")), "Wed 26 ~Nov ~2025"),
        (Event(start="2025-11-26", end="2025-11-26"), "Wed 26 Nov 2025"),
        (Event(start="2025-12-30", end="2026-01-02"), "Tue 30 Dec 2025 – Fri 2 Jan 2026"),
        (Event(start="2025-03-11", end="2025-03-13", inferred=("year",)), "Tue 11 Mar – Thu 13 Mar ~2025"),
        (Event(start="2025-03-11T22:00", end="2025-03-12T02:00"), "Tue 11 Mar 2025, 22:00 – Wed 12 Mar 2025, 02:00"),
        (Event(start="XXXX-02-29T14:00"), "29 Feb, year unknown, 14:00"),
        (Event(start="XXXX-XX-XXT15:30"), "day unknown, 15:30"),
        (Event(start="2025-11-XX"), "2025-11-XX"),
        (Event(start="2025-02-30"), "2025-02-30"),
        (Event(end="2025-11-26"), "until Wed 26 Nov 2025"),
        (Event(), ""),
    ],
)  # fmt: skip
def test_when(event: Event, told: str) -> None:
    assert human.when(event) == told


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(human) == doctest.TestResults(0, 5)


# The picture that opens the README.


def test_the_picture_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "scripts/picture.py"))
    assert made["PICTURE"].read_text("utf-8") == made["picture"](), "run scripts/picture.py"
    assert "@font-face" not in made["picture"](), "a picture that fetches fonts"


def test_a_card_can_be_drawn_again() -> None:
    console = Console(file=io.StringIO(), width=80)
    picture = card(FULL, Layout(one=True), 80)
    with console.capture() as first:
        console.print(picture)
    with console.capture() as second:
        console.print(picture)
    assert first.get() == second.get()
    assert table.NARROWEST == 40
