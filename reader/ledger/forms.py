"""Why a person is one: what each article calls them, and what speaks for its being them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ledger.identity import weigh
from reader.ledger.names import name_key
from reader.ledger.resolving import decisions, profile_rows
from reader.ledger.values import Form

if TYPE_CHECKING:
    from reader.library.database import Database

_DECIDED = (("you said so", 0.0),)
_MOST = 24


def forms(database: Database, identity: int) -> tuple[Form, ...]:
    """Return the latest articles of a person, each with the name there and why it was taken for them.

    The reasons are those that speak for it by what is in the library today.
    """
    rows = profile_rows(database, identity, _MOST)
    found = []
    for index, (row, appearance) in enumerate(rows):
        anchor = row["article"], name_key(row["name"])
        others = [other for i, (_, other) in enumerate(rows) if i != index]
        verdict = weigh(appearance, others) if others else None
        reasons = _DECIDED if decisions(database, anchor)[0] else verdict.reasons if verdict else ()
        found.append(Form(row["article"], row["name"], row["title"], as_date(row["day"]), reasons))
    return tuple(found)


def as_date(day: int) -> str:
    """Return a day of the ledger as ISO 8601: 20261103 → 2026-11-03."""
    digits = f"{day:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
