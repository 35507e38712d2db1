"""The tables of the library, a file a subject, and the order in which they came.

How another subject adds its tables: write `schema/SUBJECT.py` with a docstring and one string `SQL` of statements that
end in semicolons (CREATE TABLE, CREATE INDEX, triggers, UPDATE of what is there), and append one `Migration` to
`MIGRATIONS` below.  Its place in the tuple, from 1, is the number that the file then carries (`PRAGMA user_version`).
What a released pullquote has run is never changed, taken out or moved: a later change is a migration of its own, at
the end.  Nothing else is to be done: whoever opens a library brings its file up to date, after a backup.

Conventions: tables in the singular; `id INTEGER PRIMARY KEY`; times as ISO 8601 in UTC, to the millisecond
(`database.now()`); spans are code points of `Document.text`; lists are JSON; text is stored sanitised, as the core
hands it on.  A table that refers to an article does so with `REFERENCES article ON DELETE CASCADE`, and has an index
on that column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.library.schema import articles, compact, feeds, highlights, ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.database import Database


class Migration(NamedTuple):
    """One step of the format: the subject it serves, its statements, and what is left to do after them."""

    subject: str
    sql: str
    then: Callable[[Database], None] | None = None


MIGRATIONS: tuple[Migration, ...] = (
    Migration("articles", articles.SQL),
    Migration("highlights", highlights.SQL),
    Migration("feeds", feeds.SQL),
    Migration("ledger", ledger.SQL),
    Migration("compact", compact.SQL, compact.compact),
)

APPLICATION_ID = 0x50514C42
"""“PQLB”: what tells our files from those of other programs (`PRAGMA application_id`)."""
