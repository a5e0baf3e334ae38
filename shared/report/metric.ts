// The metrics: each a numerator over a denominator, and what it may be used for. Every rate of the product is one of these.

import type { Tally } from "#shared/stats/rate.ts";
import type { ClusterSums } from "#shared/stats/ratio-of-sums.ts";
import { type Cell, type Counter, countIn } from "./cell.ts";

/** How a metric may be used: the verdict's own, one beside it, one that must not get worse, or a description that compares nothing. */
export type MetricRole = "primary" | "secondary" | "guardrail" | "diagnostic";

/** A metric over the counters of one kind of cell. */
export interface Metric {
  readonly over: Counter;
  readonly of: Counter;
  /** What is counted: learners (matured ones, in experiments) or sends. */
  readonly unit: "learner" | "send";
  readonly role: MetricRole;
  /** The denominator exists only for those something happened to: compared only while the arms agree on it. */
  readonly isConditional: boolean;
}

/**
 * Metrics of an experiment, per learner (measurement section 1). `recovered` 挽回率: a goal met in (anchor, anchor + W] of all assigned, matured learners.
 * `opened` 打开率 and `acted` 行动率: on each learner's first send, of those it was delivered to, since those who recover leave before later ones.
 */
export const exposureMetrics = {
  recovered: { over: "recovered", of: "exposed", unit: "learner", role: "primary", isConditional: false },
  opened: { over: "firstOpened", of: "firstDelivered", unit: "learner", role: "diagnostic", isConditional: true },
  acted: { over: "firstActed", of: "firstDelivered", unit: "learner", role: "secondary", isConditional: true },
  actedOfOpened: { over: "firstActed", of: "firstOpened", unit: "learner", role: "secondary", isConditional: true },
  delivered: { over: "firstDelivered", of: "firstSent", unit: "learner", role: "diagnostic", isConditional: true },
  reachedAny: { over: "anyDelivered", of: "exposed", unit: "learner", role: "diagnostic", isConditional: false },
  openedAny: { over: "anyOpened", of: "exposed", unit: "learner", role: "secondary", isConditional: false },
  actedAny: { over: "anyActed", of: "exposed", unit: "learner", role: "secondary", isConditional: false },
  optedOut: { over: "optedOut", of: "exposed", unit: "learner", role: "guardrail", isConditional: false },
  complained: { over: "complained", of: "exposed", unit: "learner", role: "guardrail", isConditional: false },
} as const satisfies Record<string, Metric>;

/** A metric of an experiment. */
export type ExposureMetric = keyof typeof exposureMetrics;

/**
 * Metrics of sends (descriptive: they compare no variants). `reach` 触达率: delivered of sent; what caps and quiet hours kept back was not sent and is shown apart.
 * `open` 打开率: human opens of delivered; `action` 行动率: of delivered, and as a second line of opened.
 */
export const sendMetrics = {
  reach: { over: "delivered", of: "sent", unit: "send", role: "diagnostic", isConditional: false },
  open: { over: "opened", of: "delivered", unit: "send", role: "diagnostic", isConditional: true },
  action: { over: "acted", of: "delivered", unit: "send", role: "diagnostic", isConditional: true },
  actionOfOpened: { over: "acted", of: "opened", unit: "send", role: "diagnostic", isConditional: true },
} as const satisfies Record<string, Metric>;

/** A metric of sends. */
export type SendMetric = keyof typeof sendMetrics;

/** x of n of a metric in a cell. Late receipts can bring the part before the whole: the part is then held at the whole. */
export function tallyOf({ over, of }: Metric, cell: Cell): Tally {
  const n = Math.max(0, countIn(cell, of));
  return { x: Math.min(n, Math.max(0, countIn(cell, over))), n };
}

/** The sums for the per-send rate of an arm, learners being the unit: human opens, or actions, of delivered sends. */
export function sendSumsOf(what: "opens" | "acts", cell: Cell): ClusterSums {
  const names = what === "opens" ? (["opensOpens", "opensSends"] as const) : (["actsActs", "actsSends"] as const);
  return {
    learners: countIn(cell, "anyDelivered"),
    y: countIn(cell, what),
    n: countIn(cell, "sends"),
    yy: countIn(cell, names[0]),
    yn: countIn(cell, names[1]),
    nn: countIn(cell, "sendsSends"),
  };
}
