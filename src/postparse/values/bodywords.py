"""What tells that words name a body: an institute, a committee, a firm."""

from functools import lru_cache

from postparse.values.terms import bare, endings_by_last, terms


@lru_cache(maxsize=512)
def has_body(part: str) -> bool:
    """Say whether a word names a kind of body: institute, committee, Ltd."""
    bodies = terms("organization_word", "body", "tail")
    by_last = endings_by_last("organization_word", "suffix")
    if part[-1:] == "." and part[-5:-1].count(". ") == 1:
        part = part[:-5] + part[-5:].replace(". ", ".")  # `e. V.`
    for word in part.split():
        low = bare(word.strip('()（）,，"“”'))
        if low in bodies:
            return True
        ends = by_last.get(low[-1:])
        if ends and low.endswith(ends) and _is_compound(low, ends):
            return True
    return False


def _is_compound(low: str, ends: tuple[str, ...]) -> bool:
    """An ending of one letter tells a body in a longer word only."""
    return any(low.endswith(e) and len(low) > (len(e) if len(e) > 1 else 3) for e in ends)


def leads_body(words: list[str]) -> bool:
    """Say whether one or two words begin the name of a body, as `Universitas` and `Bảo tàng` do."""
    bodies = terms("organization_word", "lead")
    return bool(words) and (bare(words[0]) in bodies or bare(words[-1]) in bodies or bare(" ".join(words)) in bodies)
