-- The tables of `--to sqlite`. `key` is the post's; `n` counts from 0 in the post's own order.
CREATE TABLE IF NOT EXISTS posts (
    key TEXT PRIMARY KEY, path TEXT, post INTEGER, id TEXT, format TEXT, url TEXT, slug TEXT, status TEXT,
    title TEXT, label TEXT, published TEXT, modified TEXT, publisher TEXT, comment_count INTEGER, language TEXT,
    excerpt TEXT, body TEXT NOT NULL,
    json TEXT NOT NULL -- the whole post
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS authors (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, name TEXT NOT NULL, url TEXT,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS categories (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tags (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS schedule (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, title TEXT, start TEXT, end TEXT,
    timezone TEXT, all_day INTEGER NOT NULL, status TEXT NOT NULL, venue_name TEXT, venue_address TEXT, venue_url TEXT,
    online INTEGER, recurrence TEXT, text TEXT, inferred TEXT NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS agenda (
    key TEXT NOT NULL, event INTEGER NOT NULL, n INTEGER NOT NULL, start TEXT, end TEXT, title TEXT,
    participants TEXT NOT NULL,
    PRIMARY KEY (key, event, n), FOREIGN KEY (key, event) REFERENCES schedule (key, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS participants (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, name TEXT NOT NULL,
    also_known_as TEXT NOT NULL, honorific TEXT, role TEXT, role_text TEXT, talk TEXT, url TEXT,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS affiliations (
    key TEXT NOT NULL, participant INTEGER NOT NULL, n INTEGER NOT NULL, position TEXT, organization TEXT,
    text TEXT NOT NULL, -- both, as a person would write them
    PRIMARY KEY (key, participant, n), FOREIGN KEY (key, participant) REFERENCES participants (key, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS organizers (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS summary (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, heading TEXT, participant TEXT,
    paragraphs TEXT NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS links (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, text TEXT NOT NULL, url TEXT, rel TEXT,
    language TEXT,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS warnings (
    key TEXT NOT NULL REFERENCES posts ON DELETE CASCADE, n INTEGER NOT NULL, code TEXT NOT NULL,
    severity TEXT NOT NULL, field TEXT NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS participants_name ON participants (name);
CREATE INDEX IF NOT EXISTS schedule_start ON schedule (start);
CREATE INDEX IF NOT EXISTS affiliations_organization ON affiliations (organization);

-- Events with the post that tells of them.
CREATE VIEW IF NOT EXISTS events AS
SELECT s.key, s.n, coalesce(s.title, p.title) AS title, s.start, s.end, s.timezone, s.all_day, s.status, s.venue_name,
    s.venue_address, s.venue_url, s.online, s.recurrence, p.title AS post_title, p.url, p.path, p.language
FROM schedule AS s JOIN posts AS p USING (key);

-- Who took part in what, for whom: a row for each participant, affiliation and event of a post.
CREATE VIEW IF NOT EXISTS people AS
SELECT w.key, w.n, w.name, w.role, w.role_text, w.honorific, w.talk, a.position, a.organization, e.title AS event,
    e.start, e.end, e.venue_name, e.venue_address, p.title AS post_title, p.url, p.path
FROM participants AS w
JOIN posts AS p USING (key)
LEFT JOIN affiliations AS a ON a.key = w.key AND a.participant = w.n
LEFT JOIN schedule AS e ON e.key = w.key;
