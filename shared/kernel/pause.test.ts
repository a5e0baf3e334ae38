import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE_MS } from "./duration.ts";
import { addElapsed, elapsed, normalisePauses, type Pause, pausedUntil } from "./pause.ts";

const SPAN = 120; // minutes on the oracle's grid

const minute = fc.integer({ min: 0, max: SPAN });
const rawPauses = fc.array(fc.record({ from: minute, to: minute }), { maxLength: 6 });

function inMs(list: readonly Pause[]): Pause[] {
  return list.map(({ from, to }) => ({ from: from * MINUTE_MS, to: to * MINUTE_MS }));
}

/** Whether the minute that begins at `at` (in minutes) is stopped, straight from the raw list. */
function isStopped(list: readonly Pause[], at: number): boolean {
  return list.some(({ from, to }) => from <= at && at < to);
}

function runningMinutes(list: readonly Pause[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (!isStopped(list, at)) count += 1;
  return count;
}

test("normal pauses stop the same minutes as the list they come from, in order and apart", () => {
  fc.assert(
    fc.property(rawPauses, (raw) => {
      const pauses = normalisePauses(raw);
      for (let at = -1; at <= SPAN; at += 1) expect(isStopped(pauses, at)).toBe(isStopped(raw, at));
      for (const [index, { from, to }] of pauses.entries()) {
        expect(from).toBeLessThan(to);
        if (index > 0) expect(from).toBeGreaterThan(pauses[index - 1]?.to ?? Number.NaN);
      }
      expect(normalisePauses(pauses)).toEqual(pauses);
    }),
  );
});

test("the list that was given is left as it was", () => {
  const raw = [
    { from: 5, to: 9 },
    { from: 0, to: 6 },
  ];
  normalisePauses(raw);
  expect(raw).toEqual([
    { from: 5, to: 9 },
    { from: 0, to: 6 },
  ]);
});

test("elapsed time counts the minutes outside the pauses", () => {
  fc.assert(
    fc.property(rawPauses, minute, minute, (raw, from, to) => {
      const pauses = normalisePauses(inMs(raw));
      const truth = runningMinutes(raw, from, to) * MINUTE_MS;
      expect(elapsed(pauses, from * MINUTE_MS, to * MINUTE_MS)).toBe(truth);
    }),
  );
});

test("a length is due at the first minute by which it has elapsed", () => {
  fc.assert(
    fc.property(rawPauses, minute, minute, (raw, start, length) => {
      let due = start;
      while (runningMinutes(raw, start, due) < length) due += 1;
      const pauses = normalisePauses(inMs(raw));
      expect(addElapsed(pauses, start * MINUTE_MS, length * MINUTE_MS)).toBe(due * MINUTE_MS);
    }),
  );
});

test("to the millisecond, a due instant has elapsed and the one before it has not", () => {
  const instant = fc.integer({ min: 0, max: 200 });
  const list = fc.array(fc.record({ from: instant, to: instant }), { maxLength: 5 });
  fc.assert(
    fc.property(list, instant, fc.integer({ min: 1, max: 300 }), (raw, start, length) => {
      const pauses = normalisePauses(raw);
      const due = addElapsed(pauses, start, length);
      expect(elapsed(pauses, start, due)).toBe(length);
      expect(elapsed(pauses, start, due - 1)).toBe(length - 1);
    }),
  );
});

test("an instant inside a pause is held to the pause's end", () => {
  fc.assert(
    fc.property(rawPauses, minute, (raw, at) => {
      let end = at;
      while (isStopped(raw, end)) end += 1;
      const until = pausedUntil(normalisePauses(inMs(raw)), at * MINUTE_MS);
      expect(until).toBe(end === at ? null : end * MINUTE_MS);
    }),
  );
});

test("a three-day silence over a week's holiday falls due a week later", () => {
  const holiday = normalisePauses([{ from: 2, to: 9 }]);
  expect(addElapsed(holiday, 1, 3)).toBe(11);
  expect(addElapsed(holiday, 1, 1)).toBe(2);
  expect(addElapsed(holiday, 4, 0)).toBe(4);
  expect(addElapsed([], 1, 3)).toBe(4);
});

test("a pause without finite bounds is refused", () => {
  expect(() => normalisePauses([{ from: 0, to: Number.POSITIVE_INFINITY }])).toThrow("finite");
  expect(() => normalisePauses([{ from: Number.NaN, to: 1 }])).toThrow("finite");
});
