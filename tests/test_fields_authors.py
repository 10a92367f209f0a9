"""Whose names a page's byline gives, and which names beside it are none."""

import pytest

import postparse

PROSE = "The ferry leaves the old pier at low water, and nobody on the quay could say why it had ever left from there. "
TEXT = f"<p>{PROSE * 2}</p>" * 10
HEAD = '<title>Boats in winter</title><meta property="og:site_name" content="Harbour Post">'


def authors(line: str, head: str = "", end: str = "", tail: str = "") -> list[str]:
    html = (
        f"<html lang=en><head>{HEAD}{head}</head><body><nav>Home News Boats</nav><main><article>"
        f"<h1>Boats in winter</h1>{line}<div class=article-body><p>{PROSE * 3}</p>{TEXT}{tail}</div></article>"
        f"{end}</main>"
    )
    return [a.name for a in postparse.parse(html, format="html").byline.authors]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<header><p>By Berta Lund March 3, 2021</p></header>", ["Berta Lund"]),
        ("<div class=author-card><p>Berta Lund</p></div>", ["Berta Lund"]),
        ("<div class=post-meta>Berta Lund 03.03.2021, 13:56</div>", ["Berta Lund"]),
        ("<div class=post-meta>Berta Lund,</div>", ["Berta Lund"]),
        ("<p>By Berta Lund (press officer)</p>", ["Berta Lund"]),
        ("<p>Posted on March 3, 2021 by Berta Lund in <a href=/n>News</a></p>", ["Berta Lund"]),
        ("<p>By Berta Lund in Paris and Jon Tan in Rome</p>", ["Berta Lund", "Jon Tan"]),
        ("<p>By Angelo di Livio</p>", ["Angelo di Livio"]),
        ("<div class=post-meta>Harbour and Quays</div>", []),
        ("<div class=post-meta>Berta Lund</div>", ["Berta Lund"]),
        ("<div class=post-meta>March 3, 2021 Berta Lund 0</div>", ["Berta Lund"]),
        ("<div class=post-meta>ByBerta Lund</div>", ["Berta Lund"]),
        ("<div class=post-meta>Ein Artikel von Berta Lund | 03.03.2021</div>", ["Berta Lund"]),
        ("<p>03.03.2021 - Berta Lund</p>", ["Berta Lund"]),
        ("<p>03.03.2021 - Quay Street</p>", []),
        ("<p>Berta Lund is 40 on March 3, 2021</p>", []),
        ("<aside class=byline>Berta Lund and Cora Holm</aside>", ["Berta Lund", "Cora Holm"]),
        ("<p>By Berta Lund, Harbour Post</p>", ["Berta Lund"]),
        ("<p class=author>Berta Lund</p><p class=author>Senior Politics Editor</p>", ["Berta Lund"]),
        ("<p class=author>Berta Lund</p><p class=author>Berta Lund Senior Writer</p>", ["Berta Lund"]),
        ("<p class=author>Commentary by</p><p class=author>Berta Lund</p>", ["Berta Lund"]),
        ("<div class=author>von Redaktion, 24. Januar 2022</div>", ["Redaktion"]),
        ("<div class=author>Redaktion: Berta Lund</div>", ["Berta Lund"]),
        ("<div class=author>편집부</div>", ["편집부"]),
        # What follows a name behind a comma or a bar and is none: a place, a paper; an agency in small letters signs.
        ("<div class=author>Berta Lund, Bergen</div>", ["Berta Lund"]),
        ("<div class=author>Berta Lund | The Weekly Boat</div>", ["Berta Lund"]),
        (
            "<div class=author>Berta Lund, Jan Luka Holm and Cora Holm</div>",
            ["Berta Lund", "Jan Luka Holm", "Cora Holm"],
        ),
        ("<div class=author>Berta Lund, Cora Holm and Adam Baker</div>", ["Berta Lund", "Cora Holm", "Adam Baker"]),
        ("<div class=author>Von Berta Lund, Cora Holm, nda</div>", ["Berta Lund", "Cora Holm", "nda"]),
        ("<div class=author>Par Berta Lund(Bruxelles, bureau européen)</div>", ["Berta Lund"]),
        ("<div class=author>Berta Lund @bertalund</div>", ["Berta Lund"]),
        ("<div class=author>https://example.org/berta</div>", []),
        # Dates and times in figures, glued or not.
        ("<div class=author>Posted by Berta 21.10.2019</div>", ["Berta"]),
        ("<div class=author>Von B. L. am 07.08.2013 um 09:07 Uhr</div>", ["B. L"]),
        ("<div class=author>Posted by Berta Lund at 2:33 PM</div>", ["Berta Lund"]),
        ("<div class=author>boatman1984</div>", ["boatman1984"]),
        # Who took the pictures did not write.
        ("<div class=author>Photo: Cora Holm</div>", []),
        ("<div class=author>Text: Berta Lund, Fotos: Cora Holm</div>", ["Berta Lund"]),
        ("<div class=author>Berta Lund Illustration by Cora Holm</div>", ["Berta Lund"]),
        ("<div class=author>글: 이보람 | 사진: 최하늘</div>", ["이보람"]),
        ("<div class=author>Text und Interview: Berta Lund</div>", ["Berta Lund"]),
        # In a part apart right below the title: the whole line is marked, or a link in it.
        ("<div class=social-share><p class=author>李明华 2017-03-01 14:27:02</p></div>", ["李明华"]),
        (
            "<aside><p><a rel=author href=/b>Berta Lund</a> and <a rel=author href=/c>Cora Holm</a></p></aside>",
            ["Berta Lund", "Cora Holm"],
        ),
        ("<aside><p><a rel=author href=/b>More of this</a></p></aside>", []),
        ("<p class=author>Super User</p>", []),
        # Words of a sentence.
        ("<div class=author>on this site</div>", []),
        ("<div class=author>Berta is</div>", []),
        ("<div class=author>especially boats.</div>", []),
        ("<div class=author>admin</div>", []),
    ],
)
def test_a_byline_is_read_in_whatever_part_of_the_page_it_stands_beside_the_title(line: str, names: list[str]) -> None:
    assert authors(line) == names


