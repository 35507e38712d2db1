"""Compressed bodies: whole, broken, and bombs."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from itertools import repeat

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import FetchError
from reader.fetch import fetch
from reader.fetch.inflate import STEP, BrokenEncodingError, UnknownEncodingError, inflate
from tests.servers import Exchange, Site

PAGE = b"<html><body><p>" + b"The council of Carrow voted eleven to two. " * 400 + b"</body></html>"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstandard.compress,
}
STEP_AT_MOST = 9 * STEP
"""No step of any encoding gives more than this (zstd: 2 MiB; brotli: about twice its step)."""


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    return {name: pack(bytes(64 * 1024 * 1024)) for name, pack in PACKERS.items()}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@pytest.mark.parametrize("name", PACKERS)
@given(data=st.binary(max_size=5000), times=st.integers(1, 200), size=st.integers(1, 70_000))
@settings(max_examples=40, deadline=None)
def test_what_was_packed_comes_out(name: str, data: bytes, times: int, size: int) -> None:
    whole = data * times
    packed = PACKERS[name](whole)
    assert b"".join(inflate(pieces(packed, max(size, len(packed) // 500 + 1)), name)) == whole


@pytest.mark.parametrize("name", PACKERS)
@given(data=st.binary(max_size=300), cut=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_anything_else_is_broken_and_nothing_worse(name: str, data: bytes, cut: int) -> None:
    packed = PACKERS[name](PAGE)
    for broken in (data, packed[: cut % len(packed)], packed[: cut % len(packed)] + data):
        try:
            b"".join(inflate([broken], name))
        except BrokenEncodingError:
            continue


@pytest.mark.parametrize("name", PACKERS)
def test_a_body_cut_short_is_told(name: str) -> None:
    with pytest.raises(BrokenEncodingError):
        b"".join(inflate([PACKERS[name](PAGE)[:-3]], name))


@pytest.mark.parametrize("name", PACKERS)
def test_no_step_unfolds_much(bombs: dict[str, bytes], name: str) -> None:
    packed = bombs[name]
    assert len(packed) < 100_000
    sizes = [len(part) for part in inflate([packed], name)]
    assert sum(sizes) == 64 * 1024 * 1024
    assert max(sizes) <= STEP_AT_MOST


def test_several_members_and_frames_are_one_body() -> None:
    for name in ("gzip", "zstd"):
        packed = PACKERS[name](b"one ") + PACKERS[name](b"two")
        for size in (1, 7, len(packed)):
            assert b"".join(inflate(pieces(packed, size), name)) == b"one two"


def test_what_follows_a_gzip_body_is_ignored() -> None:
    assert b"".join(inflate([gzip.compress(PAGE) + bytes(20)], "gzip")) == PAGE


def test_deflate_without_its_wrapper() -> None:
    assert b"".join(inflate(pieces(raw_deflate(PAGE), 10), "deflate")) == PAGE


def test_encodings_are_undone_from_the_last_to_the_first() -> None:
    packed = brotli.compress(gzip.compress(PAGE))
    assert b"".join(inflate([packed], "identity, GZip , br")) == PAGE
    assert b"".join(inflate([PAGE], "")) == PAGE


@pytest.mark.parametrize("header", ["compress", "gzip, x-unknown", "gzip, gzip, gzip, gzip"])
def test_encodings_that_nobody_asked_for(header: str) -> None:
    with pytest.raises(UnknownEncodingError):
        inflate([PAGE], header)


def test_a_zstd_window_beyond_the_limit_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    packed = packer.compress(PAGE) + packer.flush()
    with pytest.raises(BrokenEncodingError):
        b"".join(inflate([packed], "zstd"))


# Over the network


@pytest.mark.parametrize("name", PACKERS)
def test_a_packed_page(site: Site, name: str) -> None:
    url = site.page("/a", PACKERS[name](PAGE), headers={"Content-Encoding": name})
    assert fetch(url).content.encode() == PAGE


@pytest.mark.parametrize("name", PACKERS)
def test_a_bomb_ends_at_the_limit(site: Site, bombs: dict[str, bytes], name: str) -> None:
    url = site.page("/a", bombs[name], headers={"Content-Encoding": name})
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetch(url, max_bytes=1024 * 1024)


def test_an_endless_bomb_ends_at_the_limit(site: Site) -> None:
    def endless(exchange: Exchange) -> None:
        exchange.begin({"Content-Encoding": "gzip"})
        packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        for zeros in repeat(bytes(1024 * 1024)):
            exchange.raw(packer.compress(zeros))

    with pytest.raises(FetchError, match="larger than"):
        fetch(site.on("/a", endless))


@pytest.mark.parametrize(
    ("encoding", "says"), [("gzip", "compression is broken"), ("compress", "unknown way"), ("br", "broken")]
)
def test_a_page_that_is_not_packed_as_it_says(site: Site, encoding: str, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        fetch(site.page("/a", PAGE, headers={"Content-Encoding": encoding}))
