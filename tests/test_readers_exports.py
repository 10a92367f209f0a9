"""Exports of publishing platforms and feeds: what they say comes back, what visitors don't see does not."""

import io
import json
import time
import zipfile
from pathlib import Path
from typing import cast

import pytest

from exportset import EXPORTS, posts, sample, until_error
from postparse import api, inputs
from postparse.errors import SourceError
from postparse.post import Post
from postparse.readers import ghostcards
from postparse.readers.xmlstream import elements, text_of
from postparse.run import batch


def said(post: Post) -> dict[str, object]:
    """What a container may say of a post, without what it does not."""
    byline = post.byline
    found = {
        "title": post.title,
        "id": post.source.id,
        "url": post.source.url,
        "slug": post.slug,
        "status": post.status,
        "authors": [(a.name, a.url) if a.url else a.name for a in byline.authors],
        "published": byline.published,
        "modified": byline.modified,
        "publisher": byline.publisher,
        "categories": post.categories,
        "tags": post.tags,
        "comments": post.comment_count,
        "language": post.language,
        "excerpt": post.excerpt,
        "body": post.body,
        "starts": [e.start for e in post.schedule],
    }
    return {key: value for key, value in found.items() if value not in (None, (), [])}


GHOST = [
    {
        "title": "Low water at the pilot house", "id": "65a1", "slug": "low-water", "status": "published",
        "authors": ["Marta Lindqvist", "Kwabena Osei"], "published": "2025-02-19T07:30:00+00:00",
        "modified": "2025-02-20T09:15:00+00:00", "publisher": "Harbour Archive", "tags": ("Walks",), "language": "en",
        "excerpt": "A walk below the tide line.", "body": ("The pilot house opens once a year.", "Bring boots."),
        "starts": ["2025-03-08T10:00"],
    },
    {
        "title": "Knots, named & unnamed", "id": "65a2", "slug": "knots", "status": "published",
        "authors": ["Kwabena Osei"], "published": "2025-01-04T10:00:00+00:00", "publisher": "Harbour Archive",
        "language": "en", "excerpt": "On what sailors call their knots.",
        "body": ("Some knots have three names, the others none at all.", "bowline", "Wet rope holds."),
    },
    {
        "title": "How to find us", "id": "65a3", "slug": "find-us", "status": "published",
        "published": "2024-05-01T10:00:00+00:00", "publisher": "Harbour Archive", "language": "en",
        "body": ("Quays & <boats>", "You may look at the map", "of the mole below.", "Line four to the mole.",
                 "ring", "wait"),
    },
]  # fmt: skip
BLOGGER = [
    {
        "title": "Fog bells, an evening", "id": "tag:blogger.com,1999:blog-500.post-11", "slug": "fog-bells",
        "url": "https://harbour.blog.example/2025/02/fog-bells.html", "status": "published",
        "authors": ["Kwabena Osei"], "published": "2025-02-12T09:30:00+01:00", "modified": "2025-02-13T10:00:00+01:00",
        "publisher": "Harbour Archive", "tags": ("evenings", "fog & bells"), "comments": 2, "language": "en",
        "body": ("The bells were rung by hand until 1952.",), "starts": ["2025-03-07T19:00"],
    },
    {
        "id": "tag:blogger.com,1999:blog-500.page-13", "slug": "about", "status": "published",
        "url": "https://harbour.blog.example/p/about.html", "authors": ["Marta Lindqvist"],
        "published": "2020-02-01T09:30:00+01:00", "modified": "2020-02-01T09:30:00+01:00",
        "publisher": "Harbour Archive", "comments": 0, "language": "en",
        "body": ("We keep what the harbour office threw away.",),
    },
]  # fmt: skip
MEDIUM = [
    {
        "title": "A walk on the mole", "id": "3f2a9c41d0b7", "slug": "a-walk-on-the-mole", "status": "published",
        "url": "https://medium.com/@osei/a-walk-on-the-mole-3f2a9c41d0b7",
        "authors": [("Kwabena Osei", "https://medium.com/@osei")], "published": "2025-02-21T16:05:10+00:00",
        "tags": ("Harbours", "Stone"), "language": "en", "excerpt": "What the stones were before they were a mole",
        "body": ("Most of them were ballast.",), "starts": ["2025-03-09T14:00"],
    },
]  # fmt: skip
SUBSTACK = [
    {
        "title": "Slack water, again", "id": "9101", "slug": "slack-water", "status": "published", "language": "en",
        "published": "2025-02-14T06:00:12+00:00", "excerpt": "What happens when nothing moves",
        "body": ("Twice a tide the water stands still.", "Nothing is as busy as slack water.", "Not in the fjord."),
        "starts": ["2025-03-06T19:00"],
    },
    {
        "title": "Voices from the quay", "id": "9102", "slug": "voices", "status": "published", "language": "en",
        "published": "2025-02-16T06:00:00+00:00", "body": ("Ten minutes with the lock keeper.",),
    },
    {
        "title": "About", "id": "9103", "slug": "about", "status": "published", "language": "en",
        "published": "2024-01-02T10:00:00+00:00", "body": ("A letter from the quay.",),
    },
]  # fmt: skip
RSS = [
    {
        "title": "Salt & iron: an evening on anchors", "id": "https://harbour.example/?p=51", "language": "en-GB",
        "url": "https://harbour.example/2025/02/anchors/", "authors": ["Marta Lindqvist"],
        "published": "2025-02-17T09:30:00+01:00", "publisher": "Harbour Archive", "categories": ("Evenings",),
        "comments": 3, "excerpt": "Why an anchor holds, and when it does not.",
        "body": ("An anchor holds by its chain.",), "starts": ["2025-03-11T19:00"],
    },
    {
        "title": "Café on the mole", "id": "https://harbour.example/2025/01/cafe/", "language": "en-GB",
        "url": "https://harbour.example/2025/01/cafe/", "authors": ["Kwabena Osei"],
        "published": "2025-01-04T18:00:00+00:00", "publisher": "Harbour Archive",
        "body": ("Tea & buns — from nine to five.",),
    },
]  # fmt: skip
ATOM = [
    {
        "title": "Ropewalk revisited", "id": "urn:uuid:1225c695", "url": "https://harbour.example/ropewalk",
        "authors": ["Marta Lindqvist"], "published": "2025-02-19T11:00:00+01:00",
        "modified": "2025-02-20T11:00:00+01:00", "publisher": "Harbour Archive", "categories": ("Things",),
        "language": "en", "excerpt": "Three hundred metres of shed.",
        "body": ("The shed is long.", "It is also narrow."),
    },
]  # fmt: skip
RDF = [
    {
        "title": "Bollards", "id": "https://harbour.example/bollards", "url": "https://harbour.example/bollards",
        "authors": ["Kwabena Osei"], "published": "2025-01-09T08:00:00+01:00", "publisher": "Harbour Archive",
        "tags": ("iron",), "language": "en", "body": ("They were cannon once.",),
    },
]  # fmt: skip
JSON_FEED = [
    {
        "title": "Buoys in winter", "id": "a-7", "url": "https://harbour.example/buoys", "authors": ["Kwabena Osei"],
        "published": "2025-02-03T08:00:00+01:00", "modified": "2025-02-04T08:00:00+01:00",
        "publisher": "Harbour Archive", "tags": ("buoys", "paint"), "language": "en", "excerpt": "Paint and rust.",
        "body": ("They come ashore to be painted.",),
    },
    {
        "id": "a-8", "authors": ["Marta Lindqvist"], "published": "2025-02-05T07:10:00+01:00", "language": "en",
        "publisher": "Harbour Archive", "body": ("Ice on the inner basin this morning.",),
    },
]  # fmt: skip
BOATS = [
    {
        "title": "The ferry that rowed", "authors": ["Una Pettersen"], "published": "2025-01-20", "language": "en",
        "tags": ("ferries",), "body": ("Until 1911 the ferry was rowed by four.",), "starts": ["2025-02-13T19:00"],
    },
    {
        "title": "Tar", "published": "2025-01-22", "language": "en",
        "body": ("Tar is boiled out of pine roots, in spring.",),
    },
]  # fmt: skip
WALK = "medium/posts/2025-02-21_A-walk-on-the-mole-3f2a9c41d0b7.html"
FILES = {
    "harbour.ghost.json": ("ghost", GHOST),
    "harbour.blogger.xml": ("blogger", BLOGGER),
    WALK: ("medium", MEDIUM),
    "substack/posts.csv": ("substack", SUBSTACK),
    "harbour.rss.xml": ("feed", RSS),
    "harbour.atom.xml": ("feed", ATOM),
    "harbour.rdf.xml": ("feed", RDF),
    "boats.json": ("jsonarray", BOATS),
    "harbour.jsonfeed.json": ("jsonfeed", JSON_FEED),
}


