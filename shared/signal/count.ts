// count 次数: that many matching events inside a sliding window, exact at the millisecond.
import { z } from "zod";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { type Form, say } from "#shared/kernel/form.ts";
import type { FeatureSpec, FeatureStore } from "#shared/state/feature.ts";
import type { EventTimes } from "#shared/state/features.ts";
import { testSchema } from "#shared/state/test.ts";
import { durationSchema, eventTypesSchema, msOf, perSchema } from "./fields.ts";
import { eventsField, perField, whereField } from "./form.ts";
import { type Reading, rowOf, type SignalKind, type SignalView } from "./kind.ts";
import { cutWindow, horizonOf } from "./window.ts";
import { eventWords, span, testWords, timesWords } from "./words.ts";

const schema = z.strictObject({
  kind: z.literal("count"),
  events: eventTypesSchema,
  where: testSchema.optional(),
  atLeast: z.int().min(1).max(1000),
  within: durationSchema,
  per: perSchema,
});
type Count = z.infer<typeof schema>;

function features(def: Count): FeatureSpec[] {
  const horizonMs = horizonOf(msOf(def.within));
  return [{ kind: "times", events: def.events, where: def.where ?? null, horizonMs, scope: def.per ?? "learner" }];
}

function read(def: Count, [store]: readonly FeatureStore[], view: SignalView): Reading {
  const withinMs = msOf(def.within);
  const times = (store as EventTimes).times(rowOf(view, def.per ?? "learner"));
  const { inside, entersAt } = cutWindow(times, (at) => at, view.now, withinMs);
  const reachedAt = inside[def.atLeast - 1];
  const firstAt = inside[0];
  const lastAt = inside.at(-1);
  if (reachedAt === undefined || firstAt === undefined || lastAt === undefined) {
    return { isOn: false, since: null, nextAt: entersAt, evidence: null };
  }
  const evidence = { count: inside.length, days: Math.round((withinMs / DAY_MS) * 10) / 10, lastAt };
  return { isOn: true, since: reachedAt, nextAt: firstAt + withinMs, evidence };
}

const form: Form<Count> = [
  eventsField,
  whereField,
  {
    path: "atLeast",
    field: "number",
    min: 1,
    max: 1000,
    isWhole: true,
    unit: say("次", "times"),
    label: say("达到", "At least"),
  },
  { path: "within", field: "duration", label: say("在多长时间内", "Within") },
  perField,
];

/**
 * The signal kind `count`. `since` is the instant at which the events now in the window reached the number: it moves on as the first of
 * them leaves, which is why `nextAt` is then, though the number may still be reached.
 */
export const count = {
  kind: "count",
  schema,
  label: { "zh-CN": "次数", en: "Count" },
  form,
  fresh: { kind: "count", events: ["tutoring.cancelled", "tutoring.missed"], atLeast: 2, within: "P14D" },
  sentence: (def) => ({
    "zh-CN": `${span(def.within, "zh-CN")}内${eventWords(def.events, "zh-CN")}${testWords(def.where, "zh-CN")}达到 ${timesWords(def.atLeast, "zh-CN")}`,
    en: `${eventWords(def.events, "en")}${testWords(def.where, "en")} at least ${timesWords(def.atLeast, "en")} within ${span(def.within, "en")}`,
  }),
  scope: (def) => def.per ?? "learner",
  features,
  read,
} satisfies SignalKind<Count>;
