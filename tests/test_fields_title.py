"""The headline of copied text, and the label that it opens with."""

import pytest

import postparse

PROSE = (
    "The lock keeper counted nine boats on Tuesday and none at all on Wednesday, which surprised nobody in the town."
)


@pytest.mark.parametrize(
    ("text", "title", "label"),
    [
        (f"Boats in winter\n\n{PROSE}", "Boats in winter", None),
        (f"[Open Talk] Boats in winter\n\n{PROSE}", "[Open Talk] Boats in winter", "Open Talk"),
        (f"【お知らせ】冬の舟\n\n{PROSE}", "【お知らせ】冬の舟", "お知らせ"),
        (f"Nota de prensa\n\nLas barcas vuelven al canal\n\n{PROSE}", "Las barcas vuelven al canal", None),
        (f"Pressemitteilung\n\nBoote im Winter\n\n{PROSE}", "Boote im Winter", None),
        (f"MEDIA ADVISORY: Boats in winter\n\n{PROSE}", "MEDIA ADVISORY: Boats in winter", "MEDIA ADVISORY"),
        (f"Workshop: Boats in winter\n\n{PROSE}", "Workshop: Boats in winter", None),
        (f"Home | Boats | Locks | About us\n\nBoats in winter\n\n{PROSE}", "Boats in winter", None),
        (f"Society for Slow Boats\nHome | Boats | Locks\n\nBoats in winter\n\n{PROSE}", "Boats in winter", None),
        (f"Home > News > Talks\n\nBoats in winter\n\n{PROSE}", "Boats in winter", None),
        (f"You are here: Home / News / Talks\n\nBoats in winter\n\n{PROSE}", "Boats in winter", None),
        (f"Skip to content\nBoats in winter\n\n{PROSE}", "Boats in winter", None),
        (f"메인 > 소식 > 공지\n\n[안내] 겨울 배 이야기\n\n{PROSE}", "[안내] 겨울 배 이야기", "안내"),
        (f"Topic: Boats in winter\nDates: 3-May-95\nTime: 3:30\n\n{PROSE}", "Boats in winter", None),
        (f"点击上方“慢船社”关注我们\n\n冬天的船\n\n{PROSE}", "冬天的船", None),
        ("", None, None),
        ("12 34 56", None, None),
    ],
)
def test_title(text: str, title: str | None, label: str | None) -> None:
    post = postparse.parse(text)
    assert (post.title, post.label) == (title, label)


def test_title_of_a_page_is_the_marked_heading_without_the_site() -> None:
    page = f"""<html><head><title>Boats in winter | Slow Boats</title></head><body>
    <div class="logo"><a href="/">Slow Boats</a></div><article><h1 class="entry-title">Boats in winter</h1>
    <p>{PROSE}</p></article></body></html>"""
    assert postparse.parse(page, format="html").title == "Boats in winter"
