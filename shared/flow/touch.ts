// Touching a learner: whatever is due at this instant happens, tiers are looked at, and the next due instant is set.
import { assert } from "#shared/kernel/issue.ts";
import { assess, lastKey } from "./assess.ts";
import type { Effect, EpisodeOutcome } from "./effect.ts";
import type { Episode } from "./episode.ts";
import { Look } from "./look.ts";
import { Passage } from "./passage.ts";
import { breakPromise, closePromise, promiseDueAt } from "./promise.ts";
import type { World } from "./world.ts";

/** Most rounds of one touch; every round ends a path or opens something, and flows are acyclic. */
const MAX_ROUNDS = 10_000;

/** Ends an episode: what is pending is cancelled with the reason, the promise is closed, the cooldown begins. */
export function endEpisode(passage: Passage, outcome: EpisodeOutcome, reason: string): void {
  const { look, episode, out } = passage;
  passage.cancelAll(outcome === "recovered" ? "recovered" : reason);
  if (outcome === "lost") breakPromise(passage);
  else closePromise(passage, "notNeeded", reason);
  const rest = (look.world.episodes.get(look.learner) ?? []).filter((one) => one !== episode);
  if (rest.length === 0) look.world.episodes.delete(look.learner);
  else look.world.episodes.set(look.learner, rest);
  look.world.record(look.learner).last[lastKey(episode.strategy, episode.subject)] = {
    number: episode.number,
    endedAt: look.now,
  };
  out.push({ is: "ended", learner: look.learner, episode, at: look.now, outcome, reason });
}

/** The passages of a learner's open episodes, in canonical order; those of paused strategies only on request. */
export function passagesOf(look: Look, out: Effect[], withPaused = true): Passage[] {
  const passages: Passage[] = [];
  for (const episode of look.world.episodes.get(look.learner) ?? []) {
    const strategy = look.world.program.byId.get(episode.strategy);
    assert(strategy !== undefined, "episode of an unknown strategy", { strategy: episode.strategy });
    if (withPaused || strategy.state !== "paused") passages.push(new Passage(look, strategy, episode, out));
  }
  return passages;
}

/** Touches a learner as of `now`; one who was erased or merged away is left in peace. */
export function touch(world: World, learner: number, now: number, out: Effect[]): void {
  if (world.facts.ids[learner] === "") return;
  world.changed(learner);
  for (let round = 0; ; round += 1) {
    assert(round < MAX_ROUNDS, "a touch must come to an end", { learner, now });
    const look = new Look(world, learner, now);
    meetDeadlines(look, out);
    assess(look, out);
    const isMoved = wakeDue(look, out);
    if (isMoved || look.isStale) continue;
    world.setDue(learner, nextDue(look, out));
    return;
  }
}

function meetDeadlines(look: Look, out: Effect[]): void {
  for (const passage of passagesOf(look, out, false)) {
    const promiseAt = promiseDueAt(passage);
    const goalAt = passage.goalDueAt();
    if (promiseAt !== null && promiseAt <= look.now && promiseAt <= goalAt) breakPromise(passage);
    if (goalAt <= look.now) endEpisode(passage, "lost", "windowPassed");
  }
}

/** Wakes the paths whose time has come, in order of instant and node; says whether any moved. */
function wakeDue(look: Look, out: Effect[]): boolean {
  let isMoved = false;
  for (const passage of passagesOf(look, out, false)) {
    const due = passage.episode.paths
      .map((path) => ({ path, at: passage.pathDueAt(path) }))
      .filter(({ at }) => at !== null && at <= look.now)
      .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.path.node < b.path.node ? -1 : 1));
    for (const { path } of due) passage.wake(path, { why: "due" });
    if (due.length > 0) isMoved = true;
  }
  return isMoved;
}

/** The earliest instant at which the episode itself has something due; Infinity for a paused strategy. */
export function earliestOf(passage: Passage): number {
  if (passage.strategy.state === "paused") return Number.POSITIVE_INFINITY;
  let at = Math.min(passage.goalDueAt(), promiseDueAt(passage) ?? Number.POSITIVE_INFINITY);
  for (const path of passage.episode.paths) at = Math.min(at, passage.pathDueAt(path) ?? Number.POSITIVE_INFINITY);
  return at;
}

/** The earliest instant at which time alone may change anything for the learner; null: never. */
function nextDue(look: Look, out: Effect[]): number | null {
  let at = look.nextAt;
  for (const passage of passagesOf(look, out, false)) at = Math.min(at, earliestOf(passage));
  return at === Number.POSITIVE_INFINITY ? null : at;
}

/** Whether the episode still has something that will move it: the promise P7 as a check. */
export function hasNextThing(world: World, learner: number, episode: Episode): boolean {
  const strategy = world.program.byId.get(episode.strategy);
  return strategy !== undefined && (strategy.state === "paused" || !Number.isNaN(world.dueAt.get(learner)));
}
