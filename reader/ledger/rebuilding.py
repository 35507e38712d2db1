"""Making the ledger anew, for rules that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ledger.filling import catch_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.database import Database

_OTHERS = "WHERE identity NOT IN (SELECT identity FROM follow)"


def rebuild(database: Database, progress: Callable[[int], None] | None = None) -> int:
    """Forget all that was derived, find it again by today's rules, and return the number of articles.

    What the user decided stays, and so do those who are followed, with what was taken for theirs.  It may be
    interrupted: the rest is done when the ledger is next looked at.  Raises: LibraryError.
    """
    with database.transaction():
        for table in ("appearance", "role_held", "identity_key"):
            database.execute(f"DELETE FROM {table} {_OTHERS}")
        database.execute("DELETE FROM identity WHERE id NOT IN (SELECT identity FROM follow)")
        for table in ("shingle", "wording", "recurrence"):
            database.execute(f"DELETE FROM {table}")
        database.execute("INSERT OR IGNORE INTO ledger_due SELECT id FROM article WHERE removed IS NULL")
    return catch_up(database, progress)
