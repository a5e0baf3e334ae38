// A thread that carries one backtest out over the log of a data folder, and says how far it is. Ending the thread cancels the work.
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { BacktestResult } from "#shared/api/backtests.ts";
import { assert } from "#shared/kernel/issue.ts";
import { logHistory } from "./backtest-log.ts";
import { type BacktestOrder, runBacktest } from "./backtest-run.ts";

/** What the thread is given: the log up to a frame, and the present (UTC ms). */
export interface BacktestStart {
  folder: string;
  toSeq: number;
  endAt: number;
  order: BacktestOrder;
}

/** What it says. */
export type BacktestWord = { share: number } | { result: BacktestResult };

/** The least share of the work that is worth a word. */
const STEP = 0.01;

assert(parentPort !== null, "backtests run in a worker");
const port = parentPort;
const { folder, toSeq, endAt, order } = workerData as BacktestStart;
let told = 0;
const result = runBacktest(order, logHistory(join(folder, "log"), toSeq, endAt), (share) => {
  if (share - told < STEP) return;
  told = share;
  port.postMessage({ share } satisfies BacktestWord);
});
port.postMessage({ result } satisfies BacktestWord);
