"""What mail, mailboxes and saved pages share: messages with their parts (RFC 5322, RFC 2045 to 2047)."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, unquote
from functools import cache

from postparse import source
from postparse.errors import FormatError
from postparse.page import htmlcut
from postparse.page.facts import Fact
from postparse.parts import Part, facts
from postparse.readers import stamps

# What mail programs set around an earlier message and around the signature.
_QUOTED = frozenset((
    "gmail_quote", "gmail_signature", "gmail_signature_prefix", "gmail_attr", "moz-cite-prefix", "moz-signature",
    "moz-forward-container-none", "yahoo_quoted", "protonmail_quote", "protonmail_signature_block", "zmail_extra",
))  # fmt: skip
_DEEPEST = 40
"""Deepest nesting of parts that is followed."""


def parsed(data: bytes) -> Message:
    """Give a message's headers and parts.

    Raises:
        FormatError: its parts nest without end.
    """
    try:
        return message_from_bytes(data)
    except RecursionError:
        raise FormatError("its parts nest too deep") from None


def header(message: Message, name: str) -> str:
    """Give a header's value as it stands, bytes outside ASCII as lone surrogates, or nothing.

    `Message.get` puts U+FFFD where such bytes stood.
    """
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def words(value: str | None) -> str:
    """Give a header's text, its encoded words (RFC 2047) decoded."""
    text = value or ""
    if not text.isascii():
        # Letters outside ASCII, which headers should not have: bytes that came as lone surrogates.
        text = source.decode(text.encode("ascii", "surrogateescape"))[0]
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(" ".join(text.split()))
    except (HeaderParseError, ValueError):
        return text
    return "".join(p if isinstance(p, str) else _piece(p, label, text.isascii()) for p, label in pieces)


def _piece(data: bytes, label: str | None, ascii_: bool) -> str:
    # Beside encoded words `decode_header` gives plain ones as bytes in an encoding of its own.
    return _decoded(data, label) if label or ascii_ else data.decode("raw-unicode-escape", "replace")


def _decoded(data: bytes, label: str | None) -> str:
    name = source.named(label) if label and label != "unknown-8bit" else None
    return data.decode(name, "replace") if name else source.decode(data)[0]


def part_of(data: bytes) -> Part:
    """Give the post that a message is."""
    message = parsed(data)
    text, form = _body(message)
    names = (words(name) for name, _ in getaddresses([header(message, "From")[:2000]]))
    listed = re.match(r"\s*+\"?(?P<name>[^<>\"]{1,200}?)\"?\s*+<", words(header(message, "List-Id")))
    told: tuple[Fact, ...] = facts(
        "mail",
        ("headline", words(header(message, "Subject")), "post"),
        *(("author", unquote(name), "post") for name in names if name and "@" not in name),
        ("datePublished", stamps.mail_date(date) if (date := words(header(message, "Date"))) else None, "post"),
        *(("articleSection", name.strip(), "post") for name in words(header(message, "Newsgroups")).split(",")),
        *(("keywords", name.strip(), "post") for name in words(header(message, "Keywords")).split(",")),
        ("inLanguage", words(header(message, "Content-Language")).partition(",")[0], "post"),
        ("name", listed["name"] if listed else None, "site"),
    )
    address = words(header(message, "Archived-At")).strip(" <>")
    return Part(
        text, form, facts=told, id=words(header(message, "Message-ID")).strip().strip("<>") or None, titled=True,
        url=address if address.startswith(("http://", "https://")) else None,
    )  # fmt: skip


def leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Give the parts that hold text or data, in order; messages that are attached are left out."""
    if message.get_content_type() == "message/rfc822" and depth:
        return
    if not message.is_multipart():
        yield message
    elif depth < _DEEPEST:
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from leaves(part, depth + 1)


def text_of(part: Message) -> str:
    """Give a part's text, its transfer encoding and charset undone."""
    data = part.get_payload(decode=True)
    label = part.get_content_charset()
    return _decoded(data, label).replace("\r\n", "\n") if isinstance(data, bytes) else ""


def _body(message: Message) -> tuple[str, str]:
    """Give the text that a reader sees and its format: the plain part, unless the HTML part says much more."""
    plain = html = None
    for part in leaves(message):
        if part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and plain is None:
            plain = part
        elif kind == "text/html" and html is None:
            html = part
    text = own_text(_unflowed(text_of(plain), plain)) if plain is not None else ""
    if html is not None:
        page = text_of(html)
        root = htmlcut.tree(page)
        if root is not None and len(" ".join(text.split())) * 2 < _length(root):
            return _own_html(root), "html"
    return text, "text"


def _length(root: object) -> int:
    """Count the letters of a page that a reader sees."""
    from lxml import etree

    assert isinstance(root, etree._Element)
    shown = (str(t) for e in root.iter() if e.tag not in ("style", "script", "title") for t in (e.text, e.tail) if t)
    return len(" ".join(" ".join(shown).split()))


def _unflowed(text: str, part: Message) -> str:
    """Join the lines of `format=flowed` (RFC 3676), which end in a space where a paragraph goes on."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    end = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines: list[str] = []
    open_ = False
    for line in text.split("\n"):
        bare = line if line.startswith(">") else line.removeprefix(" ")
        flows = bare.endswith(" ") and bare != "-- " and not bare.startswith(">")
        kept = bare[:-1] + end if flows else bare
        if open_ and not bare.startswith(">"):
            lines[-1] += kept
        else:
            lines.append(kept)
        open_ = flows
    return "\n".join(lines)


@cache
def _quote() -> re.Pattern[str]:
    """Lines that quote, with the line before them that says whom: it ends in a colon and tells a day or an address."""
    return re.compile(
        r"(?m)(?:^(?=[^\n]{0,300}[\d@])(?:[^>\n][^\n]{0,200}\n)?[^>\n][^\n]{0,200}[:：][ \t]*\n\n?)?(?:^>[^\n]*+\n?)++"
    )


def own_text(text: str) -> str:
    """Give what the writer of a message wrote: without earlier messages that are quoted, and without the signature.

    A message that is nothing else stays as it is.
    """
    own = _quote().sub("", text) if "\n>" in text or text.startswith(">") else text
    at = own.rfind("\n-- \n")
    if at >= 0 and own.count("\n", at) <= 15:
        own = own[:at]
    # The lines that a mailing list adds stand below a rule.
    foot = re.search(r"\n_{30,}\n(?=\S)(?:[^\n]{1,200}(?:\n|\Z)){1,8}\s*\Z", own[-3000:])
    if foot:
        own = own[: len(own) - len(own[-3000:]) + foot.start()]
    return own if own.strip() else text


def _own_html(root: object) -> str:
    from lxml import etree

    assert isinstance(root, etree._Element)
    whole = htmlcut.inner(root)
    htmlcut.pruned(root, _QUOTED)
    for element in [e for e in root.iter("blockquote") if e.get("type") == "cite"]:
        htmlcut.drop(element)
    own = htmlcut.inner(root)
    return own if htmlcut.words(root) else whole
