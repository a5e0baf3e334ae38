// What became of a send, as a join-semilattice: receipts and results may come in any order, repeated or late, and the joined
// outcome is the same. Ranks are those of ruling 12; a receipt can only move a send up.

/** Every state of a send and its rank; of two states the higher rank stands. */
export const stateRanks = {
  decided: 0,
  held: 1,
  sending: 2,
  suppressed: 3,
  withheld: 3,
  cancelled: 3,
  unreachable: 3,
  expired: 3,
  unknown: 4,
  accepted: 5,
  failed: 6,
  delivered: 7,
  opened: 8,
  acted: 9,
} as const;

/** The state of a send. `accepted` is not `delivered`, `delivered` is not seen; `unknown`: the request went out and no answer tells. */
export type SendState = keyof typeof stateRanks;

/**
 * What is known of a send: its state, the reason code of that state, and the first instant (UTC ms) of each milestone, null where
 * it is not known. Built by `outcomeOf` and `join` alone, which keep acceptedAt <= deliveredAt <= openedAt, actedAt.
 */
export interface Outcome {
  readonly state: SendState;
  readonly reason: string | null;
  readonly acceptedAt: number | null;
  readonly failedAt: number | null;
  readonly deliveredAt: number | null;
  readonly openedAt: number | null;
  readonly actedAt: number | null;
}

/** The outcome that one result or receipt alone tells, at `at` (UTC ms). What was opened or acted on was delivered, what was delivered was accepted. */
export function outcomeOf(state: SendState, at: number, reason: string | null = null): Outcome {
  const isAccepted = state === "accepted" || hasReached(state, "delivered");
  return {
    state,
    reason,
    acceptedAt: isAccepted ? at : null,
    failedAt: state === "failed" ? at : null,
    deliveredAt: hasReached(state, "delivered") ? at : null,
    openedAt: state === "opened" ? at : null,
    actedAt: state === "acted" ? at : null,
  };
}

/**
 * Both pieces of knowledge in one: the state of the higher rank with its reason, and the earlier of each instant. Of equal ranks the
 * smaller reason code stands (UTF-16 order, a reason before none), then the smaller state name. Commutative, associative, idempotent.
 */
export function join(a: Outcome, b: Outcome): Outcome {
  const top = compareKnown(a, b) >= 0 ? a : b;
  return {
    state: top.state,
    reason: top.reason,
    acceptedAt: earlier(a.acceptedAt, b.acceptedAt),
    failedAt: earlier(a.failedAt, b.failedAt),
    deliveredAt: earlier(a.deliveredAt, b.deliveredAt),
    openedAt: earlier(a.openedAt, b.openedAt),
    actedAt: earlier(a.actedAt, b.actedAt),
  };
}

/** Whether a send is at that milestone or beyond it; who acted has also opened, with or without a signal that says so. */
export function hasReached(state: SendState, milestone: "delivered" | "opened" | "acted"): boolean {
  return stateRanks[state] >= stateRanks[milestone];
}

/** Whether dispatch is over: nothing is left to hold, send or retry by itself. Receipts may still raise the state. */
export function isFinal(state: SendState): boolean {
  return stateRanks[state] > stateRanks.sending;
}

/** Whether a reach promise counts it (ruling 6): it was accepted, and stays a touch whatever a later receipt says. */
export function countsAsTouch(outcome: Outcome): boolean {
  return outcome.acceptedAt !== null;
}

/** Whether it takes a place of a cap (ruling 11): from `sending` on, unless the result proves that nothing was accepted. `unknown` takes one. */
export function takesCapPlace(outcome: Outcome): boolean {
  return outcome.state === "sending" || outcome.state === "unknown" || outcome.acceptedAt !== null;
}

/** Positive where `a` stands above `b`. */
function compareKnown(a: Outcome, b: Outcome): number {
  const byRank = stateRanks[a.state] - stateRanks[b.state];
  if (byRank !== 0) return byRank;
  if (a.reason !== b.reason) {
    if (a.reason === null || b.reason === null) return a.reason === null ? -1 : 1;
    return a.reason < b.reason ? 1 : -1;
  }
  return a.state <= b.state ? 1 : -1;
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
