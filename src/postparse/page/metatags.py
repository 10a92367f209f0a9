"""What is said under single names: `<meta>` and `<link>` tags, Open Graph, front matter to facts.

Knows no tree: it takes attributes of tags and what YAML or TOML has read, so that any reader can use it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from postparse.page import markup
from postparse.page.facts import MAX_FACTS, MAX_VALUE, Fact, clean


def meta(tags: Iterable[Mapping[str, str]]) -> Iterator[Fact]:
    """Give the facts of `<meta>` tags: Open Graph, article:*, Dublin Core, plain names, itemprop."""
    names, site, props = markup.named("meta"), markup.named("site_meta"), _itemprops()
    for tag in tags:
        value = tag.get("content")
        if not value or len(value) > MAX_VALUE or not (text := clean(value)):
            continue
        for attribute in ("property", "name", "http-equiv"):
            # Several names in one attribute are seen ("og:title twitter:title").
            for key in tag.get(attribute, "").lower().split():
                key = key.replace("dcterms.", "dc.").replace("dc:", "dc.").replace("dcterms:", "dc.")
                if key in names:
                    yield Fact(names[key], text, "post", _syntax(key))
                elif ("publ" in key or "modif" in key) and (word := _dated(key)):
                    yield Fact(word, text, "post", _syntax(key))
                elif key in site:
                    yield Fact(site[key], text, "site", _syntax(key))
        for key in tag.get("itemprop", "").lower().split():
            if key in props:
                yield Fact(props[key], text, "post", "microdata")


def _dated(key: str) -> str | None:
    """Give what a name such as `shareaholic:article_published_time` or `article:published:time` stands for."""
    bare = "".join(filter(str.isalnum, key))
    return next((word for end, word in markup.named("meta_end").items() if bare.endswith(end)), None)


_SYNTAXES = (
    (("og:", "og.", "article:", "event:"), "og"), ("twitter:", "twitter"), ("dc.", "dc"), ("parsely-", "parsely"),
    ("sailthru.", "sailthru"), ("citation_", "citation"), ("news_", "news"),
)  # fmt: skip


def _syntax(name: str) -> str:
    return next((syntax for start, syntax in _SYNTAXES if name.startswith(start)), "meta")


@cache
def _itemprops() -> Mapping[str, str]:
    known = ("datePublished", "dateModified", "dateCreated", "headline", "keywords", "inLanguage", "articleSection",
             "author")  # fmt: skip
    return {k.lower(): k for k in known}


def links(tags: Iterable[Mapping[str, str]]) -> Iterator[Fact]:
    """Give the facts of `<link>` tags: canonical address, other languages."""
    for tag in tags:
        href, rel = clean(tag.get("href", "")), tag.get("rel", "").lower().split()
        if not href or len(href) > MAX_VALUE:
            continue
        if "canonical" in rel:
            yield Fact("url", href, "post", "canonical")
        elif "alternate" in rel and tag.get("hreflang"):
            yield Fact(f"workTranslation.{clean(tag['hreflang'])}", href, "post", "hreflang")


def front_matter(data: Mapping[str, object]) -> Iterator[Fact]:
    """Give the facts of a front matter that YAML or TOML has read."""
    count, words = 0, markup.named("front_matter")
    for key, value in data.items():
        word = words.get(str(key).strip().lower().replace("-", "_").replace(" ", "_"))
        if word is None:
            continue
        for text in _texts(value, 0):
            entity = "event#0" if word in ("startDate", "endDate") or word.startswith("location.") else "post"
            yield Fact(word, text, entity, "front-matter")
            count += 1
            if count >= MAX_FACTS:
                return


def _texts(value: object, depth: int) -> Iterator[str]:
    if depth > 3 or value is None:
        return
    if isinstance(value, list | tuple):
        for item in value[:MAX_FACTS]:
            yield from _texts(item, depth + 1)
    elif isinstance(value, dict):
        yield from _texts(value.get("name") or value.get("title"), depth + 1)
    else:
        text = clean(
            value.isoformat()
            if hasattr(value, "isoformat")
            else str(value).lower()
            if isinstance(value, bool)
            else str(value)
        )
        if text and len(text) <= MAX_VALUE:
            yield text
