// What the main thread may ask of the engine thread, as plain data that crosses threads. `EngineApi` is implemented by
// the engine itself and by its proxy in the main thread.
import type { SendRequest } from "#runtime/transport/kind.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import type { LoopLag } from "./lag.ts";
import type { LogCare } from "./log-care.ts";
import type { Logged } from "./logged.ts";
import type { ViewApi } from "./view-api.ts";

/** Items that passed the shape check: NDJSON of the accepted ones, six hash words each, and how many were refused. */
export interface IngestBatch {
  source: string;
  isBackfill: boolean;
  count: number;
  raw: Uint8Array;
  hashes: Uint32Array;
  /** Refused items, for the books and the quarantine view. */
  refused: RefusedItem[];
}

/** An item refused at the edge. `payload` is its text, cut to 2,000 characters. */
export interface RefusedItem {
  index: number;
  code: string;
  path: string;
  payload: string;
}

/** What became of a batch; indexes count the accepted items of the batch. */
export interface IngestResult {
  seq: number | null;
  duplicates: number[];
  conflicts: number[];
}

/** Why the engine did not take something: HTTP answers 503 (full, stopping, damaged) or 429 (overloaded). */
export type Refusal = "diskFull" | "overloaded" | "stopping" | "stopped";

/** The state of the engine, for health, metrics and the command line. */
export interface EngineStatus {
  isReady: boolean;
  /** Why sends are stopped, null while they run. */
  stop: string | null;
  lastSeq: number;
  appliedSeq: number;
  now: number;
  learnerCount: number;
  openEpisodeCount: number;
  pendingSendCount: number;
  nextDueAt: number | null;
  isClockSuspect: boolean;
  counters: Record<string, number>;
  memory: { dedupBytes: number; rssBytes: number };
  /** Lateness of the engine's thread; absent where the engine has none of its own. */
  lag?: LoopLag;
}

/** A page of a ledger: rows in key order and the cursor of the next page, null at the end. */
export interface Page {
  rows: Record<string, unknown>[];
  next: string | null;
}

/** A question to a ledger. Filters are by column name of the answer; `limit` 1..1000. */
export interface LedgerQuery {
  ledger: LedgerName;
  cursor: string | null;
  limit: number;
  filters: Record<string, string>;
}

/** The ledgers. */
export const ledgerNames = [
  "decisions",
  "sends",
  "suppressions",
  "assignments",
  "episodes",
  "quarantine",
  "timers",
  "promises",
  "attempts",
  "receipts",
  "tasks",
  "learners",
  "inbox",
] as const;
/** The name of a ledger. */
export type LedgerName = (typeof ledgerNames)[number];

/** The totals of promise P18, and what the replay table prints. */
export interface Books {
  events: { received: number; applied: number; duplicates: number; rejected: number; quarantined: number };
  learners: number;
  decisions: { total: number; byKind: Record<string, number> };
  episodes: { byTier: Record<string, number>; open: number; recovered: number; lost: number; void: number };
  sends: { total: number; byChannel: Record<string, Record<string, number>> };
  reasons: Record<string, number>;
  promises: Record<string, number>;
  isBalanced: boolean;
  imbalances: string[];
}

/** A finding of `doctor`: which invariant, how many rows break it, and a few of their keys. */
export interface Finding {
  invariant: string;
  count: number;
  examples: string[];
}

/** A learner as known to the engine. */
export interface LearnerView {
  id: string;
  createdAt: number;
  profile: Record<string, unknown>;
  attributes: Record<string, unknown>;
  enrolments: { course: string; startAt: number | null; end: string }[];
  episodes: Record<string, unknown>[];
  isOptedOut: boolean;
  nextDueAt: number | null;
  /** Every running figure the live plans keep for the learner; equal whatever the order the events came in. */
  facts: Record<string, unknown>;
}

/** What a publish would do, before it is done. */
export interface PublishPreview {
  /** Running episodes of older versions, by node where a path waits (`episode` counts once per node). */
  waiting: Record<string, number>;
  running: number;
  /** Learners who match now though nothing rose since. */
  matching: number;
}

/** What a person does to a task; `assign` names who shall have it. */
export type TaskAct = { send: number; by: string } & (
  | { act: "claim" }
  | { act: "finish"; outcome: string; note?: string }
  | { act: "note"; note: string }
  | { act: "assign"; to: string }
);

/** The engine, as the rest of the process sees it. Every call may reject with EngineRefused. */
export interface EngineApi extends ViewApi {
  ingest(batch: IngestBatch): Promise<IngestResult>;
  /** Logs inputs in one frame, answers after commit and apply; gives the frame's number. */
  log(inputs: Logged[], intent: string | null): Promise<number>;
  /** Opt-out or erase: answers after its commit and after every `sending` row of the learner has begun or been revoked. */
  withdraw(input: Extract<Logged, { is: "optOut" | "erase" }>): Promise<number>;
  status(): Promise<EngineStatus>;
  /** An issue where the question cannot be answered: an unknown ledger or filter, a limit or cursor out of bounds. */
  ledger(query: LedgerQuery): Promise<Page | { issue: Issue }>;
  books(): Promise<Books>;
  doctor(): Promise<Finding[]>;
  learner(id: string): Promise<LearnerView | null>;
  preview(document: unknown): Promise<PublishPreview>;
  intentSeq(intent: string): Promise<number | null>;
  /** In-app messages of a learner, newest first. */
  inbox(learner: string, limit: number): Promise<Record<string, unknown>[]>;
  /** A learner's own act on an in-app message; gives whether it was theirs. */
  inboxAct(learner: string, send: number, act: "read" | "act"): Promise<boolean>;
  /** Records receipts (tracking, providers); unknown sends are counted and ignored. Gives how many were known. */
  receipts(
    list: { send: number; state: "delivered" | "opened" | "acted" | "failed"; at: number; isMachine?: boolean }[],
  ): Promise<number>;
  /** Takes, hands on, finishes or notes a task; `conflict` when it is not in a state for that. */
  task(act: TaskAct): Promise<"ok" | "missing" | "conflict" | "badOutcome">;
  /** The link and learner behind a send, for tracked clicks: null for an unknown send. */
  sendTarget(send: number): Promise<{ learner: string; link: string | null } | null>;
  /** Moves the test clock ahead, stopping wherever something is due; answers when nothing is. */
  setClock(at: number): Promise<number>;
  confirmClock(): Promise<void>;
  /** What the files of the log wait for; what it names lies in sealed files. */
  logCare(): Promise<LogCare>;
  /** It was done. */
  logCared(care: LogCare): Promise<void>;
  backup(folder: string): Promise<{ pauseMs: number }>;
  export(): Promise<{ strategies: unknown[]; settings: unknown }>;
  close(): Promise<void>;
}

/** Messages from the engine thread that answer no call. */
export type EngineNews =
  | { news: "send"; id: number; request: SendRequest }
  | { news: "inbox"; learner: string; item: Record<string, unknown> }
  /** Tasks arose, changed or left the list; told once a commit. */
  | { news: "tasks" };

/** The engine refused a call; `reason` decides the HTTP status. */
export class EngineRefused extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal) {
    super(`engine refused: ${reason}`);
    this.reason = reason;
  }
}
