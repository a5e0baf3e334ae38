-- engine.db, owned by the engine thread. Instants are UTC ms; ids of episodes and decisions are learner * 2^20 + n, so
-- that one learner's rows lie together and a range of ids is that learner.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE learners (
  ix INTEGER PRIMARY KEY, id TEXT NOT NULL, created_at INTEGER NOT NULL, is_erased INTEGER NOT NULL DEFAULT 0,
  profile TEXT, attributes TEXT
);
CREATE UNIQUE INDEX learners_id ON learners (id) WHERE is_erased = 0;
CREATE TABLE blocks (block INTEGER PRIMARY KEY, seq INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE globals (seq INTEGER PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE episodes (
  id INTEGER PRIMARY KEY, strategy TEXT NOT NULL, version TEXT NOT NULL, learner INTEGER NOT NULL, subject TEXT NOT NULL,
  number INTEGER NOT NULL, opened_at INTEGER NOT NULL, tier TEXT NOT NULL, tier_at INTEGER NOT NULL, is_holdout INTEGER NOT NULL,
  ended_at INTEGER, outcome TEXT, reason TEXT, seq INTEGER NOT NULL
);
CREATE UNIQUE INDEX episodes_key ON episodes (strategy, learner, subject, number);
CREATE UNIQUE INDEX episodes_open ON episodes (strategy, learner, subject) WHERE ended_at IS NULL;
-- Ledgers grow at their end, in the order of the log; ids, which lie scattered by learner, are indexed beside.
CREATE TABLE decisions (
  n INTEGER PRIMARY KEY, id INTEGER NOT NULL, episode INTEGER NOT NULL, tier TEXT NOT NULL, node TEXT NOT NULL, kind TEXT NOT NULL, variant TEXT,
  at INTEGER NOT NULL, evidence TEXT, seq INTEGER NOT NULL
);
CREATE UNIQUE INDEX decisions_id ON decisions (id);
CREATE UNIQUE INDEX decisions_key ON decisions (episode, tier, node);
CREATE TABLE decision_ends (n INTEGER PRIMARY KEY, id INTEGER NOT NULL, port TEXT, reason TEXT, at INTEGER NOT NULL, seq INTEGER NOT NULL);
CREATE UNIQUE INDEX decision_ends_id ON decision_ends (id);
CREATE TABLE sends (
  n INTEGER PRIMARY KEY, id INTEGER NOT NULL, episode INTEGER NOT NULL, strategy TEXT NOT NULL, tier TEXT NOT NULL, node TEXT NOT NULL, channel TEXT NOT NULL, message TEXT,
  variant TEXT, recipient TEXT NOT NULL, withheld TEXT, state TEXT NOT NULL, reason TEXT, winner INTEGER, transport TEXT,
  decided_at INTEGER NOT NULL, due_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  sending_at INTEGER, settled_at INTEGER, accepted_at INTEGER, delivered_at INTEGER, opened_at INTEGER, acted_at INTEGER,
  failed_at INTEGER, provider_id TEXT, content TEXT
);
CREATE UNIQUE INDEX sends_id ON sends (id);
CREATE INDEX sends_pending ON sends (due_at) WHERE state IN ('decided', 'held', 'sending');
CREATE INDEX sends_unsent ON sends (n) WHERE state IN ('suppressed', 'unreachable', 'expired', 'withheld', 'cancelled');
CREATE TABLE attempts (
  send INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, transport TEXT NOT NULL, result TEXT NOT NULL, reason TEXT,
  PRIMARY KEY (send, n)
) WITHOUT ROWID;
CREATE TABLE receipts (id INTEGER PRIMARY KEY, send INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX receipts_send ON receipts (send);
CREATE TABLE inbox (
  send INTEGER PRIMARY KEY, at INTEGER NOT NULL, content TEXT NOT NULL, read_at INTEGER, acted_at INTEGER
);
CREATE TABLE tasks (
  send INTEGER PRIMARY KEY, team TEXT NOT NULL, content TEXT NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL, claimed_by TEXT, claimed_at INTEGER, outcome TEXT, note TEXT, done_at INTEGER
);
CREATE INDEX tasks_open ON tasks (due_at) WHERE state IN ('open', 'claimed');
CREATE TABLE assignments (
  salt TEXT NOT NULL, learner INTEGER NOT NULL, arm TEXT NOT NULL, strategy TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (salt, learner)
) WITHOUT ROWID;
CREATE INDEX assignments_learner ON assignments (learner);
CREATE TABLE promises (
  episode INTEGER NOT NULL, tier TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, at INTEGER NOT NULL, PRIMARY KEY (episode, tier)
) WITHOUT ROWID;
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, code TEXT NOT NULL, path TEXT, payload TEXT
);
CREATE TABLE opt_outs (learner INTEGER NOT NULL, channel TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (learner, channel, seq)) WITHOUT ROWID;
CREATE TABLE counters (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE intents (id TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE erased (token TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
