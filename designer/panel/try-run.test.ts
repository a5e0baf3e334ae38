// A trial played in the browser: the same whether stepped or jumped, and dispatched by the engine's own rules.
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultRates } from "#shared/channel/sandbox.ts";
import { defaultWorldSettings } from "#shared/flow/world.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import { before, play, type TryState } from "./try-run.ts";
import {
  added,
  atOfWall,
  freshPlan,
  preset,
  presets,
  type Trial,
  type TrialPlan,
  type TrialSchool,
  wallOf,
  withEvents,
} from "./try-trial.ts";

const ZONE = "Asia/Shanghai";
const MONDAY = Date.UTC(2026, 2, 2, 1);

const text = (body: string) => ({ "zh-CN": { title: body, body }, en: { title: body, body } });
const variants = (body: string) => [{ id: "a", weight: 10_000, content: text(body) }];

function strategy(more: Record<string, unknown> = {}): Strategy {
  const read = parseStrategy({
    format: "winback.strategy/1",
    id: "quiet",
    name: { "zh-CN": "三天没来", en: "Three silent days" },
    purpose: "retention",
    subject: "learner",
    goal: { events: ["session.started"], days: 2, within: "P14D" },
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      { id: "ring", type: "send", message: "ring" },
      { id: "breath", type: "wait", for: "P1D" },
      { id: "call", type: "task", group: "staff", title: { en: "Call" }, within: "P1D", outcomes: ["reached"] },
    ],
    edges: [
      { from: "silent", port: "on", to: "watch" },
      { from: "watch", port: "enter", to: "ring" },
      { from: "ring", port: "next", to: "breath" },
      { from: "breath", port: "next", to: "call" },
    ],
    messages: { ring: { channel: "push", variants: variants("接着学") } },
    ...more,
  });
  if ("issues" in read) throw new Error(JSON.stringify(read.issues));
  return read.document;
}

const openSchool: TrialSchool = {
  ...defaultWorldSettings,
  zone: ZONE,
  quiet: null,
  caps: [],
  rates: defaultRates,
  allowedHosts: [],
};

function trialOf(
  plan: Partial<TrialPlan> = {},
  { document = strategy(), school = {} }: { document?: Strategy; school?: Partial<TrialSchool> } = {},
): Trial {
  return { ...freshPlan(MONDAY, ZONE, "小明"), ...plan, document, school: { ...openSchool, ...school } };
}

/** Steps by Next from the start to the end. */
function stepped(trial: Trial): TryState {
  let state = play(trial, trial.startAt);
  while (state.nextAt !== null) state = play(trial, state.nextAt);
  return play(trial, trial.endAt);
}

const namedBy = ["signal", "node", "tier"] as const;
const endedBy = ["state", "port", "outcome"] as const;

/** What happened, a word for each part: "settled ring accepted". */
function toldOf({ lines, sends }: TryState): string[] {
  return lines.map((line) => {
    const parts: Readonly<Record<string, unknown>> = { ...line, node: nodeOf(line, sends) };
    const told = [...namedBy, ...endedBy].flatMap((key) => (typeof parts[key] === "string" ? [parts[key]] : []));
    return [line.is, ...told].join(" ");
  });
}

function nodeOf(line: TryState["lines"][number], sends: TryState["sends"]): string | undefined {
  if ("send" in line) return sends.find(({ id }) => id === line.send)?.node;
  return "node" in line ? line.node : undefined;
}

const anyPlan = fc.tuple(
  fc.array(fc.constantFrom(...presets), { maxLength: 5 }),
  fc.array(fc.nat(20), { maxLength: 5 }),
  fc.boolean(),
);
const documents = [strategy(), ...gallery.map(({ document }) => document as unknown as Strategy)];

