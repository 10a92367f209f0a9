"""Programmes in the ways in which languages write the hour: each slot an item of the agenda, its speaker and talk."""

import pytest

from postparse import parse
from postparse.document import Passage
from postparse.fields.slot_time import after_time

# title, day and place, three talks, and how the hour is written before each
DE = ("Tagung über Gezeiten", "Samstag, 10. Mai 2025, Haus am Hafen")
FR = ("Journée des marées", "Samedi 10 mai 2025, Maison du port")
NL = ("Lezing over het getij", "Zaterdag 10 mei 2025, Huis aan de haven")
IT = ("Giornata sulle maree", "Sabato 10 maggio 2025, Casa del Porto")
PL = ("Konferencja o przypływach", "Sobota, 10 maja 2025, Dom nad Portem")
ES = ("Jornada de las mareas", "Sábado 10 de mayo de 2025, Casa del Puerto")
PT = ("Jornada das marés", "Sábado, 10 de maio de 2025, Casa do Porto")
TR = ("Gelgit konferansı", "Cumartesi, 10 Mayıs 2025, Liman Evi")
EN = ("A seminar on tides", "Saturday 10 May 2025, Harbour House")
HOURS = [
    (DE, "{} Uhr"), (DE, "{}:15 Uhr"), (DE, "{}.15 Uhr"), (DE, "{}.15"), (DE, "{} Uhr:"), (DE, "ab {} Uhr"),
    (DE, "{}:00 Uhr – {}:45 Uhr"), (DE, "{}.00-{}.45 Uhr"),
    (FR, "{} heures"), (FR, "{}h15"), (FR, "de {}h à {}h30"),
    (NL, "{}.15 uur"), (NL, "om {} uur"), (NL, "{}.15 - {}.45 uur"),
    (IT, "ore {}.15"), (IT, "Ore {}:15"), (IT, "{}.15"), (IT, "{}.15 -"),
    (PL, "godz. {}.15"), (PL, "{}.15"), (PL, "{}.15 – {}.45"),
    (ES, "{}:15 h"), (ES, "{} horas"), (PT, "às {}h"), (PT, "{}h15"), (TR, "Saat {}.15"), (EN, "{}.15"), (EN, "{}:15"),
]  # fmt: skip
SPEAKERS = [("Mara Lind", "Moon"), ("Ulf Berg", "Water"), ("Ida Thoms", "Stones")]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "apart"])
@pytest.mark.parametrize(("frame", "hour"), HOURS, ids=[f"{f[0][:5]} {h}" for f, h in HOURS])
def test_slots(frame: tuple[str, str], hour: str, gap: str) -> None:
    slots = [f"{hour.replace('{}', str(at))} {n} (Pier Institute): {t}" for at, (n, t) in enumerate(SPEAKERS, 9)]
    post = parse("\n\n".join((*frame, gap.join(slots))))
    assert [(p.name, p.talk) for p in post.participants] == SPEAKERS
    (event,) = post.schedule
    assert (event.start, event.end) == ("2025-05-10", None)
    minute = "15" if "15" in hour else "00"
    assert [(a.start or "")[-5:] for a in event.agenda] == [f"09:{minute}", f"10:{minute}", f"11:{minute}"]


NO_SLOTS = [
    "9.10 Mara Lind\n10.10 Ulf Berg\n11.10 Ida Thoms",  # days of October
    "9.50 Soup of the day\n7.50 Salad with nuts\n12.90 Pike with rice",
    "6.5 Figures\n6.10 Tables\n6.15 Notes",
    "1.15 About the harbour\n1.20 About the pier\n1.25 About the mill",
]


@pytest.mark.parametrize("lines", NO_SLOTS)
def test_other_figures_with_a_dot_are_no_slots(lines: str) -> None:
    post = parse(f"A seminar on tides\n\nSaturday 10 May 2025, Harbour House\n\n{lines}")
    assert [e.agenda for e in post.schedule] == [()]


@pytest.mark.parametrize(
    "line",
    [
        "02.11.2022 - Mara Lind - Guild Hall", "9. Nov. 2019, ab 10 Uhr: Ulf Berg", "28.-30. Feb. 2020: Kongress",
        "9.11. Mara Lind", "9 guests came", "12 hours of work", "10 Uhrmacher",
    ],
)  # fmt: skip
def test_no_clock_time(line: str) -> None:
    assert after_time(Passage(line, 0)).text == line


def test_concerts_a_day_each_have_no_speakers() -> None:
    days = [
        f"0{n}.11.2025 - {band} - {hall}"
        for n, (band, hall) in enumerate(
            [
                ("Weir Boys", "Grelle Mole"),
                ("Mara Lind", "Stadthalle"),
                ("Nation of Eels", "Pegel"),
                ("The Moles", "Arena"),
            ],
            2,
        )
    ]
    post = parse("Konzerte im November\n\nAlle Konzerte auf einen Blick:\n\n" + "\n".join(days))
    assert [p.name for p in post.participants] == []
    assert {e.start for e in post.schedule} <= {f"2025-11-0{n}" for n in range(2, 6)}


