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

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from postparse import lexicon
from postparse.values import settle, tokens, when

CORPUS = Path(__file__).parent / "corpus" / "when"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(CORPUS.glob("*.toml"))}

# (file, surface or negative): why the grammar fails.
FAILING: dict[tuple[str, str], str] = {
    ("de", "19 Uhr 30"): "not read",
    ("de", "Beginn 19:30 Uhr"): "not read",
    ("de", "um 19 Uhr c.t."): "read otherwise",
    ("de", "pünktlich um 19 Uhr"): "not read",
    ("de", "um 9 Uhr früh"): "not read",
    ("de", "Fr 10.5. 19 Uhr"): "not read",
    ("de", "10.05.–12.05.2024"): "not read",
    ("de", "10.05. – 12.05.2024"): "read otherwise",
    ("de", "10.-12.05.2024"): "not read",
    ("de", "10.–12.5.2024"): "not read",
    ("de", "Freitag, 10. bis Sonntag, 12. Mai 2024"): "read otherwise",
    ("de", "Fr., 10. – So., 12. Mai 2024"): "read otherwise",
    ("de", "31.5.–2.6.2024"): "not read",
    ("de", "31.05. - 02.06.2024"): "read otherwise",
    ("de", "Sa/So, 11./12. Mai"): "read otherwise",
    ("de", "10.5., 17.5. und 24.5.2024"): "read otherwise",
    ("de", "freitags, 10., 17. und 24. Mai 2024"): "not read",
    ("de", "10. und 17. Mai 2024, jeweils 19 Uhr"): "not read",
    ("de", "jeden zweiten Dienstag im Monat, 19 Uhr"): "not read",
    ("de", "jeden 2. Dienstag im Monat um 19 Uhr"): "not read",
    ("de", "am 2. Dienstag im Monat, 19 Uhr"): "not read",
    ("de", "morgen Vormittag um 10 Uhr"): "not read",
    ("de", "heute Abend um 20 Uhr"): "not read",
    ("de", "heute Abend, 20 Uhr"): "not read",
    ("de", "10. Mai 2024, 19 Uhr Schweizer Zeit"): "not read",
    ("de", "10. Mai 2024, 19:00 Uhr (Zürcher Zeit)"): "not read",
    ("de", "10. Mai 2024, 19 Uhr deutscher Zeit"): "not read",
    ("de", "10. Mai 2024, 19 Uhr (Berliner Zeit)"): "not read",
    ("en", "half past 7"): "not read",
    ("en", "half past seven"): "not read",
    ("en", "Friday (May 10) at 7 p.m."): "read otherwise",
    ("en", "2024-05-10T19:00/2024-05-10T21:00"): "read otherwise",
    ("en", "May 10, 2024, 7 pm (1.5 hours)"): "not read",
    ("en", "May 10, 2024 at 7 pm for 90 minutes"): "not read",
    ("en", "December 30 – January 2, 2025"): "read otherwise",
    ("en", "Dec. 30, 2024, to Jan. 2, 2025"): "not read",
    ("en", "Saturday and Sunday, May 11 and 12"): "read otherwise",
    ("en", "Fridays May 10 and 17, 2024 at 7 pm"): "not read",
    ("en", "weekly on Thursdays at 7 pm"): "not read",
    ("en", "second Tuesday of each month, 7 pm"): "not read",
    ("en", "every second Tuesday of the month at 7 p.m."): "not read",
    ("en", "the 2nd Tuesday of every month, 7 pm"): "not read",
    ("en", "on the 15th"): "not read",
    ("en", "Wednesday the 15th"): "not read",
    ("en", "Wednesday, 15th"): "not read",
    ("en", "May 10, 2024, 3:00 pm New York time"): "not read",
    ("en", "Fri, 10 May 2024 15:00:00 +0700"): "not read",
    ("es", "el próximo 10 de mayo"): "not read",
    ("es", "domingo 1.º de septiembre de 2024"): "not read",
    ("es", "1.º de septiembre de 2024"): "not read",
    ("es", "1º de septiembre de 2024"): "not read",
    ("es", "primero de septiembre de 2024"): "not read",
    ("es", "miercoles 15 de mayo de 2024"): "not read",
    ("es", "sabado 11 de mayo de 2024"): "not read",
    ("es", "a las 19.30"): "not read",
    ("es", "a las 7 y media de la tarde"): "not read",
    ("es", "a las 19"): "not read",
    ("es", "a las siete de la tarde"): "not read",
    ("es", "medianoche"): "not read",
    ("es", "a medianoche"): "not read",
    ("es", "entre las 10:00 y las 13:30 h"): "not read",
    ("es", "10-12 de mayo de 2024"): "not read",
    ("es", "10–12 de mayo de 2024"): "not read",
    ("es", "11-12 de mayo"): "not read",
    ("es", "los jueves, 19:00 h"): "read otherwise",
    ("es", "los lunes y miércoles, de 18 a 20 horas"): "read otherwise",
    ("es", "mañana martes a las 10 de la mañana"): "read otherwise",
    ("es", "hoy lunes a las 20:00"): "read otherwise",
    ("es", "10 de mayo de 2024, 19 h (Argentina) / 18 h (Chile)"): "not read",
    ("fr", "vendredi prochain 10 mai"): "read otherwise",
    ("fr", "vend. 10 mai"): "not read",
    ("fr", "1ᵉʳ mai 2024"): "not read",
    ("fr", "5 fév. 2025"): "not read",
    ("fr", "19h30 précises"): "not read",
    ("fr", "19 heures 30"): "not read",
    ("fr", "midi et demi"): "not read",
    ("fr", "vendredis 10, 17 et 24 mai 2024"): "not read",
    ("fr", "les vendredis 10, 17 et 24 mai 2024"): "not read",
    ("fr", "les vendredis 10 et 17 mai 2024 à 19h"): "not read",
    ("fr", "demain mardi à 10 h"): "read otherwise",
    ("fr", "10 mai 2024, 19 h, heure de Montréal"): "not read",
    ("fr", "10 mai 2024, 19 h (HE)"): "not read",
    ("it", "venerdi 10 maggio 2024"): "not read",
    ("it", "venerdi' 10 maggio 2024"): "not read",
    ("it", "venerdì prossimo, 10 maggio"): "read otherwise",
    ("it", "1º maggio 2024"): "not read",
    ("it", "primo maggio 2024"): "not read",
    ("it", "3 sett. 2024"): "not read",
    ("it", "alle 7 e mezza di sera"): "not read",
    ("it", "ore 19,00"): "not read",
    ("it", "a mezzogiorno"): "not read",
    ("it", "tra le 10 e le 12.30"): "not read",
    ("it", "venerdì 10 maggio 2024, ore 18-20"): "not read",
    ("it", "nei giorni 10, 11 e 12 maggio 2024"): "not read",
    ("it", "l'11 e il 12 maggio"): "not read",
    ("it", "ogni giovedì alle 19"): "not read",
    ("it", "ogni giovedì, ore 19"): "not read",
    ("it", "tutti i giovedì alle 19"): "not read",
    ("it", "domani martedì alle 19"): "not read",
    ("it", "10 maggio 2024, ore 19 (ora italiana)"): "not read",
    ("it", "10 maggio 2024, ore 19:00 ora italiana"): "not read",
    ("nl", "’s avonds om 19.30 uur"): "not read",
    ("nl", "8 uur 's avonds"): "not read",
    ("nl", "'s avonds om 8 uur"): "not read",
    ("nl", "tussen 10.00 en 12.30 uur"): "not read",
    ("nl", "10 mei 2024 tussen 18.30 en 20 uur"): "not read",
    ("nl", "morgenavond om 20.00 uur"): "not read",
    ("nl", "10 mei 2024, 20.00 uur Nederlandse tijd"): "not read",
    ("nl", "10 mei 2024, 20.00 uur (Nederlandse tijd)"): "not read",
    ("pl", "10 maja 2024 r. (piątek)"): "read otherwise",
    ("pl", "piątek 10.05"): "not read",
    ("pl", "g. 19.30"): "not read",
    ("pl", "o godz. 19"): "not read",
    ("pl", "10.05.2024 r. o godz. 19.00"): "not read",
    ("pl", "piątek 10.05.2024, g. 19:00"): "not read",
    ("pl", "w piątek 10 maja o godz. 19"): "not read",
    ("pl", "10.05 (piątek), godz. 19:00"): "not read",
    ("pl", "w godz. 10 - 12.30"): "not read",
    ("pl", "10.05.2024 r. w godz. 18.00-20.00"): "not read",
    ("pl", "w dniach 10–12 maja 2024 r."): "not read",
    ("pl", "10.05–12.05.2024"): "not read",
    ("pl", "10-12.05.2024"): "not read",
    ("pl", "w każdy czwartek o godz. 19"): "not read",
    ("pl", "w czwartki o godz. 19:00"): "not read",
    ("pl", "jutro o godz. 19"): "not read",
    ("pl", "10 maja 2024, godz. 19:00 (czasu polskiego)"): "not read",
    ("pl", "10 maja 2024, 19:00 czasu polskiego"): "not read",
    ("pt", "1º de maio de 2024"): "not read",
    ("pt", "quarta-feira, 1º de maio de 2024"): "not read",
    ("pt", "1.º de maio de 2024"): "not read",
    ("pt", "sabado, 7 de setembro de 2024"): "not read",
    ("pt", "7 e meia da noite"): "not read",
    ("pt", "às sete da noite"): "not read",
    ("pt", "ao meio-dia"): "not read",
    ("pt", "10/5, sexta, 19h"): "read otherwise",
    ("pt", "entre as 10h e as 12h30"): "not read",
    ("pt", "10-12 de maio de 2024"): "not read",
    ("pt", "10/05 a 12/05/2024"): "read otherwise",
    ("pt", "todas as quintas-feiras, às 19h"): "not read",
    ("pt", "às quintas-feiras, 19h"): "not read",
    ("pt", "todas as quintas às 19h"): "not read",
    ("pt", "10/05/2024, 19h, horário de Brasília"): "not read",
    ("pt", "10 de maio de 2024, 19h (Brasília)"): "not read",
    ("en", "$12.50"): "taken for a time",
    ("fr", "la mer"): "taken for a time",
    ("it", "€ 12.50"): "taken for a time",
    ("nl", "€ 12.50"): "taken for a time",
}
# The same for the languages of the east, a table each.
FAULTS = tomllib.loads(Path(__file__).parent.joinpath("data", "when_faults_east.toml").read_text("utf-8"))
FAILING |= {(tag, text): reason for tag, rows in FAULTS.items() for text, reason in rows.items()}

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
    reason = FAILING.get((tag, text))
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(tag, *rest, id=f"{tag}: {text}", marks=marks)


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


