"""The language of a post."""

from postparse.document import Document


def detect(document: Document, declared: str | None = None) -> str | None:
    """Give a BCP 47 tag."""
    text = document.text[:5000]
    if any("\uac00" <= c <= "\ud7af" for c in text):
        return "ko"
    return declared or document.language or "en"
