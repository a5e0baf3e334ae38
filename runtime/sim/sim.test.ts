// A small run of each mode, and seeds that once found something, each with its story.
import { expect, test } from "vitest";
import { simulate } from "./sim.ts";

const small = { seeds: 1, learners: 8, days: 12 };

test("rough worlds keep every promise", { timeout: 120_000 }, async () => {
  const tally = await simulate({ ...small, mode: "rough", seed: 1, seeds: 6 });
  expect(tally.learnerDays).toBeGreaterThan(400);
  expect(tally.restarts).toBeGreaterThan(5);
});

test("deaths change no decision", { timeout: 120_000 }, async () => {
  const tally = await simulate({ ...small, mode: "deaths", seed: 101, seeds: 3, learners: 6, days: 8 });
  expect(tally.restarts).toBeGreaterThan(10);
});

test("a small world may die at any point", { timeout: 120_000 }, async () => {
  const tally = await simulate({ ...small, mode: "points", every: 5, seed: 4, learners: 1, days: 1 });
  expect(tally.restarts).toBeGreaterThan(20);
});

const found = [
  { seed: 10, learners: 12, days: 10, mode: "rough", story: "an erased learner's events came back with a new version" },
  { seed: 29, learners: 12, days: 10, mode: "rough", story: "a new version missed what came in its own frame" },
  { seed: 19, learners: 6, days: 6, mode: "deaths", story: "an act that was logged and not committed lost its intent" },
  {
    seed: 60141,
    learners: 800,
    days: 7,
    mode: "rough",
    story: "a power cut took back an erasure that the log had forgotten",
  },
  { seed: 7002, learners: 6, days: 6, mode: "deaths", story: "a crash at its expiry lost what had held a send" },
  { seed: 14, learners: 6, days: 6, mode: "deaths", story: "a merged visitor counted in the cohort until a restart" },
  {
    seed: 1017,
    learners: 12,
    days: 10,
    mode: "rough",
    story: "a full log lost an answer, and the request was made again",
  },
  {
    seed: 1135,
    learners: 12,
    days: 10,
    mode: "rough",
    story: "a path held over a pause was moved to a node that stays",
  },
  {
    seed: 4,
    learners: 16,
    days: 12,
    mode: "rough",
    story: "a holdout that heard more than once (planted, see e2e/mutants)",
  },
] as const;

for (const { story, ...plan } of found)
  test(`seed ${plan.seed}: ${story}`, { timeout: 120_000 }, async () => {
    expect((await simulate({ ...plan, seeds: 1 })).learnerDays).toBeGreaterThan(0);
  });