TEASERS = "".join(
    f"<div><h3>{n} boats</h3><p>By {n} Lund</p></div>" for n in ("Ada", "Berta", "Cora", "Dora", "Edda", "Frida")
)


def test_bylines_by_the_dozen_far_from_the_title_are_those_of_other_posts() -> None:
    assert authors("", end=f"<div>{TEASERS}</div>") == []
    assert authors("", '<meta name=author content="Gerda Holm">', f"<div>{TEASERS}</div>") == ["Gerda Holm"]
    assert authors("", tail="<p>By Berta Lund</p>") == ["Berta Lund"]


def test_a_byline_adds_to_the_authors_that_structured_data_know() -> None:
    said = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "Boats", "author": "Berta Lund"}</script>'
    )
    assert authors("<p>By Berta Lund and Cora Holm</p>", said) == ["Berta Lund", "Cora Holm"]
    assert authors("<p>By Cora Holm</p><p>With Berta Lund</p>", said) == ["Berta Lund"]


def test_a_papers_authors_are_those_that_its_citation_gives() -> None:
    cited = "".join(f'<meta name="citation_author" content="{n} Lund">' for n in ("Ada", "Berta", "Cora", "Dora"))
    shown = "<p>Ada Lund, Berta Lund, Cora Lund, Dora Lund</p><p class=author>Find this author elsewhere</p>"
    assert authors(shown, cited) == ["Ada Lund", "Berta Lund", "Cora Lund", "Dora Lund"]


def test_a_body_in_a_meta_tag_is_whoever_runs_the_site() -> None:
    assert authors("", '<meta name=author content="Quay Software GmbH">') == []
    assert authors("", '<meta name=author content="Berta Lund">') == ["Berta Lund"]


def test_a_byline_of_a_german_board() -> None:
    board = (
        "<html lang=de><title>Boote im Winter</title><h1>Boote im Winter</h1>"
        "<div class=submitted>Gespeichert von bootsfrau am 24. Juli 2017 - 18:55</div>"
        "<p>Die Fähre legt bei Niedrigwasser am alten Steg ab, und niemand am Kai konnte sagen, warum das so ist.</p>"
    )
    assert [a.name for a in postparse.parse(board, format="html").byline.authors] == ["bootsfrau"]


def test_the_sites_own_name_is_no_author() -> None:
    assert authors("", '<meta name=author content="HarbourPost">') == []


def test_names_by_the_dozen_below_are_those_of_other_posts() -> None:
    teasers = "".join(f"<div><a rel=author href=/{n}>{n} Lund</a></div>" for n in ("Ada", "Berta", "Cora", "Dora"))
    assert authors("", end=f"<section>{teasers}</section>") == []


@pytest.mark.parametrize("line", ["Words of it.", "by the river", "Text by the sea and the pier"])
def test_small_words_sign_nothing(line: str) -> None:
    assert postparse.parse(f"A title here\n\n{line}\n\n{PROSE}\n", format="text").byline.authors == ()


def test_the_title_of_another_post_that_begins_as_a_byline_ends_names_no_category() -> None:
    more = "<h4>More</h4><ul><li><a href=/2>In praise of the slow train</a></li></ul>"
    html = f"<html lang=en><body><h1>Boats in winter</h1><p>March 3, 2021</p>{TEXT}{more}</body></html>"
    assert postparse.parse(html, format="html").categories == ()
