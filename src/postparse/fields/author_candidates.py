"""What claims say of authors, and the candidate that is made of names and the addresses linked to them."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from postparse import lexicon
from postparse.document import Claim, Passage
from postparse.outline import Outline
from postparse.post import Author
from postparse.resolve import Candidate, Found
from postparse.values.terms import terms

Authors = tuple[Author, ...]


def claimed(outline: Outline, origin: str) -> list[Claim]:
    """Give the claims of authors of an origin, but for the site itself where metadata name that."""
    sites = _sites(outline) if origin == "head" else frozenset()
    return [c for c in outline.claims("author") if c.origin == origin and _letters(c.value) not in sites]


def _sites(outline: Outline) -> frozenset[str]:
    """Give the names of the site and of its address, in letters."""
    names = (*outline.claims("name", entity="site"), *outline.claims("publisher"))
    host = (outline.document.url or "").partition("://")[2].partition("/")[0].removeprefix("www.")
    found = {_letters(c.value) for c in names} | {_letters(host), _letters(host.rpartition(".")[0])}
    return frozenset(found - {""})


@lru_cache(maxsize=512)
def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, lexicon.fold(text)))


def passage_of(claim: Claim) -> Passage:
    return Passage(claim.value, claim.span.start)


def candidate(outline: Outline, pieces: Sequence[Passage], origin: str) -> Candidate[Authors]:
    """Make the candidate of distinct names, with the addresses that visible links on them have."""
    unique = _own(list({lexicon.fold(p.text): p for p in reversed(pieces)}.values())[::-1], outline)
    addresses = {c.value: c.span for c in outline.claims("author.url")}
    # A container that names one author and gives one address gives that author's.
    own = [c.value for c in outline.claims("author.url") if c.origin == origin == "container"]
    value: list[Author] = []
    found: list[Found] = []
    for index, piece in enumerate(unique):
        url = own[0] if len(own) == len(unique) == 1 else _url(outline, piece) if addresses else None
        value.append(Author(piece.squeezed(), url if url in addresses else None))
        found.append(Found(f"/{index}/name", piece.span))
        if url is not None and url in addresses:
            found.append(Found(f"/{index}/url", addresses[url]))
    return Candidate(tuple(value), tuple(found), origin)


def _own(pieces: list[Passage], outline: Outline) -> list[Passage]:
    """Leave out what stands beside names in the same mark: their positions, their paper, the name with more words."""
    if len(pieces) < 2:
        return pieces
    sites, texts = _sites(outline), [p.text for p in pieces]
    kept = [p for p in pieces if not any(p.text.startswith(t + " ") for t in texts) and not _ends_as_position(p.text)]
    return [p for p in kept if _letters(p.text) not in sites] or kept or pieces


def _ends_as_position(text: str) -> bool:
    """Tell `Senior politics editor` from `Al Baker`."""
    words = [w.strip(".,()").casefold() for w in text.split()]
    return words[-1] in terms("position", "word", "lead") and words[0] not in terms("given", "common")


def _url(outline: Outline, piece: Passage) -> str | None:
    blocks = outline.document.blocks
    at = bisect_right(blocks, piece.start, key=lambda b: b.span.start) - 1
    links = blocks[at].links if at >= 0 else ()
    return next((k.url for k in links if k.span.start <= piece.start and piece.span.end <= k.span.end), None)
