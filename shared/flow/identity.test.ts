import { expect, test } from "vitest";
import { cohortWeek } from "./look.ts";
import { at, draw, type School, school } from "./testkit.ts";

const watch = draw({
  nodes: {
    silent: { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
    watch: { type: "tier", rank: 1, enter: { atLeast: 1 } },
    hi: { type: "send", message: "inapp-hi", recheck: false },
  },
  edges: "silent.on > watch watch.enter > hi",
  messages: { "inapp-hi": { channel: "inapp", variants: ["a", "b"].map((id) => ({ id, weight: 5000, content: {} })) } },
});
const merge = { is: "merge", from: "anon", to: "li" } as const;
const marks = (school: School, learner: string) => school.story(learner).filter((line) => /opened|ended/.test(line));

test("a visitor who turns out to be a learner brings what is known of them, and their own episode ends", () => {
  const li = school({ strategies: [watch] })
    .event("d1 09:00", "li session.started")
    .event("d3 09:00", "anon session.started");
  li.input("d3 10:00", merge).tick("d6 09:00");
  expect(marks(li, "li")).toEqual(["d6 09:00 opened #1"]);
  const later = school({ strategies: [watch] })
    .event("d1 09:00", "anon session.started")
    .tick("d4 10:00");
  expect(later.input("d4 11:00", merge).ended.map((end) => [end.outcome, end.reason])).toEqual([["void", "merged"]]);
});

test("what a visitor did comes in after it was known who they are, and a second owner takes nothing from the first", () => {
  const late = school({ strategies: [watch] })
    .input("d1 09:00", merge)
    .event("d1 10:00", "anon session.started");
  expect(late.world.facts.ids).toEqual(["li"]);
  expect(marks(late.tick("d4 10:00"), "li")).toEqual(["d4 10:00 opened #1"]);
  late.input("d4 11:00", { is: "merge", from: "anon", to: "mo" });
  expect(marks(late, "li")).toEqual(["d4 10:00 opened #1"]);
});

test("a merge keeps the cooldown, the opt-out and the zone: one person is not asked twice", () => {
  const start = () =>
    school({ strategies: [watch] })
      .event("d1 09:00", "anon session.started")
      .event("d1 09:00", "li session.viewed")
      .tick("d4 10:00");
  expect(marks(start().input("d4 11:00", merge).tick("d12 00:00"), "li")).toEqual([]);
  const out = start().input("d4 10:30", { is: "optOut", learner: "anon", channel: "all" }).input("d4 11:00", merge);
  expect(marks(out.event("d20 09:00", "li session.started").tick("d40 00:00"), "li")).toEqual([]);
  const running = start()
    .event("d4 10:20", "li session.started")
    .tick("d7 11:00")
    .input("d7 12:00", { is: "optOut", learner: "anon", channel: "all" });
  expect(marks(running.input("d7 13:00", merge), "li")).toEqual(["d7 10:20 opened #1", "d7 13:00 ended void optOut"]);
  const zoned = start()
    .input("d4 10:30", { is: "learner", learner: "anon", zone: "Asia/Tokyo" })
    .input("d4 11:00", merge);
  expect(zoned.world.facts.zoneOf(zoned.world.facts.learner("li"))).toBe("Asia/Tokyo");
});

test("a merge never reassigns an arm, and numbers of episodes go on from the learner's own", () => {
  const both = school({ strategies: [watch] })
    .event("d1 09:00", "anon session.started")
    .event("d1 10:00", "li session.started")
    .tick("d5 00:00");
  const arm = { ...both.world.record(both.world.facts.learner("li")).arms };
  both.input("d5 10:00", merge);
  expect(both.world.record(both.world.facts.learner("li")).arms).toEqual(arm);
  both.event("d20 09:00", "li session.started").tick("d40 00:00");
  expect(marks(both, "li")).toEqual(["d4 10:00 opened #1", "d18 10:00 ended lost windowPassed", "d32 10:00 opened #2"]);
});

test("an erased learner is forgotten: nothing runs, nothing opens, and the same name is someone new", () => {
  const noTags = draw({
    id: "untagged",
    nodes: {
      none: { type: "signal", kind: "attribute", when: { attr: "tags", op: "ne", value: "x" } },
      any: { type: "tier", rank: 1, enter: { all: true } },
    },
    edges: "none.on > any",
  });
  const start = school({ strategies: [watch] })
    .event("d1 09:00", "li session.started")
    .event("d1 09:00", "li lesson.completed math")
    .tick("d4 10:00");
  start.input("d4 11:00", { is: "erase", learner: "li" });
  expect(start.ended.map((end) => [end.outcome, end.reason])).toEqual([["void", "erased"]]);
  const before = start.effects.length;
  start
    .publish("d4 12:00", noTags)
    .input("d4 13:00", { is: "cohorts", figures: [["f", "math", cohortWeek(at("d1 09:00")), 5, 30]] });
  start
    .input("d4 14:00", { is: "settled", send: start.sends[0]?.id ?? 0, state: "accepted", reason: null })
    .tick("d30 00:00");
  expect(start.effects.slice(before)).toEqual([]);
  expect(JSON.stringify([...start.world.records, start.world.facts.ids, start.world.facts.attributes])).not.toContain(
    "li",
  );
  start.event("d30 09:00", "li session.started").tick("d40 00:00");
  expect(marks(start, "li").at(-1)).toBe("d33 09:00 opened #1");
});

test("merging a name back into what it became changes nothing", () => {
  const li = school({ strategies: [watch] })
    .event("d1 09:00", "anon session.started")
    .event("d1 10:00", "li session.started")
    .input("d2 09:00", merge);
  li.input("d2 10:00", { is: "merge", from: "li", to: "anon" }).tick("d5 09:00");
  expect(marks(li, "li")).toEqual(["d4 10:00 opened #1"]);
});
