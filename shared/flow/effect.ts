// What `advance` asks to be written: decisions, their ends, sends, cancellations, arms and promises, in order.
import type { SendOrder } from "#shared/node/kind.ts";
import type { Evidence } from "#shared/signal/kind.ts";
import type { Episode } from "./episode.ts";

/** How an episode ended. */
export type EpisodeOutcome = "recovered" | "lost" | "void";

/** The arm that a learner has under a salt. */
export interface Arm {
  readonly salt: string;
  readonly arm: string;
}

/** One consequence; `learner` is the row, instants are UTC ms. */
export type Effect =
  | { is: "opened"; learner: number; episode: Episode; version: string; evidence: Record<string, Evidence> }
  /** Another tier, or another version; `from` is where the episode was before. */
  | { is: "tiered"; learner: number; episode: Episode; from: { tier: string; version: string } }
  | { is: "ended"; learner: number; episode: Episode; at: number; outcome: EpisodeOutcome; reason: string }
  | {
      is: "decided";
      learner: number;
      episode: Episode;
      id: number;
      tier: string;
      node: string;
      kind: string;
      variant: string | null;
      at: number;
      evidence: Record<string, Evidence> | null;
    }
  | {
      is: "left";
      learner: number;
      episode: Episode;
      id: number;
      node: string;
      port: string | null;
      reason: string | null;
      at: number;
    }
  | {
      is: "send";
      learner: number;
      episode: Episode;
      id: number;
      tier: string;
      tierAt: number;
      node: string;
      order: SendOrder;
      at: number;
      withheld: string | null;
      /** As they stood at the decision: the episode may have gone on when this is read. */
      version: string;
      evidence: Record<string, Evidence>;
      /** The arms that this send makes an exposure of, or belongs to (ruling 27). */
      arms: readonly Arm[];
    }
  | { is: "cancel"; learner: number; id: number; reason: string; at: number }
  | { is: "armed"; learner: number; salt: string; arm: string; strategy: string; at: number }
  | { is: "promise"; learner: number; episode: Episode; tier: string; state: string; reason: string | null; at: number }
  | { is: "attributes"; learner: number };
