// Small worlds for property tests, made from a list of numbers: strategies over every signal and node kind, and logs to
// drive them. An exhausted list chooses the first option, so that shorter lists make simpler worlds.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import type { Input } from "./input.ts";
import { cohortWeek } from "./look.ts";
import { at, draw, eventInput, School, type Sketch } from "./testkit.ts";
import { defaultWorldSettings } from "./world.ts";

/** Chooses one of the options. */
export type Choose = <T>(options: readonly T[]) => T;

/** A choice by a list of numbers, one after the other. */
export function chooser(numbers: readonly number[]): Choose {
  let turn = 0;
  return (options) => {
    const number = numbers[turn] ?? 0;
    turn += 1;
    return options[number % options.length] as (typeof options)[number];
  };
}

function upTo(most: number): number[] {
  return Array.from({ length: most + 1 }, (_, index) => index);
}

interface Drawn {
  type: string;
  [field: string]: unknown;
}

function signal(choose: Choose, isDated: boolean): Drawn {
  const span = choose(["P1D", "P2D", "P3D", "P4D"]);
  const per = choose([{}, { per: "course" }]);
  const events = ["session.started"];
  const question = { opens: "question.asked", closes: "question.answered", by: "questionId" };
  const homework = { opens: "homework.assigned", closes: "homework.submitted", by: "homeworkId" };
  const dated = [
    { kind: "absence", events, for: span, ...per },
    { kind: "stall", progress: "lesson.completed", per: "course", for: span },
    {
      kind: "count",
      events: ["tutoring.missed", "lesson.completed"],
      within: span,
      atLeast: choose([1, 2, 3]),
      ...per,
    },
    { kind: "overdue", ...question, within: "PT15M" },
    { kind: "overdue", ...question, within: "PT3H", until: "P4D" },
    { kind: "overdue", ...homework, due: "dueAt", grace: "P1D" },
    { kind: "milestone", events: ["lesson.completed"], reaches: choose([1, 2, 3]) },
  ];
  const scored = { event: "assessment.scored", property: "score", aggregate: "avg", op: "lt", value: 50 };
  const undated = [
    { kind: "drop", events, window: "P1D", baseline: "P2D", to: 0.5, min: 1 },
    { kind: "behind", progress: "lesson.completed", per: "course", by: 0.5, minLearners: 2 },
    { kind: "metric", ...scored, within: "P3D", ...per },
    { kind: "milestone", events, streakDays: 2 },
    { kind: "attribute", when: { attr: "vip", op: "eq", value: true } },
    { kind: "attribute", when: { attr: "enrolledAt", op: "withinLast", value: "P3D" } },
    { kind: "schedule", rrule: "FREQ=DAILY;INTERVAL=5", at: "08:00" },
    { kind: "schedule", date: "2026-03-09", at: "20:00", for: "P2D" },
  ];
  return { type: "signal", ...choose<object>(isDated ? dated : [...dated, ...undated]) };
}

const isVip = { attr: "vip", op: "eq", value: true };
const conditions = [isVip, { signal: "s0" }, { cause: "content" }, { not: { signal: "s0" } }];

/** A flow node of any kind; `sends` are the sends before it that it may wait for. */
function step(choose: Choose, sends: readonly string[]): Drawn {
  const awaited = sends.map((of) => ({ outcome: choose(["delivered", "opened", "acted"]), of, timeout: "P2D" }));
  const until = { time: "18:30", weekdays: [1, 4] };
  return choose<Drawn>([
    { type: "send", message: choose(["inapp-a", "sms-b", "push-c"]) },
    { type: "wait", ...choose<object>([{ for: "PT7H" }, { for: "P2D" }, { until: { time: "09:00" } }, { until }]) },
    { type: "window", from: choose(["08:00", "20:00"]), to: choose(["08:00", "12:00", "22:30"]) },
    { type: "waitFor", ...choose<object>([...awaited, { events: ["forum.posted"], timeout: "P1D" }]) },
    { type: "branch", cases: [{ port: "x", when: choose<object>(conditions) }] },
    { type: "split", salt: "sp", arms: ["x", "y"].map((port) => ({ port, weight: 5000 })) },
    { type: "task", group: "g", title: { en: "t" }, within: "P1D", outcomes: ["x"] },
    { type: "update", ...choose<object>([{ set: { vip: true } }, { set: { vip: null }, addTags: ["t"] }]) },
    { type: "webhook", url: "https://example.com/" },
    { type: "end" },
  ]);
}
const ports: Readonly<Record<string, readonly string[]>> = {
  send: ["next", "unreachable"],
  wait: ["next"],
  window: ["next"],
  waitFor: ["yes", "timeout"],
  branch: ["x", "else"],
  split: ["x", "y"],
  task: ["x", "expired"],
  update: ["next"],
  webhook: ["next", "failed"],
};

