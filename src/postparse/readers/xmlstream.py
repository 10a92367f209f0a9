"""XML containers as a stream of elements, one at a time: no entity is expanded, nothing is fetched, nothing is kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postparse.errors import FormatError, SourceError
from postparse.source import MAX_BYTES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postparse.inputs import Stream


# XML 1.0 has no place for these, yet exports hold them; libxml2 would give up the text around them.
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))


class _Paced:
    """The stream without control characters, which ends in an error where one element takes over `MAX_BYTES`."""

    def __init__(self, stream: "Stream") -> None:
        self._stream, self.since = stream, 0
        self._drop = b"" if b"\0" in stream.head[:4] else _CONTROLS

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.since += len(data)
        if self.since > MAX_BYTES:
            raise SourceError(f"a single entry is over the limit of {MAX_BYTES:,} bytes")
        return data.translate(None, self._drop) or (data and b" ")


def elements(stream: "Stream", names: tuple[str, ...]) -> Iterator["_Element"]:
    """Give each element whose name, its namespace left aside, is one of `names`, with all that stands in it.

    An element is emptied when the next is asked for; what stands before the first stays reachable as its siblings.

    Raises:
        FormatError: there is no XML.
        SourceError: the file ends early or is made to harm; all that was whole has been given.
    """
    from lxml import etree

    paced = _Paced(stream)
    context = etree.iterparse(
        paced, events=("end",), tag=[f"{{*}}{n}" for n in names], resolve_entities=False, no_network=True,
        load_dtd=False, recover=True, huge_tree=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    started = False
    try:
        for _, element in context:
            if _cut_off(context.error_log):
                break
            paced.since = 0
            started = True
            yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        if not started:
            raise FormatError(f"this is no XML that can be read: {error.msg}") from None
    if any(
        e.type in (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_ENTITY_LOOP) for e in context.error_log
    ):
        raise SourceError("its entities are made to grow beyond all measure")
    if lost := _cut_off(context.error_log):
        raise SourceError(f"line {lost}: the file ends early; entries before that were read")


def _forget(element: "_Element") -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _cut_off(log: object) -> int:
    """Give the line at which the file ends too early, else 0; libxml2 says so only when it has met the end."""
    from lxml import etree

    ends = (etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_CDATA_NOT_FINISHED)
    return next((e.line for e in log if e.type in ends), 0)  # type: ignore[attr-defined]


def name_of(element: "_Element") -> str:
    """Give an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: "_Element | None") -> str:
    """Give an element's text, without white space around it; "" where there is no element."""
    return raw_text(element).strip() if element is not None else ""


def raw_text(element: "_Element") -> str:
    """Give an element's text as it stands."""
    return "".join(str(part) for part in element.itertext())
