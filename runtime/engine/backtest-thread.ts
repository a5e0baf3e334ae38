// A backtest as the main thread sees it: a thread of its own, that ends with the work.
import { Worker } from "node:worker_threads";
import type { BacktestResult } from "#shared/api/backtests.ts";
import type { BacktestStart, BacktestWord } from "./backtest-worker.ts";

/** Work under way. `done` rejects where it fails or is cancelled. */
export interface BacktestWork {
  readonly done: Promise<BacktestResult>;
  cancel(): void;
}

/** Starts a backtest in the built `script`; `moved` hears the share done (0..1). */
export function startBacktestThread(script: URL, start: BacktestStart, moved: (share: number) => void): BacktestWork {
  const worker = new Worker(script, { workerData: start });
  worker.unref();
  const done = new Promise<BacktestResult>((resolve, reject) => {
    worker.on("message", (word: BacktestWord) => {
      if ("result" in word) resolve(word.result);
      else moved(word.share);
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("the thread of the backtest has ended")));
  });
  return { done, cancel: () => void worker.terminate() };
}
