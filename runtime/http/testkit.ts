// For tests of the HTTP side: the real app over the real engine in this thread, both on folders of their own, with a clock moved by
// hand. Nothing is imitated; a test may make single calls of the engine fail at the seam.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished } from "vitest";
import { TestClock } from "#runtime/engine/clock.ts";
import { Engine } from "#runtime/engine/engine.ts";
import { linesOf } from "#runtime/engine/lines.ts";
import { rewriteFiles } from "#runtime/engine/log-keeper.ts";
import type { Logged } from "#runtime/engine/logged.ts";
import { type EngineApi, EngineRefused, type LedgerName, type Refusal } from "#runtime/engine/protocol.ts";
import { createService } from "#runtime/engine/service.ts";
import { finish } from "#runtime/engine/slices.ts";
import type { LogEntry } from "#runtime/store/log/frame.ts";
import { openSchool, type School } from "#runtime/store/school/open.ts";
import { issueSetupToken, redeemSetupToken } from "#runtime/store/school/setup.ts";
import type { Role, Scope } from "#shared/api/contract.ts";
import { openAccounts } from "./accounts.ts";
import { createApp } from "./app.ts";
import { createMeter } from "./body.ts";
import { createDirect, type Direct } from "./direct.ts";
import { createLive, type Live } from "./live.ts";
import type { App } from "./mount.ts";
import type { SampleDoor } from "./sample.ts";
import { backtestsOver } from "./testbacktests.ts";
import { careful } from "./teststrategy.ts";
import { Turns } from "./turns.ts";

/** A day in 2026, UTC ms; an afternoon in Shanghai. */
export const NOW = Date.UTC(2026, 2, 2, 8);

/** The secret that the kit's links are signed with. */
export const SECRET = new Uint8Array(32).fill(7);

const AUTH_SECRET = Buffer.from(SECRET).toString("hex");

type Row = Record<string, unknown>;

/** The door to a sample school that is not there. */
const NO_SAMPLE: SampleDoor = {
  standing: () => ({ state: "none", progressBp: 0, now: null }),
  fill: () => undefined,
  nextDay: async () => "none",
};

/** A password that may be one. */
export const PASSWORD = "correct horse battery";

/** A browser as the server meets it: keeps cookies, and says from which page it asks. */
export class Browser {
  readonly #app: App;
  readonly #headers: Record<string, string>;
  readonly #jar = new Map<string, string>();
  /** The cookies of the last answer that set any. */
  setCookies: string[] = [];

  constructor(app: App, headers: Record<string, string>) {
    this.#app = app;
    this.#headers = headers;
  }

