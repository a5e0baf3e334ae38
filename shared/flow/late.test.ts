import { expect, test } from "vitest";
import { type Answers, draw, type School, school } from "./testkit.ts";

const silent = { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" };
const stalled = { type: "signal", kind: "stall", progress: "lesson.completed", per: "course", for: "P3D" };
const tier = { type: "tier", rank: 1, enter: { atLeast: 1 } };
const opened = draw({
  nodes: {
    silent,
    watch: tier,
    hi: { type: "send", message: "push-hi" },
    day: { type: "wait", for: "P1D" },
    seen: { type: "waitFor", outcome: "opened", of: "hi", timeout: "P2D" },
    back: {
      type: "waitFor",
      events: ["lesson.started"],
      where: [{ field: "progressRate", op: "ge", value: 0.5 }],
      timeout: "P5D",
    },
  },
  edges: "silent.on > watch watch.enter > hi watch.enter > back hi.next > day day.next > seen",
});

function li(answers?: Answers, document = opened): School {
  return school({ strategies: [document], ...(answers && { answers }) }).event("d1 09:00", "li session.started");
}
const ending = (school: School) =>
  school
    .story()
    .filter((line) => /seen|back|ended/.test(line))
    .slice(1);

test("waiting for an outcome ends at once where it was reached before, by the receipt, or at the timeout", () => {
  expect(ending(li({ hi: "accepted opened+2h" }).tick("d8 00:00"))).toEqual([
    "d5 09:00 seen waitFor",
    "d5 09:00 seen -> yes",
  ]);
  expect(ending(li({ hi: "accepted acted+30h" }).tick("d8 00:00"))).toEqual([
    "d5 09:00 seen waitFor",
    "d5 15:00 seen -> yes",
  ]);
  const never = ["d5 09:00 seen waitFor", "d7 09:00 seen -> timeout"];
  expect(ending(li({ hi: "accepted delivered+30h failed+31h" }).tick("d8 00:00"))).toEqual(never);
  expect(ending(li({ hi: "suppressed:cap" }).tick("d8 00:00"))).toEqual(never);
});

test("only a matching event dated at or after the arrival ends the waiting for it", () => {
  const back = (when: string, text: string, happened: string) =>
    ending(li({ hi: "-" }).event(when, text, happened).tick("d9 12:00"));
  const never = ["d9 09:00 back -> timeout"];
  expect(back("d5 10:00", "li lesson.started progressRate=0.5", "d4 09:00")).toEqual(["d5 10:00 back -> yes"]);
  expect(back("d5 10:00", "li lesson.started progressRate=0.5", "d4 08:59:59.999")).toEqual(never);
  expect(back("d5 10:00", "li lesson.started progressRate=0.4", "d5 10:00")).toEqual(never);
  expect(back("d5 10:00", "mo lesson.started progressRate=0.5", "d5 10:00")).toEqual(never);
});

test("a late session inside the silence disproves the opening; one before it, or after the opening, does not", () => {
  const late = (happened: string) => li().event("d4 12:00", "li session.started", happened).story().at(-1);
  expect(late("d2 10:00")).toBe("d4 12:00 ended void disproved");
  expect(late("d1 08:00")).not.toContain("ended");
  expect(late("d4 11:00")).not.toContain("ended");
});

test("where several signals opened it, the late event ends it only if too few are left", () => {
  const two = draw({
    nodes: { silent, stalled, watch: tier, both: { ...tier, rank: 2, enter: { atLeast: 2 } } },
    edges: "silent.on > watch stalled.on > watch silent.on > both stalled.on > both",
  });
  const start = () =>
    school({ strategies: [two] })
      .event("d1 09:00", "li lesson.completed math")
      .event("d1 09:00", "li session.started");
  expect(start().event("d4 12:00", "li session.started", "d2 10:00").story().at(-1)).toBe(
    "d4 12:00 ended void disproved",
  );
  const one = draw({ nodes: { silent, stalled, watch: tier }, edges: "silent.on > watch stalled.on > watch" });
  const watched = school({ strategies: [one] })
    .event("d1 09:00", "li lesson.completed math")
    .event("d1 09:00", "li session.started");
  watched.event("d4 12:00", "li session.started", "d2 10:00");
  expect(watched.ended).toEqual([]);
  expect(watched.event("d4 13:00", "li lesson.completed math", "d2 10:00").story().at(-1)).toBe(
    "d4 13:00 ended void disproved",
  );
});

test("a late event does not disprove an opening that another course would have made too", () => {
  const one = draw({ nodes: { stalled, watch: tier }, edges: "stalled.on > watch" });
  const two = school({ strategies: [one] })
    .event("d1 09:00", "li lesson.completed art")
    .event("d1 09:00", "li lesson.completed math")
    .tick("d4 10:00");
  expect(two.event("d4 11:00", "li lesson.completed art", "d2 10:00").ended).toEqual([]);
  expect(two.event("d4 12:00", "li lesson.completed math", "d2 10:00").story().at(-1)).toBe(
    "d4 12:00 ended void disproved",
  );
});

test("a score opening is disproved once what is left of it does not reach the score", () => {
  const score = draw({
    nodes: {
      silent,
      stalled,
      risk: { type: "signal", kind: "score", weights: { silent: 1, stalled: 2 }, atLeast: 5 },
      watch: { ...tier, enter: { score: 3 } },
    },
    edges: "risk.on > watch",
  });
  const both = school({ strategies: [score] })
    .event("d1 09:00", "li lesson.completed math")
    .event("d1 09:00", "li session.started");
  expect(both.tick("d4 10:00").story()).toEqual(["d4 09:00 opened #1", "d4 09:00 watch tier"]);
  expect(both.event("d4 12:00", "li session.started", "d2 10:00").story().at(-1)).toBe("d4 12:00 ended void disproved");
});

test("decimal weights reach a score as people add them up", () => {
  const score = draw({
    nodes: {
      silent,
      stalled,
      risk: { type: "signal", kind: "score", weights: { silent: 0.1, stalled: 0.7 }, atLeast: 0.8 },
      watch: { ...tier, enter: { score: 0.8 } },
    },
    edges: "risk.on > watch",
  });
  const both = school({ strategies: [score] })
    .event("d1 09:00", "li lesson.completed math")
    .event("d1 09:00", "li session.started");
  expect(both.tick("d4 10:00").story()).toEqual(["d4 09:00 opened #1", "d4 09:00 watch tier"]);
});

test("withdrawal and refund lose the learner, in a course strategy for that course", () => {
  const start = () => li().event("d1 10:00", "li enrolment.created math").tick("d4 12:00");
  expect(start().event("d5 10:00", "li enrolment.withdrawn math").story().at(-1)).toBe(
    "d5 10:00 ended lost churn:enrolment.withdrawn",
  );
  expect(start().event("d5 10:00", "li order.refunded math").story().at(-1)).toBe(
    "d5 10:00 ended lost churn:order.refunded",
  );
  expect(start().event("d5 10:00", "li order.refunded").story().at(-1)).toBe(
    "d5 10:00 ended lost churn:order.refunded",
  );
  expect(start().event("d5 10:00", "li enrolment.withdrawn math", "d3 10:00").story().at(-1)).toBe(
    "d5 10:00 ended void disproved",
  );
});

test("who goes on in another course, or came back to this one since, is not lost", () => {
  const start = () => li().event("d1 10:00", "li enrolment.created math").tick("d4 12:00");
  const other = start().event("d4 13:00", "li enrolment.created art").event("d5 10:00", "li order.refunded math");
  expect(other.ended).toEqual([]);
  const again = li()
    .event("d1 10:00", "li enrolment.created math")
    .tick("d5 12:00")
    .event("d6 10:00", "li enrolment.withdrawn math", "d1 09:30");
  expect(again.ended).toEqual([]);
});

test("opting out of everything ends what runs and opens nothing until the learner opts in again", () => {
  const out = li().tick("d4 12:00").input("d4 13:00", { is: "optOut", learner: "li", channel: "sms" });
  expect(out.ended).toEqual([]);
  out
    .input("d4 14:00", { is: "optOut", learner: "li", channel: "all" })
    .event("d20 09:00", "li session.started")
    .tick("d30 00:00");
  expect(out.story().filter((line) => /opened|ended/.test(line))).toEqual([
    "d4 09:00 opened #1",
    "d4 14:00 ended void optOut",
  ]);
  out.input("d30 10:00", { is: "optIn", learner: "li", channel: "all" });
  expect(
    out
      .story()
      .filter((line) => line.includes("opened"))
      .at(-1),
  ).toBe("d30 10:00 opened #2");
});
