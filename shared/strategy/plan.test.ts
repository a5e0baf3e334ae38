import { expect, test } from "vitest";
import type { SignalNode } from "./document.ts";
import { strategyHash } from "./hash.ts";
import { buildPlan } from "./plan.ts";
import { add, sampleStrategy, setNode } from "./sample.ts";

const risk = (weights: Record<string, number>): SignalNode => ({
  id: "risk",
  type: "signal",
  kind: "score",
  weights,
  atLeast: 1,
});
const planOf = (weights: Record<string, number>) =>
  buildPlan(sampleStrategy((document) => add(document, [risk(weights)], ["risk.on watch"])));

test("a score means the same in whatever order its weights are written", () => {
  const [one, other] = [planOf({ silent: 1, stalled: 2 }), planOf({ stalled: 2, silent: 1 })];
  expect(one.hash).toBe(other.hash);
  expect(one.signals.get("risk")?.key).toBe(other.signals.get("risk")?.key);
  expect(planOf({ silent: 2, stalled: 1 }).signals.get("risk")?.key).not.toBe(one.signals.get("risk")?.key);
});

test("names, notes and layout do not change the hash, meaning does", () => {
  const hash = strategyHash(sampleStrategy());
  expect(strategyHash(sampleStrategy((d) => setNode(d, "silent", { name: { en: "Silent" }, note: "why" })))).toBe(hash);
  expect(strategyHash(sampleStrategy((d) => setNode(d, "silent", { for: "P4D" })))).not.toBe(hash);
});
