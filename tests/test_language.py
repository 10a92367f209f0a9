"""The language of a text: told from its letters and words, and the declaration where the text agrees."""

import time

import pytest

from postparse.document import Block, Claim, Document, Span
from postparse.language import detect


def document(text: str, language: str | None = None, region: str = "") -> Document:
    return Document(text, (Block("paragraph", text, Span(0, len(text)), region=region),), language=language)


TOLD = [
    ("en", "The harbour committee will meet on Friday and the public is welcome."),
    ("ko", "오늘 저녁 시청에서 토론회가 열립니다."),
    ("ko", "AI 시대의 노동 forum: 발제와 토론이 이어집니다."),
    ("ko", "大學敎育의 未來를 論하는 자리입니다"),
    ("ja", "明日の講演会は中止です。"),
    ("ja", "開催日時 会場 定員 申込締切 お知らせ"),
    ("zh-Hans", "本次讲座由历史系主办，欢迎参加。"),
    ("zh-Hant", "本次講座由歷史系主辦，歡迎參加。"),
    ("de", "Die Tagung findet am Freitag im Rathaus statt und ist für alle offen."),
    ("es", "La conferencia se celebrará el viernes en el ayuntamiento y la entrada es libre."),
    ("fr", "La conférence aura lieu vendredi à la mairie et elle est ouverte à tous."),
    ("pt", "A palestra será na sexta-feira no auditório e não é necessário se inscrever."),
    ("it", "La conferenza si terrà venerdì nella sala del comune ed è aperta a tutti."),
    ("nl", "De lezing vindt plaats op vrijdag in het stadhuis en is gratis voor iedereen."),
    ("pl", "Wykład odbędzie się w piątek i jest otwarty dla wszystkich, którzy się interesują."),
    ("cs", "Přednáška se koná v pátek a je otevřená všem, kteří se chtějí zúčastnit."),
    ("tr", "Konferans cuma günü belediyede yapılacak ve herkese açıktır."),
    ("id", "Seminar ini akan diadakan pada hari Jumat dan terbuka untuk umum."),
    ("vi", "Buổi nói chuyện sẽ diễn ra vào thứ Sáu và mọi người được chào đón."),
    ("sv", "Föreläsningen är på fredag och den är öppen för alla som vill komma."),
    ("nb", "Foredraget er på fredag og det er åpent for alle som vil være med, også deg."),
    ("da", "Foredraget er på fredag og det er åbent for alle, der vil være med, også dig."),
    ("fi", "Luento on perjantaina ja se on avoin kaikille, mutta ilmoittaudu."),
    ("ru", "Лекция состоится в пятницу, и все приглашены."),
    ("uk", "Лекція відбудеться в п'ятницю, і всі запрошені."),
    ("bg", "Лекцията ще се проведе в петък и всички са поканени."),
    ("ar", "ستعقد المحاضرة يوم الجمعة في القاعة الكبرى."),
    ("he", "המפגש יתקיים ביום שישי."),
    ("th", "การบรรยายจะมีขึ้นในวันศุกร์"),
    ("el", "Η διάλεξη θα γίνει την Παρασκευή."),
    ("hi", "व्याख्यान शुक्रवार को होगा।"),
]


@pytest.mark.parametrize(("tag", "text"), TOLD, ids=[f"{tag}-{i}" for i, (tag, _) in enumerate(TOLD)])
def test_told_from_the_text(tag: str, text: str) -> None:
    assert detect(document(text)) == tag


DECLARED = [
    ("en-GB", "The lecture is on Friday and it is free.", "en-GB"),
    ("en_gb", "The lecture is on Friday and it is free.", "en-GB"),
    ("pt-BR", "A palestra será na sexta-feira e não é paga.", "pt-BR"),
    ("no", "Foredraget er på fredag og det er åpent for alle som vil være med.", "nb"),
    ("zh-TW", "本次講座由歷史系主辦", "zh-Hant"),
    ("zh-CN", "中文大", "zh-Hans"),
    ("zh", "本次讲座由历史系主办", "zh-Hans"),
    ("zh-CN", "本次講座由歷史系主辦，歡迎參加", "zh-Hant"),
    ("ca", "La conferència tindrà lloc divendres a l'ajuntament i és oberta a tothom.", "ca"),
    ("gl", "A conferencia terá lugar o venres no concello e está aberta a todos.", "gl"),
    ("sr-Latn", "Predavanje se održava u petak i otvoreno je za sve.", "sr-Latn"),
    ("mr", "व्याख्यान शुक्रवारी होईल", "mr"),
    ("ms", "Seminar ini akan diadakan pada hari Jumaat dan terbuka untuk umum.", "ms"),
]


@pytest.mark.parametrize(("declared", "text", "tag"), DECLARED, ids=[d[0] + "-" + d[2] for d in DECLARED])
def test_declaration_counts_where_the_text_agrees(declared: str, text: str, tag: str) -> None:
    assert detect(document(text, declared)) == tag
    assert detect(document(text), declared) == tag


@pytest.mark.parametrize(
    ("declared", "text", "tag"),
    [
        ("en-US", "오늘 저녁 시청에서 토론회가 열립니다.", "ko"),
        ("ko", "The lecture is on Friday and it is free.", "en"),
        ("en", "Die Tagung findet am Freitag im Rathaus statt und ist für alle offen.", "de"),
        ("ja", "本次讲座由历史系主办，欢迎参加。", "zh-Hans"),
        ("ru", "The lecture is on Friday and it is free.", "en"),
    ],
)
def test_text_overrules_a_wrong_declaration(declared: str, text: str, tag: str) -> None:
    assert detect(document(text, declared)) == tag


@pytest.mark.parametrize("text", ["", "123 456", "★ ★ ★", "Zoom", "𝔛"])
def test_none_where_it_cannot_tell(text: str) -> None:
    assert detect(document(text)) is None


@pytest.mark.parametrize("declared", ["", "und", "english please", "x", "%lang%", "en" * 40])
def test_a_declaration_that_is_none_is_passed_over(declared: str) -> None:
    assert detect(document("123", declared)) is None


def test_caller_comes_before_the_document_and_a_claim_after_it() -> None:
    short = Document("12", (), language="fr")
    assert detect(short, "de") == "de"
    claim = Claim("inLanguage", "es-MX", "head", Span(0, 0))
    assert detect(Document("12", (), (claim,))) == "es-MX"


def test_content_counts_and_the_pages_rest_does_not() -> None:
    menu = Block("paragraph", "The menu and the footer of this page are in English. " * 9, Span(0, 0), region="footer")
    text = Block("paragraph", "Die Tagung ist am Freitag und für alle offen.", Span(0, 0), region="content")
    assert detect(Document("", (menu, text, menu))) == "de"


def test_long_texts_are_sampled() -> None:
    long = document("The harbour committee will meet on Friday and the public is welcome. " * 40_000)

    def spent() -> float:
        began = time.perf_counter()
        assert detect(long) == "en"
        return time.perf_counter() - began

    assert min(spent() for _ in range(5)) < 0.05
