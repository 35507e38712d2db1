"""Puts what a file holds into the library: feeds are followed, addresses wait to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.feeds.entries import Entries
from reader.feeds.store import Feeds

if TYPE_CHECKING:
    from reader.imports.model import Brought
    from reader.library.database import Database


@dataclass(frozen=True, slots=True)
class Result:
    """How many feeds and addresses are new, and how many were there already."""

    feeds: int
    feeds_there: int
    addresses: int
    addresses_there: int


def bring(database: Database, brought: Brought) -> Result:
    """Put feeds and addresses in, all of them or none; what is there already stays as it is.

    Raises: LibraryError.
    """
    feeds, entries = Feeds(database), Entries(database)
    with database.transaction():
        new_feeds = sum(
            feeds.add(feed.url, title=feed.title, site=feed.site, tags=feed.tags) for feed in brought.feeds
        )
        new = sum(
            entries.queue(
                mark.url,
                mark.title,
                tags=mark.tags,
                added=mark.added,
                read=mark.read,
                starred=mark.starred,
            )
            for mark in brought.bookmarks
        )
    return Result(new_feeds, len(brought.feeds) - new_feeds, new, len(brought.bookmarks) - new)
