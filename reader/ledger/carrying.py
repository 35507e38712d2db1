"""What the user decided about people, out of a library with its articles, and into another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.ledger.deciding import absorb, follow
from reader.ledger.filling import update
from reader.ledger.names import name_key
from reader.ledger.resolving import decisions, named_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.ledger.resolving import Anchor
    from reader.library.database import Database
    from reader.library.records import Record


def decided(database: Database, article: int) -> dict[str, Any]:
    """Return as JSON values who of an article is followed, and is the same as, or another than, who of which article."""
    followed = {row["identity"] for row in database.rows("SELECT identity FROM follow")}
    rows = database.rows(
        "SELECT same, name_key, other_article, other_name_key FROM same_person WHERE article = ?1 UNION ALL"
        " SELECT same, other_name_key, article, name_key FROM same_person WHERE other_article = ?1",
        (article,),
    )
    return {
        "followed": sorted(
            name_key(row["name"]) for row in named_in(database, article) if row["identity"] in followed
        ),
        "same_person": [
            {"same": row[0], "name": row[1], "addresses": _addresses(database, row[2]), "other": row[3]}
            for row in rows
        ],
    }


def take_in(database: Database, article: int, record: Record) -> None:
    """Take in what `decided` gave for an article; what is about one that is not there yet comes with that one.

    Raises: RecordError.
    """
    ours = record.records("same_person")
    followed = set(record.texts("followed"))
    for one in ours:
        other = _known(database, one.texts("addresses"))
        anchors = (article, one.line("name")), (other or 0, one.line("other"))
        if other is not None and not _is_decided(database, *anchors):
            database.execute(
                "INSERT INTO same_person (same, article, name_key, other_article, other_name_key)"
                " VALUES (?, ?, ?, ?, ?)",
                (one.number("same", 0, 1) or 0, *anchors[0], *anchors[1]),
            )
            database.execute("INSERT OR IGNORE INTO ledger_due VALUES (?)", (article,))
    update(database, article)
    for row in named_in(database, article):
        _join_decided(database, (article, name_key(row["name"])))
    for row in named_in(database, article):
        if name_key(row["name"]) in followed:
            follow(database, row["identity"])


def _join_decided(database: Database, anchor: Anchor) -> None:
    """Make one of those whom a decision joins, and who are in the ledger as two already."""
    found = {
        row["identity"]
        for article, key in {anchor, *decisions(database, anchor)[0]}
        for row in named_in(database, article)
        if name_key(row["name"]) == key
    }
    for other in sorted(found)[1:]:
        absorb(database, min(found), other)


def _is_decided(database: Database, one: Anchor, other: Anchor) -> bool:
    row = database.row(
        "SELECT 1 FROM same_person WHERE (article = ?1 AND name_key = ?2 AND other_article = ?3 AND other_name_key = ?4)"
        " OR (article = ?3 AND name_key = ?4 AND other_article = ?1 AND other_name_key = ?2)",
        (*one, *other),
    )
    return row is not None


def _addresses(database: Database, article: int) -> list[str]:
    return [
        row["key"]
        for row in database.rows("SELECT key FROM address WHERE article = ? ORDER BY key", (article,))
    ]


def _known(database: Database, addresses: Iterable[str]) -> int | None:
    for address in addresses:
        row = database.row("SELECT article FROM address WHERE key = ?", (address,))
        if row:
            return int(row["article"])
    return None
