"""The entries of feeds, and imported addresses, in the library's file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.feeds.store import listed
from reader.library.database import now

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from reader.errors import FetchError
    from reader.feeds.store import Feed
    from reader.library.database import Database

_ATTEMPTS = 3
"""Fetches of an entry's page after which it is given up."""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands; `feed` is None for an imported address, `article` the ID of its article in the library."""

    id: int
    feed: int | None
    feed_title: str
    link: str | None
    title: str
    author: str | None
    summary: str
    published: str | None
    dated: str
    read: str | None
    tags: tuple[str, ...]
    starred: bool
    article: int | None
    error: str | None


_ENTRY = """
SELECT e.id, e.feed, coalesce(f.name, f.title, '') AS feed_title, e.link, e.title, e.author, e.summary, e.published,
    e.dated, e.read, e.tags, e.starred, e.article, e.error
FROM entry e LEFT JOIN feed f ON f.id = e.feed
"""
_OF_FEEDS = "(? OR e.feed IN (SELECT value FROM json_each(?)))"


class Entries:
    """What a library knows of entries.  All methods raise LibraryError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, feeds: Sequence[Feed] = (), *, unread: bool = False, limit: int = -1) -> list[KeptEntry]:
        """Return entries, the newest first: of some feeds, or of all with the imported addresses."""
        rows = self._database.rows(
            _ENTRY + f"WHERE {_OF_FEEDS} AND (? OR e.read IS NULL) ORDER BY e.dated DESC, e.id DESC LIMIT ?",
            (*_of(feeds), not unread, limit),
        )
        return [_entry(row) for row in rows]

    def waiting(self, limit: int) -> list[KeptEntry]:
        """Return unread entries whose articles are not in the library, the newest first; not those given up."""
        rows = self._database.rows(
            _ENTRY + "WHERE e.article IS NULL AND e.link IS NOT NULL AND e.attempts < ? AND"
            " (e.read IS NULL OR e.feed IS NULL) ORDER BY e.dated DESC, e.id DESC LIMIT ?",
            (_ATTEMPTS, limit),
        )
        return [_entry(row) for row in rows]

    def kept(self, entry: int, article: int) -> None:
        """Note that the article of an entry is in the library; should it be removed there, it is not read again."""
        with self._database.transaction():
            self._database.execute(
                "UPDATE entry SET article = ?, error = NULL, attempts = ? WHERE id = ?",
                (article, _ATTEMPTS, entry),
            )

    def unkept(self, entry: int, error: FetchError) -> None:
        """Note why the article of an entry could not be read; without a network that is no reason to give it up."""
        counts = error.status is not None or not error.passing
        with self._database.transaction():
            self._database.execute(
                "UPDATE entry SET attempts = attempts + ?, error = ? WHERE id = ?",
                (counts, str(error), entry),
            )

    def queue(
        self,
        link: str,
        title: str = "",
        *,
        tags: Iterable[str] = (),
        added: str | None = None,
        read: bool = False,
        starred: bool = False,
    ) -> bool:
        """Put an address of an article among the entries, to be fetched; return whether it is new there.

        `added` is when it was added elsewhere (ISO 8601 in UTC), `read` whether it was read there.  One that was given
        up is tried again.
        """
        time = now()
        with self._database.transaction():
            self._database.execute(
                "UPDATE entry SET attempts = 0 WHERE feed IS NULL AND ident = ? AND article IS NULL", (link,)
            )
            done = self._database.execute(
                "INSERT OR IGNORE INTO entry (ident, link, title, dated, seen, read, tags, starred)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    link,
                    link,
                    title or link,
                    min(added or time, time),
                    time,
                    time if read else None,
                    listed(tags),
                    starred,
                ),
            )
            return done.rowcount > 0

    def unread(self) -> int:
        """Return how many entries are unread."""
        row = self._database.row("SELECT count(*) AS number FROM entry WHERE read IS NULL")
        return int(row["number"]) if row else 0

    def mark(self, entries: Iterable[int], *, read: bool = True) -> None:
        """Mark entries, by their IDs, as read or unread."""
        time = now() if read else None
        with self._database.transaction():
            self._database.execute_many(
                "UPDATE entry SET read = ? WHERE id = ?", ((time, entry) for entry in entries)
            )

    def mark_all(self, feeds: Sequence[Feed] = ()) -> int:
        """Mark all entries of some feeds, or of all, as read; return how many were not."""
        with self._database.transaction():
            done = self._database.execute(
                f"UPDATE entry AS e SET read = ? WHERE e.read IS NULL AND {_OF_FEEDS}",  # noqa: S608 - a constant
                (now(), *_of(feeds)),
            )
            return done.rowcount


def _of(feeds: Sequence[Feed]) -> tuple[bool, str]:
    """Return the values of `_OF_FEEDS`."""
    return not feeds, json.dumps([feed.id for feed in feeds])


def _entry(row: sqlite3.Row) -> KeptEntry:
    values = {name: row[name] for name in row.keys()}  # noqa: SIM118
    return KeptEntry(**{**values, "tags": tuple(json.loads(row["tags"])), "starred": bool(row["starred"])})
