// A run: the built server killed again and again under load, started again, and audited each time and at the end.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Row } from "#e2e/api/kit.ts";
import { type Caller, type Driven, end, mustStart, setUp, start } from "#e2e/drive/server.ts";
import { auditRestart, auditSchool, auditStopped } from "./audit.ts";
import { type Clients, startClients } from "./clients.ts";
import { type Kill, nameOf, planKills } from "./kill.ts";
import { complaints, SCHOOL_AT } from "./school.ts";
import { openSink, type Sink } from "./sink.ts";

/** How a run goes. */
export interface CampaignOptions {
  /** An empty folder for the school and the ledgers. */
  folder: string;
  kills: number;
  seed: string;
  clients: number;
  /** Hears of each kill. */
  onKill?(done: number, where: string): void;
}

/** What a run came to. */
export interface Campaign {
  /** Kills by where they hit. */
  kills: Map<string, number>;
  /** How long each start took (ms). */
  readyMs: number[];
  /** What is wrong, in words; empty where every promise held. */
  problems: string[];
  counts: Record<string, number>;
}

/** A place that is not passed so soon is killed there all the same (ms). */
const PATIENCE_MS = 3000;

/** Runs a campaign. */
export async function runCampaign(options: CampaignOptions): Promise<Campaign> {
  const data = join(options.folder, "data");
  mkdirSync(data);
  const sink = await openSink(join(options.folder, "accepted.ndjson"), options.seed);
  try {
    return await new Run(options, data, sink).all();
  } finally {
    sink.close();
  }
}

class Run {
  readonly #options: CampaignOptions;
  readonly #data: string;
  readonly #sink: Sink;
  readonly #result: Campaign = { kills: new Map(), readyMs: [], problems: [], counts: {} };
  #port = 0;

  constructor(options: CampaignOptions, data: string, sink: Sink) {
    this.#options = options;
    this.#data = data;
    this.#sink = sink;
  }

  async all(): Promise<Campaign> {
    const { seed, clients: count, kills } = this.#options;
    const first = await mustStart(this.#how());
    this.#port = first.port;
    const caller = await this.#prepare(first);
    const { settings } = await caller.call<{ settings: Row }>("GET", "/api/settings");
    const clients = startClients({ url: first.url, key: caller.key, settings }, count, seed);
    await end(first, "SIGKILL");
    for (const [n, kill] of planKills(kills, seed).entries()) {
      const where = await this.#kill(kill, caller);
      this.#result.kills.set(where, (this.#result.kills.get(where) ?? 0) + 1);
      this.#options.onKill?.(n + 1, where);
    }
    return await this.#finish(caller, clients);
  }

  #how(kill: Kill | null = null) {
    const crash = kill?.is === "point" ? ["--crash-at", `${kill.point}:${kill.count}`] : [];
    return { data: this.#data, port: this.#port, flags: ["--allow-egress", this.#sink.host, ...crash] };
  }

  async #prepare(driven: Driven): Promise<Caller> {
    const caller = await setUp(driven, "crash");
    await caller.call("POST", "/test/clock", { set: new Date(SCHOOL_AT).toISOString() });
    await caller.settle({
      quiet: null,
      allowedHosts: [this.#sink.host],
      rates: { delivered: 0, opened: 0, acted: 0 },
    });
    await caller.publish(complaints(this.#sink.host));
    return caller;
  }

  /** One start, an audit beside the load, and one kill; gives where it hit. */
  async #kill(kill: Kill, caller: Caller): Promise<string> {
    const driven = await start(this.#how(kill));
    if ("ended" in driven) {
      if (kill.is === "instant")
        this.#result.problems.push(`the server did not start: ${driven.ended.err.slice(0, 500)}`);
      return `${nameOf(kill)}, while starting`;
    }
    this.#result.readyMs.push(driven.readyMs);
    this.#result.problems.push(...(await auditRestart(caller)));
    const { child, ended } = driven.running;
    const timer = setTimeout(() => child.kill("SIGKILL"), kill.is === "instant" ? kill.afterMs : PATIENCE_MS);
    const begunAt = performance.now();
    const { code, err } = await ended;
    clearTimeout(timer);
    // Killed, it has no exit code; one that ends by itself says why.
    if (code !== null) this.#result.problems.push(`the server ended by itself with ${code}: ${err.slice(0, 500)}`);
    else if (err !== "") this.#result.problems.push(`the server said: ${err.slice(0, 500)}`);
    const isLate = kill.is === "point" && performance.now() - begunAt >= PATIENCE_MS - 1;
    return isLate ? "random instant" : nameOf(kill);
  }

  /** The last start: the clients see their requests through, the provider calms down, what is owed goes out, and all is compared. */
  async #finish(caller: Caller, clients: Clients): Promise<Campaign> {
    const driven = await mustStart(this.#how());
    this.#result.readyMs.push(driven.readyMs);
    this.#sink.isCalm = true;
    await clients.stop();
    await settleDown(caller);
    const school = await auditSchool(caller, clients.ledger, this.#sink);
    const code = await end(driven);
    if (code !== 0) this.#result.problems.push(`SIGTERM: exit ${code}`);
    const stopped = await auditStopped(this.#data, clients.ledger);
    const { kills, readyMs, problems } = this.#result;
    return {
      kills,
      readyMs,
      problems: [...problems, ...school.problems, ...stopped],
      counts: school.counts,
    };
  }
}

/** Moves the clock on until nothing waits to be sent. */
async function settleDown(caller: Caller): Promise<void> {
  for (let hours = 0; hours < 200; hours += 1) {
    await caller.call("POST", "/test/clock", { advance: "PT1H" });
    let isPending = false;
    for await (const { state } of caller.rows("sends"))
      if (["decided", "held", "sending"].includes(String(state))) isPending = true;
    const open = (await caller.call<{ nextDueAt?: number }>("GET", "/readyz")) as Row;
    if (!isPending && open.isReady === true && hours >= 2) return;
    await pause(5);
  }
}
