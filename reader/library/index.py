"""The full-text index: what of an article goes in, and how it is taken out again.

A contentless FTS5 table takes half the room of one that keeps its text, and forgets an entry only when it is told
exactly what was put in (https://sqlite.org/fts5.html#contentless_tables).  So `searchable` must give the same for ever:
whoever changes it, or the tokens, adds a migration that fills the index anew.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.library.database import Database

_TARGET = re.compile(r"\]\((?:[^()\s\\]|\\.|\([^()\s]*\))*\)")


class _Entry(NamedTuple):
    """What stands in the index for an article, but for what its version never changes: text, title, byline, site."""

    version: int
    host: str
    speakers: str
    people: str
    notes: str


def searchable(markdown: str) -> str:
    """Return what of an article's Markdown is searched: all but the addresses of its links."""
    return _TARGET.sub("]", markdown)


def packed(text: str) -> bytes:
    """Return a text as the library stores it."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> str:
    """Return the text that was `packed`."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def put(database: Database, article: int) -> None:
    """Bring the index up to date with what the other tables say of an article, in the transaction that changed it."""
    row = database.row("SELECT * FROM indexed WHERE article = ?", (article,))
    old = _Entry(*tuple(row)[1:]) if row else None
    new = _entry(database, article)
    if new == old:
        return
    if old:
        _delete(database, article, old)
    database.execute(
        "INSERT INTO article_index (rowid, title, body, byline, site, speaker, person, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (article, *_columns(database, new)),
    )
    database.execute("INSERT OR REPLACE INTO indexed VALUES (?, ?, ?, ?, ?, ?)", (article, *new))


def take_out(database: Database, article: int) -> None:
    """Take an article out of the index, before its rows are deleted."""
    row = database.row("SELECT * FROM indexed WHERE article = ?", (article,))
    if row:
        _delete(database, article, _Entry(*tuple(row)[1:]))
        database.execute("DELETE FROM indexed WHERE article = ?", (article,))


def _delete(database: Database, article: int, old: _Entry) -> None:
    database.execute(
        "INSERT INTO article_index (article_index, rowid, title, body, byline, site, speaker, person, note)"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?, ?, ?)",
        (article, *_columns(database, old)),
    )


def _columns(database: Database, entry: _Entry) -> tuple[str, ...]:
    row = database.row("SELECT title, markdown, byline, site FROM version WHERE id = ?", (entry.version,))
    if row is None:
        raise AssertionError("a version is there while it is indexed")
    site = "\n".join(filter(None, (row["site"], entry.host)))
    body = searchable(unpacked(row["markdown"]))
    return row["title"], body, row["byline"] or "", site, entry.speakers, entry.people, entry.notes


def _entry(database: Database, article: int) -> _Entry:
    row = database.row("SELECT version, host FROM article WHERE id = ?", (article,))
    if row is None:
        raise AssertionError("an article is indexed while it is there")
    speakers = database.rows(
        "SELECT DISTINCT speaker FROM quote WHERE version = ? AND speaker IS NOT NULL ORDER BY position",
        (row["version"],),
    )
    people = database.rows(
        "SELECT name, aliases FROM person WHERE version = ? ORDER BY position", (row["version"],)
    )
    notes = database.rows(
        "SELECT note FROM highlight WHERE article = ? AND note <> '' ORDER BY id", (article,)
    )
    return _Entry(
        row["version"],
        row["host"],
        "\n".join(speaker for (speaker,) in speakers),
        "\n".join("\n".join((name, *json.loads(aliases))) for name, aliases in people),
        "\n".join(note for (note,) in notes),
    )
