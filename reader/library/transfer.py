"""The whole library out as JSON lines, and in again: an article a line, with all that is known of it.

A line holds "kind": "article", the marks, tags, addresses and highlights of an entry, and its versions, oldest first,
each with its analysis.  Taking a line in adds what is not there, so it can be done twice, and into a library that has
articles of its own; into an empty one it gives what was put out, with the same IDs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.document import parse
from reader.errors import LibraryError
from reader.export import to_json
from reader.ledger import carrying
from reader.library import analyses, articles, highlights, identity, index, marks, records, sorting
from reader.library.anchors import resolve
from reader.library.database import now
from reader.library.records import Record, RecordError
from reader.model import Anchor, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Row

    from reader.library.database import Database
    from reader.model import Article

SCHEMA = 1
_MARKS = ("saved", "fetched", "read", "starred", "removed")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a line did: the article's ID, and whether it was new to the library."""

    id: int
    new: bool


@dataclass(frozen=True, slots=True)
class _Text:
    """One version of a line: its article, when it was met, and its analysis if it had one."""

    article: Article
    fetched: str
    analysis: Record | None


def lines(database: Database) -> Iterator[str]:
    """Yield the articles of the library, removed ones too, as JSON lines."""
    last = 0
    while rows := database.rows("SELECT * FROM article WHERE id > ? ORDER BY id LIMIT 100", (last,)):
        for row in rows:
            last = row["id"]
            yield to_json(_record(database, row))


def take_in(database: Database, line: str) -> Imported:
    """Take in one line; see `Library.import_line`."""
    try:
        record = Record(json.loads(line))
        if record.line("kind") != "article":
            raise RecordError(f"it is of kind {record.line('kind')!r}, which pullquote does not know")
        if (record.number("schema") or 0) > SCHEMA:
            raise RecordError("a newer pullquote wrote it")
        with database.transaction():
            return _take_in(database, record)
    except (ValueError, RecursionError) as error:
        # Python's reader of JSON refuses some numbers with a ValueError of another kind.
        reason = error if isinstance(error, RecordError) else "it is no JSON"
        raise LibraryError(f"this line is no article of a library: {reason}") from error


def _record(database: Database, row: Row) -> dict[str, Any]:
    id_ = row["id"]
    texts = []
    for version in database.rows("SELECT * FROM version WHERE article = ? ORDER BY fetched, id", (id_,)):
        text = records.from_article(articles.article_of(database, version)) | {"fetched": version["fetched"]}
        found = analyses.load(database, version["id"])
        if found is not None:
            text["analysis"] = records.from_analysis(found)
        if version["id"] == row["version"]:
            text["current"] = True
        texts.append(text)
    tagged = database.rows(
        "SELECT name FROM article_tag JOIN tag ON id = tag WHERE article = ? ORDER BY key", (id_,)
    )
    keys = database.rows("SELECT key FROM address WHERE article = ? ORDER BY key", (id_,))
    return {
        "kind": "article",
        "schema": SCHEMA,
        "id": id_,
        "source": row["source"],
        "url": row["url"],
        **{name: row[name] for name in _MARKS},
        "place": row["place"],
        "tags": [name for (name,) in tagged],
        "addresses": [key for (key,) in keys],
        "versions": texts,
        "highlights": [
            {
                "prefix": one.anchor.prefix,
                "exact": one.anchor.exact,
                "suffix": one.anchor.suffix,
                "note": one.note,
                "created": one.created,
                "changed": one.changed,
            }
            for one in highlights.of_article(database, id_)
        ],
        **carrying.decided(database, id_),
    }


def _take_in(database: Database, record: Record) -> Imported:
    texts, current = _texts(record)
    keys = list(dict.fromkeys(record.texts("addresses"))) or identity.keys(current.article).certain
    there = _there(database, keys)
    id_ = there if there is not None else _entry(database, record, current.article)
    database.execute_many("INSERT OR IGNORE INTO address VALUES (?, ?)", ((key, id_) for key in keys))
    newest = database.row("SELECT max(fetched) FROM version WHERE article = ?", (id_,))
    for text in texts:
        version = _version(database, id_, text)
        if text is current and (newest is None or newest[0] is None or text.fetched > newest[0]):
            _make_current(database, id_, version, text)
    _mark(database, id_, record, new=there is None)
    _highlight(database, id_, record)
    carrying.take_in(database, id_, record)
    index.put(database, id_)
    return Imported(id_, there is None)


