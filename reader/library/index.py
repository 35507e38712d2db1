"""The full-text index: what of an article goes in, and how it is taken out again.

A contentless FTS5 table takes half the room of one that keeps its text, and forgets an entry only when it is told
exactly what was put in (https://sqlite.org/fts5.html#contentless_tables).  So `_columns` must give the same for ever:
whoever changes what it makes of an article adds a migration that fills the index anew.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.library.database import Database

SIGNS = {"speaker": "\ue000", "person": "\ue001"}
"""What stands before the words of a field in the index: `marked`."""
_WORD = re.compile(r"[^\W_]+")
_TARGET = re.compile(r"\]\((?:[^()\s\\]|\\.|\([^()\s]*\))*\)")


class _Entry(NamedTuple):
    """What stands in the index for an article, but for what its version tells as long as it is in the index."""

    version: int
    host: str
    notes: str


def searchable(markdown: str) -> str:
    """Return what of an article's Markdown is searched: all but the addresses of its links."""
    return _TARGET.sub("]", markdown)


def put(database: Database, article: int) -> None:
    """Bring the index up to date with what the other tables say of an article, in the transaction that changed it."""
    row = database.row("SELECT * FROM indexed WHERE article = ?", (article,))
    old = _Entry(*tuple(row)[1:]) if row else None
    new = _entry(database, article)
    if new == old:
        return
    if old:
        _delete(database, article, _columns(database, old))
    _insert(database, article, _columns(database, new))
    database.execute("INSERT OR REPLACE INTO indexed VALUES (?, ?, ?, ?)", (article, *new))


def take_out(database: Database, article: int) -> None:
    """Take an article out of the index: before its rows are deleted, or what its version tells of it is changed."""
    row = database.row("SELECT * FROM indexed WHERE article = ?", (article,))
    if row:
        _delete(database, article, _columns(database, _Entry(*tuple(row)[1:])))
        database.execute("DELETE FROM indexed WHERE article = ?", (article,))


def fill(database: Database) -> None:
    """Index anew what is in the index, in the transaction of a migration."""
    database.execute("INSERT INTO article_index (article_index) VALUES ('delete-all')")
    last = 0
    while rows := database.rows(
        "SELECT * FROM indexed WHERE article > ? ORDER BY article LIMIT 100", (last,)
    ):
        for article, *rest in rows:
            last = article
            _insert(database, article, _columns(database, _Entry(*rest)))
    database.execute("INSERT INTO article_index (article_index) VALUES ('optimize')")


def marked(names: str, sign: str) -> str:
    """Return names with a sign before each word, so that those of a field are words of their own in the index.

    A prefix is looked for in all fields together (https://sqlite.org/fts5.html#prefix_indexes), and as many words of
    100,000 texts begin with b: under their sign speakers are found without these.  The signs are of private use, which
    the tokenizer takes for letters.  Xapian's term prefixes are of the same kind.
    """
    return _WORD.sub(lambda word: sign + word[0], unicodedata.normalize("NFC", names))


def _insert(database: Database, article: int, words: tuple[str, ...]) -> None:
    database.execute(
        "INSERT INTO article_index (rowid, title, body, byline, site, speaker, person, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (article, *words),
    )


def _delete(database: Database, article: int, words: tuple[str, ...]) -> None:
    database.execute(
        "INSERT INTO article_index (article_index, rowid, title, body, byline, site, speaker, person, note)"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?, ?, ?)",
        (article, *words),
    )


def _columns(database: Database, entry: _Entry) -> tuple[str, ...]:
    row = database.row("SELECT title, markdown, byline, site FROM version WHERE id = ?", (entry.version,))
    if row is None:
        raise AssertionError("a version is there while it is indexed")
    site = "\n".join(filter(None, (row["site"], entry.host)))
    body = searchable(database.texts.unpacked(row["markdown"]))
    return row["title"], body, row["byline"] or "", site, *_named(database, entry.version), entry.notes


def _named(database: Database, version: int) -> tuple[str, str]:
    """Return the speakers and the people of a version as they are indexed, under the signs of their fields.

    Speakers are there without it too: an article in which the one speaks who is searched for is a better answer.
    """
    speakers = database.rows(
        "SELECT speaker FROM quote WHERE version = ? AND speaker IS NOT NULL ORDER BY indirect, position",
        (version,),
    )
    people = database.rows("SELECT name, aliases FROM person WHERE version = ? ORDER BY position", (version,))
    spoke = "\n".join(dict.fromkeys(speaker for (speaker,) in speakers))
    named = "\n".join("\n".join((name, *json.loads(aliases))) for name, aliases in people)
    return f"{spoke}\n{marked(spoke, SIGNS['speaker'])}", marked(named, SIGNS["person"])


def _entry(database: Database, article: int) -> _Entry:
    row = database.row("SELECT version, host FROM article WHERE id = ?", (article,))
    if row is None:
        raise AssertionError("an article is indexed while it is there")
    notes = database.rows(
        "SELECT note FROM highlight WHERE article = ? AND note <> '' ORDER BY id", (article,)
    )
    return _Entry(row["version"], row["host"], "\n".join(note for (note,) in notes))
