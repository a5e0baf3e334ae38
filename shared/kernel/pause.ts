// School pauses (holidays) cut out of elapsed time: silence, waits and promises stop while the school is closed. Takes
// normalised pauses, gives elapsed lengths and due instants; with no pause it is plain arithmetic.
import { assert } from "./issue.ts";

/** A time in which the school's clocks stand still: UTC ms, `from` inside, `to` outside. */
export interface Pause {
  from: number;
  to: number;
}

/** The same stopped time as a list in order, without overlaps, touching or empty entries: what the other functions here ask for. Throws on NaN or infinite bounds. */
export function normalisePauses(list: readonly Pause[]): Pause[] {
  const merged: Pause[] = [];
  for (const { from, to } of [...list].sort((a, b) => a.from - b.from)) {
    assert(Number.isFinite(from) && Number.isFinite(to), "a pause has finite bounds", { from, to });
    if (from >= to) continue;
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/**
 * The first instant t >= start (UTC ms) by which `ms` >= 0 have elapsed outside the pauses; `ms` 0 gives `start`, even inside a pause.
 * A length that is full exactly when a pause begins is due then, not at its end.
 */
export function addElapsed(pauses: readonly Pause[], start: number, ms: number): number {
  if (pauses.length === 0 || ms <= 0) return start + Math.max(ms, 0);
  let due = start + ms;
  for (let index = firstEndingAfter(pauses, start); index < pauses.length; index += 1) {
    const pause = pauses[index];
    if (pause === undefined || pause.from >= due) break;
    due += pause.to - Math.max(pause.from, start);
  }
  return due;
}

/** How many ms of [from, to) lie outside the pauses; 0 where `to` <= `from`. */
export function elapsed(pauses: readonly Pause[], from: number, to: number): number {
  if (to <= from) return 0;
  let length = to - from;
  if (pauses.length === 0) return length;
  for (let index = firstEndingAfter(pauses, from); index < pauses.length; index += 1) {
    const pause = pauses[index];
    if (pause === undefined || pause.from >= to) break;
    length -= Math.min(pause.to, to) - Math.max(pause.from, from);
  }
  return length;
}

/** The end of the pause that holds an instant, or null outside all pauses. */
export function pausedUntil(pauses: readonly Pause[], at: number): number | null {
  if (pauses.length === 0) return null;
  const pause = pauses[firstEndingAfter(pauses, at)];
  return pause !== undefined && pause.from <= at ? pause.to : null;
}

/** Index of the first pause that ends after `at`, the length of the list where none does. */
function firstEndingAfter(pauses: readonly Pause[], at: number): number {
  let low = 0;
  let high = pauses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pauses[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
