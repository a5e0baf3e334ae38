// behind 落后: progress in a course is lower than the median of the cohort (same course, same start week) by a ratio.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { type FeatureSpec, type FeatureStore, featureKey } from "#shared/state/feature.ts";
import type { Total } from "#shared/state/features.ts";
import { eventTypeSchema, isStudying, propertySchema } from "./fields.ts";
import { progressField } from "./form.ts";
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

const form: Form<Behind> = [
  progressField,
  {
    path: "property",
    field: "property",
    events: "progress",
    label: say("进度数值", "Progress value"),
    isOptional: true,
    absent: say("按事件次数", "The number of events"),
  },
  {
    path: "by",
    field: "ratio",
    min: 0.01,
    max: 0.99,
    label: say("落后同期中位数", "Below the cohort's median by"),
    help: say("同期：同一课程、同一周开课", "The cohort: same course, same start week"),
  },
  {
    path: "minLearners",
    field: "number",
    min: 2,
    max: 100_000,
    isWhole: true,
    unit: say("人", "learners"),
    label: say("同期至少", "Cohort of at least"),
    isOptional: true,
    absent: say("20 人", "20 learners"),
  },
];

/** The signal kind `behind`. Evidence `behind` is in percent of the median. */
export const behind = {
  kind: "behind",
  schema,
  label: { "zh-CN": "落后", en: "Behind" },
  form,
  fresh: { kind: "behind", progress: "lesson.completed", per: "course", by: 0.3 },
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
