"""Paths to posts: which files of a folder are posts, and one result after the other, whatever is wrong with some."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import chain
from pathlib import PurePath
from typing import NamedTuple

from postparse import inputs, pieces
from postparse.api import Parsed, internal, reason, shielded
from postparse.errors import FormatError, LackingError, PostparseError, SourceError, UsageError
from postparse.inputs import STDIN
from postparse.parts import Wanted
from postparse.pieces import Piece
from postparse.readers import FORMATS, has_ending, is_post, may_speak, spoken_for
from postparse.settings import Settings


class File(NamedTuple):
    """A file to read. `name` is its `source.path`; not `certain` where only its bytes can tell that it is a post.

    `given`: where it is no file of this machine.
    """

    path: str
    name: str
    certain: bool = True
    given: inputs.Input | None = None


class Failed(NamedTuple):
    """An input that could not be read, and why, in words for a person; `given` where nothing of it was read before."""

    path: str
    reason: str
    given: inputs.Input | None = None


class Passed(NamedTuple):
    """A file of a folder that is no post, or a folder of such files."""

    path: str


def walk(paths: Sequence[str], include: str | None = None) -> Iterator[File | Failed | Passed]:
    """Give the files to read, in order: paths as given, a folder's files sorted by name, hidden ones skipped.

    `include` is a pattern on a file's name, or on its path in the folder; of files that it names any suffix will do.
    """
    for path in paths:
        if inputs.is_remote(path):
            yield from _store(path, include)
        elif path != STDIN and os.path.isdir(path):
            yield from _folder(path, include)
        else:
            yield File(path, path)


def is_folder(path: str) -> bool:
    """Tell whether a path stands for all posts below it; one that can't be looked at does not."""
    if inputs.is_remote(path):
        from postparse import remote

        with suppress(SourceError):
            return remote.one(path) is None
        return False
    return os.path.isdir(path)


def _folder(root: str, include: str | None) -> Iterator[File | Failed | Passed]:
    """Go through a folder with a stack of what is still to come: nesting costs no recursion."""
    pending = [root]
    while pending:
        path = pending.pop()
        name = os.path.relpath(path, root).replace(os.sep, "/")
        if path == root or (os.path.isdir(path) and not os.path.islink(path)):
            try:
                names = sorted((n for n in os.listdir(path) if not n.startswith(".")), reverse=True)
            except OSError as error:
                yield Failed(path, reason(error))
                continue
            parts = {n for n in names if _saved_parts(n, names.__contains__)} | _spoken_for(path, names)
            yield from (Passed(os.path.join(path, n)) for n in reversed(names) if n in parts)
            pending += (os.path.join(path, n) for n in names if n not in parts)
        elif not _fits(name, include):
            continue
        elif os.path.isfile(path) or (os.path.islink(path) and not os.path.isdir(path)):
            # A link that leads nowhere is an input that fails; pipes, sockets and links to folders are no inputs.
            yield _member(path, name, chosen=include is not None)


def _fits(name: str, include: str | None) -> bool:
    return include is None or fnmatchcase(name.rpartition("/")[2], include) or fnmatchcase(name, include)


def _saved_parts(folder: str, there: Callable[[str], bool]) -> bool:
    """Tell the folder in which a browser puts a saved page's images and scripts, beside the page itself."""
    stem = folder.removesuffix("_files")
    return stem != folder and any(there(stem + s) for f in FORMATS if f.name == "html" for s in f.suffixes)


def _spoken_for(folder: str, names: Sequence[str]) -> set[str]:
    """Give the folders in `folder` for which a file beside them speaks, as the list of an export does for its posts."""
    found: set[str] = set()
    for name in filter(may_speak, names):
        with suppress(PostparseError, OSError), inputs.opened(inputs.file(os.path.join(folder, name))) as stream:
            found.update(spoken_for(name, stream.head))
    return found.intersection(names)


def _store(path: str, include: str | None) -> Iterator[File | Failed | Passed]:
    """Go through the objects below a path of an object store as they are listed; whatever stands there may be many."""
    from postparse import remote

    root, empty, passed = path.rstrip("/"), True, ""

    @lru_cache(maxsize=64)
    def belongs(folder: str) -> bool:
        return _belongs(root, folder)

    try:
        if (alone := remote.one(path)) is not None:
            yield File(path, path, given=alone)
            return
        for name, given in remote.below(path):
            empty = False
            steps = name.split("/")
            if any(step.startswith(".") for step in steps):
                continue
            folders = ("/".join(steps[:n]) for n in range(1, len(steps)))
            if (part := next(filter(belongs, folders), "")) and part != passed:
                passed = part
                yield Passed(f"{root}/{part}")
            elif not part and _fits(name, include):
                found = _member(f"{root}/{name}", name, chosen=include is not None)
                yield found._replace(given=given)
        if empty:
            yield Failed(path, "there is no such object or folder")
    except SourceError as error:
        yield Failed(path, str(error))


