"""Substack exports: `posts.csv` lists the posts, whose texts are `posts/ID.SLUG.html`, in a folder or an archive.

Format: as Substack's exporter writes it (`post_id,post_date,is_published,...,type,audience,title,subtitle`), which
github.com/TryGhost/migrate reads too.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postparse import inputs, source
from postparse.errors import PostparseError
from postparse.page import htmlcut
from postparse.parts import Fault, Part, Wanted, facts
from postparse.readers.csv import table

if TYPE_CHECKING:
    from postparse.inputs import Input, Stream

_WIDGETS = frozenset((
    "button-wrapper", "captioned-button-wrap", "subscription-widget-wrap", "subscription-widget-wrap-editor",
    "subscription-widget", "subscribe-widget", "share-widget", "install-substack-app-embed", "paywall-jump", "tweet",
    "comment", "community-chat", "community-post", "directMessage", "digest-post-embed", "embedded-post-wrap",
    "embedded-publication-wrap", "poll-embed", "file-embed-wrapper", "image-link-expand", "footnote-anchor",
    "footnote-number", "instagram", "tiktok-wrap", "spotify-wrap", "soundcloud-wrap", "apple-podcast-container",
    "native-audio-embed", "native-video-embed", "bluesky-wrap", "recipe-embed-button", "sponsorship-campaign-embed",
))  # fmt: skip


def read(stream: "Stream", given: "Input", wanted: Wanted) -> Iterator[Part | Fault]:
    """Give the posts in the order of the list."""
    for number, row in table(stream, given.name, wanted.encoding):
        if isinstance(row, Fault):
            yield row
            continue
        said = {key: str(value or "").strip() for key, value in row.items()}
        status = "published" if said.get("is_published", "").lower() in ("true", "t", "1") else "draft"
        kind = said.get("type") or "newsletter"
        # A newsletter is what other platforms call a post.
        if wanted.takes(status, kind) or (kind == "newsletter" and wanted.takes(status, "post")):
            yield _part(said, status, given, f"{given.name}:{number}")


def _part(said: Mapping[str, str], status: str, given: "Input", where: str) -> Part | Fault:
    name = said.get("post_id", "")
    if not re.fullmatch(r"[\w][\w.-]{0,300}", name):
        return Fault(where, "the row has no identifier of a post")
    member = given.beside(f"posts/{name}.html")
    if member is None:
        return Fault(where, f"its text, posts/{name}.html, is not in the export")
    try:
        with inputs.opened(member) as stream:
            text, encoding, _ = source.decode(inputs.read(stream))
    except (PostparseError, OSError) as error:
        return Fault(member.name, str(error))
    told = facts(
        "substack",
        ("headline", said.get("title"), "post"),
        ("datePublished", said.get("post_date"), "post"),
        ("description", said.get("subtitle"), "post"),
    )
    number, _, slug = name.partition(".")
    return Part(
        htmlcut.without(text, _WIDGETS), "html", facts=told, id=number, slug=slug or None, status=status,
        encoding=encoding, titled=True,
    )  # fmt: skip
