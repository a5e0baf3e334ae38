-- What tells of a value that changed by itself. Each link: rows of a ledger up to `up_to`, and the hash of them and of the link before.
-- A payload enters by its digest over salt and text; erasing takes both of these and leaves the digest. Rows from before have neither.
CREATE TABLE chains (
  ledger TEXT NOT NULL, up_to INTEGER NOT NULL, count INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (ledger, up_to)
) WITHOUT ROWID;
ALTER TABLE decisions ADD COLUMN salt TEXT;
ALTER TABLE decisions ADD COLUMN digest TEXT;
ALTER TABLE sends ADD COLUMN salt TEXT;
ALTER TABLE sends ADD COLUMN digest TEXT;
ALTER TABLE sends ADD COLUMN checksum INTEGER;
-- Sends in the order in which they were settled: from then on who was sent what, and when, stands.
CREATE TABLE send_lines (n INTEGER PRIMARY KEY, send INTEGER NOT NULL);
