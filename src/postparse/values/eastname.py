"""Korean, Japanese and Chinese names, with and without honorifics, and names in letters without cases."""

import re
from functools import cache, lru_cache

from postparse.lexicon import look
from postparse.values.letters import script
from postparse.values.name import Name
from postparse.values.terms import bare, endings, ends, terms


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    hangul, han, kana = "\uac00-\ud7a3", "\u3005\u3400-\u9fff\uf900-\ufaff", "\u3041-\u30fa\u30fc"
    return {
        "hangul": re.compile(rf"[{hangul}]{{2,6}}"),
        "hangul_words": re.compile(rf"[{hangul}]{{1,8}}(?: [{hangul}]{{1,8}}){{0,3}}"),
        "han": re.compile(rf"[{han}]{{2,5}}"),
        "kana_han": re.compile(rf"[{han}{kana}]{{1,6}}"),
        "parted": re.compile(rf"[{han}{kana}]{{1,12}}[ \u3000]+[{han}{kana}]{{1,6}}"),
        "dotted": re.compile(
            rf"[{han}{kana}]{{1,10}}(?:[·・．‧•=＝][{han}{kana}]{{1,10}}){{1,4}}(?:[ \u3000][{han}{kana}]{{1,5}})?"
        ),
        "katakana": re.compile(r"[\u30a1-\u30fa\u30fc]{2,12}(?:[ \u3000][\u30a1-\u30fa\u30fc]{2,12}){0,2}"),
        "other": re.compile(r"[^\W\d_][^\d_,،()–—]{1,60}"),
    }


def read(text: str, sure: bool) -> Name | None:
    """Read the whole of `text` as one name; `text` may hold blanks where a bracket was taken out."""
    lead = len(text) - len(text.lstrip())
    body = text.strip()
    honorific: str | None = None
    ranges: tuple[tuple[int, int], ...] = ()
    title = _prefix(body)
    if title:
        lead += title
        honorific, ranges = body[:title].strip(), ((lead - title, lead - title + len(body[:title].rstrip())),)
        body = body[title:]
    for ending in ends(body.casefold(), "honorific", "after"):
        if _is_given(body, ending):
            break
        if len(body) - len(ending) >= 2:
            stem = body[: len(body) - len(ending)]
            if _is_name(stem.rstrip(), True):
                start = lead + len(body) - len(ending)
                honorific, ranges = body[-len(ending) :], (*ranges, (start, start + len(ending)))
                body, sure = stem.rstrip(), True
            break
    if not _is_name(body, sure):
        return None
    return Name(_joined(body), (lead, lead + len(body)), (), honorific, ranges)


def _is_given(body: str, ending: str) -> bool:
    """Tell the last letter of a given name, as in 陳怡君, from an honorific of one letter."""
    return len(ending) == 1 and len(body) == 3 and body.endswith(ending) and body[0] in terms("surname", "common")


def _joined(body: str) -> str:
    """Give a name without the spaces between single letters: `홍 길 동`; other spaces stay."""
    parts = body.split()
    wide = 2 if script(body) == "hangul" else 3
    return ("" if len(parts) >= wide and all(len(p) == 1 for p in parts) else " ").join(parts)


def _prefix(body: str) -> int:
    """Count the characters of a Latin title before the name: `Dr. 김민수`."""
    head = body.split(" ", 1)
    if len(head) == 2 and bare(head[0]) in terms("honorific", "title"):
        return len(head[0]) + len(head[1]) - len(head[1].lstrip()) + 1
    return 0


def _is_name(body: str, sure: bool) -> bool:
    kind = script(body)
    if not body or _tells_otherwise(body):
        return False
    if kind == "hangul":
        return _korean(body, sure)
    if kind in ("han", "kana"):
        return _chinese_or_japanese(body, sure)
    words = body.split()
    return (
        sure
        and len(words) <= 5
        and _patterns()["other"].fullmatch(body) is not None
        and not any(map(_tells_otherwise, words))
        and not any(look("position", w) or look("nonname", w) for w in words)
    )


