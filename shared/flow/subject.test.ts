import { expect, test } from "vitest";
import { rows } from "#shared/signal/scene.ts";
import { draw, type School, school } from "./testkit.ts";

const stalled = { type: "signal", kind: "stall", progress: "lesson.completed", per: "course", for: "P3D" };
const tier = { type: "tier", rank: 1, enter: { atLeast: 1 } };
const sketch = {
  nodes: { stalled, watch: tier, hi: { type: "send", message: "inapp-hi" } },
  edges: "stalled.on > watch watch.enter > hi",
  goal: { events: ["lesson.completed"], days: 1, within: "P7D" },
};

function twoCourses(subject: "learner" | "course"): School {
  return school({ strategies: [draw({ ...sketch, subject })] })
    .event("d1 09:00", "li lesson.completed math")
    .event("d2 09:00", "li lesson.completed art");
}
const ends = (school: School) => school.story().filter((line) => /opened|ended/.test(line));

test("a strategy about learners opens once for the course that stalled first", () => {
  const li = twoCourses("learner").tick("d5 12:00");
  expect(ends(li)).toEqual(["d4 09:00 opened #1"]);
  expect(li.world.episodes.get(0)?.[0]?.evidence.stalled).toMatchObject({ course: "math", days: 3 });
  expect(ends(li.event("d5 13:00", "li lesson.completed art"))).toEqual([
    "d4 09:00 opened #1",
    "d5 13:00 ended recovered goal",
  ]);
});

test("a strategy about courses opens one episode for each, with its own goal, churn and numbers", () => {
  const li = twoCourses("course")
    .tick("d5 12:00")
    .event("d5 13:00", "li lesson.completed art")
    .event("d5 14:00", "li enrolment.withdrawn math");
  expect(ends(li)).toEqual([
    "d4 09:00 opened #1 math",
    "d5 09:00 opened #1 art",
    "d5 13:00 ended recovered goal",
    "d5 14:00 ended lost churn:enrolment.withdrawn",
  ]);
  expect(li.ledger().map((one) => one.key)).toEqual([
    "win/li/art/1/watch/hi",
    "win/li/art/1/watch/watch",
    "win/li/math/1/watch/hi",
    "win/li/math/1/watch/watch",
  ]);
});

const question = draw({
  subject: { key: "questionId" },
  purpose: "service",
  nodes: {
    waiting: {
      type: "signal",
      kind: "overdue",
      opens: "question.asked",
      closes: "question.answered",
      by: "questionId",
      within: "PT15M",
    },
    late: tier,
    ask: { type: "task", group: "teachers", title: { en: "Answer" }, within: "PT2H", outcomes: ["done"] },
  },
  edges: "waiting.on > late late.enter > ask",
  goal: { events: ["question.answered"], days: 1, within: "P1D" },
});

test("each question unanswered for 15 minutes is its own episode, ended by its own answer", () => {
  const li = school({ strategies: [question] })
    .event("d1 09:00", "li question.asked questionId=7")
    .event("d1 09:05", "li question.asked questionId=8")
    .event("d1 09:06", "li question.asked questionId=9")
    .event("d1 09:10", "li question.answered questionId=9")
    .event("d1 09:30", "li question.answered questionId=7")
    .tick("d1 12:00");
  expect(li.story()).toEqual(
    rows(`
      d1 09:15 opened #1 7
      d1 09:15 late tier
      d1 09:15 ask task
      d1 09:20 opened #1 8
      d1 09:20 late tier
      d1 09:20 ask task
      d1 09:30 ask cancelled recovered
      d1 09:30 ask recalled recovered
      d1 09:30 ended recovered goal
      d1 11:20 ask recalled taskExpired
      d1 11:20 ask -> expired`),
  );
});

test("a late answer to one question does not end the episode of another, nor one that two questions opened", () => {
  const keyed = school({ strategies: [question] })
    .event("d1 09:00", "li question.asked questionId=7")
    .tick("d1 09:20");
  expect(keyed.event("d1 09:30", "li question.answered questionId=8", "d1 09:10").ended).toEqual([]);
  expect(ends(keyed.event("d1 09:31", "li question.answered questionId=7", "d1 09:10")).at(-1)).toBe(
    "d1 09:31 ended void disproved",
  );
  const whole = school({ strategies: [draw({ ...structuredSketch, subject: "learner" })] })
    .event("d1 09:00", "li question.asked questionId=7")
    .event("d1 09:00", "li question.asked questionId=8")
    .tick("d1 09:20");
  expect(whole.event("d1 09:30", "li question.answered questionId=7", "d1 09:10").ended).toEqual([]);
  expect(ends(whole.event("d1 09:31", "li question.answered questionId=8", "d1 09:10")).at(-1)).toBe(
    "d1 09:31 ended void disproved",
  );
});

