// When the signals of live strategies rose and fell for one learner: events read again in the order in which they happened, every
// instant at which time alone may change a reading looked at. It shows what each signal says of the past, by today's definitions.
import type { LearnerEvent } from "#shared/event/check.ts";
import type { Evidence } from "#shared/signal/kind.ts";
import type { Attribute } from "#shared/state/facts.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { buildPlan, type Plan } from "#shared/strategy/plan.ts";
import { Look } from "./look.ts";
import { World, type WorldSettings } from "./world.ts";

/** One thing that was learned of the learner; instants are UTC ms. */
export type Learned =
  | { at: number; event: LearnerEvent }
  | { at: number; attributes: Readonly<Record<string, Attribute | null>> };

/** A signal rose or fell at an instant (UTC ms). `subject` is empty where the strategy is about the learner. */
export interface Change {
  at: number;
  isOn: boolean;
  strategy: string;
  signal: string;
  subject: string;
  evidence: Evidence;
}

/** Most looks of one reading: beyond it the rest of the past is left out. */
const MOST_LOOKS = 50_000;

/**
 * The changes in order of instant, up to `to` (UTC ms); the zone of the settings is the learner's. `learned` may come in any order. Rests at each look by yielding null. Signals
 * that compare with a cohort, or that only the engine can date, are read as far as one learner's own events tell.
 */
export function* signalHistory(
  strategies: readonly Strategy[],
  settings: WorldSettings,
  learned: readonly Learned[],
  to: number,
): Iterable<Change | null> {
  const world = new World();
  world.settings = settings;
  world.facts.schoolZone = settings.zone;
  const plans = strategies.map(buildPlan);
  world.bind(
    plans.map((plan) => ({
      id: plan.id,
      state: "live",
      resumeTo: "live",
      plan,
      versions: new Map([[plan.hash, plan]]),
      since: new Map(),
    })),
  );
  const learner = world.facts.learner("learner");
  const on = new Map<string, Change>();
  let looks = 0;
  let nextAt = Number.POSITIVE_INFINITY;
  const lookAt = function* (at: number): Iterable<Change | null> {
    looks += 1;
    const look = new Look(world, learner, at);
    for (const plan of plans) yield* changes(look, plan, on);
    nextAt = look.nextAt;
    yield null;
  };
  const inOrder = learned.filter(({ at }) => at <= to).sort((a, b) => a.at - b.at);
  for (const [index, one] of inOrder.entries()) {
    while (nextAt < one.at && looks < MOST_LOOKS) yield* lookAt(nextAt);
    if ("event" in one) world.facts.fold(learner, one.event);
    else world.facts.describe(learner, patched(world.facts.attributes[learner], one.attributes));
    if (inOrder[index + 1]?.at !== one.at && looks < MOST_LOOKS) yield* lookAt(one.at);
  }
  while (nextAt <= to && looks < MOST_LOOKS) yield* lookAt(nextAt);
}

function patched(
  old: Readonly<Record<string, Attribute>> | undefined,
  patch: Readonly<Record<string, Attribute | null>>,
): Record<string, Attribute> {
  const next: Record<string, Attribute> = { ...old };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete next[name];
    else next[name] = value;
  }
  return next;
}

function subjectsOf(look: Look, plan: Plan, on: ReadonlyMap<string, Change>): string[] {
  const { subject } = plan.document;
  if (subject === "learner") return [""];
  const { facts } = look.world;
  if (subject === "course") return facts.enrolmentsOf(look.learner).map((row) => facts.enrolments.courseOf(row));
  const known = [...on.values()].filter((one) => one.strategy === plan.id).map((one) => one.subject);
  return [...new Set([...look.openKeys(plan, subject.key), ...known])].sort();
}

function* changes(look: Look, plan: Plan, on: Map<string, Change>): Iterable<Change> {
  for (const subject of subjectsOf(look, plan, on)) {
    for (const signal of plan.signals.keys()) {
      const reading = look.reading(plan, signal, subject);
      const key = `${plan.id} ${signal} ${subject}`;
      if (reading.isOn === on.has(key)) continue;
      const evidence = reading.isOn ? { ...reading.evidence, since: reading.since } : {};
      const change = { at: look.now, isOn: reading.isOn, strategy: plan.id, signal, subject, evidence };
      if (reading.isOn) on.set(key, change);
      else on.delete(key);
      yield change;
    }
  }
}
