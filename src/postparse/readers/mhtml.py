"""Pages saved as one file (MHTML, RFC 2557): a message whose first part is the page, the others what it shows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postparse import inputs
from postparse.errors import FormatError
from postparse.parts import Part, Wanted, facts
from postparse.readers import mail, stamps

if TYPE_CHECKING:
    from email.message import Message

    from postparse.inputs import Input, Stream


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part]:
    """Give the one page of a file.

    Raises:
        FormatError: there is no page in it.
    """
    message = mail.parsed(inputs.read(stream))
    page = _page(message)
    if page is None:
        raise FormatError("there is no page in it")
    address = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    url = address if address.startswith(("http://", "https://")) else None
    saved = mail.words(mail.header(message, "Date"))
    told = facts("mhtml", ("url", url, "post"), ("dateRetrieved", stamps.mail_date(saved) if saved else None, "post"))
    yield Part(mail.text_of(page), "html", whole=True, facts=told, url=url)


def _page(message: "Message") -> "Message | None":
    """Give the part that is the page: the one that the message begins with by name, else the first of HTML."""
    pages = [p for p in mail.leaves(message) if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "").strip()
    return next((p for p in pages if start and p.get("Content-ID") == start), pages[0] if pages else None)
