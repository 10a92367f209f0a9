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
    ],
)
def test_byline(line: str, said: Said) -> None:
    prose = KOREAN if "작성" in line else PROSE
    post = postparse.parse(f"Boats in winter\n\n{line}\n\n{prose}\n\n{prose}")
    authors = [a.name for a in post.byline.authors]
    assert (authors, post.byline.published, list(post.categories), post.comment_count) == said


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
