"""Keeps the ledger's tables up with the articles: what was saved, changed or removed since, article by article.

The cost of an article depends on its own people and quotes, and on a bounded number of those that are like them.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.ledger import counting
from reader.ledger.context import appearances, full_names
from reader.ledger.names import name_key
from reader.ledger.recurring import count_articles, place
from reader.ledger.resolving import Resolved, found_identity, resolve
from reader.model import Person

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from reader.library.database import Database


_AT_ONCE = 20
"""Articles a transaction: few enough that nobody waits long for the file."""


@dataclass(slots=True)
class _Before:
    """What the ledger held of an article: who its names were, what it quoted, and what of that was news.

    `quoted` is None where that cannot be told any more, since the analysis was replaced.  `recount` are those of whom
    the same holds for their roles.
    """

    identities: dict[str, tuple[int, str]] = field(default_factory=dict)
    quoted: set[str] | None = field(default_factory=set)
    news: set[str] = field(default_factory=set)
    recount: set[int] = field(default_factory=set)

    def is_news(self, text: str) -> bool:
        """Tell whether a quote of the article is one that nobody can have looked at."""
        return text in self.news or (self.quoted is not None and text not in self.quoted)


def catch_up(database: Database, progress: Callable[[int], None] | None = None) -> int:
    """Bring the ledger up to date, a few articles a transaction, and return how many were due.

    `progress` is called with the number of articles done.  Raises: LibraryError.
    """
    done = 0
    while database.row("SELECT 1 FROM ledger_due LIMIT 1"):
        with database.transaction():
            # Others may have done it while we waited for our turn.
            due = database.rows(f"SELECT article FROM ledger_due ORDER BY article LIMIT {_AT_ONCE}")
            for row in due:
                update(database, row["article"])
        done += len(due)
        if progress:
            progress(done)
    return done


def update(database: Database, article: int) -> None:
    """Bring the ledger up to date with one article; inside a transaction."""
    if database.row("SELECT 1 FROM ledger_due WHERE article = ?", (article,)) is None:
        return
    before = _forget(database, article)
    row = database.row(
        "SELECT article.*, version.markdown FROM article JOIN version ON version.id = article.version"
        " WHERE article.id = ? AND removed IS NULL",
        (article,),
    )
    if row is not None:
        _add(database, row, before)
    for identity in before.recount:
        counting.recount(database, identity)
    database.execute("DELETE FROM ledger_due WHERE article = ?", (article,))


def _forget(database: Database, article: int) -> _Before:
    """Take an article out, and return what was there."""
    before = _Before()
    for row in database.rows(
        "SELECT name_key, identity, reasons FROM appearance WHERE article = ?", (article,)
    ):
        before.identities[row["name_key"]] = row["identity"], row["reasons"]
    for row in database.rows(
        "SELECT quote.text, news.quote AS new FROM said LEFT JOIN quote ON quote.id = said.quote"
        " LEFT JOIN news ON news.quote = said.quote WHERE said.article = ?",
        (article,),
    ):
        if row["text"] is None or before.quoted is None:
            before.quoted = None
            continue
        before.quoted.add(row["text"])
        if row["new"] is not None:
            before.news.add(row["text"])
    before.recount = counting.subtract(database, article)
    utterances = database.rows(
        "SELECT DISTINCT utterance FROM said WHERE article = ? AND utterance IS NOT NULL", (article,)
    )
    database.execute("DELETE FROM news WHERE quote IN (SELECT quote FROM said WHERE article = ?)", (article,))
    for table in ("said", "appearance", "ledger_article"):
        database.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
    for row in utterances:
        count_articles(database, row["utterance"])
    return before


def _add(database: Database, article: sqlite3.Row, before: _Before) -> None:
    rows = database.rows("SELECT * FROM person WHERE version = ? ORDER BY position", (article["version"],))
    people = [_person(row) for row in rows]
    found = appearances(
        people,
        published=article["published"],
        site=article["site_key"] or None,
        text=unpacked(article["markdown"]),
        language=article["language"],
    )
    day = day_of(article["dated"])
    context = sorted(found[0].context) if found else []
    database.execute(
        "INSERT INTO ledger_article VALUES (?, ?, ?, ?)",
        (article["id"], article["site_key"], _json(full_names(people)), _json(context)),
    )
    identities: dict[int, int] = {}
    for row, appearance in zip(rows, found, strict=True):
        anchor = article["id"], name_key(appearance.name)
        known = before.identities.get(anchor[1])
        if known and known[0] not in identities.values():
            resolved, reasons = Resolved(known[0]), known[1]
        else:
            resolved = resolve(database, appearance, anchor, identities.values())
            reasons = _json(resolved.reasons)
        identity = found_identity(database, resolved.identity, appearance.name)
        identities[row["id"]] = identity
        database.execute(
            "INSERT INTO appearance (person, article, identity, day, name_key, born, reasons)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row["id"], article["id"], identity, day, anchor[1], appearance.born, reasons),
        )
    _add_quotes(database, article, day, identities, before)
    counting.add(database, article["id"])


def _add_quotes(
    database: Database, article: sqlite3.Row, day: int, identities: dict[int, int], before: _Before
) -> None:
    utterances = set()
    for quote in database.rows(
        "SELECT id, text, person, indirect FROM quote WHERE version = ? ORDER BY indirect, position",
        (article["version"],),
    ):
        identity = identities.get(quote["person"])
        own = database.execute(
            "INSERT INTO said (quote, article, identity, day, indirect) VALUES (?, ?, ?, ?, ?)",
            (quote["id"], article["id"], identity, day, quote["indirect"]),
        ).lastrowid
        if not quote["indirect"] and own is not None:
            utterance = place(database, quote["text"], article["language"], identity, own)
            database.execute("UPDATE said SET utterance = ? WHERE id = ?", (utterance, own))
            if utterance not in (None, own):
                utterances.add(utterance)
        if before.is_news(quote["text"]):
            database.execute(
                "INSERT OR IGNORE INTO news SELECT ?, identity FROM follow WHERE identity = ?",
                (quote["id"], identity),
            )
    for utterance in utterances:
        count_articles(database, utterance)


def _person(row: sqlite3.Row) -> Person:
    return Person(
        row["name"], tuple(json.loads(row["aliases"])), tuple(json.loads(row["roles"])), age=row["age"]
    )


def unpacked(markdown: bytes) -> str:
    """Return a version's Markdown, as `library.index.packed` has stored it."""
    return zlib.decompress(markdown).decode("utf-8", "surrogatepass")


def day_of(dated: str) -> int:
    """Return the day of an ISO 8601 date as the ledger sorts by it: 2026-11-03T09:00 → 20261103."""
    digits = "".join(c for c in dated[:10] if c.isdigit())
    return int(digits.ljust(8, "0") or 0)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