/** Every port of a step leads to a later step, so that no flow is cyclic. */
function flow(choose: Choose, nodes: Record<string, Drawn>, edges: Set<string>): number {
  const count = choose([2, 3, 4, 5, 6, 7, 8]);
  for (const index of upTo(count - 1)) {
    const sends = Object.keys(nodes).filter((id) => nodes[id]?.type === "send");
    const node = step(choose, sends);
    nodes[`n${index}`] = node;
    if (index === count - 1) continue;
    for (const port of ports[node.type] ?? []) {
      edges.add(`n${index}.${port} > n${choose(upTo(count - 1).slice(index + 1))}`);
    }
  }
  return count;
}

function tiers(
  choose: Choose,
  signals: readonly string[],
  steps: number,
  nodes: Record<string, Drawn>,
  edges: Set<string>,
): void {
  for (const index of upTo(choose([0, 1, 2]))) {
    const enter = choose<object>([{ atLeast: 1 }, { atLeast: 2 }, { all: true }, { score: 1.5 }]);
    const reach = { within: "PT36H", minTouches: 1, minChannels: 1, maxTouches: 3 };
    nodes[`t${index}`] = { type: "tier", rank: index + 1, enter, ...choose([{}, { reach }]) };
    const isScored = "score" in enter || choose([false, false, true]);
    const wired = signals.filter((_, number) => number === 0 || choose([true, false]));
    for (const from of isScored ? [...wired, "risk"] : wired) edges.add(`${from}.on > t${index}`);
    for (const _ of [1, 2]) edges.add(`t${index}.enter > n${choose(upTo(steps - 1))}`);
  }
}

/** A strategy made by choices; of signals that can date themselves only, where asked. */
export function strategyBy(choose: Choose, isDated = false): Strategy {
  const nodes: Record<string, Drawn> = {};
  const edges = new Set<string>();
  const signals = upTo(choose([0, 1, 2])).map((index) => `s${index}`);
  for (const id of signals) nodes[id] = signal(choose, isDated);
  const weights = Object.fromEntries(signals.map((id, index) => [id, index + 0.5]));
  const steps = flow(choose, nodes, edges);
  nodes.risk = { type: "signal", kind: "score", weights, atLeast: 2 };
  tiers(choose, signals, steps, nodes, edges);
  const inMath = { any: [{ signal: "s0" }, { attr: "courses", op: "has", value: "math" }] };
  const sketch: Sketch = {
    nodes,
    edges: [...edges].join(" "),
    subject: choose<unknown>(["learner", "course", { key: "questionId" }]),
    policy: choose<object>([{ cooldown: "P1D" }, { cooldown: "P5D", pauses: "none" }]),
    goal: { events: ["session.started"], days: choose([1, 2]), within: choose(["P4D", "P9D"]) },
    ...choose<object>([{}, { holdout: { salt: "ho", weight: 3000 } }]),
    ...choose<object>([
      {},
      {},
      { audience: { not: isVip } },
      { audience: { not: { signal: "s0" } } },
      { audience: inMath },
    ]),
  };
  return draw(sketch);
}

const often = ["session.started", "lesson.completed", "tutoring.missed", "forum.posted"];
const happenings = [
  ...[...often, ...often],
  ...["question.asked questionId=q1", "question.asked questionId=q2", "question.answered questionId=q1"],
  ...["assessment.scored score=30", "assessment.scored score=90", "homework.submitted homeworkId=h1"],
  ...["homework.assigned homeworkId=h1 dueAt=2026-03-06T00:00:00Z", "enrolment.created startAt=2026-03-08T00:00:00Z"],
  ...["enrolment.created", "enrolment.withdrawn", "order.refunded", "course.completed"],
];
const learners = ["li", "li", "li", "li", "mo", "anon"];
const lagsMs = [0, 0, 0, 0, 0, 0, HOUR_MS, DAY_MS, 4 * DAY_MS, -4 * MINUTE_MS];

