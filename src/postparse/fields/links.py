"""Links of the content, and link lines whose address was lost in copying."""

import re
from collections.abc import Iterator
from functools import cache

from postparse import lexicon
from postparse.diagnostics import notice
from postparse.document import Link, Span
from postparse.outline import Outline
from postparse.post import Post, PostLink
from postparse.resolve import Candidate, Found

# Links of such blocks lead to the post itself, its authors and its shelves.
_ABOUT_POST = ("title", "byline", "author", "published", "modified", "category", "tag")


def of_content(outline: Outline, so_far: Post) -> Iterator[Candidate[PostLink]]:
    """Every link in the post's own blocks."""
    for node in outline.nodes:
        if node.role == "furniture" or node.block.hint in _ABOUT_POST:
            continue
        for link in node.block.links:
            if link.url and link.text and not _is_byline(link) and not _is_internal(link.url, outline):
                declared = link.language if "alternate" in link.rel else None
                language = declared or _other_language(link.text, outline.language)
                rel = "alternate" if language else _relation(link.text, link.url)
                yield Candidate(PostLink(link.text, link.url, rel, language), (Found("/text", link.span),))


def written_out(outline: Outline, so_far: Post) -> Iterator[Candidate[PostLink]]:
    """Addresses that stand in the text as such."""
    for node in outline.nodes:
        if node.role == "furniture" or "://" not in node.block.text or node.block.links:
            continue
        for found in _address().finditer(node.block.text[:20_000]):
            url = found[0].rstrip(".,;:!?)]}>'\"”’。、，）」』")
            start = node.block.span.start + found.start()
            before = node.block.text[max(0, found.start() - 60) : found.start()].strip(" :：-–")
            span = Span(start, start + len(url))
            yield Candidate(
                PostLink(url, url, _relation(before, url), None), (Found("/text", span), Found("/url", span))
            )


def lost(outline: Outline, so_far: Post) -> Iterator[Candidate[PostLink]]:
    """A line that can only have been a link, to another language or to register, its address lost in copying."""
    for node in outline.nodes:
        text = node.block.text
        block = node.block
        if node.role == "paragraph" or len(text) > 60 or block.region not in ("", "content"):
            continue
        if block.hint or any(link.url for link in block.links):
            continue
        if node.role == "furniture" and (" " not in text or "|" in text):
            continue
        language = _other_language(text, outline.language)
        signs_up = any(m.key == "registration" for m in lexicon.look("link", text))
        if language or signs_up:
            span = node.block.span
            rel = "alternate" if language else "registration"
            yield Candidate(
                PostLink(node.block.passage.squeezed(), None, rel, language),
                (Found("/text", span),),
                notices=(notice("links.address-lost", "", span),),
            )


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"https?://[^\s<>\"'「」【】（）]{3,2000}")


def _is_internal(url: str, outline: Outline) -> bool:
    """Tell a link to a place on the same page, or one that only runs a script."""
    if url.startswith("javascript:"):
        return True
    page, mark, _ = url.partition("#")
    return mark != "" and page in ("", outline.settings.url, outline.document.url)


_OF_BYLINES = frozenset(("author", "tag", "category"))


def _is_byline(link: Link) -> bool:
    return not _OF_BYLINES.isdisjoint(link.rel)


def _other_language(text: str, own: str | None) -> str | None:
    """Give the language that a link's text names, where it says little else: `Korean version`, `English`."""
    folded = lexicon.fold(text)
    words = re.findall(r"[^\W\d_]+", folded)
    if not 0 < len(words) <= 5:
        return None
    names = lexicon.words("language_name")
    asked = words if len(words) > 1 else [folded.strip(" []()→»>:")]
    if not any(map(names.letter, asked)):
        return None
    named = [m.key for w in asked for m in names.get(w, ())]
    if len(set(named)) != 1 or named[0].split("-")[0] == (own or "").split("-")[0]:
        return None
    extra = lexicon.words("alternate")
    others = [w for w in words if w not in names]
    return named[0] if all(w in extra for w in others) else None


def _relation(text: str, url: str) -> str | None:
    known = {m.key for m in lexicon.look("label", text)} | {m.key for m in lexicon.look("link", text)}
    if "registration" in known:
        return "registration"
    hosts = lexicon.words("host")
    host = url.split("/", 3)[2].lower().removeprefix("www.") if url.count("/") >= 2 else ""
    if any(m.key == "video" for m in hosts.get(host, ())):
        return "video"
    if any(m.key == "registration" for m in hosts.get(host, ())):
        return "registration"
    ending = url.split("?", 1)[0].rsplit(".", 1)[-1].lower() if "." in url else ""
    return "attachment" if ending in lexicon.surfaces("suffix", "attachment") else None


RULES = {"/links": (of_content, written_out, lost)}
NEEDS = ()
