"""What the user decides: who is one person, who are two, whom to follow.  It is kept, and outweighs every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.ledger.counting import recount
from reader.ledger.names import keys, name_key, read_name
from reader.ledger.resolving import decisions, found_identity

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from reader.ledger.resolving import Anchor
    from reader.library.database import Database


def merge(database: Database, one: int, other: int) -> None:
    """Make one person of two identities, under the number and name of `one`, for ever.  Raises: LibraryError."""
    if one == other:
        raise LibraryError("that is one person already; name two")
    ours, theirs = _anchors(database, one), _anchors(database, other)
    if not ours or not theirs:
        raise LibraryError("one of them is in no article any more; nothing was changed")
    for anchor in theirs:
        _withdraw(database, anchor, ours, same=0)
    _decide(database, ours[0], theirs[0], same=1)
    absorb(database, one, other)


def absorb(database: Database, one: int, other: int) -> None:
    """Give all that is `other`'s to `one`, and let `other` go."""
    for table in ("appearance", "news"):
        database.execute(f"UPDATE {table} SET identity = ? WHERE identity = ?", (one, other))
    for table in ("identity_key", "follow"):
        database.execute(f"UPDATE OR IGNORE {table} SET identity = ? WHERE identity = ?", (one, other))
    for table in ("follow", "role_held"):
        database.execute(f"DELETE FROM {table} WHERE identity = ?", (other,))
    database.execute("DELETE FROM identity WHERE id = ?", (other,))
    recount(database, one)


def split(database: Database, identity: int, articles: Collection[int], names: Collection[str]) -> int:
    """Make a person of their own of an identity's appearances in `articles`, or under `names`, for ever.

    `names` are folded.  Returns the number of the new person.  Raises: LibraryError.
    """
    rows = _appearances(database, identity)
    apart = [row for row in rows if row["article"] in articles or name_key(row["name"]) in names]
    rest = [(row["article"], name_key(row["name"])) for row in rows if row not in apart]
    if not apart:
        raise LibraryError(
            "none of that is theirs; 'pullquote dossier NAME --why' lists their articles and names"
        )
    if not rest:
        raise LibraryError("that is all there is of them; name fewer articles")
    moved = [(row["article"], name_key(row["name"])) for row in apart]
    new = found_identity(database, None, apart[0]["name"])
    for row in apart:
        database.execute("UPDATE appearance SET identity = ? WHERE person = ?", (new, row["person"]))
        database.execute(
            "DELETE FROM news WHERE quote IN (SELECT id FROM quote WHERE person = ?)", (row["person"],)
        )
    for anchor in moved:
        _withdraw(database, anchor, rest, same=1)
    for anchor in moved[1:]:
        _decide(database, moved[0], anchor, same=1)
    for anchor in rest:
        _decide(database, moved[0], anchor, same=0)
    for one in (identity, new):
        _key_anew(database, one)
        recount(database, one)
    return new


def _key_anew(database: Database, identity: int) -> None:
    """Let a person be found by the names that are still theirs, and be called by one of them."""
    rows = database.rows(
        "SELECT name FROM person JOIN appearance ON appearance.person = person.id WHERE identity = ?"
        " GROUP BY name ORDER BY count(*) DESC, name",
        (identity,),
    )
    database.execute("DELETE FROM identity_key WHERE identity = ?", (identity,))
    named = [row["name"] for row in rows]
    database.execute_many(
        "INSERT OR IGNORE INTO identity_key VALUES (?, ?)",
        [(key, identity) for name in named for key in keys(read_name(name))],
    )
    shown = database.rows("SELECT name FROM identity WHERE id = ?", (identity,))[0]["name"]
    if shown not in named:
        database.execute(
            "UPDATE identity SET name = ?, name_key = ? WHERE id = ?",
            (named[0], name_key(named[0]), identity),
        )


def _anchors(database: Database, identity: int) -> list[Anchor]:
    return [(row["article"], name_key(row["name"])) for row in _appearances(database, identity)]


def _appearances(database: Database, identity: int) -> list[sqlite3.Row]:
    return database.rows(
        "SELECT person, article, name FROM appearance JOIN person ON person.id = appearance.person"
        " WHERE identity = ? ORDER BY day, person",
        (identity,),
    )


def _decide(database: Database, one: Anchor, other: Anchor, *, same: int) -> None:
    database.execute(
        "INSERT INTO same_person (same, article, name_key, other_article, other_name_key)"
        " VALUES (?, ?, ?, ?, ?)",
        (same, *one, *other),
    )


def _withdraw(database: Database, anchor: Anchor, others: Collection[Anchor], *, same: int) -> None:
    """Drop what was decided before and says the contrary: the last word counts."""
    together, apart = decisions(database, anchor)
    if not (together if same else apart) & set(others):
        return
    for other in others:
        database.execute(
            "DELETE FROM same_person WHERE same = ?1 AND ((article = ?2 AND name_key = ?3 AND other_article = ?4"
            " AND other_name_key = ?5) OR (article = ?4 AND name_key = ?5 AND other_article = ?2"
            " AND other_name_key = ?3))",
            (same, *anchor, *other),
        )


def follow(database: Database, identity: int) -> None:
    """Mark what is new of a person from now on."""
    database.execute("INSERT OR IGNORE INTO follow VALUES (?)", (identity,))


def unfollow(database: Database, identity: int) -> None:
    """Mark nothing new of a person any more.  Raises: LibraryError (they are not followed)."""
    if database.row("SELECT 1 FROM follow WHERE identity = ?", (identity,)) is None:
        raise LibraryError("they are not followed; 'pullquote people --library --followed' lists who is")
    database.execute("DELETE FROM follow WHERE identity = ?", (identity,))
    looked_at(database, identity)


def looked_at(database: Database, identity: int) -> None:
    """Take what is new of a person for seen."""
    database.execute("DELETE FROM news WHERE identity = ?", (identity,))
