"""Feeds and their entries in the library's file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.feeds.text import address, tag
from reader.library.database import now

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from reader.errors import FetchError
    from reader.feeds.model import Entry, ParsedFeed
    from reader.fetch.exchange import Response
    from reader.library.database import Database

_FAILURES_FORGIVEN = 2
"""Failures in a row after which a feed is asked again at the next refresh; from then on it has to wait."""
_LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it stands; the fields are the columns of the same names, with its numbers of entries."""

    id: int
    url: str
    title: str
    site: str | None
    tags: tuple[str, ...]
    added: str
    refreshed: str | None
    error: str | None
    failures: int
    retry: str | None
    gone: str | None
    etag: str | None
    last_modified: str | None
    entries: int
    unread: int

    @property
    def label(self) -> str:
        """What to call it: its title, or else its address."""
        return self.title or self.url


_FEED = """
SELECT f.id, f.url, coalesce(f.name, f.title) AS title, f.site, f.tags, f.added, f.refreshed, f.error, f.failures,
    f.retry, f.gone, f.etag, f.last_modified,
    (SELECT count(*) FROM entry e WHERE e.feed = f.id) AS entries,
    (SELECT count(*) FROM entry e WHERE e.feed = f.id AND e.read IS NULL) AS unread
FROM feed f
"""