def _texts(record: Record) -> tuple[list[_Text], _Text]:
    """Return the versions of a line, and the current one of them.  Raises: RecordError."""
    source, url = record.line("source"), record.address("url")
    texts, current = [], None
    for version in record.records("versions"):
        article = replace(records.to_article(version), source=source, url=url)
        fetched = version.time("fetched") or record.time("fetched") or ""
        text = _Text(article, fetched, version.record("analysis") if version.has("analysis") else None)
        texts.append(text)
        if version.has("current"):
            current = text
    if not texts:
        raise RecordError("it has no text")
    return texts, current or texts[-1]


def _there(database: Database, keys: list[str]) -> int | None:
    for key in keys:
        if key.startswith(identity.FILE):
            # Of another machine, perhaps.
            continue
        row = database.row("SELECT article FROM address WHERE key = ?", (key,))
        if row:
            return int(row[0])
    return None


def _entry(database: Database, record: Record, article: Article) -> int:
    """Make the entry of a line, with the ID that it had if that is free."""
    id_ = articles.insert(database, article)
    wanted = record.number("id", 1)
    taken = wanted is None or database.row("SELECT 1 FROM article WHERE id = ?", (wanted,))
    if not taken:
        database.execute("UPDATE article SET id = ? WHERE id = ?", (wanted, id_))
        database.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'article'", (wanted,))
    return id_ if taken or wanted is None else wanted


def _version(database: Database, id_: int, text: _Text) -> int:
    """Add a version unless it is there, and return its ID."""
    article = text.article
    hashed = identity.content_hash(article.title, article.language, article.markdown)
    row = database.row(
        "SELECT id, engine FROM version WHERE article = ? AND hash = ? AND ? IN (fetched, '')",
        (id_, hashed, text.fetched),
    )
    version = row["id"] if row else articles.add_version(database, id_, article, hashed, text.fetched or None)
    if text.analysis is not None and (row is None or row["engine"] is None):
        found = records.to_analysis(text.analysis, len(parse(article).text))
        analyses.store(database, id_, version, found)
    return int(version)


def _make_current(database: Database, id_: int, version: int, text: _Text) -> None:
    document = parse(text.article)
    articles.update(database, id_, version, Reading(text.article, document))
    found = analyses.load(database, version)
    quotes, people = (len(found.quotes), len(found.people)) if found else (0, 0)
    database.execute("UPDATE article SET quotes = ?, people = ? WHERE id = ?", (quotes, people, id_))
    highlights.re_anchor(database, id_, version, document.text)


def _mark(database: Database, id_: int, record: Record, *, new: bool) -> None:
    marked = {name: record.time(name) for name in _MARKS}
    if new:
        database.execute(
            "UPDATE article SET saved = ?, fetched = ?, read = ?, starred = ?, removed = ?, place = ? WHERE id = ?",
            (
                marked["saved"] or marked["fetched"] or now(),
                marked["fetched"] or marked["saved"] or now(),
                marked["read"],
                marked["starred"],
                marked["removed"],
                record.number("place") or 0,
                id_,
            ),
        )
        database.execute(
            "UPDATE article SET dated = coalesce(?, saved) WHERE id = ?", (_dated(database, id_), id_)
        )
    else:
        database.execute(
            "UPDATE article SET read = coalesce(read, ?), starred = coalesce(starred, ?) WHERE id = ?",
            (marked["read"], marked["starred"], id_),
        )
    tags = record.texts("tags")
    if tags:
        database.execute_many(
            "INSERT OR IGNORE INTO article_tag VALUES (?, ?)",
            [(id_, marks.tag(database, name)) for name in tags],
        )


def _dated(database: Database, id_: int) -> str | None:
    row = database.row("SELECT published FROM article WHERE id = ?", (id_,))
    return sorting.in_utc(row["published"]) if row else None


def _highlight(database: Database, id_: int, record: Record) -> None:
    there = {(one.anchor, one.created) for one in highlights.of_article(database, id_)}
    wanted = record.records("highlights")
    if not wanted:
        return
    reading = articles.load(database, id_, removed=True)
    row = database.row("SELECT version FROM article WHERE id = ?", (id_,))
    for one in wanted:
        anchor = Anchor(one.text("prefix"), one.text("exact"), one.text("suffix"))
        created = one.time("created")
        if (anchor, created) not in there and row:
            place = resolve(reading.document.text, anchor)
            highlights.insert(
                database, id_, row["version"], anchor, place, one.text("note"), created, one.time("changed")
            )
