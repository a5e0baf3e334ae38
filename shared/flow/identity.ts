// Who is who: merging an anonymous visitor into a known learner, and erasing one.
import type { FeatureStore } from "#shared/state/feature.ts";
import type { Effect } from "./effect.ts";
import { Look } from "./look.ts";
import { endEpisode, passagesOf, touch } from "./touch.ts";
import type { World } from "./world.ts";

/** Ends the open episodes of a learner as void. */
function voidAll(world: World, learner: number, reason: string, now: number, out: Effect[]): void {
  for (const passage of passagesOf(new Look(world, learner, now), out)) endEpisode(passage, "void", reason);
}

/** Empties every row of a learner; the row itself is never used again. */
function forget(world: World, learner: number): void {
  const { facts } = world;
  for (const store of facts.features.values()) {
    if (store.spec.scope === "learner") store.drop(learner);
    else for (const row of facts.enrolmentsOf(learner)) store.drop(row);
  }
  facts.firstEnrolment.set(learner, -1);
  facts.ixOf.delete(facts.ids[learner] ?? "");
  facts.ids[learner] = "";
  delete facts.attributes[learner];
  facts.zones.delete(learner);
  facts.lastAt.set(learner, Number.NaN);
  world.records.delete(learner);
  world.setDue(learner, null);
  world.changed(learner);
}

/** Erases a learner: episodes end as void, every figure and all names go. Later events make a new learner. */
export function eraseLearner(world: World, id: string, now: number, out: Effect[]): void {
  const { facts } = world;
  const learner = facts.find(id);
  if (learner === undefined) return;
  voidAll(world, learner, "erased", now, out);
  for (const alias of [...facts.aliases.keys()].filter((one) => facts.find(one) === learner))
    facts.aliases.delete(alias);
  forget(world, learner);
}

/** One person's opt-out, backfill and cooldowns hold under either name; arms and episode numbers stay the target's own. */
function mergeRecords(world: World, source: number, target: number): void {
  const from = world.records.get(source);
  if (from === undefined) return;
  const into = world.record(target);
  if (from.isOptedOut === true) into.isOptedOut = true;
  if (from.backfilledAt !== undefined)
    into.backfilledAt = Math.max(from.backfilledAt, into.backfilledAt ?? from.backfilledAt);
  for (const [key, { endedAt }] of Object.entries(from.last)) {
    const known = into.last[key];
    into.last[key] = { number: known?.number ?? 0, endedAt: Math.max(endedAt, known?.endedAt ?? endedAt) };
  }
}

/** Gives the facts of one learner to another and forgets the first; exposures are never reassigned (ruling 35). */
export function mergeLearners(world: World, from: string, to: string, now: number, out: Effect[]): void {
  const { facts } = world;
  if (from === to) return;
  const source = facts.ixOf.get(from);
  if (source === undefined) {
    // Nothing came under the name yet: what comes later is the other's. A name that became somebody before stays theirs.
    if (!facts.aliases.has(from)) {
      facts.aliases.set(from, to);
      touch(world, facts.learner(to), now, out);
    }
    return;
  }
  const target = facts.learner(to);
  // `to` is a name that was merged into `from` before: they are one already.
  if (target === source) return;
  voidAll(world, source, "merged", now, out);
  const stores: FeatureStore[] = [...facts.features.values()];
  for (const store of stores) if (store.spec.scope === "learner") store.merge(source, target);
  for (const row of facts.enrolmentsOf(source)) {
    const course = facts.enrolments.courseOf(row);
    const into = facts.enrol(target, course);
    facts.enrolments.merge(row, into);
    for (const store of stores) if (store.spec.scope === "course") store.merge(row, into);
  }
  facts.lastAt.raise(target, facts.lastAt.get(source));
  const zone = facts.zones.get(source);
  if (zone !== undefined && !facts.zones.has(target)) facts.zones.set(target, zone);
  mergeRecords(world, source, target);
  if (world.record(target).isOptedOut === true) voidAll(world, target, "optOut", now, out);
  facts.describe(target, { ...facts.attributes[source], ...facts.attributes[target] });
  forget(world, source);
  facts.aliases.set(from, to);
  touch(world, target, now, out);
}
