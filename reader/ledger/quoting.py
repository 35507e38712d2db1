"""Reads quotes out of the library, a page at a time, with the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from reader.analysis.people.lexicon import fold
from reader.document import parse
from reader.ledger.stored import QUOTE_TEXT
from reader.ledger.values import SavedQuote
from reader.model import Article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from reader.library.database import Database
    from reader.model import Document, QuoteKind

_AROUND = 240
"""Code points that are shown before and after a quote."""
_COLUMNS = (
    f"quote.id, appearance.identity, {QUOTE_TEXT} AS text, quote.kind, quote.start,"
    ' quote."end", quote.speaker, quote.cue, quote.confidence, article.id AS article, article.title, article.byline,'
    " article.site, article.host, article.url, article.published, article.dated, article.language, version.markdown,"
    " identity.name AS person, news.quote AS news, recurrence.utterance AS recurrence"
)
_BESIDE = (
    " LEFT JOIN news ON news.quote = quote.id LEFT JOIN wording ON wording.quote = quote.id"
    " LEFT JOIN recurrence ON recurrence.utterance = wording.utterance"
)
_BY_ARTICLE = (
    " FROM article JOIN version ON version.id = article.version JOIN quote ON quote.version = version.id"
    " LEFT JOIN appearance ON appearance.person = quote.person"
    f" LEFT JOIN identity ON identity.id = appearance.identity{_BESIDE}"
)
_BY_QUOTE = (
    " FROM quote CROSS JOIN version ON version.id = quote.version"
    " CROSS JOIN article ON article.id = version.article AND article.version = version.id"
    " LEFT JOIN appearance ON appearance.person = quote.person"
    f" LEFT JOIN identity ON identity.id = appearance.identity{_BESIDE}"
)
_BY_PERSON = (
    " FROM appearance CROSS JOIN quote ON quote.person = appearance.person"
    " JOIN article ON article.id = appearance.article JOIN version ON version.id = article.version"
    f" JOIN identity ON identity.id = appearance.identity{_BESIDE}"
)
_MARKS = "“”„‟«»‹›\"'‘’‚ "
"""What stands between a quote and the words around it."""
_TERM = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Filters:
    """Which quotes: of the `identities`, or else those that articles give to a `speaker` named so.

    `words` must all stand in the quote, "several words" in that order; a word may be the beginning of a longer one.
    `site` is a part of a site's name or address; `first` and `last` are days, months or years as ISO 8601, both
    inclusive.
    """

    identities: tuple[int, ...] = ()
    speaker: str = ""
    words: str = ""
    site: str = ""
    first: str = ""
    last: str = ""
    indirect: bool = False
    new: bool = False


def quotes(
    database: Database, filters: Filters, limit: int | None, offset: int = 0, *, around: bool = False
) -> Iterator[SavedQuote]:
    """Yield quotes, the latest first; all for a `limit` of None, with the words around them if `around`."""
    found = _worded(_rows(database, filters), filters.words)
    for row in islice(found, offset, None if limit is None else offset + limit):
        yield _saved_quote(database, row, around=around)


def _rows(database: Database, filters: Filters) -> Iterator[sqlite3.Row]:
    conditions, values = _conditions(filters)
    if filters.new:
        source, order = _BY_QUOTE, "article.dated DESC, article.id DESC"
    elif filters.identities:
        source, order = _BY_PERSON, "appearance.day DESC, appearance.person DESC"
    else:
        source, order = _BY_ARTICLE, "article.dated DESC, article.id DESC"
    return database.iterate(
        f"SELECT {_COLUMNS}{source} WHERE {' AND '.join(conditions)} ORDER BY {order}, quote.id", values
    )


def _conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    conditions, values = ["article.removed IS NULL"], list[Any]()

    def where(condition: str, *bound: Any) -> None:
        conditions.append(condition)
        values.extend(bound)

    if filters.identities:
        where(f"appearance.identity IN ({', '.join('?' * len(filters.identities))})", *filters.identities)
    elif filters.speaker:
        where("quote.speaker LIKE ? ESCAPE '\\'", _containing(filters.speaker))
    if filters.first:
        where("article.dated >= ?", filters.first)
    if filters.last:
        where("article.dated < ?", filters.last + "~")
    if not filters.indirect:
        where("quote.indirect = 0")
    if filters.new:
        where("quote.id IN (SELECT quote FROM news)")
    if filters.site:
        name, host = _containing(site_part(filters.site)), _containing(filters.site.lower())
        where("(article.site_key LIKE ? ESCAPE '\\' OR article.host LIKE ? ESCAPE '\\')", name, host)
    match = _full_text(filters.words)
    if match:
        where("article.id IN (SELECT rowid FROM article_index WHERE article_index MATCH ?)", match)
    return conditions, values


def site_part(site: str) -> str:
    """Return a part of a site's name as `article.site_key` has it: folded, without marks before the first letter."""
    folded = fold(site)
    return folded[next((i for i, c in enumerate(folded) if c.isalnum()), 0) :]


