import { expect, test } from "vitest";
import { at, draw, message, type Opening, type School, school } from "./testkit.ts";

const experiment = { salt: "hi-1", metric: "recovered", allocation: "fixed" };
const sketch = (variants: string, more: object = {}) => ({
  nodes: {
    silent: { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
    watch: { type: "tier", rank: 1, enter: { atLeast: 1 } },
    hi: { type: "send", message: "inapp-hi" },
    seen: { type: "waitFor", outcome: "opened", of: "hi", timeout: "P1D" },
    call: { type: "task", group: "teachers", title: { en: "Call" }, within: "P1D", outcomes: ["reached"] },
    hook: { type: "webhook", url: "https://example.com/hook" },
  },
  edges: "silent.on > watch watch.enter > hi hi.next > seen seen.timeout > call call.expired > hook",
  messages: { "inapp-hi": message("inapp", variants, { experiment }) },
  policy: { cooldown: "P1D" },
  goal: { events: ["session.started"], days: 1, within: "P10D" },
  ...more,
});
const thirds = draw(sketch("a 3334, b 3333, c 3333"));
const learners = (count: number) => Array.from({ length: count }, (_, index) => `learner-${index}`);

/** All learners came once on d1 09:00. */
function crowd(count: number, opening: Opening): School {
  const made = school(opening);
  for (const id of learners(count)) made.event("d1 09:00", `${id} session.started`);
  return made;
}
function armsOf(made: School, salt = "hi-1"): Map<string, string | undefined> {
  return new Map(
    learners(made.world.facts.ids.length).map((id) => [
      id,
      made.world.records.get(made.world.facts.learner(id))?.arms[salt],
    ]),
  );
}
function countsOf(arms: Map<string, string | undefined>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const arm of arms.values()) counts[arm ?? "-"] = (counts[arm ?? "-"] ?? 0) + 1;
  return counts;
}

test("10,000 learners over three variants are within three standard deviations, and keep their arm when republished", () => {
  const made = crowd(10_000, { strategies: [thirds], answers: { "*": "-" } }).jump("d4 09:00");
  const arms = armsOf(made);
  const counts = countsOf(arms);
  expect(Object.keys(counts).sort()).toEqual(["a", "b", "c"]);
  for (const count of Object.values(counts))
    expect(Math.abs(count - 10_000 / 3)).toBeLessThan(3 * Math.sqrt((10_000 * 2) / 9));
  made.publish("d4 10:00", draw(sketch("a 9000, b 500, c 500")), { running: { move: {} } });
  for (const id of learners(300)) made.event("d5 09:00", `${id} session.started`);
  made.jump("d9 00:00");
  expect(armsOf(made)).toEqual(arms);
  const again = made.sends.filter((send) => send.at === at("d8 09:00"));
  expect(again).toHaveLength(300);
  expect(again.map((send) => send.order.variant)).toEqual(
    again.map((send) => arms.get(made.world.facts.ids[send.learner] ?? "")),
  );
});

test("weights in force count for later assignments only", () => {
  const made = crowd(200, { strategies: [thirds], answers: { "*": "-" } }).jump("d4 09:00");
  const before = armsOf(made);
  made.input("d5 00:00", { is: "weights", salt: "hi-1", weights: { a: 0, b: 10_000, c: 0 } });
  for (let index = 200; index < 260; index += 1) made.event("d5 09:00", `learner-${index} session.started`);
  made.jump("d8 09:00");
  const after = armsOf(made);
  expect([...after].slice(0, 200)).toEqual([...before]);
  expect(new Set([...after].slice(200).map(([, arm]) => arm))).toEqual(new Set(["b"]));
});

test("a holdout learner runs the whole episode at the same times, with every send, task and webhook withheld", () => {
  const run = (weight: number) => {
    const document = draw(sketch("a 10000", { holdout: { salt: "ho-1", weight } }));
    return school({ strategies: [document] })
      .event("d1 09:00", "li session.started")
      .tick("d30 00:00");
  };
  const [held, treated] = [run(10_000), run(0)];
  const times = (made: School) =>
    made.ledger().map(({ key, kind, port, variant, at: when }) => ({ key, kind, port, variant, when }));
  expect(times(held)).toEqual(times(treated));
  expect(held.sends.map((send) => [send.node, send.withheld])).toEqual([
    ["hi", "holdout"],
    ["call", "holdout"],
    ["hook", "holdout"],
  ]);
  expect(treated.sends.map((send) => send.withheld)).toEqual([null, null, null]);
});

test("the school's holdout is chosen per learner, and a new season only holds for episodes opened after it", () => {
  const season = (salt: string, weight: number) =>
    ({ is: "settings", settings: { zone: "Asia/Shanghai", pauses: [], holdout: { salt, weight } } }) as const;
  const made = school({ strategies: [thirds], settings: { holdout: { salt: "s1", weight: 0 } } });
  made.event("d1 09:00", "li session.started").tick("d4 12:00").input("d4 13:00", season("s2", 10_000));
  made.event("d4 14:00", "mo session.started").tick("d9 00:00");
  expect(made.sends.map((send) => [made.world.facts.ids[send.learner], send.node, send.withheld])).toEqual([
    ["li", "hi", null],
    ["li", "call", null],
    ["li", "hook", null],
    ["mo", "hi", "holdout"],
    ["mo", "call", "holdout"],
  ]);
});

test("a holdout takes the stated share, alike in every variant", () => {
  const document = draw(sketch("a 5000, b 5000", { holdout: { salt: "ho-1", weight: 1000 } }));
  const made = crowd(4000, { strategies: [document], answers: { "*": "-" } }).jump("d4 09:00");
  const held = made.sends.filter((send) => send.withheld === "holdout");
  expect(Math.abs(held.length - 400)).toBeLessThan(3 * Math.sqrt(4000 * 0.1 * 0.9));
  const inA = held.filter((send) => send.order.variant === "a").length;
  expect(Math.abs(inA - held.length / 2)).toBeLessThan(3 * Math.sqrt(held.length / 4));
});
