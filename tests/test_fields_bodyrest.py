"""What a page's theme sets among the text, and what only looks alike."""

import pytest

from postparse import parse

TEXT = [
    "The weir was rebuilt in three weeks by eleven people who had never laid a stone, and it has held ever since.",
    "Nobody expected that of it, least of all the river, which came up twice in April and went down again both times.",
    "What the stones cost is known to the penny, for the treasurer wrote it on the wall of the shed with a nail.",
]
BIO = "Ada Lind has written of rivers and of the people who keep them for more than ten years."


def body(*lines: str, author: str = "Ada Lind") -> list[str]:
    inner = "".join(line if line[0] == "<" else f"<p>{line}</p>" for line in lines)
    return list(
        parse(
            f"<title>The weir holds</title><meta name=author content='{author}'>"
            f"<article><h1>The weir holds</h1>{inner}</article>",
            format="html",
        ).body
    )


AMONG = {
    "appeal": "Sign up for our letter from the river, every Friday, and read what the mill is up to.",
    "appeal in another language": "Hier können Sie unsere Sendungen hören, jeden Freitag um acht, und auch am Abend.",
    "appeal in brackets": "[Want great stories in your box each morning? Create an account.]",
    "consent": "An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt.",
    "pointer": "Read more: The mill burns",
    "pointer with a bar": "MORE | The mill burns",
    "pointer, Norwegian": "Les også: Mølla brenner",
    "pointer, French": "Lire aussi : Le moulin brûle",
    "buttons": "Facebook Twitter Email",
}


@pytest.mark.parametrize("case", AMONG)
def test_lines_of_the_theme(case: str) -> None:
    assert body(*TEXT[:2], AMONG[case], TEXT[2]) == TEXT


KEPT = {
    "a sentence that says more": "More people came on Sunday than the shed could hold, and they stood in the rain.",
    "a label of its own": "Fee: 3 pounds a head",
    "a long line that opens so": "Read more: " + TEXT[0] + " " + TEXT[1],
    "a line of words that are no buttons": "Ash Oak Elm",
}


@pytest.mark.parametrize("case", KEPT)
def test_lines_that_look_alike(case: str) -> None:
    assert KEPT[case] in body(*TEXT[:2], KEPT[case], TEXT[2])


def test_repeated_text() -> None:
    assert body(TEXT[0], TEXT[0], *TEXT[1:]) == TEXT


def test_a_plan_repeats_its_entries() -> None:
    entry = "Two eggs, a slice of bread with salt, half a pound of plums, and as much tea as goes into the blue pot."
    days = [f"<ul><li>{day}<li>{entry}<li>a<li>b<li>c<li>d<li>e</ul>" for day in ("Monday", "Tuesday")]
    assert body(*TEXT, *days).count(entry) == 2


def test_portrait_of_the_author() -> None:
    assert body(*TEXT, "<h3>About the author</h3>", BIO) == TEXT
    assert body(*TEXT, BIO) == TEXT


def test_an_author_who_is_in_the_text() -> None:
    told = "It was Ada Lind who drew the plan, on the back of a sack, and who paid for the first cart of stones."
    assert BIO in body(*TEXT, told, BIO)


OTHERS = "<h2>More from the mill</h2><ul><li><a href=/a>The mill burns</a><li><a href=/b>A cart of salt</a></ul>"


def test_other_posts() -> None:
    assert body(*TEXT, OTHERS) == TEXT


def test_a_section_that_goes_on() -> None:
    text = [*TEXT, "<h2>More from the mill</h2>", *(f"Again: {line}" for line in TEXT)]
    assert len(body(*text)) == 7
