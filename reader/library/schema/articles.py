"""Articles, their versions, quotes and people, tags, and the full-text index.

`article` is one entry a story, whatever addresses lead to it (`address`).  Each text that it had is a `version`, whose
text is never changed; `article.version` is the current one, and the article's columns are those of the current one.
`quote` and `person` are the analysis of a version, row by row: what the ledger reads, and whole enough to be given
back as an `Analysis`.  To read what is current only, join on `article.version = quote.version`, and leave out
removed articles (`article.removed IS NULL`).

`article_index` is a contentless FTS5 table: it holds no text, and to take an entry out one must say what was put in.
What of it may change stands in `indexed`; the rest is that of `indexed.version`, with
`library.index.searchable(markdown)` as body.  Only `library/index.py` writes to the two.
"""

SQL = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: people keep it in their scripts
    version INTEGER,                       -- the current one; NULL only inside the transaction that saves it
    url TEXT,                              -- http(s) address that opens it; NULL for files and pipes
    source TEXT NOT NULL,                  -- as the user gave it
    title TEXT NOT NULL,
    byline TEXT,
    site TEXT,                             -- as the page calls itself
    host TEXT NOT NULL DEFAULT '',         -- of url, lower case, without "www."
    published TEXT,                        -- ISO 8601, as the page gives it
    language TEXT NOT NULL,
    words INTEGER NOT NULL,
    quotes INTEGER NOT NULL DEFAULT 0,     -- how many, statements without marks not counted
    people INTEGER NOT NULL DEFAULT 0,
    saved TEXT NOT NULL,                   -- when it was saved first
    fetched TEXT NOT NULL,                 -- when its text was fetched last, changed or not
    dated TEXT NOT NULL,                   -- published in UTC, or else saved: what lists are sorted by
    title_key TEXT NOT NULL,               -- folded, for sorting
    site_key TEXT NOT NULL,                -- folded site, or else host, for sorting and filters
    read TEXT,                             -- when; NULL is unread
    starred TEXT,                          -- when
    removed TEXT,                          -- when: it is kept for a while, so that it can be restored
    place INTEGER NOT NULL DEFAULT 0       -- where reading goes on, in code points of the current text
);
CREATE INDEX article_by_saved ON article (saved, id) WHERE removed IS NULL;
CREATE INDEX article_by_date ON article (dated, id) WHERE removed IS NULL;
CREATE INDEX article_by_title ON article (title_key, id) WHERE removed IS NULL;
CREATE INDEX article_by_site ON article (site_key, dated DESC, id DESC) WHERE removed IS NULL;
CREATE INDEX article_by_host ON article (host, dated, id) WHERE removed IS NULL;
CREATE INDEX article_starred ON article (dated, id) WHERE starred IS NOT NULL AND removed IS NULL;
CREATE INDEX article_unread ON article (dated, id) WHERE read IS NULL AND removed IS NULL;
CREATE INDEX article_removed ON article (removed, id) WHERE removed IS NOT NULL;

CREATE TABLE address (
    key TEXT PRIMARY KEY,                  -- as library.identity makes them
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX address_article ON address (article);

CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    hash TEXT NOT NULL,                    -- of title, language and Markdown: library.identity.content_hash
    fetched TEXT NOT NULL,                 -- when this text was met first
    title TEXT NOT NULL,
    byline TEXT,
    site TEXT,
    published TEXT,
    language TEXT NOT NULL,
    markdown BLOB NOT NULL,                -- UTF-8, zlib
    extra BLOB,                            -- JSON, zlib: dropped lines and notices; NULL for none
    engine TEXT                            -- Analysis.engine; NULL where there is no analysis
);
CREATE INDEX version_article ON version (article);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    position INTEGER NOT NULL,             -- index in Analysis.people
    name TEXT NOT NULL,
    aliases TEXT NOT NULL DEFAULT '[]',
    roles TEXT NOT NULL DEFAULT '[]',
    mentions TEXT NOT NULL DEFAULT '[]',   -- [[start, end], …]
    quotes TEXT NOT NULL DEFAULT '[]',     -- positions of quotes
    age INTEGER,                           -- years
    in_quotes INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX person_version ON person (version);