class Feeds:
    """What a library knows of feeds.  All methods raise LibraryError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, url: str, *, title: str = "", site: str | None = None, tags: Iterable[str] = ()) -> bool:
        """Follow the feed at `url`; return whether that is new.  Of one that is there, missing tags are added.

        A `title` given here is the user's, and stays whatever the feed calls itself.
        """
        with self._database.transaction():
            there = self._database.row("SELECT id, tags FROM feed WHERE url = ?", (url,))
            if there is None:
                self._database.execute(
                    "INSERT INTO feed (url, name, site, tags, added) VALUES (?, nullif(?, ''), ?, ?, ?)",
                    (url, title, site, listed(tags), now()),
                )
                return True
            both = listed([*json.loads(there["tags"]), *tags])
            self._database.execute("UPDATE feed SET tags = ? WHERE id = ?", (both, there["id"]))
            return False

    def all(self) -> list[Feed]:
        """Return all feeds, by title."""
        rows = self._database.rows(_FEED)
        return sorted(map(_feed, rows), key=lambda feed: (feed.label.casefold(), feed.id))

    def at(self, url: str) -> Feed | None:
        """Return the feed at an address, or None."""
        row = self._database.row(f"{_FEED} WHERE f.url = ?", (url,))
        return _feed(row) if row else None

    def find(self, named: str) -> Feed:
        """Return the feed that an ID, an address, a title or a part of one names.

        Raises: LibraryError (none, or several).
        """
        feeds = self.all()
        word = named.strip().casefold()
        for same in (
            lambda feed: named == str(feed.id) or named in (feed.url, feed.site),
            lambda feed: feed.title.casefold() == word,
            lambda feed: bool(word) and word in feed.title.casefold(),
        ):
            found = [feed for feed in feeds if same(feed)]
            if len(found) == 1:
                return found[0]
            if found:
                several = ", ".join(f"{feed.id} ({feed.label})" for feed in found[:5])
                raise LibraryError(f"{named!r} is several feeds: {several}; name one by its number")
        raise LibraryError(f"there is no feed {named!r}; see 'pullquote feed list'")

    def remove(self, feed: Feed) -> None:
        """Follow a feed no longer.  Its entries go; articles that were saved from it stay."""
        with self._database.transaction():
            self._database.execute("DELETE FROM feed WHERE id = ?", (feed.id,))

    def due(self) -> list[Feed]:
        """Return the feeds to refresh, that which waited longest first: not those that wait or are gone for good."""
        rows = self._database.rows(
            f"{_FEED} WHERE f.gone IS NULL AND (f.retry IS NULL OR f.retry <= ?) ORDER BY coalesce(f.tried, ''), f.id",
            (now(),),
        )
        return list(map(_feed, rows))

    def refreshed(self, feed: Feed, response: Response, parsed: ParsedFeed | None) -> int:
        """Record what a server gave, `parsed` None for what has not changed; return the number of new entries."""
        url = address(response.moved, None) or feed.url
        with self._database.transaction():
            other = self._database.row("SELECT id FROM feed WHERE url = ? AND id != ?", (url, feed.id))
            time = now()
            self._database.execute(
                "UPDATE feed SET url = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified),"
                " tried = ?, refreshed = ?, error = NULL, failures = 0, retry = NULL, gone = NULL WHERE id = ?",
                (feed.url if other else url, response.etag, response.last_modified, time, time, feed.id),
            )
            if parsed is None:
                return 0
            self._database.execute(
                "UPDATE feed SET title = coalesce(nullif(?, ''), title), site = ?, etag = ?, last_modified = ?"
                " WHERE id = ?",
                (parsed.title, parsed.site, response.etag, response.last_modified, feed.id),
            )
            return self._take(feed.id, parsed.entries, time)

    def _take(self, feed: int, entries: Iterable[Entry], time: str) -> int:
        """Put entries in, new ones as unread; return how many are new."""
        known = {
            row["ident"]: row
            for row in self._database.rows(
                "SELECT ident, link, title, author, summary, published FROM entry WHERE feed = ?", (feed,)
            )
        }
        new = [entry for entry in entries if entry.ident not in known]
        changed = [
            entry
            for entry in entries
            if entry.ident in known and _content(entry) != tuple(known[entry.ident])[1:]
        ]
        self._database.execute_many(
            "INSERT INTO entry (feed, ident, link, title, author, summary, published, dated, seen)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (feed, entry.ident, *_content(entry), min(entry.published or time, time), time)
                for entry in new
            ),
        )
        self._database.execute_many(
            "UPDATE entry SET link = ?, title = ?, author = ?, summary = ?, published = ?"
            " WHERE feed = ? AND ident = ?",
            ((*_content(entry), feed, entry.ident) for entry in changed),
        )
        return len(new)

    def failed(self, feed: Feed, error: FetchError, *, counts: bool = True) -> None:
        """Record why a refresh failed; `counts` is false where that says nothing of the feed, such as no network."""
        failures = feed.failures + 1 if counts else feed.failures
        with self._database.transaction():
            time = now()
            self._database.execute(
                "UPDATE feed SET tried = ?, error = ?, failures = ?, retry = ?, gone = ? WHERE id = ?",
                (
                    time,
                    str(error),
                    failures,
                    _retry(failures, error.retry_after) if counts else None,
                    time if error.status == 410 else None,
                    feed.id,
                ),
            )


def _content(entry: Entry) -> tuple[str | None, ...]:
    return entry.link, entry.title, entry.author, entry.summary, entry.published


def _retry(failures: int, asked: float | None) -> str | None:
    """Return until when a feed is left alone: as its server asks, or longer with each failure in a row."""
    if asked is not None:
        wait = min(timedelta(seconds=asked), _LONGEST_WAIT)
    elif failures > _FAILURES_FORGIVEN:
        wait = min(timedelta(hours=2 ** min(failures - _FAILURES_FORGIVEN - 1, 10)), _LONGEST_WAIT)
    else:
        return None
    return (datetime.now(UTC) + wait).isoformat(timespec="seconds")


def listed(tags: Iterable[str]) -> str:
    """Return tags as a column holds them: JSON, each once."""
    return json.dumps(list(dict.fromkeys(filter(None, map(tag, tags)))), ensure_ascii=False)


def _feed(row: sqlite3.Row) -> Feed:
    values = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row iterates over its values
    return Feed(**{**values, "tags": tuple(json.loads(row["tags"]))})
