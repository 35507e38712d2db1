"""Where the cache keeps pages: hishel's SQLite storage, held to what is ours to keep."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from hishel import Entry, Headers, Request, Response, SqliteStorage

from reader.fetch.cache import PAGE_AT_MOST, SIZE_AT_MOST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOT_KEPT = ("set-cookie", "set-cookie2")


class Pages(SqliteStorage):
    """Keeps answers 200 to GET that no password opened, without their cookies, and the last one of an address."""

    def create_entry(
        self,
        request: Request,
        response: Response,
        key: str,
        *,
        ttl: float | None = None,
        tti: float | None = None,
    ) -> Entry:
        """Keep an answer, if it is a page; else let it through unkept."""
        import uuid

        if request.method != "GET" or response.status_code != 200 or "authorization" in request.headers:
            return Entry(uuid.uuid4(), request, response)
        earlier = self.get_entries(key)
        headers = Headers(
            {name: value for name, value in response.headers.items() if name.lower() not in _NOT_KEPT}
        )
        entry = super().create_entry(request, replace(response, headers=headers), key, ttl=ttl, tti=tti)
        stream = self._instead(entry, key, earlier)
        return replace(entry, response=replace(response, stream=stream))

    def _instead(self, entry: Entry, key: str, earlier: list[Entry]) -> Iterator[bytes]:
        """Yield the body of an entry; when it has come to its end and is kept, remove those whose place it takes."""
        yield from entry.response.stream or ()  # type: ignore[misc]
        if any(kept.id == entry.id for kept in self.get_entries(key)):
            for other in earlier:
                self.remove_entry(other.id)


def open_storage(path: Path) -> SqliteStorage:
    """Open or create the cache at `path`, which nobody else may read.

    Raises: OSError, sqlite3.Error, RuntimeError (it is broken, or of another version).
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        path.chmod(0o600)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        storage = Pages(connection=connection, max_stream_size=PAGE_AT_MOST, max_size=SIZE_AT_MOST)
        storage.get_entries("")
    except BaseException:
        connection.close()
        raise
    return storage
