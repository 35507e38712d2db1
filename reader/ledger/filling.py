"""Keeps the ledger's tables up with the articles: what was saved, changed or removed since, article by article.

The cost of an article depends on its own people and quotes, and on a bounded number of those that are like them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.ledger import counting, recurring
from reader.ledger.context import appearances
from reader.ledger.names import name_key
from reader.ledger.recurring import Said, count_articles, place
from reader.ledger.resolving import found_identity, resolve
from reader.ledger.stored import QUOTE_TEXT
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

    `quoted` is None where that cannot be told any more, since the analysis was replaced.
    """

    identities: dict[str, int] = field(default_factory=dict)
    quoted: set[str] | None = field(default_factory=set)
    news: set[str] = field(default_factory=set)

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
    counting.recount_stale(database)
    before = _forget(database, article)
    row = database.row(
        "SELECT article.*, version.markdown FROM article JOIN version ON version.id = article.version"
        " WHERE article.id = ? AND removed IS NULL",
        (article,),
    )
    if row is not None:
        _add(database, row, before)
    database.execute("DELETE FROM ledger_due WHERE article = ?", (article,))


def _forget(database: Database, article: int) -> _Before:
    """Take an article out, and return what was there."""
    before = _Before()
    known = database.row("SELECT 1 FROM ledger_article WHERE article = ?", (article,))
    rows = database.rows(
        "SELECT person, identity, name FROM appearance JOIN person ON person.id = appearance.person"
        " WHERE article = ?",
        (article,),
    )
    before.identities = {name_key(row["name"]): row["identity"] for row in rows}
    for row in database.rows(
        f"SELECT {QUOTE_TEXT} AS text, news.quote AS new FROM appearance JOIN quote ON quote.person = appearance.person"
        " JOIN version ON version.id = quote.version LEFT JOIN news ON news.quote = quote.id"
        " WHERE appearance.article = ?",
        (article,),
    ):
        if before.quoted is not None:
            before.quoted.add(row["text"])
        if row["new"] is not None:
            before.news.add(row["text"])
            database.execute("DELETE FROM news WHERE quote = ?", (row["new"],))
    if known and not rows:
        before.quoted = None
    counting.subtract(database, article)
    recurring.forget(database, article)
    for table in ("appearance", "ledger_article"):
        database.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
    return before


def _add(database: Database, article: sqlite3.Row, before: _Before) -> None:
    rows = database.rows("SELECT * FROM person WHERE version = ? ORDER BY position", (article["version"],))
    found = appearances(
        [_person(row) for row in rows],
        published=article["published"],
        site=article["site_key"] or None,
        text=database.texts.unpacked(article["markdown"]),
        language=article["language"],
    )
    context = "\n".join(sorted(found[0].context)) if found else ""
    database.execute("INSERT INTO ledger_article VALUES (?, ?)", (article["id"], context))
    day = day_of(article["dated"])
    identities: dict[int, int] = {}
    for row, appearance in zip(rows, found, strict=True):
        anchor = article["id"], name_key(appearance.name)
        known = before.identities.get(anchor[1])
        if known is None or known in identities.values():
            known = resolve(database, appearance, anchor, identities.values())
        identity = found_identity(database, known, appearance.name)
        identities[row["id"]] = identity
        database.execute(
            "INSERT INTO appearance VALUES (?, ?, ?, ?)", (row["id"], article["id"], identity, day)
        )
    _add_quotes(database, article, identities, before)
    counting.add(database, article["id"])


def _add_quotes(
    database: Database, article: sqlite3.Row, identities: dict[int, int], before: _Before
) -> None:
    utterances: set[int] = set()
    for quote in database.rows(
        f"SELECT quote.id, {QUOTE_TEXT} AS text, person, indirect FROM version JOIN quote ON quote.version = version.id"
        " WHERE version.id = ? ORDER BY indirect, position",
        (article["version"],),
    ):
        identity = identities.get(quote["person"])
        if not quote["indirect"]:
            said = Said(quote["id"], quote["text"], article["id"], article["language"], identity)
            utterance = place(database, said)
            if utterance is not None:
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


def day_of(dated: str) -> int:
    """Return the day of an ISO 8601 date as the ledger sorts by it: 2026-11-03T09:00 → 20261103."""
    digits = "".join(c for c in dated[:10] if c.isdigit())
    return int(digits.ljust(8, "0") or 0)
