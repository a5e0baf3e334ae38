// A send as the outbox holds it, and its row in the ledger.
import type { EngineDb, Row, Value } from "#runtime/store/engine-db.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { join, type Outcome, outcomeOf, type SendState } from "#shared/outcome/lattice.ts";
import { checksumOf, sealOf } from "./seal.ts";

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
  /** What its content is known by once it is settled; erasing takes content and salt. Null before, and where it had none. */
  salt: string | null;
  digest: string | null;
  /** The number of what it began with, for reports; null where it is not counted. */
  origin: number | null;
  /** What it cost when it was accepted, whole fen; null before. */
  costFen: number | null;
  /** Opened so far by a machine alone (mail-privacy prefetching). */
  isMachineOpened: boolean;
}

/** States in which a send still waits for dispatch. */
export function isPending({ outcome }: Send): boolean {
  return isWaiting(outcome.state);
}

/** Whether a send in this state still waits for dispatch. */
export function isWaiting(state: SendState): boolean {
  return state === "decided" || state === "held" || state === "sending";
}

/** Moves a send up the lattice; what is lower or equal changes nothing but first instants. */
export function moveUp(send: Send, state: SendState, at: number, reason: string | null): void {
  send.outcome = join(send.outcome, outcomeOf(state, at, reason));
}

/** Every value of a send's row but its number and its checksum, which is over these in this order. */
export const sendColumns = [
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
  "salt",
  "digest",
  "origin",
  "cost_fen",
  "is_machine_opened",
] as const;

const written = [...sendColumns, "checksum"];
const upsert = `INSERT INTO sends (${written.join(", ")}) VALUES (${written.map(() => "?").join(", ")})
  ON CONFLICT (id) DO UPDATE SET ${written
    .slice(9)
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`;

/** Writes a send's row, new or changed. One that `isSettling` has its content fixed: from now on it is known by its digest. */
export function saveSend(db: EngineDb, send: Send, isSettling = false): void {
  const { outcome } = send;
  const content = send.content === null ? null : JSON.stringify(send.content);
  if (isSettling && content !== null) Object.assign(send, sealOf(content));
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
    content,
    send.salt,
    send.digest,
    send.origin,
    send.costFen,
    send.isMachineOpened ? 1 : 0,
  ];
  db.sql(upsert).run(...values, checksumOf(values));
}

/** Takes from a send what is personal, or leads to it. */
export function forgetContent(send: Send): void {
  Object.assign(send, { content: null, salt: null, origin: null });
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
    salt: text("salt"),
    digest: text("digest"),
    origin: number("origin"),
    costFen: number("cost_fen"),
    isMachineOpened: row["is_machine_opened"] === 1,
  };
}
