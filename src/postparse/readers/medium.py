"""Medium exports: a page a post in the folder `posts`, with marks of microformats; pages of other folders list things.

Format: as Medium's exporter writes it (`h-entry` with `p-name`, `p-summary`, `e-content`, `p-tag`, `p-author`,
`dt-published`, `p-canonical`), which github.com/TryGhost/migrate reads too.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postparse import inputs, source
from postparse.page import htmlcut
from postparse.parts import Part, Wanted, facts

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postparse.inputs import Input, Stream

# Cards of other stories, and what the page of the export sets around the text.
_WIDGETS = frozenset(("graf--mixtapeEmbed", "section-divider", "graf--iframe"))


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part]:
    """Give the post of a page; none for a draft or a response that is not asked for, or a page that lists things."""
    text, encoding, _ = source.decode(inputs.read(stream), wanted.encoding)
    root = htmlcut.tree(text)
    body = root.find(".//section[@data-field='body']") if root is not None else None
    if root is None or body is None:
        if root is None or root.find(".//footer//a[@href='https://medium.com']") is None:
            # A page of someone else's that has the same marks.
            yield Part(text, "html", whole=True, encoding=encoding)
        return
    title = htmlcut.words(_marked(root, "p-name"))
    subtitle = htmlcut.words(root.find(".//section[@data-field='subtitle']"))
    htmlcut.pruned(body, _WIDGETS)
    headed, under = _opening(body, title)
    published = _marked(root, "dt-published")
    status = "draft" if published is None else "published"
    response = not subtitle and not headed and _begins(htmlcut.words(body), title)
    if not wanted.takes(status, "comment" if response else "post") or (response and "comment" not in wanted.types):
        return
    url = _href(_marked(root, "p-canonical")) or _href(root.find(".//footer//a[@href]"))
    slug, number = _named(url)
    author = _marked(root, "p-author")
    told = facts(
        "medium",
        ("headline", None if response else title, "post"),
        ("author", htmlcut.words(author), "post"),
        ("author.url", _href(author), "post"),
        ("datePublished", published.get("datetime") if published is not None else None, "post"),
        ("description", under or subtitle, "post"),
        *(("keywords", htmlcut.words(tag), "post") for tag in root.iterfind(".//*[@class='p-tag']")),
    )
    yield Part(
        htmlcut.inner(body), "html", facts=told, id=number, url=url, slug=slug, status=status, encoding=encoding,
        titled=True,
    )  # fmt: skip


def _marked(root: "_Element", name: str) -> "_Element | None":
    return next((e for e in root.iter() if isinstance(e.tag, str) and name in e.get("class", "").split()), None)


def _href(element: "_Element | None") -> str | None:
    href = element.get("href", "") if element is not None else ""
    return href if href.startswith(("http://", "https://")) else None


def _opening(body: "_Element", title: str) -> tuple[bool, str]:
    """Take title and subtitle out of the text, where they are repeated; give whether so, and the subtitle in full."""
    heading, under = _marked(body, "graf--title"), _marked(body, "graf--subtitle")
    if heading is not None and _begins(htmlcut.words(heading), title):
        htmlcut.drop(heading)
    words = htmlcut.words(under)
    if under is not None:
        htmlcut.drop(under)
    return heading is not None, words


def _begins(text: str, title: str) -> bool:
    """Tell whether a text begins with its title, which may be cut short."""
    return bool(title) and text.startswith(title.rstrip("…. "))


def _named(url: str | None) -> tuple[str | None, str | None]:
    """Give slug and identifier, which an address ends in: `/a-walk-on-the-quay-3f2a9c41d0b7`."""
    found = re.search(r"/(?:p/|(?P<slug>[^/?#]{1,300})-)?(?P<id>[0-9a-f]{6,16})(?:[?#]|\Z)", url or "")
    return (found["slug"], found["id"]) if found else (None, None)
