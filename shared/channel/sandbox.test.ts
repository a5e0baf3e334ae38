import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { defaultRates, imitate } from "./sandbox.ts";

const rate = fc.integer({ min: 0, max: 10_000 });
const rates = fc.record({ delivered: rate, opened: rate, acted: rate });

test("the same send has the same receipts on every replay", () => {
  expect(imitate(defaultRates, "s-12", 1000)).toEqual(imitate(defaultRates, "s-12", 1000));
  // Pinned: these receipts are inputs that a replay must find again.
  expect(imitate({ delivered: 10_000, opened: 10_000, acted: 10_000 }, "s-1", 0)).toMatchInlineSnapshot(`
    [
      {
        "at": 159938,
        "state": "delivered",
      },
      {
        "at": 61053830,
        "state": "opened",
      },
      {
        "at": 62030148,
        "state": "acted",
      },
    ]
  `);
});

test("receipts come in order, inside their windows, and move with the acceptance", () => {
  fc.assert(
    fc.property(rates, fc.string(), fc.integer({ min: 0, max: 2e12 }), (given, key, acceptedAt) => {
      const receipts = imitate(given, key, acceptedAt);
      const ages = Object.fromEntries(receipts.map((receipt) => [receipt.state, receipt.at - acceptedAt]));
      expect(receipts.map((receipt) => receipt.at)).toEqual(
        receipts.map((receipt) => receipt.at).toSorted((a, b) => a - b),
      );
      if (receipts.length > 0) expect(receipts[0]?.state).toBe("delivered");
      for (const age of Object.values(ages)) expect(Number.isInteger(age) && age >= 1000).toBe(true);
      expect(ages.delivered ?? 0).toBeLessThanOrEqual(3 * MINUTE_MS);
      expect(ages.opened ?? 0).toBeLessThanOrEqual(24 * HOUR_MS);
      expect(ages.acted ?? 0).toBeLessThanOrEqual(25 * HOUR_MS);
      expect(imitate(given, key, acceptedAt + 7)).toEqual(receipts.map(({ state, at }) => ({ state, at: at + 7 })));
    }),
  );
});

test("over many sends the shares are the rates", () => {
  const counts = { delivered: 0, opened: 0, acted: 0 };
  const sends = 20_000;
  for (let send = 0; send < sends; send += 1) {
    for (const receipt of imitate(defaultRates, `s-${send}`, 0)) counts[receipt.state] += 1;
  }
  // Five standard errors of a proportion are below 0.018 at 20,000 sends; the keys are fixed, so this is no game of chance.
  for (const state of ["delivered", "opened", "acted"] as const) {
    expect(Math.abs(counts[state] / sends - defaultRates[state] / 10_000)).toBeLessThan(0.018);
  }
});

test("a channel without an open signal can still be acted on", () => {
  const states = imitate({ delivered: 10_000, opened: 0, acted: 10_000 }, "s-1", 0).map((receipt) => receipt.state);
  expect(states).toEqual(["delivered", "acted"]);
});

test("what is not delivered is neither opened nor acted on", () => {
  expect(imitate({ delivered: 0, opened: 10_000, acted: 10_000 }, "s-1", 0)).toEqual([]);
});

test("refuses a rate that is no share", () => {
  expect(() => imitate({ delivered: 10_001, opened: 0, acted: 0 }, "s-1", 0)).toThrow("a rate is 0 to 10,000");
});
