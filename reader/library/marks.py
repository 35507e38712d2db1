"""What a reader does with kept articles: read and unread, stars, tags, the place, removing and bringing back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from reader.errors import LibraryError
from reader.library import index
from reader.library.database import now
from reader.library.sorting import folded
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.database import Database

KEPT_DAYS = 30
"""Days after which a removed article is deleted for good, at the next removal."""
_TAG_LENGTH = 60


def set_read(database: Database, articles: Iterable[int], read: bool = True) -> None:
    """Mark articles as read, or as unread.  Raises: LibraryError (one of them is not there)."""
    _set(database, articles, "read", now() if read else None)


def set_starred(database: Database, articles: Iterable[int], starred: bool = True) -> None:
    """Star articles, or take their stars.  Raises: LibraryError (one of them is not there)."""
    _set(database, articles, "starred", now() if starred else None)


def set_place(database: Database, article: int, place: int) -> None:
    """Keep where reading goes on, in code points of the text.  Raises: LibraryError (the article is not there)."""
    _set(database, [article], "place", max(0, place))


def remove(database: Database, articles: Iterable[int]) -> None:
    """Take articles out of the library, so that `restore` can bring them back for `KEPT_DAYS` days.

    Those removed longer ago are deleted.  Raises: LibraryError (one of them is not there).
    """
    with database.transaction():
        _purge(database)
        _set(database, articles, "removed", now())


def restore(database: Database, articles: Iterable[int]) -> None:
    """Bring removed articles back, with all that they had.  Raises: LibraryError (one of them was not removed)."""
    with database.transaction():
        for article in articles:
            there(database, article, removed=True)
            database.execute("UPDATE article SET removed = NULL WHERE id = ?", (article,))


def last_removed(database: Database) -> list[int]:
    """Return the IDs of the articles that were removed last, together; none if none was."""
    return [
        row[0]
        for row in database.rows(
            "SELECT id FROM article WHERE removed IS NOT NULL AND removed = (SELECT max(removed) FROM article"
            " WHERE removed IS NOT NULL) ORDER BY id"
        )
    ]


def add_tags(database: Database, articles: Iterable[int], names: Sequence[str]) -> None:
    """Give articles tags; case and accents make no other tag.

    Raises: LibraryError (an article is not there, a name is empty, or longer than 60 code points).
    """
    with database.transaction():
        given = [tag(database, name) for name in names]
        for article in articles:
            there(database, article)
            database.execute_many(
                "INSERT OR IGNORE INTO article_tag VALUES (?, ?)", ((article, one) for one in given)
            )


def remove_tags(database: Database, articles: Iterable[int], names: Sequence[str]) -> None:
    """Take tags from articles; those that they do not have make no difference.

    Raises: LibraryError (an article is not there).
    """
    with database.transaction():
        for article in articles:
            there(database, article)
            for name in names:
                database.execute(
                    "DELETE FROM article_tag WHERE article = ? AND tag = (SELECT id FROM tag WHERE key = ?)",
                    (article, folded(name)),
                )
        database.execute("DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM article_tag WHERE tag = tag.id)")


def tags(database: Database) -> list[tuple[str, int]]:
    """Return all tags with the number of articles that have each, by name."""
    rows = database.rows(
        "SELECT tag.name, count(article.id) FROM tag LEFT JOIN article_tag ON article_tag.tag = tag.id"
        " LEFT JOIN article ON article.id = article_tag.article AND article.removed IS NULL"
        " GROUP BY tag.id ORDER BY tag.key"
    )
    return [(name, number) for name, number in rows if number]


def there(database: Database, article: int, *, removed: bool = False) -> None:
    """Make sure that there is an article of that ID, and that it was removed or was not.  Raises: LibraryError."""
    row = database.row("SELECT removed FROM article WHERE id = ?", (article,))
    if row is None:
        raise LibraryError(
            f"there is no article {article} in the library; 'pullquote list' shows what there is"
        )
    if removed and row[0] is None:
        raise LibraryError(f"article {article} is in the library; there is nothing to restore")
    if not removed and row[0] is not None:
        raise LibraryError(f"article {article} was removed; 'pullquote restore {article}' brings it back")


def _set(database: Database, articles: Iterable[int], column: str, value: Any) -> None:
    with database.transaction():
        for article in articles:
            there(database, article)
            database.execute(f"UPDATE article SET {column} = ? WHERE id = ?", (value, article))  # noqa: S608


def tag(database: Database, name: str) -> int:
    """Return the ID of a tag, made if there is none; inside a transaction.  Raises: LibraryError (no name for a tag)."""
    name = one_line(name)
    key = folded(name)
    if not key or len(name) > _TAG_LENGTH:
        raise LibraryError(
            f"{name!r} cannot be a tag; a tag is a word or a few, {_TAG_LENGTH} letters at most"
        )
    database.execute("INSERT OR IGNORE INTO tag (name, key) VALUES (?, ?)", (name, key))
    row = database.row("SELECT id FROM tag WHERE key = ?", (key,))
    return int(row[0]) if row else 0


def _purge(database: Database) -> None:
    before = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat(timespec="milliseconds")
    for (article,) in database.rows("SELECT id FROM article WHERE removed < ?", (before,)):
        index.take_out(database, article)
        database.execute("DELETE FROM article WHERE id = ?", (article,))
