// For tests of the HTTP side: backtests in this thread, over the log of the engine's folder.
import { join } from "node:path";
import { logHistory } from "#runtime/engine/backtest-log.ts";
import { runBacktest } from "#runtime/engine/backtest-run.ts";
import type { EngineApi } from "#runtime/engine/protocol.ts";
import { Backtests } from "./backtests.ts";

/** Backtests over a folder; `faults` hears of those that fail. */
export function backtestsOver(
  engine: EngineApi,
  folder: string,
  clock: { now(): number },
  faults: unknown[],
): Backtests {
  return new Backtests({
    run: async (order, moved) => {
      const { lastSeq, now } = await engine.status();
      const done = Promise.resolve().then(() =>
        runBacktest(order, logHistory(join(folder, "log"), lastSeq, now), moved),
      );
      return { done, cancel: () => undefined };
    },
    now: () => clock.now(),
    failed: (_job, error) => void faults.push(error),
  });
}
