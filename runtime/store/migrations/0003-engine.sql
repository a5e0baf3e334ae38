-- What reports count: units with what they began with, the cells that are their sums, and the experiments with their daily looks.
CREATE TABLE cells (
  kind TEXT NOT NULL, id TEXT NOT NULL, arm TEXT NOT NULL, day INTEGER NOT NULL, cut TEXT NOT NULL, value TEXT NOT NULL, counters TEXT NOT NULL,
  PRIMARY KEY (kind, id, arm, day, cut, value)
) WITHOUT ROWID;
-- Version, day, tier, causes, course and cohort that many sends and episodes began with alike.
CREATE TABLE origins (n INTEGER PRIMARY KEY, data TEXT NOT NULL UNIQUE);
ALTER TABLE sends ADD COLUMN origin INTEGER;
ALTER TABLE sends ADD COLUMN cost_fen INTEGER;
ALTER TABLE sends ADD COLUMN is_machine_opened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE episodes ADD COLUMN origin INTEGER;
-- `until`: from when on no event can change it any more.
CREATE TABLE exposures (
  salt TEXT NOT NULL, learner INTEGER NOT NULL, until INTEGER NOT NULL, first_send INTEGER, goal TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (salt, learner)
) WITHOUT ROWID;
CREATE INDEX exposures_learner ON exposures (learner);
CREATE INDEX exposures_until ON exposures (until);
CREATE TABLE loads (learner INTEGER NOT NULL, week INTEGER NOT NULL, sends INTEGER NOT NULL, PRIMARY KEY (learner, week)) WITHOUT ROWID;
CREATE TABLE experiments (salt TEXT PRIMARY KEY, strategy TEXT NOT NULL, data TEXT NOT NULL, looks TEXT) WITHOUT ROWID;
-- Signs of over-notification, one row a week and strategy.
CREATE TABLE fatigue (week INTEGER NOT NULL, strategy TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (week, strategy)) WITHOUT ROWID;
