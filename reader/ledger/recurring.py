"""Finds in the library whether a quote was said before, in whatever words, and keeps the keys to find it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ledger.shingles import shingles
from reader.ledger.wording import content, same_quote

if TYPE_CHECKING:
    from reader.ledger.wording import Word
    from reader.library.database import Database

_POSTINGS = 60
"""Utterances of one key.  A key of more is of a phrase, and tells nothing."""
_CANDIDATES = 24
_WORDINGS = 4
"""Wordings of an utterance with which a quote is compared."""
_LEAST = 2.0
"""Content of a quote below which it is not looked for: nobody could tell what is one and what is chance."""


def place(database: Database, text: str, language: str, identity: int | None, own: int) -> int | None:
    """Return the utterance that a quote is a wording of, `own` where it is the first; None if it tells too little.

    `own` is the number of the quote in the ledger, `identity` its speaker.
    """
    words = content(text, language)
    if sum(word.weight for word in words) < _LEAST:
        return None
    marks = shingles(words)
    if not marks:
        return None
    matching = [
        utterance
        for utterance in _likely(database, marks)
        if _is_wording(database, words, language, identity, utterance)
    ]
    utterance = matching[0] if matching else own
    for other in matching[1:]:
        _join(database, utterance, other)
    _keep(database, marks, utterance)
    return utterance


def _likely(database: Database, marks: tuple[int, ...]) -> list[int]:
    """Return the utterances that share most keys, rare keys counting more."""
    shares: dict[int, float] = {}
    for mark in marks:
        rows = database.rows(f"SELECT utterance FROM shingle WHERE key = ? LIMIT {_POSTINGS + 1}", (mark,))
        if len(rows) > _POSTINGS:
            continue
        for row in rows:
            shares[row["utterance"]] = shares.get(row["utterance"], 0.0) + 1.0 / len(rows)
    return sorted(shares, key=lambda utterance: (-shares[utterance], utterance))[:_CANDIDATES]


def _is_wording(
    database: Database, words: tuple[Word, ...], language: str, identity: int | None, utterance: int
) -> bool:
    rows = database.rows(
        "SELECT quote.text, version.language, said.identity FROM said JOIN quote ON quote.id = said.quote"
        " JOIN version ON version.id = quote.version"
        f" WHERE utterance = ? ORDER BY said.id LIMIT {_WORDINGS}",
        (utterance,),
    )
    for row in rows:
        speakers = None if None in (identity, row["identity"]) else identity == row["identity"]
        if row["language"] == language and same_quote(
            words, content(row["text"], language), speakers=speakers
        ):
            return True
    return False


def _join(database: Database, utterance: int, other: int) -> None:
    """Make one of two utterances, both of which a longer wording holds."""
    database.execute("UPDATE said SET utterance = ? WHERE utterance = ?", (utterance, other))
    database.execute("UPDATE OR IGNORE shingle SET utterance = ? WHERE utterance = ?", (utterance, other))
    database.execute("DELETE FROM shingle WHERE utterance = ?", (other,))
    database.execute("DELETE FROM recurrence WHERE utterance = ?", (other,))


def _keep(database: Database, marks: tuple[int, ...], utterance: int) -> None:
    database.execute_many(
        "INSERT OR IGNORE INTO shingle SELECT ?1, ?2"
        f" WHERE (SELECT count(*) FROM (SELECT 1 FROM shingle WHERE key = ?1 LIMIT {_POSTINGS + 1}))"
        f" <= {_POSTINGS}",
        [(mark, utterance) for mark in marks],
    )


def count_articles(database: Database, utterance: int) -> None:
    """Note in how many articles an utterance is found, if in several."""
    row = database.row("SELECT count(DISTINCT article), max(day) FROM said WHERE utterance = ?", (utterance,))
    if row and row[0] > 1:
        database.execute("INSERT OR REPLACE INTO recurrence VALUES (?, ?, ?)", (utterance, row[0], row[1]))
    else:
        database.execute("DELETE FROM recurrence WHERE utterance = ?", (utterance,))
