"""Profiles: learnt from some pages of a site, they help to read others of it, and never change what was right."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import postparse
from postparse import api, profile, profilefile, source
from postparse.errors import UsageError
from postparse.learning import paths
from postparse.page import htmltree
from postparse.post import Post, Source
from postparse.settings import Settings

NAMES = ("Mara Lind", "Ivo Brandt", "Tess Okoro", "Juno Hale")
THINGS = ("weir", "kiln", "loom", "ferry", "orchard", "signal box", "bakery", "dry dock", "lamp room", "reed bed")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def prose(thing: str, count: int) -> str:
    return "".join(
        f"<p>Paragraph {n} tells how the {thing} was mended in week {n * 3 + len(thing)} by people who live beside it, "
        f"and what the {thing} may need before the winter comes again.</p>"
        for n in range(1, count + 1)
    )


def page(number: int, *, head: bool = True, host: str = "paper.example", series: str = "") -> str:
    """One page of an invented site: no h1, an odd byline, furniture within the text, related posts that change."""
    thing, name = THINGS[number], NAMES[number % len(NAMES)]
    title, day = f"The {thing} opens again", f"{10 + number % 9} {MONTHS[number % 9]} 2025"
    others = "".join(f'<li><a href="/{n}">The {THINGS[(number + n) % 10]} in the news</a></li>' for n in (1, 2, 3, 4))
    said = (
        f'<meta property="og:title" content="{title}"><meta property="article:published_time" '
        f'content="2025-0{number % 9 + 1}-1{number % 9}T08:00:00Z"><script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "headline": "{title}", "author": {{"@type": "Person", "name": "{name}"}}, '
        f'"datePublished": "2025-0{number % 9 + 1}-1{number % 9}T08:00:00Z"}}</script>'
        if head
        else ""
    )
    return f"""<html lang="en"><head><title>{title if head else "Lower Quay"} - The Quay Paper</title>