@lru_cache(maxsize=512)
def _tells_otherwise(body: str) -> bool:
    """A word that the lexicon knows as a position, a body, a role ..., or that ends like one."""
    squeezed = "".join(body.split())
    if any(
        look(kind, squeezed) for kind in ("position", "role", "nonname", "organization_word", "placeholder", "label")
    ):
        return True
    if len(squeezed) < 3:
        return False
    least = 2 if len(squeezed) < 5 else 1
    low = squeezed.casefold()
    if len(low) > 3 and any(least <= len(e) < len(low) for e in ends(low, "organization_word", "suffix", "body")):
        return True
    return any(1 < len(e) < len(low) - 1 for e in ends(low, "position", "suffix", "word"))


def _korean(body: str, sure: bool) -> bool:
    parts = body.split()
    if len(parts) == 2 and len(parts[0]) <= 2 and len(parts[1]) <= 2 and _surname(parts[0]):
        return sure or len(parts[1]) == 2
    if len(parts) > 1:
        if _patterns()["hangul_words"].fullmatch(body) is None or _has_position(parts):
            return False
        return sure and not any(len(p) > 1 and p.endswith(endings("nonname", "ending")) for p in parts)
    if _patterns()["hangul"].fullmatch(body) is None:
        return False
    if body[:2] in terms("surname", "double") and 3 <= len(body) <= 4:
        return True
    if body[0] in terms("surname", "common") and 2 <= len(body) <= 4:
        return sure or len(body) == 3
    return sure


def _surname(word: str) -> bool:
    return word in terms("surname", "common") or word in terms("surname", "double")


def _has_position(parts: list[str]) -> bool:
    return any(_tells_otherwise(p) for p in parts if len(p) > 1)


def _chinese_or_japanese(body: str, sure: bool) -> bool:
    forms = _patterns()
    if 3 <= len(body.split()) <= 4 and all(len(p) == 1 for p in body.split()):
        body = "".join(body.split())
    if _phrase(body):
        return False
    if forms["dotted"].fullmatch(body):
        return not look("position", re.split(r"[·・．‧•=＝]", body, maxsplit=1)[0])
    if forms["parted"].fullmatch(body):
        parts = body.split()
        if len(parts[0]) > _LONGEST_FAMILY and any(c >= "\u3400" for c in parts[0]):
            return False
        return (sure or len("".join(parts)) <= 6) and not any(_tells_otherwise(p) for p in parts if len(p) > 1)
    if forms["han"].fullmatch(body):
        if body[:2] in terms("surname", "double") and 3 <= len(body) <= 4:
            return True
        if body[0] in terms("surname", "common") and 2 <= len(body) <= 3:
            return True
        return sure
    if not any("\u3041" <= c <= "\u30fc" for c in body):
        return False
    return sure and (forms["kana_han"].fullmatch(body) is not None or forms["katakana"].fullmatch(body) is not None)


# Ideographs; names of other languages in kana are longer.
_LONGEST_FAMILY = 4


def _phrase(body: str) -> bool:
    """A phrase and no name: it begins or ends with an ordinary word, or holds a particle between its words."""
    for at, c in enumerate(body[1:-1], 1):
        # in Japanese a name may hold such a letter, but not alone between two ideographs
        if c in terms("nonname", "inner") and (c >= "\u3400" or (body[at - 1] >= "\u3400" <= body[at + 1])):
            return True
    if len(body) < 4 or " " in body:
        return body.endswith(
            tuple(e for e in endings("organization_word", "suffix") if e[:1] < "\u30fb" and len(e) > 1)
        )
    return any(
        part in terms(*kind)
        for part in (body[:2], body[-2:])
        for kind in (("nonname", "word"), ("placeholder", "person"), ("position", "word"))
    )