/** An instant of a log: a whole hour of 25 days, sometimes a millisecond off (UTC ms). */
export function instantBy(choose: Choose): number {
  return at("d1 01:00") + choose(upTo(25 * 24)) * HOUR_MS + choose([0, 0, 1, -1]);
}

/** An event that arrives at an instant, by default late or a little ahead now and then. */
export function eventBy(choose: Choose, id: string, when: number): Input {
  const text = `${choose(learners)} ${choose(happenings)} ${choose(["math", "math", "art", ""])}`;
  return eventInput(text, id, when - choose(lagsMs), choose(upTo(19)) === 19);
}

const pauses = [{ from: at("d5 00:00"), to: at("d7 12:00") }];
const progress = '{"events":["lesson.completed"],"kind":"total","property":null,"scope":"course"}';

function controlBy(choose: Choose, next: Strategy): Input {
  const learner = choose(learners);
  const figure = (course: string) =>
    [progress, course, cohortWeek(at("d3 00:00")), 4, 9] as [string, string, number, number, number];
  const publish = { is: "publish", document: next, state: "live", enrolPerHour: null } as const;
  return choose<Input>([
    { is: "learner", learner, attributes: { vip: true } },
    { is: "learner", learner, attributes: { vip: null }, zone: "Asia/Tokyo" },
    { is: "optOut", learner, channel: "all" },
    { is: "optIn", learner, channel: "all" },
    { is: "erase", learner },
    { is: "merge", from: "anon", to: "li" },
    { is: "pause", strategy: "win" },
    { is: "resume", strategy: "win", mode: choose([{ continueAt: 1 }, "skip" as const]) },
    { is: "settings", settings: { ...defaultWorldSettings, pauses } },
    { is: "cohorts", figures: [figure("math"), figure("art")] },
    { ...publish, running: "finish" },
    { ...publish, running: { move: {} } },
  ]);
}

/** A result for the oldest send that has none, or a receipt, claim or outcome for the latest; null where nothing was sent. */
function answerBy(choose: Choose, { log, sends, world }: School): Input | null {
  const settled = new Set(log.flatMap(({ input }) => (input.is === "settled" ? [input.send] : [])));
  const oldest = sends.find((send) => !settled.has(send.id))?.id ?? null;
  const latest = sends.at(-1)?.id;
  if (latest === undefined) return null;
  return choose<Input | null>([
    oldest === null ? null : { is: "settled", send: oldest, state: "accepted", reason: null },
    ...(["suppressed", "unreachable", "expired"] as const).map((state) =>
      oldest === null ? null : { is: "settled" as const, send: oldest, state, reason: state },
    ),
    { is: "receipt", send: latest, state: "opened", at: world.now },
    { is: "claim", send: latest, by: "t" },
    { is: "outcome", send: latest, outcome: "x", by: "t" },
  ]);
}

/** One step of a log: an input at an instant (UTC ms), given the school as it stands there. */
export interface Step {
  at: number;
  make(school: School): Input | null;
}

/** A step by its own numbers, over a next version that it may publish. */
export function stepBy(numbers: readonly number[], next: Strategy): Step {
  const when = instantBy(chooser(numbers));
  const make = (school: School): Input | null => {
    const choose = chooser(numbers.slice(2));
    const what = choose([
      "event",
      "event",
      "event",
      "event",
      "event",
      "event",
      "answer",
      "answer",
      "answer",
      "control",
    ]);
    if (what === "answer") return answerBy(choose, school);
    return what === "event" ? eventBy(choose, `e${school.log.length}`, when) : controlBy(choose, next);
  };
  return { at: when, make };
}

/** A school with a first version, before its log begins; sends wait for the log's answers. */
export function opened(document: Strategy): School {
  return new School({ "*": "-" }).put("d1 00:00", {
    is: "publish",
    document,
    state: "live",
    running: "finish",
    enrolPerHour: null,
  });
}

/** The end of every log (UTC ms). */
export const END = at("d1 00:00") + 40 * DAY_MS;
