import { expect, test } from "vitest";
import { rows } from "#shared/signal/scene.ts";
import { at, draw, replay, type School, school } from "./testkit.ts";

const silent = { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" };
const reach = { within: "PT24H", minTouches: 1, minChannels: 1, maxTouches: 1 };
const watch = draw({
  nodes: {
    silent,
    watch: { type: "tier", rank: 1, enter: { atLeast: 1 }, reach },
    day: { type: "wait", for: "P1D" },
    hi: { type: "send", message: "inapp-hi" },
  },
  edges: "silent.on > watch watch.enter > day day.next > hi",
});
const shortCooldown = draw({
  nodes: { silent, watch: { type: "tier", rank: 1, enter: { all: true } } },
  edges: "silent.on > watch",
  goal: { events: ["session.started"], days: 1, within: "P1D" },
  policy: { cooldown: "P1D" },
});
const pause = (from: string, to: string) =>
  ({ is: "settings", settings: settings([{ from: at(from), to: at(to) }]) }) as const;
const settings = (pauses: { from: number; to: number }[]) => ({ zone: "Asia/Shanghai", pauses, holdout: null });

function li(pauses: { from: number; to: number }[] = []): School {
  return school({ strategies: [watch], settings: { pauses } }).event("d1 09:00", "li session.started");
}

test("an absence is decided as of t + 3 days to the millisecond, however late the clock comes by", () => {
  const story = rows(`
    d4 09:00 opened #1
    d4 09:00 watch tier
    d4 09:00 day wait`);
  expect(li().jump("d4 08:59:59.999").story()).toEqual([]);
  expect(li().jump("d4 09:00").story()).toEqual(story);
  const late = li().jump("d4 20:00");
  expect([...late.decisions.values()].map((one) => one.at)).toEqual([at("d4 09:00"), at("d4 09:00")]);
  expect(late.effects).toEqual(li().jump("d4 09:00").effects);
  const later = li().jump("d10 00:00");
  expect(later.ledger().map((one) => [one.key.split("/").at(-1), one.at])).toEqual([
    ["day", at("d4 09:00")],
    ["hi", at("d5 09:00")],
    ["watch", at("d4 09:00")],
  ]);
});

test("an event that comes in just in time, or a millisecond late, makes the difference", () => {
  expect(li().event("d4 08:59:59.999", "li session.started").tick("d4 12:00").story()).toEqual([]);
  expect(li().event("d4 09:00", "li session.started").story()[0]).toBe("d4 09:00 opened #1");
});

test("school pauses stop the clocks of silence, waits, promises and the goal", () => {
  const pauses = [
    { from: at("d2 09:00"), to: at("d3 09:00") },
    { from: at("d5 12:00"), to: at("d7 12:00") },
  ];
  const school = li(pauses);
  school.answers = { "*": "-" };
  expect(school.tick("d40 00:00").story()).toEqual(
    rows(`
      d5 09:00 opened #1
      d5 09:00 watch tier
      d5 09:00 day wait
      d8 09:00 promise watch broken late
      d8 09:00 day -> next
      d8 09:00 hi send a
      d21 09:00 hi cancelled windowPassed
      d21 09:00 hi recalled windowPassed
      d21 09:00 ended lost windowPassed`),
  );
});

test("a pause entered later moves only what is still to come", () => {
  const school = li().tick("d4 10:00").input("d4 12:00", pause("d2 00:00", "d3 00:00"));
  expect(school.story()).toHaveLength(3);
  school.input("d4 13:00", pause("d4 14:00", "d6 14:00")).tick("d30 00:00");
  expect(school.story().slice(3)).toEqual(
    rows(`
      d7 09:00 promise watch broken late
      d7 09:00 day -> next
      d7 09:00 hi send a
      d7 09:00 hi -> next
      d20 09:00 ended lost windowPassed`),
  );
  const early = li().input("d2 09:00", pause("d3 00:00", "d4 00:00")).tick("d6 00:00");
  expect(early.story()[0]).toBe("d5 09:00 opened #1");
});

test("a wait until a local time follows the learner's zone", () => {
  const nine = draw({
    nodes: {
      silent,
      watch: { type: "tier", rank: 1, enter: { all: true } },
      nine: { type: "wait", until: { time: "09:30" } },
    },
    edges: "silent.on > watch watch.enter > nine",
  });
  const story = school({ strategies: [nine] })
    .event("d1 08:00", "li session.started")
    .event("d1 08:00", "mo session.started")
    .input("d1 10:00", { is: "learner", learner: "mo", zone: "Asia/Tokyo" })
    .tick("d5 00:00");
  expect([story.story("li").at(-1), story.story("mo").at(-1)]).toEqual([
    "d4 09:30 nine -> next",
    "d4 08:30 nine -> next",
  ]);
});

test("the same log gives the same effects, byte for byte", () => {
  const first = li([{ from: at("d2 09:00"), to: at("d3 09:00") }])
    .event("d9 10:00", "li session.started")
    .tick("d40 00:00");
  expect(replay(first.log).jump("d40 00:00").effects).toEqual(first.effects);
});

test("with a start in the future, silence counts from that start, and again from a second one", () => {
  const twice = school({ strategies: [shortCooldown] })
    .event("d1 09:00", "li enrolment.created math")
    .event("d1 10:00", "li enrolment.created art startAt=2026-03-20T00:00:00Z")
    .tick("d60 00:00");
  expect(twice.story().filter((line) => /opened|ended/.test(line))).toEqual(
    rows(`
      d4 09:00 opened #1
      d5 09:00 ended lost windowPassed
      d22 08:00 opened #2
      d23 08:00 ended lost windowPassed`),
  );
});