@pytest.mark.parametrize("name", FILES)
def test_what_an_export_says_comes_back(name: str) -> None:
    form, expected = FILES[name]
    found, faults = sample(name)
    assert faults == []
    assert {p.source.format for p in found} == {form}
    assert [said(p) for p in found] == expected


def test_what_an_export_says_is_the_container_s_word() -> None:
    (post, *_), _ = sample("harbour.rss.xml")
    for key in ("/title", "/byline/authors/0/name", "/byline/published", "/categories/0", "/excerpt", "/comment_count"):
        assert {e.origin for e in post.evidence[key]} == {"container"}, key


RESPONSE, DRAFT = "Lovely, I once slept on that mole and woke up wet.", "Cranes, more to come."


@pytest.mark.parametrize(
    ("name", "wanted", "first_words"),
    [
        ("harbour.ghost.json", {"statuses": ("draft",)}, ["Not ready."]),
        ("harbour.ghost.json", {"types": ("page",)}, ["Quays & <boats>"]),
        ("harbour.blogger.xml", {"statuses": ("draft",)}, ["Not yet lit."]),
        ("harbour.blogger.xml", {"types": ("page",)}, ["We keep what the harbour office threw away."]),
        ("harbour.blogger.xml", {"types": ("comment",)}, ["I heard them as a child.", "So did I."]),
        ("substack/posts.csv", {"statuses": ("draft",)}, ["Not yet lit."]),
        ("substack/posts.csv", {"types": ("podcast",)}, ["Ten minutes with the lock keeper."]),
        ("substack/posts.csv", {"types": ("post",)}, ["Twice a tide the water stands still."]),
        ("medium", {"statuses": ("draft",)}, [DRAFT]),
        ("medium", {"statuses": ("any",)}, ["Most of them were ballast.", DRAFT]),
        ("medium", {"types": ("comment",)}, [RESPONSE]),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_given(name: str, wanted: dict[str, tuple[str, ...]], first_words: list[str]) -> None:
    path = str(EXPORTS / name)
    found = batch.run([path], batch.Asked(wanted=api.Wanted(**wanted)))
    assert [p.post.body[0] for p in found if isinstance(p, api.Parsed)] == first_words


@pytest.mark.parametrize(("folder", "expected"), [("medium", MEDIUM), ("substack", SUBSTACK)])
def test_a_folder_and_its_zip_give_the_same(folder: str, expected: list[dict[str, object]], tmp_path: Path) -> None:
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted((EXPORTS / folder).rglob("*.*")):
            archive.write(file, f"export/{file.relative_to(EXPORTS / folder)}")
    for path in (EXPORTS / folder, packed):
        found = list(batch.run([str(path)]))
        assert [said(p.post) for p in found if isinstance(p, api.Parsed)] == expected
        assert not [f for f in found if isinstance(f, batch.Failed)]


def test_a_page_with_the_marks_of_a_list_is_read_where_it_is_no_export() -> None:
    text = '<!doctype html><html><head><title>Nets</title></head><body><section class="h-feed"><h1>Nets</h1><p>%s</p>'
    (post,), _ = posts((text % "They dry in the sun all day long, and mend.").encode(), "nets.html")
    assert post.title == "Nets"
    assert posts((EXPORTS / "medium/bookmarks/bookmarks-0001.html").read_bytes(), "b.html") == ([], [])


def test_a_text_that_the_list_names_but_the_export_lacks_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "secret.html").write_text("<p>Not yours.</p>")
    head = "post_id,post_date,is_published,type,title,subtitle\n"
    rows = "1.a,2025-01-01T00:00:00.000Z,true,newsletter,A,\n../secret,2025-01-01T00:00:00.000Z,true,newsletter,B,\n"
    (tmp_path / "posts.csv").write_text(head + rows)
    found, faults = sample(tmp_path / "posts.csv")
    assert found == []
    assert [f.reason for f in faults] == [
        "its text, posts/1.a.html, is not in the export", "the row has no identifier of a post",
    ]  # fmt: skip


def test_ghost_in_its_other_forms() -> None:
    data = json.loads((EXPORTS / "harbour.ghost.json").read_text())["db"][0]
    flat, _ = posts(json.dumps(data).encode(), "ghost.json")
    assert [said(p) for p in flat] == GHOST
    row = dict(data["data"]["posts"][0])
    row |= {"authors": [{"name": "Una Pettersen"}], "tags": [{"name": "Walks"}, {"name": "#x"}],
            "url": "https://harbour.example/low-water/", "count": {"comments": 4}}  # fmt: skip
    (answer,), _ = posts(json.dumps({"posts": [row], "meta": {"pagination": {}}}).encode(), "answer.json")
    assert said(answer)["authors"] == ["Una Pettersen"]
    assert (answer.tags, answer.comment_count) == (("Walks",), 4)
    assert answer.source.url == "https://harbour.example/low-water/"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"root": 5}', '{"root": {"children": [1, null, {"type": []}]}}'])
