"""What Ghost's editors store, to HTML: Mobiledoc 0.3 (`mobiledoc`), Lexical's editor state (`lexical`), cards.

Formats: github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md, the node types of TryGhost/Koenig. Cards give their
words, or nothing where they are widgets.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape

CLASSES = frozenset((
    "kg-bookmark-card", "kg-button-card", "kg-signup-card", "kg-cta-card", "kg-audio-card", "kg-video-card",
    "kg-file-card", "kg-embed-card", "kg-nft-card", "kg-callout-emoji", "kg-toggle-card-icon", "kg-product-card-button",
    "kg-product-card-rating", "kg-header-card-button", "kg-before-after-card", "kg-collection-card",
))  # fmt: skip
"""Classes of elements in Ghost's HTML that are widgets, not words of the writer."""

_TEXT_TAGS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pull-quote"))
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"))
_Card = Mapping[str, object]


def mobiledoc(text: str) -> str:
    """Give the HTML of a Mobiledoc; "" for what is none."""
    data = _loads(text)
    return "\n".join(_section(section, data) for section in _list(data.get("sections")) if isinstance(section, list))


def lexical(text: str) -> str:
    """Give the HTML of a Lexical state; "" for what is none."""
    return _children(_loads(text).get("root"))


def _loads(text: str) -> _Card:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _get(value: object, index: int) -> object:
    return value[index] if isinstance(value, list) and len(value) > index else None


def _section(section: Sequence[object], data: _Card) -> str:
    kind, tag = section[0] if section else None, str(_get(section, 1))
    if kind == 1:
        tag = tag if tag in _TEXT_TAGS else "p"
        return f"<{tag}>{_markers(_get(section, 2), data)}</{tag}>"
    if kind == 3:
        tag = tag if tag in ("ul", "ol") else "ul"
        items = "".join(f"<li>{_markers(item, data)}</li>" for item in _list(_get(section, 2)))
        return f"<{tag}>{items}</{tag}>"
    if kind == 10:
        card = _get(data.get("cards"), number) if isinstance(number := _get(section, 1), int) else None
        payload = _get(card, 1)
        return card_html(str(_get(card, 0)), payload if isinstance(payload, dict) else {})
    return ""


def _markers(markers: object, data: _Card) -> str:
    """Give the HTML of runs of text, each of which opens some marks and closes some."""
    parts, opened = [], []
    for marker in _list(markers):
        for index in _list(_get(marker, 1)):
            markup = _get(data.get("markups"), index) if isinstance(index, int) else None
            tag = str(_get(markup, 0) or "span").lower()
            opened.append(tag)
            named = _list(_get(markup, 1))
            href = next((str(_get(named, i + 1)) for i, name in enumerate(named) if name == "href"), "")
            parts.append(f'<a href="{escape(href)}">' if tag == "a" else f"<{escape(tag)}>")
        # An atom is a line break or the like; its words are not in the text.
        parts.append(escape(str(_get(marker, 3) or ""), quote=False) if _get(marker, 0) == 0 else "<br>")
        closed = _get(marker, 2)
        count = min(closed if isinstance(closed, int) else 0, len(opened))
        parts += [f"</{escape(opened.pop())}>" for _ in range(count)]
    return "".join(parts)


def card_html(name: str, said: _Card) -> str:
    """Give the HTML of a card's own words; "" for widgets, embeds and media without a caption."""

    def inline(*keys: str) -> Iterator[str]:
        return (value for key in keys if isinstance(value := said.get(key), str) and value.strip())

    if name in ("html", "email"):
        return "".join(inline("html")) if name == "html" else ""
    if name in ("markdown", "card-markdown"):
        from postparse.readers import markdown

        return "".join(markdown.html_of(text) for text in inline("markdown"))
    if name in ("code", "codeblock"):
        code = "".join(f"<pre>{escape(code, quote=False)}</pre>" for code in inline("code"))
        return code + "".join(f"<p>{c}</p>" for c in inline("caption"))
    if name == "callout":
        return "".join(f"<p>{text}</p>" for text in inline("calloutText"))
    if name in ("toggle", "header", "product"):
        heads = "".join(f"<h4>{text}</h4>" for text in inline("heading", "header", "productTitle"))
        return heads + "".join(
            text if text.lstrip().startswith("<p") else f"<p>{text}</p>"
            for text in inline("content", "subheading", "subheader", "productDescription")
        )
    if name in ("image", "gallery"):
        return "".join(f"<figure><figcaption>{text}</figcaption></figure>" for text in inline("caption"))
    return ""


def _children(node: object) -> str:
    children = node.get("children") if isinstance(node, dict) else None
    return "".join(_node(child) for child in _list(children) if isinstance(child, dict))


def _node(node: _Card) -> str:
    kind = str(node.get("type"))
    if kind in ("text", "extended-text", "tk", "at-link", "hashtag"):
        text = escape(str(node.get("text") or ""), quote=False)
        bits = node.get("format")
        for bit, tag in _FORMATS:
            if isinstance(bits, int) and bits & bit:
                text = f"<{tag}>{text}</{tag}>"
        return text
    if kind in ("linebreak", "tab"):
        return "<br>" if kind == "linebreak" else " "
    if kind in ("link", "autolink"):
        return f'<a href="{escape(str(node.get("url") or ""))}">{_children(node)}</a>'
    if kind in ("heading", "extended-heading"):
        tag = str(node.get("tag"))
        tag = tag if tag in _TEXT_TAGS else "h2"
        return f"<{tag}>{_children(node)}</{tag}>"
    if kind == "list":
        tag = "ol" if node.get("listType") == "number" or node.get("tag") == "ol" else "ul"
        return f"<{tag}>{_children(node)}</{tag}>"
    blocks = {"paragraph": "p", "listitem": "li", "quote": "blockquote", "extended-quote": "blockquote",
              "aside": "blockquote"}  # fmt: skip
    if tag := blocks.get(kind, ""):
        return f"<{tag}>{_children(node)}</{tag}>"
    return card_html(kind, node) or _children(node)
