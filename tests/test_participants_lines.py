"""One line below date and place, in several languages: who takes part, as what, for whom."""
# ruff: noqa: E501 - a row is a line

import pytest

from postparse.api import parse

HEADS = {
    "ko": "[토론회] 물의 길\n\n일시: 2025년 10월 16일(목) 오후 2시\n장소: 물빛회관\n\n",
    "zh-Hans": "讲座预告\n\n时间：2026年4月9日（周四）19:00\n地点：水文楼302室\n",
    "ja": "水の講座\n\n日時：2026年2月14日（土）13時30分\n会場：水車会館\n",
    "en": "Talk on Water\n\nDate: Thursday, June 12, 2025, 6 pm\nVenue: Mill Hall\n\n",
    "de": "Vortrag Wasser\n\nWann: Mittwoch, 21. Januar 2026, 18 Uhr\nWo: Mühlensaal\n\n",
    "pt": "Lançamento\n\nQuando: sábado, 18 de abril de 2026, às 16h\nOnde: Casa da Leitura\n\n",
    "fr": "Rencontre\n\nQuand : jeudi 12 mars 2026 à 18h30\nOù : Maison du Port\n\n",
    "es": "Charla\n\nFecha: jueves 5 de marzo de 2026, 17:00 h\nLugar: Biblioteca del Puerto\n\n",
    "it": "Incontro\n\nQuando: venerdì 8 maggio 2026, ore 18\nDove: Casa del Porto\n\n",
}

