// The tables about people as drizzle sees them. The first four are also what better-auth reads and writes: their property names are
// its field names, so they are kept; column names are ours.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Role } from "#shared/api/contract.ts";

const instant = (name: string) => integer(name, { mode: "timestamp_ms" });

/** People with an account. An inactive one cannot sign in and has no sessions. */
export const people = sqliteTable("people", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull().default(false),
  image: text(),
  role: text().notNull().$type<Role>(),
  isActive: integer("is_active", { mode: "boolean" }).notNull().default(true),
  locale: text().$type<"zh-CN" | "en">(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** How a person signs in: the password's hash, by better-auth's own function. */
export const credentials = sqliteTable("credentials", {
  id: text().primaryKey(),
  userId: text("user_id").notNull(),
  accountId: text("account_id").notNull(),
  providerId: text("provider_id").notNull(),
  password: text(),
  accessToken: text("access_token"),
  refreshToken: text("refresh_token"),
  idToken: text("id_token"),
  accessTokenExpiresAt: instant("access_token_expires_at"),
  refreshTokenExpiresAt: instant("refresh_token_expires_at"),
  scope: text(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Where a person is signed in. `token` is the hash of the session's id. */
export const sessions = sqliteTable("sessions", {
  id: text().primaryKey(),
  userId: text("user_id").notNull(),
  token: text().notNull().unique(),
  expiresAt: instant("expires_at").notNull(),
  ipAddress: text("ip_address"),
  userAgent: text("user_agent"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Codes that better-auth would send by mail; we send none, so it stays empty. */
export const verifications = sqliteTable("verifications", {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: instant("expires_at").notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** One-use links; `person` is whose password the link sets, null for an invitation. Instants are UTC ms. */
export const invitations = sqliteTable("invitations", {
  id: text().primaryKey(),
  hash: text().notNull().unique(),
  person: text(),
  email: text(),
  name: text(),
  role: text().notNull().$type<Role>(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  invitedBy: text("invited_by").notNull(),
});

/** What a second person said of a document's hash. */
export const approvals = sqliteTable(
  "approvals",
  {
    strategy: text().notNull(),
    hash: text().notNull(),
    state: text().notNull().$type<"requested" | "approved" | "rejected">(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: integer("requested_at").notNull(),
    decidedBy: text("decided_by"),
    decidedAt: integer("decided_at"),
    note: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.strategy, table.hash] })],
);
