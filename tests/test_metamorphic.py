"""Changes that a reader would not notice change no field: line ends, spaces, colons, bullets, markup."""

import html
import random
import re
from collections.abc import Callable

import pytest

import postparse
from sampleset import ROOT, path

Fields = dict[str, object]

TEXTS = (
    "seed",
    "tram-line-forum",
    "kelp-webinar",
    "bike-repair-clinics",
    "night-bakery-report",
    "ko-delivery-forum",
)
PAGES = (
    "divi-radio-roundtable",
    "wordpress-mudlark-report",
    "drupal-tide-seminar",
    "gnuboard-market-hearing",
)


def text_of(name: str) -> str:
    return path(f"text/{name}.txt").read_text("utf-8")


def fields(post: postparse.Post, *without: str) -> Fields:
    """Give what must stay equal: everything but where the post lies and where in it a warning points."""
    data = postparse.to_dict(post)
    for key in ("source", "warnings", *without):
        data.pop(key)
    return data


def even(value: object) -> object:
    """Write all colons alike: one that stays in a text is content, and shows as it was changed."""
    if isinstance(value, dict):
        return {key: even(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [even(inner) for inner in value]
    return re.sub(r"\s?[:：]\s?", ":", value) if isinstance(value, str) else value


def codes(post: postparse.Post) -> list[str]:
    return sorted(w.code for w in post.warnings)


def _outside_title(change: Callable[[str], str]) -> Callable[[str], str]:
    """Apply a change to every line but those of the title."""

    def changed(text: str) -> str:
        title = postparse.parse(text).title or ""
        return "\n".join(line if title in line else change(line) for line in text.split("\n"))

    return changed


LABELLED = re.compile(r"^(\W*[^\W\d][\w &]{0,15}?) ?: (?=\S)")


CHANGES: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "NBSP": lambda text: text.replace(" ", "\xa0"),
    "narrow NBSP beside colons": lambda text: re.sub(r": ", "\u202f: ", text),
    "trailing space": lambda text: re.sub(r"(?m)$", "  ", text),
    "wider gaps": lambda text: re.sub(r"\n\n", "\n\n\n\n", text),
    "zero width": lambda text: re.sub(r"(?m)^(?=\w)", "\u200b", text),
    "full-width colon": _outside_title(lambda line: LABELLED.sub(r"\1：", line)),
    "space before colon": _outside_title(lambda line: LABELLED.sub(r"\1 : ", line)),
}
BULLETS = ("–", "•", "*", "·", "▶", "○", "■", "-")


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str, change: str) -> None:
    before, after = text_of(name), CHANGES[change](text_of(name))
    one, other = postparse.parse(before), postparse.parse(after)
    assert even(fields(other)) == even(fields(one))
    assert codes(other) == codes(one)


@pytest.mark.parametrize("bullet", BULLETS)
@pytest.mark.parametrize("name", ["seed", "tram-line-forum", "night-bakery-report", "ko-delivery-forum"])
def test_bullets(name: str, bullet: str) -> None:
    text = text_of(name)
    other = re.sub(r"(?m)^( ?)[–•-] ", lambda m: f"{m[1]}{bullet} ", text)
    assert fields(postparse.parse(other)) == fields(postparse.parse(text))


def _parts(text: str) -> list[tuple[bool, str]]:
    """Give the lines that are not blank, with True for entries; entries lose their bullet."""
    found = []
    for line in filter(str.strip, text.split("\n")):
        bare = re.sub(r"^\s*[–•-] ", "", line)
        found.append((bare != line, html.escape(bare.strip())))
    return found


def as_paragraphs(text: str) -> str:
    """Write each line as a paragraph, bullets and all."""
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())


def as_lists(text: str) -> str:
    """Write entries as list items and the rest as paragraphs."""
    made, inside = [], False
    for entry, line in _parts(text):
        if entry != inside:
            made.append("<ul>" if entry else "</ul>")
            inside = entry
        made.append(f"<li>{line}</li>" if entry else f"<p>{line}</p>")
    return "\n".join(made + ["</ul>"] * inside)


