import fc from "fast-check";
import { expect, test } from "vitest";
import { allow, type Breaker, breakerLimits, closedBreaker, record } from "./breaker.ts";

const { failureCount, openMs, longestOpenMs, probeMs } = breakerLimits;

function afterFailures(count: number, now: number): Breaker {
  return Array.from({ length: count }).reduce<Breaker>((breaker) => record(breaker, false, now), closedBreaker);
}

test("a run of failures opens it, and a success in between starts the count anew", () => {
  const almost = afterFailures(failureCount - 1, 0);
  expect(allow(almost, 0).isAllowed).toBe(true);
  expect(allow(record(almost, false, 0), 0)).toMatchObject({ isAllowed: false, retryAt: openMs });
  expect(record(almost, true, 0)).toEqual(closedBreaker);
});

test("after the pause one probe goes out, others wait for its word", () => {
  const permit = allow(afterFailures(failureCount, 0), openMs);
  expect(permit).toMatchObject({ isAllowed: true, breaker: { state: "halfOpen" } });
  expect(allow(permit.breaker, openMs)).toMatchObject({ isAllowed: false, retryAt: openMs + probeMs });
  expect(record(permit.breaker, true, openMs + 5)).toEqual(closedBreaker);
});

test("a failed probe opens it for twice as long, up to the longest", () => {
  let breaker = afterFailures(failureCount, 0);
  const pauses: number[] = [];
  for (let probe = 0; probe < 10; probe += 1) {
    const now = breaker.probeAt ?? 0;
    breaker = record(allow(breaker, now).breaker, false, now);
    pauses.push((breaker.probeAt ?? 0) - now);
  }
  expect(pauses.slice(0, 3)).toEqual([2 * openMs, 4 * openMs, 8 * openMs]);
  expect(pauses.at(-1)).toBe(longestOpenMs);
});

test("a probe that never reports is followed by another", () => {
  const permit = allow(afterFailures(failureCount, 0), openMs);
  expect(allow(permit.breaker, openMs + probeMs).isAllowed).toBe(true);
});

test("late results of requests from before it opened change nothing", () => {
  const open = afterFailures(failureCount, 0);
  expect(record(open, true, 1)).toBe(open);
  expect(record(open, false, 1)).toBe(open);
});

test("against a dead provider, requests are as rare as the pauses say", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 200, maxLength: 400 });
  fc.assert(
    fc.property(steps, (waits) => {
      let breaker = closedBreaker;
      let now = 0;
      let sent = 0;
      for (const wait of waits) {
        now += wait;
        const permit = allow(breaker, now);
        if (!permit.isAllowed) expect(permit.retryAt).toBeGreaterThan(now);
        else sent += 1;
        breaker = permit.isAllowed ? record(permit.breaker, false, now) : permit.breaker;
      }
      // Pauses double from 10 s: n probes need at least 10 s x (2^n - 1).
      expect(sent).toBeLessThanOrEqual(failureCount + Math.log2(now / openMs + 1));
    }),
  );
});
