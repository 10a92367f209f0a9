"""What stands over a headline: rubrics, kinds of notices, names of newsletters, a place and a day."""

from collections.abc import Sequence

from postparse import lexicon
from postparse.document import Passage
from postparse.lexicon import fold
from postparse.outline import Node, Outline

BRACKETS = {"[": "]", "【": "】", "〔": "〕"}


def says_kind(text: str) -> bool:
    """Tell a line that says what the headline below it stands over: `PRESS RELEASE`, `News no. 12/2026`."""
    text = text.strip(" :：-–—*")
    if len(text) > 60:
        return False
    # Press offices count what they send.
    named = text.rstrip("0123456789/.-– ")
    spaced = text.replace(" ", "") if text[1:2] == " " else text
    forms = {spaced, named, named.rpartition(" ")[0]} - {""}
    return any(m.key == "over" for form in forms for m in lexicon.look("headline", form))


def is_kind(first: Node, second: Node) -> bool:
    """Tell a line such as `MEDIA ADVISORY`, which says what the headline after it stands over."""
    text = unstarred(first.block.passage).text
    if says_kind(text):
        told = second.role == "paragraph" and (second.block.text[-1:] in ".。" or len(second.block.text) > 120)
        return not told and (second.role == "labelled" or not second.label)
    if text[:1] in BRACKETS and text.find(BRACKETS[text[0]]) == len(text) - 1 and len(text) < 32:
        return second.role in ("line", "labelled") and second.block.group <= first.block.group + 1
    words = len(first.block.text.split())
    return (
        first.block.text.isupper()
        and words <= 3
        and not second.label
        and second.block.group == first.block.group + 1
        and len(second.block.text.split()) > words
    )


def is_masthead(node: Node) -> bool:
    """Tell a line that may be the name of a newsletter, over the headline of its piece."""
    text = fold(node.block.text)
    return any(word in text for word in lexicon.surfaces("headline", "masthead"))


def heads_text(node: Node, outline: Outline) -> bool:
    """Tell a line that stands alone above the text, near its beginning."""
    if node.role == "paragraph" or node.index > 5 or not is_alone(outline.nodes, node.index):
        return False
    below = outline.nodes[node.index + 1 : node.index + 2]
    return node.block.text[-1:] not in ",:，：、" and bool(below) and below[0].role != "furniture"


def is_from(text: str, start: int, end: int, node: Node, outline: Outline) -> bool:
    """Tell a place and a day below another line of the head: `Bad Wendelau, 3. September 2026`."""
    place = text[:start].rstrip()
    above = outline.nodes[node.index - 1] if node.index else None
    return (
        place[-1:] == ","
        and end == node.block.span.end
        and len(place.split()) < 4
        and not any(map(str.isdigit, place))
        and above is not None
        and above.block.group == node.block.group
    )


def unstarred(line: Passage) -> Passage:
    """Take off the stars with which messengers set a line in bold."""
    inner = line.text.strip("*_")
    if line.text[:1] in "*_" and line.text[-1:] == line.text[:1] and inner and line.text[0] not in inner:
        at = line.text.index(inner)
        return line.cut(at, at + len(inner))
    return line


def is_alone(nodes: Sequence[Node], index: int) -> bool:
    """Tell a line between blank lines, or below the name of its channel."""
    group = nodes[index].block.group
    beside = (nodes[i] for i in (index - 1, index + 1) if 0 <= i < len(nodes))
    return all(n.block.group != group or n.block.region == "header" for n in beside)