  cookie(): string {
    return [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const own = { Host: "school.example", Origin: "http://school.example", Cookie: this.cookie(), ...this.#headers };
    const init = { method, headers: { "Content-Type": "application/json", ...own, ...headers } };
    const response = await this.#app.request(path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) this.setCookies = cookies;
    for (const [, name = "", value = "", rest = ""] of cookies.map((text) => /^([^=]+)=([^;]*)(.*)$/.exec(text) ?? []))
      if (/max-age=0/i.test(rest)) this.#jar.delete(name);
      else this.#jar.set(name, value);
    return response;
  }
}

/** The app with all it stands on. `call` speaks JSON with a key; `key` makes one of a scope. */
export interface Kit {
  app: App;
  /** The way past it. */
  direct: Direct;
  /** The calls of the real engine. */
  engine: EngineApi;
  school: School;
  live: Live;
  clock: TestClock;
  /** A key for everything; empty in a school that is not set up. */
  admin: string;
  /** Makes the first key; spent in a school that is set up. */
  setupToken: string;
  /** What the app logged as a fault. */
  faults: unknown[];
  key(...scopes: Scope[]): Promise<string>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A browser that nobody is signed in at; `headers` go with each of its requests. */
  browser(headers?: Record<string, string>): Browser;
  /** A browser at which a new member of that role is signed in. */
  person(role: Role, name?: string): Promise<Browser>;
  /** The rows of a ledger. */
  rows(ledger: LedgerName, filters?: Record<string, string>): Promise<Row[]>;
  /** The events in the log, in order. */
  events(): Row[];
  /** The inputs in the log, in order. */
  inputs(): Logged[];
  /** The entries of events in the log, in order. */
  batches(): LogEntry[];
  /** Makes a call of the engine refuse until the returned function is called. */
  refuse(call: "ingest" | "log" | "status" | "receipts", reason: Refusal): () => void;
}

/** What a school is like at first. */
export interface Opening {
  isTest?: boolean;
  isSetUp?: boolean;
  /** Whether people come by TLS. */
  isSecure?: boolean;
  /** Where the designer was built; nowhere at first. */
  designerFolder?: string;
}

/** An app over an empty school, with one admin key; gone when the test ends. */
export async function createKit({
  isTest = true,
  isSetUp = true,
  isSecure = false,
  designerFolder = "nowhere",
}: Opening = {}): Promise<Kit> {
  const live = createLive();
  const { engine, log, clock, keepLog, folder } = openEngine(live);
  const school = await openSchool(":memory:");
  const setupToken = (await issueSetupToken(school)) ?? "";
  const admin = isSetUp ? ((await redeemSetupToken(school, setupToken, "test", NOW))?.text ?? "") : "";
  const faults: unknown[] = [];
  const faultLog = pino({ level: "error" }, { write: (line: string) => void faults.push(JSON.parse(line)) });
  const secrets = { tracking: [SECRET] };
  const about = {
    isTest,
    turns: isTest ? new Turns() : null,
    isSample: false,
    version: "1.2.3",
    designerFolder,
    transports: new Map(),
    sample: NO_SAMPLE,
    publicHost: "public.example",
  };
  const accounts = await openAccounts({ school, secret: AUTH_SECRET, isSecure, now: () => Date.now() });
  const backtests = backtestsOver(engine, folder, clock, faults);
  const deps = { engine, backtests, school, accounts, clock, secrets, ...about, live, log: faultLog, keepLog };
  const meter = createMeter();
  const app = createApp(deps, meter);
  const direct = createDirect(deps, meter);
  const key = async (...scopes: Scope[]) =>
    (await school.keys.create({ name: "k", source: "app", scopes }, NOW, async () => {})).text;
  const call = caller(app, admin);
  const browser = (headers = {}) => new Browser(app, headers);
  const person = async (role: Role, name: string = role) => {
    const made = browser();
    const { path } = (await (await call("POST", "/api/invitations", { role })).json()) as { path: string };
    const joining = { name, email: `${/^\w+$/.test(name) ? name : role}@school.cn`, password: PASSWORD };
    expect((await made.send("POST", `/api${path}/accept`, joining)).status).toBe(201);
    return made;
  };
  const people = { browser, person };
  return {
    app,
    direct,
    engine,
    school,
    live,
    clock,
    admin,
    setupToken,
    faults,
    key,
    call,
    ...people,
    ...looks(engine, log),
  };
}

/** The real engine in a folder that goes when the test ends. */
function openEngine(live: Live) {
  const folder = mkdtempSync(join(tmpdir(), "winback-http-"));
  const clock = new TestClock(NOW);
  const inner = new Engine({
    folder,
    clock,
    secret: SECRET,
    publicUrl: "https://school.example",
    tell: (news) => live.publish(news),
  });
  const service = createService(inner, clock);
  onTestFinished(async () => {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const engine: EngineApi = { ...service };
  const keepLog = async () => {
    const care = await engine.logCare();
    const cared = finish(rewriteFiles(folder, care));
    await engine.logCared(care);
    return cared;
  };
  return { engine, log: inner.log, clock, keepLog, folder };
}

function caller(app: App, admin: string): Kit["call"] {
  return async (method, path, body, headers = {}) => {
    const isRaw = typeof body === "string" || body instanceof Uint8Array || body === undefined;
    const sent = isRaw ? body : JSON.stringify(body);
    const init = {
      method,
      headers: { Authorization: `Bearer ${admin}`, "Content-Type": "application/json", ...headers },
    };
    return app.request(path, sent === undefined ? init : { ...init, body: sent as string });
  };
}

/** What a test looks at, and the faults it puts in. */
function looks(engine: EngineApi, log: Engine["log"]): Pick<Kit, "rows" | "events" | "inputs" | "batches" | "refuse"> {
  const entries = (kind: LogEntry["kind"]) =>
    [...log.read(1)].flatMap((frame) => frame.entries.filter((entry) => entry.kind === kind));
  const items = <T>(kind: LogEntry["kind"]) =>
    entries(kind)
      .flatMap(linesOf)
      .map((line): T => JSON.parse(line));
  return {
    rows: async (ledger, filters = {}) => {
      const page = await engine.ledger({ ledger, cursor: null, limit: 1000, filters });
      if ("issue" in page) throw new Error(page.issue.code);
      return page.rows;
    },
    events: () => items<Row>("events"),
    inputs: () => items<Logged>("inputs"),
    batches: () => entries("events"),
    refuse: (call, reason) => {
      const whole = { ...engine };
      Object.assign(engine, { [call]: () => Promise.reject(new EngineRefused(reason)) });
      return () => void Object.assign(engine, whole);
    },
  };
}

/** When `li` complained, after the strategy came into force. */
export const SENT_AT = NOW + 1000;

/** The ids of what was sent to `li`. */
export interface Sent {
  note: string;
  mail: string;
  call: string;
}

/** A school where `li` complained and has been written to; links of messages lead to https://learn.example.com/next. */
export async function complain(kit: Kit): Promise<Sent> {
  const ask = async (method: string, path: string, body: unknown) => {
    const answer = await kit.call(method, path, body);
    expect(answer.status, await answer.clone().text()).toBeLessThan(300);
    return (await answer.json()) as Row;
  };
  const settings = (await (await kit.call("GET", "/api/settings")).json()) as { settings: Row };
  const rates = { delivered: 0, opened: 0, acted: 0 };
  const resumeUrl = "https://learn.example.com/next";
  await ask("PUT", "/api/settings", { ...settings.settings, rates, resumeUrl });
  await ask("PUT", "/v1/learners/li", {
    name: "李雷",
    addresses: { email: "li@example.com" },
    consent: { email: true },
  });
  await ask("POST", "/api/strategies/import", careful);
  await ask("POST", "/api/strategies/careful/publish", {});
  await kit.engine.setClock(SENT_AT);
  const at = new Date(SENT_AT).toISOString();
  await ask("POST", "/v1/events", { id: "angry", type: "complaint.filed", learner: "li", at });
  const ids = (await kit.rows("sends")).map(({ key, id }) => [(key as Row).node, id]);
  return Object.fromEntries(ids) as Sent;
}
