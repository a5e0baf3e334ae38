// The quarantine: what was refused or could not be applied, newest first, with what became of it.
import type { Row, Value } from "#runtime/store/engine-db.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { encodeCursor, keyOfCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { isoOf, textOf } from "./ledger-columns.ts";
import type { Steps } from "./slices.ts";

/** An item. `reason` in words is the asker's part. */
export interface QuarantineItem {
  id: string;
  at: string;
  kind: "rejected" | "quarantined";
  source: string;
  code: string;
  path: string | null;
  payload: string | null;
  canRetry: boolean;
  state: "open" | "retried" | "discarded";
  by: string | null;
  resolvedAt: string | null;
}

/** Which items are asked for. */
export interface QuarantineQuery {
  state?: string;
  kind?: string;
  code?: string;
  source?: string;
  cursor: string | null;
  limit: number;
}

/** Payloads are cut here; a longer one cannot be sent in again as it is. */
const PAYLOAD_CHARS = 2000;
/** Rows read at once. */
const PIECE = 200;

/** Reads a page. Issue: `ledger.cursor`. */
export function* readQuarantine(
  { db }: Engine,
  query: QuarantineQuery,
): Steps<{ rows: QuarantineItem[]; next: string | null } | { issue: Issue }> {
  const start = keyOfCursor(query.cursor, ["number"]);
  if ("issue" in start) return start;
  const names = ["state", "kind", "code", "source"] as const;
  const rows: QuarantineItem[] = [];
  let last: Value = start.key?.[0] ?? Number.MAX_SAFE_INTEGER;
  for (;;) {
    const found = db.sql("SELECT * FROM quarantine WHERE id < ? ORDER BY id DESC LIMIT ?").all(last, PIECE);
    for (const row of found) {
      last = Number(row["id"]);
      if (names.some((name) => query[name] !== undefined && query[name] !== row[name])) continue;
      rows.push(itemOf(row));
      if (rows.length === query.limit) return { rows, next: encodeCursor([last]) };
    }
    if (found.length < PIECE) return { rows, next: null };
    yield;
  }
}

/** One item, null where there is none. Issue: `quarantine.unknown`. */
export function readQuarantined({ db }: Engine, id: number): QuarantineItem | { issue: Issue } {
  const row = db.sql("SELECT * FROM quarantine WHERE id = ?").get(id);
  return row === undefined ? { issue: errorIssue("quarantine.unknown", ["id"]) } : itemOf(row);
}

function itemOf(row: Row): QuarantineItem {
  const payload = textOf(row["payload"]);
  return {
    id: String(row["id"]),
    at: isoOf(row["at"]) ?? "",
    kind: row["kind"] === "rejected" ? "rejected" : "quarantined",
    source: String(row["source"]),
    code: String(row["code"]),
    path: textOf(row["path"]),
    payload,
    canRetry: payload !== null && isWhole(payload),
    state: row["state"] as QuarantineItem["state"],
    by: textOf(row["resolved_by"]),
    resolvedAt: isoOf(row["resolved_at"]),
  };
}

function isWhole(payload: string): boolean {
  if (payload.length >= PAYLOAD_CHARS) return false;
  try {
    JSON.parse(payload);
    return true;
  } catch {
    return false; // JSON.parse has no other way to refuse
  }
}
