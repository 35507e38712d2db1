"""Pages kept on disk: a private HTTP cache (RFC 9111), and what it holds when there is no network.

hishel keeps the cache by the standard: what is fresh is not fetched again, what is stale is asked for with its
validators.  It stores the bytes as they came over the network, so all limits of a fetch hold for what comes out of it.
Only pages are kept: answers 200 to GET, nothing that a password opened, and no cookies.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
import time
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from reader.fetch.inflate import BrokenEncodingError, UnknownEncodingError, inflate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hishel import Entry, SqliteStorage

SIZE_AT_MOST = 200 * 1024 * 1024
"""Bytes of the whole cache; the entries that were used longest ago make room for new ones."""
PAGE_AT_MOST = 8 * 1024 * 1024
"""Bytes, as sent, of a page that is kept."""
_FILE = "pages.db"
_STEPS = 10
"""Redirects that are followed from address to address in the cache."""

# Its tracebacks belong in the log file, if there is one, and never on the terminal.
logging.getLogger("hishel").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Kept:
    """A page from the cache: its final address, Content-Type header, decoded body, and when the server sent it.

    `sent` is in seconds since the epoch, None where the server did not say.
    """

    url: str
    content_type: str | None
    body: bytes
    sent: float | None


@dataclass(frozen=True, slots=True)
class Cache:
    """The pages that are kept in the folder `folder`."""

    folder: Path

    @staticmethod
    def key(url: str) -> str:
        """Return the key under which the page at `url` is kept."""
        return hashlib.sha256(f"page {urldefrag(url).url}".encode("utf-8", "replace")).hexdigest()

    def storage(self) -> SqliteStorage | None:
        """Open the cache; None where there can be none, on a full or read-only disk."""
        from reader.fetch.storage import open_storage

        with contextlib.suppress(OSError, sqlite3.Error, RuntimeError):
            return open_storage(self.folder / _FILE)
        self.discard()
        with contextlib.suppress(OSError, sqlite3.Error, RuntimeError):
            return open_storage(self.folder / _FILE)
        return None

    def discard(self) -> None:
        """Delete the cache; deleting it loses nothing that was saved."""
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                (self.folder / (_FILE + suffix)).unlink(missing_ok=True)

    def remember(self, asked: str, final: str) -> None:
        """Note that the page asked for at `asked` is that at `final`, so that it is found without a network."""
        from hishel import Headers, Request, Response

        storage = self.storage()
        if storage is None:
            return
        try:
            key = _way(asked)
            for entry in storage.get_entries(key):
                storage.remove_entry(entry.id)
            response = Response(200, Headers({"date": formatdate(usegmt=True)}), iter([final.encode()]))
            entry = storage.create_entry(Request("GET", asked), response, key)
            _drain(entry)
        finally:
            storage.close()

    def kept(self, url: str, max_bytes: int) -> Kept | None:
        """Return what is kept of the page at `url`, however old it is, or None; `max_bytes` bounds its body."""
        storage = self.storage()
        if storage is None:
            return None
        try:
            for _ in range(_STEPS):
                page = _latest(storage.get_entries(self.key(url)))
                if page is not None:
                    return _decoded(page, url, max_bytes)
                onward = _latest(storage.get_entries(_way(url)))
                if onward is None:
                    return None
                url = _drain(onward).decode("utf-8", "replace")
        except (sqlite3.Error, RuntimeError, BrokenEncodingError, UnknownEncodingError):
            return None
        finally:
            storage.close()
        return None


def age(sent: float | None) -> str:
    """Return how long ago a page was sent, in words: "3 days old"."""
    if sent is None:
        return "of unknown age"
    seconds = max(0.0, time.time() - sent)
    for name, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count = int(seconds // length)
        if count:
            return f"{count} {name}{'' if count == 1 else 's'} old"
    return "less than a minute old"


def _way(url: str) -> str:
    return hashlib.sha256(f"way {urldefrag(url).url}".encode("utf-8", "replace")).hexdigest()


def _latest(entries: Iterable[Entry]) -> Entry | None:
    return max(entries, key=lambda entry: _sent(entry) or 0.0, default=None)


def _sent(entry: Entry) -> float | None:
    try:
        return parsedate_to_datetime(entry.response.headers.get("date") or "").timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _decoded(entry: Entry, url: str, max_bytes: int) -> Kept | None:
    headers = entry.response.headers
    parts: list[bytes] = []
    taken = 0
    for part in inflate(_raw(entry), headers.get("content-encoding") or ""):
        taken += len(part)
        if taken > max_bytes:
            return None
        parts.append(part)
    return Kept(url, headers.get("content-type"), b"".join(parts), _sent(entry))


def _drain(entry: Entry) -> bytes:
    return b"".join(_raw(entry))


def _raw(entry: Entry) -> Iterable[bytes]:
    stream = entry.response.stream
    # The storage that we open is the one for threads, so its streams are plain iterators.
    return stream or ()  # type: ignore[return-value]
