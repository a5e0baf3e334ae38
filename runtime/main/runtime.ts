// The runtime as a whole: the school, the sample school beside it, and the listening socket, started and ended in order.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { pino } from "pino";
import { choosesSample } from "#runtime/http/sample.ts";
import { serve } from "#runtime/http/server.ts";
import { issueSetupToken } from "#runtime/store/school/setup.ts";
import { type Core, type CoreOptions, openCore } from "./core.ts";
import { SampleSchool } from "./sample-school.ts";

/** How a runtime is started. */
export interface RuntimeOptions extends Omit<CoreOptions, "publicUrl"> {
  host: string;
  port: number;
  publicUrl: string | null;
  logLevel: string;
  /** The learners that come with the product. */
  sampleData: string;
}

/** A runtime at work. */
export interface Runtime {
  url: string;
  /** The one-use token for the first admin; null once there is one. */
  setupToken: string | null;
  /** Ends it: no new work, answers finished, state written. */
  close(): Promise<void>;
}

/** How long answers under way may take at the end (ms). */
const GRACE_MS = 8000;

/** Starts a runtime. Rejects with StoreBusy, StoreDamaged or EngineFailed. `onDeath` hears when the engine ends by itself. */
export async function startRuntime(options: RuntimeOptions, onDeath: () => void): Promise<Runtime> {
  const log = pino(
    { level: options.logLevel, redact: ["req.headers.authorization", "*.phone", "*.email", "*.token"] },
    pino.destination(2),
  );
  const { host } = options;
  const port = options.port === 0 ? await freePort(host) : options.port;
  const coreOptions = { ...options, publicUrl: options.publicUrl ?? `http://${host}:${port}` };
  const house: { core: Core | null } = { core: null };
  const sample = new SampleSchool({
    folder: join(options.folder, "sample"),
    data: options.sampleData,
    name: "样例学校 Sample school",
    log,
    open: (folder, onEnd) => {
      const accounts = house.core?.accounts ?? null;
      if (accounts === null) throw new Error("the sample school was wanted before the real one was open");
      const asSample = { ...coreOptions, folder, crashAt: null };
      return openCore(asSample, { log, accounts, sample, onDeath: onEnd });
    },
  });
  const core = await openCore(coreOptions, { log, accounts: null, sample, onDeath });
  house.core = core;
  sample.wake();
  const setupToken = await issueSetupToken(core.school);
  const serving = await serve(choosing(core, sample), {
    host,
    port,
    live: joined(core, sample),
    // Who brings a key means the real one.
    direct: core.direct,
  });
  return {
    url: serving.url,
    setupToken,
    close: async () => {
      await serving.close(GRACE_MS);
      await sample.close();
      await core.close();
    },
  };
}

type Fetch = Core["app"]["fetch"];

/** Requests of a browser that looks at the sample school go there. Who brings a key means the real one. */
function choosing(core: Core, sample: SampleSchool): { fetch: Fetch } {
  const isForSample = ({ headers }: Request) => !headers.has("Authorization") && choosesSample(headers.get("Cookie"));
  const fetch: Fetch = (request, ...rest) => {
    const other = sample.core;
    const { app } = other !== null && isForSample(request) ? other : core;
    return app.fetch(request, ...rest);
  };
  return { fetch };
}

/** The event streams of both, to end at close. */
function joined(core: Core, sample: SampleSchool): { close(): void } {
  return {
    close: () => {
      core.live.close();
      sample.core?.live.close();
    },
  };
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
