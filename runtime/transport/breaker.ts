// A circuit breaker, one state per provider: after a run of failures nothing is sent for a while, then one probe at a time decides.
// Pure: takes a state and an instant, gives the next state; nothing is kept here.

/** Where a breaker stands. `probeAt`: when the next probe may begin, null while closed. `tripCount`: openings since it last closed. */
export interface Breaker {
  readonly state: "closed" | "open" | "halfOpen";
  readonly failureCount: number;
  readonly tripCount: number;
  readonly probeAt: number | null;
}

/** The thresholds of every breaker. */
export const breakerLimits = {
  /** Failures in a row that open it. */
  failureCount: 5,
  /** How long it stays open at first; each failed probe doubles that, up to the longest. */
  openMs: 10_000,
  longestOpenMs: 10 * 60_000,
  /** After this a probe that never reported is taken for lost: longer than any request may last. */
  probeMs: 30_000,
} as const;

/** The state of a provider nothing is held against. */
export const closedBreaker: Breaker = { state: "closed", failureCount: 0, tripCount: 0, probeAt: null };

/** Whether a request may begin at `now`, and the state if it does. Where not, `retryAt` is when to ask again. */
export type Permit =
  | { readonly isAllowed: true; readonly breaker: Breaker }
  | { readonly isAllowed: false; readonly breaker: Breaker; readonly retryAt: number };

/** Asks for one request at `now` (UTC ms). A request that is allowed must be followed by `record`. */
export function allow(breaker: Breaker, now: number): Permit {
  if (breaker.probeAt === null) return { isAllowed: true, breaker };
  if (now < breaker.probeAt) return { isAllowed: false, breaker, retryAt: breaker.probeAt };
  return { isAllowed: true, breaker: { ...breaker, state: "halfOpen", probeAt: now + breakerLimits.probeMs } };
}

/** Takes in how a request ended. `isOk`: the provider answered sensibly; a refused send is an answer. While open, late results of earlier requests change nothing. */
export function record(breaker: Breaker, isOk: boolean, now: number): Breaker {
  if (breaker.state === "open") return breaker;
  if (isOk) return closedBreaker;
  const failureCount = breaker.failureCount + 1;
  if (breaker.state === "closed" && failureCount < breakerLimits.failureCount) return { ...breaker, failureCount };
  const openMs = Math.min(breakerLimits.longestOpenMs, breakerLimits.openMs * 2 ** breaker.tripCount);
  return { state: "open", failureCount, tripCount: breaker.tripCount + 1, probeAt: now + openMs };
}
