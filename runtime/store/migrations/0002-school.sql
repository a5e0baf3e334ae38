-- People: who has an account, how they sign in, where they are signed in, links that let someone in, and what a second person approved.
-- The shape of people, credentials, sessions and verifications is better-auth's, with columns of our own. Instants are UTC ms.
CREATE TABLE people (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, email_verified INTEGER NOT NULL DEFAULT 0, image TEXT,
  role TEXT NOT NULL CHECK (role IN ('operator', 'marketer', 'analyst', 'staff', 'admin')), is_active INTEGER NOT NULL DEFAULT 1,
  locale TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE TABLE credentials (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE, account_id TEXT NOT NULL, provider_id TEXT NOT NULL,
  password TEXT, access_token TEXT, refresh_token TEXT, id_token TEXT, access_token_expires_at INTEGER, refresh_token_expires_at INTEGER,
  scope TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, UNIQUE (provider_id, account_id)
);
CREATE INDEX credentials_of ON credentials (user_id);
-- `token` is the SHA-256 of what the cookie holds.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE, token TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL, ip_address TEXT, user_agent TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX sessions_of ON sessions (user_id);
CREATE TABLE verifications (
  id TEXT PRIMARY KEY, identifier TEXT NOT NULL, value TEXT NOT NULL, expires_at INTEGER NOT NULL, created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX verifications_of ON verifications (identifier);
-- One-use links: `person` is whose password a reset sets, null for an invitation. `hash` is the SHA-256 of the link's token.
CREATE TABLE invitations (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, person TEXT REFERENCES people (id) ON DELETE CASCADE, email TEXT, name TEXT,
  role TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, invited_by TEXT NOT NULL
);
-- Of a strategy's document by its hash. `state` is requested, approved or rejected.
CREATE TABLE approvals (
  strategy TEXT NOT NULL, hash TEXT NOT NULL, state TEXT NOT NULL, requested_by TEXT NOT NULL, requested_at INTEGER NOT NULL,
  decided_by TEXT, decided_at INTEGER, note TEXT NOT NULL, PRIMARY KEY (strategy, hash)
) WITHOUT ROWID;
CREATE INDEX audit_actor ON audit (actor);
CREATE INDEX audit_act ON audit (act);
