"""Bylines as copied from platforms: authors, dates, comments, categories, tags."""

import pytest

import postparse

PROSE = (
    "The lock keeper counted nine boats on Tuesday and none at all on Wednesday, which surprised nobody in the town."
)
KOREAN = "갑문지기는 화요일에 배 아홉 척을 세었고 수요일에는 한 척도 세지 못했는데, 마을에서 놀란 사람은 아무도 없었다."
Said = tuple[list[str], str | None, list[str], int | None]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("by | Jan 27, 2026 | Boats, Open Locks | 0 comments", ([], "2026-01-27", ["Boats", "Open Locks"], 0)),
        ("by Ada Okafor | Jan 5, 2024 | Boats | 3 comments", (["Ada Okafor"], "2024-01-05", ["Boats"], 3)),
        ("Posted on March 4, 2025 by Ada Okafor", (["Ada Okafor"], "2025-03-04", [], None)),
        ("July 2, 2025 by Ada Okafor Leave a Comment", (["Ada Okafor"], "2025-07-02", [], None)),
        ("Submitted by lockkeeper on Mon, 09/16/2024 - 13:40", (["lockkeeper"], "2024-09-16T13:40", [], None)),
        ("Ada Okafor · 26 Feb 2025", (["Ada Okafor"], "2025-02-26", [], None)),
        ("By admin | 2024-05-06", ([], "2024-05-06", [], None)),
        ("14 April 2025\n—\nby\nAda Okafor\nin\nBoats", (["Ada Okafor"], "2025-04-14", ["Boats"], None)),
        ("5 February 2026", ([], "2026-02-05", [], None)),
        ("작성자 오솔길 작성일24-10-28 14:22 조회311회 댓글2건", (["오솔길"], "2024-10-28T14:22", [], 2)),
        ("작성자: 관리자 | 등록일: 2023.08.21", ([], "2023-08-21", [], None)),
        ("Nobody signed this", ([], None, [], None)),
        ("한소담 기자\n입력 2024.05.20 10:12", (["한소담"], "2024-05-20T10:12", [], None)),
        (
            "[가람신문] 한소담·이가온 기자 s@g.example\n2024.05.20",
            (["한소담", "이가온"], "2024-05-20", [], None),
        ),
        ("기자 간담회\n2024.05.20", ([], "2024-05-20", [], None)),
        ("記者林曉帆／基港報導\n2024/03/16 11:20", (["林曉帆"], "2024-03-16T11:20", [], None)),
        ("本报记者 林晓帆\n2024-03-16", (["林晓帆"], "2024-03-16", [], None)),
        ("发布时间：2024-06-18来源：县文化馆作者：陆远帆浏览次数：156", (["陆远帆"], "2024-06-18", [], None)),
        ("by lockkeeper » 14 Sep 2022", (["lockkeeper"], "2022-09-14", [], None)),
        ("By Ada Okafor\n3 May 2024\n0 comments", (["Ada Okafor"], "2024-05-03", [], 0)),
        ("投稿日：令和6年4月1日", ([], "2024-04-01", [], None)),
        ("發布日期：民國113年4月1日", ([], "2024-04-01", [], None)),
    ],
)
def test_byline(line: str, said: Said) -> None:
    prose = KOREAN if "작성" in line else PROSE
    post = postparse.parse(f"Boats in winter\n\n{line}\n\n{prose}\n\n{prose}")
    authors = [a.name for a in post.byline.authors]
    assert (authors, post.byline.published, list(post.categories), post.comment_count) == said


@pytest.mark.parametrize("line", ["No comments", "댓글 0", "0 comments"])
def test_a_byline_that_counts_comments_is_no_menu_and_no_end(line: str) -> None:
    texts = ("The river rose in the night, and the gate was shut.", "Nobody came to the lock before noon on that day.")
    post = postparse.parse("\n\n".join(["Boats in winter", f"by Ada Okafor\n{line}", *texts, "Leave a reply\nName"]))
    assert (post.title, post.body) == ("Boats in winter", texts)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Posted: 05/11/2024", None),
        ("Posted: 25/11/2024", "2024-11-25"),
        ("Posted: 11/25/2024", "2024-11-25"),
        ("Published: 31/31/2024", None),
    ],
)
def test_a_date_that_could_be_read_two_ways_is_not_guessed(line: str, published: str | None) -> None:
    assert postparse.parse(f"Boats in winter\n\n{line}\n\n{PROSE}").byline.published == published


def test_other_dates_of_the_post_tell_the_order_of_day_and_month() -> None:
    text = f"Boats in winter\n\nPosted: 05/11/2024\n\n{PROSE} We row until 3 December 2024, and then again from spring."
    assert postparse.parse(text).byline.published == "2024-11-05"


@pytest.mark.parametrize(
    ("tail", "tags", "categories"),
    [
        ("Tags: boats, slow water", ["boats", "slow water"], []),
        ("Filed Under: Locks, Boats", [], ["Locks", "Boats"]),
        ("태그: 배, 갑문", ["배", "갑문"], []),
    ],
)
def test_tags_and_categories_at_the_end(tail: str, tags: list[str], categories: list[str]) -> None:
    post = postparse.parse(f"Boats in winter\n\n{PROSE}\n\n{tail}\n")
    assert (list(post.tags), list(post.categories)) == (tags, categories)
    assert post.body == (PROSE,)


def test_breadcrumb_serves_as_category_without_home_and_title() -> None:
    post = postparse.parse(f"Home > News > Talks\n\nBoats in winter\n\n{PROSE}")
    assert post.categories == ("News", "Talks")


@pytest.mark.parametrize(
    ("name", "content", "tags"),
    [
        ("keywords", "Boats, 100312362, Rivers", ["Boats", "Rivers"]),
        ("parsely-tags", "Page Type: Article, Language: English, Day: Friday, Boats", ["Boats"]),
        ("parsely-tags", "quay.example, 2fd0c1de-9a1f-4c0e-8f3b-0a2b3c4d5e6f, Boats", ["Boats"]),
        ("keywords", "Rivers: a history, Boats", ["Rivers: a history", "Boats"]),
        ("keywords", "2024, Node.js, three.js", ["2024", "Node.js", "three.js"]),
        ("keywords", "深水 渡船 码头 桥梁", ["深水", "渡船", "码头", "桥梁"]),
        ("keywords", "渡船 码头", ["渡船 码头"]),
    ],
)
def test_keywords_for_readers(name: str, content: str, tags: list[str]) -> None:
    head = f"<title>The quay</title><meta name='{name}' content='{content}'>"
    html = f"{head}<link rel=canonical href='https://quay.example/a'><h1>The quay</h1><p>It stands.</p>"
    assert list(postparse.parse(html, format="html").tags) == tags


STORY = "After two months of waiting and a flooded printing house we have dry copies of this book."


@pytest.mark.parametrize(
    ("foot", "categories"),
    [
        ("Posted in News\nShare on WhatsApp\nLeave a reply Cancel reply", ("News",)),
        ("Posted in News, Books", ("News", "Books")),
        ("Publicado en Libros\nCompartir en WhatsApp\nDeja un comentario Cancelar la respuesta", ("Libros",)),
        ("Posted in May 2025\nShare on WhatsApp", ()),
    ],
)
def test_the_line_that_files_a_post_is_no_residue(foot: str, categories: tuple[str, ...]) -> None:
    language = "es" if "Publicado" in foot else "en"
    post = postparse.parse(f"The isle of tractors\n\nBy Mara Lind\n\n{STORY}\n\n{STORY}\n\n{foot}", language=language)
    assert post.categories == categories
