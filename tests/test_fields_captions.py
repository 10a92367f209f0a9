"""Captions of pictures: what they show stays, whose the picture is goes."""

import pytest

from postparse import parse

TEXT = [
    "The weir was rebuilt in three weeks by eleven people who had never laid a stone, and it has held ever since.",
    "Nobody expected that of it, least of all the river, which came up twice in April and went down again both times.",
]


def captions(*figures: str) -> list[str]:
    inner = "".join(f"<p>{line}</p>" for line in TEXT)
    page = f"<title>The weir holds</title><article><h1>The weir holds</h1>{''.join(figures)}{inner}</article>"
    return [block.text for block in parse(page, format="html").blocks if block.text not in TEXT]


def figure(text: str) -> str:
    return f"<figure><img src=a><figcaption>{text}</figcaption></figure>"


MARKED = {
    "in its own element": "<figcaption>The weir in May <span class=credit>Mara Lind</span></figcaption>",
    "in an element before the text": "<figcaption><span class=credit>Mara Lind</span>The weir in May</figcaption>",
    "in a block": "<figcaption><p>The weir in May</p><div class='img__credits'>Mara Lind</div></figcaption>",
    "named by a build": "<div class=caption>The weir in May<span class='CaptionCredit-xkQz'>Mara Lind</span></div>",
    "in microdata": "<figcaption>The weir in May <span itemprop=copyrightHolder>Mara Lind</span></figcaption>",
    "beside the caption": "<figcaption>The weir in May</figcaption><small class=photo-credit>Mara Lind</small>",
    "in brackets around the element": "<figcaption>The weir in May (<i class=source>Mara Lind</i>)</figcaption>",
}


@pytest.mark.parametrize("case", MARKED)
def test_credit_that_is_marked(case: str) -> None:
    assert captions(f"<figure><img src=a>{MARKED[case]}</figure>") == ["The weir in May"]


WRITTEN = [
    "The weir in May (Photo: Mara Lind)",
    "The weir in May. (Mara Lind/Pier Press)",
    "The weir in May [Image credit: Mara Lind]",
    "The weir in May (AP)",
    "The weir in May. Mara Lind/Getty Images",
    "The weir in May. Mara B. Lind / Reuters",
    "The weir in May © Mara Lind | Pier Press",
    "The weir in May | Foto: Mara Lind",
    "The weir in May.Foto: Mara Lind",
    "The weir in May Bild © Mara Lind",
    "The weir in May. Photo by Mara Lind for Pier Press.",
    "The weir in May. (Photo by Mara Lind) Photo by Mara Lind",
    "The weir in May. Courtesy of Mara Lind",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_credit_that_is_written(written: str) -> None:
    assert [text.rstrip(".") for text in captions(figure(written))] == ["The weir in May"]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("川の堰、5月（写真：中村写真館）", "川の堰、5月"),
        ("5월의 보. 사진: 한강통신", "5월의 보."),
        ("Плотина в мае. Фото: Мара Линд", "Плотина в мае."),
        ("La presa en mayo. EFE", "La presa en mayo."),
    ],
)
def test_credit_in_other_languages(written: str, bare: str) -> None:
    assert captions(figure(written)) == [bare]


KEPT = [
    "Ada Lind (left) and her brother at the weir in May",
    "The weir, as a photo by the village school shows it",
    "He said at the weir: it will hold",
    "The weir (rebuilt in 2019)",
    "Photographs by the children hang in the shed, next to the tools",
    "Spring/Summer",
    "Source of the river, seen from the weir",
    "Left: the weir, right: the mill",
]


@pytest.mark.parametrize("written", KEPT)
def test_captions_that_hold_no_credit(written: str) -> None:
    assert captions(figure(written)) == [written]


def test_source_away_from_pictures_is_text() -> None:
    quoted = "<p>As they say at the mill, <span class=source>the river knows</span> when to stop.</p>"
    assert captions(quoted) == ["As they say at the mill, the river knows when to stop."]


def test_picture_shown_twice_with_two_credits() -> None:
    assert captions(figure("The weir in May. AP"), figure("The weir in May. (AP)")) == ["The weir in May."]
