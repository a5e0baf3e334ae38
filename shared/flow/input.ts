// The inputs of the world: everything that can influence a decision, each with its place in the log.
import type { LearnerEvent } from "#shared/event/check.ts";
import type { SettledState } from "#shared/node/kind.ts";
import type { Attribute } from "#shared/state/facts.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import type { StrategyState } from "./program.ts";
import type { WorldSettings } from "./world.ts";

/** What a publish does with running episodes: finish on their version, or move, node to node (null ends the path). */
export type Running = "finish" | { move: Record<string, string | null> };

/** What a resume does with work that fell due during the pause (ruling 8). */
export type ResumeMode = { continueAt: number } | "skip" | "void";

/** The inputs beside events. Instants are UTC ms; `send` is the decision id of a send. */
export type Control =
  | { is: "tick" }
  | { is: "learner"; learner: string; attributes?: Record<string, Attribute | null>; zone?: string | null }
  | { is: "merge"; from: string; to: string }
  | { is: "optOut"; learner: string; channel: string }
  | { is: "optIn"; learner: string; channel: string }
  | { is: "erase"; learner: string }
  | {
      is: "publish";
      document: Strategy;
      state: Exclude<StrategyState, "paused">;
      running: Running;
      /** Learners per hour of those who already match, at a first publish; null enrols none of them. */
      enrolPerHour: number | null;
    }
  | { is: "pause"; strategy: string }
  | { is: "resume"; strategy: string; mode: ResumeMode }
  | { is: "goLive"; strategy: string }
  | { is: "archive"; strategy: string }
  | { is: "settings"; settings: WorldSettings }
  | { is: "settled"; send: number; state: SettledState; reason: string | null }
  /** `isMachine`: opened by software on its own (mail-privacy prefetching), no sign of a person. */
  | { is: "receipt"; send: number; state: "delivered" | "opened" | "acted" | "failed"; at: number; isMachine?: boolean }
  | { is: "claim"; send: number; by: string }
  | { is: "outcome"; send: number; outcome: string; by: string; note?: string }
  | { is: "cohorts"; figures: [feature: string, course: string, week: number, median: number, learners: number][] }
  | { is: "weights"; salt: string; weights: Record<string, number> };

/** Any input of the world. */
export type Input = Control | { is: "event"; event: LearnerEvent; isBackfill: boolean };
