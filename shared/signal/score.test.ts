import { expect, test } from "vitest";
import { offReading, type Reading } from "./kind.ts";
import { at, scene } from "./scene.ts";
import { score } from "./score.ts";

const def = { kind: "score" as const, weights: { away: 0.7, stalled: 0.1, late: 0.4 }, atLeast: 0.8 };
const now = at("03-10T00:00");

function on(since: string | null): Reading {
  return { isOn: true, since: since === null ? null : at(since), nextAt: null, evidence: {} };
}

function read(readings: Record<string, Reading>): Reading {
  return scene(def, [], { readings: { away: offReading, stalled: offReading, late: offReading, ...readings } })(now);
}

test("decimal weights add up to the bound, from the instant at which they did", () => {
  expect(read({ away: on("03-03T00:00") }).isOn).toBe(false);
  expect(read({ away: on("03-03T00:00"), stalled: on("03-01T00:00") })).toEqual({
    isOn: true,
    since: at("03-03T00:00"),
    nextAt: null,
    evidence: { score: 0.8 },
    also: [
      { since: at("03-03T00:00"), evidence: {} },
      { since: at("03-01T00:00"), evidence: {} },
    ],
  });
});

test("what rises after the bound is reached adds to the score, not to since", () => {
  const reading = read({ away: on("03-03T00:00"), late: on("03-05T00:00"), stalled: on("03-07T00:00") });
  expect(reading).toMatchObject({ since: at("03-05T00:00"), evidence: { score: 1.2 } });
});

test("one unknown rise makes since unknown", () => {
  expect(read({ away: on("03-03T00:00"), late: on(null) })).toMatchObject({ isOn: true, since: null });
});

test("without a strategy around it a score is off", () => {
  expect(scene(def, [])(now)).toEqual(offReading);
});

test.each([
  [{ ...def, weights: {} }],
  [{ ...def, weights: { away: 0 } }],
  [{ ...def, weights: { "not an id": 1 } }],
  [{ ...def, weights: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`s${index}`, 1])) }],
])("refuses %j", (bad) => {
  expect(score.schema.safeParse(bad).success).toBe(false);
});
