import { expect, test } from "vitest";
import { Random } from "#runtime/sim/random.ts";
import { runOf } from "./document.ts";
import { foretell } from "./expected.ts";
import { learnersOf, receive } from "./learners.ts";
import { offsetOf } from "./response.ts";
import { type Truth, truthSchema } from "./truth.ts";

type Input = Partial<Record<keyof Truth, unknown>>;

const open = { inapp: 1, push: 1, sms: 1, email: 1 };

function school(more: Input): Truth {
  return truthSchema.parse({ format: "winback.truth/1", name: "test", openRates: open, ...more });
}

function touch(tier: string, afterDays: number, effects: number[], more: object = {}): object {
  const variants = effects.map((effect, n) => ({ id: `v${n}`, weight: 10_000 / effects.length, effect }));
  return { tier, afterDays, channel: "push", variants, ...more };
}

test("one message: who was not coming anyway comes by the variant's effect", () => {
  const { holdout, treated, variants } = foretell(
    school({ baselineRate: 0.2, touches: [touch("watch", 3, [0, 0.5])] }),
  );
  expect(holdout).toBeCloseTo(0.2, 12);
  expect(treated).toBeCloseTo(1 - 0.8 * 0.75, 12);
  expect(variants).toHaveLength(1);
  expect(variants[0]?.["v0"]).toBeCloseTo(0.2, 12);
  expect(variants[0]?.["v1"]).toBeCloseTo(1 - 0.8 * 0.5, 12);
});

test("a later message meets only those who are still away", () => {
  const touches = [touch("watch", 3, [0]), touch("warning", 6, [0, 0.5])];
  const { variants } = foretell(school({ baselineRate: 0.2, windowDays: 7, touches }));
  const away = 1 - 0.2 * (3 / 7);
  expect(variants[1]?.["v0"]).toBeCloseTo(1 - 0.8 / away, 12);
  expect(variants[1]?.["v1"]).toBeCloseTo(1 - (0.8 * 0.5) / away, 12);
});

test("a message received tires, one that failed does not", () => {
  const touches = [touch("watch", 3, [0]), touch("warning", 5, [0.5])];
  const more = { baselineRate: 0, fatigueRate: 0.4, failureRates: { push: 0.1 }, touches };
  expect(foretell(school(more)).treated).toBeCloseTo(0.9 * (0.9 * 0.5 * 0.6 + 0.1 * 0.5), 12);
});

test("weekdays weigh by the learners who come on them", () => {
  const seasonFactors = [2, 1, 1, 1, 1, 1, 1];
  const even = foretell(
    school({ learners: 700, weeks: 1, baselineRate: 0.35, seasonFactors, touches: [touch("w", 3, [0])] }),
  );
  expect(even.holdout).toBeCloseTo((0.7 + 6 * 0.35) / 7, 12);
});

test("what learners do is what is expected of them", () => {
  const touches = [touch("watch", 3, [0.1, 0.4]), touch("warning", 5, [0.2, 0.3], { channel: "sms" })];
  const truth = school({
    learners: 40_000,
    baselineRate: 0.25,
    fatigueRate: 0.3,
    seasonFactors: [1, 0.8, 0.8, 1, 1, 1.2, 1.4],
    failureRates: { push: 0.1, sms: 0.2 },
    openRates: { push: 0.6, sms: 0.9 },
    touches,
  });
  const run = runOf(7);
  const counts = new Map<string, { x: number; n: number }>();
  const count = (name: string, isBack: boolean) => {
    const known = counts.get(name) ?? { x: 0, n: 0 };
    counts.set(name, { x: known.x + Number(isBack), n: known.n + 1 });
  };
  for (const learner of learnersOf(truth, run)) {
    const random = new Random("arm", learner.id);
    const shown: string[] = ["treated"];
    for (const one of truth.touches) {
      const day = learner.lastDay + one.afterDays;
      if (learner.backDay !== null || (learner.ownDay !== null && learner.ownDay < day)) continue;
      const variant = random.pick(one.variants).id;
      receive(truth, run, learner, one, variant, day);
      shown.push(`${offsetOf(truth, one)} ${variant}`);
    }
    const isBack = learner.backDay !== null || learner.ownDay !== null;
    for (const name of shown) count(name, isBack);
    count("holdout", learner.ownDay !== null);
  }
  const { holdout, treated, variants } = foretell(truth);
  const rates = {
    holdout,
    treated,
    "0 v0": variants[0]?.["v0"],
    "0 v1": variants[0]?.["v1"],
    "2 v0": variants[1]?.["v0"],
    "2 v1": variants[1]?.["v1"],
  };
  for (const [name, rate = 0] of Object.entries(rates)) {
    const { x, n } = counts.get(name) ?? { x: 0, n: 0 };
    expect(Math.abs(x / n - rate), name).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / n));
  }
});
