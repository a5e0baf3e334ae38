// schedule 日程: a calendar instant in the learner's zone and some time after it: a festival, a weekly report.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { nextOccurrence, previousOccurrence } from "#shared/kernel/occurrence.ts";
import { parseRecurrence } from "#shared/kernel/recurrence.ts";
import { dateOfDay, dayOfDate, instantOf, isDate, localDay } from "#shared/kernel/zone.ts";
import { durationSchema, msOf } from "./fields.ts";
import type { Reading, SignalKind, SignalView } from "./kind.ts";
import { recurrenceWords } from "./recurrence-words.ts";
import { earlier } from "./window.ts";
import { inEach, span } from "./words.ts";

/** A calendar date of this century. */
const dateSchema = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/)
  .refine(isDate, { params: { code: "date.invalid" } });

const rruleSchema = z
  .string()
  .min(1)
  .max(200)
  .superRefine((text, context) => {
    const rule = parseRecurrence(text);
    if ("error" in rule)
      context.addIssue({ code: "custom", params: { code: `schedule.${rule.error}`, part: rule.part } });
  });

const schema = z
  .strictObject({
    kind: z.literal("schedule"),
    date: dateSchema.optional(),
    rrule: rruleSchema.optional(),
    from: dateSchema.optional(),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    for: durationSchema.optional(),
  })
  .refine(({ date, rrule }) => (date === undefined) !== (rrule === undefined), {
    path: ["date"],
    params: { code: "schedule.dateOrRule" },
  })
  .refine(({ rrule, from }) => from === undefined || rrule !== undefined, {
    path: ["from"],
    params: { code: "schedule.fromWithoutRule" },
  })
  .refine(({ rrule, from }) => rrule?.includes("COUNT=") !== true || from !== undefined, {
    path: ["from"],
    params: { code: "schedule.countWithoutFrom" },
  });
type Schedule = z.infer<typeof schema>;

const DEFAULT_FOR = "P1D";
/** Where rules without `from` begin: before any learner, so that only their interval depends on it. */
const DEFAULT_FROM = "2020-01-01";

function minuteOf(at: string): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
}

/** The latest occurrence at or before now and the first after it (UTC ms), null for none. */
function around(def: Schedule, { zone, now }: SignalView): { begunAt: number | null; comesAt: number | null } {
  const minute = minuteOf(def.at);
  if (def.date !== undefined) {
    const at = instantOf(zone, dayOfDate(def.date), minute);
    return at <= now ? { begunAt: at, comesAt: null } : { begunAt: null, comesAt: at };
  }
  const rule = parseRecurrence(def.rrule ?? "");
  if ("error" in rule) return { begunAt: null, comesAt: null };
  const startDay = dayOfDate(def.from ?? DEFAULT_FROM);
  return {
    begunAt: previousOccurrence(rule, zone, startDay, minute, now),
    comesAt: nextOccurrence(rule, zone, startDay, minute, now),
  };
}

function read(def: Schedule, view: SignalView): Reading {
  const { begunAt, comesAt } = around(def, view);
  const endsAt = begunAt === null ? null : begunAt + msOf(def.for ?? DEFAULT_FOR);
  if (begunAt === null || endsAt === null || endsAt <= view.now) {
    return { isOn: false, since: null, nextAt: comesAt, evidence: null };
  }
  const date = dateOfDay(localDay(view.zone, begunAt));
  return { isOn: true, since: begunAt, nextAt: earlier(endsAt, comesAt), evidence: { date } };
}

const form: Form<Schedule> = [
  {
    label: say("日期", "Day"),
    modes: [
      {
        label: say("某一天", "One date"),
        with: { date: "2026-01-01" },
        fields: [{ path: "date", field: "date", label: say("日期", "Date") }],
      },
      {
        label: say("重复", "Repeating"),
        with: { rrule: "FREQ=WEEKLY;BYDAY=MO" },
        fields: [
          { path: "rrule", field: "rrule", label: say("重复规则", "Repeats") },
          {
            path: "from",
            field: "date",
            label: say("起始日", "Starts on"),
            isOptional: true,
            absent: say("一直如此", "Always has"),
          },
        ],
      },
    ],
  },
  { path: "at", field: "time", label: say("时刻", "At"), help: say("学员当地时间", "The learner's local time") },
  {
    path: "for",
    field: "duration",
    label: say("持续", "Lasts"),
    isOptional: true,
    absent: say("1 天", "1 day"),
  },
];

/** The signal kind `schedule`. Each occurrence is a new rise, also where it comes before the last one has ended; pauses do not move it. */
export const schedule = {
  kind: "schedule",
  schema,
  label: { "zh-CN": "日程", en: "Schedule" },
  form,
  fresh: { kind: "schedule", rrule: "FREQ=WEEKLY;BYDAY=MO", at: "09:00" },
  sentence: (def) =>
    inEach((locale) => {
      const day = def.date ?? recurrenceWords(def.rrule ?? "", locale);
      const length = span(def.for ?? DEFAULT_FOR, locale);
      const from = def.from === undefined ? "" : locale === "zh-CN" ? `，自 ${def.from} 起` : ` from ${def.from} on`;
      return locale === "zh-CN" ? `${day} ${def.at} 起 ${length}${from}` : `${day} at ${def.at}, for ${length}${from}`;
    }),
  scope: () => "learner",
  features: () => [],
  read: (def, _stores, view) => read(def, view),
} satisfies SignalKind<Schedule>;
