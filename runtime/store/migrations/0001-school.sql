-- school.db, owned by the main thread: people's side of the school. Instants are UTC ms.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY, prefix TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL, revoked_at INTEGER
) WITHOUT ROWID;
CREATE TABLE strategies (
  id TEXT PRIMARY KEY, revision INTEGER NOT NULL, document TEXT NOT NULL, state TEXT NOT NULL, resume_to TEXT, version INTEGER,
  updated_at INTEGER NOT NULL, updated_by TEXT NOT NULL
);
CREATE TABLE versions (
  strategy TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, document TEXT NOT NULL, state TEXT NOT NULL,
  published_at INTEGER NOT NULL, published_by TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (strategy, number)
);
CREATE TRIGGER versions_kept BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;
CREATE TABLE intents (
  id TEXT PRIMARY KEY, effect TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL, seq INTEGER
);
CREATE INDEX intents_open ON intents (created_at) WHERE state = 'open';
CREATE TABLE settings (
  id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, document TEXT NOT NULL, updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
);
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, object TEXT NOT NULL, detail TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE TRIGGER audit_kept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_whole BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TABLE jobs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, progress_bp INTEGER NOT NULL, result TEXT NOT NULL,
  created_at INTEGER NOT NULL, ended_at INTEGER
) WITHOUT ROWID;
