// Health, metrics, and the test clock.
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { LoopLag } from "#runtime/engine/lag.ts";
import { EngineRefused, type EngineStatus } from "#runtime/engine/protocol.ts";
import { getHealth, getMetrics, getReady, postClock } from "#shared/api/system.ts";
import { sentOf } from "./body.ts";
import type { Deps } from "./deps.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { inTurn, noTurn } from "./turns.ts";

/** Adds `/healthz`, `/readyz`, `/metrics`, and `/test/clock` under `--test`. */
export function mountHealth(routes: Routes): void {
  const { deps } = routes;
  const { engine } = deps;
  mount(routes, getHealth, () => ({ status: "ok", version: deps.version }) as const);
  mount(routes, getReady, async (_, c) => {
    const status = await statusOf(deps);
    const { isReady = false, stop = "engine.stopped", lastSeq = 0, appliedSeq = 0 } = status ?? {};
    const answer = { isReady, stop, lastSeq, appliedSeq };
    return isReady ? answer : c.json(answer, 503, { "Retry-After": "1" });
  });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = createGauges(registry);
  mount(routes, getMetrics, async (_, c) => {
    gauges.set(await statusOf(deps), routes.meter.held);
    return c.body(await registry.metrics(), 200, { "Content-Type": registry.contentType });
  });
  if (!deps.isTest) return;
  mount(routes, postClock, async ({ body }, c) => {
    const turn = deps.turns?.of(sentOf(c)) ?? noTurn;
    return inTurn(turn, async () => {
      await turn.come;
      const moved = engine.setClock("set" in body ? body.set : (await engine.status()).now + body.advance);
      turn.over();
      const reached = await moved;
      // It stays where it is rather than go back.
      if ("set" in body && body.set < reached) return refuse(422, "clock.back");
      return { now: new Date(reached).toISOString(), at: reached };
    });
  });
}

/** The engine's state; null where it no longer answers. */
export async function statusOf({ engine }: Deps): Promise<EngineStatus | null> {
  try {
    return await engine.status();
  } catch (error) {
    if (error instanceof EngineRefused) return null;
    throw error;
  }
}

interface Gauges {
  set(status: EngineStatus | null, bodyBytes: number): void;
}

function createGauges(registry: Registry): Gauges {
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name: `winback_${name}`, help, registers });
  const up = gauge("engine_up", "1 while the engine answers.");
  const stopped = gauge("sends_stopped", "1 while sends are stopped.");
  const suspect = gauge("clock_suspect", "1 while the clock is doubted.");
  const bodies = gauge("body_bytes", "Bytes of request bodies held now.");
  const figures: [Gauge, (status: EngineStatus) => number][] = [
    [gauge("log_last_seq", "Number of the last frame in the log."), (status) => status.lastSeq],
    [gauge("log_applied_seq", "Number of the last frame applied."), (status) => status.appliedSeq],
    [gauge("learners", "Learners known."), (status) => status.learnerCount],
    [gauge("open_episodes", "Open episodes."), (status) => status.openEpisodeCount],
    [gauge("pending_sends", "Sends that wait for dispatch."), (status) => status.pendingSendCount],
    [gauge("clock_ms", "The engine's clock, UTC ms."), (status) => status.now],
    [gauge("dedup_bytes", "Memory of the window of known events."), (status) => status.memory.dedupBytes],
    [gauge("engine_rss_bytes", "Memory of the process as the engine sees it."), (status) => status.memory.rssBytes],
  ];
  const lags: [Gauge, (lag: LoopLag) => number][] = [
    [gauge("engine_loop_lag_mean_seconds", "Mean lateness of the engine thread's loop."), ({ meanMs }) => meanMs],
    [
      gauge("engine_loop_lag_p99_seconds", "Lateness of the engine thread's loop, 99th percentile."),
      ({ p99Ms }) => p99Ms,
    ],
    [gauge("engine_loop_lag_max_seconds", "Most lateness of the engine thread's loop."), ({ mostMs }) => mostMs],
  ];
  const totals = new Counter({
    name: "winback_engine_total",
    help: "The engine's running totals by name.",
    labelNames: ["name"],
    registers,
  });
  return {
    set(status, bodyBytes) {
      up.set(status === null ? 0 : 1);
      bodies.set(bodyBytes);
      if (status === null) return;
      stopped.set(status.stop === null ? 0 : 1);
      suspect.set(status.isClockSuspect ? 1 : 0);
      for (const [figure, read] of figures) figure.set(read(status));
      if (status.lag !== undefined) for (const [figure, read] of lags) figure.set(read(status.lag) / 1000);
      totals.reset();
      for (const [name, value] of Object.entries(status.counters)) if (value >= 0) totals.inc({ name }, value);
    },
  };
}
