"""Reads people out of the ledger: lists, and whom a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people.lexicon import fold
from reader.errors import LibraryError
from reader.ledger.names import keys, name_key, read_name
from reader.ledger.quoting import site_part
from reader.ledger.values import SavedPerson, SiteCount

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from reader.library.database import Database

_COLUMNS = (
    "identity.*, EXISTS (SELECT 1 FROM follow WHERE follow.identity = identity.id) AS followed,"
    " (SELECT count(*) FROM news WHERE news.identity = identity.id) AS new,"
    " (SELECT role FROM role_held WHERE role_held.identity = identity.id"
    "  ORDER BY last_day DESC, articles DESC LIMIT 1) AS role"
)
_MOST_QUOTED = "ORDER BY identity.quotes DESC, identity.articles DESC, identity.id"
_MOST_FOUND = 200
_FORMS = 60
"""Articles of a person in which a name is looked for by which they are not shown."""
_LATEST = 500
"""Articles of a person in which sites are counted."""
_NAMED = 5
"""People of one name that a message lists."""


def people(
    database: Database, name: str, *, followed: bool, limit: int, offset: int
) -> tuple[SavedPerson, ...]:
    """Return people, the most quoted first: those whose folded name has `name` as a part."""
    conditions, values = ["articles > 0"], list[object]()
    if name:
        conditions.append("name_key LIKE ?")
        values.append(_containing(name))
    if followed:
        conditions.append("id IN (SELECT identity FROM follow)")
    # The page first, then what is asked of each on it.
    rows = database.rows(
        f"SELECT {_COLUMNS} FROM (SELECT * FROM identity WHERE {' AND '.join(conditions)}"
        f" {_MOST_QUOTED} LIMIT ? OFFSET ?) AS identity {_MOST_QUOTED}",
        (*values, limit, offset),
    )
    return tuple(_saved(row) for row in rows)


def find(database: Database, who: str | int) -> list[int]:
    """Return the numbers of those whom a name, a part of one or a number means; the most quoted first."""
    if isinstance(who, int) or who.isdigit():
        rows = database.rows("SELECT id FROM identity WHERE id = ? AND articles > 0", (int(who),))
        return [row["id"] for row in rows]
    rows = database.rows(
        "SELECT id FROM identity WHERE name_key LIKE ? AND articles > 0"
        " ORDER BY quotes DESC, articles DESC, id LIMIT ?",
        (_containing(name_key(who) if who.strip() else ""), _MOST_FOUND),
    )
    called = _called(database, who)
    return [*called, *(row["id"] for row in rows if row["id"] not in called)]


def _called(database: Database, name: str) -> list[int]:
    """Return the numbers of those who are shown or called in an article by exactly that name."""
    if not name.strip():
        return []
    key, marks = name_key(name), sorted(keys(read_name(name)))
    rows = database.rows("SELECT id FROM identity WHERE name_key = ? AND articles > 0", (key,))
    found = [row["id"] for row in rows]
    rows = database.rows(
        f"SELECT DISTINCT identity FROM identity_key WHERE key IN ({', '.join('?' * len(marks))}) LIMIT ?",
        (*marks, _MOST_FOUND),
    )
    for identity in (row["identity"] for row in rows):
        if identity not in found and any(name_key(form) == key for form in _forms(database, identity)):
            found.append(identity)
    return found


def _forms(database: Database, identity: int) -> list[str]:
    """Return what the latest articles call a person."""
    rows = database.rows(
        "SELECT person.name FROM appearance JOIN person ON person.id = appearance.person WHERE identity = ?"
        " ORDER BY day DESC LIMIT ?",
        (identity, _FORMS),
    )
    return [row["name"] for row in rows]


def person(database: Database, who: str | int) -> SavedPerson:
    """Return the one whom a name or a number means.  Raises: LibraryError (none, or several)."""
    found = (isinstance(who, str) and _called(database, who)) or find(database, who)
    if not found:
        raise LibraryError(
            f"no article of the library names {who!r}; 'pullquote people --library' lists who is named"
        )
    rows = database.rows(
        f"SELECT {_COLUMNS} FROM identity WHERE id IN ({', '.join('?' * len(found))}) {_MOST_QUOTED}",
        found,
    )
    saved = [_saved(row) for row in rows]
    if len(saved) > 1:
        listed = "; ".join(
            f"{one.id} {one.name}{f', {one.role}' if one.role else ''}" for one in saved[:_NAMED]
        )
        more = f"; and {len(saved) - _NAMED} more" if len(saved) > _NAMED else ""
        raise LibraryError(f"{who!r} may be several people; say which by number: {listed}{more}")
    return saved[0]


def who_quotes_whom(database: Database, *, site: str, limit: int) -> Iterator[SiteCount]:
    """Yield how many quotes of whom the sites have whose name has `site` as a part, the most first."""
    condition, values = (" WHERE site_key LIKE ?", [_containing(site_part(site))]) if site else ("", [])
    yield from _site_counts(
        database,
        " FROM appearance JOIN quote ON quote.person = appearance.person AND indirect = 0"
        f" JOIN article ON article.id = appearance.article{condition}",
        values,
        limit,
    )


def who_quotes(database: Database, identity: int, *, limit: int) -> Iterator[SiteCount]:
    """Yield how many quotes of a person the sites have in the person's latest articles, the most first."""
    yield from _site_counts(
        database,
        " FROM (SELECT * FROM appearance WHERE identity = ?"
        f" ORDER BY day DESC LIMIT {_LATEST}) AS appearance"
        " JOIN quote ON quote.person = appearance.person AND indirect = 0"
        " JOIN article ON article.id = appearance.article",
        [identity],
        limit,
    )


def _site_counts(database: Database, of: str, values: Sequence[object], limit: int) -> Iterator[SiteCount]:
    rows = database.rows(
        "SELECT coalesce(nullif(site, ''), host) AS site, who, identity.name, number FROM"
        " (SELECT max(site) AS site, max(host) AS host, appearance.identity AS who, count(*) AS number"
        f"{of} GROUP BY site_key, who HAVING site_key <> '' ORDER BY number DESC, site_key, who LIMIT ?)"
        " JOIN identity ON identity.id = who ORDER BY number DESC, site, identity.name",
        (*values, limit),
    )
    for row in rows:
        yield SiteCount(row["site"], row["name"], row["who"], row["number"])


def _containing(part: str) -> str:
    return f"%{fold(part).replace('%', '').replace('_', '')}%"


def _saved(row: sqlite3.Row) -> SavedPerson:
    return SavedPerson(
        row["id"],
        row["name"],
        row["role"] or "",
        row["articles"],
        row["quotes"],
        bool(row["followed"]),
        row["new"],
    )
