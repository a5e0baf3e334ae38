// A sliding window over instants, open at its old end and closed at now: (now - within, now]. Events up to five minutes
// ahead of the clock wait outside until their instant comes.
import { MAX_AHEAD_MS } from "#shared/event/check.ts";

/** The horizon (ms) a feature must keep so that a window of `withinMs` is whole even while a later event is already known. */
export function horizonOf(withinMs: number): number {
  return withinMs + MAX_AHEAD_MS;
}

/** What of an ascending list lies in the window, and the instant (UTC ms) at which the next of the rest enters, null for none. */
export function cutWindow<T>(
  list: readonly T[],
  atOf: (item: T) => number,
  now: number,
  withinMs: number,
): { inside: T[]; entersAt: number | null } {
  const inside = list.filter((item) => atOf(item) > now - withinMs && atOf(item) <= now);
  const coming = list.find((item) => atOf(item) > now);
  return { inside, entersAt: coming === undefined ? null : atOf(coming) };
}

/** The earlier of two instants, where null is never. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
