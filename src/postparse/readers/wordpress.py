"""The text of a WordPress post as it is stored, to HTML as a reader would see it: shortcodes, embeds, paragraphs.

Shortcodes after WordPress's Shortcode API, paragraphs after what its editor has always done with blank lines.
"""

import re
from functools import cache

# Tags that stand for themselves: no paragraph is put around them.
_BLOCKS = (
    "address|article|aside|blockquote|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|"
    "form|h[1-6]|header|hgroup|hr|iframe|legend|li|main|map|math|menu|nav|noscript|object|ol|p|pre|script|section|select|"
    "style|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
# What these hold is a widget's, not a reader's.
_GONE = frozenset(
    ("gallery", "playlist", "audio", "video", "embed", "contact-form", "contact-form-7", "form", "rev_slider")
)
_CODE = frozenset(("code", "sourcecode", "sourcecodeblock", "highlight"))


def html_of(text: str) -> str:
    """Give the HTML of a stored post."""
    blocks = "<!-- wp:" in text
    text = _footnote().sub("", text)
    if "[" in text:
        text = _shortcodes(text)
    return text if blocks else _paragraphs(text)


@cache
def _footnote() -> re.Pattern[str]:
    """The mark of the editor's own footnotes, whose texts stand apart from the post."""
    return re.compile(
        r"<sup\b[^<>]{0,400}\bdata-fn=[^<>]{0,400}>[^<]{0,40}<a\b[^<>]{0,800}>[^<]{0,40}</a>[^<]{0,40}</sup>"
    )


@cache
def _shortcode() -> re.Pattern[str]:
    return re.compile(
        r"""\[\[(?P<literal>[^\[\]\n]{1,300})\]\]
        |\[(?P<close>/)?(?P<name>[A-Za-z][\w-]{0,60})(?P<rest>(?:\s[^\[\]<>]{0,2000}|=[^\[\]<>]{0,2000})?+)(?P<alone>/)?\]""",
        re.X,
    )


def _shortcodes(text: str) -> str:
    """Take shortcodes out: those of widgets with what they hold, others alone; captions and code become tags."""
    closed = {m["name"].lower() for m in _shortcode().finditer(text) if m["close"]}
    parts: list[str] = []
    at, gone = 0, ""
    for found in _shortcode().finditer(text):
        name = (found["name"] or "").lower()
        if gone:
            if found["close"] and name == gone:
                at, gone = found.end(), ""
            continue
        put = _put(found, name, name in closed)
        if put is None:
            continue
        parts += (text[at : found.start()], put)
        at = found.end()
        if name in _GONE and name in closed and not found["close"] and not found["alone"]:
            gone = name
    return "".join((*parts, "" if gone else text[at:]))


def _put(found: re.Match[str], name: str, closed: bool) -> str | None:
    """Give what stands for a shortcode, None where the brackets are a writer's own."""
    if found["literal"]:
        return f"[{found['literal']}]"
    if name in ("caption", "wp_caption"):
        return "</figcaption></figure>\n\n" if found["close"] else "\n\n<figure><figcaption>" if closed else ""
    if name in _CODE and closed:
        return "</pre>\n\n" if found["close"] else "\n\n<pre>"
    # A word in brackets is a shortcode where it has attributes, an end, or the look of an identifier.
    if closed or name in _GONE or "=" in found["rest"] or found["alone"] or "_" in name:
        return "\n\n" if name in _GONE else " "
    return None


@cache
def _pre() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(<(?P<tag>pre|textarea|script|style)\b[^<>]{0,2000}>)|(?P<end></(?:pre|textarea|script|style)>)"
    )


@cache
def _opens_block() -> re.Pattern[str]:
    return re.compile(rf"(?i)</?(?:{_BLOCKS})(?=[\s/>])")


@cache
def _lone_url() -> re.Pattern[str]:
    """An address alone on its line, which WordPress shows as a player or a card."""
    return re.compile(r"(?m)^[ \t]*https?://[^\s<>\"]{1,2000}[ \t]*$")


def _paragraphs(text: str) -> str:
    """Make paragraphs at blank lines and breaks at line ends, but for preformatted text."""
    pieces: list[str] = []
    at = depth = 0
    for found in _pre().finditer(text):
        if found["tag"] and not depth:
            pieces.append(_broken(text[at : found.start()]))
            at, depth = found.start(), 1
        elif found["end"] and depth:
            pieces.append(text[at : found.end()])
            at, depth = found.end(), 0
    pieces.append(text[at:] if depth else _broken(text[at:]))
    return "".join(pieces)


def _broken(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "://" in text:
        text = _lone_url().sub("", text)
    shown = []
    for part in re.split(r"\n[ \t]*+\n", text):
        if not (bare := part.strip()):
            continue
        if _opens_block().match(bare):
            shown.append(part)
        else:
            shown.append("<p>" + bare.replace("\n", "<br>\n") + "</p>")
    return "\n".join(shown)


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->")


def untagged(text: str) -> str:
    """Give one line of HTML, as a title is, without its tags."""
    return _tag().sub("", text) if "<" in text else text
