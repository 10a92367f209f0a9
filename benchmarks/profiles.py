"""What a site's profile is worth on pages that it was not learnt from.

    python benchmarks/profiles.py --scorer DIR/pages.py                   each page of a site held back in turn
    python benchmarks/profiles.py --scorer DIR/pages.py --halves          learnt on half of a site, the other half read
    python benchmarks/profiles.py --scorer DIR/pages.py --bare            held-back pages without their metadata
    python benchmarks/profiles.py --scorer DIR/pages.py --changed body    the pages on which a field changed

DIR/pages.py is a scorer of saved pages with `load_exported`, `conform`, `judge`, `SUMMARIES`, its pages beside it
(or --data). Sites are hosts with enough distinct pages; the figures are the scorer's own.
"""

import argparse
import importlib.util
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from postparse import api, convert, profile, source
from postparse.learning import paths
from postparse.page import hosts, htmltree
from postparse.post import Post, Source
from postparse.settings import Settings

MEASURES = (("title", "exact"), ("title", "lenient"), ("authors", "f1"), ("date", "accuracy"), ("date", "spurious"),
            ("tags", "f1"), ("language", "accuracy"), ("body", "shingle"), ("body", "token"))  # fmt: skip


def scorer_of(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sites_of(pages: list[Any], fewest: int) -> dict[str, list[list[Any]]]:
    """Give host -> its distinct pages, each with all gold that there is for it; pages in an archive are no site."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for page in pages:
        if (host := hosts.host(page.url)) and hosts.same(host, page.site):
            found[host].setdefault(page.sha, []).append(page)
    return {h: [v[sha] for sha in sorted(v)] for h, v in sorted(found.items()) if len(v) >= fewest}


def read(raw: bytes, learnt: profile.Profile | None = None) -> Post:
    loaded = source.load(raw, "page.html", format="html")
    document = htmltree.document(loaded.text, encoding=loaded.encoding, profile=learnt)
    return api.understand(document, Source("page.html", 0, "html", None, None, document.url), Settings()).post


def seen(raw: bytes) -> paths.Page:
    loaded = source.load(raw, "page.html", format="html")
    walk, root, document = htmltree.traced(loaded.text, encoding=loaded.encoding)
    where = Source("page.html", 0, "html", None, None, document.url)
    return paths.Page(walk, root, document, api.understand(document, where, Settings()).post)


def bare(raw: bytes) -> bytes:
    """Give a page as it is saved or sent without what only machines read: titles, metadata, structured data."""
    for pattern in (
        rb"(?is)<script[^>]{0,300}ld\+json.*?</script>",
        rb"(?is)<title[^>]{0,100}>.*?</title>",
        rb"(?is)<link\b[^>]{0,2000}>",
        rb"(?is)<meta\b(?![^>]{0,300}charset)[^>]{0,20000}>",
    ):
        raw = re.sub(pattern, b"", raw)
    return raw


def splits(count: int, halves: bool) -> Iterator[tuple[list[int], list[int]]]:
    """Give (learnt from, held back): each page once held back, by itself or with every other."""
    for step in range(2 if halves else count):
        back = [n for n in range(count) if (n % 2 == step if halves else n == step)]
        yield [n for n in range(count) if n not in back], back


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--halves", action="store_true")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--changed", metavar="FIELD")
    parser.add_argument("--show", metavar="HOST", help="print the profile of all pages of one site")
    args = parser.parse_args()
    scorer = scorer_of(args.scorer)
    fewest = paths.FEWEST * 2 if args.halves else paths.FEWEST + 1
    sites = sites_of(scorer.load_exported(args.data or args.scorer.with_name("pages")), fewest)
    rows: dict[str, dict[bool, list[Any]]] = defaultdict(lambda: {False: [], True: []})
    held = 0
    for host, pages in sites.items():
        known = [seen(page[0].raw) for page in pages]
        if args.show:
            from postparse import profilefile

            print(profilefile.written(paths.learn(known, host)) if host == args.show else "", end="")
            continue
        for learn_from, back in splits(len(pages), args.halves):
            learnt = paths.learn([known[n] for n in learn_from], host)
            held += len(back)
            for n in back:
                raw = bare(pages[n][0].raw) if args.bare else pages[n][0].raw
                answers = [scorer.conform(convert.to_dict(p)) for p in (read(raw), read(raw, learnt))]
                for gold in pages[n]:
                    before, after = (scorer.judge(gold, a) for a in answers)
                    for field in before:
                        rows[field][False].append(before[field])
                        rows[field][True].append(after[field])
                    if args.changed in before and before[args.changed] != after[args.changed]:
                        tell(gold, args.changed, before, after, answers)
    print(f"{len(sites)} sites, {held} pages held back")
    print(f"{'field':10} {'measure':10} {'answers':>7} {'without':>8} {'with':>8}")
    for field, measure in MEASURES:
        if rows[field][False]:
            before, after = (scorer.SUMMARIES[field](rows[field][k])[measure] for k in (False, True))
            print(f"{field:10} {measure:10} {len(rows[field][False]):7} {before:8.4f} {after:8.4f}")
    return 0


def tell(gold: Any, field: str, before: Any, after: Any, answers: list[Any]) -> None:
    """Print one page whose marks changed."""
    print(gold.id, gold.url, before[field], after[field], sep="\n   ")
    if field == "body":
        old, new = (a["body"] for a in answers)
        for sign, some, others in (("-", old, new), ("+", new, old)):
            for text in some:
                if text not in others:
                    print(f"   {sign} {text[:140]!r}")
    else:
        wanted = gold.gold.get("days" if field == "date" else field)
        print(
            f"   gold {wanted!r}",
            *({"title": a["title"], **a["byline"], "tags": a["tags"], "categories": a["categories"]} for a in answers),
            sep="\n   ",
        )


if __name__ == "__main__":
    sys.exit(main())
