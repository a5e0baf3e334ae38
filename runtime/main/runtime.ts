// The runtime as a whole: both stores, the engine thread, the transports and the HTTP side, started and ended in order.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { type EngineClient, startEngine } from "#runtime/engine/client.ts";
import type { EngineNews } from "#runtime/engine/protocol.ts";
import { finishIntents } from "#runtime/http/acts.ts";
import { createApp } from "#runtime/http/app.ts";
import { createLive } from "#runtime/http/live.ts";
import { type Serving, serve } from "#runtime/http/server.ts";
import { openSchool, type School } from "#runtime/store/school/open.ts";
import { issueSetupToken } from "#runtime/store/school/setup.ts";
import { createTransports } from "#runtime/transport/all.ts";
import { assert } from "#shared/kernel/issue.ts";
import { readSecrets } from "./secrets.ts";

/** How a runtime is started. */
export interface RuntimeOptions {
  folder: string;
  host: string;
  port: number;
  isTest: boolean;
  publicUrl: string | null;
  allowEgress: readonly string[];
  logLevel: string;
  version: string;
  /** The built engine thread. */
  engineScript: URL;
}

/** A runtime at work. */
export interface Runtime {
  url: string;
  /** The one-use token for the first admin key; null once there is one. */
  setupToken: string | null;
  /** Ends it: no new work, answers finished, state written. */
  close(): Promise<void>;
}

/** How long answers under way may take at the end (ms). */
const GRACE_MS = 8000;

/** Starts a runtime. Rejects with StoreBusy, StoreDamaged or EngineFailed. `onDeath` hears when the engine ends by itself. */
export async function startRuntime(options: RuntimeOptions, onDeath: () => void): Promise<Runtime> {
  const secrets = readSecrets(options.folder);
  const log = pino(
    { level: options.logLevel, redact: ["req.headers.authorization", "*.phone", "*.email", "*.token"] },
    pino.destination(2),
  );
  const port = options.port === 0 ? await freePort(options.host) : options.port;
  const school = await openSchool(join(options.folder, "school.db"));
  try {
    const engine = await startEngine(options.engineScript, {
      folder: options.folder,
      isTest: options.isTest,
      secret: secrets.tracking,
      publicUrl: options.publicUrl ?? `http://${options.host}:${port}`,
    });
    engine.onExit(onDeath);
    return await listen({ ...options, port }, school, engine, secrets, log);
  } catch (error) {
    await school.close();
    throw error;
  }
}

/** A port that is free now: links in messages name it before the server listens. */
async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function listen(
  options: RuntimeOptions,
  school: School,
  engine: EngineClient,
  secrets: ReturnType<typeof readSecrets>,
  log: Logger,
): Promise<Runtime> {
  const clock = options.isTest ? await followClock(engine) : { now: Date.now, engine };
  await finishIntents(school, clock.engine);
  const live = createLive();
  const stopSending = connectTransports(engine, options, secrets.webhook, (news) => live.publish(news));
  const setupToken = await issueSetupToken(school);
  const app = createApp({
    engine: clock.engine,
    school,
    clock,
    secrets: { tracking: [secrets.tracking] },
    isTest: options.isTest,
    version: options.version,
    live,
    log,
  });
  const serving: Serving = await serve(app, { host: options.host, port: options.port, live });
  return {
    url: serving.url,
    setupToken,
    close: async () => {
      await serving.close(GRACE_MS);
      stopSending();
      await engine.close();
      await school.close();
    },
  };
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

/** Hands the engine's requests to transports and reports what became of them; gives a stop. */
function connectTransports(
  engine: EngineClient,
  options: RuntimeOptions,
  webhookSecret: string,
  publish: (news: EngineNews) => void,
): () => void {
  const transports = createTransports({
    webhook: { secrets: [webhookSecret], egress: { allow: [...options.allowEgress] } },
  });
  const abort = new AbortController();
  engine.onNews((news) => {
    if (news.news !== "send") {
      publish(news);
      return;
    }
    const transport = transports.get(news.request.channel);
    assert(transport !== undefined, "no transport for a channel", { channel: news.request.channel });
    void transport.send(news.request, abort.signal).then((result) => engine.report(news.id, result));
  });
  return () => {
    abort.abort();
    for (const transport of transports.values()) transport.close();
  };
}
