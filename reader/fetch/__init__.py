"""Sources: an http(s) address, a local file, or what was piped in, as a decoded page."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.callable import make_callable
from reader.errors import FetchError, PullquoteError, SourceError
from reader.fetch.addresses import host_of, is_web, shown
from reader.fetch.archive import saved_page
from reader.fetch.charset import to_text
from reader.fetch.files import read_file
from reader.fetch.formats import FEED, kind_of, refused_data, refused_text
from reader.fetch.progress import FetchProgress
from reader.limits import DEFAULT_TIMEOUT
from reader.model import Page
from reader.sanitise import sanitise
from reader.settings import max_bytes as max_bytes_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.caching import Caching
    from reader.fetch.exchange import Response

__all__ = ["FetchProgress", "decode", "fetch"]


def fetch(
    source: str,
    *,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    max_bytes: int | None = None,
    data: bytes | None = None,
    caching: Caching | None = None,
    on_progress: Callable[[FetchProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Page:
    """Return the page that `source` names: an http(s) address, a path, or "-" with `data`.

    `base_url` is the address against which the links of a file or a pipe resolve.  `timeout` is in seconds and bounds
    all of a fetch from the network, `max_bytes` the decoded bytes of any source (None: as set).  With `caching` pages
    are kept, and a kept one is read, with a notice of its age, where the network fails.  `on_progress` is called every
    now and then and `cancelled` is polled while the network keeps us waiting, both in the calling thread.

    Raises:
        SourceError: the source is no address, no readable file, or no text.
        FetchError: the network or the server did not deliver.
        Cancelled: `cancelled` returned true.
    """
    most = max_bytes or max_bytes_set()
    if base_url is not None and not (is_web(base_url) and host_of(base_url)):
        raise SourceError(f"{shown(base_url)} is no http(s) address; links need one to resolve against")
    address = source.strip()
    if is_web(address):
        if caching is not None and caching.offline:
            return _kept(source, caching, most)
        try:
            return _from_network(source, timeout, most, caching, on_progress, cancelled)
        except FetchError as error:
            if caching is None or not error.passing:
                raise
            with contextlib.suppress(PullquoteError):
                return _kept(source, caching, most, error)
            raise
    if source != "-":
        return decode(read_file(source, most), source=source, url=base_url)
    if not (data or b"").strip():
        raise SourceError("standard input is empty; pipe a page into pullquote, or name a file")
    return decode(data or b"", source=source, url=base_url)


def _from_network(
    source: str,
    timeout: float,
    max_bytes: int,
    caching: Caching | None,
    on_progress: Callable[[FetchProgress], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Page:
    # httpx takes a third of a second to import, which a local file need not wait for.
    from reader.fetch.client import get

    response = get(
        source.strip(),
        timeout=timeout,
        max_bytes=max_bytes,
        leads_to=_leads_to,
        caching=caching,
        on_progress=on_progress,
        cancelled=cancelled,
    )
    if not response.body.strip():
        raise FetchError(f"{host_of(response.url)} sent an empty page; open it in a browser, or try again")
    return decode(response.body, source=source, url=response.url, content_type=response.content_type)


def _kept(source: str, caching: Caching, max_bytes: int, problem: FetchError | None = None) -> Page:
    """Return the page that the cache holds of an address; `problem` is why the network did not give it.

    What is shown here is what was read before, like a browser's history (RFC 9111, 6), so its freshness is no
    condition, but its age is told.
    """
    from reader.fetch.cache import Cache, age

    kept = Cache(caching.folder).kept(source.strip(), max_bytes)
    if kept is None:
        raise FetchError(
            f"{shown(source.strip())} is neither saved nor kept from an earlier visit; read it without --offline"
        )
    page = decode(kept.body, source=source, url=kept.url, content_type=kept.content_type)
    why = f"{problem}; " if problem else ""
    return replace(page, notices=(f"{why}this is the copy kept here, {age(kept.sent)}",))


def decode(data: bytes, *, source: str, url: str | None, content_type: str | None = None) -> Page:
    """Return the page that bytes hold, as served or as stored.

    `url` is the address they came from, or None; `content_type` the value of the header of that name.

    Raises: SourceError (nothing in them, or no text; the message names what they are).
    """
    archive = saved_page(data)
    if archive is not None:
        data, content_type = archive.data, archive.content_type
        url = url or (archive.url if archive.url and is_web(archive.url) else None)
    if not data.strip():
        raise SourceError(f"{_name(source)} is empty; give a page or a text")
    thing = refused_data(data)
    if thing is None:
        text = to_text(data, content_type)
        thing = refused_text(text)
    if thing is not None:
        advice = "open one of its articles" if thing == FEED else "open it in another program"
        raise SourceError(f"{_name(source)} is {thing}, not a web page or a text; {advice}")
    kind = kind_of(text, _path(url if url and is_web(source) else source), content_type)
    return Page(source, url, text if kind == "html" else sanitise(text), kind)


def _leads_to(response: Response) -> str | None:
    """Return the address to which a page only leads, or None."""
    from reader.fetch.refresh import SIZE_AT_MOST, refresh_of

    if len(response.body) > 4 * SIZE_AT_MOST:
        # No charset takes more than four bytes a character.
        return None
    return refresh_of(to_text(response.body, response.content_type))


def _name(source: str) -> str:
    return {"-": "standard input", "": "this page"}.get(source) or shown(source)


def _path(source: str) -> str:
    """Return the part of a path or an address that ends with a suffix, if it has one."""
    try:
        return urlsplit(source).path if is_web(source) else source
    except ValueError:
        return source


make_callable(__name__)
