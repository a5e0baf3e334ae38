// Quiet hours: when a request to a learner may begin, so that it ends before the next quiet window does begin. Takes windows on
// the learner's wall clock (school, strategy and provider together), gives the first allowed instant, also on days of 23 and 25 h.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { offsetAt, offsetChange } from "#shared/kernel/zone.ts";

/** A daily quiet window as written in a strategy: wall clock times "HH:MM", `to` outside. It may cross midnight; equal ends mean no quiet at all (the compiler refuses them). */
export interface QuietWindow {
  from: string;
  to: string;
}

/** A quiet window as minutes 0..1439 of the local day, by the same rules as `QuietWindow`. */
export interface MinuteWindow {
  from: number;
  to: number;
}

/** How far ahead room is looked for. Windows repeat daily, so what does not fit in two days does not fit at all, but for a change of clock. */
const HORIZON_MS = 48 * HOUR_MS;

/** The minute 0..1439 of a clock time "HH:MM" (00:00 to 23:59), or null for any other text. */
export function parseClock(text: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

/**
 * When a request that may last `marginMs` (>= 0) can begin, at `at` (UTC ms) or later: null where [at, at + marginMs] touches no window
 * of the learner's wall clock in `zone`, else the first instant of which that is true. Windows may touch, overlap and cross midnight.
 * An hour shown twice is quiet both times; a skipped hour is not there to be quiet. Where the union leaves no such room that begins within
 * 48 h, the answer is `at` + 48 h, to be asked again then (the compiler warns of such windows). Throws RangeError on an unknown zone.
 */
export function quietUntil(
  windows: readonly MinuteWindow[],
  zone: string,
  at: number,
  marginMs: number,
): number | null {
  const quiet = windows.filter((window) => window.from !== window.to);
  if (quiet.length === 0) return null;
  const limit = at + HORIZON_MS;
  for (let start = runEnd(quiet, zone, at, "quiet", limit); start < limit; ) {
    const end = runEnd(quiet, zone, start, "free", start + marginMs + 1);
    if (end > start + marginMs) return start === at ? null : start;
    start = runEnd(quiet, zone, end, "quiet", limit);
  }
  return limit;
}

/** The end of the run of quiet or free time that `at` stands in (`at` itself where it stands in the other kind), or `limit` if that is earlier. */
function runEnd(
  windows: readonly MinuteWindow[],
  zone: string,
  at: number,
  kind: "quiet" | "free",
  limit: number,
): number {
  let here = at;
  while (here < limit) {
    const clock = positiveRest(here + offsetAt(zone, here));
    const left = kind === "quiet" ? quietLeft(windows, clock) : freeLeft(windows, clock);
    if (left === 0) return here;
    const next = Math.min(here + left, limit);
    // The wall clock runs evenly only up to a change of offset: stop there and read it again.
    here = offsetChange(zone, here, next) ?? next;
  }
  return limit;
}

/** How long the clock time (ms of the day) stays inside one of the windows: 0 outside all of them. */
function quietLeft(windows: readonly MinuteWindow[], clock: number): number {
  let left = 0;
  for (const window of windows)
    if (holds(window, clock)) left = Math.max(left, positiveRest(window.to * MINUTE_MS - clock));
  return left;
}

/** How long the clock time (ms of the day) stays outside all windows: 0 inside one. */
function freeLeft(windows: readonly MinuteWindow[], clock: number): number {
  let left = DAY_MS;
  for (const window of windows)
    left = holds(window, clock) ? 0 : Math.min(left, positiveRest(window.from * MINUTE_MS - clock));
  return left;
}

function holds(window: MinuteWindow, clock: number): boolean {
  const from = window.from * MINUTE_MS;
  const to = window.to * MINUTE_MS;
  return from < to ? from <= clock && clock < to : clock >= from || clock < to;
}

function positiveRest(ms: number): number {
  return ((ms % DAY_MS) + DAY_MS) % DAY_MS;
}
