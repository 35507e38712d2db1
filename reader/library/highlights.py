"""A reader's own highlights and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document import parse
from reader.errors import LibraryError
from reader.library import index, marks
from reader.library.anchors import anchor, resolve
from reader.library.articles import article_of
from reader.library.database import now
from reader.model import Anchor, Highlight
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Row

    from reader.library.database import Database


def add(database: Database, article: int, start: int, end: int, note: str = "") -> Highlight:
    """Highlight a span of an article's text, given in code points.

    The same span again is the same highlight; a note that is not "" then replaces the one it has.

    Raises: LibraryError (the article is not there, the span holds no words or is not in the text).
    """
    with database.transaction():
        marks.there(database, article)
        version, text = _text(database, article)
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise LibraryError("there is nothing to highlight: the place holds no words of the article")
        there = database.row(
            'SELECT * FROM highlight WHERE article = ? AND start = ? AND "end" = ?', (article, start, end)
        )
        if there:
            if note:
                annotate(database, there["id"], note)
            return get(database, there["id"])
        return get(database, insert(database, article, version, anchor(text, start, end), (start, end), note))


def insert(
    database: Database,
    article: int,
    version: int,
    wanted: Anchor,
    place: tuple[int, int] | None,
    note: str,
    created: str | None = None,
    changed: str | None = None,
) -> int:
    """Store a highlight as it is given, and return its ID; inside a transaction.  Times are now unless given."""
    row = (
        database.execute(
            'INSERT INTO highlight (article, version, prefix, exact, suffix, start, "end", note, created, changed)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article,
                version,
                wanted.prefix,
                wanted.exact,
                wanted.suffix,
                *(place or (None, None)),
                sanitise(note).strip(),
                created or now(),
                changed or created or now(),
            ),
        ).lastrowid
        or 0
    )
    index.put(database, article)
    return row


def annotate(database: Database, highlight: int, note: str) -> None:
    """Give a highlight a note in place of the one it has; "" takes it away.  Raises: LibraryError."""
    with database.transaction():
        article = get(database, highlight).article
        database.execute(
            "UPDATE highlight SET note = ?, changed = ? WHERE id = ?",
            (sanitise(note).strip(), now(), highlight),
        )
        index.put(database, article)


def delete(database: Database, highlight: int) -> Highlight:
    """Take a highlight away for good, and return what it was, so that it can be made again.  Raises: LibraryError."""
    with database.transaction():
        gone = get(database, highlight)
        database.execute("DELETE FROM highlight WHERE id = ?", (highlight,))
        index.put(database, gone.article)
        return gone


def get(database: Database, highlight: int) -> Highlight:
    """Return the highlight of an ID.  Raises: LibraryError (there is none)."""
    row = database.row("SELECT * FROM highlight WHERE id = ?", (highlight,))
    if row is None:
        raise LibraryError(f"there is no highlight {highlight} in the library")
    return _highlight(row)


def of_article(database: Database, article: int) -> list[Highlight]:
    """Return the highlights of an article in the order of its text, orphans last."""
    rows = database.rows(
        'SELECT * FROM highlight WHERE article = ? ORDER BY start IS NULL, start, "end", id', (article,)
    )
    return list(map(_highlight, rows))


def everywhere(database: Database) -> Iterator[Highlight]:
    """Yield the highlights of all articles that were not removed, the latest first."""
    sql = (
        "SELECT highlight.* FROM highlight JOIN article ON article.id = highlight.article"
        " WHERE article.removed IS NULL ORDER BY highlight.id DESC"
    )
    return map(_highlight, database.iterate(sql))


def re_anchor(database: Database, article: int, version: int, text: str) -> None:
    """Find the highlights of an article again in a new text of it; inside a transaction."""
    for row in database.rows("SELECT * FROM highlight WHERE article = ?", (article,)):
        place = resolve(text, _highlight(row).anchor)
        database.execute(
            'UPDATE highlight SET version = ?, start = ?, "end" = ? WHERE id = ?',
            (version, *(place or (None, None)), row["id"]),
        )


def moved_place(before: str, after: str, place: int) -> int:
    """Return where a place of one text is in another, the same where nothing tells."""
    if not place:
        return 0
    end = before.find("\n", place + 1)
    found = resolve(after, anchor(before, place, end if end > 0 else len(before)))
    return found[0] if found else min(place, max(0, len(after) - 1))


def _text(database: Database, article: int) -> tuple[int, str]:
    row = database.row(
        "SELECT version.* FROM article JOIN version ON version.id = article.version WHERE article.id = ?",
        (article,),
    )
    if row is None:
        raise AssertionError("an article that is there has a version")
    return row["id"], parse(article_of(database, row)).text


def _highlight(row: Row) -> Highlight:
    return Highlight(
        row["id"],
        row["article"],
        Anchor(row["prefix"], row["exact"], row["suffix"]),
        row["start"],
        row["end"],
        row["note"],
        row["created"],
        row["changed"],
    )