def test_what_no_editor_stored_gives_nothing(text: str) -> None:
    assert (ghostcards.lexical(text), ghostcards.mobiledoc(text)) == ("", "")


@pytest.mark.parametrize("text", [
    '{"sections": [[1], [1, "script", [[0, [99], 5, "a"]]], [10, 9], [3, "ul", 4], [], 7, [1, "p", [[0]]]]}',
    '{"sections": [[10, 0]], "cards": [["html"]]}',
])  # fmt: skip
def test_a_broken_mobiledoc_ends_in_no_error(text: str) -> None:
    assert "<script" not in ghostcards.mobiledoc(text)


def takeout(kind: str, status: str, number: int, more: str = "") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>Una</name></author><title>Post {number}</title>"
        f"<content type='html'>&lt;p&gt;Words of {number}.&lt;/p&gt;</content>"
        f"<published>2025-01-0{number}T10:00:00Z</published>{more}</entry>"
    )


def test_blogger_from_takeout() -> None:
    feed = (
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1</id><title>Quay</title>"
        + takeout("POST", "LIVE", 1, "<blogger:filename>/2025/01/first-post.html</blogger:filename>")
        + takeout("POST", "SOFT_TRASHED", 2)
        + takeout("POST", "DRAFT", 3)
        + takeout("COMMENT", "LIVE", 4, "<blogger:parent>tag:blogger.com,1999:blog-1.post-1</blogger:parent>")
        + takeout("COMMENT", "SPAM_COMMENT", 5, "<blogger:parent>tag:blogger.com,1999:blog-1.post-1</blogger:parent>")
        + "</feed>"
    )
    (post,), _ = posts(feed.encode(), "feed.atom")
    assert (post.title, post.slug, post.comment_count, post.status) == ("Post 1", "first-post", 1, "published")


WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Quay</title><language>en</language>%s</channel></rss>"""
SQUARESPACE = """<item><title>Nets</title><link>/news/nets</link><pubDate>Tue, 04 Feb 2025 08:00:00 +0000</pubDate>
<dc:creator>una@quay.example</dc:creator><content:encoded><![CDATA[<div class="sqs-html-content"><p>They dry in
 the sun.</p></div>[caption id="a"]<img src="n.jpg"> A net[/caption]]]></content:encoded><excerpt:encoded/>
<wp:post_name>nets</wp:post_name><wp:post_type>post</wp:post_type><wp:post_id>4</wp:post_id><wp:status>publish</wp:status>
<category domain="category" nicename="news"><![CDATA[News]]></category>
<category domain="post_tag" nicename="x"><![CDATA[nets]]></category></item>
<item><title>n.jpg</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>"""
TUMBLR = """<item><title></title><pubDate>Wed, 05 Feb 2025 09:00:00 +0000</pubDate><dc:creator>quay</dc:creator>
<content:encoded><![CDATA[<p>Ice on the inner basin.</p>]]></content:encoded>
<wp:post_date>2025-02-05 10:00:00</wp:post_date><wp:post_date_gmt>2025-02-05 09:00:00</wp:post_date_gmt>
<wp:post_name>ice</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><category domain="tag" nicename="ice"><![CDATA[ice]]></category></item>"""


def test_exports_of_other_platforms_in_the_form_of_wordpress() -> None:
    account = (
        "<wp:author><wp:author_login>una@quay.example</wp:author_login>"
        "<wp:author_display_name><![CDATA[Una Pettersen]]></wp:author_display_name></wp:author>"
    )
    (nets,), _ = posts((WORDPRESS % (account + SQUARESPACE)).encode(), "squarespace.xml")
    assert said(nets) | {"body": ()} == {
        "title": "Nets", "slug": "nets", "status": "published", "authors": ["Una Pettersen"], "publisher": "Quay",
        "published": "2025-02-04T08:00:00+00:00", "categories": ("News",), "tags": ("nets",), "comments": 0,
        "language": "en", "body": (),
    }  # fmt: skip
    assert [(block.kind, block.text) for block in nets.blocks] == [
        ("paragraph", "They dry in the sun."),
        ("caption", "A net"),
    ]
    (ice,), _ = posts((WORDPRESS % TUMBLR).encode(), "tumblr.xml")
    assert (ice.title, ice.tags, ice.byline.published) == (None, ("ice",), "2025-02-05T10:00:00+01:00")
    assert ice.body == ("Ice on the inner basin.",)


def test_a_heading_of_the_first_level_titles_a_post_that_its_export_does_not() -> None:
    item = TUMBLR.replace("<p>Ice on", "<h1>Basin</h1><p>Ice on")
    (post,), _ = posts((WORDPRESS % item).encode(), "tumblr.xml")
    assert post.title == "Basin"


# Damage.


@pytest.mark.parametrize(
    ("name", "mark", "left"),
    [
        ("harbour.ghost.json", b"How to find us", 2),
        ("harbour.blogger.xml", b"We keep what", 1),
        ("harbour.rss.xml", b"Tea &amp;", 1),
        ("harbour.jsonfeed.json", b"Ice on", 1),
        ("boats.json", b"boiled", 1),
    ],
)
def test_a_truncated_export_gives_what_was_whole(name: str, mark: bytes, left: int) -> None:
    data = (EXPORTS / name).read_bytes()
    found, error = until_error(data[: data.index(mark)], name)
    assert len(found) == left
    assert "the file ends early" in error


@pytest.mark.parametrize("name", ["harbour.ghost.json", "harbour.jsonfeed.json"])
def test_damaged_json_is_one_error(name: str) -> None:
    data = (
        (EXPORTS / name).read_bytes().replace(b'"slug": "knots"', b'"slug" "knots"').replace(b'"id": "a-8"', b'"id" 8')
    )
    found, error = until_error(data, name)
    assert len(found) == 1
    assert "the JSON is damaged at character" in error


@pytest.mark.parametrize(
    "data",
    [
        b'{"posts": [{"slug": "a", "html": ' + b"[" * 200_000,
        b'{"posts": [' + b'{"a":' * 200_000,
        b'{"posts": [' + b"[" * 200_000,
        b'{"posts": [{"slug": "' + b"x" * 10_000_000,
        b'{"posts": [{"slug": "a", "title": 5, "tags": 3, "authors": [1], "html": [], "id": {}}, 4, null]}',
        b'{"posts": [{"lexical": "' + b'{\\"root\\":' + b'{\\"children\\":[' * 3000 + b'"}]}',
    ],
    ids=["deep", "deeper", "arrays", "one string", "odd types", "deep text"],
)
def test_hostile_json_ends_soon_and_clearly(data: bytes) -> None:
    began = time.monotonic()
    _, error = until_error(data, "ghost.json")
    assert "\n" not in error
    assert time.monotonic() - began < 10


def test_json_over_the_limit_of_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postparse.readers.jsonstream.MAX_BYTES", 200_000)
    with pytest.raises(SourceError, match="over the limit"):
        posts(b'{"posts": [{"slug": "a", "html": "' + b"x" * 2_000_000 + b'"}]}', "ghost.json")


def test_entities_and_ampersands_that_xml_does_not_know_lose_no_text() -> None:
    feed = (
        b"<rss><channel><title>A</title><item><title>Nuts & bolts&nbsp;&rarr; AT&T &bogus; &#8211; end</title>"
        b"<description><![CDATA[<p>a &nbsp; b &amp; c & d</p>]]></description></item>"
        b"<item><title>x &amp; y</title><link>http://q.example/?a=1&b=2</link></item></channel></rss>"
    )
    found, _ = posts(feed, "feed.rss")
    assert [p.title for p in found] == ["Nuts & bolts → AT&T &bogus; – end", "x & y"]
    assert found[0].body == ("a b & c & d",)
    assert found[1].source.url == "http://q.example/?a=1&b=2"


def test_signs_cut_in_two_by_the_stream_are_mended_alike() -> None:
    body = b"<rss><channel><item><title>" + b"a &nbsp; b & c ]]> &lt; <![CDATA[x & y]]> &eacute; " * 40
    feed = body + b"</title></item></channel></rss>"

    class Slow(io.BytesIO):
        def read(self, n: int | None = -1, /) -> bytes:
            return super().read(7)

    with inputs.opened(inputs.memory(feed, "x")) as whole:
        (title,) = [text_of(e[0]) for e in elements(whole, ("item",))]
    paced = elements(cast(inputs.Stream, SimpleStream(Slow(feed))), ("item",))
    assert [text_of(e[0]) for e in paced] == [title]
    assert title.count("\xa0") == title.count("é") == 40


class SimpleStream(io.RawIOBase):
    """A stream that gives its bytes a few at a time."""

    head = b"<rss>"

    def __init__(self, raw: io.BytesIO) -> None:
        self._raw = raw

    def read(self, size: int = -1, /) -> bytes:
        return self._raw.read(size)


def test_a_long_export_is_read_as_a_stream() -> None:
    """Posts come before the rest is read, so that no export is too long."""
    head = b"<rss><channel><title>A</title>"
    item = b"<item><title>One</title><description>Words.</description></item>"
    count = 0

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            nonlocal count
            data = (head if not count else item * 100)[: len(buffer)]
            buffer[: len(data)] = data
            count += 1
            return len(data)

    given = api.Input("feed.rss", lambda: io.BufferedReader(Endless()))
    read = api.posts(given)
    assert all(isinstance(next(read), api.Parsed) for _ in range(300))
    assert count < 100


@pytest.mark.parametrize(
    ("statuses", "titles"),
    [((), ["Lamps", "Ice on the quay", "How to find us"]), (("draft",), ["Lamps"]),
     (("published",), ["Ice on the quay", "How to find us"])],
)  # fmt: skip
def test_a_folder_of_front_matter(statuses: tuple[str, ...], titles: list[str]) -> None:
    found = batch.run([str(EXPORTS / "site")], batch.Asked(wanted=api.Wanted(statuses=statuses)))
    read = [p.post for p in found if isinstance(p, api.Parsed)]
    assert [p.title for p in read] == titles
    ice = [said(p) for p in read if p.title == "Ice on the quay"]
    assert all(i == {
        "title": "Ice on the quay", "slug": "ice-on-the-quay", "authors": ["Una Pettersen"], "published": "2025-02-03",
        "categories": ("Talks",), "tags": ("fog", "ice"), "language": "en", "excerpt": "A talk on ice.",
        "body": ("The inner basin froze in eight winters of the last hundred.",), "starts": ["2025-02-11T19:00"],
    } for i in ice)  # fmt: skip
