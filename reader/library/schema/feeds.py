"""Feeds, their entries, and addresses that wait to be read.

`entry` holds what a feed announces, and (with no feed) an address that was imported and is not fetched yet.  When its
page has been read and kept, `article` is the library's entry for it; the feed's entry stays, so that the next refresh
knows it.
"""

SQL = """
CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',        -- as the feed calls itself
    name TEXT,                             -- as the user calls it, which wins
    site TEXT,                             -- address of its pages
    tags TEXT NOT NULL DEFAULT '[]',
    added TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    tried TEXT,                            -- when it was asked for last
    refreshed TEXT,                        -- when that went well last
    error TEXT,                            -- why it did not; NULL when it did
    failures INTEGER NOT NULL DEFAULT 0,   -- in a row
    retry TEXT,                            -- before then it is not asked for again, unless it is named
    gone TEXT                              -- when its server said that it is gone for good (410)
);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed INTEGER REFERENCES feed ON DELETE CASCADE,  -- NULL: imported
    ident TEXT NOT NULL,                   -- tells it from the others of its feed
    link TEXT,                             -- http(s) address
    title TEXT NOT NULL,
    author TEXT,
    summary TEXT NOT NULL DEFAULT '',
    published TEXT,                        -- as the feed says, in UTC
    dated TEXT NOT NULL,                   -- published, but never later than seen: for sorting
    seen TEXT NOT NULL,                    -- when it was met first
    read TEXT,                             -- when; NULL is unread
    tags TEXT NOT NULL DEFAULT '[]',       -- of an imported one: given to its article
    starred INTEGER NOT NULL DEFAULT 0,
    article INTEGER REFERENCES article ON DELETE SET NULL,
    attempts INTEGER NOT NULL DEFAULT 0,   -- fetches of its page that failed
    error TEXT                             -- why the last of them failed
);
CREATE UNIQUE INDEX entry_ident ON entry (coalesce(feed, 0), ident);
CREATE INDEX entry_by_date ON entry (dated, id);
CREATE INDEX entry_by_feed ON entry (feed, dated, id, read);
CREATE INDEX entry_unread ON entry (feed, dated) WHERE read IS NULL;
CREATE INDEX entry_waiting ON entry (dated, id) WHERE article IS NULL AND link IS NOT NULL;
CREATE INDEX entry_article ON entry (article) WHERE article IS NOT NULL;
-- An entry and its article are read, or unread, together.
CREATE TRIGGER entry_read_with_article AFTER UPDATE OF read ON article BEGIN
    UPDATE entry SET read = new.read WHERE article = new.id AND (read IS NULL) != (new.read IS NULL);
END;
CREATE TRIGGER article_read_with_entry AFTER UPDATE OF read ON entry WHEN new.article IS NOT NULL BEGIN
    UPDATE article SET read = new.read WHERE id = new.article AND (read IS NULL) != (new.read IS NULL);
END;
CREATE TRIGGER article_read_as_entry AFTER UPDATE OF article ON entry WHEN new.article IS NOT NULL BEGIN
    UPDATE entry SET read = (SELECT read FROM article WHERE id = new.article)
        WHERE id = new.id AND read IS NULL;
END;
"""
