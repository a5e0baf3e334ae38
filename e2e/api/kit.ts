// A school in a story: a server of its own, set up through the API like any other, and the acts that stories are told in.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { parseDuration } from "#shared/kernel/duration.ts";
import { launch, type Running } from "./server.ts";

// A story has a server to start and days to pass, on machines that are busy with other stories.
vi.setConfig({ testTimeout: 60_000 });

/** A row of a ledger, or any JSON object of an answer. */
export type Row = Record<string, unknown>;

/** An answer as it came. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Row;
}

/** An event as a story writes it; ids are numbered where the story names none. */
export interface Happening {
  id?: string;
  type: string;
  learner: string;
  at: number;
  course?: string;
  data?: Row;
}

/** How a school begins. */
export interface Opening {
  /** The test clock at first, UTC ms. */
  at?: number;
  /** Settings over the defaults. */
  settings?: Row;
  flags?: readonly string[];
  /** The data folder; by default a new one. */
  data?: string;
}

/** Monday 2 March 2026, 09:00 in Shanghai. */
export const MONDAY = Date.UTC(2026, 2, 2, 1);

/** ISO-8601 of UTC ms, as the API writes instants. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** A school whose server runs. */
export class School {
  readonly data: string;
  readonly #flags: readonly string[];
  #running: (Running & { ready: { url: string } }) | null = null;
  #port = 0;
  #eventCount = 0;
  setupToken = "";
  url = "";
  key = "";

  constructor(data: string, flags: readonly string[]) {
    this.data = data;
    this.#flags = flags;
  }

  /** Starts the server on the school's folder, on the same port as before. */
  async start(): Promise<void> {
    const running = await launch(this.data, this.#port, this.#flags);
    this.#running = running;
    this.url = running.ready.url;
    this.#port = Number(new URL(this.url).port);
    this.setupToken = running.ready.setupToken ?? this.setupToken;
  }

  /** The number of the server's process. */
  get pid(): number {
    return this.#running?.child.pid ?? 0;
  }

  /** Ends the server; gives its exit code. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    const running = this.#running;
    this.#running = null;
    if (running === null) return null;
    running.child.kill(signal);
    return (await running.ended).code;
  }

  /** Sends a request as it is; text and bytes go out unchanged, anything else as JSON. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: "manual",
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: (isRaw ? body : JSON.stringify(body)) as RequestInit["body"] & {} }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, text, json: isJson ? (JSON.parse(text) as Row) : {} };
  }

  /** Sends a request that must succeed; gives its JSON. */
  async call<T = Row>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    const { status, text, json } = await this.send(method, path, body, headers);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 2000)}`);
    return json as T;
  }

  /** What happened, told in one request. */
  async happen(...list: Happening[]): Promise<Row> {
    const events = list.map((one) => {
      this.#eventCount += 1;
      return { id: `e${this.#eventCount}`, ...one, at: iso(one.at) };
    });
    const answer = await this.call("POST", "/v1/events", events);
    expect(answer.rejected).toEqual([]);
    return answer;
  }

  /** Moves the test clock to an instant, or on by an ISO length; answers when nothing is due. */
  async until(when: number | string): Promise<void> {
    const isLength = typeof when === "string" && parseDuration(when) !== null;
    await this.call("POST", "/test/clock", isLength ? { advance: when } : { set: when });
  }

  /** All rows of a ledger under its filters, the parts of the decision key among their columns. */
  async rows(ledger: string, filters: Record<string, string> = {}): Promise<Row[]> {
    const rows: Row[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query = new URLSearchParams({ limit: "1000", ...filters, ...(cursor === "" ? {} : { cursor }) });
      const page: { rows: Row[]; next: string | null } = await this.call("GET", `/api/${ledger}?${query}`);
      rows.push(...page.rows.map((row) => ({ ...(row.key as Row | undefined), ...row })));
      cursor = page.next;
    }
    return rows;
  }

  /** Takes a document in and brings it into force. */
  async publish(document: { id: string }, how: Row = {}): Promise<Row> {
    await this.call("POST", "/api/strategies/import", document);
    return this.call("POST", `/api/strategies/${document.id}/publish`, how);
  }

  /** Saves settings over those in force. */
  async settle(settings: Row): Promise<void> {
    const { settings: old } = await this.call<{ settings: Row }>("GET", "/api/settings");
    await this.call("PUT", "/api/settings", { ...old, ...settings });
  }

  /** Every invariant holds and the books balance. */
  async isInOrder(): Promise<void> {
    const { findings } = await this.call<{ findings: { count: number }[] }>("GET", "/api/doctor");
    expect(findings.filter(({ count }) => count > 0)).toEqual([]);
    expect(await this.call("GET", "/api/books")).toMatchObject({ isBalanced: true, imbalances: [] });
  }
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "winback-story-"));
}

/** A running server on a folder, by default an empty one, before anybody set it up. */
export async function openHouse(flags: readonly string[] = [], data = newFolder()): Promise<School> {
  const school = new School(data, flags);
  onTestFinished(async () => {
    await school.stop("SIGKILL");
    rmSync(school.data, { recursive: true, force: true });
  });
  await school.start();
  return school;
}

/** A school in Shanghai with a key for everything, no receipts but those that the story reports, and no quiet hours of its own. */
export async function openSchool({ at = MONDAY, settings = {}, flags = [], data }: Opening = {}): Promise<School> {
  const school = await openHouse(flags, data);
  const { key } = await school.call<{ key: string }>("POST", "/api/setup", { token: school.setupToken, name: "story" });
  school.key = key;
  await school.until(at);
  await school.settle({
    zone: "Asia/Shanghai",
    quiet: null,
    rates: { delivered: 0, opened: 0, acted: 0 },
    ...settings,
  });
  return school;
}

/** The columns of rows that a story looks at. */
export function pick(rows: readonly Row[], ...columns: string[]): unknown[][] {
  return rows.map((row) => columns.map((column) => row[column]));
}
