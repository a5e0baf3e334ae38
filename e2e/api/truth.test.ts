// Shows 7, small: schools whose truth is known, played through the HTTP API, and what their reports say of it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runWinback } from "./server.ts";

interface Compared {
  seed: number;
  salt: string;
  tier: string | null;
  truth: number;
  estimate: number;
  isCovered: boolean;
  isFalse: boolean;
  verdict: string;
  learners: number;
}

interface Simulated {
  expected: { holdout: number; treated: number };
  comparisons: Compared[];
}

async function simulate(...args: string[]): Promise<Simulated> {
  const { code, out, err } = await runWinback(["simulate", "--json", ...args]).ended;
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as Simulated;
}

/** One message that helps by so much, two variants of it, and half of the learners without any. */
function truthFile(effects: readonly [number, number]): string {
  const folder = mkdtempSync(join(tmpdir(), "winback-truth-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const variants = effects.map((effect, n) => ({ id: `v${n}`, weight: 5000, effect }));
  const touches = [{ tier: "watch", afterDays: 3, channel: "inapp", variants, plannedLearners: 100 }];
  const file = join(folder, "truth.json");
  const more = { learners: 280, weeks: 1, windowDays: 7, fatigueRate: 0.2, touches };
  writeFileSync(file, JSON.stringify({ format: "winback.truth/1", name: "small", ...more }));
  return file;
}

test("reports find what is true, and a seed plays alike beside others and alone", async () => {
  const file = truthFile([0.6, 0.9]);
  const several = await simulate("--truth", file, "--seed", "1", "--seeds", "2");
  const { expected, comparisons } = several;
  expect(comparisons).toHaveLength(4);
  expect(comparisons.filter(({ isCovered }) => !isCovered)).toEqual([]);
  const held = comparisons.filter(({ tier }) => tier === null);
  expect(held.map(({ verdict }) => verdict)).toEqual(["better", "better"]);
  // Nobody is lost between the arms, and all windows are over.
  expect(held.map(({ learners }) => learners)).toEqual([280, 280]);
  for (const { truth } of held) expect(truth).toBeCloseTo(expected.treated - expected.holdout, 12);
  const alone = await simulate("--truth", file, "--seed", "2");
  expect(alone.comparisons).toEqual(comparisons.filter(({ seed }) => seed === 2));
});

test("where no message has an effect no verdict says so", async () => {
  const { comparisons } = await simulate("--truth", truthFile([0, 0]), "--seeds", "2");
  for (const { truth, isCovered, verdict } of comparisons) {
    expect(truth).toBeCloseTo(0, 12);
    expect(isCovered).toBe(true);
    expect(verdict).toBe("notEnough");
  }
});

test("a truth file that is not there is a wrong call", async () => {
  const { code, err } = await runWinback(["simulate", "--truth", "./none-such.json"]).ended;
  expect(code).toBe(2);
  expect(err).toContain("cannot be read");
});
