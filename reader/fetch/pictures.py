"""Pictures of articles from the network: fetched as pages are, but only where a page may send us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import FetchError, SourceError
from reader.fetch.addresses import host_of, is_private, is_web, shown
from reader.fetch.exchange import Wanted
from reader.settings import max_bytes as max_bytes_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.caching import Caching

PICTURE_AT_MOST = 12 * 1024**2
"""Bytes of a picture that are read; less where the user allows less for a page."""


def fetch_picture(
    address: str,
    *,
    page: str | None,
    timeout: float,
    caching: Caching | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the bytes of the picture at an http(s) address.

    `page` is the address of the page that has it, None for a file.  A page of the web may not send us to this machine
    or a private network, unless it comes from there itself.  `timeout` is in seconds and bounds all of the fetch.

    Raises: SourceError (no address), FetchError, Cancelled.
    """
    if not is_web(address):
        raise SourceError(f"{shown(address)} is no http(s) address")
    most = min(max_bytes_set(), PICTURE_AT_MOST)
    if caching is not None and caching.offline:
        from reader.fetch.cache import Cache

        kept = Cache(caching.folder).kept(address, most)
        if kept is None:
            raise FetchError("not kept from an earlier visit, and --offline fetches nothing")
        return kept.body
    from reader.fetch.client import get

    # What the user opened is the user's choice; the page chose this address.
    home = host_of(page or "")
    private = None if home and home == host_of(address) else bool(home) and is_private(home)
    response = get(
        address,
        timeout=timeout,
        max_bytes=most,
        wanted=_PICTURE,
        caching=caching,
        private=private,
        cancelled=cancelled,
    )
    return response.body


def _refused(content_type: str | None) -> str | None:
    """Return in words what a Content-Type header announces if that is surely no picture that can be shown."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind == "image/svg+xml":
        return "a drawing (SVG)"
    return "a page" if kind.startswith("text/") or kind == "application/xhtml+xml" else None


_PICTURE = Wanted(
    "a picture",
    "picture of an article",
    "image/jpeg,image/png,image/webp,image/gif;q=0.9,image/*;q=0.1",
    _refused,
    patient=False,
)
