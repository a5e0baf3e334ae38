// advance: one input, or the passing of time, applied to a world. Deterministic; everything it asks to be written comes
// back as effects, in order.
import type { LearnerEvent } from "#shared/event/check.ts";
import type { Attribute } from "#shared/state/facts.ts";
import type { Effect } from "./effect.ts";
import { eraseLearner, mergeLearners } from "./identity.ts";
import type { Control, Input } from "./input.ts";
import { cohortWeek, Look } from "./look.ts";
import { occur } from "./occur.ts";
import { applyArchive, applyPause, applyPublish, applyResume, changeState, touchAll } from "./publish.ts";
import { applyReturned } from "./settle.ts";
import { endEpisode, passagesOf, touch } from "./touch.ts";
import { cohortKey, type World } from "./world.ts";

/** Fires every due instant up to `to`, each as of its own, in order of instant and learner id. */
export function fire(world: World, to: number, out: Effect[]): void {
  while (world.heap.minAt <= to) {
    const at = world.heap.minAt;
    const due: number[] = [];
    while (world.heap.minAt === at) {
      const learner = world.heap.pop();
      if (world.dueAt.get(learner) !== at) continue;
      world.dueAt.set(learner, Number.NaN);
      due.push(learner);
    }
    world.now = Math.max(world.now, at);
    const { ids } = world.facts;
    if (due.length > 1) due.sort((a, b) => ((ids[a] ?? "") < (ids[b] ?? "") ? -1 : 1));
    for (const learner of due) touch(world, learner, world.now, out);
  }
  world.now = Math.max(world.now, to);
}

/** Applies one input as of the world's present instant (`fire` to its receivedAt comes first). */
export function advance(world: World, input: Input, out: Effect[]): void {
  if (input.is === "event") applyEvent(world, input.event, input.isBackfill, out);
  else applyControl(world, input, world.now, out);
}

function applyEvent(world: World, event: LearnerEvent, isBackfill: boolean, out: Effect[]): void {
  const { facts, program } = world;
  const knownCount = facts.ids.length;
  const learner = facts.learner(event.learner);
  const enrolment = facts.enrolments;
  const rowCount = enrolment.count;
  const firstAt = event.course === null ? Number.NaN : enrolment.firstAt.get(facts.enrolmentOf(learner, event.course));
  facts.fold(learner, event);
  world.changed(learner);
  const isNew = world.unborn.delete(learner) || knownCount !== facts.ids.length;
  let isTouched = isNew || rowCount !== enrolment.count || event.at < firstAt;
  if (isBackfill) {
    world.record(learner).backfilledAt = world.now;
    isTouched = true;
  }
  if (world.episodes.has(learner)) isTouched = occur(new Look(world, learner, world.now), event, out) || isTouched;
  if (isTouched || program.raising.has(event.type)) {
    touch(world, learner, world.now, out);
    return;
  }
  const floor = program.floorMs.get(event.type);
  if (floor !== undefined) world.arm(learner, Math.max(event.at + floor, world.now));
}

/** One applier a control, so that a new input is one line here. */
const appliers: {
  [K in Control["is"]]: (world: World, input: Extract<Control, { is: K }>, now: number, out: Effect[]) => void;
} = {
  tick: () => undefined,
  learner: applyLearner,
  merge: (world, input, now, out) => mergeLearners(world, input.from, input.to, now, out),
  optOut: applyOptOut,
  optIn: applyOptIn,
  erase: (world, input, now, out) => eraseLearner(world, input.learner, now, out),
  publish: applyPublish,
  pause: (world, input, now, out) => applyPause(world, input.strategy, now, out),
  resume: applyResume,
  goLive: (world, input) => {
    changeState(world, input.strategy, "live");
  },
  archive: (world, input, now, out) => applyArchive(world, input.strategy, now, out),
  settings: (world, input, now, out) => {
    world.settings = input.settings;
    world.facts.schoolZone = input.settings.zone;
    touchAll(world, now, out);
  },
  settled: applyReturned,
  receipt: applyReturned,
  claim: applyReturned,
  outcome: applyReturned,
  cohorts: applyCohorts,
  weights: (world, input) => {
    world.weights.set(input.salt, input.weights);
  },
};

function applyControl(world: World, input: Control, now: number, out: Effect[]): void {
  (appliers[input.is] as (world: World, input: Control, now: number, out: Effect[]) => void)(world, input, now, out);
}

function applyLearner(world: World, input: Extract<Control, { is: "learner" }>, now: number, out: Effect[]): void {
  const learner = world.facts.learner(input.learner);
  if (input.zone === null) world.facts.zones.delete(learner);
  else if (input.zone !== undefined) world.facts.zones.set(learner, input.zone);
  if (input.attributes !== undefined) {
    const next: Record<string, Attribute> = { ...world.facts.attributes[learner] };
    for (const [name, value] of Object.entries(input.attributes)) {
      if (value === null) delete next[name];
      else next[name] = value;
    }
    world.facts.describe(learner, next);
  }
  touch(world, learner, now, out);
}

/** Opting out of everything ends what runs and opens nothing more; a single channel is a gate at dispatch. */
function applyOptOut(world: World, input: Extract<Control, { is: "optOut" }>, now: number, out: Effect[]): void {
  if (input.channel !== "all") return;
  const learner = world.facts.learner(input.learner);
  world.record(learner).isOptedOut = true;
  for (const passage of passagesOf(new Look(world, learner, now), out)) endEpisode(passage, "void", "optOut");
  touch(world, learner, now, out);
}

/** Opting in again opens what an opt-out kept closed, as the end of a cooldown does. */
function applyOptIn(world: World, input: Extract<Control, { is: "optIn" }>, now: number, out: Effect[]): void {
  if (input.channel !== "all") return;
  const learner = world.facts.learner(input.learner);
  world.record(learner).isOptedOut = false;
  touch(world, learner, now, out);
}

/** Logged cohort figures replace the old ones; learners of the courses named are looked at again. */
function applyCohorts(world: World, input: Extract<Control, { is: "cohorts" }>, now: number, out: Effect[]): void {
  const touched = new Set<string>();
  for (const [feature, course, week, median, learners] of input.figures) {
    world.cohorts.set(cohortKey(feature, course, week), { median, learners, at: now });
    touched.add(`${course}\n${week}`);
  }
  const { enrolments } = world.facts;
  for (let row = 0; row < enrolments.count; row += 1) {
    const key = `${enrolments.courseOf(row)}\n${cohortWeek(enrolments.startOf(row))}`;
    if (touched.has(key)) touch(world, enrolments.learner.get(row), now, out);
  }
}
