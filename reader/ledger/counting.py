"""What the ledger counts, so that no look at it has to: articles and quotes of a person, roles over time, sites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.database import Database


def add(database: Database, article: int) -> None:
    """Count what an article's rows in `appearance` and `said` say."""
    _change(database, article, 1)
    for identity, day, role in _roles(database, "article", article):
        _hold(database, identity, day, role)


def subtract(database: Database, article: int) -> set[int]:
    """Take back what `add` counted, before the rows go, and return who must be counted anew when they are gone.

    That is who has roles of a former analysis, whose rows are no more.  The first and the last day of a role stay as
    they are until then.
    """
    _change(database, article, -1)
    for identity, _, role in _roles(database, "article", article):
        database.execute(
            "UPDATE role_held SET articles = articles - 1 WHERE identity = ? AND role = ?", (identity, role)
        )
    database.execute(
        "DELETE FROM role_held WHERE articles < 1 AND identity IN"
        " (SELECT identity FROM appearance WHERE article = ?)",
        (article,),
    )
    database.execute(
        "DELETE FROM site_said WHERE quotes < 1 AND identity IN"
        " (SELECT identity FROM appearance WHERE article = ?)",
        (article,),
    )
    lost = database.rows(
        "SELECT identity FROM appearance LEFT JOIN person ON person.id = appearance.person"
        " WHERE article = ? AND person.id IS NULL",
        (article,),
    )
    return {row["identity"] for row in lost}


def _change(database: Database, article: int, by: int) -> None:
    database.execute(
        "UPDATE identity SET articles = articles + ?1, quotes = quotes + ?1 *"
        " (SELECT count(*) FROM said WHERE article = ?2 AND indirect = 0 AND said.identity = identity.id)"
        " WHERE id IN (SELECT identity FROM appearance WHERE article = ?2)",
        (by, article),
    )
    database.execute(
        "INSERT INTO site_said SELECT site_key, said.identity, ?1 * count(*) FROM said"
        " JOIN ledger_article ON ledger_article.article = said.article"
        " WHERE said.article = ?2 AND indirect = 0 AND said.identity IS NOT NULL AND site_key <> ''"
        " GROUP BY said.identity"
        " ON CONFLICT DO UPDATE SET quotes = quotes + excluded.quotes",
        (by, article),
    )


def recount(database: Database, identity: int) -> None:
    """Count all of one person anew: after what was theirs became another's."""
    database.execute(
        "UPDATE identity SET"
        " articles = (SELECT count(DISTINCT article) FROM appearance WHERE identity = ?1),"
        " quotes = (SELECT count(*) FROM said WHERE identity = ?1 AND indirect = 0) WHERE id = ?1",
        (identity,),
    )
    database.execute("DELETE FROM role_held WHERE identity = ?", (identity,))
    database.execute("DELETE FROM site_said WHERE identity = ?", (identity,))
    database.execute(
        "INSERT INTO site_said SELECT site_key, identity, count(*) FROM said"
        " JOIN ledger_article ON ledger_article.article = said.article"
        " WHERE identity = ? AND indirect = 0 AND site_key <> '' GROUP BY site_key",
        (identity,),
    )
    for _, day, role in _roles(database, "identity", identity):
        _hold(database, identity, day, role)


def _hold(database: Database, identity: int, day: int, role: str) -> None:
    database.execute(
        "INSERT INTO role_held VALUES (?1, ?2, ?3, ?3, 1) ON CONFLICT DO UPDATE SET"
        " first_day = min(first_day, ?3), last_day = max(last_day, ?3), articles = articles + 1",
        (identity, role, day),
    )


def _roles(database: Database, column: str, value: int) -> Iterable[tuple[int, int, str]]:
    """Yield the roles that appearances give: identity, day, role."""
    rows = database.rows(
        "SELECT identity, day, roles FROM appearance JOIN person ON person.id = appearance.person"
        f" WHERE appearance.{column} = ?",
        (value,),
    )
    for row in rows:
        for role in dict.fromkeys(json.loads(row["roles"])):
            yield row["identity"], row["day"], role