const structuredSketch = {
  nodes: {
    waiting: {
      type: "signal",
      kind: "overdue",
      opens: "question.asked",
      closes: "question.answered",
      by: "questionId",
      within: "PT15M",
    },
    late: tier,
  },
  edges: "waiting.on > late",
};

test("two strategies that weigh the same signals under other names do not disturb each other", () => {
  const named = (id: string, name: string, subject: string) =>
    draw({
      id,
      subject,
      nodes: {
        [name]: stalled,
        risk: { type: "signal", kind: "score", weights: { [name]: 2 }, atLeast: 2 },
        watch: tier,
      },
      edges: "risk.on > watch",
    });
  const both = school({ strategies: [named("aa", "stalled", "learner"), named("bb", "stuck", "course")] });
  both.event("d1 09:00", "li lesson.completed math").tick("d5 00:00");
  expect(ends(both)).toEqual(["d4 09:00 opened #1", "d4 09:00 opened #1 math"]);
});

test("an audience that asks for a signal to be off lets in who has just turned it off", () => {
  const quiet = draw({
    nodes: {
      missed: { type: "signal", kind: "count", events: ["tutoring.missed"], atLeast: 1, within: "P14D" },
      silent: { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      watch: tier,
    },
    edges: "missed.on > watch",
    audience: { not: { signal: "silent" } },
  });
  const li = school({ strategies: [quiet] })
    .event("d1 09:00", "li session.started")
    .event("d5 09:00", "li tutoring.missed");
  expect(ends(li.tick("d6 00:00"))).toEqual([]);
  expect(ends(li.event("d6 09:00", "li session.started"))).toEqual(["d6 09:00 opened #1"]);
});

test("an episode opens at the highest tier that holds, whichever holding tier's signal is the new one", () => {
  const tiers = draw({
    nodes: {
      missed: { type: "signal", kind: "milestone", events: ["tutoring.missed"], reaches: 1 },
      silent: { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      low: tier,
      high: { ...tier, rank: 2 },
    },
    edges: "silent.on > low missed.on > high",
    goal: { events: ["session.started"], days: 1, within: "P7D" },
    policy: { cooldown: "P1D" },
  });
  const li = school({ strategies: [tiers] })
    .event("d1 09:00", "li session.started")
    .event("d1 10:00", "li tutoring.missed");
  expect(ends(li.event("d3 09:00", "li session.started").tick("d7 00:00"))).toEqual([
    "d1 10:00 opened #1",
    "d3 09:00 ended recovered goal",
    "d6 09:00 opened #2",
  ]);
  expect(li.story().at(-1)).toBe("d6 09:00 high tier");
});

test("a second course that falls behind after the end opens anew, though the first never recovered", () => {
  const li = school({ strategies: [draw({ ...sketch, subject: "learner", policy: { cooldown: "P1D" } })] })
    .event("d1 09:00", "li lesson.completed math")
    .event("d10 09:00", "li lesson.completed art", "d10 08:00")
    .tick("d20 00:00");
  expect(ends(li)).toEqual(["d4 09:00 opened #1", "d10 09:00 ended recovered goal", "d13 08:00 opened #2"]);
});

test("a withdrawal that arrives late, from a course taken up again since, ends nothing", () => {
  const li = school({ strategies: [draw({ ...sketch, subject: "course" })] })
    .event("d1 10:00", "li enrolment.created math")
    .tick("d4 12:00");
  expect(ends(li.event("d4 13:00", "li enrolment.withdrawn math", "d1 09:00"))).toEqual(["d4 10:00 opened #1 math"]);
  expect(ends(li.event("d4 14:00", "li enrolment.withdrawn math")).at(-1)).toBe(
    "d4 14:00 ended lost churn:enrolment.withdrawn",
  );
});
