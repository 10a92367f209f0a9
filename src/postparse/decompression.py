"""What opens compressed files, and which errors it raises; loaded where a file is compressed."""

from typing import IO, cast

from postparse.errors import LackingError


def opened(kind: str, stream: IO[bytes]) -> tuple[IO[bytes], tuple[type[Exception], ...]]:
    """Give what is compressed in a stream, and the errors beside OSError, EOFError and ValueError that tell of damage.

    Raises:
        LackingError: what zstd needs is not installed.
    """
    if kind == "gzip":
        import gzip
        import zlib

        return cast(IO[bytes], gzip.GzipFile(fileobj=stream, mode="rb")), (zlib.error,)
    if kind == "bz2":
        import bz2

        return cast(IO[bytes], bz2.BZ2File(stream, "rb")), ()
    if kind == "lzma":
        import lzma

        return cast(IO[bytes], lzma.LZMAFile(stream, "rb")), (lzma.LZMAError,)
    return _zstd(stream)


def _zstd(stream: IO[bytes]) -> tuple[IO[bytes], tuple[type[Exception], ...]]:
    from importlib import import_module

    for module in ("compression.zstd", "backports.zstd"):
        try:
            loaded = import_module(module)
        except ModuleNotFoundError:
            continue
        return cast(IO[bytes], loaded.ZstdFile(stream, "rb")), (loaded.ZstdError,)
    raise LackingError("zstd compression needs more: pip install 'postparse[zstd]'")
