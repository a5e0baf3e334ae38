// When a send is tried again: exponential back-off with full jitter (Brooker, "Exponential Backoff And Jitter", 2015), the jitter
// drawn from a hash of the send and the attempt, so that a replay waits as long and no two sends come back together.
import { draw } from "#shared/kernel/chance.ts";
import { assert } from "#shared/kernel/issue.ts";
import type { SendResult } from "./kind.ts";

/** How a provider is retried; times in ms. */
export interface RetryPolicy {
  /** The longest wait before the second attempt; it doubles with each one, up to the cap. */
  readonly baseMs: number;
  readonly capMs: number;
  /** Attempts in all, the first one counted. */
  readonly maxAttempts: number;
}

/** What is retried. */
export interface RetrySubject {
  /** The send's key. */
  readonly key: string;
  /** What is left of the time in which the provider knows the send's key; absent where it knows none. */
  readonly keyWindowLeftMs?: number;
}

/** Retries of a provider that has no policy of its own: fourteen attempts over at most 4.4 hours, half of that on average. */
export const defaultRetry: RetryPolicy = { baseMs: 5000, capMs: 3_600_000, maxAttempts: 14 };

/**
 * After attempt number `attempt` (1 is the first) ended in `result`: how long to wait before the next, or that there is none. A provider's
 * Retry-After is waited out before the jitter begins. An ambiguous result is tried again only inside its key window, never past it.
 */
export function nextAttempt(
  attempt: number,
  result: SendResult,
  policy: RetryPolicy & RetrySubject,
): { afterMs: number } | "giveUp" {
  assert(attempt >= 1 && Number.isInteger(attempt), "attempts count from 1", { attempt });
  if (result.state === "accepted" || result.state === "refused" || attempt >= policy.maxAttempts) return "giveUp";
  const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
  const jitter = Math.floor((draw("retry", policy.key, String(attempt)) / 2 ** 32) * ceiling);
  if (result.state === "failed") return { afterMs: (result.retryAfterMs ?? 0) + jitter };
  return jitter < (policy.keyWindowLeftMs ?? 0) ? { afterMs: jitter } : "giveUp";
}
