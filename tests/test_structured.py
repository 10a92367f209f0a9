"""Structured data to facts: one table a syntax."""

import json

import pytest

from postparse.page.facts import Fact
from postparse.page.loosejson import loads
from postparse.page.metatags import front_matter, links, meta
from postparse.page.structured import json_ld

ARTICLE = {
    "@type": "NewsArticle", "headline": "The weir holds", "datePublished": "2024-05-03",
    "author": [{"@type": "Person", "name": "Ada Okafor", "url": "https://mill.example/ada"}, {"name": "Bo Lind"}],
    "publisher": {"@type": "Organization", "name": "Mill Trust"}, "keywords": ["weir", "stone"],
    "articleBody": "The weir &amp;amp;amp; the mill",
}  # fmt: skip
EVENT = {
    "@type": "MusicEvent", "name": "Rope songs", "startDate": "2024-06-09T19:00",
    "eventStatus": "https://schema.org/EventPostponed",
    "location": {"@type": "Place", "name": "Mill Hall",
    "address": {"streetAddress": "1 Weir Lane", "addressLocality": "Dunmere"}},
    "performer": [{"name": "The Splices"}], "organizer": {"name": "Mill Trust"},
}  # fmt: skip


def read(*blocks: object) -> list[Fact]:
    return list(json_ld(b if isinstance(b, str) else json.dumps(b) for b in blocks))


def values(facts: list[Fact], prop: str, entity: str = "post") -> list[str]:
    return [f.value for f in facts if (f.property, f.entity) == (prop, entity)]


def test_article() -> None:
    facts = read(ARTICLE)
    assert values(facts, "headline") == ["The weir holds"]
    assert values(facts, "author") == ["Ada Okafor", "Bo Lind"]
    assert values(facts, "author.url") == ["https://mill.example/ada"]
    assert values(facts, "publisher") == ["Mill Trust"]
    assert values(facts, "keywords") == ["weir", "stone"]
    assert values(facts, "articleBody") == ["The weir &amp; the mill"]


@pytest.mark.parametrize(
    ("prop", "value"),
    [
        ("name", "Rope songs"),
        ("startDate", "2024-06-09T19:00"),
        ("eventStatus", "https://schema.org/EventPostponed"),
        ("location.name", "Mill Hall"),
        ("location.address", "1 Weir Lane, Dunmere"),
        ("performer.name", "The Splices"),
        ("organizer.name", "Mill Trust"),
    ],
)
def test_event(prop: str, value: str) -> None:
    assert values(read(EVENT), prop, "event#0") == [value]


def test_events_are_numbered() -> None:
    facts = read([EVENT, {**EVENT, "name": "Salt songs"}])
    assert values(facts, "name", "event#1") == ["Salt songs"]


def test_graph_with_references() -> None:
    graph = [
        {"@type": "WebSite", "@id": "#site", "name": "Mill Trust"},
        {"@type": "WebPage", "@id": "#page", "name": "Weir - Mill", "datePublished": "2024-05-02"},
        {"@type": "Article", "headline": "Weir", "author": {"@id": "#ada"}, "isPartOf": {"@id": "#page"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Okafor"},
        {"@type": "Article", "headline": "Salt"},
        {"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"item": {"name": "Water"}}]},
    ]
    facts = read({"@context": "https://schema.org", "@graph": graph})
    assert values(facts, "headline") == ["Weir"]
    assert values(facts, "author") == ["Ada Okafor"]
    assert values(facts, "headline", "related#0") == ["Salt"]
    assert values(facts, "name", "site") == ["Mill Trust"]
    assert values(facts, "breadcrumb") == ["Home", "Water"]


def test_a_page_node_serves_where_there_is_no_article() -> None:
    facts = read({"@type": "WebPage", "name": "Weir", "datePublished": "2024-05-02"})
    assert values(facts, "datePublished") == ["2024-05-02"]


BROKEN = {
    "comma before a bracket": '{"a": [1, 2,], }',
    "line end in a string": '{"a": [1,\n2], "b": "x\ny"}',
    "semicolon": '{"a": [1, 2]};',
    "comment marks": '<!-- {"a": [1, 2]} -->',
    "CDATA": '//<![CDATA[\n{"a": [1, 2]}\n//]]>',
    "comment": '{/* "b" */ "a": [1, 2]}',
    "rubbish behind": '{"a": [1, 2]} {"b": 1}',
}


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_mended(case: str) -> None:
    found = loads(BROKEN[case])
    assert isinstance(found, dict)
    assert found["a"] == [1, 2]


@pytest.mark.parametrize(
    "text",
    ["", "{", "nonsense", "[" * 100_000, '"' + '\\"' * 100_000, "/*" * 100_000, '{"a":' * 5_000],
    ids=["empty", "open", "word", "lists", "quotes", "comments", "objects"],
)
@pytest.mark.timeout(20)
def test_unreadable(text: str) -> None:
    assert loads(text) is None
    assert read(text) == []


def test_one_broken_block_loses_no_other() -> None:
    assert values(read("{", ARTICLE), "headline") == ["The weir holds"]


META = [
    ({"property": "og:title", "content": "The weir &amp; us"}, Fact("headline", "The weir & us", "post", "og")),
    ({"property": "og:site_name", "content": "Mill"}, Fact("name", "Mill", "site", "og")),
    ({"name": "author", "content": "Ada"}, Fact("author", "Ada", "post", "meta")),
    ({"property": "article:tag", "content": "weir"}, Fact("keywords", "weir", "post", "og")),
    ({"name": "DC.date.issued", "content": "2024-05-03"}, Fact("datePublished", "2024-05-03", "post", "dc")),
    ({"name": "dcterms.creator", "content": "Ada"}, Fact("author", "Ada", "post", "dc")),
    ({"name": "news_keywords", "content": "a, b"}, Fact("keywords", "a, b", "post", "news")),
    ({"itemprop": "datePublished", "content": "2024"}, Fact("datePublished", "2024", "post", "microdata")),
    ({"name": "og:title", "property": "x", "content": "Weir"}, Fact("headline", "Weir", "post", "og")),
]


@pytest.mark.parametrize(("tag", "fact"), META)
def test_meta(tag: dict[str, str], fact: Fact) -> None:
    assert list(meta([tag])) == [fact]


@pytest.mark.parametrize(
    "tag", [{"name": "viewport", "content": "x"}, {"name": "author"}, {"name": "author", "content": " "},
     {"content": "x"},
            {"name": "description", "content": "x" * 3000}]
)  # fmt: skip
def test_meta_that_says_nothing(tag: dict[str, str]) -> None:
    assert list(meta([tag])) == []


def test_links() -> None:
    tags = [
        {"rel": "canonical", "href": "https://mill.example/weir"},
        {"rel": "alternate", "hreflang": "ko", "href": "https://mill.example/ko/weir"},
        {"rel": "stylesheet", "href": "x.css"},
    ]
    assert [(f.property, f.source) for f in links(tags)] == [("url", "canonical"), ("workTranslation.ko", "hreflang")]


def test_front_matter() -> None:
    facts = list(
        front_matter(
            {"Title": "Weir", "tags": ["a", "b"], "authors": [{"name": "Ada"}], "venue": "Mill", "layout": "x"}
        )
    )
    assert facts == [
        Fact("headline", "Weir", "post", "front-matter"),
        Fact("keywords", "a", "post", "front-matter"),
        Fact("keywords", "b", "post", "front-matter"),
        Fact("author", "Ada", "post", "front-matter"),
        Fact("location.name", "Mill", "event#0", "front-matter"),
    ]
