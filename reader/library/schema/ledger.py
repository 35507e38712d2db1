"""The ledger: who is who across articles, what was said where, which quotes are one.

All but `same_person`, `follow` and `news` is derived from `article`, `version`, `person` and `quote`, and can be made
anew.  It holds the current version of the articles that are not removed, and no others: the triggers below put what
changed into `ledger_due`, which `reader.ledger.filling` works off, in the transaction of the save or before the next
look at the ledger.

Decisions of the user are kept by article and folded name rather than by row, so that they outlive a new analysis.
"""

SQL = """
CREATE TABLE identity (                    -- a person across articles
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,                    -- as shown: the fullest form
    name_key TEXT NOT NULL,                -- folded, for finding
    articles INTEGER NOT NULL DEFAULT 0,   -- that name them
    quotes INTEGER NOT NULL DEFAULT 0      -- statements without marks not counted
);
CREATE INDEX identity_by_quotes ON identity (quotes DESC, articles DESC, id) WHERE articles > 0;
CREATE INDEX identity_by_name ON identity (name_key);

CREATE TABLE identity_key (                -- where a name is looked for: ledger.names.keys
    key TEXT NOT NULL,
    identity INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE,
    PRIMARY KEY (key, identity)
) WITHOUT ROWID;
CREATE INDEX identity_key_identity ON identity_key (identity);

CREATE TABLE appearance (                  -- a person of one article, and who that is
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,               -- person.id
    article INTEGER NOT NULL,
    identity INTEGER NOT NULL,
    day INTEGER NOT NULL,                  -- of article.dated: 20261103
    name_key TEXT NOT NULL,                -- folded name
    born INTEGER,                          -- year, by age and date of the article
    reasons TEXT NOT NULL DEFAULT '[]'     -- why they were taken for one: [[words, weight], …]
);
CREATE INDEX appearance_article ON appearance (article);
CREATE INDEX appearance_person ON appearance (person);
CREATE INDEX appearance_identity ON appearance (identity, day, id);

CREATE TABLE ledger_article (              -- what tells of an article's people besides themselves
    article INTEGER PRIMARY KEY,
    site_key TEXT NOT NULL,                -- as counted in site_said
    people TEXT NOT NULL,                  -- folded full names, JSON
    context TEXT NOT NULL                  -- folded names of places and organisations, JSON
);

CREATE TABLE said (                        -- a quote, and whose it is
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    quote INTEGER NOT NULL,                -- quote.id
    article INTEGER NOT NULL,
    identity INTEGER,                      -- NULL: the article does not say
    day INTEGER NOT NULL,
    indirect INTEGER NOT NULL,
    utterance INTEGER                      -- the same for all wordings of one quote; NULL: too little to tell
);
CREATE INDEX said_article ON said (article);
CREATE INDEX said_quote ON said (quote);
CREATE INDEX said_by_day ON said (day, id);
CREATE INDEX said_identity ON said (identity, day, id);
CREATE INDEX said_utterance ON said (utterance);

CREATE TABLE shingle (                     -- ledger.shingles of the first wordings
    key INTEGER NOT NULL,
    utterance INTEGER NOT NULL,
    PRIMARY KEY (key, utterance)
) WITHOUT ROWID;

CREATE TABLE recurrence (                  -- utterances that several articles have
    utterance INTEGER PRIMARY KEY,
    articles INTEGER NOT NULL,
    day INTEGER NOT NULL                   -- of the latest
);
CREATE INDEX recurrence_by_articles ON recurrence (articles DESC, day DESC, utterance);
CREATE INDEX recurrence_by_day ON recurrence (day DESC, utterance);

CREATE TABLE role_held (                   -- what articles call a person, and when
    identity INTEGER NOT NULL,
    role TEXT NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (identity, role)
) WITHOUT ROWID;

CREATE TABLE site_said (                   -- whom a site quotes
    site_key TEXT NOT NULL,
    identity INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    PRIMARY KEY (site_key, identity)
) WITHOUT ROWID;
CREATE INDEX site_said_by_quotes ON site_said (quotes DESC);
CREATE INDEX site_said_identity ON site_said (identity, quotes DESC);

CREATE TABLE same_person (                 -- decisions of the user
    id INTEGER PRIMARY KEY,
    same INTEGER NOT NULL,                 -- 0: they are two
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    name_key TEXT NOT NULL,
    other_article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    other_name_key TEXT NOT NULL
);
CREATE INDEX same_person_one ON same_person (article, name_key);
CREATE INDEX same_person_other ON same_person (other_article, other_name_key);

CREATE TABLE follow (identity INTEGER PRIMARY KEY);
CREATE TABLE news (quote INTEGER PRIMARY KEY, identity INTEGER NOT NULL);  -- of whom is followed, not looked at yet
CREATE INDEX news_identity ON news (identity);

CREATE TABLE ledger_due (article INTEGER PRIMARY KEY);
INSERT INTO ledger_due SELECT id FROM article WHERE removed IS NULL;
CREATE TRIGGER ledger_saved AFTER INSERT ON article BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (new.id);
END;
CREATE TRIGGER ledger_changed AFTER UPDATE OF version, removed, dated, site_key ON article
WHEN new.version IS NOT old.version OR new.removed IS NOT old.removed OR new.dated <> old.dated
    OR new.site_key <> old.site_key
BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (new.id);
END;
CREATE TRIGGER ledger_deleted AFTER DELETE ON article BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (old.id);
END;
CREATE TRIGGER ledger_analysed AFTER UPDATE OF engine, fingerprint ON version BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (new.article);
END;
"""
