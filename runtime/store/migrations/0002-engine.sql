-- What the live view, the overview and the trail read beside the ledgers. Counts are kept with the commits that change them.
CREATE TABLE flow_counts (
  version TEXT NOT NULL, strategy TEXT NOT NULL, node TEXT NOT NULL, what TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (version, node, what)
) WITHOUT ROWID;
CREATE TABLE day_counts (
  day INTEGER NOT NULL, strategy TEXT NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (day, strategy, what, name)
) WITHOUT ROWID;
CREATE TABLE task_acts (
  send INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, act TEXT NOT NULL, by TEXT NOT NULL, assignee TEXT, outcome TEXT, note TEXT,
  PRIMARY KEY (send, n)
) WITHOUT ROWID;
CREATE TABLE courses (id TEXT PRIMARY KEY, title TEXT NOT NULL, starts_at INTEGER, ends_at INTEGER, seq INTEGER NOT NULL) WITHOUT ROWID;
ALTER TABLE quarantine ADD COLUMN state TEXT NOT NULL DEFAULT 'open';
ALTER TABLE quarantine ADD COLUMN resolved_by TEXT;
ALTER TABLE quarantine ADD COLUMN resolved_at INTEGER;
CREATE INDEX quarantine_open ON quarantine (id) WHERE state = 'open';
-- The search by the start of a name; learners known by their events alone have none.
CREATE INDEX learners_name ON learners (lower(json_extract(profile, '$.name')), ix) WHERE profile IS NOT NULL AND is_erased = 0;
CREATE INDEX tasks_working ON tasks (state, due_at) WHERE state IN ('open', 'claimed');
-- What put a send off: one row for each new reason.
CREATE TABLE holds (
  send INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (send, n)
) WITHOUT ROWID;
