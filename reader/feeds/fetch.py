"""A feed from the network: its document, or the feed that a page names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.errors import FetchError, PullquoteError
from reader.feeds import text
from reader.feeds.discover import Found, common_addresses, discover
from reader.feeds.parse import parse_if_feed
from reader.fetch.addresses import host_of, shown
from reader.fetch.charset import to_text
from reader.fetch.client import get
from reader.fetch.exchange import Response, Wanted
from reader.fetch.formats import FEED, refused_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.feeds.model import ParsedFeed

FEED_AT_MOST = 16 * 1024 * 1024
"""Bytes of a decoded feed."""
_TEXTUAL = (FEED, "JSON data", "a script")
"""What feeds are sent as, rightly and wrongly."""


def _no_feed(content_type: str | None) -> str | None:
    thing = refused_type(content_type)
    return None if thing in _TEXTUAL else thing


_WANTED = Wanted(
    "a feed",
    "feed",
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "text/html;q=0.5,*/*;q=0.1",
    _no_feed,
    patient=False,
)


@dataclass(frozen=True, slots=True)
class Discovered:
    """A feed that was found: its address, the answer, what it holds, and the other feeds that the same page names."""

    url: str
    response: Response
    parsed: ParsedFeed
    others: tuple[Found, ...] = ()


def get_feed(
    url: str,
    *,
    timeout: float,
    etag: str | None = None,
    last_modified: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Response, ParsedFeed | None]:
    """Fetch the feed at `url`; None in the place of its content if that is what `etag` and `last_modified` name.

    Raises: SourceError (no address), FetchError (also where there is no feed), Cancelled.
    """
    wanted = replace(_WANTED, etag=etag, last_modified=last_modified)
    response = get(url, timeout=timeout, max_bytes=FEED_AT_MOST, wanted=wanted, cancelled=cancelled)
    if response.unchanged:
        return response, None
    parsed = _parsed(response)
    if parsed is None:
        raise FetchError(
            f"{host_of(url)} sends no feed there any more; see its site, and 'pullquote feed add' the new address"
        )
    return response, parsed


def find_feed(url: str, *, timeout: float, cancelled: Callable[[], bool] | None = None) -> Discovered:
    """Fetch the feed at `url`, or the one that the page there names, or one where feeds usually are.

    Raises: SourceError (no address), FetchError (also where no feed is found), Cancelled.
    """
    response = get(url, timeout=timeout, max_bytes=FEED_AT_MOST, wanted=_WANTED, cancelled=cancelled)
    parsed = _parsed(response)
    if parsed is not None:
        return Discovered(text.address(response.moved, None) or url, response, parsed)
    named = discover(to_text(response.body, response.content_type), response.url)
    problem: PullquoteError | None = None
    addresses = [found.url for found in named] or common_addresses(response.url)
    for address in addresses:
        try:
            other = get(address, timeout=timeout, max_bytes=FEED_AT_MOST, wanted=_WANTED, cancelled=cancelled)
        except FetchError as error:
            problem = error
            continue
        parsed = _parsed(other)
        if parsed is not None:
            others = tuple(found for found in named if found.url != address)
            return Discovered(text.address(other.moved, None) or address, other, parsed, others)
    if named:
        why = f" ({problem})" if problem else ""
        raise FetchError(f"{shown(url)} names a feed, {shown(named[0].url)}, that cannot be read{why}")
    raise FetchError(f"no feed was found at {shown(url)}; look on its site for “RSS” and add that address")


def _parsed(response: Response) -> ParsedFeed | None:
    return parse_if_feed(response.body, response.url, response.content_type)
