import { expect, test } from "vitest";
import { rows } from "#shared/signal/scene.ts";
import { at, draw, type School, school } from "./testkit.ts";

const silent = { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" };
const tier = { type: "tier", rank: 1, enter: { atLeast: 1 } };
const one = draw({
  nodes: {
    silent,
    watch: tier,
    day: { type: "wait", for: "P1D" },
    hi: { type: "send", message: "inapp-hi" },
    more: { type: "wait", for: "P2D" },
    mail: { type: "send", message: "email-hi" },
  },
  edges: "silent.on > watch watch.enter > day day.next > hi hi.next > more more.next > mail",
});
const two = draw({
  nodes: { silent, watch: tier, night: { type: "wait", for: "P3D" }, sms: { type: "send", message: "sms-hi" } },
  edges: "silent.on > watch watch.enter > night night.next > sms",
});

/** Learners by the hour of d1 in which they came last. */
function came(school: School, ...learners: string[]): School {
  for (const [index, learner] of learners.entries())
    school.event(`d1 ${String(9 + index).padStart(2, "0")}:00`, `${learner} session.started`);
  return school;
}
const openings = (school: School, learners: string[]) =>
  learners.map((learner) => school.story(learner).find((line) => line.includes("opened")) ?? "-");

test("a first publish opens nothing for those who already match; who falls silent later is taken in", () => {
  const three = came(school(), "li", "mo", "wu")
    .event("d4 08:00", "wu session.started")
    .publish("d5 00:00", one)
    .tick("d9 00:00");
  expect(openings(three, ["li", "mo", "wu"])).toEqual(["-", "-", "d7 08:00 opened #1"]);
});

test("where the publisher asks, those who match are let in at the hourly rate, each once, and not if they came back", () => {
  const four = came(school(), "li", "mo", "wu", "xu").event("d5 09:00", "xu session.started");
  four.publish("d5 12:00", one, { enrolPerHour: 2 });
  const released = Object.fromEntries(
    [...four.world.records].map(([row, record]) => [four.world.facts.ids[row], record.ramp?.win]),
  );
  const last = Object.keys(released).find((id) => released[id] === at("d5 13:00")) ?? "";
  four.event("d5 12:45", `${last} session.started`).tick("d7 00:00");
  const opened = openings(four, ["li", "mo", "wu", "xu"]).sort();
  expect(opened).toEqual(["-", "-", "d5 12:00 opened #1", "d5 12:30 opened #1"]);
});

test("a learner let in at the rate is let in for every course that matches", () => {
  const stalled = { type: "signal", kind: "stall", progress: "lesson.completed", per: "course", for: "P3D" };
  const courses = draw({ subject: "course", nodes: { stalled, watch: tier }, edges: "stalled.on > watch" });
  const li = school().event("d1 09:00", "li lesson.completed math").event("d1 09:00", "li lesson.completed art");
  li.publish("d5 00:00", courses, { enrolPerHour: 1 }).tick("d6 00:00");
  expect(li.story().filter((line) => line.includes("opened"))).toEqual([
    "d5 00:00 opened #1 art",
    "d5 00:00 opened #1 math",
  ]);
});

test("running episodes finish on their version, new ones take the new one", () => {
  const both = came(school({ strategies: [one] }), "li", "mo")
    .publish("d4 09:30", two)
    .tick("d9 00:00");
  expect(both.story("li").filter((line) => line.includes("send"))).toEqual([
    "d5 09:00 hi send a",
    "d7 09:00 mail send a",
  ]);
  expect(both.story("mo").filter((line) => line.includes("send"))).toEqual(["d7 10:00 sms send a"]);
});

test("running episodes move where the publisher says; a path on a node that is gone ends", () => {
  const move = (map: Record<string, string | null>) =>
    came(school({ strategies: [one] }), "li")
      .publish("d4 12:00", two, { running: { move: map } })
      .tick("d9 00:00")
      .story()
      .slice(3);
  expect(move({})).toEqual(["d4 12:00 day cancelled moved"]);
  expect(move({ day: "night" })).toEqual(
    rows(`
      d4 12:00 day cancelled moved
      d4 12:00 night wait
      d7 12:00 night -> next
      d7 12:00 sms send a
      d7 12:00 sms -> next`),
  );
});

test("a send that moves away is called back; a node that ran in this tier never runs again", () => {
  const li = came(school({ strategies: [one], answers: { "*": "-" } }), "li").tick("d5 12:00");
  const next = draw({
    ...sketchOf(one),
    messages: { "inapp-hi": { ...one.messages?.["inapp-hi"] }, "email-hi": { ...one.messages?.["email-hi"] } },
    holdout: { salt: "h", weight: 0 },
  });
  li.publish("d5 13:00", next, { running: { move: { hi: "day" } } }).tick("d17 00:00");
  expect(li.story().slice(4)).toEqual([
    "d5 09:00 hi send a",
    "d5 13:00 hi cancelled moved",
    "d5 13:00 hi recalled moved",
  ]);
});

function sketchOf(document: typeof one) {
  const nodes = Object.fromEntries(document.nodes.map(({ id, ...node }) => [id, node]));
  return { nodes, edges: document.edges.map(({ from, port, to }) => `${from}.${port} > ${to}`).join(" ") };
}

test("moves happen in the order of the learners, whatever order their episodes opened in", () => {
  const both = came(school({ strategies: [one] }), "li", "mo")
    .event("d1 12:00", "li session.started")
    .tick("d5 00:00");
  const before = both.effects.length;
  both.publish("d5 00:00", two, { running: { move: {} } });
  const left = both.effects.slice(before).map((text) => JSON.parse(text) as { is: string; learner: number });
  expect(left.filter((effect) => effect.is === "left").map((effect) => effect.learner)).toEqual([0, 1]);
});

test("observe decides and counts with every send withheld, and goes live in one step", () => {
  const both = came(school(), "li", "mo").publish("d1 12:00", one, { state: "observe" });
  both.tick("d5 09:30").input("d5 09:40", { is: "goLive", strategy: "win" }).tick("d6 00:00");
  expect(both.story("li").slice(4)).toEqual(
    rows(`
      d5 09:00 hi send a
      d5 09:00 hi withheld observe
      d5 09:00 hi -> next observe
      d5 09:00 more wait`),
  );
  expect(both.story("mo").slice(4)).toEqual(["d5 10:00 hi send a", "d5 10:00 hi -> next", "d5 10:00 more wait"]);
});

test("an archived strategy voids what runs and is forgotten; published again it starts anew", () => {
  const three = came(school(), "li", "mo", "wu").publish("d5 00:00", one, { enrolPerHour: 1 });
  three.input("d5 00:30", { is: "archive", strategy: "win" });
  const ended = ["li", "mo", "wu"].flatMap((learner) => three.story(learner)).filter((line) => line.includes("ended"));
  expect(ended).toEqual(["d5 00:30 ended void strategyStopped"]);
  three.publish("d5 12:00", one).tick("d9 00:00");
  const opened = ["li", "mo", "wu"]
    .flatMap((learner) => three.story(learner))
    .filter((line) => line.includes("opened"));
  expect(opened).toEqual(["d5 00:00 opened #1"]);
});

test("an arm whose variant a later version no longer has falls to one that is there", () => {
  const variants = (list: object) => draw({ ...sketchOf(one), messages: { "inapp-hi": list } });
  const content = { "zh-CN": { title: "t", body: "b" } };
  const message = (...ids: string[]) => ({
    channel: "inapp",
    variants: ids.map((id) => ({ id, weight: 5000, content })),
  });
  const li = came(school({ strategies: [variants(message("a", "b"))] }), "li").tick("d5 12:00");
  const first = li.sends[0]?.order.variant;
  const others = ["a", "b"].filter((id) => id !== first);
  li.publish("d5 13:00", variants(message(...others, "c")))
    .event("d7 09:00", "li session.started")
    .event("d8 09:00", "li session.started");
  li.tick("d24 12:00");
  expect(li.sends.filter((send) => send.node === "hi").map((send) => send.order.variant)).toHaveLength(2);
  expect([...others, "c"]).toContain(li.sends.filter((send) => send.node === "hi").at(-1)?.order.variant);
});
