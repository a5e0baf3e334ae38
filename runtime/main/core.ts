// One school at work: its store, its engine thread, its transports and its app, opened and closed in order. A process has one, and a
// second one for the sample school.
import { join } from "node:path";
import type { Logger } from "pino";
import { startBacktestThread } from "#runtime/engine/backtest-thread.ts";
import { type EngineClient, startEngine } from "#runtime/engine/client.ts";
import type { EngineNews } from "#runtime/engine/protocol.ts";
import { type Accounts, openAccounts } from "#runtime/http/accounts.ts";
import { finishIntents } from "#runtime/http/acts.ts";
import { createApp } from "#runtime/http/app.ts";
import { Backtests } from "#runtime/http/backtests.ts";
import { createMeter } from "#runtime/http/body.ts";
import type { Deps } from "#runtime/http/deps.ts";
import { createDirect, type Direct } from "#runtime/http/direct.ts";
import { createLive, type Live } from "#runtime/http/live.ts";
import type { App } from "#runtime/http/mount.ts";
import type { SampleDoor } from "#runtime/http/sample.ts";
import { Turns } from "#runtime/http/turns.ts";
import { Crash, type CrashAt } from "#runtime/store/crash-point.ts";
import { openSchool, type School } from "#runtime/store/school/open.ts";
import { createTransports } from "#runtime/transport/all.ts";
import type { Transport } from "#runtime/transport/kind.ts";
import { assert } from "#shared/kernel/issue.ts";
import { createLogRounds } from "./log-rounds.ts";
import { readSecrets, type Secrets } from "./secrets.ts";

/** How a school is opened. */
export interface CoreOptions {
  folder: string;
  /** Under which learners reach it. */
  publicUrl: string;
  /** Whether people come by TLS, which something in front ends. */
  isSecure: boolean;
  isTest: boolean;
  allowEgress: readonly string[];
  version: string;
  /** Where a test wants the process to die. */
  crashAt: CrashAt | null;
  /** The built engine thread. */
  engineScript: URL;
  /** The built designer. */
  designerFolder: string;
}

/** What a school has from the process. `accounts`: whose people it has; null: its own. */
export interface Surroundings {
  log: Logger;
  accounts: Accounts | null;
  sample: SampleDoor;
  /** Hears when the engine ends by itself. */
  onDeath: () => void;
}

/** A school at work. */
export interface Core {
  readonly app: App;
  /** The way past the app. */
  readonly direct: Direct;
  readonly live: Live;
  readonly school: School;
  readonly accounts: Accounts;
  readonly engine: EngineClient;
  readonly clock: { now(): number };
  /** Ends it once its answers are out: streams, transports, engine, store. */
  close(): Promise<void>;
}

/** Opens a school. Rejects with StoreBusy, StoreDamaged or EngineFailed. */
export async function openCore(options: CoreOptions, around: Surroundings): Promise<Core> {
  const secrets = readSecrets(options.folder); // makes the folder
  const school = await openSchool(join(options.folder, "school.db"));
  try {
    return await build(options, around, school, secrets);
  } catch (error) {
    await school.close();
    throw error;
  }
}

async function build(options: CoreOptions, around: Surroundings, school: School, secrets: Secrets): Promise<Core> {
  const { log, sample } = around;
  const isSample = around.accounts !== null;
  const { folder, publicUrl, crashAt, version, designerFolder, isSecure } = options;
  const isOnTestClock = options.isTest || isSample;
  const own = { school, secret: secrets.auth, isSecure, now: () => Date.now() };
  const [started, accounts] = await Promise.all([
    startEngine(options.engineScript, { folder, isTest: isOnTestClock, secret: secrets.tracking, publicUrl, crashAt }),
    around.accounts ?? openAccounts(own),
  ]);
  started.onExit(around.onDeath);
  const rounds = createLogRounds(started, (error) => log.error({ error }, "the log's files could not be rewritten"));
  const client: EngineClient = {
    ...started,
    withdraw: async (input) => {
      const seq = await started.withdraw(input);
      if (input.is === "erase") rounds.soon();
      return seq;
    },
  };
  const { engine, now } = isOnTestClock ? await followClock(client) : { engine: client, now: Date.now };
  await finishIntents(school, engine);
  const live = createLive();
  const transports = isSample ? imitations() : connected(options, secrets.webhook);
  const stopSending = carry(started, transports, crashAt, (news) => live.publish(news));
  const clock = { now };
  const backtests = new Backtests({
    run: async (order, moved) => {
      const { lastSeq, now: endAt } = await engine.status();
      const script = new URL("./backtest.js", options.engineScript);
      return startBacktestThread(script, { folder, toSeq: lastSeq, endAt, order }, moved);
    },
    now,
    failed: (job, error) => log.error({ job, error }, "a backtest failed"),
  });
  const deps: Deps = {
    ...{ engine, backtests, school, accounts, transports, clock, live, log, sample, version, designerFolder },
    keepLog: rounds.now,
    secrets: { tracking: [secrets.tracking] },
    publicHost: new URL(publicUrl).host,
    isTest: options.isTest && !isSample,
    turns: options.isTest && !isSample ? new Turns() : null,
    isSample,
  };
  const meter = createMeter();
  const app = createApp(deps, meter);
  const direct = createDirect(deps, meter);
  const close = async () => {
    live.close();
    backtests.close();
    rounds.stop();
    stopSending();
    await engine.close();
    await school.close();
  };
  return { app, direct, live, school, accounts, engine, clock, close };
}

/** The test clock as the HTTP side sees it: the engine's instant, after every move. */
async function followClock(engine: EngineClient): Promise<{ now(): number; engine: EngineClient }> {
  let at = (await engine.status()).now;
  const setClock = async (to: number) => {
    at = await engine.setClock(to);
    return at;
  };
  return { now: () => at, engine: { ...engine, setClock } };
}

type Carriers = ReadonlyMap<string, Pick<Transport, "send" | "close">>;

function connected({ allowEgress }: CoreOptions, webhookSecret: string): Carriers {
  return createTransports({ webhook: { secrets: [webhookSecret], egress: { allow: [...allowEgress] } } });
}

/** What stands in for every transport of the sample school: it takes all and sends nothing. */
function imitations(): Carriers {
  const send = async () => ({ state: "accepted", providerId: null }) as const;
  return new Map([["webhook", { send, close: () => undefined }]]);
}

/** Hands the engine's requests to transports and reports what became of them; gives a stop. */
function carry(
  engine: EngineClient,
  transports: Carriers,
  crashAt: CrashAt | null,
  publish: (news: EngineNews) => void,
): () => void {
  const crash = new Crash(crashAt);
  const abort = new AbortController();
  engine.onNews((news) => {
    if (news.news !== "send") {
      publish(news);
      return;
    }
    const transport = transports.get(news.request.channel);
    assert(transport !== undefined, "no transport for a channel", { channel: news.request.channel });
    crash.reach("provider.beforeCall");
    void transport.send(news.request, abort.signal).then((result) => {
      crash.reach("provider.afterCall");
      engine.report(news.id, result);
    });
  });
  return () => {
    abort.abort();
    for (const transport of transports.values()) transport.close();
  };
}