@pytest.mark.parametrize("tag", FILES)
def test_corpus_is_large_and_says_nothing_twice(tag: str) -> None:
    least = LEAST.get(tag, SOME)
    positive = [s for t, _, s in surfaces() if t == tag]
    negative = [s for t, _, s in negatives() if t == tag]
    assert len(negative) == len(set(negative)) >= least[1]
    assert len(set(positive)) >= least[0]
    contexts = [(s, str(context(tag, v))) for t, v, s in surfaces() if t == tag]
    assert len(contexts) == len(set(contexts))


def only(packed: lexicon.Vocabulary, languages: set[str]) -> lexicon.Vocabulary:
    """Keep of a kind what `languages` (base tags) say."""
    kept: dict[str, list[str]] = {}
    for surface, meanings in packed.items():
        for key, language in meanings:
            if language.partition("-")[0] in languages:
                kept.setdefault(surface, []).append(f";{key} {language}")
    return lexicon.Vocabulary({s: "".join(m) for s, m in kept.items()})


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
    kept = cache(lambda kind: only(words(kind), own))
    for module in (lexicon, tokens):
        monkeypatch.setattr(module, "words", kept)
    alone = results()
    tokens.vocabulary.cache_clear()
    assert settle.look is lexicon.look
    assert alone == among_all
