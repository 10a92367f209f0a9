"""Mail, mailboxes and saved pages: headers come back, what others wrote does not."""

import time

import pytest

from exportset import EXPORTS, posts, sample
from postparse import readers
from postparse.errors import SourceError
from postparse.readers import mail


def message(text: str, *headers: str) -> bytes:
    head = ("From: Una Pettersen <una@quay.example>", "Subject: Ice", "Message-ID: <m@quay.example>", *headers)
    return "\n".join((*head, "", text)).encode()


def test_a_mailbox() -> None:
    found, faults = sample("talks.mbox")
    assert faults == []
    first, second = found
    assert (first.source.format, first.source.id, first.source.post) == ("mbox", "a1@quay.example", 0)
    assert (first.title, [a.name for a in first.byline.authors]) == ("Talk: Fjörd ice", ["Una Péttersen"])
    assert (first.byline.published, first.byline.publisher) == ("2025-02-03T11:00:00+01:00", "Talks on the quay")
    assert first.body == (
        "Dear all,",
        "we are glad to announce a talk on ice that goes on and on over two lines.",
        "From the archive we bring pictures.",
    )
    assert [p.name for p in first.participants] == ["Kwabena Osei"]
    assert [e.start for e in first.schedule] == ["2025-02-11T19:00"]
    assert (second.source.id, [a.name for a in second.byline.authors]) == ("a2@quay.example", ["Tom Berg"])
    assert (second.byline.published, second.body) == ("2025-02-03T12:00:00-05:00", ("I shall come.",))


def test_a_message_of_its_own() -> None:
    (post,), faults = sample("rope.eml")
    assert faults == []
    assert (post.source.format, post.source.id, post.title) == ("eml", "b7@quay.example", "Rope, an evening")
    assert post.byline.published == "2025-02-04T08:15:00+01:00"
    assert [a.name for a in post.byline.authors] == ["Una Pettersen"]
    assert post.body == (
        "The ropewalk is opened for one evening, with a fire in the shed and soup for those who come on foot.",
    )
    assert [(e.start, e.venue.name if e.venue else None) for e in post.schedule] == [("2025-02-12T18:00", "Ropewalk")]
    assert [p.name for p in post.participants] == ["Tom Berg"]


def test_a_saved_page() -> None:
    (post,), faults = sample("lanterns.mhtml")
    assert faults == []
    assert post.source.format == "mhtml"
    assert post.source.url == "https://harbour.example/2025/02/26/lanterns"
    assert (post.title, [a.name for a in post.byline.authors]) == ("Lanterns on the mole", ["Marta Lindqvist"])
    assert post.byline.published == "2025-02-26"
    assert post.body == ("They were lit by hand, one after the other, until the wire came – and café by café.",)
    assert [e.start for e in post.schedule] == ["2025-03-14T18:00"]


@pytest.mark.parametrize(
    ("name", "form"), [("talks.mbox", "mbox"), ("rope.eml", "eml"), ("lanterns.mhtml", "mhtml")]
)  # fmt: skip
def test_the_bytes_tell_the_format(name: str, form: str) -> None:
    assert readers.pick((EXPORTS / name).read_bytes()[:8192], "x.bin").name == form


@pytest.mark.parametrize(
    "text",
    [
        "From: the archive\nDate: 3 May 2025\nSubject: Ropes\n\nWe meet at 7 pm.",
        "From the archive: a note of 12:30, 4 May 2025\nWords.",
        "Speaker: Una\nMessage-ID is no header here.\n\nfrom: nobody",
    ],
)
def test_text_with_lines_like_headers_stays_text(text: str) -> None:
    assert readers.pick(text.encode(), "x.txt").name == "text"


@pytest.mark.parametrize(
    ("headers", "text", "body"),
    [
        ((), "One.\n\n> Two.\n> Three.\n\nFour.", ("One.", "Four.")),
        ((), "Una <u@q.example> wrote:\n\n> Two.\n\nFour.", ("Four.",)),
        ((), "They said:\n\n> Two.\n\nFour.", ("They said:", "Four.")),
        ((), "> All is quoted.\n> All of it.", ("> All is quoted.", "> All of it.")),
        ((), "One.\n\n-- \nUna\nQuay", ("One.",)),
        (("Content-Type: text/plain; charset=x-unknown",), "Wörds.", ("Wörds.",)),
        (("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"), "V8O2cmRzLg==", ("Wörds.",)),
        (("Content-Type: text/plain; format=flowed; delsp=yes",), "Ro \npes \nhold.", ("Ropeshold.",)),
    ],
)
def test_the_body_is_what_the_writer_wrote(headers: tuple[str, ...], text: str, body: tuple[str, ...]) -> None:
    (post,), _ = posts(message(text, *headers), "x.eml")
    assert post.body == body


