"""What the ledger counts, so that no look at it has to: articles and quotes of a person, roles over time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.database import Database

_QUOTES = (
    "(SELECT count(*) FROM appearance JOIN quote ON quote.person = appearance.person AND quote.indirect = 0"
    " WHERE appearance.identity = identity.id"
)


def add(database: Database, article: int) -> None:
    """Count what the rows of an article in `appearance` say."""
    _change(database, article, 1)
    for identity, day, role in _roles(database, "article", article):
        _hold(database, identity, day, role)


def subtract(database: Database, article: int) -> None:
    """Take back what `add` counted, before the rows go.

    The first and the last day of a role stay as they are until the person is counted anew.
    """
    _change(database, article, -1)
    for identity, _, role in _roles(database, "article", article):
        held = (identity, role)
        database.execute("UPDATE role_held SET articles = articles - 1 WHERE identity = ? AND role = ?", held)
        database.execute("DELETE FROM role_held WHERE identity = ? AND role = ? AND articles < 1", held)


def _change(database: Database, article: int, by: int) -> None:
    database.execute(
        f"UPDATE identity SET articles = articles + ?1, quotes = quotes + ?1 * {_QUOTES}"
        " AND appearance.article = ?2) WHERE id IN (SELECT identity FROM appearance WHERE article = ?2)",
        (by, article),
    )


def recount(database: Database, identity: int) -> None:
    """Count all of one person anew: after what was theirs became another's."""
    database.execute(
        "UPDATE identity SET articles = (SELECT count(DISTINCT article) FROM appearance WHERE identity = ?1),"
        f" quotes = {_QUOTES}) WHERE id = ?1",
        (identity,),
    )
    database.execute("DELETE FROM role_held WHERE identity = ?", (identity,))
    for _, day, role in _roles(database, "identity", identity):
        _hold(database, identity, day, role)


def recount_stale(database: Database) -> None:
    """Count those anew of whom an analysis was replaced."""
    for row in database.rows("SELECT identity FROM ledger_stale"):
        recount(database, row["identity"])
    database.execute("DELETE FROM ledger_stale")


def _hold(database: Database, identity: int, day: int, role: str) -> None:
    database.execute(
        "INSERT INTO role_held VALUES (?1, ?2, ?3, ?3, 1) ON CONFLICT DO UPDATE SET"
        " first_day = min(first_day, ?3), last_day = max(last_day, ?3), articles = articles + 1",
        (identity, role, day),
    )


def _roles(database: Database, column: str, value: int) -> Iterator[tuple[int, int, str]]:
    """Yield the roles that appearances give: identity, day, role."""
    rows = database.rows(
        "SELECT identity, day, roles FROM appearance JOIN person ON person.id = appearance.person"
        f" WHERE appearance.{column} = ?",
        (value,),
    )
    for row in rows:
        for role in dict.fromkeys(json.loads(row["roles"])):
            yield row["identity"], row["day"], role
