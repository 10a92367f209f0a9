"""Which part of a page is its post: marks that take text away, marks that look alike, figures and their buttons."""

import pytest

from postparse import parse

TEXT = [
    "The weir was rebuilt in three weeks by eleven people who had never laid a stone, and it has held ever since.",
    "Nobody expected that of it, least of all the river, which came up twice in April and went down again both times.",
    "The mill behind it has ground no flour since the war, but its wheel still turns, and children come to watch.",
    "What the stones cost is known to the penny, for the treasurer wrote it on the wall of the shed with a nail.",
]
ASIDE = "The river rises among reeds above the village and is crossed by nine bridges before it comes to the sea."


def body(inner: str) -> list[str]:
    page = f"<title>The weir holds</title><body><main><h1>The weir holds</h1>{inner}</main>"
    return [block.text for block in parse(page, format="html").blocks]


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


AWAY = {
    "a gallery": "<div class=photo-gallery><figure><figcaption>The river, from the mill</figcaption></figure></div>",
    "a slider": f"<ul class=slider__items><li>{ASIDE}</li></ul>",
    "a player": "<div class='audio-player'><p>Listen to this story</p><p>12:40</p></div>",
    "a film's name": "<div class=video-title>The river in May</div>",
    "what others wrote": "<div class=relacionadas><p>El molino arde</p></div>",
    "where to buy": "<div class=buylink><p>12 pounds at the mill</p></div>",
    "a button": "<p class=btn>Look</p>",
    "who wrote it": f"<div class='x-author-tooltip__bio'>{ASIDE}</div>",
}


@pytest.mark.parametrize("case", AWAY)
def test_marked_away(case: str) -> None:
    assert body(f"<div>{paragraphs(*TEXT[:2])}{AWAY[case]}{paragraphs(*TEXT[2:])}</div>") == TEXT


@pytest.mark.parametrize(
    "name", ["long-form__group", "article--longForm long-form", "social-media-embed", "follow-up", "id-n1AuAdJlVL"]
)
def test_marks_that_look_alike(name: str) -> None:
    inner = f"<div>{paragraphs(*TEXT)}<div class='{name}'>{paragraphs(ASIDE)}</div></div>"
    assert body(inner) == [*TEXT, ASIDE]


def test_gallery_that_is_the_post() -> None:
    inner = "".join(f"<figure><img><figcaption>{line}</figcaption></figure>" for line in TEXT)
    assert body(f"<div class=gallery>{inner}</div>") == TEXT


def test_text_by_its_test_id() -> None:
    parts = (
        f"<div><div data-testid='ArticleBody.Layout'>{paragraphs(*TEXT[:3])}</div></div><div><p>Our shop</p></div>"
        f"<div><div data-testid='ArticleBody.Layout'>{paragraphs(TEXT[3])}</div></div>"
    )
    assert [line for line in body(f"<article>{parts}</article>") if line in TEXT] == TEXT


FIGURES = [
    ("<button>play</button><div>play</div><img><figcaption>The weir</figcaption><h3>More films</h3>", ["The weir"]),
    ("<img><figcaption>The weir</figcaption><div class=caption>seen from the mill</div>", None),
    ("<blockquote>It will hold.</blockquote><figcaption>The miller</figcaption>", ["It will hold.", "The miller"]),
    ("<img><p>The weir</p>", ["The weir"]),
    ("<table><tr><td>May<td>12<tr><td>June<td>14</table><figcaption>Eels</figcaption>", ["May 12", "June 14", "Eels"]),
]


@pytest.mark.parametrize(("inside", "expected"), FIGURES)
def test_figures(inside: str, expected: list[str] | None) -> None:
    found = body(f"<div>{paragraphs(*TEXT[:2])}<figure>{inside}</figure>{paragraphs(*TEXT[2:])}</div>")
    assert [line for line in found if line not in TEXT] == (expected or ["The weir", "seen from the mill"])


def test_what_follows_in_the_same_part_of_the_page() -> None:
    shop = "We sell books on rivers, weirs and mills, and send them to any country but one, and are sorry. " * 2
    inner = f"<div><div>{paragraphs(*TEXT)}</div><div>{paragraphs(shop)}</div></div>"
    assert body(inner) == TEXT
