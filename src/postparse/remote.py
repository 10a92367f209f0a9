"""Object stores: `s3://`, `gs://` and `az://` paths, through obstore. Each object is an input that is read by ranges.

Where a store is and who may read it obstore takes from the environment (`AWS_*`, `GOOGLE_*`, `AZURE_*`); it also asks
again where the network or the store fails.
"""

import io
from collections.abc import Iterator
from functools import cache, partial
from typing import IO, TYPE_CHECKING, NamedTuple, TypeVar, cast

from postparse.errors import SourceError, UsageError
from postparse.inputs import Input

if TYPE_CHECKING:
    from concurrent.futures import Future
    from queue import SimpleQueue

    from _typeshed import WriteableBuffer
    from obstore import ObjectMeta
    from obstore.store import ObjectStore

    _Task = tuple[Input, Future[bytes]]

# Bytes asked for at a time: a post mostly comes by one request, a long file by few.
_FIRST, _MOST = 1 << 18, 1 << 23
_RETRIES = 6
# Objects that are asked for before their turn, and how many of them at the same time.
_AHEAD, _AT_A_TIME = 16, 8
T = TypeVar("T")


class _Place(NamedTuple):
    scheme: str
    bucket: str
    key: str


class _Kept(NamedTuple):
    """An object as it was when it was listed; `size` in bytes."""

    path: str
    size: int
    e_tag: str | None


def one(path: str, name: str | None = None) -> Input | None:
    """Give the object of a path as an input, None where the path is a folder or nothing at all.

    Raises:
        SourceError: the store can't be asked.
        UsageError: the path names no bucket, or what is needed is not installed.
    """
    _need(path)
    from obstore import exceptions, head

    place = _place(path)
    if not place.key or place.key.endswith("/"):
        return None
    try:
        return _input(place, _kept(head(_store(place.scheme, place.bucket), place.key)), name or path)
    except FileNotFoundError:
        return None
    except exceptions.BaseError as error:
        raise SourceError(told(error)) from None


def below(path: str) -> Iterator[tuple[str, Input]]:
    """Give the objects below a folder as they are listed, in the order of their keys, each with its name there.

    Raises:
        SourceError, UsageError: as for `one`.
    """
    _need(path)
    from obstore import exceptions
    from obstore import list as listed

    place = _place(path)
    root = place.key.rstrip("/")
    try:
        for chunk in listed(_store(place.scheme, place.bucket), prefix=root or None):
            for meta in chunk:
                name = meta["path"][len(root) + 1 if root else 0 :]
                yield name, _input(place, _kept(meta), name)
    except (FileNotFoundError, exceptions.BaseError) as error:
        raise SourceError(told(error)) from None


def target(path: str) -> "tuple[ObjectStore, str]":
    """Give the store and the key of an object that is to be written.

    Raises:
        UsageError: the path names no object, or what is needed is not installed.
    """
    _need(path, "write")
    place = _place(path)
    if not place.key or place.key.endswith("/"):
        raise UsageError(f"{path!r} names no object; give one such as {place.scheme}://{place.bucket}/posts.jsonl")
    try:
        return _store(place.scheme, place.bucket), place.key
    except SourceError as error:
        raise UsageError(f"cannot write {path}: {error}") from None


def errors() -> tuple[type[Exception], ...]:
    """Give the errors of stores."""
    from obstore import exceptions

    return (exceptions.BaseError, OSError)


def ahead(found: Iterator[tuple[T, Input | None]]) -> Iterator[tuple[T, Input | None]]:
    """Give the same pairs, small objects among them with bytes that were asked for while those before were read."""
    from collections import deque
    from concurrent.futures import Future
    from queue import SimpleQueue
    from threading import Thread

    waiting: deque[tuple[T, Input | None]] = deque()
    tasks: SimpleQueue[_Task | None] = SimpleQueue()
    # Threads that nobody waits for at the end: a store that does not answer may take minutes.
    for _ in range(_AT_A_TIME):
        Thread(target=_ask, args=(tasks,), daemon=True).start()
    try:
        for item, given in found:
            if given is not None and given.size is not None and given.size <= _FIRST:
                coming: Future[bytes] = Future()
                tasks.put((given, coming))
                given = given._replace(open=partial(_had, coming))
            waiting.append((item, given))
            if len(waiting) > _AHEAD:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _ in range(_AT_A_TIME):
            tasks.put(None)


