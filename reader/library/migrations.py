"""Bringing a library's file up to date: a backup first, all in one transaction, and nothing that we do not know touched.

The migrations themselves stand in `library/schema/`; its docstring says how a subject adds one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.library.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.database import Database

PAGE_BYTES = 4096
"""What SQLite's own index leaves are made for; twice as many bytes leave more room unused at their ends."""
_LEAST = 512
"""Bytes of the smallest database."""
_NONE = "{} is no library of pullquote, or damaged; move it away, or name another folder with --data-dir"


def check_size(path: Path) -> None:
    """Refuse a file that is too short for a database, but not empty: SQLite would take it for a new one.

    Nothing but SQLite may open a library's file: closing it again would take away the locks that other connections of
    the process have on it (https://sqlite.org/howtocorrupt.html, 2.2), and another process would remove the log that
    they write to.

    Raises: LibraryError.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return
    except OSError as error:
        raise LibraryError(
            f"the library {path} cannot be read ({error.strerror}); check its permissions"
        ) from error
    if path.is_dir():
        raise LibraryError(
            f"the library {path} is a folder; move it away, or name another place with --data-dir"
        )
    if 0 < size < _LEAST:
        raise LibraryError(_NONE.format(path))


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse the file of a newer pullquote, and that of another program, without a change to it.

    Raises: LibraryError, sqlite3.Error.
    """
    try:
        number = _number(connection)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise LibraryError(_NONE.format(path)) from error
        raise
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    used = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if number > len(MIGRATIONS) and mark == APPLICATION_ID:
        raise LibraryError(
            f"the library {path} was written by a newer pullquote; install that, or name another folder with --data-dir"
        )
    if mark != APPLICATION_ID and (used or number or mark):
        raise LibraryError(
            f"{path} is a database of another program; move it away, or name another folder with --data-dir"
        )


def bring_up_to_date(connection: sqlite3.Connection, database: Database) -> None:
    """Run the migrations that the file of a database has not seen; `connection` is the database's.

    Raises: LibraryError (no backup could be made), sqlite3.Error; then the file is as it was.
    """
    if _number(connection) == len(MIGRATIONS):
        return
    path = database.path
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been faster, and be newer.
        check(connection, path)
        before = _number(connection)
        if 0 < before < len(MIGRATIONS):
            _back_up(path, before)
        for migration in MIGRATIONS[before:]:
            for statement in _statements(migration.sql):
                connection.execute(statement)
            if migration.then:
                migration.then(database)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    if before:
        _shrink(connection)


def backup_path(path: Path, number: int) -> Path:
    """Return where the library at `path` is copied to before the migrations after `number` run."""
    return path.with_name(f"{path.stem}-format-{number}.backup{path.suffix}")


def _back_up(path: Path, number: int) -> None:
    target = backup_path(path, number)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise LibraryError(
            f"the library {path} must be brought up to date, and could not be copied first ({error}); "
            "nothing was changed: make room in its folder and try again"
        ) from error


def _shrink(connection: sqlite3.Connection) -> None:
    """Give back the room that a file has no more use for.  Where that cannot be done, it is used for what comes."""
    with suppress(sqlite3.Error):
        # The size of pages stays as it is in WAL mode, and while others have the file open.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA journal_mode = WAL")


def _number(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script.  Python's own `executescript` would end the transaction first."""
    statement = ""
    for part in script.split(";")[:-1]:
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
