// The tables of school.db as drizzle sees them; the migrations make them. Instants are UTC ms, documents canonical JSON.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Single values of the installation, by name. */
export const meta = sqliteTable("meta", { key: text().primaryKey(), value: text().notNull() });

/** Machine keys; the secret is kept as its SHA-256 only. */
export const apiKeys = sqliteTable("api_keys", {
  id: text().primaryKey(),
  prefix: text().notNull().unique(),
  hash: text().notNull(),
  name: text().notNull(),
  source: text().notNull(),
  scopes: text().notNull(),
  createdAt: integer("created_at").notNull(),
  revokedAt: integer("revoked_at"),
});

/** Strategies: the draft, and what is published of it. `state` is draft, live, observe, paused or archived. */
export const strategies = sqliteTable("strategies", {
  id: text().primaryKey(),
  revision: integer().notNull(),
  document: text().notNull(),
  state: text().notNull(),
  resumeTo: text("resume_to"),
  version: integer(),
  updatedAt: integer("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
});

/** Published versions; never changed. */
export const versions = sqliteTable(
  "versions",
  {
    strategy: text().notNull(),
    number: integer().notNull(),
    hash: text().notNull(),
    document: text().notNull(),
    state: text().notNull(),
    publishedAt: integer("published_at").notNull(),
    publishedBy: text("published_by").notNull(),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.strategy, table.number] })],
);

/** Acts that touch this file and the log (ruling 23). `state` is open, done or cancelled. */
export const intents = sqliteTable("intents", {
  id: text().primaryKey(),
  effect: text().notNull(),
  actor: text().notNull(),
  state: text().notNull(),
  createdAt: integer("created_at").notNull(),
  seq: integer(),
});

/** The settings' editing copy: one row. */
export const settings = sqliteTable("settings", {
  id: integer().primaryKey(),
  revision: integer().notNull(),
  document: text().notNull(),
  updatedAt: integer("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
});

/** Who did what; each row's hash covers the one before it. */
export const audit = sqliteTable("audit", {
  seq: integer().primaryKey(),
  at: integer().notNull(),
  actor: text().notNull(),
  act: text().notNull(),
  object: text().notNull(),
  detail: text().notNull(),
  hash: text().notNull(),
});

/** Long work and how far it is. `state` is running, done or failed. */
export const jobs = sqliteTable("jobs", {
  id: text().primaryKey(),
  kind: text().notNull(),
  state: text().notNull(),
  progressBp: integer("progress_bp").notNull(),
  result: text().notNull(),
  createdAt: integer("created_at").notNull(),
  endedAt: integer("ended_at"),
});
