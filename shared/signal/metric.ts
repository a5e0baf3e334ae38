// metric 指标: an aggregate of a numeric property over a sliding window crosses a bound: a score, a stall rate, a rating.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import type { FeatureSpec, FeatureStore } from "#shared/state/feature.ts";
import type { EventValues } from "#shared/state/features.ts";
import { durationSchema, eventTypeSchema, msOf, perSchema, propertySchema } from "./fields.ts";
import { orderOptions, perField } from "./form.ts";
import { type Reading, rowOf, type SignalKind, type SignalView } from "./kind.ts";
import { cutWindow, earlier, horizonOf } from "./window.ts";
import { eventWords, inEach, signs, span, timesWords } from "./words.ts";

const schema = z.strictObject({
  kind: z.literal("metric"),
  event: eventTypeSchema,
  property: propertySchema,
  aggregate: z.enum(["avg", "sum", "min", "max", "last"]),
  within: durationSchema,
  op: z.enum(["lt", "le", "gt", "ge"]),
  value: z.number().min(-1e12).max(1e12),
  minEvents: z.int().min(1).max(1000).optional(),
  per: perSchema,
});
type Metric = z.infer<typeof schema>;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The aggregates over at least one value, in the order of their instants. */
const aggregates: Record<Metric["aggregate"], (values: readonly number[]) => number> = {
  avg: (values) => sum(values) / values.length,
  sum,
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
  last: (values) => values.at(-1) ?? Number.NaN,
};

const comparisons: Record<Metric["op"], (actual: number, bound: number) => boolean> = {
  lt: (actual, bound) => actual < bound,
  le: (actual, bound) => actual <= bound,
  gt: (actual, bound) => actual > bound,
  ge: (actual, bound) => actual >= bound,
};

const aggregateWords: Record<Metric["aggregate"], { "zh-CN": string; en: string }> = {
  avg: { "zh-CN": "平均值", en: "average" },
  sum: { "zh-CN": "合计", en: "sum" },
  min: { "zh-CN": "最低值", en: "lowest" },
  max: { "zh-CN": "最高值", en: "highest" },
  last: { "zh-CN": "最近一次", en: "latest" },
};

function features(def: Metric): FeatureSpec[] {
  const horizonMs = horizonOf(msOf(def.within));
  return [{ kind: "values", events: [def.event], property: def.property, horizonMs, scope: def.per ?? "learner" }];
}

function read(def: Metric, [store]: readonly FeatureStore[], view: SignalView): Reading {
  const withinMs = msOf(def.within);
  const pairs = (store as EventValues).pairs(rowOf(view, def.per ?? "learner"));
  const { inside, entersAt } = cutWindow(pairs, ([at]) => at, view.now, withinMs);
  const oldest = inside[0];
  if (oldest === undefined || inside.length < (def.minEvents ?? 1)) {
    return { isOn: false, since: null, nextAt: entersAt, evidence: null };
  }
  const value = aggregates[def.aggregate](inside.map((pair) => pair[1]));
  const isOn = comparisons[def.op](value, def.value);
  const evidence = isOn ? { value: Math.round(value * 1000) / 1000, count: inside.length } : null;
  return { isOn, since: null, nextAt: earlier(oldest[0] + withinMs, entersAt), evidence };
}

const form: Form<Metric> = [
  { path: "event", field: "event", label: say("事件", "Event") },
  { path: "property", field: "property", events: "event", label: say("数值字段", "Property") },
  {
    path: "aggregate",
    field: "choice",
    label: say("取值方式", "Take the"),
    options: (["avg", "sum", "min", "max", "last"] as const).map((value) => ({ value, label: aggregateWords[value] })),
  },
  { path: "within", field: "duration", label: say("统计时长", "Over the last") },
  { path: "op", field: "choice", options: orderOptions, label: say("比较", "Is") },
  { path: "value", field: "number", min: -1e12, max: 1e12, label: say("界限", "Bound") },
  {
    path: "minEvents",
    field: "number",
    min: 1,
    max: 1000,
    isWhole: true,
    unit: say("次", "times"),
    label: say("至少有", "With at least"),
    isOptional: true,
    absent: say("1 次", "1 time"),
  },
  perField,
];

/** The signal kind `metric`. No value in the window, or fewer than `minEvents` (default 1), is off. */
export const metric = {
  kind: "metric",
  schema,
  label: { "zh-CN": "指标", en: "Metric" },
  form,
  fresh: {
    kind: "metric",
    event: "quiz.completed",
    property: "score",
    aggregate: "avg",
    within: "P14D",
    op: "lt",
    value: 60,
    minEvents: 2,
  },
  sentence: (def) =>
    inEach((locale) => {
      const what = `${eventWords([def.event], locale)} ${def.property}`;
      const bound = `${signs[def.op]} ${def.value}`;
      const least = timesWords(def.minEvents ?? 1, locale);
      return locale === "zh-CN"
        ? `${span(def.within, locale)}内${what} 的${aggregateWords[def.aggregate][locale]} ${bound}（至少 ${least}）`
        : `${aggregateWords[def.aggregate][locale]} ${what} over ${span(def.within, locale)} ${bound} (at least ${least})`;
    }),
  scope: (def) => def.per ?? "learner",
  features,
  read,
} satisfies SignalKind<Metric>;
