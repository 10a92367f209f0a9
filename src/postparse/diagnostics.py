"""Warning codes: named for the fault, with one line that explains each. The only list of them."""

from postparse.document import Span
from postparse.post import Notice

# code -> (severity, what it means to a reader of the data)
CODES: dict[str, tuple[str, str]] = {
    "source.empty": ("warning", "there is no text in it"),
    "source.undecodable": ("warning", "some bytes have no meaning in the encoding; they became U+FFFD"),
    "source.encoding-guessed": ("info", "nothing says the encoding; it was told from the bytes"),
    "source.text-lost": ("warning", "the page nests too deep or is broken; it was read by a second parser"),
    "claims.unreadable": ("info", "a block of structured data could not be read"),
    "outline.label-unknown": ("info", "a label in no vocabulary; its lines stay in the body"),
    "title.missing": ("warning", "no line could be told to be the title"),
    "title.disputed": ("info", "page and metadata give different titles"),
    "byline.date-disputed": ("info", "page and metadata give different publication days"),
    "byline.date-ambiguous": ("warning", "day and month could be swapped"),
    "schedule.year-unknown": ("warning", "no year is given and nothing tells it"),
    "schedule.year-inferred": ("info", "the year was told from the weekday or the post's date"),
    "schedule.date-unknown": ("warning", "a time without a day"),
    "schedule.date-inferred": ("info", "a day relative to the post was worked out"),
    "schedule.date-ambiguous": ("warning", "day and month could be swapped"),
    "schedule.weekday-mismatch": ("warning", "the printed weekday is not that of the date"),
    "schedule.end-before-start": ("warning", "the end lies before the start"),
    "schedule.meridiem-inferred": ("info", "whether morning or afternoon was not written"),
    "schedule.zone-inferred": ("info", "the time zone was told from the place"),
    "schedule.zone-unknown": ("info", "nothing tells the time zone; times are local"),
    "schedule.unread": ("warning", "a line labelled as date or time could not be read"),
    "participants.unread": ("warning", "a line under a role could not be read as a person"),
    "links.address-lost": ("info", "a link line whose address was lost in copying"),
}


def notice(code: str, field: str = "", span: Span | None = None, detail: str = "") -> Notice:
    """Make the warning `code`; `detail` says what it is about in this post.

    Raises:
        KeyError: there is no such code.
    """
    severity, meaning = CODES[code]
    return Notice(code, severity, field, f"{meaning}: {detail}" if detail else meaning, span)
