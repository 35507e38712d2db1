"""Analyses of articles that were read before, kept or not: shown at once instead of being made again.

They stand in a file of the cache folder, by the hash of the text and the engine that read it.  Deleting it loses
nothing, and a cache that does not work is no reason to stop: then everything is analysed anew.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.engine import description
from reader.library import records
from reader.library.identity import content_hash
from reader.library.texts import packed, unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Analysis, Article, Reading

MOST = 2000
"""Analyses that are kept: the latest."""
_log = logging.getLogger(__name__)
_SQL = "CREATE TABLE IF NOT EXISTS analysis (hash TEXT, engine TEXT, data BLOB NOT NULL, PRIMARY KEY (hash, engine))"
_FAILURES = (sqlite3.Error, OSError, ValueError)


def cache_path() -> Path:
    """Return the file of the cache; it may not exist."""
    from platformdirs import user_cache_path

    return user_cache_path("pullquote", appauthor=False) / "analyses.db"


def analysed(reading: Reading) -> Reading:
    """Return a reading with its analysis: its own if today's engine made it, or that of the cache, or a new one.

    Raises: EngineError.
    """
    found = known(reading)
    if found is None:
        from reader.analysis import analyse

        found = analyse(reading.document)
        keep(reading.article, found)
    return replace(reading, analysis=found)


def known(reading: Reading) -> Analysis | None:
    """Return the analysis that today's engine made of a reading's text before, None if it did not.

    Raises: EngineError.
    """
    engine = description(reading.article.language)
    if reading.analysis is not None and reading.analysis.engine == engine:
        return reading.analysis
    try:
        with closing(_open()) as connection:
            row = connection.execute(
                "SELECT data FROM analysis WHERE hash = ? AND engine = ?", (_hash(reading.article), engine)
            ).fetchone()
        if row:
            return records.to_analysis(
                records.Record(json.loads(unpacked(row[0]))), len(reading.document.text)
            )
    except _FAILURES as error:
        _failed(error)
    return None


def keep(article: Article, analysis: Analysis) -> None:
    """Put the analysis of an article into the cache."""
    data = packed(json.dumps(records.from_analysis(analysis)))
    try:
        with closing(_open()) as connection, connection:
            connection.execute(
                "INSERT OR REPLACE INTO analysis VALUES (?, ?, ?)", (_hash(article), analysis.engine, data)
            )
            connection.execute(
                "DELETE FROM analysis WHERE rowid <= (SELECT max(rowid) FROM analysis) - ?", (MOST,)
            )
    except _FAILURES as error:
        _failed(error)


def _open() -> sqlite3.Connection:
    path = cache_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=5.0)
    try:
        connection.execute(_SQL)
    except BaseException:
        connection.close()
        raise
    return connection


def _failed(error: Exception) -> None:
    _log.warning("the cache of analyses cannot be used: %s", error)
    # One that is damaged is made anew the next time.
    if isinstance(error, sqlite3.DatabaseError) and error.sqlite_errorcode in (
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CORRUPT,
    ):
        with suppress(OSError):
            cache_path().unlink(missing_ok=True)


def _hash(article: Article) -> str:
    return content_hash(article.title, article.language, article.markdown)
