"""Whether the day on a line near the title is the event's, no day of publication."""

from postparse.outline import Node, Outline
from postparse.values import when


def has_end(text: str, after: int, language: str | None) -> bool:
    """Say whether a line goes on from its date to hours with an end, which no publication has."""
    if not any(map(str.isdigit, text[after:])):
        return False
    found = when.scan(text, when.Context(language=language), True)
    return any(s.last is not None or (s.hours and s.hours.end) for *_, r in found for s in r.slots)


def goes_on(outline: Outline, node: Node) -> bool:
    """Say whether the next line is hours with an end or a zone, and nothing else: then the day is the event's."""
    below = outline.nodes[node.index + 1] if node.index + 1 < len(outline.nodes) else None
    if below is None or len(below.block.text) > 60 or not any(map(str.isdigit, below.block.text)):
        return False
    found = when.read(below.block.text, when.Context(language=outline.language))
    hours = [s.hours for r in found for s in r.slots]
    return bool(hours) and not any(r.has_day for r in found) and any(h and (h.end or h.zone) for h in hours)
