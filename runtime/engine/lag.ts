// How late a thread's event loop runs, over the last half minute or so: what a caller waits before anything is done for it.
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Lateness of the loop in ms. */
export interface LoopLag {
  meanMs: number;
  p99Ms: number;
  mostMs: number;
}

const RESOLUTION_MS = 10;
/** A reading older than this begins anew with the next one (ms). */
const WINDOW_MS = 30_000;
const NS_PER_MS = 1e6;

/** Starts to watch this thread; gives a reading. */
export function watchLag(): () => LoopLag {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let since = performance.now();
  // The histogram holds whole intervals: what is beyond the resolution is late. Empty, it has no mean.
  const late = (ns: number) => (Number.isFinite(ns) ? Math.max(0, ns / NS_PER_MS - RESOLUTION_MS) : 0);
  return () => {
    const { mean, max } = histogram;
    const lag = { meanMs: late(mean), p99Ms: late(histogram.percentile(99)), mostMs: late(max) };
    if (performance.now() - since > WINDOW_MS) {
      since = performance.now();
      histogram.reset();
    }
    return lag;
  };
}
