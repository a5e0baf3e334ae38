// The built server as something to be driven: started on a folder, on the test clock or on the system's, set up with a key,
// killed and started again on the same port.
import { readFileSync } from "node:fs";
import { type Running, runWinback } from "#e2e/api/server.ts";

/** How a server is started. */
export interface Start {
  data: string;
  /** 0 takes a free one. */
  port?: number;
  isTest?: boolean;
  flags?: readonly string[];
  environment?: Record<string, string>;
}

/** A server that is ready. */
export interface Driven {
  url: string;
  port: number;
  pid: number;
  setupToken: string | null;
  /** From the start of the process to its first word (ms). */
  readyMs: number;
  running: Running;
}

/** Starts a server. Gives how it ended where it ends before it is ready. */
export async function start(how: Start): Promise<Driven | { ended: Awaited<Running["ended"]> }> {
  const { data, port = 0, isTest = true, flags = [], environment = {} } = how;
  const args = ["serve", "--json", "--data", data, "--port", String(port), ...(isTest ? ["--test"] : []), ...flags];
  const begunAt = performance.now();
  const running = runWinback(args, environment);
  const line = new Promise<string>((resolve) => {
    running.child.stdout?.on("data", () => {
      const end = running.written.out.indexOf("\n");
      if (end !== -1) resolve(running.written.out.slice(0, end));
    });
  });
  const first = await Promise.race([line, running.ended]);
  if (typeof first !== "string") return { ended: first };
  const { url, setupToken } = JSON.parse(first) as { url: string; setupToken: string | null };
  const readyMs = performance.now() - begunAt;
  return { url, port: Number(new URL(url).port), pid: running.child.pid ?? 0, setupToken, readyMs, running };
}

/** Starts a server that has to be ready. */
export async function mustStart(how: Start): Promise<Driven> {
  const driven = await start(how);
  if ("ended" in driven) throw new Error(`the server ended with ${driven.ended.code}: ${driven.ended.err}`);
  return driven;
}

/** Ends a server; gives its exit code. */
export async function end(driven: Driven, signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
  driven.running.child.kill(signal);
  return (await driven.running.ended).code;
}

/** A route's caller with a key: gives the answer's JSON, throws where it is not 2xx. */
export class Caller {
  url: string;
  key = "";

  constructor(url: string) {
    this.url = url;
  }

  /** Calls a route. */
  async call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 2000)}`);
    return (text === "" ? null : JSON.parse(text)) as T;
  }

  /** All rows of a ledger. */
  async *rows(ledger: string, filters: Record<string, string> = {}): AsyncGenerator<Record<string, unknown>> {
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query = new URLSearchParams({ limit: "1000", ...filters, ...(cursor === "" ? {} : { cursor }) });
      const page: { rows: Record<string, unknown>[]; next: string | null } = await this.call(
        "GET",
        `/api/${ledger}?${query}`,
      );
      yield* page.rows;
      cursor = page.next;
    }
  }

  /** Takes a document in and brings it into force. */
  async publish(document: { id: string }): Promise<void> {
    await this.call("POST", "/api/strategies/import", document);
    await this.call("POST", `/api/strategies/${document.id}/publish`, { state: "live" });
  }

  /** Saves settings over those in force. */
  async settle(settings: Record<string, unknown>): Promise<void> {
    const { settings: old } = await this.call<{ settings: Record<string, unknown> }>("GET", "/api/settings");
    await this.call("PUT", "/api/settings", { ...old, ...settings });
  }
}

/** A caller with the school's first key. */
export async function setUp(driven: Driven, name: string): Promise<Caller> {
  const caller = new Caller(driven.url);
  const { key } = await caller.call<{ key: string }>("POST", "/api/setup", { token: driven.setupToken, name });
  caller.key = key;
  return caller;
}

/** Memory of a process in bytes, now or at its most; null where the system does not tell. */
export function memoryOf(pid: number, which: "now" | "most" = "now"): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const found = (which === "now" ? /VmRSS:\s+(\d+) kB/ : /VmHWM:\s+(\d+) kB/).exec(status);
    return found === null ? null : Number(found[1]) * 1024;
  } catch {
    return null; // not Linux, or it is gone
  }
}
