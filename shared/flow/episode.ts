// The state of running episodes: one learner's passage through a strategy, as plain JSON that blocks can hold.
import type { Wake } from "#shared/node/kind.ts";
import type { Evidence } from "#shared/signal/kind.ts";

/** A path waiting at a node, with the decision that brought it there. */
export interface Path {
  node: string;
  decision: number;
  enteredAt: number;
  /** A claimed task outlives escalation: it stays with its staff (ruling 4). */
  isClaimed?: boolean;
  /** What would have moved the path while its strategy was paused: the first such thing, taken up after the resume. */
  held?: Wake;
  /** Not to be woken by time before this instant (a resume at a rate). */
  notBefore?: number;
}

/** A send of the episode and how far it came; instants in UTC ms. */
export interface SendRecord {
  id: number;
  node: string;
  tier: string;
  channel: string;
  state: string;
  reason: string | null;
  deliveredAt?: number;
  openedAt?: number;
  actedAt?: number;
}

/** The reach promise of the tier an episode is in (ruling 6). */
export interface ReachPromise {
  tier: string;
  madeAt: number;
  withinMs: number;
  touches: number;
  channels: string[];
  isOpen: boolean;
}

/** One learner's passage through a strategy. */
export interface Episode {
  id: number;
  strategy: string;
  version: string;
  /** The course or key value; empty where the subject is the learner. */
  subject: string;
  number: number;
  openedAt: number;
  tier: string;
  tierAt: number;
  /** Signals that opened it, each with all that held it up as then seen; late events can disprove them one by one. */
  opening: Record<string, Evidence[]>;
  openingTier: string;
  /** Evidence of the current tier's signals, for messages. */
  evidence: Record<string, Evidence>;
  goalDays: number[];
  ran: string[];
  paths: Path[];
  sends: SendRecord[];
  promise: ReachPromise | null;
  isHoldout: boolean;
  /** The school's holdout as it was at the opening; a new season is for later episodes only (ruling 27). */
  season: { salt: string; weight: number } | null;
}

/** What is remembered of a learner beside facts and open episodes. */
export interface LearnerRecord {
  /** Episodes and decisions of this learner so far: the low part of their ids. */
  idCount: number;
  /** Last ended episode by `strategy subject`. */
  last: Record<string, { number: number; endedAt: number }>;
  /** Chosen arms by salt. */
  arms: Record<string, string>;
  /** When signals rose that only the engine can date, by signal tag and row. */
  latches: Record<string, number>;
  /** Release instants of learners who already matched at a first publish, by strategy. */
  ramp?: Record<string, number>;
  /** Signals that rose up to here came from backfilled history and open nothing. */
  backfilledAt?: number;
  isOptedOut?: boolean;
}

/** Ids per learner: the learner's row times this, plus a count. 2^20 episodes and decisions each, below 2^53 in all. */
export const IDS_PER_LEARNER = 2 ** 20;

/** The learner row of an episode or decision id. */
export function learnerOfId(id: number): number {
  return Math.floor(id / IDS_PER_LEARNER);
}

/** An empty record. */
export function createRecord(): LearnerRecord {
  return { idCount: 0, last: {}, arms: {}, latches: {} };
}
