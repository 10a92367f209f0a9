"""XML containers as a stream of elements, one at a time: no entity is expanded, nothing is fetched, nothing is kept."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from postparse.errors import FormatError, SourceError
from postparse.source import MAX_BYTES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postparse.inputs import Stream


# XML 1.0 has no place for these, yet exports hold them; libxml2 would give up the text around them.
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


@cache
def _signs() -> re.Pattern[bytes]:
    return re.compile(rb"<!\[CDATA\[|\]\]>|&(?:#\w{1,9};|(?P<name>[A-Za-z]\w{0,31});)?")


class _Paced:
    """The stream without control characters, which ends in an error where one element takes over `MAX_BYTES`.

    Its ampersands are mended: after one that begins no entity of XML, libxml2 loses those that do.
    """

    def __init__(self, stream: "Stream") -> None:
        self._stream, self.since, self._rest, self._literal = stream, 0, b"", False
        wide = b"\0" in stream.head[:4]
        self._drop, self._mends = b"" if wide else _CONTROLS, not wide
        self._declares = b"<!ENTITY" in stream.head

    def read(self, size: int = -1) -> bytes:
        while True:
            data = self._stream.read(size)
            self.since += len(data)
            if self.since > MAX_BYTES:
                raise SourceError(f"a single entry is over the limit of {MAX_BYTES:,} bytes")
            if not data or not self._mends:
                rest, self._rest = self._rest, b""
                return _signs().sub(self._mended, rest) or data
            if found := self._whole(self._rest + data.translate(None, self._drop)):
                return _signs().sub(self._mended, found)

    def _whole(self, data: bytes) -> bytes:
        """Keep back what may be the beginning of a sign that the next bytes end."""
        size = len(data)
        found = (
            data.rfind(b"&", max(size - 34, 0)),
            data.rfind(b"<", max(size - 9, 0)),
            data.find(b"]", max(size - 2, 0)),
        )
        cut = min((at for at in found if at >= 0), default=size)
        self._rest = data[cut:]
        return data[:cut]

    def _mended(self, found: re.Match[bytes]) -> bytes:
        sign = found[0]
        if sign[:1] != b"&":
            begun, self._literal = self._literal, sign[:1] == b"<"
            return sign if begun or self._literal else b"]]&gt;"
        name = found["name"]
        if self._literal or name in _XML_NAMES or sign[1:2] == b"#":
            return sign
        if name is None:
            return b"&amp;"
        from html.entities import html5

        if letters := html5.get(name.decode() + ";"):
            return b"".join(b"&#%d;" % ord(c) for c in letters)
        return sign if self._declares else b"&amp;" + sign[1:]


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
