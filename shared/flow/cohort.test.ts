import { expect, test } from "vitest";
import { advance } from "./advance.ts";
import { changedCohorts, median } from "./cohort.ts";
import type { Effect } from "./effect.ts";
import { draw, eventInput, message, School } from "./testkit.ts";

const HOUR = 3_600_000;

test("takes the middle of odd and even lists", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test("compares a learner with those who started in the same week, once the figure is logged", () => {
  const document = draw({
    subject: "course",
    nodes: {
      behind: { type: "signal", kind: "behind", progress: "lesson.completed", per: "course", by: 0.5, minLearners: 3 },
      watch: { type: "tier", rank: 1, enter: { atLeast: 1 } },
      nudge: { type: "send", message: "hello" },
    },
    edges: "behind.on > watch, watch.enter > nudge",
    messages: { hello: message("inapp", "a 10000") },
  });
  const school = new School({});
  school.publish("d0 00:00", document);
  for (const [learner, lessons] of [
    ["an", 1],
    ["bo", 6],
    ["cy", 8],
    ["di", 7],
  ] as const) {
    school.event("d1 08:00", `${learner} enrolment.created algebra`);
    for (let lesson = 0; lesson < lessons; lesson += 1)
      school.event("d2 09:00", `${learner} lesson.completed algebra lessonId=${lesson}`);
  }
  expect(school.decisions.size).toBe(0);
  const { world } = school;
  const figures = changedCohorts(world);
  expect(figures.map(([, course, , middle, learners]) => [course, middle, learners])).toEqual([["algebra", 6.5, 4]]);
  const out: Effect[] = [];
  world.now += HOUR;
  advance(world, { is: "cohorts", figures }, out);
  const opened = out.filter((effect) => effect.is === "opened").map((effect) => world.facts.ids[effect.learner]);
  expect(opened).toEqual(["an"]);
  expect(changedCohorts(world)).toEqual([]);
  advance(world, eventInput("bo lesson.completed algebra lessonId=99", "b99", world.now), out);
  expect(changedCohorts(world)).toHaveLength(1);
});
