// The reach promise of a tier (ruling 6): counted by accepted sends and claimed tasks, kept as soon as it is met,
// broken with a reason at its deadline. A holdout makes none.
import { addElapsed } from "#shared/kernel/pause.ts";
import type { PlanTier } from "#shared/strategy/plan.ts";
import type { Passage } from "./passage.ts";

/** Makes the promise of a tier on entry. */
export function openPromise(passage: Passage, tier: PlanTier): void {
  const { episode, look } = passage;
  const reach = tier.reach;
  episode.promise =
    reach === null
      ? null
      : { tier: tier.id, madeAt: look.now, withinMs: reach.withinMs, touches: 0, channels: [], isOpen: true };
  keepIfMet(passage, tier);
}

function keepIfMet(passage: Passage, { reach }: PlanTier): void {
  const { promise } = passage.episode;
  if (promise === null || reach === null) return;
  if (promise.touches >= reach.minTouches && promise.channels.length >= reach.minChannels)
    closePromise(passage, "kept", null);
}

/** Closes an open promise with a state: kept, broken, superseded or notNeeded. */
export function closePromise(passage: Passage, state: string, reason: string | null): void {
  const { episode, look, out } = passage;
  const promise = episode.promise;
  if (promise === null || !promise.isOpen) return;
  promise.isOpen = false;
  if (episode.isHoldout) return;
  out.push({ is: "promise", learner: look.learner, episode, tier: promise.tier, state, reason, at: look.now });
}

/** Counts a touch of the current tier; the promise is kept once both bounds are met. */
export function countTouch(passage: Passage, tier: string, channel: string): void {
  const promise = passage.episode.promise;
  const current = passage.plan.tiers.find((one) => one.id === tier);
  if (promise === null || current === undefined || promise.tier !== tier) return;
  promise.touches += 1;
  if (!promise.channels.includes(channel)) promise.channels.push(channel);
  keepIfMet(passage, current);
}

/** The deadline of an open promise, null where there is none. Elapsed time; quiet hours do not stop it. */
export function promiseDueAt(passage: Passage): number | null {
  const promise = passage.episode.promise;
  if (promise === null || !promise.isOpen || passage.episode.isHoldout) return null;
  return addElapsed(passage.pauses, promise.madeAt, promise.withinMs);
}

/** Breaks the promise at its deadline; the reason is what stopped the tier's sends, else `late`. */
export function breakPromise(passage: Passage): void {
  const { episode } = passage;
  const stopped = episode.sends.find((send) => send.tier === episode.tier && send.reason !== null);
  closePromise(passage, "broken", stopped?.reason ?? "late");
}
