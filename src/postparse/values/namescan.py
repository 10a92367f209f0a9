"""Names in running text, found by their capitals."""

import re
from functools import cache, lru_cache

from postparse.lexicon import surfaces
from postparse.values.latinname import Token, doubt, glued_article, is_degree, is_given, is_initial
from postparse.values.name import Name, shifted
from postparse.values.person import read
from postparse.values.terms import bare, terms


def scan(text: str) -> list[Name]:
    """Find the names in running text, by their capitals; only what `read` takes for a name unasked.

    >>> [n.name for n in scan("Then Dr. Ada Okafor of the Mill Museum met Bo Lindqvist.")]
    ['Ada Okafor', 'Bo Lindqvist']
    """
    return list(_scan(text))


@lru_cache(maxsize=256)
def _scan(text: str) -> tuple[Name, ...]:
    found: list[Name] = []
    run: list[Token] = []
    masked = _nickname().sub(lambda m: " " * len(m[0]), text) if any(c in text for c in '(“"‘') else text
    titles = _titles()
    for m in _runs().finditer(masked):
        word = m[0]
        if not run and not word[0].isupper() and bare(word) not in titles:
            continue
        token = Token(word, m.start(), m.end())
        if _continues(token, run, masked):
            run.append(token)
        else:
            found += _from_run(run, text)
            run = [token] if word[0].isupper() or bare(word) in titles else []
        if run and token.text.endswith(".") and not _abbreviated(token.text):
            found += _from_run(run, text)
            run = []
    return (*found, *_from_run(run, text))


def may_know(text: str) -> bool:
    """Say whether a text holds a word by which a name may be one beyond doubt: see `person.is_known`."""
    if not text.isascii():
        return True
    given, titles = terms("given", "common"), _titles()
    for word in _runs().findall(text):
        low = bare(word)
        if "." in word or len(word) == 1 or low.partition("-")[0] in given or low in titles or is_degree(word):
            return True
        if low in terms("honorific", "after"):
            return True
    return False


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(r"""[^\s,;:()\[\]{}"“”„«»!?/|<>—–]+|[,;:()\[\]{}"“”„«»!?/|<>—–]""")


@cache
def _nickname() -> re.Pattern[str]:
    """A nickname between two parts of a name."""
    return re.compile(r"(?<=[\w.]\s)[(“\"‘][^\W\d_][\w\-]{0,20}[)”\"’](?=\s[^\W\d_a-z])")


@cache
def _titles() -> frozenset[str]:
    """What a name may begin with in small letters."""
    return frozenset((*surfaces("honorific", "title"), *surfaces("honorific", "rank")))


def _continues(token: Token, run: list[Token], text: str) -> bool:
    if not run or text[run[-1].end : token.start].strip(" \t\n\u3000"):
        return False
    if token.text[0].isalpha() and (any(map(str.isupper, token.text)) or bare(token.text) in terms("particle", "name")):
        return (
            not token.text[0].islower()
            or "'" in token.text
            or "’" in token.text
            or "-" in token.text
            or (bare(token.text) in terms("particle", "name") or token.text[:1] in "hnt")
        )
    return bare(token.text) in terms("honorific", "title")


def _abbreviated(token: str) -> bool:
    low = bare(token)
    return (
        len(token) <= 3
        or is_initial(token)
        or low in terms("honorific", "title")
        or low in terms("name_suffix", "word")
    )


def _is_acronym(token: str) -> bool:
    low = bare(token)
    return 1 < len(token) < 5 and token.isupper() and not is_degree(token) and low not in terms("name_suffix", "word")


def _alone(token: str) -> bool:
    """Say whether a token is one Latin word, which no text gives for a name without a title."""
    return token.isascii() and "." not in token[:-1]


def _from_run(run: list[Token], text: str) -> list[Name]:
    """Read the longest part of a run of capitalised words that is a name."""
    for at in range(2, len(run) - 2):
        if bare(run[at].text) in terms("conjunction", "and") and bare(run[at + 1].text) in terms("given", "common"):
            return [*_from_run(run[:at], text), *_from_run(run[at + 1 :], text)]  # `Ana Ruiz y Mario Gil`
    while (
        run
        and (
            glued_article(bare(run[0].text))
            or bare(run[0].text) in terms("nonname", "word")
            or bare(run[0].text) in terms("stopwords", "common")
        )
        and not is_given(bare(run[0].text))
        and bare(run[0].text) not in terms("honorific", "title", "rank")
    ):
        run = run[1:]
    while run and bare(run[-1].text) in terms("particle", "name"):
        run = run[:-1]
    while len(run) > 2 and _is_acronym(run[-1].text) and not any(t.text.isupper() for t in run[:2]):
        run = run[:-1]  # "Ada Okafor MMH talk"
    if not run or len(run) > 10 or (len(run) == 1 and _alone(run[0].text)):
        return []
    start, end = run[0].start, run[-1].end
    if text[end - 1 : end] == "." and not _abbreviated(run[-1].text):
        end -= 1
    for stop in ("'s", "’s"):
        if text[start:end].endswith(stop):
            end -= 2
    name = read(text[start:end])
    if name is None:
        for i, token in enumerate(run[1:], 1):
            # "Ada Okafor de la Universidad": small words may lead to a body as well as to a surname
            if token.text[0].islower() and (cut := read(text[start : run[i - 1].end])):
                found = shifted(cut, start)
                return [found, *_from_run(run[i + 1 :], text)] if found else []
        # behind a word that no name holds, a name may still begin: "Mill Museum Curator Ada Okafor"
        last = max((i for i, t in enumerate(run) if doubt(bare(t.text), i + 1 == len(run)) > 1), default=-1)
        return _from_run(run[last + 1 :], text) if 0 <= last < len(run) - 1 else []
    moved = shifted(name, start)
    return [moved] if moved else []
