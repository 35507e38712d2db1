"""Analyses as rows of a version, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.ledger.stored import QUOTE_TEXT
from reader.library import index
from reader.model import Analysis, Person, Quote

if TYPE_CHECKING:
    from sqlite3 import Row

    from reader.library.database import Database
    from reader.model import Span


def store(database: Database, article: int, version: int, analysis: Analysis) -> None:
    """Make `analysis` that of a version, in place of an earlier one; inside a transaction.

    The index is the caller's to bring up to date: it does not have the article any more.
    """
    index.take_out(database, article)
    database.execute("DELETE FROM quote WHERE version = ?", (version,))
    database.execute("DELETE FROM person WHERE version = ?", (version,))
    markdown = _markdown(database, version)
    by_quote: dict[int, int] = {}
    by_name: dict[str, int] = {}
    for position, person in enumerate(analysis.people):
        row = (
            database.execute(
                "INSERT INTO person (version, position, name, aliases, roles, mentions, quotes, age, in_quotes)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    version,
                    position,
                    person.name,
                    _json(person.aliases),
                    _json(person.roles),
                    _json(person.mentions),
                    _json(person.quotes),
                    person.age,
                    person.in_quotes,
                ),
            ).lastrowid
            or 0
        )
        by_name.setdefault(person.name, row)
        for quote in person.quotes:
            by_quote.setdefault(quote, row)
    rows = [(i, 0, quote, by_quote.get(i)) for i, quote in enumerate(analysis.quotes)]
    rows += [(i, 1, quote, by_name.get(quote.speaker or "")) for i, quote in enumerate(analysis.indirect)]
    database.execute_many(
        'INSERT INTO quote (version, position, indirect, kind, start, "end", at, text, speaker, person, mention_start,'
        " mention_end, cue, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                version,
                i,
                indirect,
                q.kind,
                q.start,
                q.end,
                *_stored(database, q, markdown),
                q.speaker,
                who,
                *(q.mention or (None, None)),
                q.cue,
                q.confidence,
            )
            for i, indirect, q, who in rows
        ),
    )
    database.execute("UPDATE version SET engine = ? WHERE id = ?", (analysis.engine, version))
    database.execute(
        "UPDATE article SET quotes = ?, people = ? WHERE id = ? AND version = ?",
        (len(analysis.quotes), len(analysis.people), article, version),
    )


def load(database: Database, version: int) -> Analysis | None:
    """Return the analysis of a version, None where there is none."""
    row = database.row("SELECT engine FROM version WHERE id = ?", (version,))
    if row is None or row["engine"] is None:
        return None
    quotes = database.rows(
        f"SELECT quote.*, {QUOTE_TEXT} AS words FROM version JOIN quote ON quote.version = version.id"  # noqa: S608
        " WHERE version.id = ? ORDER BY indirect, position",
        (version,),
    )
    people = database.rows("SELECT * FROM person WHERE version = ? ORDER BY position", (version,))
    return Analysis(
        quotes=tuple(_quote(quote) for quote in quotes if not quote["indirect"]),
        people=tuple(map(_person, people)),
        engine=row["engine"],
        indirect=tuple(_quote(quote) for quote in quotes if quote["indirect"]),
    )


def _markdown(database: Database, version: int) -> bytes:
    row = database.row("SELECT markdown FROM version WHERE id = ?", (version,))
    return row["markdown"] if row else b""


def _stored(database: Database, quote: Quote, markdown: bytes) -> tuple[int | None, str | None]:
    """Return where in the Markdown of its version a quote's text stands, or else the text."""
    at = database.texts.quote_at(quote.text, quote.start, quote.end, markdown)
    return at, quote.text if at is None else None


def _quote(row: Row) -> Quote:
    mention = (row["mention_start"], row["mention_end"])
    return Quote(
        row["start"],
        row["end"],
        row["words"],
        row["kind"],
        row["speaker"],
        None if mention[0] is None else mention,
        row["cue"],
        row["confidence"],
    )


def _person(row: Row) -> Person:
    mentions: list[Span] = [(start, end) for start, end in json.loads(row["mentions"])]
    return Person(
        row["name"],
        tuple(json.loads(row["aliases"])),
        tuple(json.loads(row["roles"])),
        tuple(mentions),
        tuple(json.loads(row["quotes"])),
        row["age"],
        row["in_quotes"],
    )


def _json(values: tuple[object, ...]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