test("stepping by Next tells the same as one jump", () => {
  fc.assert(
    fc.property(
      anyPlan,
      fc.constantFrom(...documents),
      fc.boolean(),
      ([kinds, days, isImitating], document, isHoldout) => {
        let plan = freshPlan(MONDAY, ZONE, "小明", document.audience);
        kinds.forEach((kind, index) => {
          plan = preset(plan, kind, MONDAY + (days[index] ?? 1) * DAY_MS, ZONE).plan;
        });
        const learner = { ...plan.learner, isHoldout };
        const trial = trialOf(
          { ...plan, learner, isImitating },
          { document, school: { quiet: { from: "22:00", to: "08:00" } } },
        );
        const jumped = play(trial, trial.endAt);
        let at: number | null = trial.startAt;
        let last = play(trial, at);
        for (let count = 0; at !== null && count < 40; count += 1) {
          last = play(trial, at);
          expect(last.lines).toEqual(jumped.lines.slice(0, last.lines.length));
          if (last.nextAt !== null) {
            expect(last.nextAt).toBeGreaterThan(at);
            expect(jumped.lines[last.lines.length]?.at).toBe(last.nextAt);
          }
          at = last.nextAt;
        }
        if (at === null) expect(last.lines).toEqual(jumped.lines);
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);

test("three silent days light the signal, open the tier and send; a task is answered by hand", () => {
  const trial = trialOf({ isImitating: false });
  const state = stepped(trial);
  expect(toldOf(state)).toEqual([
    "began",
    ...["event", "event", "event", "event"],
    "signalOn silent",
    "opened",
    "tier watch",
    ...["entered ring", "decided ring", "settled ring accepted", "left ring next"],
    ...["entered breath", "left breath next"],
    ...["entered call", "decided call", "settled call accepted", "left call expired"],
    "ended lost",
  ]);
  const call = state.sends.find(({ node }) => node === "call");
  expect(call?.outcome.state).toBe("accepted");
  const at = (call?.settledAt ?? 0) + HOUR_MS;
  const done = play({ ...trial, acts: [{ is: "outcome", send: call?.id ?? 0, outcome: "reached", at }] }, at);
  expect(toldOf(done)).toContain("left call reached");
  expect(done.past).toContain("silent on watch");
});

test("quiet hours hold until the morning, a cap suppresses, no address and no consent are told", () => {
  const night = freshPlan(MONDAY, ZONE, "小明");
  const late = withEvents(night, added([], MONDAY + 14 * HOUR_MS, "session.started", null));
  const school = { quiet: { from: "22:00", to: "08:00" } };
  const held = play(trialOf(late, { school }), late.endAt);
  const hold = held.lines.find((line) => line.is === "held");
  expect(hold !== undefined && "until" in hold ? wallOf(ZONE, hold.until) : null).toBe("2026-03-06T08:00");
  const capped = play(
    trialOf({}, { school: { caps: [{ id: "none", scope: "all", limit: 0, per: "day" }] } }),
    night.endAt,
  );
  expect(capped.sends[0]?.outcome).toMatchObject({ state: "suppressed", reason: "cap" });
  const silent = { ...night.learner, profile: { addresses: {} } };
  expect(play(trialOf({ learner: silent }), night.endAt).sends[0]?.outcome.reason).toBe("address");
  const refusing = { ...night.learner, profile: { ...night.learner.profile, consent: { push: false } } };
  expect(play(trialOf({ learner: refusing }), night.endAt).sends[0]?.outcome.reason).toBe("consent");
});

test("the holdout is withheld where the learner is said to be in it", () => {
  const document = strategy({ holdout: { salt: "ho", weight: 1000 } });
  const { learner } = freshPlan(MONDAY, ZONE, "小明");
  const of = (isHoldout: boolean) =>
    play(trialOf({ learner: { ...learner, isHoldout } }, { document }), MONDAY + 4 * DAY_MS);
  expect(of(true).sends[0]?.outcome).toMatchObject({ state: "withheld", reason: "holdout" });
  expect(of(false).sends[0]?.outcome.acceptedAt).not.toBeNull();
});

test("a made-up learner is of the strategy's audience; one who is not opens nothing", () => {
  const document = strategy({ audience: { all: [{ attr: "status", op: "eq", value: "studying" }] } });
  const plan = freshPlan(MONDAY, ZONE, "小明", document.audience);
  expect(plan.learner.attributes).toEqual({ status: "studying" });
  expect(play(trialOf(plan, { document }), plan.endAt)).toMatchObject({ isInAudience: true, sends: [{}, {}] });
  const outside = { ...plan.learner, attributes: {} };
  const told = play(trialOf({ ...plan, learner: outside }, { document }), plan.endAt);
  expect(told).toMatchObject({ isInAudience: false, sends: [], on: ["silent"] });
});

test("back goes to the last thing before", () => {
  const trial = trialOf();
  const first = play(trial, trial.startAt);
  const second = play(trial, first.nextAt ?? 0);
  expect(before(trial, second, second.at)).toBe(trial.startAt);
  expect(before(trial, first, first.at)).toBe(trial.startAt);
});

test("the wall clock of a field is that of the zone", () => {
  expect(wallOf(ZONE, MONDAY)).toBe("2026-03-02T09:00");
  expect(atOfWall(ZONE, "2026-03-02T09:00")).toBe(MONDAY);
  expect(atOfWall(ZONE, "nonsense")).toBeNull();
});
