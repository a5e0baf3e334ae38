import fc from "fast-check";
import { expect, test } from "vitest";
import {
  countsAsTouch,
  hasReached,
  isFinal,
  join,
  type Outcome,
  outcomeOf,
  type SendState,
  stateRanks,
  takesCapPlace,
} from "./lattice.ts";

const STATES = Object.keys(stateRanks) as SendState[];
const known = fc
  .tuple(fc.constantFrom(...STATES), fc.integer({ min: 0, max: 9 }), fc.constantFrom(null, "", "a", "cap", "学"))
  .map(([state, at, reason]) => outcomeOf(state, at, reason));
/** Anything the engine can come to know: one result, or several joined. */
const outcomes = fc.array(known, { minLength: 1, maxLength: 4 }).map(joinAll);

function joinAll(all: readonly Outcome[]): Outcome {
  return all.reduce(join);
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

function* subsetsOf<T>(items: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) yield [];
  for (let index = from; size > 0 && index < items.length; index += 1) {
    for (const rest of subsetsOf(items, size - 1, index + 1)) yield [items[index] as T, ...rest];
  }
}

test("joining is commutative, associative and idempotent", () => {
  fc.assert(
    fc.property(outcomes, outcomes, outcomes, (a, b, c) => {
      expect(join(a, b)).toEqual(join(b, a));
      expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
      expect(join(a, a)).toEqual(a);
      expect(join(join(a, b), b)).toEqual(join(a, b));
    }),
    { numRuns: 1000 },
  );
});

test("every order of every four results and receipts gives the same outcome, repeats included", () => {
  const reports = STATES.map((state, index) =>
    outcomeOf(state, (index * 5) % STATES.length, stateRanks[state] === 3 ? "stopped" : null),
  );
  for (const four of subsetsOf(reports, 4)) {
    const expected = joinAll(four);
    for (const order of ordersOf(four)) {
      expect(joinAll(order)).toEqual(expected);
      expect(joinAll([...order, ...order.slice(0, 2)])).toEqual(expected);
    }
  }
});

test("a join never goes down, and keeps first instants in order", () => {
  fc.assert(
    fc.property(outcomes, outcomes, (a, b) => {
      const both = join(a, b);
      expect(stateRanks[both.state]).toBe(Math.max(stateRanks[a.state], stateRanks[b.state]));
      for (const later of [both.openedAt, both.actedAt]) {
        if (later !== null) expect(both.deliveredAt).toBeLessThanOrEqual(later);
      }
      if (both.deliveredAt !== null) expect(both.acceptedAt).toBeLessThanOrEqual(both.deliveredAt);
      for (const key of ["acceptedAt", "failedAt", "deliveredAt", "openedAt", "actedAt"] as const) {
        const instants = [a[key], b[key]].filter((at) => at !== null);
        expect(both[key]).toBe(instants.length === 0 ? null : Math.min(...instants));
      }
    }),
  );
});

test("an opened receipt that overtakes the delivered one implies delivery; the later receipt adds nothing", () => {
  const opened = join(outcomeOf("accepted", 10), outcomeOf("opened", 50));
  expect(opened).toEqual({
    state: "opened",
    reason: null,
    acceptedAt: 10,
    failedAt: null,
    deliveredAt: 50,
    openedAt: 50,
    actedAt: null,
  });
  expect(join(opened, outcomeOf("delivered", 60))).toEqual(opened);
  expect(join(opened, outcomeOf("delivered", 40))).toEqual({ ...opened, deliveredAt: 40 });
});

test("acting is not counted as a measured open, but has passed it", () => {
  const acted = outcomeOf("acted", 7);
  expect(acted).toMatchObject({ acceptedAt: 7, deliveredAt: 7, openedAt: null, actedAt: 7 });
  expect(hasReached(acted.state, "opened")).toBe(true);
  expect(hasReached("delivered", "opened")).toBe(false);
});

test("of two reasons of one rank the smaller code stands, and a reason stands before none", () => {
  const consent = outcomeOf("suppressed", 1, "consent");
  expect(join(outcomeOf("cancelled", 2, "escalated"), consent)).toEqual(consent);
  expect(join(outcomeOf("cancelled", 2), consent)).toEqual(consent);
  expect(join(outcomeOf("withheld", 1, "x"), outcomeOf("expired", 1, "x")).state).toBe("expired");
});

test.each<[SendState, boolean, boolean, boolean]>([
  // state       final  touch  place
  ["decided", false, false, false],
  ["held", false, false, false],
  ["sending", false, false, true],
  ["suppressed", true, false, false],
  ["withheld", true, false, false],
  ["cancelled", true, false, false],
  ["unreachable", true, false, false],
  ["expired", true, false, false],
  ["unknown", true, false, true],
  ["accepted", true, true, true],
  ["failed", true, false, false],
  ["delivered", true, true, true],
  ["opened", true, true, true],
  ["acted", true, true, true],
])("%s: dispatch over %s, touch %s, cap place %s", (state, isOver, isTouch, isPlace) => {
  expect(isFinal(state)).toBe(isOver);
  expect(countsAsTouch(outcomeOf(state, 1))).toBe(isTouch);
  expect(takesCapPlace(outcomeOf(state, 1))).toBe(isPlace);
});

test("what was accepted and then failed stays a touch and keeps its place", () => {
  const failed = join(outcomeOf("accepted", 1), outcomeOf("failed", 2, "rejected"));
  expect(failed).toMatchObject({ state: "failed", reason: "rejected", acceptedAt: 1, failedAt: 2 });
  expect(countsAsTouch(failed)).toBe(true);
  expect(takesCapPlace(failed)).toBe(true);
});
