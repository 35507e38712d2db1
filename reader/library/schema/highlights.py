"""Highlights and notes: found again by the words around them, as the Web Annotation model's text quote selector has it.

`prefix`, `exact` and `suffix` are the anchor (https://www.w3.org/TR/annotation-model/#text-quote-selector) and never
change; `start` and `end` are where that stands in the text of `version`, NULL for an orphan: one whose words are gone.
"""

SQL = """
CREATE TABLE highlight (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    prefix TEXT NOT NULL,
    exact TEXT NOT NULL,
    suffix TEXT NOT NULL,
    version INTEGER NOT NULL,
    start INTEGER,
    "end" INTEGER,
    note TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX highlight_article ON highlight (article, start);
"""
