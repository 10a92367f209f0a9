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
    "tags below their label": "<p>Tags</p><p><a href=/t/weir>weir</a>, <a href=/t/eel>eel</a></p>",
    "tags in a list": "<h3>Tags</h3><ul><li><a href=/t/weir>weir</a><li><a href=/t/eel>eel</a></ul>",
    "posts of the same kind": "<div class=wp-block-query><h2><a href=/mill>The mill burns</a></h2><p>Again</p></div>",
    "pointer in brackets": "[Related: <a href=/mill>The mill burns</a>]",
    "pointer that is a link": "<p><a href=/mill>Also read - The mill burns</a></p>",
    "pointer that is a link, Indonesian": "<p>Baca juga <a href=/mill>Kincir air di desa kami terbakar</a></p>",
    "pointer that is a link, Chinese": "<p>延伸閱讀 <a href=/mill>河邊的磨坊昨夜起火燒了三個小時</a></p>",
    "pointer, Norwegian": "Les også: Mølla brenner",
    "pointer, French": "Lire aussi : Le moulin brûle",
    "buttons": "Facebook Twitter Email",
    "advertisement": "Advertisement",
    "advertisement, Turkish": "REKLAM",
    "count of pictures": "Image 2 of 5",
    "length of a film": "00:00",
    "credit": "Photo by Mara Lind",
    "credit with an agency": "Mara Lind/Getty Images",
    "agency": "(Reuters)",
    "credit in a caption": "<figure><img src=a><figcaption>Mara Lind, AFP</figcaption></figure>",
}


@pytest.mark.parametrize("case", AMONG)
def test_lines_of_the_theme(case: str) -> None:
    assert body(*TEXT[:2], AMONG[case], TEXT[2]) == TEXT


KEPT = {
    "a sentence that says more": "More people came on Sunday than the shed could hold, and they stood in the rain.",
    "a label of its own": "Fee: 3 pounds a head",
    "a word that begins so": "Relatedness of eels and lampreys",
    "a sentence with a link": "More of it stands in [the book of the mill], which the school has.",
    "a long line that opens so": "Read more: " + TEXT[0] + " " + TEXT[1],
    "a line of words that are no buttons": "Ash Oak Elm",
    "a caption with its credit": "The weir in April. Mara Lind/Getty Images",
    "a line that names an agency": "He went to Reuters",
    "a figure with its unit": "12 eels",
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


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("03.03.2021, 16:24 • 5 minutes", False),
        ("Mar 3, 2021 4:05 PM Last changed", False),
        ("River Town, 3 March 2021", False),
        ("9 May 1987, 16:24 • 5 minutes", True),
    ],
)
def test_a_line_of_the_day_above_the_text(line: str, kept: bool) -> None:
    html = (
        '<title>The weir holds</title><meta property="article:published_time" content="2021-03-03T16:24:00+01:00">'
        f"<article><h1>The weir holds</h1><div>{line}</div>{''.join(f'<p>{t}</p>' for t in TEXT)}</article>"
    )
    assert list(parse(html, format="html").body) == [*([line] if kept else []), *TEXT]


def test_bold_lines_right_under_each_other_are_text() -> None:
    lines = ["Mill 14, Weir 11", "Lock 18, Quay 22", "Pier 9, Dock 30"]
    bold = [f"<p><b>{line}</b></p>" for line in lines]
    assert body(TEXT[0], *bold, *TEXT[1:]) == [TEXT[0], *lines, *TEXT[1:]]


def test_an_article_whose_text_is_cut_into_several_parts() -> None:
    parts = "".join(
        f"<div class='col'><div class='article-body'><p>{n} {t}</p></div></div>" for n, t in enumerate(TEXT)
    )
    html = f"<title>The weir holds</title><main><article><h1>The weir holds</h1>{parts}</article></main>"
    assert list(parse(html, format="html").body) == [f"{n} {t}" for n, t in enumerate(TEXT)]
    # of a page of several posts only the first is one
    posts = "".join(
        f"<article><h2>{n}</h2><div class='article-body'><p>{n} {t}</p></div></article>" for n, t in enumerate(TEXT)
    )
    assert len(parse(f"<title>The river</title><main>{posts}</main>", format="html").body) < 6


HEADS = ["The mill burns for two nights", "Eels come back to the lock", "A quay for small boats only"]


def teaser(head: str, deck: str = "Nobody had seen it coming, least of all those who slept there.") -> str:
    return f"<h3><a href=/x>{head}</a></h3><div>8 hours ago</div><p>{deck}</p>"


def test_teasers_of_other_posts_close_the_page() -> None:
    assert body(*TEXT * 3, "<h2>All the latest</h2>", *map(teaser, HEADS))[-1] == TEXT[2]
    # Among the text they end nothing.
    assert body(*map(teaser, HEADS), *TEXT * 3)[-3:] == TEXT


def test_a_post_that_lists_things_keeps_them() -> None:
    decks = [
        "It was a good price, they said, and nobody asked twice.",
        "It came with its own rope.",
        "It leaks, but slowly.",
    ]
    listed = body(TEXT[0], *map(teaser, HEADS, decks))
    assert [deck for deck in decks if deck in listed] == decks
    plain = [f"<p>{head}: <a href=/y>from the shop at the lock</a></p>" for head in HEADS]
    assert body(*TEXT, *plain)[-1].startswith(HEADS[2])
