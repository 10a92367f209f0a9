"""Lines to blocks: bullets, groups, copied tables, and prose that was wrapped by hand."""

import pytest

from postparse.document import normalise
from postparse.readers.text import blocks_of

WRAPPED = """The committee met on the second floor, because the first was full of
water, and agreed that the boats should be counted again before anyone
signs for them. Nobody had brought a pencil, so the count will be made
next week.

Hall of the Ropemakers
12 Weir Lane
Ludlow

Those who can row are asked to come early, those who cannot are asked to
hold the lamp, and those who do neither may bring soup."""


def test_wrapped_prose_is_joined_and_short_lines_are_not() -> None:
    blocks = list(blocks_of(WRAPPED))
    assert [b.text[:12] for b in blocks] == ["The committe", "Hall of the ", "12 Weir Lane", "Ludlow", "Those who ca"]
    assert blocks[0].text.endswith("made next week.")
    for block in blocks:
        assert WRAPPED[block.span.start : block.span.end].split() == block.text.split()


def test_lines_of_a_text_with_long_paragraphs_are_not_joined() -> None:
    long = (
        "A paragraph on one line, as browsers give it, goes on and on until it is really done with its business. " * 2
    )
    text = (
        f"{long}\n\nSpeaker: Ada Okafor, Director of the Society for Slow Boats and Locks\nmeeting room on the left\n"
    )
    assert len(list(blocks_of(text))) == 3


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (
            "A talk on ropes and what they hold will be given on Tuesday in Sollund\nHall 12. All are welcome to it.",
            False,
        ),
        (
            "A talk on ropes and what they hold will be given on Tuesday, 6 May, in\nSollund Hall 12. All are welcome.",
            True,
        ),
        ("The reading by Ada Okafor has been moved to Ekdal 7 (which I am told\nEmil knows). Still at 3:30.", True),
        ('Ada Okafor will be speaking about "A Short History of Ropes\nand Knots" on Friday.', True),
        ('Ada Okafor will be speaking about "A Short History of Ropes, and\nKnots" on Friday in Ekdal 7.', True),
        ("12:30  A short history of ropes and of what they held for the\nRoom 12    Guild of Ropemakers", False),
        ("                     THE GUILD OF ROPEMAKERS AND\n                     Friends of the Lock", False),
        ("Friday 6 May, 3:30 pm, Sollund Hall 12 (upstairs), Ludlow\nAda Okafor, Guild of Ropemakers", False),
        ("ロープの歴史についての公開講座を開催します。どなたでもお越しください。\n会場：市民会館", False),
    ],
)
def test_few_lines_are_joined_where_one_breaks_off(text: str, joined: bool) -> None:
    assert len(list(blocks_of(text))) == (1 if joined else 2)


def test_lines_stand_in_a_frame() -> None:
    text = "  |                    |\n  |   ROPE SEMINAR     |\n  |    Ada Okafor      |\n  | one | two | three |"
    assert [b.text for b in blocks_of(text)] == ["ROPE SEMINAR", "Ada Okafor", "| one | two | three |"]


@pytest.mark.parametrize(
    ("line", "bullet", "text"),
    [
        ("– Ada Okafor (Chair)", "–", "Ada Okafor (Chair)"),
        ("■日時：3月2日", "■", "日時：3月2日"),
        ("1. First things", "1.", "First things"),
        ("① 등록", "①", "등록"),
        ("가. 개회", "가.", "개회"),
        ("2024. 11. 16.(토) 13:30", None, "2024. 11. 16.(토) 13:30"),
        ("3. 15.(토) 오후", None, "3. 15.(토) 오후"),
        ("-no bullet", None, "-no bullet"),
        ("–", None, "–"),
    ],
)
def test_bullets(line: str, bullet: str | None, text: str) -> None:
    (block,) = blocks_of(line)
    assert (block.bullet, block.text) == (bullet, text)


def test_groups_and_rules() -> None:
    blocks = list(blocks_of("Title\n=====\nfirst\n\n* * *\n\nsecond"))
    assert [(b.text, b.group) for b in blocks] == [("Title", 1), ("first", 1), ("second", 3)]


def test_a_copied_table_has_cells() -> None:
    text = "Date\tWednesday\nRoom\t\tB 12"
    rows = list(blocks_of(text))
    assert [[text[c.start : c.end] for c in row.cells] for row in rows] == [["Date", "Wednesday"], ["Room", "B 12"]]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("so\u00adft \u200bzero\ufeff \u202egnp\u202c", "soft zero gnp"),
        ("e\u0301", "é"),
        ("bell\x07 esc\x1b[31m", "bell esc[31m"),
        ("lone \ud800", "lone \ufffd"),
    ],
)
def test_normalised(raw: str, text: str) -> None:
    assert normalise(raw) == text