def _belongs(root: str, folder: str) -> bool:
    """Tell whether a folder of an object store is a part of a file beside it: of a saved page, of an export's list."""
    from postparse import remote

    parent, _, last = f"{root}/{folder}".rpartition("/")
    if _saved_parts(last, lambda name: remote.one(f"{parent}/{name}") is not None):
        return True
    for name in (n for row in FORMATS if last in row.beside for n in row.names):
        if (given := remote.one(f"{parent}/{name}")) is not None:
            with suppress(PostparseError, OSError), inputs.opened(given) as stream:
                if last in spoken_for(name, stream.head):
                    return True
    return False


def _member(path: str, name: str, *, chosen: bool) -> File:
    suffix = PurePath(inputs.bare_name(name)).suffix.lower()
    known = suffix != "" and any(suffix in f.suffixes and not f.many for f in FORMATS)
    return File(path, name, certain=known or chosen)


class Asked(NamedTuple):
    """What the caller says of the inputs.

    `include` is a pattern on names in folders, `shard` a part of all inputs, as `2/8`; the rest as for `api.posts`.
    """

    include: str | None = None
    format: str | None = None
    encoding: str | None = None
    wanted: Wanted = Wanted()
    shard: str | None = None


def run(
    paths: Sequence[str],
    asked: Asked = Asked(),  # noqa: B008
    settings: Settings = Settings(),  # noqa: B008
) -> Iterator[Parsed | Failed | Passed]:
    """Parse every post under `paths`, one by one. An input that fails gives a `Failed` and costs nothing else.

    Raises:
        UsageError: an argument makes no sense.
    """
    for item in pieces_of(walk(paths, asked.include), asked):
        if not isinstance(item, Piece):
            yield item
            continue
        try:
            for found in shielded(item, settings, asked.encoding, asked.wanted):
                yield found if isinstance(found, Parsed) else Failed(*found)
        except FormatError:
            yield Passed(item.path)


def pieces_of(found: Iterable[File | Failed | Passed], asked: Asked) -> Iterator[Piece | Failed | Passed]:
    """Give all pieces of what `walk` found, in the order in which their posts come out.

    Raises:
        UsageError: an argument makes no sense.
    """
    taken = 0
    for item in _asked_for(iter(found)):
        if isinstance(item, File):
            given = item.given or inputs.file(item.path, item.name)
            yield from _pieces(item, given, asked, taken)
            if item.certain or has_ending(item.name):
                taken += given.size or 0
        else:
            yield item


def _asked_for(found: Iterator[File | Failed | Passed]) -> Iterator[File | Failed | Passed]:
    """Give the same, objects of a store asked for before it is their turn: each takes its time to come."""
    for item in found:
        if isinstance(item, File) and inputs.is_remote(item.path):
            from postparse import remote

            for one, given in remote.ahead((one, _object(one)) for one in chain([item], found)):
                yield one._replace(given=given) if isinstance(one, File) and given else one
            return
        yield item


def _object(item: File | Failed | Passed) -> inputs.Input | None:
    """Give the object of a store that is to be read whole, None where it may prove to be no post."""
    if not isinstance(item, File) or not inputs.is_remote(item.path) or item.given is None or item.given.slice:
        return None
    return item.given if item.certain or has_ending(item.name) else None


def _pieces(file: File, given: inputs.Input, asked: Asked, before: int) -> Iterator[Piece | Failed | Passed]:
    whole: inputs.Input | None = given if given.lasting and given.slice is None else None
    try:
        if not file.certain and not _looks_like_post(given):
            yield Passed(file.path)
            return
        found = pieces.of(given, format=asked.format, wanted=asked.wanted, encoding=asked.encoding)
        for one in found:
            whole = None
            if isinstance(one, Piece):
                taken = None if one.taken is None else before + one.taken
                yield one._replace(certain=file.certain, taken=taken)
            else:
                yield Failed(*one)
    except UsageError as error:
        # Of a folder it is one among others.
        if not isinstance(error, LackingError) or file.path == file.name:
            raise
        yield Failed(file.path, str(error), whole)
    except FormatError as error:
        yield Failed(file.path, str(error), whole) if file.certain else Passed(file.path)
    except PostparseError as error:
        yield Failed(file.path, str(error), whole)
    except OSError as error:
        yield Failed(file.path, reason(error), whole)
    except Exception as error:  # a fault of ours in one file must not cost the thousands after it
        if sys.flags.dev_mode:
            raise
        yield Failed(file.path, internal(error), whole)


def _looks_like_post(given: inputs.Input) -> bool:
    with inputs.opened(given) as stream:
        return is_post(stream.head, given.name)
