"""HTML to blocks, regions and claims: small pages written for one case each."""

import pytest

from postparse.document import Block, Claim, Document
from postparse.page.htmltree import document


def shown(html: str) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in document(html).blocks]


def block(html: str, text: str) -> Block:
    return next(b for b in document(html).blocks if text in b.text)


def said(page: Document, prop: str, origin: str = "visible", entity: str = "post") -> list[str]:
    return [c.value for c in page.claims if (c.property, c.origin, c.entity) == (prop, origin, entity)]


PROSE = (
    "The weir was rebuilt in three weeks by eleven people who had never laid a stone, and it has held since, "
    "which nobody expected of it, least of all the river. "
)

BLOCKS = {
    "paragraphs": ("<p>One <b>two</b></p><p>three</p>", [("paragraph", "One two"), ("paragraph", "three")]),
    "heading": ("<h2>A<br>mill</h2>", [("heading", "A mill")]),
    "lines": ("<p>Date: 3 May<br>Venue: Mill</p>", [("paragraph", "Date: 3 May"), ("paragraph", "Venue: Mill")]),
    "list": ("<ul><li>rope<li>salt</ul>", [("list_item", "rope"), ("list_item", "salt")]),
    "item of paragraphs": ("<ul><li><p>rope</p><p>tar</p></ul>", [("list_item", "rope"), ("list_item", "tar")]),
    "definitions": ("<dl><dt>Where<dd>Mill</dl>", [("term", "Where"), ("definition", "Mill")]),
    "quote": ("<blockquote><p>so</p></blockquote>", [("quote", "so")]),
    "caption": ("<figure><img><figcaption>The weir</figcaption></figure>", [("caption", "The weir")]),
    "row": ("<table><tr><th>Time<td>10:00</tr></table>", [("table_row", "Time 10:00")]),
    "row of lines": ("<table><tr><td>Who<td>Ada<br>Bo</tr></table>", [("table_row", "Who Ada Bo")]),
    "layout table": (
        f"<table><tr><td><h1>Mill</h1><p>{PROSE}</p><td>menu</table>",
        [("heading", "Mill"), ("paragraph", PROSE.strip()), ("paragraph", "menu")],
    ),
    "struck out": ("<p><del>Monday</del> <s>at 3</s> Tuesday</p>", [("paragraph", "Tuesday")]),
    "not shown": (
        "<p hidden>a</p><p style='color:red; display: none'>b</p><span class='sr-only'>c</span>"
        "<i aria-hidden=true>d</i><script>e</script><template>f</template><noscript>g</noscript><p>h</p>",
        [("paragraph", "h")],
    ),
    "preformatted": ("<pre>a  b\n  c</pre>", [("code", "a  b\n  c")]),
    "white space": ("<p>\n a&nbsp; b\u3000c \n</p>", [("paragraph", "a b c")]),
    "zero width": ("<p>mi\u00adll\u200b by\ufeff</p>", [("paragraph", "mill by")]),
    "accent in its own element": ("<p>Caf<b>e</b><i>\u0301</i></p>", [("paragraph", "Caf\u00e9")]),
    "words of neighbours": ("<p><a href=a>one</a><a href=b>two</a></p>", [("paragraph", "one two")]),
    "letters of one word": ("<p><span>T</span>he H<sub>2</sub>O</p>", [("paragraph", "The H2O")]),
    "declaration": ('<?xml version="1.0" encoding="utf-8"?><html><p>x</html>', [("paragraph", "x")]),
    "empty": ("", []),
    "white": (" \n ", []),
    "zeros": ("<p>a\0b</p>", [("paragraph", "ab")]),
}


@pytest.mark.parametrize("case", BLOCKS, ids=str)
def test_blocks(case: str) -> None:
    html, expected = BLOCKS[case]
    assert shown(html) == expected


def test_groups_and_bullets() -> None:
    page = document("<p>Date: 3 May<br>Venue: Mill</p><p>Bring rope</p><ol start=4><li>a<ul><li>b</ul><li>c</ol>")
    first, second, third, *items = page.blocks
    assert first.group == second.group != third.group
    assert [(b.bullet, b.level) for b in items] == [("4.", 1), ("•", 2), ("5.", 1)]


def test_cells_keep_their_lines_in_the_text() -> None:
    page = document("<table><tr><td>Who<td>Ada<br>Bo</table>")
    row = page.blocks[0]
    assert [page.text[s.start : s.end] for s in row.cells] == ["Who", "Ada\nBo"]


@pytest.mark.parametrize(
    ("html", "strong"),
    [
        ("<p><b>Speakers</b></p>", True),
        ("<p><strong>When</strong>:</p>", True),
        ("<p><b>Speakers</b><br>Ada</p>", True),
        ("<p><b>When</b>: 3 May</p>", False),
        ("<p>When</p>", False),
    ],
)
def test_strong(html: str, strong: bool) -> None:
    assert document(html).blocks[0].strong is strong


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a", "https://mill.example/a"),
        ("b.html", "https://mill.example/news/b.html"),
        ("https://other.example/x", "https://other.example/x"),
        ("//cdn.example/y", "https://cdn.example/y"),
        ("mailto:a@mill.example", "mailto:a@mill.example"),
        ("javascript:void(0)", None),
        ("//[broken", "//[broken"),
    ],
)
def test_links(href: str, expected: str | None) -> None:
    page = document(f'<p>See <a href="{href}">here</a>.</p>', url="https://mill.example/news/1.html")
    link = page.blocks[0].links[0]
    assert (link.text, link.url, page.text[link.span.start : link.span.end]) == ("here", expected, "here")