CREATE TABLE quote (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    position INTEGER NOT NULL,             -- index in Analysis.quotes, or in Analysis.indirect where indirect is 1
    indirect INTEGER NOT NULL,             -- 1: of Analysis.indirect
    kind TEXT NOT NULL,
    start INTEGER,                         -- NULL: in the title
    "end" INTEGER,
    text TEXT NOT NULL,
    speaker TEXT,                          -- as Quote.speaker
    person INTEGER REFERENCES person ON DELETE SET NULL,  -- who that is, where the speaker is one of the people
    mention_start INTEGER,
    mention_end INTEGER,
    cue TEXT,
    confidence REAL NOT NULL
);
CREATE INDEX quote_version ON quote (version);
CREATE INDEX quote_person ON quote (person);

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE               -- folded: “Energy” and “energy” are one tag
);
CREATE TABLE article_tag (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    tag INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
    PRIMARY KEY (article, tag)
) WITHOUT ROWID;
CREATE INDEX article_tag_by_tag ON article_tag (tag, article);

CREATE TABLE indexed (
    article INTEGER PRIMARY KEY REFERENCES article,
    version INTEGER NOT NULL,
    host TEXT NOT NULL,
    speakers TEXT NOT NULL,
    people TEXT NOT NULL,
    notes TEXT NOT NULL
);
CREATE VIRTUAL TABLE article_index USING fts5 (
    title, body, byline, site, speaker, person, note,
    content = '', tokenize = 'unicode61 remove_diacritics 2'
);
-- A word in a title says most of what an article is about; then who speaks in it, and what its reader wrote on it.
INSERT INTO article_index (article_index, rank) VALUES ('rank', 'bm25(8, 1, 2, 1, 3, 2, 4)');

-- How many there are, kept by triggers: a count of 100,000 rows takes as long as a page of them a hundred times.
CREATE TABLE tally (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO tally VALUES ('all', 0), ('unread', 0), ('starred', 0), ('removed', 0);
CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
    UPDATE tally SET number = number + CASE name
        WHEN 'all' THEN new.removed IS NULL
        WHEN 'unread' THEN new.removed IS NULL AND new.read IS NULL
        WHEN 'starred' THEN new.removed IS NULL AND new.starred IS NOT NULL
        ELSE new.removed IS NOT NULL END
    WHERE name IN ('all', 'unread', 'starred', 'removed');
END;
CREATE TRIGGER article_deleted AFTER DELETE ON article BEGIN
    UPDATE tally SET number = number - CASE name
        WHEN 'all' THEN old.removed IS NULL
        WHEN 'unread' THEN old.removed IS NULL AND old.read IS NULL
        WHEN 'starred' THEN old.removed IS NULL AND old.starred IS NOT NULL
        ELSE old.removed IS NOT NULL END
    WHERE name IN ('all', 'unread', 'starred', 'removed');
END;
CREATE TRIGGER article_marked AFTER UPDATE OF read, starred, removed ON article BEGIN
    UPDATE tally SET number = number + CASE name
        WHEN 'all' THEN (new.removed IS NULL) - (old.removed IS NULL)
        WHEN 'unread' THEN
            (new.removed IS NULL AND new.read IS NULL) - (old.removed IS NULL AND old.read IS NULL)
        WHEN 'starred' THEN (new.removed IS NULL AND new.starred IS NOT NULL)
            - (old.removed IS NULL AND old.starred IS NOT NULL)
        ELSE (new.removed IS NOT NULL) - (old.removed IS NOT NULL) END
    WHERE name IN ('all', 'unread', 'starred', 'removed');
END;
"""
