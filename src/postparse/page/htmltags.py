"""What HTML's elements are to a reader of text."""

from typing import NamedTuple

INLINE, SKIP, BREAK, HEAD, EMPTY, GONE, BLOCK, BOX = range(8)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
# What an element is to the walk; what is not named is inline.
CODES: dict[str, int] = {
    **dict.fromkeys(
        (
            "script",
            "style",
            "template",
            "noscript",
            "svg",
            "math",
            "iframe",
            "object",
            "embed",
            "select",
            "option",
            "textarea",
            "input",
            "canvas",
            "video",
            "audio",
            "datalist",
            "frameset",
            "map",
            "area",
            "applet",
            "noframes",
            "meter",
            "progress",
            "param",
            "source",
            "track",
            "base",
            # readings above the letters of a ruby, and the parentheses for readers that show none
            "rt",
            "rp",
        ),
        SKIP,
    ),
    **dict.fromkeys(("meta", "link", "title", "head"), HEAD),
    **dict.fromkeys(("img", "wbr"), EMPTY),
    **dict.fromkeys(("del", "s", "strike"), GONE),
    **dict.fromkeys(
        (
            "p",
            "li",
            "dt",
            "dd",
            "tr",
            "pre",
            "figcaption",
            "caption",
            "address",
            "summary",
            "legend",
            "thead",
            "tbody",
            "tfoot",
            "hr",
        ),
        BLOCK,
    ),
    **dict.fromkeys(HEADINGS, BLOCK),
    **dict.fromkeys(
        (
            "html",
            "body",
            "div",
            "section",
            "article",
            "main",
            "aside",
            "nav",
            "header",
            "footer",
            "form",
            "td",
            "th",
            "ul",
            "ol",
            "dl",
            "table",
            "center",
            "fieldset",
            "figure",
            "blockquote",
            "details",
            "dialog",
            "menu",
            "hgroup",
            "search",
        ),
        BOX,
    ),
    "br": BREAK,
}
# Without attributes these say nothing.
PLAIN = frozenset(("span", "em", "i", "u", "font", "small", "sup", "sub"))
BOLD = frozenset(("b", "strong"))
# Lines of one such element stand together, apart from those of its neighbours.
OWN_GROUP = frozenset(("p", "pre", "blockquote", "figcaption", "caption", "td", "th", "address", "summary", *HEADINGS))
# Children of one such element stand together.
SETS = frozenset(("ul", "ol", "dl", "table", "div", "section", "article", "main", "blockquote", "td", "form", "body"))
KINDS = {
    "blockquote": "quote", "figcaption": "caption", "caption": "caption", "dt": "term", "dd": "definition",
    "td": "paragraph", "th": "paragraph", "pre": "code", **dict.fromkeys(HEADINGS, "heading"),
}  # fmt: skip
ALWAYS_SHOWN = frozenset(("html", "body", "main", "article"))
DATES = frozenset(("published", "modified", "start", "end"))
# Hints of parts that say whose something is: `source` may say so of anything.
CREDITS = frozenset(("credit", "source"))


def is_moment(text: str) -> bool:
    """Tell whether an attribute begins with a machine's date and time, as `2024-05-03T10:20`."""
    return len(text) > 15 and text[4] == "-" and text[13] == ":" and text[10] in "T " and text[:4].isdecimal()


# Those that begin another kind of line, and those with something to do at their end.
STYLED = frozenset(("li", "ul", "ol", "menu", *KINDS))
ENDS = frozenset(("pre", "tr", "td", "th"))


class Plan(NamedTuple):
    """What to do where an element that holds lines begins: the sets above, looked up once.

    code    BLOCK or BOX; elements of a page's own (`my-card`) hold lines as those with code BLOCK do, and are boxes
    shown   one of ALWAYS_SHOWN
    styled  one of STYLED
    own     one of OWN_GROUP
    kids    one of SETS
    """

    code: int
    shown: bool
    styled: bool
    own: bool
    kids: bool


PLANS = {
    tag: Plan(code, tag in ALWAYS_SHOWN, tag in STYLED, tag in OWN_GROUP, tag in SETS)
    for tag, code in CODES.items()
    if code >= BLOCK
}
CUSTOM = Plan(INLINE, shown=False, styled=False, own=False, kids=False)

LABEL = 24
"""Longer words are no label that an element beside them is the value of."""
BESIDE = frozenset(("span", "a", "time", "strong", "b", "em", "i", "label"))
