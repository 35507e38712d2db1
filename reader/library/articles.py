"""Articles: kept under the addresses that lead to them, with each text that they had."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Literal

from reader.document import parse
from reader.errors import LibraryError
from reader.library import analyses, identity, index, sorting
from reader.library.database import now
from reader.model import Article, Dropped, Image, Reading

if TYPE_CHECKING:
    from sqlite3 import Row

    from reader.library.database import Database
    from reader.library.identity import Keys

_NONE = "there is no article {} in the library; 'pullquote list' shows what there is"
Change = Literal["new", "same", "changed", "restored"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: the article's ID, and whether it is new, the same, changed since, or was removed before."""

    id: int
    change: Change


@dataclass(frozen=True, slots=True)
class Version:
    """One text that an article had; `fetched` is when it was met first, ISO 8601 in UTC."""

    id: int
    fetched: str
    title: str
    markdown: str


def save(database: Database, reading: Reading) -> Saved:
    """Keep a reading: its article as a new entry, or as what is known of one that is there already.

    An article whose text has changed gets a new version, and keeps the earlier one.  When this returns, all of it is on
    the disk.  Raises: LibraryError.
    """
    with database.transaction():
        return _save(database, reading)


def _save(database: Database, reading: Reading) -> Saved:
    article = reading.article
    keys = identity.keys(article)
    row = _known(database, article, keys)
    hashed = identity.content_hash(article.title, article.language, article.markdown)
    change: Change
    if row is None:
        id_, change = insert(database, article), "new"
    else:
        id_ = int(row["id"])
        change = "restored" if row["removed"] else "same" if row["hash"] == hashed else "changed"
    rewritten = row is not None and row["hash"] != hashed
    version = (
        int(row["version"])
        if row is not None and not rewritten
        else add_version(database, id_, article, hashed)
    )
    if row is not None and not rewritten:
        _describe(database, id_, version, article)
    update(database, id_, version, reading)
    _name(database, id_, keys)
    _analysed(database, id_, version, reading)
    if row is not None and rewritten:
        _move(database, id_, database.texts.unpacked(row["markdown"]), version, reading)
    index.put(database, id_)
    return Saved(id_, change)


def set_analysis(database: Database, article: int, reading: Reading) -> None:
    """Keep the analysis of a reading whose text is an article's current one.

    Raises: LibraryError (the article is not there, its text is another by now, the reading has no analysis).
    """
    read = reading.article
    with database.transaction():
        row = database.row(
            "SELECT version, hash FROM article JOIN version ON version.id = version WHERE article.id = ?",
            (article,),
        )
        if row is None:
            raise LibraryError(_NONE.format(article))
        if reading.analysis is None or row["hash"] != identity.content_hash(
            read.title, read.language, read.markdown
        ):
            raise LibraryError(
                f"article {article} has another text by now; read it again for its quotes and people"
            )
        analyses.store(database, article, row["version"], reading.analysis)
        index.put(database, article)


def find(database: Database, article: Article) -> int | None:
    """Return the ID of the entry that an article has, or would be saved to; None if it has none.  Removed ones count."""
    row = _known(database, article, identity.keys(article))
    return None if row is None else int(row["id"])


def find_address(database: Database, address: str) -> int | None:
    """Return the ID of the article that an http(s) address leads to, None if it is not kept, or was removed."""
    row = database.row(
        "SELECT id FROM address JOIN article ON article.id = article WHERE key = ? AND removed IS NULL",
        (identity.address_key(address),),
    )
    return None if row is None else int(row[0])


def load(database: Database, article: int, *, removed: bool = False) -> Reading:
    """Return a kept article with its document, and its analysis if it has one; a removed one only with `removed`.

    Raises: LibraryError (there is none of that ID, or it was removed).
    """
    row = database.row(
        "SELECT article.*, version.markdown, version.extra FROM article JOIN version ON version.id = article.version"
        " WHERE article.id = ?",
        (article,),
    )
    if row is None:
        raise LibraryError(_NONE.format(article))
    if row["removed"] and not removed:
        raise LibraryError(f"article {article} was removed; 'pullquote restore {article}' brings it back")
    kept = article_of(database, row)
    return Reading(kept, parse(kept), analyses.load(database, row["version"]))


def versions(database: Database, article: int) -> list[Version]:
    """Return all texts that an article had, the current one last."""
    rows = database.rows(
        "SELECT id, fetched, title, markdown FROM version WHERE article = ? ORDER BY fetched, id", (article,)
    )
    return [Version(row[0], row[1], row[2], database.texts.unpacked(row[3])) for row in rows]


def article_of(database: Database, row: Row) -> Article:
    """Return the article that a row has, of `article` or `version` with `markdown` and `extra`."""
    known = row.keys()
    extra = json.loads(database.texts.unpacked(row["extra"])) if row["extra"] else {}
    return Article(
        row["source"] if "source" in known else "",
        row["url"] if "url" in known else None,
        row["title"],
        row["byline"],
        row["site"],
        row["published"],
        row["language"],
        database.texts.unpacked(row["markdown"]),
        tuple(Dropped(*line) for line in extra.get("dropped", ())),
        tuple(extra.get("notices", ())),
        extra.get("canonical"),
        tuple(Image(*image) for image in extra.get("images", ())),
    )


