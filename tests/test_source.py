"""Bytes to text: which encoding is used, and what is no text at all."""

import pytest

from postparse.errors import FormatError, SourceError, UsageError
from postparse.source import MAX_BYTES, decode, load

KOREAN = "일시: 3월 2일(월) 오후 2시, 장소: 시민회관 대강당에서 열립니다"
JAPANESE = "日時：三月二日（月）午後二時、会場：市民会館の大ホールで開きます"
FRENCH = "Une journée d'été à l'hôtel, où l'on dîne déjà"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain words", "plain words", "utf-8"),
        (b"\xef\xbb\xbfwith a mark", "with a mark", "utf-8"),
        ("with a mark".encode("utf-16"), "with a mark", "utf-16-le"),
        ("no mark at all".encode("utf-16-le"), "no mark at all", "utf-16-le"),
        ("no mark at all".encode("utf-16-be"), "no mark at all", "utf-16-be"),
        (KOREAN.encode(), KOREAN, "utf-8"),
        (JAPANESE.encode("iso2022_jp_2"), JAPANESE, "iso-2022-jp"),
        (f'<meta charset="euc-kr">{KOREAN}'.encode("cp949"), f'<meta charset="euc-kr">{KOREAN}', "cp949"),
        (f'<meta charset="shift_jis">{JAPANESE}'.encode("cp932"), f'<meta charset="shift_jis">{JAPANESE}', "cp932"),
        (f'<meta charset="iso-8859-1">{FRENCH}“”'.encode("cp1252"), f'<meta charset="iso-8859-1">{FRENCH}“”', "cp1252"),
        (b'<meta charset="utf-16">plain', '<meta charset="utf-16">plain', "utf-8"),
        (KOREAN.encode("cp949"), KOREAN, "cp949"),
        (JAPANESE.encode("euc_jp"), JAPANESE, "euc-jp"),
    ],
)
def test_decoded(data: bytes, text: str, encoding: str) -> None:
    found, used, _ = decode(data)
    assert (found, used) == (text, encoding)


def test_utf8_cut_in_the_middle_of_a_letter_stays_utf8() -> None:
    text, used, _ = decode(KOREAN.encode()[:-1])
    assert used == "utf-8"
    assert text.startswith("일시: 3월")


def test_given_encoding_wins() -> None:
    assert decode(FRENCH.encode("latin-1"), "latin-1")[0] == FRENCH
    with pytest.raises(UsageError, match="unknown encoding 'klingon'"):
        decode(b"x", "klingon")


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n....", b"%PDF-1.7", b"PK\x03\x04....", bytes(range(256)) * 20, b"\0" * 1000],
)
def test_no_text(data: bytes) -> None:
    with pytest.raises(FormatError):
        load(data, "x", format="text")


def test_over_the_limit() -> None:
    with pytest.raises(SourceError, match="over the limit"):
        load(bytes(MAX_BYTES + 1), "x", format="text")
