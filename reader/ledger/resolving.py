"""Finds in the library who a person of an article is: by the user's decisions, else by what is known of namesakes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.ledger.context import born, full_names
from reader.ledger.identity import Appearance, choose
from reader.ledger.names import compare, fuller, keys, lookups, name_key, read_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from reader.library.database import Database

Anchor = tuple[int, str]
"""An article and a folded name in it: what decisions hold on to."""

_NAMESAKES = 60
"""Most of one key that are looked at, so that no name costs more the larger the library is."""
_PROFILE = 12
"""Latest appearances by which somebody is compared."""


def resolve(database: Database, appearance: Appearance, anchor: Anchor, taken: Iterable[int]) -> int | None:
    """Return who a person of an article is, None for somebody new.

    `taken` are identities of others in the article, whom they cannot be.
    """
    together, apart = decisions(database, anchor)
    here = _identities(database, together)
    if here:
        return min(here)
    excluded = {*taken, *_identities(database, apart)}
    candidates = [known for known in _namesakes(database, appearance) if known not in excluded]
    profiles = {known: profile(database, known) for known in candidates}
    present = [known for known, appearances in profiles.items() if appearances]
    choice = choose(appearance, [profiles[known] for known in present])
    if choice.index is not None:
        return present[choice.index]
    if choice.doubts:
        return None
    return _called(database, [known for known in candidates if not profiles[known]], anchor[1])


def _namesakes(database: Database, appearance: Appearance) -> list[int]:
    """Return who may be meant by the name, those with the most articles first."""
    name = read_name(appearance.name, appearance.aliases)
    marks = sorted(lookups(name))
    rows = database.rows(
        "SELECT DISTINCT id FROM identity_key JOIN identity ON identity.id = identity_key.identity"
        f" WHERE key IN ({', '.join('?' * len(marks))}) ORDER BY identity.articles DESC LIMIT {_NAMESAKES}",
        marks,
    )
    return [row["id"] for row in rows]


def profile(database: Database, identity: int) -> list[Appearance]:
    """Return the latest appearances of a person as they are compared, the latest first."""
    return [appearance for _, appearance in profile_rows(database, identity, _PROFILE)]


def profile_rows(database: Database, identity: int, limit: int) -> list[tuple[sqlite3.Row, Appearance]]:
    """Return the latest appearances of a person, each with its row: day, article, title, name."""
    rows = database.rows(
        "SELECT day, appearance.article, title, person.name, aliases, roles, age, published, site_key, context"
        " FROM appearance JOIN person ON person.id = appearance.person"
        " JOIN article ON article.id = appearance.article"
        " JOIN ledger_article ON ledger_article.article = appearance.article"
        " WHERE identity = ? ORDER BY day DESC, appearance.person DESC LIMIT ?",
        (identity, limit),
    )
    beside = _beside(database, [row["article"] for row in rows])
    return [(row, _appearance(row, frozenset(beside[row["article"]]))) for row in rows]


def _appearance(row: sqlite3.Row, beside: frozenset[str]) -> Appearance:
    return Appearance(
        row["name"],
        tuple(json.loads(row["aliases"])),
        tuple(json.loads(row["roles"])),
        born(row["age"], row["published"]),
        row["site_key"] or None,
        beside - {" ".join(read_name(row["name"]).words)},
        frozenset(row["context"].split("\n")) - {""},
    )


def _beside(database: Database, articles: list[int]) -> dict[int, tuple[str, ...]]:
    """Return the full names of the people of articles, folded."""
    rows = database.rows(
        "SELECT article, name FROM appearance JOIN person ON person.id = appearance.person"
        f" WHERE article IN ({', '.join('?' * len(articles))})",
        articles,
    )
    found: dict[int, list[str]] = {article: [] for article in articles}
    for row in rows:
        found[row["article"]].append(row["name"])
    return {article: full_names(named) for article, named in found.items()}


def _called(database: Database, identities: list[int], key: str) -> int | None:
    """Return the one of several people without articles (all were removed, or are saved anew) who has that name."""
    if not identities:
        return None
    row = database.row(
        f"SELECT id FROM identity WHERE id IN ({', '.join('?' * len(identities))}) AND name_key = ? LIMIT 1",
        (*identities, key),
    )
    return row["id"] if row else None


def decisions(database: Database, anchor: Anchor) -> tuple[set[Anchor], set[Anchor]]:
    """Return who is the same as, and who another than, the person at `anchor`, by the user's word, directly or not."""
    together = _component(database, anchor)
    apart = {other for one in together for other in _partners(database, one, same=0)}
    apart = {other for one in apart for other in _component(database, one)}
    return together - {anchor}, apart - together


def _component(database: Database, anchor: Anchor) -> set[Anchor]:
    found, todo = {anchor}, [anchor]
    while todo:
        new = _partners(database, todo.pop(), same=1) - found
        found |= new
        todo += new
    return found


def _partners(database: Database, anchor: Anchor, *, same: int) -> set[Anchor]:
    rows = database.rows(
        "SELECT other_article, other_name_key FROM same_person WHERE article = ? AND name_key = ? AND same = ?"
        " UNION SELECT article, name_key FROM same_person"
        " WHERE other_article = ? AND other_name_key = ? AND same = ?",
        (*anchor, same, *anchor, same),
    )
    return {(row[0], row[1]) for row in rows}


def _identities(database: Database, anchors: Iterable[Anchor]) -> set[int]:
    found = set()
    for article, key in anchors:
        found |= {row["identity"] for row in named_in(database, article) if name_key(row["name"]) == key}
    return found


def named_in(database: Database, article: int) -> list[sqlite3.Row]:
    """Return the people of an article: person, identity and name."""
    return database.rows(
        "SELECT person, identity, name FROM appearance JOIN person ON person.id = appearance.person"
        " WHERE article = ?",
        (article,),
    )


def found_identity(database: Database, identity: int | None, name: str) -> int:
    """Return the identity that `name` belongs to: a new one for None; its name and keys are kept up with it."""
    if identity is None:
        identity = database.execute(
            "INSERT INTO identity (name, name_key) VALUES (?, ?)", (name, name_key(name))
        ).lastrowid
        if identity is None:
            raise AssertionError("an inserted row has an id")
    else:
        _show_fuller(database, identity, name)
    database.execute_many(
        "INSERT OR IGNORE INTO identity_key VALUES (?, ?)",
        [(key, identity) for key in keys(read_name(name))],
    )
    return identity


def _show_fuller(database: Database, identity: int, name: str) -> None:
    row = database.row("SELECT name FROM identity WHERE id = ?", (identity,))
    if row and fuller(name, row["name"]) and compare(read_name(name), read_name(row["name"])):
        database.execute(
            "UPDATE identity SET name = ?, name_key = ? WHERE id = ?", (name, name_key(name), identity)
        )