def _ask(tasks: "SimpleQueue[_Task | None]") -> None:
    """Do the tasks until there are no more."""
    while (task := tasks.get()) is not None:
        given, coming = task
        try:
            with given.open() as stream:
                coming.set_result(stream.read())
        except BaseException as error:  # whoever opens the object gets it
            coming.set_exception(error)


def _had(coming: "Future[bytes]") -> IO[bytes]:
    return io.BytesIO(coming.result())


def _need(path: str, to: str = "read") -> None:
    """Say which extra is needed where it is not installed.

    Raises:
        UsageError: it is not.
    """
    try:
        import obstore  # noqa: F401
    except ModuleNotFoundError:
        raise UsageError(f"to {to} {path[:5]} paths needs more: pip install 'postparse[cloud]'") from None


def _place(path: str) -> _Place:
    scheme, _, rest = path.partition("://")
    bucket, _, key = rest.partition("/")
    if not bucket:
        raise UsageError(f"{path!r} names no bucket; give one such as {scheme}://bucket/folder")
    return _Place(scheme, bucket, key)


def _kept(meta: "ObjectMeta") -> _Kept:
    return _Kept(meta["path"], meta["size"], meta["e_tag"])


@cache
def _store(scheme: str, bucket: str) -> "ObjectStore":
    from obstore import exceptions, store

    again = {"max_retries": _RETRIES}
    try:
        if scheme == "s3":
            return store.S3Store(bucket, retry_config=again)  # type: ignore[arg-type]
        if scheme == "gs":
            return store.GCSStore(bucket, retry_config=again)  # type: ignore[arg-type]
        return store.AzureStore(bucket, retry_config=again)  # type: ignore[arg-type]
    except exceptions.BaseError as error:
        raise SourceError(told(error)) from None


def _input(place: _Place, meta: _Kept, name: str) -> Input:
    reading, beside = partial(_opened, place, meta), partial(_beside, place, meta.path, name)
    # What the first request brings whole is better sent on than asked for once more.
    return Input(name, reading, beside, lasting=meta.size > _FIRST, size=meta.size)


def _opened(place: _Place, meta: _Kept) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(_Object(_store(place.scheme, place.bucket), meta)))


def _beside(place: _Place, key: str, name: str, other: str) -> Input | None:
    folder, within = key.rpartition("/")[0], name.rpartition("/")[0]
    found = f"{folder}/{other}" if folder else other
    return one(f"{place.scheme}://{place.bucket}/{found}", f"{within}/{other}" if within else other)


class _Object(io.RawIOBase):
    """An object as a file in which one can go back and forth; what is read on end comes in ever larger pieces."""

    def __init__(self, store: "ObjectStore", meta: _Kept) -> None:
        self._store, self._meta = store, meta
        self._at = self._start = 0
        self._piece, self._ask = memoryview(b""), _FIRST

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = max(0, offset + (0, self._at, self._meta.size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        end = self._start + len(self._piece)
        if not self._start <= self._at < end:
            if self._at >= self._meta.size:
                return 0
            self._ask = min(2 * self._ask, _MOST) if self._at == end != 0 else _FIRST
            self._piece = self._range(self._at, min(self._at + max(self._ask, len(room)), self._meta.size))
            self._start = self._at
        part = self._piece[self._at - self._start :][: len(room)]
        room[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _range(self, start: int, end: int) -> memoryview:
        from obstore import exceptions, get

        # The tag keeps apart what was there when reading began from what is put there meanwhile.
        tag = self._meta.e_tag
        try:
            found = get(
                self._store,
                self._meta.path,
                options={"range": (start, end), "if_match": tag} if tag else {"range": (start, end)},
            )
            return memoryview(found.bytes())
        except FileNotFoundError:
            raise SourceError("it is no longer there") from None
        except exceptions.PreconditionError:
            raise SourceError("it was changed while it was read") from None
        except exceptions.BaseError as error:
            raise SourceError(told(error)) from None


def told(error: Exception) -> str:
    """Give the line that tells a person what the store said, without the rest of an answer or what signs an address."""
    line = str(error).split("\n", 1)[0].partition("<?xml")[0]
    told = " ".join(word.partition("?")[0] if "://" in word else word for word in line.split())
    return told.rstrip(" :-")[:300]
