"""The connection to a library's file: safe between processes, durable, and with errors that people understand.

A kill at any moment, of the program or the machine, loses nothing whose transaction was committed: WAL mode with
`synchronous = FULL` syncs the log at each commit (https://sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.errors import LibraryError
from reader.library import migrations
from reader.library.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

BUSY_SECONDS = 30.0
"""How long a process waits for another that is writing, unless it is told."""

_FREE, _AT_ONCE, _MERGED = 20, 4000, 500
"""One of so many pages is left free for what comes next; pages that are given back, and merged, when it is closed."""


def now() -> str:
    """Return the time as the library stores it: ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Database:
    """One connection to the file at `path`, which is made, or brought up to date, when it is opened.

    It belongs to the thread that opened it; another thread or process opens its own.  Every change is made inside
    `transaction`, which waits `wait` seconds for another that is writing.  `texts` packs what is stored, and unpacks it.
    All methods raise LibraryError, and no sqlite3.Error.
    """

    def __init__(self, path: Path, wait: float = BUSY_SECONDS) -> None:
        self.path, self._wait = path, wait
        self.texts = Texts(self)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"the folder {path.parent} cannot be made ({error.strerror}); name another with --data-dir"
            ) from error
        migrations.check_size(path)
        with told(path):
            self._connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            with told(path):
                self._connection.row_factory = sqlite3.Row
                migrations.check(self._connection, path)
                self._set_up()
                migrations.bring_up_to_date(self._connection, self)
        except BaseException:
            self._connection.close()
            raise

    def _set_up(self) -> None:
        self._connection.create_function("quoted", 3, self.texts.quoted, deterministic=True)
        self._connection.create_function("quote_at", 4, self.texts.quote_at, deterministic=True)
        self._connection.execute(f"PRAGMA page_size = {migrations.PAGE_BYTES}")
        self._connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        # Two that make the same file at once may get “locked” here without being waited for.
        deadline = time.monotonic() + self._wait
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA temp_store = MEMORY")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return all rows that a query gives."""
        with told(self.path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        """Return the first row that a query gives, or None."""
        with told(self.path):
            found: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
            return found

    def iterate(self, sql: str, values: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query as they are found, without holding all of them."""
        with told(self.path):
            # Not from the cursor itself, which would be closed at the end: after the file, if somebody stopped early.
            yield from iter(self._connection.execute(sql, values).fetchone, None)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement that changes something; inside `transaction`."""
        with told(self.path):
            return self._connection.execute(sql, values)

    def execute_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of `values`; inside `transaction`."""
        with told(self.path):
            self._connection.executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes inside the block, or none of them.

        The lock is taken at the beginning, so what is read inside the block is not changed by others until its end.
        When the block has ended without an error, the changes are on the disk.  A block inside a block is one with it.
        """
        if self._connection.in_transaction:
            yield
            return
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with told(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            # A full disk, for one, has ended the transaction already.
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            self.texts.forget()
            raise

    def close(self) -> None:
        """Close the connection; safe to call twice."""
        with suppress(sqlite3.Error):
            self._give_back()
        self._connection.close()

    def _give_back(self) -> None:
        """Take pages that nothing needs off the end of the file, if this connection wrote and no other does."""
        if not self._connection.total_changes:
            return
        self._connection.execute("PRAGMA busy_timeout = 0")
        # Many small parts of the index take more room than a few, and more time to search.
        self._connection.execute(
            "INSERT INTO article_index (article_index, rank) VALUES ('merge', ?)", (_MERGED,)
        )
        pages, free = (
            self._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count")
        )
        if free > pages // _FREE:
            # It gives back a page a step, and of what returns no rows `execute` takes one step only.
            self._connection.executescript(f"PRAGMA incremental_vacuum({_AT_ONCE})")

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file at `path` into what we say.  Raises: LibraryError."""
    try:
        yield
    except sqlite3.ProgrammingError:
        # A mistake of ours, such as a connection used in another thread.
        raise
    except (sqlite3.Error, UnicodeEncodeError) as error:
        raise LibraryError(_message(path, error)) from error


def _message(path: Path, error: Exception) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return (
                f"the library {path} is in use by another program for too long; try again when that is done"
            )
        case sqlite3.SQLITE_FULL:
            return f"the disk of the library {path} is full; make room and try again"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return f"the library {path} cannot be written; check its permissions and those of its folder"
        case sqlite3.SQLITE_CANTOPEN:
            return f"the library {path} cannot be opened; check its permissions and those of its folder"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return (
                f"the library {path} is damaged ({error}); nothing was changed: move it away, and put a backup "
                "or nothing in its place"
            )
        case _:
            return f"the library {path} cannot be used ({error}); check its disk and permissions"


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
