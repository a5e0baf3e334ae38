import { expect, test } from "vitest";
import { rows } from "#shared/signal/scene.ts";
import { type Answers, draw, type School, school } from "./testkit.ts";

const nodes = {
  silent: { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
  watch: { type: "tier", rank: 1, enter: { atLeast: 1 } },
  day: { type: "wait", for: "P1D" },
  hi: { type: "send", message: "push-hi" },
  seen: { type: "waitFor", outcome: "opened", of: "hi", timeout: "P2D" },
  sms: { type: "send", message: "sms-hi" },
  call: { type: "task", group: "teachers", title: { en: "Call" }, within: "P2D", outcomes: ["reached"] },
  mail: { type: "send", message: "email-hi" },
  asked: { type: "waitFor", events: ["forum.posted"], timeout: "P5D" },
  app: { type: "send", message: "inapp-hi" },
};
const edges = "silent.on > watch watch.enter > day day.next > hi hi.next > seen seen.yes > sms";
const short = draw({ nodes, edges });
const pause = { is: "pause", strategy: "win" } as const;

function learners(answers?: Answers, document = short): School {
  return school({ strategies: [document], ...(answers && { answers }) })
    .event("d1 09:00", "li session.started")
    .event("d1 10:00", "mo session.started")
    .event("d3 11:00", "wu session.started")
    .tick("d4 20:00");
}
const resume = (mode: { continueAt: number } | "skip" | "void") => ({ is: "resume", strategy: "win", mode }) as const;
const since = (school: School, learner: string, line: number) => school.story(learner).slice(line);

test("a paused strategy opens nothing and holds what falls due", () => {
  const paused = learners().input("d4 21:00", pause).tick("d12 00:00");
  expect([since(paused, "li", 3), since(paused, "mo", 3), paused.story("wu")]).toEqual([[], [], []]);
});

test("resumed at a rate, held work goes on one by one", () => {
  const paused = learners()
    .input("d4 21:00", pause)
    .input("d8 12:00", resume({ continueAt: 2 }))
    .tick("d8 20:00");
  expect(since(paused, "li", 3).filter((line) => line.includes("send"))).toEqual(["d8 12:00 hi send a"]);
  expect(since(paused, "mo", 3).filter((line) => line.includes("send"))).toEqual(["d8 12:30 hi send a"]);
});

test("resumed by skipping, what expired is dropped and the episode goes on to its goal", () => {
  const paused = learners().input("d4 21:00", pause).input("d8 12:00", resume("skip")).tick("d30 00:00");
  expect(since(paused, "li", 3)).toEqual([
    "d8 12:00 day cancelled skippedAtResume",
    "d18 09:00 ended lost windowPassed",
  ]);
});

test("resumed by voiding, running episodes end", () => {
  const paused = learners().input("d4 21:00", pause).input("d8 12:00", resume("void")).tick("d9 00:00");
  expect(since(paused, "li", 3)).toEqual([
    "d8 12:00 day cancelled strategyVoided",
    "d8 12:00 ended void strategyVoided",
  ]);
});

test("a goal met or a withdrawal during the pause still ends the episode", () => {
  const paused = learners().input("d4 21:00", pause);
  paused
    .event("d5 09:00", "li session.started")
    .event("d6 09:00", "li session.started")
    .event("d6 09:00", "mo order.refunded");
  expect([paused.story("li").at(-1), paused.story("mo").at(-1)]).toEqual([
    "d6 09:00 ended recovered goal",
    "d6 09:00 ended lost churn:order.refunded",
  ]);
});

test("what comes back during the pause, results, receipts, outcomes and awaited events, moves paths at the resume", () => {
  const wired = draw({
    nodes,
    edges: `silent.on > watch watch.enter > hi watch.enter > call watch.enter > asked
      hi.next > seen seen.yes > sms call.reached > mail asked.yes > app`,
  });
  const paused = learners(
    { hi: "accepted+13h opened+14h", call: "accepted outcome:reached+15h", "*": "accepted" },
    wired,
  ).input("d4 21:00", pause);
  paused.event("d5 12:00", "li forum.posted").tick("d8 00:00");
  expect(since(paused, "li", 5)).toEqual([]);
  paused.input("d8 12:00", resume({ continueAt: 3600 })).tick("d8 13:00");
  expect(since(paused, "li", 5).filter((line) => line.includes(" -> "))).toEqual(
    rows(`
      d8 12:00 asked -> yes
      d8 12:00 app -> next
      d8 12:00:01 call -> reached
      d8 12:00:01 mail -> next
      d8 12:00:02 hi -> next
      d8 12:00:02 seen -> yes
      d8 12:00:02 sms -> next`),
  );
});

test("going live does not end a pause", () => {
  const paused = school()
    .publish("d1 00:00", short, { state: "observe" })
    .event("d1 09:00", "li session.started")
    .tick("d4 20:00");
  paused
    .input("d4 21:00", pause)
    .input("d4 22:00", { is: "goLive", strategy: "win" })
    .event("d7 10:00", "li enrolment.created math")
    .tick("d8 00:00");
  expect(since(paused, "li", 3)).toEqual([]);
  paused.input("d8 12:00", resume({ continueAt: 1 })).tick("d8 13:00");
  expect(since(paused, "li", 3)).toEqual([
    "d8 12:00 day -> next",
    "d8 12:00 hi send a",
    "d8 12:00 hi -> next",
    "d8 12:00 seen waitFor",
  ]);
});