<link rel="canonical" href="https://{host}/{number}">{said}</head><body>
<div class="masthead"><a href="/">The Quay Paper</a> <h2 class="slogan">News from below the lock</h2></div>
<div class="qp-frame"><div class="qp-hd">{title}</div>
<div class="qp-line"><span class="qp-who">{name}</span><span class="qp-day">{day}</span></div>
<div class="qp-text">{prose(thing, 3)}
<p>Read this and more on paper: our letter comes to your door each Friday, and it costs no more than a loaf.</p>
<p>Tell others of this</p>
<ul class="qp-more">{others}</ul>{series}
{prose(thing + " yard", 3)}</div></div>
<div class="foot">The Quay Paper, Lower Quay 4</div></body></html>"""


def seen(text: str) -> paths.Page:
    walk, root, document = htmltree.traced(text)
    return paths.Page(walk, root, document, parsed(text))


def parsed(text: str, learnt: profile.Profile | None = None) -> Post:
    document = htmltree.document(text, profile=learnt)
    return api.understand(document, Source("-", 0, "html", None, None, document.url), Settings()).post


@pytest.fixture(scope="module")
def learnt() -> profile.Profile:
    return paths.learn([seen(page(n)) for n in range(8)], "paper.example")


def test_paths_are_learnt_where_pages_agree(learnt: profile.Profile) -> None:
    assert learnt.pages == 8
    assert learnt.site == "The Quay Paper"
    assert learnt.paths["title"] == ("div.qp-frame > div.qp-hd",)
    assert learnt.paths["author"] == ("div.qp-line > span.qp-who",)
    assert learnt.paths["published"] == ("div.qp-line > span.qp-day",)
    assert learnt.paths["content"] == ("div.qp-frame > div.qp-text",)
    assert learnt.blocks == ("div.qp-text > ul.qp-more",)
    ((where, texts),) = learnt.lines.items()
    assert where == "div.qp-frame > div.qp-text > p"
    assert texts[0].startswith("read this and more on paper")
    assert texts[1] == "tell others of this"


@pytest.mark.parametrize("number", [8, 9])
def test_pages_held_back_gain(learnt: profile.Profile, number: int) -> None:
    text = page(number, head=False)
    without, found = parsed(text), parsed(text, learnt)
    assert found.title == f"The {THINGS[number]} opens again" != without.title
    assert [a.name for a in found.byline.authors] == [NAMES[number % 4]]
    assert (found.byline.published or "")[:10] == f"2025-0{number % 9 + 1}-1{number % 9}"
    assert found.byline.publisher == "The Quay Paper"
    assert len(found.body) == 6
    assert all(p.startswith("Paragraph") for p in found.body)
    assert len(without.body) > 6


def test_evidence_still_points_at_the_words(learnt: profile.Profile) -> None:
    document = htmltree.document(page(8, head=False), profile=learnt)
    found = api.understand(document, Source("-", 0, "html", None, None, None), Settings()).post
    (place,) = found.evidence["/byline/authors/0/name"]
    assert document.text[place.start : place.end] == found.byline.authors[0].name


def test_what_a_series_repeats_is_no_furniture() -> None:
    series = (
        "<p>When: 12 June 2025, 19:00</p><p>Where: Hall of the Reed Bed, Lower Quay 4</p>"
        "<h3>Speakers</h3><p>Hosted by the Ferry Society</p><p>The doors open half an hour before the talk.</p>"
        "<p><b>What else is there to know</b></p><p>Moderator: Ada Fenn</p>"
    )
    pages = [page(n, series=series) for n in range(8)]
    found = paths.learn([seen(p) for p in pages])
    texts = [t for texts in found.lines.values() for t in texts]
    assert not any(
        word in t for t in texts for word in ("speakers", "hall", "hosted", "moderator", "what else", "doors")
    )
    for text in pages:
        before, after = parsed(text), parsed(text, found)
        assert (after.schedule, after.participants, after.organizers) == (
            before.schedule, before.participants, before.organizers,
        )  # fmt: skip


def test_the_same_page_many_times_teaches_nothing() -> None:
    found = paths.learn([seen(page(1)) for _ in range(8)])
    assert found.pages == 1
    assert not (found.paths)
    assert not (found.blocks)
    assert not (found.lines)


def test_a_page_of_another_site_is_read_without(learnt: profile.Profile) -> None:
    text = page(8, head=False, host="other.example")
    assert parsed(text, learnt) == parsed(text)
    assert parsed(page(8, head=False, host="m.paper.example"), learnt).title == "The lamp room opens again"


def test_learning_is_the_same_each_time(learnt: profile.Profile) -> None:
    again = paths.learn([seen(page(n)) for n in range(8)], "paper.example")
    assert profilefile.written(again) == profilefile.written(learnt)


def test_the_file_gives_the_profile_back(learnt: profile.Profile) -> None:
    text = profilefile.written(learnt)
    assert profilefile.read(text) == learnt
    assert len(text) < 1500
    odd = profile.Profile("h", 'a "b" \\ \x7f 家', 5, {}, (), {'p."x"': ("tab\t", "줄")})
    assert profilefile.read(profilefile.written(odd)) == odd


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version = 2",
        "version = 1\npages = -1",
        "version = 1\nname = 'x'",
        "version = 1\n[paths]\nbody = ['p']",
        "version = 1\n[paths]\ntitle = 'p'",
        "version = 1\n[paths]\ntitle = [1]",
        "version = 1\nfurniture = 3",
        "version = 1\n[furniture]\nblocks = [['p']]",
        "version = 1\n[furniture]\nlines = []",
        "= = =",
        "a = " + "[" * 5000,
        "\0",
    ],
)
def test_no_profile_is_one_clear_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="is no profile") as caught:
        profilefile.load(file)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ">",
        " > ",
        "p > ",
        " > p",
        "p..",
        "#",
        ".",
        "p.x > > p",
        "div.qp-frame",
        "div",
        "p",
        "x" * 1000,
        "p > " * 400,
    ],
)
def test_odd_paths_do_no_harm(path: str) -> None:
    every = dict.fromkeys(profile.FIELDS, (path,))
    odd = profile.Profile("", "", 5, every, (path,), {path: ("x", "")})
    for text in (page(3), "", "<p>", "<table><tr><td>x<td>y</table>", "<div>" * 3000 + "x", "x" * 10_000):
        parsed(text, odd)


@pytest.mark.parametrize(
    "text", ["", "<", "<p>x" * 5000, "<div class='a b c'>" * 2100 + "deep", "<ul><li><a href=/>x</a>" * 500]
)
def test_hostile_pages_teach_nothing_bad(text: str) -> None:
    found = paths.learn([seen(f"{text}<p>{'ab' * n}</p>") for n in range(6)])
    assert profilefile.read(profilefile.written(found)) == found


# --- the command --------------------------------------------------------------


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "postparse", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


def site(folder: Path, numbers: range, *, host: str = "paper.example") -> Path:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{host}-{number}.html").write_text(page(number, host=host), "utf-8")
    return folder


def test_the_command_learns_and_a_parse_uses_it(tmp_path: Path, learnt: profile.Profile) -> None:
    pages, file = site(tmp_path / "pages", range(8)), tmp_path / "site.toml"
    (pages / "notes.txt").write_text("Not a page", "utf-8")
    done = run("profile", pages, "-o", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert profilefile.load(file) == learnt
    assert run("profile", pages).stdout == file.read_text("utf-8")
    held_back = tmp_path / "new.html"
    held_back.write_text(page(9, head=False), "utf-8")
    done = run(held_back, "--profile", file, "--to", "json", "--select", "title")
    assert (done.returncode, "The reed bed opens again" in done.stdout) == (0, True)
    assert postparse.parse(held_back, profile=file).title == "The reed bed opens again"


def test_pages_in_a_table_are_read_with_it_too(tmp_path: Path, learnt: profile.Profile) -> None:
    file, rows = tmp_path / "site.toml", tmp_path / "pages.jsonl"
    file.write_text(profilefile.written(learnt), "utf-8")
    rows.write_text(json.dumps({"html": page(9, head=False)}) + "\n", "utf-8")
    (post,) = postparse.read(rows, profile=file)
    assert post.title == "The reed bed opens again"
    assert post.body == postparse.parse(page(9, head=False), format="html", profile=file).body


def test_too_few_pages(tmp_path: Path) -> None:
    done = run("profile", site(tmp_path / "pages", range(4)), "-o", tmp_path / "site.toml")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("postparse: 4 different pages in HTML; a profile needs 5")
    assert not (tmp_path / "site.toml").exists()


def test_pages_of_several_sites(tmp_path: Path) -> None:
    pages = site(tmp_path / "pages", range(5))
    done = run("profile", site(pages, range(4), host="gazette.example"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "several sites: paper.example (5), gazette.example (4)" in done.stderr


def test_a_stray_page_is_left_out(tmp_path: Path) -> None:
    pages = site(tmp_path / "pages", range(10))
    done = run("profile", site(pages, range(1), host="gazette.example"))
    assert done.returncode == 0
    assert "1 of 11 pages are of another site and left out: gazette.example" in done.stderr
    assert "pages = 10" in done.stdout


def test_errors_of_the_command_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(1), "utf-8")
    (tmp_path / "bad.toml").write_text("nonsense", "utf-8")
    for arguments in (
        (tmp_path / "page.html", "--profile", tmp_path / "none.toml"),
        (tmp_path / "page.html", "--profile", tmp_path / "bad.toml"),
        (tmp_path / "page.html", "--profile", tmp_path),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done
        assert "profile" in done.stderr


def test_source_knows_the_profile(learnt: profile.Profile) -> None:
    loaded = source.load(page(8, head=False).encode(), "x.html", format="html")._replace(profile=learnt)
    from postparse.readers import html

    (document,) = html.read(loaded)
    assert any(c.source == "profile" for c in document.claims)


def test_a_narrower_element_never_takes_the_place_of_the_text(learnt: profile.Profile) -> None:
    narrow = learnt._replace(paths={"content": ("div.qp-frame > div.qp-line", "div.foot")}, blocks=(), lines={})
    assert parsed(page(8), narrow).body == parsed(page(8)).body


def test_figures_that_change_are_no_repeated_words() -> None:
    pages = [page(n, series=f"<div class='when'><p>2025-0{n + 1}-11</p><p>1{n}:30</p></div>") for n in range(8)]
    found = paths.learn([seen(p) for p in pages])
    assert not any("when" in path for path in (*found.blocks, *found.lines))
