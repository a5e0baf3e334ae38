// drop 骤降: activity of the last local days is at most a part of the learner's own usual rate in the days before them.
import { z } from "zod";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { type Form, say } from "#shared/kernel/form.ts";
import { elapsed } from "#shared/kernel/pause.ts";
import { instantOf, localDay, nextLocal } from "#shared/kernel/zone.ts";
import type { FeatureSpec, FeatureStore } from "#shared/state/feature.ts";
import type { DayCounts } from "#shared/state/features.ts";
import { durationSchema, eventTypesSchema, msOf, perSchema } from "./fields.ts";
import { eventsField, perField } from "./form.ts";
import { offReading, type Reading, rowOf, type SignalKind, type SignalView } from "./kind.ts";
import { daysWords, eventWords, inEach, percent, timesWords } from "./words.ts";

function wholeDays(most: number): z.ZodType<string> {
  const isFit = (text: string) => msOf(text) % DAY_MS === 0 && msOf(text) <= most * DAY_MS;
  return durationSchema.refine(isFit, { params: { code: "duration.wholeDays", most } });
}

const schema = z.strictObject({
  kind: z.literal("drop"),
  events: eventTypesSchema,
  window: wholeDays(92),
  baseline: wholeDays(366),
  to: z.number().min(0).max(1),
  min: z.int().min(1).max(100_000),
  per: perSchema,
});
type Drop = z.infer<typeof schema>;

/** How many paused days the counts reach back beyond window and baseline; a longer holiday leaves no baseline: off. */
const PAUSE_ROOM_DAYS = 120;
/** Counts are whole, a ratio like 0.7 is not quite what was written: exactly down to it is a drop all the same. */
const ROUNDING = 1e-6;
/** An event ahead of the clock may already lie on tomorrow, and moves the horizon on with it. */
const SLACK_DAYS = 2;

function lengths(def: Drop): { window: number; baseline: number; lookBack: number } {
  const [window, baseline] = [msOf(def.window) / DAY_MS, msOf(def.baseline) / DAY_MS];
  return { window, baseline, lookBack: window + baseline + PAUSE_ROOM_DAYS };
}

function features(def: Drop): FeatureSpec[] {
  const horizonDays = lengths(def).lookBack + SLACK_DAYS;
  return [{ kind: "days", events: def.events, horizonDays, scope: def.per ?? "learner" }];
}

/**
 * When the activity to compare with may have begun: the earliest start of an enrolment not ended. NaN where none is known,
 * null where all have ended.
 */
function startOf({ facts, learner, enrolment }: SignalView): number | null {
  const rows = enrolment === -1 ? facts.enrolmentsOf(learner) : [enrolment];
  if (rows.length === 0) return Number.NaN;
  const open = rows.filter((row) => facts.enrolments.endOf(row) === "open");
  return open.length === 0 ? null : Math.min(...open.map((row) => facts.enrolments.startOf(row)));
}

/** The last `count` local days before today that do not lie wholly inside pauses, newest first; fewer where `lookBack` ends. */
function openDays({ zone, pauses }: SignalView, today: number, count: number, lookBack: number): number[] {
  const days: number[] = [];
  for (let day = today - 1; days.length < count && day >= today - lookBack; day -= 1) {
    if (pauses.length === 0 || elapsed(pauses, instantOf(zone, day, 0), instantOf(zone, day + 1, 0)) > 0)
      days.push(day);
  }
  return days;
}

function read(def: Drop, [store]: readonly FeatureStore[], view: SignalView): Reading {
  const counts = store as DayCounts;
  const row = rowOf(view, def.per ?? "learner");
  const lastDay = counts.lastDay(row);
  const startAt = row === -1 ? null : startOf(view);
  if (lastDay === null || startAt === null) return offReading;
  const { window, baseline, lookBack } = lengths(def);
  const today = localDay(view.zone, view.now);
  const days = openDays(view, today, window + baseline, lookBack);
  const isWhole = days.length === window + baseline;
  const firstDay = isWhole ? (days.at(-1) ?? today) : today - lookBack;
  const nextAt = lastDay >= firstDay ? nextLocal(view.zone, view.now, 0) : null;
  const isEarly = !Number.isNaN(startAt) && localDay(view.zone, startAt) > firstDay;
  const total = (list: readonly number[]) => list.reduce((sum, day) => sum + counts.on(row, day), 0);
  const [recent, usual] = [total(days.slice(0, window)), total(days.slice(window))];
  const isDown = recent * baseline <= def.to * usual * window + ROUNDING;
  const isOn = isWhole && !isEarly && usual >= def.min && isDown;
  if (!isOn) return { ...offReading, nextAt };
  const ratio = Math.round(((recent * baseline) / (usual * window)) * 1000) / 1000;
  return { isOn, since: null, nextAt, evidence: { count: recent, baseline: usual, ratio, days: window } };
}

const form: Form<Drop> = [
  eventsField,
  {
    path: "window",
    field: "duration",
    mostDays: 92,
    label: say("最近", "In the last"),
    help: say("整天数，按学员当地日历", "Whole days of the learner's calendar"),
  },
  {
    path: "baseline",
    field: "duration",
    mostDays: 366,
    label: say("对比之前", "Against the days before"),
    help: say("学员自己平时的水平", "The learner's own usual rate"),
  },
  { path: "to", field: "ratio", min: 0, max: 1, label: say("降到平时的", "Down to, of the usual") },
  {
    path: "min",
    field: "number",
    min: 1,
    max: 100_000,
    isWhole: true,
    unit: say("次", "times"),
    label: say("平时至少", "Usual at least"),
    help: say("平时次数太少的学员不判断", "Learners with fewer are not judged"),
  },
  perField,
];

/** The signal kind `drop`. Today is not looked at; evidence `ratio` is observed / expected, `baseline` the count in it. */
export const drop = {
  kind: "drop",
  schema,
  label: { "zh-CN": "骤降", en: "Drop" },
  form,
  fresh: { kind: "drop", events: ["session.started"], window: "P7D", baseline: "P28D", to: 0.5, min: 4 },
  sentence: (def) =>
    inEach((locale) => {
      const what = eventWords(def.events, locale);
      const { window, baseline } = lengths(def);
      const [recent, usual] = [daysWords(window, locale), daysWords(baseline, locale)];
      const least = timesWords(def.min, locale);
      return locale === "zh-CN"
        ? `最近 ${recent}的${what}不超过此前 ${usual}平时水平的 ${percent(def.to)}（此前至少 ${least}）`
        : `${what} in the last ${recent} at most ${percent(def.to)} of the usual rate of the ${usual} before (at least ${least})`;
    }),
  scope: (def) => def.per ?? "learner",
  features,
  read,
} satisfies SignalKind<Drop>;