def with_breaks(text: str) -> str:
    """Write what stands together as one paragraph with `<br>`."""
    return "\n".join(
        "<p>" + "<br />\n".join(html.escape(line) for line in part.split("\n")) + "</p>"
        for part in text.strip().split("\n\n")
    )


def page(body: str) -> bytes:
    return f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'></head>\n<body>\n{body}\n</body></html>".encode()


@pytest.mark.parametrize("form", [as_paragraphs, as_lists, with_breaks])
@pytest.mark.parametrize("name", ["seed", "kelp-webinar", "night-bakery-report", "ko-streetlight-press"])
def test_text_as_page(name: str, form: Callable[[str], str]) -> None:
    text = text_of(name)
    assert fields(postparse.parse(page(form(text)))) == fields(postparse.parse(text))


DIVI = (ROOT / "tests/data/divi.html").read_text("utf-8")


def seed_in_divi(form: Callable[[str], str] = as_lists) -> str:
    lines = text_of("seed").split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("Date & Time"))
    content = form("\n".join(lines[first : lines.index("Korean version text")]))
    return DIVI.format(title=html.escape(lines[0]), content=f"{content}\n<p><a>Korean version text</a></p>")


@pytest.mark.parametrize("form", [as_paragraphs, as_lists, with_breaks])
def test_seed_in_divi(form: Callable[[str], str]) -> None:
    want = fields(postparse.parse(text_of("seed")), "byline")
    post = postparse.parse(seed_in_divi(form).encode())
    assert fields(post, "byline") == want
    assert post.byline.authors == ()
    assert (post.byline.published or "")[:10] == "2026-01-27"


def pages() -> dict[str, str]:
    found = {name: path(f"html/{name}.html").read_text("utf-8") for name in PAGES}
    return {**found, "seed-in-divi": seed_in_divi()}


def commented(source: str) -> str:
    head, mark, body = source.partition("<body")
    return head + mark + re.sub(r"(</(?:p|li|div|h1|span)>)", r"\1<!-- Date: May 5, 2020 <p>x</p> -->", body)


def shuffled(source: str) -> str:
    """Write the tags of the head in another order."""
    head = re.search(r"<head>(.*?)</head>", source, re.S)
    assert head
    tags = re.findall(r"<script.*?</script>|<title>.*?</title>|<(?:meta|link)[^>]*>", head[1], re.S)
    random.Random(4).shuffle(tags)
    return source[: head.start(1)] + "\n".join(tags) + source[head.end(1) :]


PAGE_CHANGES: dict[str, Callable[[str], str]] = {
    "comments": commented,
    "shuffled head": shuffled,
    "CRLF": lambda source: source.replace("\n", "\r\n"),
    "indented": lambda source: source.replace("\n<", "\n\t\t<"),
    "upper-case tags": lambda source: re.sub(r"</?(?:p|li|ul|h\d|div|strong|td|tr)\b", lambda m: m[0].upper(), source),
    "entities": lambda source: re.sub(r"[^\x00-\x7f]", lambda m: f"&#{ord(m[0])};", source),
    "wrapped in a div": lambda source: re.sub(r"(<body[^>]*>)(.*)(</body>)", r"\1<div>\2</div>\3", source, flags=re.S),
}


@pytest.mark.parametrize("change", PAGE_CHANGES)
@pytest.mark.parametrize("name", [*PAGES, "seed-in-divi"])
def test_page(name: str, change: str) -> None:
    source = pages()[name]
    one, other = postparse.parse(source.encode()), postparse.parse(PAGE_CHANGES[change](source).encode())
    assert fields(other) == fields(one)
    assert codes(other) == codes(one)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_encodings(encoding: str) -> None:
    text = text_of("ko-delivery-forum")
    assert fields(postparse.parse(text.encode(encoding))) == fields(postparse.parse(text))
