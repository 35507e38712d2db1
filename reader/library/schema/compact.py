"""Less room: quotes as spans of the Markdown they stand in, texts packed with a dictionary, names indexed but not copied.

`quote.text` is NULL where `at` says from which code point of the version's Markdown on it stands, `"end" - start` of
them; `quoted(at, "end" - start, markdown)` is that text (`library.texts.Texts`, which SQL reaches by its methods'
names).  `indexed` no longer repeats the speakers and people of `indexed.version`: before these are changed the article
is taken out of the index, which is filled anew here.  `dictionary` has one row, or none yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.database import Database

SQL = """
CREATE TABLE dictionary (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE quote_of_span (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    position INTEGER NOT NULL,             -- index in Analysis.quotes, or in Analysis.indirect where indirect is 1
    indirect INTEGER NOT NULL,             -- 1: of Analysis.indirect
    kind TEXT NOT NULL,
    start INTEGER,                         -- NULL: in the title
    "end" INTEGER,
    at INTEGER,                            -- where the text stands in the Markdown
    text TEXT,                             -- NULL: it stands there
    speaker TEXT,                          -- as Quote.speaker
    person INTEGER REFERENCES person ON DELETE SET NULL,  -- who that is, where the speaker is one of the people
    mention_start INTEGER,
    mention_end INTEGER,
    cue TEXT,
    confidence REAL NOT NULL
);
INSERT INTO quote_of_span
    SELECT id, version, position, indirect, kind, start, "end", at, CASE WHEN at IS NULL THEN text END, speaker, person,
        mention_start, mention_end, cue, confidence
    FROM (
        SELECT quote.*, quote_at(text, start, "end", version.markdown) AS at
        FROM quote CROSS JOIN version ON version.id = quote.version ORDER BY quote.id
    );
DROP TABLE quote;
ALTER TABLE quote_of_span RENAME TO quote;
CREATE INDEX quote_version ON quote (version);
CREATE INDEX quote_person ON quote (person);
CREATE TABLE indexed_now (
    article INTEGER PRIMARY KEY REFERENCES article,
    version INTEGER NOT NULL,
    host TEXT NOT NULL,
    notes TEXT NOT NULL
);
INSERT INTO indexed_now SELECT article, version, host, notes FROM indexed;
DROP TABLE indexed;
ALTER TABLE indexed_now RENAME TO indexed;
"""


def compact(database: Database) -> None:
    """Pack all texts with the dictionary that they make, and index them anew."""
    from reader.library import index

    database.texts.learn()
    index.fill(database)
