"""Days in languages whose months are not in the data: dateparser's, one day at a time."""

from datetime import date

import pytest

import postparse
from postparse.values import lastresort, when

# title, line of the time, start, end
POSTS = {
    "sv": (
        "Föredrag om lavar",
        "Tid: lördag 10 maj 2025 kl. 18:00–20:00",
        "Alla som vill är välkomna, och det är gratis.",
    ),
    "da": (
        "Foredrag om mos",
        "Dato: 10. maj 2025, 18:00–20:00",
        "Det er gratis, og alle er velkomne til at høre om det.",
    ),
    "fi": (
        "Luento jäkälistä",
        "Aika: 10. toukokuuta 2025 klo 18:00–20:00",
        "Tilaisuus on kaikille avoin ja se on maksuton.",
    ),
    "cs": (
        "Přednáška o lišejnících",
        "Kdy: 10. května 2025, 18:00–20:00",
        "Vstup je volný pro všechny, kteří se zajímají.",
    ),
    "hu": (
        "Előadás a mohákról",
        "2025. május 10. 18:00–20:00",
        "A belépés ingyenes, és az előadás nem csak egy szakembernek szól.",
    ),
    "ro": (
        "Prelegere despre licheni",
        "10 mai 2025, ora 18:00–20:00",
        "Intrarea este liberă pentru toți cei care sunt curioși.",
    ),
    "uk": (
        "Лекція про мохи",
        "10 травня 2025, 18:00–20:00",
        "Вхід вільний, і лекція буде для всіх, що не бояться дощу.",
    ),
    "he": ("הרצאה על טחבים", "10 במאי 2025, 18:00–20:00", "הכניסה חופשית לכל מי שמתעניין בטבע."),
    "hi": ("काई पर व्याख्यान", "10 मई 2025, 18:00–20:00", "प्रवेश निःशुल्क है और सभी के लिए है।"),
}


@pytest.mark.parametrize("language", POSTS)
def test_day_and_hours(language: str) -> None:
    post = postparse.parse("\n\n".join(POSTS[language]))
    assert post.language == language
    assert [(e.start, e.end, e.all_day) for e in post.schedule] == [("2025-05-10T18:00", "2025-05-10T20:00", False)]
    assert {e.rule for e in post.evidence["/schedule/0/start"]} == {"by_dateparser"}


@pytest.mark.parametrize("day", ["10 Μαΐου 2025", "10 Μάιος 2025", "Σάββατο 10 ΜΆΙΟΣ 2025", "Σάββατο 10 Μάι 2025"])
def test_greek_is_read_by_our_own_grammar(day: str) -> None:
    post = postparse.parse(f"Διάλεξη για τα βρύα\n\n{day}, 18:00–20:00\n\nΗ είσοδος είναι ελεύθερη για όλους.")
    assert [(e.start, e.end) for e in post.schedule] == [("2025-05-10T18:00", "2025-05-10T20:00")]
    assert "by_dateparser" not in {e.rule for e in post.evidence["/schedule/0/start"]}


@pytest.mark.parametrize("language", ["en", "ko", "de", "pt-BR", "zh-Hant", "ar", None, "tlh"])
def test_languages_of_the_data_and_unknown_ones_do_not_ask(language: str | None) -> None:
    assert not lastresort.serves(language)


@pytest.mark.parametrize(
    "line",
    [
        "Vi såg 12 svanar 2024", "12 stolar", "3 av 5 personer", "kapitel 12 2019", "Rum 12 Huset 2024",
        "Dag 3 torsdag",
        "10 maj 2025 och så vidare " + "ord " * 60,
    ],
)  # fmt: skip
def test_no_day(line: str) -> None:
    assert lastresort.added(line, [], when.Context(language="sv", published=date(2025, 5, 1), resort=True)) == []


def test_a_day_without_year_takes_it_from_the_post() -> None:
    known = when.Context(language="sv", published=date(2025, 12, 20), resort=True)
    ((start, end, reading),) = lastresort.added("lördag 10 januari", [], known)
    assert (start, end) == (7, 17)
    assert [(w.start, w.inferred) for w in when.settle(reading, known)] == [("2026-01-10", ("year",))]
