"""What stands before a Markdown post: YAML, TOML or JSON between marks, or lines of metadata; and what its name says.

Formats: Jekyll (YAML, file names `2025-02-03-slug.md`, `_drafts`), Hugo (YAML, TOML, JSON), Pelican and MultiMarkdown
(`Title: ...` lines up to the first blank one).
"""

import json
import re
from collections.abc import Iterator, Mapping

from postparse.page import markup, metatags
from postparse.page.facts import Fact

MAX_FRONT = 64_000
"""Longest front matter that is read, in code points."""

# Of metadata lines, those that no post itself would begin with.
_OWN = frozenset(("slug", "keywords", "articleSection", "dateModified", "status", "description", "inLanguage"))
_LISTS = frozenset(("keywords", "articleSection", "author"))


def cut(text: str) -> tuple[str, str]:
    """Part the front matter (with its marks) from the text; it is empty where there is none."""
    mark = text[:3]
    if mark in ("---", "+++") and text[3:4] == "\n":
        found = re.compile(rf"^(?:{re.escape(mark)}|\.\.\.)[ \t]*$", re.M).search(text, 4, MAX_FRONT)
        return (text[: found.end()], text[found.end() :]) if found else ("", text)
    if text[:1] == "{" and re.match(r"\{\s*[\"}]", text):
        end = _json_end(text)
        return text[:end], text[end:]
    end = _lines_end(text)
    return text[:end], text[end:]


def _json_end(text: str) -> int:
    """Give where a JSON object ends with which a text begins, 0 where it holds no title or date."""
    try:
        data, end = json.JSONDecoder(strict=False).raw_decode(text[:MAX_FRONT])
    except (ValueError, RecursionError):
        return 0
    said = {fact.property for fact in metatags.front_matter(data)} if isinstance(data, dict) else set()
    return end if said & {"headline", "datePublished"} and text[end : end + 1] in ("", "\n") else 0


def _lines_end(text: str) -> int:
    """Give where lines of metadata end with which a text begins, 0 where it has none.

    A post may begin with labels too. Metadata have a title, and something that only a site's generator asks for.
    """
    if ":" not in text[:80].partition("\n")[0]:
        return 0
    end = text.find("\n\n", 0, MAX_FRONT)
    head = text[: end if end >= 0 else MAX_FRONT]
    known = markup.named("front_matter")
    said = {known.get(key.lower(), "") for key, _ in _lines(head)} if _are_lines(head) else set()
    return len(head) if "headline" in said and said & _OWN else 0


def _are_lines(head: str) -> bool:
    """Tell `Key: value` lines, and lines that go on with one, which are indented."""
    lines = head.split("\n")
    return len(lines) <= 60 and all(
        re.match(r"[A-Za-z][A-Za-z0-9_-]{0,30}:(?:\s|\Z)" + (r"|[ \t]+\S" if n else ""), line)
        for n, line in enumerate(lines)
    )


def _lines(head: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"(?m)^([A-Za-z][\w-]*):((?:[^\n]*)(?:\n[ \t]+[^\n]*)*)", head):
        yield found[1], " ".join(found[2].split())


def read(front: str) -> tuple[Mapping[str, object], bool]:
    """Read a front matter; the flag is False where it could be read only line by line, or not at all."""
    if front[:1] == "{":
        return json.JSONDecoder(strict=False).raw_decode(front)[0], True
    if front and front[:3] not in ("---", "+++"):
        return dict(_lines(front)), True
    inner = front[4:].rstrip().removesuffix("---").removesuffix("...").removesuffix("+++")
    if not inner.strip():
        return {}, True
    data = _toml(inner) if front.startswith("+++") else _yaml(inner)
    if isinstance(data, dict):
        return data, True
    lines = re.findall(r"(?m)^([A-Za-z_][\w -]{0,40}?)[ \t]{0,9}[:=][ \t]{0,9}(\S.{0,2000})$", inner)
    return {key: value.strip().strip("\"'") for key, value in lines}, False


def _toml(text: str) -> object:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _yaml(text: str) -> object:
    import yaml

    try:
        # All values as they are written: dates keep their form, and "no" stays a word.
        return yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def facts(data: Mapping[str, object], name: str) -> list[Fact]:
    """Give what a front matter says, and what the file's name says where that does not."""
    found: list[Fact] = []
    # Hugo keeps its own lists under `taxonomies` or `params` at times.
    inner = [v for k in ("taxonomies", "params") if isinstance(v := data.get(k), dict)]
    for mapping in (data, *inner):
        for key, value in mapping.items():
            for fact in metatags.front_matter({key: value}):
                several = fact.property in _LISTS and isinstance(value, str)
                sign = ";" if ";" in fact.value else ","
                parts = fact.value.split(sign) if several else [fact.value]
                if fact.property == "datePublished" and not any(map(str.isdigit, fact.value)):
                    continue
                found += [fact._replace(value=part.strip()) for part in parts if part.strip()]
    said = {fact.property for fact in found}
    day, slug = of_name(name)
    found += [
        Fact(prop, value, "post", "file-name")
        for prop, value in (("datePublished", day), ("slug", slug))
        if value and prop not in said
    ]
    return found


def of_name(name: str) -> tuple[str, str]:
    """Give the day and the slug that a file's name tells: `_posts/2025-02-03-ice-on-the-quay.md`."""
    last = name.replace("\\", "/").rpartition("/")[2]
    found = re.fullmatch(r"((?:19|20)\d\d-\d\d?-\d\d?)-([^/]{1,300}?)\.\w{1,10}", last)
    if not found:
        return "", ""
    year, month, day = found[1].split("-")
    return f"{year}-{month:0>2}-{day:0>2}", found[2]


def status(data: Mapping[str, object], name: str) -> str | None:
    """Give a post's status as the generators of sites know it; None where nothing tells."""
    said = {key.lower(): str(value).lower() for key, value in data.items() if isinstance(key, str)}
    if told := said.get("status"):
        return told
    # Jekyll says `published: false` and has a folder for drafts, Hugo and others say `draft: true`.
    drafted = said.get("draft") in ("true", "yes") or said.get("published") in ("false", "no")
    return "draft" if drafted or "_drafts/" in name.replace("\\", "/") else None
