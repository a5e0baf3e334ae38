// overdue 超时: something opened is not closed in time: a question unanswered, a homework not handed in. A timer per key.
import { z } from "zod";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import { type Form, say } from "#shared/kernel/form.ts";
import { addElapsed, elapsed, type Pause } from "#shared/kernel/pause.ts";
import type { FeatureSpec, FeatureStore } from "#shared/state/feature.ts";
import type { OpenItem, OpenItems } from "#shared/state/open-items.ts";
import { durationSchema, eventTypeSchema, msOf, perSchema, propertySchema } from "./fields.ts";
import { perField } from "./form.ts";
import { type Reading, rowOf, type SignalKind, type SignalView } from "./kind.ts";
import { earlier } from "./window.ts";
import { eventWords, inEach, span } from "./words.ts";

const schema = z
  .strictObject({
    kind: z.literal("overdue"),
    opens: eventTypeSchema,
    closes: eventTypeSchema,
    by: propertySchema,
    within: durationSchema.optional(),
    due: propertySchema.optional(),
    grace: durationSchema.optional(),
    until: durationSchema.optional(),
    per: perSchema,
  })
  .refine(({ opens, closes }) => opens !== closes, { path: ["closes"], params: { code: "overdue.closesItself" } })
  .refine(
    ({ within, due, grace }) =>
      (within === undefined) === (due !== undefined) && (due === undefined) === (grace === undefined),
    { path: ["within"], params: { code: "overdue.withinOrDue" } },
  )
  .refine(({ until, grace }) => until === undefined || grace === undefined || msOf(until) > msOf(grace), {
    path: ["until"],
    params: { code: "overdue.untilWithinGrace" },
  });
type Overdue = z.infer<typeof schema>;

/** The time in which a key is overdue: UTC ms, `from` inside, `to` outside; `dueAt` is when it should have been closed. */
interface Late {
  key: string;
  openedAt: number;
  dueAt: number;
  from: number;
  to: number;
}

function lateOf(def: Overdue, key: string, item: OpenItem | undefined, pauses: readonly Pause[]): Late | null {
  const openedAt = item?.openedAt ?? null;
  const dueAt = def.within === undefined ? (item?.dueAt ?? null) : after(pauses, openedAt, def.within);
  if (openedAt === null || dueAt === null) return null;
  const from = Math.max(openedAt, after(pauses, dueAt, def.grace));
  const endsAt = def.until === undefined ? Number.POSITIVE_INFINITY : after(pauses, dueAt, def.until);
  const to = Math.min(endsAt, item?.closedAt ?? Number.POSITIVE_INFINITY);
  return from < to ? { key, openedAt, dueAt, from, to } : null;
}

function after<A extends number | null>(pauses: readonly Pause[], at: A, duration: string | undefined): A | number {
  return at === null || duration === undefined ? at : addElapsed(pauses, at, msOf(duration));
}

function read(def: Overdue, [store]: readonly FeatureStore[], view: SignalView): Reading {
  const { now, pauses } = view;
  const items = (store as OpenItems).items(rowOf(view, def.per ?? "learner"));
  const all: Late[] = [];
  let nextAt: number | null = null;
  for (const key of view.key === null ? items.keys() : [view.key]) {
    const late = lateOf(def, key, items.get(key), pauses);
    if (late === null || late.to <= now) continue;
    if (late.from > now) nextAt = earlier(nextAt, late.from);
    else {
      if (Number.isFinite(late.to)) nextAt = earlier(nextAt, late.to);
      all.push(late);
    }
  }
  const [first, ...others] = all.sort((a, b) => a.from - b.from || (a.key < b.key ? -1 : 1));
  if (first === undefined) return { isOn: false, since: null, nextAt, evidence: null };
  const { key, openedAt, dueAt, from } = first;
  const overdueHours = Math.floor(elapsed(pauses, dueAt, now) / HOUR_MS);
  const reading = { isOn: true, since: from, nextAt, evidence: { key, overdueHours, openedAt, dueAt } };
  return others.length === 0
    ? reading
    : { ...reading, also: others.map((late) => ({ since: late.from, evidence: { key: late.key } })) };
}

const form: Form<Overdue> = [
  { path: "opens", field: "event", label: say("开始事件", "Opened by") },
  { path: "closes", field: "event", label: say("结束事件", "Closed by") },
  {
    path: "by",
    field: "property",
    events: "opens",
    label: say("用哪个编号对应", "Matched by"),
    help: say("两个事件里相同的编号", "The id that both events carry"),
  },
  {
    label: say("何时算超时", "Overdue"),
    modes: [
      {
        label: say("开始后多久", "So long after opening"),
        with: { within: "PT24H" },
        fields: [{ path: "within", field: "duration", label: say("时限", "Time limit") }],
      },
      {
        label: say("到期后多久", "So long after a due date"),
        with: { due: "dueAt", grace: "P1D" },
        fields: [
          { path: "due", field: "property", events: "opens", label: say("到期字段", "Due date property") },
          { path: "grace", field: "duration", label: say("宽限", "Grace") },
        ],
      },
    ],
  },
  {
    path: "until",
    field: "duration",
    label: say("到期多久后不再计", "No longer counted after"),
    isOptional: true,
    absent: say("一直算到结束", "Until it is closed"),
  },
  perField,
];

/**
 * The signal kind `overdue`. A key is overdue from `within` after its opening, or from `grace` after its due instant; with `until`,
 * up to that long after the due instant (`within` after the opening, or the due field). Evidence counts hours since due.
 */
export const overdue = {
  kind: "overdue",
  schema,
  label: { "zh-CN": "超时", en: "Overdue" },
  form,
  fresh: { kind: "overdue", opens: "question.asked", closes: "question.answered", by: "questionId", within: "PT24H" },
  sentence: (def) =>
    inEach((locale) => {
      const isZh = locale === "zh-CN";
      const [opens, closes] = [eventWords([def.opens], locale), eventWords([def.closes], locale)];
      const late = span(def.within ?? def.grace ?? "", locale);
      const until = def.until === undefined ? "" : span(def.until, locale);
      const end = until === "" ? "" : isZh ? `（到期 ${until}后不再计）` : ` (until ${until} past due)`;
      if (def.within !== undefined)
        return isZh ? `${opens}后 ${late}没有${closes}${end}` : `no ${closes} ${late} after ${opens}${end}`;
      return isZh
        ? `${opens}到期 ${late}后仍没有${closes}${end}`
        : `no ${closes} ${late} after ${opens} fell due${end}`;
    }),
  scope: (def) => def.per ?? "learner",
  features: (def): FeatureSpec[] => [
    {
      kind: "open",
      opens: def.opens,
      closes: def.closes,
      by: def.by,
      due: def.due ?? null,
      scope: def.per ?? "learner",
    },
  ],
  read,
  disproves: (def, evidence, event, openedAt) => {
    const key = event.data?.[def.by];
    const isSame = (typeof key === "string" || typeof key === "number") && String(key) === evidence.key;
    const isHere = def.per === undefined || event.course === evidence.course;
    return event.type === def.closes && isSame && isHere && event.at <= openedAt;
  },
  keyOf: (def) => def.by,
} satisfies SignalKind<Overdue>;
