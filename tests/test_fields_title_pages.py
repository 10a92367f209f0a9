"""Which of a page's headings is the headline, and what in it is."""

import pytest

import postparse

PROSE = (
    "The lock keeper counted nine boats on Tuesday and none at all on Wednesday, which surprised nobody in the town. "
    "On Thursday it rained, and the ducks had the canal to themselves from the mill down to the second bridge."
)


def page(body: str, window: str, head: str = "") -> str:
    return f"<html><head><title>{window}</title>{head}</head><body>{body}<p>{PROSE}</p><p>{PROSE}</p></body></html>"


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


def ld(headline: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}"}}</script>'


def trail(last: str, below: str) -> str:
    crumbs = '<li><a href="/">Start</a></li><li><a href="/news">News</a></li>'
    return f"<nav><ul>{crumbs}<li><h1>{last}</h1></li></ul></nav><article>{below}"


@pytest.mark.parametrize(
    ("body", "window", "head", "title"),
    [
        # A breadcrumb ends with the title for search engines; the headline below it is in the metadata.
        (
            trail("Kanal gesperrt: Schleuse, Enten, Regen", "<h2>Neun Boote, dann keines</h2>"),
            "Kanal gesperrt: Schleuse, Enten, Regen | Der Bote",
            og("Neun Boote, dann keines"),
            "Neun Boote, dann keines",
        ),
        (
            trail("Canal fermé : écluse, canards, pluie", "<h2>Neuf bateaux, puis plus aucun</h2>"),
            "Canal fermé : écluse, canards, pluie",
            og("Canal fermé : écluse, canards, pluie") + ld("Neuf bateaux, puis plus aucun"),
            "Neuf bateaux, puis plus aucun",
        ),
        (
            trail("운하 폐쇄 안내 총정리", "<h2>수요일의 운하</h2><h2>배 아홉 척, 그리고 정적</h2>"),
            "운하 폐쇄 안내 총정리",
            og("수요일의 운하: 배 아홉 척, 그리고 정적"),
            "배 아홉 척, 그리고 정적",
        ),
        # What metadata do not know is a deck or a part of the text; what stands far below, another post.
        (
            trail("Nine boats, then none", "<h2>What the lock keeper saw on Wednesday</h2>"),
            "Nine boats, then none",
            og("Nine boats, then none"),
            "Nine boats, then none",
        ),
        (
            trail("Nine boats, then none", f"<p>{PROSE}</p><h2>The ducks have the canal</h2>"),
            "Nine boats, then none",
            ld("The ducks have the canal"),
            "Nine boats, then none",
        ),
        # What a theme sets before a headline hides it no longer.
        (
            "<h1>Annals of the canal</h1><h3>■ Nine boats on Tuesday, and on Wednesday none at all</h3>",
            "Annals of the canal - Nine boats on Tuesday, and on Wednesday none at all",
            "",
            "■ Nine boats on Tuesday, and on Wednesday none at all",
        ),
        # A teaser with some of the window's words, among related posts, is none.
        (
            "<h1>How the canal is kept in winter</h1>"
            '<div class="related"><ul><li><h4>When are boats on the canal in June?</h4></li></ul></div>',
            "Canal in winter: when are boats on the canal?",
            "",
            "How the canal is kept in winter",
        ),
        # Readings above letters are no part of the text.
        (
            "<h1><ruby>冬<rp>(</rp><rt>ふゆ</rt><rp>)</rp></ruby>の<ruby>舟<rt>ふね</rt></ruby></h1>",
            "冬の舟 | 運河だより",
            "",
            "冬の舟",
        ),
        # Marks within the heading part the kicker, or the deck where metadata know the headline too.
        (
            '<h1>Canal closed : <span class="headline">Nine boats, then none</span></h1>',
            "Canal closed: Nine boats, then none",
            "",
            "Nine boats, then none",
        ),
        (
            '<h1><span class="headline">Nine boats, then none</span> <i class="subtitle">A week at the lock</i></h1>',
            "Nine boats, then none",
            ld("Nine boats, then none"),
            "Nine boats, then none",
        ),
        (
            '<h1><span class="headline">Nine boats</span>: <span class="headline">a week at the old lock</span></h1>',
            "Nine boats: a week at the old lock",
            "",
            "Nine boats: a week at the old lock",
        ),
        (
            "<h1>Canal closed: Nine boats, then none</h1>",
            "Canal closed: Nine boats, then none",
            ld("Nine boats, then none"),
            "Canal closed: Nine boats, then none",
        ),
    ],
)
def test_headline(body: str, window: str, head: str, title: str) -> None:
    assert postparse.parse(page(body, window, head), format="html").title == title


@pytest.mark.parametrize("level", [2, 3, 4])
def test_the_one_heading_above_a_byline_where_the_window_names_site_and_board(level: int) -> None:
    page = (
        "<title>항만조합 - 자료실</title><table><tr><td><a href=/>소개</a> | <a href=/b>자료실</a></td></tr></table>"
        f"<div class=boardRead><div class=titleArea><h{level}><a href='/b/55'>가을 조합원 학교</a></h{level}></div>"
        "<div class=readHeader><span class=author>글쓴이 : 교육국</span> <span class=date>2023.08.21</span></div>"
        "<div class=xe_content><p>국솥 하나가 백 킬로그램입니다. 허리로 들지 않고 같이 듭니다.</div></div>"
    )
    assert postparse.parse(page, format="html").title == "가을 조합원 학교"
