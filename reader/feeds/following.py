"""Following a feed: from what is typed to the feed in the library, with its first entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.feeds.fetch import find_feed
from reader.fetch.addresses import is_web, looks_like_web

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.feeds.discover import Found
    from reader.feeds.store import Feed, Feeds


@dataclass(frozen=True, slots=True)
class Followed:
    """What following did: the feed's address, the feed as it stands, whether it is new, what else the page names.

    `feed` is None where another process has removed it meanwhile.
    """

    url: str
    feed: Feed | None
    new: bool
    others: tuple[Found, ...]


def typed_address(typed: str) -> str:
    """Return the address that a user means.  Raises: SourceError (it is none)."""
    # Browsers hand feeds on as feed:https://… or feed://….
    bare = typed.removeprefix("feed:").removeprefix("//")
    url = f"https://{bare}" if looks_like_web(bare) else bare
    if not is_web(url):
        raise SourceError(f"{typed} is no http(s) address; give that of a feed, or of a page that has one")
    return url


def follow(
    feeds: Feeds, url: str, *, timeout: float, cancelled: Callable[[], bool] | None = None
) -> Followed:
    """Follow the feed at `url`, or that of the page there; a new one gets its entries at once.

    `timeout` is in seconds.  Raises: SourceError, FetchError (also where no feed is found), Cancelled, LibraryError.
    """
    found = find_feed(url, timeout=timeout, cancelled=cancelled)
    new = feeds.add(found.url)
    if new and (added := feeds.at(found.url)):
        feeds.refreshed(added, found.response, found.parsed)
    return Followed(found.url, feeds.at(found.url), new, found.others)
