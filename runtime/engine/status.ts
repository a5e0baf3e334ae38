// The state of the engine in one object, for health, metrics and the command line. Cheap: no store is read.
import type { Engine } from "./engine.ts";
import type { EngineStatus } from "./protocol.ts";

/** What the engine is doing. */
export function readStatus(engine: Engine): EngineStatus {
  const nextAt = engine.nextAt();
  return {
    isReady: true,
    stop: engine.stop,
    lastSeq: engine.log.lastSeq,
    appliedSeq: engine.appliedSeq,
    now: engine.now(),
    learnerCount: engine.world.facts.ixOf.size,
    openEpisodeCount: engine.counters.get("episodes open"),
    pendingSendCount: engine.outbox.pendingCount,
    nextDueAt: nextAt === Number.POSITIVE_INFINITY ? null : nextAt,
    isClockSuspect: engine.options.clock.isSuspect,
    counters: Object.fromEntries(engine.counters.under("")),
    memory: { dedupBytes: engine.dedupBytes, rssBytes: process.memoryUsage.rss() },
  };
}
