"""The ledger: who is who across articles, and which quotes are one.

All but `same_person`, `follow` and `news` is derived from `article`, `version`, `person` and `quote`, and can be made
anew.  It holds the current version of the articles that are not removed, and no others: the triggers below put what
changed into `ledger_due`, which `reader.ledger.filling` works off, in the transaction of the save or before the next
look at the ledger.  Whose a quote is stands nowhere by itself: `quote.person` leads to `appearance`.

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
CREATE INDEX identity_by_quotes ON identity (quotes DESC, articles DESC) WHERE articles > 0;
CREATE INDEX identity_by_name ON identity (name_key);

CREATE TABLE identity_key (                -- where a name is looked for: ledger.names.keys
    key TEXT NOT NULL,
    identity INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE,
    PRIMARY KEY (key, identity)
) WITHOUT ROWID;
CREATE INDEX identity_key_identity ON identity_key (identity);

CREATE TABLE appearance (                  -- a person of one article, and who that is
    person INTEGER PRIMARY KEY,            -- person.id
    article INTEGER NOT NULL,
    identity INTEGER NOT NULL,
    day INTEGER NOT NULL                   -- of article.dated: 20261103
);
CREATE INDEX appearance_article ON appearance (article);
CREATE INDEX appearance_identity ON appearance (identity, day);

CREATE TABLE ledger_article (              -- what tells of an article's people besides themselves
    article INTEGER PRIMARY KEY,
    context TEXT NOT NULL                  -- folded names of places and organisations, parted by line ends
);

CREATE TABLE shingle (                     -- ledger.shingles of the first wordings
    key INTEGER NOT NULL,
    utterance INTEGER NOT NULL,            -- quote.id of the first wording
    PRIMARY KEY (key, utterance)
) WITHOUT ROWID;
CREATE TABLE wording (                     -- quotes that are wordings of one utterance, the first included
    quote INTEGER PRIMARY KEY,
    utterance INTEGER NOT NULL,
    article INTEGER NOT NULL
);
CREATE INDEX wording_utterance ON wording (utterance);
CREATE INDEX wording_article ON wording (article);
CREATE TABLE recurrence (                  -- utterances that several articles have
    utterance INTEGER PRIMARY KEY,
    articles INTEGER NOT NULL,
    day INTEGER NOT NULL                   -- of the latest
);
CREATE INDEX recurrence_by_articles ON recurrence (articles DESC, day DESC);

CREATE TABLE role_held (                   -- what articles call a person, and when
    identity INTEGER NOT NULL,
    role TEXT NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (identity, role)
) WITHOUT ROWID;

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
CREATE TABLE news (                        -- quotes of whom is followed that were not looked at yet
    quote INTEGER PRIMARY KEY,
    identity INTEGER NOT NULL
);
CREATE INDEX news_identity ON news (identity);

CREATE TABLE ledger_due (article INTEGER PRIMARY KEY);
CREATE TABLE ledger_stale (identity INTEGER PRIMARY KEY);  -- whose counts a replaced analysis made wrong
INSERT INTO ledger_due SELECT id FROM article WHERE removed IS NULL;
CREATE TRIGGER ledger_saved AFTER INSERT ON article BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (new.id);
END;
CREATE TRIGGER ledger_changed AFTER UPDATE OF version, removed, dated ON article
WHEN new.version IS NOT old.version OR new.removed IS NOT old.removed OR new.dated <> old.dated
BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (new.id);
END;
CREATE TRIGGER ledger_deleted AFTER DELETE ON article BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (old.id);
END;
CREATE TRIGGER ledger_analysed AFTER UPDATE OF engine ON version BEGIN
    INSERT OR IGNORE INTO ledger_due VALUES (new.article);
END;
CREATE TRIGGER ledger_replaced AFTER DELETE ON person BEGIN
    INSERT OR IGNORE INTO ledger_stale SELECT identity FROM appearance WHERE person = old.id;
    DELETE FROM appearance WHERE person = old.id;
END;
"""
