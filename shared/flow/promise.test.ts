import { expect, test } from "vitest";
import { type Answers, draw, type School, school } from "./testkit.ts";

function promised(reach: object, more: object = {}) {
  return draw({
    nodes: {
      silent: { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      missed: { type: "signal", kind: "count", events: ["tutoring.missed"], atLeast: 1, within: "P30D" },
      watch: {
        type: "tier",
        rank: 1,
        enter: { atLeast: 1 },
        reach: { within: "PT48H", minTouches: 2, minChannels: 2, maxTouches: 4, ...reach },
      },
      warning: { type: "tier", rank: 2, enter: { all: true } },
      hi: { type: "send", message: "inapp-hi" },
      push: { type: "send", message: "push-hi" },
      call: { type: "task", group: "teachers", title: { en: "Call" }, within: "P1D", outcomes: ["reached"] },
    },
    edges:
      "silent.on > watch silent.on > warning missed.on > warning watch.enter > hi hi.next > push watch.enter > call",
    ...more,
  });
}
function li(answers: Answers, reach: object = {}, more: object = {}): School {
  return school({ strategies: [promised(reach, more)], answers })
    .event("d1 09:00", "li session.started")
    .tick("d4 10:00");
}
const promises = (made: School) => made.story().filter((line) => line.includes("promise"));

test("kept once enough touches over enough channels were accepted; a claimed task is a touch and a channel", () => {
  expect(promises(li({ "*": "accepted+10m" }))).toEqual(["d4 09:20 promise watch kept"]);
  expect(promises(li({ hi: "accepted+5m", call: "accepted claim+30m", push: "-" }))).toEqual([
    "d4 09:30 promise watch kept",
  ]);
  expect(promises(li({ hi: "accepted", call: "accepted", push: "-" }))).toEqual([]);
  expect(promises(li({ "*": "accepted" }, { minTouches: 2, minChannels: 3 }))).toEqual([]);
});

test("broken at its deadline, with what stopped the sends as the reason, else late", () => {
  const broken = (answers: Answers) => promises(li(answers).tick("d10 00:00"));
  expect(broken({ "*": "suppressed:cap" })).toEqual(["d6 09:00 promise watch broken cap"]);
  expect(broken({ "*": "unreachable:noAddress" })).toEqual(["d6 09:00 promise watch broken noAddress"]);
  expect(broken({ "*": "-" })).toEqual(["d6 09:00 promise watch broken late"]);
});

test("superseded by escalation, not needed once recovered, nothing owed to a holdout", () => {
  expect(promises(li({ "*": "-" }).event("d4 11:00", "li tutoring.missed"))).toEqual([
    "d4 11:00 promise watch superseded",
  ]);
  const back = li({ "*": "-" }).event("d4 11:00", "li session.started").event("d5 11:00", "li session.started");
  expect(promises(back)).toEqual(["d5 11:00 promise watch notNeeded goal"]);
  const held = li({ "*": "accepted" }, {}, { holdout: { salt: "h", weight: 10_000 } });
  expect(promises(held.tick("d30 00:00"))).toEqual([]);
});

test("a promise of no touches is kept at once", () => {
  expect(promises(li({ "*": "-" }, { minTouches: 0, minChannels: 0 }).tick("d30 00:00"))).toEqual([
    "d4 09:00 promise watch kept",
  ]);
});
