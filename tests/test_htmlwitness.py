"""A page's own articleBody as a witness of what its text is."""

import json

import pytest

from postparse import parse

LONG = [
    "The weir was rebuilt in three weeks by eleven people who had never laid a stone, and it has held ever since.",
    "Nobody expected that of it, least of all the river, which came up twice in April and went down again both times.",
    "The mill behind it has ground no flour since the war, but its wheel still turns, and children come to watch.",
    "What the stones cost is known to the penny, for the treasurer wrote it on the wall of the shed with a nail.",
    "What the work cost nobody counted, and the eleven say that they would rather not be told of it at all.",
    "In autumn the council will send somebody to look at it, who will find, they hope, nothing to write down.",
]
EXTRA = "Our readers choose each Friday which of the bridges, weirs and ferries we should write about next time."
NAMED = "Ada Lind is a reporter who has written of rivers, canals and the people who keep them for more than ten years."


def page(body: str | None, lines: list[str]) -> list[str]:
    told = json.dumps({"@type": "NewsArticle", "headline": "The weir holds", "articleBody": body})
    inner = "".join(line if line[0] == "<" else f"<p>{line}</p>" for line in lines)
    found = parse(
        f"<title>The weir holds</title><script type='application/ld+json'>{told if body else '{}'}</script>"
        f"<article><h1>The weir holds</h1>{inner}</article>",
        format="html",
    ).blocks
    return [block.text for block in found]


CASES = {
    "a line between and one behind it": ([*LONG[:3], EXTRA, *LONG[3:], NAMED], "\n".join(LONG), LONG),
    "markup written as text": ([*LONG, NAMED], "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in LONG), LONG),
    "captions, lists and quotes stay": (
        [*LONG[:3], "<figure><img><figcaption>The weir in May</figcaption></figure>", "<ul><li>ash</ul>", *LONG[3:]],
        " ".join(LONG),
        [*LONG[:3], "The weir in May", "ash", *LONG[3:]],
    ),
    "a beginning only": ([*LONG, EXTRA], " ".join(LONG)[:400], [*LONG, EXTRA]),
    "its first half": ([*LONG, *(f"Again: {line}" for line in LONG)], " ".join(LONG), None),
    "another text": ([*LONG, EXTRA], NAMED * 8, [*LONG, EXTRA]),
    "a letter that differs": ([LONG[0], "O" + LONG[1][1:], *LONG[2:]], " ".join(LONG), None),
}


@pytest.mark.parametrize("case", CASES)
def test_article_body(case: str) -> None:
    lines, told, expected = CASES[case]
    assert page(told, lines) == (expected or lines)


def test_puts_back_what_a_mark_took() -> None:
    lines = [*LONG[:2], f"<div class='promo'><p>{LONG[2]}</p></div>", *LONG[3:]]
    assert LONG[2] in page(" ".join(LONG), lines)


def test_keeps_text_beside_what_it_knows() -> None:
    told = [LONG[0], *LONG[2:]]
    lines = [*told[:2], f"{LONG[1]} {EXTRA}", *told[2:]]
    assert page("\n".join(told), lines) == lines
