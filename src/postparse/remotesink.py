"""Outputs in object stores: written here first, and put there when they are whole."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator

from postparse import remote
from postparse.errors import SourceError, UsageError

# Bytes of a part, how many parts a store takes of one object (S3 10,000), and how many go at a time.
_PART, _PARTS, _AT_A_TIME = 1 << 23, 9000, 4


def writable(path: str) -> None:
    """See to it that an object can be written, before any work is done for it. What is there stays as it is.

    An upload of a few bytes is begun and called off: it needs the rights that the real one needs, and nobody sees it.

    Raises:
        UsageError: it can't.
    """
    store, key = remote.target(path)
    from obstore import open_writer

    try:
        with contextlib.suppress(_CalledOffError), open_writer(store, key, buffer_size=1) as out:
            out.write(b"..")
            raise _CalledOffError
    except remote.errors() as error:
        raise UsageError(f"cannot write {path}: {remote.told(error)}") from None


class _CalledOffError(Exception):
    pass


def put(local: str, path: str) -> None:
    """Put a file of this machine into a store. The object is there when all of it is, or is not there at all.

    Raises:
        OSError: the file can't be read, or the object not be written; its text is for a person.
        UsageError: the path names no object, or what is needed is not installed.
    """
    store, key = remote.target(path)
    from obstore import put as put_object

    with open(local, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        part = max(_PART, -(-size // _PARTS))
        # Parts that Python hands over one by one can be broken off between them, which a file as a whole can't.
        data = file.read() if size <= part else iter(lambda: file.read(part), b"")
        try:
            put_object(store, key, data, chunk_size=part, max_concurrency=_AT_A_TIME)
        except remote.errors() as error:
            raise OSError(f"{path}: {remote.told(error)}") from None


def fetch(path: str, local: str) -> None:
    """Copy an object, if there is one, into a file of this machine.

    Raises:
        SourceError, UsageError, OSError: it can't be read.
    """
    if (given := remote.one(path)) is not None:
        with given.open() as source, open(local, "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)


@contextlib.contextmanager
def whole(path: str, *, keep: bool = False) -> Iterator[str]:
    """Give the path of a file of this machine, which becomes the object at the end, and goes away in any case.

    `keep`: what is in the object already stands there too.

    Raises:
        UsageError: the object can't be written.
        OSError: it can't be written at the end.
    """
    writable(path)
    with tempfile.TemporaryDirectory(prefix="postparse-") as folder:
        local = os.path.join(folder, "output")
        try:
            if keep:
                fetch(path, local)
        except SourceError as error:
            raise UsageError(f"cannot write {path}: {error}") from None
        yield local
        put(local, path)
