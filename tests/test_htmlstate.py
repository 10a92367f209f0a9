"""What a framework's state in a page says of the post."""

import json

import pytest

import postparse

TITLE = "The ferry comes back"
TEXT = "The ferry leaves the old pier at low water, and nobody on the quay could say why it had ever left from there. "
PARTS = "".join(f"<p>{n} {TEXT}</p>" for n in range(8))


def page(state: str, shown: str = PARTS, head: str = "") -> str:
    return (
        f"<html><head><title>{TITLE} | Quay News</title>{head}</head><body><article><h1>{TITLE}</h1>{shown}</article>"
        f"{state}</body></html>"
    )


def script(data: object, opening: str = '<script id="__NEXT_DATA__" type="application/json">') -> str:
    return f"{opening}{json.dumps(data)}</script>"


def said(html: str) -> tuple[str | None, list[str], list[str]]:
    post = postparse.parse(html, format="html")
    return post.byline.published, [a.name for a in post.byline.authors], list(post.tags)


OWN = {
    "title": TITLE,
    "publishedAt": "2021-03-03T10:00:00+01:00",
    "author": {"name": "Berta Lund"},
    "tags": [{"name": "Boats"}],
}
OTHER = {
    "title": "Storm over the quay",
    "publishedAt": "2020-01-01",
    "author": {"name": "Carl Ohm"},
    "tags": ["Weather"],
}
WANT = ("2021-03-03T10:00:00+01:00", ["Berta Lund"], ["Boats"])


@pytest.mark.parametrize(
    "state",
    [
        script({"props": {"pageProps": {"latest": [OTHER], "post": OWN}}}),
        script({"cache": {"a": OTHER, "b": {"data": OWN}}}, "<script>window.__PRELOADED_STATE__ = "),
        script({"content": OWN}, "<script>window.__INITIAL_STATE__="),
        f"<script>window.__INITIAL_STATE__ = JSON.parse({json.dumps(json.dumps({'x': OWN}))});</script>",
        # Apollo: records name each other
        script(
            {
                "ROOT_QUERY": {"post": {"__ref": "Post:1"}},
                "Post:1": {**OWN, "author": {"__ref": "User:7"}},
                "User:7": {"id": 7, "name": "Berta Lund"},
            },
            "<script>window.__APOLLO_STATE__=",
        ),
        # Nuxt: each value once, elsewhere its number
        script(
            [
                {"post": 1},
                {"title": 2, "publishedAt": 3, "author": 4, "tags": 6},
                TITLE,
                OWN["publishedAt"],
                {"name": 5},
                "Berta Lund",
                [7],
                {"name": 8},
                "Boats",
            ],
            '<script type="application/json" id="__NUXT_DATA__">',
        ),
        # Arc: a story with paths of its own
        script(
            {
                "headlines": {"basic": TITLE},
                "display_date": OWN["publishedAt"],
                "credits": {"by": [{"name": "Berta Lund"}]},
                "taxonomy": {"tags": [{"text": "Boats"}]},
            },
            "<script>Fusion.globalContent=",
        ),
    ],
)
def test_the_object_that_bears_the_title_is_the_post(state: str) -> None:
    assert said(page(state)) == WANT


@pytest.mark.parametrize(
    "state",
    [
        script({"posts": [OTHER]}),
        script({"title": TITLE, "href": "/ferry"}),
        "<script>window.__NUXT__=(function(a){return {title:a}}('x'))</script>",
        '<script id="__NEXT_DATA__">{"title": "The ferry</script>',
        "<script>window.__INITIAL_STATE__ = undefined</script>",
        "__NEXT_DATA__",
        '<script id="__NEXT_DATA__">' + "[" * 50_000 + "</script>",
        '<script id="__NUXT_DATA__">[[1], [0], {"title": 3, "author": 2}, "The ferry comes back"]</script>',
    ],
)
def test_state_of_others_or_none_gives_nothing(state: str) -> None:
    assert said(page(state)) == (None, [], [])


def test_numbers_that_name_each_other_in_circles_end() -> None:
    many = {f"k{n}": 1 for n in range(500)}
    state = [[1], {"title": 2, "author": 1, **many}, TITLE, *[{"title": 2, "author": 1, **many} for _ in range(200)]]
    assert said(page(script(state, '<script type="application/json" id="__NUXT_DATA__">')))[0] is None


def test_moments_in_seconds_and_thousandths() -> None:
    for moment in (1614765600, 1614765600000):
        assert said(page(script({**OWN, "publishedAt": moment})))[0] == "2021-03-03T10:00:00+00:00"


def test_what_the_head_says_goes_first() -> None:
    head = '<script type="application/ld+json">' + json.dumps(
        {"@type": "Article", "headline": TITLE, "datePublished": "2021-03-04", "author": {"name": "Dora Holm"}}
    )
    assert said(page(script(OWN), head=head + "</script>"))[:2] == ("2021-03-04", ["Dora Holm"])


@pytest.mark.parametrize(
    "state",
    [
        script({**OWN, "body": PARTS + "<h2>Low water</h2>" + PARTS.replace("<p>", "<p>And ")}),
        '<script type="application/ld+json">'
        + json.dumps(
            {"@type": "Article", "headline": TITLE, "articleBody": PARTS.replace("<p>", "").replace("</p>", "\n")}
        )
        + "</script>",
    ],
)
def test_the_text_is_taken_from_data_where_the_page_shows_none(state: str) -> None:
    post = postparse.parse(page(state, shown="<p>Please switch on JavaScript.</p>"), format="html")
    assert post.title == TITLE
    assert post.body[:8] == tuple(f"{n} {TEXT.strip()}" for n in range(8))
    assert "Please switch on JavaScript." not in post.body
    shown = postparse.parse(page(state, shown="<p>Short. " + TEXT * 4 + "</p>"), format="html")
    assert len(shown.body) == 1
