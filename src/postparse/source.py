"""Bytes and a name to text and a format: the only place where bytes are decoded."""

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from postparse.errors import FormatError, SourceError, UsageError

if TYPE_CHECKING:
    from postparse.parts import Part
    from postparse.profile import Profile

MAX_BYTES = 64 * 1024 * 1024
"""Largest single post that is read, in bytes."""

# Labels that the web reads as another encoding than their name says (WHATWG Encoding Standard, 4.2).
_WEB_LABELS = {
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "korean": "cp949", "x-windows-949": "cp949",
    "windows-949": "cp949", "uhc": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "chinese": "gb18030", "x-gbk": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive"), (b"\x1f\x8b", "a gzip file"), (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"RIFF", "a media file"), (b"OggS", "a media file"),
    (b"SQLite format 3", "a database"), (b"7z\xbc\xaf", "a 7z archive"), (b"wOF", "a font"),
)  # fmt: skip


class Source(NamedTuple):
    """One file in memory, decoded.

    text      the decoded text, line ends and all as they were, without byte order mark
    encoding  Python's name of the encoding that was used
    format    a name of `readers.FORMATS`
    declared  True where byte order mark, UTF-8 or the file's own declaration settled the encoding
    part      of a container, which says more of it than its text; None for a file of its own
    profile   what is known of the pages of its site
    """

    data: bytes
    text: str
    name: str
    encoding: str
    format: str
    url: str | None = None
    declared: bool = True
    part: "Part | None" = None
    profile: "Profile | None" = None


def load(
    data: bytes,
    name: str,
    *,
    format: str,  # noqa: A002
    encoding: str | None = None,
    url: str | None = None,
) -> Source:
    """Decode `data`.

    Raises:
        SourceError: the data is over `MAX_BYTES`.
        FormatError: the data is no text.
        UsageError: `encoding` is none that is known.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"{len(data)} bytes are over the limit of {MAX_BYTES}")
    if found := next((what for mark, what in _BINARY if data.startswith(mark)), None):
        raise FormatError(f"this is {found}, not a post")
    text, used, declared = decode(data, encoding)
    if (b"\0" in data and text.count("\0") * 10 > len(text)) or _mostly_control(text):
        raise FormatError("this is binary data, not text")
    return Source(data, text, name, used, format, url, declared)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str, bool]:
    """Give text, encoding, and whether the file itself settled it; bytes without meaning become U+FFFD.

    Raises:
        UsageError: `encoding` is none that is known.
    """
    if encoding is not None:
        try:
            return _bare(data.decode(encoding, "replace")), encoding.lower(), True
        except (LookupError, UnicodeError, ValueError):
            raise UsageError(f"unknown encoding {encoding!r}") from None
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name, True
    head = data[:4096]
    if wide := _utf16_by_zeros(head):
        return data.decode(wide, "replace"), wide, False
    if b"\x1b$" in head or b"\x1b(B" in head:
        try:
            return data.decode("iso2022_jp_2"), "iso-2022-jp", True
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError as error:
        cut = error.start >= len(data) - 3
        if (cut and len(data) > 3) or _nearly_utf8(data):
            return data.decode("utf-8", "replace"), "utf-8", True
    declared = _declared(head)
    if declared:
        try:
            return data.decode(declared), declared, True
        except UnicodeDecodeError:
            pass
    return _guessed(data, declared)


def _bare(text: str) -> str:
    return text.removeprefix("\ufeff")


def _nearly_utf8(data: bytes) -> bool:
    """Tell UTF-8 with a stray byte or two: in no other encoding do most letters outside ASCII make its sequences."""
    text = data[:200_000].decode("utf-8", "replace")
    stray = text.count("\ufffd")
    return sum(map("\x7f".__lt__, text)) >= 4 * stray


def _utf16_by_zeros(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: ASCII letters in it leave every other byte zero."""
    half = len(head) // 2
    if half < 2 or b"\0" not in head:
        return None
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd * 5 > half * 2 and even * 20 < half:
        return "utf-16-le"
    if even * 5 > half * 2 and odd * 20 < half:
        return "utf-16-be"
    return None


def _declared(head: bytes) -> str | None:
    found = re.search(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.\-]{2,40})""", head)
    if not found:
        return None
    return named(found[1].decode("ascii"))


def named(label: str) -> str | None:
    """Give Python's name of the encoding that a label of the web means, None where it means none."""
    label = _WEB_LABELS.get(label.strip().lower(), label.strip().lower())
    try:
        return codecs.lookup(label).name if codecs.lookup(label)._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes, declared: str | None) -> tuple[str, str, bool]:
    import cchardet

    guess = (cchardet.detect(data[:200_000]).get("encoding") or "").lower()
    if guess == "big5" and _korean(data):
        guess = "euc-kr"
    for name in dict.fromkeys((_WEB_LABELS.get(guess, guess), "cp1252")):
        try:
            return data.decode(name), name, False
        except (LookupError, UnicodeDecodeError):
            continue
    fallback = declared or _WEB_LABELS.get(guess, guess) or "cp1252"
    try:
        return data.decode(fallback, "replace"), fallback, False
    except LookupError:
        return data.decode("cp1252", "replace"), "cp1252", False


def _korean(data: bytes) -> bool:
    """Tell Korean from Big5, for which detectors take it: in EUC-KR both bytes of a letter have the high bit."""
    try:
        text = data.decode("euc_kr")
    except UnicodeDecodeError:
        return False
    return 2 * sum("\uac00" <= c <= "\ud7a3" for c in text) > sum(c > "\x7f" for c in text)


# But for white space and the escape of terminals.
_CONTROLS = tuple(map(chr, (*range(9), *range(14, 27), *range(28, 32))))


def _mostly_control(text: str) -> bool:
    head = text[:4096]
    return sum(map(head.count, _CONTROLS)) * 10 > len(head)