def test_headers_of_news() -> None:
    data = message("Words.", "Newsgroups: quay.talks, quay.boats", "Keywords: ice, fog", "Content-Language: en-GB")
    (post,), _ = posts(data, "x.eml")
    assert (post.categories, post.tags) == (("quay.talks", "quay.boats"), ("ice", "fog"))


def test_a_message_without_subject_has_no_title() -> None:
    (post,), _ = posts(message("We meet on the quay.\n\nBring soup.").replace(b"Subject: Ice\n", b""), "x.eml")
    assert post.title is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=?utf-8?q?Fj=C3=B6rd?= ice", "Fjörd ice"),
        ("=?utf-8?q?a?=\n =?utf-8?q?b?=", "ab"),
        ("=?bogus?q?a=E9?=", "aé"),
        ("=?utf-8?b?%%%?=", ""),
        ("plain", "plain"),
        (None, ""),
    ],
)
def test_encoded_words(value: object, words: str) -> None:
    assert mail.words(value) == words


def test_a_mailbox_is_cut_only_at_its_own_lines() -> None:
    mails = [message(f"From here to there.\n\nFrom 10:30 on, 2025.\n>From the quay {i}.") for i in range(3)]
    box = b"".join(b"From una@quay.example Mon Feb  3 10:00:00 2025\n" + m + b"\n\n" for m in mails)
    found, faults = posts(box, "x.mbox")
    assert faults == []
    assert [p.body[-1] for p in found] == [f"From the quay {i}." for i in range(3)]


def test_a_message_over_the_limit_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postparse.readers.mbox.MAX_BYTES", 1000)
    line = b"From una@quay.example Mon Feb  3 10:00:00 2025\n"
    box = b"\n\n".join((line + message("One."), line + message("x" * 100_000), line + message("Three.")))
    found, faults = posts(box, "x.mbox")
    assert [p.body for p in found] == [("One.",), ("Three.",)]
    assert "over the limit" in faults[0].reason


def test_a_truncated_message_gives_what_is_left() -> None:
    data = (EXPORTS / "rope.eml").read_bytes()
    (post,), _ = posts(data[: data.index(b"gmail_signature")], "x.eml")
    assert post.body[0].startswith("The ropewalk is opened")
    page = (EXPORTS / "lanterns.mhtml").read_bytes()
    (post,), _ = posts(page[: page.index(b"Place")], "x.mhtml")
    assert post.title == "Lanterns on the mole"


NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(3000))


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nMessage-ID: <x>\n" + NESTED.encode(),
        message("x" * 10_000_000),
        message("> a\n" * 50_000),
        message(">" * 1_000_000),
        message("_" * 1_000_000 + "\n" * 100),
        b"From: " + b"=?utf-8?q?a?= " * 50_000 + b"\nMessage-ID: <x>\n\nHello.",
        b"From: " + b"<a," * 100_000 + b"\nMessage-ID: <x>\n\nHello.",
        b"From: a\nMessage-ID: <x>\nContent-Type: text/plain; charset=" + b"a" * 100_000 + b"\n\nHello.",
        b"From: a\nMessage-ID: <x>\n" + b"X: y\n" * 200_000 + b"\nHello.",
        b"From: a\nDate: Mon, 99 Foo 20255 99:99:99 +9999\nMessage-ID: <x>\n\nHello.",
    ],
    ids=["nested", "one line", "quotes", "one quote", "rules", "words", "addresses", "charset", "headers", "date"],
)
def test_hostile_mail_ends_soon_and_clearly(data: bytes) -> None:
    began = time.monotonic()
    try:
        posts(data, "x.eml")
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017
    assert time.monotonic() - began < 10


def test_a_page_without_a_page_is_one_error() -> None:
    data = (EXPORTS / "lanterns.mhtml").read_bytes().replace(b"text/html", b"text/css")
    with pytest.raises(SourceError, match="there is no page in it"):
        posts(data, "x.mhtml")
    with pytest.raises(SourceError, match="this is no message"):
        posts(b"\n\nNo headers.", "x.eml")


def test_bytes_outside_ascii_in_headers_are_read() -> None:
    head = "From: Zoë Lindström <z@example.org>\nSubject: Über den Fluß\nDate: ß\n\nWir treffen uns am Wehr.\n"
    ((post,), _) = posts(head.encode(), "a.eml")
    assert (post.title, [a.name for a in post.byline.authors]) == ("Über den Fluß", ["Zoë Lindström"])
    assert post.byline.published is None


def test_bytes_outside_ascii_beside_encoded_words() -> None:
    head = "Subject: Fluß =?utf-8?q?und_Stra=C3=9Fe?=\n\nWir treffen uns am Wehr.\n".encode()
    ((post,), _) = posts(head, "a.eml")
    assert post.title == "Fluß und Straße"
