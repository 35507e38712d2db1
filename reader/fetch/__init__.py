"""Sources: an http(s) address, a local file, or what was piped in, as a decoded page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.errors import SourceError
from reader.fetch.addresses import host_of, is_web
from reader.fetch.charset import to_text
from reader.fetch.files import read_file, unpack_mhtml
from reader.fetch.kinds import not_text, page_kind
from reader.fetch.progress import FetchProgress
from reader.model import Page
from reader.sanitise import one_line, sanitise

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MAX_BYTES", "FetchProgress", "decode", "fetch"]

MAX_BYTES = 32 * 1024 * 1024
"""Bytes of a decoded page that are read at most."""


def fetch(
    source: str,
    *,
    base_url: str | None = None,
    timeout: float = 30.0,
    max_bytes: int = MAX_BYTES,
    data: bytes | None = None,
    on_progress: Callable[[FetchProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Page:
    """Return the page that `source` names: an http(s) address, a path, or "-" with `data`.

    `base_url` is the address against which the links of a file or a pipe resolve; `timeout` is in seconds and bounds
    all of a fetch from the network, `max_bytes` its decoded body.  `on_progress` is called from another thread as
    bytes arrive; `cancelled` is polled.

    Raises: SourceError, FetchError, Cancelled.
    """
    if base_url is not None and not (is_web(base_url) and host_of(base_url)):
        raise SourceError(f"{one_line(base_url)[:200]} is no http(s) address to resolve links against")
    if is_web(source):
        # httpx takes a third of a second to import, which a local file need not wait for.
        from reader.fetch.client import get

        got = get(source, timeout=timeout, max_bytes=max_bytes, on_progress=on_progress, cancelled=cancelled)
        if not got.body.strip():
            raise SourceError(f"{host_of(got.url)} sent an empty page; try again, or open it in a browser")
        return decode(got.body, source=source, url=got.url, content_type=got.content_type)
    if source == "-":
        if not (data or b"").strip():
            raise SourceError("standard input is empty; pipe a page in, or name a file")
        return decode(data or b"", source=source, url=base_url)
    return decode(read_file(source, max_bytes), source=source, url=base_url)


def decode(data: bytes, *, source: str, url: str | None, content_type: str | None = None) -> Page:
    """Return the page that bytes as served or stored hold; `content_type` is the value of the header.

    Raises: SourceError (the bytes are no text; the message names what they are).
    """
    kind = not_text(data, content_type)
    if kind:
        raise SourceError(
            f"{one_line(source)[:200] or 'this source'} is {kind}, not an article; open it in another program"
        )
    archive = unpack_mhtml(data)
    if archive:
        data, content_type, address = archive
        url = url or (address if address and is_web(address) else None)
    text = to_text(data, content_type)
    try:
        name = urlsplit(url).path if url and is_web(source) else source
    except ValueError:
        name = source
    form = page_kind(text, name, content_type)
    return Page(source, url, text if form == "html" else sanitise(text), form)
