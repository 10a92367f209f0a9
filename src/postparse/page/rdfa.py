"""What an element says in RDFa (RDFa Lite 1.1 and HTML+RDFa 1.1), in the words of schema.org.

Prefixes are not resolved: `schema:startDate`, `https://schema.org/startDate` and `startDate` are one, and so are
the older `v:` words of data-vocabulary.org. `rel` counts where it has a prefix, as in RDFa 1.0.
"""

import re
from collections.abc import Mapping

from postparse.page import microdata
from postparse.page.markup import Says

_LEGACY = {"summary": "name", "fn": "name", "photo": "image", "locality": "addressLocality"}
_KNOWN = frozenset(("schema", "s", "v", "so"))


def read(tag: str, attrs: Mapping[str, str], owner: tuple[str, ...]) -> Says | None:
    """Give what an element says, None where it bears no RDFa of a known vocabulary."""
    if tag == "meta" and not owner:
        return None  # Open Graph and its like
    types = tuple(filter(None, map(_local, attrs.get("typeof", "").split())))
    said = attrs.get("property", "").split()
    said += [r for r in attrs.get("rel", "").split() if ":" in r]
    names = tuple(filter(None, map(_local, said)))
    if not types and not names:
        return None
    return Says(types, names, None if types else _value(tag, attrs, names))


def _local(word: str) -> str:
    """Give a word without its prefix or address; nothing of vocabularies that are none of ours."""
    if match := re.match(r"https?://(?:www\.)?(?:schema\.org|rdf\.data-vocabulary\.org)/#?(\w+)\Z", word):
        return _LEGACY.get(match[1], match[1])
    prefix, colon, name = word.rpartition(":")
    if colon and prefix not in _KNOWN:
        return ""
    return _LEGACY.get(name, name) if prefix == "v" else name


def _value(tag: str, attrs: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    # datetime on any element: HTML+RDFa 1.1, section 3.1.
    if "content" not in attrs and "datetime" in attrs:
        return attrs["datetime"]
    if "resource" in attrs and not microdata.ADDRESSES.isdisjoint(names):
        return attrs["resource"]
    return microdata.value(tag, attrs, names)
