// The ledgers about sends: sends and suppressions, their attempts and receipts, tasks, and the inbox.
import type { Row } from "#runtime/store/engine-db.ts";
import type { Engine } from "./engine.ts";
import {
  equal,
  isoOf,
  jsonOf,
  keyColumns,
  keyOf,
  keyTextOf,
  learnerOf,
  learnerRange,
  number,
  type PublicRow,
  type Table,
  textOf,
} from "./ledger-columns.ts";

/** Where settled sends that were not sent stand; also the text of the partial index `sends_unsent`. */
const UNSENT = "state IN ('suppressed', 'unreachable', 'expired', 'withheld', 'cancelled')";

const ofSend = "CROSS JOIN episodes e ON e.id = s.episode CROSS JOIN learners l ON l.ix = e.learner";

const keyFilters = {
  strategy: equal("s.strategy"),
  subject: equal("e.subject"),
  tier: equal("s.tier"),
  node: equal("s.node"),
  channel: equal("s.channel"),
} as const;

function sendRow(row: Row, engine: Engine): PublicRow {
  return {
    ...keyOf(row),
    id: String(row["id"]),
    channel: row["channel"],
    message: row["message"],
    variant: row["variant"],
    recipient: row["recipient"],
    state: row["state"],
    reason: row["reason"],
    winner: row["winner"] === null ? null : keyTextOf(engine, Number(row["winner"])),
    withheld: row["withheld"],
    transport: row["transport"],
    attempts: row["attempts"],
    decidedAt: isoOf(row["decided_at"]),
    dueAt: isoOf(row["due_at"]),
    expiresAt: isoOf(row["expires_at"]),
    sendingAt: isoOf(row["sending_at"]),
    settledAt: isoOf(row["settled_at"]),
    acceptedAt: isoOf(row["accepted_at"]),
    failedAt: isoOf(row["failed_at"]),
    deliveredAt: isoOf(row["delivered_at"]),
    openedAt: isoOf(row["opened_at"]),
    actedAt: isoOf(row["acted_at"]),
  };
}

/** All but the payload and what is only dispatch's. */
const ownColumns = [
  [
    "id",
    "channel",
    "tier",
    "node",
    "message",
    "variant",
    "recipient",
    "state",
    "reason",
    "winner",
    "withheld",
    "transport",
    "attempts",
  ],
  [
    "decided_at",
    "due_at",
    "expires_at",
    "sending_at",
    "settled_at",
    "accepted_at",
    "failed_at",
    "delivered_at",
    "opened_at",
    "acted_at",
  ],
].flatMap((names) => names.map((name) => `s.${name}`));

const sends: Table = {
  base: "sends s",
  joins: ofSend,
  select: [...ownColumns, ...keyColumns],
  key: ["s.n"],
  filters: {
    ...keyFilters,
    id: number("s.id", true),
    learner: learnerRange("s.id"),
    message: equal("s.message"),
    variant: equal("s.variant"),
    recipient: equal("s.recipient"),
    state: equal("s.state"),
    reason: equal("s.reason"),
    withheld: equal("s.withheld"),
    transport: equal("s.transport"),
  },
  rowOf: sendRow,
};

/** Names the send of a row: its id and key, and the learner. */
function ofRow(row: Row): PublicRow {
  return { ...keyOf(row), send: String(row["send"]), learner: learnerOf(row), channel: row["channel"] };
}

const sendColumns = ["s.tier", "s.node", "s.channel", ...keyColumns];

const attempts: Table = {
  base: "attempts a",
  joins: `CROSS JOIN sends s ON s.id = a.send ${ofSend}`,
  select: ["a.send", "a.n", "a.at", "a.transport", "a.result", "a.reason", ...sendColumns],
  key: ["a.send", "a.n"],
  filters: {
    ...keyFilters,
    send: number("a.send", true),
    learner: learnerRange("a.send"),
    transport: equal("a.transport"),
    result: equal("a.result"),
    reason: equal("a.reason"),
  },
  rowOf: (row) => ({
    ...ofRow(row),
    n: row["n"],
    at: isoOf(row["at"]),
    transport: row["transport"],
    result: row["result"],
    reason: row["reason"],
  }),
};

const receipts: Table = {
  base: "receipts r",
  joins: `CROSS JOIN sends s ON s.id = r.send ${ofSend}`,
  select: ["r.id", "r.send", "r.state", "r.at", "r.seq", ...sendColumns],
  key: ["r.id"],
  filters: { ...keyFilters, send: number("r.send", true), learner: learnerRange("r.send"), state: equal("r.state") },
  rowOf: (row) => ({
    id: String(row["id"]),
    ...ofRow(row),
    state: row["state"],
    at: isoOf(row["at"]),
    seq: row["seq"],
  }),
};

const tasks: Table = {
  base: "tasks t",
  joins: `CROSS JOIN sends s ON s.id = t.send ${ofSend}`,
  select: [
    "t.send",
    "t.team",
    "t.content",
    "t.state",
    "t.created_at",
    "t.due_at",
    "t.claimed_by",
    "t.claimed_at",
    "t.outcome",
    "t.note",
    "t.done_at",
    ...sendColumns,
  ],
  key: ["t.send"],
  filters: {
    ...keyFilters,
    send: number("t.send", true),
    learner: learnerRange("t.send"),
    team: equal("t.team"),
    state: equal("t.state"),
    outcome: equal("t.outcome"),
    claimedBy: equal("t.claimed_by"),
  },
  rowOf: (row) => ({
    ...ofRow(row),
    team: row["team"],
    content: jsonOf(row["content"]),
    state: row["state"],
    createdAt: isoOf(row["created_at"]),
    dueAt: isoOf(row["due_at"]),
    claimedBy: row["claimed_by"],
    claimedAt: isoOf(row["claimed_at"]),
    outcome: row["outcome"],
    note: textOf(row["note"]),
    doneAt: isoOf(row["done_at"]),
  }),
};

const inbox: Table = {
  base: "inbox i",
  joins: `CROSS JOIN sends s ON s.id = i.send ${ofSend}`,
  select: ["i.send", "i.at", "i.content", "i.read_at", "i.acted_at", ...sendColumns],
  key: ["i.send"],
  filters: { ...keyFilters, send: number("i.send", true), learner: learnerRange("i.send") },
  rowOf: (row) => ({
    ...ofRow(row),
    at: isoOf(row["at"]),
    content: jsonOf(row["content"]),
    readAt: isoOf(row["read_at"]),
    actedAt: isoOf(row["acted_at"]),
  }),
};

/** The ledgers about sends. Suppressions are the settled sends that were not sent, with the reason and the winner. */
export const sendTables = {
  sends,
  suppressions: { ...sends, where: `s.${UNSENT}` },
  attempts,
  receipts,
  tasks,
  inbox,
} as const;
