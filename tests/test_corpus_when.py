"""Time expressions: a corpus a language, `tests/corpus/when/<bcp47>.toml`.

A corpus file is TOML:

    negatives.page = ["pp. 3-5"]       # kind of thing = strings in which `when.read` finds no time as a whole
    negatives.prose = ["It may rain."] # under `prose` also `when.scan` finds none inside

    [context]                          # what is known of the post; `language` is the file's name
    published = 2024-05-06             # also region, as_of, date_order, zone: the fields of `when.Context`

    [[value]]                          # one value
    surfaces = ["Friday, May 10"]      # the ways to write it
    start = "2024-05-10"               # as CONTRACT.md writes it; none if nothing tells (an ambiguous 03/04)
    end = "2024-05-12"                 # none if left out, as are timezone and recurrence
    all_day = true                     # if left out: whether `start` is a day without a time
    inferred = ["year"]                # [] if left out, in any order
    codes = ["schedule.year-inferred"] # warnings, compared only where they are given
    context = { region = "GB" }        # replaces entries of [context] for this value

Several stretches of time in one surface are `moments = [{ start = ... }, { start = ... }]`, with the keys of a value.
A surface passes with exactly one reading from end to end which has that value. What the grammar gets wrong
stands in FAILING with the reason; each is a strict xfail. Forms come from CLDR's patterns, style guides and
posts, not from what the grammar reads.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from corpusset import case, languages
from postparse import lexicon
from postparse.values import settle, tokens, when

FILES = languages("when")

# (file, surface or negative): why the grammar fails.
FAILING: dict[tuple[str, str], str] = {}

# At least so many surfaces and negatives.
FULL, SOME = (60, 20), (15, 5)
LEAST = dict.fromkeys(("en", "ko", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de"), FULL) | dict.fromkeys(
    ("pt", "it", "nl", "id", "vi", "pl", "tr", "ru", "ar"), SOME
)
MOMENT = ("start", "end", "timezone", "all_day", "recurrence", "inferred", "codes")

Value = dict[str, Any]


def context(tag: str, value: Value) -> when.Context:
    return when.Context(**{"language": tag, **FILES[tag].get("context", {}), **value.get("context", {})})


def wanted(value: Value) -> list[Value]:
    moments = value.get("moments", [{k: v for k, v in value.items() if k in MOMENT}])
    return [
        {
            "start": m.get("start"),
            "end": m.get("end"),
            "timezone": m.get("timezone"),
            "all_day": m.get("all_day", "start" in m and "T" not in m["start"]),
            "recurrence": m.get("recurrence"),
            "inferred": sorted(m.get("inferred", [])),
        }
        | ({"codes": sorted(m["codes"])} if "codes" in m else {})
        for m in moments
    ]


def given(text: str, known: when.Context, keys: list[Value]) -> list[Value] | None:
    readings = when.read(text, known)
    if not readings:
        return None
    assert len(readings) == 1, "two readings"
    found = []
    for i, moment in enumerate(when.settle(readings[0], known)):
        made = {k: getattr(moment, k) for k in MOMENT if k != "codes" or (i < len(keys) and "codes" in keys[i])}
        found.append({k: sorted(v) if isinstance(v, tuple) else v for k, v in made.items()})
    return found


def surfaces() -> Iterator[tuple[str, Value, str]]:
    for tag, table in FILES.items():
        for value in table["value"]:
            for surface in value["surfaces"]:
                yield tag, value, surface


def negatives() -> Iterator[tuple[str, str, str]]:
    for tag, table in FILES.items():
        for kind, texts in table["negatives"].items():
            for text in texts:
                yield tag, kind, text


def row(tag: str, *rest: Any) -> Any:
    text = rest[-1]
    return case(tag, *rest, name=f"{tag}: {text}", wrong=FAILING.get((tag, text)))


@pytest.mark.parametrize(("tag", "value", "surface"), [row(*s) for s in surfaces()])
def test_surface_has_one_reading_and_it_is_right(tag: str, value: Value, surface: str) -> None:
    keys = wanted(value)
    assert given(surface, context(tag, value), keys) == keys


@pytest.mark.parametrize(("tag", "kind", "text"), [row(*n) for n in negatives()])
def test_negative_has_no_reading(tag: str, kind: str, text: str) -> None:
    known = context(tag, {})
    assert when.read(text, known) == ()
    if kind == "prose":
        assert when.scan(text, known) == []


def test_failing_rows_exist() -> None:
    rows = {(tag, surface) for tag, _, surface in surfaces()} | {(tag, text) for tag, _, text in negatives()}
    assert not [key for key in FAILING if key not in rows]


def test_each_language_of_the_corpus_has_its_file() -> None:
    assert set(LEAST) <= set(FILES)


@pytest.mark.parametrize("tag", FILES)
def test_corpus_is_large_and_says_nothing_twice(tag: str) -> None:
    least = LEAST.get(tag, SOME)
    positive = [s for t, _, s in surfaces() if t == tag]
    negative = [s for t, _, s in negatives() if t == tag]
    assert len(negative) == len(set(negative)) >= least[1]
    assert len(set(positive)) >= least[0]
    contexts = [(s, str(context(tag, v))) for t, v, s in surfaces() if t == tag]
    assert len(contexts) == len(set(contexts))


class Only:
    """Of a kind what some languages (base tags) say."""

    def __init__(self, known: lexicon.Vocabulary, languages: set[str]) -> None:
        self.known, self.languages = known, languages

    def says(self, meaning: lexicon.Meaning) -> bool:
        return meaning.language.partition("-")[0] in self.languages

    def spoken(self, *languages: str) -> Iterator[tuple[str, lexicon.Meaning]]:
        return (found for found in self.known.spoken(*languages) if self.says(found[1]))

    def get(self, surface: str, default: tuple[lexicon.Meaning, ...] = ()) -> tuple[lexicon.Meaning, ...]:
        return tuple(m for m in self.known.get(surface, default) if self.says(m))


@pytest.mark.parametrize("tag", FILES)
def test_other_languages_change_nothing(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the same for each row with the words of its language and of English alone."""
    rows = [(s, context(t, v)) for t, v, s in surfaces() if t == tag]
    rows += [(s, context(t, {})) for t, _, s in negatives() if t == tag]

    def results() -> list[Any]:
        tokens.vocabulary.cache_clear()
        settled = [[when.settle(r, known) for r in when.read(s, known)] for s, known in rows]
        return [*settled, *([(f[:2], f[2].slots) for f in when.scan(s, known)] for s, known in rows)]

    among_all = results()
    words, own = lexicon.words, {tag.partition("-")[0], "en"}
    kept = cache(lambda kind: Only(words(kind), own))
    for module in (lexicon, tokens):
        monkeypatch.setattr(module, "words", kept)
    alone = results()
    tokens.vocabulary.cache_clear()
    assert settle.look is lexicon.look
    assert alone == among_all
