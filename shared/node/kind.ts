// The contract of a flow node kind: its schema, its ports, and a pure step that either leaves by one port or stays.
// One kind is one file and one line in all.ts.
import type { z } from "zod";
import type { LearnerEvent } from "#shared/event/check.ts";
import type { Weighted } from "#shared/kernel/chance.ts";
import type { Form } from "#shared/kernel/form.ts";
import type { Words } from "#shared/kernel/issue.ts";
import type { ConditionView } from "#shared/state/condition.ts";
import type { Attribute } from "#shared/state/facts.ts";

/** The dispatch result of a send, as logged; a port is chosen by it (rulings 9 and 10). */
export type SettledState = "accepted" | "unknown" | "suppressed" | "withheld" | "expired" | "unreachable";

/** What a `waitFor` may wait for. */
export type AwaitedOutcome = "delivered" | "opened" | "acted";

/** What the engine is asked to dispatch; texts are looked up by `message` and `variant` in the episode's version. */
export interface SendOrder {
  channel: string;
  message: string | null;
  variant: string | null;
  to: "learner" | "guardian";
}

/** What a node may see and ask for while it runs. */
export interface NodeView extends ConditionView {
  /** When the path came to this node (UTC ms). */
  readonly enteredAt: number;
  /** The instant `ms` of unpaused time after the path came to this node. */
  after(ms: number): number;
  /** The first instant after arrival (or after another instant) with that local time, on one of the weekdays (1 = Monday) if given. */
  nextLocal(minuteOfDay: number, weekdays: readonly number[] | null, after?: number): number;
  /** Whether the send of that node, in this episode, has reached the outcome. */
  hasReached(node: string, outcome: AwaitedOutcome): boolean;
  /** The sticky arm of this learner under a salt: chosen once, stored, the same for ever. */
  arm(salt: string, options: readonly Weighted[]): string;
  /** Channel of a message of this version. */
  channelOf(message: string): string;
  /** The variant of a message for this learner. */
  variantOf(message: string): string;
  send(order: SendOrder): void;
  /** Writes attributes; null removes one. */
  write(patch: Readonly<Record<string, Attribute | null>>): void;
}

/** What a step does: leave by a port, or stay until woken. */
export type Move = { leave: string; reason?: string } | "stay";

/** Why a waiting path is woken. */
export type Wake =
  | { why: "due" }
  | { why: "settled"; state: SettledState; reason: string | null }
  | { why: "outcome"; of: string }
  | { why: "event"; event: LearnerEvent }
  | { why: "task"; outcome: string };

/** How long a node holds a path before it leaves by a port (ms), and whether leaving so means that a person was reached. */
export interface Span {
  readonly leastMs: number;
  readonly mostMs: number;
  readonly isTouch: boolean;
}

/** The span of a node that holds nobody and reaches nobody. */
export const atOnce: Span = { leastMs: 0, mostMs: 0, isTouch: false };

/** A kind of flow node over its definition `N`. */
export interface NodeKind<N> {
  readonly type: string;
  readonly schema: z.ZodType<N>;
  readonly label: Words;
  /** What the inspector asks, in its order. */
  readonly form: Form<N>;
  /** A sensible node of the kind, with which a new one begins. */
  readonly fresh: Omit<N, "id">;
  ports(node: N): string[];
  enter(node: N, view: NodeView): Move;
  wake(node: N, view: NodeView, wake: Wake): Move;
  /** The instant at which a path that stays here falls due; null: never by time. Asked anew when pauses change. */
  dueAt(node: N, view: NodeView): number | null;
  /** What the compiler may count on between arriving here and leaving by a port. */
  span(node: N, port: string): Span;
  /** The channel this node reaches the learner by, null for none; for messages, looked up by the compiler. */
  channel?: string;
  /** The message a node sends. */
  messageOf?(node: N): string;
}

/** A node kind that leaves at once and can never be woken. */
export const instant = { wake: (): Move => "stay", dueAt: (): null => null, span: (): Span => atOnce } as const;
