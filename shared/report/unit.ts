// The units that are counted: a learner's exposure to an experiment, a send, an episode, a learner's week. Each is small plain
// state with pure steps; what a roll-up holds is the sum over units and nothing else.
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Outcome, SendState } from "#shared/outcome/lattice.ts";

/** What a unit began with, fixed for ever: later changes of the learner do not move it to another cell. */
export interface Origin {
  readonly strategy: string;
  readonly version: string;
  /** Local day of the school on which it began (days since 1970-01-01). */
  readonly day: number;
  readonly tier: string;
  /** Causes of the signals that held; each counts in its own cell, so causes do not add up to the total. */
  readonly causes: readonly string[];
  readonly course: string | null;
  /** Week in which the learner's course started (weeks since 1970-01-05). */
  readonly cohort: number | null;
}

/** How far a send came. `isOpened` is a human open; a machine's is kept apart (mail-privacy prefetching). */
export interface Milestones {
  readonly isSent: boolean;
  readonly isDelivered: boolean;
  readonly isOpened: boolean;
  readonly isMachineOpened: boolean;
  readonly isActed: boolean;
}

/** A send. */
export interface SendUnit extends Origin, Milestones {
  readonly unit: "send";
  readonly channel: string;
  readonly message: string;
  readonly variant: string;
  readonly state: SendState;
  /** What it cost, in fen, whole; 0 where nothing was accepted. */
  readonly costFen: number;
}

/** An episode (ruling 26: the outcome of operations, not the recovery of experiments). */
export interface EpisodeUnit extends Origin {
  readonly unit: "episode";
  readonly isHoldout: boolean;
  /** Null while it runs. */
  readonly outcome: "recovered" | "lost" | "void" | null;
}

/** A learner's week: how many accepted sends; Monday's local day. */
export interface LoadUnit {
  readonly unit: "load";
  readonly week: number;
  readonly sends: number;
}

/**
 * A learner in an experiment, from the first anchor on: the first send, task or webhook decided in its scope, alike for all arms, before any
 * gate (ruling 27). It goes on after the episode ends.
 */
export interface Exposure extends Origin {
  readonly unit: "exposure";
  readonly salt: string;
  readonly arm: string;
  readonly channel: string | null;
  /** The anchor (UTC ms). */
  readonly at: number;
  /** The window W, fixed by the experiment (ms): what happens in (at, at + W] counts. */
  readonly windowMs: number;
  /** Distinct local days with a goal event in the window, ascending; recovered with `goalNeeded` of them. */
  readonly goalDays: readonly number[];
  readonly goalNeeded: number;
  readonly isOptedOut: boolean;
  readonly isComplained: boolean;
  /** Seen in two arms: left out of every count but its own. */
  readonly isCrossed: boolean;
  /** The learner's first send of the experiment, null before it (and in a holdout). */
  readonly first: Milestones | null;
  /** Delivered sends of the experiment in the window, those opened by a human, those acted on. */
  readonly sendCount: number;
  readonly openCount: number;
  readonly actCount: number;
  readonly costFen: number;
}

/** Any unit. */
export type Unit = SendUnit | EpisodeUnit | LoadUnit | Exposure;

/**
 * The milestones a send had reached by `until` (UTC ms; for an exposure the end of its window, for ever where absent). What was acted on was
 * seen by a human, whatever opened it first.
 */
export function milestonesOf(
  outcome: Outcome,
  isMachineOpen = false,
  until: number = Number.POSITIVE_INFINITY,
): Milestones {
  const isBy = (at: number | null) => at !== null && at <= until;
  const isActed = isBy(outcome.actedAt);
  const isOpen = isBy(outcome.openedAt);
  return {
    isSent: isBy(outcome.acceptedAt),
    isDelivered: isBy(outcome.deliveredAt),
    isOpened: isActed || (isOpen && !isMachineOpen),
    isMachineOpened: isOpen && isMachineOpen && !isActed,
    isActed,
  };
}

/** Whether something at `at` (UTC ms) lies in the exposure's window (anchor, anchor + W]. */
export function isInWindow({ at: anchor, windowMs }: Exposure, at: number): boolean {
  return at > anchor && at <= anchor + windowMs;
}

/** Whether the goal was met in the window. */
export function isRecovered({ goalDays, goalNeeded }: Exposure): boolean {
  return goalDays.length >= goalNeeded;
}

/** A goal event at `at`, on that local day of the learner. Outside the window, or on a day already counted, it changes nothing; order does not matter. */
export function withGoal(exposure: Exposure, at: number, localDay: number): Exposure {
  if (!isInWindow(exposure, at) || exposure.goalDays.includes(localDay)) return exposure;
  return { ...exposure, goalDays: [...exposure.goalDays, localDay].sort((a, b) => a - b) };
}

/** An opt-out or a complaint at `at`; outside the window it changes nothing. */
export function withHarm(exposure: Exposure, harm: "optOut" | "complaint", at: number): Exposure {
  if (!isInWindow(exposure, at)) return exposure;
  return harm === "optOut" ? { ...exposure, isOptedOut: true } : { ...exposure, isComplained: true };
}

/** A send of the exposure came from one state to another (null: it was just decided). The first one is remembered; all delivered ones are counted. */
export function withSend(
  exposure: Exposure,
  isFirst: boolean,
  before: Milestones | null,
  after: Milestones,
  costFen = 0,
): Exposure {
  const more = (is: keyof Milestones) => Number(after[is]) - Number(before?.[is] ?? false);
  const [sends, opens, acts] = [more("isDelivered"), more("isOpened"), more("isActed")];
  if (!isFirst && sends === 0 && opens === 0 && acts === 0 && costFen === 0) return exposure;
  return {
    ...exposure,
    first: isFirst ? after : exposure.first,
    sendCount: exposure.sendCount + sends,
    openCount: exposure.openCount + opens,
    actCount: exposure.actCount + acts,
    costFen: exposure.costFen + costFen,
  };
}

/** How long after its window an exposure is kept so that late events still find it: as long as an event may be late (ruling 21: 35 days). */
const KEEP_AFTER_WINDOW_MS = 35 * DAY_MS;

/** Whether no event can change the exposure any more at `now` (UTC ms): it may leave memory; its counts stay. */
export function isSettled({ at, windowMs }: Exposure, now: number): boolean {
  return now > at + windowMs + KEEP_AFTER_WINDOW_MS;
}
