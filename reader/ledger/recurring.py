"""Finds in the library whether a quote was said before, in whatever words, and keeps the keys to find it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ledger.shingles import shingles
from reader.ledger.stored import QUOTE_TEXT
from reader.ledger.wording import content, same_quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.ledger.wording import Word
    from reader.library.database import Database

_POSTINGS = 60
"""Utterances of one key.  A key of more is of a phrase, and tells nothing."""
_CANDIDATES = 5
"""Utterances with which a quote is compared: those that share the most and the rarest keys."""
_LIKELY = 0.25
"""Least weight of what two quotes share, a key that n utterances have weighing 1/n: else it is chance."""
_WORDINGS = 4
"""Wordings of an utterance with which a quote is compared."""
_LEAST = 2.5
"""Content of a quote below which it is not looked for: nobody could tell what is one and what is chance."""


@dataclass(frozen=True, slots=True)
class Said:
    """A quote that is looked for: its row, and the article, the language and the identity of the speaker."""

    quote: int
    text: str
    article: int
    language: str
    identity: int | None


def place(database: Database, said: Said) -> int | None:
    """Note a quote as one more wording of what was said before, and return that utterance; None if it is the first."""
    words = content(said.text, said.language)
    marks = shingles(words)
    if not marks or sum(word.weight for word in words) < _LEAST:
        return None
    matching = [
        utterance
        for utterance in _likely(database, marks)
        if utterance != said.quote and _is_wording(database, words, said, utterance)
    ]
    if not matching:
        _keep(database, marks, said.quote)
        return None
    utterance = matching[0]
    first = database.row(
        "SELECT article FROM quote JOIN version ON version.id = quote.version WHERE quote.id = ?",
        (utterance,),
    )
    if first:
        _note(database, utterance, utterance, first["article"])
    for other in matching[1:]:
        _join(database, utterance, other)
    _note(database, said.quote, utterance, said.article)
    _keep(database, marks, utterance)
    return utterance


def _note(database: Database, quote: int, utterance: int, article: int) -> None:
    database.execute("INSERT OR IGNORE INTO wording VALUES (?, ?, ?)", (quote, utterance, article))


def _likely(database: Database, marks: tuple[int, ...]) -> list[int]:
    """Return the utterances that share most keys, rare keys counting more."""
    shares: dict[int, float] = {}
    for mark in marks:
        rows = database.rows(f"SELECT utterance FROM shingle WHERE key = ? LIMIT {_POSTINGS + 1}", (mark,))
        if len(rows) > _POSTINGS:
            continue
        for row in rows:
            shares[row[0]] = shares.get(row[0], 0.0) + 1.0 / len(rows)
    likely = (utterance for utterance, share in shares.items() if share >= _LIKELY)
    return sorted(likely, key=lambda utterance: (-shares[utterance], utterance))[:_CANDIDATES]


def _is_wording(database: Database, words: tuple[Word, ...], said: Said, utterance: int) -> bool:
    for text, identity in _wordings(database, said.language, utterance):
        speakers = None if None in (said.identity, identity) else said.identity == identity
        if same_quote(words, content(text, said.language), speakers=speakers):
            return True
    return False


def _wordings(database: Database, language: str, utterance: int) -> Iterable[tuple[str, int | None]]:
    """Return the first wordings of an utterance with their speakers, those in articles of the language."""
    rows = database.rows(
        f"SELECT {QUOTE_TEXT}, appearance.identity FROM quote CROSS JOIN version ON version.id = quote.version"
        " CROSS JOIN article ON article.id = version.article AND article.version = version.id"
        " LEFT JOIN appearance ON appearance.person = quote.person"
        " WHERE article.removed IS NULL AND article.language = ?2 AND quote.id IN (SELECT ?1 UNION SELECT quote FROM"
        f" (SELECT quote FROM wording WHERE utterance = ?1 ORDER BY quote LIMIT {_WORDINGS}))",
        (utterance, language),
    )
    return [(row[0], row[1]) for row in rows]


def _join(database: Database, utterance: int, other: int) -> None:
    """Make one of two utterances, both of which a longer wording holds."""
    row = database.row(
        f"SELECT {QUOTE_TEXT} AS text, version.article, language FROM quote JOIN version ON version.id = quote.version"
        " WHERE quote.id = ?",
        (other,),
    )
    if row is None:
        return
    _note(database, other, utterance, row["article"])
    database.execute("UPDATE wording SET utterance = ? WHERE utterance = ?", (utterance, other))
    database.execute("DELETE FROM recurrence WHERE utterance = ?", (other,))
    marks = shingles(content(row["text"], row["language"]))
    database.execute_many(
        "DELETE FROM shingle WHERE key = ? AND utterance = ?", [(mark, other) for mark in marks]
    )
    _keep(database, marks, utterance)


def _keep(database: Database, marks: tuple[int, ...], utterance: int) -> None:
    database.execute_many(
        "INSERT OR IGNORE INTO shingle SELECT ?1, ?2"
        f" WHERE (SELECT count(*) FROM (SELECT 1 FROM shingle WHERE key = ?1 LIMIT {_POSTINGS + 1}))"
        f" <= {_POSTINGS}",
        [(mark, utterance) for mark in marks],
    )


def forget(database: Database, article: int) -> None:
    """Take the wordings of an article out; what it had first, the next one has first then."""
    rows = database.rows("SELECT quote, utterance FROM wording WHERE article = ?", (article,))
    database.execute("DELETE FROM wording WHERE article = ?", (article,))
    for utterance in {row["utterance"] for row in rows}:
        if utterance in {row["quote"] for row in rows}:
            _rename(database, utterance)
        else:
            count_articles(database, utterance)


def _rename(database: Database, utterance: int) -> None:
    """Let the next of an utterance's wordings be its first; the number of the one before may be given anew."""
    database.execute("DELETE FROM recurrence WHERE utterance = ?", (utterance,))
    row = database.row(
        f"SELECT quote.id, {QUOTE_TEXT} AS text, language FROM wording JOIN quote ON quote.id = wording.quote"
        " JOIN version ON version.id = quote.version WHERE utterance = ? ORDER BY quote.id LIMIT 1",
        (utterance,),
    )
    if row is None:
        return
    database.execute("UPDATE wording SET utterance = ? WHERE utterance = ?", (row["id"], utterance))
    _keep(database, shingles(content(row["text"], row["language"])), row["id"])
    count_articles(database, row["id"])


def count_articles(database: Database, utterance: int) -> None:
    """Note in how many articles an utterance is found, if in several; a lone wording is none."""
    row = database.row(
        "SELECT count(DISTINCT wording.article), max(substr(dated, 1, 4) || substr(dated, 6, 2) || substr(dated, 9, 2))"
        " FROM wording JOIN article ON article.id = wording.article WHERE utterance = ?",
        (utterance,),
    )
    if row and row[0] > 1:
        database.execute(
            "INSERT OR REPLACE INTO recurrence VALUES (?, ?, ?)", (utterance, row[0], int(row[1] or 0))
        )
    else:
        database.execute("DELETE FROM recurrence WHERE utterance = ?", (utterance,))
