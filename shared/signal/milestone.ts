// milestone 里程碑: something worth praise: the n-th event (first module done), or so many days of study in a row.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { instantOf, localDay, nextLocal } from "#shared/kernel/zone.ts";
import type { FeatureSpec, FeatureStore } from "#shared/state/feature.ts";
import type { DayCounts, FirstTimes } from "#shared/state/features.ts";
import { testSchema } from "#shared/state/test.ts";
import { eventTypesSchema, perSchema } from "./fields.ts";
import { eventsField, perField, whereField } from "./form.ts";
import { offReading, type Reading, rowOf, type SignalKind, type SignalView } from "./kind.ts";
import { daysWords, eventWords, inEach, testWords, timesWords } from "./words.ts";

const schema = z
  .strictObject({
    kind: z.literal("milestone"),
    events: eventTypesSchema,
    where: testSchema.optional(),
    reaches: z.int().min(1).max(1000).optional(),
    streakDays: z.int().min(2).max(366).optional(),
    per: perSchema,
  })
  .refine(({ reaches, streakDays }) => (reaches === undefined) !== (streakDays === undefined), {
    path: ["reaches"],
    params: { code: "milestone.reachesOrStreak" },
  })
  .refine(({ where, streakDays }) => where === undefined || streakDays === undefined, {
    path: ["where"],
    params: { code: "milestone.whereWithStreak" },
  });
type Milestone = z.infer<typeof schema>;

/** A streak may end yesterday, and an event ahead of the clock may already lie on tomorrow. */
const SLACK_DAYS = 2;

function features(def: Milestone): FeatureSpec[] {
  const { events, where = null, reaches, streakDays = 0 } = def;
  const scope = def.per ?? "learner";
  if (reaches !== undefined) return [{ kind: "firsts", events, where, keep: reaches, scope }];
  return [{ kind: "days", events, horizonDays: streakDays + SLACK_DAYS, scope }];
}

function readReached(reaches: number, times: readonly number[], now: number): Reading {
  const since = times[reaches - 1];
  if (since === undefined) return offReading;
  return since > now
    ? { ...offReading, nextAt: since }
    : { isOn: true, since, nextAt: null, evidence: { count: reaches } };
}

function readStreak(streakDays: number, counts: DayCounts, row: number, { zone, now }: SignalView): Reading {
  const today = localDay(zone, now);
  const last = counts.on(row, today) > 0 ? today : today - 1;
  let days = 0;
  while (days < streakDays && counts.on(row, last - days) > 0) days += 1;
  const isAhead = (counts.lastDay(row) ?? today) > today;
  if (days < streakDays) return { ...offReading, nextAt: isAhead ? nextLocal(zone, now, 0) : null };
  return { isOn: true, since: null, nextAt: instantOf(zone, last + 2, 0), evidence: { days } };
}

function read(def: Milestone, [store]: readonly FeatureStore[], view: SignalView): Reading {
  const row = rowOf(view, def.per ?? "learner");
  if (def.reaches !== undefined) return readReached(def.reaches, (store as FirstTimes).times(row), view.now);
  return readStreak(def.streakDays ?? 0, store as DayCounts, row, view);
}

const form: Form<Milestone> = [
  eventsField,
  {
    label: say("达成条件", "Reached by"),
    modes: [
      {
        label: say("累计次数", "Times in all"),
        with: { reaches: 1 },
        fields: [
          {
            path: "reaches",
            field: "number",
            min: 1,
            max: 1000,
            isWhole: true,
            unit: say("次", "times"),
            label: say("累计达到", "In all"),
          },
          whereField,
        ],
      },
      {
        label: say("连续天数", "Days in a row"),
        with: { streakDays: 7 },
        fields: [
          {
            path: "streakDays",
            field: "number",
            min: 2,
            max: 366,
            isWhole: true,
            unit: say("天", "days"),
            label: say("连续", "In a row"),
          },
        ],
      },
    ],
  },
  perField,
];

/** The signal kind `milestone`. A reached number stays on; a streak ends when a local day passes without an event. */
export const milestone = {
  kind: "milestone",
  schema,
  label: { "zh-CN": "里程碑", en: "Milestone" },
  form,
  fresh: { kind: "milestone", events: ["lesson.completed"], streakDays: 7 },
  sentence: (def) =>
    inEach((locale) => {
      const isZh = locale === "zh-CN";
      const what = `${eventWords(def.events, locale)}${testWords(def.where, locale)}`;
      if (def.reaches === undefined) {
        const days = daysWords(def.streakDays ?? 0, locale);
        return isZh ? `连续 ${days}有${what}` : `${what} ${days} in a row`;
      }
      return isZh
        ? `${what}累计 ${timesWords(def.reaches, locale)}`
        : `${what} ${timesWords(def.reaches, locale)} in all`;
    }),
  scope: (def) => def.per ?? "learner",
  features,
  read,
} satisfies SignalKind<Milestone>;
