// Staff's list: tasks by due instant while they are to be done, else in key order; read in pieces, filtered row by row.
import type { z } from "zod";
import type { Row, Value } from "#runtime/store/engine-db.ts";
import type { taskRowSchema } from "#shared/api/tasks.ts";
import { IDS_PER_LEARNER } from "#shared/flow/episode.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { encodeCursor, keyOfCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { isoOf, jsonColumns, jsonOf, keyColumns, keyOf, learnerOf, textOf } from "./ledger-columns.ts";
import type { Steps } from "./slices.ts";

/** A task in the list. */
export type TaskRow = z.output<typeof taskRowSchema>;

/** Which tasks are asked for. `working`: open or claimed. */
export interface TaskQuery {
  state?: "open" | "claimed" | "done" | "expired" | "cancelled" | "working";
  claimedBy?: string;
  overdue?: boolean;
  group?: string;
  learner?: string;
  strategy?: string;
  tier?: string;
  node?: string;
  cursor: string | null;
  limit: number;
}

/** A page of tasks. */
export interface TaskPage {
  rows: TaskRow[];
  next: string | null;
}

/** Rows read at once. */
const PIECE = 100;

const columns = [
  ...[
    "send",
    "team",
    "content",
    "state",
    "created_at",
    "due_at",
    "claimed_by",
    "claimed_at",
    "outcome",
    "note",
    "done_at",
  ].map((name) => `t.${name}`),
  "s.tier",
  "s.node",
  "s.channel",
  "x.at AS left_at",
  "json_extract(l.profile, '$.name') AS learner_name",
  ...keyColumns,
];
const joins = `CROSS JOIN sends s ON s.id = t.send CROSS JOIN episodes e ON e.id = s.episode CROSS JOIN learners l ON l.ix = e.learner
  LEFT JOIN decision_ends x ON x.id = t.send`;

function rowOf(row: Row, now: number): TaskRow {
  const state = row["state"] as TaskRow["state"];
  const isWorking = state === "open" || state === "claimed";
  return {
    send: String(row["send"]),
    ...keyOf(row),
    learner: learnerOf(row),
    learnerName: textOf(row["learner_name"]),
    team: String(row["team"]),
    channel: String(row["channel"]),
    content: jsonOf(row["content"]) as TaskRow["content"],
    state,
    createdAt: isoOf(row["created_at"]) ?? "",
    dueAt: isoOf(row["due_at"]) ?? "",
    isOverdue: isWorking && Number(row["due_at"]) < now,
    isLeft: isWorking && row["left_at"] !== null,
    claimedBy: textOf(row["claimed_by"]),
    claimedAt: isoOf(row["claimed_at"]),
    outcome: textOf(row["outcome"]),
    note: textOf(row["note"]),
    doneAt: isoOf(row["done_at"]),
  };
}

/** One task, null where there is none. */
export function readTaskRow({ db, now }: Pick<Engine, "db"> & { now: number }, send: number): TaskRow | null {
  const row = db.sql(`SELECT ${jsonColumns(columns)} AS data FROM tasks t ${joins} WHERE t.send = ?`).get(send);
  return row === undefined ? null : rowOf(JSON.parse(String(row["data"])) as Row, now);
}

/** Reads a page. Issue: `ledger.cursor`. */
export function* readTasks(engine: Engine, query: TaskQuery): Steps<TaskPage | { issue: Issue }> {
  const start = keyOfCursor(query.cursor, ["number", "number"]);
  if ("issue" in start) return start;
  const read = reader(engine, query);
  if (read === null) return { rows: [], next: null };
  const now = engine.now();
  const rows: TaskRow[] = [];
  let last: Value[] = start.key ?? [Number.MIN_SAFE_INTEGER, -1];
  for (;;) {
    const found = read(last);
    for (const raw of found) {
      const row = JSON.parse(String(raw["data"])) as Row;
      last = [Number(row["due_at"]), Number(row["send"])];
      if (!isWanted(row, query, now)) continue;
      rows.push(rowOf(row, now));
      if (rows.length === query.limit) return { rows, next: encodeCursor(last) };
    }
    if (found.length < PIECE) return { rows, next: null };
    yield;
  }
}

/** Reads the next piece after a place; null where nothing can match. */
function reader({ db, world }: Engine, query: TaskQuery): ((after: Value[]) => Row[]) | null {
  const isWorking = ["open", "claimed", "working"].includes(query.state ?? "") || query.overdue === true;
  const data = `SELECT ${jsonColumns(columns)} AS data FROM tasks t`;
  if (query.learner !== undefined) {
    const learner = world.facts.find(query.learner);
    if (learner === undefined) return null;
    const [from, to] = [learner * IDS_PER_LEARNER, (learner + 1) * IDS_PER_LEARNER - 1];
    const sql = db.sql(`${data} ${joins} WHERE t.send > ? AND t.send BETWEEN ? AND ? ORDER BY t.send LIMIT ?`);
    return ([, send = -1]) => sql.all(send, from, to, PIECE);
  }
  if (isWorking) {
    const sql = db.sql(
      `${data} INDEXED BY tasks_open ${joins} WHERE t.state IN ('open', 'claimed') AND (t.due_at, t.send) > (?, ?)
       ORDER BY t.due_at, t.send LIMIT ?`,
    );
    return ([due = 0, send = -1]) => sql.all(due, send, PIECE);
  }
  const sql = db.sql(`${data} ${joins} WHERE t.send > ? ORDER BY t.send LIMIT ?`);
  return ([, send = -1]) => sql.all(send, PIECE);
}

function isWanted(row: Row, query: TaskQuery, now: number): boolean {
  const isWorking = row["state"] === "open" || row["state"] === "claimed";
  if (query.state === "working" && !isWorking) return false;
  if (query.state !== undefined && query.state !== "working" && row["state"] !== query.state) return false;
  if (query.overdue !== undefined && (isWorking && Number(row["due_at"]) < now) !== query.overdue) return false;
  const wanted: [unknown, unknown][] = [
    [query.claimedBy, row["claimed_by"]],
    [query.group, row["team"]],
    [query.strategy, row["strategy"]],
    [query.tier, row["tier"]],
    [query.node, row["node"]],
  ];
  return wanted.every(([asked, is]) => asked === undefined || asked === is);
}
