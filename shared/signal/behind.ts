// behind 落后: progress in a course is lower than the median of the cohort (same course, same start week) by a ratio.
import { z } from "zod";
import { type FeatureSpec, type FeatureStore, featureKey } from "#shared/state/feature.ts";
import type { Total } from "#shared/state/features.ts";
import { eventTypeSchema, isStudying, propertySchema } from "./fields.ts";
import { offReading, type Reading, type SignalKind, type SignalView } from "./kind.ts";
import { eventWords, inEach, percent } from "./words.ts";

const schema = z.strictObject({
  kind: z.literal("behind"),
  progress: eventTypeSchema,
  /** The largest value of this property is the progress; absent: the number of events. */
  property: propertySchema.optional(),
  per: z.literal("course"),
  by: z.number().min(0.01).max(0.99),
  minLearners: z.int().min(2).max(100_000).optional(),
});
type Behind = z.infer<typeof schema>;

/** Fewer learners than this make no median to be measured by, where the node names no other number. */
const DEFAULT_MIN_LEARNERS = 20;

function featureOf(def: Behind): FeatureSpec {
  return { kind: "total", events: [def.progress], property: def.property ?? null, scope: "course" };
}

function read(def: Behind, [store]: readonly FeatureStore[], view: SignalView): Reading {
  const { facts, enrolment, now } = view;
  if (enrolment === -1) return offReading;
  if (!isStudying(facts, enrolment, now)) {
    const startsAt = facts.enrolments.startOf(enrolment);
    const isComing = facts.enrolments.endOf(enrolment) === "open" && startsAt > now;
    return isComing ? { ...offReading, nextAt: startsAt } : offReading;
  }
  const cohort = view.cohort(featureKey(featureOf(def)));
  if (cohort === null || cohort.learners < (def.minLearners ?? DEFAULT_MIN_LEARNERS)) return offReading;
  const progress = (store as Total).value(enrolment);
  if (progress >= cohort.median * (1 - def.by)) return offReading;
  const behind = Math.round((1 - progress / cohort.median) * 100);
  return { isOn: true, since: null, nextAt: null, evidence: { progress, median: cohort.median, behind } };
}

/** The signal kind `behind`. Evidence `behind` is in percent of the median. */
export const behind = {
  kind: "behind",
  schema,
  label: { "zh-CN": "落后", en: "Behind" },
  sentence: (def) =>
    inEach((locale) => {
      const what = `${eventWords([def.progress], locale)}${def.property === undefined ? "" : ` ${def.property}`}`;
      const learners = def.minLearners ?? DEFAULT_MIN_LEARNERS;
      return locale === "zh-CN"
        ? `${what}的进度比同期学员中位数低 ${percent(def.by)} 以上（同期至少 ${learners} 人）`
        : `progress by ${what} is more than ${percent(def.by)} below the cohort's median (at least ${learners} learners)`;
    }),
  scope: () => "course",
  features: (def) => [featureOf(def)],
  read,
} satisfies SignalKind<Behind>;
