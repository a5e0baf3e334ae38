// A school with a known truth, as a file tells it: how many learners fall silent, how many come back by themselves, and what each message
// adds. A closed schema; what a file leaves out has the default that stands here.
import { z } from "zod";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { isDate, isZone } from "#shared/kernel/zone.ts";
import { slugSchema, weightSchema } from "#shared/node/fields.ts";

const rate = z.number().min(0).max(1);
const ONE_WEEK = 7;
const WHOLE = 10_000;

/** Channels that need no template of a vendor's. */
const channels = ["inapp", "push", "sms", "email"] as const;
/** A channel of a known school. */
export type TruthChannel = (typeof channels)[number];

function rates(usual: Record<TruthChannel, number>) {
  const { inapp, push, sms, email } = usual;
  return z
    .strictObject({
      inapp: rate.default(inapp),
      push: rate.default(push),
      sms: rate.default(sms),
      email: rate.default(email),
    })
    .default(usual);
}

const variantSchema = z.strictObject({
  id: slugSchema,
  weight: weightSchema,
  /** Of learners who open it and have not come back: how many it brings back the same day. */
  effect: rate,
});

const touchSchema = z.strictObject({
  tier: slugSchema,
  /** Silence after which it is sent (days). */
  afterDays: z.int().min(1).max(60),
  channel: z.enum(channels),
  /** The first is the control. */
  variants: z.array(variantSchema).min(1).max(10),
  plannedLearners: z.int().positive().optional(),
  smallestEffect: rate.optional(),
});

/** The file. `weeks` is how long learners go on falling silent, each once. */
export const truthSchema = z
  .strictObject({
    format: z.literal("winback.truth/1"),
    name: z.string().min(1).max(120),
    zone: z.string().refine(isZone).default("Asia/Shanghai"),
    startsOn: z.string().refine(isDate).default("2026-03-02"),
    learners: z.int().min(20).max(100_000).default(600),
    weeks: z.int().min(1).max(52).default(3),
    /** The window of recovery, and the goal's time (days). */
    windowDays: z.int().min(2).max(60).default(7),
    /** How many of the silent come back within the window without any message. */
    baselineRate: rate.default(0.2),
    /** How many are left without messages. */
    holdoutRate: rate.max(0.5).default(0.5),
    /** What a rate is multiplied by on each weekday, Monday first. */
    seasonFactors: z.array(z.number().min(0).max(5)).length(ONE_WEEK).default([1, 1, 1, 1, 1, 1, 1]),
    /** What each message received within seven days takes off the effect of the next one. */
    fatigueRate: rate.default(0),
    failureRates: rates({ inapp: 0, push: 0, sms: 0, email: 0 }),
    openRates: rates({ inapp: 0.6, push: 0.5, sms: 0.8, email: 0.4 }),
    /** Of those whom a message brings back: how many do so by its link. */
    actRates: rates({ inapp: 0.7, push: 0.7, sms: 0.5, email: 0.5 }),
    touches: z.array(touchSchema).min(1).max(4),
  })
  .superRefine(({ touches, windowDays }, context) => {
    const [first] = touches;
    for (const [at, { afterDays, variants }] of touches.entries()) {
      const before = touches[at - 1];
      const path = ["touches", at];
      const refuse = (message: string) => context.addIssue({ code: "custom", path, message });
      if (before !== undefined && afterDays <= before.afterDays) refuse("later than the touch before");
      if (first !== undefined && afterDays - first.afterDays >= windowDays) refuse("within the window of the first");
      if (variants.reduce((sum, { weight }) => sum + weight, 0) !== WHOLE) refuse("weights add up to 10000");
    }
  });

/** A school with a known truth. */
export type Truth = z.infer<typeof truthSchema>;
/** A message of it. */
export type Touch = Truth["touches"][number];

/** Reads the value of a truth file. */
export function parseTruth(value: unknown): { truth: Truth } | { issues: Issue[] } {
  const parsed = truthSchema.safeParse(value);
  if (parsed.success) return { truth: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }) =>
    errorIssue(
      "truth.shape",
      path.map((part) => (typeof part === "number" ? part : String(part))),
      { message },
    ),
  );
  return { issues };
}
