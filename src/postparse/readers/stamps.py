"""Moments as containers write them, to ISO 8601."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def mail_date(text: str) -> str:
    """Give a date of mail and RSS (RFC 5322: `Mon, 03 Feb 2025 10:00:00 +0100`); what is none comes back as it is."""
    try:
        found = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
    # The offset -0000 says that the time is UTC's and nothing of where it was written.
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


def epoch(milliseconds: int) -> str:
    """Give the moment a number of milliseconds after 1970; "" where that is out of all bounds."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""
