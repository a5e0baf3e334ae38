// A send as the outbox holds it, and its row in the ledger.
import type { EngineDb, Row, Value } from "#runtime/store/engine-db.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { join, type Outcome, outcomeOf, type SendState } from "#shared/outcome/lattice.ts";

/** One send. Instants are UTC ms; `dueAt` is when dispatch looks at it next. */
export interface Send {
  id: number;
  episode: number;
  strategy: string;
  tier: string;
  node: string;
  channel: ChannelId;
  message: string | null;
  variant: string | null;
  recipient: "learner" | "guardian";
  /** `holdout` or `observe`: everything but the sending is done. */
  withheld: string | null;
  outcome: Outcome;
  winner: number | null;
  transport: string | null;
  decidedAt: number;
  dueAt: number;
  expiresAt: number;
  attempts: number;
  sendingAt: number | null;
  settledAt: number | null;
  providerId: string | null;
  content: Record<string, unknown> | null;
}

/** States in which a send still waits for dispatch. */
export function isPending(send: Send): boolean {
  const { state } = send.outcome;
  return state === "decided" || state === "held" || state === "sending";
}

/** Moves a send up the lattice; what is lower or equal changes nothing but first instants. */
export function moveUp(send: Send, state: SendState, at: number, reason: string | null): void {
  send.outcome = join(send.outcome, outcomeOf(state, at, reason));
}

const columns = [
  "id",
  "episode",
  "strategy",
  "tier",
  "node",
  "channel",
  "message",
  "variant",
  "recipient",
  "withheld",
  "state",
  "reason",
  "winner",
  "transport",
  "decided_at",
  "due_at",
  "expires_at",
  "attempts",
  "sending_at",
  "settled_at",
  "accepted_at",
  "delivered_at",
  "opened_at",
  "acted_at",
  "failed_at",
  "provider_id",
  "content",
] as const;

const upsert = `INSERT INTO sends (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})
  ON CONFLICT (id) DO UPDATE SET ${columns
    .slice(9)
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`;

/** Writes a send's row, new or changed. */
export function saveSend(db: EngineDb, send: Send): void {
  const { outcome } = send;
  const values: Value[] = [
    send.id,
    send.episode,
    send.strategy,
    send.tier,
    send.node,
    send.channel,
    send.message,
    send.variant,
    send.recipient,
    send.withheld,
    outcome.state,
    outcome.reason,
    send.winner,
    send.transport,
    send.decidedAt,
    send.dueAt,
    send.expiresAt,
    send.attempts,
    send.sendingAt,
    send.settledAt,
    outcome.acceptedAt,
    outcome.deliveredAt,
    outcome.openedAt,
    outcome.actedAt,
    outcome.failedAt,
    send.providerId,
    send.content === null ? null : JSON.stringify(send.content),
  ];
  db.sql(upsert).run(...values);
}

/** Reads a send back from its row. */
export function sendOf(row: Row): Send {
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    id: Number(row["id"]),
    episode: Number(row["episode"]),
    strategy: String(row["strategy"]),
    tier: String(row["tier"]),
    node: String(row["node"]),
    channel: String(row["channel"]) as ChannelId,
    message: text("message"),
    variant: text("variant"),
    recipient: row["recipient"] === "guardian" ? "guardian" : "learner",
    withheld: text("withheld"),
    outcome: {
      state: String(row["state"]) as SendState,
      reason: text("reason"),
      acceptedAt: number("accepted_at"),
      deliveredAt: number("delivered_at"),
      openedAt: number("opened_at"),
      actedAt: number("acted_at"),
      failedAt: number("failed_at"),
    },
    winner: number("winner"),
    transport: text("transport"),
    decidedAt: Number(row["decided_at"]),
    dueAt: Number(row["due_at"]),
    expiresAt: Number(row["expires_at"]),
    attempts: Number(row["attempts"]),
    sendingAt: number("sending_at"),
    settledAt: number("settled_at"),
    providerId: text("provider_id"),
    content: row["content"] === null ? null : (JSON.parse(String(row["content"])) as Record<string, unknown>),
  };
}
