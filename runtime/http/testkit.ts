// For tests of the HTTP side: the real app over a real school.db in memory, and a STAND-IN for the engine that remembers what it was
// told. Tests of the whole run on the real engine instead.
import { pino } from "pino";
import type { Logged } from "#runtime/engine/logged.ts";
import { type EngineApi, EngineRefused, type IngestBatch, type Page, type Refusal } from "#runtime/engine/protocol.ts";
import { openSchool, type School } from "#runtime/store/school/open.ts";
import { issueSetupToken, redeemSetupToken } from "#runtime/store/school/setup.ts";
import type { Scope } from "#shared/api/contract.ts";
import { HASH_WORDS } from "#shared/event/identity.ts";
import { createApp } from "./app.ts";
import { createLive, type Live } from "./live.ts";
import type { App } from "./mount.ts";

/** What the stand-in was told, and what it shall answer. */
export interface FakeEngine extends EngineApi {
  batches: IngestBatch[];
  lines: string[];
  logged: Logged[];
  intents: Map<string, number>;
  received: { send: number; state: string }[];
  refusal: Refusal | null;
  pages: Map<string, Page>;
}

/** A day in 2026, UTC ms. */
export const NOW = Date.UTC(2026, 2, 2, 8);

/** A stand-in engine with an empty memory. */
export function createFakeEngine(clock: { at: number }): FakeEngine {
  const seen = new Map<string, string>();
  const fake = {
    batches: [],
    lines: [],
    logged: [],
    intents: new Map(),
    received: [],
    refusal: null,
    pages: new Map(),
  } as unknown as FakeEngine;
  let seq = 0;
  const willing = () => {
    if (fake.refusal !== null) throw new EngineRefused(fake.refusal);
  };
  const api: Partial<EngineApi> = {
    async ingest(batch) {
      willing();
      fake.batches.push(batch);
      const found = { duplicates: [] as number[], conflicts: [] as number[] };
      for (let index = 0; index < batch.count; index += 1) {
        const words = batch.hashes.subarray(index * HASH_WORDS, (index + 1) * HASH_WORDS);
        const [id, body] = [words.subarray(0, 4).join(), words.subarray(4).join()];
        const known = seen.get(id);
        if (known === undefined) seen.set(id, body);
        else (known === body ? found.duplicates : found.conflicts).push(index);
      }
      fake.lines.push(
        ...Buffer.from(batch.raw)
          .toString("utf8")
          .split("\n")
          .filter((line) => line !== ""),
      );
      seq += 1;
      return { seq, ...found };
    },
    async log(inputs, intent) {
      willing();
      fake.logged.push(...inputs);
      seq += 1;
      if (intent !== null) fake.intents.set(intent, seq);
      return seq;
    },
    withdraw: (input) => fake.log([input], null),
    intentSeq: async (intent) => fake.intents.get(intent) ?? null,
    receipts: async (list) => {
      fake.received.push(...list);
      return list.filter(({ send }) => send < 1000).length;
    },
    ledger: async ({ ledger, filters }) => {
      if (filters.nonsense !== undefined)
        return { issue: { code: "ledger.filter", severity: "error", path: ["nonsense"] } };
      return fake.pages.get(ledger) ?? { rows: [], next: null };
    },
    setClock: async (at) => {
      clock.at = at;
      return at;
    },
    confirmClock: async () => {},
    backup: async () => ({ pauseMs: 1 }),
    export: async () => ({ strategies: [], settings: {} }),
    close: async () => {},
  };
  return Object.assign(
    fake,
    api,
    people,
    reads(fake, clock, () => seq),
  );
}

const people: Partial<EngineApi> = {
  doctor: async () => [],
  learner: async (id) => (id === "nobody" ? null : viewOf(id)),
  preview: async () => ({ waiting: {}, running: 0, matching: 3 }),
  inbox: async () => [{ send: 7, content: { title: "Hello", body: "<b>Back</b>" } }],
  inboxAct: async (_, send) => send === 7,
  task: async ({ send }) => (send === 1 ? "ok" : send === 2 ? "conflict" : "missing"),
  sendTarget: async (send) => (send < 1000 ? { learner: "li", link: "https://learn.example.com/next" } : null),
};

function reads(fake: FakeEngine, clock: { at: number }, seq: () => number): Pick<EngineApi, "status" | "books"> {
  return {
    status: async () => {
      if (fake.refusal === "stopped") throw new EngineRefused("stopped");
      const memory = { dedupBytes: 0, rssBytes: 1 };
      const counts = {
        learnerCount: 2,
        openEpisodeCount: 1,
        pendingSendCount: 0,
        nextDueAt: null,
        isClockSuspect: false,
      };
      return {
        isReady: true,
        stop: null,
        lastSeq: seq(),
        appliedSeq: seq(),
        now: clock.at,
        ...counts,
        counters: { "events.applied": 5 },
        memory,
      };
    },
    books: async () => ({
      events: { received: 0, applied: 0, duplicates: 0, rejected: 0, quarantined: 0 },
      learners: 0,
      decisions: { total: 0, byKind: {} },
      episodes: { byTier: {}, open: 0, recovered: 0, lost: 0, void: 0 },
      sends: { total: 0, byChannel: {} },
      reasons: {},
      promises: {},
      isBalanced: true,
      imbalances: [],
    }),
  };
}

function viewOf(id: string) {
  return {
    id,
    createdAt: NOW,
    profile: { name: "李雷" },
    attributes: { level: "VIP" },
    enrolments: [],
    episodes: [],
    isOptedOut: false,
    nextDueAt: null,
    facts: {},
  };
}

/** The app with all it stands on. `call` speaks JSON with a key; `key` makes one of a scope. */
export interface Kit {
  app: App;
  engine: FakeEngine;
  school: School;
  live: Live;
  clock: { at: number; now(): number };
  admin: string;
  faults: unknown[];
  key(...scopes: Scope[]): Promise<string>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The secret that the kit's links are signed with. */
export const SECRET = new Uint8Array(32).fill(7);

/** An app over an empty school with one admin key. */
export async function createKit({ isTest = true } = {}): Promise<Kit> {
  const clock = { at: NOW, now: () => clock.at };
  const engine = createFakeEngine(clock);
  const school = await openSchool(":memory:");
  const token = (await issueSetupToken(school)) ?? "";
  const admin = (await redeemSetupToken(school, token, "test", NOW))?.text ?? "";
  const live = createLive();
  const faults: unknown[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void faults.push(JSON.parse(line)) });
  const app = createApp({
    engine,
    school,
    clock,
    secrets: { tracking: [SECRET] },
    isTest,
    version: "1.2.3",
    live,
    log,
  });
  const key = async (...scopes: Scope[]) =>
    (await school.keys.create({ name: "k", source: "app", scopes }, NOW, async () => {})).text;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const sent =
      typeof body === "string" || body instanceof Uint8Array || body === undefined ? body : JSON.stringify(body);
    const init = {
      method,
      headers: { Authorization: `Bearer ${admin}`, "Content-Type": "application/json", ...headers },
    };
    return app.request(path, sent === undefined ? init : { ...init, body: sent as string });
  };
  return { app, engine, school, live, clock, admin, faults, key, call };
}