ROWS: list[tuple[str, str, list[tuple[str, str, str | None]]]] = [
    ("zh-Hans", "与谈人：王芳，赵一凡（北湖师范大学副教授）", [("王芳", "discussant", None), ("赵一凡", "discussant", "副教授|北湖师范大学")]),
    ("zh-Hans", "与谈人：王芳、赵一凡（北湖师范大学副教授）", [("王芳", "discussant", None), ("赵一凡", "discussant", "副教授|北湖师范大学")]),
    ("ko", "토론: 정다온, 오세린 (물빛노조 위원장)", [("정다온", "panelist", None), ("오세린", "panelist", "위원장|물빛노조")]),
    ("ko", "토론자 : 정다온 변호사(법무법인 새길), 오세린 위원장(물빛노조)",
     [("정다온", "discussant", "변호사|법무법인 새길"), ("오세린", "discussant", "위원장|물빛노조")]),
    ("ko", "발제2 : 가사노동 플랫폼의 평점 - 최은별 교수 (한빛대 사회학과)", [("최은별", "presenter", "교수|한빛대 사회학과")]),
    ("ko", "토론\n - 물관리부 담당자(미정)", []),
    ("ja", "コメント：石井 拓（国立水資料館）", [("石井 拓", "discussant", "|国立水資料館")]),
    ("ja", "パネリスト：石井 拓（国立水資料館）、佐藤 花子（西都大学 教授）",
     [("石井 拓", "panelist", "|国立水資料館"), ("佐藤 花子", "panelist", "教授|西都大学")]),
    ("pt", "Participam: Ana Lima (UFPE), João Prado e Lia Souza. Mediação: Rui Tavares",
     [("Ana Lima", "speaker", "|UFPE"), ("João Prado", "speaker", None), ("Lia Souza", "speaker", None), ("Rui Tavares", "moderator", None)]),
    ("en", "Moderator: Erik Sund. Panelists: Aiko Tanaka, Omar Haddad",
     [("Erik Sund", "moderator", None), ("Aiko Tanaka", "panelist", None), ("Omar Haddad", "panelist", None)]),
    ("en", "With Aiko Tanaka and Omar Haddad (River Trust), moderated by Lena Fischer",
     [("Aiko Tanaka", "speaker", None), ("Omar Haddad", "speaker", "|River Trust"), ("Lena Fischer", "moderator", None)]),
    ("en", "With Aiko Tanaka and Omar Haddad.", [("Aiko Tanaka", "speaker", None), ("Omar Haddad", "speaker", None)]),
    ("de", "Es diskutieren: Jana Vollmer (TU Nordheim), Ole Brandt und Mia Sommer. Moderation: Tobias Kern",
     [("Jana Vollmer", "speaker", "|TU Nordheim"), ("Ole Brandt", "speaker", None), ("Mia Sommer", "speaker", None),
      ("Tobias Kern", "moderator", None)]),
    ("fr", "Avec Maud Lefèvre, autrice, et Karim Benali, libraire. Modération : Inès Roy",
     [("Maud Lefèvre", "speaker", "autrice|"), ("Karim Benali", "speaker", "libraire|"), ("Inès Roy", "moderator", None)]),
    ("fr", "Table ronde animée par Inès Roy (Maison du Port), avec Maud Lefèvre et Karim Benali",
     [("Inès Roy", "moderator", "|Maison du Port"), ("Maud Lefèvre", "speaker", None), ("Karim Benali", "speaker", None)]),
    ("es", "Participan Lucía Ferrer, directora del Archivo, y Mario Quintanilla. Modera Inés Calderón.",
     [("Lucía Ferrer", "speaker", "directora|Archivo"), ("Mario Quintanilla", "speaker", None), ("Inés Calderón", "moderator", None)]),
    ("it", "Tavola rotonda con Paolo Greco e Sara Villa, modera Elisa Conti",
     [("Paolo Greco", "speaker", None), ("Sara Villa", "speaker", None), ("Elisa Conti", "moderator", None)]),
    ("pt", "Com a autora Beatriz Sampaio e mediação de Rui Tavares",
     [("Beatriz Sampaio", "speaker", None), ("Rui Tavares", "moderator", None)]),
    ("de", "Die Moderation übernimmt Tobias Kern, Redakteur der Nordheimer Zeitung.",
     [("Tobias Kern", "moderator", "Redakteur|Nordheimer Zeitung")]),
    ("it", "Interviene Marco Bellini (Università di Torino). Coordina Elisa Conti.",
     [("Marco Bellini", "speaker", "|Università di Torino"), ("Elisa Conti", "moderator", None)]),
    ("en", "Prof. Ada Okafor (Mill University) talks to Bo Lind about salt.", [("Ada Okafor", "speaker", "|Mill University")]),
    ("ko", "▷ 사회 : 김하늘 (물빛연대 사무국장) ▷ 발표 : 이서준 (물빛연구소 소장)",
     [("김하늘", "moderator", "사무국장|물빛연대"), ("이서준", "presenter", "소장|물빛연구소")]),
    ("ja", "登壇者：山田太郎（作家）×佐藤花子（編集者）", [("山田太郎", "speaker", "作家|"), ("佐藤花子", "speaker", "編集者|")]),
    ("es", "Ponentes: Lucía Ferrer (UNAM), Mario Quintanilla (Archivo Vivo) y Teresa Ibarra",
     [("Lucía Ferrer", "speaker", "|UNAM"), ("Mario Quintanilla", "speaker", "|Archivo Vivo"), ("Teresa Ibarra", "speaker", None)]),
    ("pt", "Palestrante: Prof.ª Dr.ª Ana Lima (UFPE)", [("Ana Lima", "speaker", "|UFPE")]),
    ("es", "Imparte Marta Quiroga, encuadernadora", [("Marta Quiroga", "speaker", "encuadernadora|")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "line", "people"), ROWS)
def test_people_of_a_line(language: str, line: str, people: list[tuple[str, str, str | None]]) -> None:
    found = parse(HEADS[language] + line + "\n")
    given = [
        (p.name, p.role, "; ".join(f"{a.position or ''}|{a.organization or ''}" for a in p.affiliations) or None)
        for p in found.participants
    ]
    assert given == people


def test_a_headline_may_begin_with_the_day_and_the_last_line_is_when_it_was_written() -> None:
    found = parse(
        "6/20（土）「水車の夜」開催！\n\n開場 18:30／開演 19:00\n会場：水車文庫\n出演：坂本洋（ピアノ）\n\n2026年5月1日\n"
    )
    assert found.title == "6/20（土）「水車の夜」開催！"
    assert [(e.start or "")[4:] for e in found.schedule] == ["-06-20T19:00"]
    assert [p.name for p in found.participants] == ["坂本洋"]


FORMS = ["{n}, {o}", "{n} ({o})", "{n} – {o}", "{n} | {o}", "{n} / {o}", "{n}\n{o}"]
BODIES = {"Mara Lind": "Pier Institute", "Ulf Berg": "University of Bremen", "Ida Thoms": "Water Union"}
LAST = "Entry is free, and everyone who likes the sea is welcome to come along with friends."


@pytest.mark.parametrize("more", ["", f"\n\n{LAST}"], ids=["at the end", "above text"])
@pytest.mark.parametrize("bullet", ["", "- ", "• "])
@pytest.mark.parametrize("heading", ["Speakers", "Speakers:", "Referenten", "With", "Intervenants"])
@pytest.mark.parametrize("form", FORMS)
def test_people_under_a_heading(form: str, heading: str, bullet: str, more: str) -> None:
    people = "\n".join(bullet + form.format(n=n, o=o) for n, o in BODIES.items())
    day = "Saturday 10 May 2025, 18:00, Harbour House"
    post = parse(f"Lecture on tides\n\n{day}\n\n{heading}\n{people}{more}", language="en")
    assert post.title == "Lecture on tides"
    assert {p.name: p.affiliations[0].organization for p in post.participants} == BODIES


def test_a_programme_parted_by_strokes_is_no_menu() -> None:
    lines = "\n".join(f"{n} / {o}" for n, o in BODIES.items())
    post = parse(f"Lecture on tides\n\nSaturday 10 May 2025, 18:00\n\nProgramme\n{lines}\n\n{LAST}")
    assert post.title == "Lecture on tides"
