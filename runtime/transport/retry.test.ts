import fc from "fast-check";
import { expect, test } from "vitest";
import type { SendResult } from "./kind.ts";
import { defaultRetry, nextAttempt } from "./retry.ts";

const policy = { baseMs: 1000, capMs: 60_000, maxAttempts: 8 };
const failed: SendResult = { state: "failed", reason: "http.503", retryAfterMs: null, isBeforeFirstByte: false };
const ambiguous: SendResult = { state: "ambiguous", reason: "egress.timeout" };

function waitsOf(attempt: number, result: SendResult, keys: number): number[] {
  return Array.from({ length: keys }, (_, index) => {
    const next = nextAttempt(attempt, result, { ...policy, key: `s-${index}` });
    return next === "giveUp" ? -1 : next.afterMs;
  });
}

test("waits spread over the whole range, which doubles up to the cap", () => {
  for (const [attempt, ceiling] of [
    [1, 1000],
    [2, 2000],
    [4, 8000],
    [7, 60_000],
  ] as const) {
    const waits = waitsOf(attempt, failed, 400);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...waits)).toBeLessThan(ceiling * 0.05);
    expect(Math.max(...waits)).toBeLessThan(ceiling);
    expect(Math.max(...waits)).toBeGreaterThan(ceiling * 0.95);
  }
});

test("the same send and attempt wait as long on every replay; other attempts do not", () => {
  const of = (attempt: number) => nextAttempt(attempt, failed, { ...policy, key: "s-1", baseMs: 60_000 });
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

test("a provider's Retry-After is waited out, and its waiters do not come back at once", () => {
  const waits = waitsOf(1, { ...failed, retryAfterMs: 30_000 }, 50);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(30_000);
  expect(new Set(waits).size).toBeGreaterThan(40);
});

test("gives up after the last attempt, and at once where sending again is no use", () => {
  expect(nextAttempt(7, failed, { ...policy, key: "s" })).not.toBe("giveUp");
  expect(nextAttempt(8, failed, { ...policy, key: "s" })).toBe("giveUp");
  expect(nextAttempt(1, { state: "accepted", providerId: null }, { ...policy, key: "s" })).toBe("giveUp");
  expect(nextAttempt(1, { state: "refused", reason: "http.404" }, { ...policy, key: "s" })).toBe("giveUp");
});

test("an ambiguous result is never tried past its key window, nor without a key", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: -1000, max: 100_000 }),
      (key, attempt, left) => {
        expect(nextAttempt(attempt, ambiguous, { ...policy, key })).toBe("giveUp");
        const next = nextAttempt(attempt, ambiguous, { ...policy, key, keyWindowLeftMs: left });
        if (next !== "giveUp") expect(next.afterMs).toBeLessThan(left);
      },
    ),
  );
  expect(nextAttempt(1, ambiguous, { ...policy, key: "s", keyWindowLeftMs: 1000 })).not.toBe("giveUp");
});

test("the default policy ends within 4.5 hours, whatever is drawn", () => {
  let longest = 0;
  for (let attempt = 1; attempt < defaultRetry.maxAttempts; attempt += 1) {
    longest += Math.min(defaultRetry.capMs, defaultRetry.baseMs * 2 ** (attempt - 1));
  }
  expect(longest).toBeLessThan(4.5 * 3_600_000);
});