def _containing(part: str) -> str:
    escaped = "".join(f"\\{c}" if c in "\\%_" else c for c in part)
    return f"%{escaped}%"


def _terms(words: str) -> list[str]:
    """Return the words and phrases of a query, folded."""
    found = (" ".join(_words(phrase or word)) for phrase, word in _TERM.findall(words))
    return [term for term in found if term]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text.replace(".", " ")))


def _full_text(words: str) -> str:
    """Return the FTS5 query for articles in which all the words stand, in title or body."""
    terms = " AND ".join(f'"{term}"*' for term in _terms(words))
    return f"{{title body}} : ({terms})" if terms else ""


def _worded(rows: Iterator[sqlite3.Row], words: str) -> Iterator[sqlite3.Row]:
    """Yield the rows in whose quote all the words stand."""
    terms = [f" {term}" for term in _terms(words)]
    for row in rows:
        if not terms or all(term in f" {' '.join(_words(row['text']))}" for term in terms):
            yield row


def _saved_quote(database: Database, row: sqlite3.Row, *, around: bool) -> SavedQuote:
    """Return the quote of a row of `_COLUMNS`."""
    before, after = _around(database, row) if around else ("", "")
    return SavedQuote(
        id=row["id"],
        article=row["article"],
        text=row["text"],
        kind=cast("QuoteKind", row["kind"]),
        speaker=row["speaker"],
        person=row["person"],
        person_id=row["identity"],
        cue=row["cue"],
        confidence=row["confidence"],
        title=row["title"],
        byline=row["byline"],
        site=row["site"] or row["host"] or None,
        url=row["url"],
        dated=(row["published"] or row["dated"])[:10],
        before=before,
        after=after,
        new=row["news"] is not None,
        recurrence=row["recurrence"],
    )


def of_utterance(database: Database, utterance: int, limit: int) -> tuple[SavedQuote, ...]:
    """Return the quotes that are wordings of one utterance, the first seen first."""
    rows = database.rows(
        f"SELECT {_COLUMNS}{_BY_QUOTE} WHERE quote.id IN (SELECT quote FROM wording WHERE utterance = ?)"
        " ORDER BY article.dated, article.id, quote.id LIMIT ?",
        (utterance, limit),
    )
    return tuple(_saved_quote(database, row, around=False) for row in rows)


def _around(database: Database, row: sqlite3.Row) -> tuple[str, str]:
    """Return what stands before and after a quote in its paragraph, shortened to whole words."""
    start, end = row["start"], row["end"]
    if start is None:
        return "", ""
    document = _document(database.texts.unpacked(row["markdown"]), row["title"], row["language"])
    for block in document.blocks:
        if block.start <= start < block.end:
            before = " ".join(document.text[block.start : start].split()).rstrip(_MARKS)
            after = " ".join(document.text[end : block.end].split()).lstrip(_MARKS)
            return _ending(before), _beginning(after)
    return "", ""


@lru_cache(maxsize=64)
def _document(markdown: str, title: str, language: str) -> Document:
    return parse(Article("", None, title, None, None, None, language, markdown))


def _beginning(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + " …"


def _ending(text: str) -> str:
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].partition(" ")[2]
