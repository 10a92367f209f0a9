"""Categories, tags and the declared excerpt."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from postparse import lexicon
from postparse.document import Block, Passage
from postparse.fields.once import once
from postparse.lexicon import fold
from postparse.outline import Outline
from postparse.post import Post
from postparse.resolve import Candidate, Found
from postparse.values import stamp

Names = tuple[str, ...]


def category_links(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Links that the page marks as categories."""
    yield from _claimed(outline, "articleSection", visible=True)


def category_parts(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """The part of a byline after `in`, a category label, or the words beside author and date."""
    for node, parts in outline.meta:
        named = [p.passage for p in parts if p.kind == "category" and not _is_linked_phrase(node.block, p.passage)]
        if not named and any(p.kind == "author" for p in parts) and len(parts) >= 3:
            dated = [bool(stamp.read(p.passage, outline.language, lambda: "dmy")) for p in parts]
            if any(dated):
                named = [
                    p.passage
                    for p, d in zip(parts, dated, strict=True)
                    if p.kind == "" and not d and not any(c.isdigit() for c in p.passage.text)
                ]
        if named:
            yield from _listed(named, outline)


def _is_linked_phrase(block: Block, part: Passage) -> bool:
    """Say whether a link holds the word before a part too, as in the title of another post: `In praise of lime`."""
    return any(link.span.start < part.start < link.span.end and part.text[:1].islower() for link in block.links)


def category_claims(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Sections that structured data or the container declares."""
    yield from _claimed(outline, "articleSection", visible=False)


def breadcrumb(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """A breadcrumb above the title, without the home page and the title itself."""
    marked = [n.block for n in outline.nodes if n.block.hint == "breadcrumb"]
    crumbs = [Passage(k.text, k.span.start) for b in marked for k in b.links if k.text]
    shown = [_cut(n.block.passage, r"(?<!\s)(?:\s*+[>›»＞→]\s*|\s++/\s+)") for n in outline.nodes if n.role == "meta"]
    said = [Passage(c.value, c.span.start) for c in outline.claims("breadcrumb")]
    for pieces in (crumbs, *shown, said):
        kept = [p for p in pieces[1:] if p.text and len(p.text) <= 60 and p.squeezed() != so_far.title]
        yield from _candidate(kept)


@once
def _shown_tags(outline: Outline, so_far: Post) -> Iterator[tuple[str, Candidate[Names]]]:
    return _by_source(outline, "keywords", True)


@once
def _said_tags(outline: Outline, so_far: Post) -> Iterator[tuple[str, Candidate[Names]]]:
    return _by_source(outline, "keywords", False)


def tag_links(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Links that the page itself marks as tags."""
    yield from (found for source, found in _shown_tags(outline, so_far) if source in ("rel", "profile"))


def tags_shared(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Tags that two syntaxes give, two of them at least: what only one gives is often the site's."""
    sources = [found for _, found in (*_shown_tags(outline, so_far), *_said_tags(outline, so_far))]
    if len(sources) < 2:
        return
    keys = [{_key(name) for name in found.value} for found in sources]
    shared = {k for i, one in enumerate(keys) for other in keys[i + 1 :] for k in one & other}
    if len(shared) < 2:
        return
    pieces: dict[str, Passage] = {}
    for found in sources:
        for name, where in zip(found.value, found.found, strict=True):
            if _key(name) in shared:
                pieces.setdefault(_key(name), Passage(name, where.span.start))
    value = tuple(p.text for p in pieces.values())
    spans = tuple(Found(f"/{i}", p.span) for i, p in enumerate(pieces.values()))
    yield Candidate(value, spans, sources[0].origin)


@lru_cache(maxsize=512)
def _key(name: str) -> str:
    return " ".join(re.sub(r"[_#-]", " ", fold(name)).split())


def tags_marked(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """What the page's classes say are tags; where it shows but one of several that Open Graph gives, those."""
    declared = dict(_said_tags(outline, so_far)).get("og")
    for _, found in _shown_tags(outline, so_far):
        if declared and len(found.value) == 1 < len(declared.value) and found.value[0] in declared.value:
            yield declared
        yield found


def tag_parts(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """What stands after `Tags:` or the like."""
    for _, parts in outline.meta:
        if tags := [p.passage for p in parts if p.kind == "tags"]:
            yield from _listed(tags, outline)


def tag_claims(outline: Outline, so_far: Post) -> Iterator[Candidate[Names]]:
    """Keywords that structured data or the container declares, those for readers before those for machines."""
    found = dict(_said_tags(outline, so_far))
    yield from (found[s] for s in sorted(found, key=lambda s: _SOURCES.index(s) if s in _SOURCES else len(_SOURCES)))


# Tags of Open Graph and news are for this article; `<meta name=keywords>` is often the whole site's.
_SOURCES = ("front-matter", "og", "news", "json-ld", "microdata", "parsely")


def _claimed(outline: Outline, name: str, visible: bool) -> Iterator[Candidate[Names]]:
    yield from (found for _, found in _by_source(outline, name, visible))


def _by_source(outline: Outline, name: str, visible: bool) -> Iterator[tuple[str, Candidate[Names]]]:
    """Give the distinct values of each syntax; lists in one string are cut, words that only announce are none."""
    said = [c for c in outline.claims(name) if (c.origin == "visible") == visible]
    if not said:
        return
    sources: dict[str, list[Passage]] = {}
    origins: dict[str, str] = {}
    for c in said:
        whole = Passage(c.value, c.span.start)
        several = name == "keywords" and c.origin != "container"
        listed = _cut(whole, r"(?<!\s)\s*+[,;、，；|]\s*") if several else [whole]
        if several and len(listed) == 1 and c.origin == "head" and _is_spaced(c.value):
            listed = _cut(whole, r"\s+")
        sources.setdefault(c.source, []).extend(map(_without_mark, listed))
        origins[c.source] = c.origin
    for source, pieces in sources.items():
        if name == "keywords" and origins[source] == "head":
            pieces = _for_readers(pieces, [c.value for c in outline.claims("url")])
        keyed = [(_key(p.text), p) for p in pieces if p.text and len(p.text) <= 80 and not _announces(p.text)]
        kept = dict(reversed(keyed))
        found = [p for key, p in keyed if kept[key] is p]
        if found:
            spans = tuple(Found(f"/{i}", p.span) for i, p in enumerate(found))
            yield source, Candidate(tuple(p.squeezed() for p in found), spans, origins[source])


def _is_spaced(text: str) -> bool:
    """Tell a list of three words or more of a script without spaces, in which spaces part the words."""
    words = text.split()
    return len(words) > 2 and not text.isascii() and all(min(word) > "\u2e80" and len(word) < 12 for word in words)


def _for_readers(pieces: list[Passage], addresses: Sequence[str]) -> list[Passage]:
    """Give the tags without those that systems set for each other: numbers, identifiers, hosts, `Language: English`."""
    pairs = [p for p in pieces if ": " in p.text and p.text.isascii()]
    kept = [p for p in pieces if not _is_machines(p.text, addresses)]
    return [p for p in kept if p not in pairs] if len(pairs) > 1 else kept


def _is_machines(text: str, addresses: Sequence[str]) -> bool:
    if not text.isascii() or " " in text:
        return False
    bare = text.replace("-", "")
    return (
        (len(bare) > 4 and text.isdigit())
        or (len(bare) == 32 and text.count("-") == 4 and bare.isalnum())
        or ("." in text and any(f"//{text}/" in address for address in addresses))
    )


def _without_mark(piece: Passage) -> Passage:
    return piece.cut(len(piece.text) - len(piece.text.lstrip("# ")))


@lru_cache(maxsize=512)
def _announces(text: str) -> bool:
    known = (*lexicon.look("label", text.rstrip(" :：")), *lexicon.look("byline", text.rstrip(" :：")))
    return text.endswith((":", "：")) or any(m.key in ("tags", "category", "in") for m in known)


def _listed(passages: list[Passage], outline: Outline) -> Iterator[Candidate[Names]]:
    pieces = [p for passage in passages for p in _cut(passage, r"(?<!\s)\s*+[,;、，；|]\s*|(?<!\s)\s++#|^#")]
    yield from _candidate([p for p in pieces if 0 < len(p.text) <= 60])


def _candidate(pieces: list[Passage]) -> Iterator[Candidate[Names]]:
    unique = {p.squeezed(): p for p in reversed(pieces)}
    kept = [p for p in pieces if unique.get(p.squeezed()) is p]
    if kept:
        yield Candidate(tuple(p.squeezed() for p in kept), tuple(Found(f"/{i}", p.span) for i, p in enumerate(kept)))


def _cut(passage: Passage, separator: str) -> list[Passage]:
    at, pieces = 0, []
    for m in re.finditer(separator, passage.text):
        pieces.append(passage.cut(at, m.start()))
        at = m.end()
    return [*pieces, passage.cut(at)]


def excerpt(outline: Outline, so_far: Post) -> Iterator[Candidate[str]]:
    """The description that the page or container declares for the post."""
    for claim in outline.claims("description"):
        if len(claim.value) >= 20 or claim.origin == "container":
            yield Candidate(" ".join(claim.value.split()), (Found("", claim.span),), claim.origin)


# What the page shows as category counts before what its metadata says; a breadcrumb serves where nothing else does.
RULES = {
    "/categories": (category_links, category_parts, category_claims, breadcrumb),
    "/tags": (tag_links, tags_shared, tags_marked, tag_parts, tag_claims),
    "/excerpt": (excerpt,),
}
NEEDS = ("title", "byline")