TALKS = [
    ("{n} ({o}): {t}", ""), ("{t} ({n}, {o})", "{t}"), ("{t} – {n}, {o}", "{t}"), ("{t} | {n}, {o}", "{t}"),
    ("{n}, {o}: {t}", ""), ("{n}, {o} – {t}", ""), ("“{t}” by {n}, {o}", ""), ("{t}\n{n}, {o}", "{t}"),
    ("{t}\n{n} ({o})", "{t}"), ("{t} with {n} ({o})", ""), ("/ {t} / {n} / {o}", "{t}"),
]  # fmt: skip
TOLD = [
    ("Mara Lind", "Pier Institute", "The moon and the sea"),
    ("Ulf Berg", "Water Union", "On dikes and how they are built"),
    ("Ida Thoms", "University of Bremen", "What stones tell us"),
]


@pytest.mark.parametrize(("form", "title"), TALKS, ids=[form for form, _ in TALKS])
def test_talk_and_speaker_in_any_order(form: str, title: str) -> None:
    slots = [f"1{at}:00 " + form.format(n=n, o=o, t=t) for at, (n, o, t) in enumerate(TOLD)]
    post = parse("\n\n".join(("A seminar on tides", "Saturday 10 May 2025, Harbour House", "\n".join(slots))))
    assert [(p.name, p.affiliations[0].organization, p.talk) for p in post.participants] == TOLD
    if title:
        assert [a.title for a in post.schedule[0].agenda] == [title.format(t=t) for *_, t in TOLD]


@pytest.mark.parametrize(
    ("language", "slot", "title"),
    [
        ("en", "10:00 The moon", "The moon"), ("en", "10:00 On tides", "On tides"),
        ("en", "10:00: The moon", "The moon"),
        ("de", "10 Uhr Der Mond", "Der Mond"), ("de", "10:00 Im Watt", "Im Watt"), ("fr", "10h La plage", "La plage"),
        ("es", "10:00 Los mares", "Los mares"), ("pt", "10h O mar", "O mar"), ("it", "10:00 Il mare", "Il mare"),
        ("nl", "10.00 uur De zee", "De zee"),
    ],
)  # fmt: skip
def test_a_title_keeps_its_first_word(language: str, slot: str, title: str) -> None:
    frame = {"en": EN, "de": DE, "fr": FR, "es": ES, "pt": PT, "it": IT, "nl": NL}[language]
    last = slot.replace("10", "11", 1).replace(title, "Mara Lind")
    post = parse("\n\n".join((*frame, slot, last)), language=language)
    assert [a.title for a in post.schedule[0].agenda] == [title, "Mara Lind"]


JA = [
    ("山田太郎", "港湾研究所", "月と海の話"),
    ("佐藤花子", "水環境協会", "堤防のつくり方"),
    ("鈴木一郎", "臨海大学", "石が語ること"),
]
ZH = [
    ("李明华", "海港大学", "月亮与大海"),
    ("王小芳", "水利学会", "如何修筑堤坝"),
    ("陈国强", "港口研究所", "石头的故事"),
]
KO = [
    ("김민수", "항만연구원", "달과 바다의 이야기"),
    ("박지은", "물환경연합", "둑을 쌓는 방법"),
    ("이서준", "해안대학교", "돌이 말하는 것"),
]
EAST = {
    "ja": ("潮の講演会", "日時：2025年5月10日（土）14:00～", JA, "参加費は無料です。どなたでもご参加いただけます。"),
    "zh": ("潮汐讲座", "时间：2025年5月10日（周六）下午2点", ZH, "本次讲座免费，欢迎所有喜欢大海的朋友参加。"),
    "ko": ("조석 토론회", "일시: 2025년 5월 10일(토) 오후 2시", KO, "참가비는 없으며 누구나 참여할 수 있습니다."),
}  # fmt: skip
EAST_FORMS = [
    ("ja", "{t}　{n}（{o}）"), ("ja", "「{t}」{n}（{o}）"), ("ja", "{t} {n}（{o}）"),
    ("zh", "{t} {n}（{o}）"), ("zh", "《{t}》 {n} （{o}）"), ("ko", "{t} ({n}, {o})"), ("ko", "{t} - {n} ({o})"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "form"), EAST_FORMS)
def test_talk_and_speaker_in_the_east(language: str, form: str) -> None:
    title, day, told, last = EAST[language]
    slots = [f"1{at}:00 " + form.format(n=n, o=o, t=t) for at, (n, o, t) in enumerate(told, 4)]
    post = parse("\n\n".join((title, day, "\n".join(slots), last)))
    assert [(p.name, p.affiliations[0].organization, p.talk) for p in post.participants] == told
