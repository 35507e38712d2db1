"""The list: a page of entries, sorted and filtered, in a time that does not grow with the library.

A page is asked for by the entry that it follows, since a page counted from the beginning takes longer the further down
it is (https://www.sqlite.org/rowvalue.html#scrolling_window_queries).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from reader.library.sorting import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Row

    from reader.library.database import Database

Sort = Literal["saved", "date", "title", "site"]
"""By when it was saved or published, latest first; by title; or by site, and there the latest first."""

PAGE = 50
_FEW = 2000
"""So many entries are sorted at once sooner than looked for among all."""
_MARKS = {"unread": "article.read IS NULL", "starred": "article.starred IS NOT NULL"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list shows of an article.

    Times are ISO 8601 in UTC; `dated` is `published` in UTC, or else `saved`; `read`, `starred` and `removed` are when,
    or None; `place` is where reading goes on, in code points of the text.
    """

    id: int
    title: str
    byline: str | None
    site: str | None
    host: str
    url: str | None
    source: str
    published: str | None
    language: str
    words: int
    quotes: int
    people: int
    saved: str
    dated: str
    read: str | None
    starred: str | None
    removed: str | None
    place: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries a list has: those to which all that is set applies.

    `site` is a site's name or host; `removed` lists the removed ones, and only those.
    """

    unread: bool = False
    starred: bool = False
    tag: str | None = None
    site: str | None = None
    removed: bool = False


def page(
    database: Database,
    which: Filter = Filter(),
    sort: Sort = "saved",
    *,
    reverse: bool = False,
    after: Entry | None = None,
    limit: int = PAGE,
) -> list[Entry]:
    """Return the entries of a list that follow `after` (None: the first), `limit` at most.

    `reverse` turns the order of the list about: with an entry as `after`, what it gives are those before it.

    Raises: LibraryError.
    """
    found: list[Row] = []
    for condition, values in _following(sort, after, reverse):
        source, conditions, given = _source(database, which, sort)
        where = " AND ".join([*conditions, *([condition] if condition else ())])
        sql = f"SELECT article.* FROM {source} WHERE {where} ORDER BY {_order(sort, reverse)} LIMIT ?"  # noqa: S608
        found += database.rows(sql, (*given, *values, limit - len(found)))
        if len(found) == limit:
            break
    return of_rows(database, found)


def count(database: Database, which: Filter = Filter()) -> int:
    """Return how many entries a list has.  Raises: LibraryError."""
    simple = {
        Filter(): "all",
        Filter(unread=True): "unread",
        Filter(starred=True): "starred",
        Filter(removed=True): "removed",
    }
    if which in simple:
        return tally(database, simple[which])
    source, conditions, given = _source(database, which, "date")
    row = database.row(f"SELECT count(*) FROM {source} WHERE {' AND '.join(conditions)}", given)  # noqa: S608
    return int(row[0]) if row else 0


def tally(database: Database, name: str) -> int:
    """Return a number that triggers keep."""
    row = database.row("SELECT number FROM tally WHERE name = ?", (name,))
    return int(row[0]) if row else 0


def entry(database: Database, article: int) -> Entry | None:
    """Return the entry of an ID, removed or not; None if there is none."""
    return next(
        iter(of_rows(database, database.rows("SELECT * FROM article WHERE id = ?", (article,)))), None
    )


def of_rows(database: Database, rows: Iterable[Row]) -> list[Entry]:
    """Return the entries of rows of `article`, in their order."""
    rows = list(rows)
    marks = ", ".join("?" * len(rows))
    tags: dict[int, list[str]] = {}
    for article, name in database.rows(
        f"SELECT article, name FROM article_tag JOIN tag ON tag.id = tag WHERE article IN ({marks}) ORDER BY key",  # noqa: S608
        [row["id"] for row in rows],
    ):
        tags.setdefault(article, []).append(name)
    names = [name for name in Entry.__dataclass_fields__ if name != "tags"]
    return [Entry(**{name: row[name] for name in names}, tags=tuple(tags.get(row["id"], ()))) for row in rows]


def _order(sort: Sort, reverse: bool) -> str:
    up, down = ("DESC", "ASC") if reverse else ("ASC", "DESC")
    return {
        "saved": f"article.saved {down}, article.id {down}",
        "date": f"article.dated {down}, article.id {down}",
        "title": f"article.title_key {up}, article.id {up}",
        "site": f"article.site_key {up}, article.dated {down}, article.id {down}",
    }[sort]


def _following(sort: Sort, after: Entry | None, reverse: bool) -> list[tuple[str, tuple[Any, ...]]]:
    """Return conditions, each with its values, that together select what follows an entry: one query each, in order."""
    if after is None:
        return [("", ())]
    more, less = ("<", ">") if reverse else (">", "<")
    site = folded(after.site or after.host)
    following: dict[Sort, list[tuple[str, tuple[Any, ...]]]] = {
        "saved": [(f"(article.saved, article.id) {less} (?, ?)", (after.saved, after.id))],
        "date": [(f"(article.dated, article.id) {less} (?, ?)", (after.dated, after.id))],
        "title": [(f"(article.title_key, article.id) {more} (?, ?)", (folded(after.title), after.id))],
        "site": [
            (
                f"article.site_key = ? AND (article.dated, article.id) {less} (?, ?)",
                (site, after.dated, after.id),
            ),
            (f"article.site_key {more} ?", (site,)),
        ],
    }
    return following[sort]


def _source(database: Database, which: Filter, sort: Sort) -> tuple[str, list[str], list[Any]]:
    """Return the table that is gone through, the conditions on its rows, and their values.

    Where few entries are starred, unread or tagged, these are sorted; else the order's own index is gone through, until
    a page is full.
    """
    conditions = ["article.removed IS NOT NULL" if which.removed else "article.removed IS NULL"]
    values: list[Any] = []
    source = f"article INDEXED BY article_by_{sort}"
    if which.removed:
        source = "article INDEXED BY article_removed"
    for name in ("unread", "starred"):
        if getattr(which, name):
            conditions.append(_MARKS[name])
            if not which.removed and tally(database, name) <= _FEW:
                source = f"article INDEXED BY article_{name}"
    if which.site is not None:
        column, value = _site(which.site)
        conditions.append(f"article.{column} = ?")
        values.append(value)
        source = "article"
    if which.tag is not None:
        key = folded(which.tag)
        tagged = "SELECT tagged.article FROM article_tag AS tagged JOIN tag ON tag.id = tagged.tag WHERE tag.key = ?"
        few = database.row(f"SELECT count(*) FROM ({tagged} LIMIT ?)", (key, _FEW + 1))  # noqa: S608
        if few and few[0] <= _FEW:
            source = "article"
            conditions.append(f"article.id IN ({tagged})")
        else:
            conditions.append(f"EXISTS ({tagged} AND tagged.article = article.id)")
        values.append(key)
    return source, conditions, values


def _site(name: str) -> tuple[str, str]:
    """Return the column and its value that a site's name or host stands for."""
    from reader.library.identity import host_key

    if "." in name and " " not in name:
        return "host", host_key(name if "://" in name else f"//{name}")
    return "site_key", folded(name)
