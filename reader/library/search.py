"""Searching the library, with the words that were found shown where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.document import parse as parse_document
from reader.library import entries, query
from reader.library.articles import article_of
from reader.library.sorting import folded

if TYPE_CHECKING:
    from sqlite3 import Row

    from reader.library.database import Database
    from reader.library.entries import Entry
    from reader.library.query import Query
    from reader.model import Span

NEWEST = 1000
"""Of more articles than that with a word in them, only those that were saved last are ranked."""
_EVERY = 4
"""A query that every fourth article answers tells by its title at most how good an answer is: what BM25 weighs words
by is next to nothing then, and to find that out it goes through the whole library."""
_AT_ONCE = 100
_AROUND = 60
"""Code points of the text that an excerpt shows before the words that were found."""
_LENGTH = 220
_ON, _OFF = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found.

    `spans` are where the words stand in its text; `excerpt` is a stretch of that text which starts at `start`.
    """

    entry: Entry
    spans: tuple[Span, ...]
    start: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, best first; `more` tells that further articles match."""

    hits: tuple[Hit, ...]
    more: bool


def search(database: Database, typed: str, *, limit: int = 20) -> Found:
    """Return the articles that a query (`library.query`) finds, ranked by BM25; without words in it, the latest first.

    Raises: LibraryError.
    """
    asked = query.parse(typed)
    conditions = ["article.removed IS NULL"]
    values: list[Any] = []
    for tag in asked.tags:
        conditions.append(
            "article.id IN (SELECT article FROM article_tag JOIN tag ON tag.id = tag WHERE tag.key = ?)"
        )
        values.append(folded(tag))
    for bound, sign in ((asked.after, ">="), (asked.before, "<")):
        if bound:
            conditions.append(f"article.dated {sign} ?")
            values.append(bound)
    where = " AND ".join(conditions)
    if asked.match:
        rows = _matching(database, asked, where, values, limit + 1)
    else:
        rows = database.rows(
            f"SELECT * FROM article WHERE {where} ORDER BY dated DESC, id DESC LIMIT ?",  # noqa: S608
            (*values, limit + 1),
        )
    listed = entries.of_rows(database, rows[:limit])
    return Found(tuple(_hit(database, entry, asked.words) for entry in listed), len(rows) > limit)


def _matching(database: Database, asked: Query, where: str, values: list[Any], limit: int) -> list[Row]:
    """Return the best articles with the words of a query, of all or of the newest of very many."""
    newest = [
        row[0]
        for row in database.rows(
            "SELECT rowid FROM article_index WHERE article_index MATCH ? ORDER BY rowid DESC LIMIT ?",
            (asked.match, NEWEST + 1),
        )
    ]
    since = newest.pop() if len(newest) > NEWEST else 0
    if not since or _last(database) - since > NEWEST * _EVERY:
        return database.rows(
            "SELECT article.* FROM article_index CROSS JOIN article ON article.id = article_index.rowid"  # noqa: S608
            f" WHERE article_index MATCH ? AND article_index.rowid > ? AND {where} ORDER BY rank LIMIT ?",
            (asked.match, since, *values, limit),
        )
    titled = _titled(database, asked.titled, since) if asked.titled else set()
    ids = [*(id_ for id_ in newest if id_ in titled), *(id_ for id_ in newest if id_ not in titled)]
    return _first(database, ids, where, values, limit)


def _first(database: Database, ids: list[int], where: str, values: list[Any], limit: int) -> list[Row]:
    """Return the first articles of `ids` that meet a condition, in their order."""
    found: list[Row] = []
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        rows = {
            row["id"]: row
            for row in database.rows(
                f"SELECT * FROM article WHERE id IN ({', '.join('?' * len(some))}) AND {where}",  # noqa: S608
                (*some, *values),
            )
        }
        found += [rows[id_] for id_ in some if id_ in rows]
        if len(found) >= limit:
            break
    return found[:limit]


def _last(database: Database) -> int:
    row = database.row("SELECT max(id) FROM article")
    return row[0] or 0 if row else 0


def _titled(database: Database, match: str, since: int) -> set[int]:
    """Return which of the newest articles have what is searched for in their titles."""
    rows = database.rows(
        "SELECT rowid FROM article_index WHERE article_index MATCH ? AND rowid > ?", (match, since)
    )
    return {row[0] for row in rows}


def _hit(database: Database, entry: Entry, words: str) -> Hit:
    text = _text(database, entry.id)
    spans = _spans(database, text, words) if words else ()
    at = spans[0][0] if spans else 0
    start = 0 if at <= _AROUND else text.find(" ", at - _AROUND, at) + 1 or at
    end = len(text) if start + _LENGTH >= len(text) else text.rfind(" ", start, start + _LENGTH)
    return Hit(entry, spans, start, text[start : end if end > start else start + _LENGTH])


def _text(database: Database, article: int) -> str:
    row = database.row(
        "SELECT version.* FROM article JOIN version ON version.id = article.version WHERE article.id = ?",
        (article,),
    )
    return parse_document(article_of(database, row)).text if row else ""


def _spans(database: Database, text: str, words: str) -> tuple[Span, ...]:
    """Return where FTS5 itself finds the words in a text: in an index of this one text, which is never stored."""
    database.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.excerpt USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2')"
    )
    database.execute("DELETE FROM temp.excerpt")
    database.execute("INSERT INTO temp.excerpt (rowid, body) VALUES (1, ?)", (text,))
    row = database.row(
        "SELECT highlight(excerpt, 0, ?, ?) FROM temp.excerpt WHERE excerpt MATCH ?", (_ON, _OFF, words)
    )
    spans, at = [], 0
    for part in re.split(f"({_ON}[^{_OFF}]*{_OFF})", row[0]) if row else ():
        length = len(part)
        if part.startswith(_ON):
            length -= 2
            spans.append((at, at + length))
        at += length
    return tuple(spans)
