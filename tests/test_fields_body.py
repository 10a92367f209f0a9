"""What is body and what is not; links of the content."""

import pytest

import postparse

ONE = "The lock keeper counted nine boats on Tuesday and none at all on Wednesday, which surprised nobody in the town."
TWO = "Those who can row are asked to come early, and those who cannot are asked to hold the lamp until they can."


@pytest.mark.parametrize(
    "residue",
    [
        "Leave a Reply\n\nYour email address will not be published.\n\nName\nEmail",
        "2 Comments\n\nGaz says:\n\nAbout time, too. We have waited for this since the winter of the flood.",
        "Share this page\nPrint\nBack to top",
        "Related posts\n\nBoats in summer\nBoats in autumn",
        "댓글 남기기\n\n이름\n이메일",
        "© 2025 Slow Boats. All rights reserved.",
        "← Boats in autumn\nPowered by oars",
    ],
)
def test_residue_at_the_end_is_no_body(residue: str) -> None:
    assert postparse.parse(f"Boats in winter\n\n{ONE}\n\n{TWO}\n\n{residue}\n").body == (ONE, TWO)


def test_subheadings_and_lists_stay() -> None:
    page = (
        f"<h1>Boats in winter</h1><p>{ONE}</p><h2>What to bring</h2><ul><li>A lamp</li><li>Soup</li></ul><p>{TWO}</p>"
    )
    post = postparse.parse(page)
    assert post.body == (ONE, "What to bring", "A lamp", "Soup", TWO)
    assert [b.kind for b in post.blocks] == ["paragraph", "heading", "list_item", "list_item", "paragraph"]


def test_code_keeps_its_white_space() -> None:
    page = f"<h1>Boats in winter</h1><p>{ONE}</p><pre>for boat in boats:\n    count(boat)</pre><p>{TWO}</p>"
    assert postparse.parse(page).blocks[1].text == "for boat in boats:\n    count(boat)"


def test_lines_that_became_fields_are_no_body() -> None:
    byline, people = "by Ada Okafor | Jan 5, 2024 | Boats", "Moderator\n– Tomas Lindqvist (Lock Keeper)"
    text = f"Boats in winter\n\n{byline}\n\n{ONE}\n\n{people}\n\n{TWO}"
    assert postparse.parse(text).body == (ONE, TWO)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Korean version", ("Korean version", None, "alternate", "ko")),
        ("Korean version text", ("Korean version text", None, "alternate", "ko")),
        (
            "Register at https://forms.gle/abc123.",
            ("https://forms.gle/abc123", "https://forms.gle/abc123", "registration", None),
        ),
        ("Watch: https://www.youtube.com/watch?v=x", (*["https://www.youtube.com/watch?v=x"] * 2, "video", None)),
        ("See https://boats.example/list.pdf for more", (*["https://boats.example/list.pdf"] * 2, "attachment", None)),
    ],
)
def test_links_of_text(text: str, link: tuple[str, str | None, str | None, str | None]) -> None:
    (found,) = postparse.parse(f"Boats in winter\n\n{ONE}\n\n{text}\n\n{TWO}").links
    assert (found.text, found.url, found.rel, found.language) == link


def test_links_of_a_page() -> None:
    page = f"""<article><h1>Boats in winter</h1><p>{ONE} <a href="/lamp">The lamp</a> is new.</p>
    <p>{TWO} <a href="#top">Up</a></p></article><nav><a href="/other">Other</a></nav>"""
    (found,) = postparse.parse(page, url="https://boats.example/winter/").links
    assert (found.text, found.url) == ("The lamp", "https://boats.example/lamp")


def page_body(inside: str, above: str = "") -> list[str]:
    prose = "The ferry leaves the old pier at low water, and nobody on the quay could say why it had ever left. "
    html = (
        f"<html lang=en><head><title>Boats in winter</title></head><body>{above}<article><h1>Boats in winter</h1>"
        f"<p>{prose * 2}</p>{inside}<p>{prose * 3}</p></article></body></html>"
    )
    return [t for t in postparse.parse(html, format="html").body if not t.startswith("The ferry")]


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<p>(Photo: Mara Lind)</p>", []),
        ("<p>Image credit: Pier Press</p>", []),
        ("<p>Published: March 3, 2021 | Updated: March 4, 2021</p>", []),
        (
            "<p>Photo: the photographer had waited for the tide since early in the morning, and saw no boat.</p>",
            None,
        ),
    ],
)
def test_credit_lines_and_bylines_are_no_body_of_a_page(inside: str, kept: list[str] | None) -> None:
    found = page_body(inside)
    assert found == kept if kept is not None else len(found) == 1


@pytest.mark.parametrize(
    ("inside", "in_body"),
    [
        ("<figure><img src=a><figcaption>A low pier</figcaption></figure>", False),
        ("<div class='wp-caption'><img src=a><p class='wp-caption-text'>A low pier</p></div>", False),
        ("<table><caption>A low pier</caption><tr><td>planks<td>12</table>", True),
        ("<figure><pre>pier = low()</pre><figcaption>A low pier</figcaption></figure>", True),
        ("<figure><blockquote>It will hold.</blockquote><figcaption>A low pier</figcaption></figure>", True),
    ],
)
def test_captions_of_pictures_are_blocks_only(inside: str, in_body: bool) -> None:
    inner = f"<p>The gate was shut before noon on that day, and nobody could say by whom.</p>{inside}"
    post = postparse.parse(f"<article><h1>Boats in winter</h1>{inner}</article>", format="html")
    assert [block.kind for block in post.blocks if block.text == "A low pier"] == ["caption"]
    assert ("A low pier" in post.body) == in_body


def test_a_picture_shown_twice_has_its_caption_once() -> None:
    figure = "<figure><img src=a><figcaption>A low pier</figcaption></figure>"
    post = postparse.parse(f"<article><h1>Piers</h1><p>The gate was shut before noon.</p>{figure * 2}", format="html")
    assert [block.kind for block in post.blocks] == ["paragraph", "caption"]


def test_captions_that_hold_most_of_the_text_are_text() -> None:
    lines = [f"The pier in month {n}, with the boats that lay at it, and those who looked after them." for n in (1, 2)]
    figures = "".join(
        f"<figure><img src=a{at}><figcaption>{line}</figcaption></figure>" for at, line in enumerate(lines)
    )
    post = postparse.parse(f"<article><h1>Piers</h1><p>A year in pictures.</p>{figures}</article>", format="html")
    assert post.body == ("A year in pictures.", *lines)


@pytest.mark.parametrize("line", ["« Rien ne presse », dit la présidente.", "»Das war gut«, sagte der Wärter."])
def test_a_line_that_opens_with_a_quote_is_text(line: str) -> None:
    post = postparse.parse(f"Boats in winter\n\nThe gate was shut before noon on that day.\n\n{line}\n\n« Older posts")
    assert post.body[1:] == (line,)


def test_a_menu_above_the_text_ends_no_page() -> None:
    assert page_body("<p>More tide tables hang in the hall.</p>", "<div><p>Tide tables</p><p>More news</p></div>") == [
        "More tide tables hang in the hall."
    ]


def test_summary_on_its_label_s_line_is_text() -> None:
    told = "The boats lie in the low shed from the first frost on, and are tarred there before they go out again."
    assert page_body(f"<p>Summary: {told}</p>") == [told]
