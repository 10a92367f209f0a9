"""Whether the dates of a post written in digits begin with the day or with the month."""

from postparse.outline import Outline
from postparse.values import stamp


def date_order(outline: Outline) -> str | None:
    """Give the order of day and month: the caller's, the region's, or that of the post's other dates."""
    region = (outline.language or "")[-3:]
    by_region = "mdy" if region == "-US" else "dmy" if region in ("-GB", "-AU", "-IE", "-NZ", "-IN") else None
    return outline.settings.date_order or by_region or stamp.order_in(outline.document.text)