def _known(database: Database, article: Article, keys: Keys) -> Row | None:
    """Return the row of the entry that an article belongs to, by a certain key, or a likely one and a text alike."""
    for key in (*keys.certain, *keys.likely):
        row = database.row(
            "SELECT article.id, article.removed, article.version, version.hash, version.markdown"
            " FROM address JOIN article ON article.id = address.article JOIN version ON version.id = article.version"
            " WHERE address.key = ?",
            (key,),
        )
        if row and (
            key in keys.certain or identity.alike(database.texts.unpacked(row["markdown"]), article.markdown)
        ):
            return row
    return None


def _name(database: Database, id_: int, keys: Keys) -> None:
    """Let the keys that are free lead to an entry; a file leads to what was read from it last."""
    for key in (*keys.certain, *keys.likely):
        how = "REPLACE" if key.startswith(identity.FILE) else "IGNORE"
        database.execute(f"INSERT OR {how} INTO address VALUES (?, ?)", (key, id_))  # noqa: S608


def insert(database: Database, article: Article) -> int:
    """Make an entry that has no version yet, and return its ID; inside a transaction."""
    time = now()
    return int(
        database.execute(
            "INSERT INTO article (source, title, language, words, saved, fetched, dated, title_key, site_key)"
            " VALUES (?, ?, ?, 0, ?, ?, '', '', '')",
            (identity.lasting(article.source), article.title, article.language, time, time),
        ).lastrowid
        or 0
    )


def add_version(
    database: Database, id_: int, article: Article, hashed: str, fetched: str | None = None
) -> int:
    """Add a text to an entry and return the version's ID; inside a transaction.  It was met now unless told."""
    version = (
        database.execute(
            "INSERT INTO version (article, hash, fetched, title, byline, site, published, language, markdown, extra)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                id_,
                hashed,
                fetched or now(),
                article.title,
                article.byline,
                article.site,
                article.published,
                article.language,
                database.texts.packed(article.markdown),
                _extra(database, article),
            ),
        ).lastrowid
        or 0
    )
    database.texts.learn()
    return version


def _extra(database: Database, article: Article) -> bytes | None:
    """Return what belongs to a version besides its text, as it is stored; None for nothing."""
    extra = {
        "dropped": [astuple(line) for line in article.dropped],
        "notices": list(article.notices),
        "canonical": article.canonical,
        "images": [astuple(image) for image in article.images],
    }
    extra = {name: value for name, value in extra.items() if value}
    return database.texts.packed(json.dumps(extra)) if extra else None


def _describe(database: Database, id_: int, version: int, article: Article) -> None:
    """Let the version of an unchanged text say what its page says of it now."""
    said = (article.byline, article.site, article.published, _extra(database, article))
    row = database.row("SELECT byline, site, published, extra FROM version WHERE id = ?", (version,))
    if row is None or tuple(row) != said:
        index.take_out(database, id_)
        database.execute(
            "UPDATE version SET byline = ?, site = ?, published = ?, extra = ? WHERE id = ?", (*said, version)
        )


def update(database: Database, id_: int, version: int, reading: Reading) -> None:
    """Let an entry say what a reading says, whose text is `version`; a removed one comes back.  Inside a transaction."""
    article = reading.article
    host = identity.host_key(article.url)
    database.execute(
        "UPDATE article SET version = ?, url = ?, source = ?, title = ?, byline = ?, site = ?, host = ?, published = ?,"
        " language = ?, words = ?, fetched = ?, dated = coalesce(?, saved), title_key = ?, site_key = ?, removed = NULL"
        " WHERE id = ?",
        (
            version,
            article.url,
            identity.lasting(article.source),
            article.title,
            article.byline,
            article.site,
            host,
            article.published,
            article.language,
            len(reading.document.text.split()),
            now(),
            sorting.in_utc(article.published),
            sorting.folded(article.title),
            sorting.folded(article.site or host),
            id_,
        ),
    )


def _analysed(database: Database, id_: int, version: int, reading: Reading) -> None:
    """Store the analysis of a reading, unless the same engine's is there."""
    there = database.row("SELECT engine FROM version WHERE id = ?", (version,))
    if reading.analysis is not None and (there is None or there["engine"] != reading.analysis.engine):
        analyses.store(database, id_, version, reading.analysis)
    elif there is None or there["engine"] is None:
        database.execute("UPDATE article SET quotes = 0, people = 0 WHERE id = ?", (id_,))


def _move(database: Database, id_: int, before: str, version: int, reading: Reading) -> None:
    """Move what stands at a place of the text before to where that is in the new one."""
    from reader.library import highlights

    highlights.re_anchor(database, id_, version, reading.document.text)
    row = database.row("SELECT place FROM article WHERE id = ?", (id_,))
    if row and row["place"]:
        text = parse(replace(reading.article, markdown=before)).text
        place = highlights.moved_place(text, reading.document.text, row["place"])
        database.execute("UPDATE article SET place = ? WHERE id = ?", (place, id_))
