"""Files to a profile: read some pages of one site, and learn what they share."""

from collections import Counter
from collections.abc import Callable, Sequence

from postparse import api, inputs, readers, source
from postparse.errors import PostparseError, SourceError
from postparse.learning.paths import FEWEST, Page, learn
from postparse.page import hosts, htmltree
from postparse.post import Source
from postparse.profile import Profile
from postparse.run import batch
from postparse.settings import Settings

MOST = 100
"""Pages that a profile is learnt from at most; of more, as many spread evenly over the folder."""


def of(paths: Sequence[str], tell: Callable[[str], None], *, include: str | None = None) -> tuple[Profile, int]:
    """Give the profile of the pages under `paths`, and how many inputs failed; `tell` is told of these, a line each.

    Raises:
        SourceError: there are too few pages, or they are of several sites.
    """
    files: list[batch.File] = []
    failed = 0
    for item in batch.walk(paths, include):
        if isinstance(item, batch.Failed):
            tell(f"{item.path}: {item.reason}")
            failed += 1
        elif isinstance(item, batch.File):
            files.append(item)
    pages: list[Page] = []
    for file in files if len(files) <= MOST else [files[n * len(files) // MOST] for n in range(MOST)]:
        try:
            if page := _page(file):
                pages.append(page)
        except (PostparseError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            tell(f"{file.path}: {reason}")
            failed += 1
    pages, host = _of_one_site(pages, tell)
    learnt = learn(pages, host)
    if learnt.pages < FEWEST:
        unlike = f"{learnt.pages} different page" + "s" * (learnt.pages != 1)
        raise SourceError(f"{unlike} in HTML; a profile needs {FEWEST} of one site, better 20")
    return learnt, failed


def _page(file: batch.File) -> Page | None:
    """Read one page; None for what is none."""
    with inputs.opened(file.given or inputs.file(file.path, file.name)) as stream:
        if readers.pick(stream.head, inputs.bare_name(file.name)).name != "html":
            return None
        data = inputs.read(stream)
    loaded = source.load(data, file.name, format="html")
    walk, root, document = htmltree.traced(loaded.text, encoding=loaded.encoding)
    where = Source(file.name, 0, "html", None, None, document.url)
    return Page(walk, root, document, api.understand(document, where, Settings()).post)


def _of_one_site(pages: list[Page], tell: Callable[[str], None]) -> tuple[list[Page], str]:
    """Give the pages of the site that nearly all are of, and its host; a few strays are left out."""
    found = Counter(filter(None, (hosts.host(p.document.url) for p in pages)))
    if not found:
        return pages, ""
    main = min(found, key=lambda h: (-sum(n for other, n in found.items() if hosts.same(h, other)), len(h), h))
    strays = {h: n for h, n in found.items() if not hosts.same(h, main)}
    if sum(strays.values()) * 10 > len(pages):
        counts = ", ".join(f"{h} ({n})" for h, n in sorted(found.items(), key=lambda i: (-i[1], i[0]))[:4])
        raise SourceError(f"these are pages of several sites: {counts}; give a folder of one")
    if strays:
        names = ", ".join(sorted(strays)[:4])
        tell(f"{sum(strays.values())} of {len(pages)} pages are of another site and left out: {names}")
    return [p for p in pages if hosts.host(p.document.url) not in strays], main