def test_links_stay_as_written_without_an_address() -> None:
    assert document("<p><a href='/a'>x</a></p>").blocks[0].links[0].url == "/a"


PAGE = f"""<html lang="en"><head><title>The weir holds | Mill Trust</title>
<meta property="og:title" content="The weir holds"><meta property="og:site_name" content="Mill Trust"></head>
<body class="single-post has-sidebar"><header><h1><a href="/">Mill Trust</a></h1>
<nav><ul><li><a href="/join">Join</a></ul></nav></header>
<div class="wrap"><div class="post-header"><h2>The weir holds</h2>
<p class="post-meta">by <span class="author vcard"><a rel="author" href="/a/ada">Ada Okafor</a></span> |
<time class="published" datetime="2024-05-03T10:00:00+01:00">May 3, 2024</time> |
<a rel="category tag" href="/c/water">Water</a></p></div>
<div class="entry-content"><p>{PROSE}</p><p>{PROSE}</p><div class="sharedaddy">
<p>Share this</p></div><p>Bring rope.</p></div>
<div class="post-tags"><a rel="tag" href="/t/weir">weir</a>, <a rel="tag" href="/t/stone">stone</a></div></div>
<div class="related-posts"><h3>More</h3>
<article><h4>Salt</h4><span class="author">Bo Lind</span></article></div>
<div id="comments"><ol class="commentlist"><li><b class="fn">Cy</b>
<time datetime="2024-05-04">May 4</time><p>Well done, all of you.</p></ol>
<form><p>Leave a reply</p></form></div>
<aside><p>Next event: 9 June</p></aside><footer><p>Copyright</p></footer></body></html>"""

REGIONS = [
    ("Mill Trust", "header"),
    ("Join", "navigation"),
    ("The weir holds", "content"),
    ("by Ada Okafor", "content"),
    ("The weir was rebuilt", "content"),
    ("Share this", "share"),
    ("Bring rope.", "content"),
    ("weir, stone", ""),
    ("More", "related"),
    ("Bo Lind", "related"),
    ("Well done", "comments"),
    ("Next event", "aside"),
    ("Copyright", "footer"),
]


@pytest.mark.parametrize(("text", "region"), REGIONS)
def test_regions(text: str, region: str) -> None:
    assert block(PAGE, text).region == region


@pytest.mark.parametrize(
    ("text", "hint"),
    [("The weir holds", "title"), ("by Ada Okafor", "byline"), ("weir, stone", "tag"), ("Bring rope", "")],
)
def test_hints(text: str, hint: str) -> None:
    assert block(PAGE, text).hint == hint


def test_visible_claims() -> None:
    page = document(PAGE)
    assert said(page, "author") == ["Ada Okafor"]
    assert said(page, "datePublished") == ["May 3, 2024", "2024-05-03T10:00:00+01:00"]
    assert said(page, "articleSection") == ["Water"]
    assert said(page, "keywords") == ["weir", "stone"]
    assert [c.value for c in page.claims if c.entity.startswith("related#")] == ["Bo Lind"]
    assert any(c.entity.startswith("comment#") and c.value == "2024-05-04" for c in page.claims)


def test_every_claim_and_block_has_its_place() -> None:
    page = document(PAGE)
    claims: tuple[Claim, ...] = page.claims
    assert all(page.text[c.span.start : c.span.end] == c.value for c in claims)
    assert all(page.text[b.span.start : b.span.end].split() == b.text.split() for b in page.blocks)
    starts = [b.span.start for b in page.blocks]
    assert starts == sorted(starts)


def test_a_wrapper_with_a_telling_name_is_still_the_post() -> None:
    page = f"<form id='aspnetForm'><div class='sidebar-right-layout'><h1>Mill</h1><p>{PROSE * 3}</p></div></form>"
    assert block(page, "The weir").region == "content"


def test_text_hidden_until_paid_for_is_the_post() -> None:
    paid = "".join(f"<p>{PROSE}</p>" for _ in range(5))
    page = f"<main><h1>Mill</h1><p>{PROSE}</p><div class='subscriber' style='display:none'>{paid}</div></main>"
    assert len([b for b in document(page).blocks if b.region == "content"]) == 7


def test_text_that_libxml2_loses_is_found_by_the_second_parser() -> None:
    page = document("<div>" * 5000 + "<p>deep</p>" + "</div>" * 5000 + "<p>after</p>")
    assert [b.text for b in page.blocks] == ["deep", "after"]
    assert [code for code, _ in page.problems] == ["source.text-lost"]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "x",
        "<b>" * 100_000 + "x",
        "<table><tr><td>" * 20_000 + "x",
        "<" * 100_000,
        "<p class=author>" + "<span class=author>x</span>" * 5_000,
        "<p>\ud800</p>",
        "<base href='http://[x'><a href='http://[y'>z</a>",
    ],
    ids=["nested", "bold", "tables", "brackets", "marks", "surrogate", "addresses"],
)
@pytest.mark.timeout(60)
def test_hostile(html: str) -> None:
    document(html)
