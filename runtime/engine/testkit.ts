// An engine in a test: on a folder of its own, with a clock moved by hand, and the few acts a story needs.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SendResult } from "#runtime/transport/kind.ts";
import { HASH_WORDS, hashBody, hashId } from "#shared/event/identity.ts";
import { assert } from "#shared/kernel/issue.ts";
import { type Strategy, strategySchema } from "#shared/strategy/document.ts";
import { TestClock } from "./clock.ts";
import { Engine } from "./engine.ts";
import { defaultSettings, type Logged, type Settings } from "./logged.ts";
import type { EngineNews, IngestResult, RefusedItem } from "./protocol.ts";

/** An event as a test writes it; `at` in UTC ms. */
export interface Happening {
  id: string;
  type: string;
  learner: string;
  at: number;
  course?: string;
  data?: Record<string, unknown>;
}

/** Where a story begins; without a folder a new one is made. */
export interface Opening {
  at: number;
  folder?: string;
  /** Its own thread, as late as that may be, where nothing is said. */
  committer?: URL | "late";
}

/** The grain of the clock: what is due within a second is reached in one step (ms). */
const STEP_MS = 1000;

/** An engine with its clock. Everything is done when an act returns; a bug of the engine throws there. */
export class EngineKit {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly folder: string;
  readonly news: EngineNews[] = [];
  /** What the engine told beside requests. */
  readonly told: EngineNews[] = [];
  /** Whether every act ends with a commit, as every reader's question does. */
  isCommitting = true;
  /** What a transport answers to a request. */
  answer: (key: string) => SendResult = () => ({ state: "accepted", providerId: null });

  constructor({ at, folder = mkdtempSync(join(tmpdir(), "winback-engine-")), committer = "late" }: Opening) {
    this.folder = folder;
    this.clock = new TestClock(at);
    this.engine = new Engine({
      folder,
      clock: this.clock,
      secret: new Uint8Array(32).fill(7),
      publicUrl: "https://school.example",
      committer,
      tell: (news) => this.news.push(news),
    });
  }

  /** Takes events of one source; `refused` were stopped at the edge. */
  ingest(events: readonly Happening[], { isBackfill = false, refused = [] as RefusedItem[] } = {}): IngestResult {
    const items = events.map((event) => ({ ...event, at: new Date(event.at).toISOString() }));
    const hashes = new Uint32Array(items.length * HASH_WORDS);
    for (const [index, item] of items.entries()) {
      hashId("test", item.id, hashes, index * HASH_WORDS);
      hashBody(item, hashes, index * HASH_WORDS + 4);
    }
    const raw = Buffer.from(items.map((item) => `${JSON.stringify(item)}\n`).join(""));
    const batch = { source: "test", isBackfill, count: items.length, raw, hashes, refused };
    return this.#await<IngestResult>((done, fail) => this.engine.push({ kind: "batch", batch, done, fail }));
  }

  /** Logs inputs; gives the frame's number. */
  log(inputs: Logged[]): number {
    return this.#await<number>((done, fail) => this.engine.push({ kind: "inputs", inputs, intent: null, done, fail }));
  }

  /** Settings over the defaults: no quiet hours, UTC, receipts that never come. */
  settings(settings: Partial<Settings> = {}): number {
    const rates = { delivered: 0, opened: 0, acted: 0 };
    return this.log([
      { is: "settings", settings: { ...defaultSettings, zone: "UTC", quiet: null, rates, ...settings } },
    ]);
  }

  /** Publishes a document, live; those who match already are not enrolled. */
  publish(document: Strategy, more: Partial<Extract<Logged, { is: "publish" }>> = {}): number {
    return this.log([{ is: "publish", document, state: "live", running: "finish", enrolPerHour: null, ...more }]);
  }

  /** Moves the clock from one due instant to the next, up to `at`, until nothing is due. */
  advanceTo(at: number): void {
    this.#pump();
    for (let next = this.engine.nextAt(); next <= at; next = this.engine.nextAt()) {
      this.clock.set(Math.min(at, Math.max(this.clock.now(), Math.ceil(next / STEP_MS) * STEP_MS)));
      this.#pump();
    }
    this.clock.set(at);
    this.#pump();
  }

  /** The same folder in a new engine, after a shutdown. */
  reopen(): EngineKit {
    this.engine.close();
    return new EngineKit({ at: this.clock.now(), folder: this.folder });
  }

  /** The same as after a crash: of what was not committed only the log is left, and state is as old as its last block. */
  crash(): EngineKit {
    this.engine.log.close();
    this.engine.db.close();
    return new EngineKit({ at: this.clock.now(), folder: this.folder });
  }

  #pump(): void {
    this.engine.pump();
    for (let news = this.news.shift(); news !== undefined; news = this.news.shift()) {
      if (news.news !== "send") {
        this.told.push(news);
        continue;
      }
      this.engine.report(news.id, this.answer(news.request.key));
      this.engine.pump();
    }
    if (this.isCommitting) this.engine.commit();
  }

  #await<T>(push: (done: (value: T) => void, fail: (error: unknown) => void) => void): T {
    let value: T | undefined;
    push(
      (answer) => {
        value = answer;
      },
      (error) => {
        throw error;
      },
    );
    this.#pump();
    assert(value !== undefined, "the engine answers within the pump");
    return value;
  }
}

/** An engine for one test. */
export function openEngine(opening: Opening): EngineKit {
  return new EngineKit(opening);
}

const words = (text: string) => ({ "zh-CN": { title: text, body: text } });

/**
 * A small strategy: three silent days open `watch` (an in-app nudge, a day's wait, a text message); a complaint climbs to `urgent`
 * (a task and a webhook). `more` replaces whole fields of the document.
 */
export function smallStrategy(more: Partial<Record<keyof Strategy, unknown>> = {}): Strategy {
  return strategySchema.parse({
    format: "winback.strategy/1",
    id: "small",
    name: { en: "Small" },
    purpose: "retention",
    subject: "learner",
    goal: { events: ["session.started"], days: 2, within: "P14D" },
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      { id: "angry", type: "signal", kind: "count", events: ["complaint.filed"], atLeast: 1, within: "P14D" },
      {
        id: "watch",
        type: "tier",
        rank: 1,
        enter: { atLeast: 1 },
        reach: { within: "P2D", minTouches: 1, minChannels: 1, maxTouches: 4 },
      },
      { id: "urgent", type: "tier", rank: 2, enter: { atLeast: 1 } },
      { id: "nudge", type: "send", message: "hello" },
      { id: "breath", type: "wait", for: "P1D" },
      { id: "text", type: "send", message: "come-back" },
      { id: "call", type: "task", group: "coach", title: { en: "Call" }, within: "P2D", outcomes: ["talked"] },
      { id: "hook", type: "webhook", url: "https://crm.example/hook" },
    ],
    edges: [
      { from: "silent", port: "on", to: "watch" },
      { from: "angry", port: "on", to: "urgent" },
      { from: "watch", port: "enter", to: "nudge" },
      { from: "nudge", port: "next", to: "breath" },
      { from: "breath", port: "next", to: "text" },
      { from: "urgent", port: "enter", to: "call" },
      { from: "urgent", port: "enter", to: "hook" },
    ],
    messages: {
      hello: { channel: "inapp", variants: [{ id: "a", weight: 10_000, content: words("Hello") }] },
      "come-back": {
        channel: "sms",
        variants: [{ id: "a", weight: 10_000, content: { "zh-CN": { body: "Come back" } } }],
      },
    },
    ...more,
  });
}
