// A tier node and its rule: how many of the wired signals must hold, and what reach is promised on entry.
import { z } from "zod";
import { durationSchema } from "#shared/signal/fields.ts";

/** Reach promise of a tier (ruling 6): by entry + `within`, at least so many touches over so many channels; never more than `maxTouches`. */
export const reachSchema = z.strictObject({
  within: durationSchema,
  minTouches: z.int().min(0).max(50),
  minChannels: z.int().min(0).max(10),
  maxTouches: z.int().min(1).max(50),
});

/** Reach promise of a tier. */
export type Reach = z.infer<typeof reachSchema>;

/** When a tier is entered: so many wired signals, all of them, or a wired score. */
export const enterSchema = z.union([
  z.strictObject({ atLeast: z.int().min(1).max(50) }),
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ score: z.number().positive().max(1e6) }),
]);
/** When a tier is entered. */
export type TierRule = z.infer<typeof enterSchema>;

/** What the rule looks at: how many of the wired signals hold, of how many, and the highest wired score. */
export interface TierCount {
  onCount: number;
  wiredCount: number;
  score: number;
}

/** Whether a tier's rule holds. A tier without signals never holds. */
export function holds(rule: TierRule, count: TierCount): boolean {
  if (count.wiredCount === 0) return false;
  if ("all" in rule) return count.onCount === count.wiredCount;
  if ("score" in rule) return count.score >= rule.score;
  return count.onCount >= rule.atLeast;
}
