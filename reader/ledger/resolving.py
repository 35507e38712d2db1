"""Finds in the library who a person of an article is: by the user's decisions, else by what is known of namesakes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ledger.identity import Appearance, Choice, choose
from reader.ledger.names import compare, fuller, keys, lookups, name_key, read_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.database import Database

Anchor = tuple[int, str]
"""An article and a folded name in it: what decisions hold on to."""

_NAMESAKES = 60
"""Most of one key that are looked at, so that no name costs more the larger the library is."""
_PROFILE = 24
"""Latest appearances by which somebody is compared."""
DECIDED = (("you said so", 9.0),)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who an appearance was found to be, and why; `identity` None for somebody new."""

    identity: int | None
    reasons: tuple[tuple[str, float], ...] = ()


def resolve(database: Database, appearance: Appearance, anchor: Anchor, taken: Iterable[int]) -> Resolved:
    """Return who a person of an article is; `taken` are identities of others in it, whom they cannot be."""
    together, apart = decisions(database, anchor)
    here = _identities(database, together)
    if here:
        # Several where the user's word joins what was not known to belong together when it was given.
        return Resolved(min(here), DECIDED)
    excluded = {*taken, *_identities(database, apart)}
    candidates = [known for known in _namesakes(database, appearance) if known not in excluded]
    profiles = [profile(database, known) for known in candidates]
    present = [index for index, appearances in enumerate(profiles) if appearances]
    choice = choose(appearance, [profiles[index] for index in present])
    if choice.index is not None:
        return Resolved(candidates[present[choice.index]], choice.reasons)
    if not choice.doubts:
        forsaken = [known for known, found in zip(candidates, profiles, strict=True) if not found]
        again = _called(database, forsaken, anchor[1])
        if again is not None:
            return Resolved(again)
    return Resolved(None, _doubt(choice))


def _doubt(choice: Choice) -> tuple[tuple[str, float], ...]:
    if not choice.doubts:
        return ()
    return ((f"{len(choice.doubts)} of that name fit alike, so kept apart", 0.0),)


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
    """Return the latest appearances of a person as they are compared."""
    rows = database.rows(
        "SELECT person.name, aliases, roles, born, article.site_key, ledger_article.people, context"
        " FROM appearance JOIN person ON person.id = appearance.person"
        " JOIN article ON article.id = appearance.article"
        " JOIN ledger_article ON ledger_article.article = appearance.article"
        f" WHERE identity = ? ORDER BY day DESC, appearance.id DESC LIMIT {_PROFILE}",
        (identity,),
    )
    return [
        Appearance(
            row["name"],
            tuple(json.loads(row["aliases"])),
            tuple(json.loads(row["roles"])),
            row["born"],
            row["site_key"] or None,
            frozenset(json.loads(row["people"])) - {" ".join(read_name(row["name"]).words)},
            frozenset(json.loads(row["context"])),
        )
        for row in rows
    ]


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
    for anchor in anchors:
        row = database.row("SELECT identity FROM appearance WHERE article = ? AND name_key = ?", anchor)
        if row:
            found.add(row["identity"])
    return found


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
