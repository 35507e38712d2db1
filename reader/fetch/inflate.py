"""Content-Encoding undone in bounded steps, so that a compression bomb never unfolds in memory.

httpx inflates each chunk that arrives as a whole, and 64 kB of zeros in brotli are gigabytes.  Here no step gives
more than about `STEP` bytes, and whoever takes them stops when it has had enough.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Inflater = Callable[[Iterable[bytes]], Iterator[bytes]]

STEP = 256 * 1024
"""Bytes that one step of gzip, deflate or brotli gives at most (brotli: about that)."""
_ZSTD_PIECE = 64
"""Bytes fed to zstd at once.  A block takes 4 bytes or more and holds 128 KiB at most (RFC 8878, 3.1.1.2), so
these give 2 MiB at most."""
_ZSTD_WINDOW = 8 * 1024 * 1024
"""Bytes of window that a server may ask for (RFC 9659, section 3)."""
_ENCODINGS_AT_MOST = 3


class BrokenEncodingError(ValueError):
    """The body is not what its Content-Encoding says, or it ends too early."""


class UnknownEncodingError(ValueError):
    """The Content-Encoding is none that we asked for."""


def inflate(chunks: Iterable[bytes], content_encoding: str) -> Iterator[bytes]:
    """Return the decoded body of `chunks`, the raw ones; `content_encoding` is the header, "" for none.

    Raises: UnknownEncodingError at once, BrokenEncodingError while iterating.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > _ENCODINGS_AT_MOST or not _INFLATERS.keys() >= set(names):
        raise UnknownEncodingError(content_encoding)
    for name in reversed(names):
        chunks = _INFLATERS[name](chunks)
    return iter(chunks)


def _gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 1952: one or more members; what follows the last one is ignored, as browsers do."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    complete = False
    for chunk in chunks:
        data = chunk
        while data:
            if inflater.eof:
                inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                out = inflater.decompress(data, STEP)
            except zlib.error as error:
                if complete:
                    return
                raise BrokenEncodingError(str(error)) from error
            complete = inflater.eof
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            yield out
        yield from _rest(inflater)
    if not inflater.eof:
        raise BrokenEncodingError("incomplete")


def _rest(inflater: zlib._Decompress) -> Iterator[bytes]:
    """Yield what zlib holds back when all input is taken but a step's output was full."""
    while not inflater.eof:
        out = inflater.decompress(b"", STEP)
        if not out:
            return
        yield out


def _deflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 1950 (zlib), and the raw RFC 1951 that some servers send under the same name."""
    inflater: zlib._Decompress | None = None
    for chunk in chunks:
        data = chunk
        if data and inflater is None:
            inflater = zlib.decompressobj(zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        while data and inflater and not inflater.eof:
            try:
                out = inflater.decompress(data, STEP)
            except zlib.error as error:
                raise BrokenEncodingError(str(error)) from error
            data = inflater.unconsumed_tail
            yield out
        if inflater:
            yield from _rest(inflater)
    if inflater and not inflater.eof:
        raise BrokenEncodingError("incomplete")


def _brotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 7932."""
    import brotli

    inflater = brotli.Decompressor()
    seen = False
    for chunk in chunks:
        data, more = chunk, bool(chunk)
        while more and not inflater.is_finished():
            seen = True
            try:
                out = inflater.process(data, output_buffer_limit=STEP)
            except brotli.error as error:
                raise BrokenEncodingError(str(error)) from error
            # A full step may have left input or output behind, which empty input asks for.
            data, more = b"", len(out) >= STEP or not inflater.can_accept_more_data()
            yield out
    if seen and not inflater.is_finished():
        raise BrokenEncodingError("incomplete")


def _zstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 8878: one or more frames."""
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    inflater = None
    for chunk in chunks:
        for start in range(0, len(chunk), _ZSTD_PIECE):
            data = chunk[start : start + _ZSTD_PIECE]
            while data:
                if inflater is None or inflater.eof:
                    inflater = decompressor.decompressobj()
                try:
                    yield inflater.decompress(data)
                except zstandard.ZstdError as error:
                    raise BrokenEncodingError(str(error)) from error
                data = inflater.unused_data if inflater.eof else b""
    if inflater is not None and not inflater.eof:
        raise BrokenEncodingError("incomplete")


_INFLATERS: dict[str, Inflater] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
ACCEPTED = "gzip, deflate, br, zstd"
"""The Accept-Encoding header that says what `inflate` undoes."""
